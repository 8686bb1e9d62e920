//! Candidate plans: shapes filled with what the words may name, the most plausible kept.

/// Fills the slots of a shape.
mod fill;

/// Shapes of queries that people wrote, ranked by what the words announce.
pub(crate) mod inventory;

/// Everything that was learned, together.
pub(crate) mod models;

/// Shapes that the cues announce.
mod proposals;

/// How plausible each filling of a slot is.
pub(crate) mod scores;

/// The shape of a plan, with slots.
pub(crate) mod shape;

/// Linear models of slots.
pub(crate) mod slots;

use std::collections::HashMap;

use crate::{
    expand::{BoundPlan, expand, join::Joins, terminals, tree},
    index::{Index, TableId},
    link::Linked,
    plan::{Operand, Operator, SetOperation, Term},
};

pub(crate) use fill::Trace;
use scores::Scores;
use shape::Shape;

/// The widest list that is ranked.
pub(crate) const MOST_CANDIDATES: usize = 60;

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
    let mut found: HashMap<String, Candidate> = HashMap::new();
    for (rank, proposal) in proposals.iter().enumerate() {
        let filled = fill::fill(scores, joins, &proposal.shape);
        for (fill_rank, partial) in filled.into_iter().take(8).enumerate() {
            let Some(mut candidate) = candidate(scores, joins, proposal, partial) else {
                continue;
            };
            candidate.shape_rank = rank;
            candidate.fill_rank = fill_rank;
            let known = found.get(&candidate.sql).map_or(f32::MIN, |c| c.total);
            if candidate.total > known {
                found.insert(candidate.sql.clone(), candidate);
            }
        }
    }
    let mut list: Vec<Candidate> = found.into_values().collect();
    list.sort_by(|a, b| b.total.total_cmp(&a.total).then_with(|| a.sql.cmp(&b.sql)));
    list.truncate(MOST_CANDIDATES);
    list
}

fn candidate(
    scores: &Scores<'_>,
    joins: &Joins<'_>,
    proposal: &Proposal,
    partial: fill::Partial,
) -> Option<Candidate> {
    let index = scores.linked.index;
    if partial.plan.blocks().iter().any(|block| is_empty_by_itself(index, block)) {
        return None;
    }
    let sql = expand(index, joins, &partial.plan)?;
    let mut tables: Vec<TableId> = Vec::new();
    for block in partial.plan.blocks() {
        tables.extend(tree(index, joins, block)?.tables());
    }
    tables.sort_unstable();
    tables.dedup();
    let unexplained = scores.unexplained(&partial, &tables);
    let rest: f32 = unexplained[0] + 0.7 * unexplained[1] + 0.7 * unexplained[2];
    Some(Candidate {
        sql,
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

/// Whether a block leaves out just what its own joins keep: `a JOIN b WHERE a.id NOT IN (SELECT a_id FROM b)`.
fn is_empty_by_itself(index: &Index, plan: &BoundPlan) -> bool {
    let own = terminals(index, plan);
    let shown_in = |inner: &BoundPlan| {
        inner.select.first().and_then(Term::column_of).map(|c| index.table_of(*c))
    };
    let inner_kept = plan.filter.conditions().iter().any(|condition| match &condition.right {
        Operand::Plan(inner)
            if condition.operator == Operator::NotIn && inner.filter.is_empty() =>
        {
            shown_in(inner).is_some_and(|table| own.contains(&table))
        }
        _ => false,
    });
    let left = plan.select.first().and_then(Term::column_of);
    let points = left.is_some_and(|c| index.column(*c).foreign && !index.column(*c).in_key);
    let except = matches!(&plan.set, Some((SetOperation::Except, other)) if other.filter.is_empty() && points);
    inner_kept || except
}
