//! The tree of a page, made to be built once, read by everybody and thrown away: nodes in one list, attributes in another, and all
//! words in one text, so that a page takes a handful of places on the heap instead of several for each element.
//!
//! Belongs here: nodes, their order, and how to look at them. Does not belong here: how a page becomes nodes ([`sink`]), what they
//! mean. Invariants: a node's id never changes, ids rise in the order nodes were made, links between nodes agree in both directions.

pub(super) mod names;
pub(super) mod sink;

use std::iter::successors;
use std::num::NonZeroU32;
use std::ops::Deref;

use html5ever::LocalName;

/// Which node of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(
    /// Its place in the list, counted from one, so that "none" takes no room.
    NonZeroU32,
);

impl NodeId {
    /// The document itself.
    pub(super) const ROOT: Self = Self(NonZeroU32::MIN);

    fn of(index: usize) -> Self {
        // No page has so many nodes as to reach the end of the numbers: each takes a byte of it at least.
        Self(u32::try_from(index).ok().and_then(|index| NonZeroU32::MIN.checked_add(index)).unwrap_or(NonZeroU32::MAX))
    }

    fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// A part of a [`Dom`]'s text.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: u32,
    end: u32,
}

/// What a node is, as it is kept.
#[derive(Debug)]
enum Kind {
    Document,
    /// The content of a `<template>`, its first child.
    Fragment,
    Doctype {
        public: Span,
        system: Span,
    },
    Comment(Span),
    Text(Span),
    /// A text of parts between which other text was read, as the place among those.
    Joined(u32),
    Element(ElementEntry),
    /// What only XML has.
    Instruction,
}

#[derive(Debug)]
struct ElementEntry {
    /// Its name's place among the names.
    name: u32,
    /// Of HTML's elements, not of SVG's or MathML's.
    html: bool,
    /// First of its attributes and the one behind its last.
    attributes: (u32, u32),
}

#[derive(Debug)]
struct Entry {
    parent: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
    kind: Kind,
}

impl Entry {
    fn new(kind: Kind) -> Self {
        Self { parent: None, previous: None, next: None, first: None, last: None, kind }
    }
}

/// An attribute as it is kept.
#[derive(Debug)]
struct Attribute {
    name: LocalName,
    /// In no namespace, as all are but a few of SVG and MathML.
    plain: bool,
    value: Span,
}

/// The tree of a page.
#[derive(Debug)]
pub struct Dom {
    /// The document first.
    nodes: Vec<Entry>,
    /// Those of one element stand together, sorted by their names.
    attributes: Vec<Attribute>,
    /// All texts, comments and values.
    text: String,
    joined: Vec<String>,
    /// Each name of an element once.
    names: Vec<LocalName>,
}

impl Dom {
    /// The document.
    pub(crate) fn root(&self) -> NodeRef<'_> {
        NodeRef { dom: self, id: NodeId::ROOT }
    }

    /// All nodes in the order they were made, those that found no place in the tree among them.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeRef<'_>> {
        (0..self.nodes.len()).map(|index| NodeRef { dom: self, id: NodeId::of(index) })
    }

    /// Number of elements, those that found no place in the tree among them.
    pub(crate) fn count_elements(&self) -> usize {
        self.nodes.iter().filter(|node| matches!(node.kind, Kind::Element(_))).count()
    }

    /// Each name of an element once; an element's number is its place.
    pub(crate) fn names(&self) -> &[LocalName] {
        &self.names
    }

    /// All elements of a name, those that found no place in the tree among them.
    pub(crate) fn named(&self, name: &LocalName) -> impl Iterator<Item = NodeRef<'_>> {
        let number = self.names.iter().position(|known| known == name);
        let nodes = self
            .nodes
            .iter()
            .enumerate()
            .filter(move |(_, node)| matches!(&node.kind, Kind::Element(element) if Some(element.name as usize) == number));
        nodes.map(|(index, _)| NodeRef { dom: self, id: NodeId::of(index) })
    }

    /// The element of an id; `None` when the node is none.
    pub(crate) fn element(&self, id: NodeId) -> Option<ElementRef<'_>> {
        ElementRef::wrap(NodeRef { dom: self, id })
    }

    fn part(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Node<'a> {
    /// An element with its attributes.
    Element(Element<'a>),
    /// A text.
    Text(&'a str),
    /// A comment.
    Comment(&'a str),
    /// The document's type.
    Doctype {
        /// Its public identifier.
        public: &'a str,
        /// Its system identifier.
        system: &'a str,
    },
    /// The document, the content of a `<template>`, an instruction.
    Other,
}

impl<'a> Node<'a> {
    /// The text, when it is one.
    pub(crate) fn as_text(self) -> Option<&'a str> {
        if let Node::Text(text) = self { Some(text) } else { None }
    }
}

/// A node in its tree.
#[derive(Debug, Clone, Copy)]
pub struct NodeRef<'a> {
    dom: &'a Dom,
    id: NodeId,
}

impl PartialEq for NodeRef<'_> {
    /// Of the same page, which nobody compares with another's.
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<'a> NodeRef<'a> {
    /// Which one.
    pub(crate) fn id(&self) -> NodeId {
        self.id
    }

    fn entry(self) -> &'a Entry {
        &self.dom.nodes[self.id.index()]
    }

    fn at(self, id: Option<NodeId>) -> Option<Self> {
        id.map(|id| Self { dom: self.dom, id })
    }

    /// What it is.
    #[inline]
    pub(crate) fn value(self) -> Node<'a> {
        match &self.entry().kind {
            Kind::Element(entry) => Node::Element(Element { entry, dom: self.dom }),
            Kind::Text(span) => Node::Text(self.dom.part(*span)),
            Kind::Joined(place) => Node::Text(self.dom.joined.get(*place as usize).map_or("", String::as_str)),
            Kind::Comment(span) => Node::Comment(self.dom.part(*span)),
            Kind::Doctype { public, system } => Node::Doctype { public: self.dom.part(*public), system: self.dom.part(*system) },
            Kind::Document | Kind::Fragment | Kind::Instruction => Node::Other,
        }
    }

    /// The element, when it is one.
    pub(crate) fn as_element(self) -> Option<Element<'a>> {
        if let Kind::Element(entry) = &self.entry().kind { Some(Element { entry, dom: self.dom }) } else { None }
    }

    /// The node it stands in.
    pub(crate) fn parent(self) -> Option<Self> {
        self.at(self.entry().parent)
    }

    /// The node behind it in the same parent.
    pub(crate) fn next_sibling(self) -> Option<Self> {
        self.at(self.entry().next)
    }

    /// Its first child.
    #[inline]
    pub(crate) fn first_child(self) -> Option<Self> {
        self.at(self.entry().first)
    }

    /// The nodes it stands in, from the nearest on.
    pub(crate) fn ancestors(self) -> impl Iterator<Item = Self> + use<'a> {
        successors(self.parent(), |node| node.parent())
    }

    /// The nodes before it in the same parent, from the nearest on.
    pub(crate) fn prev_siblings(self) -> impl Iterator<Item = Self> + use<'a> {
        successors(self.at(self.entry().previous), |node| node.at(node.entry().previous))
    }

    /// Its children.
    pub(crate) fn children(self) -> impl Iterator<Item = Self> + use<'a> {
        successors(self.first_child(), |node| node.next_sibling())
    }

    /// Itself and all within it, in reading order.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Self> + use<'a> {
        successors(Some(self), move |node| node.first_child().or_else(|| node.after(self, |_| ())))
    }

    /// The node that follows in reading order when all within this one was read, as far as it stands in `top`; `left` is told of each
    /// node that ends before it, this one first.
    pub(crate) fn after(self, top: Self, mut left: impl FnMut(Self)) -> Option<Self> {
        let mut node = self;
        loop {
            if node == top {
                return None;
            }
            left(node);
            if let Some(next) = node.next_sibling() {
                return Some(next);
            }
            node = node.parent()?;
        }
    }
}

/// An element in its tree.
#[derive(Debug, Clone, Copy)]
pub struct ElementRef<'a> {
    node: NodeRef<'a>,
    value: Element<'a>,
}

impl<'a> ElementRef<'a> {
    /// The node as an element; `None` when it is none.
    pub(crate) fn wrap(node: NodeRef<'a>) -> Option<Self> {
        node.as_element().map(|value| Self { node, value })
    }

    /// Its name and its attributes.
    pub(crate) fn value(self) -> Element<'a> {
        self.value
    }

    /// The value of an attribute.
    pub(crate) fn attr(self, name: &str) -> Option<&'a str> {
        self.value.attr(name)
    }

    /// The texts within it, in reading order.
    pub(crate) fn text(self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.node.descendants().filter_map(|node| node.value().as_text())
    }

    /// The elements among its children.
    pub(crate) fn child_elements(self) -> impl Iterator<Item = Self> + use<'a> {
        self.node.children().filter_map(Self::wrap)
    }
}

/// An element stands where its node does.
impl<'a> Deref for ElementRef<'a> {
    type Target = NodeRef<'a>;

    fn deref(&self) -> &NodeRef<'a> {
        &self.node
    }
}

/// An element's name and attributes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'a> {
    entry: &'a ElementEntry,
    dom: &'a Dom,
}

/// An attribute of an element. Its value is looked up when it is asked for: most attributes are passed by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AttributeRef<'a> {
    /// Its name.
    pub name: &'a LocalName,
    value: Span,
    dom: &'a Dom,
}

impl<'a> AttributeRef<'a> {
    /// Its value.
    pub(crate) fn value(self) -> &'a str {
        self.dom.part(self.value)
    }
}

impl<'a> Element<'a> {
    /// Its name, in lower case but for a few of SVG's.
    pub(crate) fn local(self) -> &'a LocalName {
        &self.dom.names[self.entry.name as usize]
    }

    /// Its name.
    pub(crate) fn name(self) -> &'a str {
        self.local()
    }

    /// Which of the page's names that is.
    pub(super) fn number(self) -> u32 {
        self.entry.name
    }

    /// Of HTML's elements, not of SVG's or MathML's.
    pub(crate) fn is_html(self) -> bool {
        self.entry.html
    }

    fn kept(self) -> &'a [Attribute] {
        let (start, end) = self.entry.attributes;
        self.dom.attributes.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Its attributes, sorted by their names.
    pub(crate) fn attributes(self) -> impl Iterator<Item = AttributeRef<'a>> + use<'a> {
        self.kept().iter().map(move |kept| AttributeRef { name: &kept.name, value: kept.value, dom: self.dom })
    }

    /// The same as words.
    pub(crate) fn attrs(self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        self.attributes().map(|attribute| (&**attribute.name, attribute.value()))
    }

    /// The value of an attribute.
    pub(crate) fn attr(self, name: &str) -> Option<&'a str> {
        self.find(|known| **known == *name)
    }

    /// The value of an attribute by its interned name, which compares no strings: see `attr!`.
    pub(crate) fn value_of(self, name: &LocalName) -> Option<&'a str> {
        self.find(|known| known == name)
    }

    fn find(self, is: impl Fn(&LocalName) -> bool) -> Option<&'a str> {
        self.kept().iter().find(|kept| is(&kept.name) && kept.plain).map(|found| self.dom.part(found.value))
    }

    /// Its id.
    pub(crate) fn id(self) -> Option<&'a str> {
        self.value_of(&html5ever::local_name!("id"))
    }
}

#[cfg(test)]
mod tests;
