//! Trained weights, a line each: name, mean, scale, weight.

use std::collections::HashMap;

use super::Row;

/// Features that no training question shows, with the weights that were set by hand.
pub(crate) const BY_HAND: [(&str, f32); 16] = [
    ("views", -2.5),
    ("bucket_missing", -4.0),
    ("figure_passed_over", -5.0),
    ("by_ungrouped", -2.5),
    ("adjective_against", -6.0),
    ("when_without_day", -4.0),
    ("columns_uncompared", -4.0),
    ("other_day_first", -1.5),
    ("times_used", 0.0),
    ("shape_by_cues", 0.0),
    ("undetermined", -3.0),
    ("shown_stranger", -1.2),
    ("shown_by_adjective", -1.2),
    ("per_without_group", -3.0),
    ("hides_key", -2.0),
    ("counted_compared", -2.0),
];

/// The weights of a log-linear model over standardised features.
#[derive(Debug, Clone, Default)]
pub(crate) struct Weights {
    by_name: HashMap<String, [f32; 3]>,
}

impl Weights {
    /// Reads lines of a name and three numbers; lines that begin with `#` are notes.
    pub(crate) fn read(text: &str) -> Self {
        let line = |line: &str| {
            let mut words = line.split_whitespace();
            let name = words.next().filter(|name| !name.starts_with('#'))?;
            let mut number = || words.next()?.parse().ok();
            Some((name.to_string(), [number()?, number()?, number()?]))
        };
        Self { by_name: text.lines().filter_map(line).collect() }
    }

    /// Whether nothing was learned.
    pub(crate) fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// The score of one candidate.
    pub(crate) fn score(&self, row: &Row) -> f32 {
        row.iter()
            .filter_map(|(name, value)| {
                if let Some((_, weight)) = BY_HAND.iter().find(|(hand, _)| hand == name) {
                    return Some(value * weight);
                }
                let [mean, scale, weight] = self.by_name.get(*name)?;
                Some(((value - mean) / scale).clamp(-5.0, 5.0) * weight)
            })
            .sum()
    }
}
