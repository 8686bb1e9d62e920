//! A shape as text: `select D C,count(*) where C = V and C in (select C) group 1 having count(*) > V order
//! count(*) desc limit N except select C`.

use std::fmt;

use super::{ConditionShape, LimitShape, RightShape, Shape, TermShape};
use crate::plan::{Aggregate, Direction, Operator, SetOperation};

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
