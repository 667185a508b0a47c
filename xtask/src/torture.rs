//! `cargo xtask torture`: the kill test of `tests/it/torture`, at length. Runs the same test with more kills and more sites.

use std::process::{Command, ExitCode};

use anyhow::Context as _;
use clap::Args;

/// The test, by its full name.
const TEST: &str = "torture::kills::a_hunt_whose_processes_are_killed_again_and_again_leaves_what_an_undisturbed_one_leaves";

/// How long and on what.
#[derive(Args)]
pub struct Options {
    /// How often a process is killed.
    #[arg(long, default_value_t = 200)]
    kills: u32,
    /// Sites of the hunt.
    #[arg(long, default_value_t = 200)]
    sites: u32,
    /// A PostgreSQL superuser's URL: three replicas on a database of their own there. Without it: one process on SQLite.
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// Kill a release build instead of a development build.
    #[arg(long)]
    release: bool,
    /// Repeats a run that printed this seed, as far as the machine allows.
    #[arg(long)]
    seed: Option<u64>,
}

/// Runs the test; its status is ours.
///
/// # Errors
/// When cargo cannot be started.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["test", "--package", "glouton", "--test", "it"]);
    if options.release {
        command.arg("--release");
    }
    command.args(["--", "--exact", TEST, "--nocapture"]);
    command.env("GLOUTON_TORTURE_KILLS", options.kills.to_string()).env("GLOUTON_TORTURE_SITES", options.sites.to_string());
    if let Some(seed) = options.seed {
        command.env("GLOUTON_TORTURE_SEED", seed.to_string());
    }
    match &options.database_url {
        Some(url) => command.env("GLOUTON_TEST_DATABASE", "postgres").env("GLOUTON_TEST_POSTGRES_URL", url),
        None => command.env("GLOUTON_TEST_DATABASE", "sqlite"),
    };
    let status = command.status().context("cargo cannot be started")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
