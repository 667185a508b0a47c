//! What html5ever's tree builder tells, made into a [`Dom`].
//!
//! Belongs here: making and moving nodes as the builder says. Does not belong here: where a node belongs, which the builder decides.
//! Invariant: all is linear in what the builder tells, texts that grow part by part too.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::interface::ElementFlags;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute as Told, LocalName, QualName, ns};

use super::super::parse::MAX_ATTRIBUTES;
use super::names::Names;
use super::{Attribute, Dom, ElementEntry, Entry, Kind, NodeId, Span};
use crate::eights::eight_at;

/// Builds a [`Dom`].
pub(in super::super) struct Sink<'n> {
    dom: RefCell<Dom>,
    names: &'n Names,
    ahead: RefCell<Option<Ahead>>,
}

/// Attributes told ahead of their start tag.
struct Ahead {
    tag: LocalName,
    /// First of them and the one behind the last.
    attributes: (u32, u32),
}

impl<'n> Sink<'n> {
    /// For a page of so many bytes, with room for so many nodes.
    pub(in super::super) fn new(names: &'n Names, bytes: usize, nodes: usize) -> Self {
        let mut entries = Vec::with_capacity(nodes);
        entries.push(Entry::new(Kind::Document));
        let dom = Dom {
            nodes: entries,
            attributes: Vec::with_capacity(nodes),
            text: String::with_capacity(bytes),
            joined: Vec::new(),
            names: Vec::with_capacity(64),
        };
        Self { dom: RefCell::new(dom), names, ahead: RefCell::new(None) }
    }

    fn nameless(&self, id: NodeId) -> Handle<'n> {
        Handle { id, name: self.names.nameless() }
    }

    /// Says that the attributes of a start tag follow, ahead of the tag: the builder then need not carry them, and is told a tag
    /// without any. Of all elements it makes for a tag, only the one the tag is for has its name.
    pub(in super::super) fn announce(&self, tag: &LocalName) {
        let start = offset(self.dom.borrow().attributes.len());
        self.ahead.replace(Some(Ahead { tag: tag.clone(), attributes: (start, start) }));
    }

    /// An attribute of the tag that was announced. They come sorted by their names.
    pub(in super::super) fn attribute(&self, name: LocalName, value: &str) {
        let mut dom = self.dom.borrow_mut();
        let value = dom.keep(value);
        dom.attributes.push(Attribute { name, plain: true, value });
        if let Some(ahead) = &mut *self.ahead.borrow_mut() {
            ahead.attributes.1 = offset(dom.attributes.len());
        }
    }

    /// The tag was told; when the builder made no element for it, its attributes are nobody's.
    pub(in super::super) fn withdraw(&self) {
        self.ahead.replace(None);
    }
}

/// A node as the builder knows it: it asks for an element's name many times as often as for anything else.
#[derive(Clone, Copy)]
pub(in super::super) struct Handle<'n> {
    id: NodeId,
    name: &'n QualName,
}

impl Dom {
    fn add(&mut self, kind: Kind) -> NodeId {
        let id = NodeId::of(self.nodes.len());
        self.nodes.push(Entry::new(kind));
        id
    }

    fn node(&mut self, id: NodeId) -> &mut Entry {
        &mut self.nodes[id.index()]
    }

    fn keep(&mut self, text: &str) -> Span {
        let start = offset(self.text.len());
        self.text.push_str(text);
        Span { start, end: offset(self.text.len()) }
    }

    fn keep_attribute(&mut self, told: Told) {
        let value = self.keep(&told.value);
        let plain = told.name.ns == ns!() && told.name.prefix.is_none();
        self.attributes.push(Attribute { name: told.name.local, plain, value });
    }

    /// Takes a node from where it stands.
    fn detach(&mut self, id: NodeId) {
        let node = self.node(id);
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => self.node(previous).next = next,
            None => self.node(parent).first = next,
        }
        match next {
            Some(next) => self.node(next).previous = previous,
            None => self.node(parent).last = previous,
        }
    }

    /// Puts a node behind all others in a parent.
    fn append(&mut self, parent: NodeId, id: NodeId) {
        self.detach(id);
        let last = self.node(parent).last.replace(id);
        match last {
            Some(last) => self.node(last).next = Some(id),
            None => self.node(parent).first = Some(id),
        }
        let node = self.node(id);
        (node.parent, node.previous) = (Some(parent), last);
    }

    /// Puts a node before another one that stands in a parent.
    fn insert_before(&mut self, sibling: NodeId, id: NodeId) {
        self.detach(id);
        let Some(parent) = self.node(sibling).parent else { return };
        let previous = self.node(sibling).previous.replace(id);
        match previous {
            Some(previous) => self.node(previous).next = Some(id),
            None => self.node(parent).first = Some(id),
        }
        let node = self.node(id);
        (node.parent, node.previous, node.next) = (Some(parent), previous, Some(sibling));
    }

    /// Lengthens the text of a node; false when the node is no text.
    fn lengthen(&mut self, node: Option<NodeId>, more: &str) -> bool {
        let Some(entry) = node.and_then(|id| self.nodes.get_mut(id.index())) else { return false };
        match &mut entry.kind {
            Kind::Text(span) if span.end as usize == self.text.len() => {
                self.text.push_str(more);
                span.end = offset(self.text.len());
            }
            // To copy it behind the other texts each time it grows would take the square of its length.
            Kind::Text(span) => {
                let have = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
                entry.kind = Kind::Joined(offset(self.joined.len()));
                self.joined.push(format!("{have}{more}"));
            }
            Kind::Joined(place) => {
                if let Some(text) = self.joined.get_mut(*place as usize) {
                    text.push_str(more);
                }
            }
            _ => return false,
        }
        true
    }

    fn add_text(&mut self, text: &str) -> NodeId {
        let span = self.keep(text);
        self.add(Kind::Text(span))
    }
}

/// Places are kept in 32 bits; no page is longer than its cap.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Sorts attributes by their names, as they are kept.
fn sort(attributes: &mut [Told]) {
    // Most names differ within their first eight bytes, and most elements have few attributes.
    let first = |told: &Told| eight_at(told.name.local.as_bytes(), 0, 0).swap_bytes();
    let plain = |told: &Told| told.name.ns == ns!() && told.name.prefix.is_none();
    if !attributes.is_sorted_by(|a, b| plain(a) && plain(b) && first(a) < first(b)) {
        attributes.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    }
}

impl<'n> TreeSink for Sink<'n> {
    type Output = Dom;
    type Handle = Handle<'n>;
    type ElemName<'a>
        = &'a QualName
    where
        Self: 'a;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn get_document(&self) -> Handle<'n> {
        self.nameless(NodeId::ROOT)
    }

    fn same_node(&self, x: &Handle<'n>, y: &Handle<'n>) -> bool {
        x.id == y.id
    }

    fn elem_name<'a>(&'a self, target: &'a Handle<'n>) -> &'a QualName {
        target.name
    }

    fn create_element(&self, name: QualName, mut attributes: Vec<Told>, flags: ElementFlags) -> Handle<'n> {
        let mut dom = self.dom.borrow_mut();
        let attributes = match self.ahead.borrow_mut().take_if(|ahead| ahead.tag == name.local) {
            Some(ahead) => ahead.attributes,
            None => {
                let start = offset(dom.attributes.len());
                sort(&mut attributes);
                attributes.into_iter().for_each(|told| dom.keep_attribute(told));
                (start, offset(dom.attributes.len()))
            }
        };
        let known = self.names.get(&name);
        if dom.names.len() == known.number as usize {
            dom.names.push(name.local);
        }
        let id = dom.add(Kind::Element(ElementEntry { name: known.number, html: known.name.ns == ns!(html), attributes }));
        if flags.template {
            let content = dom.add(Kind::Fragment);
            dom.append(id, content);
        }
        Handle { id, name: &known.name }
    }

    fn create_comment(&self, text: StrTendril) -> Handle<'n> {
        let mut dom = self.dom.borrow_mut();
        let span = dom.keep(&text);
        self.nameless(dom.add(Kind::Comment(span)))
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle<'n> {
        self.nameless(self.dom.borrow_mut().add(Kind::Instruction))
    }

    fn append(&self, parent: &Handle<'n>, child: NodeOrText<Handle<'n>>) {
        let mut dom = self.dom.borrow_mut();
        let id = match child {
            NodeOrText::AppendNode(child) => child.id,
            NodeOrText::AppendText(text) => {
                let last = dom.node(parent.id).last;
                if dom.lengthen(last, &text) {
                    return;
                }
                dom.add_text(&text)
            }
        };
        dom.append(parent.id, id);
    }

    fn append_before_sibling(&self, sibling: &Handle<'n>, child: NodeOrText<Handle<'n>>) {
        let mut dom = self.dom.borrow_mut();
        let id = match child {
            NodeOrText::AppendNode(child) => child.id,
            NodeOrText::AppendText(text) => {
                let previous = dom.node(sibling.id).previous;
                if dom.lengthen(previous, &text) {
                    return;
                }
                dom.add_text(&text)
            }
        };
        dom.insert_before(sibling.id, id);
    }

    fn append_based_on_parent_node(&self, element: &Handle<'n>, previous: &Handle<'n>, child: NodeOrText<Handle<'n>>) {
        let stands = self.dom.borrow_mut().node(element.id).parent.is_some();
        if stands { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, public: StrTendril, system: StrTendril) {
        let mut dom = self.dom.borrow_mut();
        let (public, system) = (dom.keep(&public), dom.keep(&system));
        let id = dom.add(Kind::Doctype { public, system });
        dom.append(NodeId::ROOT, id);
    }

    /// The content was made with the element, as its first child.
    fn get_template_contents(&self, target: &Handle<'n>) -> Handle<'n> {
        self.nameless(self.dom.borrow_mut().node(target.id).first.unwrap_or(target.id))
    }

    fn remove_from_parent(&self, target: &Handle<'n>) {
        self.dom.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle<'n>, new_parent: &Handle<'n>) {
        let mut dom = self.dom.borrow_mut();
        while let Some(child) = dom.node(node.id).first {
            dom.append(new_parent.id, child);
        }
    }

    /// A second `<body>` tag, for instance.
    fn add_attrs_if_missing(&self, target: &Handle<'n>, told: Vec<Told>) {
        let mut dom = self.dom.borrow_mut();
        let Kind::Element(ElementEntry { attributes: (start, end), .. }) = dom.node(target.id).kind else { return };
        let known = dom.attributes.get(start as usize..end as usize).unwrap_or_default();
        let room = MAX_ATTRIBUTES.saturating_sub(known.len());
        let is_new = |told: &Told| !known.iter().any(|known| known.name == told.name.local);
        let new: Vec<Told> = told.into_iter().filter(is_new).take(room).collect();
        if new.is_empty() {
            return;
        }
        // Copied with those it had, so that they stand together: each copy is of a few hundred at most, for one that is new.
        let mut all: Vec<Attribute> =
            known.iter().map(|known| Attribute { name: known.name.clone(), plain: known.plain, value: known.value }).collect();
        let first = dom.attributes.len();
        new.into_iter().for_each(|told| dom.keep_attribute(told));
        all.extend(dom.attributes.drain(first..));
        all.sort_by(|a, b| a.name.cmp(&b.name));
        dom.attributes.append(&mut all);
        let attributes = (offset(first), offset(dom.attributes.len()));
        if let Kind::Element(element) = &mut dom.node(target.id).kind {
            element.attributes = attributes;
        }
    }
}
