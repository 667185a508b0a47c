//! Tasks whose process died with them: who takes them from it, and when they run again.
//!
//! Of all that was under way in a process that died, at most one task was the cause, and mostly none: somebody pulled the plug. So a death
//! is no attempt of the task. It is counted beside them until the task comes further ([`super::TaskRun::progress`]); the first costs
//! nothing, not even its turn, the next ones a growing pause with jitter, so that what takes its process down again and again does it ever more
//! seldom and in changing company, while its neighbours get done. `tasks.max_deaths` bounds it; `run` gives up what reached that.

use std::{collections::BTreeMap, time::Duration};

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    Settings, backoff, claim,
    queue::{BATCH, Bound},
};
use crate::{clock::Timestamp, db::Db, error::Result, ids};

/// Takes their tasks from workers that were silent for longer than their leases, so that others can have them.
/// `alive` are tasks that this process does run: their renewal is late, which is no reason to run them twice. Returns their kinds.
pub(super) async fn take_over(db: &Db, settings: &Settings, now: Timestamp, alive: &[Uuid]) -> Result<Vec<String>> {
    let mut silent = silent(db, now.millis()).await?;
    silent.retain(|(id, _)| !alive.contains(id));
    requeue(db, settings, now, now.millis(), silent).await
}

/// Takes every task from whoever holds it; says how many. Only for an embedded database that this process holds alone: their former
/// holder is dead.
///
/// # Errors
/// What the database says.
pub async fn take_all(db: &Db, settings: &Settings, now: Timestamp) -> Result<usize> {
    let mut taken = 0;
    loop {
        let some = silent(db, i64::MAX).await?;
        if some.is_empty() {
            return Ok(taken);
        }
        taken += requeue(db, settings, now, i64::MAX, some).await?.len();
    }
}

/// Running tasks whose lease ends before a moment (Unix milliseconds), each with its deaths so far; not more than fit a statement.
async fn silent(db: &Db, ending_before: i64) -> Result<Vec<(Uuid, i32)>> {
    let mut bound = Bound::new(db.backend());
    let (end, most) = (bound.bind(ending_before), bound.bind(i64::try_from(BATCH).unwrap_or(i64::MAX)));
    let sql = format!("SELECT id, deaths FROM tasks WHERE state = 'RUNNING' AND lease_until < {end} LIMIT {most}");
    let rows = claim::looking(db).query_all_raw(bound.statement(sql)).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "deaths")?))).collect()
}

/// Puts tasks back that died with their process, unless their leases were renewed since they were looked for. Returns their kinds.
async fn requeue(
    db: &Db,
    settings: &Settings,
    now: Timestamp,
    ending_before: i64,
    tasks: Vec<(Uuid, i32)>,
) -> Result<Vec<String>> {
    // Those that run again at the same moment share a statement: all that died for the first time; the others are few.
    let mut by_moment: BTreeMap<i64, Vec<Uuid>> = BTreeMap::new();
    for (id, deaths) in tasks {
        by_moment.entry(now.plus(pause(settings, deaths)).millis()).or_default().push(id);
    }
    let mut kinds = Vec::new();
    for (moment, ids) in by_moment {
        let mut bound = Bound::new(db.backend());
        let (end, these) = (bound.bind(ending_before), bound.among(&ids));
        let again = if moment > now.millis() {
            format!("ready = FALSE, run_at = {}", bound.bind(moment))
        } else {
            "ready = TRUE".to_owned()
        };
        // Its number of attempts tells a holder of the lease from the next one, so it stays; there is one more to come instead.
        let sql = format!(
            "UPDATE tasks SET state = 'QUEUED', {again}, deaths = deaths + 1, max_attempts = max_attempts + 1, lease_owner = NULL, \
             lease_until = NULL, error_kind = 'SILENT', error = 'the worker that ran it fell silent' \
             WHERE state = 'RUNNING' AND lease_until < {end} AND id {these} RETURNING kind"
        );
        for row in db.leases().query_all_raw(bound.statement(sql)).await? {
            kinds.push(row.try_get("", "kind")?);
        }
    }
    Ok(kinds)
}

/// How long a task rests that died once more after so many deaths.
fn pause(settings: &Settings, deaths_before: i32) -> Duration {
    if deaths_before < 1 {
        return Duration::ZERO;
    }
    let (first, most) = (Duration::from_millis(settings.backoff_ms), Duration::from_millis(settings.max_backoff_ms));
    backoff(first, most, deaths_before, ids::random_bytes::<1>()[0])
}
