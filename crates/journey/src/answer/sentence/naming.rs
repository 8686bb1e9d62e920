//! What a row is called.

use querist_vocabulary::value::Value;

use crate::answer::{figures::spoken, meaning::Facet, view::View};

/// The columns that name a row, and what stands between them.
pub(super) struct Naming<'v> {
    facets: Vec<&'v Facet>,
    between: &'static str,
}

impl<'v> Naming<'v> {
    /// Of a row that stands alone.
    pub(super) fn of_one(view: &'v View<'_>) -> Option<Self> {
        let first = || view.categories().next().or(view.facets.first());
        Self::person(view).or_else(|| Some(Self::by(vec![first()?])))
    }

    /// Of rows that are told apart: one column, and a second where the first does not do.
    pub(super) fn of_many(view: &'v View<'_>) -> Option<Self> {
        if let Some(person) = Self::person(view) {
            return Some(person);
        }
        let varies = |facet: &&Facet| view.distinct(facet) > 1;
        let mut names = view.categories().chain(view.times()).filter(varies);
        let first = names.next().or_else(|| view.facets.iter().find(varies));
        let first = first.or(view.facets.first())?;
        let second = if view.is_unique(first) { None } else { names.next() };
        Some(Self::by([Some(first), second].into_iter().flatten().collect()))
    }

    /// Two names of one person belong together, whichever comes first in the rows.
    fn person(view: &'v View<'_>) -> Option<Self> {
        let [given, family] = view.person?;
        let facets = vec![view.facets.get(given)?, view.facets.get(family)?];
        Some(Self { facets, between: " " })
    }

    fn by(facets: Vec<&'v Facet>) -> Self {
        Self { facets, between: " · " }
    }

    /// The name of the first column.
    pub(super) fn label(&self) -> &str {
        self.facets.first().map_or("", |facet| &facet.label)
    }

    /// Whether a column is part of the name.
    pub(super) fn has(&self, facet: &Facet) -> bool {
        self.facets.iter().any(|own| own.at == facet.at)
    }

    /// What a row is called.
    pub(super) fn said(&self, row: &[Value]) -> String {
        let said = |facet: &&Facet| row.get(facet.at).map(|value| spoken(value, facet));
        self.facets.iter().filter_map(said).collect::<Vec<_>>().join(self.between)
    }
}
