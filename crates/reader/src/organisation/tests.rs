//! Whole pages and small sites.

use url::Url;

use crate::{PageFacts, PageInput, SiteFacts};

fn page(url: &str, html: &str) -> PageFacts {
    crate::read_page(&PageInput {
        url: &Url::parse(url).unwrap(),
        status: 200,
        headers: &[],
        body: html.as_bytes(),
        rendered: false,
    })
}

fn site(pages: &[(&str, &str)]) -> SiteFacts {
    crate::read_site(&pages.iter().map(|(url, html)| page(url, html)).collect::<Vec<_>>())
}

#[test]
fn a_german_bakery_is_read_from_home_and_impressum() {
    let facts = site(&[
        (
            "https://www.baeckerei-muster.de/",
            "<html lang=de><title>Bäckerei Muster - Frisches Brot in Bonn</title><meta name=description content='Handwerksbäckerei in Bonn: Brot, Brötchen und Kuchen.'>\
             <main><h1>Willkommen</h1><p>Familienbetrieb seit 1987</p><h3>Öffnungszeiten</h3><p>Mo-Fr 6:30-18:00 Uhr<br>Sa 6:30-13:00 Uhr</p></main>\
             <footer>Bäckerei Muster · Hauptstraße 5 · 53111 Bonn · <a href='tel:+49228123456'>0228 123456</a></footer>",
        ),
        (
            "https://www.baeckerei-muster.de/impressum",
            "<html lang=de><title>Impressum - Bäckerei Muster</title><main><h1>Impressum</h1><h2>Angaben gemäß § 5 TMG</h2><p>Bäckerei Muster GmbH<br>Hauptstr. 5<br>53111 Bonn</p>\
             <p>Registergericht: Amtsgericht Bonn<br>HRB 12345</p><p>USt-IdNr.: DE136695976</p>\
             <h2>Webdesign</h2><p>Agentur Fremd GmbH<br>Nebenstraße 9<br>50667 Köln</p></main>",
        ),
    ]);
    let o = &facts.organisation;
    assert_eq!(o.names[0].value, "Bäckerei Muster");
    assert_eq!(o.legal_names[0].value, "Bäckerei Muster GmbH");
    assert_eq!(o.addresses.len(), 1, "{:?}", o.addresses);
    let a = &o.addresses[0].value;
    assert_eq!(
        (a.street.as_deref(), a.city.as_deref(), a.postal_code.as_deref(), a.country.as_deref()),
        (Some("Hauptstraße 5"), Some("Bonn"), Some("53111"), Some("DE"))
    );
    assert_eq!(o.opening_hours[0].value, "Mo-Fr 06:30-18:00; Sa 06:30-13:00");
    assert_eq!(o.founding_years[0].value, 1987);
    assert_eq!(o.vat_numbers[0].value, "DE136695976");
    assert_eq!(o.register_numbers[0].value, "HRB 12345");
    assert_eq!(o.categories[0].value, "bakery");
    assert_eq!(facts.language.map(|l| l.value).as_deref(), Some("de"));
}

#[test]
fn courts_and_warehouses_for_returns_lend_no_address() {
    let streets = |html: &str| {
        let facts = site(&[("https://muster-handel.de/kontakt", html)]);
        facts.organisation.addresses.into_iter().filter_map(|a| a.value.street).collect::<Vec<_>>()
    };
    let own = "<html lang=de><p>Muster Handel<br>Musterweg 5<br>50667 Köln</p>";
    let back = "<p>Rücksendungen bitte an: Muster c/o Lager Fremd, Am Beispielhafen 7, 50997 Köln</p>";
    assert_eq!(streets(&format!("{own}{back}")), ["Musterweg 5"]);
    // One that lives with somebody is at home there.
    assert_eq!(
        streets("<html lang=de><p>Max Muster c/o Büro Beispiel, Am Beispielhafen 7, 50997 Köln</p>"),
        ["Am Beispielhafen 7"]
    );
    let ferry = "<p>Fähre: Reederei Fremd, Am Fähranleger 1, 25938 Wyk auf Föhr</p>";
    assert_eq!(streets(&format!("{own}{ferry}")), ["Musterweg 5"]);
    // A label of the house's own.
    assert_eq!(
        streets("<html lang=de><p>Adresse: Reederei Muster, Am Fähranleger 1, 25938 Wyk auf Föhr</p>"),
        ["Am Fähranleger 1"]
    );
    let court = "<p>Juzgados de Familia: Ciudad de la Justicia, Avenida del Modelo, 14, 46013 Valencia.</p>";
    assert!(streets(&format!("<html lang=es>{court}")).is_empty());
}

#[test]
fn what_people_search_for_is_no_name_where_the_register_tells_another() {
    let name = |imprint: &str| {
        let facts = site(&[
            (
                "https://fliesenleger-oldenburg24.de/",
                "<html lang=de><title>Fliesenleger Oldenburg – Bad und Küche</title><img src=l.png alt='Fliesen Muster Logo'><footer>Alter Musterweg 7, 26133 Oldenburg</footer>",
            ),
            ("https://fliesenleger-oldenburg24.de/impressum", imprint),
        ]);
        facts.organisation.names.into_iter().next().map(|n| n.value)
    };
    let of = |firm: &str| {
        format!("<html lang=de><title>Impressum</title><h1>Impressum</h1><p>{firm}<br>Alter Musterweg 7<br>26133 Oldenburg</p>")
    };
    assert_eq!(name(&of("Fliesen Muster GmbH")).as_deref(), Some("Fliesen Muster"));
    assert_eq!(name(&of("Fliesenleger Oldenburg GmbH")).as_deref(), Some("Fliesenleger Oldenburg"));
}

#[test]
fn a_credit_behind_a_long_dash_leaves_the_name_before_it() {
    let facts = site(&[(
        "https://garage-exemple.be/",
        "<html lang=fr><title>Garage Exemple</title><footer>Garage Exemple SRL — © 2025 — Site by WebFiction SA</footer>",
    )]);
    let names: Vec<_> = facts.organisation.legal_names.iter().map(|n| n.value.as_str()).collect();
    assert_eq!(names, ["Garage Exemple SRL"]);
}

#[test]
fn a_french_shop_keeps_its_hosts_address_out() {
    let facts = site(&[
        (
            "https://fleurs-exemple.fr/",
            "<html lang=fr><title>Accueil | Fleurs Exemple, fleuriste à Dijon</title><footer><p>Fleurs Exemple</p><p>12 rue de la Liberté</p><p>21000 Dijon</p></footer>",
        ),
        (
            "https://fleurs-exemple.fr/mentions-legales",
            "<html lang=fr><title>Mentions légales | Fleurs Exemple</title><main><h1>Mentions légales</h1><h2>Éditeur du site</h2><p>EURL Fleurs Exemple au capital de 5 000 €<br>12 rue de la Liberté, 21000 Dijon<br>SIRET : 732 829 320 00074<br>TVA : FR44732829320</p>\
             <h2>Hébergement</h2><p>Nuage SAS<br>2 rue du Serveur, 59100 Roubaix<br>SIRET 356 000 000 00048</p></main>",
        ),
    ]);
    let o = &facts.organisation;
    assert_eq!(o.names[0].value, "Fleurs Exemple");
    assert_eq!(o.legal_names[0].value, "EURL Fleurs Exemple");
    assert_eq!(o.addresses.iter().map(|a| a.value.city.clone().unwrap_or_default()).collect::<Vec<_>>(), ["Dijon"]);
    assert_eq!(o.register_numbers[0].value, "SIRET 73282932000074");
    assert!(!o.register_numbers.iter().any(|r| r.value.contains("356000000")));
    assert_eq!(o.vat_numbers.iter().map(|v| v.value.as_str()).collect::<Vec<_>>(), ["FR44732829320"]);
    assert_eq!(o.categories[0].value, "florist");
}

#[test]
fn structured_data_gives_everything_at_once() {
    let facts = site(&[(
        "https://example-dental.co.uk/",
        r#"<html lang=en><title>Home</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"Dentist","name":"Example Dental","description":"Gentle dentistry for the whole family in Bath.","vatID":"GB980780684",
        "address":{"@type":"PostalAddress","streetAddress":"12 High Street","addressLocality":"Bath","postalCode":"BA1 1AA","addressCountry":"United Kingdom"},
        "geo":{"latitude":"51.38","longitude":-2.36},"openingHours":["Mo-Fr 09:00-17:00"],"foundingDate":"2001",}</script>"#,
    )]);
    let o = &facts.organisation;
    assert_eq!(o.names[0].value, "Example Dental");
    assert_eq!(o.categories[0].value, "dentist");
    assert_eq!(o.addresses[0].value.country.as_deref(), Some("GB"));
    assert_eq!(o.locations[0].value, (51.38, -2.36));
    assert_eq!(o.opening_hours[0].value, "Mo-Fr 09:00-17:00");
    assert_eq!(o.founding_years[0].value, 2001);
    assert_eq!(o.vat_numbers[0].value, "GB980780684");
    assert!(o.descriptions[0].value.starts_with("Gentle"));
}

#[test]
fn an_events_place_is_not_the_organisations_address() {
    let facts = site(&[(
        "https://band-exempel.test/",
        r#"<script type="application/ld+json">{"@type":"Event","name":"Konzert","location":{"@type":"Place","name":"Halle","address":{"@type":"PostalAddress","streetAddress":"Hallenweg 1","postalCode":"10115","addressLocality":"Berlin"}}}</script>"#,
    )]);
    assert!(facts.organisation.addresses.is_empty());
    assert!(facts.organisation.names.is_empty());
}

#[test]
fn the_name_common_to_all_titles_wins_over_topics() {
    let facts = site(&[
        ("https://kb24.test/", "<title>Startseite – Kunstbau Beispiel</title>"),
        ("https://kb24.test/leistungen", "<title>Dachausbau – Kunstbau Beispiel</title>"),
        ("https://kb24.test/team", "<title>Unser Team – Kunstbau Beispiel</title>"),
    ]);
    assert_eq!(facts.organisation.names[0].value, "Kunstbau Beispiel");
}

#[test]
fn merging_is_the_same_every_time() {
    let pages = [
        ("https://a-b.test/", "<title>A B | C D</title><footer>Hauptstraße 5, 10115 Berlin</footer>"),
        ("https://a-b.test/x", "<title>X | C D</title><footer>Hauptstr. 5, 10115 Berlin</footer>"),
    ];
    assert_eq!(site(&pages), site(&pages));
}

fn addresses(pages: &[(&str, &str)]) -> Vec<String> {
    let street = |a: &crate::PostalAddress| a.street.clone().unwrap_or_default();
    site(pages).organisation.addresses.iter().map(|a| street(&a.value)).collect()
}

#[test]
fn a_chambers_address_in_a_sentence_is_not_the_houses() {
    let html = "<html lang=it><p>Via Prova 88<br>00184 Roma</p><footer>Avv. Esempio – Iscritta all'Ordine degli Avvocati di Roma, Piazza Modello 3, 00193 Roma</footer>";
    assert_eq!(addresses(&[("https://studioprova.it/contatti", html)]), ["Via Prova 88"]);
}

#[test]
fn a_house_for_sale_is_not_the_brokers_address() {
    let html = "<html lang=de><main><div>Kaufpreis 489.000 €</div><div>Musterchaussee 240</div><div>22605 Hamburg</div></main><footer>Neuer Platz 80, 20354 Hamburg</footer>";
    assert_eq!(addresses(&[("https://makler-muster.de/", html)]), ["Neuer Platz 80"]);
}

#[test]
fn a_fee_and_a_number_in_one_line_are_no_offer() {
    let html = "<html lang=fr><address>2 place de l'Exemple<br>35380 Brocelle</address><p>Consultation 30,00 €. Numéro FINESS 290012345</p>";
    assert_eq!(addresses(&[("https://cabinet-exemple.fr/infos", html)]), ["2 place de l'Exemple"]);
}

#[test]
fn a_square_without_number_beside_an_address_with_one_is_a_landmark() {
    let html =
        "<html lang=fr><footer>18 quai du Modèle, 14360 Trouville-sur-Mer</footer><p>Gare, place Exemple, 14800 Deauville</p>";
    assert_eq!(addresses(&[("https://hotel-exemple.fr/", html)]), ["18 quai du Modèle"]);
}

#[test]
fn where_an_event_takes_place_is_not_the_clubs_address() {
    let html = "<html lang=fr><article><p>Samedi 14 mars 2026, 18h</p><p>Salle des fêtes, 3 place de la Mairie, 74000 Annecy</p></article><footer>15 chemin du Port, 74290 Menthon</footer>";
    assert_eq!(addresses(&[("https://voile-exemple.fr/", html)]), ["15 chemin du Port"]);
}

#[test]
fn towns_with_their_codes_in_brackets_are_where_it_works() {
    let html = "<html lang=fr><h1>Électricien à Toulouse et dans le 31</h1><p>Nous intervenons à Toulouse (31000), Blagnac (31700), Balma (31130).</p>";
    assert!(addresses(&[("https://elec-exemple.fr/", html)]).is_empty());
}

#[test]
fn what_an_embedded_map_shows_is_the_address_where_the_page_tells_none() {
    let html = "<html lang=it><iframe src='https://www.google.com/maps?q=Viale+Prova+204,+20128+Milano&output=embed'></iframe>";
    assert_eq!(addresses(&[("https://palestra.example/", html)]), ["Viale Prova 204"]);
}

#[test]
fn the_town_behind_a_name_in_the_title_is_cut_off_unless_the_domain_has_it() {
    let name = |url: &str, title: &str| {
        let html = format!("<title>{title}</title><p>ul. Wzorowa 12, 59-220 Legnica</p>");
        site(&[(url, &html)]).organisation.names.first().map(|n| n.value.clone())
    };
    assert_eq!(name("https://pizzeriawzor.pl/", "Pizzeria Wzór Legnica - pizza").as_deref(), Some("Pizzeria Wzór"));
    assert_eq!(name("https://pizzeria-legnica.pl/", "Pizzeria Wzór Legnica").as_deref(), Some("Pizzeria Wzór Legnica"));
}

#[test]
fn what_title_and_heading_agree_on_is_the_name_where_the_host_tells_nothing() {
    let named = "<title>Hafenbäckerei Jansen</title><h1>Hafenbäckerei Jansen</h1>";
    for url in ["http://127.0.0.1:8080/", "https://www.hbj-ltd.test/"] {
        assert_eq!(site(&[(url, named)]).organisation.names[0].value, "Hafenbäckerei Jansen", "{url}");
    }
    let apart = "<title>Frisches Brot</title><h1>Jeden Tag gebacken</h1>";
    assert_eq!(site(&[("http://127.0.0.1:8080/", apart)]).organisation.names.len(), 0);
}

#[test]
fn a_name_read_with_and_without_its_form_is_told_once() {
    let html = "<title>Home - Muster & Sons Plumbing</title><footer>© 2024 Muster &amp; Sons Plumbing Ltd. All rights reserved.</footer>";
    let names = site(&[("https://www.musterplumbing.co.uk/", html)]).organisation.names;
    assert_eq!(names.iter().map(|n| n.value.as_str()).collect::<Vec<_>>(), ["Muster & Sons Plumbing"]);
}

#[test]
fn a_year_of_foundation_and_a_houses_number_are_no_postal_codes() {
    let club = "<html lang=de><footer>TV Muster 1911 e.V. • Sportplatzweg 2 • 85452 Moosinning</footer>";
    assert_eq!(addresses(&[("https://tv-muster.de/", club)]), ["Sportplatzweg 2"]);
    let hall = "<html lang=pt><p>Rua 9, nº 1245, Sala 402, Goiânia</p>";
    assert_eq!(addresses(&[("https://muster.com.br/", hall)]), ["Rua 9, nº 1245, Sala 402"]);
    let room = "<html lang=pt><p>Rua 9, nº 1245, Sala 402, aos fundos</p>";
    assert_eq!(addresses(&[("https://muster.com.br/", room)]), Vec::<String>::new());
}

#[test]
fn a_sector_of_bucharest_and_upper_and_lower_streets_are_told_from_the_street() {
    let bucharest = "<html lang=ro><p>Str. Barbu Văcărescu nr. 164, Sector 2, 020285 București</p>";
    assert_eq!(addresses(&[("https://muster.ro/contact", bucharest)]), ["Str. Barbu Văcărescu nr. 164"]);
    let dublin = "<html lang=en><p>27 Fitzwilliam Street Upper<br>Dublin 2<br>D02 XK54</p>";
    assert_eq!(addresses(&[("https://muster.ie/contact", dublin)]), ["27 Fitzwilliam Street Upper"]);
}

#[test]
fn the_quarter_behind_the_town_goes_with_it() {
    let html = "<title>Équipe | Cabinet Muster Avocats Paris 8</title><p>9, rue de Miromesnil – 75008 Paris</p>";
    let names = site(&[("https://cabinet-muster.fr/", html)]).organisation.names;
    assert_eq!(names.first().map(|n| n.value.as_str()), Some("Cabinet Muster Avocats"));
    let html = "<title>Über uns – Malerbetrieb Muster Hamburg-Bergedorf</title><p>Osterrade 7b · 21031 Hamburg</p>";
    let names = site(&[("https://maler-muster.de/", html)]).organisation.names;
    assert_eq!(names.first().map(|n| n.value.as_str()), Some("Malerbetrieb Muster"));
}

#[test]
fn a_heading_tells_where_the_name_ends_though_the_domain_goes_on() {
    let page = |heading: &str| format!("<title>Restaurace U Vzoru Brno</title><h1>{heading}</h1><p>Údolní 33, 602 00 Brno</p>");
    let name = |heading: &str| {
        let names = site(&[("https://uvzorubrno.cz/", &page(heading))]).organisation.names;
        names.first().map(|n| n.value.clone())
    };
    assert_eq!(name("Restaurace U Vzoru").as_deref(), Some("Restaurace U Vzoru"));
    assert_eq!(name("Vítejte u nás").as_deref(), Some("Restaurace U Vzoru Brno"));
}
