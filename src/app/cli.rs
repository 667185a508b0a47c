//! The command line: what a newcomer types. Each command builds what it needs and nothing more.

use std::{io::Read as _, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand, ValueEnum};
use secrecy::{ExposeSecret, SecretString};
use tokio::runtime::{Builder, Runtime};

use super::{App, Extras, StartError, demo, hunt, serve, status, telemetry, warc};
use crate::{
    accounts, config, credits,
    graphql::schema,
    platform::{db::Db, error::Error},
};

/// Point it at web sites; it finds out who they belong to, how to reach them with the evidence, audits and scores them.
#[derive(Debug, Parser)]
#[command(name = "glouton", version, about, max_term_width = 100)]
pub struct Cli {
    /// A configuration file (TOML); `glouton config default` prints one with every key explained.
    #[arg(long, global = true, env = "GLOUTON_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show it all on a sample town of fictional businesses, served on this machine.
    Demo(demo::Options),
    /// Read some web sites once and print the leads; needs no server and no account.
    Hunt(hunt::Options),
    /// Run the server: GraphQL at /graphql, the playground at /graphiql.
    Serve(serve::Options),
    /// Say how the background work stands: tasks, processes, what was given up. Exit status 2 when something wants attention.
    Status(status::Options),
    /// Tasks that were given up.
    Tasks {
        #[command(subcommand)]
        command: status::Tasks,
    },
    /// Write the pages of a hunt, as they were read, into a web archive (WARC).
    ExportWarc(warc::Options),
    /// Bring the database up to date, or say how it stands.
    Migrate {
        #[command(subcommand)]
        command: Migrate,
    },
    /// Print the GraphQL schema.
    Schema,
    /// Accounts.
    User {
        #[command(subcommand)]
        command: User,
    },
    /// The configuration.
    Config {
        #[command(subcommand)]
        command: Config,
    },
    /// Serve the sample town alone until stopped, and print how to reach it.
    Town(demo::TownOptions),
}

#[derive(Debug, Subcommand)]
enum Migrate {
    /// Apply what is missing.
    Up,
    /// List what is applied and what is missing.
    Status,
}

#[derive(Debug, Subcommand)]
enum User {
    /// Create a user with a workspace of their own, even where registration is closed.
    Create(CreateUser),
}

#[derive(Debug, Args)]
struct CreateUser {
    /// E-mail address to sign in with.
    #[arg(long)]
    email: String,
    /// Name; the address when absent.
    #[arg(long)]
    name: Option<String>,
    /// Name of the workspace.
    #[arg(long)]
    workspace: Option<String>,
    /// Make the user an administrator of this installation (may grant credits).
    #[arg(long)]
    admin: bool,
    /// Read the password from this file; without it, from standard input.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Config {
    /// Check the configuration and print what is in effect, with secrets redacted.
    Check,
    /// Print the defaults with every key explained.
    Default,
}

/// How machine-readable output is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Table,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values, one line a site.
    Csv,
}

/// Runs the command line; what goes wrong is one sentence on stderr and a non-zero status.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let done = match runtime(&cli.command) {
        Ok(runtime) => runtime.block_on(run_command(cli)),
        Err(error) => Err(format!("the system gives no threads: {error}")),
    };
    match done {
        Ok(code) => code,
        Err(message) => {
            eprintln!("glouton: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The threads that wait for the network and for the database, as many as there are processors. A hunt of the command line has half as
/// many: its processor time goes to the threads that read pages, which are others, and two that wait are woken in vain more often
/// than one.
fn runtime(command: &Command) -> std::io::Result<Runtime> {
    let mut builder = Builder::new_multi_thread();
    if matches!(command, Command::Hunt(_)) {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        builder.worker_threads(processors.div_ceil(2));
    }
    builder.enable_all().build()
}

/// What a command says when it fails.
pub type Failure = String;

pub(super) fn load(file: Option<&PathBuf>, flags: &[(&str, String)]) -> Result<config::Settings, Failure> {
    config::Settings::load(file.map(PathBuf::as_path), std::env::vars(), flags).map_err(|error| error.to_string())
}

async fn run_command(cli: Cli) -> Result<ExitCode, Failure> {
    let file = cli.config;
    match cli.command {
        Command::Demo(options) => demo::run(file.as_ref(), options).await,
        Command::Town(options) => demo::town(options).await,
        Command::Hunt(options) => hunt::run(file.as_ref(), options).await,
        Command::Serve(options) => serve::run(file.as_ref(), options).await,
        Command::Status(options) => status::run(file.as_ref(), &options).await,
        Command::Tasks { command } => status::tasks(file.as_ref(), &command).await,
        Command::ExportWarc(options) => warc::run(file.as_ref(), &options).await,
        Command::Schema => {
            print!("{}", schema::sdl());
            Ok(ExitCode::SUCCESS)
        }
        Command::Migrate { command } => migrate(file.as_ref(), &command).await,
        Command::User { command: User::Create(user) } => create_user(file.as_ref(), user).await,
        Command::Config { command: Config::Default } => {
            print!("{}", config::DEFAULTS);
            Ok(ExitCode::SUCCESS)
        }
        Command::Config { command: Config::Check } => {
            load(file.as_ref(), &[])?;
            let text = config::describe(file.as_deref(), std::env::vars(), &[]).map_err(|error| error.to_string())?;
            print!("{text}");
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn migrate(file: Option<&PathBuf>, command: &Migrate) -> Result<ExitCode, Failure> {
    let settings = load(file, &[])?;
    telemetry::start(&settings.log);
    let db = Db::open(settings.database_url().expose_secret(), 2).await.map_err(|error| error.to_string())?;
    match command {
        Migrate::Up => {
            db.migrate().await.map_err(|error| StartError::Migration(error.to_string()).to_string())?;
            println!("the database is up to date");
        }
        Migrate::Status => {
            for (name, applied) in db.migrations().await.map_err(|error| error.to_string())? {
                println!("{:<8} {name}", if applied { "applied" } else { "missing" });
            }
        }
    }
    db.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn create_user(file: Option<&PathBuf>, user: CreateUser) -> Result<ExitCode, Failure> {
    let settings = load(file, &[])?;
    telemetry::start(&settings.log);
    let password = match &user.password_file {
        Some(path) => std::fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?,
        None => {
            eprintln!("the password, on one line:");
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).map_err(|error| format!("standard input cannot be read: {error}"))?;
            text
        }
    };
    let settings = config::Settings { auth: accounts::Settings { registration: true, ..settings.auth.clone() }, ..settings };
    let app = App::build(settings, Extras::default()).await.map_err(|error| error.to_string())?;
    let input = accounts::ops::Register {
        name: user.name.unwrap_or_else(|| user.email.clone()),
        email: user.email.clone(),
        password: SecretString::from(password.trim_end_matches(['\r', '\n']).to_owned()),
        workspace_name: user.workspace,
    };
    let services = &app.services;
    let made =
        credits::ops::register(&services.op, &services.credentials, &services.credits, &accounts::Caller::default(), input).await;
    let done = match made {
        Ok(made) => {
            if user.admin {
                accounts::ops::set_installation_admin(&services.op, &user.email, true).await.map_err(|e| e.operator_message())?;
            }
            println!("created {} with the workspace {}", made.user.id, made.scope.workspace());
            Ok(ExitCode::SUCCESS)
        }
        Err(Error::Rejected(rejections)) => {
            Err(rejections.iter().map(|r| format!("{}: {}", r.field.join("."), r.message)).collect::<Vec<_>>().join("; "))
        }
        Err(error) => Err(error.operator_message()),
    };
    app.stop().await;
    done
}
