//! Packs that have ended go into the bucket: which ones, in which order, and what happens when the storage is away. Does not belong
//! here: finding them there again (`remote`), what can be asked of a storage (`platform::bucket`).
//!
//! Invariants: a pack leaves the folder only when the bucket has it and its index; the index goes last, so that half an upload is never
//! seen; a pack is uploaded by one process at a time (it is locked), and again by the next one when that is killed. Uploading a pack
//! twice is no harm: the name is no other's, and the bytes are the same.

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use glouton_platform::bucket::BucketError;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::SnapshotStore;
use super::pack::{Ended, INDEX, Kind, Stem};
use super::remote::{Remote, blocking};

/// At least so often is looked whether a pack is due, or whether one waits that another process left.
const LOOK: Duration = Duration::from_secs(30);

/// When packs are due.
#[derive(Debug)]
pub(super) struct Uploads {
    after: Duration,
    ended: Notify,
}

impl Uploads {
    pub(super) fn new(after: Duration) -> Self {
        Self { after, ended: Notify::new() }
    }

    /// Says that a pack ended before its time.
    pub(super) fn wake(&self) {
        self.ended.notify_one();
    }
}

/// What a round of uploads did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uploaded {
    /// Packs.
    pub packs: u64,
    /// Bytes of them.
    pub bytes: u64,
}

/// Why a round of uploads ended early. What was not uploaded waits in the folder.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The storage.
    #[error(transparent)]
    Bucket(#[from] BucketError),
    /// The folder.
    #[error("the folder of snapshots: {0}")]
    Folder(#[from] io::Error),
}

impl SnapshotStore {
    /// Uploads every pack that is due, until `stop`. For a service; without a bucket it only waits.
    pub async fn keep_uploading(&self, stop: CancellationToken) {
        if self.shared.remote.is_none() {
            return stop.cancelled().await;
        }
        let uploads = &self.shared.uploads;
        let every = uploads.after.min(LOOK);
        let mut fails = false;
        loop {
            let round = tokio::select! {
                () = stop.cancelled() => return,
                round = self.upload(uploads.after) => round,
            };
            match round {
                Ok(_) if fails => {
                    fails = false;
                    tracing::info!("snapshots are uploaded again");
                }
                Ok(_) => {}
                // Said once, however long it lasts; a metric counts on.
                Err(error) if !fails => {
                    fails = true;
                    tracing::warn!(%error, "snapshots cannot be uploaded: they wait in the data folder");
                }
                Err(_) => {}
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = uploads.ended.notified() => {}
                () = tokio::time::sleep(every) => {}
            }
        }
    }

    /// Ends this process's pack and uploads what waits, as far as that goes within `patience`: the rest waits for the next process.
    pub async fn finish(&self, patience: Duration) {
        if self.shared.remote.is_none() {
            return;
        }
        match tokio::time::timeout(patience, self.upload(Duration::ZERO)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the last snapshots could not be uploaded: they wait in the data folder"),
            Err(_) => tracing::warn!("the last snapshots could not be uploaded in time: they wait in the data folder"),
        }
    }

    /// Whether the storage did what it was last asked; `None` without one, and before it was asked anything.
    #[must_use]
    pub fn bucket_is_well(&self) -> Option<bool> {
        self.shared.remote.as_ref()?.is_well()
    }

    /// Ends this process's pack when it is so old, and uploads every pack of the folder that nobody appends to.
    ///
    /// # Errors
    /// [`UploadError`]: the rest waits.
    pub async fn upload(&self, old: Duration) -> Result<Uploaded, UploadError> {
        let mut uploaded = Uploaded::default();
        let Some(remote) = &self.shared.remote else { return Ok(uploaded) };
        let store = self.clone();
        let waiting = blocking(move || store.waiting(old)).await?;
        #[allow(clippy::cast_precision_loss)] // a gauge
        let tell = |waiting: usize| metrics::gauge!("glouton_snapshots_waiting_packs").set(waiting as f64);
        tell(waiting.len());
        for (n, (stem, path)) in waiting.iter().enumerate() {
            let at = path.clone();
            let Some(ended) = blocking(move || Ended::take(&at)).await? else { continue };
            let bytes = ended.length;
            upload_pack(remote, stem, path, ended).await?;
            self.shared.others().packs.retain(|(known, _)| known != path);
            metrics::counter!("glouton_snapshots_uploaded_bytes_total").increment(bytes);
            uploaded.packs += 1;
            uploaded.bytes += bytes;
            tell(waiting.len() - n - 1);
        }
        Ok(uploaded)
    }

    /// The packs in the folder, the oldest first, but for the one that is appended to here.
    fn waiting(&self, old: Duration) -> io::Result<Vec<(Stem, PathBuf)>> {
        let appended_to = {
            let mut own = self.shared.own();
            own.end_if(old);
            own.now.as_ref().map(|begun| begun.writer.path().to_owned())
        };
        let mut waiting: Vec<(Stem, PathBuf)> = fs::read_dir(&self.shared.folder)?
            .flatten()
            .filter_map(|entry| match Stem::of(entry.file_name().to_str()?)? {
                (stem, Kind::Pack) => Some((stem, entry.path())),
                (_, Kind::Index) => None,
            })
            .filter(|(_, path)| Some(path) != appended_to.as_ref())
            .collect();
        waiting.sort();
        Ok(waiting)
    }
}

/// Uploads one pack and takes it from the folder.
async fn upload_pack(remote: &Remote, stem: &Stem, path: &std::path::Path, ended: Ended) -> Result<(), UploadError> {
    let index = path.with_extension(INDEX);
    let at = (path.to_owned(), index.clone());
    // Opened apart from the locked file: what still reads of an upload that failed must not keep the pack from the next one.
    let (pack, beside, index_length) = blocking(move || {
        let (pack, beside) = (File::open(at.0)?, File::open(at.1)?);
        let length = beside.metadata()?.len();
        Ok((pack, beside, length))
    })
    .await?;
    remote.noted(remote.bucket.put(&stem.pack(), pack, ended.length).await)?;
    remote.noted(remote.bucket.put(&stem.index(), beside, index_length).await)?;
    remote.adopt(stem.clone(), index).await?;
    let path = path.to_owned();
    blocking(move || fs::remove_file(path)).await?;
    drop(ended);
    Ok(())
}
