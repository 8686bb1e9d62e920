//! A question cut into words, digit runs and marks, each with its place in the text.
//!
//! Finer than tokens for linking: `Q1-2024` is a word and a number here, `3/14/2023` one number.

use std::ops::Range;

use super::when::names;

/// The most pieces that one phrase takes.
const LONGEST_PHRASE: usize = 24;

/// One piece; letters are lower case (ASCII), so that grammars match plain literals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'q> {
    /// Letters, with digits after the first.
    Word(&'q str),
    /// Digits with single separators inside: `1,000`, `2.5`, `2023-03-14`, `3/2023`.
    Number(&'q str),
    /// Digits that end in letters: `3rd`, `1990s`, `10k`.
    Mixed(&'q str),
    /// Anything else that is no white space; all dashes are `-`.
    Mark(char),
}

/// The pieces of a question and where they stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Pieces<'q> {
    /// The pieces in order.
    pub(super) list: Vec<Piece<'q>>,
    /// Byte ranges of the question, as many as pieces.
    pub(super) spans: Vec<Range<usize>>,
}

impl<'q> Pieces<'q> {
    /// Cuts a text that is already in ASCII lower case (which keeps every byte's place).
    pub(super) fn of(text: &'q str) -> Self {
        let mut pieces = Self::default();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let (piece, length) = first(rest);
            let joins = piece == Some(Piece::Mark('-')) && pieces.joins(at, rest);
            if let Some(piece) = piece.filter(|_| !joins) {
                pieces.list.push(piece);
                pieces.spans.push(at..at + length);
            }
            at += length + possessive(text.get(at + length..).unwrap_or_default());
        }
        pieces
    }

    /// The pieces from a position on, as many as one phrase can take; bounds the grammars' depth.
    pub(super) fn from(&self, position: usize) -> &[Piece<'q>] {
        let rest = self.list.get(position..).unwrap_or_default();
        rest.get(..LONGEST_PHRASE).unwrap_or(rest)
    }

    /// The bytes that `count` pieces from a position on cover.
    pub(super) fn span(&self, position: usize, count: usize) -> Option<Range<usize>> {
        let from = self.spans.get(position)?.start;
        let until = self.spans.get(position + count.checked_sub(1)?)?.end;
        Some(from..until)
    }

    /// Whether a dash at `at` only joins two words, as in `year-to-date`; in `jan-mar` it is a range.
    fn joins(&self, at: usize, rest: &str) -> bool {
        let before = self.spans.last().is_some_and(|span| span.end == at);
        let behind = rest.get(1..).map_or((None, 0), first).0;
        let range =
            self.list.last().is_some_and(part_of_year) && behind.as_ref().is_some_and(part_of_year);
        before && !range && !matches!(behind, None | Some(Piece::Mark(_)))
    }
}

fn part_of_year(piece: &Piece<'_>) -> bool {
    let Piece::Word(word) = piece else { return false };
    names::month(word).is_some() || matches!(*word, "q1" | "q2" | "q3" | "q4")
}

fn first(rest: &str) -> (Option<Piece<'_>>, usize) {
    let Some(first) = rest.chars().next() else { return (None, 0) };
    if first.is_ascii_digit() {
        let digits = digit_run(rest);
        let letters = run(rest.get(digits..).unwrap_or_default(), char::is_alphanumeric);
        let text = rest.get(..digits + letters).unwrap_or_default();
        let piece = if letters == 0 { Piece::Number(text) } else { Piece::Mixed(text) };
        return (Some(piece), text.len());
    }
    if first.is_alphanumeric() {
        let text = rest.get(..run(rest, char::is_alphanumeric)).unwrap_or_default();
        return (Some(Piece::Word(text)), text.len());
    }
    let mark = if matches!(first, '–' | '—' | '−' | '‑') { '-' } else { first };
    (Some(Piece::Mark(mark)).filter(|_| !first.is_whitespace()), first.len_utf8())
}

fn run(text: &str, wanted: impl Fn(char) -> bool) -> usize {
    text.char_indices().find(|(_, c)| !wanted(*c)).map_or(text.len(), |(at, _)| at)
}

/// Bytes of digits, with a separator where digits go on behind it (a comma: exactly three).
fn digit_run(text: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = text.get(length..).unwrap_or_default();
        length += run(rest, |c| c.is_ascii_digit());
        let mut behind = text.get(length..).unwrap_or_default().chars();
        let separator = behind.next();
        let more = behind.take_while(char::is_ascii_digit).take(4).count();
        match separator {
            Some('.' | '/' | '-') if more > 0 => length += 1,
            Some(',') if more == 3 => length += 1,
            _ => return length,
        }
    }
}

/// Bytes of a possessive `'s`.
fn possessive(rest: &str) -> usize {
    ["'s", "’s"]
        .iter()
        .find(|ending| {
            rest.strip_prefix(**ending)
                .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        })
        .map_or(0, |ending| ending.len())
}
