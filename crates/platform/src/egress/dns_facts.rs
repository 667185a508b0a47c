//! What the DNS says of a domain's mail: MX, TXT, DMARC, DKIM. A fact that cannot be had is `None`, never an error: nobody waits long for it,
//! and where there is no name server nobody waits at all.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::join_all;
use hickory_resolver::TokioResolver;
use hickory_resolver::lookup::Lookup;
use hickory_resolver::net::NetError;
use hickory_resolver::proto::rr::RData;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use super::dkim::{Dkim, is_key, selectors_of};

/// Questions under way at a time.
const AT_A_TIME: usize = 32;
/// How long no question is asked after the name servers have not answered one.
const SILENCE: Duration = Duration::from_secs(60);
/// Records kept of one kind.
const MAX_RECORDS: usize = 50;
/// Longest record that is kept.
const MAX_LENGTH: usize = 1_024;

/// A domain's mail records; each kind is `None` when it could not be learnt and empty when there are none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailRecords {
    /// Mail exchangers, best first; empty also when the domain says that it takes no mail.
    pub mx: Option<Vec<String>>,
    /// The domain says that it takes no mail, by a lone dot for an exchanger (RFC 7505).
    pub refuses_mail: bool,
    /// The domain's TXT records (SPF is among them).
    pub txt: Option<Vec<String>>,
    /// The TXT records of `_dmarc`.
    pub dmarc: Option<Vec<String>>,
    /// DKIM keys; `None` also when the mail provider's selectors are not known.
    pub dkim: Option<Dkim>,
}

/// Made-up mail records for tests, by domain.
pub type MailScript = dyn Fn(&str) -> MailRecords + Send + Sync;

/// Asks the system's name servers.
pub(super) struct DnsFacts {
    script: Option<Arc<MailScript>>,
    resolver: Option<TokioResolver>,
    deadline: Duration,
    places: Semaphore,
    silent_until: Mutex<Option<Instant>>,
}

impl DnsFacts {
    /// With `wanted` false, or without a usable name server in the system's configuration, nothing is ever known.
    pub(super) fn new(wanted: bool, script: Option<Arc<MailScript>>, deadline: Duration) -> Self {
        let resolver = (wanted && script.is_none()).then(|| {
            let mut builder = TokioResolver::builder_tokio().ok()?;
            let options = builder.options_mut();
            options.timeout = deadline / 2;
            options.attempts = 1;
            options.cache_size = 1_024;
            builder.build().ok()
        });
        Self { script, resolver: resolver.flatten(), deadline, places: Semaphore::new(AT_A_TIME), silent_until: Mutex::default() }
    }

    /// False when nothing is to be known of the DNS.
    pub(super) fn is_wanted(&self) -> bool {
        self.script.is_some() || self.resolver.is_some()
    }

    pub(super) async fn mail_records(&self, domain: &str) -> MailRecords {
        if let Some(script) = &self.script {
            return script(domain);
        }
        let name = qualified(domain);
        let dmarc = format!("_dmarc.{name}");
        let of_mail = async {
            let records = self.mail_exchangers(domain).await;
            let dkim = self.dkim(&name, records.mx.as_deref().unwrap_or_default()).await;
            MailRecords { dkim, ..records }
        };
        let (records, txt, dmarc) = tokio::join!(of_mail, self.txt(&name), self.txt(&dmarc));
        MailRecords { txt, dmarc, ..records }
    }

    pub(super) async fn mail_exchangers(&self, domain: &str) -> MailRecords {
        if let Some(script) = &self.script {
            return script(domain);
        }
        let (mx, refuses_mail) =
            self.mx(&qualified(domain)).await.map_or((None, false), |(names, refuses)| (Some(names), refuses));
        MailRecords { mx, refuses_mail, ..MailRecords::default() }
    }

    /// What stands under the selectors of the provider whose exchangers these are; `None` when it is not known, or the DNS did not
    /// answer for one of them and nothing was found under the others.
    async fn dkim(&self, name: &str, exchangers: &[String]) -> Option<Dkim> {
        let selectors = selectors_of(exchangers);
        let questions = selectors.iter().map(|selector| async move { self.txt(&format!("{selector}._domainkey.{name}")).await });
        let answers = join_all(questions).await;
        let told = answers.iter().all(Option::is_some);
        let holds_key = |records: &Option<Vec<String>>| records.iter().flatten().any(|record| is_key(record));
        let found: Vec<String> = selectors
            .iter()
            .zip(&answers)
            .filter(|(_, records)| holds_key(records))
            .map(|(name, _)| (*name).to_owned())
            .collect();
        let is_known = !selectors.is_empty() && (told || !found.is_empty());
        is_known.then(|| Dkim { asked: selectors.iter().map(|name| (*name).to_owned()).collect(), found })
    }

    /// The exchangers, and whether the domain says instead that it takes no mail.
    async fn mx(&self, name: &str) -> Option<(Vec<String>, bool)> {
        let resolver = self.resolver.as_ref()?;
        let answers = self.ask(resolver.mx_lookup(name)).await?;
        let records = answers.iter().flat_map(Lookup::answers).filter_map(|record| match &record.data {
            RData::MX(mx) => Some((mx.preference, mx.exchange.to_utf8())),
            _ => None,
        });
        Some(exchangers(records))
    }

    async fn txt(&self, name: &str) -> Option<Vec<String>> {
        let resolver = self.resolver.as_ref()?;
        let answers = self.ask(resolver.txt_lookup(name)).await?;
        let texts = answers.iter().flat_map(Lookup::answers).filter_map(|record| match &record.data {
            RData::TXT(txt) => Some(String::from_utf8_lossy(&txt.txt_data.concat()).into_owned()),
            _ => None,
        });
        Some(texts.filter(|text| text.len() <= MAX_LENGTH).take(MAX_RECORDS).collect())
    }

    /// `None`: not to be had. `Some(None)`: there is no such record.
    async fn ask(&self, question: impl Future<Output = Result<Lookup, NetError>>) -> Option<Option<Lookup>> {
        if self.is_silent() {
            return None;
        }
        let _place = self.places.acquire().await.ok()?;
        if self.is_silent() {
            return None;
        }
        match tokio::time::timeout(self.deadline, question).await {
            Ok(Ok(answers)) => Some(Some(answers)),
            Ok(Err(e)) if e.is_no_records_found() || e.is_nx_domain() => Some(None),
            Ok(Err(NetError::Dns(_))) => None,
            // No answer at all: the next question would wait as long for nothing.
            Ok(Err(_)) | Err(_) => {
                *self.silent_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + SILENCE);
                None
            }
        }
    }

    fn is_silent(&self) -> bool {
        self.silent_until.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|until| until > Instant::now())
    }
}

/// Fully qualified, so that no search domain of this machine is tried.
fn qualified(domain: &str) -> String {
    format!("{}.", domain.trim_end_matches('.'))
}

/// The names of mail exchangers, best first, and whether a lone dot says that there is no mail here.
fn exchangers(records: impl Iterator<Item = (u16, String)>) -> (Vec<String>, bool) {
    let records = records.map(|(preference, name)| (preference, name.trim_end_matches('.').to_ascii_lowercase()));
    let (mut found, roots): (Vec<_>, Vec<_>) = records.take(MAX_RECORDS).partition(|(_, name)| !name.is_empty());
    found.sort();
    // Beside others a lone dot is a mistake (RFC 7505, section 3): the others take the mail.
    let refuses = found.is_empty() && !roots.is_empty();
    (found.into_iter().map(|(_, name)| name).collect(), refuses)
}

#[cfg(test)]
mod tests {
    use super::exchangers;

    fn read(records: &[(u16, &str)]) -> (Vec<String>, bool) {
        exchangers(records.iter().map(|(preference, name)| (*preference, (*name).to_owned())))
    }

    #[test]
    fn exchangers_are_told_best_first() {
        let (names, refuses) = read(&[(20, "Backup.Example.test."), (10, "mx.example.test.")]);
        assert_eq!((names, refuses), (vec!["mx.example.test".to_owned(), "backup.example.test".to_owned()], false));
    }

    #[test]
    fn a_lone_dot_says_that_no_mail_is_taken_and_silence_does_not() {
        assert_eq!(read(&[(0, ".")]), (Vec::new(), true));
        assert_eq!(read(&[]), (Vec::new(), false));
        assert_eq!(read(&[(0, "."), (10, "mx.example.test.")]), (vec!["mx.example.test".to_owned()], false));
    }
}
