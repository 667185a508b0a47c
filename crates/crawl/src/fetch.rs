//! One page over plain HTTP: for each hop the right to read it (robots.txt), the host's turn, the request, the cookies. Belongs here:
//! how one address becomes one answer. Does not belong here: which address comes next (`frontier.rs`), what the answer says.

use std::future::Future;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use http::header::{ACCEPT, DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, StatusCode};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::canonical::same_site;
use super::model::{RobotsState, SiteFailure, SiteReason};
use super::robots_cache::RobotsCache;
use glouton_platform::egress::pace::Outcome;
use glouton_platform::egress::{Answer, Ask, CertificateFacts, Cookies, Egress, EgressError, Purpose, Received};

/// A busy site is asked once more if it wants no more patience than this.
const LONGEST_PATIENCE: Duration = Duration::from_secs(30);

static PAGE_HEADERS: LazyLock<HeaderMap> = LazyLock::new(|| {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"));
    headers
});

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

/// An answer to a page's request.
#[derive(Debug)]
pub(super) struct Fetched {
    /// Where it came from in the end.
    pub(super) url: Url,
    pub(super) status: StatusCode,
    pub(super) headers: Vec<(String, String)>,
    pub(super) media_type: String,
    /// `None` when the media type is none that is read.
    pub(super) body: Option<Received>,
    /// On the wire, waiting for turns left out.
    pub(super) elapsed: Duration,
    pub(super) certificate: Option<Arc<CertificateFacts>>,
    pub(super) robots: RobotsState,
    /// The addresses passed, the first and the last included.
    pub(super) passed: Vec<Url>,
}

/// Fetches pages.
#[derive(Debug)]
pub(super) struct Fetcher {
    pub(super) egress: Egress,
    pub(super) robots: Arc<RobotsCache>,
}

impl Fetcher {
    /// For one visit: with connections of its own, which close when it ends.
    pub(super) fn apart(&self) -> Self {
        Self { egress: self.egress.apart(), robots: Arc::clone(&self.robots) }
    }

    /// Asks for one address without following anything, under the same rules as a page.
    pub(super) async fn peek(&self, url: &Url, stop: &CancellationToken) -> Result<Answer, Halt> {
        self.egress.check(url).map_err(Halt::Network)?;
        let host = url.host_str().unwrap_or_default();
        let turn = unless_stopped(stop, self.egress.pace().turn(host)).await?.map_err(|_| Halt::day_is_full(host))?;
        let answer = unless_stopped(stop, self.egress.ask(Ask::get(url.clone()).meant_for(Purpose::Look))).await?;
        turn.done(answer.as_ref().map_or(Outcome::Failed, |answer| outcome_of(answer, 0)));
        answer.map_err(Halt::Network)
    }

    /// Fetches `url` and follows its redirects; with `home`, only within that site.
    pub(super) async fn fetch(
        &self,
        url: Url,
        home: Option<&Url>,
        cookies: &mut Cookies,
        stop: &CancellationToken,
    ) -> Result<Fetched, Halt> {
        let mut trail = self.egress.trail(&url);
        let mut at = url;
        let mut elapsed = Duration::ZERO;
        let mut patient = true;
        loop {
            self.egress.check(&at).map_err(Halt::Network)?;
            if home.is_some_and(|home| !same_site(home, &at)) {
                let host = at.host_str().unwrap_or_default();
                return Err(Halt::Failed(SiteFailure {
                    reason: SiteReason::HttpError,
                    detail: format!("the page leads to another site, {host}"),
                }));
            }
            let robots = self.robots.of(&at, &self.egress, stop).await?;
            robots.check(&at).map_err(Halt::Failed)?;
            let host = at.host_str().unwrap_or_default().to_owned();
            let turn = unless_stopped(stop, self.egress.pace().turn(&host)).await?.map_err(|_| Halt::day_is_full(&host))?;
            let mut ask = Ask::get(at.clone()).meant_for(Purpose::Page);
            ask.robots_version = Some(Arc::clone(&robots.version));
            ask.headers.clone_from(&PAGE_HEADERS);
            cookies.apply(&at, &mut ask.headers);
            let asked = Instant::now();
            let answer = match unless_stopped(stop, self.egress.ask(ask)).await? {
                Ok(answer) => answer,
                Err(error) => {
                    turn.done(Outcome::Failed);
                    return Err(Halt::Network(error));
                }
            };
            elapsed += asked.elapsed();
            let fresh_cookie = cookies.store(&at, &answer.headers);
            if let Some(next) = trail.next(&answer, fresh_cookie).map_err(Halt::Network)? {
                turn.done(Outcome::Answered { bytes: 0 });
                at = next;
                continue;
            }
            if let Outcome::Busy { retry_after } = outcome_of(&answer, 0)
                && patient
                && retry_after.is_some_and(|wait| wait <= LONGEST_PATIENCE)
            {
                // The turn makes the next one wait as long as the site asked.
                turn.done(Outcome::Busy { retry_after });
                patient = false;
                continue;
            }
            let media_type = answer.media_type();
            let headers = lower_headers(&answer.headers);
            let (status, certificate) = (answer.status, answer.certificate.clone());
            let reading = Instant::now();
            let mut outcome = outcome_of(&answer, 0);
            let body = if is_html(&media_type) {
                match unless_stopped(stop, answer.receive()).await? {
                    Ok(received) => {
                        if let Outcome::Answered { bytes } = &mut outcome {
                            *bytes = received.bytes.len() as u64;
                        }
                        Some(received)
                    }
                    Err(error) => {
                        turn.done(Outcome::Failed);
                        return Err(Halt::Network(error));
                    }
                }
            } else {
                None
            };
            turn.done(outcome);
            elapsed += reading.elapsed();
            let passed = trail.passed().to_vec();
            return Ok(Fetched {
                url: at,
                status,
                headers,
                media_type,
                body,
                elapsed,
                certificate,
                robots: robots.state,
                passed,
            });
        }
    }
}

/// What is read: HTML, XHTML, and answers that do not say what they are.
pub(super) fn is_html(media_type: &str) -> bool {
    matches!(media_type, "text/html" | "application/xhtml+xml" | "")
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
