//! Terms and conditions as text.

use querist_sql::literal;
use querist_vocabulary::{
    statement::Dialect,
    value::{Value, ValueKind},
};

use super::{
    BoundPlan, bucket,
    join::Joins,
    sql::{Naming, render},
};
use crate::{
    index::{ColumnId, Index, TableId},
    plan::{Aggregate, Bucket, Condition, Operand, Operator, Piece, Quantity, Term},
};

/// What is needed to write a term: the index, its joins, and whether columns carry their table.
#[derive(Clone, Copy)]
pub(crate) struct Writer<'a> {
    /// The index.
    pub index: &'a Index,
    /// Join trees for sub-plans.
    pub joins: &'a Joins<'a>,
    /// Whether several tables are in use.
    pub several: bool,
}

/// A term for explanations, columns with their tables.
pub(crate) fn term_sql(index: &Index, joins: &Joins<'_>, term: &Term<ColumnId>) -> String {
    Writer { index, joins, several: true }.term(term)
}

/// A condition for explanations, columns with their tables.
pub(crate) fn condition_sql(
    index: &Index,
    joins: &Joins<'_>,
    condition: &Condition<ColumnId, TableId>,
) -> Option<String> {
    Writer { index, joins, several: true }.condition(condition)
}

impl<'a> Writer<'a> {
    fn dialect(&self) -> Dialect {
        self.index.dialect
    }

    /// A column.
    pub(crate) fn column(&self, id: ColumnId) -> &'a str {
        let [alone, with_table] = &self.index.column(id).written;
        if self.several { with_table } else { alone }
    }

    /// A term.
    pub(crate) fn term(&self, term: &Term<ColumnId>) -> String {
        let inner = match &term.of {
            Quantity::Rows => "*".to_string(),
            Quantity::Column(column) => self.measured(*column, term.aggregate),
            Quantity::Bucket(column, bucket) => self.bucket(*column, *bucket),
            Quantity::Formula(formula) => self.pieces(&formula.pieces),
        };
        let Some(aggregate) = term.aggregate else { return inner };
        let distinct = if term.distinct { "DISTINCT " } else { "" };
        format!("{}({distinct}{inner})", word(aggregate))
    }

    /// SQL and columns in turn.
    pub(crate) fn pieces(&self, pieces: &[Piece<ColumnId>]) -> String {
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Sql(sql) => sql.as_str(),
                Piece::Column(column) => self.column(*column),
            })
            .collect()
    }

    /// A column whose numbers are kept as text is cast before it is measured.
    fn measured(&self, id: ColumnId, aggregate: Option<Aggregate>) -> String {
        match aggregate {
            None | Some(Aggregate::Count) => self.column(id).to_owned(),
            Some(Aggregate::Average) if self.cuts_averages(id) => {
                format!("1.0 * {}", self.column(id))
            }
            Some(_) => self.as_number(id),
        }
    }

    /// PostgreSQL takes a missing value for the greatest; the others for the least.
    pub(crate) fn begins_with_missing(&self, term: &Term<ColumnId>) -> bool {
        let missing = |c: &ColumnId| self.index.column(*c).nulls > 0;
        self.dialect() == Dialect::Postgres && term.column_of().is_some_and(missing)
    }

    /// SQL Server's average of whole numbers is a whole number.
    fn cuts_averages(&self, id: ColumnId) -> bool {
        let kind = self.index.column(id).declared;
        self.dialect() == Dialect::SqlServer && matches!(kind, ValueKind::Integer)
    }

    /// The column as a number, where numbers are kept as text.
    pub(crate) fn as_number(&self, id: ColumnId) -> String {
        let column = self.index.column(id);
        let kept_as_text = column.declared == ValueKind::Text && column.kind.is_number();
        if !kept_as_text {
            return self.column(id).to_owned();
        }
        let (cast, kind) = match self.dialect() {
            Dialect::Sqlite => ("CAST", "REAL"),
            Dialect::Postgres => ("CAST", "numeric"),
            Dialect::Mysql => ("CAST", "decimal(30, 10)"),
            Dialect::SqlServer => ("TRY_CAST", "decimal(30, 10)"),
            Dialect::BigQuery => ("SAFE_CAST", "NUMERIC"),
        };
        format!("{cast}({} AS {kind})", self.column(id))
    }

    fn bucket(&self, id: ColumnId, bucket: Bucket) -> String {
        bucket::key(self.dialect(), self.column(id), self.index.column(id).declared, bucket)
    }

    /// A comparison; none when its sub-plan cannot be joined.
    pub(crate) fn condition(&self, condition: &Condition<ColumnId, TableId>) -> Option<String> {
        if condition.operator == Operator::Holds {
            return Some(format!("({})", self.term(&condition.left)));
        }
        let column = condition.left.column_of().copied();
        let value = |v: &Value| self.value(column.filter(|_| !condition.left.is_aggregated()), v);
        let matches_text = matches!(condition.operator, Operator::Like | Operator::NotLike);
        let left = self.left(condition);
        let right = match &condition.right {
            Operand::Nothing => String::new(),
            Operand::Value(one) if matches_text => self.pattern(one),
            Operand::Value(one) => value(one),
            Operand::Range(from, to) if condition.operator == Operator::Between => {
                format!("{} AND {}", value(from), value(to))
            }
            Operand::Range(from, until) => return Some(within(&left, from, until, &value)),
            Operand::Values(many) => {
                format!("({})", many.iter().map(value).collect::<Vec<_>>().join(", "))
            }
            Operand::Column(other) => self.column(*other).to_owned(),
            Operand::Plan(plan) => format!("({})", self.inner(condition.operator, plan)?),
        };
        let operator = self.operator(condition.operator);
        Some(if right.is_empty() {
            format!("{left} {operator}")
        } else {
            format!("{left} {operator} {right}")
        })
    }

    fn left(&self, condition: &Condition<ColumnId, TableId>) -> String {
        let ranked = matches!(
            condition.operator,
            Operator::Greater
                | Operator::Less
                | Operator::AtLeast
                | Operator::AtMost
                | Operator::Between
        );
        match &condition.left {
            Term { aggregate: None, of: Quantity::Column(column), .. } if ranked => {
                self.as_number(*column)
            }
            other if matches!(condition.operator, Operator::Like | Operator::NotLike) => {
                self.matched(other)
            }
            other => self.term(other),
        }
    }

    /// What a pattern is held against. BigQuery minds capitals; it and PostgreSQL take text alone.
    fn matched(&self, term: &Term<ColumnId>) -> String {
        let written = self.term(term);
        let text = |c: &ColumnId| self.index.column(*c).declared == ValueKind::Text;
        let text = term.column_of().is_some_and(text);
        match self.dialect() {
            Dialect::BigQuery if text => format!("lower({written})"),
            Dialect::BigQuery => format!("lower(CAST({written} AS STRING))"),
            Dialect::Postgres if !text => format!("CAST({written} AS text)"),
            Dialect::Sqlite | Dialect::Postgres | Dialect::Mysql | Dialect::SqlServer => written,
        }
    }

    /// A pattern. In SQL Server's, a bracket begins a set of characters.
    fn pattern(&self, value: &Value) -> String {
        let pattern = match (self.dialect(), value) {
            (Dialect::BigQuery, Value::Text(text)) => Value::Text(text.to_lowercase()),
            (Dialect::SqlServer, Value::Text(text)) => Value::Text(text.replace('[', "[[]")),
            _ => value.clone(),
        };
        literal(self.dialect(), &pattern)
    }

    /// A sub-plan; `NOT IN` leaves out missing values, or one would empty the result.
    fn inner(&self, operator: Operator, plan: &BoundPlan) -> Option<String> {
        let shown = plan.select.first().and_then(Term::column_of).copied();
        let nulls = shown.filter(|c| self.index.column(*c).nulls > 0);
        match nulls.filter(|_| operator == Operator::NotIn) {
            None => render(self.index, self.joins, plan, Naming::Inner),
            Some(column) => {
                let mut plan = plan.clone();
                plan.filter.and(crate::plan::Filter::Is(Condition {
                    left: Term::column(column),
                    operator: Operator::Present,
                    right: Operand::Nothing,
                }));
                render(self.index, self.joins, &plan, Naming::Inner)
            }
        }
    }

    /// A value in the form that its column keeps.
    fn value(&self, column: Option<ColumnId>, value: &Value) -> String {
        let text = column.is_some_and(|c| {
            let column = self.index.column(c);
            column.declared == ValueKind::Text && !column.kind.is_number()
        });
        let as_text = || literal(self.dialect(), &Value::Text(value.to_string()));
        match value {
            Value::Integer(_) | Value::Float(_) | Value::Decimal(_) if text => as_text(),
            // ISO days kept as text are in order as text; only some dialects compare text with days.
            Value::Date(_) | Value::DateTime(_) if text => as_text(),
            Value::Date(_) | Value::DateTime(_) if self.is_instant(column) => {
                format!("TIMESTAMP '{value}'")
            }
            other => literal(self.dialect(), other),
        }
    }

    /// BigQuery compares an instant with instants alone; their day begins in UTC.
    fn is_instant(&self, column: Option<ColumnId>) -> bool {
        let declared = column.map(|c| self.index.column(c).declared);
        self.dialect() == Dialect::BigQuery && declared == Some(ValueKind::Timestamp)
    }

    fn operator(&self, operator: Operator) -> &'static str {
        let postgres = self.dialect() == Dialect::Postgres;
        match operator {
            Operator::Equal => "=",
            Operator::NotEqual => "<>",
            Operator::Greater => ">",
            Operator::Less => "<",
            Operator::AtLeast => ">=",
            Operator::AtMost => "<=",
            Operator::Between | Operator::Within => "BETWEEN",
            Operator::Like if postgres => "ILIKE",
            Operator::Like => "LIKE",
            Operator::NotLike if postgres => "NOT ILIKE",
            Operator::NotLike => "NOT LIKE",
            Operator::In => "IN",
            Operator::NotIn => "NOT IN",
            Operator::Missing => "IS NULL",
            Operator::Present => "IS NOT NULL",
            Operator::Holds => "",
        }
    }
}

fn within(left: &str, from: &Value, until: &Value, value: &dyn Fn(&Value) -> String) -> String {
    match (from.is_null(), until.is_null()) {
        (false, false) => {
            format!("{left} >= {} AND {left} < {}", value(from), value(until))
        }
        (false, true) => format!("{left} >= {}", value(from)),
        (true, _) => format!("{left} < {}", value(until)),
    }
}

fn word(aggregate: Aggregate) -> &'static str {
    match aggregate {
        Aggregate::Count => "count",
        Aggregate::Sum => "sum",
        Aggregate::Average => "avg",
        Aggregate::Minimum => "min",
        Aggregate::Maximum => "max",
    }
}
