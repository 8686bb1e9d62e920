//! Which columns the words name.

use std::collections::{BTreeSet, HashMap};

use super::{ColumnLink, Places, Span, Strength, glued, runs};
use crate::{
    index::{ColumnId, Index},
    words::Token,
};

/// What a question offers for matching.
struct Question<'a> {
    tokens: &'a [Token],
    places: &'a Places,
    glues: HashMap<String, Span>,
}

/// What the question says of each column.
pub(super) fn link(index: &Index, tokens: &[Token], places: &Places) -> Vec<ColumnLink> {
    let question = Question { tokens, places, glues: glued(tokens) };
    let mut links = vec![ColumnLink::default(); index.columns.len()];
    for id in worth(index, &question) {
        if let Some(link) = links.get_mut(id.0 as usize) {
            *link = one(index, id, &question);
        }
    }
    links
}

/// Columns that share a stem, a beginning or all letters with the question.
fn worth(index: &Index, question: &Question<'_>) -> BTreeSet<ColumnId> {
    let mut found = BTreeSet::new();
    let mut take = |ids: Option<&Vec<ColumnId>>| found.extend(ids.into_iter().flatten().copied());
    for stem in question.places.exact.keys().chain(question.places.synonym.keys()) {
        take(index.by_stem.get(stem));
    }
    for glue in question.glues.keys() {
        take(index.by_stem.get(glue));
    }
    let words: Vec<&Token> = question.tokens.iter().filter(|t| t.stem.len() >= 3).collect();
    for (stem, ids) in &index.by_stem {
        if words.iter().any(|word| begins(stem, &word.stem)) {
            take(Some(ids));
        }
    }
    found
}

/// Words in the names of columns that name nothing by themselves.
const LINKING: [&str; 9] = ["at", "on", "in", "by", "of", "to", "for", "is", "has"];

/// Whether one of two stems begins the other and both are long enough to mean something.
fn begins(name: &str, word: &str) -> bool {
    name.len() >= 3
        && word.len() >= 3
        && name != word
        && ((name.len() > word.len() && word.len() >= 3 && name.starts_with(word))
            || (word.len() >= 4 && word.starts_with(name))
            || (word.len() >= 4 && name.len() > word.len() && name.ends_with(word)))
}

fn one(index: &Index, id: ColumnId, question: &Question<'_>) -> ColumnLink {
    let column = index.column(id);
    let table = index.table(column.table);
    let tokens = question.tokens;
    let (fraction, part) = share(&column.words, question);
    let named = |spans: Vec<Span>, strength: Strength| {
        (!spans.is_empty()).then_some(ColumnLink { spans, strength, fraction })
    };
    let whole = || {
        let mut spans = runs(tokens, &column.words);
        spans.extend(column.aliases.iter().flat_map(|alias| runs(tokens, alias)));
        if spans.is_empty() {
            spans.extend(question.glues.get(&column.glue));
        }
        named(spans, Strength::Exact)
    };
    let rest = || {
        let rest: Vec<String> =
            column.words.iter().filter(|w| !table.words.contains(w)).cloned().collect();
        // The "at" of `loans.loaned_at` names no day.
        let says = |word: &String| !LINKING.contains(&word.as_str());
        if rest.len() == column.words.len() || !rest.iter().any(says) {
            None
        } else {
            let mut spans = runs(tokens, &rest);
            if spans.is_empty() {
                spans = scattered(&rest, question);
            }
            named(spans, Strength::Partial)
        }
    };
    whole()
        .or_else(rest)
        .or_else(|| named(scattered(&column.words, question), Strength::Partial))
        .or_else(|| named(by_synonym(&column.words, &table.words, question), Strength::Synonym))
        .or_else(|| named(head_by_synonym(&column.words, question), Strength::Weak))
        .or_else(|| {
            named(
                part.map(|at| Span { from: at, to: at + 1 }).into_iter().collect(),
                Strength::Weak,
            )
        })
        .unwrap_or_default()
}

/// How much of a name stands in the question, beginnings counted for a part, and where it first does.
fn share(words: &[String], question: &Question<'_>) -> (f32, Option<usize>) {
    let mut sum = 0.0;
    let mut first: Option<usize> = None;
    for word in words {
        let exact = question.places.exact.get(word).and_then(|at| at.first().copied());
        let begun = || question.tokens.iter().position(|token| begins(word, &token.stem));
        let (at, worth) = match exact {
            Some(at) => (Some(at), 1.0),
            None => (begun(), 0.7),
        };
        if let Some(at) = at {
            sum += worth;
            first = Some(first.map_or(at, |f| f.min(at)));
        }
    }
    #[allow(clippy::cast_precision_loss)]
    let fraction = sum / words.len().max(1) as f32;
    (fraction, first)
}

/// All words near one another in any order.
fn scattered(words: &[String], question: &Question<'_>) -> Vec<Span> {
    if words.len() < 2 {
        return Vec::new();
    }
    let firsts: Option<Vec<usize>> =
        words.iter().map(|w| question.places.exact.get(w)?.first().copied()).collect();
    let Some(firsts) = firsts else { return Vec::new() };
    let (Some(from), Some(last)) = (firsts.iter().min(), firsts.iter().max()) else {
        return Vec::new();
    };
    if last - from <= words.len() + 2 {
        vec![Span { from: *from, to: last + 1 }]
    } else {
        Vec::new()
    }
}

/// The last word of a longer name by a synonym: "costs" for a unit price.
fn head_by_synonym(words: &[String], question: &Question<'_>) -> Vec<Span> {
    let [_, .., head] = words else { return Vec::new() };
    let exact = question.places.exact.get(head);
    let found = exact.or_else(|| question.places.synonym.get(head)).and_then(|at| at.first());
    found.map(|at| Span { from: *at, to: at + 1 }).into_iter().collect()
}

/// Every word that its table's name does not say, by itself or by a synonym.
fn by_synonym(words: &[String], table: &[String], question: &Question<'_>) -> Vec<Span> {
    let rest: Vec<&String> = words.iter().filter(|w| !table.contains(w)).collect();
    let rest = if rest.is_empty() { words.iter().collect() } else { rest };
    let place = |word: &String| {
        let exact = question.places.exact.get(word).and_then(|at| at.first());
        exact.or_else(|| question.places.synonym.get(word).and_then(|at| at.first())).copied()
    };
    let found: Option<Vec<usize>> = rest.into_iter().map(place).collect();
    let Some(found) = found else { return Vec::new() };
    let (Some(from), Some(last)) = (found.iter().min(), found.iter().max()) else {
        return Vec::new();
    };
    if last - from <= 4 { vec![Span { from: *from, to: last + 1 }] } else { Vec::new() }
}
