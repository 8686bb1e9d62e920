//! Numbers of a fixed form with a check digit: payment cards and those that states give to persons.

/// Payment cards.
mod card;

/// Numbers that states give to persons.
mod national;

/// Arithmetic of check digits.
mod check_digits;

#[cfg(test)]
mod tests;

use super::{
    Hit,
    edges::{self, is_blank},
};
use crate::Kind;

/// A number that is known by its form and proven by its check.
struct Rule {
    /// What it is.
    kind: Kind,
    /// Forms that stand for it wherever they are met: `9` is a digit, `A` a letter, a blank one or two of any blanks, all
    /// else itself.
    sure: &'static [&'static str],
    /// Forms that other numbers have too: these count where a word announces them, or a column is full of them.
    announced: &'static [&'static str],
    /// The words that announce it.
    cues: &'static [&'static str],
    /// The check, over its digits and capital letters alone.
    is_valid: fn(&str) -> bool,
}

impl Rule {
    /// Where the number that begins here ends.
    fn end(&self, text: &str, start: usize) -> Option<usize> {
        let sure = self.sure.iter().find_map(|shape| self.fitting(text, start, shape));
        sure.or_else(|| {
            let mut ends = self.announced.iter().filter_map(|s| self.fitting(text, start, s));
            ends.next().filter(|_| edges::announced(text, start, self.cues))
        })
    }

    fn fitting(&self, text: &str, start: usize, shape: &str) -> Option<usize> {
        let rest = text.get(start..)?;
        let end = start + fits(shape, rest)?;
        let grouped = shape.contains(' ') && self.kind != Kind::Card;
        let apart = !grouped || edges::alone(text, start, end);
        (apart && edges::ends(text, end) && (self.is_valid)(&compact(text.get(start..end)?)))
            .then_some(end)
    }

    /// Whether a whole value is such a number, however it is written.
    fn is_whole(&self, value: &str) -> bool {
        let mut shapes = self.sure.iter().chain(self.announced);
        shapes.any(|shape| fits(shape, value) == Some(value.len()))
            && (self.is_valid)(&compact(value))
    }
}

pub(super) fn hits(text: &str) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    for (start, c) in text.char_indices() {
        let after = found.last().map_or(0, |hit| hit.end);
        if start < after || !plain(c).is_ascii_alphanumeric() || !edges::begins(text, start) {
            continue;
        }
        let fitting = rules().find_map(|rule| Some((rule.end(text, start)?, rule.kind)));
        found.extend(fitting.map(|(end, kind)| Hit { start, end, kind }));
    }
    found
}

/// For each rule of national numbers, whether the value is one, however it is written. In the rules' order.
pub(crate) fn fits_national(value: &str) -> impl Iterator<Item = bool> {
    national::RULES.iter().map(move |rule| rule.is_whole(value))
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    card::RULES.iter().chain(national::RULES)
}

/// How many bytes a text takes that begins in this shape.
fn fits(shape: &str, text: &str) -> Option<usize> {
    let mut signs = text.chars().peekable();
    let mut length = 0;
    for wanted in shape.chars() {
        let found = signs.next()?;
        length += found.len_utf8();
        if wanted == ' '
            && let Some(second) = signs.next_if(|next| is_blank(*next))
        {
            length += second.len_utf8();
        }
        let found = plain(found);
        let fits = match wanted {
            '9' => found.is_ascii_digit(),
            'A' => found.is_ascii_alphabetic(),
            ' ' => is_blank(found),
            other => found == other,
        };
        if !fits {
            return None;
        }
    }
    Some(length)
}

fn compact(text: &str) -> String {
    let signs = text.chars().map(plain).filter(char::is_ascii_alphanumeric);
    signs.map(|c| c.to_ascii_uppercase()).collect()
}

/// The digit of a full-width one, as East Asian keyboards write them; other characters themselves.
fn plain(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(c) - 0xff10, 10).unwrap_or(c),
        _ => c,
    }
}
