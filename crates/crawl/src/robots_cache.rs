//! Fetches robots.txt and remembers it, at most a day, for each origin. Belongs here: what an answer (or none) means for the right to
//! read. Does not belong here: what the file says (`robots.rs`).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::challenge;
use super::hop::{Halt, lower_headers, outcome_of, unless_stopped};
use super::model::{RobotsState, SiteFailure, SiteReason};
use super::robots::{MAX_BYTES, Robots};
use glouton_platform::egress::{Ask, Egress, EgressError, Purpose};

/// Longest that the RFC lets a robots.txt be believed.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long "could not be had" is believed.
const UNREACHABLE_FOR: Duration = Duration::from_secs(5 * 60);
/// Origins remembered.
const MAX_ORIGINS: usize = 4096;

/// What is known of an origin's robots.txt.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) robots: Arc<Robots>,
    pub(super) state: RobotsState,
    /// Names what the file said: the beginning of its BLAKE3 hash, or why there is none.
    pub(super) version: Arc<str>,
    /// Why nothing may be read, when that is not the file's own word.
    barrier: Option<SiteFailure>,
}

impl Known {
    /// Checks the right to read `url`.
    pub(super) fn check(&self, url: &Url) -> Result<(), SiteFailure> {
        if let Some(barrier) = &self.barrier {
            return Err(barrier.clone());
        }
        let allowed = match url.query() {
            None => self.robots.allows(url.path()),
            Some(query) => self.robots.allows(&format!("{}?{query}", url.path())),
        };
        if allowed {
            return Ok(());
        }
        let host = url.host_str().unwrap_or_default();
        Err(SiteFailure {
            reason: SiteReason::RobotsDisallowed,
            detail: format!("robots.txt of {host} asks not to read {}", url.path()),
        })
    }
}

/// The memory.
#[derive(Debug)]
pub(super) struct RobotsCache {
    product: String,
    keep: Duration,
    known: Mutex<HashMap<String, (Instant, Known)>>,
}

impl RobotsCache {
    pub(super) fn new(user_agent: &str, keep: Duration) -> Self {
        let product = user_agent.split(['/', ' ']).next().unwrap_or_default().to_owned();
        Self { product, keep: keep.min(DAY), known: Mutex::default() }
    }

    /// The robots.txt of `url`'s origin, fetched unless it is known.
    pub(super) async fn of(&self, url: &Url, egress: &Egress, stop: &CancellationToken) -> Result<Known, Halt> {
        let origin = url.origin().ascii_serialization();
        let now = Instant::now();
        if let Some((until, known)) = self.lock().get(&origin)
            && *until > now
        {
            return Ok(known.clone());
        }
        let (known, came_from) = self.fetch(url, egress, stop).await?;
        let keep = if known.state == RobotsState::Unreachable { UNREACHABLE_FOR } else { self.keep };
        let mut memory = self.lock();
        if memory.len() >= MAX_ORIGINS {
            memory.retain(|_, (until, _)| *until > now);
            // All fresh: forget some rather than grow. Which ones does not matter, each can be fetched again.
            let surplus: Vec<String> = memory.keys().take(memory.len().saturating_sub(MAX_ORIGINS * 3 / 4)).cloned().collect();
            for origin in surplus {
                memory.remove(&origin);
            }
        }
        // A redirect from http to https, or to www, answers for both: the page's own redirect will ask for the other next.
        if came_from.path() == "/robots.txt" {
            memory.insert(came_from.origin().ascii_serialization(), (now + keep, known.clone()));
        }
        memory.insert(origin, (now + keep, known.clone()));
        Ok(known)
    }

    /// Fetches the file; also says where it came from in the end.
    async fn fetch(&self, url: &Url, egress: &Egress, stop: &CancellationToken) -> Result<(Known, Url), Halt> {
        let mut at = url.clone();
        at.set_path("/robots.txt");
        at.set_query(None);
        at.set_fragment(None);
        let first_host = at.host_str().unwrap_or_default().to_owned();
        let at_first = at.clone();
        let mut trail = egress.trail(&at);
        let answer = loop {
            let host = at.host_str().unwrap_or_default();
            let turn = unless_stopped(stop, egress.pace().turn(host)).await?.map_err(|_| Halt::day_is_full(host))?;
            let answer = match unless_stopped(stop, egress.ask(Ask::get(at).meant_for(Purpose::Robots))).await? {
                Ok(answer) => answer,
                Err(e) => {
                    turn.done(glouton_platform::egress::pace::Outcome::Failed);
                    return Err(Halt::Network(e));
                }
            };
            turn.done(outcome_of(&answer, 0));
            match trail.next(&answer, false) {
                Ok(Some(next)) => at = next,
                Ok(None) => break answer,
                // More redirects than the RFC asks us to follow, or a circle: as if there were none.
                Err(EgressError::RedirectLoop | EgressError::TooManyRedirects(_) | EgressError::RedirectTarget) => {
                    return Ok((absent(), at_first));
                }
                Err(e) => return Err(Halt::Network(e)),
            }
        };
        let (status, came_from) = (answer.status, answer.url.clone());
        if status.is_server_error() || status.as_u16() == 429 {
            return Ok((self.unreachable(answer, &first_host, stop).await?, came_from));
        }
        if !status.is_success() {
            return Ok((absent(), came_from));
        }
        let received = unless_stopped(stop, answer.receive_beginning(MAX_BYTES as u64)).await?.map_err(Halt::Network)?;
        let Ok(bytes) = received.decode() else { return Ok((absent(), came_from)) };
        let robots = Robots::parse(&bytes, &self.product);
        if let Some(delay) = robots.crawl_delay {
            egress.pace().crawl_delay(&first_host, delay);
            egress.pace().crawl_delay(came_from.host_str().unwrap_or_default(), delay);
        }
        let version = blake3::hash(&bytes).to_hex()[..16].into();
        Ok((Known { robots: Arc::new(robots), state: RobotsState::Present, version, barrier: None }, came_from))
    }

    async fn unreachable(
        &self,
        answer: glouton_platform::egress::Answer,
        host: &str,
        stop: &CancellationToken,
    ) -> Result<Known, Halt> {
        let status = answer.status;
        let headers = lower_headers(&answer.headers);
        let body = match unless_stopped(stop, answer.receive_beginning(16 * 1024)).await? {
            Ok(received) => received.decode().unwrap_or_default(),
            Err(_) => bytes::Bytes::new(),
        };
        let seen =
            challenge::Answer { status, headers: &headers, path: "/robots.txt", body: &body, title: None, text_chars: None };
        let barrier = match challenge::recognise(&seen) {
            Some(name) => SiteFailure { reason: SiteReason::BotChallenge, detail: format!("{name} stands in front of {host}") },
            None => SiteFailure {
                reason: SiteReason::RobotsDisallowed,
                detail: format!("robots.txt of {host} could not be had (status {}), so nothing there is read", status.as_u16()),
            },
        };
        Ok(Known {
            robots: Arc::new(Robots::disallow_all()),
            state: RobotsState::Unreachable,
            version: "unreachable".into(),
            barrier: Some(barrier),
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, (Instant, Known)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn absent() -> Known {
    Known { robots: Arc::new(Robots::allow_all()), state: RobotsState::Absent, version: "absent".into(), barrier: None }
}
