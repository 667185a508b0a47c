//! E-mail addresses in every form a visitor could read them, and nothing that only looks like one.
//!
//! Belongs here: finding and normalising. Does not belong here: whose an address is (see `contacts`).

mod address;
mod encoded;
pub(crate) mod purpose;
mod script;
mod text;

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use memchr::memchr;

use crate::beginnings::Beginnings;
use crate::document::{Anchor, ElementRef, fold};
use crate::structured::Structured;
use crate::{Document, Evidence, Region, Source};

pub(crate) use address::{domain_name, mailto_recipients, normalise, strip_prefix_ignore_case};
pub(crate) use text::{mark_may_begin, mark_may_begin_with};

/// What the name of a data attribute holds that may hold an address.
static TELLING: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .build([
            "mail",
            "contact",
            "kontakt",
            "href",
            "link",
            "addr",
            "clipboard",
            "copy",
            "enc",
            "url",
            "hide",
            "obf",
            "crypt",
            "content",
            "protect",
            "text",
            "original",
        ])
        .ok()
});

/// What the name of a data attribute holds whose words are for the visitor.
static SPOKEN: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(["placeholder", "error", "message", "notice"]).ok()
});

/// Most addresses taken from one page.
const MAX_HITS: usize = 1000;

/// Where on the page something stands; what attribution looks at.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// Block, when it stands in or beside visible text.
    pub block: Option<usize>,
    /// Bytes of the block's text.
    pub range: Range<usize>,
    /// Part of the page.
    pub region: Region,
}

/// An address as found on a page.
#[derive(Debug, Clone)]
pub(crate) struct EmailHit {
    /// In normal form.
    pub address: String,
    /// The rule that read it.
    pub rule: &'static str,
    /// The kind of place.
    pub source: Source,
    /// 0.0 to 1.0.
    pub confidence: f32,
    /// Where.
    pub place: Place,
    /// What it was read from.
    pub evidence: Evidence,
    /// Index in `Structured::things`, when it came from there.
    pub thing: Option<usize>,
}

/// True when the domain is the site's own, or below it.
pub(crate) fn is_of_site(domain: &str, own_domain: &str) -> bool {
    !own_domain.is_empty() && (domain == own_domain || domain.strip_suffix(own_domain).is_some_and(|rest| rest.ends_with('.')))
}

/// All addresses of a page, in the order of the page, duplicates included.
pub(crate) fn find(document: &Document, structured: &Structured, beginnings: &Beginnings, own_domain: &str) -> Vec<EmailHit> {
    let mut finder = Finder { document, beginnings, own_domain, hits: Vec::new() };
    finder.links();
    finder.text();
    finder.attributes();
    finder.scripts();
    finder.structured(structured);
    finder.hits.retain(|hit| address::fits_site(&hit.address, own_domain));
    finder.hits.truncate(MAX_HITS);
    finder.hits
}

struct Finder<'a> {
    document: &'a Document,
    beginnings: &'a Beginnings,
    own_domain: &'a str,
    hits: Vec<EmailHit>,
}

impl Finder<'_> {
    fn links(&mut self) {
        for anchor in &self.document.anchors {
            if anchor.hidden || self.hits.len() > MAX_HITS {
                continue;
            }
            let href = anchor.href.as_str();
            let (written, rule, source): (Vec<String>, _, _) = if let Some(recipients) = mailto_recipients(href) {
                (recipients, "email/mailto", Source::Link)
            } else if let Some(hex) = cloudflare_target(href) {
                (
                    encoded::cloudflare(hex).and_then(|d| mailto_recipients(&format!("mailto:{d}"))).unwrap_or_default(),
                    "email/cloudflare",
                    Source::Script,
                )
            } else if let Some(code) = strip_prefix_ignore_case(href, "javascript:") {
                let hits = script::read(code);
                for hit in hits {
                    self.push_anchor(anchor, &hit.address, hit.rule, Source::Script, 0.93);
                }
                continue;
            } else if href.contains('@') && !href.contains("://") && !href.contains('/') {
                // "info@laden.de" where "mailto:" was forgotten.
                (vec![href.split('?').next().unwrap_or_default().to_owned()], "email/link", Source::Link)
            } else if let Some(address) = anchor.url.as_ref().and_then(user_of) {
                // "http://info@laden.de": an editor took the address for a page's.
                (vec![address], "email/link", Source::Link)
            } else {
                continue;
            };
            for text in written {
                // A careless link may hold a name or a spelled-out sign: "Anna <anna@laden.de>", "info(at)laden.de".
                let address = normalise(&text)
                    .or_else(|| text::scan(&text, self.around(&[], &[])).into_iter().next().map(|h| h.address))
                    .or_else(|| normalise(&text.replace(char::is_whitespace, "")));
                if let Some(address) = address {
                    let confidence = if rule == "email/link" { 0.9 } else { 0.97 };
                    self.push_anchor(anchor, &address, rule, source, confidence);
                }
            }
        }
    }

    fn text(&mut self) {
        let has_code = self.document.tagged("code").next().is_some();
        let mut anchors = self.document.anchors.iter().filter(|a| a.block.is_some() && !a.range.is_empty()).peekable();
        let mut edges: Vec<usize> = Vec::new();
        for (index, block) in self.document.blocks.iter().enumerate() {
            edges.clear();
            while let Some(anchor) = anchors.peek() {
                match anchor.block {
                    Some(at) if at < index => {}
                    Some(at) if at == index => edges.extend([anchor.range.start, anchor.range.end]),
                    _ => break,
                }
                anchors.next();
            }
            let marked = self.beginnings.may_hold_mark(index) && may_hold_address(&block.text);
            if self.hits.len() > MAX_HITS || !marked || has_code && self.document.is_code(block) {
                continue;
            }
            for hit in text::scan(&block.text, self.around(&block.seams, &edges)) {
                let range = hit.start..hit.end;
                let evidence = self.document.evidence_in_block(index, range.clone());
                let confidence = if hit.rule == "email/text" { 0.95 } else { 0.9 };
                self.push(
                    hit.address,
                    hit.rule,
                    Source::Text,
                    confidence,
                    Place { block: Some(index), range, region: block.region },
                    evidence,
                );
            }
        }
        // A line that ends with "@": the domain follows after a line break.
        for index in 1..self.document.blocks.len() {
            let (above, below) = (&self.document.blocks[index - 1], &self.document.blocks[index]);
            if above.node == below.node
                && (above.text.ends_with('@') || below.text.starts_with('@'))
                && above.text.len() + below.text.len() < 400
            {
                let joined = format!("{}{}", above.text, below.text);
                for hit in text::scan(&joined, self.around(&[], &[]))
                    .into_iter()
                    .filter(|h| h.start < above.text.len() && h.end > above.text.len())
                {
                    let evidence = self.document.evidence(&joined, above.tag);
                    self.push(
                        hit.address,
                        hit.rule,
                        Source::Text,
                        0.85,
                        Place { block: Some(index), range: 0..0, region: below.region },
                        evidence,
                    );
                }
            }
        }
    }

    /// Addresses in attributes that scripts turn into text, and in texts that stand in for pictures.
    fn attributes(&mut self) {
        for element in self.document.with_data() {
            if self.hits.len() > MAX_HITS {
                return;
            }
            self.data_attributes(element);
        }
        for element in self.document.tagged("joomla-hidden-mail") {
            let part = |name: &str| {
                element.attr(name).and_then(|v| STANDARD.decode(v.trim()).ok()).and_then(|b| String::from_utf8(b).ok())
            };
            if let (Some(first), Some(last)) = (part("first"), part("last"))
                && let Some(address) = normalise(&format!("{first}@{last}"))
            {
                let shown = format!("{first} {last}");
                self.push_element(element, address, ("email/joomla", Source::Script, 0.95), &shown, "joomla-hidden-mail");
            }
        }
        for image in self.document.tagged("img") {
            let alt = image.attr("alt").filter(|a| a.len() < 300 && may_hold_address(a)).unwrap_or_default();
            for hit in text::scan(alt, self.around(&[], &[])) {
                self.push_element(image, hit.address, ("email/image-text", Source::Text, 0.8), alt, "img[alt]");
            }
        }
        for anchor in self.document.anchors.iter().filter(|a| !a.hidden) {
            let title = anchor.title.as_deref().filter(|t| memchr(b'@', t.as_bytes()).is_some()).unwrap_or_default();
            for hit in text::scan(title, self.around(&[], &[])) {
                if !self.hits.iter().any(|h| h.address == hit.address) {
                    self.push_anchor(anchor, &hit.address, "email/link-title", Source::Link, 0.8);
                }
            }
        }
    }

    fn data_attributes(&mut self, element: ElementRef<'_>) {
        let values: Vec<(&str, &str)> =
            element.value().attrs().filter(|(n, v)| n.starts_with("data-") && v.len() <= 600 && !v.is_empty()).take(40).collect();
        let add = |finder: &mut Self, address: String, rule: &'static str, shown: &str| {
            finder.push_element(element, address, (rule, Source::Script, 0.88), shown, "[data-*]");
        };
        let (mut local, mut domain, mut top) = (None, None, None);
        for (name, value) in &values {
            let name = &name["data-".len()..];
            if name == "cfemail" {
                if let Some(address) = encoded::cloudflare(value).and_then(|d| normalise(d.split('?').next().unwrap_or_default()))
                {
                    let evidence = self.document.evidence(&format!("[email protected] {value}"), "[data-cfemail]");
                    let place = self.place_of(element);
                    self.push(address, "email/cloudflare", Source::Script, 0.97, place, evidence);
                }
                continue;
            }
            if name == "mailto-token" {
                if let Some(address) =
                    encoded::typo3(value).and_then(|t| mailto_recipients(&t)).and_then(|r| r.iter().find_map(|a| normalise(a)))
                {
                    add(self, address, "email/typo3", value);
                }
                continue;
            }
            if let Some(address) = self.data_value(name, value) {
                add(self, address, "email/data-attribute", value);
                continue;
            }
            let mut short = name;
            for lead in ["email-", "mail-", "em-", "contact-"] {
                while let Some(rest) = short.strip_prefix(lead) {
                    short = rest;
                }
            }
            match short {
                "user" | "name" | "local" | "u" | "mailbox" | "login" | "part1" | "first" | "before" | "prefix" | "pre"
                | "box" | "username" | "localpart" | "local-part" | "who" | "account" | "a" | "recipient" | "part-1" | "id" => {
                    local = local.or(Some(*value));
                }
                "domain" | "host" | "d" | "dom" | "server" | "part2" | "last" | "after" | "suffix" | "hostname"
                | "domainname" | "where" | "site" | "b" | "provider" | "part-2" => domain = domain.or(Some(*value)),
                "tld" | "ext" | "t" | "part3" | "end" | "topdomain" | "top" | "c" | "part-3" => top = top.or(Some(*value)),
                _ => {}
            }
        }
        if let (Some(local), Some(domain)) = (local, domain) {
            let (local, domain) = (local.trim().trim_end_matches('@'), domain.trim().trim_start_matches('@'));
            let whole = top.map_or_else(
                || format!("{local}@{domain}"),
                |top| format!("{local}@{domain}.{}", top.trim().trim_start_matches('.')),
            );
            let joined = normalise(&whole).or_else(|| {
                let reverse = |s: &str| s.chars().rev().collect::<String>();
                normalise(&format!("{}@{}", reverse(local), reverse(domain)))
            });
            if let Some(address) = joined {
                add(self, address, "email/data-attribute", &format!("{local} {domain}"));
            }
        }
    }

    /// An address in one data attribute: plainly, reversed, in ROT13 or Base64.
    fn data_value(&self, name: &str, value: &str) -> Option<String> {
        let has = |words: &Option<AhoCorasick>| words.as_ref().is_some_and(|words| words.is_match(name));
        if value.len() > 300 || !has(&TELLING) || has(&SPOKEN) {
            return None;
        }
        let value = value.trim();
        if let Some(recipients) = mailto_recipients(value) {
            return recipients.iter().find_map(|r| normalise(r));
        }
        let whole = |text: &str| {
            let text = strip_prefix_ignore_case(text.trim(), "mailto:")
                .unwrap_or(text.trim())
                .split('?')
                .next()
                .unwrap_or_default()
                .to_owned();
            normalise(&text).or_else(|| {
                let hits = text::scan(&text, self.around(&[], &[]));
                hits.into_iter().next().filter(|h| h.start == 0 && h.end == text.len()).map(|h| h.address)
            })
        };
        let holds = |part: &[u8]| value.as_bytes().windows(part.len()).any(|window| window == part);
        if holds(b"://") || value.starts_with('{') || value.starts_with('[') || value.contains(' ') && value.len() > 80 {
            return None;
        }
        whole(value)
            .or_else(|| whole(&value.chars().rev().collect::<String>()))
            .or_else(|| {
                (value.contains('@') || holds(b"[ng]") || holds(b"(ng)"))
                    .then(|| encoded::rot13(value).replace("[ng]", "[at]"))
                    .and_then(|t| whole(&t))
            })
            .or_else(|| {
                encoded::base64_text(value).and_then(|t| whole(&t).or_else(|| whole(&t.chars().rev().collect::<String>())))
            })
            .or_else(|| (value.len() > 12).then(|| encoded::typo3(value)).flatten().and_then(|t| whole(&t)))
    }

    fn scripts(&mut self) {
        for element in self.document.tagged("script") {
            let runs = element.attr("src").is_none()
                && element
                    .attr("type")
                    .is_none_or(|t| t.is_empty() || t.to_ascii_lowercase().contains("javascript") || t == "module");
            if !runs || self.hits.len() > MAX_HITS {
                continue;
            }
            let source: String = element.text().collect();
            for hit in script::read(&source) {
                let evidence = self.document.evidence(&hit.snippet, "script");
                let mut place = self.place_of(element);
                if place.block.is_none() {
                    // Scripts are not visible: the text around them is what their parent starts with.
                    place = element.parent().and_then(ElementRef::wrap).map_or(place, |p| self.place_of(p));
                }
                self.push(hit.address, hit.rule, Source::Script, 0.88, place, evidence);
            }
        }
        for element in self.document.with_handlers() {
            for (name, value) in element.value().attrs() {
                if name.starts_with("on") && value.len() < 2000 {
                    for hit in script::read(value) {
                        self.push_element(element, hit.address, (hit.rule, Source::Script, 0.88), &hit.snippet, "[onclick]");
                    }
                }
            }
        }
        // What is written for visitors without scripts says what scripts would show.
        for element in self.document.tagged("noscript") {
            let inner: String = element.text().collect();
            if inner.len() < 4000 && may_hold_address(&inner) {
                let plain = fold(&script::decode_entities(&script::strip_tags(&inner)));
                for hit in text::scan(&plain, self.around(&[], &[])) {
                    self.push_element(
                        element,
                        hit.address,
                        ("email/noscript", Source::Text, 0.85),
                        &plain[hit.start..hit.end],
                        "noscript",
                    );
                }
            }
        }
    }

    fn structured(&mut self, structured: &Structured) {
        for (index, thing) in structured.things.iter().enumerate() {
            for value in thing.texts("email").into_iter().take(20) {
                let written = strip_prefix_ignore_case(value.trim(), "mailto:").unwrap_or(value.trim());
                let addresses: Vec<String> = match normalise(written) {
                    Some(address) => vec![address],
                    None => text::scan(written, self.around(&[], &[])).into_iter().map(|h| h.address).collect(),
                };
                for address in addresses {
                    let evidence = self.document.evidence(&format!("\"email\": \"{value}\""), thing.selector());
                    self.hits.push(EmailHit {
                        address,
                        rule: if thing.source == Source::JsonLd { "email/json-ld" } else { "email/microdata" },
                        source: thing.source,
                        confidence: 0.95,
                        place: Place { block: None, range: 0..0, region: Region::Main },
                        evidence,
                        thing: Some(index),
                    });
                }
            }
        }
        for (name, value) in &structured.open_graph {
            if matches!(
                name.as_str(),
                "og:email"
                    | "business:contact_data:email"
                    | "email"
                    | "reply-to"
                    | "contact"
                    | "dc.publisher.email"
                    | "og:contact_data:email"
            ) && let Some(address) = normalise(value)
            {
                let evidence = self.document.evidence(value, "meta");
                self.push(
                    address,
                    "email/meta",
                    Source::Meta,
                    0.8,
                    Place { block: None, range: 0..0, region: Region::Main },
                    evidence,
                );
            }
        }
    }

    fn around<'b>(&'b self, seams: &'b [u32], edges: &'b [usize]) -> text::Surroundings<'b> {
        text::Surroundings { seams, edges, own_domain: self.own_domain }
    }

    fn place_of(&self, element: ElementRef<'_>) -> Place {
        let block = self.document.block_of(element.id());
        Place { block, range: 0..0, region: block.map_or(Region::Main, |b| self.document.blocks[b].region) }
    }

    fn push_anchor(&mut self, anchor: &Anchor, address: &str, rule: &'static str, source: Source, confidence: f32) {
        let shown = if anchor.text.is_empty() || anchor.text.eq_ignore_ascii_case(address) {
            anchor.href.clone()
        } else {
            format!("{} <{}>", anchor.text, anchor.href)
        };
        let selector = if rule == "email/mailto" { "a[href^=mailto]" } else { "a[href]" };
        let evidence = match anchor.block.filter(|b| {
            !anchor.range.is_empty() && self.document.blocks[*b].text[anchor.range.clone()].to_ascii_lowercase().contains(address)
        }) {
            Some(block) => {
                Evidence { selector: Some(selector.to_owned()), ..self.document.evidence_in_block(block, anchor.range.clone()) }
            }
            None => self.document.evidence(&shown, selector),
        };
        let place = Place { block: anchor.block, range: anchor.range.clone(), region: anchor.region };
        self.push(address.to_owned(), rule, source, confidence, place, evidence);
    }

    fn push_element(
        &mut self,
        element: ElementRef<'_>,
        address: String,
        how: (&'static str, Source, f32),
        shown: &str,
        selector: &str,
    ) {
        let (rule, source, confidence) = how;
        let evidence = self.document.evidence(shown, selector);
        let place = self.place_of(element);
        self.push(address, rule, source, confidence, place, evidence);
    }

    fn push(&mut self, address: String, rule: &'static str, source: Source, confidence: f32, place: Place, evidence: Evidence) {
        self.hits.push(EmailHit { address, rule, source, confidence, place, evidence, thing: None });
    }
}

/// The encoded part of Cloudflare's protection link.
fn cloudflare_target(href: &str) -> Option<&str> {
    const PATH: &str = "/cdn-cgi/l/email-protection";
    // The code stands behind a "#", which few links have that are so long.
    if href.len() <= PATH.len() || memchr(b'#', href.as_bytes()).is_none() {
        return None;
    }
    let at = href.find(PATH)?;
    href[at..].split_once('#').map(|(_, hex)| hex)
}

/// The address that a page's URL spells as user and host, without a password and a path.
fn user_of(url: &url::Url) -> Option<String> {
    let bare = matches!(url.scheme(), "http" | "https") && url.password().is_none() && url.path().len() <= 1;
    (bare && !url.username().is_empty()).then(|| format!("{}@{}", url.username(), url.host_str().unwrap_or_default()))
}

/// A cheap look before the scan: the sign itself, or letters that a word for it is made of.
fn may_hold_address(text: &str) -> bool {
    text.len() < 400
        || memchr::memchr2(b'@', 0xEF, text.as_bytes()).is_some()
        || text.len() < 5000
            && (memchr::memchr3(b'.', b'(', b'[', text.as_bytes()).is_some() || memchr(b'{', text.as_bytes()).is_some())
        || text.to_ascii_lowercase().contains(" dot ")
}

#[cfg(test)]
mod tests;
