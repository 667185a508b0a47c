//! The whole application on a data folder and a database of its own, served on a free port, with the sample town as its only web;
//! and a client that speaks GraphQL to it over real HTTP. Does not belong here: a test.

use std::{fmt, net::SocketAddr, sync::Arc, time::Duration};

use glouton::{
    app::{App, Extras, Role},
    config, hunts,
    platform::{
        clock::Clock,
        db::Db,
        egress::{self, HostOverride, Resolver},
        events::Bus,
        op::Op,
        tasks,
    },
};
use glouton_testbed::TestDatabase;
use glouton_town::{Serving, Town};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle, time::timeout};

use super::people::PASSWORD;

/// Longest that anything awaited may take; a test that needs it has failed.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A hunt and its state: what most documents ask of one.
pub const HUNT: &str = "query($id: ID!) { hunt(id: $id) { id state stopReason progress {
    seq percent sitesFound sitesDone sitesFailed sitesSkipped pagesFetched leadsCreated leadsUpdated hot warm cold } } }";

/// What outlives an app: the folder, the database, the town.
struct World {
    folder: TempDir,
    database: TestDatabase,
    town: Option<Serving>,
    names: Resolver,
}

/// The application while it runs. End a test with [`TestApp::finish`].
pub struct TestApp {
    app: App,
    address: SocketAddr,
    server: JoinHandle<()>,
    world: Arc<World>,
}

impl fmt::Debug for TestApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestApp").field("address", &self.address).finish_non_exhaustive()
    }
}

impl TestApp {
    /// An app without any web behind it.
    pub async fn alone() -> Self {
        Self::alone_and(|_| {}).await
    }

    /// As [`TestApp::alone`], with settings of one's own.
    pub async fn alone_and(change: impl FnOnce(&mut config::Settings)) -> Self {
        Self::start(None, Resolver::default(), change).await
    }

    /// An app whose web is the sample town.
    pub async fn with_town() -> Self {
        Self::with_town_and(|_| {}).await
    }

    /// As [`TestApp::with_town`], with settings of one's own.
    pub async fn with_town_and(change: impl FnOnce(&mut config::Settings)) -> Self {
        Self::with_town_and_names(Resolver::default(), change).await
    }

    /// As [`TestApp::with_town_and`], with a name service of one's own.
    pub async fn with_town_and_names(names: Resolver, change: impl FnOnce(&mut config::Settings)) -> Self {
        let serving = Town::new().serve().await.expect("the town can be served");
        Self::start(Some(serving), names, change).await
    }

    async fn start(town: Option<Serving>, names: Resolver, change: impl FnOnce(&mut config::Settings)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let world = Arc::new(World { folder, database: TestDatabase::migrated().await, town, names });
        Self::on(world, change, None, Role::All).await
    }

    /// As [`TestApp::with_town`], in a role that needs other processes.
    pub async fn with_town_as(role: Role) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let town = Some(Town::new().serve().await.expect("the town can be served"));
        let world = Arc::new(World { folder, database: TestDatabase::migrated().await, town, names: Resolver::default() });
        Self::on(world, |_| {}, None, role).await
    }

    /// Another process of the same installation: the same folder, database and town.
    pub async fn beside(&self, role: Role) -> Self {
        Self::on(Arc::clone(&self.world), |_| {}, None, role).await
    }

    /// As [`TestApp::alone`], with what the process counts.
    pub async fn alone_with_metrics(metrics: metrics_exporter_prometheus::PrometheusHandle) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let world = Arc::new(World { folder, database: TestDatabase::migrated().await, town: None, names: Resolver::default() });
        Self::on(world, |_| {}, Some(metrics), Role::All).await
    }

    async fn on(
        world: Arc<World>,
        change: impl FnOnce(&mut config::Settings),
        metrics: Option<metrics_exporter_prometheus::PrometheusHandle>,
        role: Role,
    ) -> Self {
        let mut settings = settings(&world);
        change(&mut settings);
        let ca_pem = world.town.as_ref().map(|town| town.ca_pem().as_bytes().to_vec());
        let extras = Extras { egress: egress::Extras { ca_pem, resolver: world.names.clone() }, role, ..Default::default() };
        let app = App::build(settings, extras).await.expect("the app starts");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let router = app.router(metrics).into_make_service_with_connect_info::<SocketAddr>();
        let stopping = app.services.stopping.clone();
        let server = tokio::spawn(async move {
            let stopped = async move { stopping.cancelled().await };
            axum::serve(listener, router).with_graceful_shutdown(stopped).await.expect("the server ends well");
        });
        Self { app, address, server, world }
    }

    /// Stops the app and starts another on the same folder and database.
    pub async fn restart(self, change: impl FnOnce(&mut config::Settings)) -> Self {
        let world = self.stop().await;
        Self::on(world, change, None, Role::All).await
    }

    /// As [`TestApp::restart`], with something done to the database while no process runs.
    pub async fn restart_after<F: Future<Output = ()>>(self, meanwhile: impl FnOnce(Op) -> F) -> Self {
        let world = self.stop().await;
        let db = Db::open(world.database.url(), 2).await.expect("the database opens");
        meanwhile(Op { db: db.clone(), clock: Clock::System, bus: Bus::local() }).await;
        db.close().await;
        Self::on(world, |_| {}, None, Role::All).await
    }

    /// Stops the app, whatever is left to do or given up.
    pub async fn abandon(self) {
        self.stop().await;
    }

    async fn stop(self) -> Arc<World> {
        let stopped = timeout(PATIENCE, self.app.stop()).await.expect("a stop takes no minute");
        assert!(stopped, "all work was handed back in time");
        self.server.abort();
        self.world
    }

    /// The app itself, for what no request can ask.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The town.
    pub fn town(&self) -> &Serving {
        self.world.town.as_ref().expect("this app has a town")
    }

    /// `http://127.0.0.1:port` with a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Where sockets connect to.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// A client without any credential.
    pub fn anonymous(&self) -> Client {
        Client::at(&self.url(""))
    }

    /// Registers somebody with a workspace of their own; a client with their access token.
    pub async fn registered(&self, email: &str) -> Client {
        self.anonymous().register(email).await
    }

    /// Asks until the hunt is in `state`.
    ///
    /// # Panics
    /// When it does not get there in [`PATIENCE`].
    pub async fn until(&self, client: &Client, hunt: &str, state: &str) -> Value {
        let mut signals = self.app.services.op.bus.listen(glouton::hunts::ops::topic(hunt.parse().expect("an id of a hunt")));
        let wait = async {
            loop {
                let data = client.data(HUNT, json!({ "id": hunt })).await;
                if data["hunt"]["state"] == state {
                    return data["hunt"].clone();
                }
                // A signal says when to look again; the timeout is for one that came between the question and the listening.
                let _ = timeout(Duration::from_millis(200), signals.any()).await;
            }
        };
        let reached = timeout(PATIENCE, wait).await;
        match reached {
            Ok(hunt) => hunt,
            Err(_) => panic!("the hunt did not become {state}: {}", client.data(HUNT, json!({ "id": hunt })).await),
        }
    }

    /// Waits until no task is left to do.
    pub async fn rest(&self) {
        timeout(PATIENCE, self.app.tasks.until_idle()).await.expect("the work comes to an end").expect("the queue can be read");
    }

    /// Stops the app after all its work has come to an end, and looks that none was left behind.
    pub async fn finish(self) {
        self.rest().await;
        let census = tasks::census(&self.app.services.op.db).await.expect("the queue can be counted");
        assert_eq!(census.open(), 0, "no task is left open: {:?}", census.kinds);
        assert_eq!(census.dead(), 0, "no task died: {:?}", census.kinds);
        let stranded = hunts::ops::stranded(&self.app.services.op).await.expect("the hunts can be read");
        assert!(stranded.is_empty(), "no hunt runs without a task: {stranded:?}");
        self.stop().await;
    }
}

fn settings(world: &World) -> config::Settings {
    let data_dir = world.folder.path().join("data").display().to_string();
    let flags = [
        ("data.dir", data_dir.as_str()),
        ("database.url", world.database.url()),
        ("auth.jwt_secret", "an invented secret for tests alone, 42"),
        ("browser.enabled", "false"),
        ("limits.enabled", "false"),
        ("egress.host_delay_ms", "5"),
        ("egress.connect_timeout_ms", "3000"),
        ("egress.headers_timeout_ms", "3000"),
        ("egress.body_timeout_ms", "5000"),
        ("egress.dns_facts", "false"),
        ("egress.rdap", "false"),
        ("hunts.site_attempts", "1"),
        ("tasks.poll_ms", "50"),
    ]
    .map(|(key, value)| (key, value.to_owned()));
    let mut settings = config::Settings::load(None, std::iter::empty(), &flags).expect("good settings");
    settings.auth.password_cost = glouton::platform::crypto::PasswordCost::cheap();
    settings.egress.hosts = world.town.as_ref().map(overrides).unwrap_or_default();
    settings
}

/// Leads every host of the town to where it listens.
fn overrides(serving: &Serving) -> Vec<HostOverride> {
    let mut hosts = Vec::new();
    for route in serving.hosts() {
        hosts.push(HostOverride { host: route.host.clone(), port: 80, address: route.http });
        if let Some(address) = route.https {
            hosts.push(HostOverride { host: route.host, port: 443, address });
        }
    }
    hosts
}

/// Somebody who asks over HTTP.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    url: String,
    token: Option<String>,
    /// Id of the user; empty for nobody.
    pub id: String,
}

impl Client {
    /// Nobody yet, at a server's address (`http://127.0.0.1:port`).
    pub fn at(server: &str) -> Self {
        let http = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build().expect("a client can be built");
        Self { http, url: format!("{server}/graphql"), token: None, id: String::new() }
    }

    /// Registers somebody with a workspace of their own; a client with their access token.
    pub async fn register(self, email: &str) -> Self {
        let input = json!({ "email": email, "password": PASSWORD, "name": "Ada Byron", "workspaceName": "Analytical Engines" });
        let data = self
            .data(
                "mutation($input: RegisterInput!) { register(input: $input) { accessToken user { id } userErrors { code } } }",
                json!({ "input": input }),
            )
            .await;
        let token = data["register"]["accessToken"].as_str().expect("an access token").to_owned();
        let id = data["register"]["user"]["id"].as_str().expect("a user").to_owned();
        Self { token: Some(token), id, ..self }
    }

    /// This person, at another server of the same installation.
    pub fn moved_to(&self, server: &str) -> Self {
        Self { token: self.token.clone(), id: self.id.clone(), ..Self::at(server) }
    }

    /// This person, with another access token.
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The access token.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The client under it, for requests that no GraphQL client would send.
    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// Sends a document; the whole answer.
    pub async fn ask(&self, document: &str, variables: Value) -> Value {
        self.try_ask(document, variables).await.expect("an answer in JSON")
    }

    /// Sends a document to a server that may be gone.
    pub async fn try_ask(&self, document: &str, variables: Value) -> Result<Value, reqwest::Error> {
        let mut request = self.http.post(&self.url).json(&json!({ "query": document, "variables": variables }));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        request.send().await?.json().await
    }

    /// Opens a subscription as an event stream, for a reader of [`super::live`].
    pub async fn stream(&self, document: &str, variables: Value) -> Result<reqwest::Response, reqwest::Error> {
        let mut request = self
            .http
            .post(format!("{}/stream", self.url))
            .header("accept", "text/event-stream")
            .json(&json!({ "query": document, "variables": variables }));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        request.send().await
    }

    /// Sends a document that must give data without errors.
    pub async fn data(&self, document: &str, variables: Value) -> Value {
        let answer = self.ask(document, variables).await;
        assert!(answer.get("errors").is_none(), "{document}: {}", answer["errors"]);
        answer["data"].clone()
    }

    /// The code of the error that a document gives; empty when it gives none.
    pub async fn code(&self, document: &str, variables: Value) -> String {
        code_of(&self.ask(document, variables).await)
    }

    /// Calls a mutation that takes `input` and selects `fields` besides `userErrors`; its payload.
    pub async fn mutate(&self, field: &str, kind: &str, fields: &str, input: Value) -> Value {
        let document =
            format!("mutation($input: {kind}!) {{ {field}(input: $input) {{ {fields} userErrors {{ code field message }} }} }}");
        self.data(&document, json!({ "input": input })).await[field].clone()
    }

    /// Starts a hunt over plain HTTP; its id.
    pub async fn hunt(&self, urls: &[String], limits: Value) -> String {
        let input = json!({
            "idempotencyKey": format!("start {} of {}", urls.len(), urls.first().expect("an address")),
            "fetchMode": "HTTP",
            "limits": limits,
            "websites": { "urls": urls },
        });
        let payload = self.mutate("startHunt", "StartHuntInput", "hunt { id }", input).await;
        assert_eq!(payload["userErrors"], json!([]));
        payload["hunt"]["id"].as_str().expect("an id").to_owned()
    }

    /// Calls one of the mutations that steer a hunt; its payload.
    pub async fn steer(&self, field: &str, hunt: &str) -> Value {
        self.mutate(field, "HuntInput", "hunt { id state stopReason }", json!({ "huntId": hunt })).await
    }
}

/// The code of an answer's first error; empty when there is none.
pub fn code_of(answer: &Value) -> String {
    answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
}

/// The codes of a payload's `userErrors` with the fields they name.
pub fn mistakes(payload: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let path = |error: &Value| error["field"].as_array().into_iter().flatten().map(text).collect::<Vec<_>>().join(".");
    payload["userErrors"].as_array().into_iter().flatten().map(|error| (text(&error["code"]), path(error))).collect()
}
