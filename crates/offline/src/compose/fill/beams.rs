//! What shapes that begin alike share: the beam after each of their steps.

use std::{cell::RefCell, rc::Rc};

use super::Partial;
use crate::compose::shape::{ConditionShape, LimitShape, Shape, TermShape};

/// One slot of a shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step<'a> {
    /// What is shown at a place.
    Select(usize, TermShape),
    /// A condition on rows.
    Condition(&'a ConditionShape),
    /// The key of groups at a place.
    Group(usize),
    /// A condition on groups.
    Having(&'a ConditionShape),
    /// An order.
    Order(TermShape),
    /// The number of rows.
    Limit,
    /// Tables that take part without giving a column.
    Tables,
}

/// The slots of a shape in the order in which they are filled.
pub(super) fn steps(shape: &Shape) -> impl Iterator<Item = Step<'_>> {
    let limited = shape.limit == LimitShape::Number;
    let shown = shape.select.iter().enumerate().map(|(at, term)| Step::Select(at, *term));
    shown
        .chain(shape.conditions.iter().map(Step::Condition))
        .chain((0..shape.group).map(Step::Group))
        .chain(shape.having.iter().map(Step::Having))
        .chain(shape.order.iter().map(|term| Step::Order(*term)))
        .chain(limited.then_some(Step::Limit))
        .chain([Step::Tables])
}

/// Beams by the steps that led to them.
pub(super) struct Beams<'a> {
    nodes: RefCell<Vec<Node<'a>>>,
}

struct Node<'a> {
    beam: Rc<Vec<Partial>>,
    next: Vec<(Step<'a>, usize)>,
}

impl<'a> Beams<'a> {
    /// No step made.
    pub(super) fn new(seed: Partial) -> Self {
        let root = Node { beam: Rc::new(vec![seed]), next: Vec::new() };
        Self { nodes: RefCell::new(vec![root]) }
    }

    /// The beam after all steps of a shape; `go` makes a step that nobody made before.
    pub(super) fn of(
        &self,
        shape: &'a Shape,
        go: impl Fn(&[Partial], Step<'a>) -> Vec<Partial>,
    ) -> Rc<Vec<Partial>> {
        let mut at = 0;
        for step in steps(shape) {
            at = self.known(at, step).unwrap_or_else(|| {
                let made = go(&self.beam(at), step);
                self.keep(at, step, made)
            });
        }
        self.beam(at)
    }

    fn beam(&self, at: usize) -> Rc<Vec<Partial>> {
        self.nodes.borrow().get(at).map(|node| Rc::clone(&node.beam)).unwrap_or_default()
    }

    fn known(&self, at: usize, step: Step<'a>) -> Option<usize> {
        let nodes = self.nodes.borrow();
        nodes.get(at)?.next.iter().find(|(known, _)| *known == step).map(|(_, next)| *next)
    }

    fn keep(&self, at: usize, step: Step<'a>, beam: Vec<Partial>) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        let next = nodes.len();
        nodes.push(Node { beam: Rc::new(beam), next: Vec::new() });
        if let Some(node) = nodes.get_mut(at) {
            node.next.push((step, next));
        }
        next
    }
}
