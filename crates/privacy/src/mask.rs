//! Marks in place of personal data.

use std::collections::HashMap;

use querist_vocabulary::value::Value;

use crate::{
    Kind,
    finder::{Extent, Finding},
    scan::{self, Hit},
};

#[cfg(test)]
mod tests;

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

    /// Text with what its marks stand for in their places: what somebody wrote who saw the masked text.
    #[must_use]
    pub fn restored(&self, text: &str) -> String {
        self.restored_as(text, str::to_owned)
    }

    /// The same, each value written as `write` says.
    #[must_use]
    pub fn restored_as(&self, text: &str, write: impl Fn(&str) -> String) -> String {
        let put_back =
            |text: String, (mark, value): &(String, String)| text.replace(mark, &write(value));
        self.meant.iter().fold(text.to_owned(), put_back)
    }

    /// How many values were masked until now.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
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
