//! Texts without keys in them.

use secrecy::{ExposeSecret, SecretString};

/// The most characters of a provider's own words that are passed on.
const LONGEST: usize = 400;

/// Stands for a key.
const MASK: &str = "***";

/// What must not be told: keys, and the values of headers besides.
#[derive(Debug, Clone)]
pub(crate) struct Secrets(Vec<SecretString>);

impl Secrets {
    pub(crate) fn new(secrets: impl IntoIterator<Item = SecretString>) -> Self {
        let long = |secret: &SecretString| !secret.expose_secret().is_empty();
        let mut secrets: Vec<_> = secrets.into_iter().filter(long).collect();
        // The longest first: one may be the beginning of another.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.expose_secret().len()));
        Self(secrets)
    }

    /// The text with each secret masked.
    pub(crate) fn out_of(&self, text: &str) -> String {
        self.0
            .iter()
            .fold(text.to_owned(), |text, secret| text.replace(secret.expose_secret(), MASK))
    }

    /// A provider's own words as a short line: masked, on one line, and cut where they are long.
    pub(crate) fn told(&self, text: &str) -> String {
        let line = self.out_of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let line: String = line.chars().filter(|letter| !letter.is_control()).collect();
        match line.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{} … (cut short)", line.get(..end).unwrap_or_default()),
            None => line,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_begins_like_another_leaves_nothing_behind() {
        let secrets = Secrets::new(["sk-1", "sk-12", ""].map(SecretString::from));
        assert_eq!(secrets.told("bad key sk-12,\n not\u{7} sk-1"), "bad key ***, not ***");
        assert!(!format!("{secrets:?}").contains("sk-1"));
    }

    #[test]
    fn long_words_say_that_they_are_cut() {
        let told = Secrets::new([]).told(&"é".repeat(LONGEST + 1));
        assert!(told.ends_with("é … (cut short)"), "{told}");
    }
}
