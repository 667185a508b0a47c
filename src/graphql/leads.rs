//! Leads, their contacts and the work on them, as the schema shows them.

use async_graphql::{
    ComplexObject, Context, Enum, ID, InputObject, MaybeUndefined, Object, SimpleObject, connection::Connection,
};

use super::{
    accounts::User,
    audits::{Audit, audit_connection},
    context::Ask,
    error::{UserError, settle},
    hunts::Hunt,
    page::{Opaque, connection},
    scalars::{DateTime, Decimal, WebUrl, id, input_id, input_ids},
};
use crate::{
    audits::AuditId,
    leads::{self, ops},
    platform::{
        clock::Timestamp,
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
pub struct Person {
    /// Stable as long as lead and name are.
    pub id: ID,
    /// Given and family name.
    pub name: String,
    /// Role as written on the site.
    pub title: Option<String>,
    /// Judged from the role.
    pub seniority: Seniority,
}

impl Person {
    fn of(lead: leads::LeadId, person: &glouton_reader::Person) -> Self {
        let hash = blake3::hash(format!("{lead}/{}", person.name.value).as_bytes());
        Self {
            id: ID(format!("person_{}", &hash.to_hex()[..26])),
            name: person.name.value.clone(),
            title: person.title.clone(),
            seniority: person.seniority.into(),
        }
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
        let known = lead.and_then(|lead| lead.people.iter().find(|p| p.name.value == *name).map(|p| Person::of(lead.id, p)));
        Ok(Some(known.unwrap_or_else(|| Person {
            id: ID(format!("person_{}", &blake3::hash(format!("{}/{name}", self.shown.contact.lead).as_bytes()).to_hex()[..26])),
            name: name.clone(),
            title: None,
            seniority: Seniority::Unknown,
        })))
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
pub struct DetectedTechnology(glouton_reader::Technology, Option<Timestamp>);

/// A technology the lead's site uses.
#[Object]
impl DetectedTechnology {
    /// Product name.
    async fn name(&self) -> &str {
        &self.0.name.value
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
        f64::from(self.0.name.confidence)
    }

    /// Where it was read.
    async fn evidence(&self) -> Vec<Evidence> {
        let at = self.1.unwrap_or(Timestamp(0));
        let of = |e: &glouton_reader::Evidence| Evidence {
            url: WebUrl(e.url.to_string()),
            snippet: e.snippet.clone(),
            selector: e.selector.clone(),
            fetched_at: at.into(),
            content_hash: String::new(),
        };
        self.0.name.evidence.iter().map(of).collect()
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
        self.0.people.iter().map(|person| Person::of(self.0.id, person)).collect()
    }

    /// Technologies the site uses.
    async fn technologies(&self) -> Vec<DetectedTechnology> {
        self.0.technologies.iter().map(|t| DetectedTechnology(t.clone(), Some(self.0.last_seen_at))).collect()
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

/// Which leads. Fields are joined by "and", values of one field by "or".
#[derive(InputObject, Debug, Clone, Default)]
pub struct LeadFilter {
    /// Words in name, domain, city, category or description.
    #[graphql(validator(max_length = 200))]
    search: Option<String>,
    /// Any of these.
    temperatures: Option<Vec<Temperature>>,
    /// Any of these.
    stages: Option<Vec<LeadStage>>,
    /// Inclusive.
    score_at_least: Option<i32>,
    /// Inclusive.
    score_at_most: Option<i32>,
    /// ISO 3166-1 alpha-2.
    #[graphql(validator(max_items = 100))]
    countries: Option<Vec<String>>,
    /// Whatever the case.
    #[graphql(validator(max_items = 100))]
    cities: Option<Vec<String>>,
    /// Any of these.
    #[graphql(validator(max_items = 100))]
    categories: Option<Vec<String>>,
    /// Product names, any of these.
    #[graphql(validator(max_items = 100))]
    technologies: Option<Vec<String>>,
    /// Any of these.
    #[graphql(validator(max_items = 100))]
    tags: Option<Vec<ID>>,
    /// Found or seen again by this hunt.
    hunt_id: Option<ID>,
    /// Worked by this member.
    assignee_id: Option<ID>,
    /// Has an e-mail address of its own.
    has_email: Option<bool>,
    /// Has a telephone number of its own.
    has_phone: Option<bool>,
    /// Has a site.
    has_website: Option<bool>,
    /// Has a social profile.
    has_social: Option<bool>,
    /// Has coordinates.
    has_location: Option<bool>,
    /// Was written to or called.
    contacted: Option<bool>,
    /// Is marked.
    favorite: Option<bool>,
    /// Exclusive.
    created_after: Option<DateTime>,
    /// Exclusive.
    created_before: Option<DateTime>,
}

impl LeadFilter {
    pub(super) fn read(self) -> Result<leads::LeadFilter> {
        Ok(leads::LeadFilter {
            search: self.search,
            temperatures: self.temperatures.map(|all| all.into_iter().map(Into::into).collect()),
            stages: self.stages.map(|all| all.into_iter().map(Into::into).collect()),
            score_at_least: self.score_at_least,
            score_at_most: self.score_at_most,
            countries: self.countries,
            cities: self.cities,
            categories: self.categories,
            technologies: self.technologies,
            tags: self.tags.map(|ids| ids.iter().map(id).collect::<Result<_>>()).transpose()?,
            hunt: self.hunt_id.map(|hunt| id::<crate::hunts::HuntId>(&hunt)).transpose()?.map(Into::into),
            assignee: self.assignee_id.map(|user| id(&user)).transpose()?,
            has_email: self.has_email,
            has_phone: self.has_phone,
            has_website: self.has_website,
            has_social: self.has_social,
            has_location: self.has_location,
            contacted: self.contacted,
            favorite: self.favorite,
            created_after: self.created_after.map(|at| at.0),
            created_before: self.created_before.map(|at| at.0),
        })
    }
}

/// Sort keys of the lead list.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "leads::LeadOrderField")]
pub enum LeadOrderField {
    /// Leads without a score count as -1.
    Score,
    /// First seen.
    CreatedAt,
    /// Last change.
    UpdatedAt,
    /// Whatever the case.
    Name,
}

/// Direction of a list.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderDirection {
    /// Smallest first.
    Asc,
    /// Largest first.
    Desc,
}

/// Order of the lead list.
#[derive(InputObject, Debug, Clone, Copy)]
pub struct LeadOrder {
    /// Key.
    field: LeadOrderField,
    /// Direction.
    direction: OrderDirection,
}

impl From<LeadOrder> for leads::LeadOrder {
    fn from(order: LeadOrder) -> Self {
        Self { field: order.field.into(), descending: order.direction == OrderDirection::Desc }
    }
}

/// Further fields of a lead connection.
#[derive(Debug, Clone)]
pub struct LeadTotals(leads::LeadFilter);

/// Further fields of a lead connection.
#[Object]
impl LeadTotals {
    /// Leads the filter means, over all pages; counted only when asked for.
    #[graphql(complexity = 10)]
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i64> {
        Ok(i64::try_from(ops::count(ctx.op()?, &ctx.scope()?, &self.0).await?).unwrap_or(i64::MAX))
    }
}

/// A connection of leads.
pub type LeadConnection = Connection<Opaque, Lead, LeadTotals>;

/// The page of leads that the arguments of a connection mean.
#[allow(clippy::too_many_arguments)]
pub(super) async fn lead_connection(
    ctx: &Context<'_>,
    filter: leads::LeadFilter,
    order: Option<LeadOrder>,
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
) -> Result<LeadConnection> {
    let order = order.map(leads::LeadOrder::from).unwrap_or_default();
    let page = PageRequest::parse(first, last, after.as_deref(), before.as_deref(), order.name())?;
    let page = ops::list(ctx.op()?, &ctx.scope()?, &filter, order, &page).await?;
    Ok(connection(page, LeadTotals(filter), Lead::from))
}

/// One value of a facet and how many leads have it.
#[derive(SimpleObject, Debug, Clone)]
pub struct FacetCount {
    /// The value.
    pub value: String,
    /// How many.
    pub count: i64,
}

/// Counts over a filtered set of leads, the most frequent first, at most 50 values each.
#[derive(SimpleObject, Debug, Clone)]
pub struct LeadFacets {
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

/// Queries on leads.
#[derive(Debug, Default)]
pub struct LeadsQuery;

#[Object]
impl LeadsQuery {
    /// One lead. NOT_FOUND when the workspace has no such lead.
    async fn lead(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Lead>> {
        Ok(Some(ops::get(ctx.op()?, &ctx.scope()?, super::scalars::id(&id)?).await?.into()))
    }

    /// The leads of the workspace; by default the newest first.
    #[graphql(complexity = "5 + usize::try_from(first.or(last).unwrap_or(20).clamp(0, 100)).unwrap_or(0) * child_complexity")]
    #[allow(clippy::too_many_arguments)]
    async fn leads(
        &self,
        ctx: &Context<'_>,
        filter: Option<LeadFilter>,
        order_by: Option<LeadOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<LeadConnection> {
        lead_connection(ctx, filter.unwrap_or_default().read()?, order_by, first, after, last, before).await
    }

    /// Counts by temperature, stage, country, category, technology and source over the leads a filter means.
    #[graphql(complexity = "20 + child_complexity")]
    async fn lead_facets(&self, ctx: &Context<'_>, filter: Option<LeadFilter>) -> Result<LeadFacets> {
        let facets = ops::facets(ctx.op()?, &ctx.scope()?, &filter.unwrap_or_default().read()?).await?;
        let of =
            |counts: Vec<leads::FacetCount>| counts.into_iter().map(|c| FacetCount { value: c.value, count: c.count }).collect();
        Ok(LeadFacets {
            temperatures: of(facets.temperatures),
            stages: of(facets.stages),
            countries: of(facets.countries),
            categories: of(facets.categories),
            technologies: of(facets.technologies),
            sources: of(facets.sources),
        })
    }

    /// The labels of the workspace, by name.
    async fn tags(&self, ctx: &Context<'_>) -> Result<Vec<Tag>> {
        Ok(ops::tags(ctx.op()?, &ctx.scope()?).await?.into_iter().map(Tag::from).collect())
    }
}

/// A lead entered by hand.
#[derive(InputObject, Debug)]
pub struct CreateLeadInput {
    /// Name; taken from the web site when absent.
    name: Option<String>,
    /// Web site; a bare domain is accepted.
    website: Option<String>,
}

/// Changes to a lead: an absent field stays as it is, null empties it.
#[derive(InputObject, Debug)]
pub struct UpdateLeadInput {
    /// Which.
    lead_id: ID,
    /// Name.
    name: Option<String>,
    /// Description.
    description: MaybeUndefined<String>,
    /// Category.
    category: MaybeUndefined<String>,
    /// Opening hours.
    opening_hours: MaybeUndefined<String>,
    /// When somebody last wrote or called.
    last_contacted_at: MaybeUndefined<DateTime>,
}

fn patched<T>(value: MaybeUndefined<T>) -> Option<Option<T>> {
    match value {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(value)),
    }
}

/// A lead, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct LeadPayload {
    /// The lead as it is now.
    lead: Option<Lead>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

impl LeadPayload {
    fn of(outcome: Result<leads::Lead>) -> Result<Self> {
        let (lead, user_errors) = settle(outcome)?;
        Ok(Self { lead: lead.map(Lead::from), user_errors })
    }
}

/// Several leads, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct LeadsPayload {
    /// The leads as they are now, in the order asked; empty when there are mistakes.
    leads: Vec<Lead>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// Deleted leads, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct DeleteLeadsPayload {
    /// Ids that are gone.
    deleted_ids: Vec<ID>,
    /// Mistakes in the input; nothing was deleted when there are any.
    user_errors: Vec<UserError>,
}

/// A note, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct NotePayload {
    /// The note as it is now; none after it was deleted.
    note: Option<Note>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// Leads to delete.
#[derive(InputObject, Debug)]
pub struct DeleteLeadsInput {
    /// At most 1000.
    lead_ids: Vec<ID>,
}

/// Leads to move to a stage.
#[derive(InputObject, Debug)]
pub struct SetStageInput {
    /// At most 1000.
    lead_ids: Vec<ID>,
    /// The stage.
    stage: LeadStage,
}

/// Leads to give to a member.
#[derive(InputObject, Debug)]
pub struct AssignLeadsInput {
    /// At most 1000.
    lead_ids: Vec<ID>,
    /// The member; null for nobody.
    assignee_id: Option<ID>,
}

/// A lead to mark or unmark.
#[derive(InputObject, Debug)]
pub struct FavoriteLeadInput {
    /// Which.
    lead_id: ID,
    /// Marked or not.
    favorite: bool,
}

/// Leads to label.
#[derive(InputObject, Debug)]
pub struct TagLeadsInput {
    /// At most 1000.
    lead_ids: Vec<ID>,
    /// Names of tags; made when the workspace has none of that name.
    #[graphql(validator(max_items = 20))]
    tags: Vec<String>,
}

/// Leads to take labels from.
#[derive(InputObject, Debug)]
pub struct UntagLeadsInput {
    /// At most 1000.
    lead_ids: Vec<ID>,
    /// Tags to take away.
    tag_ids: Vec<ID>,
}

/// A note to write.
#[derive(InputObject, Debug)]
pub struct AddNoteInput {
    /// On which lead.
    lead_id: ID,
    /// Text, at most 10 000 characters.
    body: String,
}

/// A note to change.
#[derive(InputObject, Debug)]
pub struct UpdateNoteInput {
    /// Which.
    note_id: ID,
    /// Text, at most 10 000 characters.
    body: String,
}

/// A note to delete.
#[derive(InputObject, Debug)]
pub struct DeleteNoteInput {
    /// Which.
    note_id: ID,
}

async fn bulk(ctx: &Context<'_>, ids: &[ID], change: Result<ops::Bulk>) -> Result<LeadsPayload> {
    let ids = input_ids(ids, "leadIds");
    let outcome = match (ids, change) {
        (Ok(ids), Ok(change)) => ops::apply(ctx.op()?, &ctx.scope()?, &ids, change).await,
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    let (leads, user_errors) = settle(outcome)?;
    Ok(LeadsPayload { leads: leads.unwrap_or_default().into_iter().map(Lead::from).collect(), user_errors })
}

/// Mutations of leads.
#[derive(Debug, Default)]
pub struct LeadsMutation;

#[Object]
impl LeadsMutation {
    /// Enters a lead by hand.
    async fn create_lead(&self, ctx: &Context<'_>, input: CreateLeadInput) -> Result<LeadPayload> {
        let new = ops::NewLead { name: input.name, website: input.website };
        LeadPayload::of(ops::create(ctx.op()?, &ctx.scope()?, new).await)
    }

    /// Changes a lead; the fields changed are no longer overwritten by hunts.
    async fn update_lead(&self, ctx: &Context<'_>, input: UpdateLeadInput) -> Result<LeadPayload> {
        let (op, scope) = (ctx.op()?, ctx.scope()?);
        let id = match input_id(&input.lead_id, "leadId") {
            Ok(id) => id,
            Err(error) => return LeadPayload::of(Err(error)),
        };
        let patch = ops::LeadPatch {
            name: input.name,
            description: patched(input.description),
            category: patched(input.category),
            opening_hours: patched(input.opening_hours),
            last_contacted_at: patched(input.last_contacted_at).map(|at| at.map(|at| at.0)),
        };
        LeadPayload::of(ops::update(op, &scope, id, patch).await)
    }

    /// Deletes leads with all that hangs on them. What was revealed stays paid.
    async fn delete_leads(&self, ctx: &Context<'_>, input: DeleteLeadsInput) -> Result<DeleteLeadsPayload> {
        let (op, scope) = (ctx.op()?, ctx.scope()?);
        let outcome = match input_ids(&input.lead_ids, "leadIds") {
            Ok(ids) => ops::delete(op, &scope, &ids).await,
            Err(error) => Err(error),
        };
        let (done, user_errors) = settle(outcome)?;
        Ok(DeleteLeadsPayload { deleted_ids: done.map(|_| input.lead_ids).unwrap_or_default(), user_errors })
    }

    /// Moves leads to a stage.
    async fn set_stage(&self, ctx: &Context<'_>, input: SetStageInput) -> Result<LeadsPayload> {
        bulk(ctx, &input.lead_ids, Ok(ops::Bulk::Stage(input.stage.into()))).await
    }

    /// Gives leads to a member, or to nobody.
    async fn assign_leads(&self, ctx: &Context<'_>, input: AssignLeadsInput) -> Result<LeadsPayload> {
        let assignee = input.assignee_id.map(|user| input_id(&user, "assigneeId")).transpose();
        bulk(ctx, &input.lead_ids, assignee.map(ops::Bulk::Assign)).await
    }

    /// Marks or unmarks a lead.
    async fn favorite_lead(&self, ctx: &Context<'_>, input: FavoriteLeadInput) -> Result<LeadPayload> {
        let outcome = match input_id(&input.lead_id, "leadId") {
            Ok(id) => ops::apply(ctx.op()?, &ctx.scope()?, &[id], ops::Bulk::Favorite(input.favorite)).await,
            Err(error) => Err(error),
        };
        LeadPayload::of(outcome.and_then(|mut leads| leads.pop().ok_or(Error::NotFound("there is no such lead"))))
    }

    /// Labels leads.
    async fn tag_leads(&self, ctx: &Context<'_>, input: TagLeadsInput) -> Result<LeadsPayload> {
        bulk(ctx, &input.lead_ids, Ok(ops::Bulk::Tag(input.tags))).await
    }

    /// Takes labels from leads.
    async fn untag_leads(&self, ctx: &Context<'_>, input: UntagLeadsInput) -> Result<LeadsPayload> {
        let tags = input_ids(&input.tag_ids, "tagIds");
        bulk(ctx, &input.lead_ids, tags.map(ops::Bulk::Untag)).await
    }

    /// Writes a note on a lead.
    async fn add_note(&self, ctx: &Context<'_>, input: AddNoteInput) -> Result<NotePayload> {
        let outcome = match input_id(&input.lead_id, "leadId") {
            Ok(id) => ops::add_note(ctx.op()?, &ctx.scope()?, id, &input.body).await,
            Err(error) => Err(error),
        };
        let (note, user_errors) = settle(outcome)?;
        Ok(NotePayload { note: note.map(Note::from), user_errors })
    }

    /// Changes a note.
    async fn update_note(&self, ctx: &Context<'_>, input: UpdateNoteInput) -> Result<NotePayload> {
        let outcome = match input_id(&input.note_id, "noteId") {
            Ok(id) => ops::update_note(ctx.op()?, &ctx.scope()?, id, &input.body).await,
            Err(error) => Err(error),
        };
        let (note, user_errors) = settle(outcome)?;
        Ok(NotePayload { note: note.map(Note::from), user_errors })
    }

    /// Deletes a note.
    async fn delete_note(&self, ctx: &Context<'_>, input: DeleteNoteInput) -> Result<NotePayload> {
        let outcome = match input_id(&input.note_id, "noteId") {
            Ok(id) => ops::delete_note(ctx.op()?, &ctx.scope()?, id).await,
            Err(error) => Err(error),
        };
        let (_, user_errors) = settle(outcome)?;
        Ok(NotePayload { note: None, user_errors })
    }
}
