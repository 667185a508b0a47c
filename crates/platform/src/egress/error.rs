//! Why a request did not give an answer. A closed set that callers can act on; the words are for people and name hosts, never
//! the addresses behind them (a stranger who makes us resolve a name must not learn our network from the message).

use thiserror::Error;

/// The part of a request that a deadline ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Name resolution.
    Resolve,
    /// TCP, the operator's proxy and TLS.
    Connect,
    /// From the request to the end of the response's headers.
    Headers,
    /// The response's body.
    Body,
}

impl Stage {
    fn words(self) -> &'static str {
        match self {
            Self::Resolve => "while its name was looked up",
            Self::Connect => "before a connection stood",
            Self::Headers => "before it answered",
            Self::Body => "before its answer was complete",
        }
    }
}

/// Why a request gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EgressError {
    /// Neither http nor https.
    #[error("{0} addresses are not read, only http and https")]
    Scheme(String),
    /// No host, or one that no resolver takes.
    #[error("the address has no usable host name")]
    Host,
    /// `user:password@` in the URL.
    #[error("addresses with a user name or password are not read")]
    Credentials,
    /// A port outside the policy.
    #[error("port {0} is not one that web sites use")]
    Port(u16),
    /// Every address of the host is private, loopback, link-local or otherwise not public.
    #[error("the address of {host} is not a public one")]
    PrivateAddress {
        /// The host as asked for.
        host: String,
    },
    /// The domain asked not to be read.
    #[error("{host} asked not to be read")]
    Shunned {
        /// The host as asked for.
        host: String,
    },
    /// The name does not resolve.
    #[error("the name {host} does not resolve")]
    Dns {
        /// The host as asked for.
        host: String,
    },
    /// No connection, or one that broke before an answer.
    #[error("{host} {detail}")]
    Connect {
        /// The host as asked for.
        host: String,
        /// What happened, to follow the host's name.
        detail: &'static str,
    },
    /// TLS could not be agreed, or the certificate is not trusted.
    #[error("no secure connection to {host}: {detail}")]
    Tls {
        /// The host as asked for.
        host: String,
        /// What is wrong.
        detail: &'static str,
    },
    /// A deadline passed.
    #[error("{host} took too long {}", stage.words())]
    Timeout {
        /// The host as asked for.
        host: String,
        /// Which deadline.
        stage: Stage,
    },
    /// The body, as sent or once decompressed, exceeds the cap.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge {
        /// The cap, bytes.
        limit: u64,
    },
    /// The headers exceed the cap.
    #[error("the answer's headers are larger than {limit} bytes")]
    HeadersTooLarge {
        /// The cap, bytes.
        limit: u64,
    },
    /// A redirect led back to an address already followed.
    #[error("the redirects lead in a circle")]
    RedirectLoop,
    /// More redirects than the cap.
    #[error("more than {0} redirects")]
    TooManyRedirects(u8),
    /// A redirect without a usable target.
    #[error("a redirect leads nowhere")]
    RedirectTarget,
    /// What came is not HTTP, or not what its headers say.
    #[error("{host} does not speak HTTP properly")]
    Protocol {
        /// The host as asked for.
        host: String,
    },
    /// The body's compression is broken or unknown.
    #[error("the answer's compression cannot be undone")]
    Encoding,
}

impl EgressError {
    /// A short, stable word for metrics and logs.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Scheme(_) => "scheme",
            Self::Host => "host",
            Self::Credentials => "credentials",
            Self::Port(_) => "port",
            Self::PrivateAddress { .. } => "private_address",
            Self::Shunned { .. } => "shunned",
            Self::Dns { .. } => "dns",
            Self::Connect { .. } => "connect",
            Self::Tls { .. } => "tls",
            Self::Timeout { .. } => "timeout",
            Self::TooLarge { .. } => "too_large",
            Self::HeadersTooLarge { .. } => "headers_too_large",
            Self::RedirectLoop => "redirect_loop",
            Self::TooManyRedirects(_) => "too_many_redirects",
            Self::RedirectTarget => "redirect_target",
            Self::Protocol { .. } => "protocol",
            Self::Encoding => "encoding",
        }
    }
}

/// Why the door could not be built from its settings.
#[derive(Debug, Error)]
pub enum SetupError {
    /// A setting that cannot be used; the words say which and why.
    #[error("{0}")]
    Setting(String),
    /// The extra CA file cannot be read.
    #[error("egress.extra_ca_file cannot be read: {0}")]
    CaFile(std::io::Error),
}
