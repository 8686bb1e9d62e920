//! A query in a task of its own.

use std::{sync::Arc, time::Duration};

use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use querist_vocabulary::{
    database::{Cut, DatabaseError, Limits, Rows},
    statement::{Query, ReadOnly},
};

use tokio::time::timeout;

use super::{
    Server,
    pool::{Pool, Seat},
};
use crate::delivery::{self, Batcher, Outlet, Parcel, Taken, Ticket};

/// How much later than Querist the server ends a statement by itself: the wall behind the wall, for
/// when Querist is gone.
const GRACE: Duration = Duration::from_secs(1);

/// How long a server has to say that the cut came after its last row.
const AFTER_THE_CUT: Duration = Duration::from_millis(100);

/// Starts the query and waits for its columns.
pub(crate) async fn run<S: Server>(
    pool: &Arc<Pool<S>>,
    ticket: Ticket,
    query: &ReadOnly<Query>,
    limits: Limits,
) -> Result<Box<dyn Rows>, DatabaseError> {
    let (outlet, inlet) = delivery::open(ticket, limits);
    let (running, sql) = (Arc::clone(pool), query.get().sql.clone());
    tokio::spawn(async move { work(&running, &sql, outlet).await });
    delivery::receive(inlet, pool.server().address()).await
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
    let Outlet { sender, ticket, .. } = outlet;
    // Who cancels must not wait until the reader has taken what is on its way.
    drop(ticket);
    // A reader that is gone needs no last word.
    let _ = sender.send(Parcel::End(end)).await;
}

async fn with_seat<S: Server>(
    pool: &Arc<Pool<S>>,
    sql: &str,
    outlet: &mut Outlet,
    mut seat: Seat<S>,
) -> Result<Option<Cut>, DatabaseError> {
    let mut wanted = outlet.wanted.clone();
    seat.uses += 1;
    let end = tokio::select! {
        end = send(pool.server(), &mut seat.connection, sql, outlet) => end,
        stop = wanted.until_stop() => {
            outlet.ticket.tell(pool.stop(seat.backend).await);
            return Err(stop.into());
        }
    };
    // On a busy machine the server's own wall may stand before ours was looked at: its time is over all the same.
    let end = end.map_err(|error| match (error, wanted.stop()) {
        (DatabaseError::Cancelled, Some(stop)) => stop.into(),
        (error, _) => error,
    });
    let reusable = match &end {
        Ok((_, Rest::None)) => !pool.server().leaves_traces(sql),
        Ok((_, Rest::Unread)) => {
            outlet.ticket.tell(pool.stop(seat.backend).await);
            false
        }
        Err(error) => matches!(error, DatabaseError::Query(_) | DatabaseError::Denied(_)),
    };
    if reusable {
        seat.keep().await;
    }
    end.map(|(cut, _)| cut)
}

/// Rows that a cut result leaves on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// It has sent everything.
    None,
    /// It still has some.
    Unread,
}

/// Sends the query's columns and rows.
async fn send<S: Server>(
    server: &S,
    connection: &mut S::Connection,
    sql: &str,
    outlet: &Outlet,
) -> Result<(Option<Cut>, Rest), DatabaseError> {
    server.begin(connection, outlet.limits.timeout.saturating_add(GRACE)).await?;
    let (columns, forms): (Vec<_>, Vec<_>) =
        server.prepare(connection, sql).await?.into_iter().unzip();
    if columns.is_empty() {
        return Err(delivery::no_rows());
    }
    outlet.send(Parcel::Columns(columns)).await?;
    let mut rows = server.fetch(connection, sql, &forms);
    let mut batcher = Batcher::new(outlet.limits);
    while let Some(row) = rows.try_next().await? {
        match batcher.take(row) {
            Taken::Kept => {}
            Taken::Full(batch) => outlet.send(Parcel::Rows(batch)).await?,
            Taken::Over(cut) => {
                outlet.send_rest(&mut batcher).await?;
                return Ok((Some(cut), rest(rows).await));
            }
        }
    }
    outlet.send_rest(&mut batcher).await?;
    Ok((None, Rest::None))
}

/// The row that told of the cut is most often the last one, since the limit is also in the SQL.
async fn rest<T>(mut rows: BoxStream<'_, Result<T, DatabaseError>>) -> Rest {
    match timeout(AFTER_THE_CUT, rows.next()).await {
        Ok(None) => Rest::None,
        Ok(Some(_)) | Err(_) => Rest::Unread,
    }
}
