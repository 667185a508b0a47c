//! The places of this process: what runs in them, what was claimed ahead of one, and who gets the next. Knows no database.
//! Invariants: a task is held here from its claim until its end is written, and its lease is renewed as long; what waits for a place is
//! of a kind whose runs are short, on its first attempt, and not kept for longer than [`PATIENCE`].

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::Duration,
};

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{claim::Open, queue::Model};

/// The due tasks of one kind and one workspace.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Lane {
    pub kind: Arc<str>,
    pub workspace: Option<Uuid>,
}

impl Lane {
    pub(super) fn of(model: &Model) -> Self {
        Self { kind: model.kind.as_str().into(), workspace: model.workspace_id }
    }

    /// Who is given the places of its tasks.
    pub(super) fn payer(&self) -> Payer {
        self.workspace.map_or_else(|| Payer::Nobody(Arc::clone(&self.kind)), Payer::Workspace)
    }
}

/// Between whom places are shared fairly. Work for nobody in particular is a party of its own, by kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Payer {
    Workspace(Uuid),
    Nobody(Arc<str>),
}

/// A run that takes longer is no short one: a place that it blocks is worth a claim of its own.
const SHORT: Duration = Duration::from_millis(5);

/// How long a task may wait here for a place before it is handed back, for a process that has one.
const PATIENCE: Duration = Duration::from_millis(250);

/// Places that were had lately count beside those that are had now; what was had this long ago counts a third.
const LATELY: Duration = Duration::from_secs(1);

/// Places are weighed in thousandths.
pub(super) const PLACE: u64 = 1_000;

/// One run of a task, told from the other runs of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RunKey {
    pub id: Uuid,
    pub attempt: i32,
}

impl RunKey {
    pub(super) fn of(model: &Model) -> Self {
        Self { id: model.id, attempt: model.attempts }
    }
}

/// A task whose lease is held here.
#[derive(Debug)]
struct Held {
    attempt: i32,
    kind: Arc<str>,
    /// Absent while it waits for a place.
    stop: Option<CancellationToken>,
}

/// How fast the tasks of a kind are done.
#[derive(Debug, Default)]
struct Pace {
    /// Of a run, in milliseconds; the last eight count for most of it.
    mean: f64,
    /// Short runs lately: as many may be claimed ahead.
    short: usize,
}

impl Pace {
    fn note(&mut self, took: Duration) {
        let millis = took.as_secs_f64() * 1_000.0;
        self.mean += (millis - self.mean) / 8.0;
        // One that was held up by the machine is no reason to forget all the others.
        self.short = if took < SHORT { self.short.saturating_add(1) } else { self.short / 4 };
    }

    /// How many of them `places` get done within `time`, twice over: so many are waiting when a claim begins that none lacks before
    /// it ends.
    fn ahead(&self, places: usize, time: Duration) -> usize {
        let mean = Duration::from_secs_f64(self.mean / 1_000.0).max(Duration::from_micros(20));
        if mean >= SHORT {
            return 0;
        }
        let turns = 2 * time.as_micros() / mean.as_micros().max(1);
        usize::try_from(turns).unwrap_or(usize::MAX).saturating_mul(places).min(self.short)
    }
}

/// The tasks of one kind here.
#[derive(Debug)]
struct OfKind {
    limit: usize,
    running: usize,
    waiting: usize,
    /// How many may wait, as of the last look.
    ahead: usize,
    pace: Pace,
}

/// What one party had lately: the mean of its places, the last [`LATELY`] counting most.
#[derive(Debug)]
struct Had {
    running: usize,
    mean: f64,
    since: Instant,
}

impl Had {
    fn at(&self, now: Instant) -> f64 {
        let fade = (-now.duration_since(self.since).as_secs_f64() / LATELY.as_secs_f64()).exp();
        self.mean.mul_add(fade, self.running as f64 * (1.0 - fade))
    }

    fn change(&mut self, now: Instant, running: usize) {
        self.mean = self.at(now);
        self.since = now;
        self.running = running;
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a small number, and not below zero
    fn weight(&self, now: Instant) -> u64 {
        (self.at(now) * PLACE as f64).round() as u64
    }
}

/// The room at one moment, for a claim.
#[derive(Debug)]
pub(super) struct Room {
    pub open: Vec<Open>,
    /// Tasks that are wanted, of all kinds together.
    pub total: usize,
    pub taken: Taken,
}

/// What is had of the places already.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Running or waiting here.
    pub held: HashMap<Lane, usize>,
    /// Places had lately, in thousandths.
    pub lately: HashMap<Payer, u64>,
}

/// See the head of the file.
#[derive(Debug)]
pub(super) struct Places {
    limit: usize,
    /// Most that may wait for a place.
    most_ahead: usize,
    of_workspace: usize,
    held: HashMap<Uuid, Held>,
    kinds: HashMap<Arc<str>, OfKind>,
    waiting: HashMap<Lane, VecDeque<(Instant, Model)>>,
    running: HashMap<Lane, usize>,
    had: HashMap<Payer, Had>,
    /// What a claim takes, lately.
    claim: Duration,
}

impl Places {
    /// `limit` places, and the kinds that may use them with their own limits. With a limit for workspaces nothing is claimed ahead: what
    /// waits here could not run, and would be in the way of what could.
    pub(super) fn new(limit: usize, ahead: usize, of_workspace: usize, kinds: impl Iterator<Item = (Arc<str>, usize)>) -> Self {
        let of = |limit| OfKind { limit, running: 0, waiting: 0, ahead: 0, pace: Pace::default() };
        Self {
            limit,
            most_ahead: if of_workspace == 0 { ahead } else { 0 },
            of_workspace,
            held: HashMap::new(),
            kinds: kinds.map(|(kind, limit)| (kind, of(limit))).collect(),
            waiting: HashMap::new(),
            running: HashMap::new(),
            had: HashMap::new(),
            claim: Duration::from_millis(5),
        }
    }

    /// Tasks whose leases are held.
    pub(super) fn held(&self) -> usize {
        self.held.len()
    }

    pub(super) fn ids(&self) -> Vec<Uuid> {
        self.held.keys().copied().collect()
    }

    fn running(&self) -> usize {
        self.kinds.values().map(|kind| kind.running).sum()
    }

    /// What to claim now. `after` says where the walk over a kind's lanes was cut, `newest` which version of a kind can be read.
    pub(super) fn room(&mut self, after: &HashMap<Arc<str>, Uuid>, newest: impl Fn(&str) -> i32) -> Room {
        let now = Instant::now();
        let running = self.running();
        let free = self.limit.saturating_sub(running);
        let (mut open, mut ahead, mut waiting) = (Vec::new(), 0, 0);
        // Whose ends cannot be written is not followed by more of the same.
        let unwritten = self.held.len().saturating_sub(running);
        let stuck = unwritten >= 2 * self.limit.max(self.most_ahead) + super::queue::BATCH;
        for (name, kind) in self.kinds.iter_mut().filter(|_| !stuck) {
            kind.ahead = kind.pace.ahead(kind.limit.min(self.limit), self.claim).min(self.most_ahead);
            (ahead, waiting) = (ahead.max(kind.ahead), waiting + kind.waiting);
            let places = kind.limit.saturating_sub(kind.running).min(free);
            let room = (places + kind.ahead).saturating_sub(kind.waiting);
            if room > 0 && ((kind.waiting == 0 && places > 0) || kind.wants_more()) {
                let after = after.get(name).copied().unwrap_or_default();
                open.push(Open { kind: Arc::clone(name), newest: newest(name), room, after });
            }
        }
        open.sort_by(|a, b| a.kind.cmp(&b.kind));
        let mut taken = Taken { held: self.running.clone(), lately: HashMap::with_capacity(self.had.len()) };
        for (lane, queue) in &self.waiting {
            *taken.held.entry(lane.clone()).or_default() += queue.len();
        }
        self.had.retain(|payer, had| {
            let weight = had.weight(now);
            if weight > 0 {
                taken.lately.insert(payer.clone(), weight);
            }
            had.running > 0 || weight > 0
        });
        // What waits while places are free is of a kind that may not have them.
        Room { open, total: free + ahead.saturating_sub(waiting), taken }
    }

    /// Takes in what a claim brought.
    pub(super) fn claimed(&mut self, models: Vec<Model>, took: Duration) {
        let now = Instant::now();
        self.claim = (self.claim * 7 + took) / 8;
        for model in models {
            match self.held.get(&model.id) {
                // A crash of the database took its first claim back, while it is here. The lease is the same, so that one goes on.
                Some(held) if held.attempt == model.attempts => continue,
                // An earlier claim of it lost its lease, and its run is not over.
                Some(_) => drop(self.lost(model.id)),
                None => {}
            }
            let lane = Lane::of(&model);
            let Some(kind) = self.kinds.get_mut(&lane.kind) else { continue };
            kind.waiting += 1;
            self.held.insert(model.id, Held { attempt: model.attempts, kind: Arc::clone(&lane.kind), stop: None });
            self.waiting.entry(lane).or_default().push_back((now, model));
        }
    }

    /// Gives the next free place: to the party that has and had the fewest, of its lanes to the one that has the fewest, and then to
    /// what waits longest. `stop` makes the signal that ends the run.
    pub(super) fn next(&mut self, stop: impl FnOnce() -> CancellationToken) -> Option<(Model, CancellationToken)> {
        if self.waiting.is_empty() || self.running() >= self.limit {
            return None;
        }
        let now = Instant::now();
        let rank = |lane: &Lane, queue: &VecDeque<(Instant, Model)>| {
            self.kinds.get(&lane.kind).filter(|kind| kind.running < kind.limit)?;
            let had = self.had.get(&lane.payer());
            let running = had.map_or(0, |had| had.running);
            if self.of_workspace > 0 && lane.workspace.is_some() && running >= self.of_workspace {
                return None;
            }
            let weight = had.map_or(0, |had| had.weight(now)) + running as u64 * PLACE;
            let (since, _) = queue.front()?;
            Some((weight, self.running.get(lane).copied().unwrap_or(0), *since))
        };
        let ranked = self.waiting.iter().filter_map(|(lane, queue)| Some((rank(lane, queue)?, lane)));
        let lane = ranked.min_by(|(a, _), (b, _)| a.cmp(b)).map(|(_, lane)| lane.clone())?;
        let queue = self.waiting.get_mut(&lane)?;
        let (_, model) = queue.pop_front()?;
        if queue.is_empty() {
            self.waiting.remove(&lane);
        }
        let kind = self.kinds.get_mut(&lane.kind)?;
        kind.waiting -= 1;
        kind.running += 1;
        let had = self.had.entry(lane.payer()).or_insert(Had { running: 0, mean: 0.0, since: now });
        had.change(now, had.running + 1);
        *self.running.entry(lane).or_default() += 1;
        let stop = stop();
        if let Some(held) = self.held.get_mut(&model.id) {
            held.stop = Some(stop.clone());
        }
        Some((model, stop))
    }

    /// A run is over and its place free; its lease is held until [`Places::remove`]. True when there is room for a claim.
    pub(super) fn free(&mut self, lane: &Lane, took: Option<Duration>) -> bool {
        let now = Instant::now();
        if let Some(number) = self.running.get_mut(lane) {
            *number -= 1;
            if *number == 0 {
                self.running.remove(lane);
            }
        }
        if let Some(had) = self.had.get_mut(&lane.payer()) {
            had.change(now, had.running.saturating_sub(1));
        }
        let Some(kind) = self.kinds.get_mut(&lane.kind) else { return true };
        kind.running = kind.running.saturating_sub(1);
        match took {
            Some(took) => kind.pace.note(took),
            None => kind.pace.short = 0,
        }
        kind.waiting == 0 || kind.wants_more()
    }

    /// Lets go of a task whose end is written, or never will be.
    pub(super) fn remove(&mut self, run: RunKey) {
        if self.held.get(&run.id).is_some_and(|held| held.attempt == run.attempt) {
            self.held.remove(&run.id);
        }
    }

    /// Stops the run of a task whose lease is lost, or forgets it when it waits. Its kind, when it ran.
    pub(super) fn lost(&mut self, id: Uuid) -> Option<Arc<str>> {
        let held = self.held.get(&id)?;
        if let Some(stop) = &held.stop {
            stop.cancel();
            return Some(Arc::clone(&held.kind));
        }
        self.give_up(|_, model| model.id == id);
        None
    }

    /// Takes out everything that waits.
    pub(super) fn give_up_all(&mut self) -> Vec<Uuid> {
        self.give_up(|_, _| true)
    }

    /// Takes out what should not wait here: what waited too long, because its kind is not as fast as it was, and what was tried before. A
    /// task that takes its process down would otherwise use up the attempts of neighbours that never ran.
    pub(super) fn give_up_unfit(&mut self) -> Vec<Uuid> {
        let now = Instant::now();
        self.give_up(|since, model| model.attempts > 1 || now.duration_since(since) >= PATIENCE)
    }

    /// How long until something will have waited too long.
    pub(super) fn patience(&self) -> Option<Duration> {
        let oldest = self.waiting.values().filter_map(|queue| queue.front()).map(|(since, _)| *since).min()?;
        Some((oldest + PATIENCE).saturating_duration_since(Instant::now()))
    }

    fn give_up(&mut self, unfit: impl Fn(Instant, &Model) -> bool) -> Vec<Uuid> {
        let mut given = Vec::new();
        let (held, kinds) = (&mut self.held, &mut self.kinds);
        self.waiting.retain(|lane, queue| {
            let before = queue.len();
            queue.retain(|(since, model)| {
                let goes = unfit(*since, model);
                if goes {
                    held.remove(&model.id);
                    given.push(model.id);
                }
                !goes
            });
            if let Some(kind) = kinds.get_mut(&lane.kind).filter(|_| queue.len() < before) {
                kind.waiting -= before - queue.len();
                // Its pace has to show again.
                kind.pace.short = 0;
            }
            !queue.is_empty()
        });
        given
    }
}

impl OfKind {
    /// Whether so many of those that may wait are gone that a claim is worth it.
    fn wants_more(&self) -> bool {
        self.ahead > 0 && 2 * self.waiting <= self.ahead
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(id: u128, workspace: u128, attempts: i32) -> Model {
        Model {
            id: Uuid::from_u128(id),
            kind: "a".to_owned(),
            version: 1,
            workspace_id: Some(Uuid::from_u128(workspace)),
            subject_id: None,
            payload: serde_json::Value::Null,
            state: "RUNNING".to_owned(),
            ready: false,
            priority: 0,
            run_at: 0,
            attempts,
            max_attempts: 5,
            deaths: 0,
            lease_owner: None,
            lease_until: None,
            error_kind: None,
            error: None,
            created_at: 0,
            finished_at: None,
        }
    }

    fn places(limit: usize, ahead: usize) -> Places {
        Places::new(limit, ahead, 0, std::iter::once(("a".into(), limit)))
    }

    fn next(places: &mut Places) -> Option<(u128, CancellationToken)> {
        places.next(CancellationToken::new).map(|(model, stop)| (model.id.as_u128(), stop))
    }

    fn lane(workspace: u128) -> Lane {
        Lane { kind: "a".into(), workspace: Some(Uuid::from_u128(workspace)) }
    }

    /// Lets `number` tasks run and end, each of which takes so long.
    fn run(places: &mut Places, number: u128, took: Duration) {
        for id in 0..number {
            let task = model(1_000 + id, 1, 1);
            let key = RunKey::of(&task);
            places.claimed(vec![task], Duration::from_millis(4));
            assert!(next(places).is_some());
            places.free(&lane(1), Some(took));
            places.remove(key);
        }
    }

    fn wanted(places: &mut Places) -> usize {
        places.room(&HashMap::new(), |_| 1).total
    }

    #[test]
    fn only_short_tasks_are_claimed_ahead_and_no_more_than_were_short_lately() {
        let mut places = places(4, 100);
        assert_eq!(wanted(&mut places), 4, "nothing is known yet");
        run(&mut places, 30, Duration::from_micros(100));
        assert_eq!(wanted(&mut places), 4 + 30);
        run(&mut places, 200, Duration::from_micros(100));
        assert_eq!(wanted(&mut places), 4 + 100, "not more than may be");
        run(&mut places, 4, Duration::from_millis(50));
        assert_eq!(wanted(&mut places), 4);
    }

    #[test]
    fn of_a_kind_that_takes_milliseconds_only_what_is_done_during_a_claim_is_claimed_ahead() {
        let mut places = places(4, 500);
        run(&mut places, 600, Duration::from_millis(2));
        assert_eq!(wanted(&mut places), 4 + 4 * 4, "a claim takes 4 ms: twice two runs in each of four places");
    }

    #[test]
    fn what_was_tried_before_waits_for_no_place_here() {
        let mut places = places(1, 100);
        places.claimed(vec![model(1, 1, 1), model(2, 1, 2), model(3, 1, 1)], Duration::ZERO);
        assert_eq!(next(&mut places).map(|(id, _)| id), Some(1));
        assert_eq!(places.give_up_unfit(), [Uuid::from_u128(2)]);
        assert_eq!(places.held(), 2);
        assert_eq!(places.give_up_all(), [Uuid::from_u128(3)]);
    }

    #[tokio::test(start_paused = true)]
    async fn what_has_no_place_after_a_quarter_of_a_second_is_given_up() {
        let mut places = places(1, 100);
        places.claimed(vec![model(1, 1, 1), model(2, 1, 1)], Duration::ZERO);
        assert!(next(&mut places).is_some());
        assert_eq!(places.patience(), Some(PATIENCE));
        tokio::time::advance(PATIENCE - Duration::from_millis(1)).await;
        assert!(places.give_up_unfit().is_empty());
        tokio::time::advance(Duration::from_millis(1)).await;
        assert_eq!(places.give_up_unfit(), [Uuid::from_u128(2)]);
    }

    #[test]
    fn a_claim_that_a_crash_of_the_database_took_back_makes_no_second_run() {
        let mut places = places(4, 0);
        places.claimed(vec![model(1, 1, 1)], Duration::ZERO);
        assert!(next(&mut places).is_some());
        places.claimed(vec![model(1, 1, 1)], Duration::ZERO);
        assert!(next(&mut places).is_none());
        assert_eq!(places.held(), 1);
    }

    #[test]
    fn a_run_that_lost_its_lease_is_stopped_and_its_end_does_not_end_the_lease_of_the_next() {
        let mut places = places(4, 0);
        places.claimed(vec![model(1, 1, 1)], Duration::ZERO);
        let (_, stop) = next(&mut places).expect("a place");
        places.claimed(vec![model(1, 1, 3)], Duration::ZERO);
        assert!(stop.is_cancelled());
        assert!(next(&mut places).is_some());
        places.remove(RunKey { id: Uuid::from_u128(1), attempt: 1 });
        assert_eq!(places.held(), 1);
        places.remove(RunKey { id: Uuid::from_u128(1), attempt: 3 });
        assert_eq!(places.held(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_had_all_places_lately_waits_for_the_newcomer_and_then_they_take_turns() {
        let mut places = places(2, 100);
        places.claimed((1..=20).map(|id| model(id, 1, 1)).collect(), Duration::ZERO);
        assert_eq!((next(&mut places).map(|it| it.0), next(&mut places).map(|it| it.0)), (Some(1), Some(2)));
        tokio::time::advance(10 * LATELY).await;
        places.claimed((101..=120).map(|id| model(id, 2, 1)).collect(), Duration::ZERO);
        for newcomer in [101, 102] {
            places.free(&lane(1), Some(Duration::ZERO));
            assert_eq!(next(&mut places).map(|it| it.0), Some(newcomer));
        }
        tokio::time::advance(10 * LATELY).await;
        places.free(&lane(2), Some(Duration::ZERO));
        assert_eq!(next(&mut places).map(|it| it.0), Some(3));
    }
}
