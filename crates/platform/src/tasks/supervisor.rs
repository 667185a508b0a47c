//! The supervisor: collects what is to run, claims tasks for the room there is, and stops in order.
//! How one task is run is in `run`, schedules and services in `background`, the SQL of claims in `claim`.

use std::{
    collections::HashMap,
    future::Future,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    sync::{Notify, mpsc},
    time::Instant,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use uuid::Uuid;

use super::{
    Handler, Settings, Troubles, WAKE,
    background::{Schedule, Service},
    backoff, claim, deaths,
    places::{Lane, Places, Room},
    queue,
    run::{Finished, Kind, Shared},
    status::Counters,
};
use crate::{clock::Timestamp, error::Result, events::notify, ids, op::Op};

/// Collects what is to run; [`Supervisor::start`] runs it.
pub struct Supervisor {
    op: Op,
    settings: Settings,
    owner: Arc<str>,
    role: &'static str,
    kinds: HashMap<String, Kind>,
    schedules: Vec<Schedule>,
    services: Vec<Service>,
}

impl std::fmt::Debug for Supervisor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Supervisor").field("kinds", &self.kinds.keys()).finish_non_exhaustive()
    }
}

impl Supervisor {
    /// An empty supervisor. One without a kind of task claims nothing.
    #[must_use]
    pub fn new(op: Op, settings: Settings) -> Self {
        let owner = format!("{}-{}", std::process::id(), Uuid::from_bytes(ids::random_bytes()).simple());
        Self {
            op,
            settings,
            owner: owner.into(),
            role: "all",
            kinds: HashMap::new(),
            schedules: Vec::new(),
            services: Vec::new(),
        }
    }

    /// What will stand in the leases of its tasks: this process, and no other before or after it.
    #[must_use]
    pub fn owner(&self) -> &Arc<str> {
        &self.owner
    }

    /// Says what the process is for, as operators see it.
    #[must_use]
    pub fn role(mut self, role: &'static str) -> Self {
        self.role = role;
        self
    }

    /// Runs tasks of `kind`, at most `limit` at a time in this process unless the settings say otherwise.
    #[must_use]
    pub fn handle(mut self, kind: &str, limit: usize, handler: Arc<dyn Handler>) -> Self {
        let own = self.settings.of_kind(kind);
        let limit = own.and_then(|own| own.concurrency).unwrap_or(limit).max(1);
        let deadline = own.and_then(|own| own.deadline_ms).unwrap_or(self.settings.deadline_ms).max(1);
        self.kinds.insert(kind.to_owned(), Kind { handler, limit, deadline: Duration::from_millis(deadline) });
        self
    }

    /// Runs `job` now and then every `every`. It must be idempotent and take no input.
    #[must_use]
    pub fn schedule<F, Fut>(mut self, name: &'static str, every: Duration, job: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        self.schedules.push(Schedule { name, every, job: Arc::new(move |_| Box::pin(job())) });
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
    pub fn start(mut self) -> Running {
        if self.op.db.is_shared() {
            let (db, bus) = (self.op.db.clone(), self.op.bus.clone());
            self = self.service("signals.listen", move |stop| {
                let (db, bus) = (db.clone(), bus.clone());
                async move { notify::listen(&db, &bus, &stop).await }
            });
        }
        for settings in &self.settings.kinds {
            if !self.kinds.is_empty() && !self.kinds.contains_key(&settings.kind) {
                tracing::warn!(task.kind = settings.kind, "tasks.kinds names a kind of task that this program does not run");
            }
        }
        let (done, finished) = mpsc::unbounded_channel::<Finished>();
        let limits = self.kinds.iter().map(|(name, kind)| (name.as_str().into(), kind.limit));
        let Settings { concurrency, ahead, workspace_concurrency, .. } = self.settings;
        let places = Places::new(concurrency, ahead, workspace_concurrency, limits);
        let shared = Arc::new(Shared {
            started_at: self.op.now(),
            op: self.op,
            settings: self.settings,
            owner: self.owner,
            role: self.role,
            kinds: self.kinds,
            places: Mutex::new(places),
            hungry: Notify::new(),
            changed: Notify::new(),
            claiming: CancellationToken::new(),
            claimed: CancellationToken::new(),
            soft: CancellationToken::new(),
            tracker: TaskTracker::new(),
            crashes: std::sync::atomic::AtomicU64::new(0),
            counters: Counters::default(),
            done,
        });
        let tracker = &shared.tracker;
        tracker.spawn(Arc::clone(&shared).claim_loop());
        tracker.spawn(Arc::clone(&shared).finish_loop(finished));
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
            if idle && !queue::has_open(&self.shared.op.db).await? {
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

    /// Whether this process runs any kind of task.
    #[must_use]
    pub fn works(&self) -> bool {
        !self.shared.kinds.is_empty()
    }

    /// What went wrong in this process since it started.
    #[must_use]
    pub fn troubles(&self) -> Troubles {
        self.shared.counters.read()
    }
}

/// How long after a look at what nobody signals there is no other: a due time is kept to this, and busy queues are not asked after every
/// claim.
const TENDING: Duration = Duration::from_millis(10);

/// Where the walks over the lanes stand, by kind, and how many came to their end without a task to show for it.
#[derive(Default)]
struct Walk {
    after: HashMap<Arc<str>, Uuid>,
    fruitless: u8,
}

impl Shared {
    /// Claims and starts what there is room for. True when there may be more to claim at once.
    async fn claim(self: &Arc<Self>, walk: &mut Walk) -> Result<bool> {
        let newest = |kind: &str| self.kinds.get(kind).map_or(0, |kind| kind.handler.newest_version());
        let Room { open, total, taken: before } = self.places().room(&walk.after, newest);
        if open.is_empty() {
            return Ok(false);
        }
        let began = Instant::now();
        let lanes = claim::lanes(&self.op.db, &open, total).await?;
        let shares = claim::share(&lanes, &open, total, self.settings.workspace_concurrency, &before);
        let wanted: usize = shares.iter().map(|(_, number)| number).sum();
        let until = self.op.now().plus(Duration::from_millis(self.settings.lease_ms));
        let claimed = claim::take(&self.op.db, &shares, &open, &self.owner, until).await?;
        let number = claimed.len();
        let mut taken: HashMap<Lane, usize> = HashMap::new();
        for model in &claimed {
            *taken.entry(Lane::of(model)).or_default() += 1;
        }
        self.places().claimed(claimed, began.elapsed());
        self.fill();
        // More at once: a lane that gave all it was asked for while another left places free, or lanes that were not looked at.
        let plenty = number > 0 && shares.iter().any(|(lane, asked)| taken.get(lane) == Some(asked));
        let mut unseen = false;
        for kind in &open {
            let mut found = lanes.iter().filter(|lane| lane.kind == kind.kind).filter_map(|lane| lane.workspace);
            let (seen, last) = (found.clone().count(), found.next_back());
            if let Some(last) = last.filter(|_| seen >= total) {
                walk.after.insert(Arc::clone(&kind.kind), last);
                unseen = true;
            } else if walk.after.remove(&kind.kind).is_some() {
                unseen = true;
                walk.fruitless += 1;
            }
        }
        if number > 0 {
            walk.fruitless = 0;
        }
        Ok(number < total && ((plenty && wanted > 0) || (unseen && walk.fruitless < 2)))
    }

    /// Hands back what should not wait here for a place, or at a stop all that does.
    async fn give_up(&self, all: bool) -> Result<()> {
        let given = if all { self.places().give_up_all() } else { self.places().give_up_unfit() };
        if given.is_empty() { Ok(()) } else { queue::hand_back(&self.op.db, &self.owner, &given).await }
    }

    /// Does what nobody signals: makes tasks claimable whose time has come, and takes over those of silent workers. Returns how long
    /// there is nothing of the kind to do.
    async fn tend(&self) -> Result<Duration> {
        let poll = Duration::from_millis(self.settings.poll_ms);
        let mut horizon = claim::horizon(&self.op.db).await?;
        let now = self.op.now();
        if horizon.lease.is_some_and(|end| end < now.millis()) {
            let alive = self.places().ids();
            let kinds = deaths::take_over(&self.op.db, &self.settings, now, &alive).await?;
            for kind in &kinds {
                self.counters.missed_heartbeats.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                metrics::counter!("glouton_task_missed_heartbeats_total", "kind" => kind.clone()).increment(1);
            }
            if !kinds.is_empty() {
                tracing::warn!(tasks = kinds.len(), "tasks of a silent worker are taken over");
                return Ok(Duration::ZERO);
            }
            horizon.lease = None;
        }
        if horizon.due.is_some_and(|due| due <= now.millis()) && claim::promote(&self.op.db, now).await? > 0 {
            return Ok(Duration::ZERO);
        }
        let next = horizon.due.into_iter().chain(horizon.lease.map(|end| end + 1)).min();
        Ok(next.map_or(poll, |next| Timestamp(next).since(now).clamp(Duration::from_millis(1), poll)))
    }

    async fn claim_loop(self: Arc<Self>) {
        let over = self.claimed.clone().drop_guard();
        if self.kinds.is_empty() {
            return;
        }
        self.claim_until_stopped().await;
        if let Err(error) = self.give_up(true).await {
            tracing::warn!(error = %error.operator_message(), "tasks that wait here cannot be handed back; their leases will run out");
        }
        drop(over);
        self.changed.notify_waiters();
    }

    async fn claim_until_stopped(self: &Arc<Self>) {
        let mut wake = self.op.bus.listen(WAKE);
        let mut walk = Walk::default();
        let mut failures = 0;
        let (mut tended, mut quiet) = (Instant::now(), Duration::ZERO);
        while !self.claiming.is_cancelled() {
            let turn = async {
                let more = self.claim(&mut walk).await?;
                self.give_up(false).await?;
                let since = tended.elapsed();
                let mut pause = TENDING.saturating_sub(since);
                // Also while there is always more to claim, because a retry's time comes then too.
                if (quiet.is_zero() || pause.is_zero()) && (!more || since >= quiet) {
                    quiet = self.tend().await?;
                    tended = Instant::now();
                    pause = quiet;
                }
                Ok::<_, crate::error::Error>(if more { Duration::ZERO } else { pause })
            };
            let mut pause = match turn.await {
                Ok(pause) => {
                    failures = 0;
                    pause
                }
                Err(error) => {
                    failures += 1;
                    tracing::warn!(error = %error.operator_message(), "tasks cannot be claimed now");
                    backoff(Duration::from_millis(200), Duration::from_secs(10), failures, ids::random_bytes::<1>()[0])
                }
            };
            if pause.is_zero() {
                continue;
            }
            walk.fruitless = 0;
            pause = self.places().patience().map_or(pause, |patience| pause.min(patience));
            tokio::select! {
                () = self.claiming.cancelled() => return,
                _ = wake.any(), if failures == 0 => {}
                () = self.hungry.notified(), if failures == 0 => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }
}
