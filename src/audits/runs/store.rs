//! All queries on audit runs; each takes the scope.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{AuditRun, AuditRunId, RunProgress, RunState};
use crate::{
    accounts::Scope,
    audits::{
        RULESET, Temperature,
        entity::{run, run_lead},
        store::AuditId,
    },
    leads::LeadId,
    platform::{
        clock::Timestamp,
        error::{Error, Result},
        page::{Key, Page, PageRequest},
    },
};

/// Rows of one insert: well below the bind-variable limits of both databases.
const BATCH: usize = 500;

pub(super) fn run_of(row: run::Model) -> Result<AuditRun> {
    Ok(AuditRun {
        id: row.id.into(),
        state: row.state.parse()?,
        ruleset: row.ruleset_version,
        created_by: row.created_by.map(Into::into),
        progress: RunProgress {
            total: row.total,
            done: row.done,
            skipped: row.skipped,
            failed: row.failed,
            hot: row.hot,
            warm: row.warm,
            cold: row.cold,
        },
        error: row.error,
        created_at: Timestamp(row.created_at),
        started_at: row.started_at.map(Timestamp),
        finished_at: row.finished_at.map(Timestamp),
    })
}

fn of(scope: &Scope) -> sea_orm::Select<run::Entity> {
    run::Entity::find().filter(run::Column::WorkspaceId.eq(scope.workspace().0))
}

pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    now: Timestamp,
    id: AuditRunId,
    leads: &[LeadId],
) -> Result<AuditRun> {
    let row = run::ActiveModel {
        id: Set(id.0),
        workspace_id: Set(scope.workspace().0),
        state: Set(RunState::Queued.as_str().to_owned()),
        ruleset_version: Set(RULESET.to_owned()),
        created_by: Set(scope.actor().user().map(|user| user.0)),
        total: Set(i64::try_from(leads.len()).unwrap_or(i64::MAX)),
        done: Set(0),
        skipped: Set(0),
        failed: Set(0),
        hot: Set(0),
        warm: Set(0),
        cold: Set(0),
        error: Set(None),
        created_at: Set(now.millis()),
        started_at: Set(None),
        finished_at: Set(None),
    };
    let row = row.insert(tx).await?;
    let turns: Vec<_> = (0_i32..)
        .zip(leads)
        .map(|(position, lead)| run_lead::ActiveModel {
            run_id: Set(id.0),
            position: Set(position),
            lead_id: Set(lead.0),
            outcome: Set(None),
            audit_id: Set(None),
        })
        .collect();
    for some in turns.chunks(BATCH) {
        run_lead::Entity::insert_many(some.to_vec()).exec_without_returning(tx).await?;
    }
    run_of(row)
}

pub(super) async fn get(db: &impl ConnectionTrait, scope: &Scope, id: AuditRunId) -> Result<AuditRun> {
    let row = of(scope).filter(run::Column::Id.eq(id.0)).one(db).await?;
    row.map(run_of).transpose()?.ok_or(Error::NotFound("there is no such audit run"))
}

pub(super) async fn list(db: &impl ConnectionTrait, scope: &Scope, page: &PageRequest) -> Result<Page<AuditRun>> {
    let key = Expr::col((run::Entity, run::Column::CreatedAt));
    let rows =
        page.fetch(db, of(scope), key, run::Column::Id, true, |row: &run::Model| (Key::Int(row.created_at), row.id)).await?;
    rows.try_map(run_of)
}

/// The run's row, locked against other writers on PostgreSQL (SQLite has one writer anyway).
pub(super) async fn lock(tx: &impl ConnectionTrait, scope: &Scope, id: AuditRunId) -> Result<run::Model> {
    let query = of(scope).filter(run::Column::Id.eq(id.0));
    let query = if tx.get_database_backend() == DatabaseBackend::Postgres { query.lock_exclusive() } else { query };
    query.one(tx).await?.ok_or(Error::NotFound("there is no such audit run"))
}

/// Begins a queued run.
pub(super) async fn begin(tx: &impl ConnectionTrait, now: Timestamp, row: run::Model) -> Result<()> {
    let mut row = row.into_active_model();
    row.state = Set(RunState::Running.as_str().to_owned());
    row.started_at = Set(Some(now.millis()));
    row.update(tx).await?;
    Ok(())
}

/// Ends a run.
pub(super) async fn end(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    row: run::Model,
    state: RunState,
    error: Option<String>,
) -> Result<AuditRun> {
    let mut row = row.into_active_model();
    row.state = Set(state.as_str().to_owned());
    row.error = Set(error);
    row.finished_at = Set(Some(now.millis()));
    run_of(row.update(tx).await?)
}

/// The next leads of a run that had no turn yet, with their positions.
pub(super) async fn waiting(db: &impl ConnectionTrait, id: AuditRunId, limit: u64) -> Result<Vec<(i32, LeadId)>> {
    let rows: Vec<(i32, Uuid)> = run_lead::Entity::find()
        .select_only()
        .column(run_lead::Column::Position)
        .column(run_lead::Column::LeadId)
        .filter(run_lead::Column::RunId.eq(id.0))
        .filter(run_lead::Column::Outcome.is_null())
        .order_by_asc(run_lead::Column::Position)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(position, lead)| (position, lead.into())).collect())
}

/// What came of a lead's turn.
#[derive(Debug, Clone, Copy)]
pub(super) enum Turn {
    /// It has a new audit.
    Done(AuditId, Temperature),
    /// Nothing is stored to look at, or it is gone.
    Skipped,
    /// A fault of ours.
    Failed,
}

/// Writes down the turns of some leads and counts them; the run must be locked.
pub(super) async fn count(tx: &impl ConnectionTrait, row: run::Model, turns: &[(i32, Turn)]) -> Result<run::Model> {
    let run_id = row.id;
    let mut counted = row.clone();
    for (position, turn) in turns {
        let (outcome, audit) = match turn {
            Turn::Done(audit, temperature) => {
                counted.done += 1;
                match temperature {
                    Temperature::Hot => counted.hot += 1,
                    Temperature::Warm => counted.warm += 1,
                    Temperature::Cold => counted.cold += 1,
                }
                ("DONE", Some(audit.0))
            }
            Turn::Skipped => {
                counted.skipped += 1;
                ("SKIPPED", None)
            }
            Turn::Failed => {
                counted.failed += 1;
                ("FAILED", None)
            }
        };
        run_lead::Entity::update_many()
            .col_expr(run_lead::Column::Outcome, Expr::value(outcome))
            .col_expr(run_lead::Column::AuditId, Expr::value(audit))
            .filter(run_lead::Column::RunId.eq(run_id))
            .filter(run_lead::Column::Position.eq(*position))
            .exec(tx)
            .await?;
    }
    let mut changed = row.into_active_model();
    changed.done = Set(counted.done);
    changed.skipped = Set(counted.skipped);
    changed.failed = Set(counted.failed);
    changed.hot = Set(counted.hot);
    changed.warm = Set(counted.warm);
    changed.cold = Set(counted.cold);
    Ok(changed.update(tx).await?)
}

/// The audits a run made, in the order of its leads.
pub(super) async fn audits(db: &impl ConnectionTrait, id: AuditRunId, page: &PageRequest) -> Result<Page<AuditId>> {
    let select =
        run_lead::Entity::find().filter(run_lead::Column::RunId.eq(id.0)).filter(run_lead::Column::AuditId.is_not_null());
    let key = Expr::col((run_lead::Entity, run_lead::Column::Position));
    let place = |row: &run_lead::Model| (Key::Int(i64::from(row.position)), row.lead_id);
    let rows = page.fetch(db, select, key, run_lead::Column::LeadId, false, place).await?;
    rows.try_map(|row: run_lead::Model| row.audit_id.map(AuditId).ok_or(Error::bug("an audit of a run has no id")))
}
