//! Operators of a count: "more than 3 orders".

use super::OPERATORS;
use crate::{
    cues::Cue,
    link::{Item, Linked},
    plan::Operator,
};

/// How plausible each operator is for a count, from the words around its number.
pub(super) fn operators_of_count(linked: &Linked<'_>, item: &Item) -> [f32; 9] {
    let near = |cue: Cue, back: usize| {
        linked.cues.at(cue).any(|at| at < item.span.from && item.span.from - at <= back)
    };
    let before = |word: &str| {
        (1..=3).any(|back| item.span.from >= back && linked.text(item.span.from - back) == word)
    };
    let behind = linked.text(item.span.to + 1);
    let chosen = if near(Cue::Between, 5) {
        Operator::Between
    } else if before("least") || behind == "more" {
        Operator::AtLeast
    } else if before("most") || behind == "less" {
        Operator::AtMost
    } else if near(Cue::More, 4) {
        Operator::Greater
    } else if near(Cue::Less, 4) {
        Operator::Less
    } else if near(Cue::Not, 4) {
        Operator::NotEqual
    } else {
        Operator::Equal
    };
    OPERATORS.map(|operator| if operator == chosen { -0.1 } else { -4.0 })
}
