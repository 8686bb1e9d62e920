//! A bar for each category: bar charts, shares, histograms.

use querist_vocabulary::value::Value;

use super::{
    super::{
        figure::count,
        page::{Line, Page, Style},
        screen::{Glyphs, Screen},
        text::{Side, field, shorten, width},
    },
    Data,
};

/// The most bars that are drawn.
const MOST: usize = 24;

/// The widest label.
const WIDEST: usize = 32;

/// The longest bar.
const LONGEST: usize = 60;

/// A bar and the words around it.
struct Bar {
    label: String,
    size: f64,
    figure: String,
}

/// A bar a row.
pub(super) fn bars(data: &Data<'_>, screen: &Screen) -> Page {
    let notation = data.notation();
    let series = data.chart.series;
    let bar = |row: &Vec<Value>| {
        let size = Data::number(row, data.measure())?;
        let label = data.label(row, data.chart.x);
        let label = series.map_or(label.clone(), |at| format!("{label} / {}", data.label(row, at)));
        Some(Bar { label, size, figure: notation.number(size) })
    };
    draw(&data.result.rows.iter().filter_map(bar).collect::<Vec<_>>(), screen)
}

/// Shares of the whole, the largest first.
pub(super) fn shares(data: &Data<'_>, screen: &Screen) -> Page {
    let mut pairs = data.pairs();
    let whole: f64 = pairs.iter().map(|pair| pair.1).sum();
    if whole <= 0.0 || pairs.iter().any(|pair| pair.1 < 0.0) {
        return bars(data, screen);
    }
    pairs.sort_by(|a, b| b.1.total_cmp(&a.1));
    let share = |(label, size): (String, f64)| {
        let figure = format!("{:.1} %", 100.0 * size / whole);
        Bar { label, size, figure }
    };
    draw(&pairs.into_iter().map(share).collect::<Vec<_>>(), screen)
}

/// How many values fall between two marks.
pub(super) fn histogram(data: &Data<'_>, screen: &Screen) -> Page {
    let rows = data.result.rows.iter();
    let numbers: Vec<f64> = rows.filter_map(|row| Data::number(row, data.measure())).collect();
    let (low, high) = numbers
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), n| (low.min(*n), high.max(*n)));
    if numbers.len() < 2 || high <= low {
        return Page::default();
    }
    let step = (high - low) / f64::from(bins(numbers.len()));
    let (notation, dash) = (data.notation(), screen.glyphs.pick("–", "-"));
    let bin = |at: u32| {
        let (from, to) = (low + step * f64::from(at), low + step * f64::from(at + 1));
        let last = at + 1 == bins(numbers.len());
        let inside = numbers.iter().filter(|n| **n >= from && (**n < to || last)).count();
        Bar {
            label: format!("{} {dash} {}", notation.number(from), notation.number(to)),
            size: f64::from(u32::try_from(inside).unwrap_or(u32::MAX)),
            figure: count(inside, "row"),
        }
    };
    draw(&(0..bins(numbers.len())).map(bin).collect::<Vec<_>>(), screen)
}

/// Sturges' rule: one more than the binary logarithm, of at most twenty.
fn bins(numbers: usize) -> u32 {
    (numbers.ilog2() + 1).clamp(3, 20)
}

fn draw(bars: &[Bar], screen: &Screen) -> Page {
    let shown = bars.get(..MOST.min(bars.len())).unwrap_or_default();
    let longest = shown.iter().map(|bar| bar.size.abs()).fold(0.0, f64::max);
    if longest <= 0.0 {
        return Page::default();
    }
    let labels = shown.iter().map(|bar| width(&bar.label)).max().unwrap_or(0).min(WIDEST);
    let figures = shown.iter().map(|bar| width(&bar.figure)).max().unwrap_or(0);
    let room = screen.columns().saturating_sub(labels + figures + 2).clamp(4, LONGEST);
    let mut page = Page::default();
    for bar in shown {
        page.line(line(bar, labels, room, longest, screen.glyphs));
    }
    if bars.len() > shown.len() {
        let mark = screen.glyphs.pick("…", "...");
        let more = format!("{mark} {} more not drawn", bars.len() - shown.len());
        page.line(Line::of(Style::Quiet, more));
    }
    page
}

fn line(bar: &Bar, labels: usize, room: usize, longest: f64, glyphs: Glyphs) -> Line {
    let label = shorten(&bar.label, labels, glyphs.pick("…", "..."));
    let style = if bar.size < 0.0 { Style::Bad } else { Style::Accent };
    Line::plain(field(&label, labels, Side::Left))
        .and(Style::Plain, " ")
        .and(style, block(bar.size.abs() / longest, room, glyphs))
        .and(Style::Plain, format!(" {}", bar.figure))
}

/// A bar of a share of the room, to an eighth of a column where there are such characters. What is
/// not nothing is never drawn as nothing.
fn block(share: f64, room: usize, glyphs: Glyphs) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 8 × 60")]
    #[expect(clippy::cast_precision_loss, reason = "a screen is not that wide")]
    let eighths = (share * (room * 8) as f64).round() as usize;
    let eighths = if share > 0.0 { eighths.max(1) } else { 0 };
    match glyphs {
        Glyphs::Unicode => {
            let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"].get(eighths % 8).copied();
            "█".repeat(eighths / 8) + rest.unwrap_or_default()
        }
        Glyphs::Ascii => "#".repeat(eighths.div_ceil(8)),
    }
}
