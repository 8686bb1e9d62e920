//! What is seen of all candidates of a list: a row each.

use super::{
    confidence::shares,
    features::agreements,
    outline::{CLAUSES, Outline},
};

/// How much of the list agrees with each clause, by what the log-linear model makes of it.
const AGREED: [&str; CLAUSES] = [
    "agreed_once",
    "agreed_select",
    "agreed_filter",
    "agreed_values",
    "agreed_group",
    "agreed_order",
    "agreed_tables",
    "agreed_nest",
];

/// Rows of features, all with the same names in the same order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sheet {
    /// Names of the features.
    pub names: Vec<&'static str>,
    /// A row a candidate.
    pub rows: Vec<Vec<f32>>,
    /// What each candidate says, clause by clause.
    pub outlines: Vec<Outline>,
}

impl Sheet {
    /// With what the log-linear model makes of the list, for the trees that come after it.
    pub(crate) fn seconded(mut self, linear: &[f32]) -> Self {
        self.names.push("linear_behind");
        self.names.extend(AGREED);
        let most = linear.iter().copied().fold(f32::MIN, f32::max);
        let agreed = agreements(&self.outlines, &shares(linear));
        for ((row, score), agreed) in self.rows.iter_mut().zip(linear).zip(agreed) {
            row.push(score - most);
            row.extend(agreed);
        }
        self
    }

    /// The row of a candidate; empty where there is none.
    pub(crate) fn row(&self, at: usize) -> &[f32] {
        self.rows.get(at).map_or(&[], Vec::as_slice)
    }
}

/// Where each of these names stands in a sheet; past its end where it does not.
pub(crate) fn places<'a>(
    names: impl Iterator<Item = &'a str>,
    sheet: &[&'static str],
) -> Vec<usize> {
    names.map(|name| sheet.iter().position(|known| *known == name).unwrap_or(usize::MAX)).collect()
}
