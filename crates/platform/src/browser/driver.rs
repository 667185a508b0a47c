//! A chromedriver of our own. Invariant: it and every browser it started are gone when this process is, even after `kill -9`: a small
//! shell stands between, reads from a pipe that only we hold open, and ends them all when the pipe closes. Browsers whose driver
//! dies are ended too; what a shell that was killed itself left behind is ended by the next driver ([`reap`]).

use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, ChildStdin, Command};

use super::BrowserError;

/// Time for chromedriver to say on which port it listens.
const START: Duration = Duration::from_secs(15);
/// How often one that ends at once is started.
const STARTS: u32 = 3;

/// How often, and how far apart, a driver that failed is asked whether it still listens: one that was killed keeps its port for a moment,
/// and that it lost it is told to nobody.
const KNOCKS: u32 = 4;
const BETWEEN_KNOCKS: Duration = Duration::from_millis(100);

/// Starts the driver in a folder of its own and waits for its end: its own, or the one it is asked for when the pipe closes (it then closes its
/// browsers), which is forced after two seconds. Then whatever still names the folder in its command line (browsers are in groups of
/// their own), the folder, and last the whole group, itself included.
const WATCHDOG: &str = r#"
folder=$1; shift
export TMPDIR="$folder"
exec 3<&0
"$@" </dev/null 3<&- &
driver=$!
{
  while read -r _; do :; done
  kill "$driver" 2>/dev/null
  sleep 2
  kill -9 "$driver" 2>/dev/null
} <&3 >/dev/null 2>&1 &
exec 3<&-
wait "$driver" 2>/dev/null
trap '' TERM
kill -TERM "-$$" 2>/dev/null
for process in /proc/[0-9]*; do
  if tr '\0' ' ' <"$process/cmdline" 2>/dev/null | grep -qF -- "$folder/"; then kill -9 "${process#/proc/}" 2>/dev/null; fi
done
rm -rf -- "$folder"
kill -9 "-$$"
"#;

/// The variables that a browser needs; the rest of our environment may hold secrets.
const ENVIRONMENT: &[&str] = &["PATH", "HOME", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "XDG_RUNTIME_DIR"];

fn unstarted(program: &Path, why: &str) -> BrowserError {
    BrowserError::Unavailable(format!("{} did not start: {why}", program.display()))
}

/// A running chromedriver; it ends when dropped.
#[derive(Debug)]
pub(super) struct Driver {
    url: String,
    child: Child,
    /// Held open for the watchdog.
    _pipe: ChildStdin,
}

impl Driver {
    /// Starts `program` on a free port. It takes one that is free for IPv4, and ends when somebody has the same for IPv6: then it is
    /// started again.
    pub(super) async fn start(program: &Path) -> Result<Self, BrowserError> {
        for _ in 0..STARTS {
            if let Some(driver) = Self::start_once(program).await? {
                return Ok(driver);
            }
        }
        Err(unstarted(program, "it did not say on which port it listens"))
    }

    /// `None` when it ended without a word of its port.
    async fn start_once(program: &Path) -> Result<Option<Self>, BrowserError> {
        let failed = |why: &str| unstarted(program, why);
        reap(&std::env::temp_dir()).await;
        let folder = own_folder().map_err(|e| failed(&format!("no folder for its browsers: {e}")))?;
        let mut command = Command::new("/bin/sh");
        command.args(["-c", WATCHDOG, "watchdog"]).arg(&folder).arg(program).arg("--port=0").env_clear();
        command.envs(ENVIRONMENT.iter().filter_map(|name| std::env::var_os(name).map(|value| (name, value))));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        // A group of its own: Ctrl-C in the terminal is for us, who then close the browsers in order.
        command.process_group(0);
        let mut child = command.spawn().map_err(|e| failed(&e.to_string()))?;
        let pipe = child.stdin.take().ok_or_else(|| failed("no pipe to it"))?;
        let stdout = child.stdout.take().ok_or_else(|| failed("no pipe from it"))?;
        let mut lines = BufReader::new(stdout).lines();
        let port = async {
            while let Some(line) = lines.next_line().await.ok()? {
                let port =
                    line.rsplit_once(" on port ").and_then(|(_, port)| port.trim().trim_end_matches('.').parse::<u16>().ok());
                if port.is_some_and(|p| p > 0) {
                    return port;
                }
            }
            None
        };
        let said =
            tokio::time::timeout(START, port).await.map_err(|_| failed("it did not say in time on which port it listens"))?;
        let Some(port) = said else { return Ok(None) };
        // Whatever else it says is read and forgotten, so that it never waits for a reader.
        let mut rest = lines.into_inner();
        super::spawn(async move {
            let mut sink = [0_u8; 4096];
            while matches!(rest.read(&mut sink).await, Ok(n) if n > 0) {}
        });
        Ok(Some(Self { url: format!("http://127.0.0.1:{port}"), child, _pipe: pipe }))
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Whether it can be talked to: its shell outlives it for a moment, and its port for another. Asked only after something failed, so
    /// that it may take a moment itself.
    pub(super) async fn answers(&mut self) -> bool {
        for _ in 0..KNOCKS {
            if !self.is_alive() {
                return false;
            }
            let address = self.url.trim_start_matches("http://");
            if !matches!(tokio::time::timeout(Duration::from_secs(1), TcpStream::connect(address)).await, Ok(Ok(_))) {
                return false;
            }
            tokio::time::sleep(BETWEEN_KNOCKS).await;
        }
        true
    }

    /// Closes the pipe and waits until the watchdog is done.
    pub(super) async fn stop(self) {
        let Self { mut child, _pipe: pipe, .. } = self;
        drop(pipe);
        let _ = tokio::time::timeout(Duration::from_secs(5), child.wait()).await;
    }
}

/// First part of the name of a driver's folder; the process that made it follows.
const FOLDER: &str = "glouton-browser-";

/// Ends what drivers of processes that are gone left behind in `parent`, if their shells were killed with them: whoever names
/// such a folder in its command line, then the folder.
pub(super) async fn reap(parent: &Path) {
    for folder in abandoned(parent) {
        let browsers = processes_naming(&folder);
        if !browsers.is_empty() {
            tracing::warn!(browser.processes = browsers.len(), "browsers of a process that is gone are ended");
            metrics::counter!("glouton_browser_reaped_total").increment(browsers.len() as u64);
            let _ = Command::new("kill").arg("-9").args(browsers).stderr(Stdio::null()).status().await;
        }
        let _ = tokio::fs::remove_dir_all(&folder).await;
    }
}

/// Folders of drivers whose process does not run any more.
fn abandoned(parent: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    entries
        .filter(|entry| {
            let name = entry.file_name();
            let owner = name.to_str().and_then(|name| name.strip_prefix(FOLDER)).and_then(|rest| rest.split('-').next());
            owner.is_some_and(|owner| owner.parse::<u32>().is_ok() && !Path::new("/proc").join(owner).exists())
                && entry.metadata().is_ok_and(|about| about.uid() == own_user())
        })
        .map(|entry| entry.path())
        .collect()
}

/// Processes whose command line names something in `folder`.
fn processes_naming(folder: &Path) -> Vec<String> {
    let inside = format!("{}/", folder.display());
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter(|entry| {
            let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line).contains(&inside)
        })
        .filter_map(|entry| entry.file_name().into_string().ok().filter(|id| id.parse::<u32>().is_ok()))
        .collect()
}

fn own_user() -> u32 {
    std::fs::metadata("/proc/self").map_or(u32::MAX, |about| about.uid())
}

/// A new folder for the profiles of one driver's browsers.
fn own_folder() -> io::Result<PathBuf> {
    let parent = std::env::temp_dir();
    let mut serial = 0_u32;
    loop {
        let folder = parent.join(format!("{FOLDER}{}-{serial}", std::process::id()));
        match std::fs::DirBuilder::new().mode(0o700).create(&folder) {
            Ok(()) => return Ok(folder),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists && serial < 1_000 => serial += 1,
            Err(e) => return Err(e),
        }
    }
}

/// Finds a program: as it is when it has a slash, else on the PATH.
pub(super) fn find_program(name: &str) -> Option<PathBuf> {
    if name.contains('/') {
        return Some(PathBuf::from(name)).filter(|path| path.is_file());
    }
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}
