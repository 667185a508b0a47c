//! `glouton demo` and `glouton town`: the sample town on loopback, hunted with the real engine, its truth beside what was found.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::Args;
use glouton_town::{FoundPerson, FoundSite, FoundTechnology, Serving, Town};
use secrecy::{ExposeSecret, SecretString};
use tokio_util::sync::CancellationToken;

use super::{App, Extras, cli, data_folder::DataFolder, hunt, report, serve, telemetry};
use crate::{
    accounts::{self, Caller, Scope},
    config,
    crawl::model::FetchMode,
    credits,
    hunts::{self, Hunt, HuntFilter, HuntId, HuntSource, HuntState, rules::LimitsAsked},
    leads::ContactKind,
    platform::{
        egress::{self, HostOverride},
        error::Error,
        page::PageRequest,
    },
};

/// Options of `glouton demo`.
#[derive(Debug, Args)]
pub struct Options {
    /// End after the hunt, with status 0 only if the town's truth was met.
    #[arg(long)]
    exit: bool,
    /// Address and port of the server.
    #[arg(long, value_name = "ADDRESS")]
    bind: Option<SocketAddr>,
    /// Data folder; an interrupted hunt in it goes on.
    #[arg(long, value_name = "FOLDER", default_value = "data/demo")]
    data_dir: PathBuf,
    /// Do not use a browser even when there is one.
    #[arg(long)]
    no_browser: bool,
    /// Tell every difference from the truth.
    #[arg(long)]
    differences: bool,
}

/// Options of `glouton town`.
#[derive(Debug, Args)]
pub struct TownOptions {
    /// How the addresses are printed.
    #[arg(long, value_enum, default_value_t = TownFormat::Text)]
    format: TownFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum TownFormat {
    /// For people.
    Text,
    /// One JSON object: sites, certificate authority, and the environment a `glouton serve` needs to reach them.
    Json,
}

const EMAIL: &str = "demo@glouton.example";

/// Host overrides that lead to a served town.
fn overrides(serving: &Serving) -> Vec<HostOverride> {
    serving
        .hosts()
        .into_iter()
        .flat_map(|route| {
            let plain = HostOverride { host: route.host.clone(), port: 80, address: route.http };
            let secure = route.https.map(|address| HostOverride { host: route.host, port: 443, address });
            std::iter::once(plain).chain(secure)
        })
        .collect()
}

/// The settings of a demo: polite towards a town on this machine, and quick to give up on its troubled sites.
fn settings(file: Option<&PathBuf>, options: &Options, serving: &Serving) -> Result<config::Settings, cli::Failure> {
    let mut flags = vec![
        ("data.dir", options.data_dir.display().to_string()),
        ("egress.host_delay_ms", "20".to_owned()),
        ("egress.headers_timeout_ms", "3000".to_owned()),
        ("egress.body_timeout_ms", "5000".to_owned()),
        ("egress.connect_timeout_ms", "3000".to_owned()),
        ("egress.dns_facts", "false".to_owned()),
        ("egress.rdap", "false".to_owned()),
        ("hunts.site_attempts", "1".to_owned()),
        ("limits.enabled", "false".to_owned()),
    ];
    if std::env::var_os("GLOUTON__LOG__LEVEL").is_none() {
        flags.push(("log.level", "warn".to_owned()));
    }
    if options.no_browser {
        flags.push(("browser.enabled", "false".to_owned()));
    }
    if let Some(bind) = options.bind {
        flags.push(("http.bind", bind.to_string()));
    }
    let mut settings = cli::load(file, &flags)?;
    settings.egress.hosts = overrides(serving);
    Ok(settings)
}

/// Runs the demo.
///
/// # Errors
/// One sentence.
pub async fn run(file: Option<&PathBuf>, options: Options) -> Result<ExitCode, cli::Failure> {
    let town = Town::new();
    let serving = town.serve().await.map_err(|error| format!("the town cannot be served: {error}"))?;
    let settings = settings(file, &options, &serving)?;
    telemetry::start(&settings.log);
    let listener = serve::listen(settings.http.bind).await.map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let password = DataFolder::open(&settings.data.dir, false)
        .and_then(|folder| folder.secret("demo-password"))
        .map_err(|e| e.to_string())?;
    let extras = Extras {
        egress: egress::Extras { ca_pem: Some(serving.ca_pem().as_bytes().to_vec()), ..Default::default() },
        ..Default::default()
    };
    let app = App::build(settings, extras).await.map_err(|error| error.to_string())?;
    let browser = app.crawler.browser().is_some() && !options.no_browser;
    eprintln!("The sample town: {} sites on this machine. Browser: {}.", town.sites().len(), browser_words(&app, &options));

    let (scope, token) = sign_in(&app, password).await?;
    let finished = CancellationToken::new();
    let stop = {
        let finished = finished.clone();
        async move {
            tokio::select! {
                () = serve::stop_signal() => {}
                () = finished.cancelled() => {}
            }
        }
    };
    // The server answers while the hunt runs, so that it can be followed in the playground.
    let served = serve::http(&app, listener, None, stop);
    let shown = async {
        let shown = show(&app, &scope, &town, browser, &options).await;
        match &shown {
            Ok(Some(_)) if !options.exit => {
                println!("\nPlayground: http://{address}/graphiql#token={}", token.expose_secret());
                println!("API:        http://{address}/graphql   (Ctrl-C ends)");
            }
            _ => finished.cancel(),
        }
        shown
    };
    let (served, shown) = tokio::join!(served, shown);
    served?;
    Ok(match shown? {
        None => {
            eprintln!("Stopped; the next start goes on from here.");
            ExitCode::from(130)
        }
        Some(met) if options.exit => {
            println!("\n{}", if met { "The truth was met." } else { "The truth was NOT met." });
            if met { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Some(_) => ExitCode::SUCCESS,
    })
}

/// Hunts the town and prints what was found. Whether the truth was met; `None` when a signal came first.
async fn show(app: &App, scope: &Scope, town: &Town, browser: bool, options: &Options) -> Result<Option<bool>, cli::Failure> {
    let hunt = tokio::select! {
        hunt = hunt_town(app, scope, town, browser) => hunt?,
        () = app.services.stopping.cancelled() => return Ok(None),
    };
    let scope = Scope::system(scope.workspace());
    let outcomes = report::Outcomes::of(&app.services.op, &scope, hunt.id).all().await;
    let outcomes = outcomes.map_err(|error| error.operator_message())?;
    let mut table = report::Table::default();
    outcomes.iter().try_for_each(|outcome| table.add(outcome)).map_err(|error| format!("an audit cannot be read: {error}"))?;
    table.write(&mut std::io::stdout()).map_err(|error| format!("the table cannot be printed: {error}"))?;
    let card = glouton_town::score(&outcomes.iter().map(found).collect::<Vec<_>>(), town.truth(), browser);
    println!("\nthe town's truth beside what was found\n{card}");
    if options.differences || options.exit {
        for difference in &card.differences {
            println!("  {difference}");
        }
    }
    Ok(Some(card.is_met() && hunt.state == HuntState::Completed))
}

fn browser_words(app: &App, options: &Options) -> &'static str {
    match (app.crawler.browser().is_some(), options.no_browser) {
        (_, true) => "not used",
        (true, false) => "used for pages that need one",
        (false, false) => "absent (install chromium and chromedriver to read pages that need one)",
    }
}

/// The demo's user, made at the first start.
async fn sign_in(app: &App, password: SecretString) -> Result<(Scope, SecretString), cli::Failure> {
    let services = &app.services;
    let caller = Caller::default();
    let login = accounts::ops::Login { email: EMAIL.to_owned(), password: password.clone() };
    let signed_in = match accounts::ops::login(&services.op, &services.credentials, &caller, login).await {
        Err(Error::Rejected(_) | Error::Unauthenticated(_)) => {
            let input = accounts::ops::Register {
                email: EMAIL.to_owned(),
                password,
                name: "Demo".to_owned(),
                workspace_name: Some("Sample town".to_owned()),
            };
            credits::ops::register(&services.op, &services.credentials, &services.credits, &caller, input).await
        }
        other => other,
    };
    let signed_in = signed_in.map_err(|error| format!("the demo user cannot sign in: {}", error.operator_message()))?;
    Ok((signed_in.scope, signed_in.access.token))
}

/// Starts a hunt over the town, or goes on with one that was interrupted, and follows it to its end.
async fn hunt_town(app: &App, scope: &Scope, town: &Town, browser: bool) -> Result<Hunt, cli::Failure> {
    let op = &app.services.op;
    let open = HuntFilter { states: Some(vec![HuntState::Queued, HuntState::Running]), ..HuntFilter::default() };
    let interrupted = hunts::ops::list(op, scope, &open, &PageRequest::first(1, "hunt"))
        .await
        .map_err(|error| error.operator_message())?
        .items
        .pop();
    let hunt = if let Some((_, hunt)) = interrupted {
        eprintln!("Going on with the hunt that was interrupted.");
        hunt
    } else {
        let input = hunts::ops::StartHunt {
            idempotency_key: HuntId::generate(op.now()).to_string(),
            name: Some("The sample town".to_owned()),
            fetch_mode: if browser { FetchMode::Auto } else { FetchMode::Http },
            limits: LimitsAsked::default(),
            source: HuntSource::Websites { urls: town.seed_urls() },
        };
        hunt::start(app, scope, input).await?
    };
    hunt::follow(op, scope, hunt.id, std::future::pending()).await
}

/// What was found on a site, in the town's words.
fn found(outcome: &report::Outcome) -> FoundSite {
    let reason = outcome.site.reason.and_then(|r| serde_json::to_value(r).ok()).and_then(|r| r.as_str().map(str::to_owned));
    let mut site = FoundSite {
        host: outcome.site.host.clone(),
        state: outcome.site.state.as_str().to_owned(),
        reason,
        ..FoundSite::default()
    };
    let Some(found) = &outcome.lead else { return site };
    let of = |kind: ContactKind, third: bool| -> Vec<String> {
        found.contacts.iter().filter(|c| c.kind == kind && c.third_party == third).map(|c| c.value.clone()).collect()
    };
    site.name = Some(found.lead.name.clone());
    site.emails = of(ContactKind::Email, false);
    site.phones = of(ContactKind::Phone, false);
    site.faxes = of(ContactKind::Fax, false);
    site.third_party_emails = of(ContactKind::Email, true);
    site.third_party_phones = of(ContactKind::Phone, true);
    site.socials = found.lead.socials.iter().map(|s| s.url.value.to_string()).collect();
    site.people = found.lead.people.iter().map(|p| FoundPerson { name: p.name.value.clone(), title: p.title.clone() }).collect();
    site.technologies =
        found.lead.technologies.iter().map(|t| FoundTechnology { name: t.name.clone(), version: t.version.clone() }).collect();
    site.city = found.lead.address.city.clone();
    site.postal_code = found.lead.address.postal_code.clone();
    site.country = found.lead.address.country.clone();
    site.language = found.lead.language.clone();
    site
}

/// Serves the town alone until stopped.
///
/// # Errors
/// One sentence.
pub async fn town(options: TownOptions) -> Result<ExitCode, cli::Failure> {
    let town = Town::new();
    let serving = town.serve().await.map_err(|error| format!("the town cannot be served: {error}"))?;
    let ca = std::env::temp_dir().join(format!("glouton-town-{}.pem", std::process::id()));
    std::fs::write(&ca, serving.ca_pem()).map_err(|error| format!("{} cannot be written: {error}", ca.display()))?;
    let hosts: Vec<serde_json::Value> = overrides(&serving)
        .into_iter()
        .map(|o| serde_json::json!({ "host": o.host, "port": o.port, "address": o.address.to_string() }))
        .collect();
    match options.format {
        TownFormat::Json => {
            let object = serde_json::json!({
                "sites": town.seed_urls(),
                "caFile": ca,
                "env": {
                    "GLOUTON__EGRESS__HOSTS": serde_json::to_string(&hosts).unwrap_or_default(),
                    "GLOUTON__EGRESS__EXTRA_CA_FILE": ca,
                    "GLOUTON__EGRESS__HOST_DELAY_MS": "20",
                    "GLOUTON__EGRESS__DNS_FACTS": "false",
                    "GLOUTON__EGRESS__HEADERS_TIMEOUT_MS": "3000",
                    "GLOUTON__EGRESS__BODY_TIMEOUT_MS": "5000",
                    "GLOUTON__HUNTS__SITE_ATTEMPTS": "1",
                },
            });
            println!("{object}");
        }
        TownFormat::Text => {
            for url in town.seed_urls() {
                println!("{url}");
            }
            eprintln!(
                "{} sites are served until Ctrl-C; `glouton town --format json` prints how to reach them.",
                town.sites().len()
            );
        }
    }
    serve::stop_signal().await;
    serving.stop().await;
    let _ = std::fs::remove_file(&ca);
    Ok(ExitCode::SUCCESS)
}
