//! Phrases and the parts of the SQL they became.

use querist_sql::identifier;
use querist_vocabulary::{reading::Mapping, value::Value};

use crate::{
    compose::{Candidate, scores::bit},
    cues::Cue,
    expand::{BoundPlan, condition_sql, join::Joins, term_sql},
    index::{ColumnId, TableId},
    link::{Linked, Said, Span},
    plan::{
        Aggregate, Condition, Direction, Formula, Operand, Operator, Quantity, SetOperation, Term,
    },
};

/// What is collected while a plan is walked.
struct Walk<'a> {
    linked: &'a Linked<'a>,
    joins: &'a Joins<'a>,
    found: Vec<(Span, Mapping)>,
    used: u64,
}

/// Every phrase with its part, in the question's order.
pub(super) fn place(
    linked: &Linked<'_>,
    joins: &Joins<'_>,
    candidate: &Candidate,
) -> Vec<(Span, Mapping)> {
    let mut walk = Walk { linked, joins, found: Vec::new(), used: candidate.used };
    walk.block(&candidate.plan);
    walk.tables(&candidate.tables);
    let sql = |condition| condition_sql(linked.index, joins, condition);
    let last = candidate.plan.filter.conditions().last().copied().and_then(sql);
    candidate
        .said
        .iter()
        .for_each(|span| walk.add(*span, "where", last.clone().unwrap_or_default()));
    let mut found = walk.found;
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.part.cmp(&b.1.part)));
    found.dedup_by(|a, b| a.0 == b.0 && a.1.part == b.1.part && a.1.sql == b.1.sql);
    found
}

impl Walk<'_> {
    fn add(&mut self, span: Span, part: &str, sql: String) {
        let phrase = self.linked.phrase(span).to_owned();
        self.found.push((span, Mapping { phrase, part: part.into(), sql }));
    }

    fn block(&mut self, plan: &BoundPlan) {
        for term in &plan.select {
            self.term(term, "select");
        }
        for term in &plan.per {
            self.term(term, "group by");
        }
        for condition in plan.filter.conditions() {
            self.condition(condition);
        }
        for (term, direction) in &plan.order {
            self.order(term, *direction);
        }
        if let Some(limit) = plan.limit {
            self.limit(limit);
        }
        if plan.distinct {
            self.cue(Cue::Different, "select", "DISTINCT");
        }
        if let Some((operation, other)) = &plan.set {
            let (cue, word) = match operation {
                SetOperation::Union => (Cue::Or, "UNION"),
                SetOperation::Intersect => (Cue::Both, "INTERSECT"),
                SetOperation::Except => (Cue::Not, "EXCEPT"),
            };
            self.cue(cue, "set", word);
            self.block(other);
        }
    }

    fn term(&mut self, term: &Term<ColumnId>, part: &str) {
        let sql = term_sql(self.linked.index, self.joins, term);
        if let Some(cue) = term.aggregate.map(cue_of) {
            self.cue(cue, part, &sql);
        }
        match &term.of {
            Quantity::Column(column) => self.column(*column, part, &sql),
            Quantity::Bucket(column, _) => {
                if let Some((_, at)) = self.linked.cues.bucket {
                    self.add(Span { from: at, to: at + 1 }, part, sql.clone());
                }
                self.column(*column, part, &sql);
            }
            Quantity::Formula(formula) => self.formula(formula, part, &sql),
            Quantity::Rows => {}
        }
    }

    /// The words that a figure goes by.
    fn formula(&mut self, formula: &Formula<ColumnId>, part: &str, sql: &str) {
        let figures = &self.linked.index.figures;
        let named = |figure: usize| {
            figures.get(figure).is_some_and(|known| known.formula.name == formula.name)
        };
        let links = self.linked.figures.iter().filter(|link| named(link.figure));
        for span in links.map(|link| link.span).collect::<Vec<_>>() {
            self.add(span, part, sql.to_string());
        }
    }

    fn column(&mut self, column: ColumnId, part: &str, sql: &str) {
        for span in self.linked.column(column).spans.clone() {
            self.add(span, part, sql.to_string());
        }
    }

    fn condition(&mut self, condition: &Condition<ColumnId, TableId>) {
        let part = if condition.left.is_aggregated() { "having" } else { "where" };
        let sql = condition_sql(self.linked.index, self.joins, condition).unwrap_or_default();
        if let Some(column) = condition.left.column_of() {
            self.column(*column, part, &sql);
        }
        if let Operand::Column(column) = &condition.right {
            self.column(*column, part, &sql);
        }
        if let Quantity::Formula(formula) = &condition.left.of {
            self.formula(formula, part, &sql);
        }
        if let Some(cue) = condition.left.aggregate.map(cue_of) {
            self.cue(cue, part, &sql);
        }
        if let Operand::Plan(inner) = &condition.right {
            self.block(inner);
            if condition.operator == Operator::NotIn {
                self.cue(Cue::Not, part, &sql);
            }
        }
        for (at, item) in self.linked.items.iter().enumerate() {
            let left = condition.left.column_of();
            let own = left.is_some_and(|c| item.columns().any(|i| i == *c));
            let coded = || {
                let mut holders = item.holders.iter();
                holders.any(|(c, value, _)| left == Some(c) && is(&condition.right, value))
            };
            let whole = || item.said.is_some() && item.said == Said::of(condition);
            let held =
                self.used & bit(at) != 0 && (holds(condition, &item.text) || coded() || whole());
            if held && (own || condition.left.is_aggregated()) {
                self.add(item.span, part, sql.clone());
            }
        }
    }

    fn order(&mut self, term: &Term<ColumnId>, direction: Direction) {
        let way = if direction == Direction::Descending { " DESC" } else { "" };
        let sql = format!("{}{way}", term_sql(self.linked.index, self.joins, term));
        let cue = if direction == Direction::Descending { Cue::Most } else { Cue::Least };
        self.cue(cue, "order by", &sql);
        self.cue(Cue::Order, "order by", &sql);
        if let Some(cue) = term.aggregate.map(cue_of) {
            self.cue(cue, "order by", &sql);
        }
        match &term.of {
            Quantity::Column(column) | Quantity::Bucket(column, _) => {
                self.column(*column, "order by", &sql);
            }
            Quantity::Formula(formula) => self.formula(formula, "order by", &sql),
            Quantity::Rows => {}
        }
    }

    fn limit(&mut self, limit: u64) {
        #[allow(clippy::cast_precision_loss)]
        let wanted = Some(limit as f64);
        let item = self.linked.items.iter().find(|item| item.number == wanted);
        if let Some(item) = item {
            self.add(item.span, "limit", format!("LIMIT {limit}"));
        }
    }

    fn tables(&mut self, tables: &[TableId]) {
        for table in tables {
            let Some(name) = &self.linked.index.table(*table).name else { continue };
            let sql = identifier(self.linked.index.dialect, &name.name);
            let link = self.linked.table(*table);
            let part = link.part.map(|at| Span { from: at, to: at + 1 });
            let spans =
                if link.spans.is_empty() { part.into_iter().collect() } else { link.spans.clone() };
            for span in spans {
                self.add(span, "from", sql.clone());
            }
        }
    }

    fn cue(&mut self, cue: Cue, part: &str, sql: &str) {
        let places: Vec<usize> = self.linked.cues.at(cue).collect();
        for at in places {
            let two = cue == Cue::HowMany && self.linked.text(at) == "how";
            self.add(Span { from: at, to: at + 1 + usize::from(two) }, part, sql.to_string());
        }
    }
}

/// Whether a condition compares with this value.
fn is(right: &Operand<ColumnId, TableId>, value: &Value) -> bool {
    matches!(right, Operand::Value(known) if known == value)
}

fn holds(condition: &Condition<ColumnId, TableId>, text: &str) -> bool {
    // Signs inside a value are no words of a question: `AC/DC`.
    let letters = |text: &str| -> String {
        crate::words::fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let says = |value: &Value| {
        let (stored, text) = (letters(&value.to_string()), letters(text));
        stored.contains(&text) || text.contains(&stored)
    };
    match &condition.right {
        Operand::Value(value) => says(value),
        Operand::Range(from, to) => {
            says(from) || says(to) || condition.operator == Operator::Within
        }
        Operand::Values(values) => values.iter().any(says),
        Operand::Nothing | Operand::Column(_) | Operand::Plan(_) => false,
    }
}

fn cue_of(aggregate: Aggregate) -> Cue {
    match aggregate {
        Aggregate::Count => Cue::HowMany,
        Aggregate::Sum => Cue::Total,
        Aggregate::Average => Cue::Average,
        Aggregate::Minimum => Cue::Least,
        Aggregate::Maximum => Cue::Most,
    }
}
