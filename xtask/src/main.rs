//! `cargo xtask <task>`: what the house asks of itself, outside its tests.
//!
//! Belongs here: printing and exit codes. Does not belong here: rules (the scorer is `glouton-truth`).

mod read;
mod torture;
mod truth;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "What the house asks of itself.")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Reads saved pages and prints what the reader makes of them, as JSON.
    Read(read::Options),
    /// Kills the real binary again and again during a hunt, and holds what the hunt leaves against an undisturbed one.
    Torture(torture::Options),
    /// Reads the fictional sites of the truth set and prints precision and recall per field and per language.
    Truth(truth::Options),
}

fn main() -> anyhow::Result<ExitCode> {
    match Cli::parse().task {
        Task::Read(options) => read::run(&options),
        Task::Torture(options) => torture::run(&options),
        Task::Truth(options) => truth::run(&options),
    }
}
