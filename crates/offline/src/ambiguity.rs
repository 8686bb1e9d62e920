//! What a question says in two ways: readings that are made on purpose.
//!
//! The list of candidates holds what is likely, not what may be meant otherwise. Where grammar leaves two readings
//! open, both are made as edits of the likeliest plans, and the question goes back to who asked it.

/// "each", "every": what each one has, or only what all of them share.
mod scope;

/// "A and B with C": whether C is said of both.
mod attachment;

/// What was never done, and what was done most.
mod done;

/// What came after its day.
mod late;

/// Who made what goes by a maker's name.
mod maker;

/// One word for two columns.
mod vague;

use crate::{
    compose::{Candidate, scores::bit},
    expand::{BoundPlan, expand, join::Joins, tree},
    index::{ColumnId, TableId},
    link::{Holder, ItemKind, Linked, Span, Strength},
    plan::{Condition, Filter, Operand, Operator, Quantity, Term},
};

/// Candidates that are looked at; what is less likely says nothing of the question.
const MOST_SEEN: usize = 50;

/// A question that says several things.
#[derive(Debug)]
pub(crate) struct Ambiguity {
    /// The question back; none where the words leave one reading that nothing else would make.
    pub question: Option<String>,
    /// A candidate a reading, what most people mean first.
    pub readings: Vec<Candidate>,
}

/// What the question says in several ways; none where it is clear.
pub(crate) fn find(
    linked: &Linked<'_>,
    joins: &Joins<'_>,
    ranked: &[(Candidate, f32)],
) -> Option<Ambiguity> {
    let ranked = ranked.get(..ranked.len().min(MOST_SEEN))?;
    let seen = Seen { linked, joins, ranked };
    let classes = [
        done::find,
        late::find,
        maker::find,
        scope::find,
        attachment::tables,
        attachment::values,
        vague::find,
    ];
    classes.into_iter().find_map(|class| seen.written(class(&seen)?))
}

type Bound = Condition<ColumnId, TableId>;
type BoundFilter = Filter<ColumnId, TableId>;

/// Plans between which the words do not decide.
#[derive(Default)]
struct Open {
    /// None where the words decide.
    question: Option<String>,
    plans: Vec<BoundPlan>,
    /// Words that became conditions, which no name or value explains.
    said: Vec<Span>,
}

/// A question with the candidates that were found for it.
struct Seen<'a> {
    linked: &'a Linked<'a>,
    joins: &'a Joins<'a>,
    ranked: &'a [(Candidate, f32)],
}

impl<'a> Seen<'a> {
    /// The plans, the likeliest first.
    fn plans(&self) -> impl Iterator<Item = &'a BoundPlan> + use<'a> {
        self.ranked.iter().map(|(candidate, _)| &candidate.plan)
    }

    /// Conditions on rows of all candidates, each with its probability, the likeliest first.
    fn conditions(&self) -> Vec<(Bound, f32)> {
        let mut found: Vec<(Bound, f32)> = Vec::new();
        for (candidate, probability) in self.ranked {
            let blocks = candidate.plan.blocks();
            let mut own: Vec<&Bound> = Vec::new();
            for condition in blocks.iter().flat_map(|block| block.filter.conditions()) {
                if is_plain(condition) && !own.contains(&condition) {
                    own.push(condition);
                }
            }
            for condition in own {
                match found.iter_mut().find(|(known, _)| known == condition) {
                    Some((_, sum)) => *sum += probability,
                    None => found.push((condition.clone(), *probability)),
                }
            }
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found
    }

    /// Conditions that items make by themselves: stored values, and numbers beside a column that is named.
    fn made(&self) -> Vec<Bound> {
        let made = self.linked.items.iter().flat_map(|item| {
            let fits = |column: ColumnId| match item.kind {
                ItemKind::Stored => true,
                ItemKind::Number => self.linked.column(column).strength > Strength::None,
                ItemKind::Quoted
                | ItemKind::Piece
                | ItemKind::Coded
                | ItemKind::Flag
                | ItemKind::Beside
                | ItemKind::Gap => false,
            };
            item.holders.iter().filter(move |(column, ..)| fits(*column))
        });
        let equals = |(column, value, _): &Holder| Condition {
            left: Term::column(*column),
            operator: Operator::Equal,
            right: Operand::Value(value.clone()),
        };
        made.map(equals).collect()
    }

    /// The words of a condition's value.
    fn said_at(&self, condition: &Bound) -> Option<Span> {
        let column = condition.left.column_of()?;
        let items = self.linked.items.iter();
        let fitting = items.filter(|item| match &condition.right {
            Operand::Value(value) => {
                let number = || item.number.is_some() && item.number == value.as_number();
                item.holders.iter().any(|(own, held, _)| own == column && held == value) || number()
            }
            _ => false,
        });
        fitting.map(|item| item.span).max_by_key(|span| span.len())
    }

    /// The readings as candidates; none where one of them cannot be written.
    fn written(&self, open: Open) -> Option<Ambiguity> {
        let said = open.said;
        let readings = open.plans.into_iter().map(|plan| {
            let candidate = self.candidate(plan)?;
            Some(Candidate { said: said.clone(), ..candidate })
        });
        Some(Ambiguity { question: open.question, readings: readings.collect::<Option<_>>()? })
    }

    /// A plan of this question as a candidate; none where it cannot be written.
    fn candidate(&self, plan: BoundPlan) -> Option<Candidate> {
        let (likeliest, _) = self.ranked.first()?;
        let sql = expand(self.linked.index, self.joins, &plan)?;
        let mut tables: Vec<TableId> = Vec::new();
        for block in plan.blocks() {
            tables.extend(tree(self.linked.index, self.joins, block)?.tables());
        }
        tables.sort_unstable();
        tables.dedup();
        Some(Candidate { sql, tables, used: self.used(&plan), plan, ..likeliest.clone() })
    }

    /// The items that a plan's conditions compare with, a bit each.
    fn used(&self, plan: &BoundPlan) -> u64 {
        let conditions: Vec<&Bound> =
            plan.blocks().into_iter().flat_map(|block| block.filter.conditions()).collect();
        let columns = |column: ColumnId| {
            conditions.iter().any(|condition| condition.left.column_of() == Some(&column))
        };
        let items = self.linked.items.iter().enumerate();
        let used = items.filter(|(_, item)| item.columns().any(columns));
        used.fold(0, |bits, (at, _)| bits | bit(at))
    }

    /// What shows the rows of a table: their name, the only thing told of them, or all of them.
    fn rows(&self, table: TableId) -> Vec<Term<ColumnId>> {
        let index = self.linked.index;
        let known = index.table(table);
        if !known.display.is_empty() {
            return known.display.iter().map(|column| Term::column(*column)).collect();
        }
        let told = known.columns.iter().filter(|column| !index.column(**column).is_identifier());
        match told.collect::<Vec<_>>().as_slice() {
            [only] => vec![Term::column(**only)],
            _ => vec![Term { aggregate: None, distinct: false, of: Quantity::Rows }],
        }
    }
}

/// Whether a condition compares a plain column with something that was said.
fn is_plain(condition: &Bound) -> bool {
    !condition.left.is_aggregated() && !matches!(condition.right, Operand::Plan(_))
}

/// Whether a plan lists rows: no figures, groups, orders or other plans.
fn lists(plan: &BoundPlan) -> bool {
    plan.set.is_none()
        && plan.limit.is_none()
        && plan.order.is_empty()
        && plan.per.is_empty()
        && !plan.select.iter().any(Term::is_aggregated)
        && plan.filter.conditions().into_iter().all(is_plain)
}
