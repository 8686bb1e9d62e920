//! How many tokens a text is.

/// Text cut into the pieces that are merged each for itself.
mod cut;

/// Pieces made of bytes by merging.
mod merge;

/// The number of tokens of a text by `o200k_base`, or a few more: never fewer.
///
/// That tokenizer's table weighs 3.6 MB and belongs to one family of models; others count within a fifth of it. So
/// only the first merges are made, those of ASCII text among the first 50,000 of 200,000. Merges are made in the
/// order of the table, so a text is at that point on the way to its tokens, and whatever merges are still to come
/// can only make them fewer.
#[must_use]
pub fn tokens(text: &str) -> usize {
    cut::pieces(text).map(merge::count).sum()
}
