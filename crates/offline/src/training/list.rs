//! A question's candidates as the ranker sees them, and which of them are right.

use super::gap::Gap;
use crate::{Likeness, rank::sheet::Sheet};

/// The kind of everyday questions beside the four hardnesses.
pub(crate) const EVERYDAY_KIND: usize = 4;

/// The kind of questions about another database, which nothing answers.
pub(crate) const FOREIGN_KIND: usize = 5;

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
    /// 0 to 3, [`EVERYDAY_KIND`] or [`FOREIGN_KIND`].
    pub hardness: usize,
    /// What is seen of each candidate.
    pub sheet: Sheet,
    /// Which are right.
    pub right: Vec<bool>,
    /// Which are right on perturbed copies, too.
    pub lasting: Vec<bool>,
    /// What each returns, where it was run to its end.
    pub rows: Vec<Option<Likeness>>,
    /// What it lacks, where none is right.
    pub gap: Option<Gap>,
    /// The question and its gold query.
    pub note: String,
    /// The candidates' SQL.
    pub texts: Vec<String>,
}

impl List {
    /// What a ranker should put first: what is right not only by luck or, where there is no such candidate,
    /// what is right.
    pub(crate) fn wanted(&self) -> &[bool] {
        if self.lasting.contains(&true) { &self.lasting } else { &self.right }
    }

    /// Whether it holds both wanted and other candidates.
    pub(crate) fn is_mixed(&self) -> bool {
        self.wanted().contains(&true) && self.wanted().contains(&false)
    }
}
