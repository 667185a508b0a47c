//! Holds the documents to what they speak of: links lead to files, and no configuration key or error code is left unsaid.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use regex::Regex;
use toml::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The documents: at the top, in `docs/` and in `assets/`.
fn documents() -> Vec<PathBuf> {
    fn walk(folder: &Path, deep: bool, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && deep {
                walk(&path, deep, found);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(root(), false, &mut found);
    walk(&root().join("docs"), true, &mut found);
    walk(&root().join("assets"), true, &mut found);
    found
}

/// The links of a document that lead nowhere in this repository.
fn broken_links(document: &Path, text: &str) -> Vec<String> {
    let link = Regex::new(r"\]\(([^)\s]+)\)").expect("a pattern");
    let here = document.parent().expect("a document is in a folder");
    link.captures_iter(text)
        .map(|found| found[1].to_owned())
        .filter(|to| !to.starts_with("http") && !to.starts_with("mailto:") && !to.starts_with('#'))
        .filter(|to| !here.join(to.split('#').next().unwrap_or_default()).exists())
        .collect()
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    let documents = documents();
    assert!(documents.len() > 4, "{documents:?}");
    let broken: Vec<String> = documents
        .iter()
        .flat_map(|document| {
            let text = fs::read_to_string(document).expect("a document can be read");
            broken_links(document, &text).into_iter().map(|to| format!("{} → {to}", document.display()))
        })
        .collect();
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
}

#[test]
fn a_link_that_leads_nowhere_is_found() {
    let text = "[a](CHANGELOG.md) [b](https://example.com) [c](docs/none.md#x) [d](#here)";
    assert_eq!(broken_links(&root().join("README.md"), text), ["docs/none.md#x"]);
}

/// The keys of a table and of the tables in it, with dots between.
fn keys(prefix: &str, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Table(table) if !table.is_empty() => {
            for (name, inner) in table {
                let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                keys(&key, inner, found);
            }
        }
        _ => {
            found.insert(prefix.to_owned());
        }
    }
}

#[test]
fn the_operations_manual_names_every_configuration_key() {
    let defaults: Value = toml::from_str(&read("config/default.toml")).expect("the defaults are TOML");
    let mut all = BTreeSet::new();
    keys("", &defaults, &mut all);
    assert!(all.len() > 20, "{all:?}");
    let manual = read("docs/OPERATIONS.md");
    let unsaid: Vec<String> = all.into_iter().filter(|key| !manual.contains(&format!("`{key}`"))).collect();
    assert!(unsaid.is_empty(), "docs/OPERATIONS.md does not say what these are for: {}", unsaid.join(", "));
}

#[test]
fn the_operations_manual_names_no_key_that_is_gone() {
    let defaults: Value = toml::from_str(&read("config/default.toml")).expect("the defaults are TOML");
    let mut all = BTreeSet::new();
    keys("", &defaults, &mut all);
    let sections: BTreeSet<&str> = all.iter().filter_map(|key| key.split('.').next()).collect();
    let named = Regex::new(r"(?m)^\| `([a-z_]+(?:\.[a-z_]+)+)`").expect("a pattern");
    let manual = read("docs/OPERATIONS.md");
    let gone: Vec<&str> = named
        .captures_iter(&manual)
        .filter_map(|found| found.get(1).map(|key| key.as_str()))
        .filter(|key| sections.contains(key.split('.').next().unwrap_or_default()) && !all.contains(*key))
        .collect();
    assert!(gone.is_empty(), "docs/OPERATIONS.md speaks of keys that are not there: {}", gone.join(", "));
}

#[test]
fn the_api_manual_names_every_code() {
    let schema = read("schema.graphql");
    let start = schema.find("enum UserErrorCode").expect("the schema has the codes");
    let block = &schema[start..start + schema[start..].find('}').expect("the enum ends")];
    let code = Regex::new(r"(?m)^\s+([A-Z][A-Z_]+)\s*$").expect("a pattern");
    let manual = read("docs/API.md");
    let codes: Vec<&str> = code.captures_iter(block).filter_map(|found| found.get(1).map(|code| code.as_str())).collect();
    assert!(codes.len() > 5, "{codes:?}");
    for code in codes {
        assert!(manual.contains(&format!("`{code}`")), "docs/API.md does not explain {code}");
    }
}
