//! What this process keeps: the pack that it appends to, and which contents of this day it need not keep again. Does not belong here:
//! finding what others keep (`others`), what becomes of a pack that has ended (`upload`).

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use glouton_platform::ids::random_bytes;

use super::pack::{self, INDEX, Stem, Writer, beginning};
use super::{ContentHash, DAY};

/// Bytes after which a pack is full: the table of a pack that is appended to is in memory.
const FULL: u64 = 128 * 1024 * 1024;
/// Contents of ended packs of a day that are not kept again, at most: eight bytes of memory each.
const RECENT: usize = 2_000_000;

/// What this process keeps.
#[derive(Debug)]
pub(super) struct Own {
    pub(super) now: Option<Begun>,
    recent: VecDeque<Recent>,
    /// Where the index of a pack goes that was uploaded.
    uploaded: PathBuf,
}

/// The pack that is appended to.
#[derive(Debug)]
pub(super) struct Begun {
    pub(super) writer: Writer,
    since: Instant,
    last: Instant,
}

/// An ended pack of this day: the beginnings of the hashes in it, in order.
#[derive(Debug)]
struct Recent {
    /// Its index.
    index: PathBuf,
    beginnings: Box<[u64]>,
    last: Instant,
}

impl Own {
    pub(super) fn new(uploaded: PathBuf) -> Self {
        Self { now: None, recent: VecDeque::new(), uploaded }
    }

    /// Whether a content was kept here within a day.
    pub(super) fn has(&self, hash: ContentHash) -> bool {
        if self.now.as_ref().is_some_and(|begun| begun.last.elapsed() < DAY && begun.writer.has(hash)) {
            return true;
        }
        let wanted = beginning(hash.0.as_bytes());
        let maybe = |pack: &&Recent| pack.last.elapsed() < DAY && pack.beginnings.binary_search(&wanted).is_ok();
        // The beginning alone could be another's.
        self.recent.iter().filter(maybe).any(|pack| {
            let there = |index: &Path| pack::find(index, hash).is_ok_and(|place| place.is_some());
            there(&pack.index) || pack.index.file_name().is_some_and(|name| there(&self.uploaded.join(name)))
        })
    }

    /// Appends a content; true when a pack ended for it.
    pub(super) fn keep(&mut self, folder: &Path, hash: ContentHash, frame: &[u8]) -> io::Result<bool> {
        let ended = self.end_if(DAY);
        let begun = match &mut self.now {
            Some(begun) => begun,
            None => {
                let (writer, now) = (begin(folder)?, Instant::now());
                self.now.insert(Begun { writer, since: now, last: now })
            }
        };
        // Another thread may have been quicker.
        if !begun.writer.has(hash) {
            begun.writer.append(hash, frame)?;
            begun.last = Instant::now();
        }
        Ok(ended)
    }

    /// Ends the pack that is appended to when it is full or so old; true when it did.
    pub(super) fn end_if(&mut self, old: Duration) -> bool {
        let due = self.now.as_ref().is_some_and(|begun| begun.writer.len() >= FULL || begun.since.elapsed() >= old);
        if due {
            self.end();
        }
        due
    }

    /// Ends the pack that is appended to.
    pub(super) fn end(&mut self) {
        let Some(Begun { writer, last, .. }) = self.now.take() else { return };
        let index = writer.path().with_extension(INDEX);
        match writer.seal() {
            Ok(beginnings) => self.recent.push_back(Recent { index, beginnings, last }),
            // It is gone through from its beginning then.
            Err(error) => tracing::warn!(%error, "the index of a pack of snapshots could not be written"),
        }
        self.recent.retain(|pack| pack.last.elapsed() < DAY);
        while self.recent.iter().map(|pack| pack.beginnings.len()).sum::<usize>() > RECENT {
            self.recent.pop_front();
        }
    }
}

/// A pack whose name sorts by time and is no other's, on whatever machine that may be.
#[allow(clippy::disallowed_methods)] // a file's name and date are the file system's, not the operation's
fn begin(folder: &Path) -> io::Result<Writer> {
    loop {
        let millis = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let unique = format!("{:016x}", u64::from_le_bytes(random_bytes()));
        match Writer::create(folder.join(Stem::new(millis, &unique).pack())) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            created => return created,
        }
    }
}
