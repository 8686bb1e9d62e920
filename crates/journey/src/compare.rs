//! Between rows and answer: what the next likeliest readings return. Where they return the same rows, it hardly
//! matters which was meant.

use std::time::Duration;

use querist_offline::{COMPARED, Likeness, Returned};
use querist_vocabulary::{
    answer::Outcome,
    database::Limits,
    event::Silence,
    reading::{Reading, Translator},
    schema::Schema,
};

use crate::{
    check::Checked,
    journey::Journey,
    run::Ran,
    translate::Read,
    trip::{Stop, Trip},
};

#[cfg(test)]
mod tests;

/// A query that took longer is not worth two more like it.
const QUICK: Duration = Duration::from_millis(100);

impl Journey {
    /// Makes the reading as sure as its rows, and those of the next readings, let it be. Quick queries only:
    /// nobody waits for what merely makes an answer surer.
    pub(crate) async fn compare(
        &self,
        ran: &mut Ran,
        unplaced: usize,
        schema: &Schema,
        trip: &mut Trip<'_>,
    ) {
        let Ran { checked: Checked { reading: Some(reading), others, .. }, result, took } = ran
        else {
            return;
        };
        if *took > QUICK || result.cut.is_some() || reading.translator != Translator::Offline {
            return;
        }
        let rows = Likeness::of(&result.rows);
        let mut returned = vec![Returned { confidence: reading.confidence, rows }];
        let others = others.iter().filter(|other| other.draft != reading.draft);
        for other in others.take(COMPARED - 1) {
            let rows = self.glanced_at(other, schema, trip).await;
            returned.extend(rows.map(|rows| Returned { confidence: other.confidence, rows }));
        }
        if returned.len() > 1 {
            reading.confidence = self.parts.weights.confirmed(&returned, unplaced);
        }
    }

    /// A question back that makes no difference is not asked: all its choices return the same rows.
    pub(crate) async fn settle(
        &self,
        read: Result<Read, Stop>,
        schema: &Schema,
        trip: &mut Trip<'_>,
    ) -> Result<Read, Stop> {
        let Err(Stop::Outcome(Outcome::Clarify(back))) = read else { return read };
        let readings: Vec<Reading> = back.choices.iter().map(|c| c.reading.clone()).collect();
        if !self.are_alike(&readings, schema, trip).await {
            return Err(Stop::Outcome(Outcome::Clarify(back)));
        }
        let others = readings.iter().skip(1).map(|reading| format!("`{}`", reading.restatement));
        let others = others.collect::<Vec<_>>().join(", ");
        trip.warn(format!("this could also be read as {others}, which returns the same rows"));
        Ok(Read { readings, unplaced: 0 })
    }

    /// Whether readings return the same rows, and some.
    async fn are_alike(&self, readings: &[Reading], schema: &Schema, trip: &mut Trip<'_>) -> bool {
        let mut first: Option<Likeness> = None;
        for reading in readings {
            let Some(rows) = self.glanced_at(reading, schema, trip).await else { return false };
            if rows.is_empty() || *first.get_or_insert(rows) != rows {
                return false;
            }
        }
        first.is_some()
    }

    /// What a reading's rows say; none where they are not there at once, whole and without an error.
    pub(crate) async fn glanced_at(
        &self,
        reading: &Reading,
        schema: &Schema,
        trip: &mut Trip<'_>,
    ) -> Option<Likeness> {
        let query = self.proven(&reading.draft.0, schema, self.parts.limits).ok()?;
        trip.glanced.push(query.get().sql.clone());
        let limits = Limits { timeout: self.parts.limits.timeout.min(QUICK), ..self.parts.limits };
        let result = self.collect(&query, limits, &trip.id, &Silence).await.ok()?;
        result.cut.is_none().then(|| Likeness::of(&result.rows))
    }
}
