//! What a check found, and how it is shown.

/// One place that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// A file, or a file and line: `crates/sql/src/check.rs:12`.
    pub(crate) place: String,
    /// What is wrong, in lower case.
    pub(crate) message: String,
    /// What to do.
    pub(crate) hint: String,
}

impl Finding {
    pub(crate) fn new(
        place: impl Into<String>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self { place: place.into(), message: message.into(), hint: hint.into() }
    }
}

/// Shows findings, each under its place, equal hints once.
pub(crate) fn show(findings: &[Finding]) {
    for (at, finding) in findings.iter().enumerate() {
        say(&format!("  {}: {}", finding.place, finding.message));
        let next = findings.get(at + 1);
        if next.is_none_or(|next| next.hint != finding.hint) {
            say(&format!("  hint: {}", finding.hint));
        }
    }
}

/// A line for the person who runs it.
#[expect(clippy::print_stdout, reason = "what xtask says is its data")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}
