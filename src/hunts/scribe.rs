//! Writes for all the sites that this process reads: that one is begun, each page of it, its verdict (`batch` says how). A page is
//! written before its site's next one is asked for, and whoever comes while a transaction is under way joins the next one. With many
//! sites under way the one with the pen also waits a moment for company, as databases do with the commits of siblings: a transaction
//! costs about the same for one page as for ten. With one site there is a transaction a page, and no wait.
//!
//! There is no task behind it: the first to come takes the pen and writes for all who wait, so that nothing has to be started or
//! stopped.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::sync::{Notify, oneshot};

use super::{
    batch::{self, Answer, Entry},
    model::HuntId,
    ops,
};
use crate::platform::{
    error::{Error, Result},
    op::Op,
};

/// Entries of one transaction, at most: how long others wait for the writer.
const BATCH: usize = 64;

/// The longest wait for company. Far below the time between two requests to a host, which goes on meanwhile.
const COMPANY_WITHIN: Duration = Duration::from_millis(100);

/// Whoever held the pen was stopped in the middle of its work.
const GONE: Error = Error::Unavailable("a site's news could not be written because this process stops");

/// The scribe. Clones share it.
#[derive(Debug, Clone)]
pub(super) struct Scribe {
    op: Op,
    waiting: Arc<Mutex<Vec<Waiting>>>,
    pen: Arc<tokio::sync::Mutex<()>>,
    /// Sites under way: how much company may come.
    siblings: Arc<AtomicUsize>,
    came: Arc<Notify>,
}

/// A site that is being read, as long as it is held.
#[derive(Debug)]
pub(super) struct Sibling(Arc<AtomicUsize>);

impl Drop for Sibling {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[derive(Debug)]
struct Waiting {
    entry: Entry,
    tell: oneshot::Sender<Result<Answer>>,
}

impl Scribe {
    pub(super) fn new(op: Op) -> Self {
        Self { op, waiting: Arc::default(), pen: Arc::default(), siblings: Arc::default(), came: Arc::default() }
    }

    /// Says that a site is being read, whose pages will come.
    pub(super) fn announce(&self) -> Sibling {
        self.siblings.fetch_add(1, Ordering::Relaxed);
        Sibling(Arc::clone(&self.siblings))
    }

    /// Writes an entry; when this returns, it is committed.
    ///
    /// # Errors
    /// What the database says; then the entry is not written.
    pub(super) async fn write(&self, entry: Entry) -> Result<Answer> {
        let (tell, mut told) = oneshot::channel();
        self.lock().push(Waiting { entry, tell });
        // Whoever has the pen waits for company as a whole: to be woken by each that comes would cost more than it brings.
        if self.is_enough() {
            self.came.notify_one();
        }
        loop {
            let _pen = tokio::select! {
                biased;
                answer = &mut told => return answer.unwrap_or(Err(GONE)),
                pen = self.pen.lock() => pen,
            };
            self.company().await;
            let batch: Vec<Waiting> = {
                let mut waiting = self.lock();
                let most = waiting.len().min(BATCH);
                waiting.drain(..most).collect()
            };
            if batch.is_empty() {
                // Written for by whoever had the pen before.
                return told.await.unwrap_or(Err(GONE));
            }
            self.write_all(batch).await;
        }
    }

    /// Whether half of the sites under way have come, or nobody is left to write for.
    fn is_enough(&self) -> bool {
        let waiting = self.lock().len();
        waiting == 0 || waiting >= BATCH || waiting * 2 >= self.siblings.load(Ordering::Relaxed)
    }

    /// Waits until enough have come, at most a moment.
    async fn company(&self) {
        let gathered = async {
            while !self.is_enough() {
                self.came.notified().await;
            }
        };
        // Late company is no fault: what is there is written.
        let _ = tokio::time::timeout(COMPANY_WITHIN, gathered).await;
    }

    async fn write_all(&self, batch: Vec<Waiting>) {
        let entries: Vec<&Entry> = batch.iter().map(|waiting| &waiting.entry).collect();
        match self.commit(&entries).await {
            Ok(answers) => {
                for (waiting, answer) in batch.into_iter().zip(answers) {
                    let _ = waiting.tell.send(Ok(answer));
                }
            }
            Err(Error::Unavailable(what)) => {
                for waiting in batch {
                    let _ = waiting.tell.send(Err(Error::Unavailable(what)));
                }
            }
            // One entry that cannot be written must not take the others with it.
            Err(_) if batch.len() > 1 => {
                for Waiting { entry, tell } in batch {
                    let alone = self.commit(&[&entry]).await;
                    let _ = tell.send(alone.and_then(|answers| answers.into_iter().next().ok_or(GONE)));
                }
            }
            Err(error) => {
                if let Some(only) = batch.into_iter().next() {
                    let _ = only.tell.send(Err(error));
                }
            }
        }
    }

    async fn commit(&self, entries: &[&Entry]) -> Result<Vec<Answer>> {
        let answers = batch::write(&self.op, entries).await?;
        let page = |entry: &&Entry| if let Entry::Leaf(leaf) = entry { Some(leaf.hunt) } else { None };
        let mut hunts: Vec<HuntId> = entries.iter().filter_map(page).collect();
        if !hunts.is_empty() {
            metrics::histogram!("glouton_hunt_pages_per_commit")
                .record(f64::from(u32::try_from(hunts.len()).unwrap_or(u32::MAX)));
        }
        hunts.sort_unstable();
        hunts.dedup();
        for hunt in hunts {
            self.op.bus.publish(ops::topic(hunt), hunt.0);
        }
        Ok(answers)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
