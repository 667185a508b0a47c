//! The whole engine through its API: real HTTP, sockets and event streams against the sample town. A folder's file per promise.

mod access;
mod archive;
mod audit_runs;
mod credits;
mod domain_facts;
mod http;
mod hunt;
mod input;
mod nodes;
mod operator;
mod restart;
mod roles;
mod steering;
mod verification;

use glouton_town::Town;

/// The addresses to begin with of these hosts of the town.
fn seeds(hosts: &[&str]) -> Vec<String> {
    let town = Town::new();
    hosts
        .iter()
        .map(|host| {
            let truth = town.truth().iter().find(|truth| truth.host == *host);
            truth.unwrap_or_else(|| panic!("{host} is a host of the town")).seed_url.clone()
        })
        .collect()
}
