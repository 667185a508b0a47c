//! A PostgreSQL and a Redis of a test's own, to be stopped and started under the servers that use them. Does not belong here: a test.

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    os::unix::fs::{PermissionsExt as _, chown},
    path::{Path, PathBuf},
    process::{Command as Blocking, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    process::{Child, Command},
};

use super::{process::signal, until::until_true};

const START: Duration = Duration::from_secs(60);

/// A port that nobody has at this moment.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

async fn listens(port: u16) -> bool {
    TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], port))).await.is_ok()
}

/// A PostgreSQL cluster in a temporary folder.
#[derive(Debug)]
pub struct Postgres {
    folder: TempDir,
    programs: PathBuf,
    owner: Option<(u32, u32)>,
    port: u16,
    running: Option<Child>,
}

impl Postgres {
    /// Makes a cluster and starts it.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o711)).expect("the folder can be passed through");
        let data = folder.path().join("data");
        fs::create_dir(&data).expect("a folder for the cluster");
        let owner = unprivileged();
        if let Some((user, group)) = owner {
            chown(&data, Some(user), Some(group)).expect("the cluster's folder changes hands");
        }
        let mut cluster = Self { folder, programs: programs(), owner, port: free_port(), running: None };
        let mut init = cluster.command("initdb");
        init.args(["-U", "glouton", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        let made = init.output().await.expect("initdb runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        cluster.resume().await;
        cluster
    }

    /// What to write into `database.url`.
    pub fn url(&self) -> String {
        format!("postgres://glouton@127.0.0.1:{}/postgres", self.port)
    }

    /// Stops it as an operator who does not wait for clients would; connections are broken.
    pub async fn stop(&mut self) {
        let mut running = self.running.take().expect("a running cluster");
        signal("INT", running.id().expect("a running cluster"));
        running.wait().await.expect("PostgreSQL stops");
    }

    /// Starts it again on the same data and port.
    pub async fn resume(&mut self) {
        let port = self.port.to_string();
        let mut command = self.command("postgres");
        command.args(["-p", &port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]);
        command.args(["-c", "fsync=off", "-c", "max_connections=100", "-c", "shared_buffers=32MB"]);
        command.kill_on_drop(true);
        self.running = Some(command.spawn().expect("postgres starts"));
        let ready = || {
            let mut ask = self.command("pg_isready");
            ask.args(["-q", "-h", "127.0.0.1", "-p", &port, "-U", "glouton"]);
            async move { ask.status().await.is_ok_and(|status| status.success()) }
        };
        until_true("PostgreSQL answers", START, ready).await;
    }

    fn command(&self, program: &str) -> Command {
        let path = self.programs.join(program);
        let mut command = match self.owner {
            // The server refuses to run as root.
            Some((user, group)) => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid", &user.to_string(), "--regid", &group.to_string(), "--clear-groups"]).arg(path);
                command
            }
            None => Command::new(path),
        };
        let data = self.folder.path().join("data");
        if program != "pg_isready" {
            command.arg("-D").arg(&data);
        }
        command.current_dir(&data).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        if program == "postgres" {
            command.stderr(Stdio::null());
        }
        command
    }
}

/// The server programs are not on Debian's PATH.
fn programs() -> PathBuf {
    let asked = Blocking::new("pg_config").arg("--bindir").output().ok();
    let said = asked.map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
    said.into_iter()
        .chain(versions)
        .chain(on_path)
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
        .expect("PostgreSQL's server programs are installed where GLOUTON_TEST_DATABASE is postgres")
}

/// Somebody who is not root, when we are.
fn unprivileged() -> Option<(u32, u32)> {
    let id = |arguments: &[&str]| {
        let output = Blocking::new("id").args(arguments).output().ok().filter(|output| output.status.success())?;
        String::from_utf8_lossy(&output.stdout).trim().parse::<u32>().ok()
    };
    if id(&["-u"]) != Some(0) {
        return None;
    }
    ["postgres", "nobody"].iter().find_map(|name| Some((id(&["-u", name])?, id(&["-g", name])?)))
}

/// A Redis that keeps nothing.
#[derive(Debug)]
pub struct Redis {
    folder: TempDir,
    port: u16,
    running: Option<Child>,
}

impl Redis {
    /// Starts one.
    pub async fn start() -> Self {
        let mut redis = Self { folder: tempfile::tempdir().expect("a temporary folder"), port: free_port(), running: None };
        redis.resume().await;
        redis
    }

    /// What to write into `redis.url`.
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Takes it away.
    pub async fn stop(&mut self) {
        self.running.take().expect("a running Redis").kill().await.expect("Redis ends");
    }

    /// Starts it again on the same port.
    pub async fn resume(&mut self) {
        let running = Command::new("redis-server")
            .args(["--bind", "127.0.0.1", "--port", &self.port.to_string(), "--save", "", "--appendonly", "no", "--dir"])
            .arg(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn();
        self.running = Some(running.expect("redis-server is installed where GLOUTON_TEST_REDIS_URL is set"));
        until_true("Redis listens", START, || listens(self.port)).await;
    }
}

/// A chromedriver that is nobody's: what a Selenium Grid is to its guests.
#[derive(Debug)]
pub struct Grid {
    folder: TempDir,
    port: u16,
    _running: Child,
}

impl Grid {
    /// Starts one.
    pub async fn start() -> Self {
        let (folder, port) = (tempfile::tempdir().expect("a temporary folder"), free_port());
        let running = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .env("TMPDIR", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn();
        let running = running.expect("chromedriver is installed where GLOUTON_TEST_BROWSER is 1");
        until_true("chromedriver listens", START, || listens(port)).await;
        Self { folder, port, _running: running }
    }

    /// What to write into `browser.webdriver_url`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Processes of browsers that are open in it.
    pub fn browsers(&self) -> usize {
        processes_in(self.folder.path()).iter().filter(|(_, name)| name.contains("chromium")).count()
    }
}

/// The way to a grid, on which answers can be held back: what is asked reaches the grid, and whoever asked never learns what came of it.
#[derive(Debug)]
pub struct Way {
    port: u16,
    holds: Arc<AtomicBool>,
    /// Answers that were held back.
    held: Arc<AtomicUsize>,
}

impl Way {
    /// A way to `grid` that holds back every answer, until it is [opened](Self::open).
    pub async fn closed(grid: &Grid) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.set_nonblocking(true).expect("a port for tokio");
        let listener = tokio::net::TcpListener::from_std(listener).expect("a port for tokio");
        let port = listener.local_addr().expect("its address").port();
        let (holds, held) = (Arc::new(AtomicBool::new(true)), Arc::<AtomicUsize>::default());
        let (to, way) = (grid.port, Self { port, holds: Arc::clone(&holds), held: Arc::clone(&held) });
        tokio::spawn(async move {
            while let Ok((guest, _)) = listener.accept().await {
                let Ok(grid) = TcpStream::connect(("127.0.0.1", to)).await else { continue };
                let ((mut asks, mut hears), (mut answers, mut learns)) = (guest.into_split(), grid.into_split());
                // Also when the guest is gone: what it asked for is done.
                tokio::spawn(async move { tokio::io::copy(&mut asks, &mut learns).await });
                let (holds, held) = (Arc::clone(&holds), Arc::clone(&held));
                tokio::spawn(async move {
                    let mut answer = [0; 4096];
                    while let Ok(length @ 1..) = answers.read(&mut answer).await {
                        if holds.load(Ordering::SeqCst) {
                            held.fetch_add(1, Ordering::SeqCst);
                        } else if hears.write_all(&answer[..length]).await.is_err() {
                            break;
                        }
                    }
                });
            }
        });
        way
    }

    /// What to write into `browser.webdriver_url`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Answers that were held back so far.
    pub fn held(&self) -> usize {
        self.held.load(Ordering::SeqCst)
    }

    /// Lets answers through from now on.
    pub fn open(&self) {
        self.holds.store(false, Ordering::SeqCst);
    }
}

impl Drop for Grid {
    fn drop(&mut self) {
        for (process, _) in processes_in(self.folder.path()) {
            let _ = Blocking::new("kill").arg("-9").arg(process.to_string()).stderr(Stdio::null()).status();
        }
    }
}

/// The processes that were started in `folder` (by their command line or their TMPDIR), by id, with the program's name.
pub fn processes_in(folder: &Path) -> Vec<(u32, String)> {
    let folder = folder.display().to_string();
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        let names = |file: &str| {
            let text = fs::read(entry.path().join(file)).unwrap_or_default();
            String::from_utf8_lossy(&text).contains(&folder)
        };
        if names("cmdline") || names("environ") {
            let name = fs::read_to_string(entry.path().join("comm")).unwrap_or_default();
            found.push((id, name.trim().to_owned()));
        }
    }
    found
}
