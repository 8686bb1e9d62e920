//! Two runs side by side.

use std::collections::HashMap;

use super::CaseResult;

/// What changed from one run to the next, by question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// Wrong then, right now.
    pub better: Vec<String>,
    /// Right then, wrong now.
    pub worse: Vec<String>,
    /// Not asked then, and wrong now.
    pub newly_failing: Vec<String>,
    /// Asked then, and not now.
    pub gone: Vec<String>,
}

/// What changed from an earlier run.
#[must_use]
pub fn compare(before: &[CaseResult], now: &[CaseResult]) -> Compared {
    let then: HashMap<&str, bool> =
        before.iter().map(|one| (one.question.as_str(), one.right)).collect();
    let mut compared = Compared::default();
    for one in now {
        let list = match (then.get(one.question.as_str()), one.right) {
            (Some(false), true) => &mut compared.better,
            (Some(true), false) => &mut compared.worse,
            (None, false) => &mut compared.newly_failing,
            (Some(_) | None, _) => continue,
        };
        list.push(one.question.clone());
    }
    let asked = |one: &&CaseResult| now.iter().any(|other| other.question == one.question);
    let gone = before.iter().filter(|one| !asked(one)).map(|one| one.question.clone());
    compared.gone.extend(gone);
    compared
}
