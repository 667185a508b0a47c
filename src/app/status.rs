//! `glouton status` and `glouton tasks`: the background work as the database knows it, for an operator at a terminal. Needs no
//! running server, and takes no lock from one.

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand, ValueEnum};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::{cli, telemetry};
use crate::{
    config, hunts,
    platform::{
        clock::{Clock, Timestamp},
        db::Db,
        events::Bus,
        op::Op,
        tasks::{self, Census, Dead, Worker},
    },
};

/// How the status is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Table,
    /// One JSON object.
    Json,
}

/// Options of `glouton status`.
#[derive(Debug, Args)]
pub struct Options {
    /// How it is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// What can be done with tasks.
#[derive(Debug, Subcommand)]
pub enum Tasks {
    /// List the tasks that were given up, with the reasons.
    Dead {
        /// Of this kind only.
        #[arg(long)]
        kind: Option<String>,
        /// At most so many, the newest first.
        #[arg(long, default_value_t = 50)]
        most: u64,
        /// How they are written.
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Let tasks that were given up run again from their first attempt.
    Retry {
        /// Of this kind, as `glouton status` names it.
        kind: String,
        /// Only this one, as `glouton tasks dead` names it.
        #[arg(long, value_name = "ID")]
        task: Option<tasks::TaskId>,
    },
}

/// What `glouton status` knows.
struct Status {
    now: Timestamp,
    /// How long a process may be silent, milliseconds.
    lease_ms: u64,
    census: Census,
    workers: Vec<Worker>,
    /// Hunts that say they run and have nothing that would go on with them.
    stranded: Vec<String>,
    dead: Vec<Dead>,
}

/// A process is silent when it did not say for a lease that it lives.
fn is_silent(worker: &Worker, now: Timestamp, lease_ms: u64) -> bool {
    now.since(worker.seen_at).as_millis() > u128::from(lease_ms)
}

/// Opens the database of a configuration beside whatever server runs on it.
pub(super) async fn open(file: Option<&PathBuf>) -> Result<(Op, config::Settings), cli::Failure> {
    let settings = cli::load(file, &[])?;
    telemetry::start(&settings.log);
    let url = settings.database_url();
    if let Some(path) = url.expose_secret().strip_prefix("sqlite:").map(|path| path.trim_start_matches("//"))
        && !std::path::Path::new(path.split('?').next().unwrap_or_default()).exists()
    {
        // Opening it would make it.
        return Err(format!("there is no database at {path}: was the server ever started with this configuration?"));
    }
    let db = Db::open(url.expose_secret(), 2).await.map_err(|error| error.to_string())?;
    let missing = db.migrations().await.map_err(|error| error.to_string())?.iter().filter(|(_, applied)| !applied).count();
    if missing > 0 {
        return Err(format!(
            "the database is behind this program by {missing} migrations: start the server, or run `glouton migrate up`"
        ));
    }
    Ok((Op { db, clock: Clock::System, bus: Bus::local() }, settings))
}

/// Prints the status. The exit code is 0 when nothing wants attention, 2 otherwise.
///
/// # Errors
/// One sentence.
pub async fn run(file: Option<&PathBuf>, options: &Options) -> Result<ExitCode, cli::Failure> {
    let (op, settings) = open(file).await?;
    let status = read(&op, settings.tasks.lease_ms).await.map_err(|error| error.operator_message())?;
    op.db.close().await;
    match options.format {
        Format::Table => print!("{}", table(&status)),
        Format::Json => println!("{:#}", json_of(&status)),
    }
    Ok(if status.is_well() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

async fn read(op: &Op, lease_ms: u64) -> crate::platform::error::Result<Status> {
    Ok(Status {
        now: op.now(),
        lease_ms,
        census: tasks::census(&op.db).await?,
        workers: tasks::workers(&op.db).await?,
        stranded: hunts::ops::stranded(op).await?.into_iter().map(|hunt| hunt.to_string()).collect(),
        dead: tasks::dead(&op.db, None, 10).await?,
    })
}

impl Status {
    fn works(&self) -> bool {
        self.workers.iter().any(|worker| worker.role != "api" && !is_silent(worker, self.now, self.lease_ms))
    }

    /// Whether nothing wants attention: nobody fell silent, nothing was given up, and what waits has somebody to do it.
    fn is_well(&self) -> bool {
        let silent = self.workers.iter().any(|worker| is_silent(worker, self.now, self.lease_ms));
        let idle = self.census.open() > 0 && !self.works();
        !silent && !idle && self.census.dead() == 0 && self.stranded.is_empty()
    }
}

fn json_of(status: &Status) -> Value {
    json!({
        "at": status.now.to_string(),
        "well": status.is_well(),
        "queues": status.census.kinds.iter().map(|kind| json!({
            "kind": kind.kind, "waiting": kind.waiting, "later": kind.later, "running": kind.running, "dead": kind.dead,
            "oldestWaitingAt": kind.oldest_waiting.map(|at| at.to_string()),
        })).collect::<Vec<_>>(),
        "workers": status.workers.iter().map(|worker| json!({
            "name": worker.id, "host": worker.host, "pid": worker.pid, "role": worker.role, "version": worker.version,
            "startedAt": worker.started_at.to_string(), "seenAt": worker.seen_at.to_string(),
            "silent": is_silent(worker, status.now, status.lease_ms),
            "running": worker.running, "leaseUntil": worker.lease_until.map(|at| at.to_string()),
            "panics": worker.troubles.panics, "errors": worker.troubles.errors, "overruns": worker.troubles.overruns,
            "lostLeases": worker.troubles.lost_leases, "missedHeartbeats": worker.troubles.missed_heartbeats,
        })).collect::<Vec<_>>(),
        "strandedHunts": status.stranded,
        "deadTasks": dead_json(&status.dead),
    })
}

fn dead_json(dead: &[Dead]) -> Vec<Value> {
    dead.iter()
        .map(|task| {
            json!({
                "id": task.id.to_string(), "kind": task.kind, "attempts": task.attempts, "reason": task.reason, "at": task.at.to_string(),
            })
        })
        .collect()
}

/// "3 s", "12 min", "5 h", "2 d".
fn age(now: Timestamp, then: Timestamp) -> String {
    let seconds = now.since(then).as_secs();
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7_200 => format!("{} min", seconds / 60),
        7_200..172_800 => format!("{} h", seconds / 3_600),
        _ => format!("{} d", seconds / 86_400),
    }
}

/// Columns as wide as their widest cell.
fn columns(rows: &[Vec<String>]) -> String {
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().enumerate().map(|(n, cell)| format!("{cell:<wide$}", wide = width(n))).collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

fn words(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn table(status: &Status) -> String {
    let now = status.now;
    let mut text = String::new();
    let mut rows = vec![words(&["TASKS", "waiting", "oldest", "later", "running", "dead"])];
    for kind in &status.census.kinds {
        rows.push(vec![
            kind.kind.clone(),
            kind.waiting.to_string(),
            kind.oldest_waiting.map_or("-".to_owned(), |then| age(now, then)),
            kind.later.to_string(),
            kind.running.to_string(),
            kind.dead.to_string(),
        ]);
    }
    text.push_str(&columns(&rows));
    if status.census.kinds.is_empty() {
        text.push_str("none\n");
    }
    let mut rows =
        vec![words(&["PROCESSES", "role", "up", "seen", "running", "panics", "errors", "overruns", "lost", "taken over"])];
    for worker in &status.workers {
        let silent = if is_silent(worker, now, status.lease_ms) { " SILENT" } else { "" };
        rows.push(vec![
            format!("{}:{}", worker.host, worker.pid),
            worker.role.clone(),
            age(now, worker.started_at),
            format!("{} ago{silent}", age(now, worker.seen_at)),
            worker.running.to_string(),
            worker.troubles.panics.to_string(),
            worker.troubles.errors.to_string(),
            worker.troubles.overruns.to_string(),
            worker.troubles.lost_leases.to_string(),
            worker.troubles.missed_heartbeats.to_string(),
        ]);
    }
    text.push('\n');
    text.push_str(&columns(&rows));
    if status.workers.is_empty() {
        text.push_str("none runs\n");
    }
    if !status.dead.is_empty() {
        text.push_str("\nGIVEN UP LAST (`glouton tasks retry KIND` gives them another chance)\n");
        text.push_str(&dead_table(now, &status.dead));
    }
    if !status.stranded.is_empty() {
        text.push_str(&format!("\nHUNTS THAT RUN WITHOUT A TASK: {}\n", status.stranded.join(", ")));
    }
    text
}

fn dead_table(now: Timestamp, dead: &[Dead]) -> String {
    let row = |task: &Dead| {
        vec![
            task.id.to_string(),
            task.kind.clone(),
            format!("{} ago", age(now, task.at)),
            format!("{} attempts", task.attempts),
            task.reason.clone(),
        ]
    };
    columns(&dead.iter().map(row).collect::<Vec<_>>())
}

/// Lists or retries dead tasks.
///
/// # Errors
/// One sentence.
pub async fn tasks(file: Option<&PathBuf>, command: &Tasks) -> Result<ExitCode, cli::Failure> {
    let (op, _) = open(file).await?;
    match command {
        Tasks::Dead { kind, most, format } => {
            let dead = tasks::dead(&op.db, kind.as_deref(), *most).await.map_err(|error| error.operator_message())?;
            match format {
                Format::Table => print!("{}", dead_table(op.now(), &dead)),
                Format::Json => println!("{:#}", Value::Array(dead_json(&dead))),
            }
        }
        Tasks::Retry { kind, task } => {
            let armed = tasks::rearm(&op.db, op.now(), kind, *task).await.map_err(|error| error.operator_message())?;
            println!("{armed} tasks run again");
        }
    }
    op.db.close().await;
    Ok(ExitCode::SUCCESS)
}
