//! What is told of those that did not answer.

use querist_vocabulary::model::ModelError;

use super::Candidate;
use crate::trouble::Trouble;

/// Those that did not answer, in order.
#[derive(Default)]
pub(super) struct Failures<'a>(Vec<(Candidate<'a>, Trouble)>);

impl<'a> Failures<'a> {
    pub(super) fn add(&mut self, candidate: Candidate<'a>, trouble: Trouble) {
        self.0.push((candidate, trouble));
    }

    /// Whether a candidate would meet with what one before it met with.
    pub(super) fn concern(&self, candidate: &Candidate<'_>) -> bool {
        self.0.iter().any(|(failed, trouble)| {
            trouble.is_of_all_models() && failed.line.name() == candidate.line.name()
        })
    }

    /// One sentence about who did not answer and who did.
    pub(super) fn note(&self, answered: &Candidate<'_>) -> Option<String> {
        // Endpoints are told apart by their names, models of one endpoint by theirs.
        let full = self.0.iter().any(|(failed, _)| failed.line.name() == answered.line.name());
        let name = |candidate: &Candidate<'_>| match full {
            true => candidate.name(),
            false => candidate.line.name().to_owned(),
        };
        let mut clauses: Vec<String> = self
            .0
            .iter()
            .map(|(failed, trouble)| format!("`{}` {}", name(failed), trouble.clause()))
            .collect();
        clauses.dedup();
        let clauses = clauses.join(", ");
        (!clauses.is_empty()).then(|| format!("{clauses}; `{}` answered", name(answered)))
    }

    /// Why nobody answered.
    pub(super) fn error(mut self) -> ModelError {
        if self.0.len() == 1
            && let Some((failed, trouble)) = self.0.pop()
        {
            return trouble.at(failed.line.name());
        }
        let spent = |trouble: &Trouble| matches!(trouble, Trouble::OverBudget(_));
        if self.0.iter().all(|(_, trouble)| spent(trouble))
            && let Some((failed, trouble)) = self.0.pop()
        {
            return trouble.at(failed.line.name());
        }
        let reason = |(failed, trouble): (Candidate<'_>, Trouble)| {
            let name = failed.name();
            match trouble.is_late() {
                true => format!("`{name}` {}", trouble.clause()),
                false => trouble.at(&name).to_string(),
            }
        };
        ModelError::NoneLeft(self.0.into_iter().map(reason).collect())
    }
}
