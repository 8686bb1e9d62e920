//! Points on a grid of dots: lines, areas, scatter plots.

use querist_vocabulary::value::Value;

use super::{
    super::{
        page::{Line, Page, Style},
        screen::{Glyphs, Screen},
        text::{Side, field, shorten, width},
    },
    Data,
};

/// Rows of characters that a plot is high.
const HIGH: usize = 10;

/// The widest plot.
const WIDEST: usize = 72;

/// The most series that are drawn, each with a mark of its own in the legend.
const SERIES: usize = 4;

/// Characters for the series where dots of one colour would not tell them apart, and for points.
const MARKS: ([char; SERIES], [char; SERIES]) = (['●', '○', '+', '×'], ['*', 'o', '+', 'x']);

/// A point: both coordinates from 0 to 1.
type Point = (f64, f64);

/// Lines through the rows' numbers, in their order, one a series.
pub(super) fn lines(data: &Data<'_>, screen: &Screen) -> Page {
    let labels = data.labels(data.chart.x);
    let names = data.chart.series.map_or_else(Vec::new, |at| data.labels(at));
    let Some(range) = Range::of(data, data.measure()) else { return Page::default() };
    if labels.len() < 2 {
        return Page::default();
    }
    let range = range.down_to_zero_if_near();
    let point = |row: &Vec<Value>| {
        let at = labels.iter().position(|label| *label == data.label(row, data.chart.x))?;
        Some((part(at, labels.len() - 1), range.place(Data::number(row, data.measure())?)))
    };
    let series = |name: Option<&String>| -> Vec<Point> {
        let mine = |row: &&Vec<Value>| match (name, data.chart.series) {
            (Some(name), Some(at)) => data.label(row, at) == *name,
            _ => true,
        };
        data.result.rows.iter().filter(mine).filter_map(point).collect()
    };
    let all: Vec<Vec<Point>> = match names.as_slice() {
        [] => vec![series(None)],
        names => names.iter().take(SERIES).map(|name| series(Some(name))).collect(),
    };
    let mut grid = Grid::new(screen, data.axis(&range));
    for (number, points) in all.iter().enumerate() {
        grid.join(points, number, all.len());
    }
    let ends = (labels.first().cloned(), labels.last().cloned());
    let mut page = grid.page(screen, &range_words(data, &range), &ends);
    page.below(legend(&names, screen));
    page
}

/// A point a row.
pub(super) fn points(data: &Data<'_>, screen: &Screen) -> Page {
    let ranges = (Range::of(data, data.chart.x), Range::of(data, data.measure()));
    let (Some(across), Some(up)) = ranges else { return Page::default() };
    let mut grid = Grid::new(screen, data.axis(&up));
    for row in &data.result.rows {
        let numbers = (Data::number(row, data.chart.x), Data::number(row, data.measure()));
        if let (Some(x), Some(y)) = numbers {
            grid.mark((across.place(x), up.place(y)), 0);
        }
    }
    let notation = super::Notation::of(data.result, data.chart.x);
    let ends = (Some(notation.number(across.low)), Some(notation.number(across.high)));
    grid.page(screen, &range_words(data, &up), &ends)
}

fn part(at: usize, of: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a thousand rows at most are drawn apart")]
    let part = at as f64 / of as f64;
    part
}

/// The numbers that an axis spans.
struct Range {
    low: f64,
    high: f64,
}

impl Range {
    fn of(data: &Data<'_>, column: usize) -> Option<Self> {
        let numbers = data.result.rows.iter().filter_map(|row| Data::number(row, column));
        let (low, high) = numbers
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), n| (low.min(n), high.max(n)));
        (low < high).then_some(Self { low, high })
    }

    /// An axis that would begin close to zero begins at zero.
    fn down_to_zero_if_near(self) -> Self {
        if self.low > 0.0 && self.low < self.high / 3.0 { Self { low: 0.0, ..self } } else { self }
    }

    fn place(&self, number: f64) -> f64 {
        (number - self.low) / (self.high - self.low)
    }
}

/// What stands beside the plot: top, middle, bottom.
fn range_words(data: &Data<'_>, range: &Range) -> [String; 3] {
    let notation = data.notation();
    let middle = f64::midpoint(range.low, range.high);
    [range.high, middle, range.low].map(|number| notation.number(number))
}

impl Data<'_> {
    /// Columns that the axis takes.
    fn axis(&self, range: &Range) -> usize {
        range_words(self, range).iter().map(|word| width(word)).max().unwrap_or(0)
    }
}

fn legend(names: &[String], screen: &Screen) -> Page {
    let mut page = Page::default();
    let mark = screen.glyphs.pick("…", "...");
    for (name, mark) in names.iter().zip(screen.glyphs.pick(MARKS.0, MARKS.1)) {
        page.line(Line::of(Style::Accent, format!("  {mark} ")).and(Style::Plain, name.as_str()));
    }
    if names.len() > SERIES {
        let more = format!("  {mark} {} more not drawn", names.len() - SERIES);
        page.line(Line::of(Style::Quiet, more));
    }
    page
}

/// Characters with dots in them: two across and four down with Braille, one with ASCII or marks.
struct Grid {
    wide: usize,
    fine: (usize, usize),
    dots: Vec<Vec<u8>>,
    marks: Vec<Vec<Option<char>>>,
    glyphs: Glyphs,
}

impl Grid {
    fn new(screen: &Screen, axis: usize) -> Self {
        let wide = screen.columns().saturating_sub(axis + 3).clamp(10, WIDEST);
        Self {
            wide,
            fine: (wide * 2, HIGH * 4),
            dots: vec![vec![0; wide]; HIGH],
            marks: vec![vec![None; wide]; HIGH],
            glyphs: screen.glyphs,
        }
    }

    /// Sets a fine dot.
    fn dot(&mut self, (x, y): Point) {
        let (across, down) = (scaled(x, self.fine.0), scaled(1.0 - y, self.fine.1));
        let cell = self.dots.get_mut(down / 4).and_then(|row| row.get_mut(across / 2));
        if let Some(cell) = cell {
            *cell |= braille(across % 2, down % 4);
        }
    }

    /// Sets the mark of a series.
    fn mark(&mut self, (x, y): Point, series: usize) {
        let (across, down) = (scaled(x, self.fine.0), scaled(1.0 - y, self.fine.1));
        let cell = self.marks.get_mut(down / 4).and_then(|row| row.get_mut(across / 2));
        if let Some(cell) = cell {
            *cell = self.glyphs.pick(MARKS.0, MARKS.1).get(series).copied();
        }
    }

    /// Sets the points and those between them; of several series each has its own mark.
    fn join(&mut self, points: &[Point], series: usize, of: usize) {
        for (from, to) in points.iter().zip(points.iter().skip(1)) {
            for step in 0..=self.fine.0 {
                let way = part(step, self.fine.0);
                let between = (from.0 + (to.0 - from.0) * way, from.1 + (to.1 - from.1) * way);
                if of > 1 || self.glyphs == Glyphs::Ascii {
                    self.mark(between, series);
                } else {
                    self.dot(between);
                }
            }
        }
    }

    fn page(
        &self,
        screen: &Screen,
        words: &[String; 3],
        ends: &(Option<String>, Option<String>),
    ) -> Page {
        let axis = words.iter().map(|word| width(word)).max().unwrap_or(0);
        let mut page = Page::default();
        for (at, (dots, marks)) in self.dots.iter().zip(&self.marks).enumerate() {
            let word = match at {
                0 => words.first(),
                _ if at == HIGH / 2 => words.get(1),
                _ if at == HIGH - 1 => words.get(2),
                _ => None,
            };
            let word = field(word.map_or("", String::as_str), axis, Side::Right);
            let tick = screen.glyphs.pick(if word.trim().is_empty() { "│" } else { "┤" }, "|");
            page.line(
                Line::of(Style::Quiet, format!("{word} {tick}"))
                    .and(Style::Accent, drawn(dots, marks)),
            );
        }
        page.line(Line::of(Style::Quiet, self.floor(screen, axis)));
        page.line(Line::of(Style::Quiet, self.feet(screen, axis, ends)));
        page
    }

    fn floor(&self, screen: &Screen, axis: usize) -> String {
        let (corner, dash) = (screen.glyphs.pick("└", "+"), screen.glyphs.pick("─", "-"));
        format!("{} {corner}{}", " ".repeat(axis), dash.repeat(self.wide))
    }

    fn feet(
        &self,
        screen: &Screen,
        axis: usize,
        ends: &(Option<String>, Option<String>),
    ) -> String {
        let mark = screen.glyphs.pick("…", "...");
        let half = self.wide.saturating_sub(2) / 2;
        let word = |end: &Option<String>| shorten(end.as_deref().unwrap_or(""), half, mark);
        let (first, last) = (word(&ends.0), word(&ends.1));
        let between = self.wide.saturating_sub(width(&first) + width(&last));
        format!("{}{first}{}{last}", " ".repeat(axis + 2), " ".repeat(between))
    }
}

fn scaled(part: f64, cells: usize) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and cells"
    )]
    #[expect(clippy::cast_precision_loss, reason = "a screen is not that wide")]
    let cell = (part.clamp(0.0, 1.0) * (cells - 1) as f64).round() as usize;
    cell
}

/// The bit of a dot in a Braille character (Unicode, Braille Patterns).
fn braille(across: usize, down: usize) -> u8 {
    match (across, down) {
        (0, 0) => 0x01,
        (0, 1) => 0x02,
        (0, 2) => 0x04,
        (0, _) => 0x40,
        (_, 0) => 0x08,
        (_, 1) => 0x10,
        (_, 2) => 0x20,
        (_, _) => 0x80,
    }
}

fn drawn(dots: &[u8], marks: &[Option<char>]) -> String {
    let character = |(dots, mark): (&u8, &Option<char>)| match (mark, dots) {
        (Some(mark), _) => *mark,
        (None, 0) => ' ',
        (None, dots) => char::from_u32(0x2800 + u32::from(*dots)).unwrap_or(' '),
    };
    let line: String = dots.iter().zip(marks).map(character).collect();
    line.trim_end().to_owned()
}
