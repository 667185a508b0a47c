//! Lists of leads: filter, order, pages, facets, and the queries that give them.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject, connection::Connection};

use super::{Lead, LeadStage, Tag, Temperature};
use crate::{
    graphql::{
        context::Ask,
        guard::SignedIn,
        page::{Opaque, connection},
        scalars::{DateTime, id},
    },
    leads::{self, ops},
    platform::{error::Result, page::PageRequest},
};

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
    pub(in crate::graphql) fn read(self) -> Result<leads::LeadFilter> {
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
pub(in crate::graphql) async fn lead_connection(
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

#[Object(guard = "SignedIn")]
impl LeadsQuery {
    /// One lead. NOT_FOUND when the workspace has no such lead.
    async fn lead(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Lead>> {
        Ok(Some(ops::get(ctx.op()?, &ctx.scope()?, crate::graphql::scalars::id(&id)?).await?.into()))
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
