//! The verbs on audit runs.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{AuditRun, AuditRunId, RunState, store};
use crate::{
    accounts::{Permission, Role, Scope, idempotency},
    audits::{self, store::Audit},
    leads::{self, LeadFilter, LeadId},
    platform::{
        error::{Error, RejectionCode, Result},
        events::Topic,
        op::Op,
        page::{Page, PageRequest},
        tasks::{self, NewTask},
    },
};

/// Most leads of one run.
pub const MOST_LEADS: usize = 100_000;

/// Which leads to examine again.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// These.
    Leads(Vec<LeadId>),
    /// Those a filter means now.
    Filter(Box<LeadFilter>),
}

#[derive(Serialize, Deserialize)]
struct Answer {
    run: AuditRunId,
}

/// The signal that a run moved.
#[must_use]
pub fn topic(run: AuditRunId) -> Topic {
    Topic { kind: "audit-run", id: run.0 }
}

/// Tells listeners that a run moved; call after the commit.
pub(super) fn announce(op: &Op, run: AuditRunId) {
    op.bus.publish(topic(run), run.0);
}

/// Starts a run: its leads are chosen now and examined by a task. With a key, the same key and selection give the same run for
/// 24 hours.
///
/// # Errors
/// Rejections: unknown leads, none, too many; `Conflict` when the key was used with another selection.
pub async fn start(op: &Op, scope: &Scope, max_attempts: i32, key: Option<&str>, selection: Selection) -> Result<AuditRun> {
    scope.require(Role::Member)?;
    scope.permit(Permission::LeadsWrite)?;
    let chosen = choose(op, scope, &selection).await?;
    let now = op.now();
    let id = AuditRunId::generate(now);
    let tx = op.db.write_tx().await?;
    let ticket = match key {
        None => None,
        Some(key) => match idempotency::begin(op, &tx, scope, "auditLeads", key, &selection).await? {
            idempotency::Begun::Replay(answer) => {
                let answer: Answer = serde_json::from_value(answer)?;
                drop(tx);
                return get(op, scope, answer.run).await;
            }
            idempotency::Begun::Fresh(ticket) => Some(ticket),
        },
    };
    let run = store::insert(&tx, scope, now, id, &chosen).await?;
    let task = NewTask {
        kind: super::tasks::RUN_TASK,
        version: 1,
        workspace: Some(scope.workspace().0),
        subject: Some(id.0),
        payload: json!({ "run": id }),
        priority: 0,
        run_at: now,
    };
    tasks::enqueue(&tx, now, max_attempts, [task]).await?;
    if let Some(ticket) = ticket {
        ticket.finish(&tx, &Answer { run: id }).await?;
    }
    tx.commit().await?;
    op.bus.publish(tasks::WAKE, Uuid::nil());
    Ok(run)
}

async fn choose(op: &Op, scope: &Scope, selection: &Selection) -> Result<Vec<LeadId>> {
    match selection {
        Selection::Leads(ids) => {
            leads::ops::all_known(op, scope, ids).await?;
            let mut seen = HashSet::new();
            Ok(ids.iter().copied().filter(|id| seen.insert(*id)).collect())
        }
        Selection::Filter(filter) => {
            let most = u64::try_from(MOST_LEADS).unwrap_or(u64::MAX);
            let chosen = leads::ops::ids(op, scope, filter, most + 1).await?;
            if chosen.len() > MOST_LEADS {
                let message = format!("the filter means more than {MOST_LEADS} leads; narrow it");
                return Err(Error::rejected(RejectionCode::TooMany, "filter", message));
            }
            Ok(chosen)
        }
    }
}

/// One run.
///
/// # Errors
/// `NotFound` when the workspace has no such run.
pub async fn get(op: &Op, scope: &Scope, id: AuditRunId) -> Result<AuditRun> {
    scope.permit(Permission::LeadsRead)?;
    store::get(op.db.read(), scope, id).await
}

/// The runs of the workspace, newest first.
///
/// # Errors
/// What the database says.
pub async fn list(op: &Op, scope: &Scope, page: &PageRequest) -> Result<Page<AuditRun>> {
    scope.permit(Permission::LeadsRead)?;
    store::list(op.db.read(), scope, page).await
}

/// The audits a run made so far, in the order of its leads; those of leads deleted since are left out.
///
/// # Errors
/// `NotFound` when the workspace has no such run.
pub async fn audits(op: &Op, scope: &Scope, id: AuditRunId, page: &PageRequest) -> Result<Page<Audit>> {
    get(op, scope, id).await?;
    let ids = store::audits(op.db.read(), id, page).await?;
    let wanted: Vec<_> = ids.items.iter().map(|(_, id)| *id).collect();
    let mut known = audits::ops::by_ids(op, scope, &wanted).await?;
    Ok(Page {
        items: ids.items.into_iter().filter_map(|(cursor, id)| known.remove(&id).map(|audit| (cursor, audit))).collect(),
        has_next: ids.has_next,
        has_previous: ids.has_previous,
    })
}

/// Ends a run now: leads that had their turn keep their audits, the others keep what they have.
///
/// # Errors
/// Rejections: unknown run, already ended.
pub async fn cancel(op: &Op, scope: &Scope, id: AuditRunId) -> Result<AuditRun> {
    scope.require(Role::Member)?;
    scope.permit(Permission::LeadsWrite)?;
    let tx = op.db.write_tx().await?;
    let row = store::lock(&tx, scope, id).await.map_err(|error| match error {
        Error::NotFound(message) => Error::rejected(RejectionCode::NotFound, "auditRunId", message),
        other => other,
    })?;
    let state: RunState = row.state.parse()?;
    if state == RunState::Cancelled {
        return store::run_of(row);
    }
    if state.is_terminal() {
        return Err(Error::rejected(RejectionCode::WrongState, "auditRunId", "the run has ended"));
    }
    let run = store::end(&tx, op.now(), row, RunState::Cancelled, None).await?;
    tasks::cancel_subject(&tx, &[id.0]).await?;
    tx.commit().await?;
    announce(op, id);
    Ok(run)
}
