//! The one guarded door through which every outgoing request leaves. Belongs here: the HTTP client, the resolver, the judgement
//! of addresses, deadlines and caps, politeness towards hosts, the proxy through which the browser reaches the net.
//! Does not belong here: what is asked for and why (callers), robots.txt (the crawl).
//!
//! Invariants: no byte leaves to an address that was not judged (`dial.rs` is the only place that opens a socket to the outside);
//! nothing that a server sends is read beyond a cap or waited for beyond a deadline; no HTTP client and no resolver exists
//! outside this folder and `platform/browser`, which speaks only to the WebDriver.

mod address;
mod body;
mod client;
mod connector;
mod cookies;
mod dial;
mod dkim;
mod dns_facts;
mod error;
mod hosts_file;
mod lane;
mod ledger;
mod operator_proxy;
mod own_service;
pub mod pace;
mod registry;
mod resolver;
mod settings;
mod shunned;
mod target;
mod tls;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderValue;
use http_body_util::Full;
use hyper_util::client::legacy;
use hyper_util::rt::{TokioExecutor, TokioTimer};

pub use address::{Judge, Verdict};
pub use body::Received;
pub use client::{Answer, Ask, Trail};
pub use cookies::Cookies;
pub use dkim::Dkim;
pub use dns_facts::{MailRecords, MailScript};
pub use error::{EgressError, SetupError, Stage};
pub use lane::{Budget, Lane, OpenLane, Used};
pub use ledger::{HostUse, Ledger, Purpose, Requests};
pub use own_service::{Outgoing, OwnAsk, OwnService};
pub use pace::Pace;
pub use registry::Registration;
pub use resolver::Resolver;
pub use settings::{HostOverride, Settings};
pub use target::{PortPolicy, Target, TargetHost};
pub use tls::CertificateFacts;

use client::Allowance;
use connector::Connector;
use dial::Dialer;
use dns_facts::DnsFacts;
use operator_proxy::OperatorProxy;
use registry::Registries;
use shunned::Shunned;

use crate::redis::Shares;

type Client = legacy::Client<Connector, Full<Bytes>>;

/// The door. Cheap to clone; all clones share connections, politeness and caps, those made by [`Egress::apart`] all but connections.
#[derive(Clone)]
pub struct Egress {
    inner: Arc<Inner>,
    client: Client,
}

struct Inner {
    /// The connections that are shared.
    client: Client,
    builder: legacy::Builder,
    connector: Connector,
    dialer: Arc<Dialer>,
    dns: DnsFacts,
    registries: Registries,
    ports: Arc<PortPolicy>,
    pace: Pace,
    ledger: Ledger,
    shunned: Shunned,
    user_agent: HeaderValue,
    connect_deadline: Duration,
    allowance: Allowance,
    max_header_bytes: u32,
    max_redirects: u8,
    trusts_extra_authority: bool,
}

/// What the configuration cannot say.
#[derive(Debug, Default)]
pub struct Extras {
    /// Certificate authorities in PEM trusted besides the system's and those of `extra_ca_file`.
    pub ca_pem: Option<Vec<u8>>,
    /// Where addresses of names come from.
    pub resolver: Resolver,
}

impl fmt::Debug for Egress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Egress")
    }
}

/// The user agent of a service at `public_url`, which tells who reads there where a site's owner can object.
#[must_use]
pub fn default_user_agent(public_url: &str) -> String {
    format!("Glouton/{} (+{}/bot)", env!("CARGO_PKG_VERSION"), public_url.trim_end_matches('/'))
}

impl Egress {
    /// Builds the door.
    ///
    /// # Errors
    /// [`SetupError`] with a sentence that says which setting cannot be used.
    pub fn new(settings: &Settings) -> Result<Self, SetupError> {
        Self::with(settings, Extras::default())
    }

    /// Builds the door with what the configuration cannot say.
    ///
    /// # Errors
    /// As [`Egress::new`].
    pub fn with(settings: &Settings, extras: Extras) -> Result<Self, SetupError> {
        Self::in_common(settings, extras, None)
    }

    /// As [`Egress::with`], polite towards hosts together with the other processes of the installation.
    ///
    /// # Errors
    /// As [`Egress::new`].
    pub fn in_common(settings: &Settings, extras: Extras, common: Option<Shares>) -> Result<Self, SetupError> {
        let mut pem = extras.ca_pem.unwrap_or_default();
        if !settings.extra_ca_file.is_empty() {
            pem.push(b'\n');
            pem.extend(std::fs::read(&settings.extra_ca_file).map_err(SetupError::CaFile)?);
        }
        let ports = Arc::new(PortPolicy::parse(&settings.allowed_ports).map_err(SetupError::Setting)?);
        let user_agent =
            if settings.user_agent.is_empty() { concat!("Glouton/", env!("CARGO_PKG_VERSION")) } else { &settings.user_agent };
        let user_agent = HeaderValue::from_str(user_agent)
            .map_err(|_| SetupError::Setting("egress.user_agent has characters that no header may hold".into()))?;
        let connect_timeout = Duration::from_millis(settings.connect_timeout_ms);
        let dns_timeout = Duration::from_millis(settings.dns_timeout_ms);
        let dns = DnsFacts::new(settings.dns_facts, extras.resolver.mail_script(), dns_timeout);
        let dialer = Arc::new(Dialer::new(
            Judge::new(settings.allow_networks.clone()),
            extras.resolver,
            &settings.hosts,
            OperatorProxy::parse(&settings.proxy, settings.proxy_resolves)?,
            dns_timeout,
            connect_timeout,
        ));
        let connector = Connector {
            dialer: Arc::clone(&dialer),
            tls: tls::client_config((!pem.is_empty()).then_some(pem.as_slice()))?,
            ports: Arc::clone(&ports),
            deadline: connect_timeout,
        };
        let mut builder = legacy::Client::builder(TokioExecutor::new());
        builder
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(Duration::from_millis(settings.idle_connection_ms))
            .pool_max_idle_per_host(usize::try_from(settings.host_concurrency).unwrap_or(1).max(1))
            .http1_max_buf_size((settings.max_header_bytes as usize).max(8 * 1024))
            .http1_max_headers(256)
            .http2_max_header_list_size(settings.max_header_bytes)
            .http2_adaptive_window(true);
        let client: Client = builder.build(connector.clone());
        let pace = Pace::new(settings, common);
        Ok(Self {
            client: client.clone(),
            inner: Arc::new(Inner {
                client,
                builder,
                connector,
                dialer,
                dns,
                registries: Registries::new(settings, &pace)?,
                ports,
                pace,
                ledger: Ledger::default(),
                shunned: Shunned::default(),
                user_agent,
                connect_deadline: dns_timeout + connect_timeout + connect_timeout,
                allowance: Allowance {
                    headers_timeout: Duration::from_millis(settings.headers_timeout_ms),
                    body_timeout: Duration::from_millis(settings.body_timeout_ms),
                    max_body_bytes: settings.max_body_bytes,
                    max_decoded_bytes: settings.max_decoded_bytes,
                },
                max_header_bytes: settings.max_header_bytes,
                max_redirects: settings.max_redirects,
                trusts_extra_authority: !pem.is_empty(),
            }),
        })
    }

    /// The same door with connections of its own, which close with the last clone of it: for a visit to one site, so that a connection
    /// does not wait with its buffers for a site that is done.
    #[must_use]
    pub fn apart(&self) -> Self {
        Self { inner: Arc::clone(&self.inner), client: self.inner.builder.build(self.inner.connector.clone()) }
    }

    /// The door with the connections that all share, for servers that everybody asks.
    fn shared(&self) -> Self {
        Self { inner: Arc::clone(&self.inner), client: self.inner.client.clone() }
    }

    /// What the DNS says of a domain's mail. Never fails and never waits long: what cannot be had is `None`.
    pub async fn mail_records(&self, domain: &str) -> MailRecords {
        self.inner.dns.mail_records(domain).await
    }

    /// A domain's mail exchangers, as [`Egress::mail_records`] gives them, and nothing else of its mail.
    pub async fn mail_exchangers(&self, domain: &str) -> MailRecords {
        self.inner.dns.mail_exchangers(domain).await
    }

    /// What the registry says of a registrable domain (ASCII): since when it is registered, until when, and with whom. Never fails
    /// and never waits longer than `egress.rdap_timeout_ms`: what cannot be had is `None`. Names that no registry has are not asked for.
    pub async fn registration(&self, domain: &str) -> Option<Arc<Registration>> {
        self.inner.registries.registration(&self.shared(), domain).await
    }

    /// Whether a name has an address; `None` when that could not be learnt. Connects nowhere.
    pub async fn name_exists(&self, name: &str) -> Option<bool> {
        if !self.inner.dns.is_wanted() {
            return None;
        }
        self.inner.dialer.name_exists(name).await
    }

    /// Opens a guarded connection to a mail server's port 25, for a conversation that sends nothing. Judged as every other
    /// connection; the caller sets the deadline of what is said.
    ///
    /// # Errors
    /// [`EgressError::Host`], [`EgressError::Dns`], [`EgressError::PrivateAddress`], [`EgressError::Connect`],
    /// [`EgressError::Timeout`].
    pub async fn mail_server(&self, host: &str) -> Result<tokio::net::TcpStream, EgressError> {
        self.inner.dialer.dial(&Target::of_mail_server(host)?).await
    }

    /// Politeness towards hosts, shared by everyone who uses this door.
    #[must_use]
    pub fn pace(&self) -> &Pace {
        &self.inner.pace
    }

    /// From now on nothing is asked of these domains (in ASCII) and of what is below them, and of all others again.
    pub fn shun(&self, domains: impl IntoIterator<Item = String>) {
        self.inner.shunned.replace(domains.into_iter().collect());
    }

    /// The target, unless it is shunned.
    fn unless_shunned(&self, target: Target) -> Result<Target, EgressError> {
        let host = target.host.to_string();
        if self.inner.shunned.has(&host) { Err(EgressError::Shunned { host }) } else { Ok(target) }
    }

    /// What was asked of whom.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.inner.ledger
    }

    /// The user agent sent.
    #[must_use]
    pub fn user_agent(&self) -> &str {
        self.inner.user_agent.to_str().unwrap_or_default()
    }

    /// True when certificates of a private authority are trusted.
    #[must_use]
    pub fn trusts_extra_authority(&self) -> bool {
        self.inner.trusts_extra_authority
    }

    /// Checks what can be checked of a URL without touching the network: scheme, credentials, host, port, literal addresses, well-known local names.
    ///
    /// # Errors
    /// [`EgressError::Scheme`], [`EgressError::Credentials`], [`EgressError::Host`], [`EgressError::Port`],
    /// [`EgressError::PrivateAddress`] for a literal address, or a name of this machine or network, that may not be reached.
    pub fn check(&self, url: &url::Url) -> Result<(), EgressError> {
        let target = Target::of(url, &self.inner.ports)?;
        self.inner.dialer.check_literal(&target)
    }
}
