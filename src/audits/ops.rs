//! The verbs on audits and scoring profiles.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    model::{Examination, ExaminationDiff, ProfileError, ScoringProfile, Temperature},
    rules,
    store::{self, Audit, AuditId, NewAudit, PageVisit},
    told::Told,
};
use crate::{
    accounts::{Permission, Role, Scope},
    crawl::model::PageRecord,
    leads::{self, LeadId},
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

/// An examination of a lead's site, to be kept.
#[derive(Debug, Clone, Copy)]
pub struct Examined<'a> {
    /// The audit that it becomes.
    pub audit: AuditId,
    /// Whose.
    pub lead: LeadId,
    /// The site of the hunt that read it.
    pub site: Uuid,
    /// What was found.
    pub examination: &'a Examination,
    /// The pages it looked at.
    pub pages: &'a [PageRecord],
}

/// Stores examinations as audits, within the caller's transaction. That one is the newest of its lead is the lead's to say
/// ([`leads::Verdict`]).
///
/// # Errors
/// What the database says.
pub async fn save(tx: &Tx, scope: &Scope, now: Timestamp, examined: &[Examined<'_>]) -> Result<()> {
    let visits: Vec<Vec<PageVisit>> = examined.iter().map(|one| one.pages.iter().map(PageVisit::from).collect()).collect();
    let new = examined.iter().zip(&visits).map(|(one, visits)| NewAudit {
        id: one.audit,
        lead: one.lead,
        site: Some(one.site),
        examination: one.examination,
        visits,
    });
    store::insert(tx, scope, now, &new.collect::<Vec<_>>()).await
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

/// Several audits as a report tells them, those that exist.
///
/// # Errors
/// What the database says.
pub async fn told(op: &Op, scope: &Scope, ids: &[AuditId]) -> Result<HashMap<AuditId, Told>> {
    scope.permit(Permission::LeadsRead)?;
    Ok(store::told(op.db.read(), scope, ids).await?.into_iter().collect())
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

/// What becomes of a profile by a change.
fn changed(before: &ScoringProfile, change: ProfileChange) -> Result<ScoringProfile> {
    let threshold = |value: Option<i32>, before: u8, field: &str| match value {
        None => Ok(before),
        Some(value) => u8::try_from(value).map_err(|_| Error::rejected(RejectionCode::OutOfRange, field, "takes 1 to 100")),
    };
    let mut weights = before.weights.clone();
    weights.extend(change.weights);
    let new = ScoringProfile {
        version: before.version.saturating_add(1),
        hot_at_least: threshold(change.hot_at_least, before.hot_at_least, "hotAtLeast")?,
        warm_at_least: threshold(change.warm_at_least, before.warm_at_least, "warmAtLeast")?,
        weights,
    };
    rules::validate_profile(&new).map_err(|faults| Error::Rejected(faults.iter().map(rejection_of).collect()))?;
    Ok(new)
}

/// How many leads are how warm.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TemperatureCounts {
    /// HOT.
    pub hot: i64,
    /// WARM.
    pub warm: i64,
    /// COLD.
    pub cold: i64,
}

impl TemperatureCounts {
    fn count(&mut self, temperature: Temperature) {
        match temperature {
            Temperature::Hot => self.hot += 1,
            Temperature::Warm => self.warm += 1,
            Temperature::Cold => self.cold += 1,
        }
    }
}

/// What a change of the profile would do to the workspace's leads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Preview {
    /// Audited leads that were looked at.
    pub leads: i64,
    /// All audited leads were; otherwise only the newest.
    pub complete: bool,
    /// How warm they are.
    pub before: TemperatureCounts,
    /// How warm they would be.
    pub after: TemperatureCounts,
    /// Leads whose temperature would change.
    pub changed: i64,
    /// Leads of which it cannot be told: audited by other rules, or a rule would be switched on that their audit left out.
    pub unknown: i64,
}

/// Leads a preview looks at; beyond, the newest stand for all.
const MOST_PREVIEWED: i64 = 20_000;
/// Audits of one query of a preview.
const PREVIEW_BATCH: u64 = 500;

/// What a change of the scoring profile would do to the workspace's leads, from their stored audits. Writes nothing.
///
/// # Errors
/// Rejections of thresholds and weights.
pub async fn preview_profile(op: &Op, scope: &Scope, change: ProfileChange) -> Result<Preview> {
    scope.permit(Permission::LeadsRead)?;
    let new = changed(&store::profile(op.db.read(), scope).await?, change)?;
    let mut preview = Preview { complete: true, ..Preview::default() };
    let mut below = None;
    loop {
        let batch = leads::ops::latest_audits(op, scope, below, PREVIEW_BATCH).await?;
        let Some((last, _)) = batch.last() else { return Ok(preview) };
        if preview.leads >= MOST_PREVIEWED {
            preview.complete = false;
            return Ok(preview);
        }
        below = Some(*last);
        let ids: Vec<Uuid> = batch.iter().map(|(_, audit)| *audit).collect();
        for audit in store::shares(op.db.read(), scope, &ids).await? {
            let after = rules::score_under(&audit.ruleset, &audit.shares, &new).map(|score| rules::temperature(score, &new));
            preview.leads += 1;
            preview.unknown += i64::from(after.is_none());
            let after = after.unwrap_or(audit.temperature);
            preview.changed += i64::from(after != audit.temperature);
            preview.before.count(audit.temperature);
            preview.after.count(after);
        }
    }
}

/// Two audits of a lead and what differs.
#[derive(Debug)]
pub struct Comparison {
    /// The one named first.
    pub before: Audit,
    /// The one named second.
    pub after: Audit,
    /// What differs.
    pub diff: ExaminationDiff,
}

/// What differs between two audits of one lead, and whether the site, the rules, the profile or the calendar did it.
///
/// # Errors
/// `NotFound` when the workspace lacks one of them; `BadInput` when they are of different leads.
pub async fn compare(op: &Op, scope: &Scope, before: AuditId, after: AuditId) -> Result<Comparison> {
    let (before, after) = (get(op, scope, before).await?, get(op, scope, after).await?);
    if before.lead != after.lead {
        return Err(Error::BadInput("the audits are of different leads".to_owned()));
    }
    let diff = rules::diff(&before.examination, &after.examination);
    Ok(Comparison { before, after, diff })
}

/// Changes the workspace's scoring profile; its leads are scored again by a task, from what is stored, without network.
///
/// # Errors
/// `Forbidden` below ADMIN; rejections of thresholds and weights.
pub async fn update_profile(op: &Op, scope: &Scope, max_attempts: i32, change: ProfileChange) -> Result<ScoringProfile> {
    scope.require(Role::Admin)?;
    scope.permit(Permission::WorkspaceWrite)?;
    let now = op.now();
    let tx = op.db.write_tx().await?;
    let new = changed(&store::profile(&tx, scope).await?, change)?;
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
