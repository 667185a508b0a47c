//! Links in many languages and the kind of page that each promises.

use url::Url;

use super::*;
use crate::PageInput;

fn document(url: &str, body: &str) -> Document {
    let url = Url::parse(url).expect("test URL");
    Document::parse(&PageInput { url: &url, status: 200, headers: &[], body: body.as_bytes(), rendered: true })
}

fn links(body: &str) -> Vec<(String, PageKind, u8)> {
    read(&document("https://www.laden.test/", body)).into_iter().map(|l| (l.url.path().to_owned(), l.kind, l.worth)).collect()
}

fn kind(href: &str, text: &str) -> PageKind {
    links(&format!("<a href='{href}'>{text}</a>"))[0].1
}

#[test]
fn contact_and_legal_pages_are_known_in_many_languages() {
    for (href, text) in [
        ("/kontakt", "Kontakt"),
        ("/x1", "Contactez-nous"),
        ("/contacto.html", ""),
        ("/x2", "お問い合わせはこちら"),
        ("/p?id=4", "Επικοινωνία"),
        ("/kapcsolat/", ""),
        ("/x3", "Yhteystiedot"),
        ("/x4", "Контакты"),
        ("/iletisim", "İletişim"),
        ("/x5", "联系我们"),
        ("/x6", "문의하기"),
        ("/x7", "اتصل بنا"),
        ("/x8", "Fale Conosco"),
        ("/contatti", "Contatti"),
        ("/x9", "Get in touch"),
        ("/kontakta-oss", "Kontakta oss"),
    ] {
        assert_eq!(kind(href, text), PageKind::Contact, "{href} {text}");
    }
    for (href, text) in [
        ("/impressum.php", ""),
        ("/x", "Mentions légales"),
        ("/x", "Aviso legal"),
        ("/x", "Note legali"),
        ("/x", "Colofon"),
        ("/x", "Nota prawna"),
        ("/x", "特定商取引法に基づく表記"),
    ] {
        assert_eq!(kind(href, text), PageKind::Legal, "{href} {text}");
    }
}

#[test]
fn other_kinds_are_known() {
    assert_eq!(kind("/ueber-uns", ""), PageKind::About);
    assert_eq!(kind("/ueber-uns/team", "Team"), PageKind::Team);
    assert_eq!(kind("/datenschutzerklaerung", "Datenschutzerklärung"), PageKind::Privacy);
    assert_eq!(kind("/agb", "AGB"), PageKind::Terms);
    assert_eq!(kind("/x", "Dove siamo"), PageKind::Locations);
    assert_eq!(kind("/x", "Qui sommes-nous ?"), PageKind::About);
}

#[test]
fn contact_lenses_and_articles_are_no_contact_pages() {
    assert_eq!(kind("/contact-lenses", "Contact lenses"), PageKind::Other);
    assert_eq!(kind("/kontaktlinsen", "Kontaktlinsen"), PageKind::Other);
    assert_eq!(
        kind(
            "/blog/why-your-business-should-contact-more-people-today",
            "Why your business should contact more people than it does today"
        ),
        PageKind::Other
    );
    assert_eq!(kind("/steam", "Steam"), PageKind::Other);
    assert_eq!(kind("/legal-services", "Legal services"), PageKind::Other);
}

#[test]
fn the_pages_with_contact_data_come_first() {
    let body = "<nav><a href=/>Home</a><a href=/leistungen>Leistungen</a><a href=/blog>Blog</a><a href=/team>Team</a><a href=/ueber-uns>Über uns</a></nav>
        <a href=/warenkorb>Warenkorb</a><a href=/produkte?sort=asc>Produkte</a><footer><a href=/datenschutz>Datenschutz</a><a href=/impressum>Impressum</a><a href=/kontakt>Kontakt</a></footer>";
    let order: Vec<_> = links(body).into_iter().map(|(p, ..)| p).collect();
    assert_eq!(&order[..4], ["/kontakt", "/impressum", "/ueber-uns", "/team"]);
    assert!(links(body).iter().filter(|(p, ..)| p == "/warenkorb" || p == "/produkte").all(|(.., worth)| *worth <= 5));
}

#[test]
fn only_pages_of_the_same_site_are_kept() {
    let body = "<a href='http://laden.test/a#b'>a</a><a href=https://andere.test/kontakt>x</a><a href=mailto:a@laden.test>m</a><a href=tel:123>t</a><a href=javascript:void(0)>j</a><a href=/preise.PDF>p</a><a href='#top'>top</a><a href='?utm_source=x'>u</a><a href=https://www.laden.test:8443/b>b</a>";
    assert_eq!(links(body).into_iter().map(|(p, ..)| p).collect::<Vec<_>>(), ["/a"]);
}

#[test]
fn a_page_linked_twice_is_one_link_with_the_better_words() {
    let body = "<a href=/x7><img src=a></a><a href=/x7/ rel=nofollow>Kontakt</a>";
    let all = read(&document("https://laden.test/", body));
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].kind, all[0].text.as_str(), all[0].nofollow), (PageKind::Contact, "Kontakt", false));
}

#[test]
fn the_page_tells_its_own_kind() {
    let of = |url: &str, body: &str| kind_of_page(&document(url, body));
    assert_eq!(of("https://laden.test/", ""), PageKind::Home);
    assert_eq!(of("https://laden.test/de/index.html", ""), PageKind::Home);
    assert_eq!(of("https://laden.test/s/7", "<title>Impressum | Laden</title>"), PageKind::Legal);
    assert_eq!(of("https://laden.test/s/7", "<h1>Unser Team</h1>"), PageKind::Team);
    assert_eq!(of("https://laden.test/brot", "<title>Brot - Laden</title>"), PageKind::Other);
}

#[test]
fn the_same_page_in_another_language_is_worth_less() {
    let all = links("<a href=/en/contact>Contact</a><a href=/kontakt>Kontakt</a>");
    assert_eq!(all[0].0, "/kontakt");
    assert!(all[0].2 > all[1].2);
}

#[test]
fn the_pieces_of_a_frame_set_are_pages_of_the_site() {
    let links = links(
        "<frameset><frame src=menu.htm name=menu><frame src=/start.htm><noframes><a href=/contact>Contact</a></noframes></frameset>\
         <iframe src=/hours.html></iframe><iframe src=https://maps.example/x></iframe>",
    );
    let worth = |path: &str| links.iter().find(|(p, ..)| p.ends_with(path)).map(|(_, _, worth)| *worth);
    assert!(worth("/menu.htm") >= Some(70) && worth("/start.htm") >= Some(70), "{links:?}");
    assert!(!links.iter().any(|(p, ..)| p.contains("maps")), "{links:?}");
}

#[test]
fn a_legal_notice_below_about_is_what_it_calls_itself() {
    let kind = |url: &str, body: &str| kind_of_page(&document(url, body));
    assert_eq!(kind("https://www.laden.test/about/", "<title>Impressum - Laden</title><h1>Impressum</h1>"), PageKind::Legal);
    assert_eq!(kind("https://www.laden.test/about/", "<title>Laden</title><h1>Über uns</h1>"), PageKind::About);
    assert_eq!(kind("https://www.laden.test/kontakt", "<h1>Impressum</h1>"), PageKind::Contact);
}
