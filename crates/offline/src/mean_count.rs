//! How many of one thing another has on average: "average number of tracks per album". That is a mean over groups,
//! which a plan says as all tracks over all different albums that have some.

use crate::{
    compose::Candidate,
    cues::Cue,
    expand::{BoundPlan, expand, join::Joins},
    index::{ColumnId, TableId},
    link::{Linked, Span},
    plan::{Formula, Operand, Piece, Quantity, Term},
};

/// Words between "average" and what is counted.
const BEFORE_COUNTED: &[&str] = &["number", "count", "numbers", "of", "the", "amount"];

/// Words between what is counted and "per".
const BEFORE_EACH: &[&str] = &["in", "for", "of", "by", "that", "does", "do", "has", "have", "on"];

/// Whether the words count by name, so that a mean of anything else is none: "average number of orders per customer".
pub(crate) fn counts_by_name(linked: &Linked<'_>) -> bool {
    asked(linked).is_some_and(|asked| {
        let counts = linked.cues.at(Cue::HowMany).any(|at| asked.words.contains(at));
        let named = |span: &Span| span.len() > 1 && span.overlaps(asked.counted_by);
        counts && !linked.column_spans.iter().any(named)
    })
}

/// The candidate with that figure; none where the question asks for something else.
pub(crate) fn mean_count(
    linked: &Linked<'_>,
    joins: &Joins<'_>,
    candidate: &Candidate,
) -> Option<Candidate> {
    let Asked { counted, words, each, .. } = asked(linked)?;
    let key = points_at(linked, joins, counted, each)?;
    let plan = &candidate.plan;
    let conditions = plan.filter.conditions();
    let plain = |c: &&crate::plan::Condition<ColumnId, TableId>| {
        !c.left.is_aggregated() && !matches!(c.right, Operand::Plan(_))
    };
    if plan.set.is_some() || !conditions.iter().all(plain) {
        return None;
    }
    let pieces = vec![
        Piece::Sql("count(*) * 1.0 / nullif(count(DISTINCT ".into()),
        Piece::Column(key),
        Piece::Sql("), 0)".into()),
    ];
    let formula = Formula { name: name(linked, words), pieces, aggregated: true };
    let plan = BoundPlan {
        select: vec![Term { aggregate: None, distinct: false, of: Quantity::Formula(formula) }],
        tables: vec![counted],
        filter: plan.filter.clone(),
        ..BoundPlan::default()
    };
    let sql = expand(linked.index, joins, &plan)?;
    let tables = vec![counted, each];
    Some(Candidate { plan, sql, tables, ..candidate.clone() })
}

/// What is asked for.
struct Asked {
    /// What is counted.
    counted: TableId,
    /// Its words.
    counted_by: Span,
    /// What it is counted of.
    each: TableId,
    /// All the words.
    words: Span,
}

fn asked(linked: &Linked<'_>) -> Option<Asked> {
    let from = linked.cues.at(Cue::Average).next()?;
    let skip = |at: usize, words: &[&str]| {
        (at..).find(|at| !words.contains(&linked.text(*at))).unwrap_or(at)
    };
    let begin = skip(from + 1, BEFORE_COUNTED);
    let (counted, behind) = table_at(linked, begin)?;
    let per = skip(behind, BEFORE_EACH);
    let is_each = linked.cues.at(Cue::Each).any(|at| at == per);
    let (each, to) = table_at(linked, per + 1).filter(|_| is_each)?;
    let counted_by = Span { from: begin, to: behind };
    (each != counted).then_some(Asked { counted, counted_by, each, words: Span { from, to } })
}

/// The table whose whole name stands at a place, and the place behind it.
fn table_at(linked: &Linked<'_>, at: usize) -> Option<(TableId, usize)> {
    let named = |id: TableId| {
        let link = linked.table(id);
        let spans = link.spans.iter().filter(|span| span.from == at);
        let to = spans.map(|span| span.to).max()?;
        Some((link.strength, std::cmp::Reverse(linked.index.table(id).view), id, to))
    };
    let mut found: Vec<_> = linked.index.table_ids().filter_map(named).collect();
    found.sort_by_key(|(strength, view, id, _)| {
        std::cmp::Reverse((*strength, *view, std::cmp::Reverse(*id)))
    });
    found.first().map(|(_, _, id, to)| (*id, *to))
}

/// The key by which rows of one table, or of the one that only ties both together, belong to rows of another; none
/// where they would be counted more than once.
fn points_at(
    linked: &Linked<'_>,
    joins: &Joins<'_>,
    counted: TableId,
    each: TableId,
) -> Option<ColumnId> {
    let index = linked.index;
    let tree = joins.tree(&[counted, each])?;
    let between = tree.tables().into_iter().filter(|table| *table != counted && *table != each);
    let tied = tree.steps.len() == 2 && between.into_iter().all(|t| index.table(t).bridge);
    if tree.multiplies(index, counted) && !tied {
        return None;
    }
    let key = index.table(each).key?;
    tree.steps.iter().find(|(_, link)| link.to == key).map(|(_, link)| link.from)
}

/// The words as typed.
fn name(linked: &Linked<'_>, words: Span) -> String {
    linked.phrase(words).to_lowercase()
}
