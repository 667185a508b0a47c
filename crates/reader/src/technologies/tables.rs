//! Compiled rules as lookup tables: one multi-pattern search over URLs, one over script, style and comment text, and hash tables
//! over header, meta, class, id, attribute and tag names.
//!
//! Belongs here: finding the few patterns worth trying. Does not belong here: trying them ([`super::scan`]).

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::pattern::Pattern;
use crate::shapes::Shapes;
use crate::words::WordMap;

/// Where a pattern is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Header(Box<str>),
    Cookie,
    Meta(Box<str>),
    /// A bit set of [`Place::SCRIPT`] and the like.
    Url(u8),
    /// A bit set of [`Place::INLINE`] and the like.
    Text(u8),
    Host,
    Path,
    Tag(Box<str>),
    Id(Box<str>),
    Class(Box<str>),
    Attribute {
        key: Box<str>,
        name: Pattern,
    },
}

impl Place {
    pub(super) const SCRIPT: u8 = 1;
    pub(super) const LINK: u8 = 2;
    pub(super) const IMAGE: u8 = 4;
    pub(super) const FRAME: u8 = 8;
    pub(super) const FORM: u8 = 16;
    pub(super) const INLINE: u8 = 1;
    pub(super) const CSS: u8 = 2;
    pub(super) const COMMENT: u8 = 4;
}

/// One pattern of one rule.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Index of the rule.
    pub rule: u16,
    /// How sure a match makes.
    pub confidence: f32,
    pub place: Place,
    /// For URLs with a host pattern.
    pub host: Option<Pattern>,
    /// For DOM patterns that ask for an element.
    pub tag: Option<Box<str>>,
    pub pattern: Pattern,
}

/// Entries by name.
#[derive(Debug, Default)]
pub(super) struct ByName {
    entries: WordMap<Box<str>, Vec<u32>>,
    shapes: Shapes,
}

impl ByName {
    fn add(&mut self, name: &str, number: u32) {
        self.shapes.add(name);
        self.entries.entry(name.into()).or_default().push(number);
    }

    /// Entries of a name.
    #[inline]
    pub fn get(&self, name: &str) -> Option<&Vec<u32>> {
        if self.shapes.may_hold(name) { self.entries.get(name) } else { None }
    }
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub entries: Vec<Entry>,
    pub urls: Option<AhoCorasick>,
    pub url_entries: Vec<Vec<u32>>,
    pub texts: Option<AhoCorasick>,
    pub text_entries: Vec<Vec<u32>>,
    pub headers: ByName,
    pub metas: ByName,
    pub cookies: Vec<u32>,
    /// For the page's own host, and for its path.
    pub hosts: Option<AhoCorasick>,
    pub host_entries: Vec<Vec<u32>>,
    pub paths: Option<AhoCorasick>,
    pub path_entries: Vec<Vec<u32>>,
    pub tags: ByName,
    pub ids: ByName,
    pub classes: ByName,
    pub attributes: ByName,
}

impl Tables {
    /// `None` when there are more entries or literal text than the search automata hold.
    pub(super) fn new(entries: Vec<Entry>) -> Option<Self> {
        let mut tables = Self::default();
        let mut url_anchors: Vec<(&[u8], Vec<u32>)> = Vec::new();
        let mut text_anchors: Vec<(&[u8], Vec<u32>)> = Vec::new();
        let mut host_anchors: Vec<(&[u8], Vec<u32>)> = Vec::new();
        let mut path_anchors: Vec<(&[u8], Vec<u32>)> = Vec::new();
        for (number, entry) in entries.iter().enumerate() {
            let number = u32::try_from(number).ok()?;
            match &entry.place {
                Place::Header(name) => tables.headers.add(name, number),
                Place::Meta(name) => tables.metas.add(name, number),
                Place::Cookie => tables.cookies.push(number),
                Place::Host => file(&mut host_anchors, entry.pattern.anchor(false), number),
                Place::Path => file(&mut path_anchors, entry.pattern.anchor(false), number),
                Place::Tag(tag) => tables.tags.add(tag, number),
                Place::Id(key) => tables.ids.add(key, number),
                Place::Class(key) => tables.classes.add(key, number),
                Place::Attribute { key, .. } => tables.attributes.add(key, number),
                Place::Text(_) => file(&mut text_anchors, entry.pattern.anchor(true), number),
                Place::Url(_) => {
                    let host = entry.host.as_ref().map_or(&[][..], |host| host.anchor(false));
                    // Beside the page lies `bootstrap.min.css` as `/bootstrap.min.css` lies at its root: the pattern asks for the slash.
                    let path = entry.pattern.anchor(false);
                    let path = path.strip_prefix(b"/").unwrap_or(path);
                    file(&mut url_anchors, if path.len() > host.len() { path } else { host }, number);
                }
            }
        }
        (tables.urls, tables.url_entries) = automaton(url_anchors, true)?;
        (tables.texts, tables.text_entries) = automaton(text_anchors, false)?;
        (tables.hosts, tables.host_entries) = automaton(host_anchors, true)?;
        (tables.paths, tables.path_entries) = automaton(path_anchors, true)?;
        tables.entries = entries;
        Some(tables)
    }
}

fn file<'e>(anchors: &mut Vec<(&'e [u8], Vec<u32>)>, anchor: &'e [u8], number: u32) {
    anchors.push((anchor, vec![number]));
}

type Automaton = (Option<AhoCorasick>, Vec<Vec<u32>>);

fn automaton(mut anchors: Vec<(&[u8], Vec<u32>)>, fold: bool) -> Option<Automaton> {
    anchors.sort();
    anchors.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1.append(&mut next.1);
        }
        same
    });
    if anchors.is_empty() {
        return Some((None, Vec::new()));
    }
    let search = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .ascii_case_insensitive(fold)
        // The text automaton sees kilobytes a page, the URL automaton short strings: speed for the one, memory for the other.
        .kind(Some(if fold { AhoCorasickKind::ContiguousNFA } else { AhoCorasickKind::DFA }))
        .build(anchors.iter().map(|(anchor, _)| anchor))
        .ok()?;
    Some((Some(search), anchors.into_iter().map(|(_, entries)| entries).collect()))
}

/// The part of a class, id or attribute name that its table is keyed by: the first run of letters and digits, a leading `data-`
/// left out.
#[inline]
pub(super) fn key(name: &str) -> &str {
    let name = name.strip_prefix("data-").unwrap_or(name);
    let from = name.bytes().position(|b| b.is_ascii_alphanumeric() || b == b'*').unwrap_or(name.len());
    let name = &name[from..];
    let to = name.bytes().position(|b| matches!(b, b'-' | b'_' | b':' | b'.' | b'*' | b'{')).unwrap_or(name.len());
    &name[..to]
}
