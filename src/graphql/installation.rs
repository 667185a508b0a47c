//! The background work of the installation, for its admins: queues, processes and their leases, dead tasks and another chance for
//! them. Maps only; the rules are in `accounts::ops`, the counting in `platform::tasks`.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::{
    context::Ask,
    error::{UserError, settle},
    scalars::{DateTime, input_id},
};
use crate::{
    accounts::ops,
    platform::{
        error::Result,
        tasks::{Dead, KindCensus, TaskId, Worker},
    },
};

/// GraphQL's integers have 32 bits.
fn shown(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// The background work as it stands.
#[derive(Debug)]
pub struct Supervisor;

#[Object]
impl Supervisor {
    /// Tasks by kind. Kinds without any task are left out.
    #[graphql(complexity = "100 + child_complexity")]
    async fn queues(&self, ctx: &Context<'_>) -> Result<Vec<TaskQueue>> {
        let census = ops::queues(ctx.op()?, &ctx.scope()?).await?;
        Ok(census.kinds.into_iter().map(TaskQueue::from).collect())
    }

    /// The processes that did not stop in order, the oldest first. One that fell silent is listed for an hour more.
    #[graphql(complexity = "10 + child_complexity")]
    async fn workers(&self, ctx: &Context<'_>) -> Result<Vec<TaskWorker>> {
        Ok(ops::workers(ctx.op()?, &ctx.scope()?).await?.into_iter().map(TaskWorker::from).collect())
    }

    /// Tasks that were given up, the newest first; at most 200.
    #[graphql(complexity = "usize::try_from(first).unwrap_or(0).min(200) * child_complexity")]
    async fn dead_tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 50)] first: i32,
        kind: Option<String>,
    ) -> Result<Vec<DeadTask>> {
        let most = u64::try_from(first).unwrap_or(0);
        let dead = ops::dead_tasks(ctx.op()?, &ctx.scope()?, kind.as_deref(), most).await?;
        Ok(dead.into_iter().map(DeadTask::from).collect())
    }
}

/// The tasks of one kind.
#[derive(SimpleObject, Debug)]
pub struct TaskQueue {
    /// The kind ("hunt.site").
    kind: String,
    /// Due, and not begun.
    waiting: i32,
    /// Waiting for their time: scheduled, or between two attempts.
    later: i32,
    /// Held by a process.
    running: i32,
    /// Given up.
    dead: i32,
    /// Since when the longest waiting of the due ones could have run. Null when none waits.
    oldest_waiting_at: Option<DateTime>,
}

impl From<KindCensus> for TaskQueue {
    fn from(kind: KindCensus) -> Self {
        Self {
            kind: kind.kind,
            waiting: shown(kind.waiting),
            later: shown(kind.later),
            running: shown(kind.running),
            dead: shown(kind.dead),
            oldest_waiting_at: kind.oldest_waiting.map(DateTime::from),
        }
    }
}

/// A process of the installation, and what went wrong in it since it started.
#[derive(SimpleObject, Debug)]
pub struct TaskWorker {
    /// What stands in the leases of its tasks.
    name: String,
    /// The machine.
    host: String,
    /// What it was started for: "all", "api" or "worker".
    role: String,
    /// Version of the program.
    version: String,
    /// Since when it runs.
    started_at: DateTime,
    /// When it last said so.
    seen_at: DateTime,
    /// Tasks it holds a lease of.
    running: i32,
    /// When the first of these leases ends unless it is renewed. Null when it holds none.
    lease_until: Option<DateTime>,
    /// Runs that panicked.
    panics: i32,
    /// Runs that ended with an error.
    errors: i32,
    /// Runs that were stopped at their deadline.
    overruns: i32,
    /// Tasks that another process took while they ran here.
    lost_leases: i32,
    /// Tasks of silent processes taken over here.
    missed_heartbeats: i32,
}

impl From<Worker> for TaskWorker {
    fn from(worker: Worker) -> Self {
        Self {
            name: worker.id,
            host: worker.host,
            role: worker.role,
            version: worker.version,
            started_at: worker.started_at.into(),
            seen_at: worker.seen_at.into(),
            running: shown(worker.running),
            lease_until: worker.lease_until.map(DateTime::from),
            panics: shown(worker.troubles.panics),
            errors: shown(worker.troubles.errors),
            overruns: shown(worker.troubles.overruns),
            lost_leases: shown(worker.troubles.lost_leases),
            missed_heartbeats: shown(worker.troubles.missed_heartbeats),
        }
    }
}

/// A task that was given up. It is kept until somebody gives it another chance.
#[derive(SimpleObject, Debug)]
pub struct DeadTask {
    /// The task.
    id: ID,
    /// Its kind.
    kind: String,
    /// Attempts made.
    attempts: i32,
    /// Why it was given up.
    reason: String,
    /// Since when.
    at: DateTime,
}

impl From<Dead> for DeadTask {
    fn from(dead: Dead) -> Self {
        Self { id: ID(dead.id.to_string()), kind: dead.kind, attempts: dead.attempts, reason: dead.reason, at: dead.at.into() }
    }
}

/// Which dead tasks get another chance.
#[derive(InputObject, Debug)]
pub struct RetryDeadTasksInput {
    /// Of this kind.
    kind: String,
    /// Only this one; all of the kind when absent.
    task_id: Option<ID>,
}

/// How many run again.
#[derive(SimpleObject, Debug)]
pub struct RetryDeadTasksPayload {
    /// How many; 0 when none was dead (any more).
    retried: i32,
    /// Mistakes in the input; nothing was changed when there are any.
    user_errors: Vec<UserError>,
}

/// Queries about the installation.
#[derive(Debug, Default)]
pub struct InstallationQuery;

#[Object]
impl InstallationQuery {
    /// The background work: queues, processes and their leases, dead tasks. For admins of the installation.
    #[graphql(complexity = "1 + child_complexity")]
    async fn supervisor(&self, ctx: &Context<'_>) -> Result<Supervisor> {
        ops::only_installation_admins(ctx.op()?, &ctx.scope()?).await?;
        Ok(Supervisor)
    }
}

/// Mutations of the installation.
#[derive(Debug, Default)]
pub struct InstallationMutation;

#[Object]
impl InstallationMutation {
    /// Lets tasks that were given up run again from their first attempt. For admins of the installation.
    async fn retry_dead_tasks(&self, ctx: &Context<'_>, input: RetryDeadTasksInput) -> Result<RetryDeadTasksPayload> {
        let (op, scope) = (ctx.op()?, ctx.scope()?);
        let outcome = match input.task_id.as_ref().map(|text| input_id::<TaskId>(text, "taskId")).transpose() {
            Ok(one) => ops::retry_dead_tasks(op, &scope, &input.kind, one).await,
            Err(error) => Err(error),
        };
        let (retried, user_errors) = settle(outcome)?;
        Ok(RetryDeadTasksPayload { retried: i32::try_from(retried.unwrap_or(0)).unwrap_or(i32::MAX), user_errors })
    }
}
