//! A question's candidates as the ranker sees them, and which of them are right.

use super::gap::Gap;
use crate::rank::sheet::Sheet;

/// The kind of everyday questions beside the four hardnesses.
pub(crate) const EVERYDAY_KIND: usize = 4;

/// Which wording of a question a list is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wording {
    /// As it was asked.
    Asked,
    /// The other one.
    Other,
    /// There is no other: it stands for both.
    Both,
}

/// Rows of one question's candidates and which of them are right.
#[derive(Debug)]
pub(crate) struct List {
    /// The fold of its database.
    pub fold: u32,
    /// Its wording.
    pub wording: Wording,
    /// 0 to 3, or [`EVERYDAY_KIND`].
    pub hardness: usize,
    /// What is seen of each candidate.
    pub sheet: Sheet,
    /// Which are right.
    pub right: Vec<bool>,
    /// Which are right on perturbed copies, too.
    pub lasting: Vec<bool>,
    /// Which return something.
    pub told: Vec<bool>,
    /// What it lacks, where none is right.
    pub gap: Option<Gap>,
    /// The question and its gold query.
    pub note: String,
    /// The candidates' SQL.
    pub texts: Vec<String>,
}

impl List {
    /// Whether it holds both right and wrong candidates.
    pub(crate) fn is_mixed(&self) -> bool {
        self.right.contains(&true) && self.right.contains(&false)
    }
}
