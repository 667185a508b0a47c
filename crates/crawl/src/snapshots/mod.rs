//! Pages as they were read, kept by their content, so that extraction and audits can run again with no network. How contents lie in a
//! file is in `pack`, what this process keeps in `own`, what others left in the folder in `others`, what went into a bucket of
//! S3-compatible storage in `remote`, and how it gets there in `upload`.
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
//!
//! With a bucket the folder is where packs begin and wait: keeping a page never waits for the storage, and while that is away nothing
//! is lost. A pack that has ended goes into the bucket and then out of the folder. Whoever has the bucket finds all that is in it.

mod others;
mod own;
mod pack;
mod remote;
#[cfg(test)]
mod tests;
mod upload;

use std::cell::RefCell;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use glouton_platform::bucket::{Bucket, BucketError};
use glouton_platform::error::Error;

use others::Others;
use own::Own;
use pack::{INDEX, PACK, unpack};
use remote::Remote;
use upload::Uploads;
pub use upload::{UploadError, Uploaded};

/// zstd's level: 1 costs a tenth of a millisecond a page and saves four fifths of it.
const LEVEL: i32 = 1;
/// A pack is appended to for so long, and a content that was kept is not kept again for so long.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
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

/// A folder of snapshots, and the bucket that its packs go into if there is one. What is no async function blocks on the disk: call
/// it off the async threads.
#[derive(Debug, Clone)]
pub struct SnapshotStore {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    own: Mutex<Own>,
    others: Mutex<Others>,
    remote: Option<Remote>,
    uploads: Uploads,
}

/// What looking for a content came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It is here.
    Here(Vec<u8>),
    /// It is not there any more, never was, or is damaged.
    Missing,
    /// It is not in the folder, and the bucket could not be asked.
    Unreachable(BucketError),
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
    /// Opens (and makes) the folder, where packs then stay.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn open(folder: impl Into<PathBuf>) -> io::Result<Self> {
        Self::open_with(folder, None, DAY)
    }

    /// Opens (and makes) the folder. With a bucket, packs go there when they are full or `upload_after` old: see
    /// [`SnapshotStore::keep_uploading`].
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn open_with(folder: impl Into<PathBuf>, bucket: Option<Bucket>, upload_after: Duration) -> io::Result<Self> {
        let folder: PathBuf = folder.into();
        fs::create_dir_all(&folder)?;
        let indexes = folder.join(remote::FOLDER);
        let remote = match bucket {
            Some(bucket) => {
                fs::create_dir_all(&indexes)?;
                Some(Remote::new(bucket, indexes.clone(), remote::MAX_KEPT))
            }
            None => None,
        };
        let uploads = Uploads::new(upload_after);
        let own = Mutex::new(Own::new(indexes));
        Ok(Self { shared: Arc::new(Shared { folder, own, others: Mutex::default(), remote, uploads }) })
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
        if self.shared.own().keep(&self.shared.folder, hash, &frame)? {
            self.shared.uploads.wake();
        }
        Ok(hash)
    }

    /// What was kept under `hash`, in the folder or in the bucket; `kept_ms`, about when that was (Unix milliseconds), says where to look
    /// first.
    ///
    /// # Errors
    /// The disk's, except that a file is missing.
    pub async fn find(&self, hash: ContentHash, kept_ms: i64) -> io::Result<Found> {
        let store = self.clone();
        let near = tokio::task::spawn_blocking(move || store.get(hash)).await.map_err(io::Error::other)??;
        Ok(match (near, &self.shared.remote) {
            (Some(bytes), _) => Found::Here(bytes),
            (None, None) => Found::Missing,
            (None, Some(remote)) => match remote.read(hash, u64::try_from(kept_ms).unwrap_or(0)).await? {
                Ok(Some(bytes)) => Found::Here(bytes),
                Ok(None) => Found::Missing,
                Err(error) => Found::Unreachable(error),
            },
        })
    }

    /// What was kept under `hash` in the folder; `None` when it is not there any more or is damaged.
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
        match frame {
            Some(frame) => Ok(content(&frame[..], hash)),
            None => match File::open(self.file_of(hash)) {
                Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
                file => Ok(content(file?, hash)),
            },
        }
    }

    /// Removes packs from the folder of which nothing was kept since `now - age`, and left-overs of writes that were cut off.
    ///
    /// # Errors
    /// The folder cannot be read. A file that cannot be removed is left for the next time.
    pub fn sweep(&self, age: Duration, now: SystemTime) -> io::Result<Swept> {
        // What was in a pack already when it was to be kept again is not a day younger than the pack's last entry.
        let oldest = now.checked_sub(age + DAY).unwrap_or(UNIX_EPOCH);
        let abandoned = now.checked_sub(DAY).unwrap_or(UNIX_EPOCH);
        self.shared.own().end_if(DAY);
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
                if path.file_name().is_some_and(|name| name == remote::FOLDER) {
                    continue;
                }
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

    /// Removes packs from the bucket as [`SnapshotStore::sweep`] does from the folder, but by the time in their names: who uploaded one
    /// late does not keep its pages longer. Another process may do the same at the same time. The answer: how many.
    ///
    /// # Errors
    /// [`BucketError`]; what is left goes the next time.
    pub async fn sweep_bucket(&self, age: Duration, now: SystemTime) -> Result<u64, BucketError> {
        let Some(remote) = &self.shared.remote else { return Ok(0) };
        // A pack is appended to for a day, and for another its contents are not kept again.
        let oldest = now.checked_sub(age + 2 * DAY).unwrap_or(UNIX_EPOCH);
        let oldest = oldest.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        remote.sweep(u64::try_from(oldest).unwrap_or(u64::MAX)).await
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

/// What a frame holds, if that is what was looked for.
fn content(frame: impl io::Read, hash: ContentHash) -> Option<Vec<u8>> {
    unpack(frame, MAX_CONTENT).filter(|bytes| ContentHash::of(bytes) == hash)
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

/// Removes snapshots that nobody kept for `days`, from the folder and from the bucket. For a schedule.
///
/// # Errors
/// The folder cannot be read. What the storage does not do is left for the next time.
#[allow(clippy::disallowed_methods)] // files' dates are the file system's, not the operation's
pub async fn sweep_snapshots(store: SnapshotStore, days: u32) -> Result<(), Error> {
    let age = Duration::from_secs(u64::from(days) * 24 * 60 * 60);
    let now = SystemTime::now();
    match store.sweep_bucket(age, now).await {
        Ok(0) => {}
        Ok(removed) => tracing::info!(removed, "old snapshots were removed from the bucket"),
        Err(error) => tracing::warn!(%error, "old snapshots could not be removed from the bucket"),
    }
    let swept = tokio::task::spawn_blocking(move || store.sweep(age, now))
        .await
        .map_err(|_| Error::bug("sweeping snapshots panicked"))?
        .map_err(|error| Error::Internal(error.into()))?;
    if swept.removed > 0 {
        tracing::info!(removed = swept.removed, bytes = swept.bytes, kept = swept.kept, "old snapshots were removed");
    }
    Ok(())
}
