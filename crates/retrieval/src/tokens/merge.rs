//! Pieces made of bytes by merging.

use std::{collections::HashMap, sync::LazyLock};

/// What merges make, in their order: a line each, a blank as `Ġ` and the end of a line as `Ċ`, as vocabularies of
/// this kind are written. Made by `cargo run -p querist-retrieval --example merges`.
const MERGES: &str = include_str!("merges.txt");

/// A longer piece is counted by its bytes: merging takes the square of its length.
const LONGEST: usize = 256;

static ORDER: LazyLock<HashMap<Box<[u8]>, u32>> = LazyLock::new(|| {
    // Blanks are written otherwise, so that only the notice has them.
    let lines = MERGES.lines().filter(|line| *line != "#" && !line.starts_with("# "));
    lines.zip(0..).map(|(line, order)| (unwritten(line).into_bytes().into(), order)).collect()
});

fn unwritten(line: &str) -> String {
    line.replace('Ġ', " ").replace('Ċ', "\n")
}

/// How many tokens a piece is when every merge was made, the earliest first.
pub(super) fn count(piece: &str) -> usize {
    let bytes = piece.as_bytes();
    if ORDER.contains_key(bytes) {
        return 1;
    }
    if bytes.len() > LONGEST {
        return bytes.len();
    }
    // Where parts begin, and the end.
    let mut bounds: Vec<usize> = (0..=bytes.len()).collect();
    while let Some(at) = earliest(bytes, &bounds) {
        bounds.remove(at);
    }
    bounds.len() - 1
}

/// The bound that falls with the earliest merge of two neighbours.
fn earliest(bytes: &[u8], bounds: &[usize]) -> Option<usize> {
    let pairs = bounds.windows(3).enumerate();
    let merges = pairs.filter_map(|(at, pair)| {
        let [start, _, end] = pair else { return None };
        Some((ORDER.get(bytes.get(*start..*end)?)?, at + 1))
    });
    merges.min().map(|(_, at)| at)
}
