//! Candidate plans: shapes filled with what the words may name, the most plausible kept.

/// Groups that are counted.
mod counting;

/// Fills the slots of a shape.
mod fill;

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
    expand::{BoundPlan, expand, join::Joins, tree},
    index::{Index, TableId},
};

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
    /// Tables of all blocks.
    pub tables: Vec<TableId>,
    /// Hand-set sum, for pruning.
    pub total: f32,
}

/// The most plausible candidates, best first by the hand-set sum.
pub(crate) fn candidates(scores: &Scores<'_>, joins: &Joins<'_>) -> Vec<Candidate> {
    let proposals = proposals::propose(scores.linked, scores);
    let filler = Filler::new(scores, joins);
    let mut list: Vec<Candidate> = Vec::new();
    for (rank, proposal) in proposals.iter().enumerate() {
        let filled = filler.fill(&proposal.shape).into_iter().enumerate();
        list.extend(filled.filter_map(|(fill_rank, partial)| {
            let candidate = candidate(scores, joins, proposal, partial)?;
            Some(Candidate { shape_rank: rank, fill_rank, ..candidate })
        }));
    }
    list.sort_by(|a, b| b.total.total_cmp(&a.total));
    written(scores.linked.index, joins, list)
}

/// The first of a sorted list, each with its SQL; of those with the same SQL the first. Text is made
/// only for what may be kept.
fn written(index: &Index, joins: &Joins<'_>, sorted: Vec<Candidate>) -> Vec<Candidate> {
    let mut known = HashSet::new();
    let mut found: Vec<Candidate> = Vec::new();
    for candidate in sorted {
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

/// A filling as a candidate, its SQL not yet written.
fn candidate(
    scores: &Scores<'_>,
    joins: &Joins<'_>,
    proposal: &Proposal,
    partial: fill::Partial,
) -> Option<Candidate> {
    let index = scores.linked.index;
    if pointless::is_pointless(scores.linked, &partial) {
        return None;
    }
    let mut tables: Vec<TableId> = Vec::new();
    for block in partial.plan.blocks() {
        let own = tree(index, joins, block)?;
        tables.extend(own.tables());
    }
    tables.sort_unstable();
    tables.dedup();
    let unexplained = scores.unexplained(&partial, &tables);
    let rest: f32 = unexplained[0] + 0.7 * unexplained[1] + 0.7 * unexplained[2];
    Some(Candidate {
        sql: String::new(),
        shape: proposal.score,
        parts: proposal.parts,
        shape_rank: 0,
        cued: proposal.cued,
        fill: partial.score,
        fill_rank: 0,
        trace: partial.trace,
        used: partial.used,
        unexplained,
        tables,
        total: proposal.score + 0.7 * partial.score + rest,
        plan: partial.plan,
    })
}
