//! Texts of settings as numbers, times and lists.
//!
//! Each gives the reason when the text is not understood.

use std::time::Duration;

use querist_journey::Sentences;
use querist_vocabulary::{model::Sight, policy::Masking, routing::RoutingPolicy};

use super::resolved::{Colour, Format};

/// The longest time that makes sense: a day.
const LONGEST: f64 = 86_400.0;

/// Suffixes of byte counts.
const UNITS: &[(&str, u64)] = &[
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("kB", 1_000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("B", 1),
];

/// Whether an address is a bare path, without a scheme such as `sqlite:` or `postgresql://`.
pub(super) fn is_path(address: &str) -> bool {
    let schemes = ["sqlite:", "sqlite3:", "file:"];
    !address.contains("://") && !schemes.iter().any(|scheme| address.starts_with(scheme))
}

pub(super) fn rows(text: &str) -> Result<Option<u64>, String> {
    unless_all(text, |text| at_least_one(text, "a whole number of rows, or `all`"))
}

pub(super) fn bytes(text: &str) -> Result<Option<u64>, String> {
    unless_all(text, |text| {
        let (digits, unit) = UNITS
            .iter()
            .find_map(|(suffix, unit)| Some((text.strip_suffix(suffix)?, *unit)))
            .unwrap_or((text, 1));
        let number =
            at_least_one(digits.trim_end(), "a number of bytes such as `32MiB`, or `all`")?;
        number.checked_mul(unit).ok_or_else(|| "that is too much".to_owned())
    })
}

pub(super) fn connections(text: &str) -> Result<u32, String> {
    let number = at_least_one(text, "a whole number of connections")?;
    u32::try_from(number).map_err(|_| "that is too much".into())
}

pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| expected("a number of seconds", text))?;
    if seconds > 0.0 && seconds <= LONGEST {
        Ok(Duration::from_secs_f64(seconds))
    } else {
        Err(expected("more than 0 and at most 86400 seconds", text))
    }
}

pub(super) fn patterns(text: &str) -> Vec<String> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

pub(super) fn masking(text: &str) -> Result<Masking, String> {
    let known = [Masking::Off, Masking::Personal].into_iter().find(|known| known.word() == text);
    known.ok_or_else(|| expected("`off` or `personal`", text))
}

pub(super) fn policy(text: &str) -> Result<Option<RoutingPolicy>, String> {
    let words = "`offline-only`, `cheapest`, `model-first` or `most-careful`";
    let known = RoutingPolicy::ALL.into_iter().find(|policy| policy.word() == text);
    if text.is_empty() { Ok(None) } else { known.map(Some).ok_or_else(|| expected(words, text)) }
}

pub(super) fn sentences(text: &str) -> Result<Sentences, String> {
    match text {
        "template" => Ok(Sentences::Template),
        "model" => Ok(Sentences::Model),
        _ => Err(expected("`template` or `model`", text)),
    }
}

pub(super) fn sight(text: &str) -> Result<Sight, String> {
    let words = "`schema-only`, `masked-rows` or `full`";
    Sight::of_word(text).ok_or_else(|| expected(words, text))
}

pub(super) fn tokens(text: &str) -> Result<Option<u64>, String> {
    unless_all(text, |text| at_least_one(text, "a whole number of tokens, or `all`"))
}

pub(super) fn dollars(text: &str) -> Result<Option<f64>, String> {
    let number = || text.parse().ok().filter(|dollars: &f64| dollars.is_finite() && *dollars > 0.0);
    let bad = || expected("a number of US dollars, or `all`", text);
    if text == "all" { Ok(None) } else { number().map(Some).ok_or_else(bad) }
}

pub(super) fn days(text: &str) -> Result<Option<u32>, String> {
    let days = unless_all(text, |text| at_least_one(text, "a whole number of days, or `all`"))?;
    days.map(|days| u32::try_from(days).map_err(|_| "that is too much".into())).transpose()
}

pub(super) fn temperature(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..=2.0).contains(number));
    number.ok_or_else(|| expected("a number from 0 to 2", text))
}

pub(super) fn switch(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "on" | "true" | "yes" | "1" => Ok(true),
        "off" | "false" | "no" | "0" => Ok(false),
        _ => Err(expected("`on` or `off`", text)),
    }
}

pub(super) fn format(text: &str) -> Result<Format, String> {
    match text {
        "table" => Ok(Format::Table),
        "json" => Ok(Format::Json),
        "csv" => Ok(Format::Csv),
        "markdown" => Ok(Format::Markdown),
        _ => Err(expected("`table`, `json`, `csv` or `markdown`", text)),
    }
}

pub(super) fn colour(text: &str) -> Result<Colour, String> {
    match text {
        "auto" => Ok(Colour::Auto),
        "always" => Ok(Colour::Always),
        "never" => Ok(Colour::Never),
        _ => Err(expected("`auto`, `always` or `never`", text)),
    }
}

fn unless_all(
    text: &str,
    parse: impl FnOnce(&str) -> Result<u64, String>,
) -> Result<Option<u64>, String> {
    if text == "all" { Ok(None) } else { parse(text).map(Some) }
}

fn at_least_one(text: &str, what: &str) -> Result<u64, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| expected(what, text))
}

fn expected(what: &str, text: &str) -> String {
    format!("expected {what}, found `{text}`")
}
