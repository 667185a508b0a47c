//! All queries on leads and contacts; each takes the scope, so that one without a tenant does not compile.

mod absorb;
mod edits;
mod sheaf;
pub(super) mod work;

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, EntityTrait, ExprTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Alias, Expr, Func, Query, SimpleExpr},
};
use uuid::Uuid;

use super::{
    entity::{claim, contact, lead, lead_tag, source, technology},
    model::{
        Claim, Contact, ContactId, FacetCount, Facets, Lead, LeadFilter, LeadId, LeadOrder, LeadOrderField, LeadSource, Stage,
        Technology,
    },
    rules,
};
use crate::{
    accounts::Scope,
    platform::{
        clock::Timestamp,
        db::Only as _,
        error::{Error, Result},
        page::{Key, Page, PageRequest},
    },
};

pub use absorb::{Absorbed, Harvest, PageStamp, Verdict, absorb, absorb_score};
pub(super) use edits::{Insertion, change_many, delete, insert, rewrite};

pub(super) fn lead_of(row: lead::Model) -> Result<Lead> {
    Ok(Lead {
        id: row.id.into(),
        identity: row.identity,
        name: row.name,
        domain: row.domain,
        website: row.website,
        description: row.description,
        language: row.language,
        category: row.category,
        address: glouton_reader::PostalAddress {
            street: row.street,
            city: row.city,
            region: row.region,
            postal_code: row.postal_code,
            country: row.country,
        },
        location: row.latitude.zip(row.longitude),
        opening_hours: row.opening_hours,
        score: row.score,
        temperature: row.temperature.as_deref().map(str::parse).transpose()?,
        latest_audit: row.latest_audit_id,
        stage: row.stage.parse::<Stage>()?,
        assignee: row.assignee_id.map(Into::into),
        favorite: row.favorite,
        last_contacted_at: row.last_contacted_at.map(Timestamp),
        socials: serde_json::from_value(row.socials)?,
        people: serde_json::from_value(row.people)?,
        technologies: technologies_of(row.technologies)?,
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        last_seen_at: Timestamp(row.last_seen_at),
    })
}

/// The technologies of a row. One written before evidence carried the page's stamp shows none until the site is read again:
/// a time that was not measured would be invented.
fn technologies_of(stored: serde_json::Value) -> Result<Vec<Technology>> {
    #[derive(serde::Deserialize)]
    #[serde(untagged)]
    enum Stored {
        Stamped(Technology),
        Unstamped(glouton_reader::Technology),
    }
    let stored: Vec<Stored> = serde_json::from_value(stored)?;
    Ok(stored
        .into_iter()
        .map(|one| match one {
            Stored::Stamped(technology) => technology,
            Stored::Unstamped(found) => Technology {
                name: found.name.value,
                category: found.category,
                version: found.version,
                confidence: rules::confidence(found.name.confidence),
                rule: found.rule,
                evidence: Vec::new(),
            },
        })
        .collect())
}

pub(super) fn contact_of(row: contact::Model) -> Result<Contact> {
    Ok(Contact {
        id: row.id.into(),
        lead: row.lead_id.into(),
        kind: row.kind.parse()?,
        value: row.value,
        value_key: row.value_key,
        third_party: row.third_party,
        purpose: row.purpose.parse()?,
        person: row.person,
        confidence: row.confidence,
        rule: row.rule,
        evidence: serde_json::from_value(row.evidence)?,
        last_seen_at: Timestamp(row.last_seen_at),
    })
}

/// The leads of a workspace; every query on leads begins here.
pub(super) fn of(scope: &Scope) -> Select<lead::Entity> {
    lead::Entity::find().filter(lead::Column::WorkspaceId.eq(scope.workspace().0))
}

fn filtered(scope: &Scope, filter: &LeadFilter) -> Select<lead::Entity> {
    of(scope).filter(condition(scope, filter))
}

/// `column IN (subquery over a side table)`.
fn linked(table: &str, lead_column: &str, having: Condition) -> SimpleExpr {
    lead::Column::Id
        .in_subquery(Query::select().column(Alias::new(lead_column)).from(Alias::new(table)).cond_where(having).take())
}

fn condition(scope: &Scope, filter: &LeadFilter) -> Condition {
    use lead::Column as C;
    let mut all = Condition::all();
    if let Some(search) = filter.search.as_deref() {
        for word in search.to_lowercase().split_whitespace().take(8) {
            let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            all = all.add(
                Expr::col((lead::Entity, C::SearchText))
                    .like(sea_orm::sea_query::LikeExpr::new(format!("%{escaped}%")).escape('\\')),
            );
        }
    }
    let texts = |values: &Option<Vec<String>>| values.as_ref().map(|v| v.iter().map(|t| t.to_lowercase()).collect::<Vec<_>>());
    if let Some(values) = &filter.temperatures {
        all = all.add(C::Temperature.is_in(values.iter().map(|t| t.as_str())));
    }
    if let Some(values) = &filter.stages {
        all = all.add(C::Stage.is_in(values.iter().map(|s| s.as_str())));
    }
    if let Some(least) = filter.score_at_least {
        all = all.add(C::Score.gte(least));
    }
    if let Some(most) = filter.score_at_most {
        all = all.add(C::Score.lte(most));
    }
    if let Some(values) = &filter.countries {
        all = all.add(C::Country.is_in(values.iter().map(|c| c.to_uppercase())));
    }
    if let Some(values) = texts(&filter.cities) {
        all = all.add(Expr::expr(Func::lower(Expr::col((lead::Entity, C::City)))).is_in(values));
    }
    if let Some(values) = texts(&filter.categories) {
        all = all.add(C::Category.is_in(values));
    }
    if let Some(values) = &filter.technologies {
        let of_workspace = Condition::all()
            .add(technology::Column::WorkspaceId.eq(scope.workspace().0))
            .add(technology::Column::Name.is_in(values.iter().map(String::as_str)));
        all = all.add(linked("lead_technologies", "lead_id", of_workspace));
    }
    if let Some(values) = &filter.tags {
        all = all.add(linked(
            "lead_tags",
            "lead_id",
            Condition::all().add(lead_tag::Column::TagId.is_in(values.iter().map(|t| t.0))),
        ));
    }
    if let Some(hunt) = filter.hunt {
        all = all.add(linked("lead_sources", "lead_id", Condition::all().add(source::Column::HuntId.eq(hunt))));
    }
    if let Some(user) = filter.assignee {
        all = all.add(C::AssigneeId.eq(user.0));
    }
    for (wanted, column) in [
        (filter.has_email, C::HasEmail),
        (filter.has_phone, C::HasPhone),
        (filter.has_social, C::HasSocial),
        (filter.favorite, C::Favorite),
    ] {
        if let Some(wanted) = wanted {
            all = all.add(column.eq(wanted));
        }
    }
    for (wanted, column) in
        [(filter.has_website, C::Website), (filter.has_location, C::Latitude), (filter.contacted, C::LastContactedAt)]
    {
        match wanted {
            Some(true) => all = all.add(column.is_not_null()),
            Some(false) => all = all.add(column.is_null()),
            None => {}
        }
    }
    if let Some(after) = filter.created_after {
        all = all.add(C::CreatedAt.gt(after.millis()));
    }
    if let Some(before) = filter.created_before {
        all = all.add(C::CreatedAt.lt(before.millis()));
    }
    all
}

/// One page of the leads.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    filter: &LeadFilter,
    order: LeadOrder,
    page: &PageRequest,
) -> Result<Page<Lead>> {
    let column = |c: lead::Column| -> SimpleExpr { Expr::col((lead::Entity, c)) };
    let key = match order.field {
        LeadOrderField::Score => Func::coalesce([column(lead::Column::Score), Expr::value(-1)]).into(),
        LeadOrderField::CreatedAt => column(lead::Column::CreatedAt),
        LeadOrderField::UpdatedAt => column(lead::Column::UpdatedAt),
        LeadOrderField::Name => column(lead::Column::NameKey),
    };
    let rows = page
        .fetch(db, filtered(scope, filter), key, lead::Column::Id, order.descending, |row: &lead::Model| {
            let key = match order.field {
                LeadOrderField::Score => Key::Int(i64::from(row.score.unwrap_or(-1))),
                LeadOrderField::CreatedAt => Key::Int(row.created_at),
                LeadOrderField::UpdatedAt => Key::Int(row.updated_at),
                LeadOrderField::Name => Key::Text(row.name_key.clone()),
            };
            (key, row.id)
        })
        .await?;
    rows.try_map(lead_of)
}

pub(super) async fn count(db: &impl ConnectionTrait, scope: &Scope, filter: &LeadFilter) -> Result<u64> {
    Ok(filtered(scope, filter).count(db).await?)
}

/// Ids of the leads a filter means, at most `limit`.
pub(super) async fn ids(db: &impl ConnectionTrait, scope: &Scope, filter: &LeadFilter, limit: u64) -> Result<Vec<LeadId>> {
    let ids: Vec<Uuid> = filtered(scope, filter)
        .select_only()
        .column(lead::Column::Id)
        .order_by_asc(lead::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(LeadId).collect())
}

/// Leads with their newest audits, newest lead first.
pub(super) async fn latest_audits(
    db: &impl ConnectionTrait,
    scope: &Scope,
    below: Option<LeadId>,
    limit: u64,
) -> Result<Vec<(LeadId, Uuid)>> {
    let mut select = of(scope).filter(lead::Column::LatestAuditId.is_not_null());
    if let Some(below) = below {
        select = select.filter(lead::Column::Id.lt(below.0));
    }
    let rows: Vec<(Uuid, Uuid)> = select
        .select_only()
        .column(lead::Column::Id)
        .column(lead::Column::LatestAuditId)
        .order_by_desc(lead::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(lead, audit)| (lead.into(), audit)).collect())
}

/// Whether the workspace still has this lead.
///
/// # Errors
/// What the database says.
pub async fn still_there(tx: &impl ConnectionTrait, scope: &Scope, lead: LeadId) -> Result<bool> {
    Ok(of(scope).filter(lead::Column::Id.eq(lead.0)).count(tx).await? > 0)
}

pub(super) async fn by_ids(db: &impl ConnectionTrait, scope: &Scope, ids: &[LeadId]) -> Result<HashMap<LeadId, Lead>> {
    let rows = of(scope).filter(lead::Column::Id.is_in(ids.iter().map(|id| id.0))).all(db).await?;
    rows.into_iter().map(|row| lead_of(row).map(|lead| (lead.id, lead))).collect()
}

/// True when `lead` (just written) is one of those `filter` means.
pub(super) async fn matches(db: &impl ConnectionTrait, scope: &Scope, filter: &LeadFilter, lead: LeadId) -> Result<bool> {
    Ok(filtered(scope, filter).filter(lead::Column::Id.eq(lead.0)).count(db).await? > 0)
}

#[derive(FromQueryResult)]
struct Counted {
    value: Option<String>,
    number: i64,
}

/// Most values of one facet.
const FACET_VALUES: u64 = 50;

pub(super) async fn facets(db: &impl ConnectionTrait, scope: &Scope, filter: &LeadFilter) -> Result<Facets> {
    let by = |column: lead::Column| {
        let select = filtered(scope, filter)
            .select_only()
            .column_as(column, "value")
            .column_as(lead::Column::Id.count(), "number")
            .group_by(column)
            .order_by_desc(Expr::col(Alias::new("number")))
            .order_by_asc(column)
            .limit(FACET_VALUES);
        async move { counted(db, select).await }
    };
    // Side tables are counted over the same set of leads, named by a subquery.
    let set = || {
        let mut query = Query::select();
        query
            .column((lead::Entity, lead::Column::Id))
            .from(lead::Entity)
            .and_where(lead::Column::WorkspaceId.eq(scope.workspace().0))
            .cond_where(condition(scope, filter));
        query.take()
    };
    let technologies = technology::Entity::find()
        .select_only()
        .column_as(technology::Column::Name, "value")
        .column_as(technology::Column::LeadId.count(), "number")
        .filter(technology::Column::LeadId.in_subquery(set()))
        .group_by(technology::Column::Name)
        .order_by_desc(Expr::col(Alias::new("number")))
        .order_by_asc(technology::Column::Name)
        .limit(FACET_VALUES)
        .into_model::<Counted>()
        .all(db)
        .await?;
    let sources = source::Entity::find()
        .select_only()
        .column_as(source::Column::Kind, "value")
        .column_as(Expr::expr(Func::count_distinct(Expr::col(source::Column::LeadId))), "number")
        .filter(source::Column::LeadId.in_subquery(set()))
        .group_by(source::Column::Kind)
        .order_by_asc(source::Column::Kind)
        .limit(FACET_VALUES)
        .into_model::<Counted>()
        .all(db)
        .await?;
    Ok(Facets {
        temperatures: by(lead::Column::Temperature).await?,
        stages: by(lead::Column::Stage).await?,
        countries: by(lead::Column::Country).await?,
        categories: by(lead::Column::Category).await?,
        technologies: named(technologies),
        sources: named(sources),
    })
}

async fn counted(db: &impl ConnectionTrait, select: Select<lead::Entity>) -> Result<Vec<FacetCount>> {
    Ok(named(select.into_model::<Counted>().all(db).await?))
}

fn named(rows: Vec<Counted>) -> Vec<FacetCount> {
    rows.into_iter().filter_map(|row| Some(FacetCount { value: row.value?, count: row.number })).collect()
}

/// Contacts of several leads, the lead's own first, best first.
pub(super) async fn contacts_of(
    db: &impl ConnectionTrait,
    scope: &Scope,
    leads: &[LeadId],
) -> Result<HashMap<LeadId, Vec<Contact>>> {
    let rows = contact::Entity::find()
        .filter(contact::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(contact::Column::LeadId.is_in(leads.iter().map(|id| id.0)))
        .order_by_asc(contact::Column::LeadId)
        .order_by_asc(contact::Column::ThirdParty)
        .order_by_asc(contact::Column::Position)
        .order_by_asc(contact::Column::Id)
        .all(db)
        .await?;
    let mut of_lead: HashMap<LeadId, Vec<Contact>> = HashMap::new();
    for row in rows {
        let contact = contact_of(row)?;
        of_lead.entry(contact.lead).or_default().push(contact);
    }
    Ok(of_lead)
}

pub(super) async fn contacts_by_ids(db: &impl ConnectionTrait, scope: &Scope, ids: &[ContactId]) -> Result<Vec<Contact>> {
    let rows = contact::Entity::find()
        .filter(contact::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(contact::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(db)
        .await?;
    rows.into_iter().map(contact_of).collect()
}

pub(super) async fn claims(db: &impl ConnectionTrait, lead: LeadId, field: Option<&str>) -> Result<Vec<Claim>> {
    let mut query = claim::Entity::find().filter(claim::Column::LeadId.eq(lead.0));
    if let Some(field) = field {
        query = query.filter(claim::Column::Field.eq(field));
    }
    let rows = query
        .order_by_asc(claim::Column::Field)
        .order_by_desc(claim::Column::Current)
        .order_by_desc(claim::Column::Confidence)
        .order_by_asc(claim::Column::Id)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Claim {
            field: row.field,
            value: row.value,
            source: row.source,
            license: row.license,
            url: row.url,
            fetched_at: Timestamp(row.fetched_at),
            confidence: row.confidence,
            current: row.current,
        })
        .collect())
}

pub(super) async fn sources(db: &impl ConnectionTrait, lead: LeadId) -> Result<Vec<LeadSource>> {
    let rows =
        source::Entity::find().filter(source::Column::LeadId.eq(lead.0)).order_by_asc(source::Column::SeenAt).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| LeadSource {
            kind: row.kind,
            hunt: row.hunt_id,
            reference: row.reference,
            license: row.license,
            seen_at: Timestamp(row.seen_at),
        })
        .collect())
}

/// The lead's row, locked against other writers on PostgreSQL (SQLite has one writer anyway).
pub(super) async fn lock(tx: &impl ConnectionTrait, scope: &Scope, id: LeadId) -> Result<lead::Model> {
    let query = of(scope).filter(lead::Column::Id.eq(id.0));
    let query = if tx.get_database_backend() == DatabaseBackend::Postgres { query.lock_exclusive() } else { query };
    query.only(tx).await?.ok_or(Error::NotFound("there is no such lead"))
}
