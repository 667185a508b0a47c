//! Steering a hunt: pause, resume, cancel, a second try, and the limits that end it.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use glouton_town::Town;
use serde_json::{Value, json};

use super::seeds;
use crate::support::app::{Client, HUNT, TestApp};

const HOSTS: [&str; 4] =
    ["garage-delorme.test", "schreinerei-holzapfel.test", "trattoria-da-nunzia.test", "talleres-hermanos-ruano.test"];

/// A town whose hosts are asked slowly enough to be interrupted.
async fn slow_town() -> (TestApp, Client) {
    let app = TestApp::with_town_and(|settings| {
        settings.egress.host_delay_ms = 150;
        settings.egress.host_concurrency = 1;
    })
    .await;
    let owner = app.registered("owner@example.test").await;
    (app, owner)
}

/// Waits until some pages of the hunt are stored and more are to come.
async fn until_under_way(app: &TestApp, owner: &Client, hunt: &str) {
    let mut signals = app.app().services.op.bus.listen(glouton::hunts::ops::topic(hunt.parse().expect("an id")));
    let wait = async {
        loop {
            let seen = owner.data(HUNT, json!({ "id": hunt })).await["hunt"].clone();
            assert_ne!(seen["state"], "COMPLETED", "the hunt was too quick to be interrupted");
            if seen["progress"]["pagesFetched"].as_i64().is_some_and(|pages| pages >= 2) {
                return;
            }
            let _ = tokio::time::timeout(Duration::from_millis(200), signals.any()).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), wait).await.expect("pages are read");
}

fn pages_asked(app: &TestApp) -> Vec<String> {
    let mut asked: Vec<String> = HOSTS
        .iter()
        .flat_map(|host| app.town().requests(host).into_iter().map(move |request| format!("{host}{}", request.path)))
        .collect();
    asked.sort();
    asked
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paused_hunt_asks_for_nothing_and_a_resumed_one_completes() {
    let (app, owner) = slow_town().await;
    let hunt = owner.hunt(&seeds(&HOSTS), Value::Null).await;
    until_under_way(&app, &owner, &hunt).await;
    let paused = owner.steer("pauseHunt", &hunt).await;
    assert_eq!((&paused["hunt"]["state"], &paused["userErrors"]), (&json!("PAUSED"), &json!([])));
    assert_eq!(owner.steer("pauseHunt", &hunt).await["userErrors"], json!([]), "a second pause changes nothing");
    app.rest().await;
    let asked = app.town().request_count();
    // Six times the delay between two requests of a host: time in which a hunt that goes on would have asked.
    let quiet = tokio::time::timeout(Duration::from_millis(900), std::future::pending::<()>()).await;
    assert!(quiet.is_err());
    assert_eq!(app.town().request_count(), asked, "no request leaves while the hunt is paused");
    assert_eq!(owner.data(HUNT, json!({ "id": hunt })).await["hunt"]["state"], "PAUSED");

    let resumed = owner.steer("resumeHunt", &hunt).await;
    assert_eq!((&resumed["hunt"]["state"], &resumed["userErrors"]), (&json!("RUNNING"), &json!([])));
    let done = app.until(&owner, &hunt, "COMPLETED").await;
    assert_eq!(done["progress"]["sitesDone"], HOSTS.len());
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_request_begins_after_a_cancel_and_the_open_sites_are_left_out() {
    let (app, owner) = slow_town().await;
    let hunt = owner.hunt(&seeds(&HOSTS), Value::Null).await;
    until_under_way(&app, &owner, &hunt).await;
    let cancelled = owner.steer("cancelHunt", &hunt).await;
    let returned = Instant::now();
    assert_eq!(
        (&cancelled["hunt"]["state"], &cancelled["hunt"]["stopReason"]),
        (&json!("CANCELLED"), &json!("CANCELLED_BY_USER"))
    );
    assert_eq!(owner.steer("cancelHunt", &hunt).await["hunt"]["state"], "CANCELLED", "a second cancel changes nothing");
    app.rest().await;
    let quiet = tokio::time::timeout(Duration::from_millis(900), std::future::pending::<()>()).await;
    assert!(quiet.is_err());
    let late: Vec<Duration> = HOSTS
        .iter()
        .flat_map(|host| app.town().requests(host))
        .filter_map(|request| request.at.checked_duration_since(returned))
        .collect();
    // What had been sent before the cancel may still arrive; nothing may be sent two seconds after it, and here far less.
    assert!(late.iter().all(|after| *after < Duration::from_millis(300)), "{late:?}");
    let document = "query($id: ID!) { hunt(id: $id) { sites(first: 50) { nodes { state } } progress { sitesFound sitesDone sitesFailed sitesSkipped } } }";
    let seen = owner.data(document, json!({ "id": hunt })).await["hunt"].clone();
    let states: BTreeSet<&str> =
        seen["sites"]["nodes"].as_array().expect("sites").iter().filter_map(|site| site["state"].as_str()).collect();
    assert!(states.contains("SKIPPED"), "{states:?}");
    assert!(states.iter().all(|state| ["SKIPPED", "DONE", "FAILED"].contains(state)), "{states:?}");
    let number = |name: &str| seen["progress"][name].as_i64().expect("a number");
    assert_eq!(number("sitesDone") + number("sitesFailed") + number("sitesSkipped"), number("sitesFound"));
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failed_sites_are_tried_again_and_the_others_are_not() {
    let app = TestApp::with_town().await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&["garage-delorme.test", "verschwunden.test"]), json!({ "maxPagesPerSite": 2 })).await;
    let first = app.until(&owner, &hunt, "COMPLETED").await;
    assert_eq!((&first["progress"]["sitesDone"], &first["progress"]["sitesFailed"]), (&json!(1), &json!(1)));
    app.rest().await;
    app.town().forget_requests();
    let again = owner.steer("retryFailedSites", &hunt).await;
    assert_eq!((&again["hunt"]["state"], &again["userErrors"]), (&json!("RUNNING"), &json!([])));
    let second = app.until(&owner, &hunt, "COMPLETED").await;
    assert_eq!((&second["progress"]["sitesDone"], &second["progress"]["sitesFailed"]), (&json!(1), &json!(1)));
    assert!(!app.town().requests("verschwunden.test").is_empty(), "the failed site was asked again");
    assert!(app.town().requests("garage-delorme.test").is_empty(), "the good one was not");
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sites_beyond_the_limit_are_left_out_from_the_start() {
    let app = TestApp::with_town().await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&HOSTS), json!({ "maxSites": 1, "maxPagesPerSite": 1 })).await;
    let done = app.until(&owner, &hunt, "COMPLETED").await;
    assert_eq!((&done["progress"]["sitesDone"], &done["progress"]["sitesSkipped"]), (&json!(1), &json!(3)));
    assert_eq!(done["stopReason"], "SITE_LIMIT");
    let sites = owner
        .data("query($id: ID!) { hunt(id: $id) { sites(first: 9, state: SKIPPED) { nodes { reason } } } }", json!({ "id": hunt }))
        .await;
    let nodes = sites["hunt"]["sites"]["nodes"].as_array().expect("sites").clone();
    assert!(nodes.len() == 3 && nodes.iter().all(|site| site["reason"] == "LIMIT_REACHED"), "{nodes:?}");
    for host in &HOSTS[1..] {
        assert!(app.town().requests(host).is_empty(), "{host} was not asked");
    }
    assert!(pages_asked(&app).len() <= 4, "one page with what belongs to it: {:?}", pages_asked(&app));
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hunt_ends_at_its_limit_of_leads() {
    let app = TestApp::with_town_and(|settings| settings.hunts.site_concurrency = 1).await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&HOSTS), json!({ "maxLeads": 1, "maxPagesPerSite": 2 })).await;
    let done = app.until(&owner, &hunt, "COMPLETED").await;
    assert_eq!(done["stopReason"], "LEAD_LIMIT");
    assert_eq!(done["progress"]["leadsCreated"], 1);
    assert_eq!(done["progress"]["sitesSkipped"], HOSTS.len() - 1);
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hunt_ends_at_its_limit_of_time_with_what_it_has() {
    let app = TestApp::with_town_and(|settings| {
        settings.egress.host_delay_ms = 400;
        settings.egress.host_concurrency = 1;
        settings.hunts.site_concurrency = 1;
    })
    .await;
    let owner = app.registered("owner@example.test").await;
    let town = Town::new();
    let many: Vec<String> =
        town.truth().iter().filter(|truth| truth.reason.is_none()).take(12).map(|truth| truth.seed_url.clone()).collect();
    let hunt = owner.hunt(&many, json!({ "maxDurationSeconds": 2 })).await;
    let done = app.until(&owner, &hunt, "COMPLETED").await;
    assert_eq!(done["stopReason"], "TIME_LIMIT");
    assert_eq!(done["progress"]["percent"], 100.0);
    assert!(done["progress"]["sitesSkipped"].as_i64().is_some_and(|skipped| skipped > 0), "{done}");
    app.finish().await;
}
