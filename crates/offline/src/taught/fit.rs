//! Whether a question fills the holes of an example, and with what.

use querist_vocabulary::schema::ColumnName;

use super::{
    cut::Cut,
    folding::{Folding, phrase},
    skeleton::{Hole, Part, Skeleton, Takes},
};
use crate::{
    ValueIndex,
    index::values::LONGEST_PHRASE,
    words::{Token, tokens},
};

/// What is known of the database's words.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// Its stored values.
    pub(super) values: &'a ValueIndex,
    /// What people wrote.
    pub(super) folding: &'a Folding,
}

/// How a question fills an example.
#[derive(Debug, Default)]
pub(super) struct Fitting {
    /// Literals' positions and their new texts.
    pub(super) filled: Vec<(usize, String)>,
    /// What was said and what is said now, where they differ.
    pub(super) replaced: Vec<(String, String)>,
    /// Whether a value is not said as it is stored, or days are said in other words.
    pub(super) folded: bool,
}

impl Skeleton {
    /// How a question fills the holes; none where anything else differs.
    pub(super) fn fit(&self, cut: &Cut, known: Known<'_>) -> Option<Fitting> {
        if self.days.len() != cut.days.len() {
            return None;
        }
        let values = self.walk(cut, known, 0, 0)?;
        let mut fitting = Fitting::default();
        for (hole, value) in self.holes().zip(values) {
            let literals = hole.literals.iter().map(|at| (*at, value.text.clone()));
            fitting.filled.extend(literals);
            fitting.folded |= value.folded;
            if !hole.typed.eq_ignore_ascii_case(&value.typed) {
                fitting.replaced.push((hole.typed.clone(), value.typed));
            }
        }
        for (slot, (day, typed)) in self.days.iter().zip(&cut.days) {
            fitting.filled.extend(slot.fill(day, typed)?);
            if !slot.typed().eq_ignore_ascii_case(typed) {
                fitting.replaced.push((slot.typed().to_owned(), typed.clone()));
            }
        }
        Some(fitting)
    }

    fn holes(&self) -> impl Iterator<Item = &Hole> {
        self.parts.iter().filter_map(|part| match part {
            Part::Hole(hole) => Some(hole),
            Part::Says(_) => None,
        })
    }

    /// What fills the holes from a part on, where the words from a place on fit.
    fn walk(&self, cut: &Cut, known: Known<'_>, part: usize, at: usize) -> Option<Vec<Filling>> {
        let filling = cut.words.get(at).is_some_and(super::cut::Word::is_filling);
        let skip = || filling.then(|| self.walk(cut, known, part, at + 1)).flatten();
        match self.parts.get(part) {
            None if at >= cut.words.len() => Some(Vec::new()),
            None => skip(),
            Some(Part::Says(wanted)) => {
                let (says, count) = known.folding.say(&cut.words, at, cut.words.len())?;
                let same = says == *wanted;
                let rest = same.then(|| self.walk(cut, known, part + 1, at + count)).flatten();
                rest.or_else(skip)
            }
            Some(Part::Hole(hole)) => {
                let fillings = hole.takes.fillings(cut, known, at);
                let filled = fillings.into_iter().find_map(|(value, count)| {
                    let mut rest = self.walk(cut, known, part + 1, at + count)?;
                    rest.insert(0, value);
                    Some(rest)
                });
                filled.or_else(skip)
            }
        }
    }
}

/// What fills a hole.
#[derive(Debug, Clone)]
struct Filling {
    /// The literal's text.
    text: String,
    /// As it was typed.
    typed: String,
    folded: bool,
}

impl Takes {
    /// What the words from a place on could fill the hole with, and how many words that takes; the longest first.
    fn fillings(&self, cut: &Cut, known: Known<'_>, at: usize) -> Vec<(Filling, usize)> {
        match self {
            Self::Value(column) => {
                let longest = LONGEST_PHRASE.min(cut.words.len().saturating_sub(at));
                let counts = (1..=longest).rev();
                counts.filter_map(|count| stored(cut, known, column, at, count)).collect()
            }
            Self::Number(unit) => number(cut, at, |number| number.unit == *unit),
            Self::Rows => number(cut, at, |number| {
                number.unit.is_none() && number.literal.parse::<u32>().is_ok_and(|rows| rows > 0)
            }),
        }
    }
}

fn number(
    cut: &Cut,
    at: usize,
    fits: impl Fn(&crate::words::number::Number) -> bool,
) -> Vec<(Filling, usize)> {
    let number = cut.words.get(at).and_then(|word| word.number.as_ref());
    let filling = number.filter(|(number, _)| fits(number)).map(|(number, count)| {
        let typed = cut.typed(at, *count);
        (Filling { text: number.literal.clone(), typed, folded: false }, *count)
    });
    filling.into_iter().collect()
}

/// The stored value of a column that some words spell or stand for.
fn stored(
    cut: &Cut,
    known: Known<'_>,
    column: &ColumnName,
    at: usize,
    count: usize,
) -> Option<(Filling, usize)> {
    let words = cut.words.get(at..at + count)?;
    let spelled: Vec<&Token> = words.iter().map(|word| &word.token).collect();
    let typed = cut.typed(at, count);
    let value = known.values.stored(column, &spelled);
    let value = value.map(str::to_owned).or_else(|| {
        let said = phrase(&typed);
        let meant = known.folding.value(column, &said)?;
        let own = tokens(meant);
        let solid: Vec<&Token> = own.iter().filter(|token| token.is_solid()).collect();
        known.values.stored(column, &solid).map(str::to_owned)
    })?;
    let folded = !value.eq_ignore_ascii_case(&typed);
    Some((Filling { text: value, typed, folded }, count))
}
