//! Keeps the pages of all the sites that this process reads. A page is written before its site's next one is asked for, and whoever
//! comes while a transaction is under way joins the next one: with one site there is a transaction a page, with a hundred there
//! is one for as many pages as were read meanwhile.
//!
//! There is no task behind it: the first to come takes the pen and writes for all who wait, so that nothing has to be started or
//! stopped.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::oneshot;

use super::{
    model::HuntId,
    ops,
    store::{self, Kept, Leaf},
};
use crate::platform::{
    error::{Error, Result},
    op::Op,
};

/// Pages of one transaction, at most: how long others wait for the writer.
const BATCH: usize = 64;

/// Whoever held the pen was stopped in the middle of its work.
const GONE: Error = Error::Unavailable("the page could not be written because this process stops");

/// The scribe. Clones share it.
#[derive(Debug, Clone)]
pub(super) struct Scribe {
    op: Op,
    waiting: Arc<Mutex<Vec<Waiting>>>,
    pen: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Debug)]
struct Waiting {
    leaf: Leaf,
    tell: oneshot::Sender<Result<Kept>>,
}

impl Scribe {
    pub(super) fn new(op: Op) -> Self {
        Self { op, waiting: Arc::default(), pen: Arc::default() }
    }

    /// Writes a page; when this returns, it is committed.
    ///
    /// # Errors
    /// What the database says; then the page is not written.
    pub(super) async fn keep(&self, leaf: Leaf) -> Result<Kept> {
        let (tell, mut told) = oneshot::channel();
        self.lock().push(Waiting { leaf, tell });
        loop {
            let _pen = tokio::select! {
                biased;
                answer = &mut told => return answer.unwrap_or(Err(GONE)),
                pen = self.pen.lock() => pen,
            };
            let batch: Vec<Waiting> = {
                let mut waiting = self.lock();
                let most = waiting.len().min(BATCH);
                waiting.drain(..most).collect()
            };
            if batch.is_empty() {
                // Written for by whoever had the pen before.
                return told.await.unwrap_or(Err(GONE));
            }
            self.write(batch).await;
        }
    }

    async fn write(&self, batch: Vec<Waiting>) {
        let leaves: Vec<&Leaf> = batch.iter().map(|waiting| &waiting.leaf).collect();
        match self.commit(&leaves).await {
            Ok(kept) => {
                let mut hunts: Vec<HuntId> = leaves.iter().map(|leaf| leaf.hunt()).collect();
                hunts.sort_unstable();
                hunts.dedup();
                for hunt in hunts {
                    self.op.bus.publish(ops::topic(hunt), hunt.0);
                }
                for (waiting, kept) in batch.into_iter().zip(kept) {
                    let _ = waiting.tell.send(Ok(kept));
                }
            }
            Err(Error::Unavailable(what)) => {
                for waiting in batch {
                    let _ = waiting.tell.send(Err(Error::Unavailable(what)));
                }
            }
            // One page that cannot be written must not take the others with it.
            Err(_) if batch.len() > 1 => {
                for waiting in batch {
                    let kept = self.commit(&[&waiting.leaf]).await;
                    let _ = waiting.tell.send(kept.map(|kept| kept.first().copied().unwrap_or(Kept::LostLease)));
                }
            }
            Err(error) => {
                if let Some(only) = batch.into_iter().next() {
                    let _ = only.tell.send(Err(error));
                }
            }
        }
    }

    async fn commit(&self, leaves: &[&Leaf]) -> Result<Vec<Kept>> {
        let tx = self.op.db.write_tx().await?;
        let kept = store::keep_pages(&tx, self.op.now(), leaves).await?;
        tx.commit().await?;
        metrics::histogram!("glouton_hunt_pages_per_commit").record(f64::from(u32::try_from(leaves.len()).unwrap_or(u32::MAX)));
        Ok(kept)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
