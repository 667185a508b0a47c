//! The Redis that processes of one installation share: signals over a stream (`stream`), and what they hold in common (`shares`).
//! Does not belong here: what is signalled or limited, and what happens without it (the callers).
//!
//! Invariants: nothing is kept in it that cannot be lost; no question waits longer than [`PATIENCE`], and one that failed is followed by
//! none for [`REST`], so that a Redis that is away costs nobody a wait.

mod shares;
mod stream;
#[cfg(test)]
mod tests;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use deadpool_redis::{Config, Connection, Pool, Runtime, redis};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

pub use shares::{Manners, Shares, Slot, Turn};
pub(crate) use stream::Position;

use super::error::Error;

/// Longest that one question may take.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long a Redis that did not answer is left alone.
const REST: Duration = Duration::from_secs(1);

/// Redis does not answer; whoever asked does without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Away;

impl From<Away> for Error {
    fn from(_: Away) -> Self {
        Self::Unavailable("Redis is away")
    }
}

/// Why Redis cannot be used; tells no part of the URL, which may hold a password.
#[derive(Debug, thiserror::Error)]
#[error("redis.url is no Redis address; write redis://host:6379 or rediss://host:6380")]
pub struct BadAddress;

/// A Redis. Clones share its connections.
#[derive(Debug, Clone)]
pub struct Redis(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    url: SecretString,
    pool: Pool,
    resting: Mutex<Option<Instant>>,
}

impl Redis {
    /// The Redis at `url`. Connects to nothing yet.
    ///
    /// # Errors
    /// [`BadAddress`].
    pub fn at(url: &SecretString) -> Result<Self, BadAddress> {
        let pool = Config::from_url(url.expose_secret()).create_pool(Some(Runtime::Tokio1)).map_err(|_| BadAddress)?;
        redis::Client::open(url.expose_secret()).map_err(|_| BadAddress)?;
        Ok(Self(Arc::new(Inner { url: url.clone(), pool, resting: Mutex::default() })))
    }

    /// Whether it answers. Asks even when it did not a moment ago.
    pub async fn is_there(&self) -> bool {
        let ping = async |connection: &mut Connection| redis::cmd("PING").query_async::<String>(connection).await;
        self.ask_now(ping).await.is_ok()
    }

    /// Asks one question, unless Redis did not answer a moment ago.
    async fn ask<T>(&self, question: impl AsyncFnOnce(&mut Connection) -> redis::RedisResult<T>) -> Result<T, Away> {
        if self.resting().is_some_and(|until| Instant::now() < until) {
            return Err(Away);
        }
        self.ask_now(question).await
    }

    async fn ask_now<T>(&self, question: impl AsyncFnOnce(&mut Connection) -> redis::RedisResult<T>) -> Result<T, Away> {
        let asked = tokio::time::timeout(PATIENCE, async {
            let mut connection = self.0.pool.get().await.map_err(|error| error.to_string())?;
            question(&mut connection).await.map_err(|error| error.to_string())
        });
        let answer = asked.await.unwrap_or_else(|_| Err("no answer in time".to_owned()));
        let was_away = std::mem::replace(
            &mut *self.0.resting.lock().unwrap_or_else(PoisonError::into_inner),
            answer.is_err().then(|| Instant::now() + REST),
        );
        match (answer, was_away) {
            (Ok(answer), was_away) => {
                if was_away.is_some() {
                    tracing::info!("Redis is there again");
                }
                Ok(answer)
            }
            (Err(reason), was_away) => {
                if was_away.is_none() {
                    tracing::warn!(reason, "Redis is away; this process does without");
                }
                Err(Away)
            }
        }
    }

    fn resting(&self) -> Option<Instant> {
        *self.0.resting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
