//! How much of each factor applies to a site that has it, one that has it in part, and one that has not.

use std::collections::BTreeMap;

use glouton_reader::{Contact, ContactKind, Person, Purpose, Seniority, SiteFacts};

use super::support::{Site, address, contact, fact, profile, site, technology};
use crate::audits::Presence;
use crate::audits::factors::FACTORS;

/// A factor's share of its points, in per cent, on a site.
pub type FactorCase = (&'static str, u32, Site);

pub fn cases() -> Vec<FactorCase> {
    // Facts alone, whatever the reader makes of the page.
    let with = |change: fn(&mut SiteFacts)| site("<!doctype html><p>Bread</p>").facts(change);
    let none = |facts: &mut SiteFacts| *facts = SiteFacts::default();
    let copyright = |year: u16| site(&format!("<p>© {year} Baker</p>")).facts(none);
    let dated = |day: &str| site(&format!("<time datetime={day}>then</time>")).facts(none);
    vec![
        ("reach.email", 100, with(|facts| facts.contacts = vec![mail("baker@gmail.com"), mail("info@baker.example")])),
        ("reach.email", 85, with(|facts| facts.contacts = vec![mail("baker@gmail.com")])),
        ("reach.email", 70, with(|facts| facts.contacts = vec![mail("baker@chain.test")])),
        (
            "reach.email",
            0,
            with(|facts| facts.contacts = vec![Contact { purpose: Purpose::NoReply, ..mail("noreply@baker.example") }]),
        ),
        ("reach.email", 0, with(|facts| facts.contacts = vec![Contact { third_party: true, ..mail("web@designer.test") }])),
        ("reach.phone", 100, with(|facts| facts.contacts = vec![phone()])),
        ("reach.phone", 0, with(none)),
        ("reach.person", 100, with(|facts| facts.people = vec![person(Seniority::Unknown), person(Seniority::Executive)])),
        ("reach.person", 50, with(|facts| facts.people = vec![person(Seniority::Junior)])),
        ("reach.person", 0, with(none)),
        ("reach.form", 100, site("<form><textarea name=m></textarea></form>").facts(none)),
        ("reach.form", 0, with(none)),
        ("reach.address", 100, with(|facts| facts.organisation.addresses = vec![address("Musterstadt", "DE")])),
        ("reach.address", 0, with(none)),
        ("alive.recent", 100, dated("2026-03-01")),
        ("alive.recent", 50, dated("2025-03-01")),
        ("alive.recent", 0, dated("2020-03-01")),
        ("alive.recent", 0, with(none)),
        ("alive.year", 100, copyright(2026)),
        ("alive.year", 0, copyright(2020)),
        ("alive.hours", 100, with(|facts| facts.organisation.opening_hours = vec![fact("Mo-Fr 08:00-18:00".to_owned())])),
        ("alive.hours", 0, with(none)),
        ("alive.social", 100, with(|facts| facts.socials = vec![profile("facebook"), profile("instagram")])),
        ("alive.social", 60, with(|facts| facts.socials = vec![profile("facebook")])),
        ("alive.social", 0, with(none)),
        ("alive.business", 100, with(|facts| facts.technologies = vec![technology("Booker", "booking", None)])),
        ("alive.business", 0, with(none)),
        ("need.website", 100, homeless()),
        ("need.website", 60, site("<h1>Under construction</h1>").facts(|facts| facts.contacts = vec![phone()])),
        ("need.website", 25, site("").under("https://baker.wixsite.com/", "<p>Bread</p>").facts(none)),
        ("need.website", 0, site("<h1>Under construction</h1>").facts(none)),
        ("need.https", 100, site("").probe(|probe| probe.https = Some(false)).facts(none)),
        ("need.https", 50, site("").probe(|probe| probe.http_redirects_to_https = Some(false)).facts(none)),
        ("need.https", 0, with(none)),
        ("against.dead", 100, site("").home(|record| record.status = Some(500)).facts(|facts| facts.contacts = vec![phone()])),
        ("against.dead", 100, site("<h1>Under construction</h1>").facts(none)),
        ("against.dead", 0, site("<h1>Under construction</h1>").facts(|facts| facts.contacts = vec![phone()])),
        ("against.unreachable", 100, with(none)),
        ("against.unreachable", 50, site("<form><textarea name=m></textarea></form>").facts(none)),
        ("against.unreachable", 0, with(|facts| facts.contacts = vec![phone()])),
        ("against.abandoned", 100, copyright(2015)),
        ("against.abandoned", 50, copyright(2020)),
        (
            "against.abandoned",
            50,
            site("<p>© 2015 Baker</p>").facts(|facts| facts.socials = vec![profile("facebook"), profile("instagram")]),
        ),
        ("against.abandoned", 0, copyright(2022)),
        ("against.abandoned", 0, with(none)),
        ("against.polished", 0, with(none)),
    ]
}

fn mail(address: &str) -> Contact {
    contact(ContactKind::Email, address)
}

fn phone() -> Contact {
    contact(ContactKind::Phone, "+441632960001")
}

fn person(seniority: Seniority) -> Person {
    Person { name: fact("Erika Muster".to_owned()), title: Some("baker".to_owned()), seniority }
}

fn homeless() -> Site {
    let mut site = super::support::unread();
    site.presence = Presence::NoSite;
    site
}

#[test]
fn every_factor_applies_as_much_as_it_should() {
    let mut wrong = Vec::new();
    for (index, (rule, expected, site)) in cases().into_iter().enumerate() {
        let examination = site.examine();
        let factor = examination.factors.iter().find(|factor| factor.rule == rule).unwrap_or_else(|| panic!("no factor {rule}"));
        if factor.percent != expected {
            wrong.push(format!(
                "case {index}: {rule} applies to {} %, not {expected} %: {}",
                factor.percent, factor.explanation.en
            ));
        }
        for words in [&factor.explanation.en, &factor.explanation.fr] {
            assert!(words.ends_with('.'), "{rule}: {words}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_factor_of_facts_has_a_case_that_applies_and_one_that_does_not() {
    let mut seen: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    for (rule, percent, _) in cases() {
        let entry = seen.entry(rule).or_default();
        entry.0 |= percent > 0;
        entry.1 |= percent == 0;
    }
    let facts = FACTORS.iter().filter(|rule| matches!(rule.basis, crate::audits::factors::Basis::Facts(_)));
    // A site polished enough is too long for a row: see `score`.
    let missing: Vec<_> =
        facts.map(|rule| rule.id).filter(|id| *id != "against.polished" && seen.get(id) != Some(&(true, true))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_factor_of_checks_names_only_checks_that_exist() {
    let ids: Vec<&str> = crate::audits::rules::all_rules().map(|(_, rule)| rule.id).collect();
    for rule in FACTORS {
        for (id, share) in crate::audits::factors::sources(rule) {
            assert!(ids.contains(&id) && (1..=100).contains(&share), "{}: {id}", rule.id);
        }
    }
}
