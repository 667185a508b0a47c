//! The `[egress]` section of the configuration. Every key stands, with its default and a comment, in `config/default.toml`.

use std::net::SocketAddr;

use ipnet::IpNet;
use serde::Deserialize;

/// How the way out behaves.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The `User-Agent` header; empty for [`super::default_user_agent`].
    pub user_agent: String,
    /// Networks that may be reached although they are not public.
    pub allow_networks: Vec<IpNet>,
    /// Ports and port ranges that may be asked.
    pub allowed_ports: Vec<String>,
    /// Hosts with a fixed address.
    pub hosts: Vec<HostOverride>,
    /// A PEM file of certificate authorities trusted besides the system's; empty for none.
    pub extra_ca_file: String,
    /// The operator's own proxy, `http://…`, `socks5://…`, with credentials when it wants them; empty for none.
    pub proxy: String,
    /// Names are resolved by that proxy, which must then refuse private networks itself.
    pub proxy_resolves: bool,
    /// A domain's mail set-up (MX, SPF, DMARC, DKIM) is asked for.
    pub dns_facts: bool,
    /// Registries are asked since when a domain is registered, and with whom.
    pub rdap: bool,
    /// IANA's list of the registries' RDAP servers; empty for the built-in one alone.
    pub rdap_bootstrap_url: String,
    /// The one RDAP server that is asked about every domain; empty for the registries' own.
    pub rdap_url: String,
    /// The WHOIS server that tells which one knows a top-level domain whose registry speaks no RDAP; empty to ask none.
    pub whois_directory: String,
    /// Least time between two questions to one registry, milliseconds.
    pub rdap_delay_ms: u64,
    /// How long a domain's registration is waited for, milliseconds; it stays unknown after that.
    pub rdap_timeout_ms: u64,
    /// Least time between two requests to one host, milliseconds.
    pub host_delay_ms: u64,
    /// Most time the delay may grow to when a host is slow or asks for patience, milliseconds.
    pub host_delay_max_ms: u64,
    /// Requests to one host at a time.
    pub host_concurrency: u32,
    /// Bytes received from one host in a day, at most; 0 for no limit.
    pub host_daily_bytes: u64,
    /// Days that is kept what each host was asked.
    pub ledger_days: u32,
    /// Deadline of one name look-up, milliseconds.
    pub dns_timeout_ms: u64,
    /// Deadline from the look-up to the end of the TLS handshake, milliseconds.
    pub connect_timeout_ms: u64,
    /// Deadline from the request to the end of the answer's headers, milliseconds.
    pub headers_timeout_ms: u64,
    /// Deadline of the whole body, milliseconds.
    pub body_timeout_ms: u64,
    /// How long an unused connection is kept, milliseconds.
    pub idle_connection_ms: u64,
    /// Header bytes of one answer, at most.
    pub max_header_bytes: u32,
    /// Body bytes of one answer as sent, at most.
    pub max_body_bytes: u64,
    /// Body bytes of one answer once decompressed, at most.
    pub max_decoded_bytes: u64,
    /// Redirects followed from one address, at most.
    pub max_redirects: u8,
}

/// One host and port whose connections go to a given address: the operator's word, so the address is not judged. Only
/// connections change; the URL, the `Host` header and the certificate's name stay those of the host.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostOverride {
    /// Host name in its ASCII form.
    pub host: String,
    /// The port in the URL (80 for http and 443 for https when it names none).
    pub port: u16,
    /// Where to connect.
    pub address: SocketAddr,
}
