//! What each kind of chart needs of a result. The table is `docs/design/charts.md`.

use querist_vocabulary::answer::ChartKind;

use super::Plan;
use crate::answer::meaning::{Facet, Role, Sum};
use crate::answer::view::View;

/// More bars are not told apart.
const MOST_BARS: usize = 50;

/// More slices are not compared.
const MOST_SLICES: usize = 6;

/// More slices are not drawn even where they are asked for.
const MOST_SLICES_ASKED: usize = 12;

/// More lines or layers are not followed.
const MOST_SERIES: usize = 8;

/// More rows or columns of a heat map are not read.
const MOST_CELLS: usize = 40;

/// Fewer numbers have no shape.
const FEWEST_SPREAD: usize = 10;

/// Fewer numbers in a category have no quartiles.
const FEWEST_BOX: usize = 5;

/// Fewer points show no relation.
const FEWEST_POINTS: usize = 5;

type Fit = Result<Plan, &'static str>;

/// Parts of a whole over time: a time, a category of few values, a sum that adds up.
pub(super) fn area(view: &View<'_>) -> Fit {
    let plan = many_lines(view, ChartKind::Area)?;
    adds(view)?;
    Ok(Plan { reason: "parts of a total over time", ..plan })
}

/// An area that was asked for; one series will do.
pub(super) fn any_area(view: &View<'_>) -> Fit {
    adds(view)?;
    many_lines(view, ChartKind::Area).or_else(|_| one_line(view, ChartKind::Area))
}

/// A number over time: at least three points.
pub(super) fn line(view: &View<'_>) -> Fit {
    let plan = any_line(view)?;
    if view.distinct(time(view)?) < 3 {
        return Err("a line needs at least three points in time");
    }
    Ok(plan)
}

/// A line that was asked for; two points will do.
pub(super) fn any_line(view: &View<'_>) -> Fit {
    one_line(view, ChartKind::Line).or_else(|_| many_lines(view, ChartKind::Line))
}

fn one_line(view: &View<'_>, kind: ChartKind) -> Fit {
    let (time, measure) = (time(view)?, measure(view)?);
    if view.categories().next().is_some() || !view.is_unique(time) {
        return Err("there is more than one number for a point in time");
    }
    Ok(plan(kind, "a number over time", time, Some(measure), None))
}

fn many_lines(view: &View<'_>, kind: ChartKind) -> Fit {
    let (time, measure) = (time(view)?, measure(view)?);
    let series = view.categories().next().ok_or("there is nothing to tell several lines apart")?;
    if !view.is_unique_pair(time, series) {
        return Err("there is more than one number for a point in time");
    }
    if !(2..=MOST_SERIES).contains(&view.distinct(series)) || view.distinct(time) < 2 {
        return Err("it takes two to eight lines of at least two points");
    }
    Ok(plan(kind, "several numbers over time", time, Some(measure), Some(series)))
}

/// Shares of a whole: a few percentages that add up to all of it.
pub(super) fn shares(view: &View<'_>) -> Fit {
    let plan = pie(view)?;
    let facet = measure(view)?;
    let sum: f64 = view.values(facet).filter_map(|value| value.as_number()).sum();
    let is_whole = (sum - 100.0).abs() < 1.0 || (sum - 1.0).abs() < 0.01;
    let says_so =
        ["share", "percent", "proportion", "ratio"].iter().any(|word| facet.label.contains(word));
    if !is_whole || !says_so || view.result.rows.len() > MOST_SLICES {
        return Err("the numbers are not shares of a whole");
    }
    Ok(Plan { reason: "shares of a whole", ..plan })
}

/// A pie that was asked for: few parts, none of them negative.
pub(super) fn pie(view: &View<'_>) -> Fit {
    let (category, measure) = (name(view)?, measure(view)?);
    if !view.is_unique(category) || !(2..=MOST_SLICES_ASKED).contains(&view.result.rows.len()) {
        return Err("a pie needs two to twelve parts, one row each");
    }
    if view.values(measure).any(|value| value.as_number().is_none_or(|number| number < 0.0)) {
        return Err("a pie cannot show parts that are negative or missing");
    }
    Ok(plan(ChartKind::Pie, "parts of a whole", category, Some(measure), None))
}

/// A number for each name.
pub(super) fn bar(view: &View<'_>) -> Fit {
    let (category, measure) = (name(view)?, measure(view)?);
    let rows = view.result.rows.len();
    if !view.is_unique(category) {
        return Err("a name stands in more than one row");
    }
    if !(2..=MOST_BARS).contains(&rows) {
        return Err("bars need two to fifty rows");
    }
    Ok(plan(ChartKind::Bar, "a number for each name", category, Some(measure), None))
}

/// How a number is spread in each category: several rows a category.
pub(super) fn box_plot(view: &View<'_>) -> Fit {
    let (category, measure) = (only_category(view)?, measure(view)?);
    let groups = view.distinct(category);
    if groups > MOST_BARS || view.result.rows.len() < groups * FEWEST_BOX {
        return Err("a box needs at least five numbers in each category");
    }
    Ok(plan(
        ChartKind::BoxPlot,
        "how a number is spread in each category",
        category,
        Some(measure),
        None,
    ))
}

/// A number for each pair of two categories.
pub(super) fn heat_map(view: &View<'_>) -> Fit {
    let measure = measure(view)?;
    let mut axes = view.times().chain(view.categories());
    let (Some(x), Some(y), None) = (axes.next(), axes.next(), axes.next()) else {
        return Err("a heat map needs two categories and a number");
    };
    let sizes = [view.distinct(x), view.distinct(y)];
    if !view.is_unique_pair(x, y) || sizes.iter().any(|size| !(2..=MOST_CELLS).contains(size)) {
        return Err("a heat map needs one row for each pair of two to forty values");
    }
    Ok(plan(ChartKind::HeatMap, "a number for each pair", x, Some(measure), Some(y)))
}

/// Two numbers against each other.
pub(super) fn scatter(view: &View<'_>) -> Fit {
    let mut measures = view.measures();
    let (Some(x), Some(y)) = (measures.next(), measures.next()) else {
        return Err("a scatter plot needs two numbers in each row");
    };
    if view.result.rows.len() < FEWEST_POINTS {
        return Err("a scatter plot needs at least five rows");
    }
    let series =
        view.categories().find(|category| (2..=MOST_SERIES).contains(&view.distinct(category)));
    Ok(plan(ChartKind::Scatter, "two numbers against each other", x, Some(y), series))
}

/// How one number is spread.
pub(super) fn histogram(view: &View<'_>) -> Fit {
    let measure = measure(view)?;
    if view.result.rows.len() < FEWEST_SPREAD || view.distinct(measure) < FEWEST_POINTS {
        return Err("a histogram needs at least ten rows of five different numbers");
    }
    Ok(plan(ChartKind::Histogram, "how one number is spread", measure, None, None))
}

fn plan(
    kind: ChartKind,
    reason: &'static str,
    x: &Facet,
    y: Option<&Facet>,
    series: Option<&Facet>,
) -> Plan {
    Plan { kind, reason, x: x.at, y: y.map(|facet| facet.at), series: series.map(|facet| facet.at) }
}

fn measure<'a>(view: &'a View<'_>) -> Result<&'a Facet, &'static str> {
    let has_number = |facet: &&Facet| view.values(facet).any(|value| value.as_number().is_some());
    view.measures().find(has_number).ok_or("there is no number to draw")
}

fn time<'a>(view: &'a View<'_>) -> Result<&'a Facet, &'static str> {
    view.times().next().ok_or("there is no time in the rows")
}

fn only_category<'a>(view: &'a View<'_>) -> Result<&'a Facet, &'static str> {
    let mut categories = view.categories();
    match (categories.next(), categories.next()) {
        (Some(category), None) => Ok(category),
        (None, _) => Err("there is no category in the rows"),
        (Some(_), Some(_)) => Err("there is more than one category in the rows"),
    }
}

/// The one column that names the rows: a category, else a time.
fn name<'a>(view: &'a View<'_>) -> Result<&'a Facet, &'static str> {
    let mut names = view.categories().chain(view.times());
    match (names.next(), names.next()) {
        (Some(name), None) => Ok(name),
        (None, _) => Err("there is nothing to name the parts by"),
        (Some(_), Some(_)) => Err("there is more than one name for each number"),
    }
}

fn adds(view: &View<'_>) -> Result<(), &'static str> {
    let facet = measure(view)?;
    let negative =
        view.values(facet).any(|value| value.as_number().is_some_and(|number| number < 0.0));
    if matches!(facet.role, Role::Measure(Sum::DoesNotAdd)) || negative {
        return Err("its numbers do not add up to a whole");
    }
    Ok(())
}
