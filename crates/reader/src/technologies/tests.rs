//! The rules' own examples, and the promises of the engine.

use url::Url;

use super::{RuleError, Ruleset, merge, read_technologies, rules, scan_technologies};
use crate::{Document, PageFacts, PageInput, Source, Technology, read_page};

/// What an example line stands for: HTML, or `@header name: value`, `@cookie name`, `@url https://…`, or
/// `@global name value` for what a browser tells of a page's scripts.
fn run(ruleset: &Ruleset, line: &str) -> Vec<Technology> {
    let mut url = Url::parse("https://www.bakery.example/about").expect("a valid URL");
    let mut headers = Vec::new();
    let mut body = String::new();
    if let Some(header) = line.strip_prefix("@header ") {
        let (name, value) = header.split_once(':').expect("a header example has a colon");
        headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    } else if let Some(name) = line.strip_prefix("@cookie ") {
        headers.push(("set-cookie".to_owned(), format!("{name}=1; Path=/")));
    } else if let Some(written) = line.strip_prefix("@url ") {
        url = Url::parse(written).expect("a URL example is a URL");
    } else if let Some(global) = line.strip_prefix("@global ") {
        let (name, value) = global.split_once(' ').unwrap_or((global, ""));
        body = format!("<meta name=\"window.{name}\" content=\"{value}\">");
    } else {
        assert!(line.starts_with('<'), "an example is HTML or begins with @: {line}");
        body = line.to_owned();
    }
    let input = PageInput { url: &url, status: 200, headers: &headers, body: body.as_bytes(), rendered: false };
    let found = read_technologies(&input, &Document::parse(&input), ruleset);
    // The snippets may differ: a tree sorts the attributes of an element.
    let told = |found: &[Technology]| found.iter().map(|t| (t.rule.clone(), t.version.clone())).collect::<Vec<_>>();
    assert_eq!(told(&found), told(&scan_technologies(&input, ruleset)), "the page's tokens say the same as its tree: {line}");
    found
}

#[test]
fn every_embedded_rule_is_well_formed() {
    let errors: Vec<String> = rules::embedded_errors().iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert!(Ruleset::embedded().len() >= 300, "the embedded rules are compiled in");
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

#[test]
fn the_global_values_that_rules_look_at_are_few_and_asked_for_as_they_are_written() {
    let globals: Vec<&str> = Ruleset::embedded().globals().collect();
    assert!((12..=100).contains(&globals.len()), "a browser looks each of them up on every page: {globals:?}");
    assert!(globals.contains(&"jQuery.fn.jquery"), "{globals:?}");
    for name in ["a b", "alert()", "x..y", "", "x[0]", "'+y"] {
        let rule = format!("[x]\nname = \"X\"\ncategory = \"cms\"\nglobal = [\"{name}\"]");
        assert!(matches!(Ruleset::from_toml(&rule), Err(RuleError::Shape { .. })), "{name}");
    }
}

#[test]
fn a_global_value_is_evidence_by_its_name_and_value() {
    let found = run(Ruleset::embedded(), "@global jQuery.fn.jquery 3.7.1");
    let jquery = found.first().expect("jQuery");
    assert_eq!((jquery.version.as_deref(), jquery.name.source), (Some("3.7.1"), Source::Script));
    let evidence = jquery.name.evidence.first().expect("evidence");
    assert_eq!(evidence.snippet, "window.jquery.fn.jquery = 3.7.1");
    assert_eq!(evidence.selector.as_deref(), Some("window.jquery.fn.jquery"));
}

/// A page that talks of every product, links to it, and shows a picture of it, but uses none.
#[test]
fn naming_or_linking_to_a_product_is_no_proof_of_using_it() {
    let ruleset = Ruleset::embedded();
    let mut body = String::from(
        "<!doctype html><html><head><title>Our stack</title><meta name=description content='React, Vue, Angular'></head><body>",
    );
    for (id, name, category) in ruleset.products() {
        body.push_str(&format!(
            "<h2>{name}</h2><p>We compared {name} ({id}, {}) with the others.</p><img src=\"/pictures/{}.png\" alt=\"{name}\">\
             <a href=\"https://www.{id}.com/\">Powered by {name}</a><a href=\"https://{id}.example/wp-content/plugins/{id}/\">{name}</a>",
            category.id(),
            id.len()
        ));
    }
    body.push_str("<script type=\"application/ld+json\">{\"sameAs\":[\"https://cdn.shopify.com/s/files/1\",\"https://js.stripe.com/v3/\"]}</script>");
    let found: Vec<String> = run(ruleset, &body).into_iter().map(|t| format!("{} {:?}", t.rule, t.name.evidence)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn facts(path: &str, body: &str, headers: &[(&str, &str)]) -> PageFacts {
    let url = Url::parse("https://www.bakery.example").and_then(|url| url.join(path)).expect("a valid URL");
    let headers: Vec<(String, String)> = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    read_page(&PageInput { url: &url, status: 200, headers: &headers, body: body.as_bytes(), rendered: false })
}

fn names(technologies: &[Technology]) -> Vec<&str> {
    technologies.iter().map(|t| t.name.value.as_str()).collect()
}

#[test]
fn a_hit_says_where_it_was_seen() {
    let page = facts(
        "/",
        "<script src='/js/jquery-3.6.0.min.js'></script>",
        &[("server", "nginx/1.25.3"), ("set-cookie", "PHPSESSID=secret; path=/")],
    );
    let by_name = |name: &str| page.technologies.iter().find(|t| t.name.value == name).expect("found");
    let jquery = by_name("jQuery");
    assert_eq!(jquery.name.evidence[0].snippet, "/js/jquery-3.6.0.min.js");
    assert_eq!(jquery.name.evidence[0].selector.as_deref(), Some("script[src]"));
    assert_eq!((jquery.name.source, jquery.category.as_str()), (Source::Script, "javascript-library"));
    assert_eq!(by_name("Nginx").name.evidence[0].selector.as_deref(), Some("header server"));
    assert_eq!(by_name("Nginx").name.evidence[0].snippet, "server: nginx/1.25.3");
    assert!(!by_name("PHP").name.evidence[0].snippet.contains("secret"), "a cookie's value is nobody's business");
}

#[test]
fn what_a_product_needs_is_implied_with_less_confidence_and_no_version() {
    let page = facts("/", "<meta name=generator content='Gatsby 5.13.1'>", &[]);
    let react = page.technologies.iter().find(|t| t.name.value == "React").expect("implied");
    let gatsby = page.technologies.iter().find(|t| t.name.value == "Gatsby").expect("found");
    assert!(react.name.confidence < gatsby.name.confidence);
    assert_eq!((react.version.as_deref(), react.rule.as_str()), (None, "technology/gatsby/implies"));
}

#[test]
fn a_theme_does_not_borrow_the_version_of_wordpress() {
    let page = facts(
        "/",
        "<meta name=generator content='WordPress 6.4.3'><link rel=stylesheet href='/wp-content/themes/astra/style.css?ver=6.4.3'>",
        &[],
    );
    let version = |name: &str| page.technologies.iter().find(|t| t.name.value == name).and_then(|t| t.version.as_deref());
    assert_eq!((version("WordPress"), version("Astra")), (Some("6.4.3"), None));
}

#[test]
fn a_picture_shown_from_another_site_tells_nothing_of_this_one() {
    let foreign = facts("/", "<img src='https://partner.example/wp-content/uploads/logo.png'>", &[]);
    assert!(foreign.technologies.is_empty());
    let own = facts("/", "<img src='https://static.bakery.example/wp-content/uploads/logo.png'>", &[]);
    assert_eq!(names(&own.technologies), ["WordPress", "PHP"]);
}

#[test]
fn pages_of_a_site_are_joined_by_name_with_the_best_version() {
    let home = facts("/", "<script src='/wp-includes/js/jquery/jquery.min.js'></script>", &[]);
    let about = facts(
        "/about",
        "<script src='/wp-includes/js/jquery/jquery.min.js?ver=3.7.1'></script>",
        &[("x-powered-by", "PHP/8.2.14")],
    );
    let merged = merge(&[home.clone(), about.clone()]);
    let version = |name: &str| merged.iter().find(|t| t.name.value == name).and_then(|t| t.version.as_deref());
    assert_eq!((version("jQuery"), version("PHP")), (Some("3.7.1"), Some("8.2.14")));
    assert_eq!(merged.iter().filter(|t| t.name.value == "PHP").count(), 1, "seen wins over implied");
    assert!(merged.iter().all(|t| t.name.evidence.len() <= 5));
    let mut swapped = names(&merge(&[about, home])).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let mut straight = names(&merged).into_iter().map(str::to_owned).collect::<Vec<_>>();
    swapped.sort();
    straight.sort();
    assert_eq!(swapped, straight);
}

#[test]
fn an_operator_adds_rules_and_replaces_ours() {
    let ruleset = Ruleset::from_toml(
        "category = \"booking\"\n[breadtime]\nname = \"Breadtime\"\nembed = [\"//widget.breadtime.test/v{n}/\"]\nimplies = [\"react\"]\n\
         [nginx]\nname = \"Engine X\"\ncategory = \"web-server\"\nheader = [\"server: nginx\"]",
    )
    .expect("well formed");
    assert_eq!(ruleset.len(), Ruleset::embedded().len() + 1);
    let found = run(&ruleset, r#"<script>load("https:\/\/widget.breadtime.test\/v2\/book.js")</script>"#);
    assert_eq!(names(&found), ["Breadtime", "React"]);
    assert_eq!(found[0].version.as_deref(), Some("2"));
    assert_eq!(names(&run(&ruleset, "@header server: nginx/1.25.3")), ["Engine X"]);
}

#[test]
fn a_bad_rule_is_refused_by_name() {
    let error = |text: &str| Ruleset::from_toml(text).expect_err("refused");
    let rule = || "x".to_owned();
    assert!(matches!(error("[x"), RuleError::Syntax(_)));
    assert!(matches!(error("[x]\nname = \"X\"\ncategory = \"cms\"\ncolour = 1"), RuleError::Shape { rule, .. } if rule == "x"));
    assert_eq!(error("[x]\nname = \"X\"\nhost = [\"x.test\"]"), RuleError::Category { rule: rule(), category: String::new() });
    assert_eq!(error("[x]\nname = \"X\"\ncategory = \"cms\""), RuleError::Empty { rule: rule() });
    let reference = error("[x]\nname = \"X\"\ncategory = \"cms\"\nhost = [\"x.test\"]\nimplies = [\"y\"]");
    assert_eq!(reference, RuleError::Reference { rule: rule(), reference: "y".to_owned() });
    let short = error("[x]\nname = \"X\"\ncategory = \"cms\"\nscript = [\"*a*\"]");
    assert_eq!(short, RuleError::Pattern { rule: rule(), pattern: "*a*".to_owned(), least: 4 });
    let selector = error("[x]\nname = \"X\"\ncategory = \"cms\"\ndom = [\"div > p\"]");
    assert_eq!(selector, RuleError::Selector { rule: rule(), selector: "div > p".to_owned() });
}

#[test]
fn a_page_made_to_be_slow_is_read_in_linear_time() {
    // Anchors of several rules over and over, none of them completed, in every place that is searched.
    let noise = "gtag( 'config', 'X fbq( 'ini www.googletagmanager.com/gtag/js?id= ".repeat(20_000);
    let page = format!(
        "<script>{noise}</script><style>{noise}</style><!-- {noise} --><div class='{}'></div><script src='/{}'></script>",
        "wp-x ".repeat(50_000),
        "jquery".repeat(50_000)
    );
    let started = std::time::Instant::now();
    run(Ruleset::embedded(), &page);
    assert!(started.elapsed().as_secs() < 20, "took {:?}", started.elapsed());
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_without_panic_and_every_piece_of_evidence_is_short(
        parts in proptest::collection::vec(proptest::sample::select(vec![
            "<script>", "</script>", "<link rel=stylesheet href='", "'>", "<meta name=generator content='", "WordPress 6.", "é", "<!--", "-->",
            "fbq('init", "\"https://js.stripe.com", "<noscript><img src=\"", "/wp-content/themes/astra/", "?ver=", "1.2.3.4.5.6-rc", "<div class=\"wp-block-",
            "\u{1F35E}", "//", "*", "{v}", "<svg><style>", "<template>", "\0",
        ]), 0..60),
    ) {
        let page = facts("/", &parts.concat(), &[("server", &parts.concat().replace(['\r', '\n'], " "))]);
        for technology in &page.technologies {
            proptest::prop_assert!(technology.name.confidence > 0.0 && technology.name.confidence < 1.0);
            proptest::prop_assert!(!technology.name.evidence.is_empty() && technology.name.evidence.len() <= 5);
            proptest::prop_assert!(technology.name.evidence.iter().all(|e| e.snippet.chars().count() <= 200));
        }
    }
}
