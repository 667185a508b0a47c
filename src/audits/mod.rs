//! The examination of a lead's site: checks, factors, score, temperature.
mod entity;
pub mod model;
pub mod ops;
pub mod store;
pub mod rules {
    pub fn check_profile(_: &super::ScoringProfile) -> Result<(), super::model::ProfileError> {
        Ok(())
    }
}
pub use model::*;
pub use store::{Audit, AuditId, PageVisit};
pub fn examine(input: &AuditInput<'_>, profile: &ScoringProfile) -> Examination {
    Examination {
        ruleset: RulesetVersion("0".into()),
        profile: ProfileStamp { version: profile.version, hot_at_least: 75, warm_at_least: 50 },
        site_fingerprint: String::new(),
        examined_at_ms: input.examined_at_ms,
        checks: vec![],
        factors: vec![],
        score: 60,
        temperature: Temperature::Warm,
        site_quality: 50,
    }
}
