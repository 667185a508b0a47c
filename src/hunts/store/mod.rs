//! All queries on hunts, sites, pages and events; here those that read. Whatever changes a hunt goes through a [`Chronicle`].

mod chronicle;
mod hosts;
mod pages;
mod plan;
mod sites;

use std::time::Duration;

pub(super) use chronicle::Chronicle;
pub(super) use hosts::{add_uses, allow, bytes_since, day_of, days, forget_days, suppress, suppression_among, suppressions};
pub(super) use pages::{Leaf, keep_pages, pages};
pub(super) use plan::{NewHunt, NewSite, delete, insert};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
pub(super) use sites::{SiteEnd, begin_attempts, requeue, retry_at, sites_of_leads};
use uuid::Uuid;

use super::{
    entity::{event, hunt, site, source},
    model::{Counters, Event, Hunt, HuntFilter, HuntId, HuntLimits, HuntSource, HuntState, Site, SiteId, SiteState},
    rules,
};
use crate::{
    accounts::{Scope, WorkspaceId},
    crawl::model::{FetchMode, SiteReason},
    platform::{
        clock::Timestamp,
        db::{Only as _, filled},
        error::{Error, Result},
        page::{Key, Page, PageRequest},
    },
};

pub(super) fn fetch_mode_name(mode: FetchMode) -> &'static str {
    match mode {
        FetchMode::Auto => "AUTO",
        FetchMode::Http => "HTTP",
        FetchMode::Browser => "BROWSER",
    }
}

pub(super) fn fetch_mode_of(name: &str) -> Result<FetchMode> {
    match name {
        "AUTO" => Ok(FetchMode::Auto),
        "HTTP" => Ok(FetchMode::Http),
        "BROWSER" => Ok(FetchMode::Browser),
        _ => Err(Error::bug("unknown stored fetch mode")),
    }
}

/// The stored name of a reason is its contract name, which is also its serde name.
fn reason_name(reason: SiteReason) -> Result<String> {
    match serde_json::to_value(reason)? {
        serde_json::Value::String(name) => Ok(name),
        _ => Err(Error::bug("a site reason is no text")),
    }
}

fn counters(row: &hunt::Model) -> Counters {
    Counters {
        seq: row.seq,
        sites_found: row.sites_found,
        sites_done: row.sites_done,
        sites_failed: row.sites_failed,
        sites_skipped: row.sites_skipped,
        pages_fetched: row.pages_fetched,
        bytes_fetched: row.bytes_fetched,
        leads_created: row.leads_created,
        leads_updated: row.leads_updated,
        contacts_found: row.contacts_found,
        hot: row.hot,
        warm: row.warm,
        cold: row.cold,
    }
}

fn running_time(row: &hunt::Model, now: Timestamp) -> Duration {
    let counted = Duration::from_millis(u64::try_from(row.elapsed_ms).unwrap_or(0));
    counted + row.running_since.map_or(Duration::ZERO, |since| now.since(Timestamp(since)))
}

pub(super) fn hunt_of(row: hunt::Model, now: Timestamp) -> Result<Hunt> {
    let state: HuntState = row.state.parse()?;
    Ok(Hunt {
        id: row.id.into(),
        progress: rules::progress(counters(&row), running_time(&row, now), state.is_terminal()),
        kind: row.kind.parse()?,
        state,
        stop_reason: row.stop_reason.as_deref().filter(|_| state.is_terminal()).map(str::parse).transpose()?,
        stop_detail: row.stop_detail,
        limits: HuntLimits {
            max_sites: row.max_sites,
            max_pages_per_site: row.max_pages_per_site,
            max_depth: row.max_depth,
            max_duration_seconds: row.max_duration_seconds,
            max_leads: row.max_leads,
        },
        fetch_mode: fetch_mode_of(&row.fetch_mode)?,
        created_by: row.created_by.map(Into::into),
        created_at: Timestamp(row.created_at),
        started_at: row.started_at.map(Timestamp),
        finished_at: row.finished_at.map(Timestamp),
        name: row.name,
    })
}

pub(super) fn site_of(row: site::Model) -> Result<Site> {
    Ok(Site {
        id: row.id.into(),
        hunt: row.hunt_id.into(),
        url: row.url,
        host: row.host,
        state: row.state.parse()?,
        reason: row.reason.map(|name| serde_json::from_value(serde_json::Value::String(name))).transpose()?,
        detail: row.detail,
        pages_fetched: row.pages_fetched,
        lead: row.lead_id.map(Into::into),
        attempts: row.attempts,
        next_attempt_at: row.next_attempt_at.map(Timestamp),
    })
}

fn event_of(row: event::Model) -> Result<Event> {
    Ok(Event { seq: row.seq, at: Timestamp(row.at), kind: serde_json::from_value(row.payload)? })
}

/// One hunt of the workspace.
pub(super) async fn get(db: &impl ConnectionTrait, scope: &Scope, id: HuntId) -> Result<hunt::Model> {
    hunt::Entity::find_by_id(id.0)
        .filter(hunt::Column::WorkspaceId.eq(scope.workspace().0))
        .only(db)
        .await?
        .ok_or(Error::NotFound("there is no such hunt"))
}

/// The workspace that a hunt belongs to.
pub(super) async fn workspace_of(db: &impl ConnectionTrait, id: HuntId) -> Result<Option<WorkspaceId>> {
    let row: Option<Uuid> =
        hunt::Entity::find_by_id(id.0).select_only().column(hunt::Column::WorkspaceId).into_tuple().one(db).await?;
    Ok(row.map(WorkspaceId))
}

pub(super) async fn by_ids(db: &impl ConnectionTrait, scope: &Scope, ids: &[HuntId]) -> Result<Vec<hunt::Model>> {
    Ok(hunt::Entity::find()
        .filter(hunt::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(hunt::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(db)
        .await?)
}

/// Where the sites of these hunts come from; megabytes, perhaps.
pub(super) async fn sources(db: &impl ConnectionTrait, scope: &Scope, ids: &[HuntId]) -> Result<Vec<(HuntId, HuntSource)>> {
    let rows = source::Entity::find()
        .inner_join(hunt::Entity)
        .filter(hunt::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(source::Column::HuntId.is_in(ids.iter().map(|id| id.0)))
        .all(db)
        .await?;
    rows.into_iter().map(|row| Ok((row.hunt_id.into(), serde_json::from_value(row.source)?))).collect()
}

fn hunts_where(scope: &Scope, filter: &HuntFilter) -> sea_orm::Select<hunt::Entity> {
    let mut query = hunt::Entity::find().filter(hunt::Column::WorkspaceId.eq(scope.workspace().0));
    if let Some(states) = &filter.states {
        query = query.filter(hunt::Column::State.is_in(states.iter().map(|s| s.as_str())));
    }
    if let Some(kinds) = &filter.kinds {
        query = query.filter(hunt::Column::Kind.is_in(kinds.iter().map(|k| k.as_str())));
    }
    if let Some(after) = filter.created_after {
        query = query.filter(hunt::Column::CreatedAt.gt(after.millis()));
    }
    if let Some(before) = filter.created_before {
        query = query.filter(hunt::Column::CreatedAt.lt(before.millis()));
    }
    query
}

pub(super) async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    filter: &HuntFilter,
    page: &PageRequest,
    now: Timestamp,
) -> Result<Page<Hunt>> {
    let key = Expr::col((hunt::Entity, hunt::Column::CreatedAt));
    let rows = page
        .fetch(db, hunts_where(scope, filter), key, hunt::Column::Id, true, |row: &hunt::Model| {
            (Key::Int(row.created_at), row.id)
        })
        .await?;
    rows.try_map(|row| hunt_of(row, now))
}

pub(super) async fn count(db: &impl ConnectionTrait, scope: &Scope, filter: &HuntFilter) -> Result<u64> {
    Ok(hunts_where(scope, filter).count(db).await?)
}

fn sites_where(scope: &Scope, hunt: HuntId, state: Option<SiteState>) -> sea_orm::Select<site::Entity> {
    let mut query =
        site::Entity::find().filter(site::Column::WorkspaceId.eq(scope.workspace().0)).filter(site::Column::HuntId.eq(hunt.0));
    if let Some(state) = state {
        query = query.filter(site::Column::State.eq(state.as_str()));
    }
    query
}

pub(super) async fn sites(
    db: &impl ConnectionTrait,
    scope: &Scope,
    hunt: HuntId,
    state: Option<SiteState>,
    page: &PageRequest,
) -> Result<Page<Site>> {
    let key = Expr::col((site::Entity, site::Column::Position));
    let rows = page
        .fetch(db, sites_where(scope, hunt, state), key, site::Column::Id, false, |row: &site::Model| {
            (Key::Int(i64::from(row.position)), row.id)
        })
        .await?;
    rows.try_map(site_of)
}

pub(super) async fn sites_count(db: &impl ConnectionTrait, scope: &Scope, hunt: HuntId, state: Option<SiteState>) -> Result<u64> {
    Ok(sites_where(scope, hunt, state).count(db).await?)
}

pub(super) async fn site(db: &impl ConnectionTrait, scope: &Scope, id: SiteId) -> Result<site::Model> {
    site::Entity::find_by_id(id.0)
        .filter(site::Column::WorkspaceId.eq(scope.workspace().0))
        .only(db)
        .await?
        .ok_or(Error::NotFound("there is no such site"))
}

pub(super) async fn sites_by_ids(db: &impl ConnectionTrait, scope: &Scope, ids: &[SiteId]) -> Result<Vec<Site>> {
    let rows = site::Entity::find()
        .filter(site::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(site::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(db)
        .await?;
    rows.into_iter().map(site_of).collect()
}

/// Ids of the sites of a hunt in any of `states`, in order.
pub(super) async fn site_ids(db: &impl ConnectionTrait, hunt: HuntId, states: &[SiteState]) -> Result<Vec<Uuid>> {
    Ok(site::Entity::find()
        .select_only()
        .column(site::Column::Id)
        .filter(site::Column::HuntId.eq(hunt.0))
        .filter(site::Column::State.is_in(states.iter().map(|s| s.as_str())))
        .order_by_asc(site::Column::Position)
        .into_tuple()
        .all(db)
        .await?)
}

/// Sites by their ids, whoever's they are.
pub(super) async fn any_sites(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<site::Model>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(site::Entity::find().filter(site::Column::Id.is_in(filled(ids.iter().copied()))).all(db).await?)
}

/// A site that may be another address of a business.
#[derive(Debug, FromQueryResult)]
pub(super) struct Twin {
    pub id: Uuid,
    pub host: String,
    pub identity: String,
    pub fingerprint: Option<String>,
    pub state: String,
}

impl Twin {
    /// Whether it answers for that identity, or gave a lead with that fingerprint, and is another site than `site`.
    pub(super) fn is_of(&self, site: SiteId, identity: &str, fingerprint: Option<&str>) -> bool {
        let same_words = || fingerprint.is_some_and(|print| self.fingerprint.as_deref() == Some(print));
        self.id != site.0 && (self.identity == identity || (self.state == SiteState::Done.as_str() && same_words()))
    }
}

/// Sites of a hunt that answer for any of these identities, or have any of these fingerprints, in their order.
pub(super) async fn twins(
    tx: &impl ConnectionTrait,
    hunt: HuntId,
    identities: &[&str],
    fingerprints: &[&str],
) -> Result<Vec<Twin>> {
    use site::Column as C;
    // Without a limit, see `db::Only`: an identity is there once, and so is, nearly always, a fingerprint among sites that are done.
    Ok(site::Entity::find()
        .select_only()
        .columns([C::Id, C::Host, C::Identity, C::Fingerprint, C::State])
        .filter(C::HuntId.eq(hunt.0))
        .filter(
            sea_orm::Condition::any()
                .add(C::Identity.is_in(filled(identities.iter().copied())))
                .add(C::Fingerprint.is_in(filled(fingerprints.iter().copied()))),
        )
        .order_by_asc(C::Position)
        .into_model()
        .all(tx)
        .await?)
}

/// Events after `after`, oldest first, at most `limit`.
pub(super) async fn events(db: &impl ConnectionTrait, hunt: HuntId, after: i64, limit: u64) -> Result<Vec<Event>> {
    let rows = event::Entity::find()
        .filter(event::Column::HuntId.eq(hunt.0))
        .filter(event::Column::Seq.gt(after))
        .order_by_asc(event::Column::Seq)
        .limit(limit)
        .all(db)
        .await?;
    rows.into_iter().map(event_of).collect()
}

/// Running hunts whose running time is beyond their limit and who are not ending already.
pub(super) async fn overdue(db: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<(Uuid, Uuid)>> {
    let rows = hunt::Entity::find()
        .filter(hunt::Column::State.eq(HuntState::Running.as_str()))
        .filter(hunt::Column::StopReason.is_null())
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter(|row| running_time(row, now).as_secs() >= u64::try_from(row.max_duration_seconds).unwrap_or(u64::MAX))
        .map(|row| (row.id, row.workspace_id))
        .collect())
}

/// Open sites of running or waiting hunts that no task works for: (hunt, workspace, site).
pub(super) async fn orphans(db: &impl ConnectionTrait) -> Result<Vec<(Uuid, Uuid, Uuid)>> {
    let rows: Vec<(Uuid, Uuid, Uuid)> = site::Entity::find()
        .select_only()
        .column(site::Column::HuntId)
        .column(site::Column::WorkspaceId)
        .column(site::Column::Id)
        .filter(site::Column::State.is_in([SiteState::Queued.as_str(), SiteState::Active.as_str()]))
        .filter(Expr::cust(
            "hunt_sites.hunt_id IN (SELECT id FROM hunts WHERE state IN ('QUEUED', 'RUNNING')) \
             AND NOT EXISTS (SELECT 1 FROM tasks WHERE tasks.subject_id = hunt_sites.id AND tasks.state IN ('QUEUED', 'RUNNING'))",
        ))
        .limit(1_000)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows)
}

/// Hunts, with their workspaces, that are queued or running while no task waits or runs for
/// them or for any of their open sites.
pub(super) async fn stranded(db: &impl ConnectionTrait) -> Result<Vec<(Uuid, Uuid)>> {
    let rows: Vec<(Uuid, Uuid)> = hunt::Entity::find()
        .select_only()
        .column(hunt::Column::Id)
        .column(hunt::Column::WorkspaceId)
        .filter(hunt::Column::State.is_in([HuntState::Queued.as_str(), HuntState::Running.as_str()]))
        .filter(Expr::cust(
            "NOT EXISTS (SELECT 1 FROM hunt_sites JOIN tasks ON tasks.subject_id = hunt_sites.id AND tasks.state IN ('QUEUED', 'RUNNING') \
             WHERE hunt_sites.hunt_id = hunts.id AND hunt_sites.state IN ('QUEUED', 'ACTIVE')) \
             AND NOT EXISTS (SELECT 1 FROM tasks WHERE tasks.subject_id = hunts.id AND tasks.state IN ('QUEUED', 'RUNNING'))",
        ))
        .limit(100)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows)
}
