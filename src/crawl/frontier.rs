//! Which page of a site comes next. Holds no state that is not in the site's page records, so that it can be rebuilt after a
//! restart to the same order. Pure. Does not belong here: what a link is worth (`glouton_reader`), whether it may be asked (robots).
//!
//! Bounded against sites that never end: candidates are capped, pages of one shape (a calendar, a catalogue) are capped, paths
//! that repeat themselves are refused, and near-duplicates of a page already read lead nowhere.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use glouton_reader::{Link, PageKind};
use url::Url;

use super::canonical::{canonical, key, same_site};
use super::model::{PageRecord, SiteLimits};

/// Links of one page that are looked at; they come best first.
pub(super) const MAX_LINKS_PER_PAGE: usize = 300;
/// Pages of one shape that are candidates, in all.
const MAX_PER_SHAPE: u16 = 8;
/// Path segments, at most.
const MAX_SEGMENTS: usize = 10;
/// Parameters in a query, at most: beyond it is a filter on a filter.
const MAX_PARAMETERS: usize = 4;
/// Bits in which two fingerprints of one text differ, at most.
const NEAR: u32 = 3;
/// Pages with less text are not compared: nearly empty pages are all alike.
const LEAST_TEXT: u32 = 200;
/// What a page loses for each page of its kind that was read already: the second contact page says little that is new.
const REPETITION: i32 = 25;
/// What a link loses for `rel=nofollow`.
const NOFOLLOW: i32 = 20;

/// File names that are no pages.
const NOT_PAGES: &[&str] = &[
    "7z", "apk", "avi", "bmp", "css", "csv", "dmg", "doc", "docx", "eot", "eps", "epub", "exe", "gif", "gz", "ico", "ics", "iso",
    "jpeg", "jpg", "js", "json", "m4a", "m4v", "mid", "mkv", "mov", "mp3", "mp4", "mpeg", "mpg", "msi", "odp", "ods", "odt",
    "ogg", "ogv", "otf", "pdf", "png", "pps", "ppt", "pptx", "ps", "rar", "rdf", "rss", "rtf", "svg", "swf", "tar", "tif",
    "tiff", "ttf", "txt", "vcf", "wav", "webm", "webp", "wma", "wmv", "woff", "woff2", "xls", "xlsx", "xml", "zip",
];

/// A page to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Canonical.
    pub url: Url,
    /// Distance from the start page.
    pub depth: u32,
    /// What the links to it say it is.
    pub kind: PageKind,
    worth: i32,
    order: u32,
}

/// The pages of one site that are known and not yet asked for.
#[derive(Debug)]
pub struct Frontier {
    limits: SiteLimits,
    max_candidates: usize,
    home: Option<Url>,
    seen: HashSet<u64>,
    waiting: Vec<Candidate>,
    shapes: HashMap<u64, u16>,
    kinds_read: HashMap<PageKind, i32>,
    fingerprints: Vec<u64>,
    order: u32,
    taken: u32,
}

impl Frontier {
    /// Nothing known yet.
    #[must_use]
    pub fn new(limits: SiteLimits, max_candidates: usize) -> Self {
        Self {
            limits,
            max_candidates: max_candidates.max(1),
            home: None,
            seen: HashSet::new(),
            waiting: Vec::new(),
            shapes: HashMap::new(),
            kinds_read: HashMap::new(),
            fingerprints: Vec::new(),
            order: 0,
            taken: 0,
        }
    }

    /// Pages asked for so far.
    #[must_use]
    pub fn taken(&self) -> u32 {
        self.taken
    }

    /// Candidates there have been.
    #[must_use]
    pub fn offered(&self) -> u32 {
        self.order
    }

    /// True while the limits let another page be read.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.taken < self.limits.max_pages
    }

    /// Candidates that wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Takes in a page that was read (or tried): it will not be asked for again, and its links become candidates.
    pub fn learn(&mut self, record: &PageRecord) {
        self.taken += 1;
        if self.home.is_none() {
            self.home = Some(record.url.clone());
        }
        self.mark(&record.requested);
        self.mark(&record.url);
        let (requested, answered) = (key(&record.requested), key(&record.url));
        self.waiting.retain(|c| {
            let key = key(&c.url);
            key != requested && key != answered
        });
        let Some(facts) = &record.facts else { return };
        *self.kinds_read.entry(record.kind).or_default() += 1;
        if self.is_near_duplicate(facts.fingerprint, facts.text_chars) {
            return;
        }
        if facts.text_chars >= LEAST_TEXT {
            self.fingerprints.push(facts.fingerprint);
        }
        if forbids_following(record) || record.depth >= self.limits.max_depth {
            return;
        }
        self.offer(&facts.links, record.depth + 1);
    }

    /// Adds links found at `depth`.
    pub fn offer(&mut self, links: &[Link], depth: u32) {
        for link in links.iter().take(MAX_LINKS_PER_PAGE) {
            let Some(url) = canonical(&link.url) else { continue };
            if !self.home.as_ref().is_some_and(|home| same_site(home, &url)) || !is_page(&url) || is_trap(&url) {
                continue;
            }
            if !self.mark(&url) {
                continue;
            }
            let shape = self.shapes.entry(shape(&url)).or_default();
            if *shape >= MAX_PER_SHAPE {
                continue;
            }
            *shape += 1;
            self.order += 1;
            let worth = i32::from(link.worth) - if link.nofollow { NOFOLLOW } else { 0 };
            self.waiting.push(Candidate { url, depth, kind: link.kind, worth, order: self.order });
        }
        if self.waiting.len() > self.max_candidates {
            self.waiting.sort_by_key(|c| (-c.worth, c.depth, c.order));
            self.waiting.truncate(self.max_candidates);
        }
    }

    /// The most promising candidate, taken out; `None` when there is none or the site's pages are used up.
    pub fn take(&mut self) -> Option<Candidate> {
        if !self.has_room() {
            return None;
        }
        let rank = |c: &Candidate| {
            let read = if c.kind == PageKind::Other { 0 } else { self.kinds_read.get(&c.kind).copied().unwrap_or_default() };
            (c.worth - REPETITION * read, std::cmp::Reverse(c.depth), std::cmp::Reverse(c.order))
        };
        let best = (0..self.waiting.len()).max_by_key(|i| rank(&self.waiting[*i]))?;
        Some(self.waiting.swap_remove(best))
    }

    /// Remembers a URL; false when it was known.
    fn mark(&mut self, url: &Url) -> bool {
        self.seen.insert(hash(&key(url)))
    }

    fn is_near_duplicate(&self, fingerprint: u64, text_chars: u32) -> bool {
        text_chars >= LEAST_TEXT && self.fingerprints.iter().any(|known| (known ^ fingerprint).count_ones() <= NEAR)
    }
}

/// `X-Robots-Tag: nofollow`, for everyone (a tag for one named crawler is not for us).
fn forbids_following(record: &PageRecord) -> bool {
    record
        .headers
        .iter()
        .filter(|(name, _)| name == "x-robots-tag")
        .any(|(_, value)| value.split(',').map(|v| v.trim().to_ascii_lowercase()).any(|v| v == "nofollow" || v == "none"))
}

fn is_page(url: &Url) -> bool {
    let file = url.path().rsplit('/').next().unwrap_or_default();
    match file.rsplit_once('.') {
        Some((_, extension)) => NOT_PAGES.binary_search(&extension.to_ascii_lowercase().as_str()).is_err(),
        None => true,
    }
}

/// Paths that grow by repeating themselves, and queries that pile filter on filter.
fn is_trap(url: &Url) -> bool {
    let segments: Vec<&str> = url.path().split('/').filter(|s| !s.is_empty()).collect();
    if segments.len() > MAX_SEGMENTS {
        return true;
    }
    let repeated = segments.iter().enumerate().any(|(i, s)| segments[i + 1..].iter().filter(|other| *other == s).count() >= 2);
    repeated || url.query().is_some_and(|q| q.split('&').count() > MAX_PARAMETERS)
}

/// Pages made by one template: the same path with its digits folded and its last segment left out when the folder is deep, and
/// the same parameter names.
fn shape(url: &Url) -> u64 {
    let mut hasher = DefaultHasher::new();
    let path = url.path();
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    fold_digits(folder, &mut hasher);
    // Top-level pages are all different; below, a folder's pages usually share a template.
    if folder.is_empty() || file.is_empty() {
        fold_digits(file, &mut hasher);
    }
    let mut names: Vec<&str> = url.query().unwrap_or_default().split('&').filter_map(|pair| pair.split('=').next()).collect();
    names.sort_unstable();
    names.hash(&mut hasher);
    hasher.finish()
}

fn fold_digits(text: &str, hasher: &mut DefaultHasher) {
    let mut in_digits = false;
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            if !in_digits {
                hasher.write_u8(b'0');
            }
            in_digits = true;
        } else {
            hasher.write_u8(byte);
            in_digits = false;
        }
    }
    hasher.write_u8(0xff);
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
