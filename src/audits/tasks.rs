//! Scoring a workspace's leads again after its profile changed: from the stored examinations, without network.
//! Idempotent: a lead whose newest audit already has the profile's version is passed over.

use async_trait::async_trait;
use uuid::Uuid;

use super::{
    rules,
    store::{self, AuditId},
};
use crate::{
    accounts::{Scope, WorkspaceId},
    leads::{self, LeadFilter, LeadId, LeadOrder},
    platform::{
        error::{Error, Result},
        op::Op,
        page::PageRequest,
        tasks::{DeadTask, Handler, Outcome, TaskRun},
    },
};

/// Kind of the task; its subject is the workspace.
pub const RESCORE_TASK: &str = "audits.rescore";

/// Leads of one transaction.
const BATCH: u64 = 100;

/// Scores again.
#[derive(Debug)]
pub struct RescoreHandler {
    /// Database, clock, bus.
    pub op: Op,
}

#[async_trait]
impl Handler for RescoreHandler {
    async fn run(&self, run: &TaskRun) -> Outcome {
        let Some(workspace) = run.workspace else { return Outcome::Fail { reason: "the task names no workspace".to_owned() } };
        match self.rescore(run, &Scope::system(WorkspaceId(workspace))).await {
            Ok(true) => Outcome::Done,
            Ok(false) | Err(Error::Unavailable(_)) => Outcome::Released,
            Err(error) => Outcome::Retry { at: None, reason: error.operator_message() },
        }
    }

    async fn dead(&self, task: &DeadTask) -> Result<()> {
        tracing::error!(task = %task.id, reason = task.reason, "the leads of a workspace could not be scored again");
        Ok(())
    }
}

impl RescoreHandler {
    /// Says whether it came to the end.
    async fn rescore(&self, run: &TaskRun, scope: &Scope) -> Result<bool> {
        let profile = store::profile(self.op.db.read(), scope).await?;
        let order = LeadOrder { field: leads::LeadOrderField::CreatedAt, descending: false };
        let mut page = PageRequest::first(BATCH, order.name());
        loop {
            if run.stop.is_cancelled() {
                return Ok(false);
            }
            let batch = leads::ops::list(&self.op, scope, &LeadFilter::default(), order, &page).await?;
            let Some((last, _)) = batch.items.last() else { return Ok(true) };
            page = PageRequest::after(BATCH, last.clone());
            let newest: Vec<AuditId> = batch.items.iter().filter_map(|(_, lead)| lead.latest_audit.map(AuditId)).collect();
            let stale: Vec<store::Audit> = store::by_ids(self.op.db.read(), scope, &newest)
                .await?
                .into_iter()
                .filter(|audit| audit.examination.profile.version != profile.version)
                .collect();
            let changed = self.write(run, scope, &profile, stale).await?;
            leads::ops::announce(&self.op, scope, changed);
        }
    }

    async fn write(
        &self,
        run: &TaskRun,
        scope: &Scope,
        profile: &super::ScoringProfile,
        stale: Vec<store::Audit>,
    ) -> Result<Vec<LeadId>> {
        let now = self.op.now();
        let tx = self.op.db.write_tx().await?;
        run.fence(&tx).await?;
        let mut changed = Vec::new();
        for audit in stale {
            // None: made by other rules, or a rule was switched on that it never looked at. A new audit will tell.
            let Some(examination) = rules::rescore(&audit.examination, profile) else { continue };
            let id = store::insert_again(&tx, scope, now, &audit, &examination).await?;
            let (score, temperature) = (i32::from(examination.score), examination.temperature.into());
            match leads::absorb_score(&tx, scope, now, audit.lead, Uuid::from(id), score, temperature).await {
                Ok(()) => changed.push(audit.lead),
                Err(Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        tx.commit().await?;
        Ok(changed)
    }
}
