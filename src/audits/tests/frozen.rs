//! The ruleset's version moves with the rules: the hash is of the tables and of what every test case expects of them.

use super::{all_cases, factors};
use crate::audits::factors::{FACTORS, sources};
use crate::audits::rules::{RULESET, all_rules};

/// Moves with [`HASH`]: a change of any check, weight, threshold or factor makes another ruleset.
const VERSION: &str = "2026.11-3";

/// Of the rule tables and of what every test case expects.
const HASH: &str = "a878704e284e91e4";

#[test]
fn the_ruleset_version_moves_when_a_check_or_a_weight_does() {
    let mut hasher = blake3::Hasher::new();
    for (category, rule) in all_rules() {
        hasher.update(format!("{category:?} {} {:?} {} {}\n", rule.id, rule.severity, rule.fault, rule.limits).as_bytes());
    }
    for rule in FACTORS {
        hasher.update(format!("{} {} {:?}\n", rule.id, rule.points, sources(rule)).as_bytes());
    }
    // What the cases expect is what the rules say (other tests hold them to it), and does not move when the reader reads more.
    for (index, (id, status, _)) in all_cases().into_iter().enumerate() {
        hasher.update(format!("{index} {id} {status:?}\n").as_bytes());
    }
    for (index, (rule, percent, _)) in factors::cases().into_iter().enumerate() {
        hasher.update(format!("{index} {rule} {percent}\n").as_bytes());
    }
    let hash = &hasher.finalize().to_hex()[..16];
    assert_eq!(
        (RULESET, hash),
        (VERSION, HASH),
        "checks or weights changed: give RULESET in rules.rs the next version and store both here"
    );
}
