//! Which registry has a domain: the list that IANA keeps (RFC 9224), asked for once a day, with a short one of our own for when it
//! cannot be had and for registries that are not on it.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use serde::Deserialize;
use tokio::sync::Mutex;
use tokio::time::Instant;
use url::Url;

use super::super::Egress;
use super::super::client::Ask;
use super::super::error::SetupError;
use super::super::settings::Settings;

/// How long the list is believed, and how long after a failure nobody asks for it.
const FRESH: Duration = Duration::from_secs(24 * 60 * 60);
const RETRY: Duration = Duration::from_secs(60 * 60);
/// Largest list that is read, bytes.
const MAX_BYTES: u64 = 4 * 1024 * 1024;
/// Names on the list, at most.
const MAX_NAMES: usize = 10_000;

/// Our own list.
const BUILT_IN: &[(&[&str], &str)] = &[
    (&["com"], "https://rdap.verisign.com/com/v1/"),
    (&["net"], "https://rdap.verisign.com/net/v1/"),
    (&["org"], "https://rdap.publicinterestregistry.org/rdap/"),
    (&["info", "pro", "me", "io", "ai"], "https://rdap.identitydigital.services/rdap/"),
    (&["biz"], "https://rdap.nic.biz/"),
    (&["app", "dev", "page"], "https://pubapi.registry.google/rdap/"),
    (&["shop"], "https://rdap.gmoregistry.net/rdap/"),
    (&["xyz"], "https://rdap.centralnic.com/xyz/"),
    (&["online"], "https://rdap.centralnic.com/online/"),
    (&["site"], "https://rdap.centralnic.com/site/"),
    (&["store"], "https://rdap.centralnic.com/store/"),
    (&["tech"], "https://rdap.centralnic.com/tech/"),
    (&["fr", "re", "pm", "tf", "wf", "yt"], "https://rdap.nic.fr/"),
    (&["uk"], "https://rdap.nominet.uk/uk/"),
    (&["nl"], "https://rdap.sidn.nl/"),
    (&["pl"], "https://rdap.dns.pl/"),
    (&["cz"], "https://rdap.nic.cz/"),
    (&["no"], "https://rdap.norid.no/"),
    (&["fi"], "https://rdap.fi/rdap/rdap/"),
    (&["ch", "li"], "https://rdap.nic.ch/"),
    (&["ca"], "https://rdap.ca.fury.ca/rdap/"),
    (&["br"], "https://rdap.registro.br/"),
    (&["ua"], "https://rdap.hostmaster.ua/"),
];

static OURS: LazyLock<Servers> = LazyLock::new(|| {
    let each =
        BUILT_IN.iter().flat_map(|(names, base)| names.iter().filter_map(|name| Some(((*name).to_owned(), base_of(base)?))));
    Servers { by_name: each.collect() }
});

/// Servers by the end of the names they know.
#[derive(Debug, Clone, Default)]
pub(super) struct Servers {
    by_name: HashMap<String, Url>,
}

/// The list as IANA serves it: groups of names and of addresses.
#[derive(Deserialize)]
struct Listed {
    services: Vec<(Vec<String>, Vec<String>)>,
}

impl Servers {
    /// The server that knows `domain` (ASCII, lower case), by its longest end that is listed.
    pub(super) fn server_of(&self, domain: &str) -> Option<&Url> {
        let ends = || std::iter::successors(Some(domain), |rest| rest.split_once('.').map(|(_, parent)| parent));
        ends().find_map(|end| self.by_name.get(end)).or_else(|| ends().find_map(|end| OURS.by_name.get(end)))
    }

    fn read(body: &[u8]) -> Option<Self> {
        let listed: Listed = serde_json::from_slice(body).ok()?;
        let mut by_name = HashMap::new();
        for (names, addresses) in listed.services {
            let bases: Vec<Url> = addresses.iter().filter_map(|address| base_of(address)).collect();
            let Some(base) = bases.iter().find(|base| base.scheme() == "https").or_else(|| bases.first()) else { continue };
            by_name.extend(names.into_iter().map(|name| (name.to_ascii_lowercase(), base.clone())));
            if by_name.len() >= MAX_NAMES {
                break;
            }
        }
        (!by_name.is_empty()).then_some(Self { by_name })
    }
}

/// A base address: with a slash at its end, so that what is joined to it does not replace its last part.
fn base_of(address: &str) -> Option<Url> {
    let slash = if address.ends_with('/') { "" } else { "/" };
    Url::parse(&format!("{address}{slash}")).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// Knows whom to ask.
pub(super) struct Bootstrap {
    /// The one server that is asked about everything, when the operator names one.
    only: Option<Url>,
    list: Option<Url>,
    held: Mutex<(Arc<Servers>, Option<Instant>)>,
}

/// Whom to ask: the registries' servers, or the operator's one.
pub(super) enum Whom {
    Only(Url),
    Listed(Arc<Servers>),
}

impl Whom {
    pub(super) fn server_of(&self, domain: &str) -> Option<&Url> {
        match self {
            Self::Only(server) => Some(server),
            Self::Listed(servers) => servers.server_of(domain),
        }
    }
}

impl Bootstrap {
    /// # Errors
    /// [`SetupError::Setting`] with a sentence that says which address cannot be used.
    pub(super) fn new(settings: &Settings) -> Result<Self, SetupError> {
        let address = |key: &str, value: &str, read: fn(&str) -> Option<Url>| match value {
            "" => Ok(None),
            value => {
                read(value).map(Some).ok_or_else(|| SetupError::Setting(format!("egress.{key} is no http or https address")))
            }
        };
        Ok(Self {
            only: address("rdap_url", &settings.rdap_url, base_of)?,
            list: address("rdap_bootstrap_url", &settings.rdap_bootstrap_url, |value| {
                Url::parse(value).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
            })?,
            held: Mutex::default(),
        })
    }

    /// Whom to ask, within `deadline`; the list that is held when a newer one cannot be had.
    pub(super) async fn servers(&self, egress: &Egress, deadline: Duration) -> Whom {
        if let Some(only) = &self.only {
            return Whom::Only(only.clone());
        }
        let refreshed = tokio::time::timeout(deadline, async {
            let mut held = self.held.lock().await;
            if held.1.is_none_or(|until| until <= Instant::now()) {
                // Until it is here the next one asks no sooner either: the deadline may end this future at any time.
                held.1 = Some(Instant::now() + RETRY);
                if let Some(servers) = self.fetch(egress).await {
                    *held = (Arc::new(servers), Some(Instant::now() + FRESH));
                }
            }
            Arc::clone(&held.0)
        });
        Whom::Listed(refreshed.await.unwrap_or_default())
    }

    async fn fetch(&self, egress: &Egress) -> Option<Servers> {
        let answer = egress.ask_following(Ask::get(self.list.clone()?)).await.ok()?;
        if !answer.status.is_success() {
            return None;
        }
        Servers::read(&answer.at_most(MAX_BYTES).content().await.ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"{ "version": "1.0", "services": [
        [["alpha", "Beta"], ["http://rdap.alpha.test/v1", "https://rdap.alpha.test/v1"]],
        [["gamma.beta"], ["https://gamma.test/rdap/"]],
        [["com"], ["https://newer.test/com/"]],
        [["broken"], ["ftp://rdap.broken.test/", "no address"]]
    ] }"#;

    fn server(servers: &Servers, domain: &str) -> String {
        servers.server_of(domain).map(Url::to_string).unwrap_or_default()
    }

    #[test]
    fn a_domain_is_asked_of_the_server_of_its_longest_end() {
        let servers = Servers::read(LIST.as_bytes()).expect("a list");
        assert_eq!(server(&servers, "baker.alpha"), "https://rdap.alpha.test/v1/");
        assert_eq!(server(&servers, "baker.beta"), "https://rdap.alpha.test/v1/");
        assert_eq!(server(&servers, "baker.gamma.beta"), "https://gamma.test/rdap/");
        assert_eq!(server(&servers, "baker.broken"), "");
        assert_eq!(server(&servers, "baker.delta"), "");
    }

    #[test]
    fn our_own_list_answers_for_what_is_not_on_the_other() {
        let servers = Servers::read(LIST.as_bytes()).expect("a list");
        assert_eq!(server(&servers, "baker.com"), "https://newer.test/com/");
        assert_eq!(server(&servers, "baker.fr"), "https://rdap.nic.fr/");
        assert_eq!(server(&Servers::default(), "baker.com"), "https://rdap.verisign.com/com/v1/");
        let listed: usize = BUILT_IN.iter().map(|(names, _)| names.len()).sum();
        assert_eq!(OURS.by_name.len(), listed, "every address of our own list is good, and no name is there twice");
    }

    #[test]
    fn a_list_that_cannot_be_read_is_none() {
        for nonsense in ["", "[]", "{}", r#"{ "services": [] }"#, r#"{ "services": [["com"]] }"#, "<html>"] {
            assert!(Servers::read(nonsense.as_bytes()).is_none(), "{nonsense}");
        }
    }
}
