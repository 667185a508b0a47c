//! The rules' own examples, and the promises of the engine.

use url::Url;

use super::{Ruleset, read_technologies, rules};
use crate::{Document, PageInput, Technology};

/// What an example line stands for: HTML, or `@header name: value`, `@cookie name`, `@url https://…`.
fn run(ruleset: &Ruleset, line: &str) -> Vec<Technology> {
    let mut url = Url::parse("https://www.bakery.example/about").expect("a valid URL");
    let mut headers = Vec::new();
    let mut body = "";
    if let Some(header) = line.strip_prefix("@header ") {
        let (name, value) = header.split_once(':').expect("a header example has a colon");
        headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    } else if let Some(name) = line.strip_prefix("@cookie ") {
        headers.push(("set-cookie".to_owned(), format!("{name}=1; Path=/")));
    } else if let Some(written) = line.strip_prefix("@url ") {
        url = Url::parse(written).expect("a URL example is a URL");
    } else {
        assert!(line.starts_with('<'), "an example is HTML or begins with @: {line}");
        body = line;
    }
    let input = PageInput { url: &url, status: 200, headers: &headers, body: body.as_bytes(), rendered: false };
    read_technologies(&input, &Document::parse(&input), ruleset)
}

#[test]
fn every_rule_reads_its_own_examples_right_and_nothing_else_in_them() {
    let raw = rules::embedded_raw().expect("the embedded rules are well formed");
    let ruleset = Ruleset::embedded();
    assert_eq!(ruleset.len(), raw.len(), "the embedded rules compile");
    let mut wrong = Vec::new();
    for (id, (_, rule)) in &raw {
        if rule.yes.is_empty() || rule.no.is_empty() {
            wrong.push(format!("{id}: needs a line it must match and one it must not"));
        }
        for line in &rule.yes {
            let (page, version) = line.rsplit_once(" => ").map_or((line.as_str(), None), |(page, v)| (page, Some(v)));
            let (page, others) = page.rsplit_once(" + ").map_or((page, ""), |(page, ids)| (page, ids));
            let found = run(ruleset, page);
            match found.iter().find(|t| t.rule == format!("technology/{id}")) {
                None => wrong.push(format!("{id}: not found in {page}")),
                Some(t) if t.version.as_deref() != version => {
                    wrong.push(format!("{id}: version {:?} instead of {version:?} in {page}", t.version));
                }
                Some(_) => {}
            }
            for other in found.iter().filter(|t| !t.rule.ends_with("/implies")) {
                let other = other.rule.trim_start_matches("technology/");
                if other != id && !others.split_whitespace().any(|o| o == other) {
                    wrong.push(format!("{id}: also {other} in {page}"));
                }
            }
        }
        for line in &rule.no {
            if run(ruleset, line).iter().any(|t| t.rule == format!("technology/{id}")) {
                wrong.push(format!("{id}: found in {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples are read wrong:\n{}", wrong.len(), wrong.join("\n"));
}
