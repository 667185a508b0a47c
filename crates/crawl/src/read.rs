//! From an answer's bytes to facts: decompress, keep a snapshot, read, recognise a challenge. All of it is work for the processor and
//! the disk, so it runs off the async threads, a bounded number at a time.

use std::sync::Arc;

use bytes::Bytes;
use glouton_reader::{PageFacts, PageInput, read_page};
use http::StatusCode;
use tokio::sync::Semaphore;
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

/// Reads pages on the blocking threads.
#[derive(Debug, Clone)]
pub(super) struct Desk {
    seats: Arc<Semaphore>,
    snapshots: SnapshotStore,
}

impl Desk {
    pub(super) fn new(seats: usize, snapshots: SnapshotStore) -> Self {
        Self { seats: Arc::new(Semaphore::new(seats.max(1))), snapshots }
    }

    pub(super) async fn read(
        &self,
        url: Url,
        status: StatusCode,
        headers: Arc<[(String, String)]>,
        source: Source,
    ) -> Result<Read, EgressError> {
        // The semaphore is never closed; without a permit the work is done all the same.
        let permit = Arc::clone(&self.seats).acquire_owned().await.ok();
        let snapshots = self.snapshots.clone();
        let work = move || {
            let _permit = permit;
            let (body, rendered) = match source {
                Source::Http(received) => (received.decode()?, false),
                Source::Rendered(html) => (Bytes::from(html), true),
            };
            Ok(read_now(&url, status, &headers, &body, rendered, &snapshots))
        };
        // A panic of the reader would be a bug; it costs one page, not the hunt.
        tokio::task::spawn_blocking(work).await.unwrap_or(Err(EgressError::Encoding))
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
