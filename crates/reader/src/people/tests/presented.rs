//! Who is named where the house presents itself in cards, lines and sentences, and who is not.

use super::people;
use crate::PageKind;

#[test]
fn whoever_signs_a_quotation_is_not_of_the_house() {
    let quoted = "<h2>Unser Team</h2><blockquote>„Zuverlässig!“<footer>Erika Muster, Inhaberin Hofladen</footer></blockquote>";
    assert_eq!(people(quoted, PageKind::About), Vec::<String>::new());
    let voice = "<h2>Unser Team</h2><div class='testimonial'><div>Toll!</div><h3>Wolfgang Muster</h3><p>Patient</p></div>";
    assert_eq!(people(voice, PageKind::Team), Vec::<String>::new());
    let own = "<h2>Unser Team</h2><h3>Wolfgang Muster</h3><p>Physiotherapeut</p>";
    assert_eq!(people(own, PageKind::Team), ["Wolfgang Muster | Physiotherapeut | Unknown"]);
}

#[test]
fn a_name_over_its_own_number_is_a_person() {
    let card = "<p>Anders Muster<br>Altmester<br>Mobil: 20 55 01 42</p>";
    assert_eq!(people(card, PageKind::Home), ["Anders Muster | Altmester | Unknown"]);
    assert_eq!(people("<p>Anders Muster<br>Altmester</p>", PageKind::Home), Vec::<String>::new());
    assert_eq!(people(card, PageKind::Other), Vec::<String>::new());
}

#[test]
fn a_line_beside_one_of_the_same_shape_needs_no_known_role() {
    let lines = "<p><strong>Fiona Muster</strong> – Winemaker<br><strong>Angus Muster</strong> – Cellarhand</p>";
    assert_eq!(people(lines, PageKind::Other).len(), 2);
    let menu = "<p>Fiona Muster – Köchin<br>Warme Küche – täglich</p>";
    assert_eq!(people(menu, PageKind::Other).len(), 1);
    assert_eq!(people("<p><strong>Angus Muster</strong> – Cellarhand</p>", PageKind::Other), Vec::<String>::new());
}

#[test]
fn a_role_behind_a_name_counts_where_the_house_speaks_or_asks_for_a_call() {
    let call = "<p>Bel of app met Anouk Muster, HR-adviseur: 06 534 122 88.</p>";
    assert_eq!(people(call, PageKind::Other), ["Anouk Muster | HR-adviseur | Unknown"]);
    assert_eq!(people("<p>We spraken met Anouk Muster, HR-adviseur, over haar werk.</p>", PageKind::Other), Vec::<String>::new());
    let told = "<p>A Teresa Muster, proprietária, recebe-o numa casa de 1890.</p>";
    assert_eq!(people(told, PageKind::Home), ["Teresa Muster | proprietária | Executive"]);
    let held_elsewhere = "<p>Gestern war auch Max Muster, Direktor des Museums, dabei.</p>";
    assert_eq!(people(held_elsewhere, PageKind::Home), Vec::<String>::new());
}

#[test]
fn a_sentence_of_the_house_may_open_with_the_role() {
    let text = "<p>Chef-kok Jan Muster en gastvrouw Elise Muster openden in 2016 hun restaurant.</p>";
    assert_eq!(people(text, PageKind::About), ["Jan Muster | Chef-kok | Senior", "Elise Muster | gastvrouw | Unknown"]);
    assert_eq!(people("<p>Mayor Ted Muster visited our warehouse.</p>", PageKind::About), Vec::<String>::new());
}

#[test]
fn the_family_name_may_stand_first_in_an_italian_firms_name() {
    let partners = "<p>Gardenia S.n.c. di Muster Marco e C.</p>";
    assert_eq!(people(partners, PageKind::Contact), ["Marco Muster |  | Executive"]);
    assert_eq!(people("<p>MUSTER IMPIANTI di Muster Marco - Via Pisana</p>", PageKind::Home), ["Marco Muster |  | Executive"]);
    assert_eq!(people("<p>Riserva di Bolgheri Marco</p>", PageKind::Home), Vec::<String>::new());
}

#[test]
fn who_did_the_work_beside_its_client_is_not_of_the_house() {
    let project = "<p>Opdrachtgever: fam. Oude. Architect: Bas Muster. Opgeleverd 06-2024.</p>";
    assert_eq!(people(project, PageKind::Other), Vec::<String>::new());
    assert_eq!(people("<p>Architect: Bas Muster</p>", PageKind::Contact).len(), 1);
    assert_eq!(people("<p>Partners: Delta Dental, Red Cross</p>", PageKind::About), Vec::<String>::new());
    assert_eq!(people("<p>Partners: Anna Muster, Max Muster</p>", PageKind::About).len(), 2);
    assert_eq!(people("<p>Geschäftsführerin: Muster Verwaltungs-GmbH</p>", PageKind::Legal), Vec::<String>::new());
}

#[test]
fn a_couple_stands_behind_its_role() {
    assert_eq!(people("<p>Inh. Gisela und Herbert Muster</p>", PageKind::Home).len(), 2);
    assert_eq!(people("<p>Inh. Beratung und Planung Muster</p>", PageKind::Home), Vec::<String>::new());
}

#[test]
fn people_introduce_themselves_in_the_north_too() {
    assert_eq!(people("<p>Jeg hedder Birgitte Muster og er fodterapeut i byen.</p>", PageKind::Home).len(), 1);
    assert_eq!(people("<p>Jeg kender Birgitte Muster fra byen, siger en kunde.</p>", PageKind::Home), Vec::<String>::new());
}

#[test]
fn labels_of_eastern_pages_name_people() {
    let table = "<table><tr><th>代表者</th><td>代表取締役 見本 誠</td></tr><tr><th>電話</th><td>03-5550-0142</td></tr></table>";
    assert_eq!(people(table, PageKind::Other), ["見本 誠 | 代表取締役 | Executive"]);
    let line = "<footer>상호 : 하늘 | 대표 : 박지훈 | 개인정보관리책임자 : 이소영 | 대표전화 02-555-0142</footer>";
    assert_eq!(people(line, PageKind::Home), ["박지훈 | 대표 | Executive", "이소영 | 개인정보관리책임자 | Unknown"]);
    assert_eq!(people("<p>代表者挨拶</p><p>誠実 経営</p>", PageKind::About), Vec::<String>::new());
}

#[test]
fn an_office_that_opens_a_line_leads_to_the_name() {
    for (html, expected) in [
        ("<p>Platschef Anders Exempel</p>", "Anders Exempel | Platschef | Senior"),
        ("<p>Praxismanagerin Silke Muster</p>", "Silke Muster | Praxismanagerin | Senior"),
        ("<p>Mistrz fryzjerstwa Iwona Wzorcowa</p>", "Iwona Wzorcowa | Mistrz fryzjerstwa | Senior"),
        ("<p>Locatiemanager: Anja Voorbeeld</p>", "Anja Voorbeeld | Locatiemanager | Senior"),
        ("<p>Tømrermester Peter Eksempel, indehaver</p>", "Peter Eksempel | indehaver | Executive"),
        ("<p>Tømrerfirma v/Peter Eksempel</p>", "Peter Eksempel |  | Executive"),
        ("<h3>About the owner</h3><h2>Mike Sample</h2><p>Fixing pipes since 1998.</p>", "Mike Sample | owner | Executive"),
    ] {
        assert_eq!(people(html, PageKind::Contact), [expected.to_owned()], "{html}");
    }
}

#[test]
fn degrees_between_a_name_and_its_role_are_passed() {
    assert_eq!(
        people(
            "<h2>Our doctors</h2><h3>Dr. Anil Sample</h3><p>MBBS, MD (Medicine)</p><p>Consultant Physician</p>",
            PageKind::Team
        ),
        ["Anil Sample | Consultant Physician | Senior"]
    );
}

#[test]
fn each_of_a_board_keeps_its_own_office() {
    let html = "<p>Vertreten durch den Vorstand:<br>Klaus Muster (1. Vorsitzender)<br>Inge Beispiel (2. Vorsitzende)<br>Uwe Probe, Kassenwart</p>";
    assert_eq!(
        people(html, PageKind::Legal),
        [
            "Klaus Muster | 1. Vorsitzender | Executive",
            "Inge Beispiel | 2. Vorsitzende | Executive",
            "Uwe Probe | Kassenwart | Unknown"
        ]
    );
}

#[test]
fn where_an_address_stands_is_no_office() {
    assert_eq!(
        people("<p>Inhaltlich verantwortlich: RA Jörn Muster (Anschrift wie oben)</p>", PageKind::Legal),
        ["Jörn Muster |  | Unknown"]
    );
}

#[test]
fn one_who_introduces_oneself_under_a_heading_is_a_person_and_her_university_is_none() {
    let page = "<main><h2>Sobre mí</h2><h3>Dra. Marta Inés Muster Ejemplo </h3><p>Soy cirujano dentista, especialista en ortodoncia, y me encanta mi profesión: estoy en constante capacitación para estar al día y atender mejor a mis pacientes.</p><ul><li>Universidad Ejemplar, Licenciatura en Cirujano Dentista (2010-2016)</li></ul></main>";
    assert_eq!(people(page, PageKind::Home), ["Marta Inés Muster Ejemplo |  | Unknown"]);
    let elsewhere = page.replace("Sobre mí", "Noticias");
    assert_eq!(people(&elsewhere, PageKind::Home), Vec::<String>::new());
    let surgeon = "<h3>Dr. Luis Fernando de Muster</h3><p>Cirurgião Vascular - CRM/DF 11.886</p>";
    assert_eq!(people(surgeon, PageKind::Home).len(), 1);
}

#[test]
fn two_doctors_who_sign_a_page_are_its_people_and_a_town_under_its_label_is_none() {
    let foot = "<footer><p>Dott. Andrea Muster &amp; Dott.ssa Beatrice Beispiel</p></footer>";
    assert_eq!(people(foot, PageKind::Home).len(), 2);
    let card = "<main><h4>Dirección</h4><p>Talavera del Ejemplo</p></main>";
    assert_eq!(people(card, PageKind::Home), Vec::<String>::new());
}

#[test]
fn given_names_of_many_languages_tell_people_on_cards_and_in_notices() {
    for name in [
        "Gwenllian Example",
        "Burkhart Muster",
        "Hansruedi Muster",
        "Apolline Exemple",
        "Gianmarco Esempio",
        "Yesenia Ejemplo",
        "Garbiñe Ejemplo",
        "Wanderley Exemplo",
        "Sjoukje Voorbeeld",
        "Gosia Przykładowa",
        "Đorđe Primjer",
        "Hardeep Example",
    ] {
        let card = people(&format!("<h2>Contact</h2><p>{name}<br>info@muster.test</p>"), PageKind::Contact);
        assert!(card.iter().any(|p| p.starts_with(name)), "{name}: {card:?}");
        let notice = people(&format!("<h1>Impressum</h1><p>{name}</p><p>Musterstraße 5</p>"), PageKind::Legal);
        assert!(notice.iter().any(|p| p.starts_with(name)), "{name}: {notice:?}");
    }
    for title in ["Coral Reef", "Luna Park", "Marine Engineering", "Staffel Eins", "Primo Piatto"] {
        let card = people(&format!("<h2>Contact</h2><p>{title}<br>info@muster.test</p>"), PageKind::Contact);
        assert!(card.is_empty(), "{title}: {card:?}");
        let notice = people(&format!("<h1>Impressum</h1><p>{title}</p><p>Musterstraße 5</p>"), PageKind::Legal);
        assert!(notice.is_empty(), "{title}: {notice:?}");
    }
}

#[test]
fn a_name_goes_with_the_number_behind_it_or_right_beneath_it() {
    let behind = "<h4>Telefon</h4><a href='tel:+420601123450'>Mgr. Nika Vzorová +420 601 123 450</a>";
    assert_eq!(people(behind, PageKind::Contact), ["Nika Vzorová |  | Unknown"]);
    let beneath =
        "<div><div><h4>Petr Vzorný</h4></div><div><a href='tel:+420601123450'><h4>+420 601 123 450</h4></a></div></div>";
    assert_eq!(people(beneath, PageKind::Contact), ["Petr Vzorný |  | Unknown"]);
    for place in [
        "<p>Hotel Victoria 601 123 450</p>",
        "<div><div><h4>Marina Bay</h4></div><div><h4>Rooms from 12 to 40</h4></div></div>",
        "<div><h4>Petr Vzorný</h4></div><p>1 2 3</p>",
    ] {
        assert!(people(place, PageKind::Contact).is_empty(), "{place}");
    }
}

#[test]
fn who_holds_the_rights_is_the_one_the_page_is_about() {
    let page = |title: &str, foot: &str| {
        people(&format!("<title>{title}</title><h1>Kontakt</h1><footer><p>{foot}</p></footer>"), PageKind::Contact)
    };
    assert_eq!(page("Kontakt — dr Anna Muster", "© 2026 Anna Muster. Alle Rechte vorbehalten"), ["Anna Muster |  | Unknown"]);
    // A designer signs too, and a firm may begin with a given name.
    assert!(page("Malerei Beispiel", "© 2026 Anna Muster").is_empty());
    assert!(page("Grace Roofing", "© 2026 Grace Roofing").is_empty());
}

#[test]
fn a_word_above_a_name_is_its_office_in_a_notice_of_labels_and_values() {
    let row = "<div><p>Unternehmen</p><p>Muster UG</p></div><div><p>Geschäftsführerin</p><p>Angela Beispiel</p></div>";
    assert_eq!(people(row, PageKind::Legal), ["Angela Beispiel | Geschäftsführerin | Executive"]);
    let card = "<p>Max Beispiel</p><p>Geschäftsführer</p><p>Angela Beispiel</p><p>Buchhaltung</p>";
    assert!(!people(card, PageKind::Legal).contains(&"Angela Beispiel | Geschäftsführer | Executive".to_owned()));
}

#[test]
fn who_may_sign_for_a_company_stands_behind_his_label() {
    let html = "<address>Musterhotels AG<br>Mattli 1<br>Authorised representative: Bosko Muster (Board of Directors)</address>";
    assert_eq!(people(html, PageKind::Legal), ["Bosko Muster | Board of Directors | Executive"]);
}

#[test]
fn a_bar_may_stand_for_the_colon_of_a_label() {
    assert_eq!(
        people("<ul><li>Naam | Willem Voorbeeld</li><li>Plaats | Utrecht</li></ul>", PageKind::Contact),
        ["Willem Voorbeeld |  | Unknown"]
    );
    assert_eq!(people("<p>Partners | Voorbeeld Bouw</p>", PageKind::Home), Vec::<String>::new());
}
