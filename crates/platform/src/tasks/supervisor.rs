//! The supervisor: claims tasks, runs their handlers, renews their leases, runs schedules and services, and stops in order.

use std::{
    collections::HashMap,
    future::Future,
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures_util::FutureExt;
use tokio::sync::Notify;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use uuid::Uuid;

use super::{DeadTask, Handler, Outcome, Settings, TaskId, WAKE, backoff, queue};
use crate::{error::Result, ids, op::Op};

type Job = Arc<dyn Fn(CancellationToken) -> Pin<Box<dyn Future<Output = Result<()>> + Send>> + Send + Sync>;

struct Recurring {
    name: &'static str,
    every: Duration,
    job: Job,
}

struct Service {
    name: &'static str,
    job: Job,
}

struct Kind {
    handler: Arc<dyn Handler>,
    limit: usize,
}

/// Collects what is to run; [`Supervisor::start`] runs it.
pub struct Supervisor {
    op: Op,
    settings: Settings,
    kinds: HashMap<String, Kind>,
    schedules: Vec<Recurring>,
    services: Vec<Service>,
}

impl std::fmt::Debug for Supervisor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Supervisor").field("kinds", &self.kinds.keys()).finish_non_exhaustive()
    }
}

impl Supervisor {
    /// An empty supervisor.
    #[must_use]
    pub fn new(op: Op, settings: Settings) -> Self {
        Self { op, settings, kinds: HashMap::new(), schedules: Vec::new(), services: Vec::new() }
    }

    /// Runs tasks of `kind`, at most `limit` at a time in this process.
    #[must_use]
    pub fn handle(mut self, kind: &str, limit: usize, handler: Arc<dyn Handler>) -> Self {
        self.kinds.insert(kind.to_owned(), Kind { handler, limit: limit.max(1) });
        self
    }

    /// Runs `job` now and then every `every`. It must be idempotent and take no input.
    #[must_use]
    pub fn schedule<F, Fut>(mut self, name: &'static str, every: Duration, job: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        self.schedules.push(Recurring { name, every, job: Arc::new(move |_| Box::pin(job())) });
        self
    }

    /// Runs `job` for ever; when it ends while nobody stopped it, it is started again with back-off.
    #[must_use]
    pub fn service<F, Fut>(mut self, name: &'static str, job: F) -> Self
    where
        F: Fn(CancellationToken) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        self.services.push(Service { name, job: Arc::new(move |stop| Box::pin(job(stop))) });
        self
    }

    /// Starts everything.
    #[must_use]
    #[allow(clippy::disallowed_methods)] // the supervisor is the place that spawns
    pub fn start(self) -> Running {
        let shared = Arc::new(Shared {
            op: self.op,
            settings: self.settings,
            owner: format!("{}-{}", std::process::id(), Uuid::from_bytes(ids::random_bytes()).simple()),
            kinds: self.kinds,
            running: Mutex::default(),
            changed: Notify::new(),
            claiming: CancellationToken::new(),
            soft: CancellationToken::new(),
            tracker: TaskTracker::new(),
            crashes: std::sync::atomic::AtomicU64::new(0),
        });
        let tracker = &shared.tracker;
        tracker.spawn(Arc::clone(&shared).claim_loop());
        tracker.spawn(Arc::clone(&shared).heartbeat_loop());
        for schedule in self.schedules {
            tracker.spawn(Arc::clone(&shared).schedule_loop(schedule));
        }
        for service in self.services {
            tracker.spawn(Arc::clone(&shared).service_loop(service));
        }
        Running { shared }
    }
}

struct Shared {
    op: Op,
    settings: Settings,
    owner: String,
    kinds: HashMap<String, Kind>,
    running: Mutex<HashMap<Uuid, InFlight>>,
    changed: Notify,
    /// Fires first: nothing more is claimed.
    claiming: CancellationToken,
    /// Fires next: what runs hands its work back.
    soft: CancellationToken,
    tracker: TaskTracker,
    crashes: std::sync::atomic::AtomicU64,
}

struct InFlight {
    kind: String,
    stop: CancellationToken,
}

/// A started supervisor.
#[derive(Clone)]
pub struct Running {
    shared: Arc<Shared>,
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running").field("owner", &self.shared.owner).finish_non_exhaustive()
    }
}

impl Running {
    /// Stops in order: claims nothing more, asks what runs to hand back its work, waits at most the configured time.
    /// Returns true when everything ended in time and nothing had crashed.
    pub async fn stop(&self) -> bool {
        self.shared.claiming.cancel();
        self.shared.soft.cancel();
        self.shared.tracker.close();
        let deadline = Duration::from_millis(self.shared.settings.stop_ms);
        let in_time = tokio::time::timeout(deadline, self.shared.tracker.wait()).await.is_ok();
        if !in_time {
            tracing::warn!("some tasks did not stop in time; their leases will run out");
        }
        in_time && self.shared.crashes.load(std::sync::atomic::Ordering::Relaxed) == 0
    }

    /// Waits until no task is queued (now or later) and none is running. For commands that run until the work is done.
    ///
    /// # Errors
    /// What the database says.
    pub async fn until_idle(&self) -> Result<()> {
        loop {
            let changed = self.shared.changed.notified();
            let idle = self.shared.in_flight() == 0;
            if idle && queue::census(&self.shared.op.db).await?.open() == 0 {
                return Ok(());
            }
            let _ = tokio::time::timeout(Duration::from_millis(self.shared.settings.poll_ms), changed).await;
        }
    }

    /// Tasks running in this process.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.shared.in_flight()
    }
}

impl Shared {
    fn in_flight(&self) -> usize {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Kinds that may take another task, and how many in all.
    fn room(&self) -> (Vec<String>, usize) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let total = self.settings.concurrency.saturating_sub(running.len());
        let mut kinds = Vec::new();
        let mut least = total;
        for (name, kind) in &self.kinds {
            let busy = running.values().filter(|task| task.kind == *name).count();
            if busy < kind.limit {
                least = least.min(kind.limit - busy);
                kinds.push(name.clone());
            }
        }
        kinds.sort();
        (kinds, least)
    }

    async fn claim_loop(self: Arc<Self>) {
        let mut wake = self.op.bus.listen(WAKE);
        let mut failures = 0;
        loop {
            if self.claiming.is_cancelled() {
                return;
            }
            let (kinds, room) = self.room();
            let now = self.op.now();
            let lease = now.plus(Duration::from_millis(self.settings.lease_ms));
            let mut pause = Duration::from_millis(self.settings.poll_ms);
            match queue::claim(&self.op.db, &kinds, room, &self.owner, now, lease).await {
                Ok(claimed) => {
                    failures = 0;
                    let full = claimed.len() == room && room > 0;
                    for model in claimed {
                        self.launch(model);
                    }
                    if full {
                        continue;
                    }
                    if let Ok(Some(due)) = queue::next_due(&self.op.db, &kinds).await {
                        pause = pause.min(due.since(self.op.now()).max(Duration::from_millis(1)));
                    }
                }
                Err(error) => {
                    failures += 1;
                    pause = backoff(Duration::from_millis(200), Duration::from_secs(10), failures, ids::random_bytes::<1>()[0]);
                    tracing::warn!(error = %error.operator_message(), "tasks cannot be claimed now");
                }
            }
            tokio::select! {
                () = self.claiming.cancelled() => return,
                _ = wake.any() => {}
                () = self.changed.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    #[allow(clippy::disallowed_methods)] // the supervisor is the place that spawns
    fn launch(self: &Arc<Self>, model: queue::Model) {
        let stop = self.soft.child_token();
        let in_flight = InFlight { kind: model.kind.clone(), stop: stop.clone() };
        self.running.lock().unwrap_or_else(PoisonError::into_inner).insert(model.id, in_flight);
        let shared = Arc::clone(self);
        self.tracker.spawn(async move {
            let id = model.id;
            shared.run_one(model, stop).await;
            shared.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
            shared.changed.notify_waiters();
            shared.changed.notify_one();
        });
    }

    async fn run_one(&self, model: queue::Model, stop: CancellationToken) {
        let Some(kind) = self.kinds.get(&model.kind) else { return };
        let id = TaskId(model.id);
        let (name, attempts, max_attempts) = (model.kind.clone(), model.attempts, model.max_attempts);
        let dead = DeadTask {
            id,
            subject: model.subject_id,
            workspace: model.workspace_id,
            payload: model.payload.clone(),
            reason: String::new(),
        };
        let outcome = if attempts > max_attempts {
            // Its workers died with it every time: it is not given another process to kill.
            Outcome::Fail { reason: format!("gave up after {max_attempts} attempts that did not end") }
        } else {
            let run = queue::to_run(model, &self.owner, stop.clone());
            match AssertUnwindSafe(kind.handler.run(&run)).catch_unwind().await {
                Ok(outcome) => outcome,
                Err(panic) => {
                    metrics::counter!("glouton_task_panics_total", "kind" => name.clone()).increment(1);
                    Outcome::Retry { at: None, reason: format!("panicked: {}", panic_message(&*panic)) }
                }
            }
        };
        let now = self.op.now();
        metrics::counter!("glouton_task_runs_total", "kind" => name.clone(), "outcome" => label(&outcome)).increment(1);
        let settled = match outcome {
            Outcome::Done => match queue::finish(self.op.db.write(), id, &self.owner).await {
                // Already finished inside the handler's own transaction.
                Err(crate::error::Error::Conflict(_)) => Ok(()),
                other => other,
            },
            Outcome::Released => queue::put_back(&self.op.db, id, &self.owner, now, false, None).await,
            Outcome::Retry { at, reason } if attempts < max_attempts => {
                let at = at.unwrap_or_else(|| {
                    now.plus(backoff(
                        Duration::from_millis(self.settings.backoff_ms),
                        Duration::from_millis(self.settings.max_backoff_ms),
                        attempts,
                        ids::random_bytes::<1>()[0],
                    ))
                });
                tracing::info!(task.kind = name, task.attempt = attempts, reason, "a task will be tried again");
                queue::put_back(&self.op.db, id, &self.owner, at, true, Some(&reason)).await
            }
            Outcome::Retry { reason, .. } | Outcome::Fail { reason } => {
                tracing::warn!(task.kind = name, reason, "a task is dead");
                let dead = DeadTask { reason: reason.clone(), ..dead };
                match kind.handler.dead(&dead).await {
                    Ok(()) => queue::bury(&self.op.db, id, &self.owner, now, "FAILED", &reason).await,
                    Err(error) => Err(error),
                }
            }
        };
        if let Err(error) = settled {
            // The lease runs out and the task is taken again: nothing is lost, so this is no reason to stop.
            tracing::warn!(task.kind = name, error = %error.operator_message(), "a task's end could not be written");
        }
    }

    async fn heartbeat_loop(self: Arc<Self>) {
        let every = Duration::from_millis((self.settings.lease_ms / 3).max(10));
        loop {
            tokio::select! {
                () = tokio::time::sleep(every) => {}
                () = self.ended() => return,
            }
            let running: Vec<Uuid> = self.running.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect();
            if running.is_empty() {
                continue;
            }
            let until = self.op.now().plus(Duration::from_millis(self.settings.lease_ms));
            match queue::renew(&self.op.db, &self.owner, &running, until).await {
                Ok(held) => {
                    let table = self.running.lock().unwrap_or_else(PoisonError::into_inner);
                    for id in running.iter().filter(|id| !held.contains(id)) {
                        if let Some(task) = table.get(id) {
                            // Finished inside its own transaction a moment ago, or taken over: either way it must not go on.
                            task.stop.cancel();
                        }
                    }
                }
                Err(error) => tracing::warn!(error = %error.operator_message(), "leases cannot be renewed now"),
            }
        }
    }

    /// Resolves when a soft stop was asked for and the last task has ended.
    async fn ended(&self) {
        self.soft.cancelled().await;
        loop {
            let changed = self.changed.notified();
            if self.in_flight() == 0 {
                return;
            }
            changed.await;
        }
    }

    async fn schedule_loop(self: Arc<Self>, schedule: Recurring) {
        loop {
            match AssertUnwindSafe((schedule.job)(self.soft.clone())).catch_unwind().await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => {
                    tracing::warn!(schedule = schedule.name, error = %error.operator_message(), "a schedule failed");
                }
                Err(panic) => tracing::error!(schedule = schedule.name, panic = panic_message(&*panic), "a schedule panicked"),
            }
            tokio::select! {
                () = self.soft.cancelled() => return,
                () = tokio::time::sleep(schedule.every) => {}
            }
        }
    }

    async fn service_loop(self: Arc<Self>, service: Service) {
        let mut failures = 0;
        while !self.soft.is_cancelled() {
            let began = tokio::time::Instant::now();
            match AssertUnwindSafe((service.job)(self.soft.clone())).catch_unwind().await {
                Ok(Ok(())) if self.soft.is_cancelled() => return,
                Ok(Ok(())) => tracing::warn!(service = service.name, "a service ended by itself"),
                Ok(Err(error)) => tracing::warn!(service = service.name, error = %error.operator_message(), "a service failed"),
                Err(panic) => {
                    self.crashes.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    tracing::error!(service = service.name, panic = panic_message(&*panic), "a service panicked");
                }
            }
            failures = if began.elapsed() > Duration::from_secs(60) { 1 } else { failures + 1 };
            let pause = backoff(Duration::from_millis(200), Duration::from_secs(30), failures, ids::random_bytes::<1>()[0]);
            tokio::select! {
                () = self.soft.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }
}

fn label(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "done",
        Outcome::Released => "released",
        Outcome::Retry { .. } => "retry",
        Outcome::Fail { .. } => "fail",
    }
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "without a message".to_owned())
}
