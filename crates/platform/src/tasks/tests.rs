//! The queue and the supervisor on a real database.

mod ahead;
mod deaths;
mod finish;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use glouton_testbed::TestDatabase;
use sea_orm::EntityTrait as _;
use serde_json::json;

use tokio::sync::mpsc;

use super::*;
use crate::{
    clock::Clock,
    db::Db,
    events::{Bus, Signal, notify},
    op::Op,
};

async fn op() -> (TestDatabase, Op) {
    let database = TestDatabase::migrated().await;
    let db = Db::open(database.url(), 4).await.expect("a database");
    (database, Op { db, clock: Clock::System, bus: Bus::local() })
}

fn settings() -> Settings {
    Settings {
        lease_ms: 2_000,
        poll_ms: 20,
        concurrency: 8,
        workspace_concurrency: 0,
        ahead: 500,
        deadline_ms: 60_000,
        kinds: Vec::new(),
        max_attempts: 3,
        max_deaths: 4,
        backoff_ms: 5,
        max_backoff_ms: 20,
        stop_ms: 5_000,
    }
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
    assert_eq!(census(&op.db).await.expect("census"), Census::default());
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
    let troubles = running.troubles();
    assert_eq!((troubles.panics, troubles.errors), (3, 3 + 1), "a panic is no error");
    running.stop().await;
    let census = census(&op.db).await.expect("census");
    assert_eq!((census.open(), census.dead()), (0, 3));
    let graves = dead(&op.db, Some("count"), 10).await.expect("the dead");
    let mut reasons: Vec<(&str, i32)> = graves.iter().map(|dead| (dead.reason.as_str(), dead.attempts)).collect();
    reasons.sort_unstable();
    assert_eq!(reasons, [("never", 1), ("not yet", 3), ("panicked: as the test wants", 3)]);
    assert_eq!(rearm(&op.db, op.now(), "another kind", None).await.expect("rearmed"), 0);
    assert_eq!(rearm(&op.db, op.now(), "count", Some(graves[0].id)).await.expect("rearmed"), 1);
    assert_eq!(rearm(&op.db, op.now(), "count", None).await.expect("rearmed"), 2);
    assert_eq!(claim(&op, "next", 10).await.iter().map(|task| task.attempts).collect::<Vec<_>>(), [1, 1, 1]);
}

/// Claims as a supervisor does that handles the kind "count" alone.
async fn claim(op: &Op, owner: &str, room: usize) -> Vec<queue::Model> {
    let open = [claim::Open { kind: "count".into(), newest: 1, room, after: Uuid::nil() }];
    let lanes = claim::lanes(&op.db, &open, room).await.expect("lanes");
    let shares = claim::share(&lanes, &open, room, 0, &places::Taken::default());
    claim::take(&op.db, &shares, &open, owner, op.now().plus(Duration::from_secs(15))).await.expect("claimed")
}

fn run_of(model: queue::Model, owner: &str) -> TaskRun {
    queue::to_run(model, &owner.into(), CancellationToken::new(), 3)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_whose_worker_died_is_taken_over_and_the_dead_worker_cannot_write() {
    let (_folder, mut op) = op().await;
    op.clock = Clock::manual(Timestamp(1_000_000));
    enqueue(op.db.write(), op.now(), 3, [task("count", json!({}))]).await.expect("enqueued");
    let first = run_of(claim(&op, "first", 10).await.remove(0), "first");
    assert!(claim(&op, "second", 10).await.is_empty());
    op.clock.advance(Duration::from_secs(15));
    assert!(
        super::deaths::take_over(&op.db, &settings(), op.now(), &[]).await.expect("looked").is_empty(),
        "the lease has just not ended"
    );
    op.clock.advance(Duration::from_secs(1));
    assert!(
        super::deaths::take_over(&op.db, &settings(), op.now(), &[first.id.0]).await.expect("looked").is_empty(),
        "it runs here, only late"
    );
    assert_eq!(super::deaths::take_over(&op.db, &settings(), op.now(), &[]).await.expect("looked"), ["count"]);
    let second = claim(&op, "second", 10).await.remove(0);
    assert_eq!(second.attempts, 2);
    assert!(first.fence(op.db.write()).await.is_err());
    assert!(first.finish(op.db.write()).await.is_err());
    let second = run_of(second, "second");
    second.fence(op.db.write()).await.expect("the lease is held");
    second.finish(op.db.write()).await.expect("finished");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_earlier_run_in_the_same_process_cannot_write_for_a_later_one() {
    let (_folder, op) = op().await;
    enqueue(op.db.write(), op.now(), 3, [task("count", json!({}))]).await.expect("enqueued");
    let stuck = run_of(claim(&op, "process", 10).await.remove(0), "process");
    queue::retry(&op.db, &stuck.lease, op.now(), op.now(), "overran").await.expect("put back");
    let again = run_of(claim(&op, "process", 10).await.remove(0), "process");
    assert!(stuck.fence(op.db.write()).await.is_err());
    again.fence(op.db.write()).await.expect("the lease is held");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_urgent_and_the_longest_due_come_first_and_nothing_before_its_time() {
    let (_folder, mut op) = op().await;
    op.clock = Clock::manual(Timestamp(1_000));
    let named = |name: &str, priority, run_at| NewTask { priority, run_at: Timestamp(run_at), ..task("count", json!(name)) };
    let tasks = [named("later", 9, 5_000), named("second", 0, 10), named("third", 0, 20), named("first", 1, 900)];
    enqueue(op.db.write(), op.now(), 3, tasks).await.expect("enqueued");
    let names =
        |rows: Vec<queue::Model>| rows.iter().map(|row| row.payload.as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>();
    assert_eq!(names(claim(&op, "x", 2).await), ["first", "second"]);
    assert_eq!(names(claim(&op, "x", 9).await), ["third"]);
    assert_eq!(claim::horizon(&op.db).await.expect("a look ahead").due, Some(5_000));
    assert_eq!(claim::promote(&op.db, op.now()).await.expect("promoted"), 0);
    op.clock.advance(Duration::from_secs(4));
    assert_eq!(claim::promote(&op.db, op.now()).await.expect("promoted"), 1);
    assert_eq!(names(claim(&op, "x", 9).await), ["later"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lanes_are_walked_in_parts_and_each_lists_only_what_waits() {
    let (_folder, op) = op().await;
    let of = |n: u128| NewTask { workspace: Some(Uuid::from_u128(n)), ..task("count", json!({})) };
    enqueue(op.db.write(), op.now(), 3, [3, 1, 2, 1, 2].map(of)).await.expect("enqueued");
    enqueue(op.db.write(), op.now(), 3, [task("count", json!({})), task("other", json!({}))]).await.expect("enqueued");
    let look = async |after: u128, most| {
        let open = [claim::Open { kind: "count".into(), newest: 1, room: 9, after: Uuid::from_u128(after) }];
        let lanes = claim::lanes(&op.db, &open, most).await.expect("lanes");
        lanes.into_iter().map(|lane| lane.workspace.map_or(0, |workspace| workspace.as_u128())).collect::<Vec<_>>()
    };
    assert_eq!(look(0, 9).await, [0, 1, 2, 3]);
    assert_eq!(look(0, 2).await, [0, 1, 2]);
    assert_eq!(look(2, 2).await, [0, 3]);
    assert_eq!(claim(&op, "x", 9).await.len(), 6);
    assert!(look(0, 9).await.is_empty());
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
    enqueue(op.db.write(), op.now(), 3, [task("count", json!({}))]).await.expect("enqueued");
    let running = Supervisor::new(op.clone(), settings()).handle("count", 1, Arc::new(Slow)).start();
    while running.in_flight() == 0 {
        tokio::task::yield_now().await;
    }
    assert!(running.stop().await);
    let again = claim(&op, "next", 1).await;
    assert_eq!(again.iter().map(|task| task.attempts).collect::<Vec<_>>(), [1]);
}

/// Notes for whom it runs, and the most that ran at a time for one.
#[derive(Default)]
struct Noting {
    order: Mutex<Vec<u128>>,
    running: Mutex<HashMap<u128, usize>>,
    most: AtomicUsize,
}

#[async_trait]
impl Handler for Noting {
    async fn run(&self, run: &TaskRun) -> Outcome {
        let workspace = run.workspace.map_or(0, |workspace| workspace.as_u128());
        self.order.lock().expect("a lock").push(workspace);
        let now = {
            let mut running = self.running.lock().expect("a lock");
            let number = running.entry(workspace).or_default();
            *number += 1;
            *number
        };
        self.most.fetch_max(now, Ordering::SeqCst);
        tokio::task::yield_now().await;
        *self.running.lock().expect("a lock").entry(workspace).or_default() -= 1;
        Outcome::Done
    }

    async fn dead(&self, _: &DeadTask) -> Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_with_thousands_of_tasks_delays_anothers_ten_by_little() {
    let (_database, op) = op().await;
    let of = |n: u128| NewTask { workspace: Some(Uuid::from_u128(n)), ..task("count", json!({})) };
    enqueue(op.db.write(), op.now(), 3, (0..2_000).map(|_| of(1))).await.expect("enqueued");
    enqueue(op.db.write(), op.now(), 3, (0..10).map(|_| of(2))).await.expect("enqueued");
    let handler = Arc::new(Noting::default());
    let running = Supervisor::new(op.clone(), settings()).handle("count", 4, handler.clone()).start();
    running.until_idle().await.expect("idle");
    assert!(running.stop().await);
    let order = handler.order.lock().expect("a lock");
    let last = order.iter().rposition(|workspace| *workspace == 2).expect("the ten ran");
    assert!(last < 2 * 10 + 4, "the last of the ten came as number {last}: alone it would have been 9");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_gets_no_more_places_than_it_may_have_and_all_of_them_come_to_their_turn() {
    let (_database, op) = op().await;
    let of = |n: u128| NewTask { workspace: Some(Uuid::from_u128(n)), ..task("count", json!({})) };
    enqueue(op.db.write(), op.now(), 3, (0..200).map(|n| of(n % 40 + 1))).await.expect("enqueued");
    let handler = Arc::new(Noting::default());
    let settings = Settings { workspace_concurrency: 2, ..settings() };
    let running = Supervisor::new(op.clone(), settings).handle("count", 6, handler.clone()).start();
    running.until_idle().await.expect("idle");
    assert!(running.stop().await);
    assert!(handler.most.load(Ordering::SeqCst) <= 2);
    assert_eq!(handler.order.lock().expect("a lock").len(), 200);
}

/// Never ends: by waiting, by computing for a while without ever waiting, or by panicking when told of a death.
struct Poison;

#[async_trait]
impl Handler for Poison {
    async fn run(&self, run: &TaskRun) -> Outcome {
        match run.payload["do"].as_str() {
            Some("wait") => std::future::pending().await,
            Some("obey") => {
                run.stop.cancelled().await;
                Outcome::Released
            }
            _ => Outcome::Fail { reason: "at once".to_owned() },
        }
    }

    async fn dead(&self, task: &DeadTask) -> Result<()> {
        if task.payload["dead"] == "panic" { panic!("as the test wants") } else { Ok(()) }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_never_ends_is_stopped_and_given_up_and_its_neighbours_go_on() {
    let (_database, op) = op().await;
    let poison = ["wait", "obey"].map(|what| task("poison", json!({ "do": what })));
    enqueue(op.db.write(), op.now(), 2, poison).await.expect("enqueued");
    enqueue(op.db.write(), op.now(), 2, [task("poison", json!({ "dead": "panic" }))]).await.expect("enqueued");
    enqueue(op.db.write(), op.now(), 2, (0..50).map(|_| task("count", json!({})))).await.expect("enqueued");
    let kinds = vec![KindSettings { kind: "poison".to_owned(), concurrency: None, deadline_ms: Some(30) }];
    let neighbour = Arc::new(Counting::default());
    let running = Supervisor::new(op.clone(), Settings { kinds, ..settings() })
        .handle("poison", 3, Arc::new(Poison))
        .handle("count", 2, neighbour.clone())
        .start();
    running.until_idle().await.expect("idle");
    assert_eq!(neighbour.runs.load(Ordering::SeqCst), 50);
    let troubles = running.troubles();
    assert_eq!((troubles.overruns, troubles.panics), (2 + 2, 1));
    assert!(running.stop().await);
    let mut reasons: Vec<String> = dead(&op.db, None, 10).await.expect("the dead").into_iter().map(|dead| dead.reason).collect();
    reasons.sort_unstable();
    assert_eq!(reasons, ["at once", "ran longer than 0.03 s", "ran longer than 0.03 s"]);
}

/// As [`Counting`], in a program that reads the second version too.
struct Later(Counting);

#[async_trait]
impl Handler for Later {
    fn newest_version(&self) -> i32 {
        2
    }

    async fn run(&self, run: &TaskRun) -> Outcome {
        self.0.run(run).await
    }

    async fn dead(&self, task: &DeadTask) -> Result<()> {
        self.0.dead(task).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_of_a_later_program_wait_for_it_untouched() {
    let (_database, op) = op().await;
    let later = NewTask { version: 2, ..task("count", json!({})) };
    let tasks = [later, task("count", json!({})), task("unheard of", json!({}))];
    enqueue(op.db.write(), op.now(), 3, tasks).await.expect("enqueued");
    let (told, mut heard) = mpsc::unbounded_channel();
    let now = Supervisor::new(op.clone(), settings()).handle("count", 8, Arc::new(Telling(told))).start();
    assert_eq!(heard.recv().await, Some(1), "only what it can read");
    assert!(now.stop().await);
    let next = Arc::new(Later(Counting::default()));
    let running =
        Supervisor::new(op.clone(), settings()).handle("count", 8, next.clone()).handle("unheard of", 1, next.clone()).start();
    running.until_idle().await.expect("idle");
    assert_eq!(next.0.runs.load(Ordering::SeqCst), 2);
    assert!(running.stop().await);
}

/// Tells which version it was given.
struct Telling(mpsc::UnboundedSender<i32>);

#[async_trait]
impl Handler for Telling {
    async fn run(&self, run: &TaskRun) -> Outcome {
        let _ = self.0.send(run.version);
        Outcome::Done
    }

    async fn dead(&self, _: &DeadTask) -> Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_is_listed_with_its_leases_while_it_runs_and_not_after() {
    let (_database, op) = op().await;
    enqueue(op.db.write(), op.now(), 3, [task("count", json!({}))]).await.expect("enqueued");
    let running = Supervisor::new(op.clone(), settings()).role("worker").handle("count", 1, Arc::new(Slow)).start();
    let worker = loop {
        match workers(&op.db).await.expect("workers").pop() {
            Some(worker) if worker.running == 1 => break worker,
            _ => tokio::task::yield_now().await,
        }
    };
    assert_eq!((worker.role.as_str(), worker.troubles), ("worker", Troubles::default()));
    assert!(worker.lease_until.is_some_and(|until| until > worker.started_at));
    assert!(running.stop().await);
    assert_eq!(workers(&op.db).await.expect("workers"), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dead_worker_held_is_claimed_the_moment_its_lease_of_15_s_is_over() {
    let (_database, mut op) = op().await;
    op.clock = Clock::manual(Timestamp(1_000_000));
    enqueue(op.db.write(), op.now(), 3, [task("count", json!({}))]).await.expect("enqueued");
    let held = claim(&op, "dead", 1).await.remove(0);
    let lease_end = held.lease_until.expect("a lease");
    assert_eq!(lease_end, 1_015_000);

    // One that would look by itself once an hour: it has to know when the lease of another ends.
    let settings = Settings { lease_ms: 15_000, poll_ms: 3_600_000, ..settings() };
    let (began, mut begins) = mpsc::unbounded_channel();
    let running = Supervisor::new(op.clone(), settings).handle("count", 1, Arc::new(Holding { began })).start();
    let mut looked = op.bus.listen(WAKE);
    for (wait, taken) in [(15_000, false), (1, true)] {
        op.clock.advance(Duration::from_millis(wait));
        op.bus.publish(WAKE, Uuid::nil());
        looked.next().await.expect("a signal");
        if taken {
            begins.recv().await.expect("it is run");
        } else {
            let row = queue::Entity::find_by_id(held.id).one(op.db.read()).await.expect("an answer").expect("the task");
            assert_eq!(row.lease_owner.as_deref(), Some("dead"), "not a moment before");
        }
    }
    let row = queue::Entity::find_by_id(held.id).one(op.db.read()).await.expect("an answer").expect("the task");
    let claimed_at = row.lease_until.expect("a lease") - 15_000;
    assert_eq!(claimed_at - lease_end, 1, "by the rows: a millisecond after the lease of the dead was over");
    assert_eq!((row.attempts, row.error_kind.as_deref()), (2, Some("SILENT")));
    assert_eq!(running.troubles().missed_heartbeats, 1);
    running.stop().await;
}

/// Says that it began, and goes on until it is stopped.
struct Holding {
    began: mpsc::UnboundedSender<()>,
}

#[async_trait]
impl Handler for Holding {
    async fn run(&self, run: &TaskRun) -> Outcome {
        let _ = self.began.send(());
        run.stop.cancelled().await;
        Outcome::Released
    }

    async fn dead(&self, _: &DeadTask) -> Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_payload_that_would_fill_the_memory_of_who_claims_it_is_refused() {
    let (_database, op) = op().await;
    let poison = json!({ "do": "x".repeat(MAX_PAYLOAD) });
    let tasks = [task("count", json!({})), task("count", poison)];
    let tx = op.db.write_tx().await.expect("a transaction");
    assert!(enqueue(&tx, op.now(), 3, tasks).await.is_err());
    drop(tx);
    assert_eq!(census(&op.db).await.expect("census").open(), 0);
    let most = json!({ "do": "x".repeat(MAX_PAYLOAD - 100) });
    enqueue(op.db.write(), op.now(), 3, [task("count", most)]).await.expect("what may be, may be");
}

#[tokio::test(flavor = "multi_thread")]
async fn far_below_a_handler_it_is_known_which_task_runs() {
    struct Asking(mpsc::UnboundedSender<(TaskId, Option<TaskId>)>);
    #[async_trait]
    impl Handler for Asking {
        async fn run(&self, run: &TaskRun) -> Outcome {
            let _ = self.0.send((run.id, current()));
            Outcome::Done
        }
        async fn dead(&self, _: &DeadTask) -> Result<()> {
            Ok(())
        }
    }
    let (_database, op) = op().await;
    enqueue(op.db.write(), op.now(), 3, (0..3).map(|n| task("count", json!({ "n": n })))).await.expect("enqueued");
    let (tell, mut told) = mpsc::unbounded_channel();
    let running = Supervisor::new(op.clone(), settings()).handle("count", 3, Arc::new(Asking(tell))).start();
    running.until_idle().await.expect("idle");
    running.stop().await;
    for _ in 0..3 {
        let (task, known) = told.recv().await.expect("it ran");
        assert_eq!(known, Some(task));
    }
    assert_eq!(current(), None);
}

/// Another process on the same database: nothing of ours but the rows reaches it.
async fn another(database: &TestDatabase) -> Op {
    Op { db: Db::open(database.url(), 2).await.expect("a database"), clock: Clock::System, bus: Bus::local() }
}

#[tokio::test(flavor = "multi_thread")]
async fn work_enqueued_in_one_process_wakes_another_once_it_is_committed_and_after_a_lost_connection_too() {
    let (database, here) = op().await;
    let there = another(&database).await;
    if there.db.listen("probe").await.expect("a database").is_none() {
        return; // The embedded database has one process.
    }
    let (stop, mut wake) = (CancellationToken::new(), there.bus.listen(WAKE));
    let (listening, stopped) = (there.clone(), stop.clone());
    #[allow(clippy::disallowed_methods)] // the test plays the supervisor
    let service = tokio::spawn(async move {
        while !stopped.is_cancelled() {
            let _ = notify::listen(&listening.db, &listening.bus, &stopped).await;
        }
    });
    let expected = Some(Signal::Changed(Uuid::nil()));
    assert_eq!(wake.next().await, Some(Signal::Missed), "looks once when it begins to listen");
    let tx = here.db.write_tx().await.expect("a transaction");
    enqueue(&tx, here.now(), 3, [task("count", json!({}))]).await.expect("enqueued");
    assert!(claim(&there, "x", 1).await.is_empty());
    tx.commit().await.expect("committed");
    assert_eq!(wake.next().await, expected);
    assert_eq!(claim(&there, "x", 1).await.len(), 1);
    let cut =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'";
    here.db.write().execute_unprepared(cut).await.expect("cut");
    assert_eq!(wake.next().await, Some(Signal::Missed), "looks once when it listens again");
    enqueue(here.db.write(), here.now(), 3, [task("count", json!({}))]).await.expect("enqueued");
    assert_eq!(wake.next().await, expected);
    stop.cancel();
    assert!(service.await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_that_would_sleep_for_an_hour_runs_at_once_what_another_process_enqueues() {
    let (database, here) = op().await;
    let there = another(&database).await;
    if there.db.listen("probe").await.expect("a database").is_none() {
        return; // The embedded database has one process.
    }
    let (told, mut heard) = mpsc::unbounded_channel();
    let patient = Settings { poll_ms: 3_600_000, ..settings() };
    let running = Supervisor::new(there.clone(), patient).handle("count", 1, Arc::new(Telling(told))).start();
    // It looks by itself when it starts, when it begins to listen, and when a task ends: the fourth at the latest was told of.
    for _ in 0..6 {
        enqueue(here.db.write(), here.now(), 3, [task("count", json!({}))]).await.expect("enqueued");
        assert_eq!(heard.recv().await, Some(1));
        while running.in_flight() > 0 {
            tokio::task::yield_now().await;
        }
    }
    assert!(running.stop().await);
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
