//! Text out of the database, made harmless: it can end no line, no quotation and no fence.

/// The longest comment, in characters.
pub(crate) const LONGEST_COMMENT: usize = 120;

/// The longest name, in characters: no server but SQLite has longer ones.
const LONGEST_NAME: usize = 128;

/// The longest sample value, in characters.
pub(crate) const LONGEST_VALUE: usize = 24;

/// A text as one line of at most `most` characters: what breaks or steers a line becomes a space, what could open
/// or close a block becomes a look-alike, and runs of marks that draw rules or fences are cut to one.
pub(crate) fn line(text: &str, most: usize) -> String {
    let mut plain = String::new();
    for letter in text.chars().map(harmless) {
        let repeated = plain.ends_with(letter);
        if !(repeated && (letter == ' ' || is_rule(letter))) {
            plain.push(letter);
        }
    }
    cut(plain.trim(), most)
}

/// Whether a name can be written as it is: names must stay exact, so one that could end a line or a fence is not
/// written at all.
pub(crate) fn is_plain(name: &str) -> bool {
    let steers = |letter: char| letter == '`' || (letter != ' ' && harmless(letter) == ' ');
    let opens = ["</", "<|", "~~~", "\"\"\"", "---", "###", "==="];
    !name.is_empty()
        && name.chars().count() <= LONGEST_NAME
        && !name.chars().any(steers)
        && !opens.iter().any(|mark| name.contains(mark))
}

/// A value as SQL writes it.
pub(crate) fn quoted(value: &str) -> String {
    format!("'{}'", line(value, LONGEST_VALUE).replace('\'', "''"))
}

fn harmless(letter: char) -> char {
    match letter {
        '`' => '\u{2019}',
        '<' => '\u{2039}',
        '>' => '\u{203a}',
        letter if letter.is_control() || letter.is_whitespace() || is_unseen(letter) => ' ',
        letter => letter,
    }
}

/// Characters without a shape of their own: joiners, marks of direction, tags, separators (Unicode's Cf, Zl, Zp).
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Marks that draw rules, headings and fences where they are repeated.
fn is_rule(letter: char) -> bool {
    matches!(letter, '-' | '=' | '~' | '#' | '*' | '_' | '"' | '\'' | '\u{2019}' | '|' | '+')
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}\u{2026}", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}
