//! Tests of what is a telephone number and what only looks like one: each rule on a page it reads right and one it must not.

use url::Url;

use super::*;
use crate::beginnings::Beginnings;
use crate::{PageInput, structured};

fn hits_at(url: &str, body: &str) -> Vec<PhoneHit> {
    let url = Url::parse(url).expect("test URL");
    let document = Document::parse(&PageInput { url: &url, status: 200, headers: &[], body: body.as_bytes(), rendered: true });
    let structured = structured::read(&document);
    let kind = PageKind::Contact;
    let plain = crate::plain_blocks::PlainBlocks::of(&document);
    let sections = crate::contacts::Sections::of(&document, kind, &plain);
    let organisation = crate::Organisation::default();
    let beginnings = Beginnings::of(&document);
    let context = Context {
        language: None,
        organisation: &organisation,
        people: &[],
        kind,
        sections: &sections,
        beginnings: &beginnings,
        plain: &plain,
    };
    find(&document, &structured, &context)
}

fn numbers(url: &str, body: &str) -> Vec<String> {
    let mut seen = Vec::new();
    for hit in hits_at(url, body) {
        let value = if hit.fax { format!("fax {}", hit.e164) } else { hit.e164 };
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}

const DE: &str = "https://laden.de/kontakt";

#[test]
fn national_numbers_follow_the_country_of_the_site() {
    assert_eq!(numbers(DE, "<p>Tel. 030 / 23125-000</p>"), ["+493023125000"]);
    assert_eq!(numbers("https://magasin.fr/", "<p>Tél : 01 99 00 12 34</p>"), ["+33199001234"]);
    assert_eq!(numbers("https://tienda.es/", "<p>Teléfono: 912 34 56 70</p>"), ["+34912345670"]);
    assert_eq!(numbers("https://negozio.it/", "<p>Tel. 02 12345670</p>"), ["+390212345670"]);
    assert_eq!(numbers("https://winkel.nl/", "<p>Telefoon: 020 - 123 45 67</p>"), ["+31201234567"]);
    assert_eq!(numbers("https://sklep.pl/", "<p>tel. 22 123 45 67</p>"), ["+48221234567"]);
    assert_eq!(numbers("https://obchod.cz/", "<p>Telefon: 601 123 456</p>"), ["+420601123456"]);
    assert_eq!(numbers("https://shop.co.uk/", "<p>Call us on 020 7946 0123</p>"), ["+442079460123"]);
    assert_eq!(numbers("https://butik.dk/", "<p>Tlf. 32 12 34 56</p>"), ["+4532123456"]);
    assert_eq!(numbers("https://mise.jp/", "<p>電話番号：03-1234-5678</p>"), ["+81312345678"]);
}

#[test]
fn the_language_and_the_neighbours_tell_the_country_when_the_domain_does_not() {
    assert_eq!(numbers("https://laden.com/", "<html lang=de-AT><p>Tel: 01 5133456</p>"), ["+4315133456"]);
    assert_eq!(
        numbers("https://laden.com/", "<html lang=de><p>Tel: +43 1 5133456</p><p>Fax: 01 5133457</p>"),
        ["+4315133456", "fax +4315133457"]
    );
    assert_eq!(
        numbers("https://shop.com/", "<html lang=en><p>Main St, Springfield, IL 62701</p><p>Phone: (217) 555-0123</p>"),
        ["+12175550123"]
    );
    assert_eq!(
        numbers("https://shop.com/", "<html lang=en><p>1 High Street, London SW1A 1AA</p><p>Tel: 020 7946 0123</p>"),
        ["+442079460123"]
    );
}

#[test]
fn links_to_dial_and_to_write_are_read() {
    assert_eq!(numbers(DE, "<a href='tel:+49-30-23125000'>Anrufen</a>"), ["+493023125000"]);
    assert_eq!(numbers(DE, "<a href='tel:03023125000'>030 23125000</a>"), ["+493023125000"]);
    assert_eq!(numbers(DE, "<a href='TEL:%2B49%20(0)30%2023125000'>x</a>"), ["+493023125000"]);
    assert_eq!(numbers(DE, "<a href='https://wa.me/491711234567?text=Hallo'>WhatsApp</a>"), ["+491711234567"]);
    assert_eq!(numbers(DE, "<a href='https://api.whatsapp.com/send?phone=+49 171 1234567'>x</a>"), ["+491711234567"]);
    assert_eq!(numbers(DE, "<a href='https://wa.me/01711234567'>WhatsApp</a>"), ["+491711234567"]);
    assert_eq!(numbers(DE, "<a href='https://wa.me/?text=teilen'>teilen</a>"), Vec::<String>::new());
}

#[test]
fn the_word_in_a_link_is_nearer_than_the_link_before() {
    let body = "<div><a href='tel:01314960451'>Tel: 0131 496 0451</a><a href='tel:01314960452'>Fax: 0131 496 0452</a>\
                <a href='tel:01314960453'>Workshop: 0131 496 0453</a></div>";
    let read = numbers("https://shop.co.uk/contact", body);
    assert_eq!(read, ["+441314960451", "fax +441314960452", "+441314960453"]);
}

#[test]
fn a_link_left_over_from_a_template_gives_way_to_what_is_read() {
    assert_eq!(numbers(DE, "<a href='tel:+49 40 1111222'>030 23125000</a>"), ["+493023125000"]);
    assert_eq!(numbers(DE, "<a href='tel:1234567890'>Anrufen</a>"), Vec::<String>::new());
}

#[test]
fn a_fax_is_told_by_its_label() {
    assert_eq!(numbers(DE, "<p>Tel. 030 23125000, Fax 030 23125001</p>"), ["+493023125000", "fax +493023125001"]);
    assert_eq!(numbers(DE, "<p>Tel./Fax: 030 23125000</p>"), ["fax +493023125000", "+493023125000"]);
    assert_eq!(numbers(DE, "<table><tr><td>Telefax</td><td>030 23125001</td></tr></table>"), ["fax +493023125001"]);
    assert_eq!(numbers(DE, "<p><i class='fa fa-fax'></i> 030 23125001</p>"), ["fax +493023125001"]);
    assert_eq!(numbers("https://magasin.fr/", "<p>Télécopie : 01 99 00 12 35</p>"), ["fax +33199001235"]);
    assert_eq!(numbers(DE, "<p>T 030 23125000 F 030 23125001</p>"), ["+493023125000", "fax +493023125001"]);
    assert_eq!(numbers(DE, "<p>030 23125001 (Fax)</p>"), ["fax +493023125001"]);
}

#[test]
fn kinds_are_told_apart() {
    let kind = |body: &str| hits_at(DE, body)[0].kind;
    assert_eq!(kind("<p>Tel 030 23125000</p>"), PhoneType::Fixed);
    assert_eq!(kind("<p>Mobil 0171 1234567</p>"), PhoneType::Mobile);
    assert_eq!(kind("<p>Tel 0800 1234567</p>"), PhoneType::TollFree);
}

#[test]
fn lists_ranges_extensions_and_free_forms_are_read() {
    assert_eq!(numbers(DE, "<p>Tel. 030 23125000 / 0171 1234567</p>"), ["+493023125000", "+491711234567"]);
    assert_eq!(numbers(DE, "<p>Tel. 05251 / 231250-12/-13</p>"), ["+49525123125012", "+49525123125013"]);
    assert_eq!(numbers("https://shop.com/", "<html lang=en-US><p>Phone: (217) 555-0123 ext. 12</p>"), ["+12175550123"]);
    assert_eq!(numbers("https://shop.com/", "<html lang=en-US><p>Call 1-800-FLOWERS</p>"), ["+18003569377"]);
    assert_eq!(numbers(DE, "<p>Telefon</p><p>030 23125000</p>"), ["+493023125000"]);
    assert_eq!(numbers(DE, "<p>Tel: 49 30 23125000</p>"), ["+493023125000"]);
    assert_eq!(
        numbers("https://magasin.fr/", "<p>Appelez le 01 99 00 12 34 ou 06 70 12 34 56.</p>"),
        ["+33199001234", "+33670123456"]
    );
}

#[test]
fn what_follows_a_number_does_not_spoil_it() {
    assert_eq!(numbers("https://shop.co.uk/", "<p>Tel: 020 7946 0123 24/7</p>"), ["+442079460123"]);
    assert_eq!(numbers("https://tienda.es/", "<p>Tel. +34 912 345 671 / 72</p>"), ["+34912345671"]);
}

#[test]
fn a_number_needs_no_label_where_contact_data_stands() {
    assert_eq!(
        numbers(DE, "<address>Laden, Hauptstr. 1<br>10115 Berlin<br>030 23125-000<br>post@laden.de</address>"),
        ["+493023125000"]
    );
    assert_eq!(numbers("https://magasin.fr/", "<p>Nous sommes là : 01 99 00 12 34</p>"), ["+33199001234"]);
    assert_eq!(numbers("https://tienda.es/", "<footer><p>912 345 670</p></footer>"), ["+34912345670"]);
}

#[test]
fn numbers_of_other_kinds_are_refused() {
    for (url, body) in [
        (DE, "<p>USt-IdNr.: DE 301234567</p>"),
        (DE, "<p>Steuernummer: 030/231/25000</p>"),
        (DE, "<p>HRB 03023125000</p>"),
        (DE, "<p>IBAN: DE89 3704 0044 0532 0130 00</p>"),
        (DE, "<p>10115 Berlin, seit 1990, 12.05.2024</p>"),
        (DE, "<p>Mo-Fr 08:00-12:00 und 13.00-18.00</p>"),
        (DE, "<p>Preis 1.299,00 € oder 02.500 EUR</p>"),
        (DE, "<p>Artikelnummer 03023125000</p>"),
        (DE, "<p>52.520008, 13.404954</p>"),
        ("https://magasin.fr/", "<p>SIRET : 199 001 234 00012 - RCS Paris 199 001 234</p>"),
        ("https://magasin.fr/", "<p>TVA FR 12 199001234, capital de 10 000 000 €</p>"),
        ("https://negozio.it/", "<p>P.IVA 02123456701 - REA MI 1234567</p>"),
        ("https://tienda.es/", "<p>CIF: B91234567 - NIF 912345678</p>"),
        ("https://sklep.pl/", "<p>NIP: 221-234-56-70, REGON 221234567</p>"),
        ("https://obchod.cz/", "<p>IČO: 60112345, DIČ: CZ60112345</p>"),
        ("https://butik.dk/", "<p>CVR 32 12 34 56</p>"),
        ("https://winkel.nl/", "<p>KvK 20123456</p><p>BTW NL001234567B01</p>"),
        ("https://butik.no/", "<p>Org.nr. 921 234 567</p>"),
        ("https://garage.be/", "<html lang=fr><p>Garage Exemple SRL — BE 0812.345.682 — 2025</p>"),
        ("https://shop.co.uk/", "<p>Company number 02079460</p><p>VAT No. 123 4567 89</p>"),
        (DE, "<p>Bestellung 03023125000 vom Montag ist unterwegs zu Ihnen</p>"),
    ] {
        assert_eq!(numbers(url, body), Vec::<String>::new(), "{url} {body}");
    }
}

#[test]
fn a_belgian_mobile_number_is_none_of_the_register() {
    assert_eq!(numbers("https://garage.be/", "<html lang=fr><p>Garage Exemple BE 0470 12 34 56</p>"), ["+32470123456"]);
}

#[test]
fn structured_data_is_read() {
    let body = "<script type='application/ld+json'>{\"@type\":\"Store\",\"telephone\":\"030 23125000\",\"faxNumber\":\"+49 30 23125001\",\"address\":{\"@type\":\"PostalAddress\",\"addressCountry\":\"DE\"}}</script>";
    assert_eq!(numbers("https://laden.com/", body), ["+493023125000", "fax +493023125001"]);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "([0-9+()./ \\-]|Tel|Fax|é|<br>|<b>|</b>|<td>|電話){0,60}") {
        hits_at(DE, &text);
    }
}

#[test]
fn numbers_below_a_countrys_name_follow_its_plan() {
    let body = "<h3>Deutschland</h3><p>Telefon 05241 88990</p><h3>Österreich</h3><p>Gewerbepark 8<br>4063 Hörsching<br>Österreich</p><dl><dt>Telefon</dt><dd>07222 88 41-0</dd></dl><h3>Service</h3><p>Telefon 05241 88991</p>";
    assert_eq!(numbers(DE, body), ["+49524188990", "+43722288410", "+49524188991"]);
    // A sentence about a country is no heading.
    assert_eq!(numbers(DE, "<p>Wir liefern auch nach Österreich.</p><p>Telefon 05241 88990</p>"), ["+49524188990"]);
}

#[test]
fn samples_of_code_are_no_contacts() {
    assert!(numbers(DE, "<pre><code>curl -d phone=\"+14155552671\"</code></pre>").is_empty());
    assert_eq!(numbers(DE, "<code>x</code><pre>Laden\nTel. 030 23125000</pre>"), ["+493023125000"]);
}

#[test]
fn a_countrys_code_in_brackets_needs_no_plus() {
    assert_eq!(numbers("https://magasin.fr/", "<p>Tél (33) 1 99 00 12 34</p>"), ["+33199001234"]);
    assert_eq!(numbers("https://laden.de/", "<p>Tel. (030) 23125000</p>"), ["+493023125000"]);
}

#[test]
fn numbers_of_the_channel_islands_plan_are_read_beside_british_ones() {
    assert_eq!(
        numbers("https://shop.co.uk/", "<p>Tel: (0131) 496 0188 &nbsp; Mob: 07911 123 456</p>"),
        ["+441314960188", "+447911123456"]
    );
}

#[test]
fn last_pairs_behind_bars_do_not_lose_the_number_before_them() {
    assert_eq!(
        numbers("https://magasin.fr/", "<p>Standard : 01 99 00 12 36 / 37 / 38</p>").first().map(String::as_str),
        Some("+33199001236")
    );
}

#[test]
fn numbers_are_read_as_people_of_each_country_write_them() {
    let mut wrong = Vec::new();
    for (url, lines, expected) in [
        (
            "https://laden.de/kontakt",
            &[
                "Tel.: 0 30 / 23 12 54 40",
                "Telefon (0 30) 23 12 54-40",
                "T +49.30.23125440",
                "Fon: +49/30/23125440",
                "Tel. 030-23 12 54 40",
                "Telefon: 0049 (0)30 23125440",
                "Tel: 030 | 23125440",
                "Tel.Nr.: 03023125440",
                "Ruf: 030/231254-40",
                "☎ 030 23125440",
            ][..],
            "+493023125440",
        ),
        (
            "https://magasin.fr/contact",
            &[
                "Tél : 01.99.00.12.34",
                "Tel. 0199001234",
                "Tél. +33 (0)1 99 00 12 34",
                "Téléphone : 0033 1 99 00 12 34",
                "Appelez-nous au 01-99-00-12-34",
                "Tél. : +33.1.99.00.12.34",
                "Tel 01 99 001 234",
                "Tél : 01/99/00/12/34",
                "Tél. 01 99 00 12 34 (prix d'un appel local)",
                "T. (+33)1 99 00 12 34",
            ][..],
            "+33199001234",
        ),
        (
            "https://tienda.es/contacto",
            &[
                "Tel. 912 34 50 61",
                "Tlf: 91 2345061",
                "Teléfono: (91) 234 50 61",
                "Tfno. 91-234-50-61",
                "Tel: 0034 912 345 061",
                "Telf. +34-912-345-061",
                "Llámanos: 912345061",
                "T: 912.345.061",
                "Teléfono 91/234.50.61",
            ][..],
            "+34912345061",
        ),
        (
            "https://negozio.it/contatti",
            &[
                "Tel. 051/1234571",
                "Telefono: 051 12 34 571",
                "Tel. 051.1234571",
                "Tel: +39 051 1234571",
                "tel 0039 051 1234571",
                "Tel. 051-1234571",
                "Tel. (051) 1234571",
                "Tel. +39.051.1234571",
                "Chiamaci allo 051 1234571",
            ][..],
            "+390511234571",
        ),
        (
            "https://loja.pt/contactos",
            &[
                "Tel. 218 765 430",
                "Telefone: 21 876 54 30",
                "Tel: (+351) 218 765 430",
                "T. 00351 218765430",
                "Telf.: 218-765-430",
                "Ligue 218 765 430",
                "Tel. 21.876.54.30",
            ][..],
            "+351218765430",
        ),
        (
            "https://winkel.nl/contact",
            &[
                "Tel. 038-4567120",
                "Telefoon: 038 - 456 71 20",
                "T: (038) 456 71 20",
                "Bel 038 45 67 120",
                "Tel: +31 (0)38 4567120",
                "T +31(0)38-4567120",
                "telefoon 0031 38 456 7120",
                "Tel.nr. 0384567120",
            ][..],
            "+31384567120",
        ),
        (
            "https://sklep.pl/kontakt",
            &[
                "tel. 22 123 45 10",
                "tel.: (22) 123-45-10",
                "Telefon: 22/123-45-10",
                "tel. +48 22 123 45 10",
                "tel: 48 22 123 45 10",
                "T: 221234510",
                "telefon 22 1234510",
                "tel/fax 22 123 45 10",
                "tel. (0-22) 123 45 10",
                "Zadzwoń: 22-123-45-10",
            ][..],
            "+48221234510",
        ),
        (
            "https://shop.co.uk/contact",
            &[
                "Tel: 0131 496 0451",
                "T. (0131) 4960451",
                "Phone +44 (0)131 496 0451",
                "Call us on 0131-496-0451",
                "Tel 0044 131 496 0451",
                "Telephone: 01314 960451",
                "t: +44.131.496.0451",
            ][..],
            "+441314960451",
        ),
        (
            "https://shop.us/contact",
            &[
                "(503) 555-0142",
                "Phone: 503.555.0142",
                "Call 503-555-0142 ext. 12",
                "Tel: +1 503 555 0142",
                "1-503-555-0142",
                "Ph (503)555-0142",
                "Office: 503 555 0142",
                "P: 5035550142",
                "Phone 503/555-0142",
                "call us at 503-555-0142!",
            ][..],
            "+15035550142",
        ),
        (
            "https://laden.ch/kontakt",
            &[
                "Tel. 031 321 12 40",
                "T +41 31 321 12 40",
                "Telefon: 031 3211240",
                "Tel. 031/321'12'40",
                "T: +41 (0)31 321 12 40",
                "0041 31 321 12 40",
            ][..],
            "+41313211240",
        ),
        (
            "https://loja.com.br/contato",
            &[
                "Tel.: (11) 3234-5678",
                "Telefone 11 3234-5678",
                "Fone: (011) 3234.5678",
                "+55 11 3234-5678",
                "Tel: 55 (11) 3234-5678",
            ][..],
            "+551132345678",
        ),
    ] {
        for line in lines {
            let found: Vec<String> =
                hits_at(url, &format!("<p>{line}</p>")).into_iter().filter(|h| !h.fax).map(|h| h.e164).collect();
            if found != [expected] {
                wrong.push(format!("{line}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_page_that_is_nothing_but_numbers_gives_the_most_there_may_be_and_no_more_work() {
    // A megabyte of them in one block: without an end to it, work grows with the square of the page.
    let body = format!("<p>{}</p>", "+33 1 99 00 12 34 ".repeat(60_000));
    assert_eq!(hits_at("https://magasin.fr/", &body).len(), MAX_HITS);
}

#[test]
fn the_head_of_a_column_says_what_its_numbers_are() {
    let table =
        |head: &str| format!("<table><tr><td>Breite</td><td>{head}</td></tr><tr><td>120</td><td>08662 120210</td></tr></table>");
    assert_eq!(numbers(DE, &table("Bestellnr.")), Vec::<String>::new());
    assert_eq!(numbers(DE, &table("Telefon")), ["+498662120210"]);
    assert_eq!(numbers(DE, &table("Fax")), ["fax +498662120210"]);
}

#[test]
fn from_a_day_to_a_day_is_no_number() {
    assert_eq!(numbers("https://hotel.it/", "<table><tr><td>Bassa 07/01-31/03</td></tr></table>"), Vec::<String>::new());
    assert_eq!(numbers("https://hotel.it/", "<p>10/07 - 31/08</p>"), Vec::<String>::new());
    assert_eq!(numbers("https://hotel.it/", "<p>Tel. 0701/31-0388</p>"), ["+390701310388"]);
}

#[test]
fn a_call_abroad_without_a_plus_needs_groups_a_label_or_its_country() {
    let fi = "https://korjaamo.fi/";
    assert_eq!(numbers(fi, "<p>OVT 003712345678, operaattori 003723327487</p>"), Vec::<String>::new());
    assert_eq!(numbers(fi, "<p>Puh. 003723327487</p>"), ["+3723327487"]);
    assert_eq!(numbers(fi, "<p>Viro 00 372 332 7487</p>"), ["+3723327487"]);
}

#[test]
fn what_is_written_with_a_plus_is_a_number_behind_any_word() {
    let gr = "https://taverna.gr/";
    assert_eq!(numbers(gr, "<p>Reservations (from abroad: +30 22810 55014)</p>"), ["+302281055014"]);
    assert_eq!(numbers(gr, "<p>Since 22810 55014</p>"), Vec::<String>::new());
}

#[test]
fn a_switchboard_and_budapest_have_groups_of_one_digit() {
    assert_eq!(numbers(DE, "<p>07721/99877-0</p>"), ["+497721998770"]);
    assert_eq!(numbers(DE, "<p>07721/9-9-8-7-7</p>"), Vec::<String>::new());
    assert_eq!(numbers("https://etterem.hu/", "<p>Asztalfoglalás: 06 1 555 0142</p>"), ["+3615550142"]);
}

#[test]
fn a_picture_named_telephone_or_fax_labels_what_follows() {
    let line = r#"<p><img src="a.gif" alt="Telefon"> 07721/99877-0<br><img src="b.gif" alt="Fax"> 07721/998772</p>"#;
    assert_eq!(numbers(DE, line), ["+497721998770", "fax +497721998772"]);
    assert_eq!(
        numbers(DE, r#"<p>Das Modell <img alt="Unsere Werkstatt"> 0772 1998 77 kostet viel mehr.</p>"#),
        Vec::<String>::new()
    );
}

#[test]
fn a_given_name_before_a_mobile_number_is_label_enough() {
    assert_eq!(numbers("https://idraulico.it/", "<p>Loris 339 5550166</p>"), ["+393395550166"]);
    assert_eq!(numbers("https://idraulico.it/", "<p>Modello 339 5550166</p>"), Vec::<String>::new());
}
