//! What is seen of all candidates of a list: a row each.

use super::outline::Outline;

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
