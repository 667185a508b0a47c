//! What the reader tells of one page ([`PageFacts`]) and of a whole site ([`SiteFacts`]).
//!
//! Belongs here: plain, serialisable data and nothing that decides. Does not belong here: parsing, ranking, merging.
//! Invariant: every fact carries the [`Evidence`] it was read from; a value with no evidence cannot be built by accident,
//! because [`Sourced`] asks for it.

use serde::{Deserialize, Serialize};
use url::Url;

/// One fetched document, as the crawler hands it over.
#[derive(Debug, Clone, Copy)]
pub struct PageInput<'a> {
    /// The URL the document came from, after redirects.
    pub url: &'a Url,
    /// The HTTP status.
    pub status: u16,
    /// Response headers in the order received, names in lower case; a repeated header is repeated here.
    pub headers: &'a [(String, String)],
    /// The body, decompressed, in whatever charset it has.
    pub body: &'a [u8],
    /// True when `body` is the DOM serialised after a browser ran the page's scripts (UTF-8 then).
    pub rendered: bool,
}

/// Where on a page a value was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The page.
    pub url: Url,
    /// The words around the value, white space folded, at most 200 characters. Holds the value as it stands on the page.
    pub snippet: String,
    /// A CSS-like path to the element, when the value came from one ("footer a[href^=mailto]", "script[type=ld+json]").
    pub selector: Option<String>,
}

/// The kind of place a value was read from; decides which of two values wins in a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// schema.org in a JSON-LD script.
    JsonLd,
    /// schema.org as microdata or RDFa Lite.
    Microdata,
    /// OpenGraph and similar meta properties.
    OpenGraph,
    /// A link's target (mailto:, tel:, a profile URL).
    Link,
    /// Visible text.
    Text,
    /// `<title>`, `<meta name=…>`, `<html lang>`.
    Meta,
    /// HTTP response headers.
    Header,
    /// Script text or attributes a visitor sees only in effect (Cloudflare's encoded addresses, concatenations).
    Script,
    /// Derived from the address of the page itself.
    Url,
}

/// A value, where it came from, and how sure the reader is (0.0 to 1.0).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sourced<T> {
    /// The value, normalised.
    pub value: T,
    /// The kind of place.
    pub source: Source,
    /// 0.0 to 1.0.
    pub confidence: f32,
    /// At least one entry; a merge keeps at most five.
    pub evidence: Vec<Evidence>,
}

impl Evidence {
    /// Evidence from `url`: white space in `words` is folded and the whole cut to 200 characters.
    #[must_use]
    pub fn new(url: &Url, words: &str, selector: Option<&str>) -> Self {
        let mut snippet = String::with_capacity(words.len().min(200));
        let mut chars = 0;
        for word in words.split_whitespace() {
            if !snippet.is_empty() {
                snippet.push(' ');
                chars += 1;
            }
            for c in word.chars().take(200_usize.saturating_sub(chars)) {
                snippet.push(c);
                chars += 1;
            }
            if chars >= 199 {
                break;
            }
        }
        Self { url: url.clone(), snippet: snippet.trim_end().to_owned(), selector: selector.map(str::to_owned) }
    }
}

impl<T> Sourced<T> {
    /// A value with its only piece of evidence so far.
    #[must_use]
    pub fn new(value: T, source: Source, confidence: f32, evidence: Evidence) -> Self {
        Self { value, source, confidence: confidence.clamp(0.0, 1.0), evidence: vec![evidence] }
    }

    /// Adds what another reading of the same value saw: its evidence (five at most, no repetition), the better of the two
    /// confidences and that reading's source.
    pub fn join(&mut self, other: &Self) {
        if other.confidence > self.confidence {
            self.confidence = other.confidence;
            self.source = other.source;
        }
        for evidence in &other.evidence {
            if self.evidence.len() < 5 && !self.evidence.contains(evidence) {
                self.evidence.push(evidence.clone());
            }
        }
    }
}

/// What a page is for, judged from its URL, link text and title in many languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// The site's start page.
    Home,
    /// Contact page.
    Contact,
    /// Legal notice: Impressum, mentions légales, aviso legal, note legali, colofon …
    Legal,
    /// About the business.
    About,
    /// People who work there.
    Team,
    /// Privacy policy.
    Privacy,
    /// Terms and conditions.
    Terms,
    /// Where to find it: locations, directions, opening hours.
    Locations,
    /// Anything else.
    Other,
}

/// A link to a page of the same site (other hosts' links are not pages to read).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Absolute, without fragment.
    pub url: Url,
    /// The link's words, folded, at most 100 characters.
    pub text: String,
    /// What the target seems to be.
    pub kind: PageKind,
    /// How much a contact reader gains by reading it: 0 (nothing) to 100 (the contact page).
    pub worth: u8,
    /// `rel=nofollow`.
    pub nofollow: bool,
}

/// The kinds of contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    /// An e-mail address, lower case, internationalised domain in its ASCII form.
    Email,
    /// A telephone number in E.164.
    Phone,
    /// A fax number in E.164.
    Fax,
    /// The absolute URL of a page with a form that reaches the business.
    ContactForm,
}

/// Who answers behind a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// One named person.
    Personal,
    /// A function: sales@, booking@, jobs@.
    Role,
    /// The business as a whole: info@, contact@, office@.
    Generic,
    /// An address that reads nothing.
    NoReply,
    /// Cannot be told.
    Unknown,
}

/// Technical kind of a telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneType {
    /// Land line.
    Fixed,
    /// Mobile.
    Mobile,
    /// Free for the caller.
    TollFree,
    /// Anything else or not known.
    Other,
}

/// One contact, as read on one page or merged over a site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// E-mail, phone, fax or form.
    pub kind: ContactKind,
    /// Normalised value, see [`ContactKind`]; with evidence.
    #[serde(flatten)]
    pub value: Sourced<String>,
    /// Somebody else's: the web designer, the host, an authority, a platform, a partner.
    pub third_party: bool,
    /// Why `third_party` was decided, a rule id such as `third-party/credit-line`; `None` when it is the site's own.
    pub third_party_rule: Option<String>,
    /// Who answers.
    pub purpose: Purpose,
    /// Only for phones.
    pub phone_type: Option<PhoneType>,
    /// The name of the person beside it, equal to a [`Person::name`] of the same page or site.
    pub person: Option<String>,
    /// The rule that read it, such as `email/mailto`, `email/at-word`, `phone/tel-link`, `phone/text`.
    pub rule: String,
}

/// A person named on the site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Given and family name, titles such as "Dr." kept out.
    #[serde(flatten)]
    pub name: Sourced<String>,
    /// Role as written ("Geschäftsführerin").
    pub title: Option<String>,
    /// Judged from the role.
    pub seniority: Seniority,
}

/// How high a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seniority {
    /// Owner, director, partner, head of the business.
    Executive,
    /// Head of a department, senior specialist.
    Senior,
    /// Assistant, trainee.
    Junior,
    /// Cannot be told.
    Unknown,
}

/// A postal address as far as it could be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostalAddress {
    /// Street and number.
    pub street: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State, province, county.
    pub region: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: Option<String>,
}

/// A profile on a social network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SocialProfile {
    /// Lower-case network name: "facebook", "instagram", "linkedin", "x", "youtube", "tiktok", …
    pub network: String,
    /// Canonical profile URL, without tracking parameters.
    #[serde(flatten)]
    pub url: Sourced<Url>,
    /// The handle, when the network has one.
    pub handle: Option<String>,
}

/// A technology the site uses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Technology {
    /// Product name as its maker writes it.
    #[serde(flatten)]
    pub name: Sourced<String>,
    /// Category id: "cms", "ecommerce", "analytics", "javascript-framework", "web-server", …
    pub category: String,
    /// Version as found, never guessed.
    pub version: Option<String>,
    /// The rule that saw it.
    pub rule: String,
}

/// What is said of the organisation, field by field, as candidates (page) or winners first (site).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Organisation {
    /// Trading names.
    pub names: Vec<Sourced<String>>,
    /// Legal names ("Muster GmbH").
    pub legal_names: Vec<Sourced<String>>,
    /// One or two sentences about it.
    pub descriptions: Vec<Sourced<String>>,
    /// Kind of business, lower-case English ("bakery", "dentist"), from structured data or clear words.
    pub categories: Vec<Sourced<String>>,
    /// Addresses.
    pub addresses: Vec<Sourced<PostalAddress>>,
    /// Opening hours in OpenStreetMap's syntax ("Mo-Fr 08:00-18:00; Sa 09:00-12:00").
    pub opening_hours: Vec<Sourced<String>>,
    /// Latitude and longitude, WGS 84 degrees.
    pub locations: Vec<Sourced<(f64, f64)>>,
    /// Year of foundation.
    pub founding_years: Vec<Sourced<u16>>,
    /// VAT identification numbers, upper case without spaces.
    pub vat_numbers: Vec<Sourced<String>>,
    /// Company register numbers ("HRB 12345", "SIREN 123456789").
    pub register_numbers: Vec<Sourced<String>>,
}

/// Why a page read over plain HTTP is worth a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BrowserHint {
    /// An application's empty mount point and scripts, no text.
    EmptyShell,
    /// Nearly no text, but scripts.
    NoText,
    /// The page says that it needs JavaScript.
    AsksForScript,
}

/// Everything read from one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageFacts {
    /// The page.
    pub url: Url,
    /// What it is for.
    pub kind: PageKind,
    /// Two-letter ISO 639-1 code of the page's language.
    pub language: Option<Sourced<String>>,
    /// Characters of visible text.
    pub text_chars: u32,
    /// 64-bit similarity hash of the visible text: near-duplicates differ in few bits.
    pub fingerprint: u64,
    /// Pages of the same site it links to, best first, no duplicates.
    pub links: Vec<Link>,
    /// Contacts, before attribution over the whole site.
    pub contacts: Vec<Contact>,
    /// People.
    pub people: Vec<Person>,
    /// The organisation.
    pub organisation: Organisation,
    /// Social profiles.
    pub socials: Vec<SocialProfile>,
    /// Technologies.
    pub technologies: Vec<Technology>,
    /// What audits look at.
    pub signals: crate::signals::PageSignals,
    /// Set when a browser would probably show more.
    pub browser_hint: Option<BrowserHint>,
}

/// Everything known of a site once its pages are read; winners first in every list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SiteFacts {
    /// Main language.
    pub language: Option<Sourced<String>>,
    /// Merged contacts, the site's own first, best first, no duplicates.
    pub contacts: Vec<Contact>,
    /// Merged people.
    pub people: Vec<Person>,
    /// The organisation; the first of each list is the one to show.
    pub organisation: Organisation,
    /// Merged social profiles.
    pub socials: Vec<SocialProfile>,
    /// Merged technologies.
    pub technologies: Vec<Technology>,
}
