//! A query on its way.

use std::{io, sync::Arc, thread};

use querist_vocabulary::{
    database::{Cut, DatabaseError, Limits, ResultColumn, Rows as Delivered},
    statement::{Query, ReadOnly},
    value::{Value, ValueKind},
};
use rusqlite::{Connection, Rows};

use super::{
    cancel,
    connect::{Connections, PATIENCE, Purpose, Seat},
    values,
};
use crate::delivery::{self, Batcher, Outlet, Parcel, Stop, Taken, Ticket};

/// Starts the query on a thread of its own and waits for its columns.
pub(super) async fn run(
    connections: &Arc<Connections>,
    ticket: Ticket,
    query: &ReadOnly<Query>,
    limits: Limits,
) -> Result<Box<dyn Delivered>, DatabaseError> {
    let (mut outlet, inlet) = delivery::open(ticket, limits);
    let permit = tokio::select! {
        permit = connections.permit() => permit?,
        stop = outlet.wanted.until_stop() => return Err(stop.into()),
    };
    let address = connections.address();
    let (connections, sql) = (Arc::clone(connections), query.get().sql.clone());
    // No thread of the runtime: the program's end would wait for a function that nothing can stop.
    let thread = thread::Builder::new().name("sqlite".into());
    let started = thread.spawn(move || {
        let end = in_time(&outlet, || {
            let seat = Seat::take(connections, permit, Arc::default(), Purpose::Data)?;
            work(seat, &sql, &outlet)
        });
        // A reader that is gone needs no last word.
        let _ = outlet.sender.blocking_send(Parcel::End(end));
    });
    let failed = |error: io::Error| DatabaseError::Query(format!("no thread to run it: {error}"));
    started.map_err(failed)?;
    delivery::receive(inlet, &address).await
}

/// Does the work while it is wanted. Somebody else's lock must not outlast the query's own time.
fn in_time<T>(
    outlet: &Outlet,
    work: impl FnOnce() -> Result<T, DatabaseError>,
) -> Result<T, DatabaseError> {
    let wanted = outlet.wanted.clone();
    let patience = PATIENCE.min(outlet.limits.timeout / 2);
    let _patience = cancel::Patience::of(patience, move || wanted.stop().is_some());
    work().map_err(|error| outlet.wanted.stop().map_or(error, DatabaseError::from))
}

fn work(seat: Seat, sql: &str, outlet: &Outlet) -> Result<Option<Cut>, DatabaseError> {
    let end = send_all(seat.connection(), sql, outlet).map_err(|error| match error {
        Ended::Early(stop) => stop.into(),
        Ended::Wrong(error) => seat.error(&error),
    });
    seat.keep().and(end)
}

/// Why a query brings no more rows.
enum Ended {
    Early(Stop),
    Wrong(rusqlite::Error),
}

impl From<rusqlite::Error> for Ended {
    fn from(error: rusqlite::Error) -> Self {
        Self::Wrong(error)
    }
}

fn send_all(connection: &Connection, sql: &str, outlet: &Outlet) -> Result<Option<Cut>, Ended> {
    cancel::watch(connection, outlet.wanted.clone())?;
    let mut statement = connection.prepare(sql)?;
    let declared = declared_columns(&statement);
    let mut rows = statement.raw_query();
    let mut batcher = Batcher::new(outlet.limits);
    let width = declared.len();
    let (mut cut, mut batch) = next_batch(&mut rows, width, &mut batcher)?;
    send(outlet, Parcel::Columns(result_columns(declared, &batch)))?;
    while !batch.is_empty() {
        send(outlet, Parcel::Rows(batch))?;
        if cut.is_some() {
            return Ok(cut);
        }
        (cut, batch) = next_batch(&mut rows, width, &mut batcher)?;
    }
    Ok(cut)
}

fn send(outlet: &Outlet, parcel: Parcel) -> Result<(), Ended> {
    outlet.sender.blocking_send(parcel).map_err(|_| Ended::Early(Stop::Unread))
}

/// Rows until the batch is full or nothing more is wanted; empty at the end.
fn next_batch(
    rows: &mut Rows<'_>,
    width: usize,
    batcher: &mut Batcher,
) -> rusqlite::Result<(Option<Cut>, Vec<Vec<Value>>)> {
    while let Some(row) = rows.next()? {
        let mut cells = Vec::with_capacity(width);
        for at in 0..width {
            cells.push(values::value(row.get_ref(at)?));
        }
        match batcher.take(cells) {
            Taken::Kept => {}
            Taken::Full(batch) => return Ok((None, batch)),
            Taken::Over(cut) => return Ok((Some(cut), batcher.rest())),
        }
    }
    Ok((None, batcher.rest()))
}

/// Names, and the types that plain columns are declared with.
fn declared_columns(statement: &rusqlite::Statement<'_>) -> Vec<(String, Option<String>)> {
    let owned = |column: &rusqlite::Column<'_>| {
        (column.name().to_owned(), column.decl_type().map(str::to_owned))
    };
    statement.columns().iter().map(owned).collect()
}

/// A result's kinds are those of its first values; a column of NULLs has its declared kind.
fn result_columns(
    declared: Vec<(String, Option<String>)>,
    rows: &[Vec<Value>],
) -> Vec<ResultColumn> {
    let column = |(at, (name, declared)): (usize, (String, Option<String>))| {
        let kinds = rows.iter().filter_map(|row| row.get(at)).filter_map(Value::kind);
        let kind = kinds
            .reduce(wider)
            .unwrap_or_else(|| declared.as_deref().map_or(ValueKind::Other, values::kind));
        ResultColumn { name, kind }
    };
    declared.into_iter().enumerate().map(column).collect()
}

/// Whole numbers among floating ones are floating; otherwise the first decides.
fn wider(first: ValueKind, next: ValueKind) -> ValueKind {
    match (first, next) {
        (ValueKind::Integer, ValueKind::Float) => ValueKind::Float,
        _ => first,
    }
}
