//! The examination as a whole, and each check on a page that passes, one that does not and one that cannot tell.

mod accessibility;
mod content;
mod domain;
mod factors;
mod frozen;
mod mobile;
mod performance;
mod privacy;
mod reachability;
mod score;
mod scoring_doc;
mod security;
mod seo;
mod support;
mod whole;

use std::collections::BTreeMap;

use super::CheckStatus;
use super::rules::all_rules;
use support::{Site, unread};

/// What a check must say of a site.
type Case = (&'static str, CheckStatus, Site);

fn all_cases() -> Vec<Case> {
    let mut cases = Vec::new();
    cases.extend(reachability::cases());
    cases.extend(security::cases());
    cases.extend(seo::cases());
    cases.extend(mobile::cases());
    cases.extend(performance::cases());
    cases.extend(accessibility::cases());
    cases.extend(content::cases());
    cases.extend(privacy::cases());
    cases.extend(domain::cases());
    cases
}

#[test]
fn every_check_says_of_every_case_what_it_should() {
    let mut wrong = Vec::new();
    for (index, (id, expected, site)) in all_cases().into_iter().enumerate() {
        let check = site.check(id);
        if check.status != expected {
            wrong.push(format!("case {index}: {id} is {:?}, not {expected:?}: {}", check.status, check.detail.en));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_check_has_a_case_that_passes_and_one_that_does_not() {
    let mut seen: BTreeMap<&str, (bool, bool)> = all_rules().map(|(_, rule)| (rule.id, (false, false))).collect();
    for (id, status, _) in all_cases() {
        let entry = seen.get_mut(id).unwrap_or_else(|| panic!("no check {id}"));
        entry.0 |= status == CheckStatus::Pass;
        entry.1 |= matches!(status, CheckStatus::Warn | CheckStatus::Fail);
    }
    let missing: Vec<_> = seen.into_iter().filter(|(_, (passes, fails))| !passes || !fails).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_check_cannot_tell_when_nothing_was_read() {
    let examination = unread().examine();
    let told: Vec<_> =
        examination.checks.iter().filter(|check| check.status != CheckStatus::Unknown).map(|check| &check.id).collect();
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn what_a_check_finds_is_told_in_both_languages_and_with_its_place() {
    for (id, status, site) in all_cases() {
        let check = site.check(id);
        for words in [&check.detail.en, &check.detail.fr] {
            assert!(words.ends_with('.') && !words.contains("{}"), "{id}: {words}");
        }
        assert!(check.detail.en != check.detail.fr, "{id} is translated");
        assert!(check.evidence.len() <= 3, "{id}");
        for evidence in &check.evidence {
            assert!(evidence.snippet.chars().count() <= 200, "{id}");
            // What a registry said is no page of the site and has no snapshot.
            let is_page = site.pages.iter().any(|page| page.url == evidence.url);
            assert!(!evidence.content_hash.is_empty() || status == CheckStatus::Fail || !is_page, "{id} names the snapshot");
        }
    }
}
