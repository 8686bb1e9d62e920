//! Names of which one word is said: "invoices of acme" where an `Acme Inc` is kept.

use querist_vocabulary::value::Value;

use super::{Item, ItemKind};
use crate::{
    cues::is_stop,
    index::ColumnId,
    link::{Holder, Linked, Span},
    words::{TokenKind, fold},
};

/// The most values of a column that are looked through.
const MOST_VALUES: usize = 20_000;

/// Words behind which somebody's or something's name stands.
const BEFORE: [&str; 12] =
    ["of", "for", "from", "by", "at", "in", "does", "did", "has", "is", "was", "with"];

/// Words that nothing goes by, each as the only name that it is a part of.
pub(super) fn find(linked: &Linked<'_>, known: &[Item]) -> Vec<Item> {
    let words = (0..linked.tokens.len()).filter(|at| may_name(linked, known, *at));
    words.filter_map(|at| one(linked, at)).collect()
}

fn may_name(linked: &Linked<'_>, known: &[Item], at: usize) -> bool {
    let Some(token) = linked.tokens.get(at) else { return false };
    let before = at.checked_sub(1).map_or("", |before| linked.text(before));
    let led = BEFORE.contains(&before) || linked.text(at + 1) == "'s";
    let spans = linked.columns.iter().flat_map(|column| &column.spans);
    let mut spans = spans.chain(linked.tables.iter().flat_map(|table| &table.spans));
    led && token.kind == TokenKind::Word
        && token.text.len() > 2
        && !is_stop(token)
        && !linked.cues.covers(at)
        && !known.iter().any(|item| item.span.contains(at))
        && !spans.any(|span| span.contains(at))
}

fn one(linked: &Linked<'_>, at: usize) -> Option<Item> {
    let index = linked.index;
    let word = linked.text(at);
    let displayed =
        |column: ColumnId| index.table(index.table_of(column)).display.contains(&column);
    let holder = |(place, column): (usize, &Option<ColumnId>)| -> Option<Holder> {
        let column = (*column).filter(|column| displayed(*column))?;
        let values = index.values.values_of(place);
        let mut found = values.iter().take(MOST_VALUES).filter(|value| says(value, word));
        let only = found.next().filter(|_| found.next().is_none())?;
        Some((column, Value::Text(only.clone()), true))
    };
    let holders: Vec<Holder> = index.value_columns.iter().enumerate().filter_map(holder).collect();
    let item = Item {
        span: Span { from: at, to: at + 1 },
        kind: ItemKind::Stored,
        holders,
        number: None,
        text: word.to_owned(),
        measured: false,
        said: None,
    };
    (!item.holders.is_empty()).then_some(item)
}

/// Whether a value has a word.
fn says(value: &str, word: &str) -> bool {
    value.len() > word.len()
        && fold(value).split(|letter: char| !letter.is_alphanumeric()).any(|own| own == word)
}
