//! Which URLs may be asked for at all, before any name is resolved: scheme, credentials, port. Pure.
//! Does not belong here: the judgement of addresses (`address.rs`), which a URL that passes here still has to meet.

use std::net::IpAddr;

use url::{Host, Url};

use super::error::EgressError;

/// Ports that speak something other than HTTP; a request to one is at best noise and at worst a command to a mail or database
/// server. Refused whatever the settings say, as browsers do.
const NEVER: &[u16] = &[
    1433, 1521, 1719, 1720, 1723, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5672, 5900, 5984,
    6000, 6379, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 8086, 9042, 9092, 9200, 9300, 10080, 10250, 11211, 15672,
    27017, 50070,
];

/// Where mail servers talk to each other.
const MAIL_PORT: u16 = 25;
/// WHOIS (RFC 3912).
const WHOIS_PORT: u16 = 43;

/// The ports that may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortPolicy {
    ranges: Vec<(u16, u16)>,
}

impl PortPolicy {
    /// Reads entries such as `"443"` and `"1024-65535"`.
    ///
    /// # Errors
    /// A sentence that names the entry which is no port and no range.
    pub fn parse(entries: &[String]) -> Result<Self, String> {
        let mut ranges = Vec::with_capacity(entries.len());
        for entry in entries {
            let (low, high) = entry.split_once('-').unwrap_or((entry, entry));
            let range = low.trim().parse::<u16>().ok().zip(high.trim().parse::<u16>().ok()).filter(|(low, high)| low <= high);
            ranges.push(range.ok_or_else(|| {
                format!("egress.allowed_ports: {entry:?} is neither a port nor a range such as \"1024-65535\"")
            })?);
        }
        Ok(Self { ranges })
    }

    /// True when a request to `port` may be made.
    #[must_use]
    pub fn allows(&self, port: u16) -> bool {
        !NEVER.contains(&port) && self.ranges.iter().any(|(low, high)| (*low..=*high).contains(&port))
    }
}

/// Where a URL leads, once it passed the checks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Target {
    /// TLS or not.
    pub secure: bool,
    /// Host name in ASCII, lower case, without a trailing dot; or an address literal.
    pub host: TargetHost,
    /// The port, the scheme's default when none was written.
    pub port: u16,
}

/// A name to resolve or an address to connect to; both are judged.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TargetHost {
    /// A name.
    Name(String),
    /// An address literal; the URL parser has already read decimal, octal and hexadecimal spellings.
    Address(IpAddr),
}

impl std::fmt::Display for TargetHost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Address(IpAddr::V6(address)) => write!(f, "[{address}]"),
            Self::Address(address) => write!(f, "{address}"),
        }
    }
}

impl Target {
    /// Checks a URL.
    ///
    /// # Errors
    /// [`EgressError::Scheme`], [`EgressError::Credentials`], [`EgressError::Host`], [`EgressError::Port`].
    pub fn of(url: &Url, ports: &PortPolicy) -> Result<Self, EgressError> {
        let secure = match url.scheme() {
            "http" => false,
            "https" => true,
            other => return Err(EgressError::Scheme(other.chars().take(20).collect())),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(EgressError::Credentials);
        }
        let host = match url.host() {
            Some(Host::Domain(name)) => Self::host(name)?,
            Some(Host::Ipv4(address)) => TargetHost::Address(address.into()),
            Some(Host::Ipv6(address)) => TargetHost::Address(address.into()),
            None => return Err(EgressError::Host),
        };
        let port = url.port_or_known_default().ok_or(EgressError::Host)?;
        Self { secure, host, port }.checked(ports)
    }

    /// Checks a host and a port as they stand in a `CONNECT` request.
    ///
    /// # Errors
    /// [`EgressError::Host`], [`EgressError::Port`].
    pub fn of_authority(host: &str, port: u16, secure: bool, ports: &PortPolicy) -> Result<Self, EgressError> {
        let parsed = Host::parse(host).map_err(|_| EgressError::Host)?;
        let host = match parsed {
            Host::Domain(name) => Self::host(&name)?,
            Host::Ipv4(address) => TargetHost::Address(address.into()),
            Host::Ipv6(address) => TargetHost::Address(address.into()),
        };
        Self { secure, host, port }.checked(ports)
    }

    /// The mail server of this name: the one port besides the web's that is ever asked, and only for a conversation that sends
    /// nothing.
    ///
    /// # Errors
    /// [`EgressError::Host`] for what is no host name.
    pub(super) fn of_mail_server(name: &str) -> Result<Self, EgressError> {
        // A mail exchanger is a name (RFC 5321, 5.1).
        Self::of_service(name, MAIL_PORT)
    }

    /// A registry's WHOIS server.
    ///
    /// # Errors
    /// [`EgressError::Host`] for what is no host name.
    pub(super) fn of_whois_server(name: &str) -> Result<Self, EgressError> {
        Self::of_service(name, WHOIS_PORT)
    }

    fn of_service(name: &str, port: u16) -> Result<Self, EgressError> {
        match Host::parse(name).map_err(|_| EgressError::Host)? {
            Host::Domain(name) => Ok(Self { secure: false, host: Self::host(&name)?, port }),
            Host::Ipv4(_) | Host::Ipv6(_) => Err(EgressError::Host),
        }
    }

    fn host(name: &str) -> Result<TargetHost, EgressError> {
        let name = name.strip_suffix('.').unwrap_or(name);
        let usable = !name.is_empty() && name.len() <= 253 && name.split('.').all(|label| !label.is_empty() && label.len() <= 63);
        if usable { Ok(TargetHost::Name(name.to_ascii_lowercase())) } else { Err(EgressError::Host) }
    }

    fn checked(self, ports: &PortPolicy) -> Result<Self, EgressError> {
        if ports.allows(self.port) { Ok(self) } else { Err(EgressError::Port(self.port)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ports() -> PortPolicy {
        PortPolicy::parse(&["80".into(), "443".into(), "1024-65535".into()]).expect("ports")
    }

    fn target(url: &str) -> Result<Target, EgressError> {
        Target::of(&Url::parse(url).expect("a URL"), &ports())
    }

    #[test]
    fn every_spelling_of_an_address_is_the_address() {
        let loopback = TargetHost::Address("127.0.0.1".parse().expect("an address"));
        for url in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0177.0.0.1/",
            "http://127.1/",
            "http://0x7f.1/",
            "http://127.0.0.1./",
            "http://①②⑦.⓪.⓪.①/",
        ] {
            assert_eq!(target(url).map(|t| t.host), Ok(loopback.clone()), "{url}");
        }
    }

    #[test]
    fn only_http_and_https_are_read() {
        for url in [
            "ftp://a.test/",
            "file:///etc/passwd",
            "gopher://a.test/",
            "view-source:http://a.test/",
            "data:text/html,x",
            "javascript:1",
            "ws://a.test/",
        ] {
            assert!(matches!(target(url), Err(EgressError::Scheme(_))), "{url}");
        }
    }

    #[test]
    fn credentials_in_an_address_are_refused() {
        for url in ["http://user@a.test/", "http://user:pw@a.test/", "http://:pw@a.test/"] {
            assert_eq!(target(url), Err(EgressError::Credentials), "{url}");
        }
    }

    #[test]
    fn ports_of_other_services_are_refused() {
        for port in [22, 25, 110, 143, 465, 587, 993, 1023, 3306, 5432, 6379, 9200, 11211, 27017] {
            assert_eq!(target(&format!("http://a.test:{port}/")), Err(EgressError::Port(port)));
        }
        for port in [80, 443, 1024, 8000, 8080, 8443, 34567] {
            assert_eq!(target(&format!("http://a.test:{port}/")).map(|t| t.port), Ok(port));
        }
    }

    #[test]
    fn a_trailing_dot_and_capitals_make_no_other_host() {
        assert_eq!(target("http://WWW.A.test./").map(|t| t.host), Ok(TargetHost::Name("www.a.test".into())));
        assert_eq!(target("http://a..test/"), Err(EgressError::Host));
        assert_eq!(target(&format!("http://{}.test/", "a".repeat(64))), Err(EgressError::Host));
    }

    #[test]
    fn a_range_that_is_none_is_named() {
        assert!(PortPolicy::parse(&["90-80".into()]).is_err_and(|m| m.contains("90-80")));
        assert!(PortPolicy::parse(&["http".into()]).is_err());
    }
}
