//! The shape of a plan: what is aggregated, compared, grouped and ordered, with slots for the names.

/// Its text form.
mod text;

use querist_vocabulary::value::Value;

use crate::plan::{
    Aggregate, Condition, Direction, Filter, Operand, Operator, Plan, Quantity, SetOperation, Term,
};

pub(crate) use text::parse;

/// A term with a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct TermShape {
    /// How rows become one figure.
    pub aggregate: Option<Aggregate>,
    /// Each different value once.
    pub distinct: bool,
    /// Whole rows rather than a column.
    pub rows: bool,
}

impl TermShape {
    /// A plain column.
    pub(crate) const COLUMN: Self = Self { aggregate: None, distinct: false, rows: false };
}

/// How a condition's right side is filled.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum RightShape {
    /// None.
    Nothing,
    /// A value of the question.
    Value,
    /// Another column.
    Column,
    /// A sub-plan.
    Shape(Box<Shape>),
}

/// A condition with slots. Without an operator, the words near the value choose it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ConditionShape {
    /// The left side.
    pub left: TermShape,
    /// How.
    pub operator: Option<Operator>,
    /// The right side.
    pub right: RightShape,
    /// Whether it is tied to the one before it by "or".
    pub or: bool,
}

/// How many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum LimitShape {
    /// All.
    All,
    /// One.
    One,
    /// A number of the question.
    Number,
}

/// A plan with slots.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Shape {
    /// Equal rows once.
    pub distinct: bool,
    /// What is shown.
    pub select: Vec<TermShape>,
    /// Conditions on rows.
    pub conditions: Vec<ConditionShape>,
    /// Group keys.
    pub group: usize,
    /// Conditions on groups.
    pub having: Vec<ConditionShape>,
    /// Orders.
    pub order: Vec<TermShape>,
    /// Which way.
    pub direction: Direction,
    /// How many rows.
    pub limit: LimitShape,
    /// Another shape put together with this one.
    pub set: Option<(SetOperation, Box<Shape>)>,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            distinct: false,
            select: Vec::new(),
            conditions: Vec::new(),
            group: 0,
            having: Vec::new(),
            order: Vec::new(),
            direction: Direction::Ascending,
            limit: LimitShape::All,
            set: None,
        }
    }
}

#[cfg(feature = "training")]
impl Shape {
    /// The shape of a plan; none where it compares columns or holds formulas.
    pub(crate) fn of<C: Clone, T>(plan: &Plan<C, T>) -> Option<Self> {
        let mut shape = Self {
            distinct: plan.distinct,
            select: plan.select.iter().map(term_shape).collect(),
            group: plan.per.len(),
            order: plan.order.iter().map(|(t, _)| term_shape(t)).collect(),
            direction: plan.order.last().map_or(Direction::Ascending, |(_, way)| *way),
            limit: match plan.limit {
                None => LimitShape::All,
                Some(1) => LimitShape::One,
                Some(_) => LimitShape::Number,
            },
            ..Self::default()
        };
        shape.read_filter(&plan.filter, false)?;
        if let Some((operation, other)) = &plan.set {
            shape.set = Some((*operation, Box::new(Self::of(other)?)));
        }
        Some(shape)
    }

    /// The same shape whose comparisons with values leave the operator open.
    pub(crate) fn without_operators(mut self) -> Self {
        for condition in self.conditions.iter_mut().chain(&mut self.having) {
            match &mut condition.right {
                RightShape::Value => condition.operator = None,
                RightShape::Shape(inner) => **inner = inner.clone().without_operators(),
                RightShape::Nothing | RightShape::Column => {}
            }
        }
        if let Some((_, other)) = &mut self.set {
            **other = other.clone().without_operators();
        }
        self
    }

    fn read_filter<C: Clone, T>(&mut self, filter: &Filter<C, T>, or: bool) -> Option<()> {
        match filter {
            Filter::All(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    self.read_filter(part, or && at == 0)?;
                }
            }
            Filter::Any(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    self.read_filter(part, at > 0)?;
                }
            }
            Filter::Is(condition) => {
                // What words say whole stands where a value does, and brings its operator.
                let whole = matches!(condition.right, Operand::Column(_))
                    || condition.operator == Operator::Missing;
                let right = match &condition.right {
                    _ if whole => RightShape::Value,
                    Operand::Nothing => RightShape::Nothing,
                    Operand::Value(_) | Operand::Range(..) | Operand::Values(_) => {
                        RightShape::Value
                    }
                    Operand::Column(_) => RightShape::Column,
                    Operand::Plan(plan) => RightShape::Shape(Box::new(Self::of(plan)?)),
                };
                let left = term_shape(&condition.left);
                let operator = (!whole).then_some(condition.operator);
                let made = ConditionShape { left, operator, right, or };
                if condition.left.is_aggregated() {
                    self.having.push(made);
                } else {
                    self.conditions.push(made);
                }
            }
        }
        Some(())
    }
}

#[cfg(feature = "training")]
fn term_shape<C>(term: &Term<C>) -> TermShape {
    TermShape {
        aggregate: term.aggregate,
        distinct: term.distinct,
        rows: matches!(term.of, Quantity::Rows),
    }
}

impl Shape {
    /// A plan of this shape without names, for comparing shapes.
    pub(crate) fn blank(&self) -> Plan<(), ()> {
        let condition = |c: &ConditionShape| {
            let right = match &c.right {
                RightShape::Nothing => Operand::Nothing,
                RightShape::Value => Operand::Value(Value::Null),
                RightShape::Column => Operand::Column(()),
                RightShape::Shape(inner) => Operand::Plan(Box::new(inner.blank())),
            };
            let operator = c.operator.unwrap_or(Operator::Equal);
            Filter::Is(Condition { left: blank_term(c.left), operator, right })
        };
        let conditions: Vec<_> = self.conditions.iter().map(condition).collect();
        let or = self.conditions.iter().any(|c| c.or);
        let mut parts = if or { vec![Filter::Any(conditions)] } else { conditions };
        parts.extend(self.having.iter().map(condition));
        Plan {
            distinct: self.distinct,
            select: self.select.iter().map(|t| blank_term(*t)).collect(),
            tables: Vec::new(),
            filter: Filter::All(parts),
            per: vec![Term::column(()); self.group],
            order: self.order.iter().map(|t| (blank_term(*t), self.direction)).collect(),
            limit: match self.limit {
                LimitShape::All => None,
                LimitShape::One => Some(1),
                LimitShape::Number => Some(2),
            },
            set: self.set.as_ref().map(|(operation, other)| (*operation, Box::new(other.blank()))),
            share: false,
        }
    }
}

fn blank_term(shape: TermShape) -> Term<()> {
    let of = if shape.rows { Quantity::Rows } else { Quantity::Column(()) };
    Term { aggregate: shape.aggregate, distinct: shape.distinct, of }
}
