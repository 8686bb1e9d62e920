//! Which tables the words name.

use std::collections::{HashMap, HashSet};

use super::{Places, Span, Strength, TableLink, glued, runs};
use crate::{
    index::{Index, TableId},
    words::Token,
};

/// What the question says of each table.
pub(super) fn link(index: &Index, tokens: &[Token], places: &Places) -> Vec<TableLink> {
    let glues = glued(tokens);
    let mut links = vec![TableLink::default(); index.tables.len()];
    let stems = places.exact.keys().chain(places.synonym.keys());
    let mut worth: HashSet<TableId> =
        stems.filter_map(|stem| index.tables_by_stem.get(stem)).flatten().copied().collect();
    worth.extend(index.table_ids().filter(|id| glues.contains_key(&index.table(*id).glue)));
    for id in worth {
        if let Some(link) = links.get_mut(id.0 as usize) {
            *link = one(index, id, tokens, places, &glues);
        }
    }
    links
}

fn one(
    index: &Index,
    id: TableId,
    tokens: &[Token],
    places: &Places,
    glues: &HashMap<String, Span>,
) -> TableLink {
    let table = index.table(id);
    let mut spans = runs(tokens, &table.words);
    spans.extend(table.aliases.iter().flat_map(|alias| runs(tokens, alias)));
    if spans.is_empty() {
        spans.extend(glues.get(&table.glue));
    }
    let named = |word: &&String| places.exact.contains_key(*word);
    let count = table.words.iter().filter(named).count();
    #[allow(clippy::cast_precision_loss)]
    let fraction = count as f32 / table.words.len().max(1) as f32;
    let head = table.words.last().is_some_and(|word| places.exact.contains_key(word));
    let part = table.words.iter().filter_map(|w| places.exact.get(w)?.first().copied()).min();
    let mut link = TableLink { strength: Strength::Exact, spans, fraction, head, part };
    if link.spans.is_empty() {
        link.strength = if count > 0 { Strength::Weak } else { Strength::None };
        if let [word] = table.words.as_slice() {
            by_synonym(&mut link, word, places);
        }
    }
    link
}

fn by_synonym(link: &mut TableLink, word: &str, places: &Places) {
    let Some(found) = places.synonym.get(word) else { return };
    link.spans = found.iter().map(|at| Span { from: *at, to: *at + 1 }).collect();
    link.strength = Strength::Synonym;
    link.fraction = 0.6;
}
