//! The durable task of a run: some leads a transaction, from the first that had no turn. A cancelled run is noticed between two
//! transactions; after a restart it goes on with the same lead.

use async_trait::async_trait;
use uuid::Uuid;

use super::{AuditRunId, Reading, RunState, SharedReadings, ops, store};
use crate::{
    accounts::{Scope, WorkspaceId},
    audits::{
        AuditInput, Examination, ScoringProfile, examine,
        store::{self as audit_store, AuditId, NewAudit},
    },
    leads::{self, LeadId},
    platform::{
        error::{Error, Result},
        op::Op,
        tasks::{DeadTask, Handler, Outcome, TaskRun},
    },
};

/// Kind of the task; its subject is the run.
pub const RUN_TASK: &str = "audits.run";

/// Leads of one transaction: their pages are in memory together.
const BATCH: u64 = 10;

/// Examines the leads of runs.
#[derive(Debug)]
pub struct RunHandler {
    /// Database, clock, bus.
    pub op: Op,
    /// Where the pages come from.
    pub readings: SharedReadings,
}

/// How a step ended.
enum Step {
    /// There may be more leads.
    On,
    /// The run has ended, and the task with it.
    Ended,
}

#[async_trait]
impl Handler for RunHandler {
    async fn run(&self, run: &TaskRun) -> Outcome {
        let (Some(workspace), Some(id)) = (run.workspace, run.subject) else {
            return Outcome::Fail { reason: "the task names no run".to_owned() };
        };
        let scope = Scope::system(WorkspaceId(workspace));
        loop {
            if run.stop.is_cancelled() {
                return Outcome::Released;
            }
            match self.step(run, &scope, AuditRunId(id)).await {
                Ok(Step::On) => {}
                Ok(Step::Ended) | Err(Error::NotFound(_)) => return Outcome::Done,
                Err(Error::Unavailable(_)) => return Outcome::Released,
                Err(error) => return Outcome::Retry { at: None, reason: error.operator_message() },
            }
        }
    }

    async fn dead(&self, task: &DeadTask) -> Result<()> {
        let (Some(workspace), Some(id)) = (task.workspace, task.subject) else { return Ok(()) };
        let scope = Scope::system(WorkspaceId(workspace));
        let tx = self.op.db.write_tx().await?;
        let row = match store::lock(&tx, &scope, AuditRunId(id)).await {
            Ok(row) => row,
            Err(Error::NotFound(_)) => return Ok(()),
            Err(error) => return Err(error),
        };
        if !row.state.parse::<RunState>()?.is_terminal() {
            tracing::error!(task = %task.id, reason = task.reason, "an audit run failed");
            let told = "examining the leads failed again and again".to_owned();
            store::end(&tx, self.op.now(), row, RunState::Failed, Some(told)).await?;
            tx.commit().await?;
            ops::announce(&self.op, AuditRunId(id));
        }
        Ok(())
    }
}

/// An examined lead, or why it was not.
struct Examined {
    position: i32,
    lead: LeadId,
    outcome: Option<Result<(Reading, Examination)>>,
}

impl RunHandler {
    async fn step(&self, run: &TaskRun, scope: &Scope, id: AuditRunId) -> Result<Step> {
        if self.begin(run, scope, id).await?.is_terminal() {
            return Ok(Step::Ended);
        }
        let batch = store::waiting(self.op.db.read(), id, BATCH).await?;
        let profile = crate::audits::store::profile(self.op.db.read(), scope).await?;
        let examined = self.examine(scope, &profile, &batch).await?;
        self.write(run, scope, id, examined).await
    }

    /// Marks the run as running; says in which state it is now.
    async fn begin(&self, run: &TaskRun, scope: &Scope, id: AuditRunId) -> Result<RunState> {
        let state = store::get(self.op.db.read(), scope, id).await?.state;
        if state != RunState::Queued {
            return Ok(state);
        }
        let tx = self.op.db.write_tx().await?;
        run.fence(&tx).await?;
        let row = store::lock(&tx, scope, id).await?;
        if row.state.parse::<RunState>()? != RunState::Queued {
            return row.state.parse();
        }
        store::begin(&tx, self.op.now(), row).await?;
        tx.commit().await?;
        ops::announce(&self.op, id);
        Ok(RunState::Running)
    }

    async fn examine(&self, scope: &Scope, profile: &ScoringProfile, batch: &[(i32, LeadId)]) -> Result<Vec<Examined>> {
        let leads: Vec<LeadId> = batch.iter().map(|(_, lead)| *lead).collect();
        let mut readings: std::collections::HashMap<LeadId, Reading> =
            self.readings.newest(scope, &leads).await?.into_iter().collect();
        let mut examined = Vec::with_capacity(batch.len());
        for (position, lead) in batch.iter().copied() {
            let outcome = match readings.remove(&lead) {
                None => None,
                Some(reading) => Some(examined_again(reading, profile.clone()).await),
            };
            examined.push(Examined { position, lead, outcome });
        }
        Ok(examined)
    }

    async fn write(&self, run: &TaskRun, scope: &Scope, id: AuditRunId, examined: Vec<Examined>) -> Result<Step> {
        let now = self.op.now();
        let tx = self.op.db.write_tx().await?;
        run.fence(&tx).await?;
        let row = store::lock(&tx, scope, id).await?;
        if row.state.parse::<RunState>()?.is_terminal() {
            return Ok(Step::Ended);
        }
        let last = examined.is_empty();
        let mut turns = Vec::with_capacity(examined.len());
        let mut changed = Vec::new();
        for Examined { position, lead, outcome } in examined {
            let turn = match outcome {
                None => store::Turn::Skipped,
                Some(Err(error)) => {
                    tracing::error!(%lead, error = error.operator_message(), "a lead could not be examined again");
                    store::Turn::Failed
                }
                // Looked at before anything is written for it: it may have been deleted since it was chosen.
                Some(Ok(_)) if !leads::still_there(&tx, scope, lead).await? => store::Turn::Skipped,
                Some(Ok((reading, examination))) => {
                    let visits: Vec<_> = reading.pages.iter().map(audit_store::PageVisit::from).collect();
                    let audit = AuditId::generate(now);
                    let new = NewAudit { id: audit, lead, site: Some(reading.site), examination: &examination, visits: &visits };
                    audit_store::insert(&tx, scope, now, &[new]).await?;
                    let (score, temperature) = (i32::from(examination.score), examination.temperature);
                    leads::absorb_score(&tx, scope, now, lead, Uuid::from(audit), score, temperature.into()).await?;
                    changed.push(lead);
                    store::Turn::Done(audit, temperature)
                }
            };
            turns.push((position, turn));
        }
        let row = store::count(&tx, row, &turns).await?;
        if last {
            store::end(&tx, now, row, RunState::Completed, None).await?;
            run.finish(&tx).await?;
        }
        tx.commit().await?;
        ops::announce(&self.op, id);
        leads::ops::announce(&self.op, scope, changed);
        Ok(if last { Step::Ended } else { Step::On })
    }
}

/// Examines what is stored, as it was when it was read.
async fn examined_again(reading: Reading, profile: ScoringProfile) -> Result<(Reading, Examination)> {
    tokio::task::spawn_blocking(move || {
        let facts: Vec<_> = reading.pages.iter().filter_map(|page| page.facts.clone()).collect();
        let site = glouton_reader::read_site(&facts);
        let examination = examine(&AuditInput::as_read(&reading.pages, &site, &reading.probe), &profile);
        (reading, examination)
    })
    .await
    .map_err(|_| Error::bug("examining stored pages panicked"))
}
