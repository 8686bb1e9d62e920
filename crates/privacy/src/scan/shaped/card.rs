//! Payment cards: the networks' prefixes and lengths (ISO/IEC 7812-2; each network's published ranges) and Luhn's
//! check digit. Visa's 13 digits are left out: they are no longer given out, and article numbers look the same.

use super::{Rule, check_digits::luhn};
use crate::Kind;

pub(super) const RULES: &[Rule] = &[Rule {
    kind: Kind::Card,
    sure: &[
        "9999999999999999999",
        "999999999999999999",
        "99999999999999999",
        "9999999999999999",
        "9999 9999 9999 9999 999",
        "9999-9999-9999-9999-999",
        "9999 9999 9999 9999",
        "9999.9999.9999.9999",
        "9999-9999-9999-9999",
        "999999999999999",
        "9999 999999 99999",
        "9999.999999.99999",
        "9999-999999-99999",
        "9999 999999 9999",
        "9999-999999-9999",
    ],
    announced: &["99999999999999"],
    cues: &["card", "credit card", "debit card", "amex", "visa", "mastercard", "diners", "pan"],
    is_valid,
}];

fn is_valid(number: &str) -> bool {
    let from = |digits: usize| {
        number.get(..digits).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or_default()
    };
    let (two, three, four) = (from(2), from(3), from(4));
    let network = match number.len() {
        14 => matches!(two, 36 | 38 | 39) || matches!(three, 300..=305 | 309),
        15 => matches!(two, 34 | 37),
        16 => sixteen(two, three, four),
        17..=19 => from(1) == 4 || four == 6011 || matches!(two, 62 | 65) || maestro(four),
        _ => false,
    };
    network && luhn(number)
}

/// Visa, Mastercard, Discover, JCB, UnionPay, Diners, Maestro.
fn sixteen(two: u32, three: u32, four: u32) -> bool {
    matches!(two, 40..=49 | 51..=55 | 62 | 65 | 36 | 38 | 39)
        || matches!(four, 2221..=2720 | 3528..=3589 | 6011)
        || matches!(three, 644..=649)
        || maestro(four)
}

fn maestro(four: u32) -> bool {
    matches!(four, 5018 | 5020 | 5038 | 5893 | 6304 | 6759 | 6761..=6763)
}
