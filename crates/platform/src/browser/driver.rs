//! A chromedriver of our own. Invariant: it and every browser it started are gone when this process is, even after `kill -9`: a small
//! shell stands between, reads from a pipe that only we hold open, and ends them all when the pipe closes.

use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::process::{Child, ChildStdin, Command};

use super::BrowserError;

/// Time for chromedriver to say on which port it listens.
const START: Duration = Duration::from_secs(15);

/// Starts the driver in a folder of its own, waits for the pipe to close, asks it to end (it then closes its browsers), asks
/// whatever is left of the group after two seconds, removes the folder, and last kills the whole group, itself included.
const WATCHDOG: &str = r#"
folder=$1; shift
export TMPDIR="$folder"
"$@" </dev/null &
driver=$!
while read -r _; do :; done
kill "$driver" 2>/dev/null
tries=0
while kill -0 "$driver" 2>/dev/null && [ "$tries" -lt 20 ]; do sleep 0.1; tries=$((tries + 1)); done
trap '' TERM
kill -TERM "-$$" 2>/dev/null
sleep 0.2
rm -rf -- "$folder"
kill -9 "-$$"
"#;

/// The variables that a browser needs; the rest of our environment may hold secrets.
const ENVIRONMENT: &[&str] = &["PATH", "HOME", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "XDG_RUNTIME_DIR"];

/// A running chromedriver; it ends when dropped.
#[derive(Debug)]
pub(super) struct Driver {
    url: String,
    child: Child,
    /// Held open for the watchdog.
    _pipe: ChildStdin,
}

impl Driver {
    /// Starts `program` on a free port.
    pub(super) async fn start(program: &Path) -> Result<Self, BrowserError> {
        let failed = |why: &str| BrowserError::Unavailable(format!("{} did not start: {why}", program.display()));
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
        let port = tokio::time::timeout(START, port)
            .await
            .ok()
            .flatten()
            .ok_or_else(|| failed("it did not say on which port it listens"))?;
        // Whatever else it says is read and forgotten, so that it never waits for a reader.
        let mut rest = lines.into_inner();
        super::spawn(async move {
            let mut sink = [0_u8; 4096];
            while matches!(rest.read(&mut sink).await, Ok(n) if n > 0) {}
        });
        Ok(Self { url: format!("http://127.0.0.1:{port}"), child, _pipe: pipe })
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Closes the pipe and waits until the watchdog is done.
    pub(super) async fn stop(self) {
        let Self { mut child, _pipe: pipe, .. } = self;
        drop(pipe);
        let _ = tokio::time::timeout(Duration::from_secs(5), child.wait()).await;
    }
}

/// A new folder for the profiles of one driver's browsers.
fn own_folder() -> io::Result<PathBuf> {
    let parent = std::env::temp_dir();
    let mut serial = 0_u32;
    loop {
        let folder = parent.join(format!("glouton-browser-{}-{serial}", std::process::id()));
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
