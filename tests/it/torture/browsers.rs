//! Browsers whose server or driver is killed, and browsers of a cancelled hunt: none stays, and pages are read all the same.

use std::time::Duration;

use glouton_testbed::has_browser;
use glouton_town::Town;
use serde_json::json;

use super::{state, until_completed};
use crate::support::{app::Client, process::Installation, services::processes_in, until::until_true};

const PATIENCE: Duration = Duration::from_secs(90);

async fn installation(town: &Town) -> Installation {
    let settings = [
        ("browser.enabled", "true"),
        ("browser.no_sandbox", "true"),
        ("browser.sessions", "1"),
        ("browser.idle_seconds", "2"),
        ("tasks.lease_ms", "3000"),
        ("egress.host_delay_ms", "50"),
        ("log.level", "info,glouton_crawl=debug,glouton_platform=debug"),
    ];
    Installation::new(town, &settings).await
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
