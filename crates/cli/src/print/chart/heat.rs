//! Shades in a grid: heat maps.

use super::{
    super::{
        figure::count,
        page::{Line, Page, Style},
        screen::Screen,
        text::{Side, field, shorten, width},
    },
    Data,
};

/// The most rows and columns that are drawn.
const MOST: (usize, usize) = (20, 24);

/// The widest label of a row.
const WIDEST: usize = 24;

/// The widest label of a column.
const CELL: usize = 8;

/// A shade for each pair of categories: x across, the series down.
pub(super) fn map(data: &Data<'_>, screen: &Screen) -> Page {
    let Some(down) = data.chart.series else { return Page::default() };
    let (rows, columns) = (data.labels(down), data.labels(data.chart.x));
    let wide = rows.iter().map(|label| width(label)).max().unwrap_or(0).min(WIDEST);
    let cell = columns.iter().map(|label| width(label)).max().unwrap_or(1).clamp(3, CELL);
    let fit = (screen.columns().saturating_sub(wide) / (cell + 1)).clamp(1, MOST.1);
    let sizes = sizes(data, &rows, &columns, down);
    let highest = sizes.iter().flatten().flatten().copied().fold(0.0, f64::max);
    if highest <= 0.0 {
        return Page::default();
    }
    let mut page = Page::default();
    page.line(heads(columns.get(..fit.min(columns.len())).unwrap_or_default(), wide, cell, screen));
    for (label, sizes) in rows.iter().zip(&sizes).take(MOST.0) {
        let label = field(&shorten(label, wide, screen.glyphs.pick("…", "...")), wide, Side::Left);
        let shades = sizes.iter().take(fit).map(|size| shade(*size, highest, cell, screen));
        page.line(Line::plain(label).and(Style::Accent, shades.collect::<String>().trim_end()));
    }
    page.below(notes(data, highest, (rows.len(), columns.len()), fit, screen));
    page
}

fn sizes(
    data: &Data<'_>,
    rows: &[String],
    columns: &[String],
    down: usize,
) -> Vec<Vec<Option<f64>>> {
    let mut sizes = vec![vec![None; columns.len()]; rows.len()];
    for row in &data.result.rows {
        let at = rows.iter().position(|label| *label == data.label(row, down));
        let across = columns.iter().position(|label| *label == data.label(row, data.chart.x));
        let line = at.and_then(|at| sizes.get_mut(at));
        if let Some(cell) = line.zip(across).and_then(|(line, across)| line.get_mut(across)) {
            *cell = Data::number(row, data.measure());
        }
    }
    sizes
}

fn heads(columns: &[String], wide: usize, cell: usize, screen: &Screen) -> Line {
    let mark = screen.glyphs.pick("…", ".");
    let head =
        |label: &String| format!(" {}", field(&shorten(label, cell, mark), cell, Side::Left));
    Line::of(Style::Quiet, " ".repeat(wide) + &columns.iter().map(head).collect::<String>())
}

fn shade(size: Option<f64>, highest: f64, cell: usize, screen: &Screen) -> String {
    let steps = screen.glyphs.pick(["·", "░", "▒", "▓", "█"], [".", "-", "+", "*", "#"]);
    let Some(size) = size else { return " ".repeat(cell + 1) };
    let passed = [0.2, 0.4, 0.6, 0.8].iter().filter(|fifth| size / highest > **fifth).count();
    let mark = steps.get(passed).copied();
    format!(" {}", mark.unwrap_or(" ").repeat(cell))
}

fn notes(
    data: &Data<'_>,
    highest: f64,
    (rows, columns): (usize, usize),
    fit: usize,
    screen: &Screen,
) -> Page {
    let mut page = Page::default();
    let scale = screen.glyphs.pick("· ░ ▒ ▓ █", ". - + * #");
    let top = data.notation().number(highest);
    page.line(Line::of(Style::Quiet, format!("{scale}  fifths of {top}")));
    let mark = screen.glyphs.pick("…", "...");
    if rows > MOST.0 || columns > fit {
        let (down, across) = (rows.saturating_sub(MOST.0), columns.saturating_sub(fit));
        let text =
            format!("{mark} {} and {} not drawn", count(down, "row"), count(across, "column"));
        page.line(Line::of(Style::Quiet, text));
    }
    page
}
