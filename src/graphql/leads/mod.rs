//! Leads, as the schema shows them. What hangs on one stands in [`contacts`], [`facts`] and [`work`], lists and filters in
//! [`list`], mutations in [`mutations`].

pub mod contacts;
pub mod facts;
pub mod list;
pub mod mutations;
pub mod work;

pub use contacts::{Contact, ContactKind, Evidence, Person};
pub use facts::{Claim, DetectedTechnology, GeoPoint, LeadSource, PostalAddress, SocialProfile};
pub(super) use list::lead_connection;
pub use list::{LeadConnection, LeadFilter, LeadOrder, LeadsQuery};
pub use mutations::LeadsMutation;
pub(super) use work::user;
pub use work::{Activity, Note, Tag};

use async_graphql::{Context, Enum, ID, Object, connection::Connection};

use super::{
    accounts::User,
    audits::{Audit, audit_connection},
    context::Ask,
    page::{Opaque, connection},
    scalars::{DateTime, WebUrl},
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
