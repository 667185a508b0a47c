//! PostgreSQL stopped and started, Redis stopped and started, under the servers that use them: requests are told so, no process ends, and all
//! goes on by itself.

use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use glouton_testbed::{TestDatabase, on_postgres, redis_url};
use glouton_town::Town;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::{SLOW, outcome::Outcome, pages, under_way, undisturbed, until_completed};
use crate::support::{
    app::{Client, code_of},
    live,
    process::{Installation, Server},
    services::{Postgres, Redis},
    until::{until, until_true},
};

const PATIENCE: Duration = Duration::from_secs(120);
/// Asks `/health/ready`; the status and the word, none while nobody answers.
async fn health(server: &Server) -> Option<(u16, Value)> {
    let answer =
        reqwest::Client::builder().no_proxy().build().ok()?.get(format!("{}/health/ready", server.url)).send().await.ok()?;
    Some((answer.status().as_u16(), answer.json().await.ok()?))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hunt_outlives_a_postgresql_that_is_stopped_and_started() {
    if !on_postgres() {
        eprintln!("skipped: GLOUTON_TEST_DATABASE is not postgres");
        return;
    }
    let mut postgres = Postgres::start().await;
    let town = Town::row(12);
    let installation = Installation::on(TestDatabase::at(&postgres.url()), &town, &SLOW).await;
    let mut server = installation.start(0).await;
    let usual = undisturbed(&server, &town).await;
    let (owner, hunt) = under_way(&server, &town).await;

    postgres.stop().await;
    let gone = Instant::now();
    let refused = until("a request is told that the database is away", PATIENCE, || async {
        let answer = owner.ask("{ leads(first: 1) { totalCount } }", json!({})).await;
        let code = code_of(&answer);
        assert!(["", "UNAVAILABLE"].contains(&code.as_str()), "nothing but UNAVAILABLE: {answer}");
        (code == "UNAVAILABLE").then_some(answer)
    })
    .await;
    assert!(!refused.to_string().to_lowercase().contains("sql"), "no inner message comes out: {refused}");
    until_true("readiness says so", PATIENCE, || async { health(&server).await.is_some_and(|(status, _)| status == 503) }).await;
    let start = json!({ "idempotencyKey": "while away", "websites": { "urls": town.seed_urls() } });
    let document = "mutation($input: StartHuntInput!) { startHunt(input: $input) { hunt { id } userErrors { code } } }";
    assert_eq!(owner.code(document, json!({ "input": start })).await, "UNAVAILABLE");
    // Longer than a lease: what ran then is not only continued but taken up again.
    until_true("a lease and more went by", PATIENCE, || async { gone.elapsed() > Duration::from_secs(5) }).await;
    assert!(server.is_running(), "the process goes on without a database");
    postgres.resume().await;
    let back = Instant::now();

    until_completed(&owner, &hunt).await;
    println!("away {:.1?}, completed {:.1?} after it came back", back - gone, back.elapsed());
    Outcome::of(&owner, &hunt).await.assert_is(&usual);
    assert_eq!(health(&server).await.map(|(status, _)| status), Some(200));
    let (status, _) = server.terminate().await;
    assert!(status.success(), "{status}");
}

/// The numbers of a hunt's events as a subscriber hears them, until the story is over.
fn subscriber(client: &Client, hunt: &str) -> JoinHandle<Vec<i64>> {
    const EVENTS: &str = "subscription($hunt: ID!) { huntEvents(huntId: $hunt, after: 0) { seq } }";
    let (client, hunt) = (client.clone(), hunt.to_owned());
    tokio::spawn(async move {
        let answer = client.stream(EVENTS, json!({ "hunt": hunt })).await.expect("a stream");
        let mut text = Vec::new();
        let mut chunks = answer.bytes_stream();
        while let Some(chunk) = chunks.next().await {
            text.extend_from_slice(&chunk.expect("the stream does not break"));
        }
        let (said, completed) = live::parse(&String::from_utf8_lossy(&text));
        assert!(completed, "the stream ends by itself");
        said.iter().map(|event| event["data"]["huntEvents"]["seq"].as_i64().unwrap_or_else(|| panic!("{event}"))).collect()
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn subscribers_of_every_replica_miss_nothing_while_redis_is_away() {
    if !on_postgres() || redis_url().is_none() {
        eprintln!("skipped: GLOUTON_TEST_DATABASE is not postgres, or GLOUTON_TEST_REDIS_URL is not set");
        return;
    }
    let mut redis = Redis::start().await;
    let town = Town::row(12);
    let url = redis.url();
    let settings: Vec<(&str, &str)> = SLOW.into_iter().chain([("redis.url", url.as_str())]).collect();
    let installation = Installation::new(&town, &settings).await;
    let (here, there) = (installation.start(0).await, installation.start(1).await);
    let usual = undisturbed(&here, &town).await;
    let (owner, hunt) = under_way(&here, &town).await;
    let followers = [subscriber(&owner, &hunt), subscriber(&owner.moved_to(&there.url), &hunt)];

    redis.stop().await;
    let before = pages(&owner, &hunt).await;
    until_true("pages are read without Redis", PATIENCE, || async { pages(&owner.moved_to(&there.url), &hunt).await > before })
        .await;
    for server in [&here, &there] {
        let (status, said) = health(server).await.expect("an answer");
        assert_eq!(status, 200, "without Redis a server can be sent traffic: {said}");
    }
    redis.resume().await;
    until_completed(&owner, &hunt).await;
    let outcome = Outcome::of(&owner, &hunt).await;
    outcome.assert_is(&usual);
    for follower in followers {
        let heard = tokio::time::timeout(PATIENCE, follower).await.expect("the story ends").expect("a follower");
        let all: Vec<i64> = (1..=outcome.events()).collect();
        assert_eq!(heard, all, "every event once and in order");
    }
    for server in [here, there] {
        let (status, _) = server.terminate().await;
        assert!(status.success(), "{status}");
    }
}
