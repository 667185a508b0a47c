//! Browsers whose server or driver is killed, and browsers of a cancelled hunt: none stays, and pages are read all the same.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use glouton_testbed::{has_browser, on_postgres, redis_url};
use glouton_town::Town;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, Statement};
use serde_json::json;

use super::{
    outcome::{Outcome, score_without_speed},
    state, until_completed,
};
use crate::support::{
    app::Client,
    process::{Installation, Server, life_of, signal},
    services::{Grid, Redis, Way, processes_in},
    until::{until, until_true},
};

const PATIENCE: Duration = Duration::from_secs(90);

const SETTINGS: [(&str, &str); 7] = [
    ("browser.enabled", "true"),
    ("browser.no_sandbox", "true"),
    ("browser.sessions", "1"),
    ("browser.idle_seconds", "2"),
    ("tasks.lease_ms", "3000"),
    ("egress.host_delay_ms", "50"),
    ("log.level", "info,glouton_crawl=debug,glouton_platform=debug"),
];

async fn installation(town: &Town) -> Installation {
    Installation::new(town, &SETTINGS).await
}

/// As [`installation`], whose servers use one grid.
async fn installation_on(url: &str, town: &Town, more: &[(&str, &str)]) -> Installation {
    let settings: Vec<(&str, &str)> =
        SETTINGS.into_iter().chain([("browser.webdriver_url", url)]).chain(more.iter().copied()).collect();
    Installation::new(town, &settings).await
}

/// Browsers that are written down as open.
struct WrittenDown(DatabaseConnection);

impl WrittenDown {
    async fn of(installation: &Installation) -> Self {
        Self(Database::connect(installation.database_url()).await.expect("the database opens"))
    }

    async fn number(&self) -> i64 {
        self.rows("browser_sessions").await
    }

    /// Browsers that a grid was asked for, and of which no more is known.
    async fn announced(&self) -> i64 {
        self.rows("browser_openings").await
    }

    async fn rows(&self, table: &str) -> i64 {
        let statement = Statement::from_string(self.0.get_database_backend(), format!("SELECT COUNT(*) AS number FROM {table}"));
        let row = self.0.query_one_raw(statement).await.expect("an answer").expect("a row");
        row.try_get("", "number").expect("a number")
    }
}

/// What a server counted under a name.
async fn counted(server: &Server, name: &str) -> u64 {
    let metrics = server.client().http().get(format!("{}/metrics", server.url)).send().await.expect("an answer");
    let text = metrics.text().await.expect("text");
    let values = text.lines().filter(|line| line.starts_with(name)).filter_map(|line| line.rsplit(' ').next());
    values.filter_map(|value| value.parse::<u64>().ok()).sum()
}

/// Starts a hunt that reads every page in a browser.
async fn browse(owner: &Client, town: &Town) -> String {
    let input = json!({
        "idempotencyKey": "browse",
        "fetchMode": "BROWSER",
        "limits": { "maxPagesPerSite": 2 },
        "websites": { "urls": town.seed_urls() },
    });
    let payload = owner.mutate("startHunt", "StartHuntInput", "hunt { id }", input).await;
    payload["hunt"]["id"].as_str().expect("a hunt").to_owned()
}

/// Browsers, drivers and their shells of this installation, by process id.
fn browsers(installation: &Installation, name: &str) -> Vec<u32> {
    let found = processes_in(installation.folder());
    found.into_iter().filter(|(_, program)| program != "glouton" && program.contains(name)).map(|(id, _)| id).collect()
}

async fn until_none(installation: &Installation) {
    until_true("no browser is left", PATIENCE, || async { browsers(installation, "").is_empty() }).await;
}

/// Starts a server after one that was killed: it ends what that one left in the grid, goes on with its hunt, and leaves nothing itself.
async fn the_next_ends_what_was_left(
    installation: &Installation,
    grid: &Grid,
    written_down: &WrittenDown,
    owner: &Client,
    hunt: &str,
) {
    let server = installation.start(0).await;
    let owner = owner.moved_to(&server.url);
    until_true("what was left is ended and counted", PATIENCE, || async {
        counted(&server, "glouton_browser_leaked_total").await > 0
    })
    .await;
    until_completed(&owner, hunt).await;
    until_true("no browser is left once it is idle", PATIENCE, || async {
        grid.browsers() == 0 && written_down.number().await == 0 && written_down.announced().await == 0
    })
    .await;
    let (status, _) = server.terminate().await;
    assert!(status.success(), "{status}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_browser_outlives_a_server_that_is_killed_and_the_hunt_goes_on() {
    if !has_browser() {
        eprintln!("skipped: GLOUTON_TEST_BROWSER is not 1");
        return;
    }
    let town = Town::row(3);
    let installation = installation(&town).await;
    let server = installation.start(0).await;
    let owner = server.client().register("owner@example.test").await;
    let hunt = browse(&owner, &town).await;
    until_true("a browser is open", PATIENCE, || async { !browsers(&installation, "chrom").is_empty() }).await;
    server.kill().await;
    until_none(&installation).await;

    let server = installation.start(0).await;
    let owner = owner.moved_to(&server.url);
    until_completed(&owner, &hunt).await;
    let (status, _) = server.terminate().await;
    assert!(status.success(), "{status}");
    until_none(&installation).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_browsers_of_a_cancelled_hunt_are_closed() {
    if !has_browser() {
        eprintln!("skipped: GLOUTON_TEST_BROWSER is not 1");
        return;
    }
    let town = Town::row(6);
    let installation = installation(&town).await;
    let server = installation.start(0).await;
    let owner = server.client().register("owner@example.test").await;
    let hunt = browse(&owner, &town).await;
    until_true("a browser is open", PATIENCE, || async { !browsers(&installation, "chromium").is_empty() }).await;
    owner.steer("cancelHunt", &hunt).await;
    assert_eq!(state(&owner, &hunt).await.as_deref(), Some("CANCELLED"));
    until_true("its browsers are closed", Duration::from_secs(15), || async { browsers(&installation, "chromium").is_empty() })
        .await;
    let (status, _) = server.terminate().await;
    assert!(status.success(), "{status}");
    until_none(&installation).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chromedriver_killed_in_the_middle_of_a_hunt_costs_a_retry_and_nothing_is_lost() {
    if !has_browser() {
        eprintln!("skipped: GLOUTON_TEST_BROWSER is not 1");
        return;
    }
    let town = Town::row(4);
    let usual = {
        let installation = installation(&town).await;
        let server = installation.start(0).await;
        let owner = server.client().register("owner@example.test").await;
        score_without_speed(&owner).await;
        let hunt = browse(&owner, &town).await;
        until_completed(&owner, &hunt).await;
        let usual = Outcome::of(&owner, &hunt).await;
        server.kill().await;
        until_none(&installation).await;
        usual
    };
    let installation = installation(&town).await;
    let server = installation.start(0).await;
    let owner = server.client().register("owner@example.test").await;
    score_without_speed(&owner).await;
    let hunt = browse(&owner, &town).await;
    for kills in 1..=2_u64 {
        let driver = until("a driver runs, and a browser under it", PATIENCE, || async {
            let open = !browsers(&installation, "chromium").is_empty();
            browsers(&installation, "chromedriver").first().copied().filter(|_| open)
        })
        .await;
        signal("KILL", driver);
        until_true("its death is noticed", PATIENCE, || async {
            counted(&server, "glouton_browser_driver_deaths_total").await >= kills
                || state(&owner, &hunt).await.as_deref() == Some("COMPLETED")
        })
        .await;
    }
    until_completed(&owner, &hunt).await;
    Outcome::of(&owner, &hunt).await.assert_is(&usual);
    let (status, _) = server.terminate().await;
    assert!(status.success(), "{status}");
    until_none(&installation).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_that_a_killed_server_left_in_a_grid_is_ended_by_the_next() {
    if !has_browser() {
        eprintln!("skipped: GLOUTON_TEST_BROWSER is not 1");
        return;
    }
    let (town, grid) = (Town::row(3), Grid::start().await);
    let installation = installation_on(&grid.url(), &town, &[]).await;
    let server = installation.start(0).await;
    let owner = server.client().register("owner@example.test").await;
    let hunt = browse(&owner, &town).await;
    let written_down = WrittenDown::of(&installation).await;
    until_true("a browser is open in the grid", PATIENCE, || async { grid.browsers() > 0 && written_down.number().await > 0 })
        .await;
    server.kill().await;
    assert!(grid.browsers() > 0, "nobody else would end it: a grid outlives its guests");

    the_next_ends_what_was_left(&installation, &grid, &written_down, &owner, &hunt).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_whose_server_was_killed_before_it_learnt_its_name_is_ended_by_the_next() {
    if !has_browser() {
        eprintln!("skipped: GLOUTON_TEST_BROWSER is not 1");
        return;
    }
    let (town, grid) = (Town::row(1), Grid::start().await);
    let way = Way::closed(&grid).await;
    let installation = installation_on(&way.url(), &town, &[]).await;
    let server = installation.start(0).await;
    let owner = server.client().register("owner@example.test").await;
    let hunt = browse(&owner, &town).await;
    until_true("the grid has opened a browser and said so", PATIENCE, || async { way.held() > 0 }).await;
    server.kill().await;
    let written_down = WrittenDown::of(&installation).await;
    assert_eq!((written_down.announced().await, written_down.number().await), (1, 0), "it is known by its mark alone");
    assert!(grid.browsers() > 0, "nobody else would end it");

    way.open();
    the_next_ends_what_was_left(&installation, &grid, &written_down, &owner, &hunt).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replicas_open_no_more_browsers_in_a_grid_than_one_would() {
    if !has_browser() || !on_postgres() || redis_url().is_none() {
        eprintln!(
            "skipped: GLOUTON_TEST_BROWSER is not 1, GLOUTON_TEST_DATABASE not postgres, or GLOUTON_TEST_REDIS_URL not set"
        );
        return;
    }
    let (town, grid, redis) = (Town::row(4), Grid::start().await, Redis::start().await);
    let url = redis.url();
    // One browser for both; each reads two sites at a time, so that both want it.
    let installation = installation_on(&grid.url(), &town, &[("redis.url", url.as_str()), ("tasks.concurrency", "2")]).await;
    let servers = [installation.start(0).await, installation.start(1).await];
    let owner = servers[0].client().register("owner@example.test").await;
    let hunt = browse(&owner, &town).await;
    let written_down = WrittenDown::of(&installation).await;
    let most = AtomicI64::new(0);
    until_true("the hunt completes", PATIENCE, || async {
        most.fetch_max(written_down.number().await, Ordering::Relaxed);
        state(&owner, &hunt).await.as_deref() == Some("COMPLETED")
    })
    .await;
    assert_eq!(most.into_inner(), 1, "never two at a time");
    let requests: Vec<_> = town.sites().iter().flat_map(|site| installation.town().requests(&site.host)).collect();
    let readers: BTreeSet<usize> = requests.iter().map(|request| life_of(&request.user_agent)).collect();
    assert_eq!(readers.len(), 2, "both replicas read");
    for server in servers {
        assert!(counted(&server, "glouton_browser_pages_total{outcome=\"rendered\"").await > 0, "both had their turn");
        let (status, _) = server.terminate().await;
        assert!(status.success(), "{status}");
    }
}
