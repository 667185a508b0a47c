//! From an answer's bytes to facts: decompress, keep a snapshot, read, recognise a challenge. All of it is work for the processor and
//! the disk, so it runs off the async threads, on a few threads of its own that stay the same: what the reader keeps for each
//! thread that ever read (the working memory of hundreds of patterns, megabytes) is then kept that few times.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

use bytes::Bytes;
use glouton_reader::{PageFacts, PageInput, read_page};
use http::StatusCode;
use tokio::sync::oneshot;
use url::Url;

use super::challenge;
use super::frontier::MAX_LINKS_PER_PAGE;
use super::snapshots::{ContentHash, SnapshotStore};
use glouton_platform::egress::{EgressError, Received};

/// What is to be read.
pub(super) enum Source {
    /// As it came over HTTP.
    Http(Received),
    /// As a browser shows it.
    Rendered(String),
}

/// What came of it.
#[derive(Debug)]
pub(super) struct Read {
    /// `None` for an answer that is an error by its status: its text is the server's, not the site's.
    pub(super) facts: Option<PageFacts>,
    pub(super) hash: Option<ContentHash>,
    pub(super) bytes: u64,
    pub(super) challenge: Option<&'static str>,
}

/// Work for one of the desk's threads.
type Job = Box<dyn FnOnce() + Send>;

/// Reads pages on threads of its own, which end with the last clone of it.
#[derive(Debug, Clone)]
pub(super) struct Desk {
    jobs: mpsc::Sender<Job>,
    snapshots: SnapshotStore,
}

impl Desk {
    /// # Errors
    /// The system gives no more threads.
    pub(super) fn new(seats: usize, snapshots: SnapshotStore) -> io::Result<Self> {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let waiting = Arc::new(Mutex::new(waiting));
        for seat in 0..seats.max(1) {
            let waiting = Arc::clone(&waiting);
            thread::Builder::new().name(format!("reader-{seat}")).spawn(move || sit(&waiting))?;
        }
        Ok(Self { jobs, snapshots })
    }

    pub(super) async fn read(
        &self,
        url: Url,
        status: StatusCode,
        headers: Arc<[(String, String)]>,
        source: Source,
    ) -> Result<Read, EgressError> {
        let snapshots = self.snapshots.clone();
        let work = move || {
            let (body, rendered) = match source {
                Source::Http(received) => (received.decode()?, false),
                Source::Rendered(html) => (Bytes::from(html), true),
            };
            Ok(read_now(&url, status, &headers, &body, rendered, &snapshots))
        };
        // A panic of the reader would be a bug; it costs one page, not the hunt.
        self.run(work).await.unwrap_or(Err(EgressError::Encoding))
    }

    /// Does a piece of work on one of the threads; nothing is received when it panicked.
    pub(super) fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> oneshot::Receiver<T> {
        let (tell, told) = oneshot::channel();
        let job = move || {
            // Whoever was stopped meanwhile does not wait for it any more.
            if !tell.is_closed() {
                let _ = tell.send(work());
            }
        };
        // The threads live as long as this desk, so that sending succeeds; a panic drops the channel.
        let _ = self.jobs.send(Box::new(job));
        told
    }
}

/// Works off one job after another until there can be no more.
fn sit(waiting: &Mutex<mpsc::Receiver<Job>>) {
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        if panic::catch_unwind(AssertUnwindSafe(job)).is_err() {
            metrics::counter!("glouton_crawl_reader_panics_total").increment(1);
        }
    }
}

fn read_now(
    url: &Url,
    status: StatusCode,
    headers: &[(String, String)],
    body: &[u8],
    rendered: bool,
    snapshots: &SnapshotStore,
) -> Read {
    let facts = status.is_success().then(|| {
        let mut facts = read_page(&PageInput { url, status: status.as_u16(), headers, body, rendered });
        facts.links.truncate(MAX_LINKS_PER_PAGE);
        facts
    });
    let challenge = challenge::recognise(&challenge::Answer {
        status,
        headers,
        path: url.path(),
        body,
        title: facts.as_ref().and_then(|f| f.signals.head.title.as_deref()),
        text_chars: facts.as_ref().map(|f| f.text_chars),
    });
    let hash = if facts.is_none() {
        None
    } else {
        // A full disk must not end a hunt: the page is read, its snapshot is missing, and the log says why.
        match snapshots.put(body) {
            Ok(hash) => Some(hash),
            Err(error) => {
                tracing::warn!(%error, "a snapshot could not be kept");
                metrics::counter!("glouton_crawl_snapshots_failed_total").increment(1);
                Some(ContentHash::of(body))
            }
        }
    };
    Read { facts, hash, bytes: body.len() as u64, challenge }
}
