//! Numbers and lines that only look like an address, or like the code of one.

use proptest::prelude::*;

use super::super::*;
use super::{each, read};

#[test]
fn lines_that_only_look_like_an_address_are_left() {
    for (text, country) in [
        ("Seit 1987 Bäckerei aus Leidenschaft", "DE"),
        ("© 2024 Muster GmbH", "DE"),
        ("Hauptstraße 5\n© 2024 Alle Rechte vorbehalten", "DE"),
        ("Über 10000 Kunden vertrauen uns", "DE"),
        ("Mehr als 12000 Produkte", "DE"),
        ("12500 Euro Kapital", "FR"),
        ("au capital de 10 000 euros", "FR"),
        ("RCS Paris 123 456 789", "FR"),
        ("HRB 12345 Amtsgericht Köln", "DE"),
        ("Telefon 030 12345 Herr Muster", "DE"),
        ("Samstag 9. März 2024 Frühlingsfest", "DE"),
        ("Artikelnummer 4711 Blau", "DE"),
        ("SIRET 123 456 789 00012", "FR"),
        ("IBAN DE12 5001 0517 5407 3249 31", "DE"),
    ] {
        assert!(read(text, &[country]).is_empty(), "{text}: {:?}", read(text, &[country]));
    }
}

#[test]
fn numbers_of_registers_are_no_codes() {
    for text in [
        "Registro Mercantil de Valencia, Tomo 1234, Folio 56, Hoja V-12345. Correo electrónico",
        "Sección 8, Hoja M-54321, Inscripción 1",
        "Tel. 12345 Interno",
        "Leasing 36 × CHF 79.90. Gratisnummer 0800 VELOWE (0800 835 693).",
        "Kreissparkasse, BLZ 258 501 10 Kto 1234567",
        "Call us 0113 496 0700 Our people",
        "Industriestr. 4\nHandelsregister: HRA 1234, Amtsgericht Paderborn",
    ] {
        for country in ["ES", "DE", "GB", "CH"] {
            assert!(read(text, &[country]).is_empty(), "{text} ({country}): {:?}", read(text, &[country]));
        }
    }
}

#[test]
fn prices_suites_licences_and_telephones_are_no_address() {
    for (text, country) in [
        ("Kaufpreis 1.250.000 €\nWohnfläche 145 m²\n22765 Hamburg", "DE"),
        ("Barpreis ab Werk 12\n€ 12990 Ulm", "DE"),
        ("RNAVT 1234 | Licença AL 12345/AL", "PT"),
    ] {
        let found = read(text, &[country]);
        assert!(found.iter().all(|f| f.starts_with(" | ")), "{text}: {found:?}");
    }
    assert_eq!(
        read("455 Sample Ave, Suite 1200\nDenver, CO 80202-1234", &["US"]),
        ["455 Sample Ave, Suite 1200 | Denver | CO | 80202-1234 | US"]
    );
}

#[test]
fn the_end_of_a_fax_number_is_no_code_of_the_office_below() {
    let text = "Corso Modello 45\n20124 Milano\nFax 02 1234 5679\nSede di Bergamo\nVia Esempio 8\n24121 Bergamo";
    assert_eq!(read(text, &["IT", "CH"]), ["Corso Modello 45 | Milano | | 20124 | IT", "Via Esempio 8 | Bergamo | | 24121 | IT"]);
}

#[test]
fn amounts_and_dates_are_refused_unread() {
    for line in ["ab 12,90 €", "12.05.2026", "250 € im Jahr", "Artikel 12345678", "9:30–12:00"] {
        assert!(!may_hold_code(line), "{line}");
    }
}

#[test]
fn a_dialled_number_is_no_code_of_brazil() {
    assert!(read("T +49 69 90009-415\nF +49 69 90009-416", &["DE"]).is_empty());
    each(&[("Rua Modelo, 120 - Centro - São Paulo/SP - 01310-100", "BR", "Rua Modelo, 120 | São Paulo | SP | 01310-100 | BR")]);
}

#[test]
fn a_copyright_year_before_capitals_is_no_dutch_code() {
    assert!(read("Mån–Tor 08–17 · Fre 08–16\n© 2026 HM Motor. Alla rättigheter förbehållna.", &["SE"]).is_empty());
}

#[test]
fn the_number_of_a_room_is_no_code() {
    each(&[(
        "Rua do Arvoredo, 215 Conj 1713 - Pina\nRecife - PE\nCEP 51.011-230",
        "BR",
        "Rua do Arvoredo, 215 Conj 1713 | Recife | PE | 51011-230 | BR",
    )]);
    let rows = ["Av. do Exemplo, 1363, Sala 5, Vila Nova de Gaia"];
    assert!(find(&rows, &Hints::default()).iter().all(|f| f.address.postal_code.is_none()), "{rows:?}");
}

#[test]
fn the_year_of_a_date_is_no_code() {
    for text in ["Thanksgiving (Nov 28, 2024)\nThursday routes delayed 1 day", "Closed 25 December 2024\nWednesday as well"] {
        assert_eq!(read(text, &["AU"]), Vec::<String>::new(), "{text}");
    }
    each(&[("Rue du Modèle 12, 2000 Neuchâtel", "CH", "Rue du Modèle 12 | Neuchâtel | | 2000 | CH")]);
}

#[test]
fn the_last_group_of_a_telephone_number_is_no_code() {
    each(&[(
        "351 123 4362\nLocalità Fornace 1\n29010 Castelmodello (PC)",
        "IT CH",
        "Località Fornace 1 | Castelmodello | PC | 29010 | IT",
    )]);
}

#[test]
fn a_houses_number_of_four_digits_is_no_code() {
    assert_eq!(
        read("AV. Rosa Modelo 1458, Manaíra, João Pessoa - PB", &["BR", "PT"]),
        ["AV. Rosa Modelo 1458 | João Pessoa | PB | | BR"]
    );
}

proptest! {
    #[test]
    fn no_line_with_a_code_is_refused(line in "([A-Z]{1,2}|[0-9]{1,6}|[ ./,-]|[a-zé€–]){0,14}") {
        let tokens = tokenise(&line);
        if (0..tokens.len()).any(|at| postal::code_at(&tokens, at).is_some()) {
            prop_assert!(may_hold_code(&line), "{line}");
        }
    }
}
