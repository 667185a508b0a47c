//! What a stop hands on: after SIGTERM the next start goes on at once, a pause lasts over it, limits of time hold over a kill, and a replica
//! that dies loses its work to the others within its lease.

use std::time::{Duration, Instant};

use glouton_testbed::on_postgres;
use glouton_town::{Serving, Town};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::{Value, json};

use super::state;
use crate::support::{
    app::Client,
    process::{Installation, Server, life_of},
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

    /// How many tasks the process holds; the name of a holder begins with its id.
    async fn held_by(&self, process: u32) -> i64 {
        let sql = format!("SELECT COUNT(*) AS held FROM tasks WHERE state = 'RUNNING' AND lease_owner LIKE '{process}-%'");
        let row = self.0.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.expect("an answer");
        row.expect("a row").try_get("", "held").expect("a number")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_dead_replica_was_reading_is_taken_over_within_its_lease() {
    const LEASE: Duration = Duration::from_secs(3);
    const POLL: Duration = Duration::from_millis(200);
    if !on_postgres() {
        eprintln!("skipped: GLOUTON_TEST_DATABASE is not postgres");
        return;
    }
    let town = Town::row(12);
    let installation = Installation::new(&town, &[SLOW[0], SLOW[1], ("tasks.lease_ms", "3000"), ("tasks.poll_ms", "200")]).await;
    // Each of them could read all of the sites: who takes over need not wait for room.
    let mut servers = vec![installation.start(0).await, installation.start(1).await, installation.start(2).await];
    let owner = servers[0].client().register("owner@example.test").await;
    let hunt = owner.hunt(&town.seed_urls(), json!({ "maxPagesPerSite": 6 })).await;
    let hosts: Vec<&str> = town.sites().iter().map(|site| site.host.as_str()).collect();
    let reader = |host: &str| installation.town().requests(host).last().map(|request| life_of(&request.user_agent));
    let life = until("every site is begun, and some life reads several", PATIENCE, || async {
        let readers: Vec<usize> = hosts.iter().filter_map(|host| reader(host)).collect();
        if readers.len() < hosts.len() {
            return None;
        }
        (0..3).find(|life| readers.iter().filter(|reader| *reader == life).count() >= 2)
    })
    .await;
    let victims: Vec<&str> = hosts.iter().copied().filter(|host| reader(host) == Some(life)).collect();
    let place = servers.iter().position(|server| server.life == life).expect("one of them");
    let victim = servers.remove(place);
    let (leases, id) = (Leases::of(&installation).await, victim.id());
    let dead = victim.kill().await;
    let held = leases.held_by(id).await;
    until_true("nothing is held by the dead", PATIENCE, || async { leases.held_by(id).await == 0 }).await;
    let waited = dead.elapsed();
    let owner = owner.moved_to(&servers[0].url);
    until_state(&owner, &hunt, "COMPLETED").await;

    let asked = victims
        .iter()
        .filter_map(|host| installation.town().requests(host).into_iter().find(|request| request.at > dead))
        .map(|request| request.at - dead)
        .min();
    println!("{held} tasks of the dead taken over after {waited:.2?}, the first site asked after {asked:.2?} (lease {LEASE:?})");
    assert!(held > 0, "it had something to lose");
    // The lease runs from its last renewal, before the death; then comes a worker's look, on a machine that may be busy.
    assert!(waited <= LEASE + POLL + Duration::from_secs(2), "{waited:?}");
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
    // Without a carrier of signals: every process has to see by itself that the hunt is over, although its sites keep it waiting.
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
