//! Background work under one supervisor, in three shapes and no other: a *service* runs for ever and is restarted with
//! back-off, a *schedule* is idempotent work without input at an interval, a *task* is a durable row with a lease.
//!
//! Invariants:
//! - A task row is written in the transaction of the change that wants it, and finished in the transaction of its last effect.
//! - Whoever works on a task holds its lease; a write by a worker that lost its lease does not commit ([`TaskRun::fence`]).
//! - A panic, an error, an overrun, a lost lease and a missed heartbeat are counted apart, and none takes the process down.
//! - Workspaces share the room: the next free place goes to the one that has and lately had the fewest, however much another has waiting.

mod background;
mod claim;
mod deaths;
mod panics;
mod places;
mod queue;
mod run;
mod status;
mod supervisor;
#[cfg(test)]
mod tests;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{clock::Timestamp, error::Result, events::Topic};

pub use deaths::take_all;
pub use queue::{cancel_subject, enqueue, rearm, subjects_with_task};
pub use run::current;
pub use status::{Census, Dead, KindCensus, Troubles, Worker, census, dead, workers};
pub use supervisor::{Running, Supervisor};

crate::typed_id!(
    /// A durable unit of background work.
    TaskId,
    "task"
);

/// Published after a commit that enqueued tasks, so that idle workers look at once.
pub const WAKE: Topic = Topic { kind: "tasks", id: Uuid::nil() };

/// Bytes of a task's payload, at most: a payload names what is to be done, and what it is done with lies in the tables of its domain.
/// Claims read payloads a batch at a time, so this bounds their memory.
pub const MAX_PAYLOAD: usize = 64 * 1024;

/// Settings of the supervisor, section `[tasks]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How long a worker may be silent before its task is taken over, milliseconds.
    pub lease_ms: u64,
    /// How often an idle worker looks without being woken, milliseconds.
    pub poll_ms: u64,
    /// Tasks run at the same time in this process.
    pub concurrency: usize,
    /// Of them for one workspace, at most; 0 for as many as there is room for.
    pub workspace_concurrency: usize,
    /// Tasks taken before there is a place for them, at most; only of kinds whose runs are short. 0: none.
    pub ahead: usize,
    /// Longest run of a task, milliseconds.
    pub deadline_ms: u64,
    /// Where one kind of task is treated otherwise.
    pub kinds: Vec<KindSettings>,
    /// Attempts before a task is dead.
    pub max_attempts: i32,
    /// Processes that die with a task, one after the other and without it coming further, before it is dead.
    pub max_deaths: i32,
    /// First retry delay, milliseconds; doubles with each attempt, with jitter.
    pub backoff_ms: u64,
    /// Longest retry delay, milliseconds.
    pub max_backoff_ms: u64,
    /// How long a soft stop waits for tasks to hand back their work, milliseconds.
    pub stop_ms: u64,
}

/// Other limits for one kind of task, an entry of `tasks.kinds`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindSettings {
    /// Which kind.
    pub kind: String,
    /// Tasks of it run at the same time in this process; absent for what the program says.
    pub concurrency: Option<usize>,
    /// Longest run of one, milliseconds; absent for `tasks.deadline_ms`.
    pub deadline_ms: Option<u64>,
}

impl Settings {
    fn of_kind(&self, kind: &str) -> Option<&KindSettings> {
        self.kinds.iter().find(|settings| settings.kind == kind)
    }
}

/// A task to be.
#[derive(Debug, Clone)]
pub struct NewTask {
    /// Names the handler; part of the stored data, so never reused for something else.
    pub kind: &'static str,
    /// Version of the payload.
    pub version: i32,
    /// The tenant it works for.
    pub workspace: Option<Uuid>,
    /// The thing it works on (a site, a lead); tasks of one subject can be cancelled together.
    pub subject: Option<Uuid>,
    /// Input, JSON.
    pub payload: Value,
    /// Higher runs first.
    pub priority: i32,
    /// Not before this moment.
    pub run_at: Timestamp,
}

/// How a run of a task ended, when it did not finish itself by [`TaskRun::finish`].
#[derive(Debug)]
pub enum Outcome {
    /// Done; its row is removed.
    Done,
    /// Finished by [`TaskRun::finish`] or [`finish_all`] in a transaction that is committed: there is no row to remove any more.
    Finished,
    /// Not finished, through no fault: handed back for another worker, no attempt counted.
    Released,
    /// Try again, at this moment or with the usual back-off; an attempt is counted.
    Retry {
        /// When; `None` for the back-off.
        at: Option<Timestamp>,
        /// Why, for the operator.
        reason: String,
    },
    /// Never try again.
    Fail {
        /// Why, for the operator.
        reason: String,
    },
}

/// What runs the tasks of one kind.
#[async_trait]
pub trait Handler: Send + Sync + 'static {
    /// The newest version of the payload that this program reads. Tasks of later versions are left to a later program.
    fn newest_version(&self) -> i32 {
        1
    }

    /// Runs one task. Must be idempotent: after a crash the same task runs again from what is stored.
    async fn run(&self, run: &TaskRun) -> Outcome;

    /// Called once when a task is dead (attempts used up, failed for good, or its payload cannot be read), so that the domain can
    /// say so in its own state.
    async fn dead(&self, task: &DeadTask) -> Result<()>;
}

/// A task that will not run again.
#[derive(Debug, Clone)]
pub struct DeadTask {
    /// The task.
    pub id: TaskId,
    /// The thing it worked on.
    pub subject: Option<Uuid>,
    /// Its tenant.
    pub workspace: Option<Uuid>,
    /// Input.
    pub payload: Value,
    /// Why, for the operator.
    pub reason: String,
}

/// One run of a task: its input, its lease, and the signal to stop.
#[derive(Debug, Clone)]
pub struct TaskRun {
    /// The task.
    pub id: TaskId,
    /// Its tenant.
    pub workspace: Option<Uuid>,
    /// The thing it works on.
    pub subject: Option<Uuid>,
    /// Version of the payload.
    pub version: i32,
    /// Input.
    pub payload: Value,
    /// 1 on the first run.
    pub attempt: i32,
    /// Fires when the run must end soon: a stop of the process, a lost lease. Return [`Outcome::Released`] then.
    pub stop: CancellationToken,
    lease: Lease,
    /// Attempts that a task has when it begins anew.
    budget: i32,
    /// Whether this run came further.
    forgiven: Arc<AtomicBool>,
}

/// What proves that a task is ours: of all that ever ran it, only the holder of this may write for it. The attempt tells the runs
/// of one process apart.
#[derive(Debug, Clone)]
struct Lease {
    id: TaskId,
    owner: Arc<str>,
    attempt: i32,
}

impl TaskRun {
    /// Makes the transaction's commit depend on still holding the lease. Call it first in every transaction a task writes.
    ///
    /// # Errors
    /// `Conflict` when somebody else has the task now.
    pub async fn fence(&self, tx: &impl ConnectionTrait) -> Result<()> {
        queue::fence(tx, &self.lease).await
    }

    /// Says, within a transaction that stores a part of the work, that the task came further: the attempts so far are forgiven, because
    /// a task that comes further is not the one that takes its workers down, however often they die.
    ///
    /// # Errors
    /// As [`TaskRun::fence`].
    pub async fn progress(&self, tx: &impl ConnectionTrait) -> Result<()> {
        // The first attempt has nothing to be forgiven.
        if self.attempt > 1 && !self.forgiven.swap(true, Ordering::Relaxed) {
            queue::forgive(tx, &self.lease, self.budget).await?;
        }
        Ok(())
    }

    /// Finishes the task within the transaction of its last effect.
    ///
    /// # Errors
    /// As [`TaskRun::fence`].
    pub async fn finish(&self, tx: &impl ConnectionTrait) -> Result<()> {
        queue::finish(tx, &self.lease).await
    }
}

/// [`TaskRun::fence`] for many runs at once: those that still hold their leases, which they keep until the commit.
///
/// # Errors
/// What the database says.
pub async fn fence_all<'a>(
    tx: &impl ConnectionTrait,
    runs: impl IntoIterator<Item = &'a TaskRun>,
) -> Result<std::collections::HashSet<TaskId>> {
    queue::fence_all(tx, runs.into_iter().map(|run| &run.lease).collect()).await
}

/// [`TaskRun::finish`] for many runs at once, whose leases were fenced within this transaction.
///
/// # Errors
/// `Conflict` when one of them is not there any more, and nothing of the transaction may then be kept.
pub async fn finish_all<'a>(tx: &impl ConnectionTrait, runs: impl IntoIterator<Item = &'a TaskRun>) -> Result<()> {
    queue::finish_fenced(tx, &runs.into_iter().map(|run| run.id.0).collect::<Vec<_>>()).await
}

/// Delay before attempt `attempt + 1`: exponential, at most `max`, with a jitter of ±20 % drawn from `entropy` (0 to 255).
#[must_use]
pub fn backoff(first: Duration, max: Duration, attempt: i32, entropy: u8) -> Duration {
    let doublings = u32::try_from(attempt.clamp(1, 20) - 1).unwrap_or(0);
    let full = first.saturating_mul(2_u32.saturating_pow(doublings)).min(max);
    full.mul_f64(0.8 + 0.4 * f64::from(entropy) / 255.0)
}
