//! Candidate plans: shapes filled with what the words may name, the most plausible kept.

/// The best of all fillings, without a look at those that cannot be.
mod best_first;

/// Groups that are counted.
mod counting;

/// Fills the slots of a shape.
mod fill;

/// What no reading may pass over.
mod insist;

/// Shapes of queries that people wrote, ranked by what the words announce.
pub(crate) mod inventory;

/// Everything that was learned, together.
pub(crate) mod models;

/// Plans that nobody means.
mod pointless;

/// Shapes that the cues announce.
mod proposals;

/// How plausible each filling of a slot is.
pub(crate) mod scores;

/// The shape of a plan, with slots.
pub(crate) mod shape;

/// Linear models of slots.
pub(crate) mod slots;

use std::collections::HashSet;

use crate::{
    expand::{BoundPlan, expand, join::Joins},
    index::{Index, TableId},
    link::Span,
};

use best_first::{BestFirst, Filling};
use fill::Filler;
pub(crate) use fill::Trace;
use scores::Scores;
use shape::Shape;

/// The widest list that is ranked.
pub(crate) const MOST_CANDIDATES: usize = 80;

/// A shape with what speaks for it.
#[derive(Debug, Clone)]
pub(crate) struct Proposal {
    /// The shape.
    pub shape: Shape,
    /// Its logarithmic plausibility.
    pub score: f32,
    /// The part each factor had in it.
    pub parts: [f32; 6],
    /// Whether the cues alone proposed it.
    pub cued: bool,
}

/// A plan with what speaks for it.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// The plan.
    pub plan: BoundPlan,
    /// Its SQL.
    pub sql: String,
    /// The shape's plausibility.
    pub shape: f32,
    /// The part each factor had in it.
    pub parts: [f32; 6],
    /// The shape's place among the shapes.
    pub shape_rank: usize,
    /// The filling's plausibility.
    pub fill: f32,
    /// The filling's place among those of its shape.
    pub fill_rank: usize,
    /// Whether the cues alone proposed the shape.
    pub cued: bool,
    /// What each slot added.
    pub trace: Trace,
    /// Items in use, a bit each.
    pub used: u64,
    /// What is not used though it is plausible: items, tables, columns.
    pub unexplained: [f32; 3],
    /// Words that became conditions, which no name or value explains.
    pub said: Vec<Span>,
    /// Tables of all blocks.
    pub tables: Vec<TableId>,
    /// Hand-set sum, for pruning.
    pub total: f32,
}

/// The most plausible candidates, best first by the hand-set sum.
pub(crate) fn candidates(scores: &Scores<'_>, joins: &Joins<'_>) -> Vec<Candidate> {
    let proposals = proposals::propose(scores.linked, scores);
    let filler = Filler::new(scores, joins);
    let mut fillings = Vec::new();
    for (shape_rank, proposal) in proposals.iter().enumerate() {
        let filled = filler.fill(&proposal.shape).into_iter().enumerate();
        fillings.extend(filled.map(|(fill_rank, partial)| Filling {
            proposal,
            shape_rank,
            fill_rank,
            partial,
        }));
    }
    let fillings = insist::keep(scores.linked, fillings);
    written(scores.linked.index, joins, BestFirst::new(scores, joins, fillings))
}

/// The first candidates, each with its SQL; of those with the same SQL the first. Text is made only for what may be
/// kept.
fn written(
    index: &Index,
    joins: &Joins<'_>,
    best_first: impl Iterator<Item = Candidate>,
) -> Vec<Candidate> {
    let mut known = HashSet::new();
    let mut found: Vec<Candidate> = Vec::new();
    for candidate in best_first {
        let worse = found.last().is_some_and(|last| candidate.total < last.total);
        if worse && found.len() >= MOST_CANDIDATES {
            break;
        }
        let Some(sql) = expand(index, joins, &candidate.plan) else { continue };
        if known.insert(sql.clone()) {
            found.push(Candidate { sql, ..candidate });
        }
    }
    found.sort_by(|a, b| b.total.total_cmp(&a.total).then_with(|| a.sql.cmp(&b.sql)));
    found.truncate(MOST_CANDIDATES);
    found
}
