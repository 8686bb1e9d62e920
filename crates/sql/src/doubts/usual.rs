//! Conditions that usually apply, by the semantic file, and are missing. Where the query says anything of their columns,
//! or the question lifts them by words, nothing is missing.

use querist_vocabulary::{knowledge::TableMeaning, schema::ColumnName, statement::Draft};
use sqlparser::ast::{BinaryOperator, Expr, Ident, SetExpr, VisitMut, VisitorMut};
use std::ops::ControlFlow;

use super::{Doubt, DoubtKind, Sight, expressions};
use crate::{
    names, parse,
    sources::{Level, Place, Source, Standing, name},
    write,
};

pub(super) fn look(sight: &Sight<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for level in sight.levels() {
        for (at, source) in level.sources.iter().enumerate() {
            let mut said =
                source.table.iter().flat_map(|table| sight.grounds.knowledge.of_table(table));
            let meaning = said.find(|meaning| meaning.default_filter.is_some());
            doubts.extend(meaning.and_then(|meaning| doubt(sight, level, (at, source), meaning)));
        }
    }
    doubts
}

fn doubt(
    sight: &Sight<'_>,
    level: &Level,
    (at, source): (usize, &Source),
    meaning: &TableMeaning,
) -> Option<Doubt> {
    let filter = meaning.default_filter.as_deref()?;
    let table = source.table.as_ref().filter(|table| !sight.grounds.lifted.contains(table))?;
    let mut condition = condition(sight, filter)?;
    let mut qualified = Qualified { sight, source, columns: Vec::new() };
    let _: ControlFlow<()> = condition.visit(&mut qualified);
    let place = |key: &names::Key| Place { source: at, key: key.clone() };
    let said = qualified.columns.iter().any(|key| says_of(sight, level, &place(key)));
    if said || qualified.columns.is_empty() {
        return None;
    }
    Some(Doubt {
        kind: DoubtKind::MissingFilter,
        message: format!("`{table}` is usually read with `{filter}`, and this query has it not"),
        hint: match meaning.default_filter_unless.first() {
            Some(words) => format!("say `{words}` to lift it"),
            None => "name the column of the condition to decide it yourself".into(),
        },
        correction: corrected(sight, level, source, condition),
    })
}

/// A row of an outer join without a partner must stay, which a condition in WHERE would not let it.
fn corrected(sight: &Sight<'_>, level: &Level, source: &Source, condition: Expr) -> Option<Draft> {
    if source.optional {
        return None;
    }
    let mut select = level.select.clone();
    let condition = Expr::Nested(Box::new(condition));
    select.selection = Some(match select.selection.take() {
        None => condition,
        Some(all) => Expr::BinaryOp {
            left: Box::new(Expr::Nested(Box::new(all))),
            op: BinaryOperator::And,
            right: Box::new(condition),
        },
    });
    sight.with_select(&level.select, select)
}

fn condition(sight: &Sight<'_>, filter: &str) -> Option<Expr> {
    let query = parse::query(sight.dialect, &format!("SELECT 1 WHERE {filter}")).ok()?;
    match *query.body {
        SetExpr::Select(select) => select.selection,
        _ => None,
    }
}

/// Whether the query says anything of a column of a level: there, in what is selected from it, or in a query within it.
fn says_of(sight: &Sight<'_>, level: &Level, place: &Place) -> bool {
    let names = |expression: &Expr| level.names(sight.dialect, expression).contains(place);
    let stored = sight.stored(level, place);
    expressions(level).iter().any(names)
        || sight.levels().any(|other| {
            let from_outside = level.standing == Standing::Derived
                && stored.as_ref().is_some_and(|column| reads(sight, other, column));
            let from_within = other.standing == Standing::Nested
                && expressions(other)
                    .iter()
                    .any(|inner| other.foreign(sight.dialect, inner).contains(&place.key));
            from_outside || from_within
        })
}

/// Whether a level names a stored column through a query that it selects from.
fn reads(sight: &Sight<'_>, level: &Level, column: &ColumnName) -> bool {
    let is_it = |place: &Place| {
        let source = level.sources.get(place.source);
        source.is_some_and(|source| source.table.is_none())
            && sight.stored(level, place).as_ref() == Some(column)
    };
    expressions(level).iter().any(|named| level.names(sight.dialect, named).iter().any(is_it))
}

/// Writes the table's alias before its columns.
struct Qualified<'a> {
    sight: &'a Sight<'a>,
    source: &'a Source,
    columns: Vec<names::Key>,
}

impl VisitorMut for Qualified<'_> {
    type Break = ();

    fn pre_visit_expr(&mut self, expression: &mut Expr) -> ControlFlow<()> {
        let Some(column) = name(expression).and_then(<[Ident]>::last).cloned() else {
            return ControlFlow::Continue(());
        };
        let key = names::written(self.sight.dialect, &column);
        let known = self.source.fields.iter().any(|field| field.key == key);
        if let Some(alias) = self.source.alias.as_ref().filter(|_| known) {
            self.columns.push(key);
            let quote = write::quote_of(self.sight.dialect);
            let alias = match write::identifier(self.sight.dialect, alias) == *alias {
                true => Ident::new(alias.clone()),
                false => Ident::with_quote(quote, alias.clone()),
            };
            *expression = Expr::CompoundIdentifier(vec![alias, column]);
        }
        ControlFlow::Continue(())
    }
}
