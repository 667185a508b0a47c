//! What is held in common, over a real Redis where the environment names one.

use glouton_testbed::redis_url;
use uuid::Uuid;

use super::*;
use crate::{ids, limits::Quota};

const LEASE: Duration = Duration::from_secs(15);

/// Two processes on one Redis.
fn two(lease: Duration) -> Option<[Shares; 2]> {
    let Some(url) = redis_url() else {
        eprintln!("skipped: GLOUTON_TEST_REDIS_URL is not set");
        return None;
    };
    Some([(); 2].map(|()| Shares::new(&Redis::at(&url.clone().into()).expect("an address"), lease)))
}

/// A name of this test's own: tests share a Redis.
fn name(what: &str) -> String {
    format!("{}.{what}.test", Uuid::from_bytes(ids::random_bytes()).simple())
}

fn manners(delay_ms: u64, places: usize) -> Manners {
    Manners { delay: Duration::from_millis(delay_ms), floor: Duration::ZERO, places, daily_bytes: 1_000 }
}

#[test]
fn a_bad_address_is_refused_without_showing_it() {
    let error = Redis::at(&"http://user:secret@host".into()).expect_err("no Redis address");
    assert!(!error.to_string().contains("secret"));
}

#[tokio::test]
async fn a_redis_that_is_away_is_told_at_once() {
    let nowhere = Redis::at(&"redis://127.0.0.1:1".into()).expect("an address");
    assert!(!nowhere.is_there().await);
    let shares = Shares::new(&nowhere, LEASE);
    assert_eq!(shares.draw("test", "a", Quota::per_minute(5), 1).await, Err(Away));
    assert!(shares.place("test", 1).await.is_err());
    assert_eq!(shares.turn("a.test", &shares.at_host("a.test"), manners(10, 1), false).await, Err(Away));
}

#[tokio::test]
async fn two_processes_draw_from_one_bucket() {
    let Some([here, there]) = two(LEASE) else { return };
    let (rate, quota) = (name("rate"), Quota::per_minute(3));
    assert_eq!(here.draw(&rate, "somebody", quota, 1).await, Ok(Ok(2)));
    assert_eq!(there.draw(&rate, "somebody", quota, 2).await, Ok(Ok(0)));
    for process in [&here, &there] {
        let wait = process.draw(&rate, "somebody", quota, 1).await.expect("an answer").expect_err("an empty bucket");
        assert!(wait > Duration::from_secs(15) && wait <= Duration::from_secs(20), "{wait:?}");
    }
    assert_eq!(there.draw(&rate, "another", quota, 1).await, Ok(Ok(2)), "one does not take from another");
}

#[tokio::test]
async fn two_processes_share_so_many_places() {
    let Some([here, there]) = two(LEASE) else { return };
    let set = name("places");
    let first = here.place(&set, 2).await.expect("an answer").expect("a place");
    let _second = there.place(&set, 2).await.expect("an answer").expect("a place");
    assert!(here.place(&set, 2).await.expect("an answer").is_none(), "both are taken");
    drop(first);
    // The giving back is under way: it takes a question or two until it is seen.
    let mut third = None;
    while third.is_none() {
        third = there.place(&set, 2).await.expect("an answer");
    }
    assert!(here.place(&set, 2).await.expect("an answer").is_none());
}

#[tokio::test]
async fn a_host_is_asked_a_delay_apart_whichever_process_asks() {
    let Some([here, there]) = two(LEASE) else { return };
    let host = name("host");
    let (first, second, third) = (here.at_host(&host), there.at_host(&host), here.at_host(&host));
    assert!(matches!(here.turn(&host, &first, manners(5_000, 3), false).await, Ok(Turn::Now(_))));
    let Ok(Turn::Later(wait)) = there.turn(&host, &second, manners(5_000, 3), false).await else { panic!("the other waits") };
    assert!(wait > Duration::from_secs(4) && wait <= Duration::from_secs(5), "{wait:?}");
    let Ok(Turn::Later(wait)) = here.turn(&host, &third, manners(5_000, 3), false).await else { panic!("the third waits") };
    assert!(wait > Duration::from_secs(9), "behind the second: {wait:?}");
}

#[tokio::test]
async fn a_host_is_asked_so_often_at_a_time_whichever_process_asks() {
    let Some([here, there]) = two(LEASE) else { return };
    let host = name("host");
    let (first, second) = (here.at_host(&host), there.at_host(&host));
    assert!(matches!(here.turn(&host, &first, manners(0, 1), false).await, Ok(Turn::Now(_))));
    assert!(matches!(there.turn(&host, &second, manners(0, 1), false).await, Ok(Turn::Later(_))));
    drop(first);
    while !matches!(there.turn(&host, &second, manners(0, 1), true).await, Ok(Turn::Now(_))) {}
}

#[tokio::test]
async fn what_one_process_learns_of_a_host_holds_for_the_other() {
    let Some([here, there]) = two(LEASE) else { return };
    let host = name("host");
    here.learn(&host, Duration::from_secs(4), Duration::from_secs(9), 600);
    let slot = there.at_host(&host);
    // Learning takes a moment; until then the host is as it was.
    let wait = loop {
        let slot = there.at_host(&host);
        match there.turn(&host, &slot, manners(0, 1), true).await {
            Ok(Turn::Later(wait)) if wait > Duration::from_secs(1) => break wait,
            Ok(_) => {}
            Err(Away) => panic!("Redis answers"),
        }
    };
    assert!(wait > Duration::from_secs(8), "it wants to be left alone: {wait:?}");
    here.learn(&host, Duration::ZERO, Duration::ZERO, 600);
    while there.turn(&host, &slot, manners(0, 1), true).await != Ok(Turn::NotToday) {}
}

#[tokio::test]
async fn what_a_dead_process_held_is_free_after_its_lease_and_what_a_living_one_holds_is_not() {
    let Some([dead, alive]) = two(Duration::from_millis(600)) else { return };
    let (abandoned, kept) = (name("places"), name("places"));
    let _held = dead.place(&abandoned, 1).await.expect("an answer").expect("a place");
    let _kept = alive.place(&kept, 1).await.expect("an answer").expect("a place");
    let stop = tokio_util::sync::CancellationToken::new();
    let (keeper, until) = (alive.clone(), stop.clone());
    #[allow(clippy::disallowed_methods)] // the test plays the supervisor
    let keeping = tokio::spawn(async move { keeper.keep(until).await.is_ok() });
    // Nobody renews what the dead held.
    let mut free = None;
    while free.is_none() {
        free = alive.place(&abandoned, 1).await.expect("an answer");
    }
    assert!(dead.place(&kept, 1).await.expect("an answer").is_none(), "longer held than its lease");
    stop.cancel();
    assert!(keeping.await.expect("it ends"));
}
