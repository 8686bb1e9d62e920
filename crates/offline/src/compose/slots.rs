//! Linear models of slots: which column shows, sums, orders; which value is meant; which table takes part.
//!
//! Every model scores a bag of small facts. A fact is a number of its own and, once more, together with the
//! kind of the column, so that "before `each`" can mean one thing for a name and another for a number.

use std::borrow::Cow;

/// What is seen of a column.
mod column;

/// What is seen of a value and a column that may hold it.
mod pair;

/// What is seen of a table.
mod table;

pub(crate) use column::{Sight, facts as column_facts};
pub(crate) use pair::{ItemSight, facts as pair_facts, operator_facts};
pub(crate) use table::facts as table_facts;

/// Places of one model.
pub(crate) const WIDTH: usize = 1 << 15;
/// Models: ten roles, tables, pairs, nine operators.
pub(crate) const MODELS: usize = 21;
/// The model of tables.
pub(crate) const TABLES: usize = 10;
/// The model of pairs.
pub(crate) const PAIRS: usize = 11;
/// The first of the nine models of operators.
pub(crate) const OPERATORS: usize = 12;
/// What a stored weight of 1 stands for.
pub(crate) const UNIT: f32 = 3.0 / 127.0;

/// Facts as places of a model's weights.
pub(crate) type Facts = Vec<u16>;

/// Collects facts.
#[derive(Debug, Clone)]
pub(crate) struct Bag {
    facts: Facts,
    kind: u32,
    next: u32,
}

impl Bag {
    /// With the kind that facts are crossed with.
    pub(crate) fn new(kind: u32) -> Self {
        let mut bag = Self { facts: Facts::with_capacity(200), kind, next: 0 };
        bag.put(1);
        bag
    }

    /// The next fact has this value. The order of calls is what names a fact.
    pub(crate) fn put(&mut self, value: u32) {
        self.next += 1;
        self.facts.push(place(self.next, value, 0));
        self.facts.push(place(self.next, value, self.kind + 1));
    }

    /// The next fact is true or not; only the truth is kept.
    pub(crate) fn mark(&mut self, truth: bool) {
        if truth { self.put(1) } else { self.next += 1 }
    }

    /// The next fact has all of these values.
    pub(crate) fn near(&mut self, values: &[u32]) {
        self.next += 1;
        for value in values {
            self.facts.push(place(self.next, *value, 0));
            self.facts.push(place(self.next, *value, self.kind + 1));
        }
    }

    /// The facts.
    pub(crate) fn finish(self) -> Facts {
        self.facts
    }
}

/// Where a fact's weight stands.
fn place(name: u32, value: u32, kind: u32) -> u16 {
    let mixed = u64::from(name) << 40 | u64::from(kind) << 24 | u64::from(value);
    let mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    u16::try_from((mixed >> 40) & (WIDTH as u64 - 1)).unwrap_or(0)
}

/// A distance in a few steps; far and absent are apart.
pub(crate) fn steps(distance: Option<usize>) -> u32 {
    match distance {
        None => 9,
        Some(0) => 0,
        Some(1) => 1,
        Some(2) => 2,
        Some(3..=4) => 3,
        Some(5..=7) => 4,
        Some(8..=12) => 5,
        Some(_) => 6,
    }
}

/// A size in doublings.
pub(crate) fn size(count: u64) -> u32 {
    64 - count.leading_zeros()
}

/// A share in tenths.
pub(crate) fn tenths(part: f32) -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let tenths = (part.clamp(0.0, 1.0) * 10.0) as u32;
    tenths
}

/// Models that score the same facts of a column: one for each role.
pub(crate) const ROLE_MODELS: usize = TABLES;
/// Room for a weight of each of them, so that a fact is looked up once for all.
const LANES: usize = 16;

/// All models.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    /// One byte a weight, model after model.
    weights: Cow<'static, [u8]>,
    /// The weights of the models of roles, fact by fact.
    by_fact: Vec<[i8; LANES]>,
}

impl Slots {
    /// Over the stored form: one byte a weight, model after model.
    pub(crate) fn from_bytes(weights: Cow<'static, [u8]>) -> Self {
        let mut by_fact = vec![[0; LANES]; WIDTH];
        for (model, row) in weights.chunks(WIDTH).take(ROLE_MODELS).enumerate() {
            for (lanes, weight) in by_fact.iter_mut().zip(row) {
                lanes.iter_mut().skip(model).take(1).for_each(|lane| *lane = weight.cast_signed());
            }
        }
        Self { weights, by_fact }
    }

    /// Whether every model is there.
    pub(crate) fn is_whole(&self) -> bool {
        self.weights.len() == MODELS * WIDTH
    }

    /// One byte a weight, model after model.
    #[cfg(feature = "training")]
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.weights.to_vec()
    }

    /// What the model of each role makes of facts.
    pub(crate) fn score_roles(&self, facts: &Facts) -> [f32; ROLE_MODELS] {
        let mut sums = [0_i32; LANES];
        for lanes in facts.iter().filter_map(|at| self.by_fact.get(usize::from(*at))) {
            sums.iter_mut().zip(lanes).for_each(|(sum, weight)| *sum += i32::from(*weight));
        }
        let mut scores = [0.0; ROLE_MODELS];
        #[allow(clippy::cast_precision_loss)]
        scores.iter_mut().zip(sums).for_each(|(score, sum)| *score = sum as f32 * UNIT);
        scores
    }

    /// What a model makes of facts.
    pub(crate) fn score(&self, model: usize, facts: &Facts) -> f32 {
        let Some(row) = self.weights.get(model * WIDTH..(model + 1) * WIDTH) else { return 0.0 };
        let weights = facts.iter().filter_map(|at| row.get(usize::from(*at)));
        let sum: i32 = weights.map(|weight| i32::from(weight.cast_signed())).sum();
        #[allow(clippy::cast_precision_loss)]
        let sum = sum as f32;
        sum * UNIT
    }
}
