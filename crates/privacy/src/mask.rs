//! Marks in place of personal data.

use std::collections::{HashMap, HashSet};

use querist_vocabulary::value::Value;

use crate::{
    Kind,
    finder::{Extent, Finding},
    scan::{self, Hit},
};

/// Where a phrase stands as whole words.
mod words;

#[cfg(test)]
mod tests;

/// The shortest value that is looked for where nothing but itself tells what it is, in letters.
const TELLING: usize = 3;

/// How often masked text is looked at again: a mark can set free what stood beside it.
const PASSES: usize = 4;

/// Text without its personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked {
    /// The text, with a mark such as `[email]` in place of each finding.
    pub text: String,
    /// How many were masked.
    pub count: u64,
}

/// Masks personal data in free text: a question, an error, a comment. Equal values get equal marks, which tell
/// their kind and nothing more.
#[must_use]
pub fn mask(text: &str) -> Masked {
    mask_with(text, |hit, _| mark(hit.kind))
}

/// A whole value masked as what it is; NULL stays.
#[must_use]
pub fn mask_value(kind: Kind, value: &Value) -> Value {
    if value.is_null() { Value::Null } else { Value::Text(mark(kind)) }
}

/// Masks everything that goes into one prompt or one answer. Different values get different numbers
/// (`[email 1]`, `[email 2]`), the same value the same one, so that rows can still be told apart and joined. The
/// numbers count in the order of appearance and mean nothing elsewhere.
#[derive(Default)]
pub struct Masker {
    numbers: HashMap<(Kind, String), usize>,
    given: HashMap<Kind, usize>,
    /// What each mark stands for, as it was first written.
    meant: Vec<(String, String)>,
    /// Marks of texts that may be any word: they are looked for nowhere else.
    anything: HashSet<String>,
    count: u64,
}

impl Masker {
    /// A masker that has seen nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Free text.
    pub fn text(&mut self, text: &str) -> Masked {
        let masked = mask_with(text, |hit, found| self.numbered(hit.kind, found));
        self.count += masked.count;
        masked
    }

    /// Free text in which a phrase names a stored value of that kind: whole words of it become the value's mark.
    pub fn said(&mut self, text: &str, phrase: &str, kind: Kind, value: &Value) -> String {
        let mark = self.numbered(kind, &value.to_string());
        let (text, times) = self.replaced_words(text, phrase, &mark);
        self.count += times;
        text
    }

    /// Free text with the marks of what was masked before, also where nothing but the value tells what it is: a name
    /// that is known from one column is none the less a name in another.
    pub fn known(&mut self, text: &str) -> String {
        let mut text = text.to_owned();
        for at in 0..self.meant.len() {
            let Some((mark, value)) = self.meant.get(at).cloned() else { break };
            let letters = value.chars().filter(|letter| letter.is_alphabetic()).count();
            if letters >= TELLING && !self.anything.contains(&mark) {
                let (masked, times) = self.replaced_words(&text, &value, &mark);
                self.count += times;
                text = masked;
            }
        }
        text
    }

    /// A text that may be personal, such as a pattern, and may be any word as well: it is masked here and not where it
    /// stands again.
    pub fn anything(&mut self, text: &str) -> String {
        self.count += 1;
        let before = self.meant.len();
        let mark = self.numbered(Kind::Sensitive, text);
        if self.meant.len() > before {
            self.anything.insert(mark.clone());
        }
        mark
    }

    /// A whole value of that kind; NULL stays.
    pub fn value(&mut self, kind: Kind, value: &Value) -> Value {
        if value.is_null() {
            return Value::Null;
        }
        self.count += 1;
        Value::Text(self.numbered(kind, &value.to_string()))
    }

    /// A value of a column: masked whole where the column is personal, else where its text holds personal data.
    pub fn cell(&mut self, finding: Option<&Finding>, value: &Value) -> Value {
        match finding {
            Some(Finding { kind, extent: Extent::Whole, .. }) => self.value(*kind, value),
            Some(Finding { extent: Extent::Within, .. }) | None => self.loose(value),
        }
    }

    /// Text with what its marks stand for in their places: what somebody wrote who saw the masked text. What looks
    /// like a mark in a value that was put back stays.
    ///
    /// This is no way to write SQL: what a value holds would become part of the statement.
    #[must_use]
    pub fn restored(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, from)) = rest.find('[').and_then(|at| rest.split_at_checked(at)) {
            out.push_str(before);
            let (mark, put_back) = match self.begins(from) {
                Some((mark, value)) => (mark.len(), value.as_str()),
                None => (1, "["),
            };
            out.push_str(put_back);
            rest = from.get(mark..).unwrap_or_default();
        }
        out + rest
    }

    /// How many values were masked until now.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The mark that a text begins with, and what it stands for.
    fn begins(&self, text: &str) -> Option<&(String, String)> {
        self.meant.iter().find(|(mark, _)| text.starts_with(mark.as_str()))
    }

    /// Text with a mark wherever a phrase stands as whole words, outside of other marks, and how often it did.
    fn replaced_words(&self, text: &str, phrase: &str, mark: &str) -> (String, u64) {
        let (mut out, mut from, mut times) = (String::with_capacity(text.len()), 0, 0);
        for place in words::places(text, phrase) {
            let before = text.get(..place.start).unwrap_or_default();
            let open =
                before.rfind('[').and_then(|at| self.begins(text.get(at..)?).map(|m| (at, m)));
            if open.is_some_and(|(at, (mark, _))| place.start < at + mark.len()) {
                continue;
            }
            out.push_str(text.get(from..place.start).unwrap_or_default());
            out.push_str(mark);
            (from, times) = (place.end, times + 1);
        }
        out.push_str(text.get(from..).unwrap_or_default());
        (out, times)
    }

    /// A value of which nothing is known but itself.
    fn loose(&mut self, value: &Value) -> Value {
        match value {
            Value::Array(values) => {
                Value::Array(values.iter().map(|value| self.loose(value)).collect())
            }
            Value::Text(_) | Value::Other(_) | Value::Json(_) => self.loose_text(value),
            Value::Null
            | Value::Boolean(_)
            | Value::Integer(_)
            | Value::Decimal(_)
            | Value::Float(_)
            | Value::Date(_)
            | Value::Time(_)
            | Value::DateTime(_)
            | Value::Timestamp(_)
            | Value::Binary(_) => value.clone(),
        }
    }

    fn loose_text(&mut self, value: &Value) -> Value {
        let Masked { text, count } = self.text(&value.to_string());
        if count == 0 { value.clone() } else { Value::Text(text) }
    }

    fn numbered(&mut self, kind: Kind, value: &str) -> String {
        let next = self.given.entry(kind).or_default();
        let meant = &mut self.meant;
        let number = self.numbers.entry((kind, plain(kind, value))).or_insert_with(|| {
            *next += 1;
            meant.push((format!("[{kind} {next}]"), value.to_owned()));
            *next
        });
        format!("[{kind} {number}]")
    }
}

fn mark(kind: Kind) -> String {
    format!("[{kind}]")
}

/// A value without the freedoms of writing it: the same number with and without blanks is one.
fn plain(kind: Kind, value: &str) -> String {
    let compact = |value: &str| value.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    match kind {
        Kind::Phone | Kind::Card | Kind::Iban | Kind::NationalId => compact(value).to_uppercase(),
        Kind::Email => value.trim().to_lowercase(),
        Kind::BankAccount
        | Kind::Passport
        | Kind::Licence
        | Kind::BirthDate
        | Kind::Name
        | Kind::Address
        | Kind::IpAddress
        | Kind::Secret
        | Kind::Sensitive => value.trim().to_owned(),
    }
}

fn mask_with(text: &str, mut mark: impl FnMut(&Hit, &str) -> String) -> Masked {
    let mut masked = Masked { text: text.to_owned(), count: 0 };
    for _ in 0..PASSES {
        let hits = scan::hits(&masked.text);
        if hits.is_empty() {
            break;
        }
        masked.count += hits.len() as u64;
        masked.text = replaced(&masked.text, &hits, &mut mark);
    }
    masked
}

fn replaced(text: &str, hits: &[Hit], mark: &mut impl FnMut(&Hit, &str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for hit in hits {
        out.push_str(text.get(from..hit.start).unwrap_or_default());
        out.push_str(&mark(hit, text.get(hit.start..hit.end).unwrap_or_default()));
        from = hit.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}
