//! Words for which columns keep something else: `F` for women, `Y` for "on scholarship", `TX` for Texas.

use querist_vocabulary::value::{Value, ValueKind};

use super::{Holder, Item, ItemKind, Linked, Span, Strength, number_value};
use querist_english::places;

use crate::{
    index::{Column, ColumnId},
    words::{stem, tokens},
};

/// What columns of two values keep for no and yes.
const FLAGS: [(&str, &str); 6] =
    [("n", "y"), ("no", "yes"), ("f", "t"), ("false", "true"), ("0", "1"), ("off", "on")];

/// Words in the name of a flag that say only that it is one.
const MARKS: [&str; 10] =
    ["is", "has", "was", "in", "flag", "yn", "indicator", "status", "or", "not"];

/// Words in the names of tables and columns that keep places.
const PLACES: [&str; 8] =
    ["country", "nation", "state", "province", "region", "origin", "citizenship", "territory"];

/// Every such word of a question.
pub(super) fn find(linked: &Linked<'_>) -> Vec<Item> {
    let mut items = sexes(linked);
    items.extend(flags(linked));
    items.extend(named_places(linked));
    items
}

fn item(linked: &Linked<'_>, kind: ItemKind, span: Span, holders: Vec<Holder>) -> Option<Item> {
    let words = (span.from..span.to).map(|at| linked.text(at)).collect::<Vec<_>>();
    let text = words.join(" ");
    let coded = Item { span, kind, holders, number: None, text, measured: false, said: None };
    (!coded.holders.is_empty()).then_some(coded)
}

/// `F` and `M` where a question says women or men.
fn sexes(linked: &Linked<'_>) -> Vec<Item> {
    let found = |at: usize| {
        let initial = match linked.text(at) {
            "female" | "females" | "women" | "woman" | "girl" | "girls" => "f",
            "male" | "males" | "men" | "man" | "boy" | "boys" => "m",
            _ => return None,
        };
        let holders = (0..linked.index.value_columns.len()).filter_map(|place| {
            let values = linked.index.values.values_of(place);
            let stored = values.iter().find(|value| value.eq_ignore_ascii_case(initial))?;
            let column = linked.index.value_columns.get(place).copied().flatten()?;
            (values.len() <= 3).then(|| (column, text(stored), false))
        });
        item(linked, ItemKind::Coded, Span { from: at, to: at + 1 }, holders.collect())
    };
    (0..linked.tokens.len()).filter_map(found).collect()
}

/// Yes or no where a column keeps nothing else and its name is said: "discontinued", "not on scholarship".
fn flags(linked: &Linked<'_>) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    let opposites = opposites(linked);
    let turned = |id: ColumnId| {
        let words = &linked.index.column(id).words;
        opposites.iter().find(|(stem, _)| words.contains(stem)).map(|(_, span)| *span)
    };
    let hinted = |id: &ColumnId| {
        let said = linked.column(*id).strength > Strength::None || turned(*id).is_some();
        said && !linked.index.column(*id).sensitive
    };
    for id in linked.index.column_ids().filter(hinted) {
        let opposite = turned(id);
        let Some(mut span) = opposite.or_else(|| said(linked, id)) else { continue };
        let Some([no, yes]) = flag(linked, id) else { continue };
        // "out of stock": what the flag says is not so.
        let out = span
            .from
            .checked_sub(2)
            .filter(|at| linked.text(*at) == "out" && linked.text(at + 1) == "of");
        span.from = out.unwrap_or(span.from);
        let negated = (out.is_some() || opposite.is_some()) != linked.is_negated(span);
        let holder = (id, if negated { no } else { yes }, false);
        match found.iter_mut().find(|item| item.span == span) {
            Some(known) => known.holders.push(holder),
            None => found.extend(item(linked, ItemKind::Flag, span, vec![holder])),
        }
    }
    found
}

/// Words such as "inactive" and "unpaid": what they are the opposite of, and where they stand.
fn opposites(linked: &Linked<'_>) -> Vec<(String, Span)> {
    let bare = |text: &str| {
        let rest = ["in", "un", "non"].iter().find_map(|prefix| text.strip_prefix(prefix))?;
        (rest.len() > 3).then(|| stem(rest))
    };
    let tokens = linked.tokens.iter().enumerate();
    tokens
        .filter_map(|(at, token)| Some((bare(&token.text)?, Span { from: at, to: at + 1 })))
        .collect()
}

/// What a column of flags keeps for no and yes.
fn flag(linked: &Linked<'_>, id: ColumnId) -> Option<[Value; 2]> {
    let column = linked.index.column(id);
    if column.declared == ValueKind::Boolean {
        return Some([false, true].map(Value::Boolean));
    }
    if column.declared.is_number() {
        let bit = column.min == Some(0.0) && column.max == Some(1.0) && !column.is_identifier();
        return (bit && column.distinct <= 2).then(|| ["0", "1"].map(number_value));
    }
    let place = linked.index.value_columns.iter().position(|known| *known == Some(id))?;
    let values = linked.index.values.values_of(place);
    let stored = |code: &str| values.iter().find(|value| value.trim().eq_ignore_ascii_case(code));
    let known = |(no, yes): &(&str, &str)| {
        let all =
            |value: &String| [*no, *yes].iter().any(|code| value.trim().eq_ignore_ascii_case(code));
        values.iter().all(all).then_some(())?;
        let yes = stored(yes)?;
        // Where nothing is "no" yet, it would be written as "yes" is.
        let upper = yes.trim().chars().next().is_some_and(char::is_uppercase);
        let unseen = if upper { no.to_uppercase() } else { (*no).to_owned() };
        Some([text(stored(no).unwrap_or(&unseen)), text(yes)])
    };
    FLAGS.iter().find_map(known)
}

/// Where the name of a flag stands: in whole, or what it says beside being one.
fn said(linked: &Linked<'_>, id: ColumnId) -> Option<Span> {
    let link = linked.column(id);
    if link.strength >= Strength::Partial {
        return link.spans.first().copied();
    }
    let column: &Column = linked.index.column(id);
    let table = &linked.index.table(column.table).words;
    let says = |word: &&String| !MARKS.contains(&word.as_str()) && !table.contains(word);
    let words: Vec<&String> = column.words.iter().filter(says).collect();
    let place = |word: &&String| linked.tokens.iter().position(|token| token.stem == **word);
    let places: Vec<usize> = words.iter().map(place).collect::<Option<_>>()?;
    let (from, last) = (*places.iter().min()?, *places.iter().max()?);
    (last - from < words.len() + 2).then_some(Span { from, to: last + 1 })
}

/// Places that columns keep by another name than the question's.
fn named_places(linked: &Linked<'_>) -> Vec<Item> {
    let mut found = Vec::new();
    for from in 0..linked.tokens.len() {
        for to in from + 1..=(from + 3).min(linked.tokens.len()) {
            let phrase: Vec<&str> = (from..to).map(|at| linked.text(at)).collect();
            // "show us" names nobody's country.
            let before = from.checked_sub(1).map_or("", |at| linked.text(at));
            if phrase == ["us"] && !matches!(before, "in" | "from" | "the") {
                continue;
            }
            let others = places().others(&phrase.join(" "));
            let holders = others.into_iter().flat_map(|name| stored_as(linked, name)).collect();
            found.extend(item(linked, ItemKind::Coded, Span { from, to }, holders));
        }
    }
    found
}

fn stored_as(linked: &Linked<'_>, name: &str) -> Vec<Holder> {
    let own = tokens(name);
    let hits = linked.index.values.find(&own.iter().collect::<Vec<_>>()).into_iter();
    let short = name.len() <= 3;
    let holder = |hit: crate::index::values::Hit<'_>| {
        let column = linked.index.value_columns.get(hit.column).copied().flatten()?;
        let table = linked.index.table(linked.index.table_of(column));
        let mut words = linked.index.column(column).words.iter().chain(&table.words);
        // `me` and `or` are words wherever no place is kept.
        let mut kept = || words.any(|word| PLACES.iter().any(|place| stem(place) == *word));
        (!short || kept()).then(|| (column, text(hit.value), false))
    };
    hits.filter_map(holder).collect()
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}
