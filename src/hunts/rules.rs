//! Pure decisions on hunts: limits, progress, which failures are worth another try.

use std::time::Duration;

use serde::Deserialize;

use super::model::{Counters, HuntLimits, Progress, SiteState};
use crate::{
    crawl::model::SiteReason,
    platform::error::{Rejection, RejectionCode},
};

/// Settings of hunts, section `[hunts]`: defaults and upper bounds of limits.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Most addresses of one start.
    pub max_urls: usize,
    /// Sites, when the start does not say.
    pub default_max_sites: i32,
    /// Most a start may ask for.
    pub most_sites: i32,
    /// Pages of a site, when the start does not say.
    pub default_max_pages_per_site: i32,
    /// Most a start may ask for.
    pub most_pages_per_site: i32,
    /// Link distance, when the start does not say.
    pub default_max_depth: i32,
    /// Most a start may ask for.
    pub most_depth: i32,
    /// Running time in seconds, when the start does not say.
    pub default_max_duration_seconds: i32,
    /// Most a start may ask for.
    pub most_duration_seconds: i32,
    /// Sites read at the same time in this process.
    pub site_concurrency: usize,
    /// Attempts at a site that does not answer.
    pub site_attempts: i32,
    /// Delay before the next attempt, milliseconds.
    pub retry_delay_ms: u64,
    /// Stored events a subscriber may ask to replay.
    pub max_replay: i64,
}

/// What a start asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct LimitsAsked {
    /// Sites.
    pub max_sites: Option<i32>,
    /// Pages of a site.
    pub max_pages_per_site: Option<i32>,
    /// Link distance.
    pub max_depth: Option<i32>,
    /// Seconds.
    pub max_duration_seconds: Option<i32>,
    /// Leads.
    pub max_leads: Option<i32>,
}

/// Fills in defaults and refuses what is out of range.
///
/// # Errors
/// One rejection a field.
pub fn limits(asked: LimitsAsked, settings: &Settings) -> Result<HuntLimits, Vec<Rejection>> {
    let mut rejections = Vec::new();
    let mut check = |value: Option<i32>, default: i32, least: i32, most: i32, field: &str| {
        let value = value.unwrap_or(default);
        if !(least..=most).contains(&value) {
            rejections.push(Rejection::new(
                RejectionCode::OutOfRange,
                &format!("limits.{field}"),
                format!("takes {least} to {most}"),
            ));
        }
        value
    };
    let limits = HuntLimits {
        max_sites: check(asked.max_sites, settings.default_max_sites, 1, settings.most_sites, "maxSites"),
        max_pages_per_site: check(
            asked.max_pages_per_site,
            settings.default_max_pages_per_site,
            1,
            settings.most_pages_per_site,
            "maxPagesPerSite",
        ),
        max_depth: check(asked.max_depth, settings.default_max_depth, 0, settings.most_depth, "maxDepth"),
        max_duration_seconds: check(
            asked.max_duration_seconds,
            settings.default_max_duration_seconds,
            1,
            settings.most_duration_seconds,
            "maxDurationSeconds",
        ),
        max_leads: asked.max_leads.map(|n| check(Some(n), n, 1, i32::MAX, "maxLeads")),
    };
    if rejections.is_empty() { Ok(limits) } else { Err(rejections) }
}

/// The state a site ends in for a reason: left out on purpose, or tried and not read.
#[must_use]
pub fn end_of(reason: SiteReason) -> SiteState {
    match reason {
        SiteReason::RobotsDisallowed | SiteReason::Suppressed | SiteReason::Duplicate | SiteReason::LimitReached => {
            SiteState::Skipped
        }
        SiteReason::InvalidUrl
        | SiteReason::PrivateAddress
        | SiteReason::DnsFailure
        | SiteReason::ConnectFailure
        | SiteReason::TlsFailure
        | SiteReason::Timeout
        | SiteReason::HttpError
        | SiteReason::BotChallenge
        | SiteReason::NotHtml
        | SiteReason::TooLarge
        | SiteReason::RedirectLoop => SiteState::Failed,
    }
}

/// Whether another try soon may succeed.
#[must_use]
pub fn is_passing(reason: SiteReason) -> bool {
    matches!(reason, SiteReason::ConnectFailure | SiteReason::Timeout | SiteReason::DnsFailure)
}

/// The progress as a client sees it. `running` is the running time so far, `finished` whether the hunt has ended.
#[must_use]
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // shown to people, not counted with
pub fn progress(counters: Counters, running: Duration, finished: bool) -> Progress {
    let ended = counters.sites_done + counters.sites_failed + counters.sites_skipped;
    let percent = if finished {
        100.0
    } else if counters.sites_found == 0 {
        0.0
    } else {
        (ended as f64 / counters.sites_found as f64 * 1000.0).round().min(1000.0) / 10.0
    };
    let seconds = running.as_secs_f64();
    let left = (counters.sites_found - ended).max(0);
    let eta = (!finished && ended > 0 && seconds > 0.0).then(|| (left as f64 * seconds / ended as f64).ceil() as i64);
    Progress {
        counters,
        percent,
        pages_per_second: if seconds > 0.0 { (counters.pages_fetched as f64 / seconds * 10.0).round() / 10.0 } else { 0.0 },
        eta_seconds: eta,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings {
            max_urls: 10,
            default_max_sites: 100,
            most_sites: 1000,
            default_max_pages_per_site: 8,
            most_pages_per_site: 50,
            default_max_depth: 3,
            most_depth: 10,
            default_max_duration_seconds: 3600,
            most_duration_seconds: 86_400,
            site_concurrency: 4,
            site_attempts: 2,
            retry_delay_ms: 100,
            max_replay: 100,
        }
    }

    #[test]
    fn limits_take_defaults_and_every_bad_one_is_named() {
        let asked = LimitsAsked { max_pages_per_site: Some(5), ..LimitsAsked::default() };
        let limits_ok = limits(asked, &settings()).expect("in range");
        assert_eq!((limits_ok.max_sites, limits_ok.max_pages_per_site), (100, 5));
        let asked = LimitsAsked { max_sites: Some(0), max_leads: Some(-1), ..LimitsAsked::default() };
        let rejected = limits(asked, &settings()).expect_err("out of range");
        assert_eq!(rejected.iter().map(|r| r.field.join(".")).collect::<Vec<_>>(), ["limits.maxSites", "limits.maxLeads"]);
    }

    #[test]
    fn progress_counts_every_end_and_guesses_the_rest_from_the_pace() {
        let counters = Counters {
            sites_found: 10,
            sites_done: 3,
            sites_failed: 1,
            sites_skipped: 1,
            pages_fetched: 20,
            ..Counters::default()
        };
        let progress = progress(counters, Duration::from_secs(10), false);
        assert!((progress.percent - 50.0).abs() < f64::EPSILON);
        assert!((progress.pages_per_second - 2.0).abs() < f64::EPSILON);
        assert_eq!(progress.eta_seconds, Some(10));
    }

    #[test]
    fn a_hunt_that_found_nothing_is_complete_when_it_ends_and_not_before() {
        assert!(progress(Counters::default(), Duration::ZERO, false).percent.abs() < f64::EPSILON);
        assert!((progress(Counters::default(), Duration::ZERO, true).percent - 100.0).abs() < f64::EPSILON);
    }
}
