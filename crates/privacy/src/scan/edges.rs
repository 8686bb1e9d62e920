//! Where a number or word begins and ends, and what was said before it.

/// Words between what announces a number and the number.
const FILLERS: &[&str] =
    &["number", "numbers", "no", "nr", "num", "is", "was", "id", "code", "like", "equals", "of"];

/// The longest stretch before a number that is looked at for a word that announces it, in bytes.
const LOOK_BACK: usize = 48;

/// Whether a number or word can begin here: not within a longer one, a decimal, a path or a time.
pub(super) fn begins(text: &str, at: usize) -> bool {
    let mut before = text.get(..at).unwrap_or_default().chars().rev();
    let (last, second) = (before.next(), before.next());
    let digit_before = || second.is_some_and(|c| c.is_ascii_digit());
    match last {
        None => true,
        Some(c) if is_word(c) => false,
        Some('.' | '-' | '/' | '+') => !second.is_some_and(char::is_alphanumeric),
        Some(':') => !digit_before(),
        Some(',') => !(digit_before() && digits_from(text, at) == 3),
        Some(_) => true,
    }
}

/// Whether a number or word can end here.
pub(super) fn ends(text: &str, at: usize) -> bool {
    let mut after = text.get(at..).unwrap_or_default().chars();
    let (next, second) = (after.next(), after.next());
    match next {
        None => true,
        Some(c) if is_word(c) => false,
        Some('%') => false,
        Some('.' | '-' | '/') => !second.is_some_and(char::is_alphanumeric),
        Some(':') => !second.is_some_and(|c| c.is_ascii_digit()),
        Some(_) => true,
    }
}

/// Whether no digits stand one blank away, as in a number that is written in groups.
pub(super) fn alone(text: &str, start: usize, end: usize) -> bool {
    let digit_beyond = |first: Option<char>, second: Option<char>| {
        first.is_some_and(is_blank) && second.is_some_and(|c| c.is_ascii_digit())
    };
    let mut before = text.get(..start).unwrap_or_default().chars().rev();
    let mut after = text.get(end..).unwrap_or_default().chars();
    !digit_beyond(before.next(), before.next()) && !digit_beyond(after.next(), after.next())
}

/// Whether one of these words announces what begins here, as in `phone number: 5550123`.
pub(super) fn announced(text: &str, at: usize, by: &[&str]) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let from =
        before.char_indices().rev().map(|(from, _)| from).find(|from| at - from >= LOOK_BACK);
    let near = before.get(from.unwrap_or(0)..).unwrap_or_default();
    let near = near.rsplit([']', ';', ',', '\n', '?', '!']).next().unwrap_or_default();
    let lower = near.to_lowercase();
    let mut words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    while words.last().is_some_and(|last| FILLERS.contains(last) && !by.contains(last)) {
        words.pop();
    }
    let ends_with = |cue: &str| {
        let cue: Vec<&str> = cue.split(' ').collect();
        words.ends_with(&cue)
    };
    by.iter().any(|cue| ends_with(cue))
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Blanks that groups of digits are written with.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

/// How many digits stand from here on.
fn digits_from(text: &str, at: usize) -> usize {
    text.get(at..).unwrap_or_default().chars().take_while(char::is_ascii_digit).count()
}
