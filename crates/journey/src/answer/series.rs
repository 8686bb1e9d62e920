//! One number for each name or point in time: what sentences, insights and charts speak of.

use querist_vocabulary::value::Value;

use super::{
    meaning::{Facet, Role},
    time::Grain,
    view::View,
};

/// A measure along an axis, one row a point.
pub(crate) struct Series<'a> {
    /// The names or times.
    pub(crate) axis: &'a Facet,
    /// The numbers.
    pub(crate) measure: &'a Facet,
    /// The rows that have both, in time's order for times and in the result's order for names.
    pub(crate) points: Vec<Point<'a>>,
    /// How many of the last points stand for a period that is not over.
    open: usize,
}

/// A row of a series.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Point<'a> {
    /// Its name or time.
    pub(crate) name: &'a Value,
    /// Its number.
    pub(crate) value: &'a Value,
    /// Its number, for sums and comparisons.
    pub(crate) number: f64,
}

impl<'a> Series<'a> {
    /// The first measure over the only time column, where each time stands in one row and no names divide it.
    pub(crate) fn over_time(view: &'a View<'_>) -> Option<Self> {
        let axis = only(view.times())?;
        if view.categories().next().is_some() || !view.is_unique(axis) {
            return None;
        }
        let Role::Time(grain) = axis.role else { return None };
        let mut series = Self::new(view, axis)?;
        if grain != Grain::Cycle {
            series.points.sort_by_key(|point| grain.day(point.name));
            if grain == Grain::Moment {
                series.points.sort_by_key(|point| point.name.to_string());
            }
            let is_open = |point: &&Point<'_>| grain.is_open(point.name, view.whole_until);
            series.open = series.points.iter().rev().take_while(is_open).count();
        }
        Some(series)
    }

    /// The first measure by the only category, where each name stands in one row.
    pub(crate) fn by_category(view: &'a View<'_>) -> Option<Self> {
        let axis = only(view.categories())?;
        if view.times().next().is_some() || !view.is_unique(axis) {
            return None;
        }
        Self::new(view, axis)
    }

    fn new(view: &'a View<'_>, axis: &'a Facet) -> Option<Self> {
        let measure = view.measures().next()?;
        let point = |row: &'a Vec<Value>| {
            let (name, value) = (row.get(axis.at)?, row.get(measure.at)?);
            let number = value.as_number().filter(|number| number.is_finite())?;
            (!name.is_null()).then_some(Point { name, value, number })
        };
        let points: Vec<Point<'a>> = view.result.rows.iter().filter_map(point).collect();
        (points.len() >= 2).then_some(Self { axis, measure, points, open: 0 })
    }

    /// The points whose period is over: only these can be compared.
    pub(crate) fn closed(&self) -> &[Point<'a>] {
        self.points.get(..self.points.len() - self.open).unwrap_or_default()
    }

    /// The point of a period that has begun and is not over.
    pub(crate) fn begun(&self) -> Option<&Point<'a>> {
        self.points.get(self.points.len() - self.open)
    }

    /// The point with the largest number, if it has it alone.
    pub(crate) fn largest(&self) -> Option<&Point<'a>> {
        alone(self.points.iter().max_by(|a, b| a.number.total_cmp(&b.number))?, &self.points)
    }

    /// The point with the smallest number, if it has it alone.
    pub(crate) fn smallest(&self) -> Option<&Point<'a>> {
        alone(self.points.iter().min_by(|a, b| a.number.total_cmp(&b.number))?, &self.points)
    }

    /// The points, the largest first.
    pub(crate) fn ranked(&self) -> Vec<&Point<'a>> {
        let mut ranked: Vec<_> = self.points.iter().collect();
        ranked.sort_by(|a, b| b.number.total_cmp(&a.number));
        ranked
    }

    /// All numbers, the smallest first.
    pub(crate) fn sorted(&self) -> Vec<f64> {
        let mut numbers: Vec<f64> = self.points.iter().map(|point| point.number).collect();
        numbers.sort_by(f64::total_cmp);
        numbers
    }
}

fn alone<'p, 'a>(point: &'p Point<'a>, points: &[Point<'a>]) -> Option<&'p Point<'a>> {
    let same = points.iter().filter(|other| other.number == point.number).count();
    (same == 1).then_some(point)
}

fn only<'a>(mut facets: impl Iterator<Item = &'a Facet>) -> Option<&'a Facet> {
    let first = facets.next()?;
    facets.next().is_none().then_some(first)
}
