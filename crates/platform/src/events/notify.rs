//! Signals between processes over PostgreSQL's LISTEN and NOTIFY: those that must come with their commit, and all of them where there is
//! no Redis. The embedded database has one process, and nothing to tell it.
//! Invariant: a notification of a transaction arrives after its rows can be seen, and never without them.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{ANYBODY, Bus, Topic, line};
use crate::{
    db::{Db, Heard},
    error::Result,
};

const CHANNEL: &str = "glouton_signals";
/// PostgreSQL takes 8000 bytes in one notification.
const LONGEST: usize = 7_000;

/// Tells every process, this one too, once the transaction commits. For this process on the embedded database publish after the commit.
///
/// # Errors
/// What the database says.
pub async fn notify(tx: &impl ConnectionTrait, topic: Topic, item: Uuid) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        say(tx, vec![line(ANYBODY, topic, item)]).await?;
    }
    Ok(())
}

/// Sends lines in as few notifications as they fit in, with one statement.
pub(super) async fn say(tx: &impl ConnectionTrait, lines: Vec<String>) -> Result<()> {
    let mut letters: Vec<String> = Vec::new();
    for line in lines {
        match letters.last_mut() {
            Some(letter) if letter.len() + line.len() < LONGEST => {
                letter.push('\n');
                letter.push_str(&line);
            }
            _ => letters.push(line),
        }
    }
    for letter in letters {
        let values = [CHANNEL.into(), letter.into()];
        tx.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, "SELECT pg_notify($1, $2)", values)).await?;
    }
    Ok(())
}

/// Delivers what other processes notify, until stopped. Rests on the embedded database.
///
/// # Errors
/// `Unavailable` when the database is away; the supervisor starts this again with back-off.
pub async fn listen(db: &Db, bus: &Bus, stop: &CancellationToken) -> Result<()> {
    let Some(mut listener) = db.listen(CHANNEL).await? else {
        stop.cancelled().await;
        return Ok(());
    };
    // What was said while nobody listened is unknown.
    bus.look_everywhere();
    loop {
        let heard = tokio::select! {
            () = stop.cancelled() => return Ok(()),
            heard = listener.next() => heard?,
        };
        match heard {
            Heard::Said(lines) => bus.deliver_lines(&lines),
            Heard::Gap => bus.look_everywhere(),
        }
    }
}
