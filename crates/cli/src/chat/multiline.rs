//! When a line goes on below.

use reedline::{ValidationResult, Validator};

/// A line that ends in a backslash, or that has a quotation mark open, goes on.
pub(super) struct OpenEnd;

impl Validator for OpenEnd {
    fn validate(&self, line: &str) -> ValidationResult {
        if is_open(line) { ValidationResult::Incomplete } else { ValidationResult::Complete }
    }
}

/// Whether the line goes on below. Only double quotation marks count: a single one may be an
/// apostrophe.
pub(super) fn is_open(line: &str) -> bool {
    line.ends_with('\\') || line.matches('"').count() % 2 == 1
}

/// The lines as one, without the backslashes that joined them.
pub(super) fn joined(lines: &str) -> String {
    lines.replace("\\\n", " ").trim_end_matches('\\').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_hold_a_line_open() {
        assert!(is_open("sales of \"Frozen"));
        assert!(is_open("sales by \\"));
        assert!(!is_open("what's the store's revenue"));
        assert_eq!(joined("sales by \\\nmonth"), "sales by  month");
    }
}
