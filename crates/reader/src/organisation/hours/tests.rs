//! Opening hours as sites write them.

use proptest::prelude::*;

use serde_json::Value;

use super::*;
use crate::structured::Thing;

fn read(text: &str, language: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let language = (!language.is_empty()).then_some(language);
    find(&lines, language).first().and_then(|f| f.week.format())
}

proptest! {
    #[test]
    fn no_line_that_tells_when_is_overlooked(
        line in "([a-zA-Z]{0,4}|[0-9]{1,4}|[ .,:/'’ª–-]|Mo|di|Sa\\.|lu - |Montags|tous les jours|Uhr|a\\. m|mlun|H|7 days|24/7|closed|été|Ч|月|\\PC){0,12}",
        language in proptest::sample::select(vec![None, Some("de"), Some("fr"), Some("hu"), Some("es"), Some("pl"), Some("osm")]),
    ) {
        let tells = |token: &Token| {
            matches!(
                token,
                Token::Day(_) | Token::Days(_) | Token::Time(_, true) | Token::AllDay | Token::Label | Token::Other | Token::Aside
            )
        };
        prop_assert!(may_tell(&line) || !tokens::tokenise(&line, language).iter().any(tells), "{line}");
    }
}

#[test]
fn most_lines_with_numbers_tell_nothing() {
    for line in ["Bread 12 €", "Zimmer 120 m2", "from 25 to 300 guests", "Nr. 1234", "so gut wie 1 - 2", ""] {
        assert!(!may_tell(line), "{line}");
    }
    for line in ["18 h", "9 Uhr", "Mo", "di.", "lu - ve", "18:30", "täglich", "7 days", "every day", "Notdienst", "2ª"] {
        assert!(may_tell(line), "{line}");
    }
}

#[test]
fn hours_of_many_languages_are_normalised() {
    let mut wrong = Vec::new();
    for (text, language, expected) in [
        (
            "Öffnungszeiten\nMontag - Freitag: 08:00 - 12:00 Uhr und 14:00 - 18:00 Uhr\nSamstag: 09:00 - 12:00 Uhr\nSonntag: geschlossen",
            "de",
            "Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-12:00",
        ),
        ("Mo.–Fr. 8–18 Uhr, Sa. 8–13 Uhr", "de", "Mo-Fr 08:00-18:00; Sa 08:00-13:00"),
        ("Mo, Di, Do 8.00-12.00\nMi und Fr\n9.30 bis 13 Uhr", "de", "Mo,Tu,Th 08:00-12:00; We,Fr 09:30-13:00"),
        (
            "Montag\nRuhetag\nDienstag\n11:30 – 14:00\n17:30 – 22:00\nMittwoch\n11:30 – 14:00\n17:30 – 22:00",
            "de",
            "Tu,We 11:30-14:00,17:30-22:00",
        ),
        ("Täglich von 10 bis 22 Uhr geöffnet", "de", "Mo-Su 10:00-22:00"),
        ("Wir sind Montag bis Samstag von 9:00 bis 18:30 Uhr für Sie da.", "de", "Mo-Sa 09:00-18:30"),
        (
            "Du lundi au vendredi : 9h - 12h30 / 14h - 19h\nSamedi de 9h à 17h\nFermé le dimanche",
            "fr",
            "Mo-Fr 09:00-12:30,14:00-19:00; Sa 09:00-17:00",
        ),
        ("Horaires : du mardi au samedi de 7h30 à 19h00", "fr", "Tu-Sa 07:30-19:00"),
        ("Lun - Ven 8 h 30 - 18 h", "fr", "Mo-Fr 08:30-18:00"),
        ("Monday to Friday 9am - 5.30pm\nSaturday 10am-4pm\nSunday Closed", "en", "Mo-Fr 09:00-17:30; Sa 10:00-16:00"),
        (
            "Monday 5pm – 10pm\nTuesday 5pm – 10pm\nFriday 5pm – Late\nSaturday 5pm – 3:30am",
            "en",
            "Mo,Tu 17:00-22:00; Sa 17:00-03:30",
        ),
        ("Mon-Fri: 9-5pm, Sat: 10:00 a.m. to 2:00 p.m.", "en", "Mo-Fr 09:00-17:00; Sa 10:00-14:00"),
        (
            "Orari di apertura: dal lunedì al venerdì dalle 9:00 alle 13:00 e dalle 15:30 alle 19:30",
            "it",
            "Mo-Fr 09:00-13:00,15:30-19:30",
        ),
        ("Lunedì chiuso\nMartedì - Domenica 12.00-15.00 / 19.00-23.30", "it", "Tu-Su 12:00-15:00,19:00-23:30"),
        (
            "Lunes a viernes de 9:00 a 14:00 y de 17:00 a 20:00\nSábados de 10:00 a 14:00",
            "es",
            "Mo-Fr 09:00-14:00,17:00-20:00; Sa 10:00-14:00",
        ),
        ("Segunda a Sexta: 9h00 às 18h00\nSábado: 9h-13h", "pt", "Mo-Fr 09:00-18:00; Sa 09:00-13:00"),
        ("Segunda-feira a sexta-feira das 10:00 às 19:00", "pt", "Mo-Fr 10:00-19:00"),
        ("Openingstijden: ma t/m vr 08.00 - 17.00 uur", "nl", "Mo-Fr 08:00-17:00"),
        ("Maandag t/m vrijdag 9.00 - 17.30 uur\nZaterdag 10.00 - 16.00 uur", "nl", "Mo-Fr 09:00-17:30; Sa 10:00-16:00"),
        ("ma gesloten\ndi-vr: 09:00 - 18:00\nza: 09:00 - 17:00", "nl", "Tu-Fr 09:00-18:00; Sa 09:00-17:00"),
        (
            "Godziny otwarcia:\nPoniedziałek – piątek: 8:00 – 16:00\nSobota: 9:00 – 13:00\nNiedziela: nieczynne",
            "pl",
            "Mo-Fr 08:00-16:00; Sa 09:00-13:00",
        ),
        ("pon.-pt. od 8:00 do 18:00", "pl", "Mo-Fr 08:00-18:00"),
        ("Po - Pá 8:00 - 17:00, So 9:00 - 12:00", "cs", "Mo-Fr 08:00-17:00; Sa 09:00-12:00"),
        ("Hétfő - Péntek: 9:00 - 17:00", "hu", "Mo-Fr 09:00-17:00"),
        ("Måndag–fredag 10–18\nLördag 10–15", "sv", "Mo-Fr 10:00-18:00; Sa 10:00-15:00"),
        ("Freitag 18:00 - 02:00 Uhr\nSamstag 18:00 - 00:00", "de", "Fr 18:00-02:00; Sa 18:00-24:00"),
        ("Open 24/7 Monday to Sunday 24/7", "en", "24/7"),
    ] {
        let found = read(text, language);
        if found.as_deref() != Some(expected) {
            wrong.push(format!("{text:?}\n  read {found:?}\n  want {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_week_of_a_second_house_is_its_own() {
    let two = "Öffnungszeiten\nGaststube\nMittwoch und Donnerstag\n17:00 bis 23:00 Uhr\nFreitag bis Sonntag\n17:00 bis 22:00 Uhr\n\
        Montag und Dienstag\ngeschlossen\nCafé\nMittwoch bis Sonntag\n14:00 bis 18:00 Uhr\nMontag und Dienstag\ngeschlossen";
    assert_eq!(read(two, "de").as_deref(), Some("We,Th 17:00-23:00; Fr-Su 17:00-22:00"));
    let halves = "Vormittag: Mo-Fr 8-12 Uhr\nNachmittag: Mo-Fr 14-18 Uhr\nSa und So geschlossen";
    assert_eq!(read(halves, "de").as_deref(), Some("Mo-Fr 08:00-12:00,14:00-18:00"));
}

#[test]
fn a_service_that_is_daily_lends_its_days_to_no_other_line() {
    let text = "Opening Hours\nBlood tests daily.\nMon to Fri: 9am to 12pm, 2:30pm to 5pm.\nSat & Sun: Closed";
    assert_eq!(read(text, "en").as_deref(), Some("Mo-Fr 09:00-12:00,14:30-17:00"));
    assert_eq!(read("Wir sind täglich für Sie da\n9:00 - 18:00 Uhr", "de").as_deref(), Some("Mo-Su 09:00-18:00"));
}

#[test]
fn other_lines_with_days_or_numbers_are_no_hours() {
    for (text, language) in [
        ("Am Montag, den 12.05.2024 findet unser Fest statt", "de"),
        ("Seit 1987 jeden Tag frisch", "de"),
        ("Telefon 030 12 34 56", "de"),
        ("Samstag", "de"),
        ("Sie sparen 10 - 20 Euro", "de"),
        ("So machen wir das seit 20 Jahren", "de"),
        ("We have 9-5 jobs", "en"),
        ("Mar 12 - 15", "en"),
    ] {
        assert_eq!(read(text, language), None, "{text}");
    }
}

#[test]
fn a_label_and_another_kind_of_times_are_told() {
    let f = find(&["Öffnungszeiten", "Mo-Fr 8:00-18:00", "", "Telefonzeiten", "Mo-Fr 9:00-12:00"], Some("de"));
    assert_eq!(f.len(), 2);
    assert!(f[0].labelled && !f[0].other && f[1].other);
}

fn thing(json: &str) -> Thing {
    let Ok(Value::Object(properties)) = serde_json::from_str(json) else { panic!("fixture") };
    Thing { types: vec!["Bakery".into()], properties, source: crate::Source::JsonLd, within: None }
}

#[test]
fn declared_hours_are_read_in_both_forms() {
    let t = thing(r#"{"openingHours":["Mo-Fr 08:00-18:00","Sa 9:00-12:00"]}"#);
    assert_eq!(declared(&t).and_then(|w| w.format()).as_deref(), Some("Mo-Fr 08:00-18:00; Sa 09:00-12:00"));
    let t = thing(
        r#"{"openingHoursSpecification":[{"@type":"OpeningHoursSpecification","dayOfWeek":["https://schema.org/Monday","Tuesday"],"opens":"09:00:00","closes":"17:00"},
            {"dayOfWeek":"Sunday","opens":"00:00","closes":"00:00"}]}"#,
    );
    assert_eq!(declared(&t).and_then(|w| w.format()).as_deref(), Some("Mo,Tu 09:00-17:00"));
    let t = thing(r#"{"openingHours":"Mo-Su"}"#);
    assert_eq!(declared(&t).and_then(|w| w.format()), None);
}

proptest! {
    #[test]
    fn no_line_panics(text in "[MoDiFrTueäß0-9:.hª \\-–,/&pm\n]{0,120}") {
        let lines: Vec<&str> = text.lines().collect();
        find(&lines, Some("de"));
        find(&lines, None);
    }

    #[test]
    fn no_text_at_all_panics(text in ".{0,120}") {
        find(&[&text], None);
    }
}

#[test]
fn hours_in_sentences_footers_and_exceptions_are_read() {
    for (text, language, expected) in [
        (
            "Lo studio riceve dal lunedì al venerdì, dalle 9.00 alle 13.00 e dalle 15.00 alle 19.00.",
            "it",
            "Mo-Fr 09:00-13:00,15:00-19:00",
        ),
        ("Aperto tutti i giorni tranne il mercoledì, 12:30–14:30 e 19:30–22:00", "it", "Mo,Tu,Th-Su 12:30-14:30,19:30-22:00"),
        ("Täglich außer montags und dienstags 11 bis 18 Uhr", "de", "We-Su 11:00-18:00"),
        ("Open every day 10am to midnight", "en", "Mo-Su 10:00-24:00"),
        ("Mon-Fri 8-5, Sat 9-1", "en", "Mo-Fr 08:00-17:00; Sa 09:00-13:00"),
        ("L a V de 7:00 a 23:00 h.\nDom. y festivos de 9:00 a 15:00 h.", "es", "Mo-Fr 07:00-23:00; Su 09:00-15:00"),
        ("Dinsdag - zaterdag van 7u tot 18u30\nZondag van 7u tot 12u30", "nl", "Tu-Sa 07:00-18:30; Su 07:00-12:30"),
        (
            "Elektro Muster | Musterweg 4a | A-5400 Hallein | +43 6245 12345 | Mo–Fr 8–12 und 13–17 Uhr",
            "de",
            "Mo-Fr 08:00-12:00,13:00-17:00",
        ),
        ("Lunedì-Venerdì 8.30/12.30 – 15.30/19.30\nSabato 8.30/12.30", "it", "Mo-Fr 08:30-12:30,15:30-19:30; Sa 08:30-12:30"),
        ("Wij zijn van maandag tot en met vrijdag geopend van 7.30 tot 18.30 uur.", "nl", "Mo-Fr 07:30-18:30"),
        ("Van maandag tot en met vrijdag 7.30 - 18.30 uur\nWilgenstraat 9-11, 7543 AB Enschede", "nl", "Mo-Fr 07:30-18:30"),
        ("Aperto tutti i giorni dalle 6:30 alle 01:00", "it", "Mo-Su 06:30-01:00"),
        (
            "Werkstatt: Mo–Fr 07.30–12.00 und 13.15–17.30\nVerkauf zusätzlich Sa 09.00–12.00",
            "de",
            "Mo-Fr 07:30-12:00,13:15-17:30; Sa 09:00-12:00",
        ),
        ("Dias úteis, das 9h às 13h e das 14h30 às 18h30", "pt", "Mo-Fr 09:00-13:00,14:30-18:30"),
        ("Open 7 days 9am – 5pm", "en", "Mo-Su 09:00-17:00"),
        ("Samstag 11.30 – 14 Uhr\nSonn- und Feiertag\n11.30 – 20 Uhr", "de", "Sa 11:30-14:00; Su 11:30-20:00"),
        ("営業時間：11:00～22:00", "ja", "Mo-Su 11:00-22:00"),
    ] {
        assert_eq!(read(text, language).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn a_street_below_the_hours_is_none_of_them() {
    let found = find(&["Segunda a sexta, das 8h às 19h.", "Rua do Modelo, 320, sala 12, 88015-200"], Some("pt"));
    assert_eq!((found[0].last, found[0].noise), (0, 0.0));
}

#[test]
fn a_programme_of_classes_is_no_opening_time() {
    let found =
        find(&["Pilates: Mondays 9.30am - 10.30am", "Brownies: Tuesdays 6pm - 7.30pm", "Art: Thursdays 2pm - 4pm"], Some("en"));
    assert!(found.iter().all(|f| f.other));
}

#[test]
fn a_number_for_emergencies_opens_no_day() {
    assert_eq!(read("Mon-Fri 8-5, Sat 9-1\n24/7 emergency service", "en").as_deref(), Some("Mo-Fr 08:00-17:00; Sa 09:00-13:00"));
    assert_eq!(read("Notdienst: 24 Stunden", "de"), None);
}

#[test]
fn the_kitchens_times_are_told_apart_from_the_houses() {
    let lines = [
        "Bar opening hours",
        "Monday – Thursday: 12pm – 11pm",
        "Friday: 12pm – midnight",
        "Kitchen",
        "Monday – Friday: 12pm – 2.30pm",
    ];
    let found = find(&lines, Some("en"));
    assert_eq!(found[0].week.format().as_deref(), Some("Mo-Th 12:00-23:00; Fr 12:00-24:00"));
    assert!(found[1].other && !found[1].labelled);
}

#[test]
fn a_day_by_appointment_takes_no_times_from_the_day_below() {
    for (text, language, expected) in [
        (
            "Orari\nLunedì: solo su appuntamento\nMartedì 9.00 - 16.00\nMercoledì 9.00 - 19.00",
            "it",
            "Tu 09:00-16:00; We 09:00-19:00",
        ),
        ("Horaires\nLundi : sur rendez-vous\nMardi : 9h - 12h\nJeudi : 9h - 12h", "fr", "Tu,Th 09:00-12:00"),
        ("Horario\nLunes y martes\nde 9:00 a 14:00\nMiércoles de 10:00 a 12:00", "es", "Mo,Tu 09:00-14:00; We 10:00-12:00"),
    ] {
        assert_eq!(read(text, language).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn a_clock_of_twelve_hours_may_stand_in_a_cell_of_its_own() {
    let cells = "Hours\nMonday\nClosed\nWed – Sat\n11 AM – 8 PM\nSunday\n11 AM – 6 PM";
    assert_eq!(read(cells, "en").as_deref(), Some("We-Sa 11:00-20:00; Su 11:00-18:00"));
    // A menu between the days is none.
    assert_eq!(read("Saturday\nSushi\nfrom 11 to 14 pieces a plate", "en"), None);
}

#[test]
fn open_around_the_clock_is_said_in_a_line_of_its_own() {
    assert!(is_always_open("Avoinna 24/7") && is_always_open("Open: 24/7") && is_always_open("24/7 geöffnet"));
    assert!(!is_always_open("24/7 support") && !is_always_open("Open a ticket with our 24/7 hotline") && !is_always_open("24/7"));
}

#[test]
fn a_column_of_days_goes_with_the_column_of_times_behind_it() {
    let text = "Horaires d'ouverture\nLundi :\nMardi :\nMercredi :\nSamedi :\n8h - 12h, 14h - 18h\n8h - 12h\n9h - 12h\nFermé";
    assert_eq!(read(text, "fr").as_deref(), Some("Mo 08:00-12:00,14:00-18:00; Tu 08:00-12:00; We 09:00-12:00"));
    assert_eq!(read("Öffnungszeiten\nMontag\nDienstag\nMittwoch\n9 - 12 Uhr", "de").as_deref(), Some("Mo-We 09:00-12:00"));
}

#[test]
fn times_may_stand_before_their_days() {
    for (text, language, expected) in [
        ("Opening Hours\n8am to 5pm Monday to Friday", "en", "Mo-Fr 08:00-17:00"),
        ("Opening hours\n9.00am - 5.30pm Monday - Friday\n10am-4pm Saturday", "en", "Mo-Fr 09:00-17:30; Sa 10:00-16:00"),
        ("Open 9am to 5pm Mon to Fri, and 9am to 12 noon Saturday.", "en", "Mo-Fr 09:00-17:00; Sa 09:00-12:00"),
        (
            "Öffnungszeiten\n8:00 - 18:00 Uhr Montag bis Freitag\n8:00 - 13:00 Uhr Samstag",
            "de",
            "Mo-Fr 08:00-18:00; Sa 08:00-13:00",
        ),
    ] {
        assert_eq!(read(text, language).as_deref(), Some(expected), "{text}");
    }
    assert_eq!(read("Pilates 7pm - 8pm Tuesday\nYoga 6pm - 7pm Thursday", "en"), None);
    let below = "Hours\nMonday to Friday\n9am - 5pm\nSaturday\n9am - 12pm";
    assert_eq!(read(below, "en").as_deref(), Some("Mo-Fr 09:00-17:00; Sa 09:00-12:00"));
}

#[test]
fn a_long_paragraph_may_hold_a_sentence_of_hours() {
    let more = "Unsere warme Küche gibt es durchgehend, und wir freuen uns, wenn Sie telefonisch einen Tisch bestellen, damit wir Ihnen \
        einen schönen Platz freihalten können, gerne auch im Garten unter den alten Kastanien.";
    let text = format!(
        "Wir haben von Dienstag bis Samstag von 11:00 bis 22:00 Uhr geöffnet, am Sonntag von 10:00 bis 15:00 Uhr. {more}"
    );
    assert_eq!(read(&text, "de").as_deref(), Some("Tu-Sa 11:00-22:00; Su 10:00-15:00"));
    let course = format!("Der Kurs ist am Dienstag von 18:00 bis 20:00 Uhr, am Freitag von 10:00 bis 12:00 Uhr. {more}");
    assert_eq!(read(&course, "de"), None);
}
