//! Sums of small symmetric trees: every level of a tree asks one question of all rows.

use std::sync::OnceLock;

use super::sheet::places;

/// Trees over features by name.
#[derive(Debug, Default)]
pub(crate) struct Forest {
    names: Vec<String>,
    trees: Vec<Tree>,
    /// Where each name stands in a row.
    places: OnceLock<Vec<usize>>,
}

/// Questions, and what each combination of answers adds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tree {
    /// Feature (its place among the names) and threshold, the first the highest bit.
    pub splits: Vec<(usize, f32)>,
    /// Thousandths, by the answers as bits.
    pub leaves: Vec<i16>,
}

impl Forest {
    /// Of trees over names.
    #[cfg(feature = "training")]
    pub(crate) fn new(names: Vec<String>, trees: Vec<Tree>) -> Self {
        Self { names, trees, places: OnceLock::new() }
    }

    /// Reads the text form: a line a tree, questions as `name>threshold`, then `|` and the leaves.
    /// Lines that begin with `#` are notes.
    pub(crate) fn read(text: &str) -> Self {
        let mut forest = Self::default();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        for (questions, leaves) in lines.filter_map(|line| line.split_once('|')) {
            let splits = questions.split_whitespace().filter_map(|question| {
                let (name, threshold) = question.rsplit_once('>')?;
                Some((forest.place(name), threshold.parse().ok()?))
            });
            let splits = splits.collect();
            let leaves = leaves.split_whitespace().filter_map(|leaf| leaf.parse().ok()).collect();
            forest.trees.push(Tree { splits, leaves });
        }
        forest
    }

    /// Whether there is no tree.
    pub(crate) fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// The text form.
    #[cfg(feature = "training")]
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for tree in &self.trees {
            for (feature, threshold) in &tree.splits {
                let name = self.names.get(*feature).map_or("", String::as_str);
                text.push_str(&format!("{name}>{threshold} "));
            }
            let leaves: Vec<String> = tree.leaves.iter().map(ToString::to_string).collect();
            text.push_str(&format!("| {}\n", leaves.join(" ")));
        }
        text
    }

    fn place(&mut self, name: &str) -> usize {
        let known = self.names.iter().position(|other| other == name);
        known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        })
    }

    /// What all trees make of a row. All rows ever given have the same names.
    pub(crate) fn score(&self, names: &[&'static str], row: &[f32]) -> f32 {
        let places =
            self.places.get_or_init(|| places(self.names.iter().map(String::as_str), names));
        let value = |feature: usize| {
            let at = places.get(feature).copied().unwrap_or(usize::MAX);
            row.get(at).copied().unwrap_or(0.0)
        };
        self.trees.iter().map(|tree| tree.score(value)).sum()
    }
}

impl Tree {
    /// What the tree adds where features have these values.
    pub(crate) fn score(&self, value: impl Fn(usize) -> f32) -> f32 {
        let leaf = self.splits.iter().fold(0, |leaf, (feature, threshold)| {
            leaf * 2 + usize::from(value(*feature) > *threshold)
        });
        self.leaves.get(leaf).map_or(0.0, |leaf| f32::from(*leaf) / 1000.0)
    }
}
