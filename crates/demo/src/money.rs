//! Amounts in whole cents, so that no sum depends on how a machine rounds.

use std::fmt;

/// An amount of US dollars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Cents(pub(crate) i64);

impl Cents {
    /// That many thousandths of it, rounded to the nearest cent.
    pub(crate) fn thousandths(self, parts: i64) -> Self {
        Self((self.0 * parts + 500) / 1000)
    }

    /// The nearest shelf price: it ends in a 9, as prices on shelves do.
    pub(crate) fn shelf(self) -> Self {
        Self(((self.0 + 5) / 10 * 10 - 1).max(49))
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:02}", self.0.abs() / 100, self.0.abs() % 100)
    }
}

/// Tenths of a percent, written as a percentage with one decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Permille(pub(crate) i64);

impl fmt::Display for Permille {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{}", self.0.abs() / 10, self.0.abs() % 10)
    }
}

/// Half away from zero, the division that percentages are taken with.
pub(crate) fn ratio(part: i64, whole: i64) -> i64 {
    if whole == 0 {
        return 0;
    }
    let doubled = 2 * part * 1000 / whole;
    (doubled + doubled.signum()) / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_with_two_decimals() {
        assert_eq!(Cents(5).to_string(), "0.05");
        assert_eq!(Cents(-1234).to_string(), "-12.34");
        assert_eq!(Permille(-75).to_string(), "-7.5");
    }

    #[test]
    fn shelf_prices_end_in_nine() {
        assert_eq!(Cents(501).shelf(), Cents(499));
        assert_eq!(Cents(437).shelf(), Cents(439));
        assert_eq!(Cents(3).shelf(), Cents(49));
    }
}
