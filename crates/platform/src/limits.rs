//! How often somebody may do something: one virtual bucket a key, in bounded memory of this process, or in a Redis that several share.
//! Does not belong here: what is limited and how much, which the settings of each room say.

use std::{
    collections::HashMap,
    fmt::Display,
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use super::{clock::Timestamp, redis::Shares};

/// So many at once, refilled evenly over a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// How many may come at once, and how many come back in a period.
    pub count: u32,
    /// The period.
    pub period: Duration,
}

impl Quota {
    /// `count` a minute.
    #[must_use]
    pub const fn per_minute(count: u32) -> Self {
        Self { count, period: Duration::from_secs(60) }
    }

    /// How long one of them takes to come back, in milliseconds; never zero.
    pub(crate) fn interval_ms(self) -> i64 {
        let period = i64::try_from(self.period.as_millis()).unwrap_or(i64::MAX);
        (period / i64::from(self.count.max(1))).max(1)
    }
}

/// Limits what each key may do. It keeps one number a key (the moment at which the key's bucket is full again, as in the generic
/// cell rate algorithm) and forgets full buckets first, so that strangers cannot fill the memory with keys.
#[derive(Debug)]
pub struct Limiter<K> {
    quota: Quota,
    most_keys: usize,
    full_again: Mutex<HashMap<K, i64>>,
}

impl<K: Eq + Hash> Limiter<K> {
    /// A limiter that remembers at most `most_keys` keys.
    #[must_use]
    pub fn new(quota: Quota, most_keys: usize) -> Self {
        Self { quota, most_keys: most_keys.max(1), full_again: Mutex::new(HashMap::new()) }
    }

    /// Takes one from the bucket of `key`.
    ///
    /// # Errors
    /// How long to wait until there is one again; nothing is taken then. A quota of zero refuses always.
    pub fn take(&self, key: K, now: Timestamp) -> Result<(), Duration> {
        self.draw(key, 1, now).map(|_| ())
    }

    /// Takes `amount` from the bucket of `key`; says how many are left.
    ///
    /// # Errors
    /// How long to wait until there are that many; nothing is taken then. More than the quota is never there.
    pub fn draw(&self, key: K, amount: u32, now: Timestamp) -> Result<u32, Duration> {
        if self.quota.count == 0 {
            return Err(self.quota.period);
        }
        let interval = self.quota.interval_ms();
        let span = interval.saturating_mul(i64::from(self.quota.count));
        let now = now.millis();
        let mut keys = self.full_again.lock().unwrap_or_else(PoisonError::into_inner);
        // A moment far ahead can only come from a clock that went back: it must not lock anybody out for longer than a period.
        let full = keys.get(&key).copied().unwrap_or(now).clamp(now, now.saturating_add(span));
        let next = full.saturating_add(interval.saturating_mul(i64::from(amount)));
        let wait = next.saturating_sub(now.saturating_add(span));
        if wait > 0 {
            return Err(Duration::from_millis(u64::try_from(wait).unwrap_or(0)));
        }
        if keys.len() >= self.most_keys && !keys.contains_key(&key) {
            make_room(&mut keys, self.most_keys, now);
        }
        keys.insert(key, next);
        Ok(u32::try_from((now + span - next) / interval).unwrap_or(0))
    }

    /// What the bucket holds when full, and gets back in a period.
    #[must_use]
    pub fn quota(&self) -> Quota {
        self.quota
    }
}

/// A [`Limiter`] whose buckets all processes of an installation draw from while they have a Redis; while it is away, each keeps to
/// buckets of its own.
#[derive(Debug)]
pub struct CommonLimiter<K> {
    name: &'static str,
    own: Limiter<K>,
    common: Option<Shares>,
}

impl<K: Eq + Hash + Display> CommonLimiter<K> {
    /// A limiter known to all processes as `name`; `own` is what this one keeps to alone.
    #[must_use]
    pub fn new(name: &'static str, own: Limiter<K>, common: Option<Shares>) -> Self {
        Self { name, own, common }
    }

    /// As [`Limiter::take`].
    ///
    /// # Errors
    /// As [`Limiter::take`].
    pub async fn take(&self, key: K, now: Timestamp) -> Result<(), Duration> {
        self.draw(key, 1, now).await.map(|_| ())
    }

    /// As [`Limiter::draw`]; `now` counts for the own buckets only, the common ones go by the clock of Redis.
    ///
    /// # Errors
    /// As [`Limiter::draw`].
    pub async fn draw(&self, key: K, amount: u32, now: Timestamp) -> Result<u32, Duration> {
        let quota = self.quota();
        if let Some(common) = self.common.as_ref().filter(|_| quota.count > 0)
            && let Ok(drawn) = common.draw(self.name, &key.to_string(), quota, amount).await
        {
            return drawn;
        }
        self.own.draw(key, amount, now)
    }

    /// As [`Limiter::quota`].
    #[must_use]
    pub fn quota(&self) -> Quota {
        self.own.quota
    }
}

/// Forgets what is full anyway; if that frees less than a quarter, also those that are nearest to full.
fn make_room<K: Eq + Hash>(keys: &mut HashMap<K, i64>, most: usize, now: i64) {
    keys.retain(|_, full| *full > now);
    let keep = most - most.div_ceil(4);
    if keys.len() > keep {
        let mut moments: Vec<i64> = keys.values().copied().collect();
        let cut = moments.len() - keep;
        let (_, threshold, _) = moments.select_nth_unstable(cut - 1);
        let threshold = *threshold;
        keys.retain(|_, full| *full > threshold);
    }
}

/// Whose an address is, for limits: an IPv6 subscriber owns a whole /64, so the lower half says nothing.
#[must_use]
pub fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Timestamp = Timestamp(1_700_000_000_000);

    fn after(ms: u64) -> Timestamp {
        NOW.plus(Duration::from_millis(ms))
    }

    #[test]
    fn as_many_as_allowed_pass_at_once_and_the_next_waits_for_its_turn() {
        let limiter = Limiter::new(Quota::per_minute(3), 10);
        for _ in 0..3 {
            assert_eq!(limiter.take("a", NOW), Ok(()));
        }
        assert_eq!(limiter.take("a", NOW), Err(Duration::from_secs(20)));
        assert_eq!(limiter.take("a", after(19_999)), Err(Duration::from_millis(1)));
        assert_eq!(limiter.take("a", after(20_000)), Ok(()));
        assert_eq!(limiter.take("a", after(20_000)), Err(Duration::from_secs(20)));
    }

    #[test]
    fn one_key_does_not_take_from_another() {
        let limiter = Limiter::new(Quota::per_minute(1), 10);
        assert_eq!(limiter.take("a", NOW), Ok(()));
        assert_eq!(limiter.take("b", NOW), Ok(()));
        assert!(limiter.take("a", NOW).is_err());
    }

    #[test]
    fn a_quota_of_none_lets_nobody_through() {
        assert!(Limiter::new(Quota::per_minute(0), 10).take("a", NOW).is_err());
    }

    #[test]
    fn many_strangers_neither_fill_the_memory_nor_free_the_one_who_asks_too_much() {
        let limiter = Limiter::new(Quota::per_minute(5), 100);
        for _ in 0..5 {
            assert_eq!(limiter.take(0, NOW), Ok(()));
        }
        for stranger in 1..10_000 {
            assert_eq!(limiter.take(stranger, NOW), Ok(()));
        }
        assert!(limiter.full_again.lock().expect("a lock").len() <= 100);
        assert!(limiter.take(0, NOW).is_err(), "the fullest buckets are the last to be forgotten");
    }

    #[test]
    fn a_clock_that_went_back_locks_nobody_out_for_longer_than_a_period() {
        let limiter = Limiter::new(Quota::per_minute(1), 10);
        assert_eq!(limiter.take("a", after(86_400_000)), Ok(()));
        assert_eq!(limiter.take("a", NOW), Err(Duration::from_secs(60)));
    }

    #[test]
    fn an_ipv6_subscriber_counts_as_one_and_a_mapped_address_as_its_ipv4() {
        let parse = |text: &str| text.parse::<IpAddr>().expect("an address");
        assert_eq!(network_of(parse("2001:db8::1")), network_of(parse("2001:db8::ffff:1")));
        assert_ne!(network_of(parse("2001:db8::1")), network_of(parse("2001:db8:0:1::1")));
        assert_eq!(network_of(parse("::ffff:192.0.2.7")), parse("192.0.2.7"));
    }

    proptest! {
        #[test]
        fn no_window_of_one_period_sees_more_than_twice_the_quota(
            count in 1_u32..20,
            gaps in prop::collection::vec(0_u64..5_000, 1..200),
        ) {
            let quota = Quota::per_minute(count);
            let limiter = Limiter::new(quota, 4);
            let mut at = 0;
            let mut passed: Vec<u64> = Vec::new();
            for gap in gaps {
                at += gap;
                if limiter.take((), after(at)).is_ok() {
                    passed.push(at);
                }
            }
            for (index, start) in passed.iter().enumerate() {
                let within = passed[index..].iter().take_while(|t| **t < start + 60_000).count();
                prop_assert!(within <= 2 * usize::try_from(count).expect("small"));
            }
        }
    }
}
