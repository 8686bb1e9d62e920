//! What stands out in the rows, where something does.
//!
//! Every figure is a cell or computed from cells here. A result that was cut short has none: what
//! stands out in its first rows may not stand out in all.

use querist_vocabulary::answer::Insight;

use super::{
    figures::{computed, percent, spoken},
    meaning::{Facet, Role, Sum},
    sentence::capital,
    series::{Point, Series},
    view::View,
};
use crate::understand::Wish;

/// The most insights of one answer.
const MOST: usize = 3;

/// Fewer points say nothing about what is usual.
const FEWEST_FOR_QUARTILES: usize = 8;

/// The largest stands out from this multiple of the next on.
const STANDS_OUT: f64 = 1.5;

/// A share that is worth a sentence.
const LARGE_SHARE: f64 = 0.2;

/// The most shares that are told one by one.
const MOST_SHARES: usize = 6;

/// A step of the last period that is worth a sentence.
const LARGE_STEP: f64 = 0.05;

/// A straight line explains at least this part of a trend (the coefficient of determination).
const CLEAR_TREND: f64 = 0.5;

/// What stands out.
pub(crate) fn insights(view: &View<'_>, wish: Option<Wish>) -> Vec<Insight> {
    if view.result.cut.is_some() {
        return Vec::new();
    }
    let mut found = match (Series::over_time(view), Series::by_category(view)) {
        (Some(series), _) => over_time(&series),
        (None, Some(series)) => by_category(&series, view.limited, wish),
        (None, None) => Vec::new(),
    };
    found.truncate(MOST);
    found
}

fn by_category(series: &Series<'_>, limited: bool, wish: Option<Wish>) -> Vec<Insight> {
    let share = match (limited, wish) {
        (true, _) => None,
        (false, Some(Wish::Shares)) => shares(series),
        (false, None | Some(Wish::Any | Wish::Kind(_))) => share(series),
    };
    // Both say where the middle half lies.
    let around = outlier(series).or_else(|| spread(series));
    [share, leader(series), around].into_iter().flatten().collect()
}

fn over_time(series: &Series<'_>) -> Vec<Insight> {
    let found = [trend(series), peak(series), change(series), outlier(series)];
    found.into_iter().flatten().collect()
}

/// What each holds of the whole, the largest first.
fn shares(series: &Series<'_>) -> Option<Insight> {
    let (of, total) = whole(series)?;
    let ranked = series.ranked();
    let said = |point: &&Point<'_>| {
        format!("{} {}", spoken(point.name, series.axis), percent(point.number / total))
    };
    let mut shares: Vec<String> = ranked.iter().take(MOST_SHARES).map(said).collect();
    let rest = ranked.get(MOST_SHARES..).unwrap_or_default();
    if !rest.is_empty() {
        let held: f64 = rest.iter().map(|point| point.number).sum();
        shares.push(format!("{} others {}", rest.len(), percent(held / total)));
    }
    Some(insight("share", format!("Shares {of}: {}.", shares.join(", "))))
}

/// How much of the whole the largest holds.
fn share(series: &Series<'_>) -> Option<Insight> {
    let (of, total) = whole(series).filter(|_| series.points.len() >= 3)?;
    let largest = series.largest()?;
    let share = largest.number / total;
    let name = spoken(largest.name, series.axis);
    (share >= LARGE_SHARE)
        .then(|| insight("share", format!("{name} makes up {} {of}.", percent(share))))
}

/// The whole that a share is of, where the numbers add up to one.
fn whole(series: &Series<'_>) -> Option<(String, f64)> {
    let total: f64 = series.points.iter().map(|point| point.number).sum();
    let is_part = series.points.iter().all(|point| point.number >= 0.0);
    let name = name_of_whole(series.measure)?;
    (is_part && total > 0.0).then_some((name, total))
}

fn name_of_whole(facet: &Facet) -> Option<String> {
    match facet.role {
        Role::Measure(Sum::Counts) => Some("of all".into()),
        Role::Measure(Sum::Adds) if facet.label == "total" || facet.label.starts_with("total ") => {
            Some(format!("of the {}", facet.label))
        }
        Role::Measure(Sum::Adds) => Some(format!("of the total {}", facet.label)),
        Role::Measure(Sum::DoesNotAdd)
        | Role::Category
        | Role::Time(_)
        | Role::Identifier
        | Role::Other => None,
    }
}

/// The largest, where it is far ahead.
fn leader(series: &Series<'_>) -> Option<Insight> {
    let ranked = series.ranked();
    let [first, second, _, ..] = ranked.as_slice() else { return None };
    if second.number <= 0.0 || first.number < second.number * STANDS_OUT {
        return None;
    }
    let times = format!("{:.1}", first.number / second.number);
    let sentence = format!(
        "{} is the largest with {}, {times} times the next, {}.",
        spoken(first.name, series.axis),
        spoken(first.value, series.measure),
        spoken(second.name, series.axis),
    );
    Some(insight("largest", sentence))
}

/// Points beyond 1.5 interquartile ranges of the quartiles (Tukey, Exploratory Data Analysis, 1977).
fn outlier(series: &Series<'_>) -> Option<Insight> {
    let (low, high) = quartiles(&series.sorted())?;
    let reach = 1.5 * (high - low);
    let is_out = |point: &&Point<'_>| point.number < low - reach || point.number > high + reach;
    let mut out: Vec<_> = series.points.iter().filter(is_out).collect();
    let beyond = |point: &Point<'_>| (low - point.number).max(point.number - high);
    out.sort_by(|a, b| beyond(b).total_cmp(&beyond(a)));
    let [first, others @ ..] = out.as_slice() else { return None };
    if reach == 0.0 || out.len() * 10 > series.points.len() * 2 {
        return None;
    }
    let name = spoken(first.name, series.axis);
    let value = spoken(first.value, series.measure);
    let others = match others.len() {
        0 => "is".to_owned(),
        1 => "and one other are".to_owned(),
        others => format!("and {others} others are"),
    };
    let usual = format!("{} to {}", computed(low, series.measure), computed(high, series.measure));
    let sentence =
        format!("{name} ({value}) {others} far from the rest; half of all lie within {usual}.");
    Some(insight("outlier", sentence))
}

/// Where the middle half lies.
fn spread(series: &Series<'_>) -> Option<Insight> {
    let sorted = series.sorted();
    let (low, high) = quartiles(&sorted)?;
    let (least, most) = (sorted.first()?, sorted.last()?);
    let spoken = |number: f64| computed(number, series.measure);
    (low < high).then(|| {
        let (label, least, most) = (&series.measure.label, spoken(*least), spoken(*most));
        let half = format!("half of all lie within {} to {}", spoken(low), spoken(high));
        insight("spread", format!("{} runs from {least} to {most}; {half}.", capital(label)))
    })
}

/// Rising or falling, where a straight line (least squares) explains most of it.
fn trend(series: &Series<'_>) -> Option<Insight> {
    let points = series.closed();
    let [first, _, _, .., last] = points else { return None };
    let (slope, explained) = line(points);
    if explained < CLEAR_TREND || slope == 0.0 {
        return None;
    }
    let way = if slope > 0.0 { "upward" } else { "downward" };
    let (from, to) = (spoken(first.name, series.axis), spoken(last.name, series.axis));
    let label = capital(&series.measure.label);
    Some(insight("trend", format!("{label} has a clear {way} trend from {from} to {to}.")))
}

/// The highest point, where it is neither end.
fn peak(series: &Series<'_>) -> Option<Insight> {
    let highest = series.largest()?;
    let [first, _, .., last] = series.points.as_slice() else { return None };
    if highest.number <= first.number.max(last.number) {
        return None;
    }
    let value = spoken(highest.value, series.measure);
    let name = spoken(highest.name, series.axis);
    Some(insight("largest", format!("The highest {} is {value} ({name}).", series.measure.label)))
}

/// The last step. A period that is not over is not compared with one that is.
fn change(series: &Series<'_>) -> Option<Insight> {
    let [_, .., before, last] = series.closed() else { return None };
    let step = (last.number - before.number) / before.number;
    if before.number <= 0.0 || !step.is_finite() || step.abs() < LARGE_STEP {
        return None;
    }
    let way = if step > 0.0 { "above" } else { "below" };
    let (last, before) = (spoken(last.name, series.axis), spoken(before.name, series.axis));
    Some(insight("change", format!("{last} is {} {way} {before}.", percent(step.abs()))))
}

/// Slope over the points' positions, and the coefficient of determination.
fn line(points: &[Point<'_>]) -> (f64, f64) {
    let n = points.len() as f64;
    let mean_x = (n - 1.0) / 2.0;
    let mean_y = points.iter().map(|point| point.number).sum::<f64>() / n;
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, point) in points.iter().enumerate() {
        let (dx, dy) = (x as f64 - mean_x, point.number - mean_y);
        xy += dx * dy;
        xx += dx * dx;
        yy += dy * dy;
    }
    if xx == 0.0 || yy == 0.0 { (0.0, 0.0) } else { (xy / xx, xy * xy / (xx * yy)) }
}

/// The first and third quartile, between the nearest points (Hyndman and Fan 1996, type 7).
fn quartiles(sorted: &[f64]) -> Option<(f64, f64)> {
    if sorted.len() < FEWEST_FOR_QUARTILES {
        return None;
    }
    let at = |part: f64| {
        let place = part * (sorted.len() - 1) as f64;
        let below = sorted.get(place.floor() as usize)?;
        let above = sorted.get(place.ceil() as usize)?;
        Some(below + (above - below) * place.fract())
    };
    Some((at(0.25)?, at(0.75)?))
}

fn insight(kind: &str, sentence: String) -> Insight {
    Insight { kind: kind.into(), sentence }
}
