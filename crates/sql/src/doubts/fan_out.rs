//! Sums over rows that a join repeats: an order with three items counts three times.

/// The query as it was meant.
mod once;

use std::collections::BTreeSet;

use querist_vocabulary::schema::ColumnName;
use sqlparser::ast::{DuplicateTreatment, Expr, FunctionArguments};

use super::{Doubt, DoubtKind, Sight, expressions};
use crate::sources::{Level, Place, Source, aggregate, arguments, determined, equalities, groups};

pub(super) fn look(sight: &Sight<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for level in sight.levels().filter(|level| level.sources.len() > 1) {
        for expression in expressions(level) {
            let of = aggregated(sight, level, &expression);
            let repeated = of.and_then(|of| Some((of, repeats(sight, level, of)?)));
            doubts.extend(repeated.and_then(|(of, by)| doubt(sight, level, &expression, of, by)));
        }
    }
    doubts
}

/// The source whose values an expression adds up, where it is one. Smallest, largest and different values are the same
/// however often a row is repeated.
fn aggregated(sight: &Sight<'_>, level: &Level, expression: &Expr) -> Option<usize> {
    let (name, function) = aggregate(expression)?;
    let distinct = match &function.args {
        FunctionArguments::List(list) => {
            list.duplicate_treatment == Some(DuplicateTreatment::Distinct)
        }
        FunctionArguments::None | FunctionArguments::Subquery(_) => true,
    };
    if distinct || !matches!(name.as_str(), "sum" | "total" | "avg") {
        return None;
    }
    let arguments = arguments(function);
    let [argument] = arguments.as_slice() else { return None };
    let places = level.places(sight.dialect, argument)?;
    let sources: BTreeSet<usize> = places.iter().map(|place| place.source).collect();
    let mut sources = sources.into_iter();
    sources.next().filter(|_| sources.next().is_none())
}

/// The source that repeats the rows of another within a group: it has several rows for one of them, by what the
/// structure and the data say.
fn repeats(sight: &Sight<'_>, level: &Level, of: usize) -> Option<usize> {
    let own = level.sources.get(of)?;
    if own.keys.is_empty() {
        return None;
    }
    let groups = groups(level)?;
    let constant: Vec<Place> =
        groups.iter().filter_map(|group| level.place(sight.dialect, group)).collect();
    let one = determined(level, sight.dialect, &[of], &constant);
    let open = (0..level.sources.len()).filter(|at| !one.contains(at));
    let links = |at: &usize| is_linking(sight, level, *at, &one, &constant);
    let mut many = open.filter(|at| is_many(sight, level, *at, &one) && !links(at));
    many.next()
}

/// Whether a source is reached over a column that several of its rows share.
fn is_many(sight: &Sight<'_>, level: &Level, at: usize, from: &BTreeSet<usize>) -> bool {
    let equal = equalities(level, sight.dialect);
    let sides = equal.iter().filter_map(|(one, other)| Some((one, other.as_ref()?)));
    let mut reached = sides.flat_map(|(one, other)| [(one, other), (other, one)]);
    reached.any(|(own, other)| {
        let points_at_key = own.source == at
            && from.contains(&other.source)
            && level.sources.get(other.source).is_some_and(|source| is_key(source, other));
        points_at_key && sight.stored(level, own).is_some_and(|column| is_shared(sight, &column))
    })
}

/// Whether a source only links others, all of which are given: two rows of it would say the same.
fn is_linking(
    sight: &Sight<'_>,
    level: &Level,
    at: usize,
    from: &BTreeSet<usize>,
    constant: &[Place],
) -> bool {
    let schema = sight.grounds.schema;
    let name = level.sources.get(at).and_then(|source| source.table.as_ref());
    let table = schema.tables.iter().find(|table| Some(&table.name) == name);
    let keys = table.map(|table| table.foreign_keys.as_slice()).unwrap_or_default();
    let equal = equalities(level, sight.dialect);
    let given = |column: &String| {
        let place = Place { source: at, key: crate::names::stored(sight.dialect, column) };
        constant.contains(&place)
            || equal.iter().any(|(one, other)| match other {
                None => *one == place,
                Some(other) => {
                    (*one == place && from.contains(&other.source))
                        || (*other == place && from.contains(&one.source))
                }
            })
    };
    keys.len() > 1 && keys.iter().flat_map(|key| &key.columns).all(given)
}

fn is_key(source: &Source, place: &Place) -> bool {
    source.keys.iter().any(|key| key.as_slice() == [place.key.clone()])
}

/// Whether the data has a value twice; where it is not known, a column without a key may.
fn is_shared(sight: &Sight<'_>, column: &ColumnName) -> bool {
    let rows = sight.grounds.profile.and_then(|profile| profile.table(&column.table));
    match (rows, sight.profile(column)) {
        (Some(table), Some(profile)) if table.rows > 0 => {
            profile.distinct < table.rows - profile.nulls.min(table.rows)
        }
        _ => true,
    }
}

fn doubt(
    sight: &Sight<'_>,
    level: &Level,
    expression: &Expr,
    of: usize,
    by: usize,
) -> Option<Doubt> {
    let name = |at: usize| {
        let source = level.sources.get(at)?;
        let table = source.table.as_ref().map(|table| table.name.clone());
        table.or_else(|| source.alias.clone())
    };
    let (own, other) = (name(of)?, name(by)?);
    let shown = sight.shown(expression);
    Some(Doubt {
        kind: DoubtKind::FanOut,
        message: format!(
            "`{shown}` counts a row of `{own}` once for each row of `{other}` that it is joined with"
        ),
        hint: format!("add up `{own}` before joining `{other}`"),
        // Where the other table only says which rows count, each counts once. Where it has no part of its own, or an
        // average is wanted, the repetition may be what was asked for (credits by the classes held).
        correction: match aggregate(expression) {
            Some((name, _)) if name != "avg" && is_condition(sight, level, by) => {
                once::corrected(sight, level, of)
            }
            _ => None,
        },
    })
}

/// Whether a condition compares a column of a source with a value.
fn is_condition(sight: &Sight<'_>, level: &Level, at: usize) -> bool {
    level.conditions.iter().any(|condition| {
        let places = level.names(sight.dialect, condition);
        !places.is_empty() && places.iter().all(|place| place.source == at)
    })
}
