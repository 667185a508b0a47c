//! One page over plain HTTP: for each hop the right to read it (robots.txt), the host's turn, the request, the cookies. Belongs here:
//! how one address becomes one answer. Does not belong here: which address comes next (`frontier.rs`), what the answer says.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::canonical::same_site;
use super::hop::{Halt, lower_headers, outcome_of, unless_stopped};
use super::model::{RobotsState, SiteFailure, SiteReason};
use super::robots_cache::RobotsCache;
use glouton_platform::egress::pace::Outcome;
use glouton_platform::egress::{Answer, Ask, CertificateFacts, Cookies, Egress, Purpose, Received};

/// A busy site is asked once more if it wants no more patience than this.
const LONGEST_PATIENCE: Duration = Duration::from_secs(30);

static PAGE_HEADERS: LazyLock<HeaderMap> = LazyLock::new(|| {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"));
    headers
});

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
