//! Durability, proven by faults: the real binary is killed, its services are taken away, its disk is filled, and what it leaves must be
//! what an undisturbed run leaves. A file per kind of fault.

mod kills;
mod outcome;

use serde_json::json;

use crate::support::app::Client;

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
