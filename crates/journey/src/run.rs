//! The fifth phase: the query becomes rows.

use std::time::{Duration, Instant};

use querist_vocabulary::{
    answer::ResultTable,
    database::{DatabaseError, Limits},
    event::{Event, Listener},
    question::QuestionId,
    reading::Translator,
    schema::Schema,
    statement::{Query, ReadOnly},
};

use crate::{
    check::Checked,
    journey::Journey,
    trip::{Stop, Trip},
};

#[cfg(test)]
mod tests;

/// A query with what it returned.
#[derive(Debug, Clone)]
pub(crate) struct Ran {
    /// The query and its reading.
    pub(crate) checked: Checked,
    /// Its rows.
    pub(crate) result: ResultTable,
    /// How long they took.
    pub(crate) took: Duration,
}

impl Ran {
    /// Whether a language model wrote it.
    pub(crate) fn is_by_model(&self) -> bool {
        let reading = self.checked.reading.as_ref();
        reading.is_some_and(|reading| matches!(reading.translator, Translator::Model(_)))
    }
}

impl Journey {
    /// Runs the query; where the database itself refuses it, the next reading's, once.
    pub(crate) async fn run(
        &self,
        checked: Checked,
        schema: &Schema,
        trip: &mut Trip<'_>,
    ) -> Result<Ran, Stop> {
        trip.enter("run");
        let began = Instant::now();
        // Whoever types SQL wants to see the database as it is.
        let asked = checked.reading.is_some();
        if asked && let Some(result) = self.kept_rows(&checked.query, schema, trip).await {
            return Ok(Ran { checked, result, took: began.elapsed() });
        }
        let refused = match self.fetch(&checked.query, schema, trip).await {
            Ok(result) => return Ok(Ran { checked, result, took: began.elapsed() }),
            Err(error @ DatabaseError::Query(_)) => error,
            Err(error) => return Err(error.into()),
        };
        let (Some(next), _) = self.first_passing(checked.others, schema) else {
            return Err(refused.into());
        };
        trip.set_query(&next.query);
        let limits = self.parts.limits;
        let result = self.collect(&next.query, limits, &trip.id, trip.listener).await?;
        trip.warn(format!("the likeliest reading did not run ({refused}); this is the next one"));
        Ok(Ran { checked: next, result, took: began.elapsed() })
    }

    /// The rows of a query, kept for the next question; those that were read before where the database is gone.
    pub(crate) async fn fetch(
        &self,
        query: &ReadOnly<Query>,
        schema: &Schema,
        trip: &mut Trip<'_>,
    ) -> Result<ResultTable, DatabaseError> {
        match self.collect(query, self.parts.limits, &trip.id, trip.listener).await {
            Ok(result) => {
                self.keep_rows(query, schema, &result).await;
                Ok(result)
            }
            Err(error @ DatabaseError::Query(_)) => Err(error),
            Err(error) => {
                let stale = self.stale_rows(query, schema, &error, trip).await;
                stale.ok_or(error)
            }
        }
    }

    /// All rows of a query within the limits.
    pub(crate) async fn collect(
        &self,
        query: &ReadOnly<Query>,
        limits: Limits,
        id: &QuestionId,
        listener: &dyn Listener,
    ) -> Result<ResultTable, DatabaseError> {
        let concealed = |error| self.concealed_error(error, &query.get().sql);
        let mut rows = self.parts.database.run(id, query, limits).await.map_err(concealed)?;
        let columns = rows.columns().to_vec();
        let mut collected = Vec::new();
        while let Some(batch) = rows.next().await.map_err(concealed)? {
            collected.extend(batch);
            listener.hear(&Event::Rows { rows: collected.len() as u64 });
        }
        Ok(ResultTable { columns, rows: collected, cut: rows.cut() })
    }
}
