//! The truth about each site: what a careful person with a browser would write down, and what nobody must.
//!
//! Belongs here: the types of the truth and its derivation from a business's record. Does not belong here: comparing
//! (that is [`crate::score`]).

use serde::Serialize;

use crate::{
    looks,
    model::{Business, Disguise, Line, Tech},
};

/// How the reading of a site ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum State {
    /// Read.
    Done,
    /// Left out on purpose.
    Skipped,
    /// Tried and not read.
    Failed,
}

/// Why a site was not read; the names are those of the public contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(missing_docs)]
pub enum Reason {
    RobotsDisallowed,
    PrivateAddress,
    DnsFailure,
    ConnectFailure,
    TlsFailure,
    Timeout,
    HttpError,
    BotChallenge,
    NotHtml,
    TooLarge,
    RedirectLoop,
    Duplicate,
}

impl Reason {
    /// The name in the public contract.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RobotsDisallowed => "ROBOTS_DISALLOWED",
            Self::PrivateAddress => "PRIVATE_ADDRESS",
            Self::DnsFailure => "DNS_FAILURE",
            Self::ConnectFailure => "CONNECT_FAILURE",
            Self::TlsFailure => "TLS_FAILURE",
            Self::Timeout => "TIMEOUT",
            Self::HttpError => "HTTP_ERROR",
            Self::BotChallenge => "BOT_CHALLENGE",
            Self::NotHtml => "NOT_HTML",
            Self::TooLarge => "TOO_LARGE",
            Self::RedirectLoop => "REDIRECT_LOOP",
            Self::Duplicate => "DUPLICATE",
        }
    }

    /// The state that goes with it.
    #[must_use]
    pub const fn state(self) -> State {
        match self {
            Self::RobotsDisallowed | Self::Duplicate => State::Skipped,
            _ => State::Failed,
        }
    }
}

/// A person of the business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonTruth {
    /// Given and family name.
    pub name: String,
    /// Role as written.
    pub title: String,
}

/// A technology that shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TechnologyTruth {
    /// Name as its maker writes it.
    pub name: String,
    /// Version, when the site tells it.
    pub version: Option<String>,
}

/// Where the business is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddressTruth {
    /// Street and number.
    pub street: String,
    /// City.
    pub city: String,
    /// Postal code.
    pub postal_code: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

/// Everything that is true of one site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SiteTruth {
    /// Host.
    pub host: String,
    /// URL to start from.
    pub seed_url: String,
    /// How its reading ends.
    pub state: State,
    /// Why it is not read.
    pub reason: Option<Reason>,
    /// The host whose content this one repeats; which of the two is read first does not matter.
    pub twin_of: Option<String>,
    /// Trading name.
    pub name: Option<String>,
    /// Names that are right as well (the legal one).
    pub other_names: Vec<String>,
    /// The business's own e-mail addresses, lower case.
    pub emails: Vec<String>,
    /// Its own telephone numbers, E.164.
    pub phones: Vec<String>,
    /// Its own fax numbers, E.164.
    pub faxes: Vec<String>,
    /// Addresses of others that stand on its pages.
    pub third_party_emails: Vec<String>,
    /// Numbers of others, E.164.
    pub third_party_phones: Vec<String>,
    /// Canonical URLs of its social profiles.
    pub socials: Vec<String>,
    /// Who works there.
    pub people: Vec<PersonTruth>,
    /// Technologies that show.
    pub technologies: Vec<TechnologyTruth>,
    /// Technologies that follow from those or show only dimly: right when found, not missed when not.
    pub implied_technologies: Vec<String>,
    /// Postal address.
    pub address: Option<AddressTruth>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Nothing can be read without a browser.
    pub needs_browser: bool,
    /// Single values that only a browser is certain to show, on a site that otherwise needs none.
    pub browser_only: Vec<String>,
    /// Values that must never be told as a contact: asset names, honeypots, register numbers (digits only).
    pub never: Vec<String>,
}

impl SiteTruth {
    /// A site that gives nothing, and why.
    pub(crate) fn nothing(host: &str, seed_url: &str, reason: Reason) -> Self {
        Self {
            host: host.to_owned(),
            seed_url: seed_url.to_owned(),
            state: reason.state(),
            reason: Some(reason),
            twin_of: None,
            name: None,
            other_names: Vec::new(),
            emails: Vec::new(),
            phones: Vec::new(),
            faxes: Vec::new(),
            third_party_emails: Vec::new(),
            third_party_phones: Vec::new(),
            socials: Vec::new(),
            people: Vec::new(),
            technologies: Vec::new(),
            implied_technologies: Vec::new(),
            address: None,
            language: None,
            needs_browser: false,
            browser_only: Vec::new(),
            never: Vec::new(),
        }
    }

    /// The truth about a business whose site is read.
    pub(crate) fn of(b: &Business) -> Self {
        let lines = |wanted: fn(Line) -> bool| unique(b.phones.iter().filter(|p| wanted(p.line)).map(|p| p.e164));
        Self {
            host: b.host.to_owned(),
            seed_url: format!("{}/", b.origin()),
            state: State::Done,
            reason: None,
            twin_of: None,
            name: Some(b.name.to_owned()),
            other_names: if b.legal_name.is_empty() { Vec::new() } else { vec![b.legal_name.to_owned()] },
            emails: unique(b.emails.iter().map(|e| e.address)),
            phones: lines(|line| line != Line::Fax),
            faxes: lines(|line| line == Line::Fax),
            third_party_emails: unique(b.outsiders.iter().map(|o| o.email).filter(|e| !e.is_empty())),
            third_party_phones: unique(b.outsiders.iter().map(|o| o.phone.0).filter(|p| !p.is_empty())),
            socials: unique(b.socials.iter().map(|(_, canonical)| *canonical)),
            people: b.people.iter().map(|m| PersonTruth { name: m.name.to_owned(), title: m.title.to_owned() }).collect(),
            technologies: technologies(b),
            implied_technologies: implied(b),
            address: Some(AddressTruth {
                street: b.street.to_owned(),
                city: b.city.to_owned(),
                postal_code: b.postal_code.to_owned(),
                country: b.country.code().to_owned(),
            }),
            language: Some(b.lang.code().to_owned()),
            needs_browser: b.look.needs_browser(),
            browser_only: b.emails.iter().filter(|e| e.disguise == Disguise::Script).map(|e| e.address.to_owned()).collect(),
            never: b.never.iter().map(|&v| v.to_owned()).collect(),
        }
    }
}

fn unique<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for value in values {
        if !out.iter().any(|known| known == value) {
            out.push(value.to_owned());
        }
    }
    out
}

fn technologies(b: &Business) -> Vec<TechnologyTruth> {
    let mut out: Vec<TechnologyTruth> = Vec::new();
    let all = b.look.technologies().into_iter().chain(looks::extra_technologies(b)).chain(b.technologies.iter().copied());
    for Tech { name, version } in all {
        if !out.iter().any(|known| known.name == name) {
            out.push(TechnologyTruth { name: name.to_owned(), version: version.map(str::to_owned) });
        }
    }
    out
}

/// What follows from a technology, or stands in a header or class name without being worth a point either way.
fn implied(b: &Business) -> Vec<String> {
    let shown = technologies(b);
    let mut out: Vec<&str> = Vec::new();
    for technology in &shown {
        out.extend_from_slice(match technology.name.as_str() {
            "WordPress" => &[
                "PHP",
                "MySQL",
                "Debian",
                "jQuery",
                "WordPress Block Editor",
                "Gutenberg",
                "Twenty Fifteen",
                "Twenty Twenty-Five",
                "Storefront",
                "Font Awesome",
            ],
            "Joomla" | "TYPO3" | "Drupal" | "PrestaShop" => &["PHP", "MySQL", "Debian", "jQuery", "Bootstrap"],
            "Wix" => &["React", "Pepyaka"],
            "Shopify" => &["Dawn", "Shopify Dawn", "Hotwire Turbo"],
            "Next.js" => &["Node.js", "Webpack", "Tailwind CSS"],
            "Squarespace" | "Webflow" => &["jQuery", "Amazon CloudFront"],
            "Apache HTTP Server" => &["Debian", "Unix"],
            "Font Awesome" => &["cdnjs", "Cloudflare"],
            "Bootstrap" => &["jsDelivr"],
            "Jimdo" => &["PHP"],
            _ => &[],
        });
    }
    out.extend_from_slice(&[
        "Open Graph",
        "HSTS",
        "RSS",
        "Google Hosted Libraries",
        "Schema.org",
        "HTTP/2",
        "Google Tag Manager",
    ]);
    if b.emails.iter().any(|e| e.disguise == Disguise::Cloudflare) {
        out.push("Cloudflare");
    }
    unique(out.into_iter().filter(|name| !shown.iter().any(|t| t.name == *name)))
}
