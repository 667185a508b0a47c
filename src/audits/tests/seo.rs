//! Cases of the search engine checks.

use super::Case;
use super::support::{address, page, site};
use crate::audits::CheckStatus::{Fail, Pass, Unknown, Warn};
use crate::crawl::model::RobotsState;

pub fn cases() -> Vec<Case> {
    let titled = |titles: [&str; 3]| {
        let html = |title: &str| format!("<title>{title}</title>");
        site(&html(titles[0])).and("/a", &html(titles[1])).and("/b", &html(titles[2]))
    };
    let text = |word: &str| format!("<p>{}</p>", format!("{word} is baked here every morning of the year. ").repeat(12));
    let described = |length: usize| site(&format!("<meta name=description content='{}'>", "x".repeat(length)));
    vec![
        ("seo.indexable", Pass, site("<meta name=robots content='index, follow'>")),
        ("seo.indexable", Fail, site("<meta name=robots content=noindex>")),
        ("seo.indexable", Fail, site("").header("x-robots-tag", "NoIndex")),
        ("seo.title", Pass, site("<title>Bakery Muster</title>")),
        ("seo.title", Warn, site("<title>Startseite</title>")),
        ("seo.title", Fail, site("<h1>Bakery</h1>")),
        ("seo.title-length", Pass, site("<title>Bakery Muster in Exampletown</title>")),
        ("seo.title-length", Warn, site("<title>Bakery</title>")),
        ("seo.title-length", Unknown, site("")),
        ("seo.title-unique", Pass, titled(["One", "Two", "Three"])),
        ("seo.title-unique", Fail, titled(["One", "One", "Three"])),
        ("seo.title-unique", Unknown, site("<title>One</title>")),
        ("seo.description", Pass, described(80)),
        ("seo.description", Fail, site("")),
        ("seo.description-length", Pass, described(80)),
        ("seo.description-length", Warn, described(20)),
        ("seo.description-length", Unknown, site("")),
        ("seo.h1", Pass, site("<h1>Bread</h1>")),
        ("seo.h1", Warn, site("<h1>Bread</h1><h1>Rolls</h1>")),
        ("seo.h1", Fail, site("<h2>Bread</h2>")),
        ("seo.canonical", Pass, site("<link rel=canonical href=/>")),
        ("seo.canonical", Warn, site("")),
        ("seo.canonical", Fail, site("<link rel=canonical href=https://other.test/>")),
        ("seo.hreflang", Pass, site("<link rel=alternate hreflang=de href=/de><link rel=alternate hreflang=fr href=/fr>")),
        ("seo.hreflang", Warn, site("<html lang=de>").and("/fr", "<html lang=fr>")),
        ("seo.hreflang", Unknown, site("<html lang=de>").and("/b", "<html lang=de-CH>")),
        ("seo.sitemap", Pass, site("").probe(|probe| probe.sitemap = Some(true))),
        ("seo.sitemap", Warn, site("").probe(|probe| probe.sitemap = Some(false))),
        ("seo.robots-txt", Pass, site("").probe(|probe| probe.robots = Some(RobotsState::Present))),
        ("seo.robots-txt", Warn, site("").probe(|probe| probe.robots = Some(RobotsState::Absent))),
        ("seo.robots-txt", Fail, site("").probe(|probe| probe.robots = Some(RobotsState::Unreachable))),
        ("seo.structured-data", Pass, site(r#"<script type="application/ld+json">{"@type":"Bakery"}</script>"#)),
        ("seo.structured-data", Warn, site(r#"<script type="application/ld+json">{"@type":"WebSite"}</script>"#)),
        ("seo.structured-data", Warn, site(r#"<script type="application/ld+json">{"@type":"Bakery",}</script>"#)),
        ("seo.structured-data", Fail, site("")),
        ("seo.sharing", Pass, site("<meta property=og:title content=A><meta property=og:image content=/a.jpg>")),
        ("seo.sharing", Warn, site("<meta property=og:title content=A>")),
        ("seo.favicon", Pass, site("<link rel=icon href=/f.ico>")),
        ("seo.favicon", Warn, site("")),
        ("seo.address-shape", Pass, site("").and("/bread-and-rolls", "")),
        ("seo.address-shape", Warn, site("").and("/bread", "").and("/index.php?id=7", "")),
        ("seo.address-shape", Fail, site("").and("/Page_2", "")),
        ("seo.address-shape", Unknown, site("")),
        ("seo.duplicate-pages", Pass, site(&text("Rye bread")).and("/b", &text("Cake"))),
        ("seo.duplicate-pages", Warn, site(&text("Rye bread")).and("/b", &text("Rye bread"))),
        ("seo.duplicate-pages", Unknown, site(&text("Rye bread"))),
        (
            "seo.place-in-title",
            Pass,
            site("<title>Bakery in Musterstadt</title>")
                .facts(|facts| facts.organisation.addresses = vec![address("MUSTERSTADT", "DE")]),
        ),
        (
            "seo.place-in-title",
            Warn,
            site("<title>Bakery</title>").facts(|facts| facts.organisation.addresses = vec![address("Musterstadt", "DE")]),
        ),
        ("seo.place-in-title", Unknown, site("<title>Bakery</title>")),
    ]
}

#[test]
fn a_page_that_was_not_found_counts_for_no_search_check() {
    let mut site = site("<title>One</title>");
    let mut lost = page("https://baker.example/Lost_1", "<title>One</title>");
    lost.status = Some(404);
    site.pages.push(lost);
    assert_eq!(site.status("seo.address-shape"), Unknown);
    assert_eq!(site.status("seo.title-unique"), Unknown);
}
