//! Currencies, per cent and measures beside a number.

use crate::words::pieces::Piece;

/// The unit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Parts of a hundred.
    Percent,
    /// An ISO 4217 code.
    Currency(&'static str),
    /// The symbol of a measure: `kg`, `km`, `min`.
    Measure(&'static str),
}

/// A currency sign in front, and how many pieces it takes.
pub(super) fn before(pieces: &[Piece<'_>]) -> (Option<Unit>, usize) {
    let code = match pieces.first() {
        Some(Piece::Mark('$')) => "USD",
        Some(Piece::Mark('€')) => "EUR",
        Some(Piece::Mark('£')) => "GBP",
        Some(Piece::Mark('¥')) => "JPY",
        _ => return (None, 0),
    };
    (Some(Unit::Currency(code)), 1)
}

/// A unit behind, and how many pieces it takes.
pub(super) fn behind(pieces: &[Piece<'_>]) -> (Option<Unit>, usize) {
    let unit = match pieces {
        [Piece::Mark('%'), ..] | [Piece::Word("percent" | "pct"), ..] => Some(Unit::Percent),
        [Piece::Word("per"), Piece::Word("cent"), ..] => return (Some(Unit::Percent), 2),
        [Piece::Mark('$'), ..] => Some(Unit::Currency("USD")),
        [Piece::Mark('€'), ..] => Some(Unit::Currency("EUR")),
        [Piece::Mark('£'), ..] => Some(Unit::Currency("GBP")),
        [Piece::Word(word), ..] => currency(word).or_else(|| measure(word)),
        _ => None,
    };
    (unit, usize::from(unit.is_some()))
}

fn currency(word: &str) -> Option<Unit> {
    let code = match word {
        "dollar" | "dollars" | "usd" | "bucks" => "USD",
        "euro" | "euros" | "eur" => "EUR",
        "gbp" => "GBP",
        "yen" | "jpy" => "JPY",
        "chf" => "CHF",
        _ => return None,
    };
    Some(Unit::Currency(code))
}

fn measure(word: &str) -> Option<Unit> {
    let symbol = match word {
        "kg" | "kilo" | "kilos" | "kilogram" | "kilograms" => "kg",
        "g" | "gram" | "grams" => "g",
        "lb" | "lbs" => "lb",
        "km" | "kilometer" | "kilometers" | "kilometre" | "kilometres" => "km",
        "mile" | "miles" => "mi",
        "meter" | "meters" | "metre" | "metres" => "m",
        "cm" | "centimeters" | "centimetres" => "cm",
        "liter" | "liters" | "litre" | "litres" => "l",
        "ms" | "milliseconds" => "ms",
        "second" | "seconds" | "sec" | "secs" => "s",
        "minute" | "minutes" | "min" | "mins" => "min",
        "hour" | "hours" | "hrs" => "h",
        "day" | "days" => "d",
        "mb" | "megabytes" => "MB",
        "gb" | "gigabytes" => "GB",
        _ => return None,
    };
    Some(Unit::Measure(symbol))
}
