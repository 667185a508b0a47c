//! What the registry says of a domain: since when it is registered, until when, and with whom. It is asked over RDAP (RFC 7480 to
//! 9083), and over WHOIS where it speaks no RDAP. A fact that cannot be had is `None`, never an error: nobody waits longer than the
//! deadline, and a registry that does not answer is left alone for a while. Does not belong here: who a domain belongs to
//! (registries hide it, and it is nobody's business here).

mod bootstrap;
mod rdap;
mod registration;
mod whois;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::HeaderValue;
use http::header::{ACCEPT, RETRY_AFTER};
use tokio::time::Instant;
use url::Url;

use super::Egress;
use super::client::Ask;
use super::error::SetupError;
use super::pace::{Outcome, Pace, Turn};
use super::settings::Settings;

use bootstrap::Bootstrap;
pub use registration::Registration;
use whois::Whois;

/// How long what a registry said is believed.
const KNOWN_FOR: Duration = Duration::from_secs(24 * 60 * 60);
/// How long is remembered that it could not be had.
const UNKNOWN_FOR: Duration = Duration::from_secs(15 * 60);
/// How long a server that did not answer is left alone.
const SILENCE: Duration = Duration::from_secs(60);
/// Domains remembered.
const MAX_DOMAINS: usize = 20_000;
/// Largest answer that is read, bytes.
const MAX_BYTES: u64 = 512 * 1024;
/// Most time between two questions to one registry, however slow or busy it is.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Names that no registry has (RFC 2606, RFC 6761, RFC 6762, RFC 7686): asking would tell strangers of this network's names.
const NOBODYS: &[&str] = &["test", "example", "invalid", "localhost", "local", "internal", "onion", "alt", "arpa"];

/// Asks registries.
pub(super) struct Registries {
    wanted: bool,
    deadline: Duration,
    bootstrap: Bootstrap,
    whois: Whois,
    pace: Pace,
    known: Mutex<HashMap<String, Known>>,
    silent: Mutex<HashMap<String, Instant>>,
}

/// Whether a name may be in a registry at all: not below a name that somebody hands out himself (a builder's, a host's).
fn has_registry(domain: &str) -> bool {
    let top = domain.rsplit('.').next().unwrap_or_default();
    let is_private = || psl::suffix(domain.as_bytes()).is_some_and(|suffix| suffix.typ() == Some(psl::Type::Private));
    domain.contains('.') && !NOBODYS.contains(&top) && !is_private()
}

/// What was learnt of a domain, and until when it is believed.
struct Known {
    until: Instant,
    registration: Option<Arc<Registration>>,
}

impl Registries {
    /// Registries are asked as politely as `hosts` are, by the same processes.
    ///
    /// # Errors
    /// [`SetupError::Setting`] with a sentence that says which address cannot be used.
    pub(super) fn new(settings: &Settings, hosts: &Pace) -> Result<Self, SetupError> {
        Ok(Self {
            wanted: settings.rdap,
            deadline: Duration::from_millis(settings.rdap_timeout_ms),
            bootstrap: Bootstrap::new(settings)?,
            whois: Whois::new(settings),
            pace: hosts.one_at_a_time("rdap ", Duration::from_millis(settings.rdap_delay_ms), LONGEST_PAUSE),
            known: Mutex::default(),
            silent: Mutex::default(),
        })
    }

    /// What the registry says of a registrable domain in its ASCII form.
    pub(super) async fn registration(&self, egress: &Egress, domain: &str) -> Option<Arc<Registration>> {
        let domain = domain.trim_end_matches('.').to_ascii_lowercase();
        if !self.wanted || !has_registry(&domain) {
            return None;
        }
        if let Some(known) = self.remembered(&domain) {
            return known;
        }
        let registration = self.ask(egress, &domain).await.map(Arc::new);
        self.remember(domain, registration.clone());
        registration
    }

    /// A quarter of the deadline is for learning whom to ask over RDAP, one for learning it over WHOIS where nobody is, or for the
    /// answer, one for the turn, the rest for the answer.
    async fn ask(&self, egress: &Egress, domain: &str) -> Option<Registration> {
        let part = self.deadline / 4;
        let whom = self.bootstrap.servers(egress, part).await;
        match whom.server_of(domain) {
            Some(base) => {
                let url = base.join(&format!("domain/{domain}")).ok()?;
                let host = url.host_str()?.to_owned();
                self.in_turn(&host, part, part * 2, |turn| self.ask_rdap(egress, turn, &url)).await
            }
            None => {
                let server = self.whois.server_of(egress, domain, part).await?;
                self.in_turn(&server, part, part, |turn| ask_whois(egress, turn, &server, domain)).await
            }
        }
    }

    /// Asks a server that is not being left alone when it is its turn; one that does not answer is left alone from then on.
    async fn in_turn<F>(
        &self,
        host: &str,
        wait: Duration,
        deadline: Duration,
        ask: impl FnOnce(Turn) -> F,
    ) -> Option<Registration>
    where
        F: Future<Output = Option<Option<Registration>>>,
    {
        if self.is_silent(host) {
            return None;
        }
        // Behind a long queue the fact stays unknown: a site's reading does not wait for it.
        let turn = self.pace.turn_within(host, wait).await?;
        match tokio::time::timeout(deadline, ask(turn)).await {
            Ok(Some(told)) => told,
            Ok(None) | Err(_) => {
                self.silent.lock().unwrap_or_else(PoisonError::into_inner).insert(host.to_owned(), Instant::now() + SILENCE);
                None
            }
        }
    }

    /// `None` when no answer came; `Some(None)` when it does not tell.
    async fn ask_rdap(&self, egress: &Egress, turn: Turn, url: &Url) -> Option<Option<Registration>> {
        let mut ask = Ask::get(url.clone());
        ask.headers.insert(ACCEPT, HeaderValue::from_static("application/rdap+json, application/json"));
        let Ok(answer) = egress.ask_following(ask).await else {
            turn.done(Outcome::Failed);
            return None;
        };
        let (status, from) = (answer.status, answer.url.clone());
        if matches!(status.as_u16(), 429 | 503) {
            let seconds = answer.headers.get(RETRY_AFTER).and_then(|v| v.to_str().ok()).and_then(|v| v.trim().parse().ok());
            turn.done(Outcome::Busy { retry_after: seconds.map(Duration::from_secs) });
            return Some(None);
        }
        let body = answer.at_most(MAX_BYTES).content().await;
        turn.done(Outcome::Answered { bytes: body.as_ref().map_or(0, |body| body.len() as u64) });
        let body = body.ok()?;
        Some(if status.is_success() { rdap::read(&body, from) } else { None })
    }

    fn remembered(&self, domain: &str) -> Option<Option<Arc<Registration>>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(domain).filter(|known| known.until > Instant::now()).map(|known| known.registration.clone())
    }

    fn remember(&self, domain: String, registration: Option<Arc<Registration>>) {
        let now = Instant::now();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MAX_DOMAINS {
            known.retain(|_, known| known.until > now);
        }
        // Still too many: forgetting them costs a question each, and happens once in so many.
        if known.len() >= MAX_DOMAINS {
            known.clear();
        }
        let until = now + if registration.is_some() { KNOWN_FOR } else { UNKNOWN_FOR };
        known.insert(domain, Known { until, registration });
    }

    fn is_silent(&self, host: &str) -> bool {
        let now = Instant::now();
        let mut silent = self.silent.lock().unwrap_or_else(PoisonError::into_inner);
        silent.retain(|_, until| *until > now);
        silent.contains_key(host)
    }
}

/// As [`Registries::ask_rdap`].
async fn ask_whois(egress: &Egress, turn: Turn, server: &str, domain: &str) -> Option<Option<Registration>> {
    let Some(answer) = whois::converse(egress, server, domain).await else {
        turn.done(Outcome::Failed);
        return None;
    };
    turn.done(Outcome::Answered { bytes: answer.len() as u64 });
    Some(whois::source(server, domain).and_then(|source| whois::read(&answer, source)))
}
