//! Pages as they were read, kept by their content, so that extraction and audits can run again with no network. How contents lie in a
//! file is in `pack`.
//!
//! Each process appends to a pack of its own and begins another when that is full or a day old: a file for each page would cost the file
//! system more than all else that is done to keep it. Packs go as a whole, when the last of them was kept long enough ago.
//!
//! Invariants: a content is known by its BLAKE3 hash, so that a damaged one is missing and never wrong; it is in its pack before
//! [`SnapshotStore::put`] returns, and what a process was cut off in the middle of is nowhere. Packs are *not* synced to the disk page
//! by page: after a power failure the last few seconds' snapshots may be missing, which [`SnapshotStore::get`] reports as missing,
//! and a page whose snapshot is gone can be read again. That costs less than a sync for each of millions of pages.
//!
//! A content that was kept within a day is not kept again. Later it is, in a pack of that day: that is what keeps it alive.

mod pack;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use glouton_platform::error::Error;

use pack::{INDEX, PACK, Reader, Writer, beginning, unpack};

/// zstd's level: 1 costs a tenth of a millisecond a page and saves four fifths of it.
const LEVEL: i32 = 1;
/// A pack is appended to for so long, and a content that was kept is not kept again for so long.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Bytes after which a pack is full: the table of a pack that is appended to is in memory.
const FULL: u64 = 128 * 1024 * 1024;
/// Full packs of a day whose contents are not kept again.
const RECENT: usize = 64;
/// Packs that are held open to be read.
const HELD_OPEN: usize = 16;
/// Largest content that is read back.
const MAX_CONTENT: u64 = 256 * 1024 * 1024;

/// The BLAKE3 hash of a page's bytes; in text 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContentHash(blake3::Hash);

impl ContentHash {
    /// The hash of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes))
    }
}

impl std::fmt::Display for ContentHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.to_hex().as_str())
    }
}

impl FromStr for ContentHash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        blake3::Hash::from_hex(text).map(Self).map_err(|_| NotAHash)
    }
}

/// A text that is no content hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a content hash has 64 hexadecimal digits")]
pub struct NotAHash;

/// A folder of snapshots. Its functions block on the disk: call them off the async threads.
#[derive(Debug, Clone)]
pub struct SnapshotStore {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    own: Mutex<Own>,
    others: Mutex<Others>,
}

/// What this process keeps.
#[derive(Debug, Default)]
struct Own {
    now: Option<Begun>,
    recent: VecDeque<Recent>,
    begun: u64,
}

/// The pack that is appended to.
#[derive(Debug)]
struct Begun {
    writer: Writer,
    since: Instant,
    last: Instant,
}

/// A full pack of this day: the beginnings of the hashes in it, in order.
#[derive(Debug)]
struct Recent {
    path: PathBuf,
    beginnings: Box<[u64]>,
    last: Instant,
}

/// The packs in the folder, the oldest first.
#[derive(Debug, Default)]
struct Others {
    packs: Vec<(PathBuf, Option<Reader>)>,
    /// Where something was last found: pages that were read together lie together.
    last: usize,
}

/// What a clean-up did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Packs removed.
    pub removed: u64,
    /// Bytes they held on disk.
    pub bytes: u64,
    /// Packs kept.
    pub kept: u64,
}

impl SnapshotStore {
    /// Opens (and makes) the folder.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn open(folder: impl Into<PathBuf>) -> io::Result<Self> {
        let folder: PathBuf = folder.into();
        fs::create_dir_all(&folder)?;
        Ok(Self { shared: Arc::new(Shared { folder, own: Mutex::default(), others: Mutex::default() }) })
    }

    /// Keeps `bytes`.
    ///
    /// # Errors
    /// The disk's.
    pub fn put(&self, bytes: &[u8]) -> io::Result<ContentHash> {
        let hash = ContentHash::of(bytes);
        if self.shared.own().has(hash) {
            return Ok(hash);
        }
        // Not while others wait for the pack.
        let frame = compressed(bytes)?;
        self.shared.own().keep(&self.shared.folder, hash, &frame)?;
        Ok(hash)
    }

    /// What was kept under `hash`; `None` when it is not there any more or is damaged.
    ///
    /// # Errors
    /// The disk's, except that a file is missing.
    pub fn get(&self, hash: ContentHash) -> io::Result<Option<Vec<u8>>> {
        let (own, appended_to) = {
            let own = self.shared.own();
            let writer = own.now.as_ref().map(|begun| &begun.writer);
            let frame = writer.map(|writer| writer.read(hash)).transpose()?.flatten();
            (frame, writer.map(|writer| writer.path().to_owned()))
        };
        let frame = match own {
            Some(frame) => Some(frame),
            None => self.shared.others().read(&self.shared.folder, hash, appended_to.as_deref())?,
        };
        let bytes = match frame {
            Some(frame) => unpack(&frame[..], MAX_CONTENT),
            None => match File::open(self.file_of(hash)) {
                Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
                file => unpack(file?, MAX_CONTENT),
            },
        };
        Ok(bytes.filter(|bytes| ContentHash::of(bytes) == hash))
    }

    /// Removes packs of which nothing was kept since `now - age`, and left-overs of writes that were cut off.
    ///
    /// # Errors
    /// The folder cannot be read. A file that cannot be removed is left for the next time.
    pub fn sweep(&self, age: Duration, now: SystemTime) -> io::Result<Swept> {
        // What was in a pack already when it was to be kept again is not a day younger than the pack's last entry.
        let oldest = now.checked_sub(age + DAY).unwrap_or(UNIX_EPOCH);
        let abandoned = now.checked_sub(DAY).unwrap_or(UNIX_EPOCH);
        self.shared.own().end_if_due();
        let mut swept = Swept::default();
        let mut visit = |path: &Path, limit: SystemTime| {
            let Ok(about) = fs::metadata(path) else { return };
            if about.modified().is_ok_and(|at| at < limit) && fs::remove_file(path).is_ok() {
                let _ = fs::remove_file(path.with_extension(INDEX));
                swept.removed += 1;
                swept.bytes += about.len();
            } else {
                swept.kept += 1;
            }
        };
        for entry in fs::read_dir(&self.shared.folder)?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                // A file for each page, as earlier versions kept them.
                for file in fs::read_dir(&path)?.flatten() {
                    visit(&file.path(), oldest);
                }
                continue;
            }
            match path.extension().and_then(|e| e.to_str()) {
                Some(PACK) => visit(&path, oldest),
                Some(INDEX) if path.with_extension(PACK).exists() => {}
                _ => visit(&path, abandoned),
            }
        }
        // A pack that is held open is there until it is let go.
        self.shared.others().packs.clear();
        Ok(swept)
    }

    /// Where an earlier version kept this content: `ab/cd….zst`.
    fn file_of(&self, hash: ContentHash) -> PathBuf {
        let hex = hash.0.to_hex();
        let (shelf, name) = hex.as_str().split_at(2);
        self.shared.folder.join(shelf).join(format!("{name}.zst"))
    }
}

impl Shared {
    fn own(&self) -> MutexGuard<'_, Own> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn others(&self) -> MutexGuard<'_, Others> {
        self.others.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.own().end();
    }
}

impl Own {
    /// Whether a content was kept here within a day.
    fn has(&self, hash: ContentHash) -> bool {
        if self.now.as_ref().is_some_and(|begun| begun.last.elapsed() < DAY && begun.writer.has(hash)) {
            return true;
        }
        let wanted = beginning(hash.0.as_bytes());
        let maybe = |pack: &&Recent| pack.last.elapsed() < DAY && pack.beginnings.binary_search(&wanted).is_ok();
        // The beginning alone could be another's.
        self.recent.iter().filter(maybe).any(|pack| {
            let reader = Reader::open(&pack.path).ok().flatten();
            reader.is_some_and(|mut reader| reader.read(hash).is_ok_and(|found| found.is_some()))
        })
    }

    fn keep(&mut self, folder: &Path, hash: ContentHash, frame: &[u8]) -> io::Result<()> {
        self.end_if_due();
        let begun = match &mut self.now {
            Some(begun) => begun,
            None => {
                let (writer, now) = (self.begin(folder)?, Instant::now());
                self.now.insert(Begun { writer, since: now, last: now })
            }
        };
        // Another thread may have been quicker.
        if !begun.writer.has(hash) {
            begun.writer.append(hash, frame)?;
            begun.last = Instant::now();
        }
        Ok(())
    }

    /// A pack whose name sorts by time and is no other's.
    #[allow(clippy::disallowed_methods)] // a file's name and date are the file system's, not the operation's
    fn begin(&mut self, folder: &Path) -> io::Result<Writer> {
        loop {
            let millis = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
            self.begun += 1;
            let name = format!("{millis:013}-{}-{}.{PACK}", std::process::id(), self.begun);
            match Writer::create(folder.join(name)) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                created => return created,
            }
        }
    }

    fn end_if_due(&mut self) {
        if self.now.as_ref().is_some_and(|begun| begun.writer.len() >= FULL || begun.since.elapsed() >= DAY) {
            self.end();
        }
    }

    /// Ends the pack that is appended to.
    fn end(&mut self) {
        let Some(Begun { writer, last, .. }) = self.now.take() else { return };
        let path = writer.path().to_owned();
        match writer.seal() {
            Ok(beginnings) => self.recent.push_back(Recent { path, beginnings, last }),
            // It is gone through from its beginning then.
            Err(error) => tracing::warn!(%error, "the index of a pack of snapshots could not be written"),
        }
        self.recent.retain(|pack| pack.last.elapsed() < DAY);
        if self.recent.len() > RECENT {
            self.recent.pop_front();
        }
    }
}

impl Others {
    /// Looks for a content in all packs, `except` one; first where the last one was, then ever farther from there.
    fn read(&mut self, folder: &Path, hash: ContentHash, except: Option<&Path>) -> io::Result<Option<Vec<u8>>> {
        let mut order: Vec<usize> = (0..self.packs.len()).collect();
        order.sort_by_key(|n| n.abs_diff(self.last));
        for n in order {
            if let Some(frame) = self.read_in(n, hash, except)? {
                return Ok(Some(frame));
            }
        }
        // Perhaps it is in one that was begun since.
        let mut added = self.look(folder)?;
        added.retain(|path| Some(path.as_path()) != except);
        for path in added {
            let n = self.packs.partition_point(|(known, _)| *known < path);
            if let Some(frame) = self.read_in(n, hash, except)? {
                return Ok(Some(frame));
            }
        }
        Ok(None)
    }

    fn read_in(&mut self, n: usize, hash: ContentHash, except: Option<&Path>) -> io::Result<Option<Vec<u8>>> {
        let held = self.packs.iter().filter(|(_, reader)| reader.is_some()).count();
        let Some((path, reader)) = self.packs.get_mut(n) else { return Ok(None) };
        if Some(path.as_path()) == except {
            return Ok(None);
        }
        if reader.is_none() {
            *reader = Reader::open(path)?;
        }
        let found = reader.as_mut().map(|reader| reader.read(hash)).transpose()?.flatten();
        if found.is_some() {
            self.last = n;
        }
        if held >= HELD_OPEN {
            for (at, (_, reader)) in self.packs.iter_mut().enumerate() {
                if at.abs_diff(self.last) >= HELD_OPEN / 2 {
                    *reader = None;
                }
            }
        }
        Ok(found)
    }

    /// Takes in the folder as it is; the answer are the packs that are new.
    fn look(&mut self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut there: Vec<PathBuf> = fs::read_dir(folder)?
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|extension| extension == PACK))
            .collect();
        there.sort();
        let mut known: std::collections::HashMap<PathBuf, Option<Reader>> = self.packs.drain(..).collect();
        let mut added = Vec::new();
        for path in there {
            let reader = known.remove(&path).unwrap_or_else(|| {
                added.push(path.clone());
                None
            });
            self.packs.push((path, reader));
        }
        Ok(added)
    }
}

thread_local! {
    /// The working memory of a compression, kept for the next one: it is many times as large as a page.
    static PRESS: RefCell<Option<zstd::bulk::Compressor<'static>>> = const { RefCell::new(None) };
}

fn compressed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    PRESS.with_borrow_mut(|press| match press {
        Some(press) => press.compress(bytes),
        None => press.insert(zstd::bulk::Compressor::new(LEVEL)?).compress(bytes),
    })
}

/// Removes snapshots that nobody kept for `days`, off the async threads. For a schedule.
///
/// # Errors
/// The folder cannot be read.
#[allow(clippy::disallowed_methods)] // as above
pub async fn sweep_snapshots(store: SnapshotStore, days: u32) -> Result<(), Error> {
    let age = Duration::from_secs(u64::from(days) * 24 * 60 * 60);
    let swept = tokio::task::spawn_blocking(move || store.sweep(age, SystemTime::now()))
        .await
        .map_err(|_| Error::bug("sweeping snapshots panicked"))?
        .map_err(|error| Error::Internal(error.into()))?;
    if swept.removed > 0 {
        tracing::info!(removed = swept.removed, bytes = swept.bytes, kept = swept.kept, "old snapshots were removed");
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)] // as above
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, SnapshotStore) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SnapshotStore::open(folder.path().join("snapshots")).expect("the store");
        (folder, store)
    }

    #[test]
    fn what_is_kept_comes_back() {
        let (_folder, store) = store();
        for bytes in [b"".as_slice(), b"<html>", &vec![7; 3 << 20]] {
            let hash = store.put(bytes).expect("kept");
            assert_eq!(store.put(bytes).expect("kept again"), hash);
            assert_eq!(store.get(hash).expect("read").as_deref(), Some(bytes));
            assert_eq!(hash.to_string().parse(), Ok(hash));
        }
        assert_eq!(store.get(ContentHash::of(b"never seen")).expect("read"), None);
    }

    #[test]
    fn a_damaged_snapshot_is_missing_and_not_wrong() {
        let (_folder, store) = store();
        let hash = store.put(b"the truth").expect("kept");
        let mut own = store.shared.own();
        let path = own.now.as_ref().expect("a pack").writer.path().to_owned();
        own.end();
        drop(own);
        assert!(store.get(hash).expect("read").is_some());
        let mut bytes = fs::read(&path).expect("the pack");
        let lie = zstd::bulk::compress(b"what is", LEVEL).expect("memory");
        let at = bytes.len() - lie.len();
        bytes[at..].copy_from_slice(&lie);
        fs::write(&path, &bytes).expect("written");
        assert_eq!(store.get(hash).expect("read"), None);
        bytes[at..].fill(0);
        fs::write(&path, &bytes).expect("written");
        assert_eq!(store.get(hash).expect("read"), None);
        fs::write(&path, &bytes[..at]).expect("written");
        assert_eq!(store.get(hash).expect("read"), None);
    }

    #[test]
    fn retention_removes_the_old_and_keeps_the_new() {
        let (_folder, store) = store();
        let hash = store.put(b"a page").expect("kept");
        store.shared.own().end();
        let day = DAY;
        let soon = SystemTime::now() + day * 30;
        assert_eq!(store.sweep(day * 30, soon).expect("swept").removed, 0);
        assert!(store.get(hash).expect("read").is_some());
        let later = SystemTime::now() + day * 31;
        assert_eq!(store.sweep(day * 30, later).expect("swept").removed, 1);
        assert!(store.get(hash).expect("read").is_none());
        assert_eq!(fs::read_dir(&store.shared.folder).expect("the folder").count(), 0, "the index goes with its pack");
    }

    #[test]
    fn many_threads_keep_the_same_page_once() {
        let (_folder, store) = store();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for n in 0..50_u32 {
                        store.put(&n.to_le_bytes()).expect("kept");
                    }
                });
            }
        });
        let size = fs::metadata(store.shared.own().now.as_ref().expect("a pack").writer.path()).expect("the pack").len();
        let once: usize = (0..50_u32).map(|n| 36 + compressed(&n.to_le_bytes()).expect("memory").len()).sum();
        assert_eq!(size, once as u64);
        let swept = store.sweep(Duration::from_secs(60), SystemTime::now()).expect("swept");
        assert_eq!(swept, Swept { kept: 1, ..Swept::default() });
    }

    #[test]
    fn what_a_full_pack_has_is_not_kept_again() {
        let (_folder, store) = store();
        let hash = store.put(b"a page").expect("kept");
        store.shared.own().end();
        store.put(b"another page").expect("kept");
        let size = |store: &SnapshotStore| store.shared.own().now.as_ref().map_or(0, |begun| begun.writer.len());
        let before = size(&store);
        assert_eq!(store.put(b"a page").expect("kept"), hash);
        assert_eq!(size(&store), before);
    }

    #[test]
    fn what_another_process_keeps_is_found_before_it_ends_its_pack_and_after() {
        let (folder, one) = store();
        let other = SnapshotStore::open(folder.path().join("snapshots")).expect("the store");
        let pages: Vec<ContentHash> = (0..100_u32).map(|n| one.put(&n.to_le_bytes()).expect("kept")).collect();
        assert!(other.get(pages[0]).expect("read").is_some());
        let late = one.put(b"later").expect("kept");
        assert_eq!(other.get(late).expect("read").as_deref(), Some(&b"later"[..]));
        drop(one);
        let third = SnapshotStore::open(folder.path().join("snapshots")).expect("the store");
        third.put(b"its own").expect("kept");
        assert!(pages.iter().all(|page| third.get(*page).expect("read").is_some()));
    }

    #[test]
    fn what_an_earlier_version_kept_in_files_is_found_and_goes_in_its_time() {
        let (_folder, store) = store();
        let hash = ContentHash::of(b"long ago");
        let file = store.file_of(hash);
        fs::create_dir_all(file.parent().expect("a shelf")).expect("made");
        fs::write(&file, zstd::bulk::compress(b"long ago", LEVEL).expect("memory")).expect("written");
        assert_eq!(store.get(hash).expect("read").as_deref(), Some(&b"long ago"[..]));
        store.sweep(DAY * 30, SystemTime::now() + DAY * 32).expect("swept");
        assert_eq!(store.get(hash).expect("read"), None);
    }
}
