//! The text of a plan.

use querist_sql::identifier;
use querist_vocabulary::statement::Dialect;

use super::{
    BoundPlan, group,
    join::{Joins, Tree},
    term::Writer,
    terminals,
};
use crate::{
    index::{ColumnId, Index, TableId},
    plan::{Aggregate, Bucket, Direction, Filter, Quantity, SetOperation, Term},
    restate::counted,
};

/// Whether computed columns get names for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// Yes: their names head a table.
    Shown,
    /// No: nobody sees them.
    Inner,
}

/// The SQL of a plan; none when its tables cannot be joined, or when what it shows has no such order.
pub(super) fn render(
    index: &Index,
    joins: &Joins<'_>,
    plan: &BoundPlan,
    naming: Naming,
) -> Option<String> {
    let tree = joins.tree(&terminals(index, plan))?;
    let writer = Writer { index, joins, several: !tree.steps.is_empty() };
    let mut sql = String::from("SELECT ");
    if plan.distinct {
        sql.push_str("DISTINCT ");
    }
    let top = index.dialect == Dialect::SqlServer;
    if let Some(limit) = plan.limit.filter(|_| top) {
        sql.push_str(&format!("TOP ({limit}) "));
    }
    sql.push_str(&shown(writer, plan, naming));
    sql.push_str(&from(writer, &tree));
    let (rows, groups) = split(&plan.filter);
    push_filter(&mut sql, " WHERE ", writer, &rows)?;
    let keys = group::keys(index, plan);
    let grouped = keys.is_empty() || group::have_orders(index, plan, &keys);
    if !grouped || !group::has_orders_once(index, plan) {
        return None;
    }
    push_terms(&mut sql, " GROUP BY ", writer, &keys);
    push_filter(&mut sql, " HAVING ", writer, &groups)?;
    let told = naming == Naming::Shown || plan.limit.is_some() || !top;
    if told {
        push_order(&mut sql, writer, plan);
    }
    if let Some(limit) = plan.limit.filter(|_| !top) {
        sql.push_str(&format!(" LIMIT {limit}"));
    }
    if let Some((operation, other)) = &plan.set {
        sql.push_str(set_word(index.dialect, *operation));
        sql.push_str(&render(index, joins, other, Naming::Inner)?);
    }
    Some(sql)
}

fn shown(writer: Writer<'_>, plan: &BoundPlan, naming: Naming) -> String {
    let alias = |term: &Term<ColumnId>| match &term.of {
        Quantity::Formula(formula) => {
            format!(" AS {}", identifier(writer.index.dialect, &formula.name))
        }
        Quantity::Bucket(_, bucket) => {
            format!(" AS {}", identifier(writer.index.dialect, bucket_word(*bucket)))
        }
        Quantity::Rows | Quantity::Column(_) => computed_name(writer, plan, term)
            .filter(|_| naming == Naming::Shown)
            .map_or_else(String::new, |name| {
                format!(" AS {}", identifier(writer.index.dialect, &name))
            }),
    };
    let all = match plan.tables.first() {
        Some(table) if writer.several => {
            format!("{}.*", writer.index.table(*table).written)
        }
        _ => "*".into(),
    };
    let text = |term: &Term<ColumnId>| match (&term.of, term.aggregate) {
        (Quantity::Rows, None) => all.clone(),
        _ => format!("{}{}", writer.term(term), alias(term)),
    };
    let mut terms: Vec<String> = plan.select.iter().map(text).collect();
    if let Some(figure) = plan.select.iter().find(|t| t.is_aggregated()).filter(|_| plan.share) {
        terms.push(part_of_whole(writer, figure));
    }
    terms.join(", ")
}

/// A group's part of all groups' figures, in per cent.
fn part_of_whole(writer: Writer<'_>, figure: &Term<ColumnId>) -> String {
    let figure = writer.term(figure);
    let whole = format!("sum({figure}) OVER ()");
    let part = format!("100.0 * {figure} / {whole}");
    let name = identifier(writer.index.dialect, "percent");
    match writer.index.dialect {
        Dialect::SqlServer => {
            let part = format!("100.0 * {figure} / nullif({whole}, 0)");
            format!("CAST({part} AS decimal(18, 2)) AS {name}")
        }
        Dialect::BigQuery => format!("round(safe_divide(100.0 * {figure}, {whole}), 2) AS {name}"),
        Dialect::Postgres => format!("round(CAST({part} AS numeric), 2) AS {name}"),
        Dialect::Sqlite | Dialect::Mysql => format!("round({part}, 2) AS {name}"),
    }
}

/// What a figure is called at the head of its column, such as `number_of_albums`; none for a plain column.
fn computed_name(writer: Writer<'_>, plan: &BoundPlan, term: &Term<ColumnId>) -> Option<String> {
    let column = term.column_of().map(|id| writer.index.column(*id).name.clone());
    let name = match (term.aggregate?, column) {
        (Aggregate::Count, Some(column)) if term.distinct => format!("different_{column}"),
        (Aggregate::Count, _) => format!("number_of_{}", counted(writer.index, plan)),
        (Aggregate::Sum, column) => format!("total_{}", column?),
        (Aggregate::Average, column) => format!("average_{}", column?),
        (Aggregate::Minimum, column) => format!("lowest_{}", column?),
        (Aggregate::Maximum, column) => format!("highest_{}", column?),
    };
    Some(name.replace(' ', "_"))
}

/// The word for a piece of time, also the name of its column.
pub(crate) fn bucket_word(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Year => "year",
        Bucket::Quarter => "quarter",
        Bucket::Month => "month",
        Bucket::Week => "week",
        Bucket::Day => "day",
        Bucket::Weekday => "weekday",
        Bucket::Hour => "hour",
    }
}

fn from(writer: Writer<'_>, tree: &Tree) -> String {
    let mut sql = format!(" FROM {}", table(writer.index, tree.root));
    for (joined, link) in &tree.steps {
        let mut on = format!("{} = {}", writer.column(link.from), writer.column(link.to));
        if let Some((a, b)) = link.also {
            on.push_str(&format!(" AND {} = {}", writer.column(a), writer.column(b)));
        }
        sql.push_str(&format!(" JOIN {} ON {on}", table(writer.index, *joined)));
    }
    sql
}

/// A table as FROM names it, with its namespace where it is not at home.
fn table(index: &Index, id: TableId) -> String {
    let table = index.table(id);
    let space = table.name.as_ref().and_then(|name| name.namespace.as_ref());
    match space.filter(|space| Some(*space) != index.home.as_ref()) {
        Some(space) => format!("{}.{}", identifier(index.dialect, space), table.written),
        None => table.written.clone(),
    }
}

/// Conditions on rows and conditions on groups.
fn split(
    filter: &Filter<ColumnId, TableId>,
) -> (Filter<ColumnId, TableId>, Filter<ColumnId, TableId>) {
    let on_groups = |part: &Filter<ColumnId, TableId>| {
        part.conditions().iter().any(|condition| condition.left.is_aggregated())
    };
    match filter {
        Filter::All(parts) => {
            let (groups, rows) = parts.iter().cloned().partition(on_groups);
            (Filter::All(rows), Filter::All(groups))
        }
        other if on_groups(other) => (Filter::All(Vec::new()), other.clone()),
        other => (other.clone(), Filter::All(Vec::new())),
    }
}

fn push_filter(
    sql: &mut String,
    word: &str,
    writer: Writer<'_>,
    filter: &Filter<ColumnId, TableId>,
) -> Option<()> {
    if !filter.is_empty() {
        sql.push_str(word);
        sql.push_str(&filter_sql(writer, filter, true)?);
    }
    Some(())
}

fn filter_sql(
    writer: Writer<'_>,
    filter: &Filter<ColumnId, TableId>,
    outermost: bool,
) -> Option<String> {
    let join = |parts: &[Filter<ColumnId, TableId>], word: &str| -> Option<String> {
        let texts: Option<Vec<String>> =
            parts.iter().map(|part| filter_sql(writer, part, parts.len() == 1)).collect();
        texts.map(|texts| texts.join(word))
    };
    match filter {
        Filter::All(parts) => join(parts, " AND "),
        Filter::Any(parts) => {
            let text = either(writer, parts)?;
            Some(if outermost || parts.len() == 1 { text } else { format!("({text})") })
        }
        Filter::Is(condition) => writer.condition(condition),
    }
}

/// Conditions of which one holds; those that hold together stand in brackets, for the reader's sake.
fn either(writer: Writer<'_>, parts: &[Filter<ColumnId, TableId>]) -> Option<String> {
    let text = |part: &Filter<ColumnId, TableId>| {
        let text = filter_sql(writer, part, parts.len() == 1)?;
        Some(if part.has_several() { format!("({text})") } else { text })
    };
    parts.iter().map(text).collect::<Option<Vec<_>>>().map(|texts| texts.join(" OR "))
}

fn push_terms(sql: &mut String, word: &str, writer: Writer<'_>, terms: &[Term<ColumnId>]) {
    if !terms.is_empty() {
        sql.push_str(word);
        let texts: Vec<String> = terms.iter().map(|term| writer.term(term)).collect();
        sql.push_str(&texts.join(", "));
    }
}

fn push_order(sql: &mut String, writer: Writer<'_>, plan: &BoundPlan) {
    let text = |(term, direction): &(Term<ColumnId>, Direction)| {
        let ordered = match (&term.of, term.aggregate) {
            (Quantity::Column(column), None) => writer.as_number(*column),
            _ => writer.term(term),
        };
        match direction {
            Direction::Ascending => ordered,
            Direction::Descending if writer.begins_with_missing(term) => {
                format!("{ordered} DESC NULLS LAST")
            }
            Direction::Descending => format!("{ordered} DESC"),
        }
    };
    if !plan.order.is_empty() {
        sql.push_str(" ORDER BY ");
        sql.push_str(&plan.order.iter().map(text).collect::<Vec<_>>().join(", "));
    }
}

/// BigQuery wants to be told that equal rows count once.
fn set_word(dialect: Dialect, operation: SetOperation) -> &'static str {
    match (operation, dialect == Dialect::BigQuery) {
        (SetOperation::Union, false) => " UNION ",
        (SetOperation::Union, true) => " UNION DISTINCT ",
        (SetOperation::Intersect, false) => " INTERSECT ",
        (SetOperation::Intersect, true) => " INTERSECT DISTINCT ",
        (SetOperation::Except, false) => " EXCEPT ",
        (SetOperation::Except, true) => " EXCEPT DISTINCT ",
    }
}
