//! Pages as they were read, kept in files named by their content, so that extraction and audits can run again with no network.
//!
//! Invariants: a file's name is the BLAKE3 hash of what it holds, so the same content is kept once and a damaged file is known for
//! one; a file appears whole or not at all (written beside its place and renamed into it). Files are *not* synced to the disk one by
//! one: after a power failure the last few seconds' snapshots may be missing, which [`SnapshotStore::get`] reports as missing, and
//! a page whose snapshot is gone can be read again. That costs less than a sync for each of millions of pages.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use glouton_platform::error::Error;

/// zstd's level: 1 costs a tenth of a millisecond a page and saves four fifths of it.
const LEVEL: i32 = 1;
/// A file in use again is given a new date when it is older than this.
const TOUCH_AFTER: Duration = Duration::from_secs(24 * 60 * 60);
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
    folder: Arc<Path>,
    serial: Arc<AtomicU64>,
}

/// What a clean-up did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files removed.
    pub removed: u64,
    /// Bytes they held on disk.
    pub bytes: u64,
    /// Files kept.
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
        Ok(Self { folder: folder.into(), serial: Arc::default() })
    }

    /// Keeps `bytes`.
    ///
    /// # Errors
    /// The disk's.
    pub fn put(&self, bytes: &[u8]) -> io::Result<ContentHash> {
        let hash = ContentHash::of(bytes);
        let path = self.path(hash);
        if let Ok(found) = fs::metadata(&path) {
            self.keep_alive(&path, &found);
            return Ok(hash);
        }
        let packed = zstd::bulk::compress(bytes, LEVEL)?;
        // Unique among the threads and processes that share the folder.
        let serial = self.serial.fetch_add(1, Ordering::Relaxed);
        let beside = self.folder.join(format!("new-{}-{serial}", std::process::id()));
        let written =
            File::create(&beside).and_then(|mut file| file.write_all(&packed)).and_then(|()| match fs::rename(&beside, &path) {
                Err(e) if e.kind() == io::ErrorKind::NotFound => {
                    path.parent().map_or(Ok(()), fs::create_dir_all)?;
                    fs::rename(&beside, &path)
                }
                other => other,
            });
        if written.is_err() {
            let _ = fs::remove_file(&beside);
        }
        written.map(|()| hash)
    }

    /// What was kept under `hash`; `None` when it is not there any more or is damaged.
    ///
    /// # Errors
    /// The disk's, except that a file is missing.
    pub fn get(&self, hash: ContentHash) -> io::Result<Option<Vec<u8>>> {
        let file = match File::open(self.path(hash)) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other?,
        };
        let mut bytes = Vec::new();
        let read = zstd::stream::read::Decoder::new(file).and_then(|d| d.take(MAX_CONTENT).read_to_end(&mut bytes));
        Ok((read.is_ok() && ContentHash::of(&bytes) == hash).then_some(bytes))
    }

    /// Removes what was last kept before `now - age`, and left-overs of writes that were cut off.
    ///
    /// # Errors
    /// The folder cannot be read. A file that cannot be removed is left for the next time.
    pub fn sweep(&self, age: Duration, now: SystemTime) -> io::Result<Swept> {
        let oldest = now.checked_sub(age).unwrap_or(SystemTime::UNIX_EPOCH);
        let abandoned = now.checked_sub(TOUCH_AFTER).unwrap_or(SystemTime::UNIX_EPOCH);
        let mut swept = Swept::default();
        let mut visit = |path: &Path, limit: SystemTime| {
            let Ok(about) = fs::metadata(path) else { return };
            if about.modified().is_ok_and(|at| at < limit) && fs::remove_file(path).is_ok() {
                swept.removed += 1;
                swept.bytes += about.len();
            } else {
                swept.kept += 1;
            }
        };
        for entry in fs::read_dir(&self.folder)?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                for file in fs::read_dir(&path)?.flatten() {
                    visit(&file.path(), oldest);
                }
            } else {
                visit(&path, abandoned);
            }
        }
        Ok(swept)
    }

    /// `ab/cd….zst` below the folder.
    fn path(&self, hash: ContentHash) -> PathBuf {
        let hex = hash.0.to_hex();
        let (shelf, name) = hex.as_str().split_at(2);
        self.folder.join(shelf).join(format!("{name}.zst"))
    }

    #[allow(clippy::disallowed_methods)] // a file's date is the file system's, not the operation's
    fn keep_alive(&self, path: &Path, found: &fs::Metadata) {
        let old = found.modified().ok().and_then(|at| at.elapsed().ok()).is_some_and(|age| age > TOUCH_AFTER);
        if old && let Ok(file) = File::options().append(true).open(path) {
            let _ = file.set_modified(SystemTime::now());
        }
    }
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
        fs::write(store.path(hash), zstd::bulk::compress(b"a lie", LEVEL).expect("memory")).expect("written");
        assert_eq!(store.get(hash).expect("read"), None);
        fs::write(store.path(hash), b"noise").expect("written");
        assert_eq!(store.get(hash).expect("read"), None);
    }

    #[test]
    fn retention_removes_the_old_and_keeps_the_new() {
        let (_folder, store) = store();
        let hash = store.put(b"a page").expect("kept");
        let day = Duration::from_secs(24 * 60 * 60);
        let soon = SystemTime::now() + day * 29;
        assert_eq!(store.sweep(day * 30, soon).expect("swept").removed, 0);
        assert!(store.get(hash).expect("read").is_some());
        let later = SystemTime::now() + day * 31;
        assert_eq!(store.sweep(day * 30, later).expect("swept").removed, 1);
        assert!(store.get(hash).expect("read").is_none());
    }

    #[test]
    fn many_threads_may_keep_the_same_page() {
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
        assert_eq!(
            store.sweep(Duration::from_secs(60), SystemTime::now()).expect("swept"),
            Swept { kept: 50, ..Swept::default() }
        );
    }
}
