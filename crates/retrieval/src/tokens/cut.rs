//! Text cut into the pieces that are merged each for itself, as `o200k_base` cuts it: its regular expression, by
//! hand (<https://github.com/openai/tiktoken/blob/main/tiktoken_ext/openai_public.py>).

/// Letters that an apostrophe ties to the word before it.
const CONTRACTIONS: [&str; 7] = ["re", "ve", "ll", "s", "t", "m", "d"];

/// The pieces of a text, which together are the text.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, behind) = rest.split_at_checked(length(rest))?;
        rest = behind;
        (!piece.is_empty()).then_some(piece)
    })
}

/// The length of the first piece, in bytes.
fn length(text: &str) -> usize {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return 0 };
    let behind = letters.as_str();
    let second = behind.chars().next();
    if first.is_alphabetic() || is_mark(first) {
        word(text)
    } else if first.is_numeric() {
        text.chars().take(3).take_while(|letter| letter.is_numeric()).map(char::len_utf8).sum()
    } else if !matches!(first, '\r' | '\n')
        && second.is_some_and(|it| it.is_alphabetic() || is_mark(it))
    {
        first.len_utf8() + word(behind)
    } else if first == ' ' && second.is_some_and(is_sign) {
        1 + signs(behind)
    } else if is_sign(first) {
        signs(text)
    } else {
        blank(text)
    }
}

/// Capitals, then other letters, then what an apostrophe ties to them.
fn word(text: &str) -> usize {
    let capitals =
        run(text, |letter| letter.is_uppercase() || (!letter.is_lowercase() && is_letter(letter)));
    let behind = text.get(capitals..).unwrap_or_default();
    let length = capitals + run(behind, |letter| !letter.is_uppercase() && is_letter(letter));
    length + contraction(text.get(length..).unwrap_or_default())
}

fn contraction(text: &str) -> usize {
    let Some(behind) = text.strip_prefix('\'') else { return 0 };
    let tied = CONTRACTIONS.iter().find(|tied| {
        behind.get(..tied.len()).is_some_and(|start| start.eq_ignore_ascii_case(tied))
    });
    tied.map_or(0, |tied| 1 + tied.len())
}

/// Signs, then ends of lines and slashes.
fn signs(text: &str) -> usize {
    let length = run(text, is_sign);
    length
        + run(text.get(length..).unwrap_or_default(), |letter| matches!(letter, '\r' | '\n' | '/'))
}

/// White space: up to its last end of line; else all but the last, which belongs to what follows.
fn blank(text: &str) -> usize {
    let whole = run(text, char::is_whitespace);
    let blank = text.get(..whole).unwrap_or_default();
    if let Some(end) = blank.rfind(['\r', '\n']) {
        return end + 1;
    }
    let last = blank.chars().next_back().map_or(0, char::len_utf8);
    if whole == text.len() || whole == last { whole } else { whole - last }
}

fn is_letter(letter: char) -> bool {
    letter.is_alphabetic() || is_mark(letter)
}

/// Combining marks, which count as letters: the blocks that have nothing else.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

fn is_sign(letter: char) -> bool {
    !letter.is_whitespace() && !letter.is_alphanumeric() && !is_mark(letter)
}

fn run(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|letter| fits(*letter)).map(char::len_utf8).sum()
}
