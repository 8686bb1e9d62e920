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

/// The block that a period belongs to.
mod place;

use place::Place;

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

/// The condition that a period became, as SQL; none where the plan does not speak of just these days.
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
        .find(|condition| is_timely(index, condition) && says(&condition.right, period))?;
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
    for listed in when::lists(&linked.question, periods) {
        let dated = listed.first().and_then(|when| dated_column(linked, joins, &mended, when));
        let place = Place::of(linked, joins, &mended, listed, dated);
        let Some(block) = place.block(&mut mended) else { continue };
        let unsaid: Vec<(ColumnId, &When)> = listed
            .iter()
            .filter(|period| !says_already(linked.index, plan, period))
            .filter_map(|period| Some((dated_column(linked, joins, block, period)?, period)))
            .collect();
        notes.extend(add(linked, block, &unsaid));
    }
    (mended != *plan).then_some((mended, notes))
}

/// Adds the periods of one list to a block, and what is to be said of them: those that never hold together, or that
/// "or" ties, are alternatives.
fn add(linked: &Linked<'_>, block: &mut BoundPlan, unsaid: &[(ColumnId, &When)]) -> Vec<String> {
    let mut conditions = Vec::new();
    let mut notes = Vec::new();
    for (column, period) in unsaid {
        if not_since(&mut block.filter, *column, period) {
            continue;
        }
        drop_misread(linked.index, &mut block.filter, period);
        let end = |day: Option<jiff::civil::Date>| day.map_or(Value::Null, Value::Date);
        conditions.push(Filter::Is(Condition {
            left: Term::column(*column),
            operator: Operator::Within,
            right: Operand::Range(end(period.from), end(period.until)),
        }));
        notes.extend(period.relative.then(|| period.label.clone()));
    }
    if conditions.len() > 1 && are_alternatives(linked, unsaid) {
        conditions = vec![Filter::Any(conditions)];
    }
    conditions.into_iter().for_each(|condition| block.filter.and(condition));
    notes
}

/// Whether one of these periods is meant at a time.
fn are_alternatives(linked: &Linked<'_>, listed: &[(ColumnId, &When)]) -> bool {
    let spans = listed.first().zip(listed.last()).map(|(a, b)| a.1.span.end..b.1.span.start);
    let between = spans.and_then(|span| linked.question.get(span)).unwrap_or_default();
    let or = between.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| word == "or");
    let apart = |(at, one): (usize, &(ColumnId, &When))| {
        listed.iter().skip(at + 1).all(|other| one.0 == other.0 && !overlap(one.1, other.1))
    };
    or || listed.iter().enumerate().all(apart)
}

fn overlap(one: &When, other: &When) -> bool {
    let before = |from: Option<jiff::civil::Date>, until: Option<jiff::civil::Date>| {
        from.zip(until).is_none_or(|(from, until)| from < until)
    };
    before(one.from, other.until) && before(other.from, one.until)
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
    let points =
        |link: &&Link| tables.contains(&index.table_of(link.from)) && is_part_of(index, link);
    let mut days = index.links.iter().filter(points).filter_map(|link| {
        let holder = index.table(index.table_of(link.to));
        holder.time.filter(|_| !holder.view)
    });
    let day = days.next()?;
    days.all(|other| other == day).then_some(day)
}

/// Whether rows are parts of what they point at, by their key or their name: lines of invoices, but no customers of a
/// clerk, whose day of hire is not theirs.
fn is_part_of(index: &Index, link: &Link) -> bool {
    let (part, whole) = (index.table(index.table_of(link.from)), index.table_of(link.to));
    let named = |word: &String| part.words.contains(word);
    index.column(link.from).in_key || index.table(whole).words.iter().any(named)
}

/// Whether two conditions of a block never hold together, being on other days of one column.
pub(crate) fn excludes_itself(plan: &BoundPlan) -> bool {
    let within = |part: &Filter<ColumnId, TableId>| match part {
        Filter::Is(Condition {
            left,
            operator: Operator::Within,
            right: Operand::Range(Value::Date(from), Value::Date(until)),
        }) => Some((*left.column_of()?, *from, *until)),
        _ => None,
    };
    plan.blocks().iter().any(|block| {
        let Filter::All(parts) = &block.filter else { return false };
        let ranges: Vec<_> = parts.iter().filter_map(within).collect();
        let never = |(at, one): (usize, &(ColumnId, _, _))| {
            let mut others = ranges.iter().skip(at + 1).filter(|other| other.0 == one.0);
            others.any(|other| one.1 >= other.2 || other.1 >= one.2)
        };
        ranges.iter().enumerate().any(never)
    })
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

/// Whether a condition is about a period: all of it where it was added, its years where the words were read.
fn says(right: &Operand<ColumnId, TableId>, period: &When) -> bool {
    let day = |end: Option<jiff::civil::Date>| end.map_or(Value::Null, Value::Date);
    match right {
        Operand::Range(Value::Date(_), _) | Operand::Range(_, Value::Date(_)) => {
            *right == Operand::Range(day(period.from), day(period.until))
        }
        _ => mentions(right, period),
    }
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
    // What ends with a year does not say the next.
    let end = period.until.filter(|_| period.from.is_none());
    let years: Vec<String> =
        [period.from, end, last].into_iter().flatten().map(|day| day.year().to_string()).collect();
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
