//! UPC-A codes: twelve digits, the last a check digit.

/// The code of the n-th product of the n-th brand, with its check digit.
pub(crate) fn code(brand: usize, product: usize) -> String {
    let digits = format!("0{:05}{:05}", 71_000 + 37 * brand, 10_010 + 17 * product);
    let check = check_digit(&digits);
    format!("{digits}{check}")
}

/// The check digit of the eleven digits before it (GS1 General Specifications, 7.9): threefold the
/// digits in odd places and once those in even places, filled up to the next ten.
pub(crate) fn check_digit(digits: &str) -> u32 {
    let sum: u32 = digits
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { 3 * digit } else { digit })
        .sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_a_printed_code() {
        assert_eq!(check_digit("03600029145"), 2);
        assert_eq!(code(0, 0).len(), 12);
    }
}
