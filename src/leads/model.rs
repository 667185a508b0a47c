//! The words of leads. A [`Contact`] here holds its value in clear; whether a caller may see it is decided in `ops`, by what the
//! workspace has revealed.

use glouton_reader::{Person, Seniority, SocialProfile};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::verification::Verification;
use crate::{
    accounts::UserId,
    platform::{clock::Timestamp, ids::IdError, named},
};

crate::platform::typed_id!(
    /// A business in a workspace.
    LeadId,
    "lead"
);
crate::platform::typed_id!(
    /// One way to reach a lead.
    ContactId,
    "contact"
);
crate::platform::typed_id!(
    /// A label a workspace gives to leads.
    TagId,
    "tag"
);
crate::platform::typed_id!(
    /// A note on a lead.
    NoteId,
    "note"
);
crate::platform::typed_id!(
    /// Something that happened to a lead.
    ActivityId,
    "act"
);

/// A person of a lead: the lead and a mark of the name, so that the id alone leads back to both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PersonId {
    /// Whose.
    pub lead: LeadId,
    mark: [u8; 8],
}

impl PersonId {
    /// What the text form begins with.
    pub const PREFIX: &'static str = "person";

    /// The id of the person of this name; stable as long as lead and name are.
    #[must_use]
    pub fn of(lead: LeadId, name: &str) -> Self {
        let mut mark = [0; 8];
        for (to, from) in mark.iter_mut().zip(blake3::hash(name.as_bytes()).as_bytes()) {
            *to = *from;
        }
        Self { lead, mark }
    }
}

impl std::fmt::Display for PersonId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lead = self.lead.to_string();
        write!(f, "{}{}{:016x}", Self::PREFIX, lead.trim_start_matches(LeadId::PREFIX), u64::from_be_bytes(self.mark))
    }
}

impl std::str::FromStr for PersonId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let rest = text.strip_prefix(Self::PREFIX).ok_or(IdError::Prefix { expected: Self::PREFIX })?;
        let (lead, mark) = rest.split_at_checked(27).ok_or(IdError::Malformed)?;
        let lower_hex = mark.len() == 16 && mark.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let mark = u64::from_str_radix(mark, 16).ok().filter(|_| lower_hex).ok_or(IdError::Malformed)?;
        Ok(Self { lead: format!("{}{lead}", LeadId::PREFIX).parse()?, mark: mark.to_be_bytes() })
    }
}

named!(
    /// Where a lead stands in the work.
    Stage {
        /// Not worked yet.
        New = "NEW",
        /// Written to or called.
        Contacted = "CONTACTED",
        /// Worth an offer.
        Qualified = "QUALIFIED",
        /// Offer made.
        Proposal = "PROPOSAL",
        /// Customer.
        Won = "WON",
        /// Not a customer.
        Lost = "LOST",
    }
);

named!(
    /// How warm a lead is.
    Temperature {
        /// Worth calling today.
        Hot = "HOT",
        /// Worth keeping.
        Warm = "WARM",
        /// Little to gain.
        Cold = "COLD",
    }
);

named!(
    /// The kinds of contact.
    ContactKind {
        /// E-mail address.
        Email = "EMAIL",
        /// Telephone number.
        Phone = "PHONE",
        /// Fax number.
        Fax = "FAX",
        /// Page with a form.
        ContactForm = "CONTACT_FORM",
    }
);

named!(
    /// Who answers behind a contact.
    Purpose {
        /// One person.
        Personal = "PERSONAL",
        /// A function.
        Role = "ROLE",
        /// The business.
        Generic = "GENERIC",
        /// Nobody.
        NoReply = "NO_REPLY",
        /// Cannot be told.
        Unknown = "UNKNOWN",
    }
);

impl From<glouton_reader::ContactKind> for ContactKind {
    fn from(kind: glouton_reader::ContactKind) -> Self {
        match kind {
            glouton_reader::ContactKind::Email => Self::Email,
            glouton_reader::ContactKind::Phone => Self::Phone,
            glouton_reader::ContactKind::Fax => Self::Fax,
            glouton_reader::ContactKind::ContactForm => Self::ContactForm,
        }
    }
}

impl From<glouton_reader::Purpose> for Purpose {
    fn from(purpose: glouton_reader::Purpose) -> Self {
        match purpose {
            glouton_reader::Purpose::Personal => Self::Personal,
            glouton_reader::Purpose::Role => Self::Role,
            glouton_reader::Purpose::Generic => Self::Generic,
            glouton_reader::Purpose::NoReply => Self::NoReply,
            glouton_reader::Purpose::Unknown => Self::Unknown,
        }
    }
}

/// Where, when and in which bytes a value was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The page.
    pub url: String,
    /// The words around the value, at most 200 characters.
    pub snippet: String,
    /// Path to the element.
    pub selector: Option<String>,
    /// When the page was fetched.
    pub fetched_at: Timestamp,
    /// BLAKE3 of the page's body, hex.
    pub content_hash: String,
}

/// A technology the lead's site uses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Technology {
    /// Product name as its maker writes it.
    pub name: String,
    /// Category id: "cms", "ecommerce" …
    pub category: String,
    /// Version as found, never guessed.
    pub version: Option<String>,
    /// 0.0 to 1.0.
    pub confidence: f64,
    /// The rule that saw it.
    pub rule: String,
    /// Where it was seen.
    pub evidence: Vec<Evidence>,
}

/// A person as the site names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPerson {
    /// Id.
    pub id: PersonId,
    /// Given and family name.
    pub name: String,
    /// Role as written.
    pub title: Option<String>,
    /// Judged from the role.
    pub seniority: Seniority,
}

impl NamedPerson {
    /// Somebody of whom only the name is known.
    #[must_use]
    pub fn unknown(lead: LeadId, name: &str) -> Self {
        Self { id: PersonId::of(lead, name), name: name.to_owned(), title: None, seniority: Seniority::Unknown }
    }
}

/// A business.
#[derive(Debug, Clone, PartialEq)]
pub struct Lead {
    /// Id.
    pub id: LeadId,
    /// Registrable domain, or place id.
    pub identity: String,
    /// Trading name.
    pub name: String,
    /// Registrable domain.
    pub domain: Option<String>,
    /// Start page.
    pub website: Option<String>,
    /// What it says of itself.
    pub description: Option<String>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// Kind of business, lower-case English.
    pub category: Option<String>,
    /// Postal address.
    pub address: glouton_reader::PostalAddress,
    /// Latitude and longitude, WGS 84.
    pub location: Option<(f64, f64)>,
    /// OpenStreetMap syntax.
    pub opening_hours: Option<String>,
    /// 0 to 100; none before the first audit.
    pub score: Option<i32>,
    /// None before the first audit.
    pub temperature: Option<Temperature>,
    /// The audit the score comes from.
    pub latest_audit: Option<Uuid>,
    /// Stage of work.
    pub stage: Stage,
    /// Who works it.
    pub assignee: Option<UserId>,
    /// Marked by somebody.
    pub favorite: bool,
    /// When somebody last wrote or called.
    pub last_contacted_at: Option<Timestamp>,
    /// Profiles on social networks.
    pub socials: Vec<SocialProfile>,
    /// People.
    pub people: Vec<Person>,
    /// Technologies.
    pub technologies: Vec<Technology>,
    /// First seen.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
    /// Last time a hunt read it.
    pub last_seen_at: Timestamp,
}

impl Lead {
    /// The people the site names.
    pub fn named_people(&self) -> impl Iterator<Item = NamedPerson> {
        self.people.iter().map(|person| NamedPerson {
            id: PersonId::of(self.id, &person.name.value),
            name: person.name.value.clone(),
            title: person.title.clone(),
            seniority: person.seniority,
        })
    }

    /// The person of this name, with what the site says of them.
    #[must_use]
    pub fn person(&self, name: &str) -> NamedPerson {
        self.named_people().find(|person| person.name == name).unwrap_or_else(|| NamedPerson::unknown(self.id, name))
    }
}

/// One way to reach a lead, in clear.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// Id.
    pub id: ContactId,
    /// Whose.
    pub lead: LeadId,
    /// Kind.
    pub kind: ContactKind,
    /// Normalised value.
    pub value: String,
    /// Key of a reveal: the same value is paid once per workspace.
    pub value_key: String,
    /// On the lead's pages, but somebody else's.
    pub third_party: bool,
    /// Who answers.
    pub purpose: Purpose,
    /// Name of the person behind it.
    pub person: Option<String>,
    /// 0.0 to 1.0.
    pub confidence: f64,
    /// The rule that read it.
    pub rule: String,
    /// At least one.
    pub evidence: Vec<Evidence>,
    /// Last read.
    pub last_seen_at: Timestamp,
}

/// A contact as a caller may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownContact {
    /// The contact; value and snippets masked unless revealed.
    pub contact: Contact,
    /// Revealed to this workspace, or free for all.
    pub revealed: bool,
    /// The last verification of an e-mail address.
    pub verification: Option<Verification>,
}

/// A field's value with its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// "name", "address", "vat_number" …
    pub field: String,
    /// The value.
    pub value: serde_json::Value,
    /// "website/json-ld", "manual" …
    pub source: String,
    /// Licence of the source, when it has one.
    pub license: Option<String>,
    /// The page.
    pub url: Option<String>,
    /// When it was read.
    pub fetched_at: Timestamp,
    /// 0.0 to 1.0.
    pub confidence: f64,
    /// The one shown.
    pub current: bool,
}

/// Where a lead came from.
#[derive(Debug, Clone, PartialEq)]
pub struct LeadSource {
    /// "website", "manual" …
    pub kind: String,
    /// The hunt.
    pub hunt: Option<Uuid>,
    /// The address that was given.
    pub reference: Option<String>,
    /// Licence of the source.
    pub license: Option<String>,
    /// When.
    pub seen_at: Timestamp,
}

/// A label.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// Id.
    pub id: TagId,
    /// Name, unique in the workspace whatever the case.
    pub name: String,
    /// CSS colour.
    pub color: Option<String>,
}

/// A note.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Id.
    pub id: NoteId,
    /// Whose.
    pub lead: LeadId,
    /// Who wrote it.
    pub author: Option<UserId>,
    /// Text.
    pub body: String,
    /// Written.
    pub created_at: Timestamp,
    /// Last changed.
    pub updated_at: Timestamp,
}

/// Something that happened to a lead.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// Id.
    pub id: ActivityId,
    /// "DISCOVERED", "STAGE_CHANGED" …
    pub kind: String,
    /// Who did it.
    pub actor: Option<UserId>,
    /// Particulars.
    pub detail: serde_json::Value,
    /// When.
    pub at: Timestamp,
}

/// Which leads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeadFilter {
    /// Words in name, domain, city, category or description.
    pub search: Option<String>,
    /// Any of these.
    pub temperatures: Option<Vec<Temperature>>,
    /// Any of these.
    pub stages: Option<Vec<Stage>>,
    /// Inclusive.
    pub score_at_least: Option<i32>,
    /// Inclusive.
    pub score_at_most: Option<i32>,
    /// ISO codes.
    pub countries: Option<Vec<String>>,
    /// Whatever the case.
    pub cities: Option<Vec<String>>,
    /// Any of these.
    pub categories: Option<Vec<String>>,
    /// Any of these.
    pub technologies: Option<Vec<String>>,
    /// Any of these.
    pub tags: Option<Vec<TagId>>,
    /// Found or seen by this hunt.
    pub hunt: Option<Uuid>,
    /// Worked by.
    pub assignee: Option<UserId>,
    /// Has an own e-mail.
    pub has_email: Option<bool>,
    /// Has an own phone.
    pub has_phone: Option<bool>,
    /// Has a site.
    pub has_website: Option<bool>,
    /// Has a social profile.
    pub has_social: Option<bool>,
    /// Has coordinates.
    pub has_location: Option<bool>,
    /// Was written to or called.
    pub contacted: Option<bool>,
    /// Marked.
    pub favorite: Option<bool>,
    /// Exclusive.
    pub created_after: Option<Timestamp>,
    /// Exclusive.
    pub created_before: Option<Timestamp>,
}

/// Sort keys of the lead list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeadOrderField {
    /// Score; leads without one count as -1.
    Score,
    /// First seen.
    CreatedAt,
    /// Last change.
    UpdatedAt,
    /// Name.
    Name,
}

/// Order of the lead list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeadOrder {
    /// Key.
    pub field: LeadOrderField,
    /// Direction.
    pub descending: bool,
}

impl Default for LeadOrder {
    fn default() -> Self {
        Self { field: LeadOrderField::CreatedAt, descending: true }
    }
}

impl LeadOrder {
    /// Name of the order, carried in cursors.
    #[must_use]
    pub fn name(self) -> &'static str {
        match (self.field, self.descending) {
            (LeadOrderField::Score, true) => "score:desc",
            (LeadOrderField::Score, false) => "score:asc",
            (LeadOrderField::CreatedAt, true) => "created:desc",
            (LeadOrderField::CreatedAt, false) => "created:asc",
            (LeadOrderField::UpdatedAt, true) => "updated:desc",
            (LeadOrderField::UpdatedAt, false) => "updated:asc",
            (LeadOrderField::Name, true) => "name:desc",
            (LeadOrderField::Name, false) => "name:asc",
        }
    }
}

/// One value of a facet and how many leads have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// The value.
    pub value: String,
    /// How many.
    pub count: i64,
}

/// Counts over a filtered set of leads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By temperature.
    pub temperatures: Vec<FacetCount>,
    /// By stage.
    pub stages: Vec<FacetCount>,
    /// By country.
    pub countries: Vec<FacetCount>,
    /// By category.
    pub categories: Vec<FacetCount>,
    /// By technology.
    pub technologies: Vec<FacetCount>,
    /// By source.
    pub sources: Vec<FacetCount>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_person_leads_back_to_the_lead_and_nobody_else() {
        let lead = LeadId::from(Uuid::from_u128(0x018f_3a52_0000_7000_8000_0000_0000_0001));
        let id = PersonId::of(lead, "Ada Byron");
        assert_eq!(id.to_string().parse::<PersonId>(), Ok(id));
        assert_eq!(id.lead, lead);
        assert_ne!(id, PersonId::of(lead, "Ada Lovelace"));
        for text in ["", "person", "person_", "person_\u{20ac}\u{20ac}", &lead.to_string(), &id.to_string().to_uppercase()] {
            assert!(text.parse::<PersonId>().is_err(), "{text}");
        }
    }
}
