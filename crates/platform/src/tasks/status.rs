//! What an operator may know: tasks by kind and state, the dead with their reasons, and the processes with what they hold.
//! Reads only; each question is answered from an index that holds just the rows in that state.

use std::{
    collections::{BTreeMap, HashMap},
    sync::atomic::{AtomicI64, Ordering},
};

use sea_orm::{
    ActiveValue::Set, ConnectionTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Statement, entity::prelude::*,
    sea_query::OnConflict,
};

use super::{TaskId, queue};
use crate::{clock::Timestamp, db::Db, error::Result};

/// The tasks of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KindCensus {
    /// Which kind.
    pub kind: String,
    /// Due, and not begun.
    pub waiting: i64,
    /// Waiting for their time: scheduled, or between two attempts.
    pub later: i64,
    /// Held by a worker.
    pub running: i64,
    /// Given up.
    pub dead: i64,
    /// Since when the longest waiting of the due ones could have run.
    pub oldest_waiting: Option<Timestamp>,
}

/// The queue as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// By kind, in alphabetical order; kinds without any task are left out.
    pub kinds: Vec<KindCensus>,
}

impl Census {
    /// Tasks that still want to run or are running.
    #[must_use]
    pub fn open(&self) -> i64 {
        self.kinds.iter().map(|kind| kind.waiting + kind.later + kind.running).sum()
    }

    /// Tasks that were given up.
    #[must_use]
    pub fn dead(&self) -> i64 {
        self.kinds.iter().map(|kind| kind.dead).sum()
    }
}

#[derive(Debug, FromQueryResult)]
struct Counted {
    kind: String,
    number: i64,
    oldest: Option<i64>,
}

/// Counts the queue. Reads as many index entries as there are tasks: ask it every few seconds, not for every request.
///
/// # Errors
/// What the database says.
pub async fn census(db: &Db) -> Result<Census> {
    let mut kinds: BTreeMap<String, KindCensus> = BTreeMap::new();
    for (part, condition) in
        ["state = 'QUEUED' AND ready", "state = 'QUEUED' AND NOT ready", "state = 'RUNNING'", "state = 'DEAD'"].iter().enumerate()
    {
        let sql = format!("SELECT kind, COUNT(*) AS number, MIN(run_at) AS oldest FROM tasks WHERE {condition} GROUP BY kind");
        let rows = Counted::find_by_statement(Statement::from_string(db.backend(), sql)).all(db.read()).await?;
        for row in rows {
            let entry = kinds.entry(row.kind.clone()).or_insert_with(|| KindCensus { kind: row.kind, ..KindCensus::default() });
            match part {
                0 => (entry.waiting, entry.oldest_waiting) = (row.number, row.oldest.map(Timestamp)),
                1 => entry.later = row.number,
                2 => entry.running = row.number,
                _ => entry.dead = row.number,
            }
        }
    }
    Ok(Census { kinds: kinds.into_values().collect() })
}

/// A task that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dead {
    /// Which.
    pub id: TaskId,
    /// Its kind.
    pub kind: String,
    /// Its tenant.
    pub workspace: Option<Uuid>,
    /// The thing it worked on.
    pub subject: Option<Uuid>,
    /// Attempts made.
    pub attempts: i32,
    /// Why, for the operator.
    pub reason: String,
    /// Since when.
    pub at: Timestamp,
}

/// The tasks that died last, of one kind or of all, the newest first.
///
/// # Errors
/// What the database says.
pub async fn dead(db: &Db, kind: Option<&str>, most: u64) -> Result<Vec<Dead>> {
    let mut query = queue::Entity::find().filter(sea_orm::sea_query::Expr::cust("state = 'DEAD'"));
    if let Some(kind) = kind {
        query = query.filter(queue::Column::Kind.eq(kind));
    }
    let rows = query.order_by_desc(queue::Column::FinishedAt).limit(most).all(db.read()).await?;
    Ok(rows
        .into_iter()
        .map(|row| Dead {
            id: TaskId(row.id),
            kind: row.kind,
            workspace: row.workspace_id,
            subject: row.subject_id,
            attempts: row.attempts,
            reason: row.error.unwrap_or_default(),
            at: Timestamp(row.finished_at.unwrap_or_default()),
        })
        .collect())
}

/// What went wrong with a process's work since it started, each sort counted apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Troubles {
    /// Runs and services that panicked: faults of ours.
    pub panics: i64,
    /// Runs that ended with an error, and schedules and services that failed.
    pub errors: i64,
    /// Runs that took longer than their deadline.
    pub overruns: i64,
    /// Tasks that somebody else took while they ran here.
    pub lost_leases: i64,
    /// Tasks of other processes that fell silent, taken over here.
    pub missed_heartbeats: i64,
}

/// As [`Troubles`], while they are counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    pub panics: AtomicI64,
    pub errors: AtomicI64,
    pub overruns: AtomicI64,
    pub lost_leases: AtomicI64,
    pub missed_heartbeats: AtomicI64,
}

impl Counters {
    pub(super) fn read(&self) -> Troubles {
        Troubles {
            panics: self.panics.load(Ordering::Relaxed),
            errors: self.errors.load(Ordering::Relaxed),
            overruns: self.overruns.load(Ordering::Relaxed),
            lost_leases: self.lost_leases.load(Ordering::Relaxed),
            missed_heartbeats: self.missed_heartbeats.load(Ordering::Relaxed),
        }
    }
}

/// A process of this installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// What stands in the leases of its tasks.
    pub id: String,
    /// The machine.
    pub host: String,
    /// Its number there.
    pub pid: i32,
    /// What it was started for: "api", "worker", "all".
    pub role: String,
    /// Version of the program.
    pub version: String,
    /// Since when it runs.
    pub started_at: Timestamp,
    /// When it last said so.
    pub seen_at: Timestamp,
    /// Tasks it holds a lease of.
    pub running: i64,
    /// When the first of these leases ends unless it is renewed.
    pub lease_until: Option<Timestamp>,
    /// What went wrong since it started.
    pub troubles: Troubles,
}

mod process {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "workers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub host: String,
        pub pid: i32,
        pub role: String,
        pub version: String,
        pub started_at: i64,
        pub seen_at: i64,
        pub panics: i64,
        pub errors: i64,
        pub overruns: i64,
        pub lost_leases: i64,
        pub missed_heartbeats: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Says that a process lives; `running` and the lease are not its to say.
pub(super) async fn sign_in(db: &Db, worker: &Worker) -> Result<()> {
    use process::Column;
    let row = process::ActiveModel {
        id: Set(worker.id.clone()),
        host: Set(worker.host.clone()),
        pid: Set(worker.pid),
        role: Set(worker.role.clone()),
        version: Set(worker.version.clone()),
        started_at: Set(worker.started_at.millis()),
        seen_at: Set(worker.seen_at.millis()),
        panics: Set(worker.troubles.panics),
        errors: Set(worker.troubles.errors),
        overruns: Set(worker.troubles.overruns),
        lost_leases: Set(worker.troubles.lost_leases),
        missed_heartbeats: Set(worker.troubles.missed_heartbeats),
    };
    let changes =
        [Column::SeenAt, Column::Panics, Column::Errors, Column::Overruns, Column::LostLeases, Column::MissedHeartbeats];
    process::Entity::insert(row)
        .on_conflict(OnConflict::column(Column::Id).update_columns(changes).to_owned())
        .exec_without_returning(db.write())
        .await?;
    Ok(())
}

/// Takes a process that stopped off the list, and all that were silent since `before`.
pub(super) async fn sign_out(db: &Db, id: Option<&str>, before: Timestamp) -> Result<()> {
    let mut gone = sea_orm::Condition::any().add(process::Column::SeenAt.lt(before.millis()));
    if let Some(id) = id {
        gone = gone.add(process::Column::Id.eq(id));
    }
    process::Entity::delete_many().filter(gone).exec(db.write()).await?;
    Ok(())
}

/// The processes that did not stop in order, with the leases they hold, the oldest first. One whose `seen_at` is longer ago than the
/// lease is dead or cut off; its tasks are taken over, and it leaves the list after an hour.
///
/// # Errors
/// What the database says.
pub async fn workers(db: &Db) -> Result<Vec<Worker>> {
    let sql = "SELECT lease_owner AS owner, COUNT(*) AS number, MIN(lease_until) AS until FROM tasks \
               WHERE state = 'RUNNING' GROUP BY lease_owner";
    let mut leases: HashMap<String, (i64, Option<i64>)> = HashMap::new();
    for row in db.read().query_all_raw(Statement::from_string(db.backend(), sql)).await? {
        let owner: Option<String> = row.try_get("", "owner")?;
        leases.insert(owner.unwrap_or_default(), (row.try_get("", "number")?, row.try_get("", "until")?));
    }
    let rows = process::Entity::find().order_by_asc(process::Column::StartedAt).all(db.read()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let (running, until) = leases.remove(&row.id).unwrap_or_default();
            Worker {
                running,
                lease_until: until.map(Timestamp),
                id: row.id,
                host: row.host,
                pid: row.pid,
                role: row.role,
                version: row.version,
                started_at: Timestamp(row.started_at),
                seen_at: Timestamp(row.seen_at),
                troubles: Troubles {
                    panics: row.panics,
                    errors: row.errors,
                    overruns: row.overruns,
                    lost_leases: row.lost_leases,
                    missed_heartbeats: row.missed_heartbeats,
                },
            }
        })
        .collect())
}
