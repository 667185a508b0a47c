//! `kill -9` at random moments of a hunt, again and again, of the only process or (on PostgreSQL) of any of three replicas: what the hunt
//! leaves is what it leaves undisturbed, and no page is asked for again but the one that was under way.
//!
//! `cargo xtask torture` runs the same at length. The environment decides: `GLOUTON_TORTURE_KILLS` (20), `GLOUTON_TORTURE_SITES` (48),
//! `GLOUTON_TORTURE_SEED` (the moment; printed).

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use glouton_town::{Serving, Town};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::{
    Dice,
    outcome::{Outcome, score_without_speed},
    state,
};
use crate::support::{
    app::Client,
    process::{Installation, Server, life_of},
    until::{until, until_true},
};

/// How long a worker of a test may be silent. The default is 15 s; a test has less time.
const LEASE: Duration = Duration::from_secs(3);
/// How often an idle worker looks.
const POLL: Duration = Duration::from_millis(200);
/// Longest that a hunt of this test may take after its last kill.
const PATIENCE: Duration = Duration::from_secs(120);
/// Kills of a run that is not asked for more.
const USUAL_KILLS: usize = 20;
/// Leads whose addresses are bought while the servers are killed.
const BOUGHT: usize = 8;

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().map_or(usual, |value| value.parse().unwrap_or_else(|_| panic!("{name} is a number, not {value}")))
}

/// The default of `tasks.max_deaths`. Only at length is it more: of a site with three pages that is killed at every third page somebody asks
/// for, every second life ends before a page is stored.
fn max_deaths() -> &'static str {
    if number("GLOUTON_TORTURE_KILLS", USUAL_KILLS) > USUAL_KILLS { "40" } else { "8" }
}

/// An installation over a town of so many sites.
async fn installation(town: &Town) -> Installation {
    let lease = LEASE.as_millis().to_string();
    let poll = POLL.as_millis().to_string();
    Installation::new(
        town,
        &[
            ("tasks.lease_ms", &lease),
            ("tasks.poll_ms", &poll),
            ("hunts.site_concurrency", "4"),
            ("tasks.backoff_ms", "100"),
            ("tasks.max_deaths", max_deaths()),
        ],
    )
    .await
}

/// Requests of the town by host: who asked, and for what, in order. What is remembered per process only (robots.txt) is left out.
fn asked(town: &Serving, hosts: &[String]) -> BTreeMap<String, Vec<(usize, String)>> {
    let of = |host: &String| {
        let requests = town.requests(host).into_iter().filter(|request| request.path != "/robots.txt");
        (host.clone(), requests.map(|request| (life_of(&request.user_agent), request.path)).collect())
    };
    hosts.iter().map(of).collect()
}

fn counts(requests: &[(usize, String)]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for (_, path) in requests {
        *counts.entry(path.as_str()).or_default() += 1;
    }
    counts
}

/// Distinct pages asked for so far: unlike requests, faults do not add to them.
fn pages(town: &Serving, hosts: &[String]) -> usize {
    asked(town, hosts).values().map(|requests| counts(requests).len()).sum()
}

/// Buys the addresses of some leads as soon as they are there, from whatever server answers, asking again with the same key until it is told.
fn buyer(owner: Client, servers: tokio::sync::watch::Receiver<Vec<String>>, domains: Vec<String>) -> JoinHandle<()> {
    const CONTACTS: &str = "query($domain: String!) { leads(first: 100, filter: { search: $domain }) { nodes { domain contacts(kind: EMAIL) { id } } } }";
    const REVEAL: &str = "mutation($input: RevealContactsInput!) { revealContacts(input: $input) { userErrors { code } } }";
    tokio::spawn(async move {
        for domain in domains {
            let reveal = || async {
                let server = servers.borrow().first().cloned()?;
                let client = owner.moved_to(&server);
                let answer = client.try_ask(CONTACTS, json!({ "domain": domain })).await.ok()?;
                let leads = answer["data"]["leads"]["nodes"].as_array()?;
                let lead = leads.iter().find(|lead| lead["domain"] == domain.as_str())?;
                let ids: Vec<&Value> = lead["contacts"].as_array()?.iter().map(|contact| &contact["id"]).collect();
                if ids.is_empty() {
                    return Some(());
                }
                let input = json!({ "idempotencyKey": format!("buy {domain}"), "contactIds": ids });
                let answer = client.try_ask(REVEAL, json!({ "input": input })).await.ok()?;
                (answer["data"]["revealContacts"]["userErrors"] == json!([])).then_some(())
            };
            until(&format!("the contacts of {domain} are bought"), PATIENCE * 5, reveal).await;
        }
    })
}

/// The same hunt without any fault: what it leaves, and what it asked for.
struct Usual {
    outcome: Outcome,
    asked: BTreeMap<String, Vec<(usize, String)>>,
    pages: usize,
}

async fn usual(town: &Town, hosts: &[String], bought: &[String]) -> Usual {
    let installation = installation(town).await;
    let server = installation.start(0).await;
    let owner = server.client().register("owner@example.test").await;
    score_without_speed(&owner).await;
    let hunt = owner.hunt(&town.seed_urls(), limits()).await;
    until_true("an undisturbed hunt completes", PATIENCE * 5, || async {
        state(&owner, &hunt).await.as_deref() == Some("COMPLETED")
    })
    .await;
    let outcome = Outcome::of(&owner, &hunt).await;
    assert!(outcome.unread().is_empty(), "every site of this town gives a lead: {:?}", outcome.unread());
    let (_sender, servers) = tokio::sync::watch::channel(vec![server.url.clone()]);
    buyer(owner.clone(), servers, bought.to_vec()).await.expect("contacts are bought");
    let outcome = Outcome::of(&owner, &hunt).await;
    let asked = asked(installation.town(), hosts);
    let (status, _) = server.terminate().await;
    assert!(status.success());
    Usual { outcome, pages: asked.values().map(|requests| counts(requests).len()).sum(), asked }
}

fn limits() -> Value {
    json!({ "maxPagesPerSite": 3 })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hunt_whose_processes_are_killed_again_and_again_leaves_what_an_undisturbed_one_leaves() {
    let (wanted, sites) = (number("GLOUTON_TORTURE_KILLS", USUAL_KILLS), number("GLOUTON_TORTURE_SITES", 48));
    let town = Town::row(sites);
    let hosts: Vec<String> = town.sites().iter().map(|site| site.host.clone()).collect();
    let bought: Vec<String> = hosts.iter().take(BOUGHT).cloned().collect();
    let began = Instant::now();
    let usual = usual(&town, &hosts, &bought).await;
    println!("undisturbed: {} pages of {sites} sites in {:.1?}", usual.pages, began.elapsed());

    let mut dice = Dice::thrown();
    let installation = installation(&town).await;
    let replicas = if installation.is_shared() { 3 } else { 1 };
    let mut servers: Vec<Server> = Vec::new();
    for replica in 0..replicas {
        servers.push(installation.start(replica).await);
    }
    let owner = servers[0].client().register("owner@example.test").await;
    score_without_speed(&owner).await;
    let hunt = owner.hunt(&town.seed_urls(), limits()).await;
    let urls = |servers: &[Server]| servers.iter().map(|server| server.url.clone()).collect::<Vec<_>>();
    let (alive, listening) = tokio::sync::watch::channel(urls(&servers));
    let buyer = buyer(owner.clone(), listening, bought);

    let began = Instant::now();
    let mut kills = 0;
    while kills < wanted {
        // The pages that are left are shared evenly among the kills that are left, give or take; then any moment within a page.
        let seen = pages(installation.town(), &hosts);
        let share = (usual.pages - seen.min(usual.pages)) / (wanted - kills + 1);
        let next = seen + usize::try_from(dice.below(2 * share as u64 + 1)).expect("small");
        let owner = owner.moved_to(&servers[0].url);
        let over = until("pages are asked for", PATIENCE, || async {
            if pages(installation.town(), &hosts) >= next {
                return Some(false);
            }
            (state(&owner, &hunt).await.as_deref() == Some("COMPLETED")).then_some(true)
        })
        .await;
        if over {
            break;
        }
        // Waits for nothing: a kill that always follows a request would never fall into the writing of a page or of a verdict.
        tokio::time::sleep(Duration::from_millis(dice.below(150))).await;
        let victim = usize::try_from(dice.below(replicas as u64)).expect("few");
        let victim = servers.remove(victim);
        let replica = victim.replica;
        let _ = alive.send(urls(&servers));
        victim.kill().await;
        kills += 1;
        servers.push(installation.start(replica).await);
        let _ = alive.send(urls(&servers));
    }
    assert!(kills * 5 >= wanted * 4, "the hunt was over after {kills} of {wanted} kills: give it more sites");

    let owner = owner.moved_to(&servers[0].url);
    until_true("a hunt completes whatever was killed", PATIENCE, || async {
        state(&owner, &hunt).await.as_deref() == Some("COMPLETED")
    })
    .await;
    println!("killed {kills} times: completed in {:.1?}", began.elapsed());
    buyer.await.expect("contacts are bought");
    Outcome::of(&owner, &hunt).await.assert_is(&usual.outcome);

    let again = asked_again(&asked(installation.town(), &hosts), &usual.asked);
    println!("asked for again: {again} pages, {} requests in all", installation.town().request_count());
    for server in servers {
        let (status, took) = server.terminate().await;
        assert!(status.success() && took < Duration::from_secs(10), "{status} after {took:?}");
    }
}

/// Counts the pages that were asked for more often than usual.
///
/// # Panics
/// When one was asked for again although it was not the last that some life asked of its site.
fn asked_again(asked: &BTreeMap<String, Vec<(usize, String)>>, usual: &BTreeMap<String, Vec<(usize, String)>>) -> usize {
    let mut again = 0;
    for (host, requests) in asked {
        let (seen, usually) = (counts(requests), counts(&usual[host]));
        // The last request of each life but the one that finished the site: what was under way when it died, at most.
        let mut last: BTreeMap<usize, &str> = BTreeMap::new();
        for (life, path) in requests {
            last.insert(*life, path);
        }
        let finisher = requests.last().map(|(life, _)| *life);
        for (path, times) in seen {
            let more = times.saturating_sub(usually.get(path).copied().unwrap_or(0));
            let under_way = last.iter().filter(|(life, at)| Some(**life) != finisher && **at == path).count();
            assert!(
                more <= under_way,
                "{host}{path} was asked for {more} times more than usual, under way {under_way} times: {requests:?}"
            );
            again += more;
        }
    }
    again
}
