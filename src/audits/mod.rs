//! The examination of a lead's site: checks, factors, score, temperature.
//!
//! Reading order: [`model`] (the words) → `checks` (what is looked at) → `texts` (what it means and how to mend it) → `factors`
//! (what makes a lead worth calling) → [`rules`] (score, temperature, comparison) → [`ops`] (the verbs). All but the last is
//! pure: [`examine`] reads no clock and no network, and gives the same bytes for the same input. The weights and why they are so:
//! docs/SCORING.md.

mod checks;
mod entity;
mod factors;
pub mod model;
pub mod ops;
mod redact;
pub mod rules;
pub mod runs;
mod store;
mod subject;
pub mod tasks;
pub mod texts;
mod time;
mod told;

pub use model::*;
pub use rules::{RULESET, diff, examine, explain_change, validate_profile, weighted_rules};
pub use store::{Audit, AuditId, PageVisit};
pub use told::{Told, ToldCheck, ToldEvidence, ToldFactor};

#[cfg(test)]
mod tests;
