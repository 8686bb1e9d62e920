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

/// How many readings of one question are checked before it is refused.
const MOST_TRIED: usize = 3;

/// A query that is proven to only read, with the reading it came from.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    /// How the question was read; none for SQL typed by hand.
    pub(crate) reading: Option<Reading>,
    /// What will run.
    pub(crate) query: ReadOnly<Query>,
    /// The readings that were less likely and have not been checked.
    pub(crate) others: Vec<Reading>,
}

impl Journey {
    /// The likeliest reading that passes.
    pub(crate) fn check(
        &self,
        readings: Vec<Reading>,
        schema: &Schema,
        trip: &mut Trip<'_>,
    ) -> Result<Checked, Stop> {
        trip.enter("check");
        match self.first_passing(readings, schema) {
            (Some(checked), refused) => {
                if let Some(refusal) = refused {
                    trip.warn(format!(
                        "the likeliest reading was refused ({refusal}); this is the next one"
                    ));
                }
                trip.set_query(&checked.query);
                Ok(checked)
            }
            (None, Some(refusal)) => Err(refuse(refusal, trip)),
            (None, None) => Err(refuse(nothing(), trip)),
        }
    }

    /// SQL typed by hand.
    pub(crate) fn check_typed(
        &self,
        schema: &Schema,
        trip: &mut Trip<'_>,
    ) -> Result<Checked, Stop> {
        trip.enter("check");
        let proven = self.proven(&trip.typed, schema, self.parts.limits);
        let query = proven.map_err(|refusal| refuse(refusal, trip))?;
        trip.set_query(&query);
        Ok(Checked { reading: None, query, others: Vec::new() })
    }

    /// The first reading that passes, and why a likelier one did not. What may not be read ends the
    /// search: another reading would answer another question.
    pub(crate) fn first_passing(
        &self,
        readings: Vec<Reading>,
        schema: &Schema,
    ) -> (Option<Checked>, Option<Refusal>) {
        let mut refused = None;
        let mut readings = readings.into_iter().take(MOST_TRIED);
        while let Some(reading) = readings.next() {
            match self.proven(&reading.draft.0, schema, self.parts.limits) {
                Ok(query) => {
                    let others = readings.collect();
                    return (Some(Checked { reading: Some(reading), query, others }), refused);
                }
                Err(refusal) if is_about_access(&refusal) => return (None, Some(refusal)),
                Err(refusal) => refused.get_or_insert(refusal),
            };
        }
        (None, refused)
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

/// Whether it is about what may not be read.
pub(crate) fn is_about_access(refusal: &Refusal) -> bool {
    matches!(refusal.rule, Rule::TableBlocked | Rule::ColumnBlocked)
}

/// The end of a journey that is not allowed.
pub(crate) fn refuse(refusal: Refusal, trip: &Trip<'_>) -> Stop {
    trip.tell(&Event::Refused(refusal.clone()));
    Stop::Outcome(Outcome::Refuse(refusal))
}

/// A translator that promises an answer and has none.
pub(crate) fn nothing() -> Refusal {
    Refusal {
        rule: Rule::Empty,
        place: None,
        message: "the question became no query".into(),
        hint: "ask it in other words".into(),
    }
}
