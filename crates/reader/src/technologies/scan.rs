//! One page against one [`Ruleset`]: what is looked at, where each pattern is tried, and what a hit leaves behind.
//!
//! Belongs here: applying rules to one page. Does not belong here: the rules, and joining pages ([`super::merge`]).
//!
//! Invariants: only what makes a browser load, run or style something is looked at, and what the server sends. Prose, link
//! targets of `<a>`, alternative texts and structured data are never looked at, so naming a product is no proof of using it. The
//! work is linear in the page, and text beyond [`TEXT_BUDGET`] is left unread.

use url::Url;

use crate::document::Node;
use crate::recent::Recent;
use crate::{Document, Evidence, PageInput, Source, Sourced, Technology};

use super::rules::{GLOBAL, Ruleset};
use super::tables::{Entry, Place, key};

/// Bytes of one script, style or comment that are searched: loaders stand at the start.
const TEXT_HEAD: usize = 64 * 1024;
/// Bytes of script, style and comment text searched on one page.
const TEXT_BUDGET: usize = 512 * 1024;
/// Longest URL searched.
const URL_HEAD: usize = 2048;
/// Pieces of evidence kept for one technology.
pub(super) const MAX_EVIDENCE: usize = 5;
/// Least confidence that is reported.
const REPORTED: f32 = 0.6;
/// Confidence of a `<link>` that only warms up a connection.
const PRECONNECT: f32 = 0.4;
/// What a technology is worth that another one brings along, as a part of the other's confidence.
const IMPLIED: f32 = 0.8;

struct Finding {
    rule: u16,
    /// Probability that every hit so far is wrong.
    doubt: f32,
    source: Source,
    version: Option<(f32, String)>,
    evidence: Vec<Evidence>,
}

/// Text that is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Script,
    Style,
    Comment,
    Noscript,
}

impl Content {
    /// What the text of an element of that name (and `type`) is.
    pub(super) fn of<'k>(name: &str, kind: impl FnOnce() -> Option<&'k str>) -> Option<Self> {
        match name {
            "script" => is_code(kind()).then_some(Self::Script),
            "style" => Some(Self::Style),
            "noscript" => Some(Self::Noscript),
            _ => None,
        }
    }
}

/// A hit, before it is written down.
struct Hit<'h> {
    confidence: f32,
    source: Source,
    version: Option<&'h str>,
}

/// The state of one reading.
pub(super) struct Scan<'r, 'p> {
    rules: &'r Ruleset,
    page: &'p Url,
    /// Registrable domain of the page.
    domain: Option<&'p str>,
    /// One bit an entry: matched already.
    seen: Vec<u64>,
    /// Entries that matched below their full confidence.
    warmed: Vec<u32>,
    findings: Vec<Finding>,
    /// Index into `findings` plus one, by rule; 0 when not found.
    slots: Vec<u16>,
    budget: usize,
}

/// Reads everything.
pub(super) fn scan(rules: &Ruleset, input: &PageInput<'_>, document: &Document) -> Vec<Technology> {
    let mut scan = Scan::new(rules, input.url);
    scan.response(input.headers);
    scan.dom(document);
    scan.finish()
}

impl<'r, 'p> Scan<'r, 'p> {
    pub(super) fn new(rules: &'r Ruleset, page: &'p Url) -> Self {
        Self {
            rules,
            page,
            domain: page.host_str().and_then(registrable),
            seen: vec![0; rules.tables.entries.len() / 64 + 1],
            warmed: Vec::new(),
            findings: Vec::new(),
            slots: vec![0; rules.rules.len()],
            budget: TEXT_BUDGET,
        }
    }

    /// URL and headers.
    pub(super) fn response(&mut self, headers: &[(String, String)]) {
        let tables = &self.rules.tables;
        let page = self.page;
        let (host, path) = (page.host_str().unwrap_or(""), page.path());
        for (search, entries, text, part) in
            [(&tables.hosts, &tables.host_entries, host, "host"), (&tables.paths, &tables.path_entries, path, "path")]
        {
            let found = search.iter().flat_map(|search| search.find_overlapping_iter(text));
            let mut numbers: Vec<u32> = found.flat_map(|found| &entries[found.pattern().as_usize()]).copied().collect();
            // In the order of the rules, whatever the order in the address.
            numbers.sort_unstable();
            numbers.dedup();
            for number in numbers {
                if let Some((entry, found)) = self.fresh(number).and_then(|e| Some((e, e.pattern.find(text.as_bytes())?))) {
                    let version = found.version.and_then(|(from, to)| text.get(from..to));
                    let hit = Hit { confidence: entry.confidence, source: Source::Url, version };
                    self.hit(number, &hit, page.as_str(), &format!("url {part}"));
                }
            }
        }
        for (name, value) in headers {
            let value = head(value, URL_HEAD);
            if name == "set-cookie" {
                self.cookie(value.split('=').next().unwrap_or("").trim());
            }
            self.named_value(&tables.headers, name, value, Source::Header);
        }
    }

    fn cookie(&mut self, name: &str) {
        for &number in &self.rules.tables.cookies {
            if let Some(entry) = self.fresh(number).filter(|entry| entry.pattern.find(name.as_bytes()).is_some()) {
                // The value may be a session's key: only the name is kept.
                let hit = Hit { confidence: entry.confidence, source: Source::Header, version: None };
                self.hit(number, &hit, &format!("set-cookie: {name}=…"), "header set-cookie");
            }
        }
    }

    /// A header or a meta element.
    fn named_value(&mut self, table: &'r super::tables::ByName, name: &str, value: &str, source: Source) {
        let Some(numbers) = table.get(name) else { return };
        for &number in numbers {
            let Some(entry) = self.fresh(number) else { continue };
            let Some(found) = entry.pattern.find(value.trim().as_bytes()) else { continue };
            let version = found.version.and_then(|(from, to)| value.trim().get(from..to));
            let hit = Hit { confidence: entry.confidence, source, version };
            if name.starts_with(GLOBAL) {
                self.hit(number, &Hit { source: Source::Script, ..hit }, &format!("{name} = {value}"), name);
            } else if source == Source::Meta {
                self.hit(number, &hit, &format!("{name}: {value}"), &format!("meta[name={name}]"));
            } else {
                self.hit(number, &hit, &format!("{name}: {value}"), &format!("header {name}"));
            }
        }
    }

    fn dom(&mut self, document: &Document) {
        let mut quiet = Recent::default();
        for node in document.nodes() {
            match node.value() {
                Node::Comment(comment) => self.content(Content::Comment, comment),
                Node::Element(element) => {
                    let name = element.name();
                    let attributes = || element.attrs();
                    self.element(name, attributes, &mut quiet);
                    if let Some(content) = Content::of(name, || element.attr("type")) {
                        for text in node.children().filter_map(|child| child.value().as_text()) {
                            self.content(content, text);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// The text of a comment or of an element whose text no visitor reads.
    pub(super) fn content(&mut self, content: Content, text: &str) {
        match content {
            Content::Script => self.text(text, Place::INLINE, "script"),
            Content::Style => self.text(text, Place::CSS, "style"),
            Content::Comment => self.text(text, Place::COMMENT, "comment"),
            Content::Noscript => self.noscript(text),
        }
    }

    /// One element: `attributes` starts a pass over its attributes; `quiet` are classes that no rule asks for.
    pub(super) fn element<'a, I>(&mut self, tag: &str, attributes: impl Fn() -> I, quiet: &mut Recent<'a>)
    where
        I: Iterator<Item = (&'a str, &'a str)>,
    {
        let find = |wanted: &str| attributes().find(|(name, _)| *name == wanted).map(|(_, value)| value);
        let (mask, selector) = match tag {
            "script" => (Place::SCRIPT, "script[src]"),
            "img" | "source" | "image" => (Place::IMAGE, "img[src]"),
            "iframe" | "embed" | "frame" => (Place::FRAME, "iframe[src]"),
            "object" => (Place::FRAME, "object[data]"),
            "form" => (Place::FORM, "form[action]"),
            "link" => (Place::LINK, "link[href]"),
            "meta" => {
                if let Some(content) = find("content") {
                    let names = ["name", "property", "http-equiv", "itemprop"];
                    if let Some(name) = attributes().find(|(name, _)| names.contains(name)).map(|(_, value)| value) {
                        let table = &self.rules.tables.metas;
                        self.named_value(table, name.trim().to_ascii_lowercase().as_str(), head(content, URL_HEAD), Source::Meta);
                    }
                }
                (0, "")
            }
            _ => (0, ""),
        };
        let tables = &self.rules.tables;
        if tag.contains('-')
            && let Some(numbers) = tables.tags.get(tag)
        {
            self.dom_hits(numbers, tag, "", tag, &attributes);
        }
        for (name, value) in attributes() {
            match name {
                "class" if quiet.holds(value) => {}
                "class" => {
                    let mut asked = false;
                    for class in value.split_ascii_whitespace().take(200) {
                        if let Some(numbers) = tables.classes.get(key(class)) {
                            asked = true;
                            self.dom_hits(numbers, tag, "class", class, &attributes);
                        }
                    }
                    if !asked {
                        quiet.keep(value);
                    }
                }
                "id" => {
                    if let Some(numbers) = tables.ids.get(key(value)) {
                        self.dom_hits(numbers, tag, "id", value, &attributes);
                    }
                }
                _ => {
                    if let Some(numbers) = tables.attributes.get(key(name)) {
                        self.dom_hits(numbers, tag, name, value, &attributes);
                    }
                    // "src" has many names: data-src, data-rocket-src, data-cookieblock-src … all lead to the same request.
                    if mask != 0 && is_address(tag, name) {
                        let confidence = if tag == "link" { link_confidence(find("rel")) } else { Some(1.0) };
                        if let Some(ceiling) = confidence {
                            self.url(value, mask, ceiling, selector);
                        }
                    }
                }
            }
        }
    }

    fn dom_hits<'a, I>(&mut self, numbers: &'r [u32], tag: &str, name: &str, value: &str, attributes: &impl Fn() -> I)
    where
        I: Iterator<Item = (&'a str, &'a str)>,
    {
        for &number in numbers {
            let Some(entry) = self.fresh(number) else { continue };
            if entry.tag.as_deref().is_some_and(|wanted| wanted != tag) {
                continue;
            }
            if let Place::Attribute { name: wanted, .. } = &entry.place
                && wanted.find(name.as_bytes()).is_none()
            {
                continue;
            }
            let Some(found) = entry.pattern.find(head(value, URL_HEAD).as_bytes()) else { continue };
            let version = found.version.and_then(|(from, to)| value.get(from..to));
            let selector = match &entry.place {
                Place::Id(_) => format!("{tag}#{value}"),
                Place::Class(_) => format!("{tag}.{value}"),
                Place::Attribute { .. } => format!("{tag}[{name}]"),
                _ => tag.to_owned(),
            };
            self.hit(
                number,
                &Hit { confidence: entry.confidence, source: Source::Script, version },
                &opening(tag, attributes()),
                head(&selector, 200),
            );
        }
    }

    /// The address of something the page loads. `ceiling` is the most that such a reference can prove.
    fn url(&mut self, url: &str, mask: u8, ceiling: f32, selector: &str) {
        let url = head(url.trim(), URL_HEAD);
        let Some(search) = &self.rules.tables.urls else { return };
        if url.len() < 4 || ["data:", "blob:", "javascript:", "about:"].iter().any(|scheme| url.starts_with(scheme)) {
            return;
        }
        let mut parts = None;
        for found in search.find_overlapping_iter(url) {
            for &number in &self.rules.tables.url_entries[found.pattern().as_usize()] {
                let Some(entry) = self.fresh(number) else { continue };
                if !matches!(entry.place, Place::Url(places) if places & mask != 0) {
                    continue;
                }
                let parts = parts.get_or_insert_with(|| Address::of(url));
                let own = || parts.host.is_none_or(|host| registrable(host) == self.domain);
                let version = match (&entry.host, parts.host) {
                    (Some(_), None) => continue,
                    (Some(wanted), Some(host)) if wanted.find(host.as_bytes()).is_none() => continue,
                    // Pictures are often shown straight from other people's sites, whose paths tell nothing of this one.
                    (None, _) if mask == Place::IMAGE && !own() => continue,
                    _ => match entry.pattern.find(parts.path.as_bytes()) {
                        Some(found) => found.version.and_then(|(from, to)| parts.path.get(from..to)),
                        None => continue,
                    },
                };
                let source = if mask == Place::SCRIPT { Source::Script } else { Source::Link };
                let hit = Hit { confidence: entry.confidence.min(ceiling), source, version };
                self.hit(number, &hit, url, selector);
            }
        }
    }

    /// Script, style or comment text.
    fn text(&mut self, text: &str, mask: u8, selector: &str) {
        let text = head(text, TEXT_HEAD.min(self.budget));
        self.budget -= text.len();
        let Some(search) = &self.rules.tables.texts else { return };
        for found in search.find_overlapping_iter(text) {
            for &number in &self.rules.tables.text_entries[found.pattern().as_usize()] {
                let Some(entry) = self.fresh(number) else { continue };
                if !matches!(entry.place, Place::Text(places) if places & mask != 0) {
                    continue;
                }
                let Some(matched) = entry.pattern.find_around(text.as_bytes(), found.start()) else { continue };
                let version = matched.version.and_then(|(from, to)| text.get(from..to));
                let from = text.floor_char_boundary(matched.start.saturating_sub(40));
                let to = text.ceil_char_boundary((matched.end + 60).min(from + 400).min(text.len()));
                let hit = Hit { confidence: entry.confidence, source: Source::Script, version };
                self.hit(number, &hit, &text[from..to], selector);
            }
        }
    }

    /// What a `<noscript>` would load; its content is text to a parser that runs scripts.
    fn noscript(&mut self, text: &str) {
        let text = head(text, TEXT_HEAD.min(self.budget));
        self.budget -= text.len();
        let mask = if text.contains("<iframe") { Place::FRAME } else { Place::IMAGE };
        for part in text.split("src=").skip(1).take(20) {
            if let Some(quote) = part.chars().next().filter(|c| matches!(c, '"' | '\'')) {
                let url = part[1..].split(quote).next().unwrap_or("");
                self.url(url, mask, 1.0, if mask == Place::FRAME { "noscript iframe[src]" } else { "noscript img[src]" });
            }
        }
    }

    /// The entry, unless it has matched on this page already.
    fn fresh(&self, number: u32) -> Option<&'r Entry> {
        let number = number as usize;
        (self.seen[number / 64] & (1 << (number % 64)) == 0).then(|| &self.rules.tables.entries[number])
    }

    fn hit(&mut self, number: u32, hit: &Hit<'_>, words: &str, selector: &str) {
        let entry = &self.rules.tables.entries[number as usize];
        // A warmed-up connection must not keep a later, stronger hit of the same pattern from counting.
        if hit.confidence < entry.confidence {
            if self.warmed.contains(&number) {
                return;
            }
            self.warmed.push(number);
        } else {
            self.seen[number as usize / 64] |= 1 << (number % 64);
        }
        let slot = &mut self.slots[usize::from(entry.rule)];
        if *slot == 0 {
            self.findings.push(Finding { rule: entry.rule, doubt: 1.0, source: hit.source, version: None, evidence: Vec::new() });
            // No more findings than rules, whose number fits.
            *slot = u16::try_from(self.findings.len()).unwrap_or(u16::MAX);
        }
        let finding = &mut self.findings[usize::from(*slot) - 1];
        finding.doubt *= 1.0 - hit.confidence;
        if let Some(version) = hit.version
            && finding.version.as_ref().is_none_or(|(confidence, _)| *confidence < hit.confidence)
        {
            finding.version = Some((hit.confidence, version.to_owned()));
        }
        if finding.evidence.len() < MAX_EVIDENCE {
            let evidence = Evidence::new(self.page, words, Some(selector));
            if !finding.evidence.contains(&evidence) {
                finding.evidence.push(evidence);
            }
        }
    }

    /// Drops what is too weak or excluded, adds what is implied.
    pub(super) fn finish(mut self) -> Vec<Technology> {
        self.findings.retain(|finding| 1.0 - finding.doubt >= REPORTED);
        let rules = &self.rules.rules;
        let excluded: Vec<u16> = self.findings.iter().flat_map(|f| rules[usize::from(f.rule)].excludes.iter().copied()).collect();
        self.findings.retain(|finding| !excluded.contains(&finding.rule));
        let mut present: Vec<u16> = self.findings.iter().map(|finding| finding.rule).collect();
        let mut out: Vec<Technology> = Vec::with_capacity(present.len());
        for finding in self.findings {
            let rule = &rules[usize::from(finding.rule)];
            out.push(Technology {
                name: Sourced {
                    value: rule.name.to_string(),
                    source: finding.source,
                    confidence: (1.0 - finding.doubt).min(0.99),
                    evidence: finding.evidence,
                },
                category: rule.category.id().to_owned(),
                version: finding.version.map(|(_, version)| version),
                rule: format!("technology/{}", rule.id),
            });
        }
        // WordPress stamps its own version on the files of a theme or plug-in that states none.
        for at in 0..out.len() {
            let of_parent = |parent: &u16| present.iter().position(|p| p == parent).and_then(|i| out[i].version.as_ref());
            if rules[usize::from(present[at])]
                .implies
                .iter()
                .filter_map(of_parent)
                .any(|version| out[at].version.as_ref() == Some(version))
            {
                out[at].version = None;
            }
        }
        let mut next = 0;
        while next < out.len() {
            for &implied in &rules[usize::from(present[next])].implies {
                if present.contains(&implied) || excluded.contains(&implied) {
                    continue;
                }
                let (parent, rule) = (&rules[usize::from(present[next])], &rules[usize::from(implied)]);
                let name = &out[next].name;
                out.push(Technology {
                    name: Sourced {
                        value: rule.name.to_string(),
                        source: name.source,
                        confidence: name.confidence * IMPLIED,
                        evidence: name.evidence.iter().take(1).cloned().collect(),
                    },
                    category: rule.category.id().to_owned(),
                    version: None,
                    rule: format!("technology/{}/implies", parent.id),
                });
                present.push(implied);
            }
            next += 1;
        }
        super::merge::sort(&mut out);
        out
    }
}

/// A URL's host and what follows it, without parsing more than is asked.
struct Address<'u> {
    host: Option<&'u str>,
    path: std::borrow::Cow<'u, str>,
}

impl<'u> Address<'u> {
    fn of(url: &'u str) -> Self {
        let after = url.strip_prefix("//").or_else(|| {
            let (scheme, rest) = url.split_once("://")?;
            (scheme.len() <= 5 && scheme.bytes().all(|b| b.is_ascii_alphabetic())).then_some(rest)
        });
        let Some(after) = after else {
            let path = url.trim_start_matches("./").trim_start_matches("../");
            return Self { host: None, path: if path.starts_with('/') { path.into() } else { format!("/{path}").into() } };
        };
        let (host, path) = after.split_at(after.find(['/', '?', '#']).unwrap_or(after.len()));
        let host = host.rsplit('@').next().unwrap_or(host);
        let host = host.split(':').next().unwrap_or(host);
        Self { host: Some(host), path: if path.starts_with('/') { path.into() } else { format!("/{path}").into() } }
    }
}

fn registrable(host: &str) -> Option<&str> {
    psl::domain_str(host).or(Some(host))
}

/// Is this the attribute by which `tag` names what it loads?
fn is_address(tag: &str, name: &str) -> bool {
    match tag {
        "link" => name == "href" || name == "data-href",
        "form" => name == "action",
        "object" => name == "data",
        _ => name.ends_with("src"),
    }
}

/// What a `<link>` of that relation can prove; `None` for links to other documents.
fn link_confidence(rel: Option<&str>) -> Option<f32> {
    const DOCUMENTS: [&str; 14] = [
        "canonical",
        "alternate",
        "next",
        "prev",
        "author",
        "me",
        "license",
        "shortlink",
        "amphtml",
        "help",
        "search",
        "publisher",
        "bookmark",
        "nofollow",
    ];
    let rel = rel.unwrap_or("");
    let any = |words: &[&str]| rel.split_ascii_whitespace().any(|word| words.iter().any(|w| word.eq_ignore_ascii_case(w)));
    if any(&["stylesheet"]) {
        Some(1.0)
    } else if any(&DOCUMENTS) {
        None
    } else if any(&["preconnect", "dns-prefetch", "prefetch"]) {
        Some(PRECONNECT)
    } else {
        Some(1.0)
    }
}

/// Is the content of a script of that type run (perhaps after consent), rather than data or a template?
fn is_code(kind: Option<&str>) -> bool {
    let kind = kind.unwrap_or("").to_ascii_lowercase();
    !["json", "html", "template", "x-handlebars", "x-mustache", "x-tmpl", "ng-"].iter().any(|data| kind.contains(data))
}

/// The opening tag, its values shortened.
fn opening<'a>(tag: &str, attributes: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = format!("<{tag}");
    for (name, value) in attributes {
        if out.len() > 180 {
            break;
        }
        out.push(' ');
        out.push_str(head(name, 60));
        if !value.is_empty() {
            out.push_str("=\"");
            out.push_str(head(value, 80));
            out.push('"');
        }
    }
    out.push('>');
    out
}

/// The first `most` bytes, less what would cut a character.
fn head(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most.min(text.len()))]
}
