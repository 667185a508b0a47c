//! The examination as a whole: nothing known, sums, determinism.

use super::support::{site, unread};
use crate::audits::{CheckStatus, PageEvidence, Temperature, Told, ToldEvidence, rules};

#[test]
fn where_nothing_was_read_everything_is_unknown_and_the_lead_is_cold() {
    let examination = unread().examine();
    let known: Vec<_> =
        examination.checks.iter().filter(|check| check.status != CheckStatus::Unknown).map(|check| &check.id).collect();
    assert!(known.is_empty(), "{known:?}");
    assert_eq!((examination.site_quality, examination.score, examination.temperature), (0, 0, Temperature::Cold));
}

#[test]
fn the_score_is_the_sum_of_its_factors() {
    let examination = site("<title>Baker</title><p>Call us</p>").examine();
    assert_eq!(examination.score, rules::score(&examination.factors));
    assert!(examination.checks.len() >= 60);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let bytes =
        || serde_json::to_vec(&site("<title>Baker</title><img src=a.jpg><a href=/x>here</a>").examine()).expect("it serialises");
    assert_eq!(bytes(), bytes());
}

#[test]
fn a_report_tells_what_the_audit_says() {
    let examination = site("<title>Baker \"& Son\"</title><img src=a.jpg><a href=/x>here</a><p>Call us</p>").examine();
    let told = Told {
        site_quality: examination.site_quality,
        factors: serde_json::to_string(&examination.factors).expect("factors"),
        checks: serde_json::to_string(&examination.checks).expect("checks"),
    };
    let evidence = |told: &[ToldEvidence<'_>], whole: &[PageEvidence]| {
        assert_eq!(told.len(), whole.len());
        for (told, whole) in told.iter().zip(whole) {
            assert_eq!(told.url, whole.url.as_str());
            assert_eq!((&*told.snippet, told.selector.as_deref()), (whole.snippet.as_str(), whole.selector.as_deref()));
            assert_eq!((told.fetched_at_ms, &*told.content_hash), (whole.fetched_at_ms, whole.content_hash.as_str()));
        }
    };
    let checks = told.checks().expect("checks");
    assert_eq!(checks.len(), examination.checks.len());
    for (told, whole) in checks.iter().zip(&examination.checks) {
        assert_eq!((&*told.id, told.category, told.status), (whole.id.as_str(), whole.category, whole.status));
        assert_eq!((&*told.detail.en, &told.value), (whole.detail.en.as_str(), &whole.value));
        evidence(&told.evidence, &whole.evidence);
    }
    let factors = told.factors().expect("factors");
    assert_eq!(factors.len(), examination.factors.len());
    for (told, whole) in factors.iter().zip(&examination.factors) {
        assert_eq!((&*told.rule, told.points, told.max_points), (whole.rule.as_str(), whole.points, whole.max_points));
        assert_eq!(told.explanation.en, whole.explanation.en);
        evidence(&told.evidence, &whole.evidence);
    }
    assert!(factors.iter().any(|factor| !factor.evidence.is_empty()), "there is something to compare");
}
