//! Control characters made visible, widths measured, lines broken.

use std::fmt::Write;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text with everything that a terminal would obey or hide made visible: control characters,
/// which could move the cursor or forge an answer, and marks that turn the direction of writing.
pub(crate) fn visible(text: &str) -> String {
    if !text.chars().any(is_hidden) {
        return text.to_owned();
    }
    text.chars().fold(String::with_capacity(text.len() + 8), |mut out, character| {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            hidden if is_hidden(hidden) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(hidden));
            }
            shown => out.push(shown),
        }
        out
    })
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Columns that the text takes on a terminal.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text in at most `most` columns, ending in `mark` where something was left out.
pub(crate) fn shorten(text: &str, most: usize, mark: &str) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let room = most.saturating_sub(width(mark));
    let mut taken = 0;
    let fits = |character: &char| {
        taken += character.width().unwrap_or(0);
        taken <= room
    };
    let mut short: String = text.chars().take_while(fits).collect();
    short.truncate(short.trim_end().len());
    short + mark
}

/// Which side of a field its text stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// The text in a field of at least `wide` columns.
pub(crate) fn field(text: &str, wide: usize, side: Side) -> String {
    let room = " ".repeat(wide.saturating_sub(width(text)));
    match side {
        Side::Left => format!("{text}{room}"),
        Side::Right => format!("{room}{text}"),
    }
}

/// The text broken between words into lines of at most `wide` columns; a longer word keeps a line of
/// its own.
pub(crate) fn wrap(text: &str, wide: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if width(line) + 1 + width(word) <= wide => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// As [`wrap`], but no space is lost or added: for SQL, where a space may belong to a value.
pub(crate) fn wrap_exactly(text: &str, wide: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in text.split_inclusive(' ') {
        if !line.is_empty() && width(&line) + width(piece.trim_end()) > wide {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(piece);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_stays() {
        assert_eq!(visible("a\x1b[31mred\x07"), "a\\u{1b}[31mred\\u{7}");
        assert_eq!(visible("1\n2\u{9b}2J\u{202e}x\u{200b}"), "1\\n2\\u{9b}2J\\u{202e}x\\u{200b}");
        assert_eq!(visible("Zürich 東京"), "Zürich 東京");
    }

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!(shorten("東京タワー", 7, "…"), "東京タ…");
        assert_eq!(field("東京", 6, Side::Right), "  東京");
        assert_eq!(shorten("short", 5, "…"), "short");
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("the quick brown fox", 10), ["the quick", "brown fox"]);
        assert_eq!(wrap_exactly("a = 'x  y' and b", 9), ["a = 'x  ", "y' and b"]);
        assert_eq!(wrap("an_unbreakable_word x", 6), ["an_unbreakable_word", "x"]);
    }
}
