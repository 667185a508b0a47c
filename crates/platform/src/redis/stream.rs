//! Signals over a Redis stream. Unlike publish and subscribe, a reader whose connection broke goes on behind the entry it read last, and
//! only when that is gone (trimmed, or Redis lost its memory) has everybody to look.
//! Invariant: entries are read in the order in which they were written, each once by each process.

use std::time::Duration;

use deadpool_redis::{
    Connection,
    redis::{self, AsyncConnectionConfig, streams::StreamReadReply},
};
use secrecy::ExposeSecret;

use super::{Away, Redis};

/// The stream.
const KEY: &str = "glouton:signals";
/// About so many entries are kept: what some minutes of a busy installation write.
const KEPT: usize = 10_000;
/// How long one read waits for an entry. Then it asks again, so that a connection that is dead without saying so is noticed.
const READ: Duration = Duration::from_secs(5);
/// Entries of one read, at most.
const BATCH: usize = 500;

/// Where a reader stands in the stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Position(String);

/// What a reader begins with.
#[derive(Debug)]
pub(crate) struct Reader {
    connection: redis::aio::MultiplexedConnection,
    position: Position,
}

impl Redis {
    /// Writes signals, one line each, as one entry.
    pub(crate) async fn write(&self, lines: &str) -> Result<(), Away> {
        self.ask(async |connection: &mut Connection| {
            let mut command = redis::cmd("XADD");
            command.arg(KEY).arg("MAXLEN").arg("~").arg(KEPT).arg("*").arg("s").arg(lines);
            command.query_async::<()>(connection).await
        })
        .await
    }

    /// A reader behind `known`, the entry that was read last, if it is still there; else at the end of the stream. Says which.
    pub(crate) async fn reader(&self, known: Option<Position>) -> Result<(Reader, bool), Away> {
        let client = redis::Client::open(self.0.url.expose_secret()).map_err(|_| Away)?;
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(READ))
            .set_response_timeout(Some(READ + Duration::from_secs(2)));
        let mut connection = client.get_multiplexed_async_connection_with_config(&config).await.map_err(|_| Away)?;
        if let Some(known) = known {
            let mut look = redis::cmd("XRANGE");
            look.arg(KEY).arg(&known.0).arg(&known.0);
            let found: redis::streams::StreamRangeReply = look.query_async(&mut connection).await.map_err(|_| Away)?;
            if !found.ids.is_empty() {
                return Ok((Reader { connection, position: known }, true));
            }
        }
        let mut look = redis::cmd("XREVRANGE");
        look.arg(KEY).arg("+").arg("-").arg("COUNT").arg(1);
        let last: redis::streams::StreamRangeReply = look.query_async(&mut connection).await.map_err(|_| Away)?;
        let position = Position(last.ids.into_iter().next().map_or_else(|| "0-0".to_owned(), |entry| entry.id));
        Ok((Reader { connection, position }, false))
    }
}

impl Reader {
    /// Waits for the next entries; the lines of each, in order. Empty when there were none for a while.
    pub(crate) async fn next(&mut self) -> Result<Vec<String>, Away> {
        let mut read = redis::cmd("XREAD");
        read.arg("COUNT").arg(BATCH).arg("BLOCK").arg(READ.as_millis().to_string());
        read.arg("STREAMS").arg(KEY).arg(&self.position.0);
        let reply: Option<StreamReadReply> = read.query_async(&mut self.connection).await.map_err(|_| Away)?;
        let mut lines = Vec::new();
        for entry in reply.into_iter().flat_map(|reply| reply.keys).flat_map(|key| key.ids) {
            lines.extend(entry.get::<String>("s"));
            self.position = Position(entry.id);
        }
        Ok(lines)
    }

    /// Where it stands.
    pub(crate) fn position(&self) -> Position {
        self.position.clone()
    }
}
