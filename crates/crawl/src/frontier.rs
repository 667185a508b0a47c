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
    key: u64,
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
        let (requested, answered) = (hash(&key(&record.requested)), hash(&key(&record.url)));
        self.seen.extend([requested, answered]);
        self.waiting.retain(|c| c.key != requested && c.key != answered);
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
            let key = hash(&key(&url));
            if !self.seen.insert(key) {
                continue;
            }
            let shape = self.shapes.entry(shape(&url)).or_default();
            if *shape >= MAX_PER_SHAPE {
                continue;
            }
            *shape += 1;
            self.order += 1;
            let worth = i32::from(link.worth) - if link.nofollow { NOFOLLOW } else { 0 };
            self.waiting.push(Candidate { url, depth, kind: link.kind, worth, order: self.order, key });
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

#[cfg(test)]
mod tests {
    use glouton_reader::{PageInput, link_to, read_page};

    use super::*;
    use crate::model::FetchedWith;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("a URL")
    }

    /// A page at `address` with these links, as its record would be.
    fn page(address: &str, depth: u32, links: &[(&str, u8)]) -> PageRecord {
        let url = url(address);
        let mut facts = read_page(&PageInput { url: &url, status: 200, headers: &[], body: b"", rendered: false });
        facts.links = links.iter().map(|(to, worth)| Link { worth: *worth, ..link_to(&self::url(to)) }).collect();
        PageRecord {
            requested: url.clone(),
            url,
            depth,
            kind: facts.kind,
            status: Some(200),
            fetched_with: FetchedWith::Http,
            bytes: 0,
            elapsed_ms: 0,
            fetched_at_ms: 0,
            content_hash: String::new(),
            headers: Vec::new(),
            facts: Some(facts),
            error: None,
        }
    }

    fn frontier(max_pages: u32) -> Frontier {
        Frontier::new(SiteLimits { max_pages, max_depth: 3 }, 500)
    }

    fn drain(frontier: &mut Frontier) -> Vec<String> {
        std::iter::from_fn(|| frontier.take().map(|c| c.url.path().to_owned())).collect()
    }

    #[test]
    fn the_most_promising_page_comes_first_and_each_comes_once() {
        let mut frontier = frontier(100);
        frontier.learn(&page(
            "https://a.test/",
            0,
            &[
                ("https://a.test/shop", 10),
                ("https://a.test/contact", 100),
                ("https://www.a.test/contact/", 100),
                ("http://a.test/contact#form", 100),
                ("https://a.test/?utm_source=x", 90),
                ("https://a.test/imprint", 90),
            ],
        ));
        assert_eq!(drain(&mut frontier), ["/contact", "/imprint", "/shop"]);
    }

    #[test]
    fn other_sites_files_and_traps_are_left_alone() {
        let mut frontier = frontier(100);
        let deep = format!("https://a.test/{}", "x/".repeat(11));
        frontier.learn(&page(
            "https://a.test/",
            0,
            &[
                ("https://b.test/contact", 100),
                ("https://shop.a.test/", 50),
                ("https://a.test/prices.PDF", 50),
                ("https://a.test/photo.jpg?w=1", 50),
                ("https://a.test/a/b/a/b/a/", 50),
                ("https://a.test/list?a=1&b=2&c=3&d=4&e=5", 50),
                ("mailto:info@a.test", 50),
                (&deep, 50),
            ],
        ));
        assert_eq!(drain(&mut frontier), [""; 0]);
    }

    #[test]
    fn a_template_gives_a_few_pages_and_not_all() {
        let links: Vec<String> = (0..200).map(|n| format!("https://a.test/calendar/2026/{n}?view={n}")).collect();
        let links: Vec<(&str, u8)> = links.iter().map(|l| (l.as_str(), 10)).collect();
        let mut frontier = frontier(1000);
        frontier.learn(&page("https://a.test/", 0, &links));
        assert_eq!(drain(&mut frontier).len(), usize::from(MAX_PER_SHAPE));
    }

    #[test]
    fn candidates_are_bounded_and_the_best_are_kept() {
        let mut frontier = Frontier::new(SiteLimits { max_pages: 1000, max_depth: 3 }, 10);
        let links: Vec<String> = (0..100).map(|n| format!("https://a.test/page-{}", "abcdefghij".repeat(n + 1))).collect();
        let links: Vec<(&str, u8)> = links.iter().zip(0..).map(|(l, worth)| (l.as_str(), worth)).collect();
        frontier.learn(&page("https://a.test/", 0, &links));
        assert_eq!(frontier.waiting(), 10);
        let best = frontier.take().expect("a candidate");
        assert_eq!(best.worth, 99);
    }

    #[test]
    fn depth_and_pages_are_limited() {
        let mut frontier = frontier(2);
        frontier.learn(&page("https://a.test/deep", 3, &[("https://a.test/deeper", 50)]));
        assert_eq!(frontier.waiting(), 0);
        frontier.learn(&page("https://a.test/", 0, &[("https://a.test/x", 50)]));
        assert_eq!(frontier.take(), None);
    }

    #[test]
    fn a_second_page_of_a_kind_waits_behind_new_ones() {
        let mut frontier = frontier(100);
        let mut contact = page("https://a.test/contact", 1, &[("https://a.test/about", 80), ("https://a.test/de/kontakt", 90)]);
        contact.kind = PageKind::Contact;
        frontier.learn(&page("https://a.test/", 0, &[]));
        frontier.learn(&contact);
        assert_eq!(drain(&mut frontier), ["/about", "/de/kontakt"]);
    }

    #[test]
    fn a_site_that_says_nofollow_is_not_followed() {
        for (value, followed) in
            [("nofollow", false), ("noindex, NoFollow", false), ("none", false), ("noindex", true), ("otherbot: nofollow", true)]
        {
            let mut frontier = frontier(100);
            let mut start = page("https://a.test/", 0, &[("https://a.test/x", 50)]);
            start.headers.push(("x-robots-tag".into(), value.into()));
            frontier.learn(&start);
            assert_eq!(frontier.waiting() == 1, followed, "{value}");
        }
    }

    #[test]
    fn the_table_of_files_is_sorted() {
        assert!(NOT_PAGES.is_sorted());
    }
}
