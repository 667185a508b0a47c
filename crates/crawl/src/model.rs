//! The crawl's vocabulary: what was asked of a site, what each page gave, why a site gave nothing.
//! Plain, serialisable data; a [`PageRecord`] is all that is needed to go on after a restart and to audit again without network.

use std::fmt;

pub use glouton_platform::egress::{Dkim, Registration};
use glouton_reader::{PageFacts, PageKind};
use serde::{Deserialize, Serialize};
use url::Url;

/// How pages are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FetchMode {
    /// Plain HTTP first, the browser when the page needs one.
    #[default]
    Auto,
    /// Plain HTTP only.
    Http,
    /// Always the browser (after a plain request that learns status and headers).
    Browser,
}

/// What a page was read with in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FetchedWith {
    /// Plain HTTP.
    Http,
    /// A browser over WebDriver.
    Browser,
}

/// Why a site gave nothing, or stopped early. The same names as the contract's `SiteReason`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SiteReason {
    /// What was given is no address of a web site.
    InvalidUrl,
    /// robots.txt forbids the start page, or could not be had (5xx).
    RobotsDisallowed,
    /// The domain asked not to be read.
    Suppressed,
    /// The address is private, loopback, link-local or otherwise not public.
    PrivateAddress,
    /// The name does not resolve.
    DnsFailure,
    /// No connection, or it broke before an answer.
    ConnectFailure,
    /// TLS could not be agreed or the certificate is not trusted.
    TlsFailure,
    /// A deadline passed.
    Timeout,
    /// A status of 400 or more on the start page.
    HttpError,
    /// A bot challenge, CAPTCHA or login wall stands in front.
    BotChallenge,
    /// The start page is not HTML.
    NotHtml,
    /// The start page is larger than the cap.
    TooLarge,
    /// Redirects without end.
    RedirectLoop,
    /// The same business was already read in this hunt under another address.
    Duplicate,
    /// The hunt's limit was reached before this site's turn.
    LimitReached,
}

/// A site that could not be read: the reason and a sentence a person understands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteFailure {
    /// The typed reason.
    pub reason: SiteReason,
    /// One sentence; no secrets, no inner error chains.
    pub detail: String,
}

impl fmt::Display for SiteFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.detail)
    }
}

impl std::error::Error for SiteFailure {}

/// How much of one site may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteLimits {
    /// Pages fetched at most.
    pub max_pages: u32,
    /// Link distance from the start page at most (the start page is 0).
    pub max_depth: u32,
}

/// One fetched page, or one that was tried and gave nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageRecord {
    /// The URL asked for, canonical.
    pub requested: Url,
    /// The URL that answered, after redirects.
    pub url: Url,
    /// Link distance from the start page.
    pub depth: u32,
    /// What the page is for.
    pub kind: PageKind,
    /// HTTP status; `None` when no answer came.
    pub status: Option<u16>,
    /// What read it.
    pub fetched_with: FetchedWith,
    /// Bytes received, decompressed.
    pub bytes: u64,
    /// From the request to the last byte, milliseconds.
    pub elapsed_ms: u32,
    /// When the answer was complete, Unix milliseconds.
    pub fetched_at_ms: i64,
    /// BLAKE3 of the body in hex; names the snapshot. Empty when there was no body.
    pub content_hash: String,
    /// Response headers, names in lower case (kept for audits and technologies).
    pub headers: Vec<(String, String)>,
    /// What was read; `None` when the page could not be (see `error`).
    pub facts: Option<PageFacts>,
    /// Why it gave nothing.
    pub error: Option<SiteFailure>,
}

/// What is known of a site besides its pages; each field is `None` when it could not be learnt, which audits call UNKNOWN.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteProbe {
    /// The start page is served over HTTPS with a trusted certificate.
    pub https: Option<bool>,
    /// Plain HTTP leads to HTTPS.
    pub http_redirects_to_https: Option<bool>,
    /// Certificate facts.
    pub certificate: Option<Certificate>,
    /// Redirects followed from the given address to the start page.
    pub redirects: Vec<Url>,
    /// robots.txt.
    pub robots: Option<RobotsState>,
    /// A sitemap is named in robots.txt or stands at /sitemap.xml.
    pub sitemap: Option<bool>,
    /// Mail set-up and similar of the registrable domain.
    pub domain: Option<DomainFacts>,
}

/// robots.txt as found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RobotsState {
    /// There is one.
    Present,
    /// 4xx: everything is allowed.
    Absent,
    /// 5xx or no answer: nothing is allowed.
    Unreachable,
}

/// The server's certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Issuer's common name or organisation.
    pub issuer: String,
    /// End of validity, Unix milliseconds.
    pub not_after_ms: i64,
}

/// What the DNS and the registry say of the registrable domain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DomainFacts {
    /// Mail exchangers, best first; empty when it takes no mail.
    pub mx: Option<Vec<String>>,
    /// The SPF record.
    pub spf: Option<String>,
    /// True once the TXT records were read (so that a missing SPF is known to be missing).
    pub txt_read: bool,
    /// The DMARC record.
    pub dmarc: Option<String>,
    /// True once `_dmarc` was asked.
    pub dmarc_read: bool,
    // What was added later is left out while unknown, so that a site read before does not look changed.
    /// The domain says that it takes no mail (RFC 7505).
    #[serde(skip_serializing_if = "is_false")]
    pub refuses_mail: bool,
    /// DKIM keys under the selectors that the domain's mail provider is known to use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dkim: Option<Dkim>,
    /// Since when it is registered, until when, and with whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration: Option<Registration>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_false(value: &bool) -> bool {
    !value
}
