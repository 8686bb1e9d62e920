//! Numbers in a question, in digits or words, with their unit.

use std::ops::Range;

use super::pieces::{Piece, Pieces};

/// Digits, groups of thousands, scales such as `10k`, and exact decimal text.
mod digits;

/// Numbers written in words, by `text2num`, with articles, dozens and halves.
mod spelled;

/// Currencies, per cent and measures beside a number.
mod unit;

pub(crate) use unit::Unit;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rank {
    /// How much or how many: `three`.
    Cardinal,
    /// Which one: `third`, `3rd`.
    Ordinal,
}

/// A number that a question names.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Number {
    /// Its bytes in the question, unit included.
    pub(crate) span: Range<usize>,
    /// Its value; per cent are not divided: `15 %` is 15.
    pub(crate) value: f64,
    /// The value as a plain decimal without loss, fit for SQL: `2500000`, `-0.5`.
    pub(crate) literal: String,
    /// Whether it counts or ranks.
    pub(crate) rank: Rank,
    /// Its unit, where one stands beside it.
    pub(crate) unit: Option<Unit>,
}

/// A value read from the first pieces of a list.
struct Amount {
    literal: String,
    rank: Rank,
    used: usize,
}

/// All numbers of a question, in order. Dates such as `2023-03-14` are none.
pub(crate) fn find(question: &str) -> Vec<Number> {
    let lower = question.to_ascii_lowercase();
    let pieces = Pieces::of(&lower);
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.list.len() {
        if let Some((from, to)) = digits::pair(&pieces, at) {
            found.extend([from, to]);
            at += 1;
            continue;
        }
        let number = number_at(&pieces, at);
        at += number.as_ref().map_or(1, |(_, used)| *used);
        found.extend(number.map(|(number, _)| number));
    }
    found
}

/// A whole number at the start of `pieces`, in digits or words, and how many pieces it takes.
pub(super) fn whole(pieces: &[Piece<'_>]) -> Option<(i64, usize)> {
    ranked(pieces, Rank::Cardinal)
}

/// An ordinal at the start of `pieces`, such as `3rd` or `twentieth`, and how many pieces it takes.
pub(super) fn ordinal(pieces: &[Piece<'_>]) -> Option<(i64, usize)> {
    ranked(pieces, Rank::Ordinal)
}

/// Whether a unit stands at the start of `pieces`.
pub(super) fn is_unit(pieces: &[Piece<'_>]) -> bool {
    unit::behind(pieces).0.is_some()
}

fn ranked(pieces: &[Piece<'_>], rank: Rank) -> Option<(i64, usize)> {
    let amount = amount(pieces).filter(|amount| amount.rank == rank)?;
    Some((amount.literal.parse().ok()?, amount.used))
}

fn number_at(pieces: &Pieces<'_>, at: usize) -> Option<(Number, usize)> {
    let rest = pieces.from(at);
    let (symbol, skip) = unit::before(rest);
    let negative =
        pieces.from(at + skip).first() == Some(&Piece::Mark('-')) && signs(pieces, at + skip);
    let skip = skip + usize::from(negative);
    let amount = amount(pieces.from(at + skip))?;
    let (unit, behind) = match symbol {
        Some(symbol) => (Some(symbol), 0),
        None => unit::behind(pieces.from(at + skip + amount.used)),
    };
    let used = skip + amount.used + behind;
    let literal = if negative { format!("-{}", amount.literal) } else { amount.literal };
    let value = literal.parse().ok()?;
    Some((Number { span: pieces.span(at, used)?, value, literal, rank: amount.rank, unit }, used))
}

/// Whether the dash at a position belongs to the number behind it and to nothing before.
fn signs(pieces: &Pieces<'_>, at: usize) -> bool {
    let dash = pieces.spans.get(at).map_or(0..0, Clone::clone);
    let before = at.checked_sub(1).and_then(|before| pieces.spans.get(before));
    pieces.spans.get(at + 1).is_some_and(|next| next.start == dash.end)
        && before.is_none_or(|span| span.end < dash.start)
}

fn amount(pieces: &[Piece<'_>]) -> Option<Amount> {
    digits::amount(pieces).or_else(|| spelled::amount(pieces))
}

#[cfg(test)]
mod tests;
