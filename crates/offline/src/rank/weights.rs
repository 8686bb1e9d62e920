//! Trained weights: a line a feature, and a hidden layer on top.

use std::sync::OnceLock;

use super::{hidden::Hidden, sheet::places};

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

/// How far a standardised feature reaches.
const REACH: f32 = 5.0;

/// What is learned of one feature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Learned {
    /// Its mean over the candidates of training.
    pub mean: f32,
    /// Its standard deviation.
    pub scale: f32,
    /// What it adds to the score by itself.
    pub weight: f32,
}

impl Learned {
    /// A value as the weights know it.
    pub(crate) fn standardised(&self, value: f32) -> f32 {
        ((value - self.mean) / self.scale).clamp(-REACH, REACH)
    }
}

/// Weights of features by themselves, and of units that look at several together.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    names: Vec<String>,
    learned: Vec<Learned>,
    hidden: Hidden,
    /// Where each learned feature and each of [`BY_HAND`] stands in a row.
    places: OnceLock<[Vec<usize>; 2]>,
}

impl Weights {
    /// Of features by name, in the order in which the hidden layer knows them.
    pub(crate) fn new(features: Vec<(String, Learned)>, hidden: Hidden) -> Self {
        let (names, learned) = features.into_iter().unzip();
        Self { names, learned, hidden, places: OnceLock::new() }
    }

    /// Reads lines of a name and three numbers; lines that begin with `#` are notes.
    pub(crate) fn read(text: &str, hidden: &[u8]) -> Self {
        let line = |line: &str| {
            let mut words = line.split_whitespace();
            let name = words.next().filter(|name| !name.starts_with('#'))?;
            let mut number = || words.next()?.parse().ok();
            let learned = Learned { mean: number()?, scale: number()?, weight: number()? };
            Some((name.to_string(), learned))
        };
        Self::new(text.lines().filter_map(line).collect(), Hidden::from_bytes(hidden))
    }

    /// How many features have a weight.
    pub(crate) fn features(&self) -> usize {
        self.learned.len()
    }

    /// Whether the hidden layer looks at just these features.
    pub(crate) fn is_whole(&self) -> bool {
        let units = self.hidden.biases.len();
        units > 0 && self.hidden.weights.len() == units * self.features()
    }

    /// The score of one candidate. All rows ever given have the same names.
    pub(crate) fn score(&self, names: &[&'static str], row: &[f32]) -> f32 {
        let [learned, by_hand] = self.places.get_or_init(|| {
            [
                places(self.names.iter().map(String::as_str), names),
                places(BY_HAND.iter().map(|(name, _)| *name), names),
            ]
        });
        let value = |place: &usize| row.get(*place).copied();
        let features: Vec<f32> = learned
            .iter()
            .zip(&self.learned)
            .map(|(place, learned)| value(place).map_or(0.0, |value| learned.standardised(value)))
            .collect();
        let alone: f32 = features.iter().zip(&self.learned).map(|(f, l)| f * l.weight).sum();
        let told: f32 = by_hand
            .iter()
            .zip(&BY_HAND)
            .map(|(place, (_, weight))| value(place).unwrap_or(0.0) * weight)
            .sum();
        alone + told + self.hidden.score(features.into_iter())
    }

    /// The lines that [`Weights::read`] reads.
    #[cfg(feature = "training")]
    pub(crate) fn text(&self) -> String {
        let mut text = String::from(
            "# How candidates are ranked: features by themselves (rank.bin has what they say together).\n# Made by `train` on the open training databases. Name, mean, scale, weight.\n",
        );
        for (name, Learned { mean, scale, weight }) in self.names.iter().zip(&self.learned) {
            text.push_str(&format!("{name} {mean:.4} {scale:.4} {weight:.4}\n"));
        }
        text
    }

    /// The hidden layer.
    #[cfg(feature = "training")]
    pub(crate) fn hidden(&self) -> &Hidden {
        &self.hidden
    }
}
