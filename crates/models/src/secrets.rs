//! Texts without keys in them.
//!
//! A provider's own words are told without anything that we sent in a header. The bodies in the ledger
//! are exact, and only what is certainly a secret is masked in them: a value such as `3` or `shops`
//! stands in many a body by chance.

use secrecy::{ExposeSecret, SecretString};

use crate::settings::EndpointSettings;

/// The most characters of a provider's own words that are passed on.
const LONGEST: usize = 400;

/// Stands for a key.
const MASK: &str = "***";

/// Bytes of the shortest value that is looked for in a provider's words.
const SHORTEST: usize = 4;

/// Bytes of the shortest secret of several kinds of characters.
const MIXED: usize = 6;

/// Bytes from which on a value is a secret whatever its characters are.
const LONG: usize = 16;

/// What the names of headers contain that carry secrets.
const TELLING: [&str; 7] = ["auth", "cookie", "credential", "key", "password", "secret", "token"];

/// What must not be told: keys, and the values of headers besides.
#[derive(Debug, Clone)]
pub(crate) struct Secrets {
    /// Masked everywhere; the longest first, since one may be the beginning of another.
    certain: Vec<SecretString>,
    /// Masked in a provider's own words, these and the certain ones; the longest first.
    all: Vec<SecretString>,
}

impl Secrets {
    pub(crate) fn of(settings: &EndpointSettings) -> Self {
        let password = settings.base_url.password().map(SecretString::from);
        let keys: Vec<_> = settings.keys.iter().cloned().chain(password).collect();
        let headers = settings.headers.iter();
        let telling = headers.clone().filter(|(name, value)| carries_a_secret(name, value));
        let certain = keys.iter().chain(telling.map(|(_, value)| value)).filter(|one| is_one(one));
        Self {
            certain: longest_first(certain.cloned().collect()),
            all: longest_first(
                keys.iter().chain(headers.map(|(_, value)| value)).cloned().collect(),
            ),
        }
    }

    /// The text with each certain secret masked.
    pub(crate) fn out_of(&self, text: &str) -> String {
        masked(text, &self.certain)
    }

    /// A provider's own words as a short line: masked, on one line, and cut where they are long.
    pub(crate) fn told(&self, text: &str) -> String {
        let line = masked(text, &self.all).split_whitespace().collect::<Vec<_>>().join(" ");
        let line: String = line.chars().filter(|letter| !letter.is_control()).collect();
        match line.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{} … (cut short)", line.get(..end).unwrap_or_default()),
            None => line,
        }
    }
}

fn masked(text: &str, secrets: &[SecretString]) -> String {
    let mask =
        |text: String, secret: &SecretString| text.replace(secret.expose_secret().trim(), MASK);
    secrets.iter().fold(text.to_owned(), mask)
}

fn longest_first(mut secrets: Vec<SecretString>) -> Vec<SecretString> {
    secrets.retain(|secret| secret.expose_secret().trim().len() >= SHORTEST);
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.expose_secret().len()));
    secrets
}

/// Whether a value is no word or number that stands in texts by chance, as `ollama` and `2024` do.
fn is_one(value: &SecretString) -> bool {
    let value = value.expose_secret().trim();
    let mixed = value.chars().any(char::is_alphabetic) && !value.chars().all(char::is_alphabetic);
    value.len() >= LONG || (value.len() >= MIXED && mixed)
}

/// Whether a header's name says that its value is a secret, or the value looks like nothing else.
fn carries_a_secret(name: &str, value: &SecretString) -> bool {
    let (name, value) = (name.to_lowercase(), value.expose_secret().trim());
    let has = |kind: fn(char) -> bool| value.chars().any(kind);
    let random = value.len() >= LONG
        && has(char::is_numeric)
        && has(char::is_alphabetic)
        && !has(char::is_whitespace);
    random || TELLING.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Kind;

    fn secrets(keys: &[&str], headers: &[(&str, &str)]) -> Secrets {
        let base = Kind::OpenAi.home().parse().unwrap();
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).into());
        Secrets::of(&EndpointSettings {
            keys: keys.iter().map(|key| SecretString::from(*key)).collect(),
            headers: headers.iter().map(owned).collect(),
            ..EndpointSettings::new("a", Kind::OpenAi, base)
        })
    }

    #[test]
    fn a_key_that_begins_like_another_leaves_nothing_behind() {
        let secrets = secrets(&["sk-one", "sk-one2", ""], &[]);
        assert_eq!(secrets.told("bad key sk-one2,\n not\u{7} sk-one"), "bad key ***, not ***");
        assert_eq!(secrets.out_of("sk-one2 sk-one"), "*** ***");
        assert!(!format!("{secrets:?}").contains("sk-one"));
    }

    #[test]
    fn only_what_looks_like_a_secret_is_masked_in_bodies() {
        let headers = [
            ("x-retry", "3"),
            ("x-team", "shops"),
            ("x-version", "2024-10-21"),
            ("x-token", "s3cret"),
            ("x-tenant", "8f3e22a1c9d04b7e"),
        ];
        let secrets = secrets(&["ollama", "123456", "sk-1234"], &headers);
        let text = "3 shops ollama 123456 2024-10-21 s3cret 8f3e22a1c9d04b7e sk-1234";
        assert_eq!(secrets.out_of(text), "3 shops ollama 123456 2024-10-21 *** *** ***");
        assert_eq!(secrets.told(text), "3 *** *** *** *** *** *** ***");
    }

    #[test]
    fn long_words_say_that_they_are_cut() {
        let told = secrets(&[], &[]).told(&"é".repeat(LONGEST + 1));
        assert!(told.ends_with("é … (cut short)"), "{told}");
    }
}
