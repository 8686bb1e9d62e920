//! What slot models learn from: the facts of every choice of a question, and which were right.

use std::collections::HashSet;

use crate::{
    compose::{
        scores::{OPERATORS as OPS, ROLES, Role},
        slots::{self, Facts, ItemSight, Sight},
    },
    expand::{BoundPlan, join::Joins},
    index::{ColumnId, TableId},
    link::{Linked, Said},
    plan::{Aggregate, Condition, Operand, Operator, Quantity, Term},
};

/// Choices of one kind in one question.
#[derive(Debug)]
pub(crate) struct Choice {
    /// The first model; further ones follow for the classes of one item.
    pub model: usize,
    /// Each option's facts, and whether it is right.
    pub options: Vec<(Facts, bool)>,
    /// Whether exactly some of the options are right and the others wrong, rather than each by itself.
    pub among: bool,
    /// For classes: the right one of the only option.
    pub class: Option<usize>,
}

/// What a gold plan says of roles, values and tables.
#[derive(Default)]
struct Gold {
    roles: Vec<HashSet<ColumnId>>,
    pairs: Vec<(ColumnId, String, Operator)>,
    said: Vec<(ColumnId, Said)>,
    tables: HashSet<TableId>,
}

/// Every choice of a question.
pub(crate) fn choices(linked: &Linked<'_>, joins: &Joins<'_>, plan: &BoundPlan) -> Vec<Choice> {
    let mut gold = Gold { roles: vec![HashSet::new(); ROLES.len()], ..Gold::default() };
    gold.block(plan, 0);
    let sight = Sight::new(linked);
    let facts: Vec<Facts> =
        linked.candidates.iter().map(|c| slots::column_facts(&sight, *c)).collect();
    let mut found = Vec::new();
    for (role, right) in ROLES.iter().zip(&gold.roles) {
        let each = matches!(role, Role::Select | Role::Where);
        if !each && !linked.candidates.iter().any(|c| right.contains(c)) {
            continue;
        }
        let options =
            linked.candidates.iter().zip(&facts).map(|(c, f)| (f.clone(), right.contains(c)));
        found.push(Choice {
            model: *role as usize,
            options: options.collect(),
            among: !each,
            class: None,
        });
    }
    let small = linked.index.tables.len() <= 60;
    let tables = linked.index.table_ids().filter(|t| small || !linked.table(*t).spans.is_empty());
    let options = tables.map(|t| (slots::table_facts(linked, joins, t), gold.tables.contains(&t)));
    found.push(Choice {
        model: slots::TABLES,
        options: options.collect(),
        among: false,
        class: None,
    });
    found.extend(values(linked, &gold));
    found
}

fn values(linked: &Linked<'_>, gold: &Gold) -> Vec<Choice> {
    let mut pairs = Vec::new();
    let mut found = Vec::new();
    for item in &linked.items {
        let sight = ItemSight::new(linked, item);
        for (column, value, exact) in &item.holders {
            let text = plain(&value.to_string());
            let right = gold.pairs.iter().find(|(c, v, _)| c == column && *v == text);
            let whole = item.said.is_some_and(|said| gold.said.contains(&(*column, said)));
            pairs.push((slots::pair_facts(&sight, *column, *exact), right.is_some() || whole));
            let class = right.and_then(|(_, _, operator)| OPS.iter().position(|o| o == operator));
            if let Some(class) = class {
                let facts = slots::operator_facts(linked, item, *column);
                let options = vec![(facts, true)];
                found.push(Choice {
                    model: slots::OPERATORS,
                    options,
                    among: false,
                    class: Some(class),
                });
            }
        }
    }
    found.push(Choice { model: slots::PAIRS, options: pairs, among: false, class: None });
    found
}

/// A value without case, marks and the signs of patterns.
fn plain(text: &str) -> String {
    let trimmed = text.trim().trim_matches('%').to_lowercase();
    trimmed.parse::<f64>().map(|n| n.to_string()).unwrap_or(trimmed)
}

impl Gold {
    fn add(&mut self, role: Role, term: &Term<ColumnId>) {
        if let (Some(set), Some(column)) = (self.roles.get_mut(role as usize), term.column_of()) {
            set.insert(*column);
        }
    }

    fn block(&mut self, plan: &BoundPlan, depth: usize) {
        self.tables.extend(&plan.tables);
        for term in &plan.select {
            match (term.aggregate, depth) {
                (None, 0) => self.add(Role::Select, term),
                (Some(Aggregate::Count), 0) => self.add(Role::CountDistinct, term),
                (Some(_), 0) => self.add(Role::Aggregate, term),
                (None, _) => self.add(Role::InnerSelect, term),
                (Some(_), _) => self.add(Role::InnerAggregate, term),
            }
        }
        for (term, _) in &plan.order {
            self.add(
                if term.aggregate.is_none() { Role::Order } else { Role::OrderAggregate },
                term,
            );
        }
        for term in &plan.per {
            self.add(Role::Group, term);
        }
        for condition in plan.filter.conditions() {
            self.condition(condition);
        }
        if let Some((_, other)) = &plan.set {
            self.block(other, depth);
        }
    }

    fn condition(&mut self, condition: &Condition<ColumnId, TableId>) {
        let left = &condition.left;
        if let Operand::Plan(inner) = &condition.right {
            let keys = matches!(condition.operator, Operator::In | Operator::NotIn);
            self.add(if keys { Role::Outer } else { Role::InnerAggregate }, left);
            return self.block(inner, 1);
        }
        if left.is_aggregated() {
            if left.of != Quantity::Rows {
                self.add(Role::OrderAggregate, left);
            }
            return;
        }
        self.add(Role::Where, left);
        let Some(column) = left.column_of().copied() else { return };
        let mut pair = |text: String| self.pairs.push((column, plain(&text), condition.operator));
        match &condition.right {
            Operand::Value(value) => pair(value.to_string()),
            Operand::Range(from, to) => {
                pair(from.to_string());
                pair(to.to_string());
            }
            Operand::Nothing | Operand::Column(_) => {
                self.said.extend(Said::of(condition).map(|said| (column, said)));
            }
            Operand::Values(_) | Operand::Plan(_) => {}
        }
    }
}
