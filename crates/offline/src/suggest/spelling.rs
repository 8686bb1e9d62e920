//! A question that was misspelled, with the words that were probably meant.

use std::collections::BTreeMap;

use crate::{
    index::Index,
    words::{fold, tokens},
};

/// Words shorter than this are too like others.
const SHORTEST: usize = 4;

/// The question with each of these words exchanged for the most like word of the database; none where
/// one of them is like nothing.
pub(crate) fn respelled(index: &Index, question: &str, unknown: &[String]) -> Option<String> {
    let known = vocabulary(index);
    let mut text = question.to_owned();
    // From the end, so that places before stay true.
    let is_strange = |word: &String| unknown.contains(word) && !known.contains_key(word);
    for token in tokens(question).iter().rev().filter(|token| is_strange(&token.text)) {
        let meant = nearest(&token.text, &known)?;
        text.replace_range(token.start..token.end, meant);
    }
    (text != question).then_some(text)
}

/// The words of tables, columns, figures and stored values, folded, each as it is written.
fn vocabulary(index: &Index) -> BTreeMap<String, &str> {
    let values = (0..index.value_columns.len())
        .filter(|place| index.value_columns.get(*place).is_some_and(Option::is_some))
        .flat_map(|place| index.values.values_of(place));
    let tables = index.tables.iter().flat_map(|table| [&table.singular, &table.plural]);
    let columns = index.columns.iter().map(|column| &column.label);
    let figures = index.figures.iter().map(|figure| &figure.formula.name);
    let mut words = BTreeMap::new();
    for text in tables.chain(columns).chain(figures).chain(values) {
        for part in text.split(|c: char| !c.is_alphanumeric()) {
            if part.chars().count() >= SHORTEST {
                words.entry(fold(part)).or_insert(part);
            }
        }
    }
    words
}

/// The word that begins alike and differs by one letter, or by two in a long word.
fn nearest<'a>(word: &str, known: &BTreeMap<String, &'a str>) -> Option<&'a str> {
    let letters = word.chars().count();
    let most = match letters {
        0..SHORTEST => return None,
        SHORTEST..6 => 1,
        _ => 2,
    };
    let alike = known.iter().filter(|(other, _)| {
        let length = other.chars().count();
        other.chars().next() == word.chars().next() && length.abs_diff(letters) <= most
    });
    let scored = alike.map(|(other, written)| (strsim::damerau_levenshtein(word, other), *written));
    let best = scored.filter(|(distance, _)| (1..=most).contains(distance)).min()?;
    Some(best.1)
}
