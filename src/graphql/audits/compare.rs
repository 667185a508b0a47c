//! What changed between two audits, and what another scoring profile would change, as the schema shows it.

use async_graphql::SimpleObject;

use super::{Audit, CheckStatus};
use crate::{
    audits::{self, Locale, ops},
    graphql::{error::UserError, leads::Temperature},
};

/// A check whose outcome differs.
#[derive(SimpleObject, Debug, Clone)]
pub struct CheckChange {
    /// Stable id, such as "seo.title-length".
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Before; none when the older rules did not have it.
    pub before: Option<CheckStatus>,
    /// After; none when the newer rules do not have it.
    pub after: Option<CheckStatus>,
}

/// A scoring rule whose points differ.
#[derive(SimpleObject, Debug, Clone)]
pub struct FactorChange {
    /// Stable id of the rule.
    pub rule: String,
    /// Points before.
    pub before: i32,
    /// Points after.
    pub after: i32,
}

impl From<audits::FactorChange> for FactorChange {
    fn from(change: audits::FactorChange) -> Self {
        Self { rule: change.rule, before: change.before, after: change.after }
    }
}

/// A change of temperature, and what brought it about.
#[derive(SimpleObject, Debug, Clone)]
pub struct TemperatureChange {
    /// Before.
    pub from: Temperature,
    /// After.
    pub to: Temperature,
    /// The rule that moved the score most in that direction; none when only the thresholds moved.
    pub decisive: Option<FactorChange>,
    /// The profile's thresholds moved.
    pub thresholds_moved: bool,
    /// One sentence.
    pub explanation: String,
}

/// What differs between two audits of a lead, and whether the site, the rules, the profile or only the calendar did it.
#[derive(SimpleObject, Debug, Clone)]
pub struct AuditDiff {
    /// The older one, as named in the query.
    pub before: Audit,
    /// The newer one, as named in the query.
    pub after: Audit,
    /// The pages, or what is known of the site besides them, differ.
    pub site_changed: bool,
    /// The rules differ.
    pub ruleset_changed: bool,
    /// The scoring profile differs.
    pub profile_changed: bool,
    /// They look at different moments: ages (of a certificate, of a copyright line) differ.
    pub time_passed: bool,
    /// Checks whose outcome differs.
    pub checks: Vec<CheckChange>,
    /// Scoring rules whose points differ, the greatest difference first.
    pub factors: Vec<FactorChange>,
    /// The change of temperature, if there is one.
    pub temperature: Option<TemperatureChange>,
}

impl From<ops::Comparison> for AuditDiff {
    fn from(comparison: ops::Comparison) -> Self {
        let diff = comparison.diff;
        let check = |change: audits::CheckChange| CheckChange {
            title: audits::texts::of(&change.id).map_or(change.id.as_str(), |text| text.title(Locale::En)).to_owned(),
            id: change.id,
            before: change.before.map(CheckStatus::from),
            after: change.after.map(CheckStatus::from),
        };
        let temperature = |change: audits::TemperatureChange| TemperatureChange {
            from: crate::leads::Temperature::from(change.from).into(),
            to: crate::leads::Temperature::from(change.to).into(),
            decisive: change.decisive.map(FactorChange::from),
            thresholds_moved: change.thresholds_moved,
            explanation: change.explanation.get(Locale::En).to_owned(),
        };
        Self {
            before: comparison.before.into(),
            after: comparison.after.into(),
            site_changed: diff.site_changed,
            ruleset_changed: diff.ruleset_changed,
            profile_changed: diff.profile_changed,
            time_passed: diff.time_passed,
            checks: diff.checks.into_iter().map(check).collect(),
            factors: diff.factors.into_iter().map(FactorChange::from).collect(),
            temperature: diff.temperature.map(temperature),
        }
    }
}

/// How many leads are how warm.
#[derive(SimpleObject, Debug, Clone, Copy)]
pub struct TemperatureCounts {
    /// HOT.
    pub hot: i64,
    /// WARM.
    pub warm: i64,
    /// COLD.
    pub cold: i64,
}

impl From<ops::TemperatureCounts> for TemperatureCounts {
    fn from(counts: ops::TemperatureCounts) -> Self {
        Self { hot: counts.hot, warm: counts.warm, cold: counts.cold }
    }
}

/// What a change of the scoring profile would do to the workspace's leads. Nothing is written.
#[derive(SimpleObject, Debug, Clone, Copy)]
pub struct ScoringPreview {
    /// Audited leads that were looked at.
    pub leads: i64,
    /// Every audited lead was looked at; otherwise only the newest were.
    pub complete: bool,
    /// How warm they are now.
    pub before: TemperatureCounts,
    /// How warm they would be.
    pub after: TemperatureCounts,
    /// Leads whose temperature would change.
    pub changed: i64,
    /// Leads of which it cannot be told without another audit, counted in `after` as they are now.
    pub unknown: i64,
}

impl From<ops::Preview> for ScoringPreview {
    fn from(preview: ops::Preview) -> Self {
        Self {
            leads: preview.leads,
            complete: preview.complete,
            before: preview.before.into(),
            after: preview.after.into(),
            changed: preview.changed,
            unknown: preview.unknown,
        }
    }
}

/// A preview, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct ScoringPreviewPayload {
    /// What the change would do.
    pub preview: Option<ScoringPreview>,
    /// Mistakes in the input.
    pub user_errors: Vec<UserError>,
}
