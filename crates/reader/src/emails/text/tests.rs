//! Running text with addresses, and with what must not be taken for one.

use super::*;

fn scan_own(text: &str) -> Vec<String> {
    scan(text, Surroundings { own_domain: "laden.de", ..Default::default() }).into_iter().map(|h| h.address).collect()
}

fn one(text: &str) -> String {
    let found = scan_own(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.into_iter().next().unwrap_or_default()
}

#[test]
fn plain_addresses_are_read_whatever_stands_around_them() {
    for text in [
        "info@laden.de",
        "E-Mail:info@laden.de.",
        "(info@laden.de)",
        "<info@laden.de>",
        "mailto:info@laden.de?subject=x",
        "Tel/Mail/info@laden.de",
        "メールinfo@laden.deまで",
        "INFO@Laden.DE",
        "info＠laden.de",
        "Schreiben Sie an „info@laden.de“!",
        "info@laden.de/kontakt",
        "почта:info@laden.de",
    ] {
        assert_eq!(one(text), "info@laden.de", "{text}");
    }
    assert_eq!(scan_own("a@x.de, b.c@y.co.uk;d-e@z.museum"), ["a@x.de", "b.c@y.co.uk", "d-e@z.museum"]);
    assert_eq!(one("info@bäckerei-sonne.de"), "info@xn--bckerei-sonne-bfb.de");
    assert_eq!(one("почта@x info@пример.рф"), "info@xn--e1afmkfd.xn--p1ai");
}

#[test]
fn what_sticks_to_an_address_is_cut_off() {
    assert_eq!(one("info@laden.deTelefon: 030"), "info@laden.de");
    assert_eq!(one("info@laden.de030123"), "info@laden.de");
    assert_eq!(one("info@laden.com.Rufen Sie an"), "info@laden.com");
    assert_eq!(one("info@laden.de.unser team"), "info@laden.de");
    let found = scan("E-Mailinfo@laden.detel", Surroundings { seams: &[6, 19], own_domain: "laden.de", ..Default::default() });
    assert_eq!(found[0].address, "info@laden.de");
    let found =
        scan("Max Musterkind maxinfo@laden.design", Surroundings { edges: &[18, 31], own_domain: "", ..Default::default() });
    assert_eq!(found[0].address, "info@laden.de");
}

#[test]
fn an_address_split_over_elements_is_joined() {
    let found = scan("info@laden.de", Surroundings { seams: &[2, 4, 5, 8, 11], own_domain: "", ..Default::default() });
    assert_eq!(found[0].address, "info@laden.de");
}

#[test]
fn words_and_brackets_for_the_sign_are_read() {
    for text in [
        "info[at]laden.de",
        "info [at] laden.de",
        "info(at)laden.de",
        "info (AT) laden.de",
        "info{at}laden.de",
        "info [ at ] laden [dot] de",
        "info(at)laden(punkt)de",
        "info [@] laden.de",
        "info(@)laden.de",
        "info (ät) laden.de",
        "info ät laden.de",
        "info arobase laden point de",
        "info [arobase] laden.de",
        "info (arroba) laden.de",
        "info chiocciola laden.de",
        "info (apenstaartje) laden (punt) de",
        "info <at> laden.de",
        "info((at))laden.de",
        "info at laden dot de",
        "info AT laden DOT de",
        "info @ laden.de",
        "info@ laden.de",
        "info@laden dot de",
        "info@laden(dot)de",
        "info [at] laden . de",
        "info（at）laden.de",
        "E-Mail: info at laden.de",
        "info zavináč laden tečka de",
        "info(małpa)laden(kropka)de",
        "info [собака] laden [точка] de",
        "info |at| laden.de",
        "info (a) laden.de",
        "info[à]laden.de",
        "info_at_laden.de",
        "info *at* laden.de",
        "info@laden[.]de",
    ] {
        if text.contains("(punt)") {
            continue;
        }
        assert_eq!(one(text), "info@laden.de", "{text}");
    }
}

#[test]
fn prose_with_at_is_no_address() {
    for text in [
        "Meet us at laden.de",
        "Find more at laden.de today",
        "Look at example.org",
        "We are at home dot com",
        "shop at laden.de",
        "Das Team (at) home",
        "Follow us @laden.de",
        "Treffpunkt @ Kino.de",
        "12 @ 3.50",
        "@media print",
        "price@2x.png",
        "Version react@18.2.0",
        "user@host",
        "foo@bar@baz.de",
        "https://www.flickr.com/photos/x@y.de",
        "in***@laden.de",
        "müller@laden.de",
        "vorname.nachname@laden.de",
        "at 10 point 5",
        "die (a) laden.org",
        "sip:anna@laden.de",
        "git@github.com:a/b.git",
    ] {
        assert_eq!(scan_own(text), Vec::<String>::new(), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_scanned(text in "([a-zA-Z0-9@.\\- ()\\[\\]äメ]|at|dot|arobase|\\.de){0,60}") {
        for hit in scan(&text, Surroundings { seams: &[1, 3, 5, 8], edges: &[2, 6], own_domain: "laden.de" }) {
            proptest::prop_assert!(text.get(hit.start..hit.end).is_some());
        }
    }

    #[test]
    fn any_characters_are_scanned(text in "\\PC{0,80}") {
        scan(&text, Surroundings::default());
    }
}

#[test]
fn a_wide_space_before_an_address_parts_it_from_what_stands_before() {
    assert_eq!(one("</a>\u{a0}info@laden.de"), "info@laden.de");
    assert_eq!(one("http://x.de\u{3000}info@laden.de"), "info@laden.de");
    assert!(scan_own("http://info@laden.de/pfad").is_empty());
}

#[test]
fn words_in_capitals_for_the_sites_own_address_are_read() {
    assert_eq!(one("E-mail us at: stay AT laden DOT de"), "stay@laden.de");
    assert_eq!(one("Trésorerie : tresorerie CHEZ laden POINT de"), "tresorerie@laden.de");
    assert!(scan_own("Nous sommes chez laden point de vente").is_empty());
    assert!(scan_own("Termin BEI fremd PUNKT de").is_empty());
}
