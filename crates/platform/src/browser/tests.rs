//! Browsers of a grid, tried with a real chromedriver that is nobody's: what a process leaves there when it dies, and under a page that never
//! yields. Skipped, with a message, where `GLOUTON_TEST_BROWSER` is not 1.

use std::process::Stdio;
use std::sync::Arc;

use glouton_testbed::{TestDatabase, has_browser, webdriver_url};
use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use super::webdriver::{Listing, Mark};
use super::*;
use crate::clock::{Clock, Timestamp};
use crate::db::Db;

const LEASE_MS: u64 = 15_000;

/// A Selenium Grid where the environment names one, else a chromedriver in its place.
struct Grid {
    url: String,
    /// With its words: a driver that nobody listens to ends.
    _driver: Option<(Child, Lines<BufReader<ChildStdout>>, TempDir)>,
}

impl Grid {
    async fn start() -> Option<Self> {
        if !has_browser() {
            eprintln!("skipped: GLOUTON_TEST_BROWSER is not 1");
            return None;
        }
        if let Some(url) = webdriver_url() {
            return Some(Self { url, _driver: None });
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut driver = Command::new("chromedriver");
        driver.arg("--port=0").env("TMPDIR", folder.path()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut driver = driver.spawn().expect("chromedriver is installed where GLOUTON_TEST_BROWSER is 1");
        let mut lines = BufReader::new(driver.stdout.take().expect("its words")).lines();
        let port = loop {
            let line = lines.next_line().await.expect("a line").expect("chromedriver says where it listens");
            // It first says on which it was asked to, then on which it does.
            if let Some((_, port)) = line.rsplit_once("successfully on port ") {
                break port.trim_end_matches('.').to_owned();
            }
        };
        Some(Self { url: format!("http://127.0.0.1:{port}"), _driver: Some((driver, lines, folder)) })
    }

    fn settings(&self) -> Settings {
        let table: toml::Table = toml::from_str(include_str!("../../../../config/default.toml")).expect("the defaults are TOML");
        let mut settings: Settings = table["browser"].clone().try_into().expect("the section fits its struct");
        settings.webdriver_url.clone_from(&self.url);
        settings
    }

    /// Waits until a browser that was closed is off the list: a grid of several parts tells it a little later.
    async fn until_gone(&self, id: &str) {
        let mut look = tokio::time::interval(Duration::from_millis(50));
        let gone = async {
            while self.has(id).await {
                look.tick().await;
            }
        };
        assert!(tokio::time::timeout(Duration::from_secs(5), gone).await.is_ok(), "browser {id} is still there");
    }

    async fn has(&self, id: &str) -> bool {
        match webdriver::list(&self.url).await {
            Listing::Has(browsers) => browsers.iter().any(|browser| browser.id == id),
            other => panic!("{other:?}"),
        }
    }
}

fn egress() -> Egress {
    let table: toml::Table = toml::from_str(include_str!("../../../../config/default.toml")).expect("the defaults are TOML");
    Egress::new(&table["egress"].clone().try_into().expect("the section fits its struct")).expect("the door")
}

/// An installation with a clock that the test moves.
struct Installation {
    _database: TestDatabase,
    db: Db,
    clock: Clock,
}

impl Installation {
    async fn new() -> Self {
        let database = TestDatabase::migrated().await;
        let db = Db::open(database.url(), 2).await.expect("a database");
        Self { _database: database, db, clock: Clock::manual(Timestamp(1_000_000_000)) }
    }

    fn registry(&self, owner: &str) -> Registry {
        Registry::new(&self.db, &self.clock, &Arc::from(owner), LEASE_MS)
    }

    fn pool(&self, grid: &Grid, owner: &str) -> BrowserPool {
        let keeping = Keeping { registry: Some(self.registry(owner)), common: None };
        BrowserPool::kept(&grid.settings(), &egress(), keeping).expect("a pool")
    }

    /// Browsers that are announced, and that are open.
    async fn books(&self) -> (u64, u64) {
        self.registry("who looks").numbers().await.expect("an answer")
    }
}

/// A browser as the grid has it when its process dies: nobody closes it.
async fn left_behind(grid: &Grid, mark: &Mark) -> String {
    let session = Session::open(&grid.url, &grid.settings(), &egress(), Some(mark)).await.expect("a browser");
    session.leave().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_was_opened_for_a_process_that_died_before_it_knew_is_ended_and_no_strangers() {
    let Some(grid) = Grid::start().await else { return };
    let (here, elsewhere) = (Installation::new().await, Installation::new().await);
    let marks = [(); 3].map(|()| Mark::new());
    // One of a process of ours that dies, one of another installation, one of somebody who knows nothing of marks in our books.
    here.registry("dies").announced(&marks[0], &grid.url).await.expect("written down");
    elsewhere.registry("lives").announced(&marks[1], &grid.url).await.expect("written down");
    let mut browsers = Vec::new();
    for mark in &marks {
        browsers.push(left_behind(&grid, mark).await);
    }
    let pool = here.pool(&grid, "next");
    pool.reap().await.expect("an answer");
    assert!(grid.has(&browsers[0]).await, "its process may be about to write it down");

    here.clock.advance(Duration::from_millis(LEASE_MS + 1));
    pool.reap().await.expect("an answer");
    grid.until_gone(&browsers[0]).await;
    assert_eq!(here.books().await.0, 0);
    assert!(grid.has(&browsers[1]).await && grid.has(&browsers[2]).await, "those of strangers are left alone");
    for id in &browsers[1..] {
        assert_eq!(webdriver::end(&grid.url, id).await, webdriver::Ended::Closed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_for_and_never_came_is_looked_for_a_while_and_forgotten() {
    let Some(grid) = Grid::start().await else { return };
    let installation = Installation::new().await;
    let mark = Mark::new();
    installation.registry("dies").announced(&mark, &grid.url).await.expect("written down");
    let pool = installation.pool(&grid, "next");
    installation.clock.advance(Duration::from_secs(60));
    pool.reap().await.expect("an answer");
    assert_eq!(installation.books().await.0, 1, "it may still wait for its turn in the grid");
    // It comes late, and is ended.
    let late = left_behind(&grid, &mark).await;
    pool.reap().await.expect("an answer");
    grid.until_gone(&late).await;
    assert_eq!(installation.books().await.0, 0);

    installation.registry("dies").announced(&Mark::new(), &grid.url).await.expect("written down");
    installation.clock.advance(Duration::from_secs(3_600));
    pool.reap().await.expect("an answer");
    assert_eq!(installation.books().await.0, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_browser_stands_in_the_books_under_its_name_and_a_closed_one_not_at_all() {
    let Some(grid) = Grid::start().await else { return };
    let installation = Installation::new().await;
    let pool = installation.pool(&grid, "here");
    pool.warm_up().await.expect("a browser");
    assert_eq!(installation.books().await, (0, 1));
    pool.close().await;
    assert_eq!(installation.books().await, (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grid_that_is_not_there_leaves_nothing_in_the_books() {
    let installation = Installation::new().await;
    let nowhere = Grid { url: "http://127.0.0.1:1".into(), _driver: None };
    let shown = installation.pool(&nowhere, "here").warm_up().await;
    assert!(matches!(shown, Err(BrowserError::Unavailable(_))), "{shown:?}");
    assert_eq!(installation.books().await, (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_whose_driver_waits_for_ever_under_a_page_closes_all_the_same() {
    let Some(grid) = Grid::start().await else { return };
    let session = Session::open(&grid.url, &grid.settings(), &egress(), None).await.expect("a browser");
    let id = session.id.clone();
    // The answer never comes: the driver has no deadline for this one.
    let hangs = session.devtools("Runtime.evaluate", json!({ "expression": "for (;;) {}" }));
    assert!(tokio::time::timeout(Duration::from_secs(1), hangs).await.is_err());
    assert!(session.close().await, "closed");
    grid.until_gone(&id).await;
}

/// A way to a grid that refuses the first browser, as a hub does that has not noticed the death of a node.
async fn hub_with_a_dead_node(grid: &Grid) -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    const REFUSAL: &str = r#"{"value":{"error":"session not created","message":"Could not start a new session. Connection error","stacktrace":""}}"#;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let mut url = Url::parse(&grid.url).expect("an address");
    let to = url.socket_addrs(|| None).expect("an address on this machine");
    url.set_port(Some(listener.local_addr().expect("its address").port())).expect("a port");
    spawn(async move {
        let mut refused = false;
        while let Ok((mut guest, _)) = listener.accept().await {
            if !std::mem::replace(&mut refused, true) {
                let answer = format!(
                    "HTTP/1.1 500 Error\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{REFUSAL}",
                    REFUSAL.len()
                );
                let mut asked = [0; 16_384];
                let _ = guest.read(&mut asked).await;
                let _ = guest.write_all(answer.as_bytes()).await;
                continue;
            }
            let Ok(mut grid) = tokio::net::TcpStream::connect(&to[..]).await else { return };
            spawn(async move {
                let _ = tokio::io::copy_bidirectional(&mut guest, &mut grid).await;
            });
        }
    });
    url.into()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grid_that_has_not_noticed_the_death_of_a_node_is_asked_again() {
    let Some(grid) = Grid::start().await else { return };
    let installation = Installation::new().await;
    let hub = Grid { url: hub_with_a_dead_node(&grid).await, _driver: None };
    let pool = installation.pool(&hub, "here");
    pool.warm_up().await.expect("a browser");
    assert_eq!(installation.books().await, (0, 1));
    pool.close().await;
}
