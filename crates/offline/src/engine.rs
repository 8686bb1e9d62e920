//! From a question to its readings.

use querist_vocabulary::{reading::Reading, statement::Draft};

use crate::{
    Request, Translation, Verdict,
    compose::{Candidate, candidates, models::Models, scores::Scores},
    expand::join::Joins,
    explain::explain,
    index::Index,
    link::Linked,
    plan::{Plan, Renaming},
    rank::rank,
    restate::restate,
};

/// Most readings that are given back.
const MOST_READINGS: usize = 50;

/// Reads a question.
pub(crate) fn translate(index: &Index, request: Request<'_>) -> Translation {
    let joins = Joins::new(index);
    let linked = Linked::new(index, request.question, request.today);
    let scores = Scores::new(&linked, &joins, Models::shipped());
    let list = rank(&scores, candidates(&scores, &joins));
    let readings: Vec<Reading> =
        list.iter().take(MOST_READINGS).filter_map(|(c, _)| reading(&linked, &joins, c)).collect();
    if readings.is_empty() {
        let not_understood = Vec::new();
        let reason = "nothing in this database goes by these words".into();
        return Translation { verdict: Verdict::Decline { reason, not_understood }, readings };
    }
    Translation { verdict: Verdict::Answer, readings }
}

fn reading(linked: &Linked<'_>, joins: &Joins<'_>, candidate: &Candidate) -> Option<Reading> {
    let explanation = explain(linked, joins, candidate);
    Some(Reading {
        restatement: restate(linked.index, &candidate.plan),
        draft: Draft(candidate.sql.clone()),
        confidence: 0.5,
        explanation: explanation.mappings,
        unexplained: explanation.unexplained,
        notes: Vec::new(),
        plan: stored(linked.index, candidate)?,
    })
}

/// The plan with full names, as it is kept for follow-ups.
fn stored(index: &Index, candidate: &Candidate) -> Option<serde_json::Value> {
    let named: Plan<_, _> = candidate.plan.rename(&Renaming {
        column: &|id| index.column_name(*id),
        table: &|id| index.table(*id).name.clone(),
    })?;
    serde_json::to_value(named).ok()
}
