//! The same plan over other names.

use super::{Condition, Filter, Formula, Operand, Piece, Plan, Quantity, Term};

/// How columns and tables are renamed; none when a name has gone.
pub(crate) struct Renaming<'a, C, T, D, U> {
    /// A column's other name.
    pub column: &'a dyn Fn(&C) -> Option<D>,
    /// A table's other name.
    pub table: &'a dyn Fn(&T) -> Option<U>,
}

impl<C, T> Plan<C, T> {
    /// The plan over other names; none when one of them is not known there.
    pub(crate) fn rename<D, U>(&self, names: &Renaming<'_, C, T, D, U>) -> Option<Plan<D, U>> {
        let terms = |terms: &[Term<C>]| -> Option<Vec<Term<D>>> {
            terms.iter().map(|t| t.rename(names.column)).collect()
        };
        let order = self.order.iter().map(|(t, way)| Some((t.rename(names.column)?, *way)));
        let set = match &self.set {
            Some((operation, other)) => Some((*operation, Box::new(other.rename(names)?))),
            None => None,
        };
        Some(Plan {
            distinct: self.distinct,
            select: terms(&self.select)?,
            tables: self.tables.iter().map(names.table).collect::<Option<_>>()?,
            filter: self.filter.rename(names)?,
            per: terms(&self.per)?,
            order: order.collect::<Option<_>>()?,
            limit: self.limit,
            set,
            share: self.share,
        })
    }
}

impl<C> Term<C> {
    fn rename<D>(&self, name: &dyn Fn(&C) -> Option<D>) -> Option<Term<D>> {
        let of = match &self.of {
            Quantity::Rows => Quantity::Rows,
            Quantity::Column(column) => Quantity::Column(name(column)?),
            Quantity::Bucket(column, bucket) => Quantity::Bucket(name(column)?, *bucket),
            Quantity::Formula(formula) => Quantity::Formula(formula.rename(name)?),
        };
        Some(Term { aggregate: self.aggregate, distinct: self.distinct, of })
    }
}

impl<C> Formula<C> {
    fn rename<D>(&self, name: &dyn Fn(&C) -> Option<D>) -> Option<Formula<D>> {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Sql(sql) => Some(Piece::Sql(sql.clone())),
            Piece::Column(column) => Some(Piece::Column(name(column)?)),
        });
        Some(Formula {
            name: self.name.clone(),
            pieces: pieces.collect::<Option<_>>()?,
            aggregated: self.aggregated,
        })
    }
}

impl<C, T> Filter<C, T> {
    fn rename<D, U>(&self, names: &Renaming<'_, C, T, D, U>) -> Option<Filter<D, U>> {
        let all = |parts: &[Self]| -> Option<Vec<Filter<D, U>>> {
            parts.iter().map(|part| part.rename(names)).collect()
        };
        Some(match self {
            Self::All(parts) => Filter::All(all(parts)?),
            Self::Any(parts) => Filter::Any(all(parts)?),
            Self::Is(condition) => Filter::Is(condition.rename(names)?),
        })
    }
}

impl<C, T> Condition<C, T> {
    fn rename<D, U>(&self, names: &Renaming<'_, C, T, D, U>) -> Option<Condition<D, U>> {
        let right = match &self.right {
            Operand::Nothing => Operand::Nothing,
            Operand::Value(value) => Operand::Value(value.clone()),
            Operand::Range(from, to) => Operand::Range(from.clone(), to.clone()),
            Operand::Values(values) => Operand::Values(values.clone()),
            Operand::Column(column) => Operand::Column((names.column)(column)?),
            Operand::Plan(plan) => Operand::Plan(Box::new(plan.rename(names)?)),
        };
        Some(Condition { left: self.left.rename(names.column)?, operator: self.operator, right })
    }
}
