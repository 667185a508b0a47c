//! The table of tasks: enqueue, claim, renew, finish, give back. All SQL of the queue is here.
//! A claim is one short statement on both databases; no transaction stays open while a task runs.

use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DbBackend, DbErr, ExprTrait, FromQueryResult, QueryFilter, QuerySelect, Statement,
    entity::prelude::*, sea_query::Expr,
};

use super::{NewTask, TaskId, TaskRun};
use crate::{
    clock::Timestamp,
    db::Db,
    error::{Error, Result},
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

/// Rows of one insert: well below the bind-variable limits of both databases.
const BATCH: usize = 500;

/// Writes tasks in the caller's transaction. Publish [`super::WAKE`] after the commit.
///
/// # Errors
/// What the database says.
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
        batch.push(ActiveModel {
            id: Set(ids::new_v7(now)),
            kind: Set(task.kind.to_owned()),
            version: Set(task.version),
            workspace_id: Set(task.workspace),
            subject_id: Set(task.subject),
            payload: Set(task.payload),
            state: Set("QUEUED".to_owned()),
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
pub async fn subjects_with_task(db: &impl ConnectionTrait, subjects: &[Uuid]) -> Result<std::collections::HashSet<Uuid>> {
    let mut busy = std::collections::HashSet::new();
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

/// Claims up to `limit` runnable tasks of the given kinds for `owner`: queued ones that are due, and running ones whose lease
/// ended (their worker is gone).
pub(super) async fn claim(
    db: &Db,
    kinds: &[String],
    limit: usize,
    owner: &str,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<Vec<Model>> {
    if kinds.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let mut values: Vec<sea_orm::Value> = vec![owner.into(), lease_until.millis().into()];
    let mut bind = |value: sea_orm::Value| {
        values.push(value);
        format!("${}", values.len())
    };
    let kind_list = kinds.iter().map(|k| bind(k.clone().into())).collect::<Vec<_>>().join(", ");
    let due = bind(now.millis().into());
    let ended = bind(now.millis().into());
    let limit = bind(i64::try_from(limit).unwrap_or(i64::MAX).into());
    let skip = if db.backend() == DbBackend::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "UPDATE tasks SET state = 'RUNNING', lease_owner = $1, lease_until = $2, attempts = attempts + 1 WHERE id IN (\
           SELECT id FROM tasks WHERE kind IN ({kind_list}) AND ((state = 'QUEUED' AND run_at <= {due}) OR (state = 'RUNNING' AND lease_until < {ended})) \
           ORDER BY priority DESC, run_at, id LIMIT {limit}{skip}) \
         RETURNING *"
    );
    let statement = Statement::from_sql_and_values(db.backend(), sql, values);
    let mut rows = Model::find_by_statement(statement).all(db.write()).await?;
    rows.sort_by(|a, b| b.priority.cmp(&a.priority).then(a.run_at.cmp(&b.run_at)).then(a.id.cmp(&b.id)));
    Ok(rows)
}

/// Renews the leases of what `owner` still runs; returns the tasks whose lease is held.
pub(super) async fn renew(db: &Db, owner: &str, running: &[Uuid], lease_until: Timestamp) -> Result<Vec<Uuid>> {
    let mut held = Vec::with_capacity(running.len());
    for some in running.chunks(BATCH) {
        let rows = Entity::update_many()
            .col_expr(Column::LeaseUntil, Expr::value(lease_until.millis()))
            .filter(Column::Id.is_in(some.iter().copied()))
            .filter(Column::LeaseOwner.eq(owner))
            .filter(Column::State.eq("RUNNING"))
            .exec_with_returning(db.write())
            .await?;
        held.extend(rows.into_iter().map(|row| row.id));
    }
    Ok(held)
}

fn held(id: TaskId, owner: &str) -> sea_orm::Condition {
    sea_orm::Condition::all().add(Column::Id.eq(id.0)).add(Column::LeaseOwner.eq(owner)).add(Column::State.eq("RUNNING"))
}

const LOST: &str = "the task's lease was lost";

/// Checks the lease, and on PostgreSQL locks the row so that nobody takes it before the commit.
pub(super) async fn fence(tx: &impl ConnectionTrait, id: TaskId, owner: &str) -> Result<()> {
    let query = Entity::find().select_only().column(Column::Id).filter(held(id, owner));
    let query = if tx.get_database_backend() == DbBackend::Postgres { query.lock_exclusive() } else { query };
    match query.into_tuple::<Uuid>().one(tx).await? {
        Some(_) => Ok(()),
        None => Err(Error::Conflict(LOST.to_owned())),
    }
}

/// Removes a finished task.
pub(super) async fn finish(tx: &impl ConnectionTrait, id: TaskId, owner: &str) -> Result<()> {
    let gone = Entity::delete_many().filter(held(id, owner)).exec(tx).await?.rows_affected;
    if gone == 1 { Ok(()) } else { Err(Error::Conflict(LOST.to_owned())) }
}

/// Puts a task back: for a retry (attempt counted) or handed back (not counted).
pub(super) async fn put_back(
    db: &Db,
    id: TaskId,
    owner: &str,
    run_at: Timestamp,
    counted: bool,
    reason: Option<&str>,
) -> Result<()> {
    let mut update = Entity::update_many()
        .col_expr(Column::State, Expr::value("QUEUED"))
        .col_expr(Column::LeaseOwner, Expr::value(Option::<String>::None))
        .col_expr(Column::LeaseUntil, Expr::value(Option::<i64>::None))
        .col_expr(Column::RunAt, Expr::value(run_at.millis()));
    if !counted {
        update = update.col_expr(Column::Attempts, Expr::col(Column::Attempts).sub(1));
    }
    if let Some(reason) = reason {
        update = update.col_expr(Column::ErrorKind, Expr::value("RETRY")).col_expr(Column::Error, Expr::value(shorten(reason)));
    }
    update.filter(held(id, owner)).exec(db.write()).await?;
    Ok(())
}

/// Keeps a task as dead, with the reason.
pub(super) async fn bury(db: &Db, id: TaskId, owner: &str, now: Timestamp, kind: &str, reason: &str) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value("DEAD"))
        .col_expr(Column::LeaseOwner, Expr::value(Option::<String>::None))
        .col_expr(Column::LeaseUntil, Expr::value(Option::<i64>::None))
        .col_expr(Column::ErrorKind, Expr::value(kind))
        .col_expr(Column::Error, Expr::value(shorten(reason)))
        .col_expr(Column::FinishedAt, Expr::value(now.millis()))
        .filter(held(id, owner))
        .exec(db.write())
        .await?;
    Ok(())
}

/// Gives back every lease, whoever holds it. Only for an embedded database that this process holds alone: its former owner is dead.
///
/// # Errors
/// What the database says.
pub async fn release_all(db: &Db, now: Timestamp) -> Result<u64> {
    let result = Entity::update_many()
        .col_expr(Column::State, Expr::value("QUEUED"))
        .col_expr(Column::LeaseOwner, Expr::value(Option::<String>::None))
        .col_expr(Column::LeaseUntil, Expr::value(Option::<i64>::None))
        .col_expr(Column::RunAt, Expr::value(now.millis()))
        .filter(Column::State.eq("RUNNING"))
        .exec(db.write())
        .await?;
    Ok(result.rows_affected)
}

/// Makes dead tasks of a kind run again from their first attempt.
///
/// # Errors
/// What the database says.
pub async fn rearm(db: &Db, now: Timestamp, kind: &str) -> Result<u64> {
    let result = Entity::update_many()
        .col_expr(Column::State, Expr::value("QUEUED"))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::RunAt, Expr::value(now.millis()))
        .col_expr(Column::FinishedAt, Expr::value(Option::<i64>::None))
        .filter(Column::State.eq("DEAD"))
        .filter(Column::Kind.eq(kind))
        .exec(db.write())
        .await?;
    Ok(result.rows_affected)
}

/// Tasks of one kind in one state.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct KindCount {
    /// Kind.
    pub kind: String,
    /// QUEUED, RUNNING or DEAD.
    pub state: String,
    /// How many.
    pub number: i64,
    /// The earliest `run_at`, Unix milliseconds.
    pub oldest: Option<i64>,
}

/// The queue as it stands.
#[derive(Debug, Clone, Default)]
pub struct Census {
    /// By kind and state.
    pub counts: Vec<KindCount>,
}

impl Census {
    /// Tasks that still want to run or are running.
    #[must_use]
    pub fn open(&self) -> i64 {
        self.counts.iter().filter(|c| c.state == "QUEUED" || c.state == "RUNNING").map(|c| c.number).sum()
    }
}

/// Counts the queue.
///
/// # Errors
/// What the database says.
pub async fn census(db: &Db) -> Result<Census> {
    let counts = Entity::find()
        .select_only()
        .column(Column::Kind)
        .column(Column::State)
        .column_as(Column::Id.count(), "number")
        .column_as(Column::RunAt.min(), "oldest")
        .group_by(Column::Kind)
        .group_by(Column::State)
        .into_model::<KindCount>()
        .all(db.read())
        .await?;
    Ok(Census { counts })
}

/// The moment of the next queued task, for a worker that wants to sleep until then.
pub(super) async fn next_due(db: &Db, kinds: &[String]) -> Result<Option<Timestamp>, DbErr> {
    let row: Option<Option<i64>> = Entity::find()
        .select_only()
        .column_as(Column::RunAt.min(), "due")
        .filter(Column::State.eq("QUEUED"))
        .filter(Column::Kind.is_in(kinds.iter().map(String::as_str)))
        .into_tuple()
        .one(db.read())
        .await?;
    Ok(row.flatten().map(Timestamp))
}

pub(super) fn to_run(model: Model, owner: &str, stop: tokio_util::sync::CancellationToken) -> TaskRun {
    TaskRun {
        id: TaskId(model.id),
        workspace: model.workspace_id,
        subject: model.subject_id,
        version: model.version,
        payload: model.payload,
        attempt: model.attempts,
        stop,
        owner: owner.to_owned(),
    }
}

fn shorten(text: &str) -> String {
    text.chars().take(500).collect()
}
