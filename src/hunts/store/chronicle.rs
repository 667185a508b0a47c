//! Whatever changes a hunt, or its sites in bulk, passes here.
//! Invariant: the hunt's row is held locked from [`Chronicle::open`] to the commit, so that its events are numbered without gaps and
//! its state is settled from its sites by one writer at a time.

use std::time::Duration;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait,
    IntoActiveModel, Iterable, QueryFilter, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{SiteEnd, counters, hunt_of, reason_name, running_time, site_ids, sites};
use crate::{
    accounts::Scope,
    crawl::model::SiteReason,
    hunts::{
        entity::{event, hunt, site},
        model::{EventKind, Hunt, HuntId, HuntState, Progress, SiteId, SiteState, StopReason},
        ops::state_topic,
        rules,
    },
    leads::Temperature,
    platform::{
        clock::Timestamp,
        db::Only as _,
        error::{Error, Result},
        events::notify::notify,
    },
};

/// A hunt's row held locked for one transaction, with what happens to it.
pub(in crate::hunts) struct Chronicle<'a> {
    tx: &'a DatabaseTransaction,
    now: Timestamp,
    row: hunt::Model,
    /// As it was locked.
    before: hunt::Model,
    events: Vec<EventKind>,
    /// Whether it came into a state in which nobody may read for it.
    halted: bool,
}

impl<'a> Chronicle<'a> {
    /// Locks the hunt.
    pub(in crate::hunts) async fn open(tx: &'a DatabaseTransaction, scope: &Scope, id: HuntId, now: Timestamp) -> Result<Self> {
        let query = hunt::Entity::find_by_id(id.0).filter(hunt::Column::WorkspaceId.eq(scope.workspace().0));
        let query = if tx.get_database_backend() == DbBackend::Postgres { query.lock_exclusive() } else { query };
        let row = query.only(tx).await?.ok_or(Error::NotFound("there is no such hunt"))?;
        Ok(Self { tx, now, before: row.clone(), row, events: Vec::new(), halted: false })
    }

    pub(in crate::hunts) fn row(&self) -> &hunt::Model {
        &self.row
    }

    pub(in crate::hunts) fn state(&self) -> Result<HuntState> {
        self.row.state.parse()
    }

    /// Some limit was reached: sites at work wrap up, the others are left out.
    pub(in crate::hunts) fn is_ending(&self) -> bool {
        self.row.stop_reason.is_some()
    }

    pub(in crate::hunts) fn running_time(&self) -> Duration {
        running_time(&self.row, self.now)
    }

    pub(in crate::hunts) fn tell(&mut self, event: EventKind) {
        self.events.push(event);
    }

    /// Moves to another state, with the event.
    pub(in crate::hunts) fn transition(&mut self, to: HuntState) -> Result<()> {
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
        self.halted = !matches!(to, HuntState::Queued | HuntState::Running);
        self.row.state = to.as_str().to_owned();
        self.tell(EventKind::StateChanged { from, to });
        Ok(())
    }

    /// Says why the hunt ends (the first reason stays) .
    pub(in crate::hunts) fn end_because(&mut self, reason: StopReason, detail: Option<&str>) {
        if self.row.stop_reason.is_none() {
            self.row.stop_reason = Some(reason.as_str().to_owned());
            self.row.stop_detail = detail.map(str::to_owned);
        }
    }

    /// Opens a finished hunt again.
    pub(in crate::hunts) fn reopen(&mut self) {
        self.row.stop_reason = None;
        self.row.stop_detail = None;
    }

    /// Takes ended sites back into the open.
    pub(in crate::hunts) fn uncount(&mut self, state: SiteState, number: i64) {
        match state {
            SiteState::Done => self.row.sites_done -= number,
            SiteState::Failed => self.row.sites_failed -= number,
            SiteState::Skipped => self.row.sites_skipped -= number,
            SiteState::Queued | SiteState::Active => {}
        }
    }

    pub(in crate::hunts) fn count_pages(&mut self, pages: i64, bytes: i64) {
        self.row.pages_fetched += pages;
        self.row.bytes_fetched += bytes;
    }

    pub(in crate::hunts) fn count_lead(&mut self, created: bool, contacts: u32, temperature: Temperature) {
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
    pub(in crate::hunts) async fn site_ended(&mut self, site: SiteId, end: SiteEnd<'_>) -> Result<()> {
        match end.state {
            SiteState::Done => self.row.sites_done += 1,
            SiteState::Failed => self.row.sites_failed += 1,
            SiteState::Skipped => self.row.sites_skipped += 1,
            SiteState::Queued | SiteState::Active => return Err(Error::bug("a site cannot end open")),
        }
        sites::end(self.tx, self.now, site.0, end).await?;
        self.tell(EventKind::SiteFinished { site: site.0 });
        Ok(())
    }

    /// Leaves out every site in `states`, at once.
    pub(in crate::hunts) async fn leave_out(
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
    pub(in crate::hunts) async fn close(mut self) -> Result<Hunt> {
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
                progress.counters.seq = seq;
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
        if self.halted {
            // With the commit, whoever carries other signals: a cancel must be heard by every process that reads for this hunt.
            notify(self.tx, state_topic(self.row.id.into()), self.row.id).await?;
        }
        if self.row == self.before {
            return hunt_of(self.row, self.now);
        }
        self.row.updated_at = self.now.millis();
        let hunt = hunt_of(self.row.clone(), self.now)?;
        // Only the columns that differ: most of the others never change.
        let (mut row, after) = (self.before.into_active_model(), self.row.into_active_model());
        for column in hunt::Column::iter() {
            if let Some(value) = after.get(column).into_value() {
                row.set_if_not_equals(column, value);
            }
        }
        hunt::Entity::update(row).exec_without_returning(self.tx).await?;
        Ok(hunt)
    }

    pub(in crate::hunts) fn progress(&self, finished: bool) -> Progress {
        rules::progress(counters(&self.row), self.running_time(), finished)
    }
}
