//! Questions as people type them, made over any schema, with the plans that answer them.
//!
//! What people wrote for a benchmark says little of "tracks by genre", "monthly revenue" or "orders not shipped
//! yet": the models learn those turns here, from each database's own rows, columns and values.

/// Figures with names, as people would define them.
mod figures;

/// What a schema offers to ask about.
mod scene;

/// How people say it.
mod voice;

/// What is wanted, as plans.
mod wish;

use super::dice::Dice;
use crate::{expand::BoundPlan, index::Index};

pub(crate) use figures::knowledge;
use scene::Scene;

/// Every wish with its wordings.
const WORDINGS: &str = include_str!("everyday/wordings.txt");

/// A question with the plan that answers it and others that do so as well.
pub(crate) struct Made {
    /// As typed.
    pub question: String,
    /// What answers it.
    pub plan: BoundPlan,
    /// What answers it too: with the figure shown that it asks to rank by.
    pub also: Vec<BoundPlan>,
}

/// At most so many questions about a database; always the same ones for its name.
pub(crate) fn questions(index: &Index, name: &str, most: usize) -> Vec<Made> {
    let mut dice = Dice::new(name);
    let wishes: Vec<(&str, Vec<&str>)> = WORDINGS.lines().filter_map(wording).collect();
    let mut found: Vec<Made> = Vec::new();
    for _ in 0..most * 8 {
        if found.len() >= most {
            break;
        }
        let Some((wish, wordings)) = dice.one(&wishes) else { break };
        let made = Scene::draw(index, &mut dice)
            .and_then(|scene| wish::grant(wish, &scene, &mut dice))
            .and_then(|granted| voice::say(wordings, granted, &mut dice));
        found.extend(made.filter(|m| found.iter().all(|known| known.question != m.question)));
    }
    found
}

/// A line `wish: wording | wording`; lines that begin with `#` are notes.
fn wording(line: &str) -> Option<(&str, Vec<&str>)> {
    let (wish, all) = line.split_once(": ").filter(|_| !line.starts_with('#'))?;
    Some((wish, all.split(" | ").map(str::trim).collect()))
}

#[cfg(test)]
mod tests;
