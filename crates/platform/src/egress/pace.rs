//! Politeness: how many requests a host gets at a time and how long apart. One table for the whole process, keyed by host, so that
//! two tasks that read the same host share its patience; and where processes share a Redis, one queue a host for all of them behind it
//! (`redis::Shares`). Belongs here: when a request may be made. Does not belong here: whether.
//!
//! Who got its turn here asks for one there. A Redis that is away leaves the turn as it is: each process is polite for itself then.
//!
//! A host's delay starts at the configured one and grows with its slowness and with every 429 or 503, to a cap; it shrinks back
//! as answers become quick again. A `Crawl-delay` raises the floor. Idle hosts are forgotten, so that the table stays bounded.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::settings::Settings;
use crate::redis::{Manners, Shares, Slot, Turn as Common};

/// Hosts that are remembered before idle ones are looked for.
const SWEEP_AT: usize = 1024;
/// Beyond so many hosts, those that used little of their daily bytes are forgotten too.
const CROWDED: usize = 100_000;
/// How long an idle host's adapted delay is remembered.
const MEMORY: Duration = Duration::from_secs(60);
/// A host with a daily byte cap is remembered this long.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// A host that takes this many times the delay to answer is asked less often.
const SLOWNESS: u32 = 2;
/// The least pause after a host said that it is busy.
const LEAST_BACKOFF: Duration = Duration::from_secs(2);

/// The table; cheap to clone.
#[derive(Debug, Clone)]
pub struct Pace {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    base: Duration,
    most: Duration,
    at_a_time: usize,
    daily_bytes: u64,
    hosts: Mutex<Table>,
    /// What processes share, under this first part of a host's name.
    common: Option<(&'static str, Shares)>,
}

#[derive(Debug, Default)]
struct Table {
    entries: HashMap<String, Host>,
    sweep_at: usize,
}

#[derive(Debug)]
struct Host {
    free_at: Instant,
    delay: Duration,
    floor: Duration,
    gate: Arc<Semaphore>,
    bytes: u64,
    day_began: Instant,
}

/// Leave to make one request; give it back with [`Turn::done`], or by dropping it when nothing was learnt.
#[derive(Debug)]
pub struct Turn {
    shared: Arc<Shared>,
    host: String,
    asked_at: Instant,
    _permit: Option<OwnedSemaphorePermit>,
    /// The place among the requests of all processes.
    common: Option<Slot>,
}

/// How a request went, as far as politeness cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// An answer, and the bytes it took.
    Answered {
        /// Bytes received.
        bytes: u64,
    },
    /// 429 or 503, with the patience asked for.
    Busy {
        /// `Retry-After`.
        retry_after: Option<Duration>,
    },
    /// No answer.
    Failed,
}

/// The host has had its bytes for today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayIsFull;

impl Pace {
    /// An empty table; `common` is what other processes share with it.
    #[must_use]
    pub fn new(settings: &Settings, common: Option<Shares>) -> Self {
        let at_a_time = usize::try_from(settings.host_concurrency).unwrap_or(1).max(1);
        let most = Duration::from_millis(settings.host_delay_max_ms);
        let base = Duration::from_millis(settings.host_delay_ms);
        Self::of(base, most, at_a_time, settings.host_daily_bytes, common.map(|shares| ("", shares)))
    }

    /// An empty table beside this one, shared with the same processes, for servers that are no web sites but of the sort `family`: asked one
    /// question at a time, `base` apart at least and `most` apart when they are slow or busy, without a cap on bytes.
    #[must_use]
    pub fn one_at_a_time(&self, family: &'static str, base: Duration, most: Duration) -> Self {
        Self::of(base, most, 1, 0, self.shared.common.clone().map(|(_, shares)| (family, shares)))
    }

    fn of(base: Duration, most: Duration, at_a_time: usize, daily_bytes: u64, common: Option<(&'static str, Shares)>) -> Self {
        let hosts = Mutex::new(Table { entries: HashMap::new(), sweep_at: SWEEP_AT });
        Self { shared: Arc::new(Shared { base, most: most.max(base), at_a_time, daily_bytes, hosts, common }) }
    }

    /// Waits until `host` may be asked. Cancel by dropping the future.
    ///
    /// # Errors
    /// [`DayIsFull`] when the host's daily bytes are used up.
    pub async fn turn(&self, host: &str) -> Result<Turn, DayIsFull> {
        let Some((at, gate)) = self.book(host, Instant::now(), None)? else { return Err(DayIsFull) };
        self.take(host, at, gate).await
    }

    /// As [`Pace::turn`], for a question that is not worth more than `patience`: `None` when the turn would come later, and then
    /// nobody waits behind it.
    pub async fn turn_within(&self, host: &str, patience: Duration) -> Option<Turn> {
        let last = Instant::now() + patience;
        let (at, gate) = self.book(host, Instant::now(), Some(last)).ok()??;
        tokio::time::timeout_at(last, self.take(host, at, gate)).await.ok()?.ok()
    }

    /// When the next turn at `host` is, from then on taken; `None` when that is after `last`.
    fn book(&self, host: &str, now: Instant, last: Option<Instant>) -> Result<Option<(Instant, Arc<Semaphore>)>, DayIsFull> {
        let mut table = self.shared.lock();
        table.sweep(now, Some(self.shared.daily_bytes).filter(|cap| *cap > 0));
        let entry = table.entry(host, &self.shared, now);
        if self.shared.daily_bytes > 0 {
            if now.duration_since(entry.day_began) >= DAY {
                entry.bytes = 0;
                entry.day_began = now;
            }
            if entry.bytes >= self.shared.daily_bytes {
                return Err(DayIsFull);
            }
        }
        let at = entry.free_at.max(now);
        if last.is_some_and(|last| at > last) {
            return Ok(None);
        }
        entry.free_at = at + entry.delay;
        Ok(Some((at, Arc::clone(&entry.gate))))
    }

    async fn take(&self, host: &str, at: Instant, gate: Arc<Semaphore>) -> Result<Turn, DayIsFull> {
        if at > Instant::now() {
            tokio::time::sleep_until(at).await;
        }
        // The gate is never closed, so that a permit always comes.
        let permit = gate.acquire_owned().await.ok();
        let common = self.common_turn(host).await?;
        Ok(Turn { shared: Arc::clone(&self.shared), host: host.to_owned(), asked_at: Instant::now(), _permit: permit, common })
    }

    /// Waits for a turn among all processes; none where there is nobody to share with, or no way to.
    async fn common_turn(&self, host: &str) -> Result<Option<Slot>, DayIsFull> {
        let Some((family, shares)) = &self.shared.common else { return Ok(None) };
        let known_as = format!("{family}{host}");
        let slot = shares.at_host(&known_as);
        let mut queued = false;
        loop {
            let manners = {
                let mut table = self.shared.lock();
                let entry = table.entry(host, &self.shared, Instant::now());
                Manners {
                    delay: entry.delay,
                    floor: entry.floor,
                    places: self.shared.at_a_time,
                    daily_bytes: self.shared.daily_bytes,
                }
            };
            match shares.turn(&known_as, &slot, manners, queued).await {
                Ok(Common::Now(delay)) => {
                    // What others learnt of the host holds here too.
                    self.shared.lock().entry(host, &self.shared, Instant::now()).delay = delay.min(self.shared.most);
                    return Ok(Some(slot));
                }
                // The moment is known, and nobody could signal it any better; should all places be taken, there is nothing to be had
                // before the next moment either.
                Ok(Common::Later(wait)) => tokio::time::sleep(wait.min(self.shared.most)).await,
                Ok(Common::NotToday) => return Err(DayIsFull),
                Err(_) => return Ok(None),
            }
            queued = true;
        }
    }

    /// Counts what `host` gave before this process was started, in a day that began `ago`.
    pub fn recall(&self, host: &str, bytes: u64, ago: Duration) {
        let now = Instant::now();
        let Some(began) = now.checked_sub(ago).filter(|_| self.shared.daily_bytes > 0 && ago < DAY) else { return };
        let mut table = self.shared.lock();
        let entry = table.entry(host, &self.shared, now);
        entry.bytes = entry.bytes.saturating_add(bytes);
        entry.day_began = entry.day_began.min(began);
    }

    /// Raises the least delay of `host` to what its robots.txt asks for, up to the cap.
    pub fn crawl_delay(&self, host: &str, delay: Duration) {
        let mut table = self.shared.lock();
        let entry = table.entry(host, &self.shared, Instant::now());
        entry.floor = delay.min(self.shared.most);
        entry.delay = entry.delay.max(entry.floor);
    }

    /// The present delay of `host`.
    #[must_use]
    pub fn delay(&self, host: &str) -> Duration {
        self.shared.lock().entries.get(host).map_or(self.shared.base, |h| h.delay)
    }

    /// Hosts remembered now.
    #[must_use]
    pub fn hosts(&self) -> usize {
        self.shared.lock().entries.len()
    }
}

impl Turn {
    /// Tells how the request went, which sets the host's next delay.
    pub fn done(self, outcome: Outcome) {
        let now = Instant::now();
        let elapsed = now.duration_since(self.asked_at);
        let (base, most) = (self.shared.base, self.shared.most);
        let mut table = self.shared.lock();
        let host = table.entry(&self.host, &self.shared, now);
        let (mut hold, mut received) = (Duration::ZERO, 0);
        match outcome {
            Outcome::Answered { bytes } => {
                host.bytes = host.bytes.saturating_add(bytes);
                received = bytes;
                // A host that labours gets half of what it needs as a rest; one that is quick gets back to normal by halves.
                let slow = !base.is_zero() && elapsed > base * SLOWNESS;
                let wanted = if slow { (elapsed / 2).clamp(host.floor, most.max(host.floor)) } else { host.floor };
                host.delay = if wanted >= host.delay { wanted } else { wanted + (host.delay - wanted) / 2 };
            }
            Outcome::Busy { retry_after } => {
                host.delay = (host.delay * 2).clamp(LEAST_BACKOFF.min(most), most);
                hold = retry_after.unwrap_or(host.delay).min(most);
                host.free_at = host.free_at.max(now + hold);
            }
            Outcome::Failed => return,
        }
        let delay = host.delay;
        drop(table);
        if let (Some((family, shares)), Some(_)) = (&self.shared.common, &self.common) {
            shares.learn(&format!("{family}{}", self.host), delay, hold, received);
        }
    }
}

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, Table> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn entry(&mut self, host: &str, shared: &Shared, now: Instant) -> &mut Host {
        self.entries.entry(host.to_owned()).or_insert_with(|| Host {
            free_at: now,
            delay: shared.base,
            floor: shared.base,
            gate: Arc::new(Semaphore::new(shared.at_a_time)),
            bytes: 0,
            day_began: now,
        })
    }

    /// Forgets hosts that have been idle; runs only when the table has doubled since the last time.
    fn sweep(&mut self, now: Instant, daily: Option<u64>) {
        if self.entries.len() < self.sweep_at {
            return;
        }
        let crowded = self.entries.len() >= CROWDED;
        self.entries.retain(|_, host| {
            let in_use = Arc::strong_count(&host.gate) > 1;
            let counted = daily.is_some_and(|cap| host.bytes > if crowded { cap / 10 } else { 0 })
                && now.duration_since(host.day_began) < DAY;
            in_use || counted || host.free_at + MEMORY > now
        });
        self.sweep_at = (self.entries.len() * 2).max(SWEEP_AT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(delay_ms: u64, at_a_time: u32) -> Pace {
        Pace::of(Duration::from_millis(delay_ms), Duration::from_secs(30), at_a_time as usize, 1000, None)
    }

    async fn leave(pace: &Pace, host: &str) -> Turn {
        pace.turn(host).await.expect("the day is young")
    }

    #[tokio::test(start_paused = true)]
    async fn requests_to_one_host_are_a_delay_apart_and_to_two_hosts_are_not() {
        let pace = pace(1000, 2);
        let start = Instant::now();
        for _ in 0..3 {
            leave(&pace, "a.test").await.done(Outcome::Answered { bytes: 1 });
        }
        assert_eq!(start.elapsed(), Duration::from_secs(2));
        leave(&pace, "b.test").await.done(Outcome::Answered { bytes: 1 });
        assert_eq!(start.elapsed(), Duration::from_secs(2));
    }

    #[tokio::test(start_paused = true)]
    async fn who_has_no_patience_gets_no_turn_and_holds_up_nobody() {
        let pace = pace(1000, 1);
        let start = Instant::now();
        leave(&pace, "a.test").await.done(Outcome::Answered { bytes: 1 });
        for _ in 0..5 {
            assert!(pace.turn_within("a.test", Duration::from_millis(500)).await.is_none());
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
        let _held = pace.turn_within("a.test", Duration::from_secs(2)).await.expect("a turn in a second");
        assert_eq!(start.elapsed(), Duration::from_secs(1));
        assert!(pace.turn_within("a.test", Duration::from_secs(3)).await.is_none(), "the one before is not done");
        assert_eq!(start.elapsed(), Duration::from_secs(4));
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_answers_only_so_many_at_a_time() {
        let pace = pace(0, 2);
        let (_first, second) = (leave(&pace, "a.test").await, leave(&pace, "a.test").await);
        let third = tokio::time::timeout(Duration::from_secs(5), pace.turn("a.test")).await;
        assert!(third.is_err(), "two are under way");
        drop(second);
        assert!(tokio::time::timeout(Duration::from_secs(5), pace.turn("a.test")).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_busy_host_is_left_alone_as_long_as_it_asks() {
        let pace = pace(1000, 1);
        leave(&pace, "a.test").await.done(Outcome::Busy { retry_after: Some(Duration::from_secs(7)) });
        let start = Instant::now();
        leave(&pace, "a.test").await.done(Outcome::Answered { bytes: 1 });
        assert_eq!(start.elapsed(), Duration::from_secs(7));
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_that_asks_for_an_hour_costs_no_more_than_the_cap() {
        let pace = pace(1000, 1);
        leave(&pace, "a.test").await.done(Outcome::Busy { retry_after: Some(Duration::from_secs(3600)) });
        let start = Instant::now();
        leave(&pace, "a.test").await;
        assert_eq!(start.elapsed(), Duration::from_secs(30));
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_host_is_asked_less_often_and_recovers() {
        let pace = pace(1000, 1);
        let turn = leave(&pace, "a.test").await;
        tokio::time::advance(Duration::from_secs(8)).await;
        turn.done(Outcome::Answered { bytes: 1 });
        assert_eq!(pace.delay("a.test"), Duration::from_secs(4));
        for _ in 0..12 {
            leave(&pace, "a.test").await.done(Outcome::Answered { bytes: 1 });
        }
        assert!(pace.delay("a.test") < Duration::from_millis(1010), "{:?}", pace.delay("a.test"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_crawl_delay_is_obeyed_up_to_the_cap() {
        let pace = pace(1000, 1);
        pace.crawl_delay("a.test", Duration::from_secs(5));
        pace.crawl_delay("b.test", Duration::from_secs(86_400));
        assert_eq!(pace.delay("a.test"), Duration::from_secs(5));
        assert_eq!(pace.delay("b.test"), Duration::from_secs(30));
        leave(&pace, "a.test").await.done(Outcome::Answered { bytes: 1 });
        assert_eq!(pace.delay("a.test"), Duration::from_secs(5));
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_gives_no_more_than_its_bytes_a_day() {
        let pace = pace(0, 1);
        leave(&pace, "a.test").await.done(Outcome::Answered { bytes: 1000 });
        assert!(pace.turn("a.test").await.is_err());
        tokio::time::advance(DAY).await;
        assert!(pace.turn("a.test").await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn what_a_host_gave_before_a_restart_counts_for_the_rest_of_its_day() {
        let pace = pace(0, 1);
        tokio::time::advance(DAY).await;
        pace.recall("a.test", 400, DAY / 4);
        pace.recall("a.test", 600, DAY / 2);
        pace.recall("b.test", 999, DAY / 2);
        pace.recall("c.test", 5000, DAY);
        assert!(pace.turn("a.test").await.is_err());
        assert!(pace.turn("b.test").await.is_ok());
        assert!(pace.turn("c.test").await.is_ok(), "a day that is over counts no more");
        tokio::time::advance(DAY / 2).await;
        assert!(pace.turn("a.test").await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn the_table_forgets_idle_hosts() {
        let mut pace = pace(0, 1);
        if let Some(shared) = Arc::get_mut(&mut pace.shared) {
            shared.daily_bytes = 0;
        }
        for n in 0..5000 {
            leave(&pace, &format!("h{n}.test")).await.done(Outcome::Answered { bytes: 1 });
            if n % 1000 == 0 {
                tokio::time::advance(MEMORY * 2).await;
            }
        }
        assert!(pace.hosts() <= 2 * SWEEP_AT + 1, "{}", pace.hosts());
    }
}
