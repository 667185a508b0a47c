//! An audit as a report tells it: its stored text, read where it stands. What a report shows once and forgets would cost many times as
//! much as values of their own. Does not belong here: the audit that is worked with (`store::Audit`).
//! Invariant: a told audit says what the whole one says, in English.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

use super::model::{CheckCategory, CheckStatus};

/// An audit's outcome and the texts of its checks and factors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub(super) site_quality: u8,
    pub(super) factors: String,
    pub(super) checks: String,
}

impl Told {
    /// See [`super::Examination::site_quality`].
    #[must_use]
    pub fn site_quality(&self) -> u8 {
        self.site_quality
    }

    /// The factors, in their order.
    ///
    /// # Errors
    /// The stored text is no factors.
    pub fn factors(&self) -> Result<Vec<ToldFactor<'_>>, serde_json::Error> {
        serde_json::from_str(&self.factors)
    }

    /// The checks, in their order.
    ///
    /// # Errors
    /// The stored text is no checks.
    pub fn checks(&self) -> Result<Vec<ToldCheck<'_>>, serde_json::Error> {
        serde_json::from_str(&self.checks)
    }
}

/// See [`super::ScoreFactor`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ToldFactor<'a> {
    /// The rule.
    #[serde(borrow)]
    pub rule: Cow<'a, str>,
    /// Points given.
    pub points: i32,
    /// The profile's weight of the rule.
    pub max_points: i32,
    /// Why.
    #[serde(borrow)]
    pub explanation: English<'a>,
    /// At most three places.
    #[serde(borrow, default)]
    pub evidence: Vec<ToldEvidence<'a>>,
}

/// See [`super::Check`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ToldCheck<'a> {
    /// Which.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// What it is about.
    pub category: CheckCategory,
    /// What was found.
    pub status: CheckStatus,
    /// The same in words.
    #[serde(borrow)]
    pub detail: English<'a>,
    /// The measured value.
    #[serde(default)]
    pub value: Value,
    /// At most three places.
    #[serde(borrow, default)]
    pub evidence: Vec<ToldEvidence<'a>>,
}

/// A [`super::Text`] without its other languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct English<'a> {
    /// The words.
    #[serde(borrow)]
    pub en: Cow<'a, str>,
}

/// See [`super::PageEvidence`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ToldEvidence<'a> {
    /// The page.
    #[serde(borrow)]
    pub url: Cow<'a, str>,
    /// The words.
    #[serde(borrow)]
    pub snippet: Cow<'a, str>,
    /// Where on the page.
    #[serde(borrow, default)]
    pub selector: Option<Cow<'a, str>>,
    /// When the page was read, Unix milliseconds.
    pub fetched_at_ms: i64,
    /// Hash of the page's body; empty when there was none.
    #[serde(borrow)]
    pub content_hash: Cow<'a, str>,
}
