//! What the queue costs, on SQLite and, where GLOUTON_TEST_POSTGRES_URL names a server, on PostgreSQL beside graphile-worker:
//! no-op tasks a second from enqueue to done, the time from enqueue to start in a process and between two, the same with a
//! million tasks waiting, and what a small hunt loses beside a large one.
//! `cargo bench -p glouton-platform --bench tasks` prints it; docs/BENCHMARKS.md records a run. No assertion: a figure that
//! depends on the machine is no test. Words choose parts of it: `-- throughput peer starts fairness million`. The peer is installed once with `npm ci --prefix benches/peers/graphile-worker`.

#![allow(clippy::disallowed_methods)] // a benchmark looks at the clock of the machine, and spawns what it measures

use std::{
    env,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use async_trait::async_trait;
use glouton_platform::{
    clock::{Clock, Timestamp},
    db::Db,
    error::Result,
    events::Bus,
    op::Op,
    tasks::{self, DeadTask, Handler, NewTask, Outcome, Running, Settings, Supervisor, TaskRun, WAKE},
};
use glouton_testbed::TestDatabase;
use serde_json::json;
use tokio::sync::Notify;
use uuid::Uuid;

/// Tasks of a measurement, and rows of one enqueuing transaction; the peer gets the same.
const TASKS: usize = 20_000;
const BATCH: usize = 500;
/// Starts that are timed one by one.
const STARTS: usize = 300;
/// Tasks that wait while others are measured, and the workspaces they belong to.
const WAITING: usize = 1_000_000;
const WORKSPACES: usize = 200;

fn micros() -> u64 {
    UNIX_EPOCH.elapsed().map_or(0, |age| u64::try_from(age.as_micros()).unwrap_or(u64::MAX))
}

/// Counts runs, and how long each took from its enqueuing to its start.
#[derive(Default)]
struct Counter {
    runs: AtomicUsize,
    wanted: AtomicUsize,
    reached: Notify,
    starts: Mutex<Vec<u64>>,
    work: Duration,
    print: bool,
}

impl Counter {
    fn expect(&self, number: usize) {
        self.runs.store(0, Ordering::SeqCst);
        self.wanted.store(number, Ordering::SeqCst);
    }

    async fn reached(&self) {
        loop {
            let reached = self.reached.notified();
            if self.runs.load(Ordering::SeqCst) >= self.wanted.load(Ordering::SeqCst) {
                return;
            }
            reached.await;
        }
    }
}

#[async_trait]
impl Handler for Counter {
    async fn run(&self, run: &TaskRun) -> Outcome {
        if let Some(enqueued) = run.payload["at"].as_u64() {
            let took = micros().saturating_sub(enqueued);
            if self.print {
                println!("{took}");
            }
            self.starts.lock().expect("a lock").push(took);
        }
        if !self.work.is_zero() {
            tokio::time::sleep(self.work).await;
        }
        if self.runs.fetch_add(1, Ordering::SeqCst) + 1 >= self.wanted.load(Ordering::SeqCst) {
            self.reached.notify_waiters();
        }
        Outcome::Done
    }

    async fn dead(&self, _: &DeadTask) -> Result<()> {
        Ok(())
    }
}

fn settings(concurrency: usize) -> Settings {
    Settings {
        lease_ms: 15_000,
        poll_ms: 1_000,
        concurrency,
        workspace_concurrency: 0,
        ahead: 500,
        deadline_ms: 60_000,
        kinds: Vec::new(),
        max_attempts: 5,
        backoff_ms: 1_000,
        max_deaths: 8,
        max_backoff_ms: 60_000,
        stop_ms: 10_000,
    }
}

fn task(kind: &'static str, workspace: Option<Uuid>) -> NewTask {
    NewTask { kind, version: 1, workspace, subject: None, payload: json!({}), priority: 0, run_at: Timestamp(0) }
}

async fn open(url: &str) -> Op {
    Op { db: Db::open(url, 8).await.expect("a database"), clock: Clock::System, bus: Bus::local() }
}

async fn enqueue(op: &Op, tasks: Vec<NewTask>) {
    let tx = op.db.write_tx().await.expect("a transaction");
    tasks::enqueue(&tx, op.now(), 5, tasks).await.expect("enqueued");
    tx.commit().await.expect("committed");
    op.bus.publish(WAKE, Uuid::nil());
}

fn start(op: &Op, concurrency: usize, handler: &Arc<Counter>) -> Running {
    Supervisor::new(op.clone(), settings(concurrency)).handle("noop", concurrency, handler.clone()).start()
}

/// Until the last row is gone, not only the last handler.
async fn gone(op: &Op, kind: &str) {
    loop {
        let census = tasks::census(&op.db).await.expect("a census");
        if census.kinds.iter().all(|counted| counted.kind != kind || counted.waiting + counted.running == 0) {
            return;
        }
    }
}

/// Tasks a second from the first enqueuing to the removal of the last row.
async fn throughput(op: &Op, concurrency: usize, note: &str) {
    let handler = Arc::new(Counter::default());
    handler.expect(TASKS);
    let running = start(op, concurrency, &handler);
    let began = Instant::now();
    for _ in 0..TASKS / BATCH {
        enqueue(op, (0..BATCH).map(|_| task("noop", None)).collect()).await;
    }
    let enqueued = began.elapsed();
    handler.reached().await;
    gone(op, "noop").await;
    let took = began.elapsed().as_secs_f64();
    println!(
        "  {note}, {concurrency} at a time: {:.0} tasks/s enqueue to done (enqueuing alone {:.0}/s)",
        TASKS as f64 / took,
        TASKS as f64 / enqueued.as_secs_f64()
    );
    running.stop().await;
}

fn quantiles(mut micros: Vec<u64>) -> String {
    micros.sort_unstable();
    let at = |percent: usize| micros.get(micros.len().saturating_sub(1) * percent / 100).map_or(0.0, |us| *us as f64 / 1_000.0);
    format!("p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms", at(50), at(95), at(99))
}

fn timed() -> NewTask {
    NewTask { payload: json!({ "at": micros() }), ..task("noop", None) }
}

/// From before the enqueuing transaction begins to the first line of the handler, one task at a time.
async fn starts_here(op: &Op, note: &str) {
    let handler = Arc::new(Counter::default());
    let running = start(op, 32, &handler);
    for n in 0..STARTS {
        handler.expect(1);
        enqueue(op, vec![timed()]).await;
        handler.reached().await;
        // Not on the heels of the one before, when the worker would be looking anyway.
        tokio::time::sleep(Duration::from_millis(3 + n as u64 % 5)).await;
    }
    println!(
        "  {note}: enqueue to start in a process {}",
        quantiles(std::mem::take(&mut *handler.starts.lock().expect("a lock")))
    );
    running.stop().await;
}

/// As [`starts_here`], with the worker in another process.
async fn starts_there(op: &Op, url: &str) {
    let mut worker = Command::new(env::current_exe().expect("this program"))
        .args(["--worker", url])
        .stdout(Stdio::piped())
        .spawn()
        .expect("a second process");
    let mut lines = BufReader::new(worker.stdout.take().expect("its answers")).lines();
    let mut starts = Vec::new();
    for n in 0..STARTS {
        enqueue(op, vec![timed()]).await;
        let line = lines.next().expect("an answer").expect("a line");
        starts.push(line.parse().expect("microseconds"));
        tokio::time::sleep(Duration::from_millis(3 + n as u64 % 5)).await;
    }
    worker.kill().expect("killed");
    worker.wait().expect("ended");
    // The first waits for the process to start.
    println!("  idle queue: enqueue to start in another process {}", quantiles(starts.split_off(10)));
}

/// A field of /proc/self/status in MiB; 0 where there is no such file.
fn memory(field: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(field)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1_024
}

/// Everything again with a million tasks waiting: those of the same kind, in lanes that the measured tasks compete with.
async fn with_a_million(op: &Op) {
    let began = Instant::now();
    for n in 0..WAITING / 10_000 {
        let of = |row: usize| Some(Uuid::from_u128(1 + ((n * 10_000 + row) % WORKSPACES) as u128));
        enqueue(op, (0..10_000).map(|row| task("noop", of(row))).collect()).await;
    }
    println!("  {WAITING} tasks of {WORKSPACES} workspaces enqueued in {:.0} s", began.elapsed().as_secs_f64());
    let before = memory("VmRSS");
    let handler = Arc::new(Counter::default());
    handler.expect(TASKS);
    let began = Instant::now();
    let running = start(op, 32, &handler);
    handler.reached().await;
    println!(
        "  a million waiting, 32 at a time: {:.0} tasks/s claim to done; memory {} MiB before, {} MiB after",
        TASKS as f64 / began.elapsed().as_secs_f64(),
        before,
        memory("VmRSS")
    );
    running.stop().await;
    let began = Instant::now();
    let census = tasks::census(&op.db).await.expect("a census");
    let open = census.open();
    println!("  the queue counted ({} tasks) in {:.0} ms", open, began.elapsed().as_secs_f64() * 1_000.0);
}

/// How long ten tasks of one workspace take, each 50 ms of waiting, 16 places.
async fn ten(op: &Op, workspace: Uuid) -> f64 {
    let handler = Arc::new(Counter { work: Duration::from_millis(50), ..Counter::default() });
    let crowd = Arc::new(Counter { work: Duration::from_millis(50), ..Counter::default() });
    handler.expect(10);
    let both = Arc::new(Split { small: workspace, here: handler.clone(), there: crowd });
    let running = Supervisor::new(op.clone(), settings(16)).handle("site", 16, both).start();
    // In full swing before the small one begins.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let began = Instant::now();
    enqueue(op, (0..10).map(|_| task("site", Some(workspace))).collect()).await;
    handler.reached().await;
    let took = began.elapsed().as_secs_f64() * 1_000.0;
    running.stop().await;
    took
}

struct Split {
    small: Uuid,
    here: Arc<Counter>,
    there: Arc<Counter>,
}

#[async_trait]
impl Handler for Split {
    async fn run(&self, run: &TaskRun) -> Outcome {
        if run.workspace == Some(self.small) { self.here.run(run).await } else { self.there.run(run).await }
    }

    async fn dead(&self, _: &DeadTask) -> Result<()> {
        Ok(())
    }
}

async fn fairness(op: &Op) {
    let (small, large) = (Uuid::from_u128(10_001), Uuid::from_u128(10_002));
    let mut alone = Vec::new();
    let mut beside = Vec::new();
    for _ in 0..5 {
        alone.push(ten(op, small).await);
    }
    for _ in 0..10 {
        enqueue(op, (0..10_000).map(|_| task("site", Some(large))).collect()).await;
    }
    for _ in 0..5 {
        beside.push(ten(op, small).await);
    }
    alone.sort_by(f64::total_cmp);
    beside.sort_by(f64::total_cmp);
    println!(
        "  ten tasks of 50 ms, 16 places: {:.0} ms alone, {:.0} ms beside 100 000 of another workspace, {:.2} times (medians of 5)",
        alone[2],
        beside[2],
        beside[2] / alone[2]
    );
}

fn peer(url: &str, arguments: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../benches/peers/graphile-worker");
    if !folder.join("node_modules").exists() {
        println!("  graphile-worker is not installed: npm ci --prefix benches/peers/graphile-worker");
        return;
    }
    // The version that it asks for, when npm has brought it.
    let own = folder.join("node_modules/.bin/node");
    let ran = Command::new(if own.exists() { own } else { "node".into() })
        .arg(folder.join("driver.mjs"))
        .args([url, &TASKS.to_string(), &BATCH.to_string(), &STARTS.to_string()])
        .args(arguments)
        .env("NODE_ENV", "production")
        .env("NO_LOG_SUCCESS", "1")
        .status();
    if !ran.is_ok_and(|status| status.success()) {
        println!("  graphile-worker did not run");
    }
}

/// The parts of a run, and whether a word on the command line asks for it; without any, all.
#[derive(Debug, Clone)]
struct Parts(Vec<String>);

impl Parts {
    const ALL: [&'static str; 5] = ["throughput", "peer", "starts", "fairness", "million"];

    fn have(&self, part: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|asked| asked == part)
    }
}

async fn measure(kind: &str, parts: &Parts) {
    println!("{kind}:");
    let database = TestDatabase::migrated().await;
    let op = open(database.url()).await;
    for round in ["first round", "second round"] {
        for concurrency in [10, 32, 128].into_iter().filter(|_| parts.have("throughput")) {
            throughput(&op, concurrency, round).await;
        }
        if kind == "postgres" && parts.have("peer") {
            let other = TestDatabase::empty().await;
            for concurrency in ["10", "32", "128"] {
                peer(other.url(), &[concurrency]);
            }
        }
    }
    if parts.have("starts") {
        starts_here(&op, "idle queue").await;
        if kind == "postgres" {
            starts_there(&op, database.url()).await;
        }
    }
    if parts.have("fairness") {
        fairness(&op).await;
    }
    op.db.close().await;
    if parts.have("million") {
        // On a queue of its own: the rest of the large hunt would be a second crowd.
        let database = TestDatabase::migrated().await;
        let op = open(database.url()).await;
        with_a_million(&op).await;
        starts_here(&op, "a million waiting").await;
        op.db.close().await;
    }
}

/// The second process: runs what it is given, prints how long each took to start, and is killed.
async fn worker(url: &str) {
    let op = open(url).await;
    let handler = Arc::new(Counter { print: true, ..Counter::default() });
    handler.expect(usize::MAX);
    let _running = start(&op, 32, &handler);
    handler.reached().await;
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    match arguments.get(1).map(String::as_str) {
        Some("--worker") => runtime.block_on(worker(arguments.get(2).expect("a database"))),
        Some("--measure") => {
            let parts = Parts(arguments.get(3..).unwrap_or_default().to_vec());
            runtime.block_on(measure(arguments.get(2).expect("a kind"), &parts));
        }
        _ => {
            let asked: Vec<&String> = arguments.iter().filter(|word| Parts::ALL.contains(&word.as_str())).collect();
            let began = SystemTime::now();
            let mut kinds = vec!["sqlite"];
            if env::var("GLOUTON_TEST_POSTGRES_URL").is_ok_and(|url| !url.is_empty()) {
                kinds.push("postgres");
            } else {
                println!("GLOUTON_TEST_POSTGRES_URL is not set: SQLite alone");
            }
            for kind in kinds {
                // A process of its own, because the test databases are chosen by the environment.
                let run = Command::new(env::current_exe().expect("this program"))
                    .args(["--measure", kind])
                    .args(&asked)
                    .env("GLOUTON_TEST_DATABASE", kind)
                    .status();
                assert!(run.is_ok_and(|status| status.success()), "the measurement on {kind} came to its end");
            }
            println!("in {:.0} s", began.elapsed().map_or(0.0, |took| took.as_secs_f64()));
        }
    }
}
