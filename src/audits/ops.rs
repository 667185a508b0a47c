//! The verbs on audits and scoring profiles.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    model::{Examination, ScoringProfile},
    rules,
    store::{self, Audit, AuditId},
};
use crate::{
    accounts::{Permission, Role, Scope},
    crawl::model::PageRecord,
    leads::LeadId,
    platform::{
        clock::Timestamp,
        error::{Error, RejectionCode, Result},
        op::Op,
        page::{Page, PageRequest},
    },
};

/// The workspace's scoring profile; the default one until an ADMIN changes it.
///
/// # Errors
/// What the database says.
pub async fn profile(op: &Op, scope: &Scope) -> Result<ScoringProfile> {
    scope.permit(Permission::LeadsRead)?;
    store::profile(op.db.read(), scope).await
}

/// Stores an examination as the lead's newest audit, within the caller's transaction.
///
/// # Errors
/// What the database says.
pub async fn save(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    now: Timestamp,
    lead: LeadId,
    site: Uuid,
    examination: &Examination,
    pages: &[PageRecord],
) -> Result<AuditId> {
    store::insert(tx, scope, now, lead, site, examination, pages).await
}

/// One audit.
///
/// # Errors
/// `NotFound` when the workspace has no such audit.
pub async fn get(op: &Op, scope: &Scope, id: AuditId) -> Result<Audit> {
    by_ids(op, scope, &[id]).await?.remove(&id).ok_or(Error::NotFound("there is no such audit"))
}

/// Several audits, those that exist.
///
/// # Errors
/// What the database says.
pub async fn by_ids(op: &Op, scope: &Scope, ids: &[AuditId]) -> Result<HashMap<AuditId, Audit>> {
    scope.permit(Permission::LeadsRead)?;
    Ok(store::by_ids(op.db.read(), scope, ids).await?.into_iter().map(|audit| (audit.id, audit)).collect())
}

/// The audits of a lead, newest first.
///
/// # Errors
/// What the database says.
pub async fn of_lead(op: &Op, scope: &Scope, lead: LeadId, page: &PageRequest) -> Result<Page<Audit>> {
    scope.permit(Permission::LeadsRead)?;
    store::of_lead(op.db.read(), scope, lead, page).await
}

/// Changes the workspace's scoring profile. Scores follow when the leads are scored again, which needs no network.
///
/// # Errors
/// `Forbidden` below ADMIN; rejections of thresholds and weights.
pub async fn update_profile(op: &Op, scope: &Scope, change: ScoringProfile) -> Result<ScoringProfile> {
    scope.require(Role::Admin)?;
    scope.permit(Permission::WorkspaceWrite)?;
    let tx = op.db.write_tx().await?;
    let before = store::profile(&tx, scope).await?;
    let new = ScoringProfile { version: before.version + 1, ..change };
    rules::check_profile(&new).map_err(|error| Error::rejected(RejectionCode::Invalid, "profile", error.to_string()))?;
    store::save_profile(&tx, scope, op.now(), &new).await?;
    tx.commit().await?;
    Ok(new)
}
