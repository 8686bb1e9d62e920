//! Personal columns by what their stored values look like.

use querist_vocabulary::value::Value;

use super::{
    Extent,
    named::{Named, Only},
};
use crate::{
    Kind,
    scan::{self, fits_national},
};

/// The fewest values that a form is read from which other numbers have too.
const FEW: usize = 3;

/// The fewest values for numbers of a single check digit: a tenth of all numbers passes it, five in a row one in 100,000.
const MANY: usize = 5;

/// What the values are, how much of each, and how many of them are.
pub(super) fn looks(samples: &[Value]) -> Option<(Kind, Extent, usize)> {
    let texts: Vec<String> = samples.iter().filter_map(written).collect();
    if texts.is_empty() {
        return None;
    }
    wholly(&texts).or_else(|| national(&texts)).or_else(|| within(&texts))
}

/// Values with digits or letters; dates, times and fractions hold nothing of the sort.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Other(text) => Some(text.trim().to_owned()),
        Value::Integer(_) | Value::Decimal(_) | Value::Json(_) | Value::Array(_) => {
            Some(value.to_string())
        }
        Value::Null
        | Value::Boolean(_)
        | Value::Float(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::DateTime(_)
        | Value::Timestamp(_)
        | Value::Binary(_) => None,
    }
}

fn wholly(texts: &[String]) -> Option<(Kind, Extent, usize)> {
    let kinds: Vec<Kind> = texts.iter().filter_map(|text| scan::whole(text)).collect();
    let first = *kinds.first()?;
    let hits = kinds.iter().filter(|kind| **kind == first).count();
    let sure = matches!(first, Kind::Email | Kind::Iban);
    let (fewest, share) = if sure { (1, 50) } else { (FEW, 80) };
    let enough = hits >= fewest && hits * 100 >= texts.len() * share;
    enough.then_some((first, Extent::Whole, hits))
}

/// Numbers whose form others share: every value passes the same state's check.
fn national(texts: &[String]) -> Option<(Kind, Extent, usize)> {
    if texts.len() < MANY {
        return None;
    }
    let mut passing: Vec<bool> = Vec::new();
    for text in texts {
        let fits = fits_national(text);
        passing = match passing.is_empty() {
            true => fits.collect(),
            false => passing.iter().zip(fits).map(|(before, now)| *before && now).collect(),
        };
    }
    passing.contains(&true).then_some((Kind::NationalId, Extent::Whole, texts.len()))
}

/// Longer texts in which something stands.
fn within(texts: &[String]) -> Option<(Kind, Extent, usize)> {
    let found: Vec<Kind> =
        texts.iter().filter_map(|text| Some(scan::hits(text).first()?.kind)).collect();
    let first = *found.first()?;
    // A number that merely looks like one is no longer text.
    let prose = texts.iter().filter(|text| text.contains(' ')).count() * 2 >= texts.len();
    let sure = matches!(first, Kind::Email | Kind::Iban);
    (prose || sure).then_some((first, Extent::Within, found.len()))
}

/// Whether the values can be what the name says; a column named `phone` may hold the names of devices.
pub(super) fn can_be(named: &Named, samples: &[Value]) -> bool {
    let texts: Vec<String> =
        samples.iter().filter(|value| !value.is_null()).map(ToString::to_string).collect();
    let half =
        |fits: fn(&str) -> bool| texts.iter().filter(|text| fits(text)).count() * 2 >= texts.len();
    let special = match named.only {
        Only::Any => true,
        Only::Opaque => half(is_opaque),
        Only::Codes => half(|text| digits(text) >= 5 && !text.contains(' ')),
        Only::Called => half(is_called),
        Only::FullNames => half(is_full_name),
    };
    special
        && match named.kind {
            Kind::Email => half(|text| text.contains('@')),
            Kind::Phone | Kind::BankAccount => half(|text| digits(text) >= 5),
            Kind::NationalId | Kind::Passport | Kind::Licence => half(|text| digits(text) >= 3),
            Kind::Card => half(|text| digits(text) >= 3 || text.contains('*')),
            Kind::BirthDate => half(|text| digits(text) >= 4),
            Kind::IpAddress => half(|text| text.contains(['.', ':'])),
            Kind::Name | Kind::Address => half(|text| text.chars().any(char::is_alphabetic)),
            Kind::Iban | Kind::Secret | Kind::Sensitive => true,
        }
}

/// Whether it is a text that only a program makes: `9f86d081884c`.
fn is_opaque(text: &str) -> bool {
    text.chars().count() >= 8 && digits(text) > 0 && !text.contains(char::is_whitespace)
}

/// Values of columns such as `owner` that say whether there is one.
const NOBODY: &[&str] =
    &["yes", "no", "true", "false", "y", "n", "t", "f", "none", "unknown", "0", "1"];

/// Whether somebody may be called so, or (a pin) it may be known to one alone.
fn is_called(text: &str) -> bool {
    !NOBODY.contains(&text.to_lowercase().as_str())
}

/// Whether it is two to four words, each with a capital: `Vogel, Erika`.
fn is_full_name(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let is_name =
        |word: &&str| word.chars().next().is_some_and(char::is_uppercase) && digits(word) == 0;
    (2..=4).contains(&words.len()) && words.iter().all(is_name)
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}
