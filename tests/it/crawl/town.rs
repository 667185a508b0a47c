//! The crawler walks through the sample town: every site that gives nothing has its true reason, and every other one gives up its
//! contacts within a few pages.

use std::sync::Arc;
use std::time::Instant;

use glouton::crawl::model::{FetchMode, FetchedWith, PageRecord, SiteFailure, SiteLimits};
use glouton::crawl::{Crawler, Seed, SnapshotStore};
use glouton::platform::browser::BrowserPool;
use glouton::platform::clock::Clock;
use glouton::platform::egress::{Egress, Extras, HostOverride, Resolver};
use glouton_reader::{ContactKind, SiteFacts, read_site};
use glouton_town::{FoundPerson, FoundSite, FoundTechnology, Serving, State, Town, score};
use tokio_util::sync::CancellationToken;

use crate::egress::settings;

/// Pages read of each site.
const PAGES: u32 = 10;

fn town_crawler(serving: &Serving, folder: &std::path::Path) -> Crawler {
    let mut settings = settings();
    settings.headers_timeout_ms = 2_000;
    settings.body_timeout_ms = 3_000;
    settings.hosts = serving
        .hosts()
        .into_iter()
        .flat_map(|route| {
            let plain = HostOverride { host: route.host.clone(), port: 80, address: route.http };
            let secure = route.https.map(|address| HostOverride { host: route.host, port: 443, address });
            [Some(plain), secure].into_iter().flatten()
        })
        .collect();
    let extras = Extras { resolver: Resolver::Scripted(Arc::new(|_: &str| Vec::new())), ca_pem: Some(serving.ca_pem().into()) };
    let egress = Egress::with(&settings, extras).expect("the door");
    let table: toml::Table = toml::from_str(include_str!("../../../config/default.toml")).expect("the defaults");
    let browser = BrowserPool::find(&table["browser"].clone().try_into().expect("the section"), &egress).ok();
    let snapshots = SnapshotStore::open(folder).expect("a store");
    Crawler::new(egress, browser, snapshots, &table["crawl"].clone().try_into().expect("the section"), Clock::default())
        .expect("threads")
}

async fn visit(crawler: &Crawler, seed: &str) -> Result<Vec<PageRecord>, SiteFailure> {
    let stop = CancellationToken::new();
    let limits = SiteLimits { max_pages: PAGES, max_depth: 3 };
    let mut visit = crawler.visit(Seed::parse(seed).expect("a seed"), limits, FetchMode::Auto, &[]);
    let mut records = Vec::new();
    while let Some(record) = visit.next(&stop).await? {
        records.push(record);
    }
    Ok(records)
}

fn found(host: &str, facts: &SiteFacts) -> FoundSite {
    let contacts = |kind: ContactKind, third_party: bool| {
        let of_kind = facts.contacts.iter().filter(move |c| c.kind == kind && c.third_party == third_party);
        of_kind.map(|c| c.value.value.clone()).collect::<Vec<_>>()
    };
    let address = facts.organisation.addresses.first().map(|a| a.value.clone()).unwrap_or_default();
    FoundSite {
        host: host.to_owned(),
        state: "DONE".into(),
        name: facts.organisation.names.first().map(|n| n.value.clone()),
        emails: contacts(ContactKind::Email, false),
        phones: contacts(ContactKind::Phone, false),
        faxes: contacts(ContactKind::Fax, false),
        third_party_emails: contacts(ContactKind::Email, true),
        third_party_phones: contacts(ContactKind::Phone, true),
        socials: facts.socials.iter().map(|s| s.url.value.to_string()).collect(),
        people: facts.people.iter().map(|p| FoundPerson { name: p.name.value.clone(), title: p.title.clone() }).collect(),
        technologies: facts
            .technologies
            .iter()
            .map(|t| FoundTechnology { name: t.name.value.clone(), version: t.version.clone() })
            .collect(),
        city: address.city,
        postal_code: address.postal_code,
        country: address.country,
        language: facts.language.as_ref().map(|l| l.value.clone()),
        reason: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_site_of_the_town_ends_as_it_truly_does() {
    let town = Town::new();
    let serving = town.serve().await.expect("the town");
    let folder = tempfile::tempdir().expect("a folder");
    let crawler = town_crawler(&serving, folder.path());
    let began = Instant::now();
    let visits = town.truth().iter().map(|truth| {
        let (crawler, seed) = (crawler.clone(), truth.seed_url.clone());
        tokio::spawn(async move { visit(&crawler, &seed).await })
    });
    let visits: Vec<_> = visits.collect();
    let mut sites = Vec::new();
    let mut wrong = Vec::new();
    let (mut pages, mut rendered) = (0, 0);
    for (truth, visit) in town.truth().iter().zip(visits) {
        let outcome = visit.await.expect("no panic");
        // That two sites are one business is seen by whoever compares them.
        let wanted = truth.reason.map(glouton_town::Reason::as_str).filter(|r| *r != "DUPLICATE");
        let got = outcome.as_ref().err().map(|failure| serde_json::to_value(failure.reason).expect("a word"));
        if got.as_ref().and_then(|v| v.as_str()) != wanted {
            wrong.push(format!(
                "{}: {:?} instead of {wanted:?}: {:?}",
                truth.host,
                got,
                outcome.as_ref().err().map(|f| &f.detail)
            ));
        }
        let Ok(records) = outcome else { continue };
        pages += records.len();
        rendered += records.iter().filter(|r| r.fetched_with == FetchedWith::Browser).count();
        let read: Vec<_> = records.iter().filter_map(|r| r.facts.clone()).collect();
        if truth.state == State::Done {
            sites.push(found(&truth.host, &read_site(&read)));
        }
    }
    let read: Vec<_> = town.truth().iter().filter(|t| t.state == State::Done).cloned().collect();
    let card = score(&sites, &read, crawler.browser().is_some());
    eprintln!("{pages} pages, {rendered} of them in a browser, in {:.1?}\n{card}", began.elapsed());
    for difference in &card.differences {
        eprintln!("{difference}");
    }
    if let Some(browser) = crawler.browser() {
        browser.close().await;
    }
    serving.stop().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
