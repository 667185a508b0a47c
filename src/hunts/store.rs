//! All queries on hunts, sites, pages and events. Whatever changes a hunt goes through a [`Chronicle`], which holds the hunt's row
//! locked, numbers the events without gaps, and settles the hunt's state from its sites.

use std::time::Duration;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait,
    IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    entity::{event, hunt, page, site},
    model::{Event, EventKind, Hunt, HuntFilter, HuntId, HuntKind, HuntLimits, HuntState, Site, SiteId, SiteState, StopReason},
    rules,
};
use crate::{
    accounts::Scope,
    crawl::model::{FetchMode, PageRecord, SiteProbe, SiteReason},
    leads::{LeadId, Temperature},
    platform::{
        clock::Timestamp,
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

fn fetch_mode_of(name: &str) -> Result<FetchMode> {
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

fn counters(row: &hunt::Model) -> rules::Counters {
    rules::Counters {
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
        source: serde_json::from_value(row.source)?,
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
        .one(db)
        .await?
        .ok_or(Error::NotFound("there is no such hunt"))
}

pub(super) async fn by_ids(db: &impl ConnectionTrait, scope: &Scope, ids: &[HuntId]) -> Result<Vec<hunt::Model>> {
    Ok(hunt::Entity::find()
        .filter(hunt::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(hunt::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(db)
        .await?)
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
        .one(db)
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

/// The pages of a site read so far, in the order read.
pub(super) async fn pages(db: &impl ConnectionTrait, site: SiteId) -> Result<Vec<PageRecord>> {
    let rows = page::Entity::find().filter(page::Column::SiteId.eq(site.0)).order_by_asc(page::Column::Position).all(db).await?;
    rows.into_iter().map(|row| Ok(serde_json::from_value(row.record)?)).collect()
}

pub(super) async fn add_page(tx: &impl ConnectionTrait, site: SiteId, position: i32, record: &PageRecord) -> Result<()> {
    let row = page::ActiveModel {
        site_id: Set(site.0),
        position: Set(position),
        url: Set(record.requested.to_string()),
        content_hash: Set(record.content_hash.clone()),
        record: Set(serde_json::to_value(record)?),
        fetched_at: Set(record.fetched_at_ms),
    };
    page::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Whether another site of the hunt that gave a lead has this fingerprint or answers for this identity.
pub(super) async fn twin(
    tx: &impl ConnectionTrait,
    hunt: HuntId,
    except: SiteId,
    identity: &str,
    fingerprint: Option<&str>,
) -> Result<Option<String>> {
    let mut same = sea_orm::Condition::any().add(site::Column::Identity.eq(identity));
    if let Some(fingerprint) = fingerprint {
        same = same.add(
            sea_orm::Condition::all()
                .add(site::Column::Fingerprint.eq(fingerprint))
                .add(site::Column::State.eq(SiteState::Done.as_str())),
        );
    }
    let row = site::Entity::find()
        .filter(site::Column::HuntId.eq(hunt.0))
        .filter(site::Column::Id.ne(except.0))
        .filter(same)
        .order_by_asc(site::Column::Position)
        .one(tx)
        .await?;
    Ok(row.map(|row| row.host))
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

/// A hunt's row held locked for one transaction, with what happens to it.
pub(super) struct Chronicle<'a> {
    tx: &'a DatabaseTransaction,
    now: Timestamp,
    row: hunt::Model,
    events: Vec<EventKind>,
}

impl<'a> Chronicle<'a> {
    /// Locks the hunt.
    pub(super) async fn open(tx: &'a DatabaseTransaction, scope: &Scope, id: HuntId, now: Timestamp) -> Result<Self> {
        let query = hunt::Entity::find_by_id(id.0).filter(hunt::Column::WorkspaceId.eq(scope.workspace().0));
        let query = if tx.get_database_backend() == DbBackend::Postgres { query.lock_exclusive() } else { query };
        let row = query.one(tx).await?.ok_or(Error::NotFound("there is no such hunt"))?;
        Ok(Self { tx, now, row, events: Vec::new() })
    }

    pub(super) fn row(&self) -> &hunt::Model {
        &self.row
    }

    pub(super) fn state(&self) -> Result<HuntState> {
        self.row.state.parse()
    }

    /// Some limit was reached: sites at work wrap up, the others are left out.
    pub(super) fn is_ending(&self) -> bool {
        self.row.stop_reason.is_some()
    }

    pub(super) fn running_time(&self) -> Duration {
        running_time(&self.row, self.now)
    }

    pub(super) fn tell(&mut self, event: EventKind) {
        self.events.push(event);
    }

    /// Moves to another state, with the event.
    pub(super) fn transition(&mut self, to: HuntState) -> Result<()> {
        let from = self.state()?;
        if from == to {
            return Ok(());
        }
        if !from.may_become(to) {
            return Err(Error::Conflict(format!("a hunt that is {} cannot become {}", from.as_str(), to.as_str())));
        }
        if let Some(since) = self.row.running_since.take() {
            self.row.elapsed_ms += self.now.millis() - since;
        }
        if to == HuntState::Running {
            self.row.running_since = Some(self.now.millis());
            self.row.started_at.get_or_insert(self.now.millis());
            self.row.finished_at = None;
        }
        if to.is_terminal() {
            self.row.finished_at = Some(self.now.millis());
        }
        self.row.state = to.as_str().to_owned();
        self.tell(EventKind::StateChanged { from, to });
        Ok(())
    }

    /// Says why the hunt ends (the first reason stays) .
    pub(super) fn end_because(&mut self, reason: StopReason, detail: Option<&str>) {
        if self.row.stop_reason.is_none() {
            self.row.stop_reason = Some(reason.as_str().to_owned());
            self.row.stop_detail = detail.map(str::to_owned);
        }
    }

    /// Opens a finished hunt again.
    pub(super) fn reopen(&mut self) {
        self.row.stop_reason = None;
        self.row.stop_detail = None;
    }

    /// Takes ended sites back into the open.
    pub(super) fn uncount(&mut self, state: SiteState, number: i64) {
        match state {
            SiteState::Done => self.row.sites_done -= number,
            SiteState::Failed => self.row.sites_failed -= number,
            SiteState::Skipped => self.row.sites_skipped -= number,
            SiteState::Queued | SiteState::Active => {}
        }
    }

    pub(super) fn count_page(&mut self, bytes: u64) {
        self.row.pages_fetched += 1;
        self.row.bytes_fetched += i64::try_from(bytes).unwrap_or(0);
    }

    pub(super) fn count_lead(&mut self, created: bool, contacts: u32, temperature: Temperature) {
        if created {
            self.row.leads_created += 1;
        } else {
            self.row.leads_updated += 1;
        }
        self.row.contacts_found += i64::from(contacts);
        match temperature {
            Temperature::Hot => self.row.hot += 1,
            Temperature::Warm => self.row.warm += 1,
            Temperature::Cold => self.row.cold += 1,
        }
    }

    /// Writes a site's verdict and counts it.
    pub(super) async fn site_ended(
        &mut self,
        site: site::Model,
        state: SiteState,
        reason: Option<SiteReason>,
        detail: Option<String>,
    ) -> Result<()> {
        let id = site.id;
        let mut row = site.into_active_model();
        row.state = Set(state.as_str().to_owned());
        row.reason = Set(reason.map(reason_name).transpose()?);
        row.detail = Set(detail);
        row.next_attempt_at = Set(None);
        row.updated_at = Set(self.now.millis());
        row.update(self.tx).await?;
        match state {
            SiteState::Done => self.row.sites_done += 1,
            SiteState::Failed => self.row.sites_failed += 1,
            SiteState::Skipped => self.row.sites_skipped += 1,
            SiteState::Queued | SiteState::Active => return Err(Error::bug("a site cannot end open")),
        }
        self.tell(EventKind::SiteFinished { site: id });
        Ok(())
    }

    /// Leaves out every site in `states`, at once.
    pub(super) async fn leave_out(
        &mut self,
        states: &[SiteState],
        reason: Option<SiteReason>,
        detail: &str,
    ) -> Result<Vec<Uuid>> {
        let ids = site_ids(self.tx, self.row.id.into(), states).await?;
        for some in ids.chunks(500) {
            site::Entity::update_many()
                .col_expr(site::Column::State, Expr::value(SiteState::Skipped.as_str()))
                .col_expr(site::Column::Reason, Expr::value(reason.map(reason_name).transpose()?))
                .col_expr(site::Column::Detail, Expr::value(detail))
                .col_expr(site::Column::NextAttemptAt, Expr::value(Option::<i64>::None))
                .col_expr(site::Column::UpdatedAt, Expr::value(self.now.millis()))
                .filter(site::Column::Id.is_in(some.iter().copied()))
                .exec(self.tx)
                .await?;
        }
        self.row.sites_skipped += i64::try_from(ids.len()).unwrap_or(0);
        Ok(ids)
    }

    /// Completes the hunt when every site has its verdict, then writes the row and the events, numbered without gaps.
    pub(super) async fn close(mut self) -> Result<Hunt> {
        let ended = self.row.sites_done + self.row.sites_failed + self.row.sites_skipped;
        let open = matches!(self.state()?, HuntState::Queued | HuntState::Running);
        if open && ended >= self.row.sites_found {
            if self.row.sites_found > i64::from(self.row.max_sites) {
                let detail = format!("the hunt takes at most {} sites", self.row.max_sites);
                self.end_because(StopReason::SiteLimit, Some(&detail));
            } else {
                self.end_because(StopReason::Finished, None);
            }
            let last = EventKind::Progressed { progress: self.progress(true) };
            self.tell(last);
            self.transition(HuntState::Completed)?;
        }
        let first = self.row.seq + 1;
        self.row.seq += i64::try_from(self.events.len()).unwrap_or(0);
        let end = self.row.seq;
        let mut rows = Vec::with_capacity(self.events.len());
        for (seq, mut kind) in (first..).zip(std::mem::take(&mut self.events)) {
            if let EventKind::Progressed { progress } = &mut kind {
                progress.seq = seq;
            }
            let payload = serde_json::to_value(&kind)?;
            let name = payload["type"].as_str().unwrap_or_default().to_owned();
            rows.push(event::ActiveModel {
                hunt_id: Set(self.row.id),
                seq: Set(seq),
                at: Set(self.now.millis()),
                kind: Set(name),
                payload: Set(payload),
            });
        }
        debug_assert_eq!(end, self.row.seq);
        if !rows.is_empty() {
            event::Entity::insert_many(rows).exec_without_returning(self.tx).await?;
        }
        self.row.updated_at = self.now.millis();
        let hunt = hunt_of(self.row.clone(), self.now)?;
        // Only the columns a chronicle may touch: the others are the same as they were read.
        let row = self.row.into_active_model().reset_all();
        row.update(self.tx).await?;
        Ok(hunt)
    }

    pub(super) fn progress(&self, finished: bool) -> super::model::Progress {
        rules::progress(counters(&self.row), self.running_time(), finished)
    }
}

/// A hunt to be.
pub(super) struct NewHunt {
    pub id: HuntId,
    pub name: String,
    pub kind: HuntKind,
    pub fetch_mode: FetchMode,
    pub source: serde_json::Value,
    pub limits: HuntLimits,
    pub found: i64,
    pub left_out: usize,
}

/// A site of it; `left_out` says why it is not read.
pub(super) struct NewSite {
    pub id: SiteId,
    pub position: i32,
    pub host: String,
    pub given: String,
    pub identity: String,
    pub left_out: Option<String>,
}

/// Writes a new hunt and its sites.
pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    now: Timestamp,
    new: NewHunt,
    sites: Vec<NewSite>,
) -> Result<()> {
    let row = hunt::ActiveModel {
        id: Set(new.id.0),
        workspace_id: Set(scope.workspace().0),
        name: Set(new.name),
        kind: Set(new.kind.as_str().to_owned()),
        state: Set(HuntState::Queued.as_str().to_owned()),
        stop_reason: Set(None),
        stop_detail: Set(None),
        fetch_mode: Set(fetch_mode_name(new.fetch_mode).to_owned()),
        source: Set(new.source),
        max_sites: Set(new.limits.max_sites),
        max_pages_per_site: Set(new.limits.max_pages_per_site),
        max_depth: Set(new.limits.max_depth),
        max_duration_seconds: Set(new.limits.max_duration_seconds),
        max_leads: Set(new.limits.max_leads),
        created_by: Set(scope.actor().user().map(|user| user.0)),
        created_at: Set(now.millis()),
        started_at: Set(None),
        finished_at: Set(None),
        elapsed_ms: Set(0),
        running_since: Set(None),
        seq: Set(0),
        sites_found: Set(new.found),
        sites_done: Set(0),
        sites_failed: Set(0),
        sites_skipped: Set(i64::try_from(new.left_out).unwrap_or(0)),
        pages_fetched: Set(0),
        bytes_fetched: Set(0),
        leads_created: Set(0),
        leads_updated: Set(0),
        contacts_found: Set(0),
        hot: Set(0),
        warm: Set(0),
        cold: Set(0),
        updated_at: Set(now.millis()),
    };
    hunt::Entity::insert(row).exec_without_returning(tx).await?;
    let workspace = scope.workspace();
    let mut rows = sites
        .into_iter()
        .map(|site| {
            let state = if site.left_out.is_none() { SiteState::Queued } else { SiteState::Skipped };
            Ok(site::ActiveModel {
                id: Set(site.id.0),
                hunt_id: Set(new.id.0),
                workspace_id: Set(workspace.0),
                position: Set(site.position),
                url: Set(site.given),
                host: Set(site.host),
                identity: Set(site.identity),
                state: Set(state.as_str().to_owned()),
                reason: Set(site.left_out.as_ref().map(|_| reason_name(SiteReason::LimitReached)).transpose()?),
                detail: Set(site.left_out),
                pages_fetched: Set(0),
                bytes_fetched: Set(0),
                lead_id: Set(None),
                attempts: Set(0),
                next_attempt_at: Set(None),
                probe: Set(None),
                fingerprint: Set(None),
                updated_at: Set(now.millis()),
            })
        })
        .collect::<Result<Vec<_>>>()?;
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(500));
        site::Entity::insert_many(std::mem::replace(&mut rows, rest)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Puts ended sites of a hunt back to waiting, to be tried again; their pages are forgotten so that they are fetched anew.
pub(super) async fn requeue(tx: &impl ConnectionTrait, now: Timestamp, sites: &[Uuid]) -> Result<()> {
    for some in sites.chunks(500) {
        page::Entity::delete_many().filter(page::Column::SiteId.is_in(some.iter().copied())).exec(tx).await?;
        site::Entity::update_many()
            .col_expr(site::Column::State, Expr::value(SiteState::Queued.as_str()))
            .col_expr(site::Column::Reason, Expr::value(Option::<String>::None))
            .col_expr(site::Column::Detail, Expr::value(Option::<String>::None))
            .col_expr(site::Column::PagesFetched, Expr::value(0_i64))
            .col_expr(site::Column::Attempts, Expr::value(0))
            .col_expr(site::Column::UpdatedAt, Expr::value(now.millis()))
            .filter(site::Column::Id.is_in(some.iter().copied()))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Marks a site as being read for the `attempts`th time.
pub(super) async fn begin_attempt(tx: &impl ConnectionTrait, now: Timestamp, row: site::Model, attempts: i32) -> Result<()> {
    let mut row = row.into_active_model();
    row.state = Set(SiteState::Active.as_str().to_owned());
    row.attempts = Set(attempts);
    row.next_attempt_at = Set(None);
    row.updated_at = Set(now.millis());
    row.update(tx).await?;
    Ok(())
}

/// Counts a page of a site, and keeps what is known of the site besides its pages.
pub(super) async fn count_page(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    row: site::Model,
    bytes: u64,
    probe: &SiteProbe,
) -> Result<()> {
    let (fetched, before) = (row.pages_fetched, row.bytes_fetched);
    let mut row = row.into_active_model();
    row.pages_fetched = Set(fetched + 1);
    row.bytes_fetched = Set(before + i64::try_from(bytes).unwrap_or(0));
    row.probe = Set(Some(serde_json::to_value(probe)?));
    row.updated_at = Set(now.millis());
    row.update(tx).await?;
    Ok(())
}

/// Keeps what is known of a site besides its pages.
pub(super) async fn keep_probe(tx: &impl ConnectionTrait, row: site::Model, probe: &SiteProbe) -> Result<site::Model> {
    let mut row = row.into_active_model();
    row.probe = Set(Some(serde_json::to_value(probe)?));
    Ok(row.update(tx).await?)
}

/// Lets a site wait for another attempt.
pub(super) async fn retry_at(tx: &impl ConnectionTrait, row: site::Model, at: Timestamp, detail: &str) -> Result<()> {
    let mut row = row.into_active_model();
    row.state = Set(SiteState::Queued.as_str().to_owned());
    row.detail = Set(Some(detail.to_owned()));
    row.next_attempt_at = Set(Some(at.millis()));
    row.update(tx).await?;
    Ok(())
}

/// Ties a site to the lead it gave.
pub(super) async fn tie(
    tx: &impl ConnectionTrait,
    row: site::Model,
    lead: LeadId,
    fingerprint: Option<String>,
) -> Result<site::Model> {
    let mut row = row.into_active_model();
    row.lead_id = Set(Some(lead.0));
    row.fingerprint = Set(fingerprint);
    Ok(row.update(tx).await?)
}

pub(super) async fn delete(tx: &impl ConnectionTrait, scope: &Scope, id: HuntId) -> Result<()> {
    hunt::Entity::delete_many()
        .filter(hunt::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(hunt::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}
