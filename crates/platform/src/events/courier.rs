//! Carries what is published in this process to the others, and what they publish to here: over a Redis stream where there is one, over
//! PostgreSQL's notifications while there is none.
//! Invariant: nothing depends on it arriving. A signal only says "look"; after any gap everybody is told to look, and the database
//! says what.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Bus, Topic, line, notify};
use crate::{
    db::Db,
    error::{Error, Result},
    redis::{Away, Position, Redis},
};

/// Signals that wait for their carrier, at most; those beyond are dropped, and listeners of other processes look by themselves.
const WAITING: usize = 10_000;
/// Signals of one entry or notification, at most.
const BATCH: usize = 256;

/// The courier of a process.
#[derive(Debug)]
pub struct Courier {
    bus: Bus,
    db: Db,
    redis: Option<Redis>,
    outgoing: tokio::sync::Mutex<mpsc::Receiver<(Topic, Uuid)>>,
    read: Mutex<Option<Position>>,
}

impl Courier {
    /// A courier, and the bus it serves. None for a process that has the database alone and no Redis.
    #[must_use]
    pub fn new(db: &Db, redis: Option<Redis>) -> (Option<Self>, Bus) {
        if redis.is_none() && !db.is_shared() {
            return (None, Bus::local());
        }
        let (sender, receiver) = mpsc::channel(WAITING);
        let bus = Bus::relayed(sender);
        let courier =
            Self { bus: bus.clone(), db: db.clone(), redis, outgoing: tokio::sync::Mutex::new(receiver), read: Mutex::default() };
        (Some(courier), bus)
    }

    /// Sends what this process publishes, until stopped. What comes while a sending is under way goes together in the next.
    ///
    /// # Errors
    /// `Unavailable` when neither Redis nor the database takes it: those signals are lost, and the supervisor starts this again.
    pub async fn send(&self, stop: CancellationToken) -> Result<()> {
        let mut outgoing = self.outgoing.lock().await;
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            let number = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                number = outgoing.recv_many(&mut batch, BATCH) => number,
            };
            if number == 0 {
                return Ok(());
            }
            // The same signal twice says no more than once.
            let mut said = HashSet::new();
            batch.retain(|signal| said.insert(*signal));
            let lines: Vec<String> = batch.drain(..).map(|(topic, item)| line(self.bus.origin(), topic, item)).collect();
            if let Some(redis) = &self.redis
                && redis.write(&lines.join("\n")).await.is_ok()
            {
                continue;
            }
            if self.db.is_shared() {
                notify::say(self.db.write(), lines).await?;
            } else {
                return Err(Error::from(Away));
            }
        }
    }

    /// Delivers what other processes write into the stream, until stopped; rests where there is no Redis. What they notify over the
    /// database comes by [`notify::listen`].
    ///
    /// # Errors
    /// `Unavailable` when Redis is away; the supervisor starts this again with back-off, and it goes on where it stood.
    pub async fn receive(&self, stop: CancellationToken) -> Result<()> {
        let Some(redis) = &self.redis else {
            stop.cancelled().await;
            return Ok(());
        };
        let known = self.read.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (mut reader, goes_on) = redis.reader(known).await?;
        self.note(&reader.position());
        if !goes_on {
            // Whatever was written since the last entry that was read here is unknown.
            self.bus.look_everywhere();
        }
        loop {
            let entries = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                entries = reader.next() => entries?,
            };
            for lines in &entries {
                self.bus.deliver_lines(lines);
            }
            self.note(&reader.position());
        }
    }

    fn note(&self, position: &Position) {
        *self.read.lock().unwrap_or_else(PoisonError::into_inner) = Some(position.clone());
    }
}
