//! From bytes to a parsed page: the DOM and its visible text in blocks. Every other module reads from here, so that a page is
//! decoded, parsed and walked once.
//!
//! Belongs here: what a visitor can see and where it stands. Does not belong here: what it means.

mod dom;
mod fingerprint;
mod flow;
mod hint;
mod holds;
mod parse;
mod region;
mod style;
mod tokens;
mod walk;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use url::Url;

use dom::Dom;
pub use dom::NodeId;
pub(crate) use dom::{Element, ElementRef, Node, NodeRef};
pub(crate) use holds::Holds;
pub(crate) use parse::limit_attributes;

use crate::phrases::LowerText;
use crate::short_text::{any_byte, any_pair};
use crate::{BrowserHint, Evidence, PageInput, charset};

/// Longest evidence snippet, in characters.
pub const SNIPPET_CHARS: usize = 200;

/// Part of the page a block stands in, from the landmark elements and the usual ids and classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Region {
    /// Page header.
    Header,
    /// Navigation.
    Nav,
    /// Main content, and everything not told apart.
    Main,
    /// Side bar.
    Aside,
    /// Page footer.
    Footer,
}

/// What an icon beside a text stands for; sites often write "☎ 030 …" with a picture instead of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Icon {
    /// A telephone.
    Phone,
    /// A mobile telephone.
    Mobile,
    /// A fax machine or a printer.
    Fax,
    /// An envelope.
    Mail,
    /// WhatsApp's sign.
    WhatsApp,
}

/// A run of visible text that a visitor sees as one line or paragraph: inline elements joined, hidden ones left out.
#[derive(Debug, Clone)]
pub struct Block {
    /// White space folded; `<br>` starts a new block. Zero-width characters, soft hyphens and direction marks are left out.
    pub text: String,
    /// Where on the page.
    pub region: Region,
    /// 1 to 6 when the block is a heading, 0 otherwise.
    pub heading: u8,
    /// Index (in [`Document::blocks`]) of the heading it stands under: the last one before it in the same region.
    pub under: Option<usize>,
    /// Name of the block-level element that holds it ("p", "li", "td", "address").
    pub tag: &'static str,
    /// That element. Blocks split by `<br>` share it.
    pub node: NodeId,
    /// True when the whole text is set in bold: often a heading in all but name.
    pub strong: bool,
    /// Byte offsets in `text` where an inline element starts or ends with no white space beside it, in order. A word that
    /// crosses one may be two words that only style sheets keep apart.
    pub seams: Vec<u32>,
    /// Icons and the byte offset in `text` before which each stands.
    pub icons: Vec<(u32, Icon)>,
    /// Kinds of characters in `text`.
    pub(crate) holds: Holds,
}

impl Block {
    /// The text with what a style sheet keeps apart parted: `<span>Adresse</span><a>Musterweg 5</a>` reads "Adresse: Musterweg 5".
    pub(crate) fn opened(&self) -> Cow<'_, str> {
        let mark = |seam: usize| -> Option<&'static str> {
            let (before, behind) = self.text.split_at_checked(seam)?;
            let last = before.chars().next_back()?;
            let next = behind.chars().next()?;
            let small_behind = || behind.chars().nth(1).is_some_and(char::is_lowercase);
            if last.is_alphabetic() && before.chars().rev().take(3).all(char::is_alphabetic) {
                return match next {
                    _ if next.is_uppercase() && (last.is_lowercase() || last.is_uppercase() && small_behind()) => Some(": "),
                    _ if next.is_ascii_digit() && (last.is_lowercase() || is_long_number(behind)) => Some(" "),
                    _ => None,
                };
            }
            // "Musterweg 5<span>12345 Musterstadt": the number of a house, and behind it a code or a town.
            let number = before.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(before);
            let street = number.trim_end_matches(|c: char| c.is_ascii_digit());
            let house = (1..=3).contains(&(number.len() - street.len()))
                && street.strip_suffix(' ').is_some_and(|name| name.ends_with(|c: char| c.is_alphabetic() || c == '.'));
            (house && (is_long_number(behind) || next.is_uppercase() && small_behind())).then_some(", ")
        };
        let mut opened = String::new();
        let mut from = 0;
        for seam in self.seams.iter().map(|seam| *seam as usize) {
            if let Some(mark) = mark(seam)
                && let Some(words) = self.text.get(from..seam)
            {
                opened.push_str(words);
                opened.push_str(mark);
                from = seam;
            }
        }
        if from == 0 {
            return Cow::Borrowed(&self.text);
        }
        opened.push_str(self.text.get(from..).unwrap_or_default());
        Cow::Owned(opened)
    }
}

/// A number of four digits or more, or a Polish code.
fn is_long_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    digits >= 4
        || digits == 2 && bytes[2..].first() == Some(&b'-') && bytes[3..].iter().take_while(|b| b.is_ascii_digit()).count() == 3
}

/// A link (`<a>` or `<area>` with `href`) as it stands on the page.
#[derive(Debug, Clone)]
pub struct Anchor {
    /// The element.
    pub node: NodeId,
    /// `href`, trimmed, as written.
    pub href: String,
    /// `href` resolved against the base URL; `None` when it cannot be.
    pub url: Option<Url>,
    /// Visible words of the link, folded, at most 200 characters; those of its images' `alt` when there are none.
    pub text: String,
    /// `title` or `aria-label`.
    pub title: Option<String>,
    /// `rel`, lower case; empty when missing.
    pub rel: String,
    /// The block it stands in (for a link without text of its own: the block before or after it in the same element).
    pub block: Option<usize>,
    /// Bytes of that block's text that are the link's; empty for a link without text, and when it spans several blocks the
    /// part in the first one.
    pub range: Range<usize>,
    /// Where on the page.
    pub region: Region,
    /// Inside an element that is not displayed.
    pub hidden: bool,
}

/// Elements by name, in reading order.
#[derive(Debug, Default)]
struct ByTag {
    /// Those of one name stand together.
    elements: Vec<NodeId>,
    /// Where those of each name end, by the number of the name.
    ends: Vec<usize>,
}

impl ByTag {
    /// Of elements in reading order with the numbers of their names, of which there are so many.
    fn new(elements: &[(u32, NodeId)], names: usize) -> Self {
        let mut ends = vec![0; names];
        for (name, _) in elements {
            ends[*name as usize] += 1;
        }
        // Where those of each name start; that becomes where they end as they are put down.
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        let mut sorted = vec![NodeId::ROOT; elements.len()];
        for (name, id) in elements {
            let at = &mut ends[*name as usize];
            sorted[*at] = *id;
            *at += 1;
        }
        Self { elements: sorted, ends }
    }

    /// Elements of a name by its number.
    fn of(&self, name: usize) -> &[NodeId] {
        let start = name.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.ends.get(name).and_then(|end| self.elements.get(start..*end)).unwrap_or_default()
    }
}

/// A parsed page.
#[derive(Debug)]
pub struct Document {
    /// The tree.
    dom: Dom,
    /// The page's own URL.
    pub url: Url,
    /// What relative links are resolved against (`<base href>`, else the page's URL).
    pub base: Url,
    /// Visible text in reading order.
    pub blocks: Vec<Block>,
    /// Links in reading order.
    pub anchors: Vec<Anchor>,
    /// `<title>`, folded.
    pub title: Option<String>,
    /// The root element's `lang`, as written ("de-AT").
    pub lang: Option<String>,
    /// Elements by name, in reading order; the content of `<template>` is not among them.
    by_tag: ByTag,
    /// Elements with a `data-*` attribute, in reading order.
    with_data: Vec<NodeId>,
    /// Elements with an event handler attribute (`onclick`), in reading order.
    with_handlers: Vec<NodeId>,
    /// Block in which each visible element starts, sorted by element.
    block_of: Vec<(NodeId, u32)>,
    text_chars: u32,
}

impl Document {
    /// Decodes and parses the page.
    #[must_use]
    pub fn parse(input: &PageInput<'_>) -> Self {
        let text = charset::decode(input);
        let dom = parse::parse(&text);
        let walked = walk::walk(&dom);
        let by_tag = ByTag::new(&walked.elements, dom.names().len());
        let mut document = Self {
            dom,
            url: input.url.clone(),
            base: input.url.clone(),
            blocks: walked.blocks,
            anchors: walked.anchors,
            title: None,
            lang: None,
            by_tag,
            with_data: walked.with_data,
            with_handlers: walked.with_handlers,
            block_of: walked.block_of,
            text_chars: 0,
        };
        document.text_chars =
            u32::try_from(document.blocks.iter().map(|b| b.text.chars().count()).sum::<usize>()).unwrap_or(u32::MAX);
        let title = document
            .tagged("title")
            .find(|e| e.value().is_html())
            .map(|e| fold(&e.text().collect::<String>()))
            .filter(|t| !t.is_empty());
        let lang = document
            .tagged("html")
            .next()
            .and_then(|e| e.attr("lang").or_else(|| e.attr("xml:lang")))
            .map(|l| l.trim().to_owned())
            .filter(|l| !l.is_empty());
        let base = document.tagged("base").find_map(|e| e.attr("href").and_then(|h| input.url.join(h.trim()).ok()));
        (document.title, document.lang) = (title, lang);
        if let Some(base) = base.filter(|b| matches!(b.scheme(), "http" | "https")) {
            document.base = base;
        }
        // Menus stand on a page twice and more: a copy costs a fraction of what parsing does.
        let mut urls: Vec<Option<Url>> = Vec::with_capacity(document.anchors.len());
        let mut by_href: HashMap<&str, usize> = HashMap::with_capacity(document.anchors.len());
        for (index, anchor) in document.anchors.iter().enumerate() {
            let first = *by_href.entry(&anchor.href).or_insert(index);
            urls.push(urls.get(first).map_or_else(|| document.base.join(&anchor.href).ok(), Option::clone));
        }
        document.anchors.iter_mut().zip(urls).for_each(|(anchor, url)| anchor.url = url);
        document
    }

    /// Elements of one name (lower case, HTML or SVG), in reading order.
    pub(crate) fn tagged<'a>(&'a self, name: &str) -> impl Iterator<Item = ElementRef<'a>> + use<'a> {
        let number = self.dom.names().iter().position(|known| **known == *name);
        number.map_or(&[][..], |number| self.by_tag.of(number)).iter().filter_map(|id| self.element(*id))
    }

    /// Elements that carry a `data-*` attribute, in reading order.
    pub(crate) fn with_data(&self) -> impl Iterator<Item = ElementRef<'_>> {
        self.with_data.iter().filter_map(|id| self.element(*id))
    }

    /// Elements that carry an event handler attribute such as `onclick`, in reading order.
    pub(crate) fn with_handlers(&self) -> impl Iterator<Item = ElementRef<'_>> {
        self.with_handlers.iter().filter_map(|id| self.element(*id))
    }

    /// True when a block is a sample of program text: within `<code>`, or a `<pre>` that holds one.
    #[must_use]
    pub fn is_code(&self, block: &Block) -> bool {
        // Most pages hold none at all.
        if self.tagged("code").next().is_none() {
            return false;
        }
        let is = |e: &ElementRef<'_>, name: &str| e.value().name() == name;
        block.tag == "pre" && self.element(block.node).is_some_and(|e| e.child_elements().any(|c| is(&c, "code")))
            || self
                .element(block.node)
                .is_some_and(|e| is(&e, "code") || e.ancestors().take(4).filter_map(ElementRef::wrap).any(|a| is(&a, "code")))
    }

    /// The element behind an id taken from a [`Block`] or an [`Anchor`].
    #[must_use]
    pub(crate) fn element(&self, id: NodeId) -> Option<ElementRef<'_>> {
        self.dom.element(id)
    }

    /// The document as a node: where a walk over all of the page starts.
    pub(crate) fn root(&self) -> NodeRef<'_> {
        self.dom.root()
    }

    /// All nodes of the page in the order they were read, those among them that found no place in the tree.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeRef<'_>> {
        self.dom.nodes()
    }

    /// Index of the block in which a visible element starts, or that follows it when it holds no text.
    #[must_use]
    pub fn block_of(&self, id: NodeId) -> Option<usize> {
        let at = self.block_of.binary_search_by_key(&id, |(node, _)| *node).ok()?;
        let block = self.block_of[at].1 as usize;
        (block < self.blocks.len()).then_some(block)
    }

    /// The heading a block stands under.
    #[must_use]
    pub fn heading_of(&self, block: usize) -> Option<&Block> {
        self.blocks.get(block).and_then(|b| b.under).and_then(|i| self.blocks.get(i))
    }

    /// Resolves a reference found on the page.
    #[must_use]
    pub fn resolve(&self, href: &str) -> Option<Url> {
        self.base.join(href.trim()).ok()
    }

    /// Evidence from a block: the words around `range`, the range included, at most [`SNIPPET_CHARS`] characters.
    #[must_use]
    pub fn evidence_in_block(&self, block: usize, range: Range<usize>) -> Evidence {
        let (snippet, selector) =
            self.blocks.get(block).map_or_else(Default::default, |b| (snippet(&b.text, range), Some(b.tag.to_owned())));
        Evidence { url: self.url.clone(), snippet, selector }
    }

    /// Evidence that is not a visible text: `snippet` is folded and cut.
    #[must_use]
    pub fn evidence(&self, text: &str, selector: &str) -> Evidence {
        let folded = fold(text);
        let end = folded.len();
        Evidence { url: self.url.clone(), snippet: snippet(&folded, 0..end), selector: Some(selector.to_owned()) }
    }

    /// Characters of visible text.
    #[must_use]
    pub fn text_chars(&self) -> u32 {
        self.text_chars
    }

    /// 64-bit similarity hash of the visible text: near-duplicates differ in few bits. 0 for a page without text.
    #[must_use]
    pub(crate) fn fingerprint(lower: &LowerText) -> u64 {
        fingerprint::simhash(lower.bytes())
    }

    /// Says whether, and why, a browser would probably show more than this document does.
    #[must_use]
    pub fn browser_hint(&self) -> Option<BrowserHint> {
        hint::browser_hint(self)
    }
}

/// `attr!(element, "href")`: the value of an attribute whose name html5ever knows, which compares no strings.
macro_rules! attr {
    ($element:expr, $name:tt) => {
        $element.value_of(&html5ever::local_name!($name))
    };
}
pub(crate) use attr;

/// True when [`fold`] would surely change nothing: single spaces between words, and no other white space of any script.
pub(crate) fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ') {
        return false;
    }
    // White space beyond ASCII begins with one of four bytes; of what begins with the third only some is.
    !any_byte(text, |byte| byte < b' ' || matches!(byte, 0x7f | 0xc2 | 0xe1 | 0xe3))
        && !any_pair(text, |first, second| (first == b' ') & (second == b' ') | (first == 0xe2) & (second <= 0x81))
}

/// White space folded to single spaces, ends trimmed.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(4096));
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Cuts at most [`SNIPPET_CHARS`] characters out of `text` so that `range` stays inside, at word boundaries where there are any.
#[must_use]
pub fn snippet(text: &str, range: Range<usize>) -> String {
    let start = floor_boundary(text, range.start.min(text.len()));
    let end = floor_boundary(text, range.end.clamp(start, text.len()));
    let value_chars = text[start..end].chars().take(SNIPPET_CHARS).count();
    let spare = SNIPPET_CHARS - value_chars;
    let left: usize = text[..start].chars().rev().take(spare / 2).map(char::len_utf8).sum();
    let mut from = start - left;
    let left_chars = text[from..start].chars().count();
    let mut to = end.min(start + text[start..].chars().take(SNIPPET_CHARS).map(char::len_utf8).sum::<usize>());
    to += text[to..].chars().take(spare - left_chars).map(char::len_utf8).sum::<usize>();
    if from > 0
        && let Some(space) = text[from..start].find(' ')
    {
        from += space + 1;
    }
    if to < text.len()
        && to > end
        && let Some(space) = text[end..to].rfind(' ')
    {
        to = end + space;
    }
    text[from..to].trim().to_owned()
}

/// The greatest character boundary that is not after `index`.
fn floor_boundary(text: &str, mut index: usize) -> usize {
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}

#[cfg(test)]
mod tests;
