//! The fifth phase: the query becomes rows.

use querist_vocabulary::{
    answer::ResultTable,
    database::{DatabaseError, Limits},
    event::Event,
    statement::{Query, ReadOnly},
};

use crate::{
    check::Checked,
    journey::Journey,
    trip::{Stop, Trip},
};

/// A query with what it returned.
#[derive(Debug, Clone)]
pub(crate) struct Ran {
    /// The query and its reading.
    pub(crate) checked: Checked,
    /// Its rows.
    pub(crate) result: ResultTable,
}

impl Journey {
    /// Runs the first query; where the database itself refuses it, the next one, once.
    pub(crate) async fn run(
        &self,
        queries: Vec<Checked>,
        trip: &mut Trip<'_>,
    ) -> Result<Ran, Stop> {
        trip.enter("run");
        let mut refused: Option<DatabaseError> = None;
        for checked in queries.into_iter().take(2) {
            trip.sql = Some(checked.query.get().sql.clone());
            match self.collect(&checked.query, self.parts.limits, trip).await {
                Ok(result) => {
                    if let Some(error) = refused {
                        trip.warn(format!(
                            "the likeliest reading did not run ({error}); this is the next one"
                        ));
                    }
                    return Ok(Ran { checked, result });
                }
                Err(error @ DatabaseError::Query(_)) if refused.is_none() => refused = Some(error),
                Err(error) => return Err(refused.unwrap_or(error).into()),
            }
        }
        Err(refused
            .unwrap_or_else(|| DatabaseError::Query("there is nothing to run".into()))
            .into())
    }

    /// All rows of a query within the limits.
    pub(crate) async fn collect(
        &self,
        query: &ReadOnly<Query>,
        limits: Limits,
        trip: &Trip<'_>,
    ) -> Result<ResultTable, DatabaseError> {
        let mut rows = self.parts.database.run(&trip.id, query, limits).await?;
        let columns = rows.columns().to_vec();
        let mut collected = Vec::new();
        while let Some(batch) = rows.next().await? {
            collected.extend(batch);
            trip.tell(&Event::Rows { rows: collected.len() as u64 });
        }
        Ok(ResultTable { columns, rows: collected, cut: rows.cut() })
    }
}
