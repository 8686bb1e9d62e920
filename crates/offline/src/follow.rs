//! A question that goes on from an earlier one: the earlier plan with an edit.
//!
//! "only frozen food", "sort by price", "and in 2023?", "top 3", "by month instead", "how many?".

/// Conditions that are added or exchanged.
mod narrow;

/// Orders, limits, groups and columns that are changed.
mod reshape;

use crate::{
    cues::Cue,
    expand::{BoundPlan, expand, join::Joins},
    link::Linked,
    words::{Token, when::When},
};

/// Words that begin a question which leans on the one before.
const OPENINGS: &[&str] = &[
    "only",
    "just",
    "and",
    "but",
    "now",
    "what about",
    "how about",
    "sort",
    "order",
    "rank",
    "top",
    "first",
    "also",
    "add",
    "include",
    "with",
    "without",
    "exclude",
    "excluding",
    "except",
    "not",
    "same",
    "instead",
    "limit",
    "filter",
    "group",
    "split",
    "break",
    "per",
    "by",
    "for",
    "in",
    "from",
    "since",
    "before",
    "after",
    "over",
    "under",
    "above",
    "below",
    "more",
    "less",
    "descending",
    "ascending",
    "highest",
    "lowest",
    "reverse",
];

/// Words that stand for the rows of the answer before.
const POINTERS: &[&str] =
    &["them", "those", "these", "it", "that", "they", "there", "ones", "instead"];

/// A question longer than this stands on its own unless it points back.
const LONGEST_FRAGMENT: usize = 7;

/// An edited plan and what was done.
#[derive(Debug, Clone)]
pub(crate) struct Followed {
    /// The plan.
    pub plan: BoundPlan,
    /// Its SQL.
    pub sql: String,
    /// What was done, a phrase each, as in `kept only category is Frozen`.
    pub edits: Vec<String>,
}

/// The earlier plan as the question changes it; none when the question stands on its own, or
/// when nothing in it says what to change.
pub(crate) fn follow(
    linked: &Linked<'_>,
    joins: &Joins<'_>,
    earlier: &BoundPlan,
    periods: &[When],
) -> Option<Followed> {
    // "in 2024", "last month": nothing but days.
    let only_days = !periods.is_empty() && !linked.tokens.iter().any(Token::is_solid);
    if !only_days && !leans_back(linked) {
        return None;
    }
    let mut edit =
        Edit { linked, joins, plan: earlier.clone(), edits: Vec::new(), used: Vec::new() };
    edit.reshape();
    edit.over(periods);
    edit.narrow();
    if edit.edits.is_empty() {
        return None;
    }
    let sql = expand(linked.index, joins, &edit.plan)?;
    Some(Followed { plan: edit.plan, sql, edits: edit.edits })
}

/// Whether the words make no question of their own.
pub(crate) fn leans_back(linked: &Linked<'_>) -> bool {
    let words: Vec<&str> =
        linked.tokens.iter().filter(|t| t.is_solid()).map(|t| t.text.as_str()).collect();
    let begins = |opening: &&str| {
        let opening: Vec<&str> = opening.split(' ').collect();
        words.starts_with(&opening)
    };
    let opens = OPENINGS.iter().any(begins);
    let points = words.iter().any(|word| POINTERS.contains(word));
    let bare_count = linked.cues.has(Cue::HowMany) && words.len() <= 4 && names_no_table(linked);
    (opens && words.len() <= LONGEST_FRAGMENT) || points || bare_count
}

fn names_no_table(linked: &Linked<'_>) -> bool {
    linked.tables.iter().all(|table| table.spans.is_empty())
}

/// A plan while it is edited.
struct Edit<'a> {
    linked: &'a Linked<'a>,
    joins: &'a Joins<'a>,
    plan: BoundPlan,
    edits: Vec<String>,
    used: Vec<usize>,
}

impl Edit<'_> {
    fn text(&self, at: usize) -> &str {
        self.linked.text(at)
    }

    fn find(&self, words: &[&str]) -> Option<usize> {
        (0..self.linked.tokens.len()).find(|at| words.contains(&self.text(*at)))
    }

    fn done(&mut self, what: String, used: impl IntoIterator<Item = usize>) {
        self.edits.push(what);
        self.used.extend(used);
    }
}
