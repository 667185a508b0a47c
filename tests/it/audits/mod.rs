//! Audits of a whole town: the spread of temperatures, and that an audit months later is the same.

use glouton::audits::{AuditInput, CheckStatus, Examination, ScoringProfile, Temperature, examine};
use glouton::crawl::model::{FetchedWith, PageRecord, SiteProbe};
use glouton_reader::{PageInput, read_page, read_site};
use glouton_town::{Body, Site, Town};
use url::Url;

/// 2026-11-21T00:00:00Z: the town is read on that day.
const READ_AT: i64 = 1_795_219_200_000;

/// Pages read of each site at most.
const MAX_PAGES: usize = 12;

/// A page of the town as plain HTTP would bring it.
fn record(site: &Site, url: &Url, depth: u32) -> Option<PageRecord> {
    let page = site.answer(&url[url::Position::BeforePath..url::Position::AfterQuery]);
    let (body, elapsed_ms) = match page.body {
        Body::Bytes(bytes) => (bytes, 60),
        Body::Late(bytes) => (bytes, 1_060),
        _ => return None,
    };
    let headers: Vec<(String, String)> = page.headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
    let facts = read_page(&PageInput { url, status: page.status, headers: &headers, body: &body, rendered: false });
    Some(PageRecord {
        requested: url.clone(),
        url: url.clone(),
        depth,
        kind: facts.kind,
        status: Some(page.status),
        fetched_with: FetchedWith::Http,
        bytes: body.len() as u64,
        elapsed_ms,
        fetched_at_ms: READ_AT,
        content_hash: blake3::hash(&body).to_hex().to_string(),
        headers,
        facts: Some(facts),
        error: None,
    })
}

/// Reads the start page and what it links to, best first.
fn crawl(site: &Site) -> Vec<PageRecord> {
    let Ok(start) = Url::parse(&site.seed_url) else { return Vec::new() };
    let Some(home) = record(site, &start, 0) else { return Vec::new() };
    let links = home.facts.as_ref().map(|facts| facts.links.clone()).unwrap_or_default();
    let own = links.iter().filter(|link| link.url.host_str() == start.host_str() && link.url != start).take(MAX_PAGES - 1);
    let rest: Vec<PageRecord> = own.filter_map(|link| record(site, &link.url, 1)).collect();
    std::iter::once(home).chain(rest).collect()
}

/// The audit of a site of the town; what a probe would ask the network for is not known.
fn audit(site: &Site) -> Option<Examination> {
    let pages = crawl(site);
    let home = pages.first()?;
    let probe = SiteProbe { https: Some(home.url.scheme() == "https"), ..SiteProbe::default() };
    let facts: Vec<_> = pages
        .iter()
        .filter(|page| page.status.is_some_and(|status| status < 400))
        .filter_map(|page| page.facts.clone())
        .collect();
    let merged = read_site(&facts);
    Some(examine(&AuditInput::as_read(&pages, &merged, &probe), &ScoringProfile::default()))
}

/// The audits of the first `most` businesses of the town.
fn audits(most: usize) -> Vec<(String, Examination)> {
    let town = Town::new();
    let businesses = town.sites().iter().filter(|site| site.business.is_some()).take(most);
    businesses.filter_map(|site| Some((site.host.clone(), audit(site)?))).collect()
}

#[test]
fn a_town_has_some_hot_leads_more_warm_ones_and_some_cold_ones() {
    let audits = audits(usize::MAX);
    let share = |temperature: Temperature| {
        100 * audits.iter().filter(|(_, audit)| audit.temperature == temperature).count() / audits.len().max(1)
    };
    let mut table: Vec<String> = audits
        .iter()
        .map(|(host, audit)| {
            let top: Vec<String> = audit
                .factors
                .iter()
                .filter(|factor| factor.points != 0)
                .map(|factor| format!("{} {}", factor.rule, factor.points))
                .collect();
            format!("{:3} quality {:3} {host}: {}", audit.score, audit.site_quality, top.join(", "))
        })
        .collect();
    table.sort();
    println!("{}", table.join("\n"));
    let (hot, warm, cold) = (share(Temperature::Hot), share(Temperature::Warm), share(Temperature::Cold));
    println!("{} audits: {hot} % hot, {warm} % warm, {cold} % cold", audits.len());
    assert!(audits.len() >= 50);
    assert!((10..=35).contains(&hot) && (25..=60).contains(&warm) && cold >= 15, "{hot} % hot, {warm} % warm, {cold} % cold");
}

#[test]
fn every_check_is_told_something_about_some_site_of_the_town_or_needs_the_network() {
    let audits = audits(usize::MAX);
    let Some((_, first)) = audits.first() else { panic!("the town is empty") };
    let silent: Vec<&str> = first
        .checks
        .iter()
        .map(|check| check.id.as_str())
        .filter(|id| {
            audits
                .iter()
                .all(|(_, audit)| audit.checks.iter().all(|check| check.id != *id || check.status == CheckStatus::Unknown))
        })
        .collect();
    println!("never told: {silent:?}");
    assert!(silent.len() <= 16, "{silent:?}");
}

#[test]
fn an_audit_of_the_same_snapshots_is_the_same_to_the_byte() {
    let bytes = || serde_json::to_vec(&audits(8)).expect("audits serialise");
    assert!(bytes() == bytes());
}
