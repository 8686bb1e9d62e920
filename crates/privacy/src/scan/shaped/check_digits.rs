//! Arithmetic of check digits. All take digits (or letters where said) and nothing else.

/// The digits of a text.
pub(super) fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// Luhn's sum (ISO/IEC 7812-1, annex B): from the right, every second digit doubled, the digits of the products added.
pub(super) fn luhn(text: &str) -> bool {
    let doubled = |(at, digit): (usize, u32)| match (at % 2, digit * 2) {
        (0, _) => digit,
        (_, twice @ 10..) => twice - 9,
        (_, twice) => twice,
    };
    let sum: u32 = digits(text).into_iter().rev().enumerate().map(doubled).sum();
    sum > 0 && sum.is_multiple_of(10)
}

/// The sum of digits, each times its weight.
pub(super) fn weighted(text: &str, weights: &[i64]) -> i64 {
    digits(text).into_iter().zip(weights).map(|(digit, weight)| i64::from(digit) * weight).sum()
}

/// The number that a text of digits stands for.
pub(super) fn number(text: &str) -> Option<u64> {
    text.parse().ok()
}

/// Whether month and day, two digits each, can stand in a calendar.
pub(super) fn is_day(month: &str, day: &str) -> bool {
    matches!(number(month), Some(1..=12)) && matches!(number(day), Some(1..=31))
}

/// Whether all signs are the same, as in numbers that people make up.
pub(super) fn is_one_sign(text: &str) -> bool {
    let mut signs = text.chars();
    let first = signs.next();
    signs.all(|sign| Some(sign) == first)
}

/// ISO 7064 MOD 11,10: a digit at the end that brings the chain to one.
pub(super) fn mod_11_10(text: &str) -> bool {
    let digits = digits(text);
    let Some((last, body)) = digits.split_last() else { return false };
    let product = body.iter().fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == *last
}

/// Verhoeff's scheme: permutations and products of the dihedral group of order ten (J. Verhoeff, Error Detecting
/// Decimal Codes, 1969).
pub(super) fn verhoeff(text: &str) -> bool {
    let places = digits(text).into_iter().rev().enumerate();
    let sum = places.fold(0, |sum, (at, digit)| product(sum, permuted(at % 8, digit)));
    sum == 0
}

/// The product of the dihedral group D5: rotations 0–4, reflections 5–9.
fn product(left: u32, right: u32) -> u32 {
    match (left < 5, right < 5) {
        (true, true) => (left + right) % 5,
        (true, false) => 5 + (left + right - 5) % 5,
        (false, true) => 5 + (left - 5 + 5 - right) % 5,
        (false, false) => (left + 5 - right) % 5,
    }
}

/// Verhoeff's permutation, applied so many times.
fn permuted(times: usize, digit: u32) -> u32 {
    let once = |digit: u32| match digit {
        0 => 1,
        1 => 5,
        2 => 7,
        3 => 6,
        4 => 2,
        5 => 8,
        6 => 3,
        7 => 0,
        8 => 9,
        _ => 4,
    };
    (0..times).fold(digit, |digit, _| once(digit))
}
