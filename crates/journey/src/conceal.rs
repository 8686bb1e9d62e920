//! Personal data in rows is masked, where the policy says so, before anything is made of them.

/// Rows that are masked while they come.
mod stream;

/// Errors of a database, which may quote what is stored.
mod error;

use std::{borrow::Cow, collections::BTreeSet};

use querist_privacy::{Extent, Finder, Finding, Masker, mask};
use querist_sql::{Relaxed, origins};
use querist_vocabulary::{
    database::{ResultColumn, Rows},
    policy::Masking,
    profile::Profile,
    schema::{ColumnName, Schema},
    statement::Query,
    value::{Value, ValueKind},
};

pub(crate) use error::own_words;

use crate::{error::JourneyError, gather::Known, journey::Journey, run::Ran, trip::Trip};

impl Journey {
    /// The personal columns: by their names, and by their values where a question came before.
    ///
    /// # Errors
    /// When the structure cannot be read.
    pub async fn personal_columns(&self) -> Result<Vec<Finding>, JourneyError> {
        let schema = self.schema().await?;
        let learned = self.memory.known().await;
        let known = Known { schema: &schema, learned: learned.as_deref() };
        Ok(self.personal(known).findings().to_vec())
    }

    /// Masks the personal data of a result, and says so.
    pub(crate) fn conceal(&self, ran: &mut Ran, known: Known<'_>, trip: &mut Trip<'_>) {
        if self.parts.masking == Masking::Off {
            return;
        }
        let finder = self.personal(known);
        let query = ran.checked.query.get();
        let mut veil = Veil::new(&finder, query, known.schema, &mut ran.result.columns);
        ran.result.rows.iter_mut().for_each(|row| veil.draw_over(row));
        let masked: Vec<String> = veil
            .masked
            .iter()
            .filter_map(|at| ran.result.columns.get(*at))
            .map(|column| format!("`{}`", column.name))
            .collect();
        if !masked.is_empty() {
            trip.warn(format!("personal data is masked in {} (`mask_results`)", masked.join(", ")));
        }
    }

    /// Rows as they come, masked where the policy says so.
    pub(crate) async fn concealed(
        &self,
        rows: Box<dyn Rows>,
        query: &Query,
        schema: &Schema,
    ) -> Box<dyn Rows> {
        match self.parts.masking {
            Masking::Off => rows,
            Masking::Personal => {
                let learned = self.memory.known().await;
                let finder = self.personal(Known { schema, learned: learned.as_deref() });
                stream::veiled(rows, |columns| Veil::new(&finder, query, schema, columns))
            }
        }
    }

    /// A question or a statement as it is written down.
    pub(crate) fn recordable<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.parts.masking {
            Masking::Off => Cow::Borrowed(text),
            Masking::Personal => Cow::Owned(mask(text).text),
        }
    }

    /// What may be told of the values of the column that a condition compares: of a personal one nothing.
    pub(crate) fn tellable<'k>(&self, relaxed: &Relaxed, known: Known<'k>) -> Known<'k> {
        let is_personal = |column: &ColumnName| {
            self.parts.masking != Masking::Off && self.personal(known).finding(column).is_some()
        };
        match relaxed.column.as_ref().is_some_and(is_personal) {
            true => Known { learned: None, ..known },
            false => known,
        }
    }

    /// The personal columns, by names alone where nothing is known of the data.
    fn personal<'k>(&self, known: Known<'k>) -> Cow<'k, Finder> {
        let knowledge = &self.parts.knowledge;
        match known.learned {
            Some(learned) => Cow::Borrowed(learned.personal(known.schema, knowledge)),
            None => Cow::Owned(Finder::new(known.schema, &Profile::default(), knowledge)),
        }
    }
}

/// What hides the personal data of one result.
pub(crate) struct Veil {
    /// For each column of the result, what was found of the stored columns it comes from.
    columns: Vec<Option<Finding>>,
    masker: Masker,
    /// Columns in which something was masked.
    masked: BTreeSet<usize>,
}

impl Veil {
    /// A veil over the results of a query, whose masked columns become text.
    fn new(finder: &Finder, query: &Query, schema: &Schema, columns: &mut [ResultColumn]) -> Self {
        let found = personal_columns(finder, query, schema, columns.len());
        for (column, found) in columns.iter_mut().zip(&found) {
            if found.as_ref().is_some_and(|found| found.extent == Extent::Whole) {
                column.kind = ValueKind::Text;
            }
        }
        Self { columns: found, masker: Masker::new(), masked: BTreeSet::new() }
    }

    /// Masks a row.
    fn draw_over(&mut self, row: &mut [Value]) {
        for (at, (value, found)) in row.iter_mut().zip(&self.columns).enumerate() {
            let masked = self.masker.cell(found.as_ref(), value);
            if masked != *value {
                *value = masked;
                self.masked.insert(at);
            }
        }
    }
}

/// What is personal of each column of a result.
pub(crate) fn personal_columns(
    finder: &Finder,
    query: &Query,
    schema: &Schema,
    columns: usize,
) -> Vec<Option<Finding>> {
    origins(query, schema, columns).iter().map(|origin| strictest(finder, origin)).collect()
}

/// Of several columns that a value comes from, one that is personal as a whole counts most.
fn strictest(finder: &Finder, origin: &BTreeSet<ColumnName>) -> Option<Finding> {
    let found = || origin.iter().filter_map(|column| finder.finding(column));
    found().find(|found| found.extent == Extent::Whole).or_else(|| found().next()).cloned()
}
