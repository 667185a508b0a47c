//! The composition root: builds everything once, in order, with plain constructors; runs the commands; stops in order.
//! Does not belong here: any rule. What is decided is decided in a room below.

pub mod cli;
mod data_folder;
mod demo;
mod hunt;
mod record;
mod report;
mod serve;
mod status;
mod telemetry;
mod warc;

use std::{path::Path, sync::Arc, time::Duration};

use secrecy::{ExposeSecret, SecretString};
use tokio_util::sync::CancellationToken;

use crate::{
    accounts::{self, Credentials},
    audits, config,
    crawl::{self, Crawler, SnapshotStore},
    graphql::{
        context::Services,
        cost::Budgets,
        schema::{self, AppSchema},
    },
    http, hunts, leads,
    platform::{
        browser::{BrowserPool, Keeping, Registry},
        bucket::{self, Bucket},
        clock::Clock,
        db::Db,
        egress::{self, Egress},
        events::Courier,
        mail::{self, Mail},
        op::Op,
        redis::{Redis, Shares},
        tasks::{self, Running, Supervisor},
    },
};
use data_folder::DataFolder;

/// Longest that the last pages read may take on their way into the bucket when a process stops: orchestrators wait half a minute.
const LAST_UPLOADS: Duration = Duration::from_secs(10);

/// Why the service does not start, in one sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration.
    #[error("{0}")]
    Config(#[from] config::ConfigError),
    /// The data folder.
    #[error("{0}")]
    Data(#[from] data_folder::DataError),
    /// The database.
    #[error("{0}")]
    Database(#[from] crate::platform::db::OpenError),
    /// Its migrations.
    #[error("the database cannot be brought up to date: {0}")]
    Migration(String),
    /// The way out.
    #[error("{0}")]
    Egress(#[from] egress::SetupError),
    /// Tokens and passwords.
    #[error("{0}")]
    Credentials(String),
    /// The storage of snapshots.
    #[error("snapshots.{0}")]
    Storage(#[from] bucket::SetupError),
    /// Mail.
    #[error("{0}")]
    Mail(#[from] mail::SetupError),
    /// The port.
    #[error("{address} cannot be listened on: {cause}; set http.bind or GLOUTON__HTTP__BIND to another address")]
    Bind {
        /// Which.
        address: std::net::SocketAddr,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A role that one process alone cannot have.
    #[error(
        "the role \"{0}\" needs a database that processes share: set database.url to a PostgreSQL, or leave the role at \"all\""
    )]
    Role(&'static str),
    /// Redis.
    #[error("{0}")]
    Redis(#[from] crate::platform::redis::BadAddress),
    /// Anything else that the machine refuses.
    #[error("{what}: {cause}")]
    Io {
        /// What was tried.
        what: String,
        /// What the system says.
        cause: std::io::Error,
    },
}

/// What a process is for. Processes of one installation share the database and the work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Role {
    /// Answer requests and do the work.
    #[default]
    All,
    /// Answer requests; run no task and no browser.
    Api,
    /// Do the work; answer nothing but health and metrics.
    Worker,
}

impl Role {
    /// As operators write and see it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Api => "api",
            Self::Worker => "worker",
        }
    }
}

/// Everything, built and running.
pub struct App {
    /// The effective settings.
    pub settings: config::Settings,
    /// What operations need.
    pub services: Arc<Services>,
    /// The schema over them.
    pub schema: AppSchema,
    /// Gets pages.
    pub crawler: Crawler,
    /// The running supervisor.
    pub tasks: Running,
    /// What this process is for.
    pub role: Role,
    // Asked by the readiness of the service; absent when none is configured.
    redis: Option<Redis>,
    // Held as long as the app lives: the lock on the data folder.
    _folder: DataFolder,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("tasks", &self.tasks).finish_non_exhaustive()
    }
}

/// What a build may be given besides the settings.
#[derive(Debug, Default)]
pub struct Extras {
    /// For the way out.
    pub egress: egress::Extras,
    /// The clock; the machine's by default.
    pub clock: Clock,
    /// What the process is for.
    pub role: Role,
}

impl App {
    /// Builds and starts: data folder, database, migrations, way out, browser, supervisor.
    ///
    /// # Errors
    /// [`StartError`] in one sentence.
    pub async fn build(settings: config::Settings, extras: Extras) -> Result<Self, StartError> {
        if extras.role != Role::All && settings.is_embedded() {
            return Err(StartError::Role(extras.role.as_str()));
        }
        let folder = DataFolder::open(&settings.data.dir, settings.is_embedded())?;
        let url = settings.database_url();
        let db = Db::open(url.expose_secret(), settings.database.max_connections).await?;
        db.migrate().await.map_err(|error| StartError::Migration(error.to_string()))?;
        let redis = match settings.redis.url.expose_secret() {
            "" => None,
            _ => Some(Redis::at(&settings.redis.url)?),
        };
        let common = redis.as_ref().map(|redis| Shares::new(redis, Duration::from_millis(settings.tasks.lease_ms)));
        let (courier, bus) = Courier::new(&db, redis.clone());
        let op = Op { db, clock: extras.clock, bus };
        let secret = jwt_secret(&settings, &folder)?;
        let credentials = Credentials::in_common(&settings.auth, settings.limits, &secret, common.as_ref())
            .map_err(|error| StartError::Credentials(error.to_string()))?;

        let mut way_out = settings.egress.clone();
        if way_out.user_agent.is_empty() {
            way_out.user_agent = egress::default_user_agent(&settings.public_url());
        }
        let egress = Egress::in_common(&way_out, extras.egress, common.clone())?;
        let snapshots = snapshots(&settings, folder.path(), &egress)?;
        let mut supervisor = Supervisor::new(op.clone(), settings.tasks.clone()).role(extras.role.as_str());
        let browser = match extras.role {
            Role::Api => None,
            Role::All | Role::Worker => {
                let registry = Registry::new(&op.db, &op.clock, supervisor.owner(), settings.tasks.lease_ms);
                let common = common.clone().map(|shares| (shares, op.bus.clone()));
                browsers(&settings.browser, &egress, Keeping { registry: Some(registry), common })
            }
        };
        let crawler = Crawler::new(egress.clone(), browser, snapshots, &settings.crawl, op.clock.clone())
            .map_err(|cause| StartError::Io { what: "there are no threads to read pages on".to_owned(), cause })?;

        if settings.is_embedded() {
            // This process holds the folder alone: whoever held a lease is gone.
            let released = tasks::take_all(&op.db, &settings.tasks, op.now())
                .await
                .map_err(|error| StartError::Migration(error.operator_message()))?;
            if released > 0 {
                tracing::info!(tasks = released, "work that was interrupted goes on");
            }
        }
        hunts::hosts::heed(&op, &egress).await.map_err(|error| StartError::Migration(error.operator_message()))?;
        if extras.role != Role::Api {
            hunts::hosts::recall(&op, &egress).await.map_err(|error| StartError::Migration(error.operator_message()))?;
        }
        let mail = Mail::new(&settings.mail)?;
        if extras.role != Role::Api {
            supervisor = with_work(supervisor, &settings, &op, &crawler, &egress, &credentials, mail);
        }
        supervisor = with_others(supervisor, courier, common.as_ref());
        let tasks = supervisor.start();
        let services = Arc::new(Services {
            op,
            credentials,
            egress,
            accounts: settings.auth.clone(),
            credits: settings.credits.clone(),
            hunts: settings.hunts.clone(),
            task_attempts: settings.tasks.max_attempts,
            stopping: CancellationToken::new(),
        });
        let budgets = Budgets::new(services.op.clock.clone(), settings.limits.enabled, &settings.graphql, common.as_ref());
        let schema = schema::build(Arc::clone(&services), &settings.graphql, budgets);
        Ok(Self { settings, services, schema, crawler, tasks, role: extras.role, redis, _folder: folder })
    }

    /// The routes of the service.
    pub fn router(&self, metrics: Option<metrics_exporter_prometheus::PrometheusHandle>) -> axum::Router {
        let settings = &self.settings.http;
        let state = http::State {
            schema: self.schema.clone(),
            services: Arc::clone(&self.services),
            tasks: self.tasks.clone(),
            metrics,
            counted: Arc::default(),
            role: self.role.as_str(),
            redis: self.redis.clone(),
            snapshots: self.crawler.snapshots().clone(),
            streams: Arc::new(tokio::sync::Semaphore::new(settings.max_streams)),
            settings: Arc::new(http::Settings {
                allowed_origins: settings.allowed_origins.clone(),
                trusted_proxies: settings.trusted_proxies.clone(),
                max_body_bytes: settings.max_body_bytes,
                timeout: Duration::from_millis(settings.timeout_ms),
                max_streams: settings.max_streams,
                max_subscriptions_per_socket: settings.max_subscriptions_per_socket,
                public_url: self.settings.public_url(),
            }),
        };
        match self.role {
            Role::All | Role::Api => http::router(state),
            Role::Worker => http::worker_router(state),
        }
    }

    /// Stops in order: streams end, tasks hand back their work, the database is closed. True when all ended in time.
    pub async fn stop(&self) -> bool {
        self.services.stopping.cancel();
        let in_time = self.tasks.stop().await;
        if let Some(browser) = self.crawler.browser() {
            browser.close().await;
        }
        self.crawler.snapshots().finish(LAST_UPLOADS).await;
        // The last counts; a database that is away takes them with it.
        if let Err(error) = hunts::hosts::write_ledger(&self.services.op, &self.services.egress).await {
            tracing::warn!(error = %error.operator_message(), "the last counts of the hosts' ledger could not be written");
        }
        self.services.op.db.close().await;
        in_time
    }
}

/// The snapshots of an installation: in a data folder, and in a bucket when one is configured.
///
/// # Errors
/// [`StartError::Storage`], [`StartError::Io`].
fn snapshots(settings: &config::Settings, data: &Path, egress: &Egress) -> Result<SnapshotStore, StartError> {
    let bucket = Bucket::new(&settings.snapshots.bucket, egress)?;
    SnapshotStore::open_with(data.join("snapshots"), bucket, settings.snapshots.upload_after())
        .map_err(|cause| StartError::Io { what: "the folder for snapshots cannot be made".to_owned(), cause })
}

fn browsers(settings: &crate::platform::browser::Settings, egress: &Egress, keeping: Keeping) -> Option<BrowserPool> {
    match BrowserPool::kept(settings, egress, keeping) {
        Ok(browser) => Some(browser),
        Err(error) => {
            tracing::info!("{error}; pages that only scripts can fill are read as far as plain HTTP shows them");
            None
        }
    }
}

/// What several processes of an installation need of each other: their signals, and a hold on what they share.
fn with_others(mut supervisor: Supervisor, courier: Option<Courier>, common: Option<&Shares>) -> Supervisor {
    if let Some(courier) = courier {
        let sender = Arc::new(courier);
        let receiver = Arc::clone(&sender);
        supervisor = supervisor
            .service("signals.send", move |stop| {
                let courier = Arc::clone(&sender);
                async move { courier.send(stop).await }
            })
            .service("signals.receive", move |stop| {
                let courier = Arc::clone(&receiver);
                async move { courier.receive(stop).await }
            });
    }
    if let Some(common) = common.cloned() {
        supervisor = supervisor.service("shares.keep", move |stop| {
            let common = common.clone();
            async move { common.keep(stop).await }
        });
    }
    supervisor
}

/// Gives the supervisor what there is to do: every kind of task, every schedule.
fn with_work(
    supervisor: Supervisor,
    settings: &config::Settings,
    op: &Op,
    crawler: &Crawler,
    egress: &Egress,
    credentials: &Credentials,
    mail: Mail,
) -> Supervisor {
    let attempts = settings.tasks.max_attempts;
    let sites = hunts::tasks::SiteHandler::new(op.clone(), crawler.clone(), settings.hunts.clone());
    let letters = accounts::tasks::LetterHandler { op: op.clone(), mail };
    let rescore = audits::tasks::RescoreHandler { op: op.clone() };
    let readings = Arc::new(hunts::readings::StoredReadings { op: op.clone() });
    let mut verification = settings.verification.clone();
    if verification.helo.is_empty() {
        let public = url::Url::parse(&settings.public_url()).ok();
        verification.helo = public.as_ref().and_then(url::Url::host_str).unwrap_or("localhost").to_owned();
    }
    let verify = leads::verification::tasks::VerifyHandler::new(op.clone(), egress.clone(), verification);
    let runs = audits::runs::tasks::RunHandler { op: op.clone(), readings };
    let (sweep_op, repair_op, purge_op, credentials) = (op.clone(), op.clone(), op.clone(), credentials.clone());
    let supervisor = supervisor
        .handle(hunts::tasks::SITE_TASK, settings.hunts.site_concurrency, Arc::new(sites))
        .handle(audits::tasks::RESCORE_TASK, 1, Arc::new(rescore))
        .handle(audits::runs::tasks::RUN_TASK, 1, Arc::new(runs))
        .handle(leads::verification::tasks::VERIFY_TASK, 4, Arc::new(verify))
        .handle(accounts::tasks::LETTER_TASK, 4, Arc::new(letters))
        .schedule("hunts.sweep", Duration::from_secs(1), move || {
            let op = sweep_op.clone();
            async move { hunts::ops::sweep(&op).await }
        })
        // Looks at every open site: too much for every second, and a task is missing only after a fault.
        .schedule("hunts.repair", Duration::from_millis(settings.tasks.lease_ms), move || {
            let op = repair_op.clone();
            async move { hunts::ops::repair(&op, attempts).await }
        })
        .schedule("accounts.purge", Duration::from_secs(3_600), move || {
            let (op, credentials) = (purge_op.clone(), credentials.clone());
            async move { accounts::ops::purge(&op, &credentials).await.map(|_| ()) }
        });
    let supervisor = with_browsers(supervisor, settings, crawler);
    hosts_and_snapshots(supervisor, settings, op, crawler, egress)
}

/// What sees to it that no browser outlives its task, and that processes share those of a grid.
fn with_browsers(supervisor: Supervisor, settings: &config::Settings, crawler: &Crawler) -> Supervisor {
    let Some(browser) = crawler.browser().cloned() else { return supervisor };
    let lender = browser.clone();
    supervisor
        .schedule("browser.reap", Duration::from_millis(settings.tasks.lease_ms), move || {
            let browser = browser.clone();
            async move { browser.reap().await }
        })
        .service("browser.lend", move |stop| {
            let browser = lender.clone();
            async move { browser.lend(stop).await }
        })
}

/// What keeps the ledger of hosts and the snapshots: written down soon, forgotten in time.
fn hosts_and_snapshots(
    supervisor: Supervisor,
    settings: &config::Settings,
    op: &Op,
    crawler: &Crawler,
    egress: &Egress,
) -> Supervisor {
    let both = (op.clone(), egress.clone());
    let (op, ledger_days) = (op.clone(), settings.egress.ledger_days);
    let (snapshots, snapshot_days) = (crawler.snapshots().clone(), settings.crawl.snapshot_days);
    let uploads = snapshots.clone();
    supervisor
        .schedule("hosts.ledger", Duration::from_secs(5), move || {
            let (op, egress) = both.clone();
            async move {
                hunts::hosts::heed(&op, &egress).await?;
                hunts::hosts::write_ledger(&op, &egress).await
            }
        })
        .schedule("hosts.purge", Duration::from_secs(3_600), move || {
            let op = op.clone();
            async move { hunts::hosts::purge(&op, ledger_days).await.map(|_| ()) }
        })
        .schedule("crawl.snapshots", Duration::from_secs(6 * 3_600), move || {
            let snapshots = snapshots.clone();
            async move { crawl::sweep_snapshots(snapshots, snapshot_days).await }
        })
        .service("crawl.uploads", move |stop| {
            let snapshots = uploads.clone();
            async move {
                snapshots.keep_uploading(stop).await;
                Ok(())
            }
        })
}

/// The secret that signs tokens: configured, or made once and kept in the data folder of an embedded installation.
fn jwt_secret(settings: &config::Settings, folder: &DataFolder) -> Result<SecretString, StartError> {
    match &settings.auth.jwt_secret {
        Some(secret) => Ok(secret.clone()),
        None if settings.is_embedded() => Ok(folder.secret("jwt-secret")?),
        None => Err(StartError::Credentials(
            "auth.jwt_secret is needed with PostgreSQL, so that all processes agree: set GLOUTON__AUTH__JWT_SECRET to 32 or more random characters"
                .to_owned(),
        )),
    }
}
