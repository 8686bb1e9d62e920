//! Questions that can be answered: to begin with, and to go on with. Each is tried before it is offered.

/// Words that were misspelled.
mod spelling;

pub(crate) use spelling::respelled;

use jiff::civil;
use querist_vocabulary::value::ValueKind;

use crate::{
    Request, Verdict,
    engine::{loaded, translate},
    expand::{BoundPlan, terminals},
    index::{ColumnId, Index, Link, TableId},
    plan::{Condition, Operand, Operator, Piece, Quantity},
};

/// Tables that starters speak of.
const MOST_TABLES: usize = 6;

/// Last words of columns that sort rows into kinds as people think of them.
const KINDS: &[&str] = &[
    "category",
    "class",
    "country",
    "department",
    "genre",
    "group",
    "kind",
    "region",
    "segment",
    "state",
    "status",
    "type",
];

/// Stems of columns that people sort by first.
const WORTH: &[&str] = &["price", "amount", "total"];

/// Questions to begin with.
pub(crate) fn starters(index: &Index, today: civil::Date, most: usize) -> Vec<String> {
    let mut tables: Vec<TableId> = index.table_ids().filter(|t| is_worth(index, *t)).collect();
    let ties = |t: &TableId| index.links_of.get(t.0 as usize).map_or(0, Vec::len);
    tables.sort_by_key(|t| std::cmp::Reverse((ties(t), index.table(*t).rows)));
    tables.truncate(MOST_TABLES);
    let mut texts: Vec<String> = figures(index);
    let rounds: [fn(&Index, TableId) -> Option<String>; 5] =
        [counts, shares, ranks, averages, months];
    for round in rounds {
        texts.extend(tables.iter().filter_map(|table| round(index, *table)));
    }
    kept(texts, most, |text| answers(index, text, today, &[]))
}

/// Questions to go on with: each changes the plan, and the kinds take turns.
pub(crate) fn follow_ups(
    index: &Index,
    plan: &serde_json::Value,
    today: civil::Date,
    most: usize,
) -> Vec<String> {
    let Some(bound) = loaded(index, plan) else { return Vec::new() };
    let mut narrowings = categories(index, &bound).filter_map(|c| narrowing(index, &bound, c));
    let mut texts: Vec<String> = narrowings.next().into_iter().collect();
    texts.extend(reshapings(index, &bound));
    let (first, last) = (narrowings.next(), most.saturating_sub(1).min(texts.len()));
    first.into_iter().for_each(|text| texts.insert(last, text));
    texts.extend(narrowings.next());
    let earlier = std::slice::from_ref(plan);
    kept(texts, most, |text| {
        let next = translate(index, Request { question: text, today, earlier });
        let reading = next.readings.first().filter(|_| next.verdict == Verdict::Answer);
        let changed = reading.and_then(|reading| loaded(index, &reading.plan));
        changed.is_some_and(|changed| leads_on(index, text, &bound, &changed))
    })
}

/// Whether the words did to the plan what they say.
fn leads_on(index: &Index, text: &str, earlier: &BoundPlan, next: &BoundPlan) -> bool {
    let added = || {
        let conditions = next.filter.conditions();
        let new = conditions.iter().find(|c| !earlier.filter.conditions().contains(c));
        new.and_then(|condition| narrowed(index, condition))
    };
    if text.starts_with("only ") { added().as_deref() == Some(text) } else { next != earlier }
}

/// Other groups, orders, counts.
fn reshapings(index: &Index, plan: &BoundPlan) -> Vec<String> {
    let figures = plan.select.iter().filter(|term| term.is_aggregated()).count();
    if figures == 0 {
        let count = (!plan.is_grouped()).then(|| "how many?".into());
        return sorting(index, plan).into_iter().chain(count).collect();
    }
    let grouped = figures < plan.select.len();
    let again = if grouped { " instead" } else { "" };
    let by_time = plan.select.iter().any(|term| matches!(term.of, Quantity::Bucket(..)));
    let top = (grouped && !by_time && plan.limit.is_none()).then(|| "top 3".into());
    let group = categories(index, plan).next();
    let group = group.map(|c| format!("by {}{again}", called(index, c)));
    let month = (happens(index, plan) && !by_time).then(|| format!("by month{again}"));
    [top, group, month].into_iter().flatten().collect()
}

/// Whether figures are of what happens: rows that have a day and point at others.
fn happens(index: &Index, plan: &BoundPlan) -> bool {
    let points = |id: &TableId| {
        let mut columns = index.table(*id).columns.iter();
        columns.any(|column| index.column(*column).foreign)
    };
    let tables = terminals(index, plan);
    tables.iter().any(|table| index.table(*table).time.is_some() && points(table))
}

/// Another order for a list: by a number of its rows.
fn sorting(index: &Index, plan: &BoundPlan) -> Option<String> {
    let table = plan.select.iter().find_map(|term| term.column_of().map(|c| index.table_of(*c)))?;
    let ordered = |c: &ColumnId| plan.order.iter().any(|(term, _)| term.column_of() == Some(c));
    let measures = |c: &&ColumnId| is_measure(index, **c) && !ordered(c);
    let rank = |c: &&ColumnId| {
        let column = index.column(**c);
        let worth = WORTH.iter().any(|word| column.says(word));
        (!worth, column.unit.is_none(), column.aliases.is_empty())
    };
    let column = index.table(table).columns.iter().filter(measures).min_by_key(rank)?;
    (!plan.is_grouped() && !plan.distinct).then(|| format!("sort by {}", called(index, *column)))
}

fn is_measure(index: &Index, id: ColumnId) -> bool {
    let column = index.column(id);
    let dialled = ["phone", "fax", "extens", "zip", "postal"].iter().any(|word| column.says(word));
    column.is_number()
        && !column.is_identifier()
        && !column.is_year()
        && !dialled
        && column.distinct > 3
}

/// Columns with few values that the plan neither shows nor compares: of its tables, then the names of
/// what those point at.
fn categories<'a>(
    index: &'a Index,
    plan: &'a BoundPlan,
) -> impl Iterator<Item = ColumnId> + use<'a> {
    let tables = terminals(index, plan);
    let named = plan.columns();
    let own = tables.clone().into_iter().filter_map(move |table| category(index, table, &named));
    let named = plan.columns();
    let near = tables.into_iter().flat_map(move |table| pointed_at(index, table));
    own.chain(near.filter(move |column| !named.contains(column)))
}

/// The names of small tables that a table points at: the genre of a track.
fn pointed_at(index: &Index, id: TableId) -> Vec<ColumnId> {
    let links = index.links_of.get(id.0 as usize).map_or(&[][..], Vec::as_slice);
    let links = links.iter().filter_map(|at| index.links.get(*at));
    // A join that names alone suggest must be named after what it points at.
    let sure = |link: &Link| {
        let target = &index.table(index.table_of(link.to)).words;
        link.cost <= 1.0 || target.iter().all(|word| index.column(link.from).says(word))
    };
    let points = |link: &&Link| index.table_of(link.from) == id && sure(link);
    let targets = links.filter(points);
    let small = targets.map(|link| index.table(index.table_of(link.to)));
    small
        .filter(|table| (2..=40).contains(&table.rows))
        .filter_map(|table| match table.display.as_slice() {
            [name] => Some(*name),
            _ => None,
        })
        .collect()
}

/// `only region West`: the first value of a column. Beside another value of the same table it may lead
/// nowhere, because which of them meet is not known.
fn narrowing(index: &Index, plan: &BoundPlan, id: ColumnId) -> Option<String> {
    let table = index.table_of(id);
    let value_of_it = |condition: &&Condition<ColumnId, TableId>| {
        let column = condition.left.column_of().map(|column| index.column(*column));
        column.is_some_and(|column| column.table == table && !column.is_day())
    };
    if plan.filter.conditions().iter().any(value_of_it) {
        return None;
    }
    let value = values(index, id).iter().find(|value| is_word(value))?;
    Some(format!("only {} {value}", called(index, id)))
}

/// The words of a condition as [`narrowing`] writes it.
fn narrowed(index: &Index, condition: &Condition<ColumnId, TableId>) -> Option<String> {
    let Operand::Value(value) = &condition.right else { return None };
    let column = condition.left.column_of().filter(|_| condition.operator == Operator::Equal)?;
    Some(format!("only {} {value}", called(index, *column)))
}

/// What people call a column; the name of a table's rows goes by the table.
fn called(index: &Index, id: ColumnId) -> &str {
    let table = index.table(index.table_of(id));
    if table.display.as_slice() == [id] { &table.singular } else { &index.column(id).label }
}

fn values(index: &Index, id: ColumnId) -> &[String] {
    let place = index.value_columns.iter().position(|c| *c == Some(id));
    place.map_or(&[][..], |place| index.values.values_of(place))
}

/// Whether a value is neither a code nor a text.
fn is_word(value: &str) -> bool {
    (3..=24).contains(&value.len()) && !value.contains(|c: char| c.is_ascii_digit())
}

fn kept(texts: Vec<String>, most: usize, holds: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        if found.len() >= most {
            break;
        }
        if !found.contains(&text) && holds(&text) {
            found.push(text);
        }
    }
    found
}

fn answers(index: &Index, text: &str, today: civil::Date, earlier: &[serde_json::Value]) -> bool {
    translate(index, Request { question: text, today, earlier }).verdict == Verdict::Answer
}

fn is_worth(index: &Index, id: TableId) -> bool {
    let table = index.table(id);
    !table.view && !table.bridge && table.rows > 0
}

fn counts(index: &Index, id: TableId) -> Option<String> {
    Some(format!("How many {} are there?", index.table(id).plural))
}

/// The column of a table that best sorts its rows into kinds, others than those named: few different values,
/// which are words and seldom missing, and which no usual condition fixes.
fn category(index: &Index, id: TableId, others: &[ColumnId]) -> Option<ColumnId> {
    let table = index.table(id);
    let fixed = |c: &ColumnId| {
        let mut pieces = table.usual.iter().flat_map(|usual| &usual.pieces);
        pieces.any(|piece| matches!(piece, Piece::Column(column) if column == c))
    };
    let fits = |c: &ColumnId| {
        let column = index.column(*c);
        let text = matches!(column.kind, ValueKind::Text | ValueKind::Other);
        let known = values(index, *c);
        let words = known.is_empty() || known.iter().filter(|value| is_word(value)).count() > 1;
        let filled = column.nulls.saturating_mul(4) <= table.rows;
        let few = (2..=40).contains(&column.distinct);
        let told = !column.sensitive && !column.is_identifier() && !column.is_name();
        text && words && filled && few && told
    };
    let free = table.columns.iter().copied();
    free.filter(|c| !others.contains(c) && !fixed(c) && fits(c)).min_by_key(|c| {
        let column = index.column(*c);
        let last = column.label.rsplit(' ').next().unwrap_or_default();
        (!KINDS.contains(&last), !(3..=30).contains(&column.distinct), column.aliases.is_empty())
    })
}

fn shares(index: &Index, id: TableId) -> Option<String> {
    let label = &index.column(category(index, id, &[])?).label;
    Some(format!("How many {} are there per {label}?", index.table(id).plural))
}

/// The table that this one points at and that has a name: "Which artist has the most albums?"
fn ranks(index: &Index, id: TableId) -> Option<String> {
    let links = index.links_of.get(id.0 as usize)?;
    let targets = links.iter().filter_map(|at| index.links.get(*at));
    let mut targets =
        targets.filter(|l| index.table_of(l.from) == id).map(|l| index.table_of(l.to));
    let target = targets.find(|t| *t != id && !index.table(*t).display.is_empty())?;
    Some(format!("Which {} has the most {}?", index.table(target).singular, index.table(id).plural))
}

fn averages(index: &Index, id: TableId) -> Option<String> {
    let mut columns = index.table(id).columns.iter();
    let label = &index.column(*columns.find(|c| is_measure(index, **c))?).label;
    Some(format!("What is the average {label} of {}?", index.table(id).plural))
}

fn months(index: &Index, id: TableId) -> Option<String> {
    index.table(id).time?;
    Some(format!("How many {} are there per month?", index.table(id).plural))
}

fn figures(index: &Index) -> Vec<String> {
    let named = index.figures.iter().take(2);
    named
        .flat_map(|figure| {
            let name = figure.formula.name.replace('_', " ");
            let dated = index.table(figure.table).time.is_some();
            [
                Some(format!("What is the total {name}?")),
                dated.then(|| format!("Show {name} by month")),
            ]
        })
        .flatten()
        .collect()
}
