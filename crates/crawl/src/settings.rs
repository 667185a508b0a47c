//! The `[crawl]` section of the configuration. Every key stands, with its default and a comment, in `config/default.toml`.

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
