//! What a stop hands on: after SIGTERM the next start goes on at once, a pause lasts over it, limits of time hold over a kill, and a replica
//! that dies loses its work to the others within its lease.

use std::time::{Duration, Instant};

use glouton_testbed::on_postgres;
use glouton_town::{Serving, Town};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend, QueryResult, Statement};
use serde_json::{Value, json};
use uuid::Uuid;

use super::state;
use crate::support::{
    app::Client,
    process::{Installation, Server},
    until::{until, until_true},
};

const PATIENCE: Duration = Duration::from_secs(120);
/// Sites slow enough to be interrupted, under a lease that no test waits for.
const SLOW: [(&str, &str); 3] = [("egress.host_delay_ms", "400"), ("egress.host_concurrency", "1"), ("tasks.lease_ms", "60000")];

/// Waits until so many requests have reached the town.
async fn until_asked(town: &Serving, requests: usize) {
    until_true("the town is asked", PATIENCE, || async { town.request_count() >= requests }).await;
}

async fn until_state(owner: &Client, hunt: &str, wanted: &str) {
    until_true(wanted, PATIENCE, || async { state(owner, hunt).await.as_deref() == Some(wanted) }).await;
}

async fn progress(owner: &Client, hunt: &str) -> Value {
    let document =
        "query($id: ID!) { hunt(id: $id) { state stopReason progress { sitesFound sitesDone sitesFailed sitesSkipped } } }";
    owner.data(document, json!({ "id": hunt })).await["hunt"].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_told_to_stop_hands_back_its_work_and_the_next_goes_on_at_once() {
    let town = Town::row(8);
    let installation = Installation::new(&town, &SLOW).await;
    let server = installation.start(0).await;
    let owner = server.client().register("owner@example.test").await;
    let hunt = owner.hunt(&town.seed_urls(), json!({ "maxPagesPerSite": 3 })).await;
    until_asked(installation.town(), 12).await;
    let (status, took) = server.terminate().await;
    assert!(status.success(), "{status}");
    assert!(took < Duration::from_secs(10), "{took:?}");

    installation.town().forget_requests();
    let server = installation.start(0).await;
    let ready = Instant::now();
    until_asked(installation.town(), 1).await;
    // Far below the lease of a minute: what was handed back need not expire.
    assert!(ready.elapsed() < Duration::from_secs(5), "the work went on {:?} after the start", ready.elapsed());
    println!("stopped in {took:.2?}, went on {:.2?} after the next start", ready.elapsed());
    let owner = owner.moved_to(&server.url);
    until_state(&owner, &hunt, "COMPLETED").await;
    assert_eq!(progress(&owner, &hunt).await["progress"]["sitesDone"], 8);
    let (status, _) = server.terminate().await;
    assert!(status.success(), "{status}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paused_hunt_stays_paused_over_a_stop_and_a_kill_and_goes_on_when_it_is_resumed() {
    let town = Town::row(6);
    let installation = Installation::new(&town, &SLOW).await;
    let server = installation.start(0).await;
    let owner = server.client().register("owner@example.test").await;
    let hunt = owner.hunt(&town.seed_urls(), json!({ "maxPagesPerSite": 3 })).await;
    until_asked(installation.town(), 8).await;
    assert_eq!(owner.steer("pauseHunt", &hunt).await["hunt"]["state"], "PAUSED");
    let (status, _) = server.terminate().await;
    assert!(status.success(), "{status}");
    installation.town().forget_requests();

    let server = installation.start(0).await;
    let owner = owner.moved_to(&server.url);
    assert_eq!(state(&owner, &hunt).await.as_deref(), Some("PAUSED"));
    server.kill().await;
    let server = installation.start(0).await;
    let owner = owner.moved_to(&server.url);
    assert_eq!(state(&owner, &hunt).await.as_deref(), Some("PAUSED"));
    // Two starts, with their sweeps, have gone by: had they taken it up, the town would know.
    assert_eq!(installation.town().request_count(), 0, "nothing is asked while the hunt is paused");
    assert_eq!(owner.steer("resumeHunt", &hunt).await["userErrors"], json!([]));
    until_state(&owner, &hunt, "COMPLETED").await;
    assert_eq!(progress(&owner, &hunt).await["progress"]["sitesDone"], 6);
    let (status, _) = server.terminate().await;
    assert!(status.success(), "{status}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hunt_ends_at_its_limit_of_time_although_its_process_was_killed() {
    let town = Town::row(40);
    let installation =
        Installation::new(&town, &[SLOW[0], SLOW[1], ("tasks.lease_ms", "2000"), ("hunts.site_concurrency", "2")]).await;
    let server = installation.start(0).await;
    let owner = server.client().register("owner@example.test").await;
    let hunt = owner.hunt(&town.seed_urls(), json!({ "maxDurationSeconds": 4 })).await;
    until_asked(installation.town(), 4).await;
    server.kill().await;
    let server = installation.start(0).await;
    let owner = owner.moved_to(&server.url);
    until_state(&owner, &hunt, "COMPLETED").await;
    let seen = progress(&owner, &hunt).await;
    assert_eq!(seen["stopReason"], "TIME_LIMIT", "{seen}");
    assert!(seen["progress"]["sitesSkipped"].as_i64().is_some_and(|left| left > 0), "{seen}");
    let (status, _) = server.terminate().await;
    assert!(status.success(), "{status}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failed_sites_that_are_tried_again_are_tried_although_the_process_is_killed_then() {
    let town = Town::new();
    let broken: Vec<String> = town
        .truth()
        .iter()
        .filter(|truth| truth.reason == Some(glouton_town::Reason::HttpError))
        .map(|truth| truth.seed_url.clone())
        .collect();
    let installation = Installation::new(&town, &SLOW).await;
    let server = installation.start(0).await;
    let owner = server.client().register("owner@example.test").await;
    let hunt = owner.hunt(&broken, Value::Null).await;
    until_state(&owner, &hunt, "COMPLETED").await;
    assert_eq!(progress(&owner, &hunt).await["progress"]["sitesFailed"], broken.len());
    installation.town().forget_requests();
    assert_eq!(owner.steer("retryFailedSites", &hunt).await["userErrors"], json!([]));
    server.kill().await;
    let server = installation.start(0).await;
    let owner = owner.moved_to(&server.url);
    until_state(&owner, &hunt, "COMPLETED").await;
    assert_eq!(progress(&owner, &hunt).await["progress"]["sitesFailed"], broken.len());
    assert!(installation.town().request_count() >= broken.len(), "every one was asked again");
    let (status, _) = server.terminate().await;
    assert!(status.success(), "{status}");
}

/// The table of tasks, seen from outside.
struct Leases(DatabaseConnection);

impl Leases {
    async fn of(installation: &Installation) -> Self {
        Self(Database::connect(installation.database_url()).await.expect("the database answers"))
    }

    /// The leases that stand in the rows at this moment.
    async fn held(&self) -> Vec<Held> {
        let sql = "SELECT id, lease_owner, lease_until FROM tasks WHERE state = 'RUNNING'";
        let rows = self.0.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.expect("an answer");
        let read = |row: &QueryResult| Held {
            task: row.try_get("", "id").expect("an id"),
            owner: row.try_get("", "lease_owner").expect("a holder"),
            until: row.try_get("", "lease_until").expect("an end"),
        };
        rows.iter().map(read).collect()
    }
}

/// A task that somebody holds.
#[derive(Debug, Clone)]
struct Held {
    task: Uuid,
    owner: String,
    /// Unix milliseconds.
    until: i64,
}

impl Held {
    /// The name of a holder begins with its process.
    fn is_of(&self, process: u32) -> bool {
        self.owner.split('-').next() == Some(process.to_string().as_str())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_dead_replica_was_reading_is_claimed_by_others_when_its_lease_of_15_s_is_over() {
    // The default, which nothing here changes.
    const LEASE: i64 = 15_000;
    if !on_postgres() {
        eprintln!("skipped: GLOUTON_TEST_DATABASE is not postgres");
        return;
    }
    let town = Town::row(12);
    // Hosts slow enough that all sites are being read at one moment.
    let installation = Installation::new(&town, &[("egress.host_delay_ms", "1500"), SLOW[1]]).await;
    // Each of them could read all of the sites: who takes over need not wait for room.
    let mut servers = vec![installation.start(0).await, installation.start(1).await, installation.start(2).await];
    let owner = servers[0].client().register("owner@example.test").await;
    let hunt = owner.hunt(&town.seed_urls(), json!({ "maxPagesPerSite": 6 })).await;
    let leases = Leases::of(&installation).await;
    let place = until("every site is begun, and some process reads several", PATIENCE, || async {
        let held: Vec<Held> = leases.held().await;
        if held.len() < 12 {
            return None;
        }
        servers.iter().position(|server| held.iter().filter(|held| held.is_of(server.id())).count() >= 2)
    })
    .await;
    let victim = servers.remove(place);
    let id = victim.id();
    victim.kill().await;
    // Nobody renews these any more: what stands in the rows is how long they hold.
    let lost: Vec<Held> = leases.held().await.into_iter().filter(|held| held.is_of(id)).collect();
    assert!(!lost.is_empty(), "it had something to lose");
    let taken = until("all of it is claimed by others", PATIENCE, || async {
        let held: Vec<Held> = leases.held().await.into_iter().filter(|held| !held.is_of(id)).collect();
        let again = |lost: &Held| held.iter().find(|held| held.task == lost.task).cloned();
        lost.iter().map(again).collect::<Option<Vec<Held>>>()
    })
    .await;
    let late: Vec<i64> = lost.iter().zip(&taken).map(|(lost, taken)| (taken.until - LEASE) - lost.until).collect();
    println!("{} tasks of the dead were claimed {late:?} ms after their leases were over", lost.len());
    for (lost, late) in lost.iter().zip(&late) {
        // A lease of 15 s from the last renewal; then comes a claim, on a machine that may be busy.
        assert!((0..2_000).contains(late), "by the rows, claimed {late} ms after the lease was over: {lost:?}");
    }
    let owner = owner.moved_to(&servers[0].url);
    until_state(&owner, &hunt, "COMPLETED").await;
    assert_eq!(progress(&owner, &hunt).await["progress"]["sitesDone"], 12);
    for server in servers {
        let (status, _) = server.terminate().await;
        assert!(status.success(), "{status}");
    }
}

/// Tasks that a server runs at this moment; none when it does not answer.
async fn tasks_running(server: &Server) -> Option<i64> {
    let http = reqwest::Client::builder().no_proxy().build().ok()?;
    let answer: Value = http.get(format!("{}/health/ready", server.url)).send().await.ok()?.json().await.ok()?;
    answer["tasksRunning"].as_i64()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_process_asks_for_anything_a_second_after_a_cancel() {
    let town = Town::row(8);
    // Without Redis: every process hears with the commit that the hunt is over, although its sites keep it waiting.
    let settings = [("egress.host_delay_ms", "2500"), SLOW[1], SLOW[2], ("hunts.site_concurrency", "4")];
    let installation = Installation::new(&town, &settings).await;
    let mut servers = vec![installation.start(0).await];
    if installation.is_shared() {
        servers.push(installation.start(1).await);
    }
    let owner = servers[0].client().register("owner@example.test").await;
    let hunt = owner.hunt(&town.seed_urls(), json!({ "maxPagesPerSite": 6 })).await;
    // Every place is taken and every site has answered once: all wait for their host's turn.
    until_asked(installation.town(), 12 * servers.len().min(2) / 2).await;
    assert_eq!(owner.steer("cancelHunt", &hunt).await["hunt"]["state"], "CANCELLED");
    let cancelled = Instant::now();
    for server in &servers {
        until_true("the work is put down", PATIENCE, || async { tasks_running(server).await == Some(0) }).await;
    }
    println!("all work was put down {:.2?} after the cancel", cancelled.elapsed());
    let late: Vec<(Duration, String)> = town
        .sites()
        .iter()
        .flat_map(|site| installation.town().requests(&site.host))
        .filter_map(|request| Some((request.at.checked_duration_since(cancelled)?, request.path)))
        .filter(|(after, _)| *after > Duration::from_secs(1))
        .collect();
    assert!(late.is_empty(), "asked more than a second after the cancel: {late:?}");
    assert!(cancelled.elapsed() < Duration::from_secs(2), "nobody waited for a host's turn: {:?}", cancelled.elapsed());
    for server in servers {
        let (status, _) = server.terminate().await;
        assert!(status.success(), "{status}");
    }
}
