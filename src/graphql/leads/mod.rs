//! Leads, their contacts and evidence, as the schema shows them. Lists and filters stand in [`list`], mutations in [`mutations`].

pub mod list;
pub mod mutations;

pub(super) use list::lead_connection;
pub use list::{LeadConnection, LeadFilter, LeadOrder, LeadsQuery};
pub use mutations::LeadsMutation;

use async_graphql::{ComplexObject, Context, Enum, ID, Object, SimpleObject, connection::Connection};

use super::{
    accounts::User,
    audits::{Audit, audit_connection},
    context::Ask,
    hunts::Hunt,
    page::{Opaque, connection},
    scalars::{DateTime, Decimal, WebUrl},
};
use crate::{
    audits::AuditId,
    leads::{self, ops},
    platform::{
        error::{Error, Result},
        page::PageRequest,
    },
};

/// How warm a lead is.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "leads::Temperature")]
pub enum Temperature {
    /// Worth calling today.
    Hot,
    /// Worth keeping.
    Warm,
    /// Little to gain.
    Cold,
}

/// Where a lead stands in the work.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "leads::Stage")]
pub enum LeadStage {
    /// Not worked yet.
    New,
    /// Written to or called.
    Contacted,
    /// Worth an offer.
    Qualified,
    /// Offer made.
    Proposal,
    /// Customer.
    Won,
    /// Not a customer.
    Lost,
}

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
pub enum VerificationStatus {
    /// It does.
    Deliverable,
    /// It may.
    Risky,
    /// It does not.
    Undeliverable,
    /// Not known.
    Unknown,
}

/// What a verification of a contact found.
#[derive(SimpleObject, Debug, Clone)]
pub struct ContactVerification {
    /// Verdict.
    pub status: VerificationStatus,
    /// When.
    pub checked_at: DateTime,
    /// Why.
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

    /// The last verification, if there was one.
    async fn verification(&self) -> Option<ContactVerification> {
        None
    }

    /// When it was last read.
    async fn last_seen_at(&self) -> DateTime {
        self.shown.contact.last_seen_at.into()
    }
}

/// A field's value with its source and licence.
#[derive(SimpleObject, Debug, Clone)]
pub struct Claim {
    /// "name", "address", "vat_number" …
    pub field: String,
    /// The value.
    pub value: async_graphql::Json<serde_json::Value>,
    /// "website/json-ld", "manual" …
    pub source: String,
    /// Licence of the source, when it has one.
    pub license: Option<String>,
    /// The page.
    pub url: Option<WebUrl>,
    /// When it was read.
    pub fetched_at: DateTime,
    /// 0.0 to 1.0.
    pub confidence: f64,
    /// Whether it is the one shown.
    pub current: bool,
}

/// A technology the lead's site uses.
#[derive(Debug, Clone)]
pub struct DetectedTechnology(leads::Technology);

/// A technology the lead's site uses.
#[Object]
impl DetectedTechnology {
    /// Product name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Category id such as "cms" or "analytics".
    async fn category(&self) -> &str {
        &self.0.category
    }

    /// Version as found, never guessed.
    async fn version(&self) -> Option<&str> {
        self.0.version.as_deref()
    }

    /// 0.0 to 1.0.
    async fn confidence(&self) -> f64 {
        self.0.confidence
    }

    /// Where it was read.
    async fn evidence(&self) -> Vec<Evidence> {
        self.0.evidence.iter().cloned().map(Evidence::from).collect()
    }
}

/// A profile on a social network.
#[derive(SimpleObject, Debug, Clone)]
pub struct SocialProfile {
    /// "facebook", "instagram", "linkedin" …
    pub network: String,
    /// Canonical address.
    pub url: WebUrl,
    /// The handle, when the network has one.
    pub handle: Option<String>,
}

/// A postal address as far as it could be read.
#[derive(SimpleObject, Debug, Clone)]
pub struct PostalAddress {
    /// Street and number.
    pub street: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State, province, county.
    pub region: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// On one line.
    pub formatted: String,
}

/// A point on Earth, WGS 84 degrees.
#[derive(SimpleObject, Debug, Clone)]
pub struct GeoPoint {
    /// North is positive.
    pub latitude: f64,
    /// East is positive.
    pub longitude: f64,
}

/// Where a lead came from.
#[derive(SimpleObject, Debug, Clone)]
#[graphql(complex)]
pub struct LeadSource {
    /// "website", "manual" …
    pub kind: String,
    #[graphql(skip)]
    hunt_id: Option<uuid::Uuid>,
    /// The address that was given.
    pub reference: Option<String>,
    /// Licence of the source.
    pub license: Option<String>,
    /// When.
    pub seen_at: DateTime,
}

#[ComplexObject]
impl LeadSource {
    /// The hunt, while it exists.
    async fn hunt(&self, ctx: &Context<'_>) -> Result<Option<Hunt>> {
        let Some(id) = self.hunt_id else { return Ok(None) };
        Ok(ctx.loaders()?.hunts.load_one(id.into()).await.map_err(Error::from)?.map(Hunt::from))
    }
}

/// A label of the workspace.
#[derive(SimpleObject, Debug, Clone)]
pub struct Tag {
    /// Id.
    pub id: ID,
    /// Name.
    pub name: String,
    /// CSS colour.
    pub color: Option<String>,
}

impl From<leads::Tag> for Tag {
    fn from(tag: leads::Tag) -> Self {
        Self { id: ID(tag.id.to_string()), name: tag.name, color: tag.color }
    }
}

/// A note on a lead.
#[derive(SimpleObject, Debug, Clone)]
#[graphql(complex)]
pub struct Note {
    /// Id.
    pub id: ID,
    #[graphql(skip)]
    author_id: Option<crate::accounts::UserId>,
    /// Text.
    pub body: String,
    /// Written.
    pub created_at: DateTime,
    /// Last changed.
    pub updated_at: DateTime,
}

#[ComplexObject]
impl Note {
    /// Who wrote it.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        user(ctx, self.author_id).await
    }
}

impl From<leads::Note> for Note {
    fn from(note: leads::Note) -> Self {
        Self {
            id: ID(note.id.to_string()),
            author_id: note.author,
            body: note.body,
            created_at: note.created_at.into(),
            updated_at: note.updated_at.into(),
        }
    }
}

/// Something that happened to a lead.
#[derive(SimpleObject, Debug, Clone)]
#[graphql(complex)]
pub struct Activity {
    /// Id.
    pub id: ID,
    /// "DISCOVERED", "STAGE_CHANGED" …
    pub kind: String,
    #[graphql(skip)]
    actor_id: Option<crate::accounts::UserId>,
    /// Particulars.
    pub detail: async_graphql::Json<serde_json::Value>,
    /// When.
    pub at: DateTime,
}

#[ComplexObject]
impl Activity {
    /// Who did it; none when Glouton itself did.
    async fn actor(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        user(ctx, self.actor_id).await
    }
}

pub(super) async fn user(ctx: &Context<'_>, id: Option<crate::accounts::UserId>) -> Result<Option<User>> {
    let Some(id) = id else { return Ok(None) };
    Ok(ctx.loaders()?.users.load_one(id).await.map_err(Error::from)?.map(User::from))
}

/// A business in a workspace.
#[derive(Debug, Clone)]
pub struct Lead(pub leads::Lead);

impl From<leads::Lead> for Lead {
    fn from(lead: leads::Lead) -> Self {
        Self(lead)
    }
}

/// A business in a workspace; known by its registrable domain, or by place id when it has no site.
#[Object]
impl Lead {
    /// Id.
    pub async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// Trading name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Registrable domain.
    async fn domain(&self) -> Option<&str> {
        self.0.domain.as_deref()
    }

    /// Start page.
    async fn website(&self) -> Option<WebUrl> {
        self.0.website.clone().map(WebUrl)
    }

    /// What it says of itself.
    async fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// ISO 639-1 code of the site's language.
    async fn language(&self) -> Option<&str> {
        self.0.language.as_deref()
    }

    /// Kind of business, lower-case English.
    async fn category(&self) -> Option<&str> {
        self.0.category.as_deref()
    }

    /// Postal address.
    async fn address(&self) -> Option<PostalAddress> {
        let address = &self.0.address;
        let formatted = ops::format_address(address)?;
        Some(PostalAddress {
            street: address.street.clone(),
            city: address.city.clone(),
            region: address.region.clone(),
            postal_code: address.postal_code.clone(),
            country: address.country.clone(),
            formatted,
        })
    }

    /// Where it is.
    async fn location(&self) -> Option<GeoPoint> {
        self.0.location.map(|(latitude, longitude)| GeoPoint { latitude, longitude })
    }

    /// In OpenStreetMap's syntax ("Mo-Fr 08:00-18:00").
    async fn opening_hours(&self) -> Option<&str> {
        self.0.opening_hours.as_deref()
    }

    /// 0 to 100; none before the first audit.
    async fn score(&self) -> Option<i32> {
        self.0.score
    }

    /// None before the first audit.
    async fn temperature(&self) -> Option<Temperature> {
        self.0.temperature.map(Temperature::from)
    }

    /// The audit the score comes from.
    #[graphql(complexity = "2 + child_complexity")]
    async fn latest_audit(&self, ctx: &Context<'_>) -> Result<Option<Audit>> {
        let Some(id) = self.0.latest_audit else { return Ok(None) };
        Ok(ctx.loaders()?.audits.load_one(AuditId(id)).await.map_err(Error::from)?.map(Audit::from))
    }

    /// All audits, newest first.
    #[graphql(complexity = "2 + usize::try_from(first.clamp(0, 100)).unwrap_or(0) * child_complexity")]
    async fn audits(&self, ctx: &Context<'_>, first: i32, after: Option<String>) -> Result<Connection<Opaque, Audit>> {
        audit_connection(ctx, self.0.id, first, after).await
    }

    /// Ways to reach it, best first; others' only when asked for.
    #[graphql(complexity = "2 + 5 * child_complexity")]
    async fn contacts(
        &self,
        ctx: &Context<'_>,
        kind: Option<ContactKind>,
        #[graphql(default = false)] include_third_party: bool,
    ) -> Result<Vec<Contact>> {
        let all = ctx.loaders()?.contacts.load_one(self.0.id).await.map_err(Error::from)?.unwrap_or_default();
        let kind = kind.map(leads::ContactKind::from);
        Ok(all
            .into_iter()
            .filter(|shown| kind.is_none_or(|k| shown.contact.kind == k) && (include_third_party || !shown.contact.third_party))
            .map(Contact::from)
            .collect())
    }

    /// People named on the site.
    async fn people(&self) -> Vec<Person> {
        self.0.named_people().map(Person::from).collect()
    }

    /// Technologies the site uses.
    async fn technologies(&self) -> Vec<DetectedTechnology> {
        self.0.technologies.iter().cloned().map(DetectedTechnology).collect()
    }

    /// Profiles on social networks.
    async fn social_profiles(&self) -> Vec<SocialProfile> {
        let of = |profile: &glouton_reader::SocialProfile| SocialProfile {
            network: profile.network.clone(),
            url: WebUrl(profile.url.value.to_string()),
            handle: profile.handle.clone(),
        };
        self.0.socials.iter().map(of).collect()
    }

    /// Stage of work.
    async fn stage(&self) -> LeadStage {
        self.0.stage.into()
    }

    /// Labels.
    async fn tags(&self, ctx: &Context<'_>) -> Result<Vec<Tag>> {
        let tags = ctx.loaders()?.tags.load_one(self.0.id).await.map_err(Error::from)?.unwrap_or_default();
        Ok(tags.into_iter().map(Tag::from).collect())
    }

    /// Notes, newest first.
    #[graphql(complexity = "2 + usize::try_from(first.clamp(0, 100)).unwrap_or(0) * child_complexity")]
    async fn notes(&self, ctx: &Context<'_>, first: i32, after: Option<String>) -> Result<Connection<Opaque, Note>> {
        let page = PageRequest::parse(Some(first), None, after.as_deref(), None, "note")?;
        Ok(connection(ops::notes(ctx.op()?, &ctx.scope()?, self.0.id, &page).await?, Default::default(), Note::from))
    }

    /// Who works it.
    async fn assignee(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        user(ctx, self.0.assignee).await
    }

    /// What happened to it, newest first.
    #[graphql(complexity = "2 + usize::try_from(first.clamp(0, 100)).unwrap_or(0) * child_complexity")]
    async fn activity(&self, ctx: &Context<'_>, first: i32, after: Option<String>) -> Result<Connection<Opaque, Activity>> {
        let page = PageRequest::parse(Some(first), None, after.as_deref(), None, "activity")?;
        let page = ops::activity(ctx.op()?, &ctx.scope()?, self.0.id, &page).await?;
        Ok(connection(page, Default::default(), |activity| Activity {
            id: ID(activity.id.to_string()),
            kind: activity.kind,
            actor_id: activity.actor,
            detail: async_graphql::Json(activity.detail),
            at: activity.at.into(),
        }))
    }

    /// Where it came from.
    #[graphql(complexity = "2 + 3 * child_complexity")]
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<LeadSource>> {
        let sources = ops::sources(ctx.op()?, &ctx.scope()?, self.0.id).await?;
        Ok(sources
            .into_iter()
            .map(|source| LeadSource {
                kind: source.kind,
                hunt_id: source.hunt,
                reference: source.reference,
                license: source.license,
                seen_at: source.seen_at.into(),
            })
            .collect())
    }

    /// Every value of its fields with source and licence, all or of one field.
    #[graphql(complexity = "2 + 10 * child_complexity")]
    async fn claims(&self, ctx: &Context<'_>, field: Option<String>) -> Result<Vec<Claim>> {
        let claims = ops::claims(ctx.op()?, &ctx.scope()?, self.0.id, field.as_deref()).await?;
        Ok(claims
            .into_iter()
            .map(|claim| Claim {
                field: claim.field,
                value: async_graphql::Json(claim.value),
                source: claim.source,
                license: claim.license,
                url: claim.url.map(WebUrl),
                fetched_at: claim.fetched_at.into(),
                confidence: claim.confidence,
                current: claim.current,
            })
            .collect())
    }

    /// Marked by a member.
    async fn favorite(&self) -> bool {
        self.0.favorite
    }

    /// Written to or called at least once.
    async fn contacted(&self) -> bool {
        self.0.last_contacted_at.is_some()
    }

    /// When last.
    async fn last_contacted_at(&self) -> Option<DateTime> {
        self.0.last_contacted_at.map(DateTime::from)
    }

    /// First seen.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// Last change.
    async fn updated_at(&self) -> DateTime {
        self.0.updated_at.into()
    }

    /// Last time a hunt read it.
    async fn last_seen_at(&self) -> DateTime {
        self.0.last_seen_at.into()
    }
}
