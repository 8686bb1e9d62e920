//! Words that a plan must carry out to be an answer at all, and does not: "not", "more than 5", "average", "median".
//! Passing over another word may be harmless; passing over one of these answers another question.

use crate::{
    cues::{Cue, is_stop},
    expand::{BoundPlan, join::Joins, tree},
    index::{ColumnId, TableId},
    link::{ItemKind, Linked},
    negate::ruled_out_at,
    plan::{Aggregate, Condition, Filter, Operand, Operator, Piece, Quantity, SetOperation, Term},
    verdict::content,
    words::TokenKind,
};
use querist_vocabulary::value::Value;

/// Figures that no plan can make.
const NOT_COMPUTED: &[&str] = &[
    "median",
    "medians",
    "percentile",
    "percentiles",
    "quartile",
    "quartiles",
    "quantile",
    "quantiles",
    "decile",
    "deciles",
    "variance",
    "deviation",
    "stddev",
    "stdev",
    "correlation",
    "correlate",
    "regression",
    "skew",
    "kurtosis",
    "growth",
    "cumulative",
    "forecast",
    "predict",
    "prediction",
    "extrapolate",
];

/// Words that make one figure of two, or put two beside one another.
const COMPARING: &[&str] = &[
    "change",
    "changed",
    "changes",
    "increase",
    "increased",
    "decrease",
    "decreased",
    "grew",
    "grow",
    "grown",
    "growing",
    "shrank",
    "fell",
    "rose",
    "trend",
    "difference",
    "compare",
    "compared",
    "comparison",
    "comparing",
    "versus",
    "vs",
    "ratio",
    "running",
    "rolling",
    "moving",
    "retention",
    "churn",
    "mode",
    "consecutive",
    "respectively",
];

/// Comparisons that a number stands right behind.
const BOUNDS: &[&str] = &[
    "over",
    "above",
    "under",
    "below",
    "exceeding",
    "exceeds",
    "exceed",
    "beyond",
    "than",
    "least",
    "most",
    "between",
];

/// Words behind "not" and "no" that compare: "not more than", "no later than".
const COMPARATIVES: &[&str] = &[
    "more",
    "less",
    "fewer",
    "greater",
    "larger",
    "bigger",
    "higher",
    "lower",
    "smaller",
    "later",
    "earlier",
    "older",
    "younger",
    "longer",
    "shorter",
    "above",
    "over",
    "under",
    "below",
    "before",
    "after",
    "exceeding",
    "only",
    "just",
    "matter",
];

/// A plan beside the question that it is to answer.
struct Hearing<'a> {
    linked: &'a Linked<'a>,
    /// The conditions of all blocks.
    conditions: Vec<&'a Condition<ColumnId, TableId>>,
    /// What is shown, ordered by and compared, in all blocks.
    terms: Vec<&'a Term<ColumnId>>,
    plan: &'a BoundPlan,
    /// By token, whether it has a part in the plan.
    covered: &'a [bool],
}

/// The places of such words that a plan passes over.
pub(crate) fn passed_over(
    linked: &Linked<'_>,
    joins: &Joins<'_>,
    plan: &BoundPlan,
    covered: &[bool],
) -> Vec<usize> {
    let blocks = plan.blocks();
    let conditions: Vec<_> = blocks.iter().flat_map(|block| block.filter.conditions()).collect();
    let shown = blocks.iter().flat_map(|b| b.select.iter().chain(b.order.iter().map(|(t, _)| t)));
    let terms = shown.chain(conditions.iter().map(|c| &c.left)).collect();
    let hearing = Hearing { linked, conditions, terms, plan, covered };
    let mut found = hearing.denials();
    found.extend(hearing.lost_behind_not());
    found.extend(hearing.bounds());
    found.extend(hearing.figures());
    found.extend(hearing.numbers());
    if either_day_would_do(linked, joins, plan) {
        found.extend(linked.cues.at(Cue::And));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether things that have many days are wanted by days of which one is enough: who ordered "in 2023 and 2024" may
/// well have done so in both.
fn either_day_would_do(linked: &Linked<'_>, joins: &Joins<'_>, plan: &BoundPlan) -> bool {
    let within = |condition: &&Condition<ColumnId, TableId>| condition.operator == Operator::Within;
    let days = |part: &Filter<ColumnId, TableId>| {
        matches!(part, Filter::Any(_)) && part.conditions().iter().all(within)
    };
    let any_days = |plan: &BoundPlan| match &plan.filter {
        Filter::All(parts) => parts.iter().any(days),
        Filter::Any(_) | Filter::Is(_) => false,
    };
    let within_those = |condition: &&Condition<ColumnId, TableId>| {
        matches!((condition.operator, &condition.right), (Operator::In, Operand::Plan(inner))
            if any_days(inner))
    };
    if plan.filter.conditions().iter().any(within_those) {
        return true;
    }
    let listed = |term: &&Term<ColumnId>| matches!(term.aggregate, None | Some(Aggregate::Count));
    let mut things = plan.select.iter().filter(listed).filter_map(Term::column_of);
    any_days(plan)
        && tree(linked.index, joins, plan).is_some_and(|tree| {
            things.any(|column| tree.multiplies(linked.index, linked.index.table_of(*column)))
        })
}

/// Whether a word is one that must be carried out.
pub(crate) fn is_telling(linked: &Linked<'_>, at: usize) -> bool {
    let text = linked.text(at);
    let cue = |cue: Cue| linked.cues.at(cue).any(|place| place == at);
    let number = linked.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
    number
        || [Cue::Not, Cue::Average, Cue::Share, Cue::And].into_iter().any(cue)
        || ruled_out_at(linked, at).is_some()
        || [NOT_COMPUTED, COMPARING, BOUNDS].iter().any(|words| words.contains(&text))
}

/// Whether a word names a figure that no plan can make.
pub(crate) fn is_never_computed(word: &str) -> bool {
    NOT_COMPUTED.contains(&word)
}

impl Hearing<'_> {
    fn is_covered(&self, at: usize) -> bool {
        self.covered.get(at).copied().unwrap_or(false)
    }

    /// Words that rule something out, where the plan rules out less.
    fn denials(&self) -> Vec<usize> {
        let not = |at: &usize| {
            let cue = self.linked.cues.at(Cue::Not).any(|place| place == *at);
            (cue || ruled_out_at(self.linked, *at).is_some()) && !self.is_covered(*at)
        };
        let compares = |at: usize| {
            let next = (at + 1..).find(|at| self.linked.text(*at) != "any").unwrap_or(at);
            COMPARATIVES.contains(&self.linked.text(next))
        };
        let mut places: Vec<usize> = (0..self.linked.tokens.len()).filter(not).collect();
        // "doesn't" is one "not" in several pieces.
        places.dedup_by(|behind, before| *behind - *before <= 2 && self.is_piece(*behind));
        places.retain(|at| !compares(*at) && self.before(*at) != "or");
        let carried = self.conditions.iter().map(|c| denied(c)).sum::<usize>()
            + usize::from(self.takes_away())
            + self.formulas();
        if carried >= places.len() { Vec::new() } else { places }
    }

    /// Each "not" whose very word has no part, whatever else is denied: "products that are not discontinued" are not
    /// those without orders.
    fn lost_behind_not(&self) -> Vec<usize> {
        let lost = |at: usize| {
            let mut content = content(self.linked);
            !self.is_covered(at) && content.any(|(known, _)| known == at)
        };
        let filler = |at: usize| self.linked.tokens.get(at).is_some_and(is_stop);
        let next = |at: usize| (at + 1..).find(|at| !filler(*at)).unwrap_or(at);
        self.linked.cues.at(Cue::Not).filter(|at| lost(next(*at))).collect()
    }

    fn is_piece(&self, at: usize) -> bool {
        matches!(self.linked.text(at), "t" | "not")
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.linked.text(before))
    }

    fn takes_away(&self) -> bool {
        let taken = |block: &&BoundPlan| matches!(block.set, Some((SetOperation::Except, _)));
        self.plan.blocks().iter().any(taken)
    }

    /// How many conditions are written by people, or say "not" within a figure.
    fn formulas(&self) -> usize {
        let written = self.conditions.iter().filter(|c| c.operator == Operator::Holds).count();
        let denies = |term: &&&Term<ColumnId>| match &term.of {
            Quantity::Formula(formula) => formula.pieces.iter().any(|piece| match piece {
                Piece::Sql(sql) => {
                    let sql = sql.to_uppercase();
                    ["NOT ", "<>", "!=", " NULL"].iter().any(|word| sql.contains(word))
                }
                Piece::Column(_) => false,
            }),
            _ => false,
        };
        written + self.terms.iter().filter(denies).count()
    }

    /// Comparisons where the plan has fewer.
    fn bounds(&self) -> Vec<usize> {
        let said = |at: &usize| {
            let text = self.linked.text(*at);
            let next = self.linked.tokens.get(at + 1).map(|token| token.kind);
            match text {
                "than" => !matches!(self.before(*at), "other" | "rather" | "else"),
                "least" | "most" => self.before(*at) == "at" && next == Some(TokenKind::Number),
                word => BOUNDS.contains(&word) && next == Some(TokenKind::Number),
            }
        };
        let places: Vec<usize> =
            (0..self.linked.tokens.len()).filter(|at| said(at) && !self.is_covered(*at)).collect();
        let carried: usize = self.conditions.iter().map(|c| bounded(c)).sum();
        let named = self.linked.items.iter().filter(|i| i.kind == ItemKind::Beside).count();
        if carried + self.formulas() + named >= places.len() { Vec::new() } else { places }
    }

    /// Figures that are asked for and not made.
    fn figures(&self) -> Vec<usize> {
        let averages = self.terms.iter().any(|term| term.aggregate == Some(Aggregate::Average));
        let shares = self.plan.share || self.makes("percent");
        let cue = |at: usize, cue: Cue| self.linked.cues.at(cue).any(|place| place == at);
        let missed = |at: &usize| {
            let text = self.linked.text(*at);
            let average = cue(*at, Cue::Average) && !averages && !self.makes("average");
            let share = cue(*at, Cue::Share) && text != "share" && !shares;
            let other = NOT_COMPUTED.contains(&text) || COMPARING.contains(&text);
            (average || share || other) && !self.is_covered(*at)
        };
        (0..self.linked.tokens.len()).filter(missed).collect()
    }

    /// Whether a figure of such a name is shown or compared.
    fn makes(&self, name: &str) -> bool {
        let named = |term: &&Term<ColumnId>| {
            matches!(&term.of, Quantity::Formula(formula)
                if formula.name.to_lowercase().contains(name))
        };
        self.terms.iter().any(named)
    }

    /// Numbers without a part; none needs one where the plan denies: "with 0 orders".
    fn numbers(&self) -> Vec<usize> {
        let denies = || self.conditions.iter().any(|c| denied(c) > 0) || self.takes_away();
        let missed = |at: &usize| {
            let token = self.linked.tokens.get(*at);
            token.is_some_and(|token| token.kind == TokenKind::Number)
                && !self.is_covered(*at)
                && !(self.linked.text(*at) == "0" && denies())
        };
        (0..self.linked.tokens.len()).filter(missed).collect()
    }
}

/// How many things a condition rules out.
fn denied(condition: &Condition<ColumnId, TableId>) -> usize {
    match (condition.operator, &condition.right) {
        (Operator::NotIn, Operand::Values(values)) => values.len(),
        (
            Operator::NotEqual
            | Operator::NotLike
            | Operator::NotIn
            | Operator::Missing
            | Operator::Present,
            _,
        ) => 1,
        (Operator::Equal, Operand::Value(value)) => usize::from(is_no(value)),
        (Operator::Less | Operator::AtMost, Operand::Value(Value::Integer(0 | 1))) => 1,
        _ => 0,
    }
}

/// Whether a stored value says "no": `0`, `N`, `false`, `not rated`, `inactive`.
fn is_no(value: &Value) -> bool {
    let text = value.to_string().to_lowercase();
    matches!(text.as_str(), "0" | "n" | "f" | "no" | "false" | "none" | "never" | "inactive")
        || ["not ", "non-", "no "].iter().any(|begin| text.starts_with(begin))
}

/// How many bounds a condition sets.
fn bounded(condition: &Condition<ColumnId, TableId>) -> usize {
    match condition.operator {
        Operator::Greater | Operator::Less | Operator::AtLeast | Operator::AtMost => 1,
        Operator::Between | Operator::Within => 2,
        Operator::Holds => 1,
        _ => 0,
    }
}
