//! The record of one site as `--format jsonl` prints it: a view of what was found, in the contract's names, written as it is walked.
//! Does not belong here: the other formats and the looking up (`report`).

use std::borrow::Cow;

use glouton_reader::Seniority;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::report::{Found, Outcome};
use crate::{
    audits::{self, CheckCategory, CheckStatus, Locale, Told, ToldCheck, ToldEvidence, ToldFactor},
    crawl::{Seed, model::SiteReason},
    leads,
    platform::clock::Timestamp,
};

/// The record of one site.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Record<'a> {
    /// It gave a lead.
    Lead(Box<LeadRecord<'a>>),
    /// It gave none, and why.
    Site(SiteRecord<'a>),
}

impl<'a> Record<'a> {
    /// Of what came of a site.
    ///
    /// # Errors
    /// What is stored of its audit cannot be read.
    pub fn of(outcome: &'a Outcome) -> Result<Self, serde_json::Error> {
        Ok(match &outcome.lead {
            Some(found) => Self::Lead(Box::new(LeadRecord::of(found)?)),
            None => Self::Site(SiteRecord {
                website: Seed::parse(&outcome.site.url).map_or_else(|_| outcome.site.url.clone(), |seed| seed.url.to_string()),
                state: outcome.site.state.as_str(),
                reason: outcome.site.reason,
                detail: outcome.site.detail.as_deref(),
            }),
        })
    }
}

/// A site that gave no lead.
#[derive(Debug, Serialize)]
pub struct SiteRecord<'a> {
    website: String,
    state: &'static str,
    reason: Option<SiteReason>,
    detail: Option<&'a str>,
}

/// A lead with everything that is known of it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LeadRecord<'a> {
    name: &'a str,
    domain: Option<&'a str>,
    website: Option<&'a str>,
    description: Option<&'a str>,
    language: Option<&'a str>,
    category: Option<&'a str>,
    address: Option<Address<'a>>,
    location: Option<Location>,
    opening_hours: Option<&'a str>,
    contacts: Vec<Contact<'a>>,
    social_profiles: Vec<Social<'a>>,
    people: Vec<Person<'a>>,
    technologies: Vec<Technology<'a>>,
    score: Option<i32>,
    temperature: Option<&'static str>,
    site_quality: Option<u8>,
    factors: Vec<Factor<'a>>,
    checks: Vec<Check<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Address<'a> {
    street: Option<&'a str>,
    city: Option<&'a str>,
    region: Option<&'a str>,
    postal_code: Option<&'a str>,
    country: Option<&'a str>,
    formatted: String,
}

#[derive(Debug, Serialize)]
struct Location {
    latitude: f64,
    longitude: f64,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Contact<'a> {
    kind: &'static str,
    value: &'a str,
    third_party: bool,
    purpose: &'static str,
    person: Option<Somebody<'a>>,
    confidence: f64,
    evidence: Vec<Evidence<'a>>,
}

/// The person whose contact it is.
#[derive(Debug, Serialize)]
struct Somebody<'a> {
    name: &'a str,
    title: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Social<'a> {
    network: &'a str,
    url: &'a str,
    handle: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Person<'a> {
    name: &'a str,
    title: Option<&'a str>,
    seniority: &'static str,
}

#[derive(Debug, Serialize)]
struct Technology<'a> {
    name: &'a str,
    category: &'a str,
    version: Option<&'a str>,
    confidence: f64,
    evidence: Vec<Evidence<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Factor<'a> {
    rule: Cow<'a, str>,
    points: i32,
    max_points: i32,
    explanation: Cow<'a, str>,
    evidence: Vec<Evidence<'a>>,
}

#[derive(Debug, Serialize)]
struct Check<'a> {
    id: Cow<'a, str>,
    category: CheckCategory,
    status: CheckStatus,
    title: Option<&'static str>,
    detail: Cow<'a, str>,
    value: Value,
    evidence: Vec<Evidence<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Evidence<'a> {
    url: Cow<'a, str>,
    snippet: Cow<'a, str>,
    selector: Option<Cow<'a, str>>,
    #[serde(serialize_with = "as_shown")]
    fetched_at: Timestamp,
    content_hash: Cow<'a, str>,
}

/// A moment as the contract shows it; the database has its number.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn as_shown<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(at)
}

impl<'a> From<&'a leads::Evidence> for Evidence<'a> {
    fn from(seen: &'a leads::Evidence) -> Self {
        Self {
            url: seen.url.as_str().into(),
            snippet: seen.snippet.as_str().into(),
            selector: seen.selector.as_deref().map(Cow::Borrowed),
            fetched_at: seen.fetched_at,
            content_hash: seen.content_hash.as_str().into(),
        }
    }
}

impl<'a> From<ToldEvidence<'a>> for Evidence<'a> {
    fn from(seen: ToldEvidence<'a>) -> Self {
        let ToldEvidence { url, snippet, selector, fetched_at_ms, content_hash } = seen;
        Self { url, snippet, selector, fetched_at: Timestamp(fetched_at_ms), content_hash }
    }
}

fn all<T, U: From<T>>(several: impl IntoIterator<Item = T>) -> Vec<U> {
    several.into_iter().map(U::from).collect()
}

impl<'a> LeadRecord<'a> {
    fn of(found: &'a Found) -> Result<Self, serde_json::Error> {
        let lead = &found.lead;
        let audit = found.audit.as_ref();
        Ok(Self {
            name: &lead.name,
            domain: lead.domain.as_deref(),
            website: lead.website.as_deref(),
            description: lead.description.as_deref(),
            language: lead.language.as_deref(),
            category: lead.category.as_deref(),
            address: leads::ops::format_address(&lead.address).map(|formatted| Address {
                street: lead.address.street.as_deref(),
                city: lead.address.city.as_deref(),
                region: lead.address.region.as_deref(),
                postal_code: lead.address.postal_code.as_deref(),
                country: lead.address.country.as_deref(),
                formatted,
            }),
            location: lead.location.map(|(latitude, longitude)| Location { latitude, longitude }),
            opening_hours: lead.opening_hours.as_deref(),
            contacts: found.contacts.iter().map(|contact| Contact::of(contact, lead)).collect(),
            social_profiles: lead
                .socials
                .iter()
                .map(|s| Social { network: &s.network, url: s.url.value.as_str(), handle: s.handle.as_deref() })
                .collect(),
            people: lead
                .people
                .iter()
                .map(|p| Person { name: &p.name.value, title: p.title.as_deref(), seniority: seniority(p.seniority) })
                .collect(),
            technologies: all(&lead.technologies),
            score: lead.score,
            temperature: lead.temperature.map(leads::Temperature::as_str),
            site_quality: audit.map(Told::site_quality),
            factors: audit.map(Told::factors).transpose()?.map(all).unwrap_or_default(),
            checks: audit.map(Told::checks).transpose()?.map(all).unwrap_or_default(),
        })
    }
}

impl<'a> Contact<'a> {
    fn of(contact: &'a leads::Contact, lead: &'a leads::Lead) -> Self {
        let title = |name: &str| lead.people.iter().find(|p| p.name.value == name).and_then(|p| p.title.as_deref());
        Self {
            kind: contact.kind.as_str(),
            value: &contact.value,
            third_party: contact.third_party,
            purpose: contact.purpose.as_str(),
            person: contact.person.as_deref().map(|name| Somebody { name, title: title(name) }),
            confidence: contact.confidence,
            evidence: all(&contact.evidence),
        }
    }
}

impl<'a> From<&'a leads::Technology> for Technology<'a> {
    fn from(technology: &'a leads::Technology) -> Self {
        Self {
            name: &technology.name,
            category: &technology.category,
            version: technology.version.as_deref(),
            confidence: technology.confidence,
            evidence: all(&technology.evidence),
        }
    }
}

impl<'a> From<ToldFactor<'a>> for Factor<'a> {
    fn from(factor: ToldFactor<'a>) -> Self {
        let ToldFactor { rule, points, max_points, explanation, evidence } = factor;
        Self { rule, points, max_points, explanation: explanation.en, evidence: all(evidence) }
    }
}

impl<'a> From<ToldCheck<'a>> for Check<'a> {
    fn from(check: ToldCheck<'a>) -> Self {
        let ToldCheck { id, category, status, detail, value, evidence } = check;
        let title = audits::texts::of(&id).map(|text| text.title(Locale::En));
        Self { id, category, status, title, detail: detail.en, value, evidence: all(evidence) }
    }
}

fn seniority(seniority: Seniority) -> &'static str {
    match seniority {
        Seniority::Executive => "EXECUTIVE",
        Seniority::Senior => "SENIOR",
        Seniority::Junior => "JUNIOR",
        Seniority::Unknown => "UNKNOWN",
    }
}
