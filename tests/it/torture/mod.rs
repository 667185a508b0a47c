//! Durability, proven by faults: the real binary is killed, its services are taken away, its disk is filled, and what it leaves must be
//! what an undisturbed run leaves. A file per kind of fault.

mod browsers;
mod disk;
mod kills;
mod outcome;
mod replicas;
mod services;
mod signals;

use std::time::Duration;

use glouton_town::Town;
use serde_json::json;

use crate::support::{app::Client, process::Server, until::until_true};
use outcome::{Outcome, score_without_speed};

const PATIENCE: Duration = Duration::from_secs(120);

/// A generator of random numbers that begins at a seed, so that a run can be repeated as far as the machine allows.
struct Dice(u64);

impl Dice {
    /// From `GLOUTON_TORTURE_SEED`, or from the moment; printed either way.
    fn thrown() -> Self {
        let seed = std::env::var("GLOUTON_TORTURE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| {
            std::time::UNIX_EPOCH.elapsed().map_or(0, |age| u64::from(age.subsec_nanos()) ^ age.as_secs().rotate_left(32))
        });
        println!("GLOUTON_TORTURE_SEED={seed}");
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Evenly from 0 up to, not including, `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }
}

/// The state of a hunt; none while nobody answers.
async fn state(client: &Client, hunt: &str) -> Option<String> {
    let answer = client.try_ask("query($id: ID!) { hunt(id: $id) { state } }", json!({ "id": hunt })).await.ok()?;
    answer["data"]["hunt"]["state"].as_str().map(str::to_owned)
}

/// Sites slow enough that a service goes away in the middle.
const SLOW: [(&str, &str); 4] =
    [("egress.host_delay_ms", "300"), ("egress.host_concurrency", "1"), ("tasks.lease_ms", "3000"), ("tasks.backoff_ms", "100")];

async fn pages(owner: &Client, hunt: &str) -> i64 {
    let document = "query($id: ID!) { hunt(id: $id) { progress { pagesFetched } } }";
    let answer = owner.try_ask(document, json!({ "id": hunt })).await.unwrap_or_default();
    answer["data"]["hunt"]["progress"]["pagesFetched"].as_i64().unwrap_or(0)
}

async fn until_completed(owner: &Client, hunt: &str) {
    until_true("the hunt completes", PATIENCE, || async { state(owner, hunt).await.as_deref() == Some("COMPLETED") }).await;
}

/// What a hunt over the town leaves when nothing happens, in a workspace of its own.
async fn undisturbed(server: &Server, town: &Town) -> Outcome {
    let owner = server.client().register("other@example.test").await;
    score_without_speed(&owner).await;
    let hunt = owner.hunt(&town.seed_urls(), json!({ "maxPagesPerSite": 2 })).await;
    until_completed(&owner, &hunt).await;
    Outcome::of(&owner, &hunt).await
}

/// Starts the hunt that is to be disturbed, and waits until it is under way.
async fn under_way(server: &Server, town: &Town) -> (Client, String) {
    let owner = server.client().register("owner@example.test").await;
    score_without_speed(&owner).await;
    let hunt = owner.hunt(&town.seed_urls(), json!({ "maxPagesPerSite": 2 })).await;
    until_true("pages are read", PATIENCE, || async { pages(&owner, &hunt).await >= 2 }).await;
    assert_eq!(state(&owner, &hunt).await.as_deref(), Some("RUNNING"));
    (owner, hunt)
}
