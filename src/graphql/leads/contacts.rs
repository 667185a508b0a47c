//! Contacts, the people behind them, their evidence and verification, as the schema shows them.

use async_graphql::{ComplexObject, Context, Enum, ID, Object, SimpleObject};

use crate::{
    graphql::{
        context::Ask,
        scalars::{DateTime, Decimal, WebUrl},
    },
    leads,
    platform::error::{Error, Result},
};

/// The kinds of contact.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "leads::ContactKind")]
pub enum ContactKind {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A fax number.
    Fax,
    /// A page with a form that reaches the business; free.
    ContactForm,
}

/// Who answers behind a contact.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "leads::Purpose")]
pub enum ContactPurpose {
    /// One named person.
    Personal,
    /// A function: sales, booking, jobs.
    Role,
    /// The business as a whole.
    Generic,
    /// Nobody reads it.
    NoReply,
    /// Cannot be told.
    Unknown,
}

/// How high a person stands.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "glouton_reader::Seniority")]
pub enum Seniority {
    /// Owner, director, partner.
    Executive,
    /// Head of a department, senior specialist.
    Senior,
    /// Assistant, trainee.
    Junior,
    /// Cannot be told.
    Unknown,
}

/// Whether an e-mail address takes mail.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "leads::verification::VerificationStatus")]
pub enum VerificationStatus {
    /// Its server says so, and does not say so of every address.
    Deliverable,
    /// It may.
    Risky,
    /// It does not.
    Undeliverable,
    /// Could not be learnt; costs nothing.
    Unknown,
}

/// What a verification of a contact found.
#[derive(SimpleObject, Debug, Clone)]
pub struct ContactVerification {
    /// Verdict.
    pub status: VerificationStatus,
    /// When.
    pub checked_at: DateTime,
    /// Why, level by level: SYNTAX_INVALID, DOMAIN_NOT_FOUND, NO_MAIL_EXCHANGER, REFUSES_MAIL, MX_FOUND, DNS_UNAVAILABLE,
    /// DISPOSABLE_DOMAIN, ROLE_ADDRESS, NO_REPLY_ADDRESS, MAILBOX_NOT_ASKED, MAILBOX_ACCEPTED, MAILBOX_UNKNOWN, CATCH_ALL, SERVER_REFUSED,
    /// SERVER_BUSY, SERVER_UNREACHABLE.
    pub reasons: Vec<String>,
}

/// Where, when and in which bytes a value was read.
#[derive(SimpleObject, Debug, Clone)]
pub struct Evidence {
    /// The page.
    pub url: WebUrl,
    /// The words around the value, at most 200 characters; unrevealed contacts are masked in it.
    pub snippet: String,
    /// Path to the element.
    pub selector: Option<String>,
    /// When the page was fetched.
    pub fetched_at: DateTime,
    /// BLAKE3 of the page's body, hex.
    pub content_hash: String,
}

impl From<leads::Evidence> for Evidence {
    fn from(evidence: leads::Evidence) -> Self {
        Self {
            url: WebUrl(evidence.url),
            snippet: evidence.snippet,
            selector: evidence.selector,
            fetched_at: evidence.fetched_at.into(),
            content_hash: evidence.content_hash,
        }
    }
}

/// A person named on the lead's site.
#[derive(SimpleObject, Debug, Clone)]
#[graphql(complex)]
pub struct Person {
    #[graphql(skip)]
    person_id: leads::PersonId,
    /// Given and family name.
    pub name: String,
    /// Role as written on the site.
    pub title: Option<String>,
    /// Judged from the role.
    pub seniority: Seniority,
}

impl From<leads::NamedPerson> for Person {
    fn from(person: leads::NamedPerson) -> Self {
        Self { person_id: person.id, name: person.name, title: person.title, seniority: person.seniority.into() }
    }
}

#[ComplexObject]
impl Person {
    /// Stable as long as lead and name are.
    pub async fn id(&self) -> ID {
        ID(self.person_id.to_string())
    }
}

/// One way to reach a lead. Masked until it is revealed to the workspace.
#[derive(Debug, Clone)]
pub struct Contact {
    shown: leads::ShownContact,
}

impl From<leads::ShownContact> for Contact {
    fn from(shown: leads::ShownContact) -> Self {
        Self { shown }
    }
}

/// One way to reach a lead. Masked until it is revealed to the workspace.
#[Object]
impl Contact {
    /// Id.
    pub async fn id(&self) -> ID {
        ID(self.shown.contact.id.to_string())
    }

    /// E-mail, phone, fax or form.
    async fn kind(&self) -> ContactKind {
        self.shown.contact.kind.into()
    }

    /// The value; masked ("j•••@acme.test", "+33 6 •• •• •• 12") until revealed to the workspace.
    async fn value(&self) -> &str {
        &self.shown.contact.value
    }

    /// Whether the workspace sees it in clear.
    async fn revealed(&self) -> bool {
        self.shown.revealed
    }

    /// What revealing it costs now, in credits; "0" once revealed.
    async fn reveal_price(&self) -> Decimal {
        Decimal(leads::ops::reveal_price(&self.shown).to_string())
    }

    /// On the lead's pages, but somebody else's: web designer, host, authority, partner.
    async fn third_party(&self) -> bool {
        self.shown.contact.third_party
    }

    /// Who answers.
    async fn purpose(&self) -> ContactPurpose {
        self.shown.contact.purpose.into()
    }

    /// The person behind it.
    #[graphql(complexity = 2)]
    async fn person(&self, ctx: &Context<'_>) -> Result<Option<Person>> {
        let Some(name) = &self.shown.contact.person else { return Ok(None) };
        let lead = ctx.loaders()?.leads.load_one(self.shown.contact.lead).await.map_err(Error::from)?;
        Ok(lead.map(|lead| lead.person(name).into()))
    }

    /// How sure the reader is, 0.0 to 1.0.
    async fn confidence(&self) -> f64 {
        self.shown.contact.confidence
    }

    /// Where it was read; at least one.
    async fn evidence(&self) -> Vec<Evidence> {
        self.shown.contact.evidence.iter().cloned().map(Evidence::from).collect()
    }

    /// The last verification of an e-mail address, if there was one; see verifyContacts.
    async fn verification(&self) -> Option<ContactVerification> {
        let found = self.shown.verification.as_ref()?;
        Some(ContactVerification {
            status: found.verdict.status.into(),
            checked_at: found.checked_at.into(),
            reasons: found.verdict.reasons.iter().map(|reason| reason.as_str().to_owned()).collect(),
        })
    }

    /// When it was last read.
    async fn last_seen_at(&self) -> DateTime {
        self.shown.contact.last_seen_at.into()
    }
}
