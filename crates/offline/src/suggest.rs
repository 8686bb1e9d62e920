//! Questions that can be answered: to begin with, and to go on with. Each is tried before it is offered.

use jiff::civil;

use crate::{
    Request, Verdict,
    engine::{loaded, translate},
    expand::terminals,
    index::{ColumnId, Index, TableId},
    plan::{Quantity, Term},
};

/// Tables that starters speak of.
const MOST_TABLES: usize = 6;

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

/// Questions to go on with.
pub(crate) fn follow_ups(
    index: &Index,
    plan: &serde_json::Value,
    today: civil::Date,
    most: usize,
) -> Vec<String> {
    let Some(bound) = loaded(index, plan) else { return Vec::new() };
    let mut texts = Vec::new();
    let shown: Vec<ColumnId> = bound.select.iter().filter_map(|t| t.column_of().copied()).collect();
    for table in terminals(index, &bound) {
        texts.extend(narrowings(index, table, &shown).into_iter().take(2));
    }
    if bound.is_grouped() && bound.limit.is_none() {
        texts.push("top 3".into());
    }
    let plain = bound.select.iter().any(|t| !t.is_aggregated() && !matches!(t.of, Quantity::Rows));
    if plain && !bound.is_grouped() {
        texts.extend(shown.get(1).map(|c| format!("sort by {}", index.column(*c).label)));
        texts.push("how many?".into());
    }
    if bound.select.iter().all(Term::is_aggregated) {
        let tables = terminals(index, &bound);
        let group = tables.iter().find_map(|t| category(index, *t));
        texts.extend(group.map(|c| format!("by {} instead", index.column(c).label)));
    }
    let earlier = std::slice::from_ref(plan);
    kept(texts, most, |text| answers(index, text, today, earlier))
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

/// A column with few different values that are words.
fn category(index: &Index, id: TableId) -> Option<ColumnId> {
    let fits = |c: &ColumnId| {
        let column = index.column(*c);
        let text = !column.is_number() && !column.is_day() && !column.is_identifier();
        text && !column.sensitive && (2..=40).contains(&column.distinct) && !column.is_name()
    };
    index.table(id).columns.iter().copied().find(fits)
}

fn shares(index: &Index, id: TableId) -> Option<String> {
    let label = &index.column(category(index, id)?).label;
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
    let fits = |c: &&ColumnId| {
        let column = index.column(**c);
        column.is_number() && !column.is_identifier() && !column.is_year() && column.distinct > 3
    };
    let label = &index.column(*index.table(id).columns.iter().find(fits)?).label;
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

/// "only Brazil": values of columns with few of them that the answer does not show already.
fn narrowings(index: &Index, id: TableId, shown: &[ColumnId]) -> Vec<String> {
    let Some(column) = category(index, id).filter(|c| !shown.contains(c)) else {
        return Vec::new();
    };
    let place = index.value_columns.iter().position(|c| *c == Some(column));
    let values = place.map_or(&[][..], |place| index.values.values_of(place));
    values
        .iter()
        .filter(|v| (3..=24).contains(&v.len()))
        .take(2)
        .map(|v| format!("only {v}"))
        .collect()
}
