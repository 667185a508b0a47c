//! One site's way through a hunt, verdicts excepted, which are the chronicle's.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    accounts::Scope,
    crawl::model::SiteProbe,
    hunts::{
        entity::{page, site},
        model::{SiteId, SiteState},
    },
    leads::LeadId,
    platform::{clock::Timestamp, error::Result},
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
        let probe = row.probe.map(serde_json::from_value).transpose()?.unwrap_or_default();
        Ok(Some((lead.into(), SiteId(row.id), probe)))
    };
    rows.into_iter().filter_map(|row| of(row).transpose()).collect()
}

/// Marks a site as being read for the `attempts`th time.
pub(in crate::hunts) async fn begin_attempt(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    row: site::Model,
    attempts: i32,
) -> Result<()> {
    let mut row = row.into_active_model();
    row.state = Set(SiteState::Active.as_str().to_owned());
    row.attempts = Set(attempts);
    row.next_attempt_at = Set(None);
    row.updated_at = Set(now.millis());
    row.update(tx).await?;
    Ok(())
}

/// Keeps what is known of a site besides its pages.
pub(in crate::hunts) async fn keep_probe(tx: &impl ConnectionTrait, row: site::Model, probe: &SiteProbe) -> Result<site::Model> {
    let mut row = row.into_active_model();
    row.probe = Set(Some(serde_json::to_value(probe)?));
    Ok(row.update(tx).await?)
}

/// Lets a site wait for another attempt.
pub(in crate::hunts) async fn retry_at(tx: &impl ConnectionTrait, row: site::Model, at: Timestamp, detail: &str) -> Result<()> {
    let mut row = row.into_active_model();
    row.state = Set(SiteState::Queued.as_str().to_owned());
    row.detail = Set(Some(detail.to_owned()));
    row.next_attempt_at = Set(Some(at.millis()));
    row.update(tx).await?;
    Ok(())
}

/// Ties a site to the lead it gave.
pub(in crate::hunts) async fn tie(
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
