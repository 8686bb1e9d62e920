//! Numbers written in words, by `text2num`, with articles, dozens and halves.

use text2num::{Language, text2digits};

use super::{Amount, Rank, digits};
use crate::words::pieces::Piece;

/// The most words one number takes: `nine hundred ninety nine thousand nine hundred ninety nine`.
const LONGEST: usize = 9;

/// A number that starts in words.
pub(super) fn amount(pieces: &[Piece<'_>]) -> Option<Amount> {
    special(pieces).or_else(|| longest(pieces))
}

/// What is no number by itself: `a dollar`, `a dozen`, `half a million`, `a hundred`, `a couple of`.
fn special(pieces: &[Piece<'_>]) -> Option<Amount> {
    use Piece::Word;
    let (literal, used) = match pieces {
        [Word("half"), Word("a"), Word("dozen"), ..] => ("6".into(), 3),
        [Word("half"), Word("a"), scale, ..] => {
            (digits::scaled("0.5", digits::spelled_scale(scale)?), 3)
        }
        [Word("a"), Word("dollar" | "euro" | "pound"), ..] => ("1".into(), 1),
        [Word("a"), Word("dozen"), ..] => ("12".into(), 2),
        [Word("a"), Word("couple"), Word("of"), ..] => ("2".into(), 3),
        [Word("a"), Word("couple"), ..] => ("2".into(), 2),
        [Word("couple"), Word("of"), ..] => ("2".into(), 2),
        [Word("dozen"), ..] => ("12".into(), 1),
        [Word("a"), rest @ ..] => {
            digits::spelled_scale(rest.first()?)?;
            let amount = longest(rest)?;
            (amount.literal, amount.used + 1)
        }
        _ => return None,
    };
    Some(Amount { literal, rank: Rank::Cardinal, used })
}

/// The longest run of words that `text2num` takes for one number.
fn longest(pieces: &[Piece<'_>]) -> Option<Amount> {
    let words: Vec<&str> = pieces
        .iter()
        .take(LONGEST)
        .map_while(|piece| if let Piece::Word(word) = piece { Some(*word) } else { None })
        .take_while(|word| counts(word))
        .collect();
    (1..=words.len()).rev().find_map(|length| number(words.get(..length)?))
}

/// Whether a word may stand in a number. Plurals such as `hundreds` count nothing exactly.
fn counts(word: &str) -> bool {
    let plural = word.ends_with('s') && word != "six";
    word == "and" || (!plural && word != "o" && text2digits(word, &Language::english()).is_ok())
}

fn number(words: &[&str]) -> Option<Amount> {
    if words.first() == Some(&"and") || words.last() == Some(&"and") {
        return None;
    }
    let text = text2digits(&words.join(" "), &Language::english()).ok()?;
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let rank = if digits.len() < text.len() { Rank::Ordinal } else { Rank::Cardinal };
    Some(Amount { literal: digits::scaled(digits, 0), rank, used: words.len() })
        .filter(|amount| amount.literal.bytes().all(|byte| byte.is_ascii_digit()))
}
