//! By the words of the question.

use crate::catalogue::{Catalogue, question_terms};

/// What a word counts for a table when it stands in one that the table joins.
const BESIDE: f32 = 0.45;

/// Tables by words.
pub(super) struct Lexical {
    /// By place.
    pub scores: Vec<f32>,
    /// The question's words as they may stand in names.
    pub words: Vec<String>,
}

/// BM25 by word, where a table also answers to the words of its neighbours: of ten tables of one name the one is
/// meant whose neighbours answer to the rest of the question.
pub(super) fn scores(catalogue: &Catalogue, question: &str) -> Lexical {
    let mut scores = vec![0.0; catalogue.tables.len()];
    let mut words = Vec::new();
    for term in question_terms(question) {
        let own = of_term(catalogue, &term.forms);
        for (at, score) in beside(catalogue, &own) {
            if let Some(sum) = scores.get_mut(at) {
                *sum += score;
            }
        }
        words.extend(term.forms.into_iter().map(|(form, _)| form));
    }
    Lexical { scores, words }
}

/// What one word of the question counts for each table: its best form.
fn of_term(catalogue: &Catalogue, forms: &[(String, f32)]) -> Vec<(usize, f32)> {
    let mut best: Vec<(usize, f32)> = Vec::new();
    for (form, share) in forms {
        let Some(posted) = catalogue.postings.of(form) else { continue };
        best.extend(posted.tables.iter().map(|(at, count)| (*at, count * posted.rarity * share)));
    }
    greatest(best)
}

fn beside(catalogue: &Catalogue, own: &[(usize, f32)]) -> Vec<(usize, f32)> {
    let mut all = own.to_vec();
    for (at, score) in own {
        let near = catalogue.graph.beside(*at).iter();
        all.extend(near.map(|other| (*other, score * BESIDE)));
    }
    greatest(all)
}

/// The greatest score of each place.
fn greatest(mut scores: Vec<(usize, f32)>) -> Vec<(usize, f32)> {
    scores.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    scores.dedup_by_key(|(at, _)| *at);
    scores
}
