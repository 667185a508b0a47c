//! The `[crawl]` and `[snapshots]` sections of the configuration. Every key stands, with its default and a comment, in `config/default.toml`.

use std::time::Duration;

use glouton_platform::bucket;
use serde::Deserialize;

/// How sites are read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How long a robots.txt is believed, minutes; a day at most, whatever is written here.
    pub robots_cache_minutes: u64,
    /// Links of one site that wait to be read, at most; the least promising are forgotten first.
    pub max_candidates: u32,
    /// Pages parsed at a time; 0 for one per processor.
    pub parse_concurrency: u32,
    /// A site whose pages offer fewer links than this is asked for its sitemap.
    pub sitemap_below_links: u32,
    /// Days that snapshots are kept.
    pub snapshot_days: u32,
}

/// Where snapshots go besides the data folder. Keys that mean nothing are refused where the configuration is merged: serde cannot do
/// that for a section with another's keys in it.
#[derive(Debug, Clone, Deserialize)]
pub struct StorageSettings {
    /// The bucket.
    #[serde(flatten)]
    pub bucket: bucket::Settings,
    /// A pack goes into the bucket when it is full, or so old.
    pub upload_after_seconds: u64,
}

impl StorageSettings {
    /// How old a pack becomes before it goes into the bucket: a second at least.
    #[must_use]
    pub fn upload_after(&self) -> Duration {
        Duration::from_secs(self.upload_after_seconds.max(1))
    }
}
