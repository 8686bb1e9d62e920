//! Numbers, each with the columns that may be compared with it, in the unit that they are kept in.

use super::{Holder, Item, ItemKind, Linked, Span, number_value};
use crate::{
    index::{Column, ColumnId},
    words::{
        TokenKind,
        number::{self, Number, Rank, Unit},
        when,
    },
};

/// Stems in the names of columns that hold money.
const MONEY: &[&str] = &[
    "price", "cost", "amount", "total", "fee", "revenue", "salari", "budget", "payment", "balanc",
    "sale", "profit", "rate", "spend", "charg", "incom", "subtot", "freight", "valu", "discount",
    "margin", "credit",
];

/// Measures by what they measure, each as a multiple of the first of its kind; names are stems of columns' words.
const MEASURES: &[(&str, &str, f64, &[&str])] = &[
    ("time", "ms", 0.001, &["millisecond", "ms", "msec"]),
    ("time", "s", 1.0, &["second", "sec"]),
    ("time", "min", 60.0, &["minut", "min"]),
    ("time", "h", 3_600.0, &["hour", "hr"]),
    ("time", "d", 86_400.0, &["day"]),
    ("mass", "g", 1.0, &["gram", "g"]),
    ("mass", "kg", 1_000.0, &["kilogram", "kg", "kilo"]),
    ("mass", "lb", 453.592_37, &["pound", "lb"]),
    ("length", "cm", 0.01, &["centimet", "cm", "centimetr"]),
    ("length", "m", 1.0, &["meter", "metr"]),
    ("length", "km", 1_000.0, &["kilomet", "km", "kilometr"]),
    ("length", "mi", 1_609.344, &["mile"]),
    ("size", "B", 1.0, &["byte"]),
    ("size", "MB", 1_048_576.0, &["megabyt", "mb"]),
    ("size", "GB", 1_073_741_824.0, &["gigabyt", "gb"]),
];

/// Every number of a question.
pub(super) fn find(linked: &Linked<'_>) -> Vec<Item> {
    let holders = holders(linked);
    let periods = when::find(&linked.question, linked.today);
    let mut items = Vec::new();
    for number in number::find(&linked.question) {
        let Some(span) = place(linked, &number) else { continue };
        let period = periods
            .iter()
            .find(|p| p.span.start <= number.span.start && number.span.end <= p.span.end);
        if number.rank == Rank::Ordinal || period.is_some_and(|p| !p.bare_year) {
            continue;
        }
        let before = span.from.checked_sub(1).map_or("", |at| linked.text(at));
        let article = linked.text(span.from) == "one";
        let ranks = matches!(before, "top" | "first" | "last" | "bottom");
        let fits =
            |c: &&ColumnId| !article && !ranks && (period.is_none() || may_hold_year(linked, **c));
        let columns: Vec<ColumnId> = holders.iter().filter(fits).copied().collect();
        items.push(Item {
            span,
            kind: ItemKind::Number,
            holders: in_units(linked, &number, &columns),
            number: Some(number.value),
            measured: matches!(number.unit, Some(Unit::Measure(_) | Unit::Currency(_))),
            said: None,
            text: number.literal,
        });
    }
    items.extend(times(linked));
    items.extend(nothing_left(linked));
    items
}

/// Columns of numbers; in a large schema only those that are named or whose table is.
fn holders(linked: &Linked<'_>) -> Vec<ColumnId> {
    let large = linked.index.columns.len() > 400;
    let holds = |c: &ColumnId| {
        let column = linked.index.column(*c);
        let named =
            !linked.table(column.table).spans.is_empty() || !linked.column(*c).spans.is_empty();
        (column.is_number() || column.declared.is_number()) && (!large || named)
    };
    linked.index.column_ids().filter(holds).collect()
}

/// The tokens of a number, its unit left out.
fn place(linked: &Linked<'_>, number: &Number) -> Option<Span> {
    let inside = |at: &usize| {
        linked.tokens.get(*at).is_some_and(|t| {
            number.span.start <= t.start && t.end <= number.span.end && t.is_solid()
        })
    };
    let mut places: Vec<usize> = (0..linked.tokens.len()).filter(inside).collect();
    let is_word = |at: usize| linked.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word);
    while number.unit.is_some() && places.len() > 1 && places.last().is_some_and(|at| is_word(*at))
    {
        places.pop();
    }
    Some(Span { from: *places.first()?, to: places.last()? + 1 })
}

/// "once" and "twice".
fn times(linked: &Linked<'_>) -> Vec<Item> {
    let number = |at: usize| match linked.text(at) {
        "once" => Some(1.0),
        "twice" => Some(2.0),
        _ => None,
    };
    let item = |at: usize| {
        let number = number(at)?;
        let (span, text) = (Span { from: at, to: at + 1 }, number.to_string());
        let (kind, holders, number) = (ItemKind::Number, Vec::new(), Some(number));
        Some(Item { span, kind, holders, number, text, measured: false, said: None })
    };
    (0..linked.tokens.len()).filter_map(item).collect()
}

/// "out of stock": none is left of what a column counts.
fn nothing_left(linked: &Linked<'_>) -> Vec<Item> {
    let item = |at: usize| {
        if linked.text(at) != "out" || linked.text(at + 1) != "of" {
            return None;
        }
        let stem = &linked.tokens.get(at + 2)?.stem;
        let counts = |c: &ColumnId| {
            let column = linked.index.column(*c);
            column.says(stem) && column.declared.is_number() && !column.is_identifier()
        };
        let zero = number_value("0");
        let columns = linked.index.column_ids().filter(counts);
        let holders: Vec<Holder> = columns.map(|c| (c, zero.clone(), true)).collect();
        (!holders.is_empty()).then(|| Item {
            span: Span { from: at, to: at + 2 },
            kind: ItemKind::Number,
            holders,
            number: Some(0.0),
            text: "0".into(),
            measured: true,
            said: None,
        })
    };
    (0..linked.tokens.len()).filter_map(item).collect()
}

/// A number with its columns: with a unit, those that hold such things, converted to what they are kept in.
fn in_units(linked: &Linked<'_>, number: &Number, columns: &[ColumnId]) -> Vec<Holder> {
    let plain = |c: &ColumnId| (*c, number_value(&number.literal), false);
    let known = |id: &ColumnId| linked.index.column(*id);
    let found: Vec<Holder> = match number.unit {
        Some(Unit::Measure(symbol)) => {
            let kept = |c: &ColumnId| {
                let value = converted(number.value, symbol, known(c))?;
                Some((*c, number_value(&value.to_string()), false))
            };
            columns.iter().filter_map(kept).collect()
        }
        Some(Unit::Currency(_)) => {
            let is_money = |c: &&ColumnId| MONEY.iter().any(|word| known(c).says(word));
            columns.iter().filter(is_money).map(plain).collect()
        }
        Some(Unit::Percent) | None => Vec::new(),
    };
    if found.is_empty() { columns.iter().map(plain).collect() } else { found }
}

/// A number of a measure as a column keeps it; none where the column's name or unit says no measure of that kind.
fn converted(number: f64, symbol: &str, column: &Column) -> Option<f64> {
    let (kind, _, factor, _) = MEASURES.iter().find(|(_, known, ..)| *known == symbol)?;
    let says = |(_, known, _, stems): &&(&str, &str, f64, &[&str])| {
        column.unit.as_deref() == Some(*known) || stems.iter().any(|stem| column.says(stem))
    };
    let (_, _, own, _) = MEASURES.iter().filter(|(other, ..)| other == kind).find(says)?;
    let value = number * factor / own;
    Some((value * 1e6).round() / 1e6)
}

/// Whether a column may hold a year: by its name, its values, or because it holds days as text.
fn may_hold_year(linked: &Linked<'_>, id: ColumnId) -> bool {
    let column = linked.index.column(id);
    let within = |n: Option<f64>| n.is_some_and(|n| (1000.0..=2200.0).contains(&n));
    column.is_year() || column.is_day() || (within(column.min) && within(column.max))
}
