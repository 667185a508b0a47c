//! One site's way through a hunt, verdicts excepted, which are the chronicle's.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use crate::{
    accounts::Scope,
    crawl::model::{SiteProbe, SiteReason},
    hunts::{
        entity::{page, site},
        model::{SiteId, SiteState},
    },
    leads::LeadId,
    platform::{
        clock::Timestamp,
        db::{filled, json},
        error::Result,
    },
};

/// The sites that gave these leads, with what is known of them besides their pages; the newest first.
pub(in crate::hunts) async fn sites_of_leads(
    db: &impl ConnectionTrait,
    scope: &Scope,
    leads: &[LeadId],
) -> Result<Vec<(LeadId, SiteId, SiteProbe)>> {
    let rows = site::Entity::find()
        .filter(site::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(site::Column::LeadId.is_in(leads.iter().map(|lead| lead.0)))
        .order_by_desc(site::Column::UpdatedAt)
        .order_by_desc(site::Column::Id)
        .all(db)
        .await?;
    let of = |row: site::Model| -> Result<Option<(LeadId, SiteId, SiteProbe)>> {
        let Some(lead) = row.lead_id else { return Ok(None) };
        let probe = row.probe.map(|probe| probe.0).unwrap_or_default();
        Ok(Some((lead.into(), SiteId(row.id), probe)))
    };
    rows.into_iter().filter_map(|row| of(row).transpose()).collect()
}

/// Marks sites as being read, those that are open; the answer is the number of each's attempt. Call it with their hunts locked.
pub(in crate::hunts) async fn begin_attempts(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    sites: &[Uuid],
) -> Result<HashMap<Uuid, i32>> {
    use site::Column as C;
    if sites.is_empty() {
        return Ok(HashMap::new());
    }
    let mut update = Query::update();
    update
        .table(site::Entity)
        .value(C::State, SiteState::Active.as_str())
        .value(C::Attempts, Expr::col(C::Attempts).add(1))
        .value(C::NextAttemptAt, Option::<i64>::None)
        .value(C::UpdatedAt, now.millis())
        .and_where(Expr::col(C::Id).is_in(filled(sites.iter().copied())))
        .and_where(Expr::col(C::State).is_in([SiteState::Queued.as_str(), SiteState::Active.as_str()]))
        .returning(Query::returning().columns([C::Id, C::Attempts]));
    let rows = tx.query_all(&update).await?;
    rows.into_iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// Lets a site wait for another attempt, with what is known of it besides its pages.
pub(in crate::hunts) async fn retry_at(
    tx: &impl ConnectionTrait,
    site: SiteId,
    at: Timestamp,
    detail: &str,
    probe: &SiteProbe,
) -> Result<()> {
    let row = site::ActiveModel {
        state: Set(SiteState::Queued.as_str().to_owned()),
        detail: Set(Some(detail.to_owned())),
        next_attempt_at: Set(Some(at.millis())),
        ..Default::default()
    };
    site::Entity::update_many()
        .set(row)
        .col_expr(site::Column::Probe, json::text_of(tx, probe)?)
        .filter(site::Column::Id.eq(site.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// A site's verdict, and what stays of the reading.
#[derive(Debug)]
pub(in crate::hunts) struct SiteEnd<'a> {
    pub state: SiteState,
    pub reason: Option<SiteReason>,
    pub detail: Option<String>,
    /// What is known of it besides its pages; what was stored before stays when nothing new is known.
    pub probe: Option<&'a SiteProbe>,
    /// The lead it gave, and what tells it from other addresses of the same business.
    pub gave: Option<(LeadId, Option<String>)>,
}

impl<'a> SiteEnd<'a> {
    /// A site that gave nothing.
    pub(in crate::hunts) fn without_lead(state: SiteState, reason: Option<SiteReason>, detail: String) -> Self {
        Self { state, reason, detail: Some(detail), probe: None, gave: None }
    }

    pub(in crate::hunts) fn knowing(self, probe: &'a SiteProbe) -> Self {
        Self { probe: Some(probe), ..self }
    }
}

/// Writes a verdict, in one statement. Only a [`super::Chronicle`] may, which counts it.
pub(super) async fn end(tx: &impl ConnectionTrait, now: Timestamp, site: Uuid, end: SiteEnd<'_>) -> Result<()> {
    let mut row = site::ActiveModel {
        state: Set(end.state.as_str().to_owned()),
        reason: Set(end.reason.map(super::reason_name).transpose()?),
        detail: Set(end.detail),
        next_attempt_at: Set(None),
        updated_at: Set(now.millis()),
        ..Default::default()
    };
    if let Some((lead, fingerprint)) = end.gave {
        row.lead_id = Set(Some(lead.0));
        row.fingerprint = Set(fingerprint);
    }
    let mut update = site::Entity::update_many().set(row).filter(site::Column::Id.eq(site));
    if let Some(probe) = end.probe {
        update = update.col_expr(site::Column::Probe, json::text_of(tx, probe)?);
    }
    update.exec(tx).await?;
    Ok(())
}

/// Puts ended sites of a hunt back to waiting, to be tried again; their pages are forgotten so that they are fetched anew.
pub(in crate::hunts) async fn requeue(tx: &impl ConnectionTrait, now: Timestamp, sites: &[Uuid]) -> Result<()> {
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
