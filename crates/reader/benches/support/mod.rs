//! What the reader's benchmarks share: the processor's clock and the pages they read.
//!
//! Belongs here: measuring and material. Does not belong here: what is measured.

#![allow(dead_code, reason = "each benchmark uses a part")]

pub mod pages;

use std::path::Path;
use std::time::{Duration, Instant};

/// CPU time of this thread where the system tells it, else the wall clock.
pub fn cpu_time(start: Instant) -> Duration {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse().ok())
        .map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// CPU time of `rounds` runs of the same work, shortest first.
pub fn rounds(rounds: usize, mut work: impl FnMut()) -> Vec<Duration> {
    let start = Instant::now();
    let mut times: Vec<Duration> = (0..rounds)
        .map(|_| {
            let before = cpu_time(start);
            work();
            cpu_time(start).saturating_sub(before)
        })
        .collect();
    times.sort();
    times
}

/// CPU time of one run of some work, measured over as many runs as take a quarter of a second: the system counts CPU time in
/// steps of a few milliseconds.
pub fn one_run(mut work: impl FnMut()) -> Duration {
    let start = Instant::now();
    let before = cpu_time(start);
    let mut runs = 0;
    loop {
        work();
        runs += 1;
        let spent = cpu_time(start).saturating_sub(before);
        if spent >= Duration::from_millis(250) {
            return spent / runs;
        }
    }
}

/// The `*.html` files of a folder, in the order of their names.
pub fn from_folder(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    files.sort();
    files.iter().map(|path| std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())).collect()
}
