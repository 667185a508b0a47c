//! Microdata and RDFa Lite: things marked up in the elements themselves.
//!
//! Invariant: one walk over the DOM with its own stack (deep pages do not deepen the call stack), text per property capped.

use serde_json::{Map, Value};

use super::{MAX_THINGS, Thing, Within, json_ld};
use crate::document::{Element, Node, NodeRef};
use crate::{Document, Source};

/// Most nodes looked at for the text of one property.
const MAX_TEXT_NODES: usize = 200;
/// Longest text of one property, in bytes.
const MAX_TEXT: usize = 2000;
/// Open things at one time; deeper ones are not told apart.
const MAX_OPEN: usize = 16;

/// A thing whose element is still open.
struct Open {
    depth: usize,
    property: Option<String>,
    map: Map<String, Value>,
    rdfa: bool,
}

/// Adds every marked-up thing of the page.
pub(super) fn read(document: &Document, things: &mut Vec<Thing>) {
    let mut stack: Vec<Open> = Vec::new();
    let mut depth = 0_usize;
    let root = document.root();
    let mut next = Some(root);
    while let Some(node) = next {
        if node.as_element().is_some() {
            depth += 1;
            open(node, depth, &mut stack);
        }
        next = node.first_child().or_else(|| {
            node.after(root, |left| {
                if left.as_element().is_some() {
                    while stack.last().is_some_and(|o| o.depth == depth) {
                        close(&mut stack, things);
                    }
                    depth = depth.saturating_sub(1);
                }
            })
        });
    }
    while !stack.is_empty() {
        close(&mut stack, things);
    }
}

#[derive(Default)]
struct Marks<'a> {
    scope: bool,
    kind: Option<&'a str>,
    property: Option<&'a str>,
    rdfa_kind: Option<&'a str>,
    rdfa_property: Option<&'a str>,
    content: Option<&'a str>,
}

fn open(node: NodeRef<'_>, depth: usize, stack: &mut Vec<Open>) {
    let Some(element) = node.as_element() else { return };
    let mut marks = Marks::default();
    for (name, value) in element.attrs() {
        match name {
            "itemscope" => marks.scope = true,
            "itemtype" => marks.kind = Some(value),
            "itemprop" => marks.property = Some(value),
            "typeof" => marks.rdfa_kind = Some(value),
            "property" => marks.rdfa_property = Some(value),
            "content" => marks.content = Some(value.trim()),
            _ => {}
        }
    }
    if marks.scope || marks.rdfa_kind.is_some() {
        if stack.len() < MAX_OPEN {
            let rdfa = !marks.scope;
            let mut map = Map::new();
            if let Some(kind) = if rdfa { marks.rdfa_kind } else { marks.kind } {
                map.insert("@type".to_owned(), Value::String(kind.chars().take(300).collect()));
            }
            if let Some(link) = ["href", "src"].iter().find_map(|a| element.attr(a)) {
                map.insert("url".to_owned(), Value::String(link.trim().chars().take(MAX_TEXT).collect()));
            }
            let property = if rdfa { marks.rdfa_property } else { marks.property };
            let property = property.filter(|_| !stack.is_empty()).map(first_name);
            stack.push(Open { depth, property, map, rdfa });
        }
        return;
    }
    let Some(current) = stack.last_mut() else { return };
    let names = if current.rdfa { marks.rdfa_property } else { marks.property };
    let Some(names) = names else { return };
    let value = value_of(node, element, marks.content);
    if value.is_empty() {
        return;
    }
    for name in names.split_ascii_whitespace().take(4) {
        put(&mut current.map, first_name(name), Value::String(value.clone()));
    }
}

/// The element's thing is complete: it becomes a property of the outer one, or a thing of its own.
fn close(stack: &mut Vec<Open>, things: &mut Vec<Thing>) {
    let Some(done) = stack.pop() else { return };
    match (done.property, stack.last_mut()) {
        (Some(property), Some(outer)) => put(&mut outer.map, property, Value::Object(done.map)),
        _ => add(done.map, None, things, 0),
    }
}

fn add(map: Map<String, Value>, within: Option<Within>, things: &mut Vec<Thing>, depth: usize) {
    let first = things.len();
    if first >= MAX_THINGS || !map.contains_key("@type") && map.is_empty() {
        return;
    }
    json_ld::add(map, within, things, depth);
    for thing in &mut things[first..] {
        thing.source = Source::Microdata;
    }
}

/// Adds a value; a second one under the same name makes a list.
fn put(map: &mut Map<String, Value>, name: String, value: Value) {
    match map.get_mut(&name) {
        None => {
            map.insert(name, value);
        }
        Some(Value::Array(list)) => {
            if list.len() < 50 {
                list.push(value);
            }
        }
        Some(held) => {
            let first = held.take();
            *held = Value::Array(vec![first, value]);
        }
    }
}

/// The first name of a list, without a vocabulary's prefix.
fn first_name(names: &str) -> String {
    let name = names.split_ascii_whitespace().next().unwrap_or_default();
    name.rsplit(['/', '#', ':']).next().unwrap_or(name).to_owned()
}

fn value_of(node: NodeRef<'_>, element: Element<'_>, content: Option<&str>) -> String {
    if let Some(content) = content.filter(|c| !c.is_empty()) {
        return content.chars().take(MAX_TEXT).collect();
    }
    let attribute = match element.name() {
        "a" | "link" | "area" => element.attr("href").filter(|_| element.name() != "a" || keeps_link(element)),
        "img" | "audio" | "video" | "source" | "iframe" | "embed" => element.attr("src"),
        "time" => element.attr("datetime"),
        "data" | "meter" => element.attr("value"),
        _ => None,
    };
    if let Some(value) = attribute.map(str::trim).filter(|v| !v.is_empty()) {
        return value.chars().take(MAX_TEXT).collect();
    }
    let mut out = String::new();
    // Element children of blocks and line breaks part words; script and style are not text.
    for inner in node.descendants().take(MAX_TEXT_NODES) {
        match inner.value() {
            Node::Text(t) => {
                let hidden = inner
                    .parent()
                    .and_then(NodeRef::as_element)
                    .is_some_and(|e| matches!(e.name(), "script" | "style" | "noscript"));
                if !hidden {
                    out.push_str(t);
                }
            }
            Node::Element(e) if matches!(e.name(), "br" | "p" | "div" | "li" | "tr" | "td") => out.push(' '),
            _ => {}
        }
        if out.len() > MAX_TEXT {
            break;
        }
    }
    let folded = out.split_whitespace().collect::<Vec<_>>().join(" ");
    folded.chars().take(MAX_TEXT).collect()
}

/// The link's target is the value of `url`-like properties; for `telephone` or `name` on an `<a>` people mean its words.
fn keeps_link(element: Element<'_>) -> bool {
    let names = element.attr("itemprop").or_else(|| element.attr("property")).unwrap_or_default();
    names.split_ascii_whitespace().any(|n| {
        matches!(first_name(n).as_str(), "url" | "sameAs" | "hasMap" | "map" | "image" | "logo" | "item" | "mainEntityOfPage")
    }) || (names.contains("mail") && element.attr("href").is_some_and(|h| h.starts_with("mailto:")))
}

#[cfg(test)]
mod tests {
    use super::super::tests::structured;

    #[test]
    fn microdata_is_read_with_nested_things() {
        let s = structured(
            r#"<div itemscope itemtype="http://schema.org/Dentist"><h1 itemprop="name">Praxis
               Muster</h1><p itemprop="address" itemscope itemtype="http://schema.org/PostalAddress">
               <span itemprop="streetAddress">Gasse 1<br>Hof</span><meta itemprop="postalCode" content="1010"></p>
               <a itemprop="telephone" href="tel:+431234">01 234</a><a itemprop="url sameAs" href="https://x.test/">W</a>
               <time itemprop="openingHours" datetime="Mo-Fr 08:00-12:00">Mo bis Fr</time></div>"#,
        );
        let dentist = &s.things[0];
        assert!(dentist.is_a("Dentist"));
        assert_eq!(dentist.text("name").as_deref(), Some("Praxis Muster"));
        assert_eq!(dentist.text("telephone").as_deref(), Some("01 234"));
        assert_eq!(dentist.text("sameAs").as_deref(), Some("https://x.test/"));
        assert_eq!(dentist.text("openingHours").as_deref(), Some("Mo-Fr 08:00-12:00"));
        assert!(s.things[1].is_a("PostalAddress"));
        assert_eq!(s.things[1].text("streetAddress").as_deref(), Some("Gasse 1 Hof"));
        assert_eq!(s.things[1].text("postalCode").as_deref(), Some("1010"));
    }

    #[test]
    fn rdfa_lite_is_read() {
        let s = structured(
            r#"<div vocab="https://schema.org/" typeof="LocalBusiness"><span property="name">Muster</span>
               <div property="address" typeof="PostalAddress"><span property="addressLocality">Bonn</span></div></div>"#,
        );
        assert_eq!(s.things[0].text("name").as_deref(), Some("Muster"));
        assert_eq!(s.things[1].text("addressLocality").as_deref(), Some("Bonn"));
    }

    #[test]
    fn a_property_outside_any_scope_is_left() {
        assert!(structured(r#"<p itemprop="name">X</p><div itemscope></div>"#).things.is_empty());
    }

    #[test]
    fn very_deep_scopes_do_not_overflow_the_stack() {
        let html = "<div itemscope itemprop=a itemtype='x/Y'>".repeat(5000);
        structured(&html);
    }
}
