//! What must hold of anything the reader is given. Used by the fuzz targets and, on the stable toolchain, by `tests/any_input.rs`.

use glouton_reader::{
    Contact, ContactKind, Evidence, PageFacts, PageInput, RuleError, Ruleset, read_page, read_site, read_technologies,
    scan_technologies,
};
use url::Url;

fn address() -> Url {
    Url::parse("https://www.bakery.example/about/").expect("a valid URL")
}

/// Any bytes as a page: the first chooses how it came, a line before an empty line is a header.
pub fn page(data: &[u8]) {
    let (&how, rest) = data.split_first().unwrap_or((&0, &[]));
    let mut headers = Vec::new();
    let mut body = rest;
    if how & 1 == 1 {
        let end = rest.windows(2).position(|pair| pair == b"\n\n").unwrap_or(0);
        for line in String::from_utf8_lossy(&rest[..end]).lines() {
            if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        body = &rest[end..];
    }
    let url = address();
    let input = PageInput { url: &url, status: 200, headers: &headers, body, rendered: how & 2 == 2 };
    let facts = read_page(&input);
    assert_eq!(facts, read_page(&input), "the same bytes give the same facts");
    hold(&facts);
    let site = read_site(&[facts.clone(), facts]);
    site.contacts.iter().for_each(contact);
}

/// Any text as what a visitor reads: addresses and numbers in prose, links and attributes.
pub fn text(text: &str) {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    page(format!("\0<!doctype html><html lang=de><p>{escaped}</p><a href=\"mailto:{escaped}\">x</a><a href=\"tel:{escaped}\">{escaped}</a>").as_bytes());
}

/// Any text as structured data, scripts and style.
pub fn structured(text: &str) {
    page(
        format!(
            "\0<script type=\"application/ld+json\">{text}</script><script>{text}</script><style>{text}</style><!--{text}-->"
        )
        .as_bytes(),
    );
}

/// Any text as rules, and any page under them.
pub fn rules(rules: &str, body: &[u8]) {
    let url = address();
    let input = PageInput { url: &url, status: 200, headers: &[], body, rendered: false };
    let _ = scan_technologies(&input, Ruleset::embedded());
    match Ruleset::from_toml(rules) {
        Ok(ruleset) => {
            let _ = read_technologies(&input, &glouton_reader::Document::parse(&input), &ruleset);
        }
        Err(RuleError::TooMany) => panic!("a small file is not too many rules"),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn hold(facts: &PageFacts) {
    facts.contacts.iter().for_each(contact);
    for technology in &facts.technologies {
        sourced(technology.name.confidence, &technology.name.evidence);
    }
    for person in &facts.people {
        sourced(person.name.confidence, &person.name.evidence);
    }
    for profile in &facts.socials {
        sourced(profile.url.confidence, &profile.url.evidence);
    }
}

fn contact(contact: &Contact) {
    sourced(contact.value.confidence, &contact.value.evidence);
    let value = &contact.value.value;
    match contact.kind {
        ContactKind::Email => {
            assert_eq!(value.matches('@').count(), 1, "{value}");
            assert!(value.len() <= 254 && !value.contains(char::is_whitespace), "{value}");
        }
        ContactKind::Phone | ContactKind::Fax => {
            let digits = value.strip_prefix('+').unwrap_or("");
            assert!((4..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()), "{value}");
        }
        ContactKind::ContactForm => assert!(Url::parse(value).is_ok(), "{value}"),
    }
}

fn sourced(confidence: f32, evidence: &[Evidence]) {
    assert!((0.0..=1.0).contains(&confidence));
    assert!(!evidence.is_empty(), "nothing is told without evidence");
    for piece in evidence {
        assert!(piece.snippet.chars().count() <= 200, "{}", piece.snippet);
    }
}
