//! What every request of the crawl shares, be it for a page, a robots.txt or a sitemap: how it ends without an answer, and what an
//! answer means for the host's pace. Does not belong here: making the request (`fetch.rs`, `robots_cache.rs`, `around.rs`).

use std::future::Future;
use std::time::Duration;

use glouton_platform::egress::pace::Outcome;
use glouton_platform::egress::{Answer, EgressError};
use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;
use tokio_util::sync::CancellationToken;

use super::model::{SiteFailure, SiteReason};

/// Why a fetch ended without a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Halt {
    /// The caller's token fired.
    Stopped,
    /// The net's fault.
    Network(EgressError),
    /// Any other reason.
    Failed(SiteFailure),
}

impl Halt {
    pub(super) fn day_is_full(host: &str) -> Self {
        Self::Failed(SiteFailure {
            reason: SiteReason::LimitReached,
            detail: format!("{host} has given as many bytes today as one host may (egress.host_daily_bytes)"),
        })
    }
}

impl From<EgressError> for SiteFailure {
    fn from(error: EgressError) -> Self {
        use EgressError as E;
        let reason = match &error {
            E::PrivateAddress { .. } | E::Port(_) | E::Scheme(_) | E::Credentials => SiteReason::PrivateAddress,
            E::Shunned { .. } => SiteReason::Suppressed,
            E::Dns { .. } | E::Host => SiteReason::DnsFailure,
            E::Connect { .. } | E::Protocol { .. } => SiteReason::ConnectFailure,
            E::Tls { .. } => SiteReason::TlsFailure,
            E::Timeout { .. } => SiteReason::Timeout,
            E::TooLarge { .. } | E::HeadersTooLarge { .. } => SiteReason::TooLarge,
            E::RedirectLoop | E::TooManyRedirects(_) => SiteReason::RedirectLoop,
            E::RedirectTarget => SiteReason::HttpError,
            E::Encoding => SiteReason::NotHtml,
        };
        let detail = error.to_string();
        // A sentence: the errors' words begin in lower case unless with a host's name.
        Self { reason, detail }
    }
}

/// Waits for `work` unless the token fires first, which drops the work and with it an open request.
pub(super) async fn unless_stopped<T>(stop: &CancellationToken, work: impl Future<Output = T>) -> Result<T, Halt> {
    tokio::select! {
        biased;
        () = stop.cancelled() => Err(Halt::Stopped),
        done = work => Ok(done),
    }
}

/// What an answer means for the host's pace.
pub(super) fn outcome_of(answer: &Answer, bytes: u64) -> Outcome {
    match answer.status.as_u16() {
        429 | 503 => {
            let header = |name| answer.headers.get(name).and_then(|v| v.to_str().ok()).map(str::trim);
            Outcome::Busy { retry_after: header(RETRY_AFTER).and_then(|wanted| patience(wanted, header(DATE))) }
        }
        _ => Outcome::Answered { bytes },
    }
}

/// `Retry-After`: seconds, or a date, which is measured against the server's own clock.
fn patience(wanted: &str, date: Option<&str>) -> Option<Duration> {
    if let Ok(seconds) = wanted.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = |text: &str| OffsetDateTime::parse(text, &Rfc2822).ok();
    (moment(wanted)? - moment(date?)?).try_into().ok()
}

/// Headers as the page records keep them.
pub(super) fn lower_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_is_asked_for_in_seconds_or_by_date() {
        let date = "Sat, 21 Nov 2026 10:00:00 GMT";
        for (wanted, seconds) in [
            ("7", Some(7)),
            ("Sat, 21 Nov 2026 10:00:09 GMT", Some(9)),
            ("Sat, 21 Nov 2026 09:00:00 GMT", None),
            ("soon", None),
            ("-1", None),
        ] {
            assert_eq!(patience(wanted, Some(date)), seconds.map(Duration::from_secs), "{wanted}");
        }
        assert_eq!(patience("Sat, 21 Nov 2026 10:00:09 GMT", None), None);
    }
}
