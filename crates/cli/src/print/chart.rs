//! Charts out of characters.

use querist_vocabulary::{
    answer::{Chart, ChartKind, ResultTable},
    database::ResultColumn,
    value::Value,
};

use super::{
    figure::Notation,
    page::{Line, Page, Style},
    screen::Screen,
    text::visible,
};

/// A bar for each category: bar charts, shares, histograms.
mod bars;

/// Points on a grid of dots: lines, areas, scatter plots.
mod plot;

/// Shades in a grid: heat maps.
mod heat;

/// Boxes and whiskers.
mod boxes;

/// A chart of the result; an empty page where there is nothing to draw.
pub(crate) fn chart(chart: &Chart, result: &ResultTable, screen: &Screen) -> Page {
    let data = Data { chart, result };
    let body = match chart.kind {
        ChartKind::Bar => bars::bars(&data, screen),
        ChartKind::Pie => bars::shares(&data, screen),
        ChartKind::Histogram => bars::histogram(&data, screen),
        ChartKind::Line | ChartKind::Area => plot::lines(&data, screen),
        ChartKind::Scatter => plot::points(&data, screen),
        ChartKind::HeatMap => heat::map(&data, screen),
        ChartKind::BoxPlot => boxes::plot(&data, screen),
    };
    if body.is_empty() {
        return body;
    }
    let mut page = Page::default();
    page.line(Line::of(Style::Quiet, data.title()));
    page.below(body);
    page
}

/// What is drawn.
struct Data<'a> {
    chart: &'a Chart,
    result: &'a ResultTable,
}

impl Data<'_> {
    /// The numbers of the y axis, or of the x axis where there is no y.
    fn measure(&self) -> usize {
        self.chart.y.unwrap_or(self.chart.x)
    }

    fn name(&self, column: usize) -> String {
        let name = |head: &ResultColumn| visible(&head.name.replace('_', " "));
        self.result.columns.get(column).map_or_else(String::new, name)
    }

    fn title(&self) -> String {
        match self.chart.y {
            Some(y) => format!("{} by {}", self.name(y), self.name(self.chart.x)),
            None => self.name(self.chart.x),
        }
    }

    fn notation(&self) -> Notation {
        Notation::of(self.result, self.measure())
    }

    /// A cell as a label.
    fn label(&self, row: &[Value], column: usize) -> String {
        match row.get(column) {
            None | Some(Value::Null) => "(none)".into(),
            Some(value) => Notation::of(self.result, column).write(value),
        }
    }

    /// A cell as a number that can be drawn.
    fn number(row: &[Value], column: usize) -> Option<f64> {
        row.get(column)?.as_number().filter(|number| number.is_finite())
    }

    /// Label and number of each row that has a number.
    fn pairs(&self) -> Vec<(String, f64)> {
        let pair = |row: &Vec<Value>| {
            Some((self.label(row, self.chart.x), Self::number(row, self.measure())?))
        };
        self.result.rows.iter().filter_map(pair).collect()
    }

    /// The different labels of a column, in the order of the rows.
    fn labels(&self, column: usize) -> Vec<String> {
        let mut labels: Vec<String> = Vec::new();
        for row in &self.result.rows {
            let label = self.label(row, column);
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels
    }
}

#[cfg(test)]
mod tests;
