//! The shape of a plan: what is aggregated, compared, grouped and ordered, with slots for the names.
//!
//! As text: `select D C,count(*) where C = V and C in (select C) group 1 having count(*) > V order
//! count(*) desc limit N except select C`.

use std::fmt;

use querist_vocabulary::value::Value;

use crate::plan::{
    Aggregate, Condition, Direction, Filter, Operand, Operator, Plan, Quantity, SetOperation, Term,
};

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

const AGGREGATES: [(Aggregate, &str); 5] = [
    (Aggregate::Count, "count"),
    (Aggregate::Sum, "sum"),
    (Aggregate::Average, "avg"),
    (Aggregate::Minimum, "min"),
    (Aggregate::Maximum, "max"),
];

const OPERATORS: [(Option<Operator>, &str); 15] = [
    (None, "?"),
    (Some(Operator::Equal), "="),
    (Some(Operator::NotEqual), "!="),
    (Some(Operator::Greater), ">"),
    (Some(Operator::Less), "<"),
    (Some(Operator::AtLeast), ">="),
    (Some(Operator::AtMost), "<="),
    (Some(Operator::Between), "between"),
    (Some(Operator::Within), "within"),
    (Some(Operator::Like), "like"),
    (Some(Operator::NotLike), "unlike"),
    (Some(Operator::In), "in"),
    (Some(Operator::NotIn), "notin"),
    (Some(Operator::Missing), "missing"),
    (Some(Operator::Present), "present"),
];

impl fmt::Display for TermShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = if self.rows { "*" } else { "C" };
        let each = if self.distinct { "D" } else { "" };
        match AGGREGATES.iter().find(|(a, _)| Some(*a) == self.aggregate) {
            Some((_, word)) => write!(f, "{word}({each}{inner})"),
            None => f.write_str(inner),
        }
    }
}

impl fmt::Display for ConditionShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operator = OPERATORS.iter().find(|(o, _)| *o == self.operator).map_or("?", |(_, w)| w);
        write!(f, "{} {operator}", self.left)?;
        match &self.right {
            RightShape::Nothing => Ok(()),
            RightShape::Value => f.write_str(" V"),
            RightShape::Column => f.write_str(" C"),
            RightShape::Shape(shape) => write!(f, " ( {shape} )"),
        }
    }
}

fn conditions_text(f: &mut fmt::Formatter<'_>, word: &str, list: &[ConditionShape]) -> fmt::Result {
    for (at, condition) in list.iter().enumerate() {
        let tie = if at == 0 {
            word
        } else if condition.or {
            "or"
        } else {
            "and"
        };
        write!(f, " {tie} {condition}")?;
    }
    Ok(())
}

fn terms_text(terms: &[TermShape]) -> String {
    terms.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let distinct = if self.distinct { "D " } else { "" };
        write!(f, "select {distinct}{}", terms_text(&self.select))?;
        conditions_text(f, "where", &self.conditions)?;
        if self.group > 0 {
            write!(f, " group {}", self.group)?;
        }
        conditions_text(f, "having", &self.having)?;
        if !self.order.is_empty() {
            let way = if self.direction == Direction::Descending { "desc" } else { "asc" };
            write!(f, " order {} {way}", terms_text(&self.order))?;
        }
        match self.limit {
            LimitShape::All => {}
            LimitShape::One => f.write_str(" limit 1")?,
            LimitShape::Number => f.write_str(" limit N")?,
        }
        match &self.set {
            Some((SetOperation::Union, other)) => write!(f, " union {other}"),
            Some((SetOperation::Intersect, other)) => write!(f, " intersect {other}"),
            Some((SetOperation::Except, other)) => write!(f, " except {other}"),
            None => Ok(()),
        }
    }
}

/// Reads the text form; none where it is not one.
pub(crate) fn parse(text: &str) -> Option<Shape> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (shape, rest) = read(&words)?;
    rest.is_empty().then_some(shape)
}

type Rest<'a, 'b> = &'b [&'a str];

fn read<'a, 'b>(words: Rest<'a, 'b>) -> Option<(Shape, Rest<'a, 'b>)> {
    let mut shape = Shape::default();
    let mut rest = words.strip_prefix(&["select"])?;
    if let Some(after) = rest.strip_prefix(&["D"]) {
        shape.distinct = true;
        rest = after;
    }
    let (list, after) = rest.split_first()?;
    shape.select = read_terms(list)?;
    rest = after;
    while let Some((word, after)) = rest.split_first() {
        rest = match *word {
            "where" => read_conditions(after, &mut shape.conditions)?,
            "having" => read_conditions(after, &mut shape.having)?,
            "group" => {
                let (count, after) = after.split_first()?;
                shape.group = count.parse().ok()?;
                after
            }
            "order" => read_order(after, &mut shape)?,
            "limit" => {
                let (count, after) = after.split_first()?;
                shape.limit = if *count == "1" { LimitShape::One } else { LimitShape::Number };
                after
            }
            "union" => return read_set(SetOperation::Union, after, shape),
            "intersect" => return read_set(SetOperation::Intersect, after, shape),
            "except" => return read_set(SetOperation::Except, after, shape),
            _ => return Some((shape, rest)),
        };
    }
    Some((shape, rest))
}

fn read_set<'a, 'b>(
    operation: SetOperation,
    words: Rest<'a, 'b>,
    mut shape: Shape,
) -> Option<(Shape, Rest<'a, 'b>)> {
    let (other, rest) = read(words)?;
    shape.set = Some((operation, Box::new(other)));
    Some((shape, rest))
}

fn read_order<'a, 'b>(words: Rest<'a, 'b>, shape: &mut Shape) -> Option<Rest<'a, 'b>> {
    let (list, after) = words.split_first()?;
    let (way, after) = after.split_first()?;
    shape.order = read_terms(list)?;
    shape.direction = if *way == "desc" { Direction::Descending } else { Direction::Ascending };
    Some(after)
}

fn read_terms(list: &str) -> Option<Vec<TermShape>> {
    list.split(',').filter(|term| !term.is_empty()).map(read_term).collect()
}

fn read_term(text: &str) -> Option<TermShape> {
    if let Some((word, inner)) = text.split_once('(') {
        let aggregate = AGGREGATES.iter().find(|(_, known)| *known == word)?.0;
        let inner = inner.strip_suffix(')')?;
        let distinct = inner.starts_with('D');
        return Some(TermShape {
            aggregate: Some(aggregate),
            distinct,
            rows: inner.ends_with('*'),
        });
    }
    matches!(text, "C" | "*").then_some(TermShape { rows: text == "*", ..TermShape::COLUMN })
}

fn read_conditions<'a, 'b>(
    mut words: Rest<'a, 'b>,
    list: &mut Vec<ConditionShape>,
) -> Option<Rest<'a, 'b>> {
    let mut or = false;
    loop {
        let (left, after) = words.split_first()?;
        let (operator, after) = after.split_first()?;
        let left = read_term(left)?;
        let operator = OPERATORS.iter().find(|(_, word)| word == operator)?.0;
        let (right, after) = match after.split_first() {
            Some((&"V", after)) => (RightShape::Value, after),
            Some((&"C", after)) => (RightShape::Column, after),
            Some((&"(", after)) => {
                let (shape, after) = read(after)?;
                (RightShape::Shape(Box::new(shape)), after.strip_prefix(&[")"])?)
            }
            _ => (RightShape::Nothing, after),
        };
        list.push(ConditionShape { left, operator, right, or });
        match after.split_first() {
            Some((&"and", more)) => (or, words) = (false, more),
            Some((&"or", more)) => (or, words) = (true, more),
            _ => return Some(after),
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
                let right = match &condition.right {
                    Operand::Nothing => RightShape::Nothing,
                    Operand::Value(_) | Operand::Range(..) | Operand::Values(_) => {
                        RightShape::Value
                    }
                    Operand::Column(_) => RightShape::Column,
                    Operand::Plan(plan) => RightShape::Shape(Box::new(Self::of(plan)?)),
                };
                let left = term_shape(&condition.left);
                let operator = Some(condition.operator);
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
