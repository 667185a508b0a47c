//! The words of an examination: checks, factors, score, temperature, profile, ruleset. Plain data, no decisions, no clock.
//! Invariants: ids and orders are those of the rule tables, so that the same input gives the same bytes; a snippet or detail
//! never carries an unmasked e-mail address or telephone number, because audits are shown before a contact is revealed.

use std::collections::BTreeMap;
use std::fmt;

use glouton_reader::SiteFacts;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use crate::crawl::model::{PageRecord, SiteProbe};

/// All that an examination looks at. No clock, no network: months later the same input gives the same answer.
#[derive(Debug, Clone, Copy)]
pub struct AuditInput<'a> {
    /// Whether there is a site to examine.
    pub presence: Presence,
    /// The pages in the order they were read, those that gave nothing included.
    pub pages: &'a [PageRecord],
    /// What they say together.
    pub site: &'a SiteFacts,
    /// What is known of the site besides its pages.
    pub probe: &'a SiteProbe,
    /// The moment that ages are measured from (certificate, copyright year, dates), Unix milliseconds.
    pub examined_at_ms: i64,
}

/// Whether a lead has a site of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// It has an address on the web; the pages may still be missing.
    #[default]
    Site,
    /// It is known to have none (a directory or map entry without one).
    NoSite,
}

impl<'a> AuditInput<'a> {
    /// The examination of a site as it was when its last page was read. Use this one: a re-audit from snapshots then gives the
    /// same bytes whenever it runs.
    #[must_use]
    pub fn as_read(pages: &'a [PageRecord], site: &'a SiteFacts, probe: &'a SiteProbe) -> Self {
        let examined_at_ms = pages.iter().map(|page| page.fetched_at_ms).max().unwrap_or(0);
        Self { presence: Presence::Site, pages, site, probe, examined_at_ms }
    }
}

/// The languages that audits speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

/// A sentence in both languages, with the concrete values in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
}

impl Text {
    /// A sentence in both languages.
    pub fn new(en: impl Into<String>, fr: impl Into<String>) -> Self {
        Self { en: en.into(), fr: fr.into() }
    }

    /// The sentence in one language.
    #[must_use]
    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.en,
            Locale::Fr => &self.fr,
        }
    }
}

/// Where something was seen: the contract's `Evidence`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageEvidence {
    /// The page.
    pub url: Url,
    /// The words, at most 200 characters, addresses and numbers masked.
    pub snippet: String,
    /// Where on the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<String>,
    /// When the page was read, Unix milliseconds.
    pub fetched_at_ms: i64,
    /// Hash of the page's body; empty when there was none.
    pub content_hash: String,
}

/// What a check is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CheckCategory {
    /// Can the site be reached, and does it work?
    Reachability,
    /// Is it safe for visitors and for its owner?
    Security,
    /// Can search engines find and understand it?
    Seo,
    /// Does it work on a phone?
    Mobile,
    /// Is it fast?
    Performance,
    /// Can everybody use it?
    Accessibility,
    /// Does it say what a customer wants to know?
    Content,
    /// Does it respect visitors and the law?
    Privacy,
    /// Are its name and mail set up well?
    Domain,
}

impl CheckCategory {
    /// All nine, in the order of the report.
    pub const ALL: [Self; 9] = [
        Self::Reachability,
        Self::Security,
        Self::Seo,
        Self::Mobile,
        Self::Performance,
        Self::Accessibility,
        Self::Content,
        Self::Privacy,
        Self::Domain,
    ];
}

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CheckStatus {
    /// As it should be.
    Pass,
    /// Worth mending.
    Warn,
    /// Wrong.
    Fail,
    /// The input does not tell, or there is nothing of the kind to look at.
    Unknown,
}

/// How much a check weighs in the site's quality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know: weight 1.
    Minor,
    /// Costs visitors or trust: weight 3.
    Major,
    /// Costs customers today: weight 6.
    Critical,
}

impl Severity {
    /// Weight in the site's quality.
    #[must_use]
    pub const fn weight(self) -> u32 {
        match self {
            Self::Minor => 1,
            Self::Major => 3,
            Self::Critical => 6,
        }
    }
}

/// One thing looked at and what was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// "seo.title-length"; stable for ever.
    pub id: String,
    /// What it is about.
    pub category: CheckCategory,
    /// What was found.
    pub status: CheckStatus,
    /// What it is called, why it matters and how to mend it are kept once, see [`super::texts`]; this is what was found here.
    pub detail: Text,
    /// The measured value, as data.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub value: Value,
    /// At most three places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<PageEvidence>,
}

/// Points for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreFactor {
    /// "reach.email"; stable for ever.
    pub rule: String,
    /// Points given: between 0 and [`max_points`](Self::max_points), or between that and 0 when it is negative.
    pub points: i32,
    /// The profile's weight of the rule.
    pub max_points: i32,
    /// How much of the rule applies, 0 to 100: `points` is this share of `max_points`, so that another profile can be applied
    /// without looking at the pages again.
    pub percent: u32,
    /// Why.
    pub explanation: Text,
    /// At most three places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<PageEvidence>,
}

/// A factor as far as another profile needs it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Share {
    /// The rule.
    pub rule: String,
    /// See [`ScoreFactor::percent`].
    pub percent: u32,
}

/// How promising a lead is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Temperature {
    /// Not now.
    Cold,
    /// Worth a look.
    Warm,
    /// Call today.
    Hot,
}

/// The version of checks and factors; moves whenever either would give another answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RulesetVersion(pub String);

impl fmt::Display for RulesetVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A workspace's idea of a hot lead. Rules that `weights` does not name keep their default points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoringProfile {
    /// Counts the changes; 1 is the default profile.
    pub version: u32,
    /// Score from which a lead is HOT, 1 to 100.
    pub hot_at_least: u8,
    /// Score from which a lead is WARM, 1 to 100, below `hot_at_least`.
    pub warm_at_least: u8,
    /// Points per rule; 0 switches a rule off.
    #[serde(default)]
    pub weights: BTreeMap<String, i32>,
}

impl Default for ScoringProfile {
    fn default() -> Self {
        Self { version: 1, hot_at_least: 75, warm_at_least: 50, weights: BTreeMap::new() }
    }
}

/// Why a profile is not accepted; each names the field it is about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// `hot_at_least` is not 1 to 100.
    #[error("hotAtLeast must be 1 to 100, not {0}")]
    HotOutOfRange(u8),
    /// `warm_at_least` is not 1 to 100.
    #[error("warmAtLeast must be 1 to 100, not {0}")]
    WarmOutOfRange(u8),
    /// `warm_at_least` is not below `hot_at_least`.
    #[error("warmAtLeast ({warm}) must be below hotAtLeast ({hot})")]
    WarmNotBelowHot {
        /// The lower threshold.
        warm: u8,
        /// The upper threshold.
        hot: u8,
    },
    /// No such rule.
    #[error("there is no scoring rule {0:?}")]
    UnknownRule(String),
    /// The points are beyond 100 in size.
    #[error("{rule} may weigh at most {limit} points in size, not {points}")]
    TooHeavy {
        /// The rule.
        rule: String,
        /// What was asked.
        points: i32,
        /// The most.
        limit: i32,
    },
    /// A reason for a lead was given negative points, or a reason against one positive points.
    #[error("{rule} may only weigh {expected} points or none, not {points}")]
    WrongSign {
        /// The rule.
        rule: String,
        /// What was asked.
        points: i32,
        /// "positive" or "negative".
        expected: &'static str,
    },
}

/// What an examination gives. Holds nothing of when or by whom it was run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Examination {
    /// The rules it was made by.
    pub ruleset: RulesetVersion,
    /// The profile it was scored with.
    pub profile: ProfileStamp,
    /// Names what was looked at: the same pages, facts and probe give the same fingerprint.
    pub site_fingerprint: String,
    /// The moment that ages are measured from, Unix milliseconds.
    pub examined_at_ms: i64,
    /// In the order of the rule tables.
    pub checks: Vec<Check>,
    /// In the order of the rule table; those switched off left out, those that gave nothing kept with 0 points.
    pub factors: Vec<ScoreFactor>,
    /// clamp(sum of the factors' points, 0, 100).
    pub score: u8,
    /// By the profile's thresholds.
    pub temperature: Temperature,
    /// 0 to 100: weighted share of the known checks that pass, a warning counting half. 0 when nothing is known.
    pub site_quality: u8,
}

/// As much of a profile as an examination must remember.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileStamp {
    /// Version of the profile.
    pub version: u32,
    /// Its HOT threshold.
    pub hot_at_least: u8,
    /// Its WARM threshold.
    pub warm_at_least: u8,
}

/// What differs between two examinations of a lead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExaminationDiff {
    /// The pages, the facts or the probe differ.
    pub site_changed: bool,
    /// The ruleset's version differs.
    pub ruleset_changed: bool,
    /// The profile's version or thresholds differ.
    pub profile_changed: bool,
    /// Ages are measured from another day.
    pub time_passed: bool,
    /// Checks whose status differs, in the order of the later examination; vanished ones last.
    pub checks: Vec<CheckChange>,
    /// Factors whose points differ, the greatest difference first.
    pub factors: Vec<FactorChange>,
    /// Score before and after.
    pub score: (u8, u8),
    /// Site quality before and after.
    pub site_quality: (u8, u8),
    /// Set when the temperature differs.
    pub temperature: Option<TemperatureChange>,
}

/// A check whose status differs; `None` where the check did not exist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckChange {
    /// The check.
    pub id: String,
    /// Before.
    pub before: Option<CheckStatus>,
    /// After.
    pub after: Option<CheckStatus>,
}

/// A factor whose points differ; a factor that did not exist counts 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorChange {
    /// The rule.
    pub rule: String,
    /// Points before.
    pub before: i32,
    /// Points after.
    pub after: i32,
}

/// A change of temperature and what brought it about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemperatureChange {
    /// Before.
    pub from: Temperature,
    /// After.
    pub to: Temperature,
    /// Score before and after.
    pub score: (u8, u8),
    /// The factor that moved the score most in that direction; `None` when only the thresholds moved.
    pub decisive: Option<FactorChange>,
    /// The profile's thresholds moved.
    pub thresholds_moved: bool,
    /// One sentence.
    pub explanation: Text,
}
