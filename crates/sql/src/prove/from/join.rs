//! Joins and their conditions.

use std::rc::Rc;

use querist_vocabulary::statement::Dialect;
use sqlparser::ast::{
    Expr, Ident, JoinConstraint, JoinOperator, ObjectName, TableFactor, TableWithJoins,
};

use super::Left;
use crate::{
    names::{self, Key},
    prove::{Step, Walk},
    refuse,
    scope::Relation,
};

impl Walk<'_> {
    /// What both sides of a join bring together, its condition walked.
    pub(super) fn constrained(
        &mut self,
        mut left: Vec<Rc<Relation>>,
        right: Vec<Rc<Relation>>,
        operator: &JoinOperator,
    ) -> Step<Vec<Rc<Relation>>> {
        let Some(constraint) = constraint(operator) else {
            return Err(refuse::foreign("this kind of join", self.dialect, None));
        };
        match constraint {
            JoinConstraint::None => left.extend(right),
            JoinConstraint::On(condition) => {
                left.extend(right);
                self.on(&left, condition)?;
            }
            JoinConstraint::Using(columns) => {
                let keys = self.using_keys(columns)?;
                left = self.merge(left, right, &keys)?;
            }
            JoinConstraint::Natural => {
                let keys = shared_keys(&left, &right);
                left = self.merge(left, right, &keys)?;
            }
        }
        Ok(left)
    }

    /// A condition sees the tables of its own join; in SQLite all of FROM, so it waits until those
    /// are known.
    fn on(&mut self, joined: &Left, condition: &Expr) -> Step {
        if self.dialect == Dialect::Sqlite {
            return Ok(());
        }
        self.seeing(joined.to_vec(), |walk| walk.expression(condition))
    }

    /// The conditions that waited. Those within an aliased bracket have been walked already.
    pub(in crate::prove) fn waiting_conditions(&mut self, tree: &TableWithJoins) -> Step {
        if self.dialect != Dialect::Sqlite {
            return Ok(());
        }
        let TableWithJoins { relation, joins } = tree;
        self.waiting_within(relation)?;
        for join in joins {
            self.waiting_within(&join.relation)?;
            if let Some(JoinConstraint::On(condition)) = constraint(&join.join_operator) {
                self.expression(condition)?;
            }
        }
        Ok(())
    }

    fn waiting_within(&mut self, factor: &TableFactor) -> Step {
        match factor {
            TableFactor::NestedJoin { table_with_joins, alias: None } => {
                self.waiting_conditions(table_with_joins)
            }
            _ => Ok(()),
        }
    }

    fn using_keys(&self, columns: &[ObjectName]) -> Step<Vec<Ident>> {
        let single = |name: &ObjectName| match names::parts(name).as_deref() {
            Some([column]) => Some((*column).clone()),
            _ => None,
        };
        let keys: Option<Vec<Ident>> = columns.iter().map(single).collect();
        keys.ok_or_else(|| refuse::foreign("a dotted name in USING", self.dialect, None))
    }

    /// Columns of the same name on both sides become one; both are read.
    fn merge(
        &mut self,
        left: Vec<Rc<Relation>>,
        right: Vec<Rc<Relation>>,
        columns: &[Ident],
    ) -> Step<Vec<Rc<Relation>>> {
        for column in columns {
            self.seeing(left.clone(), |walk| walk.bare_column(column))?;
            self.seeing(right.clone(), |walk| walk.bare_column(column))?;
        }
        let keys: Vec<Key> =
            columns.iter().map(|name| names::written(self.dialect, name)).collect();
        let mut merged = left;
        for relation in right {
            let mut relation = Rc::unwrap_or_clone(relation);
            for column in &mut relation.shape.columns {
                column.merged |= keys.contains(&column.key);
            }
            merged.push(Rc::new(relation));
        }
        Ok(merged)
    }
}

/// The names that both sides have, as a natural join sees them.
fn shared_keys(left: &Left, right: &Left) -> Vec<Ident> {
    let seen = |relations: &Left| -> Vec<Key> {
        relations
            .iter()
            .flat_map(|relation| &relation.shape.columns)
            .filter(|column| !column.merged)
            .map(|column| column.key.clone())
            .collect()
    };
    let left = seen(left);
    let both = seen(right).into_iter().filter(|key| left.contains(key));
    both.map(|key| Ident::with_quote('"', key)).collect()
}

/// What a join asks of its rows; none for kinds of joins that no dialect here has.
fn constraint(operator: &JoinOperator) -> Option<&JoinConstraint> {
    match operator {
        JoinOperator::Join(constraint)
        | JoinOperator::Inner(constraint)
        | JoinOperator::Left(constraint)
        | JoinOperator::LeftOuter(constraint)
        | JoinOperator::Right(constraint)
        | JoinOperator::RightOuter(constraint)
        | JoinOperator::FullOuter(constraint)
        | JoinOperator::CrossJoin(constraint)
        | JoinOperator::StraightJoin(constraint) => Some(constraint),
        JoinOperator::Semi(_)
        | JoinOperator::LeftSemi(_)
        | JoinOperator::RightSemi(_)
        | JoinOperator::Anti(_)
        | JoinOperator::LeftAnti(_)
        | JoinOperator::RightAnti(_)
        | JoinOperator::CrossApply
        | JoinOperator::OuterApply
        | JoinOperator::AsOf { .. }
        | JoinOperator::ArrayJoin
        | JoinOperator::LeftArrayJoin
        | JoinOperator::InnerArrayJoin => None,
    }
}
