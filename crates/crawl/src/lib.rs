//! Reads one site within its limits: frontier, robots, politeness, snapshots, the choice between HTTP and the browser.
//! Belongs here: how to get pages. Does not belong here: what becomes of them (hunts), what they say (`glouton_reader`).
//!
//! Reading order: [`model`] (the vocabulary) → [`Crawler`] and [`Visit`] → `fetch` (one address to one answer) → `read` (bytes to
//! facts) → `frontier` (which page next).

// The layers of a request through the egress client nest deeper than the compiler expects by default.
#![recursion_limit = "256"]

mod around;
pub mod canonical;
pub mod challenge;
mod fetch;
pub mod frontier;
mod hop;
pub mod model;
mod read;
pub mod robots;
mod robots_cache;
pub mod seed;
mod settings;
mod sitemap;
mod snapshots;
mod visit;
pub mod warc;

use std::sync::Arc;
use std::time::Duration;

pub use canonical::registrable_domain;
pub use seed::{Seed, SeedError};
pub use settings::{Settings, StorageSettings};
pub use snapshots::{ContentHash, Found, NotAHash, SnapshotStore, Swept, UploadError, Uploaded, sweep_snapshots};
pub use visit::Visit;

use fetch::Fetcher;
use glouton_platform::browser::BrowserPool;
use glouton_platform::clock::Clock;
use glouton_platform::egress::Egress;
use glouton_reader::Ruleset;
use model::{FetchMode, PageRecord, SiteLimits};
use read::Desk;
use robots_cache::RobotsCache;

/// Reads sites. Cheap to clone; all clones share robots.txt, politeness and the reading desk.
#[derive(Debug, Clone)]
pub struct Crawler {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    fetcher: Fetcher,
    desk: Desk,
    browser: Option<BrowserPool>,
    snapshots: SnapshotStore,
    clock: Clock,
    max_candidates: usize,
    sitemap_below_links: u32,
}

impl Crawler {
    /// A crawler that leaves through `egress`, keeps pages in `snapshots`, and renders them in `browser` when there is one.
    ///
    /// # Errors
    /// The system gives no threads to read pages on.
    pub fn new(
        egress: Egress,
        browser: Option<BrowserPool>,
        snapshots: SnapshotStore,
        settings: &Settings,
        clock: Clock,
    ) -> std::io::Result<Self> {
        let robots = RobotsCache::new(egress.user_agent(), Duration::from_secs(settings.robots_cache_minutes.saturating_mul(60)));
        let seats = match usize::try_from(settings.parse_concurrency) {
            Ok(0) | Err(_) => std::thread::available_parallelism().map_or(2, usize::from),
            Ok(seats) => seats,
        };
        Ok(Self {
            inner: Arc::new(Inner {
                fetcher: Fetcher { egress, robots: Arc::new(robots) },
                desk: Desk::new(seats, snapshots.clone())?,
                browser: browser.map(|browser| browser.telling(|| Ruleset::embedded().globals().map(str::to_owned).collect())),
                snapshots,
                clock,
                max_candidates: usize::try_from(settings.max_candidates).unwrap_or(500),
                sitemap_below_links: settings.sitemap_below_links,
            }),
        })
    }

    /// Begins a visit, or goes on with one: `done` are the records of the pages read so far, in their order.
    #[must_use]
    pub fn visit(&self, seed: impl Into<Seed>, limits: SiteLimits, mode: FetchMode, done: &[PageRecord]) -> Visit {
        Visit::new(self.clone(), seed.into(), limits, mode, done)
    }

    /// Does a piece of work on the threads that read pages: whoever merges what was read needs the same tables and the same working
    /// memory, which are then kept for those few threads only. `None` when the work panicked.
    pub async fn digest<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        self.inner.desk.run(work).await.ok()
    }

    /// The snapshots of the pages read.
    #[must_use]
    pub fn snapshots(&self) -> &SnapshotStore {
        &self.inner.snapshots
    }

    /// The browsers, if there are any.
    #[must_use]
    pub fn browser(&self) -> Option<&BrowserPool> {
        self.inner.browser.as_ref()
    }

    fn fetcher(&self) -> &Fetcher {
        &self.inner.fetcher
    }

    fn desk(&self) -> &Desk {
        &self.inner.desk
    }

    fn max_candidates(&self) -> usize {
        self.inner.max_candidates
    }

    fn sitemap_below_links(&self) -> u32 {
        self.inner.sitemap_below_links
    }

    fn now_ms(&self) -> i64 {
        self.inner.clock.now().millis()
    }
}
