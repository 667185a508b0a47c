//! A stop in the middle of a hunt: the next start goes on where the last one was.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};

use super::seeds;
use crate::support::{
    app::{HUNT, TestApp},
    live,
};

const HOSTS: [&str; 4] =
    ["garage-delorme.test", "schreinerei-holzapfel.test", "trattoria-da-nunzia.test", "talleres-hermanos-ruano.test"];

/// How often each path of each host was asked for.
fn asked(app: &TestApp) -> BTreeMap<&'static str, BTreeMap<String, usize>> {
    let of_host = |host| {
        let mut asked: BTreeMap<String, usize> = BTreeMap::new();
        for request in app.town().requests(host) {
            *asked.entry(request.path).or_default() += 1;
        }
        asked
    };
    HOSTS.into_iter().map(|host| (host, of_host(host))).collect()
}

/// What a hunt over the same sites asks for when nobody interrupts it: a start page, for instance, under both schemes.
async fn asked_without_a_stop() -> BTreeMap<&'static str, BTreeMap<String, usize>> {
    let app = TestApp::with_town().await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&HOSTS), Value::Null).await;
    app.until(&owner, &hunt, "COMPLETED").await;
    let asked = asked(&app);
    app.finish().await;
    asked
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hunt_that_was_stopped_goes_on_after_the_next_start_and_reads_nothing_twice_but_what_was_under_way() {
    let app = TestApp::with_town_and(|settings| {
        settings.egress.host_delay_ms = 150;
        settings.egress.host_concurrency = 1;
    })
    .await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&HOSTS), Value::Null).await;
    let mut signals = app.app().services.op.bus.listen(glouton::hunts::ops::topic(hunt.parse().expect("an id")));
    let under_way = async {
        loop {
            let seen = owner.data(HUNT, json!({ "id": hunt })).await["hunt"].clone();
            assert_ne!(seen["state"], "COMPLETED", "the hunt was too quick to be interrupted");
            if seen["progress"]["pagesFetched"].as_i64().is_some_and(|pages| pages >= 3) {
                return;
            }
            let _ = tokio::time::timeout(Duration::from_millis(200), signals.any()).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), under_way).await.expect("pages are read");
    drop(signals);

    let app = app.restart(|_| {}).await;
    let token = owner.token().expect("a token").to_owned();
    let owner = app.anonymous().with_token(&token);
    let done = app.until(&owner, &hunt, "COMPLETED").await;
    assert_eq!((&done["progress"]["sitesDone"], &done["progress"]["leadsCreated"]), (&json!(4), &json!(4)));

    let usual = asked_without_a_stop().await;
    for (host, asked) in asked(&app) {
        // What was under way at the stop may be asked a second time, and robots.txt is remembered per process; no more than that.
        let often = |path: &String| usual[host].get(path).copied().unwrap_or_default().max(1);
        let again: Vec<_> =
            asked.iter().filter(|(path, times)| **times > often(path) && path.as_str() != "/robots.txt").collect();
        assert!(again.len() <= 1, "{host}: {again:?}");
        assert!(again.iter().all(|(path, times)| **times == often(path) + 1), "{host}: {again:?}, usually {:?}", usual[host]);
    }

    let document = "subscription($hunt: ID!) { huntEvents(huntId: $hunt, after: 0) { __typename seq ... on SiteFinished { site { host } } } }";
    let story = live::over_events(&app, &owner, document, json!({ "hunt": hunt })).await;
    let seqs: Vec<i64> = story.iter().filter_map(|event| event["data"]["huntEvents"]["seq"].as_i64()).collect();
    assert_eq!(seqs, (1..=i64::try_from(story.len()).expect("few")).collect::<Vec<_>>(), "without gap over the stop");
    let finished: Vec<&str> = story.iter().filter_map(|event| event["data"]["huntEvents"]["site"]["host"].as_str()).collect();
    assert_eq!(finished.len(), HOSTS.len(), "every site has one verdict: {finished:?}");
    let leads = owner.data("{ leads(first: 10) { totalCount } credits { proof { balanced } } }", json!({})).await;
    assert_eq!(leads["leads"]["totalCount"], HOSTS.len());
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_that_gave_its_bytes_for_the_day_gives_no_more_after_a_restart() {
    let app = TestApp::with_town_and(|settings| settings.egress.host_daily_bytes = 1).await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&HOSTS[..1]), json!({})).await;
    let first = app.until(&owner, &hunt, "COMPLETED").await;
    assert_eq!(first["progress"]["sitesDone"], 1, "the first page is read before its bytes are known: {first}");
    let app = app.restart(|settings| settings.egress.host_daily_bytes = 1).await;
    let owner = owner.moved_to(&app.url(""));
    let hunt = owner.hunt(&seeds(&[HOSTS[1], HOSTS[0]]), json!({})).await;
    app.until(&owner, &hunt, "COMPLETED").await;
    let query = "query($id: ID!) { hunt(id: $id) { sites(first: 2) { nodes { host state reason } } } }";
    let sites = owner.data(query, json!({ "id": hunt })).await["hunt"]["sites"]["nodes"].clone();
    let ends: Vec<_> = sites.as_array().expect("sites").iter().map(|site| (&site["state"], &site["reason"])).collect();
    assert_eq!(ends[0], (&json!("DONE"), &Value::Null), "another host has its own allowance: {sites}");
    assert_eq!(ends[1].1, "LIMIT_REACHED", "{sites}");
    app.finish().await;
}
