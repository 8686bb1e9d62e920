//! Exact numbers from digits and back, without the arithmetic of large numbers where 18 digits do.

use bigdecimal::{BigDecimal, ToPrimitive};

/// The most digits that always fit 64 signed bits.
const SHORT: usize = 18;

/// Digits of the greatest number of 64 bits.
const LONGEST: usize = 20;

/// The exact number that a text of digits stands for; none where it is no number.
pub(super) fn read(text: &str) -> Option<BigDecimal> {
    short(text).or_else(|| text.parse().ok())
}

fn short(text: &str) -> Option<BigDecimal> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let (mut number, mut point) = (0_u64, None);
    for (at, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' if at <= SHORT => number = number * 10 + u64::from(byte - b'0'),
            b'.' if at > 0 && point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let decimals = point.map_or(0, |point| digits.len() - point - 1);
    let count = digits.len() - usize::from(point.is_some());
    if count == 0 || count > SHORT || (point.is_some() && decimals == 0) {
        return None;
    }
    let size = i64::try_from(number).ok()?;
    let signed = if negative { -size } else { size };
    Some(BigDecimal::new(signed.into(), i64::try_from(decimals).ok()?))
}

/// Appends all digits, without an exponent.
pub(super) fn push(out: &mut String, number: &BigDecimal) {
    let (digits, scale) = number.as_bigint_and_scale();
    match (digits.to_i64(), u32::try_from(scale)) {
        (Some(all), Ok(scale @ 0..=18)) => push_short(out, all, scale),
        _ => out.push_str(&number.to_plain_string()),
    }
}

/// Appends a number, its last `scale` digits behind a point.
pub(super) fn push_short(out: &mut String, number: i64, scale: u32) {
    if number < 0 {
        out.push('-');
    }
    let (unit, size) = (10_u64.pow(scale), number.unsigned_abs());
    push_digits(out, size / unit, 1);
    if scale > 0 {
        out.push('.');
        push_digits(out, size % unit, scale as usize);
    }
}

/// Appends at least so many digits.
fn push_digits(out: &mut String, mut left: u64, least: usize) {
    let mut text = [b'0'; LONGEST];
    let mut digits = 0;
    for byte in text.iter_mut().rev() {
        if left == 0 && digits >= least {
            break;
        }
        *byte += (left % 10) as u8;
        left /= 10;
        digits += 1;
    }
    let written = text.get(LONGEST - digits..).and_then(|text| str::from_utf8(text).ok());
    out.push_str(written.unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

    fn check(text: &str) {
        let expected: Option<BigDecimal> = text.parse().ok();
        let plain = expected.as_ref().map(BigDecimal::to_plain_string);
        let found = read(text);
        assert_eq!(found, expected, "{text}");
        assert_eq!(found.map(|n| Value::Decimal(n).to_string()), plain, "{text}");
    }

    #[test]
    fn short_numbers_are_read_and_written_like_long_ones() {
        for text in [
            "0",
            "-0",
            "0.00",
            "7",
            "-7",
            "0.25",
            "-0.25",
            "1234.50",
            "250000.00",
            "007.5",
            "999999999999999999",
            "-99999999999999999.9",
            "1234567890123456789",
            "12345678901234567890.123456789",
            "0.0000000000000000001",
            "1e3",
            "1E-7",
            "+5",
            "5.",
            ".5",
            "",
            "-",
            ".",
            "1.2.3",
            "1,5",
            "NaN",
            "abc",
            "--5",
            "1_000",
        ] {
            check(text);
        }
    }

    #[test]
    fn whole_numbers_are_appended_as_they_are_printed() {
        for number in [0, 7, -7, 10, 1_000_000, i64::MAX, i64::MIN] {
            let mut text = "a".to_owned();
            Value::Integer(number).push_to(&mut text);
            assert_eq!(text, format!("a{number}"));
        }
    }
}
