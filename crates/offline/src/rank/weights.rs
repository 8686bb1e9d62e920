//! Trained weights, a line each: name, mean, scale, weight.

use std::sync::OnceLock;

use super::sheet::places;

/// Features that training questions show wrongly or not at all, with the weights that were set by hand.
pub(crate) const BY_HAND: [(&str, f32); 9] = [
    ("views", -2.5),
    ("bucket_missing", -7.0),
    ("adjective_against", -6.0),
    ("when_without_day", -4.0),
    ("columns_uncompared", -6.0),
    ("bucket_ungrouped", -5.0),
    ("other_day_first", -1.5),
    ("counted_compared", -6.0),
    ("by_ungrouped", -2.5),
];

/// The weights of a log-linear model over standardised features.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    names: Vec<String>,
    /// Mean, scale, weight, by name.
    numbers: Vec<[f32; 3]>,
    /// Where each name stands in a row.
    places: OnceLock<Vec<usize>>,
}

impl Weights {
    /// Reads lines of a name and three numbers, and adds those set by hand; lines that begin with `#` are notes.
    pub(crate) fn read(text: &str) -> Self {
        let line = |line: &str| {
            let mut words = line.split_whitespace();
            let name = words.next().filter(|name| !name.starts_with('#'))?;
            let mut number = || words.next()?.parse().ok();
            Some((name.to_string(), [number()?, number()?, number()?]))
        };
        let by_hand = |name: &str| BY_HAND.iter().any(|(hand, _)| *hand == name);
        let learned = text.lines().filter_map(line).filter(|(name, _)| !by_hand(name));
        let hand = BY_HAND.iter().map(|(name, weight)| (name.to_string(), [0.0, 1.0, *weight]));
        let (names, numbers) = learned.chain(hand).unzip();
        Self { names, numbers, places: OnceLock::new() }
    }

    /// The score of one candidate. All rows ever given have the same names.
    pub(crate) fn score(&self, names: &[&'static str], row: &[f32]) -> f32 {
        let places =
            self.places.get_or_init(|| places(self.names.iter().map(String::as_str), names));
        let value = |place: &usize| row.get(*place).copied();
        places
            .iter()
            .zip(&self.numbers)
            .filter_map(|(place, [mean, scale, weight])| {
                Some(((value(place)? - mean) / scale).clamp(-5.0, 5.0) * weight)
            })
            .sum()
    }
}
