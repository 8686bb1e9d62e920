//! What rows say of readings: where the likeliest readings return the same rows it hardly matters which of them is
//! meant, and a reading that returns nothing is likelier to be a wrong one.

use std::hash::{DefaultHasher, Hash, Hasher};

use querist_vocabulary::value::Value;

use crate::rank::{confidence::Facts, forest::Forest};

/// How many readings are compared, the answered one included; more bring nothing.
pub const COMPARED: usize = 3;

/// What the query of one reading returned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Returned {
    /// How sure the reading was, 0 to 1.
    pub confidence: f64,
    /// What its rows say.
    pub rows: Likeness,
}

/// What rows say, whatever the order of rows and columns: equal for equal rows, and for others by an accident of
/// one in 2⁶⁴ only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness {
    print: u64,
    /// Whether there are no rows, or nothing but NULL and 0 in one.
    empty: bool,
}

impl Likeness {
    /// Of a whole result.
    #[must_use]
    pub fn of(rows: &[Vec<Value>]) -> Self {
        let nothing = |value: &Value| value.is_null() || value.as_number() == Some(0.0);
        let empty = rows.is_empty() || (rows.len() == 1 && rows.iter().flatten().all(nothing));
        Self { print: print(rows.iter().map(|row| row.iter().map(cell))), empty }
    }

    /// Whether they say that there is nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.empty
    }
}

#[cfg(feature = "training")]
impl Likeness {
    /// Of a print made before.
    pub(crate) fn known(print: u64, empty: bool) -> Self {
        Self { print, empty }
    }

    /// The print.
    pub(crate) fn print(self) -> u64 {
        self.print
    }
}

/// How sure trees make the first of some readings, now that their rows are known.
pub(crate) fn confirmed(trees: &Forest, returned: &[Returned], unplaced: usize) -> f64 {
    // Trees remember where facts stand, so that they are never asked about none.
    if returned.is_empty() {
        return 0.0;
    }
    f64::from(sure(trees, &facts(returned, unplaced)))
}

/// How sure trees are of facts. Readings that pass over the same word agree about another question, so that rows make
/// none of them surer.
pub(crate) fn sure(trees: &Forest, facts: &Facts) -> f32 {
    let (names, values): (Vec<&'static str>, Vec<f32>) = facts.iter().copied().unzip();
    let of = |name: &str| facts.iter().find(|(known, _)| *known == name).map_or(0.0, |f| f.1);
    let more = trees.score(&names, &values);
    let more = if of("unplaced") > 0.0 { more.min(0.0) } else { more };
    1.0 / (1.0 + (-of("prior") - more).exp())
}

/// The odds of the first before its rows were known, as a logarithm.
fn prior(returned: &[Returned]) -> f32 {
    let sure = returned.first().map_or(0.0, |first| first.confidence).clamp(0.001, 0.999);
    #[expect(clippy::cast_possible_truncation, reason = "a probability")]
    let sure = sure as f32;
    (sure / (1.0 - sure)).ln()
}

/// What is seen of the rows of the likeliest readings, the answered one first.
pub(crate) fn facts(returned: &[Returned], unplaced: usize) -> Facts {
    let returned = returned.get(..COMPARED).unwrap_or(returned);
    let Some(first) = returned.first() else { return Facts::new() };
    let agrees = |one: &Returned| one.rows.print == first.rows.print;
    let weight = |fits: &dyn Fn(&Returned) -> bool| -> f64 {
        returned.iter().filter(|one| fits(one)).map(|one| one.confidence).sum()
    };
    let mut prints: Vec<u64> = returned.iter().map(|one| one.rows.print).collect();
    prints.sort_unstable();
    prints.dedup();
    let beside =
        |at: usize| returned.get(at).map_or(0.0, |o| o.confidence / first.confidence.max(1e-3));
    let other =
        |at: usize, fits: &dyn Fn(&Returned) -> bool| flag(returned.get(at).is_some_and(fits));
    #[expect(clippy::cast_possible_truncation, reason = "shares")]
    let share = |number: f64| number as f32;
    vec![
        ("prior", prior(returned)),
        ("agreed", share(weight(&agrees) / weight(&|_| true).max(1e-6))),
        ("outcomes", count(prints.len())),
        ("tried", count(returned.len())),
        ("empty", flag(first.rows.empty)),
        ("second_agrees", other(1, &agrees)),
        ("third_agrees", other(2, &agrees)),
        ("second_empty", other(1, &|one| one.rows.empty)),
        ("second_share", share(beside(1))),
        ("third_share", share(beside(2))),
        ("unplaced", count(unplaced)),
    ]
}

/// A print of rows of cells' prints.
pub(crate) fn print(rows: impl Iterator<Item = impl Iterator<Item = u64>>) -> u64 {
    let mut columns: Vec<u64> = Vec::new();
    let (mut all, mut number) = (0_u64, 0_u64);
    for row in rows {
        let mut sum = 0_u64;
        for (at, cell) in row.enumerate() {
            let mixed = hash(&cell);
            sum = sum.wrapping_add(mixed);
            match columns.get_mut(at) {
                Some(column) => *column = column.wrapping_add(mixed),
                None => columns.push(mixed),
            }
        }
        all = all.wrapping_add(hash(&sum));
        number += 1;
    }
    columns.sort_unstable();
    hash(&(number, all, columns))
}

/// Numbers of every type alike, to six digits behind the point.
fn cell(value: &Value) -> u64 {
    match (value.as_number(), value) {
        (Some(number), _) => hash(&format!("{number:.6}")),
        (None, Value::Boolean(truth)) => hash(&format!("{:.6}", f64::from(u8::from(*truth)))),
        (None, Value::Null) => 0,
        (None, other) => hash(&other.to_string()),
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests;

fn flag(truth: bool) -> f32 {
    if truth { 1.0 } else { 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "counts of readings and words")]
fn count(number: usize) -> f32 {
    number as f32
}
