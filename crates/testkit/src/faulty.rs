//! A database that fails in a chosen way.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use querist_vocabulary::{
    database::{
        Capabilities, Cut, Database, DatabaseError, Distinct, Limits, ResultColumn, RightsFinding,
        Rows,
    },
    profile::TableProfile,
    question::QuestionId,
    schema::{Column, Fingerprint, Schema, Table, TableName},
    statement::{Query, ReadOnly},
    value::Value,
};

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The structure cannot be read.
    Schema(DatabaseError),
    /// No query can be run.
    Run(DatabaseError),
    /// The connection is lost after so many rows; fewer rows than that arrive whole.
    LostAfter(usize),
    /// Every batch of rows takes so long.
    Slow(Duration),
    /// The rows never come.
    Stuck,
}

/// A real database with one fault.
pub struct Faulty {
    inner: Arc<dyn Database>,
    fault: Fault,
}

impl Faulty {
    /// Gives a database a fault.
    #[must_use]
    pub fn new(inner: Arc<dyn Database>, fault: Fault) -> Self {
        Self { inner, fault }
    }
}

#[async_trait]
impl Database for Faulty {
    fn capabilities(&self) -> &'static Capabilities {
        self.inner.capabilities()
    }

    fn address(&self) -> String {
        self.inner.address()
    }

    async fn schema(&self) -> Result<Schema, DatabaseError> {
        match &self.fault {
            Fault::Schema(error) => Err(error.clone()),
            Fault::Run(_) | Fault::LostAfter(_) | Fault::Slow(_) | Fault::Stuck => {
                self.inner.schema().await
            }
        }
    }

    async fn fingerprint(&self) -> Result<Fingerprint, DatabaseError> {
        match &self.fault {
            Fault::Schema(error) => Err(error.clone()),
            Fault::Run(_) | Fault::LostAfter(_) | Fault::Slow(_) | Fault::Stuck => {
                self.inner.fingerprint().await
            }
        }
    }

    async fn profile(&self, table: &Table) -> Result<TableProfile, DatabaseError> {
        self.inner.profile(table).await
    }

    async fn distinct(
        &self,
        table: &TableName,
        column: &Column,
        limits: Limits,
    ) -> Result<Distinct, DatabaseError> {
        self.inner.distinct(table, column, limits).await
    }

    async fn run(
        &self,
        id: &QuestionId,
        query: &ReadOnly<Query>,
        limits: Limits,
    ) -> Result<Box<dyn Rows>, DatabaseError> {
        if let Fault::Run(error) = &self.fault {
            return Err(error.clone());
        }
        let inner = self.inner.run(id, query, limits).await?;
        Ok(Box::new(FaultyRows { inner, fault: self.fault.clone(), address: self.address() }))
    }

    async fn cancel(&self, id: &QuestionId) -> Result<(), DatabaseError> {
        self.inner.cancel(id).await
    }

    async fn rights(&self) -> Result<Vec<RightsFinding>, DatabaseError> {
        self.inner.rights().await
    }
}

struct FaultyRows {
    inner: Box<dyn Rows>,
    fault: Fault,
    address: String,
}

#[async_trait]
impl Rows for FaultyRows {
    fn columns(&self) -> &[ResultColumn] {
        self.inner.columns()
    }

    async fn next(&mut self) -> Result<Option<Vec<Vec<Value>>>, DatabaseError> {
        match &mut self.fault {
            Fault::Schema(_) | Fault::Run(_) => {}
            Fault::Slow(time) => tokio::time::sleep(*time).await,
            Fault::Stuck => std::future::pending().await,
            Fault::LostAfter(0) => return Err(lost(&self.address)),
            Fault::LostAfter(left) => {
                let batch = self.inner.next().await?;
                return Ok(batch.map(|mut rows| {
                    rows.truncate(*left);
                    *left -= rows.len();
                    rows
                }));
            }
        }
        self.inner.next().await
    }

    fn cut(&self) -> Option<Cut> {
        self.inner.cut()
    }
}

fn lost(address: &str) -> DatabaseError {
    let reason = "connection reset by peer".to_owned();
    DatabaseError::Lost { address: address.to_owned(), reason }
}
