//! The one walk over the DOM: visible text in blocks, links, and an index of elements. Iterative, so that depth costs no stack.

use html5ever::{LocalName, local_name};

use super::Holds;
use super::dom::{Dom, Element, Node, NodeId};
use super::flow::{Flow, flow, heading_level, icon, is_for_screen_readers, is_icon_font, is_invisible};
use super::parse::MAX_PREPARED;
use super::region::{self, Hints};
use super::style::{self, Sheet, Style};
use super::{Anchor, Block, Icon, Region, fold, is_folded};
use crate::recent::Recent;
use crate::short_text::{any_byte, any_pair};

/// Longest link text kept, in characters.
const LINK_TEXT_CHARS: usize = 200;

/// What the walk gives.
pub(super) struct Walked {
    pub blocks: Vec<Block>,
    pub anchors: Vec<Anchor>,
    /// With the numbers of their names; the content of `<template>` is not among them.
    pub elements: Vec<(u32, NodeId)>,
    pub with_data: Vec<NodeId>,
    pub with_handlers: Vec<NodeId>,
    pub block_of: Vec<(NodeId, u32)>,
}

/// What an element passes on to its content.
#[derive(Clone, Copy)]
struct State {
    region: Region,
    hidden: bool,
    /// No text is taken: `<select>`, SVG and the like.
    mute: bool,
    /// The words name icons: an icon font draws them.
    drawn: bool,
    heading: u8,
    in_article: bool,
    bold: bool,
    tag: &'static str,
    block_node: NodeId,
}

struct Frame {
    outer: State,
    flow: Flow,
    /// Where the text to reverse starts, when this element reverses.
    reversed_from: Option<usize>,
    anchor: Option<usize>,
    /// Set apart by the style sheet although inline: a space goes on both sides.
    spaced: bool,
}

struct Walker<'h> {
    out: Walked,
    /// How elements of each of the page's names take part in the text.
    flows: Vec<Flow>,
    sheet: Sheet,
    state: State,
    frames: Vec<Frame>,
    /// Text of the block being built, white space folded.
    text: String,
    /// White space was seen since the last character.
    space: bool,
    seams: Vec<u32>,
    icons: Vec<(u32, Icon)>,
    /// Bytes of `text` that are not bold.
    plain_bytes: usize,
    /// Start of the innermost reversed text within the block being built.
    reversed_from: Option<usize>,
    open_anchors: Vec<usize>,
    last_heading: Option<usize>,
    last_region: Region,
    /// Classes of boxes that open no region, whatever region they stand in.
    no_region: Recent<'h>,
    /// Classes of inline elements that are no icon and no words for screen readers.
    no_icon: Recent<'h>,
}

/// Walks the page once.
pub(super) fn walk(dom: &Dom) -> Walked {
    let root = dom.root();
    let mut sheet = Sheet::default();
    // Style sheets come before what they style, nearly always in the head; a pass that looks at one kind of nodes is cheap.
    for element in dom.named(&local_name!("style")) {
        element.children().filter_map(|c| c.value().as_text()).for_each(|t| sheet.add(t));
    }
    // Room for what most pages hold, so that it is not moved again and again as it grows.
    let elements = dom.count_elements().min(MAX_PREPARED);
    let links = dom.named(&local_name!("a")).count().min(MAX_PREPARED / 16);
    let mut walker = Walker {
        out: Walked {
            blocks: Vec::with_capacity(elements / 3),
            anchors: Vec::with_capacity(links),
            elements: Vec::with_capacity(elements),
            with_data: Vec::new(),
            with_handlers: Vec::new(),
            block_of: Vec::with_capacity(elements),
        },
        flows: dom.names().iter().map(flow).collect(),
        sheet,
        state: State {
            region: Region::Main,
            hidden: false,
            mute: false,
            drawn: false,
            heading: 0,
            in_article: false,
            bold: false,
            tag: "body",
            block_node: root.id(),
        },
        frames: Vec::new(),
        text: String::new(),
        space: false,
        seams: Vec::new(),
        icons: Vec::new(),
        plain_bytes: 0,
        reversed_from: None,
        open_anchors: Vec::new(),
        last_heading: None,
        last_region: Region::Main,
        no_region: Recent::default(),
        no_icon: Recent::default(),
    };
    let mut next = root.first_child();
    while let Some(node) = next {
        let descend = match node.value() {
            Node::Text(text) => {
                walker.push_text(text);
                false
            }
            Node::Element(element) => walker.open(node.id(), element),
            _ => false,
        };
        // An element whose content is left out was not entered.
        let child = if descend { node.first_child() } else { None };
        next = child.or_else(|| {
            node.after(root, |left| {
                if descend || left != node {
                    walker.close();
                }
            })
        });
    }
    walker.flush();
    walker.finish()
}

impl<'h> Walker<'h> {
    /// Enters an element; true when its content is to be walked too (then [`Self::close`] follows).
    fn open(&mut self, id: NodeId, element: Element<'h>) -> bool {
        let name = element.local();
        self.out.elements.push((element.number(), id));
        let attributes = Attributes::of(element);
        if attributes.has_data {
            self.out.with_data.push(id);
        }
        if attributes.has_handler {
            self.out.with_handlers.push(id);
        }
        if *name == local_name!("template") {
            return false;
        }
        let mut style = attributes.style.map_or_else(Style::default, style::declarations);
        let mut flow = self.flows.get(element.number() as usize).copied().unwrap_or(Flow::Inline);
        let by_sheet = self.sheet.style(attributes.id, attributes.class);
        style.reversed |= by_sheet.reversed;
        // A rule of the sheet may be overridden by another one, as menus are; the trick of hiding a word inside an address is not.
        style.hidden |= by_sheet.hidden && flow == Flow::Inline && *name != local_name!("a");
        style.hidden |= style.invisible && flow == Flow::Inline;
        let outer = self.state;
        self.state.hidden |= style.hidden || attributes.hidden;
        self.state.mute |= flow == Flow::Skip;
        if style.block && flow == Flow::Inline {
            flow = Flow::Block("span");
        }
        if !self.state.hidden && !self.state.mute {
            self.out.block_of.push((id, u32::try_from(self.out.blocks.len()).unwrap_or(u32::MAX)));
        }
        let mut spaced = false;
        let class = attributes.class.filter(|class| !self.no_icon.holds(class));
        match flow {
            Flow::Block(tag) => {
                self.flush();
                self.state.tag = tag;
                self.state.block_node = id;
                self.state.heading = heading_level(name).unwrap_or(self.state.heading);
            }
            Flow::Break => self.flush(),
            Flow::Gap => self.gap(attributes.alt),
            Flow::Inline => {
                spaced = class.is_some_and(is_for_screen_readers);
                if spaced {
                    self.space = true;
                }
                self.seam();
                self.state.drawn |= class.is_some_and(is_icon_font);
            }
            Flow::Skip => self.seam(),
        }
        if matches!(flow, Flow::Inline | Flow::Skip | Flow::Gap | Flow::Block("span")) {
            let named = if attributes.class.is_some() { class } else { attributes.icon };
            let picture = || attributes.alt.filter(|alt| flow == Flow::Gap && alt.len() <= 20);
            match (named.and_then(icon).or_else(|| picture().and_then(icon)), class) {
                (Some(icon), _) => self.icons.push((offset(self.text.len()), icon)),
                (None, Some(class)) if flow == Flow::Inline && !spaced && !self.state.drawn => self.no_icon.keep(class),
                _ => {}
            }
        }
        if *name == local_name!("article") || *name == local_name!("blockquote") {
            self.state.in_article = true;
        }
        if matches!(flow, Flow::Block(_)) {
            let class = attributes.class.filter(|class| !self.no_region.holds(class));
            let hints = Hints { name, id: attributes.id, class, role: attributes.role, in_article: self.state.in_article };
            let outer = self.state.region;
            self.state.region = region::region(&hints, outer);
            // The main part is where every word of a class is asked for.
            if let Some(class) = class
                && (outer, self.state.region) == (Region::Main, Region::Main)
                && hints.asks_classes()
            {
                self.no_region.keep(class);
            }
        }
        self.state.bold |= matches!(*name, local_name!("b") | local_name!("strong"));
        let bdo = *name == local_name!("bdo") && attributes.dir.is_some_and(|d| d.eq_ignore_ascii_case("rtl"));
        let reversed_from = ((style.reversed || bdo) && self.reversed_from.is_none()).then_some(self.text.len());
        if reversed_from.is_some() {
            self.break_space();
            self.reversed_from = Some(self.text.len());
        }
        let anchor = self.open_anchor(id, name, &attributes);
        self.frames.push(Frame {
            outer,
            flow,
            reversed_from: self.reversed_from.filter(|_| reversed_from.is_some()),
            anchor,
            spaced,
        });
        true
    }

    /// Leaves the innermost element.
    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        if frame.reversed_from.is_some() {
            self.reverse();
            self.reversed_from = None;
        }
        if let Some(index) = frame.anchor {
            self.close_anchor(index);
        }
        match frame.flow {
            Flow::Block(_) => self.flush(),
            Flow::Inline => {
                self.seam();
                self.space |= frame.spaced;
            }
            _ => {}
        }
        self.state = frame.outer;
    }

    fn push_text(&mut self, text: &str) {
        if self.state.mute || self.state.hidden && self.open_anchors.is_empty() {
            return;
        }
        if self.state.hidden {
            // Only the words of a hidden link are kept, with the link.
            if let Some(anchor) = self.open_anchors.last().and_then(|i| self.out.anchors.get_mut(*i))
                && anchor.hidden
            {
                push_limited(&mut anchor.text, text);
            }
            return;
        }
        if self.state.drawn {
            self.icons.extend(icon(text.trim()).map(|icon| (offset(self.text.len()), icon)));
            self.space = true;
            return;
        }
        let before = self.text.len();
        let mut rest = text;
        let words = text.trim_ascii();
        if is_plain(words) {
            self.space |= !text.starts_with(words);
            self.break_space();
            self.text.push_str(words);
            self.space = !text.ends_with(words);
            rest = "";
        }
        while let Some(c) = rest.chars().next() {
            // Words of ASCII with single blanks between them, most of most pages, are taken whole.
            let words = plain_words(rest.as_bytes());
            if words > 0 {
                self.break_space();
                self.text.push_str(&rest[..words]);
                rest = &rest[words..];
                continue;
            }
            if c.is_whitespace() {
                self.space = true;
            } else if !is_invisible(c) {
                self.break_space();
                self.text.push(c);
            }
            rest = &rest[c.len_utf8()..];
        }
        if !self.state.bold {
            self.plain_bytes += self.text.len() - before;
        }
        for index in &self.open_anchors {
            if let Some(anchor) = self.out.anchors.get_mut(*index) {
                push_limited(&mut anchor.text, text);
            }
        }
    }

    /// Writes the space that is due, if any.
    fn break_space(&mut self) {
        if self.space && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.space = false;
    }

    /// Notes that an inline element starts or ends here.
    fn seam(&mut self) {
        let at = offset(self.text.len());
        if !self.space && at > 0 && self.seams.last() != Some(&at) && !self.state.hidden {
            self.seams.push(at);
        }
    }

    /// An image or a field: a space, unless it is the picture of an "@".
    fn gap(&mut self, alt: Option<&str>) {
        let alt = alt.map(str::trim).unwrap_or_default();
        if !self.state.hidden && matches!(alt, "@" | "(at)" | "[at]" | "at" | "AT") {
            self.break_space();
            self.text.push('@');
        } else {
            self.space = true;
        }
    }

    /// Turns round what was read since the reversing element started.
    fn reverse(&mut self) {
        let Some(from) = self.reversed_from.map(|f| f.min(self.text.len())) else { return };
        let reversed: String = self.text[from..].chars().rev().collect();
        self.text.truncate(from);
        self.text.push_str(&reversed);
        self.seams.retain(|s| (*s as usize) <= from);
        // A link within it is anywhere in what was turned round.
        let (block, end) = (Some(self.out.blocks.len()), self.text.len());
        for anchor in self.out.anchors.iter_mut().rev().take_while(|a| a.block == block) {
            if anchor.range.start > from {
                anchor.range = from..if anchor.range.is_empty() { from } else { end };
            } else if anchor.range.end > from {
                anchor.range.end = end;
            }
        }
    }

    fn open_anchor(&mut self, id: NodeId, name: &LocalName, attributes: &Attributes<'_>) -> Option<usize> {
        if !matches!(*name, local_name!("a") | local_name!("area")) {
            return None;
        }
        let href = attributes.href?.trim();
        let index = self.out.anchors.len();
        let starts = self.text.len() + usize::from(self.space && !self.text.is_empty());
        self.out.anchors.push(Anchor {
            node: id,
            href: href.to_owned(),
            url: None,
            text: String::new(),
            title: attributes.title.or(attributes.label).map(fold).filter(|t| !t.is_empty()),
            rel: attributes.rel.map(str::to_ascii_lowercase).unwrap_or_default(),
            block: Some(self.out.blocks.len()),
            range: starts..starts,
            region: self.state.region,
            hidden: self.state.hidden,
        });
        self.open_anchors.push(index);
        Some(index)
    }

    fn close_anchor(&mut self, index: usize) {
        self.open_anchors.retain(|i| *i != index);
        let (blocks, end) = (self.out.blocks.len(), self.text.len());
        if let Some(anchor) = self.out.anchors.get_mut(index) {
            if anchor.block == Some(blocks) {
                anchor.range.end = end.max(anchor.range.start.min(end));
                anchor.range.start = anchor.range.start.min(anchor.range.end);
            }
            if !is_folded(&anchor.text) {
                anchor.text = fold(&anchor.text);
            }
        }
    }

    /// Ends the block being built.
    fn flush(&mut self) {
        if self.reversed_from.is_some() {
            self.reverse();
            self.reversed_from = Some(0);
        }
        self.space = false;
        if self.text.is_empty() {
            return;
        }
        let index = self.out.blocks.len();
        for open in &self.open_anchors {
            if let Some(anchor) = self.out.anchors.get_mut(*open) {
                if anchor.block == Some(index) {
                    anchor.range.end = self.text.len();
                    anchor.range.start = anchor.range.start.min(anchor.range.end);
                }
                push_limited(&mut anchor.text, " ");
            }
        }
        let region = self.state.region;
        if region != self.last_region {
            self.last_heading = None;
            self.last_region = region;
        }
        let end = offset(self.text.len());
        self.seams.retain(|s| *s < end);
        let bold_bytes = self.text.len().saturating_sub(self.plain_bytes);
        self.out.blocks.push(Block {
            // Copied, so that the next block is gathered in a buffer that is large enough already.
            text: self.text.as_str().to_owned(),
            region,
            heading: self.state.heading,
            under: self.last_heading,
            tag: self.state.tag,
            node: self.state.block_node,
            // Spaces written between two bold words may count as plain.
            strong: self.plain_bytes == 0 && bold_bytes > 0,
            seams: self.seams.as_slice().to_vec(),
            icons: self.icons.as_slice().to_vec(),
            holds: Holds::of(&self.text),
        });
        self.text.clear();
        self.seams.clear();
        self.icons.clear();
        self.plain_bytes = 0;
        if self.state.heading > 0 {
            self.last_heading = Some(index);
        }
    }

    fn finish(mut self) -> Walked {
        let blocks = self.out.blocks.len();
        for anchor in &mut self.out.anchors {
            // A link after the last text belongs to the last block.
            anchor.block = anchor.block.map(|b| b.min(blocks.saturating_sub(1))).filter(|_| blocks > 0);
            let length = anchor.block.and_then(|b| self.out.blocks.get(b)).map_or(0, |b| b.text.len());
            anchor.range.end = anchor.range.end.min(length);
            anchor.range.start = anchor.range.start.min(anchor.range.end);
        }
        self.out.block_of.sort_unstable();
        self.out
    }
}

/// The attributes the walk looks at, found in one pass.
#[derive(Default)]
struct Attributes<'a> {
    id: Option<&'a str>,
    class: Option<&'a str>,
    style: Option<&'a str>,
    role: Option<&'a str>,
    href: Option<&'a str>,
    title: Option<&'a str>,
    label: Option<&'a str>,
    rel: Option<&'a str>,
    alt: Option<&'a str>,
    dir: Option<&'a str>,
    icon: Option<&'a str>,
    hidden: bool,
    has_data: bool,
    has_handler: bool,
}

impl<'a> Attributes<'a> {
    fn of(element: Element<'a>) -> Self {
        let mut found = Self::default();
        for attribute in element.attributes() {
            match *attribute.name {
                local_name!("id") => found.id = Some(attribute.value()),
                local_name!("class") => found.class = Some(attribute.value()),
                local_name!("style") => found.style = Some(attribute.value()),
                local_name!("role") => found.role = Some(attribute.value()),
                local_name!("href") => found.href = Some(attribute.value()),
                local_name!("title") => found.title = Some(attribute.value()),
                local_name!("aria-label") => found.label = Some(attribute.value()),
                local_name!("rel") => found.rel = Some(attribute.value()),
                local_name!("alt") => found.alt = Some(attribute.value()),
                local_name!("dir") => found.dir = Some(attribute.value()),
                local_name!("hidden") => found.hidden = !attribute.value().eq_ignore_ascii_case("until-found"),
                local_name!("src")
                | local_name!("width")
                | local_name!("height")
                | local_name!("type")
                | local_name!("content") => {}
                _ => match &**attribute.name {
                    name @ ("data-icon" | "icon" | "name") if attribute.value().len() < 40 => {
                        found.icon = Some(attribute.value());
                        found.has_data |= name == "data-icon";
                    }
                    name if name.starts_with("on") => found.has_handler = true,
                    name => found.has_data |= name.starts_with("data-"),
                },
            }
        }
        found
    }
}

fn push_limited(target: &mut String, text: &str) {
    // Words that fit and hold nothing invisible need not be looked at one character after the other. What is invisible beyond ASCII
    // begins with one of four bytes; of what begins with the last only some is.
    let odd = |b: u8| matches!(b, 0x7f | 0xc2 | 0xe1 | 0xef) | (b < b' ') & !b.is_ascii_whitespace();
    let mark = |first: u8, second: u8| (first == 0xe2) & (second <= 0x81);
    if target.len() + text.len() <= LINK_TEXT_CHARS && !any_byte(text, odd) && !any_pair(text, mark) {
        target.push_str(text);
        return;
    }
    let have = target.chars().count();
    if have < LINK_TEXT_CHARS {
        target.extend(text.chars().filter(|c| !is_invisible(*c) || c.is_whitespace()).take(LINK_TEXT_CHARS - have));
    }
}

/// True for words with single blanks between them, none at either end, and nothing invisible within them: most texts of most pages.
fn is_plain(text: &str) -> bool {
    // Of what is invisible all but byte-order marks begin as white space of some script does.
    !text.is_empty() && is_folded(text) && !any_byte(text, |byte| byte == 0xef)
}

/// Bytes of words of ASCII and single blanks between them that a text starts with; none at the end, which may be one of several.
fn plain_words(text: &[u8]) -> usize {
    let mut at = 0;
    loop {
        let word = text[at..].iter().take_while(|b| b.is_ascii_graphic()).count();
        at += word;
        match text[at..] {
            [b' ', next, ..] if word > 0 && next.is_ascii_graphic() => at += 1,
            _ => return at,
        }
    }
}

/// Offsets are kept in 32 bits; no block is longer than a page's cap.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
