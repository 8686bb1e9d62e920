//! The fourth phase: a reading becomes a query that is proven to only read.

use querist_sql::Rules;
use querist_vocabulary::{
    answer::Outcome,
    database::Limits,
    event::Event,
    reading::Reading,
    refusal::{Refusal, Rule},
    schema::Schema,
    statement::{Query, ReadOnly},
};

use crate::{
    journey::Journey,
    trip::{Stop, Trip},
};

/// The most readings of one question that are checked.
const MOST_TRIED: usize = 3;

/// A query that is proven to only read, with the reading it came from.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    /// How the question was read; none for SQL typed by hand.
    pub(crate) reading: Option<Reading>,
    /// What will run.
    pub(crate) query: ReadOnly<Query>,
}

impl Journey {
    /// The readings that pass, the likeliest first; at least one.
    pub(crate) fn check(
        &self,
        readings: Vec<Reading>,
        schema: &Schema,
        trip: &mut Trip<'_>,
    ) -> Result<Vec<Checked>, Stop> {
        trip.enter("check");
        let mut passed = Vec::new();
        let mut refused = None;
        for reading in readings.into_iter().take(MOST_TRIED) {
            match self.proven(&reading.draft.0, schema, self.parts.limits) {
                Ok(query) => passed.push(Checked { reading: Some(reading), query }),
                Err(refusal) if passed.is_empty() && is_about_access(&refusal) => {
                    return Err(refuse(refusal, trip));
                }
                Err(refusal) => {
                    refused.get_or_insert((passed.len(), refusal));
                }
            }
        }
        if let (false, Some((0, refusal))) = (passed.is_empty(), &refused) {
            trip.warn(format!(
                "the likeliest reading was refused ({refusal}); this is the next one"
            ));
        }
        match (passed.first(), refused) {
            (None, Some((_, refusal))) => Err(refuse(refusal, trip)),
            (first, _) => {
                trip.sql = first.map(|checked| checked.query.get().sql.clone());
                if let Some(sql) = &trip.sql {
                    trip.tell(&Event::Checked { sql: sql.clone() });
                }
                Ok(passed)
            }
        }
    }

    /// SQL typed by hand.
    pub(crate) fn check_typed(
        &self,
        schema: &Schema,
        trip: &mut Trip<'_>,
    ) -> Result<Vec<Checked>, Stop> {
        trip.enter("check");
        let query = self
            .proven(&trip.typed, schema, self.parts.limits)
            .map_err(|refusal| refuse(refusal, trip))?;
        trip.sql = Some(query.get().sql.clone());
        trip.tell(&Event::Checked { sql: query.get().sql.clone() });
        Ok(vec![Checked { reading: None, query }])
    }

    /// The proof, under this journey's access list.
    pub(crate) fn proven(
        &self,
        sql: &str,
        schema: &Schema,
        limits: Limits,
    ) -> Result<ReadOnly<Query>, Refusal> {
        let rules = Rules { schema, access: &self.parts.access, row_limit: limits.rows };
        querist_sql::check(sql, rules)
    }
}

/// What may not be read is said at once: another reading would answer another question.
fn is_about_access(refusal: &Refusal) -> bool {
    matches!(refusal.rule, Rule::TableBlocked | Rule::ColumnBlocked)
}

/// The end of a journey that is not allowed.
pub(crate) fn refuse(refusal: Refusal, trip: &Trip<'_>) -> Stop {
    trip.tell(&Event::Refused(refusal.clone()));
    Stop::Outcome(Outcome::Refuse(refusal))
}
