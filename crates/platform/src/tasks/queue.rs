//! The table of tasks: enqueue, renew, finish, give back, bury, arm again. Claims are in `claim`, counts in `status`.
//! Invariant: a row's state, lease and readiness change only here and in `claim`, each in one statement, and only for the holder of
//! the lease where there is one. No transaction stays open while a task runs.

use std::{collections::HashSet, sync::Arc};

use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DbBackend, ExprTrait, QueryFilter, QueryResult, QuerySelect, Statement, UpdateMany, Value,
    entity::prelude::*, sea_query::Expr,
};

use super::{Lease, MAX_PAYLOAD, NewTask, TaskId, TaskRun, WAKE};
use crate::{
    clock::Timestamp,
    db::{Db, filled},
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
    pub deaths: i32,
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

/// The values of a statement, named as both databases name them.
pub(super) struct Bound {
    backend: DbBackend,
    values: Vec<Value>,
}

impl Bound {
    pub(super) fn new(backend: DbBackend) -> Self {
        Self { backend, values: Vec::new() }
    }

    /// Binds a value, and names it.
    pub(super) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// "= any of these": one array on PostgreSQL, so that there is one statement to plan. SQLite has no arrays: there the list is filled
    /// up to a power of two with its last entry, so that there are few.
    pub(super) fn among(&mut self, ids: &[Uuid]) -> String {
        if self.backend == DbBackend::Postgres {
            return format!("= ANY({})", self.bind(ids.to_vec()));
        }
        let names: Vec<String> = filled(ids.iter().copied()).into_iter().map(|id| self.bind(id)).collect();
        format!("IN ({})", names.join(", "))
    }

    pub(super) fn statement(self, sql: String) -> Statement {
        Statement::from_sql_and_values(self.backend, sql, self.values)
    }
}

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
        batch.push(task);
        written += 1;
        if batch.len() == BATCH || tasks.peek().is_none() {
            insert(tx, now, max_attempts, std::mem::take(&mut batch)).await?;
        }
    }
    if written > 0 {
        notify(tx, WAKE, Uuid::nil()).await?;
    }
    Ok(written)
}

async fn insert(tx: &impl ConnectionTrait, now: Timestamp, max_attempts: i32, batch: Vec<NewTask>) -> Result<()> {
    let mut payloads = Vec::with_capacity(batch.len());
    for task in &batch {
        let payload = serde_json::to_string(&task.payload)?;
        if payload.len() > MAX_PAYLOAD {
            return Err(Error::bug("a task's payload is larger than a payload may be"));
        }
        payloads.push(payload);
    }
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_raw(insert_columns(now, max_attempts, &batch, payloads)).await?;
        return Ok(());
    }
    let rows = batch.into_iter().map(|task| ActiveModel {
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
        deaths: Set(0),
        lease_owner: Set(None),
        lease_until: Set(None),
        error_kind: Set(None),
        error: Set(None),
        created_at: Set(now.millis()),
        finished_at: Set(None),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// The insert for PostgreSQL: each column an array, so that it reads and plans one short statement instead of thousands of parameters.
/// Arrays have no empty entries here; the nil id stands for none.
fn insert_columns(now: Timestamp, max_attempts: i32, batch: &[NewTask], payloads: Vec<String>) -> Statement {
    let mut bound = Bound::new(DbBackend::Postgres);
    let (now_at, most) = (bound.bind(now.millis()), bound.bind(max_attempts));
    let columns = [
        bound.bind(batch.iter().map(|_| ids::new_v7(now)).collect::<Vec<_>>()),
        bound.bind(batch.iter().map(|task| task.kind.to_owned()).collect::<Vec<_>>()),
        bound.bind(batch.iter().map(|task| task.version).collect::<Vec<_>>()),
        bound.bind(batch.iter().map(|task| task.workspace.unwrap_or_default()).collect::<Vec<_>>()),
        bound.bind(batch.iter().map(|task| task.subject.unwrap_or_default()).collect::<Vec<_>>()),
        bound.bind(payloads),
        bound.bind(batch.iter().map(|task| task.priority).collect::<Vec<_>>()),
        bound.bind(batch.iter().map(|task| task.run_at.millis()).collect::<Vec<_>>()),
    ];
    let none = bound.bind(Uuid::nil());
    let sql = format!(
        "INSERT INTO tasks (id, kind, version, workspace_id, subject_id, payload, state, ready, priority, run_at, attempts, max_attempts, \
         created_at) SELECT id, kind, version, NULLIF(workspace, {none}), NULLIF(subject, {none}), payload::jsonb, 'QUEUED', \
         run_at <= {now_at}, priority, run_at, 0, {most}, {now_at} \
         FROM unnest({}) AS t(id, kind, version, workspace, subject, payload, priority, run_at)",
        columns.join(", ")
    );
    bound.statement(sql)
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

/// Renews the leases of what `owner` still holds; returns the tasks whose lease is held.
pub(super) async fn renew(db: &Db, owner: &str, held: &[Uuid], lease_until: Timestamp) -> Result<HashSet<Uuid>> {
    let mut renewed = HashSet::with_capacity(held.len());
    for some in held.chunks(BATCH) {
        let mut bound = Bound::new(db.backend());
        let (until, owner, these) = (bound.bind(lease_until.millis()), bound.bind(owner), bound.among(some));
        let sql = format!(
            "UPDATE tasks SET lease_until = {until} WHERE id {these} AND lease_owner = {owner} AND {RUNNING} RETURNING id"
        );
        renewed.extend(ids_of(&db.leases().query_all_raw(bound.statement(sql)).await?)?);
    }
    Ok(renewed)
}

/// Those of `tasks` that are still there, whoever has them.
pub(super) async fn still_there(db: &Db, tasks: &[Uuid]) -> Result<HashSet<Uuid>> {
    let mut there = HashSet::new();
    for some in tasks.chunks(BATCH) {
        let mut bound = Bound::new(db.backend());
        let sql = format!("SELECT id FROM tasks WHERE id {}", bound.among(some));
        there.extend(ids_of(&db.leases().query_all_raw(bound.statement(sql)).await?)?);
    }
    Ok(there)
}

fn ids_of(rows: &[QueryResult]) -> Result<Vec<Uuid>> {
    Ok(rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?)
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
    let mut bound = Bound::new(tx.get_database_backend());
    let these = bound.among(&leases.iter().map(|lease| lease.id.0).collect::<Vec<_>>());
    let lock = if bound.backend == DbBackend::Postgres { " FOR UPDATE" } else { "" };
    let sql = format!("SELECT id, lease_owner, attempts FROM tasks WHERE id {these} AND {RUNNING} ORDER BY id{lock}");
    let rows = if leases.is_empty() { Vec::new() } else { tx.query_all_raw(bound.statement(sql)).await? };
    let mut running: HashSet<(Uuid, Option<String>, i32)> = HashSet::with_capacity(rows.len());
    for row in rows {
        running.insert((row.try_get("", "id")?, row.try_get("", "lease_owner")?, row.try_get("", "attempts")?));
    }
    let is_held = |lease: &Lease| running.contains(&(lease.id.0, Some(lease.owner.to_string()), lease.attempt));
    Ok(leases.into_iter().filter(|lease| is_held(lease)).map(|lease| lease.id).collect())
}

/// Lets the attempts be counted from this one on. Attempts themselves only grow: they tell one holder of a lease from the next.
pub(super) async fn forgive(tx: &impl ConnectionTrait, lease: &Lease, budget: i32) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::MaxAttempts, Expr::value(lease.attempt.saturating_add(budget)))
        .col_expr(Column::Deaths, Expr::value(0))
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

/// Removes finished tasks whose leases were fenced within this transaction: nobody else has taken them since.
pub(super) async fn finish_fenced(tx: &impl ConnectionTrait, tasks: &[Uuid]) -> Result<()> {
    for some in tasks.chunks(BATCH) {
        let mut bound = Bound::new(tx.get_database_backend());
        let sql = format!("DELETE FROM tasks WHERE id {} AND {RUNNING}", bound.among(some));
        let gone = tx.execute_raw(bound.statement(sql)).await?.rows_affected();
        if usize::try_from(gone).ok() != Some(some.len()) {
            return Err(Error::Conflict(LOST.to_owned()));
        }
    }
    Ok(())
}

/// Removes tasks of `owner` that are done. Those that removed themselves, or that it lost, are passed over.
pub(super) async fn finish_all(db: &Db, owner: &str, done: &[Uuid]) -> Result<()> {
    for some in done.chunks(BATCH) {
        let mut bound = Bound::new(db.backend());
        let (owner, these) = (bound.bind(owner), bound.among(some));
        // Where a lease may be lost with the server, this may not: a task that is done is not done twice for it.
        let durable = if db.is_shared() { " AND (SELECT set_config('synchronous_commit', 'on', true)) IS NOT NULL" } else { "" };
        let sql = format!("DELETE FROM tasks WHERE id {these} AND lease_owner = {owner} AND {RUNNING}{durable}");
        db.leases().execute_raw(bound.statement(sql)).await?;
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

/// Hands back tasks of `owner` that never began, the attempt not counted and their turn kept.
pub(super) async fn hand_back(db: &Db, owner: &str, tasks: &[Uuid]) -> Result<()> {
    for some in tasks.chunks(BATCH) {
        let mut bound = Bound::new(db.backend());
        let (owner, these) = (bound.bind(owner), bound.among(some));
        let sql = format!(
            "UPDATE tasks SET state = 'QUEUED', ready = TRUE, lease_owner = NULL, lease_until = NULL, attempts = attempts - 1 \
             WHERE id {these} AND lease_owner = {owner} AND {RUNNING}"
        );
        db.leases().execute_raw(bound.statement(sql)).await?;
    }
    notify(db.leases(), WAKE, Uuid::nil()).await
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

/// Makes dead tasks of a kind run again from their first attempt, or only the one named; says how many.
///
/// # Errors
/// What the database says.
pub async fn rearm(db: &Db, now: Timestamp, kind: &str, one: Option<TaskId>) -> Result<u64> {
    let mut update = queued(Entity::update_many(), now, now)
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::Deaths, Expr::value(0))
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
