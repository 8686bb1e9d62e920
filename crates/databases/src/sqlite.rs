//! SQLite files, opened read-only.

use std::sync::Arc;

use async_trait::async_trait;
use querist_vocabulary::{
    database::{Capabilities, Database, DatabaseError, Distinct, Limits, RightsFinding, Rows},
    profile::TableProfile,
    question::QuestionId,
    schema::{Column, Fingerprint, Schema, Table, TableName},
    statement::{Query, ReadOnly},
};

use crate::{Options, delivery::Running};

/// The file itself: which one it is, and whether somebody writes to it.
mod file;

/// Opening and keeping connections.
mod connect;

/// What a query's connection lets through: a wall beneath the check.
mod authorizer;

/// Structure and fingerprint.
mod schema;

/// The parts of a definition that only its text tells.
mod definition;

/// What the data looks like.
mod profile;

/// SQLite's values as ours.
mod values;

/// A query on its way.
mod run;

/// Stopping a query.
mod cancel;

/// What the account may do.
mod rights;

/// What SQLite can do.
mod capabilities;

/// SQLite's errors as ours.
mod errors;

/// A SQLite file.
pub(crate) struct Sqlite {
    connections: Arc<connect::Connections>,
    running: Running,
}

impl Sqlite {
    /// Opens the first of these paths that exists. No file is ever created.
    ///
    /// # Errors
    /// When there is none, or it cannot be read as a database.
    pub(crate) async fn connect(
        paths: &[String],
        options: &Options,
    ) -> Result<Self, DatabaseError> {
        let connections = connect::open(paths, options).await?;
        Ok(Self { connections, running: Running::default() })
    }
}

#[async_trait]
impl Database for Sqlite {
    fn capabilities(&self) -> &'static Capabilities {
        &capabilities::SQLITE
    }

    fn address(&self) -> String {
        self.connections.address()
    }

    async fn schema(&self) -> Result<Schema, DatabaseError> {
        connect::with(&self.connections, connect::Purpose::Structure, schema::read).await
    }

    async fn fingerprint(&self) -> Result<Fingerprint, DatabaseError> {
        let identity = self.connections.state()?.identity;
        connect::with(&self.connections, connect::Purpose::Structure, move |seat| {
            schema::fingerprint(seat, &identity)
        })
        .await
    }

    async fn profile(&self, table: &Table) -> Result<TableProfile, DatabaseError> {
        let table = table.clone();
        connect::with(&self.connections, connect::Purpose::Data, move |seat| {
            profile::profile(seat, &table)
        })
        .await
    }

    async fn distinct(
        &self,
        table: &TableName,
        column: &Column,
        limits: Limits,
    ) -> Result<Distinct, DatabaseError> {
        let (table, column) = (table.clone(), column.clone());
        connect::with(&self.connections, connect::Purpose::Data, move |seat| {
            profile::distinct(seat, &table, &column, limits)
        })
        .await
    }

    async fn run(
        &self,
        id: &QuestionId,
        query: &ReadOnly<Query>,
        limits: Limits,
    ) -> Result<Box<dyn Rows>, DatabaseError> {
        run::run(&self.connections, self.running.enter(id), query, limits).await
    }

    async fn cancel(&self, id: &QuestionId) -> Result<(), DatabaseError> {
        // Whether it is still wanted is all that a query looks at: asked is told.
        self.running.ask(id);
        Ok(())
    }

    async fn rights(&self) -> Result<Vec<RightsFinding>, DatabaseError> {
        Ok(rights::findings(self.connections.path()))
    }
}
