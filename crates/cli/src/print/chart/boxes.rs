//! Boxes and whiskers: how a number is spread in each category.

use super::{
    super::{
        figure::Notation,
        page::{Line, Page, Style},
        screen::Screen,
        text::{Side, field, shorten, width},
    },
    Data,
};

/// The most boxes that are drawn.
const MOST: usize = 16;

/// The widest label.
const WIDEST: usize = 24;

/// The five numbers of a box: least, quartiles, most.
#[derive(Debug, Clone, Copy)]
struct Five([f64; 5]);

/// A box for each category.
pub(super) fn plot(data: &Data<'_>, screen: &Screen) -> Page {
    let boxes: Vec<(String, Five)> =
        data.labels(data.chart.x).into_iter().filter_map(|label| five(data, label)).collect();
    let ends = boxes.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (_, five)| {
        (low.min(five.0[0]), high.max(five.0[4]))
    });
    if boxes.is_empty() || ends.0 >= ends.1 {
        return Page::default();
    }
    let labels = boxes.iter().map(|one| width(&one.0)).max().unwrap_or(0).min(WIDEST);
    let room = screen.columns().saturating_sub(labels + 2).clamp(12, 64);
    let mark = screen.glyphs.pick("…", "...");
    let mut page = Page::default();
    for (label, five) in boxes.iter().take(MOST) {
        let label = field(&shorten(label, labels, mark), labels, Side::Left);
        page.line(Line::plain(label + " ").and(Style::Accent, drawn(*five, ends, room, screen)));
    }
    if boxes.len() > MOST {
        let more = format!("{mark} {} more not drawn", boxes.len() - MOST);
        page.line(Line::of(Style::Quiet, more));
    }
    page.line(Line::of(Style::Quiet, feet(data.notation(), ends, labels + 1, room)));
    page
}

/// Least and most, the median, and the medians of both halves (linear interpolation between ranks).
fn five(data: &Data<'_>, label: String) -> Option<(String, Five)> {
    let rows = data.result.rows.iter().filter(|row| data.label(row, data.chart.x) == label);
    let mut numbers: Vec<f64> = rows.filter_map(|row| Data::number(row, data.measure())).collect();
    numbers.sort_by(f64::total_cmp);
    let at = |quarter: usize| {
        let rank = quarter * (numbers.len() - 1);
        let (below, above) = (numbers.get(rank / 4)?, numbers.get(rank.div_ceil(4))?);
        #[expect(clippy::cast_precision_loss, reason = "0 to 3")]
        let way = (rank % 4) as f64 / 4.0;
        Some(below + (above - below) * way)
    };
    if numbers.is_empty() {
        return None;
    }
    Some((label, Five([at(0)?, at(1)?, at(2)?, at(3)?, at(4)?])))
}

fn drawn(five: Five, (low, high): (f64, f64), room: usize, screen: &Screen) -> String {
    let [least, first, median, third, most] = five.0.map(|number| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 64")]
        #[expect(clippy::cast_precision_loss, reason = "at most 64")]
        let at = ((number - low) / (high - low) * (room - 1) as f64).round() as usize;
        at
    });
    let pick = |unicode, ascii| screen.glyphs.pick(unicode, ascii);
    let character = |at: usize| match at {
        at if at == median => pick('┃', '|'),
        at if at > first && at < third || at == first || at == third => pick('▒', '='),
        at if at == least || at == most => pick('│', '|'),
        at if at > least && at < most => pick('─', '-'),
        _ => ' ',
    };
    (0..room).map(character).collect::<String>().trim_end().to_owned()
}

fn feet(notation: Notation, (low, high): (f64, f64), indent: usize, room: usize) -> String {
    let (low, high) = (notation.number(low), notation.number(high));
    let between = " ".repeat(room.saturating_sub(width(&low) + width(&high)));
    format!("{}{low}{between}{high}", " ".repeat(indent))
}
