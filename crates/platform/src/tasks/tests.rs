//! The queue and the supervisor on a real database.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use glouton_testbed::TestDatabase;
use serde_json::json;

use super::*;
use crate::{clock::Clock, db::Db, events::Bus, op::Op};

async fn op() -> (TestDatabase, Op) {
    let database = TestDatabase::migrated().await;
    let db = Db::open(database.url(), 4).await.expect("a database");
    (database, Op { db, clock: Clock::System, bus: Bus::local() })
}

fn settings() -> Settings {
    Settings { lease_ms: 2_000, poll_ms: 20, concurrency: 8, max_attempts: 3, backoff_ms: 5, max_backoff_ms: 20, stop_ms: 5_000 }
}

fn task(kind: &'static str, payload: Value) -> NewTask {
    NewTask { kind, version: 1, workspace: None, subject: None, payload, priority: 0, run_at: Timestamp(0) }
}

#[derive(Default)]
struct Counting {
    runs: AtomicUsize,
    deaths: AtomicUsize,
}

#[async_trait]
impl Handler for Counting {
    async fn run(&self, run: &TaskRun) -> Outcome {
        self.runs.fetch_add(1, Ordering::SeqCst);
        match run.payload["do"].as_str() {
            Some("panic") => panic!("as the test wants"),
            Some("retry") => Outcome::Retry { at: None, reason: "not yet".into() },
            Some("fail") => Outcome::Fail { reason: "never".into() },
            _ => Outcome::Done,
        }
    }

    async fn dead(&self, _: &DeadTask) -> Result<()> {
        self.deaths.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_task_runs_once_and_leaves_no_row() {
    let (_database, op) = op().await;
    enqueue(op.db.write(), op.now(), 3, (0..700).map(|n| task("count", json!({ "n": n })))).await.expect("enqueued");
    let handler = Arc::new(Counting::default());
    let running = Supervisor::new(op.clone(), settings()).handle("count", 8, handler.clone()).start();
    running.until_idle().await.expect("idle");
    assert_eq!(handler.runs.load(Ordering::SeqCst), 700);
    assert!(census(&op.db).await.expect("census").counts.is_empty());
    assert!(running.stop().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_and_a_retry_are_tried_again_and_then_kept_as_dead() {
    let (_database, op) = op().await;
    let tasks = ["panic", "retry", "fail"].map(|what| task("count", json!({ "do": what })));
    enqueue(op.db.write(), op.now(), 3, tasks).await.expect("enqueued");
    let handler = Arc::new(Counting::default());
    let running = Supervisor::new(op.clone(), settings()).handle("count", 8, handler.clone()).start();
    running.until_idle().await.expect("idle");
    assert_eq!(handler.runs.load(Ordering::SeqCst), 3 + 3 + 1);
    assert_eq!(handler.deaths.load(Ordering::SeqCst), 3);
    let census = census(&op.db).await.expect("census");
    assert_eq!(census.counts.iter().map(|c| (c.state.as_str(), c.number)).collect::<Vec<_>>(), [("DEAD", 3)]);
    assert_eq!(rearm(&op.db, op.now(), "count").await.expect("rearmed"), 3);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_whose_worker_died_is_taken_over_and_the_dead_worker_cannot_write() {
    let (_folder, mut op) = op().await;
    op.clock = Clock::manual(Timestamp(1_000_000));
    enqueue(op.db.write(), op.now(), 3, [task("count", json!({}))]).await.expect("enqueued");
    let kinds = ["count".to_owned()];
    let lease = op.now().plus(Duration::from_secs(15));
    let first = queue::claim(&op.db, &kinds, 10, "first", op.now(), lease).await.expect("claim").remove(0);
    let first = queue::to_run(first, "first", CancellationToken::new());
    assert!(queue::claim(&op.db, &kinds, 10, "second", op.now(), lease).await.expect("claim").is_empty());
    op.clock.advance(Duration::from_secs(16));
    let lease = op.now().plus(Duration::from_secs(15));
    let second = queue::claim(&op.db, &kinds, 10, "second", op.now(), lease).await.expect("claim").remove(0);
    assert_eq!(second.attempts, 2);
    assert!(first.fence(op.db.write()).await.is_err());
    assert!(first.finish(op.db.write()).await.is_err());
    let second = queue::to_run(second, "second", CancellationToken::new());
    second.fence(op.db.write()).await.expect("the lease is held");
    second.finish(op.db.write()).await.expect("finished");
}

struct Slow;

#[async_trait]
impl Handler for Slow {
    async fn run(&self, run: &TaskRun) -> Outcome {
        run.stop.cancelled().await;
        Outcome::Released
    }

    async fn dead(&self, _: &DeadTask) -> Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_soft_stop_hands_the_work_back_without_counting_an_attempt() {
    let (_database, op) = op().await;
    enqueue(op.db.write(), op.now(), 3, [task("slow", json!({}))]).await.expect("enqueued");
    let running = Supervisor::new(op.clone(), settings()).handle("slow", 1, Arc::new(Slow)).start();
    while running.in_flight() == 0 {
        tokio::task::yield_now().await;
    }
    assert!(running.stop().await);
    let kinds = ["slow".to_owned()];
    let again = queue::claim(&op.db, &kinds, 1, "next", op.now(), op.now().plus(Duration::from_secs(1))).await.expect("claim");
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].attempts, 1);
}

#[test]
fn the_delay_doubles_up_to_its_cap_and_jitters_by_a_fifth() {
    let first = Duration::from_secs(1);
    let max = Duration::from_secs(60);
    assert_eq!(backoff(first, max, 1, 0), Duration::from_millis(800));
    assert_eq!(backoff(first, max, 1, 255), Duration::from_millis(1200));
    assert_eq!(backoff(first, max, 3, 0), Duration::from_millis(3200));
    assert_eq!(backoff(first, max, 100, 255), Duration::from_secs(72));
}
