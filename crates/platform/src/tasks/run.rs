//! One run of a task: the handler on a task of its own, so that a panic or an endless loop stays there; a deadline; and writing down
//! how it ended. Also the heartbeat that renews the leases.
//! Invariant: every claimed task leaves the table of what runs here, whatever its handler does.

use std::{
    collections::HashMap,
    panic::AssertUnwindSafe,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::FutureExt;
use tokio::{
    sync::{Notify, mpsc},
    task::{JoinError, JoinHandle},
    time::Instant,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use uuid::Uuid;

use super::{
    DeadTask, Handler, Lease, Outcome, Settings, TaskId, backoff,
    panics::message_of,
    places::{Lane, Places, RunKey},
    queue,
    status::{self, Counters, Worker},
};
use crate::{clock::Timestamp, error::Result, ids, op::Op};

/// How a kind of task is run here.
pub(super) struct Kind {
    pub handler: Arc<dyn Handler>,
    /// At the same time.
    pub limit: usize,
    /// Longest run.
    pub deadline: Duration,
}

/// What the loops of a supervisor share.
pub(super) struct Shared {
    pub op: Op,
    pub settings: Settings,
    pub owner: Arc<str>,
    pub role: &'static str,
    pub started_at: Timestamp,
    pub kinds: HashMap<String, Kind>,
    pub places: Mutex<Places>,
    /// A lease was let go of.
    pub changed: Notify,
    /// There is room for a claim.
    pub hungry: Notify,
    /// Fires first: nothing more is claimed.
    pub claiming: CancellationToken,
    /// Has fired when the last claim is over, and all it took is among what runs.
    pub claimed: CancellationToken,
    /// Fires next: what runs hands its work back.
    pub soft: CancellationToken,
    pub tracker: TaskTracker,
    pub crashes: std::sync::atomic::AtomicU64,
    pub counters: Counters,
    pub done: mpsc::UnboundedSender<Finished>,
}

/// A task that is done and not yet removed.
pub(super) struct Finished(RunKey);

/// How a run ended: whether it is done and its row is still to be removed, and how long its handler took, when that came to an end.
#[derive(Default)]
struct Ended {
    done: bool,
    took: Option<Duration>,
}

tokio::task_local! {
    static CURRENT: TaskId;
}

/// The task that is run by whoever asks, if one is. For what has to be known by its task, as an open browser, far below the handler; what a
/// handler spawns is nobody's.
#[must_use]
pub fn current() -> Option<TaskId> {
    CURRENT.try_with(|task| *task).ok()
}

/// How long a task that overran may take to hand back its work, and how long its end may take after that.
const GRACE: Duration = Duration::from_secs(10);
const LAST_GRACE: Duration = Duration::from_secs(1);

impl Shared {
    pub(super) fn places(&self) -> MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn in_flight(&self) -> usize {
        self.places().held()
    }

    pub(super) fn count_panic(&self) {
        self.counters.panics.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn count_error(&self) {
        self.counters.errors.fetch_add(1, Ordering::Relaxed);
    }

    /// Starts what waits here, as far as there are places.
    #[allow(clippy::disallowed_methods)] // the supervisor is the place that spawns
    pub(super) fn fill(self: &Arc<Self>) {
        while !self.claiming.is_cancelled() {
            let Some((model, stop)) = self.places().next(|| self.soft.child_token()) else { return };
            let shared = Arc::clone(self);
            self.tracker.spawn(async move {
                let (run, lane) = (RunKey::of(&model), Lane::of(&model));
                match AssertUnwindSafe(shared.run_one(model, stop)).catch_unwind().await {
                    // Its place is free at once; its lease is held until it is removed, together with others.
                    Ok(Ended { done: true, took }) => {
                        shared.vacate(&lane, took);
                        let _ = shared.done.send(Finished(run));
                    }
                    ended => {
                        if let Err(panic) = &ended {
                            shared.count_panic();
                            tracing::error!(panic = message_of(&**panic), "ending a task panicked; its lease will run out");
                        }
                        shared.places().remove(run);
                        shared.vacate(&lane, ended.ok().and_then(|ended| ended.took));
                        shared.changed.notify_waiters();
                    }
                }
            });
        }
    }

    /// Frees a place and gives it to whom it is due.
    fn vacate(self: &Arc<Self>, lane: &Lane, took: Option<Duration>) {
        let hungry = self.places().free(lane, took);
        self.fill();
        if hungry {
            self.hungry.notify_one();
        }
    }

    /// Runs a task, and writes down how it ended unless it is done.
    #[allow(clippy::disallowed_methods)] // the supervisor is the place that spawns
    async fn run_one(&self, model: queue::Model, stop: CancellationToken) -> Ended {
        let Some(kind) = self.kinds.get(&model.kind) else { return Ended::default() };
        let (name, attempts, max_attempts, deaths) = (model.kind.clone(), model.attempts, model.max_attempts, model.deaths);
        let dead = DeadTask {
            id: TaskId(model.id),
            subject: model.subject_id,
            workspace: model.workspace_id,
            payload: model.payload.clone(),
            reason: String::new(),
        };
        let lease = Lease { id: dead.id, owner: Arc::clone(&self.owner), attempt: attempts };
        let mut forgiven: Arc<AtomicBool> = Arc::default();
        let took = Arc::new(OnceLock::new());
        let outcome = if deaths >= self.settings.max_deaths.max(1) {
            // It is not given another process to kill.
            Outcome::Fail { reason: format!("gave up after {deaths} processes died with it") }
        } else {
            let run = queue::to_run(model, &self.owner, stop.clone(), self.settings.max_attempts);
            forgiven = Arc::clone(&run.forgiven);
            let handler = Arc::clone(&kind.handler);
            let measured = Arc::clone(&took);
            let work = tokio::spawn(CURRENT.scope(run.id, async move {
                let began = Instant::now();
                let outcome = handler.run(&run).await;
                let _ = measured.set(began.elapsed());
                outcome
            }));
            self.watch(&name, kind.deadline, work, &stop).await
        };
        metrics::counter!("glouton_task_runs_total", "kind" => name.clone(), "outcome" => label(&outcome)).increment(1);
        let took = took.get().copied();
        match outcome {
            Outcome::Done => return Ended { done: true, took },
            Outcome::Finished => return Ended { done: false, took },
            _ => {}
        }
        let most =
            if forgiven.load(Ordering::Relaxed) { attempts.saturating_add(self.settings.max_attempts) } else { max_attempts };
        if let Err(error) = self.settle(kind, &name, &lease, most, dead, outcome).await {
            // The lease runs out and the task is taken again: nothing is lost, so this is no reason to stop.
            tracing::warn!(task.kind = name, error = %error.operator_message(), "a task's end could not be written");
        }
        Ended { done: false, took }
    }

    /// Waits for a run's end, at most until its deadline.
    async fn watch(&self, name: &str, deadline: Duration, mut work: JoinHandle<Outcome>, stop: &CancellationToken) -> Outcome {
        tokio::select! {
            ended = &mut work => return self.outcome_of(name, ended),
            () = tokio::time::sleep(deadline) => {}
        }
        self.counters.overruns.fetch_add(1, Ordering::Relaxed);
        metrics::counter!("glouton_task_overruns_total", "kind" => name.to_owned()).increment(1);
        let reason = format!("ran longer than {} s", deadline.as_secs_f32());
        stop.cancel();
        if let Ok(ended) = tokio::time::timeout(GRACE.min(deadline), &mut work).await {
            return match self.outcome_of(name, ended) {
                Outcome::Released | Outcome::Retry { .. } => Outcome::Retry { at: None, reason },
                outcome => outcome,
            };
        }
        work.abort();
        if tokio::time::timeout(LAST_GRACE, &mut work).await.is_err() {
            // It computes without ever waiting. Its thread is gone until it ends; what it writes is refused, the lease being another's.
            tracing::error!(task.kind = name, "a task holds a thread and cannot be stopped");
        }
        Outcome::Retry { at: None, reason }
    }

    fn outcome_of(&self, name: &str, ended: Result<Outcome, JoinError>) -> Outcome {
        let failure = match ended {
            Ok(outcome) => {
                if matches!(outcome, Outcome::Retry { .. } | Outcome::Fail { .. }) {
                    self.count_error();
                    metrics::counter!("glouton_task_errors_total", "kind" => name.to_owned()).increment(1);
                }
                return outcome;
            }
            Err(failure) => failure,
        };
        let Ok(panic) = failure.try_into_panic() else { return Outcome::Released };
        self.count_panic();
        metrics::counter!("glouton_task_panics_total", "kind" => name.to_owned()).increment(1);
        Outcome::Retry { at: None, reason: format!("panicked: {}", message_of(&*panic)) }
    }

    /// Writes down how a run ended; one that is done is removed with others.
    async fn settle(
        &self,
        kind: &Kind,
        name: &str,
        lease: &Lease,
        max_attempts: i32,
        dead: DeadTask,
        outcome: Outcome,
    ) -> Result<()> {
        let now = self.op.now();
        match outcome {
            Outcome::Done | Outcome::Finished => Ok(()),
            Outcome::Released => queue::release(&self.op.db, lease, now).await,
            Outcome::Retry { at, reason } if lease.attempt < max_attempts => {
                let at = at.unwrap_or_else(|| {
                    now.plus(backoff(
                        Duration::from_millis(self.settings.backoff_ms),
                        Duration::from_millis(self.settings.max_backoff_ms),
                        lease.attempt,
                        ids::random_bytes::<1>()[0],
                    ))
                });
                tracing::info!(task.kind = name, task.attempt = lease.attempt, reason, "a task will be tried again");
                queue::retry(&self.op.db, lease, now, at, &reason).await
            }
            Outcome::Retry { reason, .. } | Outcome::Fail { reason } => {
                tracing::warn!(task.kind = name, reason, "a task is dead");
                let dead = DeadTask { reason: reason.clone(), ..dead };
                match AssertUnwindSafe(kind.handler.dead(&dead)).catch_unwind().await {
                    Ok(told) => told?,
                    Err(panic) => {
                        // The domain cannot hear it. The task is kept all the same: to try for ever would help nobody.
                        self.count_panic();
                        tracing::error!(task.kind = name, panic = message_of(&*panic), "telling of a task's death panicked");
                    }
                }
                queue::bury(&self.op.db, lease, now, &reason).await
            }
        }
    }

    /// Removes tasks that are done, as many in a statement as came to an end during the one before.
    pub(super) async fn finish_loop(self: Arc<Self>, mut done: mpsc::UnboundedReceiver<Finished>) {
        let mut batch = Vec::new();
        loop {
            tokio::select! {
                number = done.recv_many(&mut batch, queue::BATCH) => if number == 0 { return },
                () = self.ended() => return,
            }
            let tasks: Vec<Uuid> = batch.iter().map(|Finished(run)| run.id).collect();
            if let Err(error) = queue::finish_all(&self.op.db, &self.owner, &tasks).await {
                // Their leases run out and they run again: they are idempotent.
                tracing::warn!(error = %error.operator_message(), "done tasks cannot be removed now");
            }
            let mut places = self.places();
            for Finished(run) in batch.drain(..) {
                places.remove(run);
            }
            drop(places);
            self.changed.notify_waiters();
        }
    }

    pub(super) async fn heartbeat_loop(self: Arc<Self>) {
        let every = Duration::from_millis((self.settings.lease_ms / 3).max(10));
        let mut known_until = None;
        loop {
            // Who is there is told three times a lease, and the list is swept once an hour.
            let now = self.op.now();
            let told = status::sign_in(&self.op.db, &self.itself(now)).await;
            if told.is_ok() && known_until.is_none_or(|until| until < now) {
                known_until = Some(now.plus(FORGOTTEN));
                let _ = status::sign_out(&self.op.db, None, now.minus(FORGOTTEN)).await;
            }
            tokio::select! {
                () = tokio::time::sleep(every) => {}
                () = self.ended() => {
                    let _ = status::sign_out(&self.op.db, Some(&self.owner), now.minus(FORGOTTEN)).await;
                    return;
                }
            }
            if let Err(error) = self.renew().await {
                tracing::warn!(error = %error.operator_message(), "leases cannot be renewed now");
            }
        }
    }

    fn itself(&self, now: Timestamp) -> Worker {
        Worker {
            id: self.owner.to_string(),
            host: host(),
            pid: i32::try_from(std::process::id()).unwrap_or_default(),
            role: self.role.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            started_at: self.started_at,
            seen_at: now,
            running: 0,
            lease_until: None,
            troubles: self.counters.read(),
        }
    }

    /// Renews all leases, and stops what lost its own.
    async fn renew(&self) -> Result<()> {
        let running = self.places().ids();
        if running.is_empty() {
            return Ok(());
        }
        let until = self.op.now().plus(Duration::from_millis(self.settings.lease_ms));
        let held = queue::renew(&self.op.db, &self.owner, &running, until).await?;
        let gone: Vec<Uuid> = running.into_iter().filter(|id| !held.contains(id)).collect();
        if gone.is_empty() {
            return Ok(());
        }
        // A task that is not there any more has finished itself a moment ago, or its domain removed it; one that is there is another's.
        let there = queue::still_there(&self.op.db, &gone).await?;
        let mut places = self.places();
        for id in gone {
            let Some(kind) = places.lost(id).filter(|_| there.contains(&id)) else { continue };
            self.counters.lost_leases.fetch_add(1, Ordering::Relaxed);
            metrics::counter!("glouton_task_lost_leases_total", "kind" => kind.to_string()).increment(1);
            tracing::warn!(task.kind = &*kind, "a task is now another's: its lease could not be renewed in time");
        }
        drop(places);
        Ok(())
    }

    /// Resolves when a soft stop was asked for and the last task has ended.
    pub(super) async fn ended(&self) {
        self.soft.cancelled().await;
        self.claimed.cancelled().await;
        loop {
            let changed = self.changed.notified();
            if self.in_flight() == 0 {
                return;
            }
            changed.await;
        }
    }
}

/// How long a process that fell silent stays on the list.
const FORGOTTEN: Duration = Duration::from_secs(3_600);

/// This machine's name, as far as it tells.
fn host() -> String {
    std::env::var("HOSTNAME")
        .ok()
        .or_else(|| std::fs::read_to_string("/etc/hostname").ok())
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "localhost".to_owned())
}

fn label(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Done | Outcome::Finished => "done",
        Outcome::Released => "released",
        Outcome::Retry { .. } => "retry",
        Outcome::Fail { .. } => "fail",
    }
}
