//! From JSON-LD values to a flat list of things.
//!
//! Belongs here: `@graph`, `@type`, `@id` references within the page, prefixes of schema.org. Not here: JSON itself.

use std::collections::HashMap;

use scraper::Html;
use serde_json::{Map, Value};

use super::{MAX_THINGS, Thing, Within};
use crate::Source;

/// How deep nested things become things of their own.
const MAX_NESTING: usize = 8;
/// Most `@id` references followed on one page.
const MAX_REFERENCES: usize = 200;
/// Longest text whose entities and tags are taken out.
const MAX_CLEANED: usize = 8 * 1024;

/// Adds every thing below `roots`.
pub(super) fn flatten(roots: Vec<Value>, things: &mut Vec<Thing>) {
    let first = things.len();
    for root in roots {
        visit(normalise(root, 0), things, 0);
    }
    resolve(&mut things[first..]);
}

/// Top level: lists, `@graph`, things.
fn visit(value: Value, things: &mut Vec<Thing>, depth: usize) {
    match value {
        Value::Array(list) if depth < MAX_NESTING => list.into_iter().for_each(|v| visit(v, things, depth + 1)),
        Value::Object(mut map) => {
            let graph = map.remove("@graph");
            if map.contains_key("@type") || map.contains_key("name") {
                add(map, None, things, 0);
            }
            if let Some(graph) = graph.filter(|_| depth < MAX_NESTING) {
                visit(graph, things, depth + 1);
            }
        }
        _ => {}
    }
}

/// Adds a thing and what is nested in it.
pub(super) fn add(map: Map<String, Value>, within: Option<Within>, things: &mut Vec<Thing>, depth: usize) {
    add_from(map, within, things, depth, Source::JsonLd);
}

fn add_from(map: Map<String, Value>, within: Option<Within>, things: &mut Vec<Thing>, depth: usize, source: Source) {
    if things.len() >= MAX_THINGS {
        return;
    }
    let index = things.len();
    let nested: Vec<(String, Map<String, Value>)> = if depth < MAX_NESTING {
        map.iter()
            .flat_map(|(key, value)| {
                let list = match value {
                    Value::Array(list) => list.as_slice(),
                    other => std::slice::from_ref(other),
                };
                list.iter()
                    .filter_map(Value::as_object)
                    .filter(|m| m.contains_key("@type"))
                    .map(move |m| (key.clone(), m.clone()))
            })
            .collect()
    } else {
        Vec::new()
    };
    things.push(Thing { types: types_of(&map), properties: map, source, within });
    for (property, inner) in nested {
        add_from(inner, Some(Within { thing: index, property }), things, depth + 1, source);
    }
}

/// Type names without schema.org's prefix.
pub(super) fn types_of(map: &Map<String, Value>) -> Vec<String> {
    let named = |s: &str| s.rsplit(['/', '#', ':']).next().unwrap_or(s).trim().to_owned();
    match map.get("@type") {
        Some(Value::String(s)) => s.split([' ', ',']).filter(|s| !s.is_empty()).map(named).collect(),
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(named).collect(),
        _ => Vec::new(),
    }
}

/// Takes prefixes off keys, and entities and tags out of texts.
fn normalise(value: Value, depth: usize) -> Value {
    if depth > 100 {
        return Value::Null;
    }
    match value {
        Value::String(s) => Value::String(clean(s)),
        Value::Array(list) => Value::Array(list.into_iter().map(|v| normalise(v, depth + 1)).collect()),
        Value::Object(map) => Value::Object(
            map.into_iter()
                .map(|(key, v)| {
                    let short = ["schema:", "http://schema.org/", "https://schema.org/"]
                        .iter()
                        .find_map(|p| key.strip_prefix(p))
                        .map(str::to_owned);
                    (short.unwrap_or(key), normalise(v, depth + 1))
                })
                .collect(),
        ),
        other => other,
    }
}

/// A text as a visitor would read it: entities decoded, tags out.
fn clean(text: String) -> String {
    let marked = text.contains('<') || memchr::memchr(b'&', text.as_bytes()).is_some_and(|at| text[at..].contains(';'));
    if !marked || text.len() > MAX_CLEANED {
        return text;
    }
    let once = text_of(&text);
    // Some plug-ins escape twice.
    if once.contains("&amp;") || once.contains("&#") { text_of(&once) } else { once }
}

fn text_of(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for piece in Html::parse_fragment(html).root_element().text() {
        out.push_str(piece);
    }
    out
}

/// Replaces `{"@id": …}` by the thing of that id, when it stands on this page.
fn resolve(things: &mut [Thing]) {
    let mut by_id: HashMap<String, usize> = HashMap::new();
    for (index, thing) in things.iter().enumerate() {
        if thing.properties.len() > 2
            && let Some(Value::String(id)) = thing.properties.get("@id")
        {
            by_id.entry(id.clone()).or_insert(index);
        }
    }
    if by_id.is_empty() {
        return;
    }
    let reference = |value: &Value| -> Option<usize> {
        let map = value.as_object()?;
        let Some(Value::String(id)) = map.get("@id") else { return None };
        if map.keys().all(|k| k.starts_with('@')) { by_id.get(id).copied() } else { None }
    };
    let mut changes = Vec::new();
    for (index, thing) in things.iter().enumerate() {
        for (key, value) in &thing.properties {
            let list = match value {
                Value::Array(list) => list.as_slice(),
                other => std::slice::from_ref(other),
            };
            for (position, item) in list.iter().enumerate() {
                if let Some(target) = reference(item).filter(|t| *t != index)
                    && changes.len() < MAX_REFERENCES
                    && things[target].properties.len() <= 64
                {
                    changes.push((index, key.clone(), position, target));
                }
            }
        }
    }
    for (index, key, position, target) in changes {
        // Only the target's plain values are copied, so that references between large things cannot multiply the page.
        let copy: Map<String, Value> = things[target]
            .properties
            .iter()
            .filter(|(k, v)| !v.is_array() || k.as_str() == "sameAs" || k.as_str() == "@type")
            .filter(|(_, v)| v.as_object().is_none_or(|m| m.len() <= 20))
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        match things[index].properties.get_mut(&key) {
            Some(Value::Array(list)) => {
                if let Some(slot) = list.get_mut(position) {
                    *slot = Value::Object(copy);
                }
            }
            Some(slot) => *slot = Value::Object(copy),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;

    fn things(text: &str) -> Vec<Thing> {
        let mut out = Vec::new();
        flatten(json::parse_all(text), &mut out);
        out
    }

    #[test]
    fn a_graph_is_flattened_and_nested_things_follow_their_outer_one() {
        let t = things(
            r##"{"@context":"https://schema.org","@graph":[
                {"@type":["Organization","Brand"],"@id":"#o","name":"Muster","address":{"@type":"PostalAddress","postalCode":10115}},
                {"@type":"http://schema.org/WebSite","publisher":{"@id":"#o"}}]}"##,
        );
        assert_eq!(t.iter().map(|t| t.types[0].as_str()).collect::<Vec<_>>(), ["Organization", "PostalAddress", "WebSite"]);
        assert_eq!(t[1].within.as_ref().map(|w| (w.thing, w.property.as_str())), Some((0, "address")));
        assert_eq!(t[1].text("postalCode").as_deref(), Some("10115"));
        assert_eq!(t[2].text("publisher").as_deref(), Some("Muster"), "the reference is resolved");
    }

    #[test]
    fn entities_and_tags_in_texts_are_decoded() {
        let t = things(
            r#"{"@type":"Thing","name":"M&uuml;ller &amp;amp; S&#246;hne","description":"<p>We <b>bake</b></p>","x":"R&D"}"#,
        );
        assert_eq!(t[0].text("name").as_deref(), Some("Müller & Söhne"));
        assert_eq!(t[0].text("description").as_deref(), Some("We bake"));
        assert_eq!(t[0].text("x").as_deref(), Some("R&D"));
    }

    #[test]
    fn prefixed_keys_lose_their_prefix() {
        let t = things(r#"{"@type":"schema:Bakery","schema:name":"Muster","https://schema.org/telephone":"1"}"#);
        assert!(t[0].is_a("Bakery"));
        assert_eq!(t[0].text("name").as_deref(), Some("Muster"));
        assert_eq!(t[0].text("telephone").as_deref(), Some("1"));
    }

    #[test]
    fn a_reference_to_itself_or_in_a_circle_ends() {
        let t = things(
            r##"[{"@type":"A","@id":"#a","x":1,"b":{"@id":"#b"},"self":{"@id":"#a"}},{"@type":"B","@id":"#b","y":1,"a":{"@id":"#a"}}]"##,
        );
        assert_eq!(t.len(), 2);
    }

    #[test]
    fn too_many_things_are_cut() {
        let list = (0..2000).map(|_| r#"{"@type":"Offer"}"#).collect::<Vec<_>>().join(",");
        assert_eq!(things(&format!("[{list}]")).len(), MAX_THINGS);
    }
}
