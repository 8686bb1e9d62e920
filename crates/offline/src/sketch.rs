//! A question whose words stand for what they name: "the NAME of each TABLE with NUMBER or more TABLE".
//!
//! Models of a query's shape see it beside the words, so that they know of every database what a column is and
//! what a value.

use crate::{
    cues::is_stop,
    index::{Column, ColumnId},
    link::{Item, ItemKind, Linked, Span, Strength},
    requested::{outline, requested},
    words::TokenKind,
};

/// A piece of a sketch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// What words name.
    Name(&'static str),
    /// A word.
    Word(String),
}

/// A question as pieces, and what it lists as one word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sketch {
    /// In the order of the question.
    pub pieces: Vec<Piece>,
    /// How many items of each kind are listed.
    pub listed: String,
}

impl Sketch {
    /// Of a question.
    pub(crate) fn new(linked: &Linked<'_>) -> Self {
        let mut pieces = Vec::new();
        let mut at = 0;
        while let Some(token) = linked.tokens.get(at) {
            if let Some((name, span)) = named(linked, at) {
                pieces.push(Piece::Name(name));
                at = span.to;
                continue;
            }
            let said = token.kind != TokenKind::Mark || "?,.;".contains(token.text.as_str());
            if said {
                pieces.push(Piece::Word(token.text.clone()));
            }
            at += 1;
        }
        Self { pieces, listed: outline(&requested(linked)) }
    }
}

/// The question with a text in quotes where words say a condition whole: their "not" and "than" say nothing of the
/// shape.
pub(crate) fn plain(linked: &Linked<'_>) -> String {
    let mut text = linked.question.clone();
    let whole = linked.items.iter().filter(|item| item.said.is_some()).map(|item| item.span);
    let mut spans: Vec<Span> = whole.collect();
    spans.sort_unstable_by_key(|span| std::cmp::Reverse(span.to));
    let mut end = text.len();
    for span in spans {
        let (Some(first), Some(last)) =
            (linked.tokens.get(span.from), linked.tokens.get(span.to.saturating_sub(1)))
        else {
            continue;
        };
        if last.end <= end {
            text.replace_range(first.start..last.end, "\"whole\"");
            end = first.start;
        }
    }
    text
}

/// What the longest run of words that begins here names; of runs as long the column, then the table.
fn named(linked: &Linked<'_>, at: usize) -> Option<(&'static str, Span)> {
    let columns = linked.index.column_ids().filter_map(|id| {
        let link = linked.column(id);
        let span = *link.spans.iter().find(|s| s.from == at)?;
        (link.strength >= Strength::Partial).then(|| (kind(linked, id), span))
    });
    let tables = linked.tables.iter().filter_map(|link| {
        let span = *link.spans.iter().find(|s| s.from == at)?;
        (link.strength >= Strength::Partial).then_some(("TABLE", span))
    });
    let column = columns.max_by_key(|(_, span)| span.len());
    let table = tables.max_by_key(|(_, span)| span.len());
    let schema = [column, table]
        .into_iter()
        .flatten()
        .reduce(|a, b| if b.1.len() > a.1.len() { b } else { a });
    let figure = linked.figures.iter().find(|f| f.span.from == at).map(|f| ("FIGURE", f.span));
    let schema = figure.or(schema);
    let values = linked.items.iter().filter(|item| item.span.from == at && is_value(linked, item));
    let value = values.map(|item| item.span).max_by_key(|span| span.len());
    match (schema, value) {
        (Some(known), Some(value)) if value.len() > known.1.len() => Some(("VALUE", value)),
        (Some(known), _) => Some(known),
        (None, value) => value.map(|span| ("VALUE", span)),
    }
}

/// Whether a stored or quoted text is a value rather than an everyday word that happens to be stored.
fn is_value(linked: &Linked<'_>, item: &Item) -> bool {
    let first = linked.tokens.get(item.span.from);
    match item.kind {
        ItemKind::Quoted | ItemKind::Coded | ItemKind::Beside | ItemKind::Gap => true,
        ItemKind::Stored => {
            item.span.len() > 1
                || first.is_some_and(|t| {
                    // A letter by itself is an item only where it is a value.
                    t.text.len() == 1 || t.capital && item.span.from > 0 || !is_stop(t)
                })
        }
        ItemKind::Piece | ItemKind::Number | ItemKind::Flag => false,
    }
}

/// What sort of column it is.
fn kind(linked: &Linked<'_>, id: ColumnId) -> &'static str {
    let column: &Column = linked.index.column(id);
    if column.is_identifier() {
        "KEY"
    } else if column.is_day() || column.is_year() {
        "DAY"
    } else if column.is_number() {
        "AMOUNT"
    } else {
        "COLUMN"
    }
}
