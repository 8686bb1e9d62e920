//! A question as tokens: folded, stemmed, each with its place in the text.

/// Words, digit runs and marks, for the grammars of numbers and dates.
mod pieces;

/// Numbers in digits or words, with their unit.
pub(crate) mod number;

/// Dates and times, as half-open ranges of days.
pub(crate) mod when;

pub(crate) use querist_english::{fold, split_identifier, stem};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters.
    Word,
    /// Digits, with commas and a decimal point inside.
    Number,
    /// Anything else, one character.
    Mark,
}

/// A piece of the question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    /// Folded text.
    pub text: String,
    /// The stem of a word; the folded text of anything else.
    pub stem: String,
    /// First byte in the question.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether it begins with a capital.
    pub capital: bool,
}

impl Token {
    fn new(question: &str, start: usize, end: usize, kind: TokenKind) -> Self {
        let raw = question.get(start..end).unwrap_or_default();
        let text = if kind == TokenKind::Number { raw.replace(',', "") } else { fold(raw) };
        let stem = if kind == TokenKind::Word { stem(&text) } else { text.clone() };
        let capital = raw.chars().next().is_some_and(char::is_uppercase);
        Self { text, stem, start, end, kind, capital }
    }

    /// Whether this is letters or digits.
    pub(crate) fn is_solid(&self) -> bool {
        self.kind != TokenKind::Mark
    }
}

/// The tokens of a text in order. `'s` is a token of its own.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    bounds(text).map(|(start, end, kind)| Token::new(text, start, end, kind)).collect()
}

/// Where the tokens of a text begin and end, and what they are made of.
pub(crate) fn bounds(text: &str) -> impl Iterator<Item = (usize, usize, TokenKind)> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.find(|(_, letter)| !letter.is_whitespace())?;
        let kind = kind_of(first);
        let mut end = start + first.len_utf8();
        while kind != TokenKind::Mark
            && let Some(&(at, next)) = rest.peek()
            && goes_on(kind, next, text.get(at + next.len_utf8()..))
        {
            end = at + next.len_utf8();
            rest.next();
        }
        if first == '\'' && is_possessive(text, end) {
            end += 1;
            rest.next();
        }
        Some((start, end, kind))
    })
}

/// Whether what follows the apostrophe at `end` is the `s` of a possessive.
fn is_possessive(text: &str, end: usize) -> bool {
    let before = text.get(..end.saturating_sub(1)).and_then(|t| t.chars().next_back());
    let mut after = text.get(end..).unwrap_or_default().chars();
    before.is_some_and(char::is_alphanumeric)
        && after.next() == Some('s')
        && !after.next().is_some_and(char::is_alphanumeric)
}

fn kind_of(letter: char) -> TokenKind {
    if letter.is_ascii_digit() {
        TokenKind::Number
    } else if letter.is_alphabetic() {
        TokenKind::Word
    } else {
        TokenKind::Mark
    }
}

fn goes_on(kind: TokenKind, next: char, after: Option<&str>) -> bool {
    match kind {
        TokenKind::Word => next.is_alphabetic(),
        TokenKind::Number => {
            let digit_after = after.is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
            next.is_ascii_digit() || (matches!(next, '.' | ',') && digit_after)
        }
        TokenKind::Mark => false,
    }
}
