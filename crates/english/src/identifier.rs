//! Names of tables and columns as words.

use crate::fold;

/// The words of an identifier: `snake_case`, `camelCase`, `PascalCASE`, digits apart.
pub fn split_identifier(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|i| letters.get(i)).copied();
        let after = letters.get(at + 1).copied();
        if !letter.is_alphanumeric() {
            words.push(std::mem::take(&mut word));
            continue;
        }
        if before.is_some_and(|b| begins_word(b, letter, after)) {
            words.push(std::mem::take(&mut word));
        }
        word.push(letter);
    }
    words.push(word);
    words.into_iter().filter(|w| !w.is_empty()).map(|w| fold(&w)).collect()
}

fn begins_word(before: char, letter: char, after: Option<char>) -> bool {
    let camel = letter.is_uppercase() && before.is_lowercase();
    let after_capitals =
        letter.is_uppercase() && before.is_uppercase() && after.is_some_and(char::is_lowercase);
    camel || after_capitals || before.is_numeric() != letter.is_numeric()
}
