//! The chart of an answer: one table of rules chooses its kind.
//!
//! The rules are explained in `docs/design/charts.md`. The first that fits is taken, unless the
//! question asks for a kind: then that kind is drawn where the rows allow it.

use querist_vocabulary::answer::{Chart, ChartKind};

use super::{
    meaning::{Facet, Role, Sum},
    view::View,
};
use crate::understand::Wish;

/// What each kind needs of a result.
mod fit;

/// A chart as Vega-Lite, data included.
mod vega_lite;

/// More columns than this make a listing, which no chart shows.
const MOST_COLUMNS: usize = 4;

/// A chart to be drawn: its kind, why, and which columns stand where.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Plan {
    kind: ChartKind,
    reason: &'static str,
    x: usize,
    y: Option<usize>,
    series: Option<usize>,
}

/// What a kind needs of a result: a plan, or what is missing.
type Fit = fn(&View<'_>) -> Result<Plan, &'static str>;

/// The rules, in the order in which they are tried.
const RULES: &[(ChartKind, Fit)] = &[
    (ChartKind::Area, fit::area),
    (ChartKind::Line, fit::line),
    (ChartKind::Pie, fit::shares),
    (ChartKind::Bar, fit::bar),
    (ChartKind::BoxPlot, fit::box_plot),
    (ChartKind::HeatMap, fit::heat_map),
    (ChartKind::Scatter, fit::scatter),
    (ChartKind::Histogram, fit::histogram),
];

/// The chart, where one helps or was asked for; and why a wish was not met.
pub(crate) fn chart(view: &View<'_>, wish: Option<Wish>) -> (Option<Chart>, Option<String>) {
    match wish {
        None => (automatic(view), None),
        Some(Wish::Any) => {
            let chart = automatic(view).or_else(|| first_fit(view));
            let none = chart.is_none().then(|| "no kind of chart fits these rows".to_owned());
            (chart, none)
        }
        Some(Wish::Shares) => (shares(view).or_else(|| automatic(view)), None),
        Some(Wish::Kind(kind)) => match asked(view, kind) {
            Ok(plan) => (Some(draw(&plan, view)), None),
            Err(why) => {
                let chart = automatic(view);
                let instead = chart.as_ref().map_or("", |_| "; another kind is shown");
                (chart, Some(format!("no {} can be drawn: {why}{instead}", name(kind))))
            }
        },
    }
}

/// Parts of a whole, where the numbers are such.
fn shares(view: &View<'_>) -> Option<Chart> {
    let adds = |facet: &Facet| matches!(facet.role, Role::Measure(Sum::Counts | Sum::Adds));
    view.measures().next().filter(|facet| adds(facet))?;
    let plan = fit::pie(view).ok()?;
    Some(draw(&Plan { reason: "the question asks for shares", ..plan }, view))
}

fn automatic(view: &View<'_>) -> Option<Chart> {
    let rows = view.result.rows.len();
    (rows >= 2 && view.facets.len() <= MOST_COLUMNS).then(|| first_fit(view))?
}

fn first_fit(view: &View<'_>) -> Option<Chart> {
    let plan = RULES.iter().find_map(|(_, fit)| fit(view).ok())?;
    Some(draw(&plan, view))
}

/// A kind that was asked for; a line may be asked for where an area would be chosen, and a pie for any few parts.
fn asked(view: &View<'_>, kind: ChartKind) -> Result<Plan, &'static str> {
    let plan = match kind {
        ChartKind::Line => fit::any_line(view),
        ChartKind::Pie => fit::pie(view),
        ChartKind::Area => fit::any_area(view),
        ChartKind::Bar => fit::bar(view),
        ChartKind::Scatter => fit::scatter(view),
        ChartKind::Histogram => fit::histogram(view),
        ChartKind::HeatMap => fit::heat_map(view),
        ChartKind::BoxPlot => fit::box_plot(view),
    }?;
    Ok(Plan { reason: "the question asks for it", ..plan })
}

fn draw(plan: &Plan, view: &View<'_>) -> Chart {
    Chart {
        kind: plan.kind,
        reason: plan.reason.into(),
        x: plan.x,
        y: plan.y,
        series: plan.series,
        vega_lite: vega_lite::spec(plan, view),
    }
}

fn name(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Bar => "bar chart",
        ChartKind::Line => "line chart",
        ChartKind::Area => "area chart",
        ChartKind::Pie => "pie chart",
        ChartKind::Scatter => "scatter plot",
        ChartKind::Histogram => "histogram",
        ChartKind::HeatMap => "heat map",
        ChartKind::BoxPlot => "box plot",
    }
}
