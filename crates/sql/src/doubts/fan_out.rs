//! Sums over rows that a join repeats: an order with three items counts three times.

/// The query as it was meant.
mod once;

use std::collections::BTreeSet;

use querist_vocabulary::schema::ColumnName;
use sqlparser::ast::{DuplicateTreatment, Expr, Function, FunctionArguments};

use super::{Doubt, DoubtKind, Sight, expressions};
use crate::sources::{Level, Place, Source, aggregate, arguments, determined, equalities, groups};

/// What a figure over rows of one source does with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figure {
    /// Adds up their values.
    Sum,
    /// Takes the average of their values.
    Average,
    /// Counts them by their key.
    Count,
}

/// A figure, and the source whose rows it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Over {
    figure: Figure,
    source: usize,
}

pub(super) fn look(sight: &Sight<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for level in sight.levels().filter(|level| level.sources.len() > 1) {
        for expression in expressions(level) {
            let Some(over) = over(sight, level, &expression) else { continue };
            let by = repeats(sight, level, over.source);
            doubts.extend(doubt(sight, level, &expression, over, &by));
        }
    }
    doubts
}

/// What an expression is over, where it is a figure over the rows of one source. Smallest, largest and different values
/// are the same however often a row is repeated.
fn over(sight: &Sight<'_>, level: &Level, expression: &Expr) -> Option<Over> {
    let (name, function) = aggregate(expression).filter(|(_, function)| !is_distinct(function))?;
    let arguments = arguments(function);
    let [argument] = arguments.as_slice() else { return None };
    let figure = match name.as_str() {
        "sum" | "total" => Figure::Sum,
        "avg" => Figure::Average,
        "count" => return counted(sight, level, argument),
        _ => return None,
    };
    let places = level.places(sight.dialect, argument)?;
    let sources: BTreeSet<usize> = places.iter().map(|place| place.source).collect();
    let mut sources = sources.into_iter();
    let source = sources.next().filter(|_| sources.next().is_none())?;
    Some(Over { figure, source })
}

fn is_distinct(function: &Function) -> bool {
    match &function.args {
        FunctionArguments::List(list) => {
            list.duplicate_treatment == Some(DuplicateTreatment::Distinct)
        }
        FunctionArguments::None | FunctionArguments::Subquery(_) => true,
    }
}

/// The source whose key is counted: what is counted by another column may be the rows of the join. So are they where
/// a group has one row of the source alone.
fn counted(sight: &Sight<'_>, level: &Level, argument: &Expr) -> Option<Over> {
    let place = level.place(sight.dialect, argument)?;
    let key = is_key(level.sources.get(place.source)?, &place);
    let single = determined(level, sight.dialect, &[], &constant(sight, level)?);
    let several = key && !single.contains(&place.source);
    several.then_some(Over { figure: Figure::Count, source: place.source })
}

/// The columns that are one value within a group; none where rows are not grouped.
fn constant(sight: &Sight<'_>, level: &Level) -> Option<Vec<Place>> {
    let groups = groups(level)?;
    Some(groups.iter().filter_map(|group| level.place(sight.dialect, group)).collect())
}

/// The sources that repeat the rows of another within a group: they have several rows for one of them, by what the
/// structure and the data say.
fn repeats(sight: &Sight<'_>, level: &Level, of: usize) -> Vec<usize> {
    let keyed = level.sources.get(of).is_some_and(|own| !own.keys.is_empty());
    let Some(constant) = constant(sight, level).filter(|_| keyed) else { return Vec::new() };
    let one = determined(level, sight.dialect, &[of], &constant);
    let open = (0..level.sources.len()).filter(|at| !one.contains(at));
    let links = |at: &usize| is_linking(sight, level, *at, &one, &constant);
    open.filter(|at| is_many(sight, level, *at, &one) && !links(at)).collect()
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
    source.keys.iter().any(|key| key.columns.as_slice() == std::slice::from_ref(&place.key))
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
    over: Over,
    by: &[usize],
) -> Option<Doubt> {
    let name = |at: usize| {
        let source = level.sources.get(at)?;
        let table = source.table.as_ref().map(|table| table.name.clone());
        table.or_else(|| source.alias.clone())
    };
    let (own, other) = (name(over.source)?, name(*by.first()?)?);
    let shown = sight.shown(expression);
    // Where the other tables only say which rows count, each counts once. Where one has no part of its own, or an
    // average is wanted, the repetition may be what was asked for (credits by the classes held); that of a count is.
    let only_conditions = by.iter().all(|at| is_condition(sight, level, *at));
    if over.figure == Figure::Count && !only_conditions {
        return None;
    }
    Some(Doubt {
        kind: DoubtKind::FanOut,
        message: format!(
            "`{shown}` counts a row of `{own}` once for each row of `{other}` that it is joined with"
        ),
        hint: match over.figure {
            Figure::Sum | Figure::Average => format!("add up `{own}` before joining `{other}`"),
            Figure::Count => "`COUNT(DISTINCT …)` counts each row once".into(),
        },
        correction: match over.figure {
            Figure::Sum if only_conditions => once::corrected(sight, level, over.source),
            Figure::Sum | Figure::Average | Figure::Count => None,
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
