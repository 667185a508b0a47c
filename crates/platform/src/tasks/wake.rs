//! Waking the workers of other processes: LISTEN and NOTIFY of PostgreSQL. In a process the bus does it, and the embedded database
//! has one process.
//! Invariant: a notification is sent in the transaction that enqueues, so it arrives after the rows can be seen; and one that is
//! lost costs at most the polling interval.

use sea_orm::{ConnectionTrait, DbBackend};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::WAKE;
use crate::{
    db::{Db, Heard},
    error::Result,
    events::Bus,
};

const CHANNEL: &str = "glouton_tasks";

/// Tells all processes, once the transaction commits, that there may be work.
pub(super) async fn notify(tx: &impl ConnectionTrait) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared("NOTIFY glouton_tasks").await?;
    }
    Ok(())
}

/// Wakes the workers here whenever another process has work, until stopped. At once on the embedded database, which has none.
///
/// # Errors
/// `Unavailable` when the database is away; the supervisor starts this again with back-off.
pub(super) async fn listen(db: &Db, bus: &Bus, stop: &CancellationToken) -> Result<()> {
    let Some(mut listener) = db.listen(CHANNEL).await? else {
        stop.cancelled().await;
        return Ok(());
    };
    // What was enqueued while nobody listened is unknown.
    bus.deliver(WAKE, Uuid::nil());
    loop {
        let heard = tokio::select! {
            () = stop.cancelled() => return Ok(()),
            heard = listener.next() => heard?,
        };
        match heard {
            Heard::Something | Heard::Gap => bus.deliver(WAKE, Uuid::nil()),
        }
    }
}
