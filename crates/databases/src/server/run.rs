//! A query in a task of its own.

use std::{sync::Arc, time::Duration};

use futures::TryStreamExt;
use querist_vocabulary::{
    database::{Cut, DatabaseError, Limits, Rows},
    statement::{Query, ReadOnly},
};

use super::{
    Server,
    pool::{Pool, Seat},
};
use crate::delivery::{self, Batcher, Outlet, Parcel, Taken, Ticket};

/// How much later than Querist the server ends a statement by itself: the wall behind the wall, for
/// when Querist is gone.
const GRACE: Duration = Duration::from_secs(1);

/// Starts the query and waits for its columns.
pub(crate) async fn run<S: Server>(
    pool: &Arc<Pool<S>>,
    ticket: Ticket,
    query: &ReadOnly<Query>,
    limits: Limits,
) -> Result<Box<dyn Rows>, DatabaseError> {
    let (outlet, receiver) = delivery::open(ticket, limits);
    let (running, sql) = (Arc::clone(pool), query.get().sql.clone());
    tokio::spawn(async move { work(&running, &sql, outlet).await });
    delivery::receive(receiver, pool.server().address()).await
}

/// The whole life of a query. The connection is given back only after a result or an error of the
/// query itself; one that was stopped is closed.
async fn work<S: Server>(pool: &Arc<Pool<S>>, sql: &str, mut outlet: Outlet) {
    let seat = tokio::select! {
        seat = pool.take() => seat,
        stop = outlet.wanted.until_stop() => Err(stop.into()),
    };
    let end = match seat {
        Ok(seat) => with_seat(pool, sql, &mut outlet, seat).await,
        Err(error) => Err(error),
    };
    // A reader that is gone needs no last word.
    let _ = outlet.sender.send(Parcel::End(end)).await;
}

async fn with_seat<S: Server>(
    pool: &Arc<Pool<S>>,
    sql: &str,
    outlet: &mut Outlet,
    mut seat: Seat<S>,
) -> Result<Option<Cut>, DatabaseError> {
    let mut wanted = outlet.wanted.clone();
    let end = tokio::select! {
        end = send(pool.server(), &mut seat.connection, sql, outlet) => end,
        stop = wanted.until_stop() => {
            outlet.ticket.tell(pool.stop(seat.backend).await);
            return Err(stop.into());
        }
    };
    match &end {
        Ok(Some(_)) => pool.stop(seat.backend).await?,
        Ok(None) | Err(DatabaseError::Query(_) | DatabaseError::Denied(_)) => {
            if !pool.server().leaves_traces(sql) {
                seat.keep().await;
            }
        }
        Err(_) => {}
    }
    end
}

/// Sends the query's columns and rows.
async fn send<S: Server>(
    server: &S,
    connection: &mut S::Connection,
    sql: &str,
    outlet: &Outlet,
) -> Result<Option<Cut>, DatabaseError> {
    server.begin(connection, outlet.limits.timeout.saturating_add(GRACE)).await?;
    let (columns, forms): (Vec<_>, Vec<_>) =
        server.prepare(connection, sql).await?.into_iter().unzip();
    if columns.is_empty() {
        return Err(delivery::no_rows());
    }
    outlet.send(Parcel::Columns(columns)).await?;
    let mut rows = server.fetch(connection, sql, &forms);
    let mut batcher = Batcher::new(outlet.limits);
    let mut cut = None;
    while let Some(row) = rows.try_next().await? {
        match batcher.take(row) {
            Taken::Kept => {}
            Taken::Full(batch) => outlet.send(Parcel::Rows(batch)).await?,
            Taken::Over(limit) => {
                cut = Some(limit);
                break;
            }
        }
    }
    outlet.send_rest(&mut batcher).await?;
    Ok(cut)
}
