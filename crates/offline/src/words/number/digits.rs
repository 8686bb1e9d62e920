//! Digits, groups of thousands, scales such as `10k`, and exact decimal text.

use super::{Amount, Number, Rank};
use crate::words::pieces::{Piece, Pieces};

/// A number that starts in digits.
pub(super) fn amount(pieces: &[Piece<'_>]) -> Option<Amount> {
    match pieces.first()? {
        Piece::Number(text) => {
            let plain = plain(text)?;
            let scale = pieces.get(1).and_then(spelled_scale);
            let literal = scale.map_or(plain.clone(), |power| scaled(&plain, power));
            Some(Amount { literal, rank: Rank::Cardinal, used: 1 + usize::from(scale.is_some()) })
        }
        Piece::Mixed(text) => mixed(text),
        Piece::Word(_) | Piece::Mark(_) => None,
    }
}

/// `10-20`: two numbers in one piece.
pub(super) fn pair(pieces: &Pieces<'_>, at: usize) -> Option<(Number, Number)> {
    let (Piece::Number(text), span) = (pieces.list.get(at)?, pieces.spans.get(at)?) else {
        return None;
    };
    let (first, second) = text.split_once('-')?;
    let number = |text: &str, start: usize| {
        let literal = plain(text)?;
        let value = literal.parse().ok()?;
        let span = start..start + text.len();
        Some(Number { span, value, literal, rank: Rank::Cardinal, unit: None })
    };
    Some((number(first, span.start)?, number(second, span.start + first.len() + 1)?))
}

/// The power of ten that a word such as `million` stands for.
pub(super) fn spelled_scale(piece: &Piece<'_>) -> Option<usize> {
    let Piece::Word(word) = piece else { return None };
    match *word {
        "hundred" => Some(2),
        "thousand" | "grand" => Some(3),
        "million" | "mio" | "mln" => Some(6),
        "billion" | "bn" => Some(9),
        "trillion" => Some(12),
        _ => None,
    }
}

/// A plain decimal times a power of ten, without loss.
pub(super) fn scaled(plain: &str, power: usize) -> String {
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let moved: String = fraction.chars().chain(std::iter::repeat('0')).take(power).collect();
    let rest = fraction.get(power..).unwrap_or_default().trim_end_matches('0');
    let digits = format!("{whole}{moved}");
    let digits = digits.trim_start_matches('0');
    let digits = if digits.is_empty() { "0" } else { digits };
    if rest.is_empty() { digits.to_owned() } else { format!("{digits}.{rest}") }
}

/// `3rd`, `10k`, `1.5m`, `2bn`.
fn mixed(text: &str) -> Option<Amount> {
    let end = text.find(|c: char| c.is_alphabetic())?;
    let (number, letters) = text.split_at_checked(end)?;
    let plain = plain(number)?;
    let (rank, power) = match letters {
        "st" | "nd" | "rd" | "th" if !plain.contains('.') => (Rank::Ordinal, 0),
        "k" => (Rank::Cardinal, 3),
        "m" | "mio" | "mln" | "mm" => (Rank::Cardinal, 6),
        "b" | "bn" => (Rank::Cardinal, 9),
        _ => return None,
    };
    Some(Amount { literal: scaled(&plain, power), rank, used: 1 })
}

/// Digits without groups and leading zeros; none for what has more than one decimal point.
fn plain(text: &str) -> Option<String> {
    let text = text.replace(',', "");
    let points = text.matches('.').count();
    let strange = text.contains(['/', '-']) || points > 1;
    (!strange && text.len() <= 40).then(|| scaled(&text, 0))
}
