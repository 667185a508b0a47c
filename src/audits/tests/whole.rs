//! The examination as a whole: nothing known, sums, determinism.

use super::support::{site, unread};
use crate::audits::{CheckStatus, Temperature, rules};

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
