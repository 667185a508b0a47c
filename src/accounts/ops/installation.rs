//! The verbs of whoever runs the installation: how the background work stands, and another chance for what was given up.
//! Does not belong here: how tasks are run (`platform::tasks`), and what a task of a domain means.

use crate::{
    accounts::Scope,
    platform::{
        error::{Error, RejectionCode, Result},
        op::Op,
        tasks::{self, Census, Dead, TaskId, WAKE, Worker},
    },
};

/// Most dead tasks of one answer.
pub const MOST_DEAD: u64 = 200;

/// Refuses all but admins of the installation.
///
/// # Errors
/// `Forbidden`.
pub async fn only_installation_admins(op: &Op, scope: &Scope) -> Result<()> {
    if super::is_installation_admin(op, scope).await? {
        Ok(())
    } else {
        Err(Error::Forbidden("only an admin of the installation sees its background work"))
    }
}

/// Tasks by kind and state.
///
/// # Errors
/// `Forbidden` for all but admins of the installation.
pub async fn queues(op: &Op, scope: &Scope) -> Result<Census> {
    only_installation_admins(op, scope).await?;
    tasks::census(&op.db).await
}

/// The processes, with what they hold.
///
/// # Errors
/// As [`queues`].
pub async fn workers(op: &Op, scope: &Scope) -> Result<Vec<Worker>> {
    only_installation_admins(op, scope).await?;
    tasks::workers(&op.db).await
}

/// The tasks given up last, of one kind or of all, the newest first, at most [`MOST_DEAD`].
///
/// # Errors
/// As [`queues`].
pub async fn dead_tasks(op: &Op, scope: &Scope, kind: Option<&str>, most: u64) -> Result<Vec<Dead>> {
    only_installation_admins(op, scope).await?;
    tasks::dead(&op.db, kind, most.min(MOST_DEAD)).await
}

/// Makes dead tasks of a kind, or one of them, run again from their first attempt. Says how many; none is no mistake, for somebody
/// else may have done it a moment ago.
///
/// # Errors
/// As [`queues`]; a rejection of `kind` when it is empty.
pub async fn retry_dead_tasks(op: &Op, scope: &Scope, kind: &str, one: Option<TaskId>) -> Result<u64> {
    only_installation_admins(op, scope).await?;
    if kind.trim().is_empty() {
        return Err(Error::rejected(RejectionCode::Required, "kind", "Say which kind of task."));
    }
    let armed = tasks::rearm(&op.db, op.now(), kind.trim(), one).await?;
    if armed > 0 {
        tracing::info!(task.kind = kind, tasks = armed, "dead tasks run again");
        op.bus.publish(WAKE, uuid::Uuid::nil());
    }
    Ok(armed)
}
