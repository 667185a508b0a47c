//! HTML to DOM with bounds: the tree builder is quadratic in the depth of open elements and in the attributes of one tag, so
//! both are limited before it sees them. Browsers limit the depth too, the same way: deeper elements become siblings.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::tokenizer::{EndTag, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{LocalName, local_name};

use super::dom::Dom;
use super::dom::names::Names;
use super::dom::sink::{Handle, Sink};
use super::tokens::{self, PageSink};

/// Open elements the tree builder may hold; pages made by people stay below 100.
const MAX_DEPTH: usize = 256;

/// Attributes one tag may have.
pub(super) const MAX_ATTRIBUTES: usize = 512;

/// Formatting elements (`<b>`, `<font>` …) that may be left open: the tree builder opens all of them again in every paragraph.
const MAX_FORMATTING: usize = 64;

/// Nodes that room is made for before a page is parsed.
pub(super) const MAX_PREPARED: usize = 20_000;

/// Parses a whole page; linear in its length.
pub(super) fn parse(text: &str) -> Dom {
    // An element has two tags and a text as a rule, so that the tree need not grow; more is set aside when it is needed.
    let tags = memchr::memchr_iter(b'<', text.as_bytes()).count();
    let names = Names::default();
    let builder = TreeBuilder::new(Sink::new(&names, text.len(), tags.min(MAX_PREPARED)), TreeBuilderOpts::default());
    let limiter = tokens::tokenize(Limiter { inner: builder, depth: RefCell::default() }, text);
    limiter.inner.sink.finish()
}

/// Estimate of the open elements, from the tags alone.
#[derive(Default)]
struct Depth {
    /// Names of the open elements.
    open: Vec<LocalName>,
    /// Names of elements beyond the limit that were closed at once, whose end tags must be dropped.
    dropped: Vec<LocalName>,
    formatting: usize,
}

impl Depth {
    /// Notes a start tag; false when the element must be closed at once.
    fn may_open(&mut self, name: &LocalName) -> bool {
        self.close_implied(name);
        let formatting = is_formatting(name);
        if self.open.len() < MAX_DEPTH && (!formatting || self.formatting < MAX_FORMATTING) {
            self.open.push(name.clone());
            self.formatting += usize::from(formatting);
            return true;
        }
        if self.dropped.len() < MAX_DEPTH {
            self.dropped.push(name.clone());
        }
        false
    }

    /// Notes an end tag; true when it belongs to an element that was closed at once.
    fn swallows_end(&mut self, name: &LocalName) -> bool {
        if !self.dropped.is_empty()
            && let Some(at) = self.dropped.iter().rposition(|n| n == name)
        {
            self.dropped.truncate(at);
            return true;
        }
        if let Some(at) = self.open.iter().rposition(|n| n == name) {
            if is_formatting(name) {
                self.open.remove(at);
                self.formatting = self.formatting.saturating_sub(1);
            } else {
                self.close_from(at);
            }
        }
        false
    }

    /// Closes everything from `at` on, but formatting elements left open outlive their parent: the tree builder reopens them.
    fn close_from(&mut self, at: usize) {
        let mut kept = at;
        for index in at..self.open.len() {
            if is_formatting(&self.open[index]) {
                self.open.swap(kept, index);
                kept += 1;
            }
        }
        self.open.truncate(kept);
    }

    /// Closes the element that a start tag ends without saying so: `<li>` the `<li>` before it, `<td>` the `<td>`.
    fn close_implied(&mut self, name: &LocalName) {
        let (siblings, barriers): (&[LocalName], &[LocalName]) = match *name {
            local_name!("li") => (&[local_name!("li")], &[local_name!("ul"), local_name!("ol"), local_name!("menu")]),
            local_name!("dt") | local_name!("dd") => (&[local_name!("dt"), local_name!("dd")], &[local_name!("dl")]),
            local_name!("td") | local_name!("th") => {
                (&[local_name!("td"), local_name!("th")], &[local_name!("tr"), local_name!("table")])
            }
            local_name!("tr") => (&[local_name!("tr")], &[local_name!("table")]),
            local_name!("option") => (&[local_name!("option")], &[local_name!("select")]),
            local_name!("p") | local_name!("div") | local_name!("ul") | local_name!("ol") | local_name!("table") => (
                &[local_name!("p")],
                &[
                    local_name!("div"),
                    local_name!("td"),
                    local_name!("li"),
                    local_name!("section"),
                    local_name!("article"),
                    local_name!("button"),
                ],
            ),
            _ => return,
        };
        for at in (0..self.open.len()).rev() {
            if siblings.contains(&self.open[at]) {
                return self.close_from(at);
            }
            if barriers.contains(&self.open[at]) {
                return;
            }
        }
    }
}

/// Stands between tokenizer and tree builder and closes elements beyond [`MAX_DEPTH`] as soon as they open.
struct Limiter<Sink: TokenSink> {
    inner: Sink,
    depth: RefCell<Depth>,
}

impl<Sink: TokenSink> TokenSink for Limiter<Sink> {
    type Handle = Sink::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Sink::Handle> {
        let TagToken(tag) = token else {
            return self.inner.process_token(token, line);
        };
        let foreign = tag.self_closing
            && (matches!(tag.name, local_name!("svg") | local_name!("math"))
                || self.inner.adjusted_current_node_present_but_not_in_html_namespace());
        if foreign || is_void(&tag.name) || is_raw_text(&tag.name) {
            return self.inner.process_token(TagToken(tag), line);
        }
        let mut depth = self.depth.borrow_mut();
        match tag.kind {
            StartTag if depth.may_open(&tag.name) => self.inner.process_token(TagToken(tag), line),
            StartTag => {
                let end = Tag {
                    kind: EndTag,
                    name: tag.name.clone(),
                    self_closing: false,
                    attrs: Vec::new(),
                    had_duplicate_attributes: false,
                };
                match self.inner.process_token(TagToken(tag), line) {
                    TokenSinkResult::Continue => self.inner.process_token(TagToken(end), line),
                    other => other,
                }
            }
            EndTag if depth.swallows_end(&tag.name) => TokenSinkResult::Continue,
            EndTag => self.inner.process_token(TagToken(tag), line),
        }
    }

    fn end(&self) {
        self.inner.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.inner.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl<'n> PageSink for Limiter<TreeBuilder<Handle<'n>, Sink<'n>>> {
    /// What the builder looks at an attribute of: formatting elements, which it compares and makes again, those it merges, those whose
    /// names it changes, and those that one attribute changes.
    fn takes(&self, name: &LocalName) -> bool {
        !is_formatting(name)
            && !matches!(
                *name,
                local_name!("a")
                    | local_name!("nobr")
                    | local_name!("html")
                    | local_name!("body")
                    | local_name!("image")
                    | local_name!("input")
                    | local_name!("template")
                    | local_name!("svg")
                    | local_name!("math")
            )
    }

    fn announce(&self, tag: &LocalName) {
        self.inner.sink.announce(tag);
    }

    fn attribute(&self, name: LocalName, value: &str) {
        self.inner.sink.attribute(name, value);
    }

    fn withdraw(&self) {
        self.inner.sink.withdraw();
    }
}

/// Elements without content.
fn is_void(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("image")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
            | local_name!("path")
    )
}

/// Elements whose content the tokenizer reads as text; they cannot nest and must reach the tree builder as they are.
fn is_raw_text(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("title")
            | local_name!("textarea")
            | local_name!("noscript")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("xmp")
            | local_name!("plaintext")
            | local_name!("html")
            | local_name!("head")
            | local_name!("body")
    )
}

/// Elements in the tree builder's list of active formatting elements.
fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

/// Cuts the attributes beyond [`MAX_ATTRIBUTES`] out of tags that have more.
pub(crate) fn limit_attributes(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + found;
        at = start + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (cut, end) = attributes_of_tag(bytes, at);
        cuts.extend(cut.map(|from| (from, end)));
        at = end;
    }
    if cuts.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in cuts {
        out.push_str(&text[from..start]);
        from = end;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// Reads one tag from its name on: where its attributes should be cut, if at all, and where it ends (at its `>`, or at the end of the text).
fn attributes_of_tag(bytes: &[u8], start: usize) -> (Option<usize>, usize) {
    let (mut attributes, mut in_name, mut cut) = (0_usize, true, None);
    let mut after_equals = false;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'>' => return (cut, at),
            // A quote opens a value only after "="; elsewhere it is part of a name.
            quote @ (b'"' | b'\'') if after_equals => {
                at += 1 + memchr::memchr(quote, &bytes[at + 1..]).unwrap_or(bytes.len() - at - 1);
                in_name = false;
            }
            b if b.is_ascii_whitespace() || b == b'/' => in_name = false,
            _ if !in_name => {
                in_name = true;
                attributes += 1;
                if attributes > MAX_ATTRIBUTES && cut.is_none() {
                    cut = Some(at);
                }
            }
            _ => {}
        }
        let last = bytes.get(at).copied().unwrap_or(b'>');
        after_equals = last == b'=' || after_equals && last.is_ascii_whitespace();
        at += 1;
    }
    (cut, bytes.len())
}
