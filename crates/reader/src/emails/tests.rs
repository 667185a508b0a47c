//! Pages with addresses in every form, and with what must not be taken for one.

use url::Url;

use super::*;
use crate::{PageInput, structured};

fn hits(body: &str) -> Vec<EmailHit> {
    let url = Url::parse("https://www.laden.de/kontakt").expect("test URL");
    let document = Document::parse(&PageInput { url: &url, status: 200, headers: &[], body: body.as_bytes(), rendered: true });
    let structured = structured::read(&document);
    find(&document, &structured, &Beginnings::of(&document), "laden.de")
}

fn addresses(body: &str) -> Vec<String> {
    let mut all: Vec<String> = hits(body).into_iter().map(|h| h.address).collect();
    all.dedup();
    all
}

fn rules(body: &str) -> Vec<&'static str> {
    hits(body).into_iter().map(|h| h.rule).collect()
}

#[test]
fn mailto_links_are_read_with_all_recipients() {
    assert_eq!(addresses("<a href='mailto:Info@laden.de?subject=Hallo'>Schreiben</a>"), ["info@laden.de"]);
    assert_eq!(
        addresses("<a href='mailto:a1@laden.de,b2@laden.de?cc=c3@laden.de'>x</a>"),
        ["a1@laden.de", "b2@laden.de", "c3@laden.de"]
    );
    assert_eq!(addresses("<a href='mailto:info(at)laden.de'>x</a>"), ["info@laden.de"]);
    assert_eq!(addresses("<a href='mailto:Anna Berg &lt;anna@laden.de&gt;'>x</a>"), ["anna@laden.de"]);
    assert_eq!(addresses("<a href='mailto:?subject=Schau&body=https://laden.de'>Teilen</a>"), Vec::<String>::new());
    assert_eq!(addresses("<a href='info@laden.de'>x</a>"), ["info@laden.de"]);
}

#[test]
fn entities_tags_comments_and_zero_width_characters_do_not_hide_an_address() {
    for body in [
        "&#105;nfo&#64;laden&#46;de",
        "in<b>f</b>o<!-- x -->@<span>laden</span>.de",
        "info&#8203;@lad&shy;en.de",
        "info<span style='display:none'>-weg-</span>@laden.de",
        "<span style='unicode-bidi:bidi-override;direction:rtl'>ed.nedal@ofni</span>",
        "info<img alt='@' src=at.png>laden.de",
        "info@<br>laden.de",
    ] {
        assert_eq!(addresses(body), ["info@laden.de"], "{body}");
    }
}

#[test]
fn encoded_addresses_are_decoded() {
    let hex: String =
        std::iter::once(0x2a).chain("info@laden.de".bytes().map(|b| b ^ 0x2a)).map(|b| format!("{b:02x}")).collect();
    assert_eq!(addresses(&format!("<a href='/cdn-cgi/l/email-protection#{hex}'>x</a>")), ["info@laden.de"]);
    assert_eq!(
        addresses(&format!(
            "<a href='/cdn-cgi/l/email-protection' class='__cf_email__' data-cfemail='{hex}'>[email&#160;protected]</a>"
        )),
        ["info@laden.de"]
    );
    for body in [
        "<span data-user=info data-domain=laden.de></span>",
        "<a data-name=info data-domain=laden data-tld=de href='#'>x</a>",
        "<i data-email='ed.nedal@ofni'></i>",
        "<i data-email='aW5mb0BsYWRlbi5kZQ=='></i>",
        "<i data-enc-email='vasb[ng]ynqra.qr'></i>",
        "<i data-email=info@laden.de></i>",
        "<a href=\"javascript:linkTo_UnCryptMailto('ocknvq,kphqBncfgp0fg')\">x</a>",
        "<a href='#' data-mailto-token='ocknvq,kphqBncfgp0fg' data-mailto-vector=2>x</a>",
        "<a href='#' onclick=\"location.href='mailto:'+'info'+'@'+'laden.de'\">x</a>",
        "<script>document.write('info'+'@'+'laden.de')</script>",
        "<noscript>Mail: info (at) laden.de</noscript>",
        "<img src=m.png alt='info@laden.de'>",
    ] {
        assert_eq!(addresses(body), ["info@laden.de"], "{body}");
    }
}

#[test]
fn structured_data_and_meta_elements_are_read() {
    assert_eq!(
        addresses(
            "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@type\":\"Bakery\",\"name\":\"Laden\",\"email\":\"mailto:Info@laden.de\"}</script>"
        ),
        ["info@laden.de"]
    );
    assert_eq!(addresses("<meta property='business:contact_data:email' content='info@laden.de'>"), ["info@laden.de"]);
}

#[test]
fn what_only_looks_like_an_address_is_not_read() {
    for body in [
        "<img src='logo@2x.png' alt='Logo@2x.png'>",
        "<input placeholder='name@firma.de' value='x@laden.de'>",
        "<p>z. B. max.mustermann@beispiel.de</p>",
        "<script>var x = {email: 'dienst@anbieter.de'}</script>",
        "<a href='https://medium.com/@laden'>m</a>",
        "<p>npm i react@18.2.0</p>",
        "<div style='display:none'><a href='mailto:falle@laden.de'>x</a>falle@laden.de</div>",
        "<!-- alt@laden.de -->",
        "<template><p>tpl@laden.de</p></template>",
        "<i data-email-placeholder='a@laden.de'></i>",
        "<script type='application/json'>{\"email\":\"a@laden.de\"}</script>",
    ] {
        assert_eq!(addresses(body), Vec::<String>::new(), "{body}");
    }
}

#[test]
fn evidence_holds_the_value_as_it_stands() {
    let all = hits("<p>Schreiben Sie an info [at] laden.de jederzeit</p>");
    assert!(all[0].evidence.snippet.contains("info [at] laden.de"));
    assert_eq!(rules("<p><a href='mailto:info@laden.de'>info@laden.de</a></p>"), ["email/mailto", "email/text"]);
}

#[test]
fn an_address_of_a_test_network_is_read_on_a_site_of_one_and_a_placeholder_elsewhere() {
    let body = "<p>info@laden.test</p><a href='mailto:chef@anderer-laden.test'>x</a>";
    assert!(addresses(body).is_empty());
    let url = Url::parse("http://laden.test/").expect("test URL");
    let document = Document::parse(&PageInput { url: &url, status: 200, headers: &[], body: body.as_bytes(), rendered: true });
    let hits = find(&document, &structured::read(&document), &Beginnings::of(&document), "laden.test");
    let found: Vec<String> = hits.into_iter().map(|h| h.address).collect();
    assert_eq!(found, ["chef@anderer-laden.test", "info@laden.test"]);
}

#[test]
fn careless_links_and_encoded_elements_are_read() {
    assert_eq!(addresses("<a href='http://info@laden.de'>Schreiben</a>"), ["info@laden.de"]);
    assert_eq!(addresses("<a href='mailto:info @laden.de'>Schreiben</a>"), ["info@laden.de"]);
    let hidden = "<joomla-hidden-mail is-link='1' is-email='1' first='aW5mbw==' last='bGFkZW4uZGU=' text='' base=''>-</joomla-hidden-mail>";
    assert_eq!((addresses(hidden), rules(hidden)), (vec!["info@laden.de".to_owned()], vec!["email/joomla"]));
    // A login in a link to a file is no address, and neither is text that is no Base64.
    assert!(addresses("<a href='https://gast:geheim@laden.de/'>x</a><a href='https://gast@laden.de/datei.pdf'>x</a>").is_empty());
    assert!(addresses("<joomla-hidden-mail first='info' last='laden.de'></joomla-hidden-mail>").is_empty());
}

#[test]
fn an_address_turned_round_by_a_foreign_style_sheet_is_the_sites_own_or_none() {
    assert_eq!(addresses("<span class='rtl'>ed.nedal@ofni</span>"), ["info@laden.de"]);
    assert!(addresses("<span class='rtl'>ed.amrif-ervedna@ofni</span>").is_empty());
}

#[test]
fn spaces_around_the_sign_and_a_word_against_robots_do_not_hide_an_address() {
    assert_eq!(addresses("<p>info @ laden.de</p>"), ["info@laden.de"]);
    assert_eq!(addresses("<p>petra @ laden.de</p>"), ["petra@laden.de"]);
    assert_eq!(addresses("<p>infoNOSPAM@laden.de</p>"), ["info@laden.de"]);
    assert!(addresses("<p>Find us @ laden.de</p>").is_empty());
    assert!(addresses("<p>Folgen Sie @laden.de</p>").is_empty());
    assert!(addresses("<p>Konzert @ stadthalle.de</p>").is_empty());
}

#[test]
fn a_name_that_stands_for_anybody_counts_at_the_sites_own_domain() {
    assert_eq!(addresses("<p>mario.rossi@laden.de</p>"), ["mario.rossi@laden.de"]);
    assert!(addresses("<p>mario.rossi@posta-esempio-due.it</p>").is_empty());
}
