//! A chart that the question asks for.

use super::Wish;

/// The question without its wish for a chart, and the wish.
pub(crate) fn separate(question: &str) -> (String, Option<Wish>) {
    (question.to_owned(), None)
}
