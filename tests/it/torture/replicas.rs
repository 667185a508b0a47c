//! What several replicas hold in common over Redis: towards the world they are as polite as one, and what may be tried is counted once.

use std::time::{Duration, Instant};

use glouton_testbed::{on_postgres, redis_url};
use glouton_town::Town;
use serde_json::json;

use super::{state, until_completed};
use crate::support::{
    app::{Client, code_of},
    process::{Installation, Server, life_of},
    services::Redis,
    until::{until, until_true},
};

const PATIENCE: Duration = Duration::from_secs(120);
const REPLICAS: usize = 3;

fn skipped() -> bool {
    let skipped = !on_postgres() || redis_url().is_none();
    if skipped {
        eprintln!("skipped: GLOUTON_TEST_DATABASE is not postgres, or GLOUTON_TEST_REDIS_URL is not set");
    }
    skipped
}

async fn terminate(servers: Vec<Server>) {
    for server in servers {
        let (status, _) = server.terminate().await;
        assert!(status.success(), "{status}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_sees_one_visitor_however_many_replicas_read_it() {
    const DELAY: Duration = Duration::from_millis(500);
    if skipped() {
        return;
    }
    let redis = Redis::start().await;
    let town = Town::row(1);
    let (delay, url) = (DELAY.as_millis().to_string(), redis.url());
    // Each replica reads one site at a time, so that three hunts of the same site are read by three of them.
    let settings = [
        ("redis.url", url.as_str()),
        ("egress.host_delay_ms", delay.as_str()),
        ("egress.host_concurrency", "1"),
        ("tasks.concurrency", "1"),
    ];
    let installation = Installation::new(&town, &settings).await;
    let mut servers = Vec::new();
    for replica in 0..REPLICAS {
        servers.push(installation.start(replica).await);
    }
    let mut hunts = Vec::new();
    for (n, server) in servers.iter().enumerate() {
        let owner = server.client().register(&format!("owner{n}@example.test")).await;
        let hunt = owner.hunt(&town.seed_urls(), json!({ "maxPagesPerSite": 4 })).await;
        hunts.push((owner, hunt));
    }
    for (owner, hunt) in &hunts {
        until_completed(owner, hunt).await;
    }
    let host = &town.sites()[0].host;
    let requests = installation.town().requests(host);
    let mut lives: Vec<usize> = requests.iter().map(|request| life_of(&request.user_agent)).collect();
    lives.sort_unstable();
    lives.dedup();
    assert_eq!(lives, servers.iter().map(|server| server.life).collect::<Vec<_>>(), "every replica read the site");
    let mut moments: Vec<Instant> = requests.iter().map(|request| request.at).collect();
    moments.sort_unstable();
    let gaps: Vec<Duration> = moments.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let whole = *moments.last().expect("requests") - moments[0];
    println!("{} requests of {REPLICAS} replicas to one host in {whole:.2?}, apart: {gaps:.2?}", requests.len());
    // Turns are given a delay apart. How long a busy machine takes from there to the town's log differs from one to the next, by less than
    // a delay; three visitors who know nothing of each other would be there three times within each.
    assert!(moments.windows(3).all(|three| three[2] - three[0] >= DELAY), "{gaps:?}");
    assert!(whole + DELAY >= DELAY * u32::try_from(gaps.len()).expect("few"), "{} requests in {whole:?}", requests.len());
    terminate(servers).await;
}

/// Tries to log in with a wrong password; the code of the answer.
async fn try_to_log_in(server: &Server) -> String {
    const LOGIN: &str = "mutation($input: LoginInput!) { login(input: $input) { accessToken } }";
    let input = json!({ "email": "nobody@example.test", "password": "a wrong password, and a long one" });
    code_of(&server.client().ask(LOGIN, json!({ "input": input })).await)
}

/// The word of `/health/ready`.
async fn readiness(client: &Client, server: &Server) -> Option<String> {
    let answer = client.http().get(format!("{}/health/ready", server.url)).send().await.ok()?;
    let said: serde_json::Value = answer.json().await.ok()?;
    said["status"].as_str().map(str::to_owned)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attempts_are_counted_over_all_replicas_and_by_each_of_them_while_redis_is_away() {
    const ALLOWED: usize = 4;
    if skipped() {
        return;
    }
    let mut redis = Redis::start().await;
    let (town, url, allowed) = (Town::row(1), redis.url(), ALLOWED.to_string());
    let settings = [("redis.url", url.as_str()), ("limits.enabled", "true"), ("limits.login_per_minute", allowed.as_str())];
    let installation = Installation::new(&town, &settings).await;
    let servers = vec![installation.start(0).await, installation.start(1).await];
    let client = servers[0].client();
    let mut passed = 0;
    for n in 0..2 * ALLOWED {
        if try_to_log_in(&servers[n % 2]).await != "RATE_LIMITED" {
            passed += 1;
        }
    }
    assert_eq!(passed, ALLOWED, "both count in one bucket");
    redis.stop().await;
    for server in &servers {
        until("readiness says degraded", PATIENCE, || async {
            readiness(&client, server).await.filter(|word| word == "degraded")
        })
        .await;
        let mut passed = 0;
        while try_to_log_in(server).await != "RATE_LIMITED" {
            passed += 1;
            assert!(passed <= ALLOWED, "each goes on limiting by itself");
        }
        assert_eq!(passed, ALLOWED, "with a bucket of its own");
    }
    redis.resume().await;
    for server in &servers {
        until("all is well again", PATIENCE, || async { readiness(&client, server).await.filter(|word| word == "ready") }).await;
    }
    terminate(servers).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hunt_goes_on_politely_while_redis_is_away() {
    if skipped() {
        return;
    }
    let mut redis = Redis::start().await;
    let (town, url) = (Town::row(4), redis.url());
    let settings = [("redis.url", url.as_str()), ("egress.host_delay_ms", "300"), ("egress.host_concurrency", "1")];
    let installation = Installation::new(&town, &settings).await;
    let server = installation.start(0).await;
    let owner = server.client().register("owner@example.test").await;
    let hunt = owner.hunt(&town.seed_urls(), json!({ "maxPagesPerSite": 4 })).await;
    until_true("the town is asked", PATIENCE, || async { installation.town().request_count() >= 6 }).await;
    redis.stop().await;
    let away = Instant::now();
    assert_eq!(state(&owner, &hunt).await.as_deref(), Some("RUNNING"));
    until_completed(&owner, &hunt).await;
    for site in town.sites() {
        let mut moments: Vec<Instant> =
            installation.town().requests(&site.host).into_iter().map(|request| request.at).filter(|at| *at > away).collect();
        moments.sort_unstable();
        let least = moments.windows(2).map(|pair| pair[1] - pair[0]).min();
        assert!(least.is_none_or(|least| least >= Duration::from_millis(150)), "{}: {least:?}", site.host);
    }
    terminate(vec![server]).await;
}
