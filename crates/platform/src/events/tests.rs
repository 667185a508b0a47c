//! The courier over a real Redis and a real PostgreSQL, where the environment names them.

use std::sync::Arc;

use glouton_testbed::{TestDatabase, on_postgres, redis_url};
use tokio_util::sync::CancellationToken;

use super::*;
use crate::{db::Db, redis::Redis};

/// A process: its bus, its courier at work.
struct Process {
    bus: Bus,
    courier: Arc<Courier>,
    db: Db,
    stop: CancellationToken,
}

impl Process {
    async fn start(database: &TestDatabase, redis: Option<&Redis>) -> Self {
        let db = Db::open(database.url(), 2).await.expect("a database");
        let (courier, bus) = Courier::new(&db, redis.cloned());
        let process = Self { bus, courier: Arc::new(courier.expect("others to carry to")), db, stop: CancellationToken::new() };
        let (courier, stop) = (Arc::clone(&process.courier), process.stop.clone());
        play(async move { courier.send(stop).await });
        process
    }

    /// Receives from the stream until the token fires; returns once it looks there.
    async fn receive(&self, until: &CancellationToken) -> tokio::task::JoinHandle<()> {
        let (courier, stop) = (Arc::clone(&self.courier), until.clone());
        play(async move { courier.receive(stop).await })
    }

    /// Listens to the database; returns when it does.
    async fn listen(&self) {
        let mut begun = self.bus.listen(topic());
        let (db, bus, stop) = (self.db.clone(), self.bus.clone(), self.stop.clone());
        play(async move { notify::listen(&db, &bus, &stop).await });
        assert_eq!(begun.next().await, Some(Signal::Missed), "everybody looks when it begins to listen");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

#[allow(clippy::disallowed_methods)] // the test plays the supervisor
fn play(work: impl Future<Output = crate::error::Result<()>> + Send + 'static) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move { work.await.unwrap_or_else(|error| panic!("{}", error.operator_message())) })
}

/// A topic of this test's own: tests share a Redis.
fn topic() -> Topic {
    Topic { kind: "test", id: Uuid::from_bytes(ids::random_bytes()) }
}

fn item(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signal_reaches_another_process_over_redis_in_order_and_does_not_come_back() {
    let Some(redis) = redis_url().map(|url| Redis::at(&url.into()).expect("an address")) else {
        eprintln!("skipped: GLOUTON_TEST_REDIS_URL is not set");
        return;
    };
    assert!(redis.is_there().await);
    let database = TestDatabase::migrated().await;
    let (here, there) = (Process::start(&database, Some(&redis)).await, Process::start(&database, Some(&redis)).await);
    let topic = topic();
    let (mut own, mut other) = (here.bus.listen(topic), there.bus.listen(topic));
    let until = here.stop.child_token();
    let _receiving = (here.receive(&until).await, there.receive(&until).await);
    assert_eq!((own.next().await, other.next().await), (Some(Signal::Missed), Some(Signal::Missed)), "both look at first");
    for n in 1..=3 {
        here.bus.publish(topic, item(n));
    }
    for n in 1..=3 {
        assert_eq!(own.next().await, Some(Signal::Changed(item(n))));
        assert_eq!(other.next().await, Some(Signal::Changed(item(n))));
    }
    there.bus.publish(topic, item(4));
    assert_eq!(own.next().await, Some(Signal::Changed(item(4))), "and nothing of its own between");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_was_cut_off_from_redis_goes_on_behind_what_it_heard_last() {
    let Some(redis) = redis_url().map(|url| Redis::at(&url.into()).expect("an address")) else {
        eprintln!("skipped: GLOUTON_TEST_REDIS_URL is not set");
        return;
    };
    let database = TestDatabase::migrated().await;
    let (here, there) = (Process::start(&database, Some(&redis)).await, Process::start(&database, Some(&redis)).await);
    let topic = topic();
    let mut other = there.bus.listen(topic);
    let connected = there.stop.child_token();
    let receiving = there.receive(&connected).await;
    assert_eq!(other.next().await, Some(Signal::Missed));
    here.bus.publish(topic, item(1));
    assert_eq!(other.next().await, Some(Signal::Changed(item(1))));
    connected.cancel();
    receiving.await.expect("it ends");
    // Written while it is cut off; the marker is what tells that it was.
    here.bus.publish(topic, item(2));
    here.bus.publish(topic, item(3));
    let again = there.stop.child_token();
    let _receiving = there.receive(&again).await;
    for n in 2..=3 {
        assert_eq!(other.next().await, Some(Signal::Changed(item(n))), "nothing is missed, so nobody has to look");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_redis_signals_travel_by_the_database() {
    if !on_postgres() {
        eprintln!("skipped: GLOUTON_TEST_DATABASE is not postgres, and an embedded database has one process");
        return;
    }
    let database = TestDatabase::migrated().await;
    let nowhere = Redis::at(&"redis://127.0.0.1:1".into()).expect("an address");
    for redis in [None, Some(&nowhere)] {
        let (here, there) = (Process::start(&database, redis).await, Process::start(&database, redis).await);
        let topic = topic();
        there.listen().await;
        here.listen().await;
        let (mut own, mut other) = (here.bus.listen(topic), there.bus.listen(topic));
        for n in 1..=300 {
            here.bus.publish(topic, item(n));
        }
        here.bus.publish(topic, item(1_000));
        // More than a listener's backlog may come at once: then it is told to look.
        while other.next().await.expect("a signal") != Signal::Changed(item(1_000)) {}
        there.bus.publish(topic, item(2_000));
        while own.next().await.expect("a signal") != Signal::Changed(item(2_000)) {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_comes_with_its_commit_and_not_before() {
    if !on_postgres() {
        eprintln!("skipped: GLOUTON_TEST_DATABASE is not postgres, and an embedded database has one process");
        return;
    }
    let database = TestDatabase::migrated().await;
    let (here, there) = (Process::start(&database, None).await, Process::start(&database, None).await);
    there.listen().await;
    let topic = topic();
    let mut other = there.bus.listen(topic);
    let undone = here.db.write_tx().await.expect("a transaction");
    notify::notify(&undone, topic, item(1)).await.expect("noted");
    undone.rollback().await.expect("undone");
    let done = here.db.write_tx().await.expect("a transaction");
    notify::notify(&done, topic, item(2)).await.expect("noted");
    done.commit().await.expect("committed");
    assert_eq!(other.next().await, Some(Signal::Changed(item(2))));
}

#[test]
fn a_signal_that_no_program_of_ours_wrote_is_passed_over() {
    let bus = Bus::local();
    let topic = topic();
    let mut listener = bus.listen(topic);
    let good = line("another", topic, item(7));
    let own = line(bus.origin(), topic, item(6));
    bus.deliver_lines(&format!("\n- test\nx test not-an-id {}\nx nobody's {} {}\n{own}\n{good}", item(1), item(2), item(3)));
    assert!(matches!(listener.0.try_recv(), Ok(Message::Changed(id)) if id == item(7)));
    assert!(listener.0.try_recv().is_err());
}
