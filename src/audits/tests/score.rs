//! Score, temperature, profiles, comparison.

use std::collections::BTreeMap;

use glouton_reader::{ContactKind, SiteFacts};
use proptest::prelude::*;

use super::support::{Site, address, contact, fact, profile, site};
use crate::audits::factors::FACTORS;
use crate::audits::{
    CheckStatus, Examination, Presence, ProfileError, RulesetVersion, ScoringProfile, Share, Temperature, diff, explain_change,
    rules, validate_profile,
};

/// A business that can be reached and is alive.
fn lively(facts: &mut SiteFacts) {
    facts.contacts = vec![contact(ContactKind::Email, "info@baker.example"), contact(ContactKind::Phone, "+441632960001")];
    facts.organisation.addresses = vec![address("Musterstadt", "DE")];
    facts.organisation.opening_hours = vec![fact("Mo-Fr 08:00-18:00".to_owned())];
    facts.organisation.descriptions = vec![fact("We bake bread.".to_owned())];
    facts.socials = vec![profile("facebook"), profile("instagram")];
}

/// A site of the last century, kept by somebody who is still there.
fn old_site() -> Site {
    site("")
        .under(
            "http://baker.example/",
            "<title>Home</title><center><font size=1>Bread</font></center><img src=a.jpg><p>© 2026 Baker</p>",
        )
        .facts(lively)
}

/// A site that an agency could not improve.
fn polished_site() -> Site {
    let html = r#"<!doctype html><html lang=en><head><title>Bakery Muster in Musterstadt: bread every day</title>
        <meta name=description content="Bread, rolls and cake from the wood oven, every day but Sunday, in the old town of Musterstadt.">
        <meta name=viewport content="width=device-width, initial-scale=1"><link rel=canonical href=/><link rel=icon href=/f.ico>
        <link rel=apple-touch-icon href=/t.png><meta property=og:title content=Bakery><meta property=og:image content=/a.jpg>
        <script type="application/ld+json">{"@type":"Bakery","name":"Muster"}</script></head><body><main><h1>Bakery in Musterstadt</h1>
        <a href=tel:+441632960001>Call</a> <a href=mailto:info@baker.example>Write</a> <a href=/privacy>Privacy</a> <a href=/impressum>Impressum</a>
        <form><label>Message <textarea name=m></textarea></label><button>Send</button></form><p>© 2026 Muster</p>"#;
    let html = format!("{html}<p>{}</p></main>", "We bake bread with rye and spelt from the valley. ".repeat(40));
    let mut site = site(&html).facts(lively).probe(|probe| {
        probe.https = Some(true);
        probe.http_redirects_to_https = Some(true);
        probe.sitemap = Some(true);
        probe.robots = Some(crate::crawl::model::RobotsState::Present);
    });
    for (name, value) in [
        ("strict-transport-security", "max-age=31536000"),
        ("content-security-policy", "default-src 'self'; frame-ancestors 'none'"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("content-encoding", "br"),
        ("etag", "\"1\""),
    ] {
        site = site.header(name, value);
    }
    site
}

#[test]
fn a_lively_business_with_an_old_site_is_hot() {
    let examination = old_site().examine();
    assert_eq!(examination.temperature, Temperature::Hot, "{}", told(&examination));
}

#[test]
fn a_lively_business_with_a_perfect_site_is_not_hot() {
    let examination = polished_site().examine();
    assert!(examination.site_quality >= 90, "quality {}: {:?}", examination.site_quality, flaws(&examination));
    assert_ne!(examination.temperature, Temperature::Hot, "{}", told(&examination));
}

#[test]
fn a_bad_site_of_a_business_that_nobody_can_reach_is_cold() {
    let examination = old_site().facts(|facts| *facts = SiteFacts::default()).examine();
    assert_eq!(examination.temperature, Temperature::Cold, "{}", told(&examination));
}

#[test]
fn a_site_that_does_not_answer_is_cold_even_with_contacts() {
    let examination = old_site().home(|record| record.status = Some(503)).examine();
    assert_eq!(examination.temperature, Temperature::Cold, "{}", told(&examination));
}

#[test]
fn a_reachable_business_without_a_site_is_hot() {
    let mut none = super::support::unread().facts(lively);
    none.presence = Presence::NoSite;
    let examination = none.examine();
    assert_eq!(examination.temperature, Temperature::Hot, "{}", told(&examination));
}

#[test]
fn a_profile_moves_thresholds_and_weights_and_zero_switches_a_rule_off() {
    let profile = ScoringProfile {
        version: 2,
        hot_at_least: 20,
        warm_at_least: 10,
        weights: BTreeMap::from([("reach.phone".to_owned(), 0), ("reach.email".to_owned(), 30)]),
    };
    let examination = old_site().examine_with(&profile);
    assert!(examination.factors.iter().all(|factor| factor.rule != "reach.phone"));
    let email =
        examination.factors.iter().find(|factor| factor.rule == "reach.email").map(|factor| (factor.points, factor.max_points));
    assert_eq!(email, Some((30, 30)));
    assert_eq!((examination.profile.version, examination.temperature), (2, Temperature::Hot));
}

#[test]
fn scoring_anew_from_an_examination_equals_examining_anew() {
    let profile =
        ScoringProfile { version: 2, weights: BTreeMap::from([("need.mobile".to_owned(), 33)]), ..ScoringProfile::default() };
    let before = old_site().examine();
    assert_eq!(rules::rescore(&before, &profile), Some(old_site().examine_with(&profile)));
    let without = ScoringProfile { weights: BTreeMap::from([("need.mobile".to_owned(), 0)]), ..ScoringProfile::default() };
    assert_eq!(rules::rescore(&old_site().examine_with(&without), &profile), None, "a rule that was off needs the pages");
}

#[test]
fn a_profile_is_told_everything_that_is_wrong_with_it() {
    let profile = ScoringProfile {
        version: 1,
        hot_at_least: 40,
        warm_at_least: 40,
        weights: BTreeMap::from([
            ("against.dead".to_owned(), 5),
            ("no.such-rule".to_owned(), 5),
            ("reach.email".to_owned(), -1),
            ("reach.phone".to_owned(), 101),
        ]),
    };
    assert_eq!(
        validate_profile(&profile),
        Err(vec![
            ProfileError::WarmNotBelowHot { warm: 40, hot: 40 },
            ProfileError::WrongSign { rule: "against.dead".to_owned(), points: 5, expected: "negative" },
            ProfileError::UnknownRule("no.such-rule".to_owned()),
            ProfileError::WrongSign { rule: "reach.email".to_owned(), points: -1, expected: "positive" },
            ProfileError::TooHeavy { rule: "reach.phone".to_owned(), points: 101, limit: 100 },
        ])
    );
    let out = ScoringProfile { hot_at_least: 0, warm_at_least: 101, ..ScoringProfile::default() };
    assert_eq!(validate_profile(&out), Err(vec![ProfileError::HotOutOfRange(0), ProfileError::WarmOutOfRange(101)]));
    assert_eq!(validate_profile(&ScoringProfile::default()), Ok(()));
}

#[test]
fn a_change_of_temperature_names_the_factor_that_brought_it_about() {
    let before = old_site().examine();
    let after = old_site().facts(|facts| *facts = SiteFacts::default()).examine();
    let change = explain_change(&before, &after).expect("it changed");
    assert_eq!((change.from, change.to), (before.temperature, after.temperature));
    assert_eq!(change.decisive.as_ref().map(|factor| factor.rule.as_str()), Some("against.unreachable"));
    assert!(change.explanation.en.starts_with("against.unreachable moved by -30"), "{}", change.explanation.en);
    assert_eq!(explain_change(&before, &before), None);
}

#[test]
fn a_change_of_temperature_by_thresholds_says_so() {
    let before = old_site().examine();
    let strict = ScoringProfile { version: 2, hot_at_least: 100, warm_at_least: 50, weights: BTreeMap::new() };
    let after = old_site().examine_with(&strict);
    let change = explain_change(&before, &after).expect("it changed");
    assert_eq!((change.decisive, change.thresholds_moved), (None, true));
}

#[test]
fn a_difference_says_whether_the_site_or_the_rules_or_the_profile_changed() {
    let before = old_site().examine();
    let same = diff(&before, &before);
    assert!(!same.site_changed && !same.ruleset_changed && !same.profile_changed && !same.time_passed);
    assert!(same.checks.is_empty() && same.factors.is_empty() && same.temperature.is_none());

    let moved = diff(&before, &polished_site().examine());
    assert!(moved.site_changed && !moved.ruleset_changed && !moved.profile_changed);
    let viewport = moved.checks.iter().find(|change| change.id == "mobile.viewport").map(|change| (change.before, change.after));
    assert_eq!(viewport, Some((Some(CheckStatus::Fail), Some(CheckStatus::Pass))));

    let mut newer = before.clone();
    newer.ruleset.0 = "2027.01-1".to_owned();
    newer.checks.retain(|check| check.id != "seo.title");
    let ruled = diff(&before, &newer);
    assert!(ruled.ruleset_changed && !ruled.site_changed);
    assert_eq!(ruled.checks.iter().map(|change| (change.id.as_str(), change.after)).collect::<Vec<_>>(), [("seo.title", None)]);

    let profiled = diff(&before, &old_site().examine_with(&ScoringProfile { version: 2, ..ScoringProfile::default() }));
    assert!(profiled.profile_changed && !profiled.site_changed);
}

#[test]
fn a_score_from_the_shares_alone_is_that_of_the_examination_scored_again() {
    let examination = old_site().examine();
    let stored = serde_json::to_value(&examination.factors).expect("factors serialise");
    let shares: Vec<Share> = serde_json::from_value(stored).expect("factors read as shares");
    let profile = |weights: &[(&str, i32)]| ScoringProfile {
        version: 2,
        weights: weights.iter().map(|(rule, points)| ((*rule).to_owned(), *points)).collect(),
        ..ScoringProfile::default()
    };
    let (first, last) = (&FACTORS[0], &FACTORS[FACTORS.len() - 1]);
    for profile in [
        profile(&[]),
        profile(&[(first.id, 3 * first.points.signum())]),
        profile(&[(first.id, 0), (last.id, 7 * last.points.signum())]),
        profile(&[(first.id, 100 * first.points.signum())]),
    ] {
        let again = rules::rescore(&examination, &profile).map(|examination| examination.score);
        assert_eq!(rules::score_under(&examination.ruleset, &shares, &profile), again, "{profile:?}");
    }
    let other = RulesetVersion("1999.01-1".to_owned());
    assert_eq!(rules::score_under(&other, &shares, &profile(&[])), None, "other rules need the pages");
}

#[test]
fn no_contact_can_be_read_from_an_audit() {
    let html = "<title>Baker 01632 960001 info@baker.example</title><h1>Call +44 1632 960001</h1><a href=mailto:info@baker.example>Write</a>";
    let json = serde_json::to_string(&site(html).facts(lively).examine()).expect("it serialises");
    assert!(!json.contains("info@baker") && !json.contains("960001"), "{json}");
}

fn told(examination: &Examination) -> String {
    let factors = examination.factors.iter().filter(|factor| factor.points != 0);
    let list =
        factors.map(|factor| format!("{} {}/{}: {}", factor.rule, factor.points, factor.max_points, factor.explanation.en));
    format!("score {}, quality {}\n{}", examination.score, examination.site_quality, list.collect::<Vec<_>>().join("\n"))
}

fn flaws(examination: &Examination) -> Vec<&str> {
    examination
        .checks
        .iter()
        .filter(|check| check.status > CheckStatus::Pass && check.status < CheckStatus::Unknown)
        .map(|check| check.id.as_str())
        .collect()
}

fn any_profile() -> impl Strategy<Value = ScoringProfile> {
    let weights = FACTORS.iter().map(|rule| (0..=100_i32).prop_map(|points| points * rule.points.signum())).collect::<Vec<_>>();
    (weights, 2_u8..=100, 1_u8..=99).prop_map(|(weights, hot, warm)| ScoringProfile {
        version: 7,
        hot_at_least: hot,
        warm_at_least: warm.min(hot - 1),
        weights: FACTORS.iter().map(|rule| rule.id.to_owned()).zip(weights).collect(),
    })
}

fn any_site() -> impl Strategy<Value = Site> {
    let part = prop::sample::select(vec![
        "<title>Home</title>",
        "<h1>Bread</h1>",
        "<img src=a.jpg>",
        "<p>Under construction</p>",
        "<p>© 2015 Baker</p>",
        "<center>x</center>",
        "<form><textarea></textarea></form>",
        "<a href=/privacy>Privacy</a>",
        "<script src=https://hotjar.com/a.js></script>",
        "<meta name=viewport content=width=device-width>",
    ]);
    (prop::collection::vec(part, 0..6), any::<bool>(), prop::sample::select(vec![200_u16, 404, 500])).prop_map(
        |(parts, alive, status)| {
            let site = site(&parts.concat()).home(|record| record.status = Some(status));
            if alive { site.facts(lively) } else { site }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_score_is_always_the_clamped_sum_and_points_stay_within_their_weight(site in any_site(), profile in any_profile()) {
        prop_assert_eq!(validate_profile(&profile), Ok(()));
        let examination = site.examine_with(&profile);
        let sum: i32 = examination.factors.iter().map(|factor| factor.points).sum();
        prop_assert_eq!(i32::from(examination.score), sum.clamp(0, 100));
        for factor in &examination.factors {
            let (low, high) = (factor.max_points.min(0), factor.max_points.max(0));
            prop_assert!((low..=high).contains(&factor.points), "{:?}", factor);
            prop_assert!(factor.max_points != 0 && profile.weights[&factor.rule] == factor.max_points);
        }
        prop_assert!(examination.site_quality <= 100);
        prop_assert_eq!(examination.temperature, rules::temperature(examination.score, &profile));
        let again = site.examine_with(&profile);
        prop_assert_eq!(serde_json::to_vec(&examination).expect("it serialises"), serde_json::to_vec(&again).expect("it serialises"));
    }
}
