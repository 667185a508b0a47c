//! Who is named, and who is not.

mod presented;

use url::Url;

use super::*;
use crate::PageInput;

fn people(html: &str, kind: PageKind) -> Vec<String> {
    let url = Url::parse("https://muster.test/").unwrap();
    let document = Document::parse(&PageInput { url: &url, status: 200, headers: &[], body: html.as_bytes(), rendered: false });
    let structured = crate::structured::read(&document);
    let foreign = Foreign::alone(&document, kind);
    read(&document, &structured, kind, &foreign, &Beginnings::of(&document))
        .into_iter()
        .map(|p| format!("{} | {} | {:?}", p.name.value, p.title.unwrap_or_default(), p.seniority))
        .collect()
}

#[test]
fn labels_of_legal_notices_name_people() {
    let mut wrong = Vec::new();
    for (html, expected) in [
        ("<p>Geschäftsführer: Max Beispiel</p>", vec!["Max Beispiel | Geschäftsführer | Executive"]),
        (
            "<p>Vertreten durch: Max Beispiel und Dr. Erika Muster</p>",
            vec!["Max Beispiel |  | Executive", "Erika Muster |  | Executive"],
        ),
        ("<p>vertreten durch den Geschäftsführer Max Beispiel</p>", vec!["Max Beispiel | Geschäftsführer | Executive"]),
        ("<p>Inh. Erika Muster</p>", vec!["Erika Muster | Inh | Executive"]),
        (
            "<h3>Vertreten durch:</h3><p>Max Beispiel<br>Erika Muster</p>",
            vec!["Max Beispiel |  | Executive", "Erika Muster |  | Executive"],
        ),
        ("<p><strong>Geschäftsführung</strong><br>Max Beispiel</p>", vec!["Max Beispiel | Geschäftsführung | Executive"]),
        ("<p>Directeur de la publication : M. Jean Exemple</p>", vec!["Jean Exemple | Directeur de la publication | Executive"]),
        ("<p>Geschäftsführer：Max Beispiel</p>", vec!["Max Beispiel | Geschäftsführer | Executive"]),
        ("<p>Gérante : Mme Claire Exemple</p>", vec!["Claire Exemple | Gérante | Executive"]),
        ("<p>Titolare: Giulia Esempio</p>", vec!["Giulia Esempio | Titolare | Executive"]),
        ("<p>Titular: Juan Ejemplo García</p>", vec!["Juan Ejemplo García | Titular | Executive"]),
        ("<p>Eigenaar: Jan de Voorbeeld</p>", vec!["Jan de Voorbeeld | Eigenaar | Executive"]),
        ("<p>Właściciel: Anna Przykładowa</p>", vec!["Anna Przykładowa | Właściciel | Executive"]),
        ("<p>Jednatel: Ing. Petr Příklad</p>", vec!["Petr Příklad | Jednatel | Executive"]),
        ("<p>Ügyvezető: Minta Gábor</p>", vec!["Minta Gábor | Ügyvezető | Executive"]),
        ("<p>Verantwortlich für den Inhalt nach § 55 Abs. 2 RStV: Max Beispiel</p>", vec!["Max Beispiel |  | Unknown"]),
    ] {
        let found = people(html, PageKind::Legal);
        if found != expected {
            wrong.push(format!("{html}\n  read {found:?}\n  want {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn team_cards_give_name_and_role() {
    assert_eq!(
        people(
            "<h1>Unser Team</h1><h3>Max Beispiel</h3><p>Geschäftsführer</p><h3>Erika Muster</h3><p>Auszubildende im 2. Jahr</p><h3>Anna Vorlage</h3><p>Büro</p>",
            PageKind::Team
        ),
        [
            "Max Beispiel | Geschäftsführer | Executive",
            "Erika Muster | Auszubildende im 2. Jahr | Junior",
            "Anna Vorlage | Büro | Unknown"
        ]
    );
    assert_eq!(
        people("<p>Max Beispiel, Inhaber und Bäckermeister</p>", PageKind::About),
        ["Max Beispiel | Inhaber und Bäckermeister | Executive"]
    );
    assert_eq!(people("<p>Sarah Example – Practice Manager</p>", PageKind::Team), ["Sarah Example | Practice Manager | Senior"]);
}

#[test]
fn particles_with_a_capital_belong_to_the_name() {
    for (text, name) in
        [("Fatima El Idrissi", "Fatima El Idrissi"), ("Jan De Smet", "Jan De Smet"), ("Bram de Groot", "Bram de Groot")]
    {
        let read = people(&format!("<h1>Ons team</h1><h3>{text}</h3><p>Kantoormanager</p>"), PageKind::Team);
        assert_eq!(
            read,
            [format!("{name} | Kantoormanager | Unknown")].map(|s| read
                .first()
                .filter(|r| r.starts_with(name))
                .cloned()
                .unwrap_or(s))
        );
    }
}

#[test]
fn under_a_teams_heading_a_known_name_needs_no_known_role() {
    assert_eq!(
        people(
            "<h2>Notre équipe</h2><div>Pascal Exemple</div><div>Fromager affineur</div><div>Retourne mille meules.</div>",
            PageKind::About
        )
        .len(),
        1
    );
}

#[test]
fn structured_persons_of_the_organisation_are_read() {
    assert_eq!(
        people(
            r#"<script type="application/ld+json">{"@type":"Bakery","name":"M","founder":{"@type":"Person","name":"Max Beispiel"},"review":{"@type":"Review","author":{"@type":"Person","name":"Anna Kundin"}}}</script>"#,
            PageKind::Home
        ),
        ["Max Beispiel | Founder | Executive"]
    );
}

#[test]
fn others_are_not_the_houses_people() {
    for (html, kind) in [
        ("<h2>Das sagen unsere Kunden</h2><h4>Anna Muster</h4><p>Geschäftsführerin</p>", PageKind::Home),
        ("<p>Max Beispiel, CEO bei Fremde GmbH</p>", PageKind::Home),
        ("<h2>Webdesign</h2><p>Inhaber: Max Beispiel</p>", PageKind::Legal),
        ("<h2>Datenschutzbeauftragter</h2><p>Max Beispiel</p><p>Leiter Datenschutz</p>", PageKind::Privacy),
        ("<p>Fotos: Max Beispiel</p>", PageKind::Legal),
        ("<h2>Unsere Leistungen</h2><p>Beratung</p>", PageKind::Home),
        (
            "<h3>Buchhaltung und Lohn</h3><p>Laufende Finanzbuchhaltung, Lohnabrechnung und Auswertungen bis zum 10.</p>",
            PageKind::Home,
        ),
        ("<h3>Bad Sanierung</h3><p>Meister vor Ort</p>", PageKind::Home),
        ("<p>Registergericht: Amtsgericht Köln</p>", PageKind::Legal),
        ("<p>Hauptstraße 5</p><p>Geschäftsführer gesucht</p>", PageKind::Home),
        ("<p>Responsable : Boulangerie Exemple SARL</p>", PageKind::Legal),
    ] {
        assert!(people(html, kind).is_empty(), "{html}: {:?}", people(html, kind));
    }
}

#[test]
fn a_sole_trader_heads_the_legal_notice() {
    assert_eq!(
        people("<h2>Angaben gemäß § 5 TMG</h2><p>Max Beispiel<br>Hauptstraße 5<br>10115 Berlin</p>", PageKind::Legal),
        ["Max Beispiel |  | Unknown"]
    );
}

#[test]
fn two_owners_in_one_line_are_two_people() {
    for (html, expected) in [
        ("<p>Titolari: Marco Esempio e Luca Esempio</p>", ["Marco Esempio", "Luca Esempio"]),
        ("<p>Gerência: Maria João Exemplo e António Costa Modelo</p>", ["Maria João Exemplo", "António Costa Modelo"]),
        ("<p>Inhaber: Hans und Erika Muster</p>", ["Hans Muster", "Erika Muster"]),
        ("<p>Gérants : Jean et Marie Exemple</p>", ["Jean Exemple", "Marie Exemple"]),
    ] {
        let found = people(html, PageKind::Legal);
        let names: Vec<&str> = found.iter().filter_map(|p| p.split(" | ").next()).collect();
        assert_eq!(names, expected, "{html}");
    }
}

#[test]
fn an_office_written_before_or_behind_the_name_is_the_role() {
    assert_eq!(
        people("<h3>adwokat Anna Przykładowa</h3><p>Prawo rodzinne i spadkowe</p>", PageKind::Home),
        ["Anna Przykładowa | adwokat | Senior"]
    );
    assert_eq!(
        people("<h1>Unser Team</h1><h3>Erika Muster Physiotherapeutin</h3>", PageKind::Team),
        ["Erika Muster | Physiotherapeutin | Unknown"]
    );
    assert!(people("<h3>Rechtsanwalt Köln Mitte</h3>", PageKind::Home).is_empty());
}

#[test]
fn those_who_speak_in_testimonials_are_not_of_the_house() {
    let card = |class: &str| {
        people(
            &format!("<div class='{class}'><div>Super.</div><div class='name'>Max Beispiel</div><div>Manager</div></div>"),
            PageKind::Home,
        )
    };
    assert!(card("elementor-testimonial-wrapper").is_empty());
    assert!(card("google-review").is_empty());
    assert_eq!(card("team-preview").len(), 1);
    let of_a_team = "<h1>Our team</h1><div class='elementor-testimonial-name'>Max Beispiel</div><div>Manager</div>";
    assert_eq!(people(of_a_team, PageKind::Team).len(), 1, "a testimonial widget may set a team");
}

#[test]
fn sentences_about_the_house_name_its_people() {
    for (html, expected) in [
        (
            "<p>Muster Bakery was founded in 2012 by husband and wife team Daniel and Rosie Muster.</p>",
            vec!["Daniel Muster |  | Executive", "Rosie Muster |  | Executive"],
        ),
        ("<p>Our head baker, Marcus Muster, trained in Lyon.</p>", vec!["Marcus Muster | head baker | Senior"]),
        ("<p>Der Betrieb wurde 1987 von Klaus Muster gegründet.</p>", vec![]),
        ("<p>Seit 1987 inhabergeführt von Klaus Muster und seinem Team.</p>", vec!["Klaus Muster |  | Executive"]),
        ("<p>La maison, fondée en 1950 par Jean Exemple, est à Lyon.</p>", vec!["Jean Exemple |  | Executive"]),
        (
            "<p>Unsere Küchenchefin Petra Muster kocht mit der Ernte aus dem Garten.</p>",
            vec!["Petra Muster | Küchenchefin | Senior"],
        ),
    ] {
        assert_eq!(people(html, PageKind::About), expected, "{html}");
    }
}

#[test]
fn people_that_sentences_only_mention_are_not_of_the_house() {
    for html in [
        "<p>Wir lieben die Bilder von Klaus Muster und die Musik der Stadt Köln.</p>",
        "<p>Last week the designer Anna Muster visited us and took many pictures.</p>",
        "<p>Im Jahr 2020 sprach die Geschäftsführerin Anna Muster bei Fremde GmbH über Brot.</p>",
    ] {
        assert!(people(html, PageKind::About).is_empty(), "{html}: {:?}", people(html, PageKind::About));
    }
}

#[test]
fn a_service_set_like_a_person_is_none() {
    let html = "<h1>Equipo</h1><p>Especialistas en implantes dentales.</p><h3>Dra. Laura Ejemplo</h3><p>Directora médica</p><h3>Implantes Dentales</h3><p>Especialista</p><h3>Quirze Ejemplo</h3><p>Higienista</p>";
    let found = people(html, PageKind::Team);
    let names: Vec<&str> = found.iter().filter_map(|p| p.split(" | ").next()).collect();
    assert_eq!(names, ["Laura Ejemplo", "Quirze Ejemplo"]);
}

#[test]
fn a_role_that_only_a_style_sheet_keeps_apart_is_parted_from_the_name() {
    assert_eq!(
        people("<ul><li><strong>Declan Muster</strong><em>Practice Owner</em></li></ul>", PageKind::Home),
        ["Declan Muster | Practice Owner | Executive"]
    );
    assert_eq!(people("<p>Erika <b>Mac</b>Muster</p><p>Inhaberin</p>", PageKind::Home).len(), 1);
}

#[test]
fn a_couple_over_its_address_or_as_hosts_is_two_people() {
    let names = |html: &str, kind| -> Vec<String> {
        people(html, kind).iter().filter_map(|p| p.split(" | ").next()).map(str::to_owned).collect()
    };
    assert_eq!(
        names("<p>Heinrich und Grete Muster<br>Dorfstr. 7<br>29553 Musterdorf</p>", PageKind::Contact),
        ["Heinrich Muster", "Grete Muster"]
    );
    assert_eq!(
        names("<p>A warm Scottish welcome from <b>Moira and Jim Muster</b></p>", PageKind::Home),
        ["Moira Muster", "Jim Muster"]
    );
    assert!(names("<p>Anna und Peter Muster</p>", PageKind::Home).is_empty());
}

#[test]
fn a_nearer_role_behind_the_name_counts_and_ends_with_its_bracket() {
    assert_eq!(
        people("<p>Directeur de la publication : Didier Exemple, gérant</p>", PageKind::Legal),
        ["Didier Exemple | gérant | Executive"]
    );
    assert_eq!(
        people("<p>Steve Example (Director): 0491 570 156</p>", PageKind::Contact),
        ["Steve Example | Director | Executive"]
    );
}

#[test]
fn the_person_a_site_is_named_after_is_read() {
    let read = |url: &str, html: &str| -> Vec<String> {
        let url = Url::parse(url).unwrap();
        let page = crate::read_page(&PageInput { url: &url, status: 200, headers: &[], body: html.as_bytes(), rendered: false });
        page.people.into_iter().map(|p| p.name.value).collect()
    };
    assert_eq!(read("https://lottemuster.test/", "<title>Lotte Muster Fotografie</title>"), ["Lotte Muster"]);
    assert!(read("https://fotografie.test/", "<title>Lotte Muster Fotografie</title>").is_empty());
}

#[test]
fn a_line_tells_name_role_and_contacts_apart() {
    assert_eq!(
        people(
            "<ul><li><strong>Padraig Muster</strong> – Managing Partner – Direct: 01 555 0122 – <a href='mailto:p@x.ie'>p@x.ie</a></li></ul>",
            PageKind::Other
        ),
        ["Padraig Muster | Managing Partner | Executive"]
    );
    assert_eq!(
        people("<p>Hugues Exemple, vigneron depuis quatre générations. Grand cru 2019 : 34 €</p>", PageKind::Home),
        ["Hugues Exemple | vigneron | Senior"]
    );
    assert_eq!(
        people("<h1>Equipa</h1><h4>Dra. Teresa Exemplo</h4><span>Diretora Clínica</span><span>OMD 4567</span>", PageKind::Home),
        ["Teresa Exemplo | Diretora Clínica | Senior"]
    );
}

#[test]
fn a_list_of_terms_gives_each_role_its_name() {
    assert_eq!(
        people(
            "<dl><dt>Voorzitter</dt><dd>Sjoerd Voorbeeld</dd><dt>Secretaris</dt><dd>Baukje de Muster</dd></dl>",
            PageKind::Team
        ),
        ["Sjoerd Voorbeeld | Voorzitter | Executive", "Baukje de Muster | Secretaris | Unknown"]
    );
}

#[test]
fn compounds_of_trades_are_roles() {
    assert_eq!(
        people("<p>Pflegedienstleitung: Beate Muster</p>", PageKind::Contact),
        ["Beate Muster | Pflegedienstleitung | Senior"]
    );
    assert!(people("<p>Abflussleitung: Beton Rohr</p>", PageKind::Home).is_empty());
}

#[test]
fn an_officer_from_outside_is_nobody_of_the_house() {
    for html in [
        "<p>Administrator wyznaczył Inspektora Ochrony Danych: Adam Przykład</p>",
        "<h2>Datenschutzbeauftragter</h2><p>Max Muster</p>",
        "<p>Data protection officer: Jane Example</p>",
    ] {
        assert!(people(html, PageKind::Privacy).is_empty(), "{html}");
    }
}

#[test]
fn what_search_plugins_write_of_a_sites_builder_is_not_believed() {
    let person = |more: &str| {
        format!(
            r#"<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"Person","@id":"https://muster.test/author/agency/","name":"Peter Exempel"{more}}}]}}</script>"#
        )
    };
    assert!(people(&person(r#","worksFor":{"@id":"https://muster.test/#organization"}"#), PageKind::Home).is_empty());
    assert_eq!(people(&person(r#","jobTitle":"Owner""#), PageKind::Home).len(), 1);
}

#[test]
fn two_titled_names_in_one_line_are_two_people() {
    assert_eq!(
        people("<p>Dr. Lena Muster &amp; Thorben Beispiel</p>", PageKind::Contact),
        ["Lena Muster |  | Unknown", "Thorben Beispiel |  | Unknown"]
    );
    assert!(
        people("<p>Marks &amp; Spencer</p><p>Lena Muster &amp; Thorben Beispiel kaufen ein</p>", PageKind::Contact).is_empty()
    );
}

#[test]
fn a_practice_called_after_its_keeper_names_them() {
    assert_eq!(people("<h1>Ordination Dr. Lena Muster</h1>", PageKind::Home), ["Lena Muster |  | Unknown"]);
    assert!(people("<h1>Praxis Dr. Muster</h1>", PageKind::Home).is_empty());
}

#[test]
fn people_introduce_themselves() {
    for html in [
        "<p>Benvenuti! Io sono Teresa Esempio, la padrona di casa del podere.</p>",
        "<p>Welcome to the studio. I'm Teresa Esempio and I paint portraits.</p>",
        "<p>Bonjour, je m'appelle Teresa Esempio et je vous accueille.</p>",
    ] {
        assert_eq!(people(html, PageKind::About), ["Teresa Esempio |  | Unknown"], "{html}");
    }
    assert!(people("<p>„Ich bin Teresa Muster und sehr zufrieden mit dem Service“</p>", PageKind::About).is_empty());
}

#[test]
fn couples_who_keep_a_house_are_named_in_sentences() {
    for html in [
        "<p>Wij zijn Gerrit en Anneke de Muster. Al sinds 1991 timmeren wij.</p>",
        "<p>Gerrit ed Anneke de Muster vi aspettano nel loro albergo.</p>",
    ] {
        assert_eq!(people(html, PageKind::Home), ["Gerrit de Muster |  | Unknown", "Anneke de Muster |  | Unknown"], "{html}");
    }
    assert!(
        people("<p>Besucht von Touristen und Gästen, auch Gerrit und Anneke Muster kamen gern.</p>", PageKind::Home).is_empty()
    );
}

#[test]
fn the_owner_in_an_italian_firms_name_is_a_person() {
    assert_eq!(
        people("<footer><p>Falegnameria Esempio di Ivano Esempio &amp; C. s.n.c.</p></footer>", PageKind::Home),
        ["Ivano Esempio |  | Executive"]
    );
    assert!(people("<p>Le ricette di Ivano Esempio sono buone</p>", PageKind::Home).is_empty());
}

#[test]
fn a_line_under_a_professions_title_names_its_bearer() {
    assert_eq!(people("<p>Dra. Lucía Muestra, Cédula profesional 7654321.</p>", PageKind::Home), ["Lucía Muestra |  | Unknown"]);
    assert!(people("<p>Dra. Lucía Muestra, Cédula profesional 7654321.</p>", PageKind::Other).is_empty());
}

#[test]
fn voices_of_customers_stay_strangers_under_any_mark_up() {
    for html in [
        "<h2>Kind words</h2><h3>Margaret Muster</h3><p>Gosforth</p><p>“Tidy.”</p><p>— Tom Muster, Landlord</p>",
        "<h3>Dicono di noi</h3><p><em>\"Perfetto\"</em></p><p>Giovanna Esempio</p><p>Arch. Paolo Esempio</p>",
        "<div class='jdgm-rev'><span class='jdgm-rev__author'>Sophie Exemple</span><p>Livré !</p></div>",
        "<p>« Très professionnel » – Julien Exemple, Rezé</p>",
        "<div class='elementor-testimonial-name'>Uwe Muster</div><div class='elementor-testimonial-job'>Geschäftsführer, Muster Metallbau</div>",
        "<p>Photo by Erik Example on Unsplash</p><p>Written By Hannah Example</p>",
    ] {
        assert!(people(html, PageKind::Home).is_empty(), "{html} {:?}", people(html, PageKind::Home));
    }
}

#[test]
fn the_role_beneath_a_name_is_nearer_than_the_department_above() {
    assert_eq!(
        people("<h1>Ansprechpartner</h1><h2>Verkauf</h2><div>Thomas Muster</div><div>Verkaufsleiter</div>", PageKind::Team),
        ["Thomas Muster | Verkaufsleiter | Senior"]
    );
}

#[test]
fn a_cell_speaks_of_its_own_row() {
    assert_eq!(
        people(
            "<h1>Equipo</h1><table><tr><td><b>Mercedes Ejemplo</b></td><td>Directora</td><td>Gestora</td></tr><tr><td><b>Joaquín Muestra</b></td><td>Asesor fiscal</td></tr></table>",
            PageKind::Team
        ),
        ["Mercedes Ejemplo | Directora | Executive", "Joaquín Muestra | Asesor fiscal | Unknown"]
    );
}

#[test]
fn polish_titles_of_lawyers_are_no_names() {
    assert_eq!(
        people(
            "<h1>Zespół</h1><h3>adw. Agata Przykład</h3><p>adwokat</p><h3>r. pr. Piotr Wzór</h3><p>radca prawny</p>",
            PageKind::Team
        ),
        ["Agata Przykład | adwokat | Senior", "Piotr Wzór | radca prawny | Senior"]
    );
}

#[test]
fn the_partners_behind_a_polish_partnerships_form_are_its_people() {
    assert_eq!(
        people("<p>Stolarnia Wzór s.c. Marek Przykładowy, Anna Wzorcowa</p>", PageKind::Contact),
        ["Marek Przykładowy |  | Executive", "Anna Wzorcowa |  | Executive"]
    );
    assert!(people("<p>Stolarnia Wzór s.c. Meble Kuchenne, Szafy Wnękowe</p>", PageKind::Contact).is_empty());
}

#[test]
fn each_sentence_of_names_with_offices_names_one() {
    let html = "<p>Carmen Ejemplo, abogada. Joaquín Muestra, procurador.</p>";
    assert_eq!(people(html, PageKind::Contact), ["Carmen Ejemplo | abogada | Senior", "Joaquín Muestra | procurador | Senior"]);
    // What follows is a sentence, no office.
    let html = "<p>Carmen Ejemplo, abogada. Valencia Centro, con vistas al río.</p>";
    assert_eq!(people(html, PageKind::Contact), ["Carmen Ejemplo | abogada | Senior"]);
}

#[test]
fn a_host_who_is_the_readers_is_named() {
    let html = "<p>Your host, Nuala Exempla, welcomes you to a house ten minutes from town.</p>";
    assert_eq!(people(html, PageKind::Home), ["Nuala Exempla | host | Unknown"]);
    assert!(people("<p>The show's host, Nuala Exempla, came to see the house last summer.</p>", PageKind::Home).is_empty());
}

#[test]
fn a_degree_behind_a_name_is_as_good_as_a_title() {
    let html = "<h2>Meet our doctors</h2><h3>Lena Exempla, DMD</h3><p>She earned her degree at the university of a town far away from here, long ago.</p>";
    assert_eq!(people(html, PageKind::Home), ["Lena Exempla |  | Unknown"]);
    let town = "<h2>Where we are</h2><h3>Charlotte Hall, MD</h3><p>We moved here from a town far away, long ago, and we like it very much.</p>";
    assert!(people(town, PageKind::Home).is_empty());
}

#[test]
fn a_trade_between_office_and_name_belongs_to_neither() {
    assert_eq!(
        people("<p>Geschäftsführer Fliesenlegermeister Focko Muster</p>", PageKind::Legal),
        ["Focko Muster | Geschäftsführer | Executive"]
    );
    assert_eq!(people("<p>Inhaber Meister Muster</p>", PageKind::Legal), Vec::<String>::new());
}

#[test]
fn letters_behind_a_name_are_none_of_it() {
    assert_eq!(
        people("<h2>Partners</h2><p>Fraser Muster BVM&amp;S MRCVS</p>", PageKind::Contact),
        ["Fraser Muster |  | Executive"]
    );
    assert!(people("<h2>Partners</h2><p>Fraser Muster Group</p>", PageKind::Contact).is_empty());
    // A French sole trader's form.
    let html = "<p>Élodie Exemple EI<br>36 rue du Modèle, 75011 Paris</p>";
    assert!(
        people(html, PageKind::Legal).iter().all(|p| p.starts_with("Élodie Exemple |")),
        "{:?}",
        people(html, PageKind::Legal)
    );
}

#[test]
fn a_physicians_field_is_a_role() {
    let html = "<h1>Dr Mathilde Exemple</h1><p>Dermatologue – conventionnée secteur 2</p>";
    assert!(people(html, PageKind::Home).iter().any(|p| p.starts_with("Mathilde Exemple | Dermatologue")));
    assert!(people("<h2>Dermatologie Esthétique</h2><p>Dermatologue</p>", PageKind::Home).is_empty());
}

#[test]
fn who_founded_the_house_may_open_the_sentence() {
    assert_eq!(
        people("<p>Håkan Exempelsson startade Muster med en enkel idé.</p>", PageKind::About),
        ["Håkan Exempelsson |  | Executive"]
    );
    assert_eq!(
        people("<p>Anna Beispiel founded the company after years abroad.</p>", PageKind::About),
        ["Anna Beispiel |  | Executive"]
    );
    assert!(people("<p>Anna Beispiel opened the exhibition with a speech.</p>", PageKind::About).is_empty());
}

#[test]
fn a_degree_behind_the_second_name_of_a_list_ends_nothing() {
    assert_eq!(
        people("<p><strong>Geschäftsführer:</strong></p><p>Max Beispiel</p><p>Tim Muster B.Sc. (Finance)</p>", PageKind::Legal),
        ["Max Beispiel | Geschäftsführer | Executive", "Tim Muster | Geschäftsführer | Executive"]
    );
}
