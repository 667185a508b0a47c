//! Reads the sources and holds the house to its plan: which room may name which, which crate belongs in which room, and
//! what every file has. The table here is the one of ARCHITECTURE.md; a change of the plan is a change of both.

mod source;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use source::{code_only, named_paths};

/// The rooms, of `src/` and the crates that are rooms (`crates/platform`, `crates/crawl`), each with the rooms it may name. What is not here is forbidden.
const ARROWS: &[(&str, &[&str])] = &[
    ("platform", &[]),
    ("crawl", &["platform"]),
    ("accounts", &["crawl", "platform"]),
    ("credits", &["accounts", "crawl", "platform"]),
    ("leads", &["credits", "accounts", "crawl", "platform"]),
    ("audits", &["leads", "credits", "accounts", "crawl", "platform"]),
    ("hunts", &["audits", "leads", "credits", "accounts", "crawl", "platform"]),
    ("opportunities", &["leads", "credits", "accounts", "crawl", "platform"]),
    ("outreach", &["leads", "credits", "accounts", "crawl", "platform"]),
    ("graphql", &["hunts", "audits", "leads", "credits", "accounts", "opportunities", "outreach", "crawl", "platform"]),
    ("http", &["graphql", "hunts", "audits", "leads", "credits", "accounts", "opportunities", "outreach", "crawl", "platform"]),
    // Holds the settings structs that the services define and receive.
    (
        "config",
        &["http", "graphql", "hunts", "audits", "leads", "credits", "accounts", "opportunities", "outreach", "crawl", "platform"],
    ),
    (
        "app",
        &[
            "config",
            "http",
            "graphql",
            "hunts",
            "audits",
            "leads",
            "credits",
            "accounts",
            "opportunities",
            "outreach",
            "crawl",
            "platform",
        ],
    ),
    ("main", &["app"]),
];

/// Rooms that know no business: everything else under `src/` that is not in front of them is a domain module.
const DOMAINS: &[&str] = &["accounts", "credits", "leads", "audits", "hunts", "opportunities", "outreach"];

/// Crates that only some places of `src/` may name. A place is a room, a folder of one, or `*/name` for a file or folder
/// of that name in any room.
const KEPT_CRATES: &[(&str, &[&str])] = &[
    // In platform/: the database itself, its errors turned into outcomes, keyset pages, and the rows of tasks.
    (
        "sea_orm",
        &["*/store", "*/entity", "platform/db", "platform/error", "platform/events/notify", "platform/page", "platform/tasks"],
    ),
    ("sqlx", &["platform/db"]),
    ("migration", &["platform/db", "app"]),
    // In platform/: how its error becomes an answer.
    ("async_graphql", &["graphql", "http", "platform/graphql"]),
    ("async_graphql_axum", &["graphql", "http"]),
    ("reqwest", &["platform/egress", "platform/browser"]),
    ("hickory_resolver", &["platform/egress", "platform/browser"]),
    ("fantoccini", &["platform/egress", "platform/browser"]),
    ("hyper_rustls", &["platform/browser"]),
    ("rusty_s3", &["platform/bucket"]),
    ("deadpool_redis", &["platform"]),
    ("lettre", &["platform/mail"]),
    // The adapter names the reader's enumerations, because it maps them.
    (
        "glouton_reader",
        &["crawl", "app", "graphql", "accounts", "credits", "leads", "audits", "hunts", "opportunities", "outreach"],
    ),
    ("glouton_town", &["app"]),
];

/// What the pure crates may not name: anything that does input or output, waits, or tells the time.
const IMPURE: &[&str] = &[
    "tokio",
    "reqwest",
    "hyper",
    "sea_orm",
    "sqlx",
    "async_graphql",
    "axum",
    "fantoccini",
    "glouton",
    "glouton_platform",
    "glouton_crawl",
];

const FORBIDDEN_MACROS: &[&str] = &["todo", "unimplemented", "dbg"];
const MOST_LINES: usize = 800;
const MOST_LINES_OF_MAIN: usize = 40;

/// One broken rule, with where and what to do.
struct Violation {
    path: String,
    line: usize,
    rule: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.rule)
    }
}

/// Everything that is wrong with one file; `path` is relative to the repository, with `/`.
fn violations(path: &str, text: &str) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut report = |line: usize, rule: String| found.push(Violation { path: path.to_owned(), line, rule });
    let code = code_only(text);

    if !text.starts_with("//! ") {
        report(1, "the first line is `//! ` and says what belongs in this file".to_owned());
    }
    let most = if path == "src/main.rs" { MOST_LINES_OF_MAIN } else { MOST_LINES };
    if text.lines().count() > most {
        report(most, format!("over {most} lines: split it by what its parts own"));
    }
    for (index, line) in code.lines().enumerate() {
        for name in FORBIDDEN_MACROS {
            if calls_macro(line, name) {
                report(index + 1, format!("`{name}!` does not land"));
            }
        }
        let room = Place::of(path).map(|place| place.room).unwrap_or_default();
        if DOMAINS.contains(&room.as_str()) && (line.contains("pub mod store") || line.contains("pub mod entity")) {
            report(index + 1, "a domain's store and entities are private: offer an `ops` function".to_owned());
        }
    }
    for named in named_paths(&code) {
        if let Some(rule) = forbidden_path(path, &named.segments) {
            report(named.line, rule);
        }
    }
    found.dedup_by(|a, b| a.line == b.line && a.rule == b.rule);
    found
}

fn calls_macro(line: &str, name: &str) -> bool {
    line.match_indices(&format!("{name}!")).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// The rooms that are crates of their own: they compile apart, and the arrows hold for them as for the others.
const ROOM_CRATES: &[&str] = &["platform", "crawl"];

/// Where a file stands: `src/hunts/sources/mod.rs` is in room `hunts`, in the module `["hunts", "sources"]`, and
/// `crates/platform/src/db.rs` is in room `platform`, in the module `["platform", "db"]`.
struct Place {
    room: String,
    module: Vec<String>,
}

impl Place {
    fn of(path: &str) -> Option<Self> {
        let (crate_room, inside) = match path.strip_prefix("src/") {
            Some(inside) => (None, inside),
            None => ROOM_CRATES.iter().find_map(|room| {
                let inside = path.strip_prefix("crates/")?.strip_prefix(room)?.strip_prefix("/src/")?;
                Some((Some((*room).to_owned()), inside))
            })?,
        };
        let mut module: Vec<String> = inside.strip_suffix(".rs")?.split('/').map(str::to_owned).collect();
        if crate_room.is_some() && module == ["lib"] {
            module.clear();
        }
        module.splice(0..0, crate_room);
        if module.last().is_some_and(|last| last == "mod") {
            module.pop();
        }
        let room = module.first()?.clone();
        Some(Self { room, module })
    }

    fn is_in(&self, place: &str) -> bool {
        match place.strip_prefix("*/") {
            Some(name) => self.module.iter().skip(1).any(|part| part == name),
            None => place.split('/').eq(self.module.iter().take(place.split('/').count()).map(String::as_str)),
        }
    }
}

fn forbidden_path(path: &str, segments: &[String]) -> Option<String> {
    let first = segments.first()?.as_str();
    if (path.starts_with("crates/reader/src/") || path.starts_with("crates/reader/benches/")) && IMPURE.contains(&first) {
        return Some(format!("`crates/reader` is pure and does not name `{first}`"));
    }
    if path.starts_with("migration/src/") && first == "glouton" {
        return Some("a migration never names the application: it must keep its meaning when the entities change".to_owned());
    }
    let place = Place::of(path)?;
    if place.room == "lib" {
        return None;
    }
    let Some((_, allowed)) = ARROWS.iter().find(|(room, _)| *room == place.room) else {
        return Some(format!(
            "the room `{}` is not in the table of arrows: give it a place there and in ARCHITECTURE.md",
            place.room
        ));
    };
    if let Some((_, places)) = KEPT_CRATES.iter().find(|(name, _)| *name == first)
        && !places.iter().any(|allowed| place.is_in(allowed))
    {
        return Some(format!("`{first}` is named only in {}", places.join(", ")));
    }
    let target = room_named(&place, segments)?;
    let known = ARROWS.iter().any(|(room, _)| *room == target);
    (known && target != place.room && !allowed.contains(&target))
        .then(|| format!("`{}` may not name `{target}` (it may name: {})", place.room, allowed.join(", ")))
}

/// The room that a path leads to, when it leads to the crate's root first.
fn room_named<'a>(place: &Place, segments: &'a [String]) -> Option<&'a str> {
    let at = match segments.first()?.as_str() {
        "crate" if ROOM_CRATES.contains(&place.room.as_str()) => return None,
        "crate" => 1,
        "glouton" if place.room == "main" => 1,
        "glouton_platform" => return Some("platform"),
        "glouton_crawl" => return Some("crawl"),
        // An inner module stands one level deeper than its file, so a chain that is long enough counts as reaching the root.
        "super" => {
            let supers = segments.iter().take_while(|s| *s == "super").count();
            if supers < place.module.len() {
                return None;
            }
            supers
        }
        _ => return None,
    };
    segments.get(at).map(String::as_str)
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if name != "target" && name != "node_modules" {
                rust_files(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_file_keeps_the_rules_of_the_house() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "migration", "crates", "demo", "tests", "benches"] {
        rust_files(&root.join(folder), &mut files);
    }
    assert!(files.len() > 20, "the walk found only {} files: is it looking in the right place?", files.len());
    files.sort();

    let mut found = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file).expect("a source file can be read");
        let path = file.strip_prefix(root).expect("a file below the root").to_string_lossy().replace('\\', "/");
        found.extend(violations(&path, &text));
    }
    let list: Vec<String> = found.iter().map(Violation::to_string).collect();
    assert!(list.is_empty(), "{} broken rules:\n{}", list.len(), list.join("\n"));
}

/// The rules that a made-up file breaks.
fn broken(path: &str, code: &str) -> Vec<String> {
    violations(path, &format!("//! A made-up file.\n{code}")).iter().map(|v| format!("{}: {}", v.line, v.rule)).collect()
}

#[test]
fn a_lower_room_that_names_a_higher_one_is_found() {
    assert_eq!(
        broken("src/leads/ops.rs", "use crate::{accounts::Scope, hunts::Hunt};"),
        ["2: `leads` may not name `hunts` (it may name: credits, accounts, crawl, platform)"]
    );
    assert_eq!(broken("crates/platform/src/op.rs", "use glouton_crawl::Seed;").len(), 1);
    assert_eq!(broken("src/hunts/sources/mod.rs", "use super::super::graphql::Context;").len(), 1);
    assert_eq!(broken("src/credits/rules.rs", "mod tests { use crate::config::Settings; }").len(), 1);
}

#[test]
fn a_higher_room_may_name_a_lower_one_and_itself() {
    assert!(
        broken(
            "src/hunts/ops.rs",
            "use crate::audits;\nuse crate::platform::db;\nuse crate::hunts::model::Hunt;\nuse super::rules;"
        )
        .is_empty()
    );
    assert!(broken("src/main.rs", "use glouton::app;").is_empty());
}

#[test]
fn a_room_that_nobody_planned_is_found() {
    assert_eq!(broken("src/helpers/mod.rs", "use std::fmt;").len(), 1);
}

#[test]
fn a_crate_outside_its_room_is_found() {
    for (path, code) in [
        ("src/leads/ops.rs", "use sea_orm::EntityTrait;"),
        ("src/leads/model.rs", "#[derive(async_graphql::SimpleObject)] struct Lead;"),
        ("crates/crawl/src/fetch.rs", "use reqwest::Client;"),
        ("crates/platform/src/mail/mod.rs", "use fantoccini::Client;"),
        ("src/http/mod.rs", "use glouton_reader::read;"),
        ("crates/reader/src/emails.rs", "use tokio::time::sleep;"),
        ("migration/src/leads.rs", "use glouton::leads::Lead;"),
    ] {
        assert_eq!(broken(path, code).len(), 1, "{path}: {code}");
    }
}

#[test]
fn a_crate_in_its_room_is_left_alone() {
    for (path, code) in [
        ("src/leads/store.rs", "use sea_orm::EntityTrait;"),
        ("src/leads/store/search.rs", "use sea_orm::EntityTrait;"),
        ("src/leads/entity/lead.rs", "use sea_orm::entity::prelude::*;"),
        ("crates/platform/src/db/mod.rs", "use sea_orm::Database;"),
        ("src/graphql/leads.rs", "use async_graphql::Object;"),
        ("crates/platform/src/egress/client.rs", "use reqwest::Client;"),
        ("crates/crawl/src/fetch.rs", "use glouton_reader::read; // not reqwest::Client\nconst WORDS: &str = \"sea_orm::x\";"),
        ("tests/it/support/mod.rs", "use reqwest::Client; use sea_orm::Database;"),
    ] {
        assert!(broken(path, code).is_empty(), "{path}: {code}: {:?}", broken(path, code));
    }
}

#[test]
fn a_file_without_a_first_line_that_says_what_it_owns_is_found() {
    assert_eq!(violations("demo/src/lib.rs", "use std::fmt;\n").len(), 1);
    assert_eq!(violations("demo/src/lib.rs", "//!\nuse std::fmt;\n").len(), 1);
}

#[test]
fn an_overlong_file_is_found() {
    let lines = |n: usize| "fn f() {}\n".repeat(n);
    assert!(broken("src/app/cli.rs", &lines(MOST_LINES - 1)).is_empty());
    assert_eq!(broken("src/app/cli.rs", &lines(MOST_LINES)).len(), 1);
    assert_eq!(broken("src/main.rs", &lines(MOST_LINES_OF_MAIN)).len(), 1);
}

#[test]
fn unfinished_code_is_found_and_talk_of_it_is_not() {
    assert_eq!(
        broken("src/app/cli.rs", "fn f() { todo!() }\nfn g() { std::unimplemented!(\"x\") }\nfn h() { dbg!(1); }").len(),
        3
    );
    assert!(broken("src/app/cli.rs", "// todo! later\nfn f() { my_todo!() }\nconst T: &str = \"dbg!\";").is_empty());
}

#[test]
fn a_public_store_is_found() {
    assert_eq!(broken("src/leads/mod.rs", "pub mod store;").len(), 1);
    assert!(broken("src/leads/mod.rs", "mod store;\npub mod ops;").is_empty());
}
