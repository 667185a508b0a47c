//! The real binary in processes of its own: one installation (database, data folders, a town for a web) and the servers that run on it,
//! to be started, asked, signalled and killed. Does not belong here: a test.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use glouton_testbed::TestDatabase;
use glouton_town::{Serving, Town};
use serde_json::json;
use tempfile::TempDir;
use tokio::process::{Child, Command};

use super::{app::Client, until::until};

/// Longest that a start may take on a busy machine.
const START: Duration = Duration::from_secs(60);
/// Name under which servers of tests present themselves; the number of the life follows.
const AGENT: &str = "GloutonTest/";

/// What servers share, and what outlives them.
#[derive(Debug)]
pub struct Installation {
    folder: TempDir,
    database: TestDatabase,
    town: Serving,
    settings: Vec<(String, String)>,
    lives: AtomicUsize,
}

impl Installation {
    /// An installation on the database that the environment names, whose web is `town`. `settings` are keys of the configuration
    /// (`tasks.lease_ms`) with their values, over settings that make a test quick.
    pub async fn new(town: &Town, settings: &[(&str, &str)]) -> Self {
        Self::on(TestDatabase::migrated().await, town, settings).await
    }

    /// As [`Installation::new`], on a given database.
    pub async fn on(database: TestDatabase, town: &Town, settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let town = town.serve().await.expect("the town can be served");
        let authority = folder.path().join("authority.pem");
        fs::write(&authority, town.ca_pem()).expect("the town's authority can be written");
        let route = |host: &str, port: u16, address| json!({ "host": host, "port": port, "address": address });
        let hosts: Vec<_> = town
            .hosts()
            .into_iter()
            .flat_map(|at| {
                let secure = at.https.map(|address| route(&at.host, 443, address));
                [Some(route(&at.host, 80, at.http)), secure].into_iter().flatten()
            })
            .collect();
        let usual = [
            ("database.url", database.url()),
            ("auth.jwt_secret", "an invented secret for tests alone, 42"),
            ("auth.access_minutes", "600"),
            ("browser.enabled", "false"),
            ("limits.enabled", "false"),
            ("graphql.max_cost", "1000000"),
            ("egress.hosts", &json!(hosts).to_string()),
            ("egress.extra_ca_file", &authority.display().to_string()),
            ("egress.host_delay_ms", "5"),
            ("egress.connect_timeout_ms", "3000"),
            ("egress.headers_timeout_ms", "5000"),
            ("egress.body_timeout_ms", "5000"),
            ("egress.dns_facts", "false"),
            ("egress.rdap", "false"),
            ("hunts.site_attempts", "1"),
            ("tasks.poll_ms", "200"),
            ("log.format", "json"),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()));
        let settings = usual.into_iter().chain(settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())));
        Self { folder, database, town, settings: settings.collect(), lives: AtomicUsize::new(0) }
    }

    /// The town.
    pub fn town(&self) -> &Serving {
        &self.town
    }

    /// Where everything of this installation lies; the command line of whatever it starts names it.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The database's address.
    pub fn database_url(&self) -> &str {
        self.database.url()
    }

    /// Where the servers of one replica keep their data.
    pub fn data_folder(&self, replica: usize) -> PathBuf {
        self.folder.path().join(format!("data-{replica}"))
    }

    /// True when servers share a PostgreSQL, so that there may be several.
    pub fn is_shared(&self) -> bool {
        self.database.url().starts_with("postgres")
    }

    /// Starts a server and waits until it is ready. Servers of one `replica` follow each other on the same data folder.
    pub async fn start(&self, replica: usize) -> Server {
        let mut server = self.launch(replica);
        server.url = until("a server is ready", START, || {
            let ready = server.ready();
            if ready.is_none()
                && let Ok(Some(status)) = server.child.try_wait()
            {
                panic!("the server ended ({status}) before it was ready:\n{}", server.last_words());
            }
            async { ready }
        })
        .await;
        server
    }

    fn launch(&self, replica: usize) -> Server {
        let life = self.lives.fetch_add(1, Ordering::Relaxed);
        let log = self.folder.path().join(format!("server-{life}.log"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_glouton"));
        command.args(["serve", "--bind", "127.0.0.1:0", "--data-dir"]).arg(self.data_folder(replica));
        command.env_clear().envs(["PATH", "HOME"].iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
        // What it starts in turn (browsers) is known by this folder in its command line.
        command.env("TMPDIR", self.folder.path());
        command.env("GLOUTON__EGRESS__USER_AGENT", format!("{AGENT}{life}"));
        for (key, value) in &self.settings {
            command.env(format!("GLOUTON__{}", key.to_uppercase().replace('.', "__")), value);
        }
        let said = fs::File::create(&log).expect("a log can be written");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(said).kill_on_drop(true);
        let child = command.spawn().expect("the binary can be started");
        Server { child, life, replica, url: String::new(), log }
    }
}

/// A server: one life of one replica.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Number of its life within the installation, from 0; the last word of its user agent.
    pub life: usize,
    /// The replica it is.
    pub replica: usize,
    /// `http://127.0.0.1:port`.
    pub url: String,
    log: PathBuf,
}

impl Server {
    fn ready(&self) -> Option<String> {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let (_, after) = log.split_once("ready: the API is at ")?;
        after.split_once("/graphql").map(|(url, _)| url.to_owned())
    }

    /// The end of its log, for a message.
    pub fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(25)..].join("\n")
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id().expect("a server that runs")
    }

    /// Whether it still runs.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// `kill -9`; returns when it is gone.
    pub async fn kill(mut self) -> Instant {
        self.child.kill().await.expect("the server can be killed");
        Instant::now()
    }

    /// `kill -TERM`; its exit status and how long it took.
    pub async fn terminate(mut self) -> (ExitStatus, Duration) {
        let began = Instant::now();
        signal("TERM", self.id());
        let status = tokio::time::timeout(Duration::from_secs(30), self.child.wait())
            .await
            .unwrap_or_else(|_| panic!("the server does not stop:\n{}", self.last_words()))
            .expect("an exit status");
        (status, began.elapsed())
    }

    /// Somebody who asks this server, not signed in.
    pub fn client(&self) -> Client {
        Client::at(&self.url)
    }
}

/// Sends a signal to a process of this test.
pub fn signal(name: &str, process: u32) {
    let sent = std::process::Command::new("kill").args([&format!("-{name}"), &process.to_string()]).status();
    assert!(sent.expect("kill runs").success(), "{process} takes the signal {name}");
}

/// The life of the server that sent a request, from its user agent.
pub fn life_of(user_agent: &str) -> usize {
    user_agent.strip_prefix(AGENT).and_then(|life| life.parse().ok()).unwrap_or_else(|| panic!("a server's name: {user_agent}"))
}
