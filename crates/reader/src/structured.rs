//! Structured data: JSON-LD (repaired where it is nearly right), microdata, RDFa Lite and OpenGraph, as one list of things.
//!
//! Belongs here: what the page declares for machines, in one shape whatever the syntax. Does not belong here: what it means for
//! the organisation, its people or its contacts. Invariants: reading is linear in the page, and every list is capped.

mod json;
mod json_ld;
mod markup;

use std::borrow::Cow;

use html5ever::local_name;
use serde_json::{Map, Value};

use crate::document::Element;
use crate::{Document, Source};

/// Longest JSON-LD script that is read, in bytes.
const MAX_SCRIPT: usize = 512 * 1024;
/// Most things kept of one page.
const MAX_THINGS: usize = 400;
/// Most meta properties kept of one page.
const MAX_META: usize = 200;

/// Where a nested thing hangs.
#[derive(Debug, Clone)]
pub(crate) struct Within {
    /// Index of the outer thing in [`Structured::things`].
    pub thing: usize,
    /// The property that holds it ("author", "address").
    pub property: String,
}

/// One described thing ("LocalBusiness", "Person", …).
#[derive(Debug, Clone)]
pub(crate) struct Thing {
    /// schema.org type names without prefix.
    pub types: Vec<String>,
    /// Properties; nested things stay nested objects with "@type".
    pub properties: Map<String, Value>,
    /// Where it stood.
    pub source: Source,
    /// Set when it is a property of another thing.
    pub within: Option<Within>,
}

impl Thing {
    /// True when one of the types is `name`, whatever the case.
    pub fn is_a(&self, name: &str) -> bool {
        self.types.iter().any(|t| t.eq_ignore_ascii_case(name))
    }

    /// First text or number of a property; a nested thing answers with its name.
    pub fn text(&self, property: &str) -> Option<Cow<'_, str>> {
        self.properties.get(property).and_then(first_text)
    }

    /// All texts and numbers of a property.
    pub fn texts(&self, property: &str) -> Vec<Cow<'_, str>> {
        self.properties.get(property).map(all_texts).unwrap_or_default()
    }

    /// All nested objects of a property.
    pub fn objects(&self, property: &str) -> Vec<&Map<String, Value>> {
        match self.properties.get(property) {
            Some(Value::Object(map)) => vec![map],
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_object).collect(),
            _ => Vec::new(),
        }
    }

    /// A selector for evidence.
    pub fn selector(&self) -> &'static str {
        if self.source == Source::JsonLd { "script[type=ld+json]" } else { "[itemscope]" }
    }
}

/// First text or number below a value: itself, the first of a list, `@value`, or a nested thing's name.
pub(crate) fn first_text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(s) if !s.trim().is_empty() => Some(Cow::Borrowed(s.trim())),
        Value::Number(n) => Some(Cow::Owned(n.to_string())),
        Value::Array(list) => list.iter().find_map(|v| if v.is_array() { None } else { first_text(v) }),
        Value::Object(map) => ["@value", "name"].iter().find_map(|k| map.get(*k).filter(|v| v.is_string()).and_then(first_text)),
        _ => None,
    }
}

/// All texts and numbers of a value or a list of values.
pub(crate) fn all_texts(value: &Value) -> Vec<Cow<'_, str>> {
    match value {
        Value::Array(list) => list.iter().filter(|v| !v.is_array()).filter_map(first_text).collect(),
        other => first_text(other).into_iter().collect(),
    }
}

/// All things a page describes, nested ones included, and its OpenGraph properties.
#[derive(Debug, Clone, Default)]
pub(crate) struct Structured {
    /// Things in reading order, an outer one before what is nested in it.
    pub things: Vec<Thing>,
    /// `<meta property>` and `<meta name>` with their content, names in lower case: `og:*`, `description`, `geo.position`, …
    pub open_graph: Vec<(String, String)>,
}

impl Structured {
    /// Content of the first meta property of that (lower-case) name that says something.
    pub fn meta(&self, name: &str) -> Option<&str> {
        self.open_graph.iter().find(|(n, _)| n == name).map(|(_, content)| content.as_str())
    }

    /// Things of which `within` is set lead here to the thing that holds them.
    pub fn outer(&self, thing: &Thing) -> Option<&Thing> {
        thing.within.as_ref().and_then(|w| self.things.get(w.thing))
    }
}

/// Reads all structured data of a page.
pub(crate) fn read(document: &Document) -> Structured {
    let mut found = Structured::default();
    let mut roots = Vec::new();
    let mut marked = false;
    for node in document.root().descendants() {
        let Some(element) = node.as_element() else { continue };
        match element.name() {
            "script" => {
                if element.attr("type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")) {
                    let mut text = String::new();
                    for child in node.children() {
                        if let Some(t) = child.value().as_text() {
                            text.push_str(t);
                        }
                    }
                    if text.len() <= MAX_SCRIPT {
                        roots.extend(json::parse_all(&text));
                    }
                }
            }
            "meta" if found.open_graph.len() < MAX_META => {
                read_meta(element, &mut found.open_graph);
                marked = marked || element.attributes().any(|a| *a.name == local_name!("itemprop"));
            }
            _ => marked = marked || element.attributes().any(|a| *a.name == local_name!("itemscope") || &**a.name == "typeof"),
        }
    }
    json_ld::flatten(roots, &mut found.things);
    if marked {
        markup::read(document, &mut found.things);
    }
    found
}

/// One `<meta>` with a name or property and a content.
fn read_meta(element: Element<'_>, into: &mut Vec<(String, String)>) {
    let mut names: [Option<&str>; 2] = [None, None];
    let mut content = None;
    for (name, value) in element.attrs() {
        match name {
            "property" => names[0] = Some(value),
            "name" => names[1] = Some(value),
            "content" => content = Some(value.trim()),
            _ => {}
        }
    }
    let Some(content) = content.filter(|c| !c.is_empty()) else { return };
    for name in names.into_iter().flatten() {
        // One attribute may hold several properties ("og:title twitter:title").
        for single in name.split_ascii_whitespace().take(4) {
            into.push((single.to_lowercase(), content.chars().take(2000).collect()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PageInput;

    pub(super) fn structured(html: &str) -> Structured {
        let url = url::Url::parse("https://muster.test/").unwrap();
        let headers = [];
        read(&Document::parse(&PageInput { url: &url, status: 200, headers: &headers, body: html.as_bytes(), rendered: false }))
    }

    #[test]
    fn open_graph_and_named_meta_are_read_with_lower_case_names() {
        let s = structured(
            r#"<meta property="og:Site_Name" content=" Muster "><meta name="Description" content="We bake"><meta property="og:x" content="">"#,
        );
        assert_eq!(s.meta("og:site_name"), Some("Muster"));
        assert_eq!(s.meta("description"), Some("We bake"));
        assert_eq!(s.meta("og:x"), None);
    }

    #[test]
    fn a_script_of_another_type_is_not_read() {
        assert!(structured(r#"<script type="application/json">{"@type":"Person","name":"X"}</script>"#).things.is_empty());
    }

    #[test]
    fn json_ld_and_microdata_stand_in_one_list() {
        let s = structured(
            r#"<script type="application/ld+json">{"@type":"Bakery","name":"Muster"}</script>
               <div itemscope itemtype="https://schema.org/Person"><span itemprop="name">Max Beispiel</span></div>"#,
        );
        assert_eq!(s.things.len(), 2);
        assert!(s.things[0].is_a("bakery") && s.things[1].is_a("Person"));
        assert_eq!(s.things[1].text("name").as_deref(), Some("Max Beispiel"));
    }
}
