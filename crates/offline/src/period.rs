//! The days that a question names, put into a plan that does not say them.
//!
//! "in 2010" and "last month" are conditions on a date whatever else the words name, so they are not left
//! to the ranking: a plan that overlooks them, or that took a year for the number of something else, is mended.

use querist_vocabulary::value::Value;

use crate::{
    expand::{BoundPlan, condition_sql, join::Joins, tree},
    index::{Column, ColumnId, Index, Link, TableId},
    link::{Linked, Strength},
    plan::{Condition, Filter, Operand, Operator, Quantity, Term},
    words::when::{self, When},
};

type Bound = Condition<ColumnId, TableId>;

/// The periods that a question names.
pub(crate) fn periods(question: &str, today: jiff::civil::Date) -> Vec<When> {
    when::find(question, today)
}

/// The periods that can be nothing else here: this database has days, and no years that a bare number
/// could be meant for.
pub(crate) fn certain(index: &Index, periods: &[When]) -> Vec<When> {
    let any = |wanted: fn(&Column) -> bool| index.column_ids().any(|id| wanted(index.column(id)));
    let (days, years) = (any(Column::is_day), any(Column::is_year));
    periods.iter().filter(|period| days && !(period.bare_year && years)).cloned().collect()
}

/// The question with blanks for those periods, so that no number, name or cue inside them is taken for
/// something of its own. Every byte keeps its place.
pub(crate) fn without(question: &str, periods: &[When]) -> String {
    let mut text = question.to_owned();
    for period in periods {
        text.replace_range(period.span.clone(), &" ".repeat(period.span.len()));
    }
    text
}

/// The condition that a period became, as SQL; none where the plan does not speak of it.
pub(crate) fn condition_of(
    index: &Index,
    joins: &Joins<'_>,
    plan: &BoundPlan,
    period: &When,
) -> Option<String> {
    let condition = plan
        .blocks()
        .into_iter()
        .flat_map(|block| block.filter.conditions())
        .find(|condition| is_timely(index, condition) && mentions(&condition.right, period))?;
    condition_sql(index, joins, condition)
}

/// The plan with every period as a condition, and what was added, a note each; none when nothing had to be added.
pub(crate) fn mend(
    linked: &Linked<'_>,
    joins: &Joins<'_>,
    plan: &BoundPlan,
    periods: &[When],
) -> Option<(BoundPlan, Vec<String>)> {
    if periods.is_empty() {
        return None;
    }
    let mut mended = plan.clone();
    let mut notes = Vec::new();
    for period in periods {
        let Some(column) = dated_column(linked, joins, &mended, period) else { continue };
        if says_already(linked.index, &mended, period) {
            continue;
        }
        if not_since(&mut mended.filter, column, period) {
            continue;
        }
        drop_misread(linked.index, &mut mended.filter, period);
        let end = |day: Option<jiff::civil::Date>| day.map_or(Value::Null, Value::Date);
        mended.filter.and(Filter::Is(Condition {
            left: Term::column(column),
            operator: Operator::Within,
            right: Operand::Range(end(period.from), end(period.until)),
        }));
        if period.relative {
            notes.push(period.label.clone());
        }
    }
    (mended != *plan).then_some((mended, notes))
}

/// A plan without its conditions on these days: what is left for the words beside them to say.
#[cfg(feature = "training")]
pub(crate) fn without_days(index: &Index, plan: &BoundPlan, periods: &[When]) -> BoundPlan {
    let mut bare = plan.clone();
    let told = |part: &Filter<ColumnId, TableId>| {
        matches!(part, Filter::Is(condition) if is_timely(index, condition)
            && periods.iter().any(|period| mentions(&condition.right, period)))
    };
    match &mut bare.filter {
        Filter::All(parts) => parts.retain(|part| !told(part)),
        Filter::Is(_) if told(&plan.filter) => bare.filter = Filter::All(Vec::new()),
        Filter::Is(_) | Filter::Any(_) => {}
    }
    bare
}

/// The date column that is meant: one that is named, else the one of a table in use that tells its time.
fn dated_column(
    linked: &Linked<'_>,
    joins: &Joins<'_>,
    plan: &BoundPlan,
    period: &When,
) -> Option<ColumnId> {
    let index = linked.index;
    let tables = tree(index, joins, plan)?.tables();
    let days = |table: &TableId| {
        let columns = index.table(*table).columns.iter().copied();
        columns.filter(|id| index.column(*id).is_day()).collect::<Vec<_>>()
    };
    let all: Vec<ColumnId> = tables.iter().flat_map(days).collect();
    let years = tables.iter().flat_map(|table| index.table(*table).columns.iter());
    if period.bare_year && years.into_iter().any(|id| index.column(*id).is_year()) {
        return None;
    }
    let own_word = |id: &ColumnId| {
        let column = index.column(*id);
        let general = |word: &&String| {
            !matches!(word.as_str(), "date" | "time" | "day")
                && !index.table(column.table).words.contains(word)
        };
        column
            .words
            .iter()
            .filter(general)
            .any(|word| linked.tokens.iter().any(|t| t.stem == *word))
    };
    let cut = plan.select.iter().chain(&plan.per).find_map(|term| match term.of {
        Quantity::Bucket(column, _) => Some(column),
        _ => None,
    });
    let named = all
        .iter()
        .copied()
        .filter(|id| linked.column(*id).strength > Strength::Weak || own_word(id));
    // Rows that happen (sales, visits) outnumber those they happen to (products, people).
    let told = || {
        let timed = tables.iter().filter(|table| index.table(**table).time.is_some());
        timed.max_by_key(|table| index.table(**table).rows).and_then(|t| index.table(*t).time)
    };
    cut.or_else(|| named.max_by_key(|id| linked.column(*id).strength))
        .or_else(told)
        .or(all.first().copied())
        .or_else(|| day_of_what_holds(index, &tables))
}

/// "not logged in this year": never, or before; whether the plan says the day to be missing.
fn not_since(filter: &mut Filter<ColumnId, TableId>, column: ColumnId, period: &When) -> bool {
    let Some(from) = period.from else { return false };
    let missing = |part: &Filter<ColumnId, TableId>| {
        matches!(part, Filter::Is(c) if c.operator == Operator::Missing
            && c.left.column_of() == Some(&column))
    };
    let Filter::All(parts) = filter else { return false };
    let Some(part) = parts.iter_mut().find(|part| missing(part)) else { return false };
    let before = Condition {
        left: Term::column(column),
        operator: Operator::Less,
        right: Operand::Value(Value::Date(from)),
    };
    *part = Filter::Any(vec![part.clone(), Filter::Is(before)]);
    true
}

/// The day of what rows without one belong to: lines of an invoice are of the invoice's day.
fn day_of_what_holds(index: &Index, tables: &[TableId]) -> Option<ColumnId> {
    let points = |link: &&Link| tables.contains(&index.table_of(link.from));
    let mut days = index.links.iter().filter(points).filter_map(|link| {
        let holder = index.table(index.table_of(link.to));
        holder.time.filter(|_| !holder.view)
    });
    let day = days.next()?;
    days.all(|other| other == day).then_some(day)
}

/// Whether a condition of the plan already speaks of these days.
fn says_already(index: &Index, plan: &BoundPlan, period: &When) -> bool {
    plan.blocks()
        .iter()
        .flat_map(|block| block.filter.conditions())
        .any(|condition| is_timely(index, condition) && mentions(&condition.right, period))
}

/// Whether a condition is on a day or a year.
fn is_timely(index: &Index, condition: &Bound) -> bool {
    let column = condition.left.column_of();
    condition.left.aggregate.is_none()
        && column.is_some_and(|id| index.column(*id).is_day() || index.column(*id).is_year())
}

fn mentions(right: &Operand<ColumnId, TableId>, period: &When) -> bool {
    let of = |value: &Value| says_year(value, period);
    match right {
        Operand::Value(value) => of(value),
        Operand::Range(from, to) => of(from) || of(to),
        Operand::Values(values) => values.iter().any(of),
        Operand::Nothing | Operand::Column(_) | Operand::Plan(_) => false,
    }
}

/// Whether a value holds a year of the period's ends, as a number or at the start of a date.
fn says_year(value: &Value, period: &When) -> bool {
    let last = period.until.and_then(|day| day.yesterday().ok());
    let years: Vec<String> = [period.from, period.until, last]
        .into_iter()
        .flatten()
        .map(|day| day.year().to_string())
        .collect();
    let text = value.to_string();
    years.iter().any(|year| text.contains(year.as_str()))
}

/// Takes out a condition that compared the period's year with something that is no time.
fn drop_misread(index: &Index, filter: &mut Filter<ColumnId, TableId>, period: &When) {
    let misread = |part: &Filter<ColumnId, TableId>| matches!(part, Filter::Is(condition) if !is_timely(index, condition) && mentions(&condition.right, period));
    match filter {
        Filter::All(parts) => parts.retain(|part| !misread(part)),
        Filter::Any(_) => {}
        Filter::Is(_) if misread(filter) => *filter = Filter::All(Vec::new()),
        Filter::Is(_) => {}
    }
}
