//! The verbs on audits and scoring profiles.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    model::{Examination, ProfileError, ScoringProfile},
    rules,
    store::{self, Audit, AuditId, PageVisit},
};
use crate::{
    accounts::{Permission, Role, Scope},
    crawl::model::PageRecord,
    leads::LeadId,
    platform::{
        clock::Timestamp,
        db::Tx,
        error::{Error, Rejection, RejectionCode, Result},
        op::Op,
        page::{Page, PageRequest},
        tasks::{self, NewTask},
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
    tx: &Tx,
    scope: &Scope,
    now: Timestamp,
    lead: LeadId,
    site: Uuid,
    examination: &Examination,
    pages: &[PageRecord],
) -> Result<AuditId> {
    let visits: Vec<PageVisit> = pages.iter().map(PageVisit::from).collect();
    store::insert(tx, scope, now, lead, Some(site), examination, &visits).await
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

/// A change of the scoring profile; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct ProfileChange {
    /// HOT threshold.
    pub hot_at_least: Option<i32>,
    /// WARM threshold.
    pub warm_at_least: Option<i32>,
    /// Points of some rules.
    pub weights: Vec<(String, i32)>,
}

/// Changes the workspace's scoring profile; its leads are scored again by a task, from what is stored, without network.
///
/// # Errors
/// `Forbidden` below ADMIN; rejections of thresholds and weights.
pub async fn update_profile(op: &Op, scope: &Scope, max_attempts: i32, change: ProfileChange) -> Result<ScoringProfile> {
    scope.require(Role::Admin)?;
    scope.permit(Permission::WorkspaceWrite)?;
    let now = op.now();
    let threshold = |value: Option<i32>, before: u8, field: &str| match value {
        None => Ok(before),
        Some(value) => u8::try_from(value).map_err(|_| Error::rejected(RejectionCode::OutOfRange, field, "takes 1 to 100")),
    };
    let tx = op.db.write_tx().await?;
    let before = store::profile(&tx, scope).await?;
    let mut weights = before.weights.clone();
    weights.extend(change.weights);
    let new = ScoringProfile {
        version: before.version + 1,
        hot_at_least: threshold(change.hot_at_least, before.hot_at_least, "hotAtLeast")?,
        warm_at_least: threshold(change.warm_at_least, before.warm_at_least, "warmAtLeast")?,
        weights,
    };
    rules::validate_profile(&new).map_err(|faults| Error::Rejected(faults.iter().map(rejection_of).collect()))?;
    store::save_profile(&tx, scope, now, &new).await?;
    let rescore = NewTask {
        kind: super::tasks::RESCORE_TASK,
        version: 1,
        workspace: Some(scope.workspace().0),
        subject: Some(scope.workspace().0),
        payload: serde_json::json!({}),
        priority: 1,
        run_at: now,
    };
    tasks::enqueue(&tx, now, max_attempts, [rescore]).await?;
    tx.commit().await?;
    op.bus.publish(tasks::WAKE, Uuid::nil());
    Ok(new)
}

fn rejection_of(fault: &ProfileError) -> Rejection {
    let (code, field) = match fault {
        ProfileError::HotOutOfRange(_) => (RejectionCode::OutOfRange, "hotAtLeast"),
        ProfileError::WarmOutOfRange(_) => (RejectionCode::OutOfRange, "warmAtLeast"),
        ProfileError::WarmNotBelowHot { .. } => (RejectionCode::Invalid, "warmAtLeast"),
        ProfileError::UnknownRule(_) => (RejectionCode::NotFound, "weights"),
        ProfileError::TooHeavy { .. } | ProfileError::WrongSign { .. } => (RejectionCode::OutOfRange, "weights"),
    };
    Rejection::new(code, field, fault.to_string())
}
