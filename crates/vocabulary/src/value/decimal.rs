//! Exact numbers from digits and back, without the arithmetic of large numbers where 18 digits do.

use std::fmt;

use bigdecimal::{BigDecimal, ToPrimitive};

/// The most digits that always fit 64 signed bits.
const SHORT: usize = 18;

/// The exact number that a text of digits stands for; none where it is no number.
pub(super) fn read(text: &str) -> Option<BigDecimal> {
    short(text).or_else(|| text.parse().ok())
}

fn short(text: &str) -> Option<BigDecimal> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let plain = !whole.is_empty() && part.is_empty() != unsigned.contains('.');
    if !plain || whole.len() + part.len() > SHORT {
        return None;
    }
    let mut number = 0_i64;
    for byte in whole.bytes().chain(part.bytes()) {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + i64::from(digit);
    }
    let signed = if unsigned.len() < text.len() { -number } else { number };
    Some(BigDecimal::new(signed.into(), i64::try_from(part.len()).ok()?))
}

/// Writes all digits, without an exponent.
pub(super) fn write(f: &mut fmt::Formatter<'_>, number: &BigDecimal) -> fmt::Result {
    let (digits, scale) = number.as_bigint_and_scale();
    match (digits.to_i64(), u32::try_from(scale)) {
        (Some(whole), Ok(0)) => write!(f, "{whole}"),
        (Some(all), Ok(scale @ 1..=18)) => {
            let (unit, size) = (10_u64.pow(scale), all.unsigned_abs());
            let sign = if all < 0 { "-" } else { "" };
            let width = scale as usize;
            write!(f, "{sign}{}.{:0width$}", size / unit, size % unit)
        }
        _ => f.write_str(&number.to_plain_string()),
    }
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
}
