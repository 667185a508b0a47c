//! `glouton hunt`: a one-shot hunt without a server or an account.

use std::{
    collections::{HashMap, hash_map::Entry},
    io::{BufRead as _, IsTerminal as _, Write},
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::MissedTickBehavior;

use super::{
    App, Extras, StartError,
    cli::{self, Format},
    record::Record,
    report, serve, telemetry, warc,
};
use crate::{
    accounts::{self, Scope},
    crawl::{
        Seed,
        model::{FetchMode, SiteFailure, SiteReason},
    },
    credits,
    hunts::{self, Hunt, HuntId, HuntSource, HuntState, rules::LimitsAsked},
    leads::rules::identity_of,
    platform::{
        db::PASSING,
        egress::{Egress, EgressError},
        error::Error,
        ids,
        op::Op,
    },
};

/// Options of `glouton hunt`.
#[derive(Debug, Args)]
pub struct Options {
    /// Web sites: addresses or bare domains.
    #[arg(value_name = "URL")]
    urls: Vec<String>,
    /// A file with one address a line ("-" for standard input); empty lines and lines that begin with # are passed over.
    #[arg(long, value_name = "FILE")]
    urls_file: Option<PathBuf>,
    /// How the result is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Write the result to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Pages read of each site at most.
    #[arg(long, value_name = "N", default_value_t = 8)]
    max_pages: i32,
    /// Whether pages are read with a browser: when they need one, never, or always.
    #[arg(long, value_enum, default_value_t = Browser::Auto)]
    browser: Browser,
    /// Write the pages, as they were read, into this web archive, usually with the ending .warc.gz.
    #[arg(long, value_name = "FILE")]
    warc: Option<PathBuf>,
    /// Keep leads and pages in this database (sqlite://file or postgres://…) instead of a temporary one.
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Browser {
    /// When a page needs one.
    Auto,
    /// Never.
    Never,
    /// Always.
    Always,
}

fn addresses(options: &Options) -> Result<Vec<String>, cli::Failure> {
    let mut urls = options.urls.clone();
    if let Some(path) = &options.urls_file {
        let failed = |error: std::io::Error| format!("{} cannot be read: {error}", path.display());
        let reader: Box<dyn std::io::BufRead> = if path.as_os_str() == "-" {
            Box::new(std::io::stdin().lock())
        } else {
            Box::new(std::io::BufReader::new(std::fs::File::open(path).map_err(failed)?))
        };
        for line in reader.lines() {
            let line = line.map_err(failed)?;
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                urls.push(line.to_owned());
            }
        }
    }
    if urls.is_empty() { Err("name at least one web site, or give --urls-file".to_owned()) } else { Ok(urls) }
}

/// Runs the hunt. Status 0 when every site got a verdict: a lead, or a typed reason why it gave none. An address that cannot be
/// hunted has its reason too and does not keep the others from theirs.
///
/// # Errors
/// One sentence.
pub async fn run(file: Option<&PathBuf>, options: Options) -> Result<ExitCode, cli::Failure> {
    let urls = addresses(&options)?;
    // Held until the end: the folder goes with it.
    let temporary = tempfile_dir()?;
    let mut flags = vec![
        ("data.dir", temporary.path().display().to_string()),
        ("limits.enabled", "false".to_owned()),
        ("auth.jwt_secret", ids::random_bytes::<32>().iter().map(|b| format!("{b:02x}")).collect()),
        // The run's own account has a random password of 128 bits that nobody learns: there is nothing to slow a guesser down at.
        ("auth.password_cost.memory_kib", "8".to_owned()),
        ("auth.password_cost.passes", "1".to_owned()),
    ];
    if options.browser == Browser::Never {
        flags.push(("browser.enabled", "false".to_owned()));
    }
    match &options.database_url {
        Some(url) => flags.push(("database.url", url.clone())),
        // The pages of a hunt that nobody can look up afterwards are nothing to keep.
        None => flags.push(("snapshots.bucket", String::new())),
    }
    if std::env::var_os("GLOUTON__LOG__LEVEL").is_none() {
        flags.push(("log.level", "warn".to_owned()));
    }
    let mut settings = cli::load(file, &flags)?;
    if settings.database.url.expose_secret().is_empty() {
        let temporary = settings.database_url();
        settings.database.url = format!("{}{PASSING}", temporary.expose_secret()).into();
    }
    telemetry::start(&settings.log);
    // Opened before the work: an hour's hunt must not end at a file that cannot be written.
    let mut out: Box<dyn Write + Send> = match &options.out {
        Some(path) => Box::new(std::io::BufWriter::new(
            std::fs::File::create(path).map_err(|error| format!("{} cannot be written: {error}", path.display()))?,
        )),
        None => Box::new(std::io::BufWriter::new(std::io::stdout())),
    };
    let app = App::build(settings, Extras::default()).await.map_err(|error| error.to_string())?;
    let done = hunt(&app, &options, urls, &mut out).await;
    app.stop().await;
    done
}

async fn hunt(app: &App, options: &Options, given: Vec<String>, out: &mut (dyn Write + Send)) -> Result<ExitCode, cli::Failure> {
    let op = &app.services.op;
    let refused = refusals(&app.services.egress, &given);
    let urls: Vec<String> = given.iter().zip(&refused).filter(|(_, why)| why.is_none()).map(|(url, _)| url.clone()).collect();
    if urls.is_empty() {
        let all = refused.into_iter().zip(&given).filter_map(|(why, url)| Some(refused_outcome(op, url, why?)));
        return told_without_a_hunt(options.format, &all.collect::<Vec<_>>(), out);
    }
    let scope = own_workspace(app).await?;
    let input = hunts::ops::StartHunt {
        idempotency_key: HuntId::generate(op.now()).to_string(),
        name: None,
        fetch_mode: match options.browser {
            Browser::Auto => FetchMode::Auto,
            Browser::Never => FetchMode::Http,
            Browser::Always => FetchMode::Browser,
        },
        limits: LimitsAsked { max_pages_per_site: Some(options.max_pages), ..LimitsAsked::default() },
        source: HuntSource::Websites { urls },
    };
    // Opened before the work, as the result is.
    let archive = options.warc.as_ref().map(|path| Ok::<_, cli::Failure>((path, warc::begin(path, op)?))).transpose()?;
    let started = start(app, &scope, input).await?;
    let hunt = follow(op, &scope, started.id, serve::stop_signal()).await?;
    if let Some((path, archive)) = archive {
        warc::tell(warc::export(op, &scope, hunt.id, app.crawler.snapshots(), archive).await?, path);
    }
    let failed = |error: std::io::Error| format!("the result cannot be written: {error}");
    let mut report = Report::new(options.format, out).map_err(failed)?;
    let mut outcomes = report::Outcomes::of(op, &scope, hunt.id);
    let mut hunted = Vec::new().into_iter();
    for (url, why) in given.iter().zip(refused) {
        if let Some(why) = why {
            report.add(&refused_outcome(op, url, why)).map_err(failed)?;
            continue;
        }
        if hunted.len() == 0 {
            hunted = outcomes.next().await.map_err(|error| error.operator_message())?.unwrap_or_default().into_iter();
        }
        if let Some(outcome) = hunted.next() {
            report.add(&outcome).map_err(failed)?;
        }
    }
    let settled = report.finish().map_err(failed)?;
    Ok(if settled && hunt.state == HuntState::Completed { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

/// Why each address is not hunted at all: it is none, it leads inward, or it names the same business as one before it. An
/// address that is refused has its verdict by this; it takes nothing from the others.
fn refusals(egress: &Egress, given: &[String]) -> Vec<Option<SiteFailure>> {
    let mut first: HashMap<String, &str> = HashMap::new();
    let judge = |url: &String| -> Result<String, SiteFailure> {
        let shown: String = url.chars().take(80).collect();
        let seed = Seed::parse(url)
            .map_err(|error| SiteFailure { reason: SiteReason::InvalidUrl, detail: format!("\"{shown}\" {error}") })?;
        egress.check(&seed.url).map_err(|error| {
            let inward = matches!(error, EgressError::PrivateAddress { .. });
            let reason = if inward { SiteReason::PrivateAddress } else { SiteReason::InvalidUrl };
            SiteFailure { reason, detail: error.to_string() }
        })?;
        Ok(identity_of(&seed.url))
    };
    given
        .iter()
        .map(|url| match judge(url) {
            Err(failure) => Some(failure),
            Ok(identity) => match first.entry(identity) {
                Entry::Vacant(free) => {
                    free.insert(url);
                    None
                }
                Entry::Occupied(twin) => Some(SiteFailure {
                    reason: SiteReason::Duplicate,
                    detail: format!("the same business is read at {}", twin.get()),
                }),
            },
        })
        .collect()
}

/// What the report shows of an address that was not hunted.
fn refused_outcome(op: &Op, url: &str, why: SiteFailure) -> report::Outcome {
    let host = Seed::parse(url).ok().and_then(|seed| seed.url.host_str().map(str::to_owned));
    let site = hunts::Site {
        id: hunts::SiteId::generate(op.now()),
        hunt: HuntId::generate(op.now()),
        url: url.to_owned(),
        host: host.unwrap_or_else(|| url.chars().take(80).collect()),
        state: hunts::rules::end_of(why.reason),
        reason: Some(why.reason),
        detail: Some(why.detail),
        pages_fetched: 0,
        lead: None,
        attempts: 0,
        next_attempt_at: None,
    };
    report::Outcome { site, lead: None }
}

/// Nothing could be hunted: the records say why. When not one of them even is an address, the command was called wrongly.
fn told_without_a_hunt(
    format: Format,
    outcomes: &[report::Outcome],
    out: &mut (dyn Write + Send),
) -> Result<ExitCode, cli::Failure> {
    let failed = |error: std::io::Error| format!("the result cannot be written: {error}");
    let mut report = Report::new(format, out).map_err(failed)?;
    outcomes.iter().try_for_each(|outcome| report.add(outcome)).and_then(|()| report.finish()).map_err(failed)?;
    if outcomes.iter().all(|outcome| outcome.site.reason == Some(SiteReason::InvalidUrl)) {
        return Err("none of what was given is the address of a web site".to_owned());
    }
    Ok(ExitCode::SUCCESS)
}

/// A workspace for this run alone; nobody can sign in to it.
async fn own_workspace(app: &App) -> Result<Scope, cli::Failure> {
    let services = &app.services;
    let word = |n: u8| ids::random_bytes::<16>().iter().map(|b| format!("{:02x}", b ^ n)).collect::<String>();
    let input = accounts::ops::Register {
        email: format!("run-{}@glouton.invalid", word(0)),
        password: SecretString::from(word(1)),
        name: "One-shot hunt".to_owned(),
        workspace_name: None,
    };
    let made =
        credits::ops::register(&services.op, &services.credentials, &services.credits, &accounts::Caller::default(), input)
            .await
            .map_err(|error| error.operator_message())?;
    Ok(Scope::system(made.scope.workspace()))
}

/// Starts a hunt for a command; what is wrong with the input is one line each.
pub(super) async fn start(app: &App, scope: &Scope, input: hunts::ops::StartHunt) -> Result<Hunt, cli::Failure> {
    let services = &app.services;
    hunts::ops::start(&services.op, scope, &services.hunts, &services.egress, services.task_attempts, input).await.map_err(
        |error| match error {
            Error::Rejected(rejections) => rejections.iter().map(|r| r.message.clone()).collect::<Vec<_>>().join("\n         "),
            other => other.operator_message(),
        },
    )
}

/// Least time between two looks at a hunt that is followed. A signal comes for every page, often hundreds a second, and the eye sees
/// ten pictures: this holds looks back, it waits for nothing.
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);
/// A look without a signal: the time left moves with the clock alone, and a signal of another process may be lost with that process.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Follows a hunt to its end with a progress bar on stderr when somebody looks; a stop signal cancels it.
pub(super) async fn follow(op: &Op, scope: &Scope, id: HuntId, stop: impl Future<Output = ()>) -> Result<Hunt, cli::Failure> {
    let failed = |error: Error| error.operator_message();
    let mut signals = op.bus.listen(hunts::ops::topic(id));
    let mut stop = std::pin::pin!(stop);
    let bar = bar();
    let mut looks = tokio::time::interval(BETWEEN_LOOKS);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        looks.tick().await;
        let hunt = hunts::ops::get(op, scope, id).await.map_err(failed)?;
        show(&bar, &hunt);
        if hunt.state.is_terminal() {
            bar.finish();
            return Ok(hunt);
        }
        tokio::select! {
            _ = tokio::time::timeout(LOOK_EVERY, signals.any()) => {}
            () = &mut stop => {
                bar.abandon();
                return hunts::ops::cancel(op, scope, id).await.map_err(failed);
            }
        }
    }
}

fn bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} sites  {msg}") {
        bar.set_style(style);
    }
    bar
}

fn show(bar: &ProgressBar, hunt: &Hunt) {
    let (progress, counted) = (&hunt.progress, &hunt.progress.counters);
    bar.set_length(u64::try_from(counted.sites_found).unwrap_or(0));
    bar.set_position(u64::try_from(counted.sites_done + counted.sites_failed + counted.sites_skipped).unwrap_or(0));
    let left = progress.eta_seconds.map(|s| format!("  {s} s left")).unwrap_or_default();
    bar.set_message(format!(
        "{} pages  {} leads  HOT {}  WARM {}  COLD {}  {:.1} pages/s{left}",
        counted.pages_fetched,
        counted.leads_created + counted.leads_updated,
        counted.hot,
        counted.warm,
        counted.cold,
        progress.pages_per_second
    ));
}

/// Writes the sites of a hunt as they are looked up.
struct Report<'w> {
    format: Format,
    out: &'w mut (dyn Write + Send),
    table: report::Table,
    /// The record that is being written: a thousand small writes to `out` cost more than the record.
    line: Vec<u8>,
    settled: bool,
}

impl<'w> Report<'w> {
    fn new(format: Format, out: &'w mut (dyn Write + Send)) -> std::io::Result<Self> {
        if format == Format::Csv {
            out.write_all(&csv_record(&report::CSV_HEADS)?)?;
        }
        Ok(Self { format, out, table: report::Table::default(), line: Vec::new(), settled: true })
    }

    fn add(&mut self, outcome: &report::Outcome) -> std::io::Result<()> {
        self.settled &= outcome.is_settled();
        match self.format {
            Format::Table => self.table.add(outcome)?,
            Format::Jsonl => {
                self.line.clear();
                serde_json::to_writer(&mut self.line, &Record::of(outcome)?)?;
                self.line.push(b'\n');
                self.out.write_all(&self.line)?;
            }
            Format::Csv => self.out.write_all(&csv_record(&report::csv_line(outcome))?)?,
        }
        Ok(())
    }

    /// True when every site has its verdict.
    fn finish(self) -> std::io::Result<bool> {
        if self.format == Format::Table {
            self.table.write(&mut *self.out)?;
        }
        self.out.flush()?;
        Ok(self.settled)
    }
}

fn csv_record(cells: &[impl AsRef<[u8]>]) -> std::io::Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(cells)?;
    csv.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// A folder that goes when it is dropped.
struct Temporary(PathBuf);

impl Temporary {
    fn path(&self) -> &std::path::Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn tempfile_dir() -> Result<Temporary, cli::Failure> {
    let name: String = ids::random_bytes::<8>().iter().map(|b| format!("{b:02x}")).collect();
    let path = std::env::temp_dir().join(format!("glouton-{name}"));
    std::fs::create_dir(&path)
        .map_err(|cause| StartError::Io { what: format!("the folder {} cannot be made", path.display()), cause }.to_string())?;
    Ok(Temporary(path))
}
