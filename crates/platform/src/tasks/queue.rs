//! The table of tasks: enqueue, renew, finish, give back, bury, arm again. Claims are in `claim`, counts in `status`.
//! Invariant: a row's state, lease and readiness change only here and in `claim`, each in one statement, and only for the holder of
//! the lease where there is one. No transaction stays open while a task runs.

use std::{collections::HashSet, sync::Arc};

use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DbBackend, ExprTrait, QueryFilter, QueryOrder, QuerySelect, UpdateMany,
    entity::prelude::*, sea_query::Expr,
};

use super::{Lease, MAX_PAYLOAD, NewTask, TaskId, TaskRun, WAKE};
use crate::{
    clock::Timestamp,
    db::Db,
    error::{Error, Result},
    events::notify::notify,
    ids,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tasks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub version: i32,
    pub workspace_id: Option<Uuid>,
    pub subject_id: Option<Uuid>,
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Json,
    pub state: String,
    /// Queued and due. What waits for its time is not in the index that claims read.
    pub ready: bool,
    pub priority: i32,
    pub run_at: i64,
    pub attempts: i32,
    pub max_attempts: i32,
    pub lease_owner: Option<String>,
    pub lease_until: Option<i64>,
    pub error_kind: Option<String>,
    pub error: Option<String>,
    pub created_at: i64,
    pub finished_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Rows of one statement: well below the bind-variable limits of both databases.
pub(super) const BATCH: usize = 500;

/// Writes tasks in the caller's transaction. On PostgreSQL its commit wakes the workers of all processes; for those of this
/// process publish [`super::WAKE`] after the commit.
///
/// # Errors
/// What the database says; `Internal` for a payload over [`super::MAX_PAYLOAD`], and nothing of the transaction should then be kept.
pub async fn enqueue(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    max_attempts: i32,
    tasks: impl IntoIterator<Item = NewTask>,
) -> Result<u64> {
    let mut written = 0;
    let mut batch = Vec::with_capacity(BATCH);
    let mut tasks = tasks.into_iter().peekable();
    while let Some(task) = tasks.next() {
        if serde_json::to_vec(&task.payload)?.len() > MAX_PAYLOAD {
            return Err(Error::bug("a task's payload is larger than a payload may be"));
        }
        batch.push(ActiveModel {
            id: Set(ids::new_v7(now)),
            kind: Set(task.kind.to_owned()),
            version: Set(task.version),
            workspace_id: Set(task.workspace),
            subject_id: Set(task.subject),
            payload: Set(task.payload),
            state: Set("QUEUED".to_owned()),
            ready: Set(task.run_at <= now),
            priority: Set(task.priority),
            run_at: Set(task.run_at.millis()),
            attempts: Set(0),
            max_attempts: Set(max_attempts),
            lease_owner: Set(None),
            lease_until: Set(None),
            error_kind: Set(None),
            error: Set(None),
            created_at: Set(now.millis()),
            finished_at: Set(None),
        });
        written += 1;
        if batch.len() == BATCH || tasks.peek().is_none() {
            Entity::insert_many(std::mem::take(&mut batch)).exec_without_returning(tx).await?;
        }
    }
    if written > 0 {
        notify(tx, WAKE, Uuid::nil()).await?;
    }
    Ok(written)
}

/// Removes the tasks of a subject that nobody has begun; a running one is stopped by its domain.
///
/// # Errors
/// What the database says.
pub async fn cancel_subject(tx: &impl ConnectionTrait, subjects: &[Uuid]) -> Result<u64> {
    let mut removed = 0;
    for some in subjects.chunks(BATCH) {
        let result = Entity::delete_many()
            .filter(Column::SubjectId.is_in(some.iter().copied()))
            .filter(Column::State.eq("QUEUED"))
            .exec(tx)
            .await?;
        removed += result.rows_affected;
    }
    Ok(removed)
}

/// Those of `subjects` that a waiting or running task works on.
///
/// # Errors
/// What the database says.
pub async fn subjects_with_task(db: &impl ConnectionTrait, subjects: &[Uuid]) -> Result<HashSet<Uuid>> {
    let mut busy = HashSet::new();
    for some in subjects.chunks(BATCH) {
        let rows: Vec<Uuid> = Entity::find()
            .select_only()
            .column(Column::SubjectId)
            .filter(Column::SubjectId.is_in(some.iter().copied()))
            .filter(Column::State.is_in(["QUEUED", "RUNNING"]))
            .into_tuple()
            .all(db)
            .await?;
        busy.extend(rows);
    }
    Ok(busy)
}

/// Renews the leases of what `owner` still runs; returns the tasks whose lease is held.
pub(super) async fn renew(db: &Db, owner: &str, running: &[Uuid], lease_until: Timestamp) -> Result<HashSet<Uuid>> {
    let mut held = HashSet::with_capacity(running.len());
    for some in running.chunks(BATCH) {
        let rows = Entity::update_many()
            .col_expr(Column::LeaseUntil, Expr::value(lease_until.millis()))
            .filter(Column::Id.is_in(some.iter().copied()))
            .filter(Column::LeaseOwner.eq(owner))
            .filter(Expr::cust(RUNNING))
            .exec_with_returning(db.write())
            .await?;
        held.extend(rows.into_iter().map(|row| row.id));
    }
    Ok(held)
}

/// Those of `tasks` that are still there, whoever has them.
pub(super) async fn still_there(db: &Db, tasks: &[Uuid]) -> Result<HashSet<Uuid>> {
    let mut there = HashSet::new();
    for some in tasks.chunks(BATCH) {
        let query = Entity::find().select_only().column(Column::Id).filter(Column::Id.is_in(some.iter().copied()));
        there.extend(query.into_tuple::<Uuid>().all(db.write()).await?);
    }
    Ok(there)
}

/// Written out: a state bound as a parameter makes SQLite plan anew at every execution, because an index holds certain states only.
const RUNNING: &str = "state = 'RUNNING'";

fn held(lease: &Lease) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(Column::Id.eq(lease.id.0))
        .add(Column::LeaseOwner.eq(&*lease.owner))
        .add(Column::Attempts.eq(lease.attempt))
        .add(Expr::cust(RUNNING))
}

const LOST: &str = "the task's lease was lost";

/// Checks the lease, and on PostgreSQL locks the row so that nobody takes it before the commit.
pub(super) async fn fence(tx: &impl ConnectionTrait, lease: &Lease) -> Result<()> {
    let query = Entity::find().select_only().column(Column::Id).filter(held(lease));
    let query = if tx.get_database_backend() == DbBackend::Postgres { query.lock_exclusive() } else { query };
    match query.into_tuple::<Uuid>().all(tx).await?.into_iter().next() {
        Some(_) => Ok(()),
        None => Err(Error::Conflict(LOST.to_owned())),
    }
}

/// Those of `leases` that are still held, by their tasks, and on PostgreSQL locks them in the order of their ids.
pub(super) async fn fence_all(tx: &impl ConnectionTrait, leases: Vec<&Lease>) -> Result<HashSet<TaskId>> {
    let query = Entity::find()
        .select_only()
        .columns([Column::Id, Column::LeaseOwner, Column::Attempts])
        .filter(Column::Id.is_in(leases.iter().map(|lease| lease.id.0)))
        .filter(Expr::cust(RUNNING))
        .order_by_asc(Column::Id);
    let query = if tx.get_database_backend() == DbBackend::Postgres { query.lock_exclusive() } else { query };
    let running: HashSet<(Uuid, Option<String>, i32)> =
        query.into_tuple::<(Uuid, Option<String>, i32)>().all(tx).await?.into_iter().collect();
    let is_held = |lease: &Lease| running.contains(&(lease.id.0, Some(lease.owner.to_string()), lease.attempt));
    Ok(leases.into_iter().filter(|lease| is_held(lease)).map(|lease| lease.id).collect())
}

/// Lets the attempts be counted from this one on. Attempts themselves only grow: they tell one holder of a lease from the next.
pub(super) async fn forgive(tx: &impl ConnectionTrait, lease: &Lease, budget: i32) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::MaxAttempts, Expr::value(lease.attempt.saturating_add(budget)))
        .filter(held(lease))
        .exec(tx)
        .await?;
    Ok(())
}

/// Removes a finished task.
pub(super) async fn finish(tx: &impl ConnectionTrait, lease: &Lease) -> Result<()> {
    let gone = Entity::delete_many().filter(held(lease)).exec(tx).await?.rows_affected;
    if gone == 1 { Ok(()) } else { Err(Error::Conflict(LOST.to_owned())) }
}

/// Removes tasks of `owner` that are done. Those that removed themselves, or that it lost, are passed over.
pub(super) async fn finish_all(db: &Db, owner: &str, done: &[Uuid]) -> Result<()> {
    for some in done.chunks(BATCH) {
        Entity::delete_many()
            .filter(Column::Id.is_in(some.iter().copied()))
            .filter(Column::LeaseOwner.eq(owner))
            .filter(Expr::cust(RUNNING))
            .exec(db.write())
            .await?;
    }
    Ok(())
}

/// Makes rows wait, without a lease, from `run_at` on.
fn queued(update: UpdateMany<Entity>, run_at: Timestamp, now: Timestamp) -> UpdateMany<Entity> {
    update
        .col_expr(Column::State, Expr::value("QUEUED"))
        .col_expr(Column::Ready, Expr::value(run_at <= now))
        .col_expr(Column::RunAt, Expr::value(run_at.millis()))
        .col_expr(Column::LeaseOwner, Expr::value(Option::<String>::None))
        .col_expr(Column::LeaseUntil, Expr::value(Option::<i64>::None))
}

/// Puts a task back for a retry at `run_at`, the attempt counted.
pub(super) async fn retry(db: &Db, lease: &Lease, now: Timestamp, run_at: Timestamp, reason: &str) -> Result<()> {
    queued(Entity::update_many(), run_at, now)
        .col_expr(Column::ErrorKind, Expr::value("RETRY"))
        .col_expr(Column::Error, Expr::value(shorten(reason)))
        .filter(held(lease))
        .exec(db.write())
        .await?;
    Ok(())
}

/// Hands a task back for another worker, the attempt not counted.
pub(super) async fn release(db: &Db, lease: &Lease, now: Timestamp) -> Result<()> {
    queued(Entity::update_many(), now, now)
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).sub(1))
        .filter(held(lease))
        .exec(db.write())
        .await?;
    notify(db.write(), WAKE, Uuid::nil()).await
}

/// Keeps a task as dead, with the reason.
pub(super) async fn bury(db: &Db, lease: &Lease, now: Timestamp, reason: &str) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value("DEAD"))
        .col_expr(Column::LeaseOwner, Expr::value(Option::<String>::None))
        .col_expr(Column::LeaseUntil, Expr::value(Option::<i64>::None))
        .col_expr(Column::ErrorKind, Expr::value("FAILED"))
        .col_expr(Column::Error, Expr::value(shorten(reason)))
        .col_expr(Column::FinishedAt, Expr::value(now.millis()))
        .filter(held(lease))
        .exec(db.write())
        .await?;
    Ok(())
}

/// Gives back every lease, whoever holds it. Only for an embedded database that this process holds alone: its former owner is dead.
///
/// # Errors
/// What the database says.
pub async fn release_all(db: &Db, now: Timestamp) -> Result<u64> {
    let update = queued(Entity::update_many(), now, now).filter(Column::State.eq("RUNNING"));
    Ok(update.exec(db.write()).await?.rows_affected)
}

/// Makes dead tasks of a kind run again from their first attempt, or only the one named; says how many.
///
/// # Errors
/// What the database says.
pub async fn rearm(db: &Db, now: Timestamp, kind: &str, one: Option<TaskId>) -> Result<u64> {
    let mut update = queued(Entity::update_many(), now, now)
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::FinishedAt, Expr::value(Option::<i64>::None))
        .filter(Column::State.eq("DEAD"))
        .filter(Column::Kind.eq(kind));
    if let Some(id) = one {
        update = update.filter(Column::Id.eq(id.0));
    }
    let armed = update.exec(db.write()).await?.rows_affected;
    if armed > 0 {
        notify(db.write(), WAKE, Uuid::nil()).await?;
    }
    Ok(armed)
}

/// Whether any task waits or runs.
pub(super) async fn has_open(db: &Db) -> Result<bool> {
    // Read where it was written: a reader of its own could be a moment behind. And in one question: a task that is claimed between
    // two would be in neither answer.
    let open = Entity::find().select_only().column(Column::Id).filter(Column::State.is_in(["QUEUED", "RUNNING"]));
    Ok(open.limit(1).into_tuple::<Uuid>().one(db.write()).await?.is_some())
}

pub(super) fn to_run(model: Model, owner: &Arc<str>, stop: tokio_util::sync::CancellationToken, budget: i32) -> TaskRun {
    TaskRun {
        id: TaskId(model.id),
        workspace: model.workspace_id,
        subject: model.subject_id,
        version: model.version,
        payload: model.payload,
        attempt: model.attempts,
        stop,
        lease: Lease { id: TaskId(model.id), owner: Arc::clone(owner), attempt: model.attempts },
        budget,
        forgiven: Arc::default(),
    }
}

fn shorten(text: &str) -> String {
    text.chars().take(500).collect()
}
