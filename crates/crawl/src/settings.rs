//! The `[crawl]` and `[snapshots]` sections of the configuration. Every key stands, with its default and a comment, in `config/default.toml`.

use std::time::Duration;

use glouton_platform::bucket;
use secrecy::SecretString;
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

/// Where snapshots go besides the data folder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StorageSettings {
    /// The bucket of an S3-compatible storage; empty for none.
    pub bucket: String,
    /// The storage's address.
    pub endpoint: String,
    /// The region that requests are signed for.
    pub region: String,
    /// The bucket stands in the path of an address, not in its host name.
    pub path_style: bool,
    /// What the names of all objects begin with.
    pub prefix: String,
    /// The name of the key.
    pub access_key: String,
    /// The key.
    pub secret_key: SecretString,
    /// A pack goes into the bucket when it is full, or so old.
    pub upload_after_seconds: u64,
}

impl StorageSettings {
    /// The bucket's part of it.
    #[must_use]
    pub fn bucket(&self) -> bucket::Settings {
        bucket::Settings {
            name: self.bucket.clone(),
            endpoint: self.endpoint.clone(),
            region: self.region.clone(),
            path_style: self.path_style,
            prefix: self.prefix.clone(),
            access_key: self.access_key.clone(),
            secret_key: self.secret_key.clone(),
        }
    }

    /// How old a pack becomes before it goes into the bucket: a second at least.
    #[must_use]
    pub fn upload_after(&self) -> Duration {
        Duration::from_secs(self.upload_after_seconds.max(1))
    }
}
