//! Whose profile is it?

use super::*;
use crate::PageInput;

fn page(html: &str, kind: PageKind) -> Vec<SocialProfile> {
    let url = Url::parse("https://www.baeckerei-muster.test/").unwrap();
    let document = Document::parse(&PageInput { url: &url, status: 200, headers: &[], body: html.as_bytes(), rendered: false });
    let structured = crate::structured::read(&document);
    let foreign = Foreign::alone(&document, kind);
    read(&document, &structured, kind, &foreign)
}

fn kept(html: &str) -> Vec<String> {
    let mut facts = crate::read_page(&PageInput {
        url: &Url::parse("https://www.baeckerei-muster.test/").unwrap(),
        status: 200,
        headers: &[],
        body: b"",
        rendered: false,
    });
    facts.socials = page(html, PageKind::Home);
    merge(&[facts]).into_iter().map(|p| p.url.value.to_string()).collect()
}

#[test]
fn icons_in_the_footer_are_the_sites_own() {
    assert_eq!(
        kept(
            "<footer><a href='https://facebook.com/musterbrot?utm_source=x'><i></i></a><a href='//instagram.com/brot_und_mehr/' title='Instagram'></a></footer>"
        ),
        ["https://www.facebook.com/musterbrot", "https://www.instagram.com/brot_und_mehr"]
    );
}

#[test]
fn same_as_of_the_organisation_counts_and_an_authors_does_not() {
    assert_eq!(
        kept(
            r#"<script type="application/ld+json">[{"@type":"Bakery","name":"Muster","sameAs":["https://www.facebook.com/musterbrot","https://de.wikipedia.org/wiki/Brot"]},
            {"@type":"Article","author":{"@type":"Person","name":"A","sameAs":["https://twitter.com/autorin"]}}]</script>"#
        ),
        ["https://www.facebook.com/musterbrot"]
    );
}

#[test]
fn a_profile_within_an_article_is_somebody_elses_unless_it_resembles_the_domain() {
    let html = "<main><p>Heute war die Band <a href='https://www.instagram.com/die.band'>Die Band</a> bei uns zu Gast und hat gespielt.</p>\
        <p>Mehr auf <a href='https://www.instagram.com/baeckereimuster'>unserer Seite mit vielen Bildern</a> von diesem Tag.</p></main>";
    assert_eq!(kept(html), ["https://www.instagram.com/baeckereimuster"]);
}

#[test]
fn an_agencys_profile_beside_the_credit_line_is_left() {
    let html = "<footer><a href='https://facebook.com/musterbrot'>Facebook</a><p>Webdesign by <a href='https://www.instagram.com/agentur_x'>Agentur X</a></p></footer>";
    assert_eq!(kept(html), ["https://www.facebook.com/musterbrot"]);
}

#[test]
fn a_site_builders_account_is_left() {
    assert!(kept("<footer><a href='https://www.facebook.com/wix'>Facebook</a></footer>").is_empty());
}

#[test]
fn a_page_plugin_names_the_page() {
    assert_eq!(
        kept(
            "<iframe src='https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Fwww.facebook.com%2Fmusterbrot%2F'></iframe>"
        ),
        ["https://www.facebook.com/musterbrot"]
    );
}

#[test]
fn icons_below_a_credit_line_are_the_houses() {
    let html = "<footer><p>Site réalisé par <a href='https://agence-fictive.test'>Agence Fictive</a></p><a href='https://www.facebook.com/musterbrot'><i></i></a></footer>";
    assert_eq!(kept(html), ["https://www.facebook.com/musterbrot"]);
}
