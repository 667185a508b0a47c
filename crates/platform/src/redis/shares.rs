//! What the processes of an installation hold in common, so that three of them take no more than one would: turns at a host, places, and
//! buckets of a rate. Each is one script, so that it is decided at one moment and by one clock, which is Redis'.
//!
//! Invariants: what a process that died held is free when its lease is over; a Redis that is away is told at once ([`Away`]), and whoever
//! asked then keeps to limits of its own.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use deadpool_redis::{Connection, redis::Script};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Away, Redis};
use crate::{error::Result as Outcome, ids, limits::Quota};

/// First lines of every script: the clock of all processes, Unix milliseconds.
const CLOCK: &str = "local time = redis.call('TIME') local now = time[1] * 1000 + math.floor(time[2] / 1000)\n";

/// Takes `amount` from a bucket, as `limits::Limiter` does: what is left, or less than nothing: how long to wait.
const DRAW: &str = r"
local interval, span, amount = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local full = math.min(math.max(tonumber(redis.call('GET', KEYS[1]) or now), now), now + span)
local after = full + interval * amount
if after > now + span then return now + span - after end
redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', string.format('%.0f', math.max(after - now, 1)))
return math.floor((now + span - after) / interval)";

/// Takes one of `most` places for a while: 1, or 0 when all are taken.
const PLACE: &str = r"
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1";

/// Holds on to places for another while; those that were lost meanwhile stay lost.
const KEEP: &str = r"
for n = 2, #ARGV do redis.call('ZADD', KEYS[1], 'XX', now + tonumber(ARGV[1]), ARGV[n]) end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 0";

/// A turn at a host. The first question queues up; {0, delay}: go; {wait, delay}: ask again then; {-1, delay}: not today.
/// `last` is when the host was asked last, `next` when the queue ends, `hold` until when it wants to be left alone.
const TURN: &str = r"
local own, floor, places, lease, cap, queued = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), ARGV[7] == '1'
local known = redis.call('HMGET', KEYS[1], 'last', 'next', 'hold', 'delay', 'bytes', 'day')
local delay = math.max(tonumber(known[4] or own), floor)
if cap > 0 and tonumber(known[5] or 0) >= cap and now - tonumber(known[6] or 0) < 86400000 then return {-1, delay} end
local at = now
if not queued then
  at = math.max(now, tonumber(known[2] or 0))
  redis.call('HSET', KEYS[1], 'next', string.format('%.0f', at + delay))
end
if known[1] then at = math.max(at, tonumber(known[1]) + delay) end
at = math.max(at, tonumber(known[3] or 0))
redis.call('PEXPIRE', KEYS[1], cap > 0 and 86400000 or string.format('%.0f', 60000 + (at - now) + delay))
if at > now then return {at - now, delay} end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
if redis.call('ZCARD', KEYS[2]) >= places then return {math.max(delay, 50), delay} end
redis.call('ZADD', KEYS[2], now + lease, ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[5])
redis.call('HSET', KEYS[1], 'last', string.format('%.0f', now))
return {0, delay}";

/// What a turn taught.
const LEARN: &str = r"
local known = redis.call('HMGET', KEYS[1], 'hold', 'day')
redis.call('HSET', KEYS[1], 'delay', ARGV[1])
if tonumber(ARGV[2]) > 0 then
  redis.call('HSET', KEYS[1], 'hold', string.format('%.0f', math.max(tonumber(known[1] or 0), now + tonumber(ARGV[2]))))
end
if not known[2] or now - tonumber(known[2]) >= 86400000 then
  redis.call('HSET', KEYS[1], 'day', string.format('%.0f', now), 'bytes', ARGV[3])
else
  redis.call('HINCRBY', KEYS[1], 'bytes', ARGV[3])
end
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], 86400000) end
return 0";

/// What is held in common. Clones share it.
#[derive(Debug, Clone)]
pub struct Shares(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    redis: Redis,
    lease: Duration,
    scripts: Scripts,
    /// Places held by this process, by the set they are in.
    held: Mutex<HashMap<String, HashSet<String>>>,
}

#[derive(Debug)]
struct Scripts {
    draw: Script,
    place: Script,
    keep: Script,
    turn: Script,
    learn: Script,
}

/// What a process knows of a host when it asks for a turn, and what of it is left to the others.
#[derive(Debug, Clone, Copy)]
pub struct Manners {
    /// The delay between two requests, as far as this process knows.
    pub delay: Duration,
    /// What it is at least.
    pub floor: Duration,
    /// Requests at a time.
    pub places: usize,
    /// Bytes a day; 0 for no limit.
    pub daily_bytes: u64,
}

/// The answer to who asks for a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Now. The delay of the host as all processes know it.
    Now(Duration),
    /// Ask again after this time.
    Later(Duration),
    /// The host has had its bytes for today.
    NotToday,
}

/// One of so many places that processes share; free again when this is dropped, or some time after its process died.
#[derive(Debug)]
pub struct Slot {
    shares: Shares,
    set: String,
    token: String,
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// Redis is told of keys, not of what they say: addresses of people are not written into another's memory.
fn anonymous(key: &str) -> String {
    blake3::hash(key.as_bytes()).to_hex()[..32].to_owned()
}

impl Shares {
    /// What is held in common over `redis`. What a process holds is free `lease` after it fell silent.
    #[must_use]
    pub fn new(redis: &Redis, lease: Duration) -> Self {
        let script = |text: &str| Script::new(&format!("{CLOCK}{text}"));
        let scripts =
            Scripts { draw: script(DRAW), place: script(PLACE), keep: script(KEEP), turn: script(TURN), learn: script(LEARN) };
        Self(Arc::new(Inner { redis: redis.clone(), lease, scripts, held: Mutex::default() }))
    }

    /// Takes `amount` from the bucket of `key` under `name`: what is left, or how long to wait.
    ///
    /// # Errors
    /// [`Away`].
    pub async fn draw(&self, name: &str, key: &str, quota: Quota, amount: u32) -> Result<Result<u32, Duration>, Away> {
        let interval = quota.interval_ms();
        let mut call = self.0.scripts.draw.key(format!("glouton:rate:{name}:{}", anonymous(key)));
        call.arg(interval).arg(interval.saturating_mul(i64::from(quota.count))).arg(amount);
        let left: i64 = self.0.redis.ask(async |connection: &mut Connection| call.invoke_async(connection).await).await?;
        Ok(u32::try_from(left).map_err(|_| Duration::from_millis(left.unsigned_abs())))
    }

    /// Takes one of `most` places of the set `name`; none when all are taken.
    ///
    /// # Errors
    /// [`Away`].
    pub async fn place(&self, name: &str, most: usize) -> Result<Option<Slot>, Away> {
        let slot = self.slot(format!("glouton:places:{name}"));
        let mut call = self.0.scripts.place.key(&slot.set);
        call.arg(&slot.token).arg(most).arg(millis(self.0.lease));
        let got: i64 = self.0.redis.ask(async |connection: &mut Connection| call.invoke_async(connection).await).await?;
        Ok(if got == 1 {
            Some(slot)
        } else {
            slot.forget();
            None
        })
    }

    /// A place to ask for a turn at `host` with; dropping it gives back whatever it got.
    #[must_use]
    pub fn at_host(&self, host: &str) -> Slot {
        self.slot(format!("glouton:host:{host}:open"))
    }

    /// Asks for a turn at `host`; `queued` when it was asked before with the same slot.
    ///
    /// # Errors
    /// [`Away`].
    pub async fn turn(&self, host: &str, slot: &Slot, manners: Manners, queued: bool) -> Result<Turn, Away> {
        let mut call = self.0.scripts.turn.key(format!("glouton:host:{host}"));
        call.key(&slot.set).arg(&slot.token).arg(millis(manners.delay)).arg(millis(manners.floor)).arg(manners.places);
        call.arg(millis(self.0.lease)).arg(manners.daily_bytes).arg(u8::from(queued));
        let (wait, delay): (i64, u64) =
            self.0.redis.ask(async |connection: &mut Connection| call.invoke_async(connection).await).await?;
        Ok(match u64::try_from(wait) {
            Ok(0) => Turn::Now(Duration::from_millis(delay)),
            Ok(wait) => Turn::Later(Duration::from_millis(wait)),
            Err(_) => Turn::NotToday,
        })
    }

    /// Tells all processes what a request taught of `host`: its delay from now on, how long it wants to be left alone, the bytes it gave.
    /// Returns at once; a Redis that is away learns nothing.
    pub fn learn(&self, host: &str, delay: Duration, hold: Duration, bytes: u64) {
        let (shares, key) = (self.clone(), format!("glouton:host:{host}"));
        let (delay, hold) = (millis(delay), millis(hold));
        spawn(async move {
            let mut call = shares.0.scripts.learn.key(key);
            call.arg(delay).arg(hold).arg(bytes);
            let told = shares.0.redis.ask(async |connection: &mut Connection| call.invoke_async::<i64>(connection).await);
            let _ = told.await;
        });
    }

    /// Holds on to what this process holds, until stopped. For a service.
    ///
    /// # Errors
    /// None: while Redis is away there is nothing to hold on to.
    pub async fn keep(&self, stop: CancellationToken) -> Outcome<()> {
        loop {
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                // A lease is time itself: nothing but time says that it is to be renewed.
                () = tokio::time::sleep(self.0.lease / 3) => {}
            }
            let held = self.0.held.lock().unwrap_or_else(PoisonError::into_inner).clone();
            for (set, tokens) in held {
                let mut call = self.0.scripts.keep.key(set);
                call.arg(millis(self.0.lease)).arg(tokens.into_iter().collect::<Vec<_>>());
                let kept = self.0.redis.ask(async |connection: &mut Connection| call.invoke_async::<i64>(connection).await);
                if kept.await.is_err() {
                    break;
                }
            }
        }
    }

    fn slot(&self, set: String) -> Slot {
        let token = Uuid::from_bytes(ids::random_bytes()).simple().to_string();
        let mut held = self.0.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.entry(set.clone()).or_default().insert(token.clone());
        drop(held);
        Slot { shares: self.clone(), set, token }
    }

    fn let_go(&self, set: &str, token: &str) {
        let mut held = self.0.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tokens) = held.get_mut(set) {
            tokens.remove(token);
            if tokens.is_empty() {
                held.remove(set);
            }
        }
    }
}

impl Slot {
    /// Gives it back; when this returns, others can have it.
    pub async fn give_back(mut self) {
        self.shares.let_go(&self.set, &self.token);
        let (set, token) = (std::mem::take(&mut self.set), std::mem::take(&mut self.token));
        self.shares.0.redis.give_back(set, token).await;
    }

    /// Nothing was got: there is nothing to give back.
    fn forget(mut self) {
        self.shares.let_go(&self.set, &self.token);
        self.token.clear();
    }
}

impl Redis {
    /// A Redis that is away gives the place back itself, when its lease is over.
    async fn give_back(&self, set: String, token: String) {
        let given = self.ask(async |connection: &mut Connection| {
            deadpool_redis::redis::cmd("ZREM").arg(set).arg(token).query_async::<i64>(connection).await
        });
        let _ = given.await;
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if self.token.is_empty() {
            return;
        }
        self.shares.let_go(&self.set, &self.token);
        let (redis, set, token) = (self.shares.0.redis.clone(), std::mem::take(&mut self.set), std::mem::take(&mut self.token));
        spawn(async move { redis.give_back(set, token).await });
    }
}

/// One question each, which ends within [`super::PATIENCE`]; outside a runtime, as at exit, the lease does it.
#[allow(clippy::disallowed_methods)]
fn spawn(work: impl Future<Output = ()> + Send + 'static) {
    if let Ok(handle) = tokio::runtime::Handle::try_current() {
        handle.spawn(work);
    }
}
