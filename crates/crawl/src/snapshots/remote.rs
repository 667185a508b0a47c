//! The packs in the bucket: finding a content in them, and removing the old ones. Does not belong here: how they get there (`upload`).
//!
//! Each pack there has its index beside it, which was uploaded after it: a pack without one is not there yet. An index is fetched once
//! and kept in a folder, so that a look-up reads a few kilobytes of a file, and one content is fetched by its place in its pack. What
//! the storage says is believed only as far as the hash of a content proves it, and a name only when it is one that a pack can have.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use bytes::Bytes;
use glouton_platform::bucket::{Bucket, BucketError};
use glouton_platform::ids::random_bytes;
use tokio::sync::Mutex;
use tokio::task::spawn_blocking;
use tokio::time::Instant;

use super::pack::{self, Kind, Place, Stem};
use super::{ContentHash, content};

/// The folder of the indexes, in that of the packs.
pub(super) const FOLDER: &str = "bucket";
/// A listing is believed for so long when something is not found in the packs that it names.
const FRESH: Duration = Duration::from_secs(30);
/// After a failure the storage is left alone for so long.
const REST: Duration = Duration::from_secs(5);
/// Largest index that is fetched: a pack of a few million contents.
const MAX_INDEX: u64 = 128 * 1024 * 1024;
/// Bytes of indexes that are kept, at most; those farthest from where something was last looked for go first.
pub(super) const MAX_KEPT: u64 = 512 * 1024 * 1024;

/// The bucket, and what is known of it.
#[derive(Debug)]
pub(super) struct Remote {
    pub(super) bucket: Bucket,
    folder: PathBuf,
    most_kept: u64,
    known: Mutex<Known>,
    health: AtomicU8,
}

#[derive(Debug, Default)]
struct Known {
    /// In the order of their time.
    packs: Vec<Pack>,
    listed: Option<Instant>,
    /// Whether what the folder had at the beginning is among them.
    has_folder: bool,
    trouble: Option<(Instant, BucketError)>,
}

#[derive(Debug)]
struct Pack {
    stem: Stem,
    /// Bytes of its index in the folder; `None` while it is not there.
    kept: Option<u64>,
}

/// What the disk says against it, or the storage.
type Asked<T> = io::Result<Result<T, BucketError>>;

impl Remote {
    /// A bucket whose indexes are kept in `folder`, `most_kept` bytes of them at most.
    pub(super) fn new(bucket: Bucket, folder: PathBuf, most_kept: u64) -> Self {
        Self { bucket, folder, most_kept, known: Mutex::default(), health: AtomicU8::new(UNKNOWN) }
    }

    /// Whether the storage did what it was last asked; `None` before it was asked anything.
    pub(super) fn is_well(&self) -> Option<bool> {
        match self.health.load(Ordering::Relaxed) {
            UNKNOWN => None,
            health => Some(health == WELL),
        }
    }

    /// Notes how the storage is, and counts its failures.
    pub(super) fn noted<T>(&self, asked: Result<T, BucketError>) -> Result<T, BucketError> {
        self.health.store(if asked.is_ok() { WELL } else { ILL }, Ordering::Relaxed);
        asked.inspect_err(|error| {
            metrics::counter!("glouton_snapshots_bucket_failures_total", "reason" => error.label()).increment(1);
        })
    }

    /// What is in the bucket under `hash`; `None` when it is not there, or what is there is damaged. Looks first where something lies that
    /// was kept at `kept_ms`.
    pub(super) async fn read(&self, hash: ContentHash, kept_ms: u64) -> Asked<Option<Vec<u8>>> {
        let mut known = self.known.lock().await;
        if let Some((at, error)) = &known.trouble
            && at.elapsed() < REST
        {
            return Ok(Err(error.clone()));
        }
        known.trouble = None;
        let asked = self.read_in(&mut known, hash, kept_ms).await?;
        if let Err(error) = &asked {
            known.trouble = Some((Instant::now(), error.clone()));
        }
        Ok(asked)
    }

    async fn read_in(&self, known: &mut Known, hash: ContentHash, kept_ms: u64) -> Asked<Option<Vec<u8>>> {
        let mut tried: HashSet<Stem> = HashSet::new();
        for round in 0..2 {
            if round == 1 || known.packs.is_empty() {
                match self.look(known).await? {
                    Ok(()) => {}
                    Err(error) => return Ok(Err(error)),
                }
            }
            for stem in known.in_order(kept_ms) {
                if tried.contains(&stem) {
                    continue;
                }
                match self.read_pack(known, &stem, hash).await? {
                    Ok(None) => drop(tried.insert(stem)),
                    found => return Ok(found),
                }
            }
        }
        Ok(Ok(None))
    }

    /// Takes in what the folder of indexes has, which other processes may share, and what the bucket has, unless that was just looked at.
    async fn look(&self, known: &mut Known) -> Asked<()> {
        let listed = if known.listed.is_none_or(|at| at.elapsed() >= FRESH) {
            match self.noted(self.bucket.list().await) {
                Ok(names) => Some(names),
                Err(error) => return Ok(Err(error)),
            }
        } else {
            None
        };
        if let Some(names) = listed {
            let mut packs: Vec<Pack> = indexes_of(&names).map(|stem| Pack { stem, kept: None }).collect();
            packs.sort_by(|a, b| a.stem.cmp(&b.stem));
            known.packs = packs;
            known.listed = Some(Instant::now());
        }
        self.look_in_folder(known).await.map(Ok)
    }

    /// Takes in the indexes that the folder has.
    async fn look_in_folder(&self, known: &mut Known) -> io::Result<()> {
        let folder = self.folder.clone();
        for (stem, bytes) in blocking(move || indexes_in(&folder)).await? {
            known.add(stem, Some(bytes));
        }
        known.has_folder = true;
        Ok(())
    }

    async fn read_pack(&self, known: &mut Known, stem: &Stem, hash: ContentHash) -> Asked<Option<Vec<u8>>> {
        let index = self.folder.join(stem.index());
        let look_up = || {
            let index = index.clone();
            blocking(move || pack::find(&index, hash))
        };
        let place = match look_up().await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                match self.noted(self.bucket.get(&stem.index(), MAX_INDEX).await) {
                    Ok(Some(bytes)) => self.keep_index(known, stem, index.clone(), bytes).await?,
                    // Somebody removed it since it was listed.
                    Ok(None) => return Ok(Ok(None)),
                    Err(error) => return Ok(Err(error)),
                }
                look_up().await?
            }
            looked_up => looked_up?,
        };
        let Some(Place { offset, length }) = place else { return Ok(Ok(None)) };
        match self.noted(self.bucket.get_part(&stem.pack(), offset, length).await) {
            Ok(Some(frame)) => blocking(move || Ok(Ok(content(&frame[..], hash)))).await,
            Ok(None) => Ok(Ok(None)),
            Err(error) => Ok(Err(error)),
        }
    }

    async fn keep_index(&self, known: &mut Known, stem: &Stem, index: PathBuf, bytes: Bytes) -> io::Result<()> {
        known.add(stem.clone(), Some(bytes.len() as u64));
        blocking(move || write_index(&index, &bytes)).await?;
        self.make_room(known, stem).await;
        Ok(())
    }

    /// Removes indexes from the folder while there are too many bytes of them, but not this one's.
    async fn make_room(&self, known: &mut Known, except: &Stem) {
        let here = known.packs.partition_point(|pack| pack.stem < *except);
        while known.packs.iter().filter_map(|pack| pack.kept).sum::<u64>() > self.most_kept {
            let kept = known.packs.iter_mut().enumerate().filter(|(n, pack)| *n != here && pack.kept.is_some());
            let Some((_, farthest)) = kept.max_by_key(|(n, _)| n.abs_diff(here)) else { return };
            farthest.kept = None;
            let path = self.folder.join(farthest.stem.index());
            // Another process may have removed it.
            let _ = blocking(move || fs::remove_file(path)).await;
        }
    }

    /// Takes the index of a pack that is in the bucket now from the folder of packs into that of indexes.
    pub(super) async fn adopt(&self, stem: Stem, index: PathBuf) -> io::Result<()> {
        let kept = self.folder.join(stem.index());
        let bytes = blocking(move || {
            fs::rename(&index, &kept)?;
            Ok(fs::metadata(&kept)?.len())
        })
        .await?;
        let mut known = self.known.lock().await;
        if !known.has_folder {
            self.look_in_folder(&mut known).await?;
        }
        known.add(stem.clone(), Some(bytes));
        self.make_room(&mut known, &stem).await;
        Ok(())
    }

    /// Removes packs that were begun before `oldest`, Unix milliseconds, and lets go of indexes whose packs are gone; the answer is how
    /// many packs. What is no pack of ours is left alone, and so is a pack that is not old and has no index: somebody uploads it.
    pub(super) async fn sweep(&self, oldest: u64) -> Result<u64, BucketError> {
        let names = self.noted(self.bucket.list().await)?;
        let (mut removed, mut left) = (0, Ok(()));
        // In the order of their names an index comes before its pack: nobody is sent to a pack that is gone.
        for name in &names {
            let Some((_, kind)) = Stem::of(name).filter(|(stem, _)| stem.begun() < oldest) else { continue };
            match self.noted(self.bucket.delete(name).await) {
                Ok(()) if kind == Kind::Pack => removed += 1,
                Ok(()) => {}
                Err(error @ BucketError::Answered { .. }) => left = Err(error),
                Err(error) => return Err(error),
            }
        }
        self.known.lock().await.packs.retain(|pack| pack.stem.begun() >= oldest);
        let folder = self.folder.clone();
        // Also those whose packs another process removed. What cannot be removed is for the next time.
        let _ = blocking(move || {
            let old = indexes_in(&folder)?.into_iter().filter(|(stem, _)| stem.begun() < oldest);
            old.for_each(|(stem, _)| drop(fs::remove_file(folder.join(stem.index()))));
            Ok(())
        })
        .await;
        left.map(|()| removed)
    }
}

const UNKNOWN: u8 = 0;
const WELL: u8 = 1;
const ILL: u8 = 2;

impl Known {
    /// The packs, those first whose indexes are here, and then those begun nearest to a moment.
    fn in_order(&self, ms: u64) -> Vec<Stem> {
        let mut order: Vec<&Pack> = self.packs.iter().collect();
        order.sort_by_key(|pack| (pack.kept.is_none(), pack.stem.begun().abs_diff(ms)));
        order.into_iter().map(|pack| pack.stem.clone()).collect()
    }

    fn add(&mut self, stem: Stem, kept: Option<u64>) {
        match self.packs.binary_search_by(|pack| pack.stem.cmp(&stem)) {
            Ok(n) => self.packs[n].kept = kept,
            Err(n) => self.packs.insert(n, Pack { stem, kept }),
        }
    }
}

/// The indexes in a folder, with their bytes.
fn indexes_in(folder: &Path) -> io::Result<Vec<(Stem, u64)>> {
    let files = fs::read_dir(folder)?.flatten();
    let indexes = files.filter_map(|file| match Stem::of(file.file_name().to_str()?)? {
        (stem, Kind::Index) => Some((stem, file.metadata().ok()?.len())),
        (_, Kind::Pack) => None,
    });
    Ok(indexes.collect())
}

/// The packs that have an index among these names.
fn indexes_of(names: &[String]) -> impl Iterator<Item = Stem> + '_ {
    names.iter().filter_map(|name| Stem::of(name).and_then(|(stem, kind)| (kind == Kind::Index).then_some(stem)))
}

/// Writes an index, which is there as a whole or not at all. Several processes may fetch one at once: until then its name is no other's,
/// and it stands among the packs, where what was cut off is swept.
fn write_index(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let packs = path.parent().and_then(Path::parent).unwrap_or(Path::new("."));
    let aside = packs.join(format!("{:016x}.new", u64::from_le_bytes(random_bytes())));
    fs::write(&aside, bytes).and_then(|()| fs::rename(&aside, path)).inspect_err(|_| drop(fs::remove_file(&aside)))
}

/// Does what waits for the disk off the async threads.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processes_that_share_a_folder_may_write_one_index_at_once_and_it_is_always_whole() {
        let packs = tempfile::tempdir().expect("a folder");
        let folder = packs.path().join(FOLDER);
        fs::create_dir(&folder).expect("the folder of indexes");
        let (index, bytes) = (folder.join("one.index"), vec![7; 1 << 20]);
        write_index(&index, &bytes).expect("written");
        std::thread::scope(|threads| {
            for _ in 0..4 {
                threads.spawn(|| {
                    for _ in 0..50 {
                        write_index(&index, &bytes).expect("written beside others");
                        assert_eq!(fs::read(&index).expect("there").len(), bytes.len());
                    }
                });
            }
        });
        assert_eq!(fs::read_dir(packs.path()).expect("the folder").count(), 1, "nothing is left aside");
    }
}
