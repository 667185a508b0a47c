//! What sites call themselves.

use proptest::prelude::*;
use url::Url;

use super::*;
use crate::PageInput;
use crate::beginnings::Beginnings;
use crate::organisation::Foreign;

fn page(url: &str, html: &str, kind: PageKind, legal_names: bool) -> Vec<Sourced<String>> {
    let url = Url::parse(url).unwrap();
    let document = Document::parse(&PageInput { url: &url, status: 200, headers: &[], body: html.as_bytes(), rendered: false });
    let structured = crate::structured::read(&document);
    let foreign = Foreign::alone(&document, kind);
    let domain = DomainName::of(&document);
    let beginnings = Beginnings::of(&document);
    let page = Page {
        document: &document,
        structured: &structured,
        language: None,
        kind,
        foreign: &foreign,
        domain: &domain,
        beginnings: &beginnings,
        opened: &[],
        lines: &[],
    };
    let mut names = if legal_names { legal(&page) } else { trading(&page) };
    names.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    names
}

fn best(url: &str, html: &str) -> Option<String> {
    page(url, html, PageKind::Home, false).first().map(|n| n.value.clone())
}

#[test]
fn the_title_part_that_resembles_the_domain_is_the_name() {
    for (url, title, name) in [
        ("https://www.baeckerei-muster.test/", "Frisches Brot aus Bonn - Bäckerei Muster", "Bäckerei Muster"),
        ("https://garage-dupuis.example/", "Garage Dupuis | Réparation automobile à Lyon", "Garage Dupuis"),
        ("https://pizzeriabella.example/", "Benvenuti da Pizzeria Bella", "Pizzeria Bella"),
        ("https://mueller-und-soehne.example/", "Willkommen bei Müller & Söhne", "Müller & Söhne"),
        ("https://loodgieterdeboer.example/", "Home | Loodgieter De Boer", "Loodgieter De Boer"),
        (
            "https://schildervdvoorbeeld.example/",
            "Schildersbedrijf Van den Voorbeeld – Schilder in Tilburg en omgeving",
            "Schildersbedrijf Van den Voorbeeld",
        ),
    ] {
        assert_eq!(best(url, &format!("<title>{title}</title>")).as_deref(), Some(name), "{title}");
    }
}

#[test]
fn structured_data_and_site_name_come_first() {
    let html = r#"<title>Startseite</title><meta property="og:site_name" content="Muster Brot"><script type="application/ld+json">{"@type":"Bakery","name":"Bäckerei Muster"}</script>"#;
    assert_eq!(best("https://x-y.test/", html).as_deref(), Some("Bäckerei Muster"));
    assert_eq!(
        best("https://x-y.test/", r#"<title>Startseite</title><meta property="og:site_name" content="Muster Brot">"#).as_deref(),
        Some("Muster Brot")
    );
}

#[test]
fn the_copyright_line_names_the_holder() {
    assert_eq!(copyright_holder("© 2010–2024 Bäckerei Muster. Alle Rechte vorbehalten").as_deref(), Some("Bäckerei Muster"));
    assert_eq!(copyright_holder("Copyright © 2024 by Muster Bau GmbH | Impressum").as_deref(), Some("Muster Bau GmbH"));
    assert_eq!(copyright_holder("Café Exemple © 2023").as_deref(), Some("Café Exemple"));
    assert_eq!(copyright_holder("Copyright © 2026 | Via Esempio 25 – 00071, Pomezia"), None);
    assert_eq!(copyright_holder("© 2024 All rights reserved."), None);
}

#[test]
fn generic_titles_are_no_name() {
    for title in ["Home", "Startseite", "Kontakt - Impressum", "Just another WordPress site", "404"] {
        assert_eq!(best("https://abc-def.test/", &format!("<title>{title}</title>")), None, "{title}");
    }
}

#[test]
fn another_things_organisation_is_not_the_sites() {
    let html = r#"<script type="application/ld+json">{"@type":"Event","location":{"@type":"Place","name":"Stadthalle"},"organizer":{"@type":"Organization","name":"Fremde GmbH"}}</script>"#;
    assert_eq!(best("https://abc-def.test/", html), None);
}

#[test]
fn company_names_are_cut_out_of_lines() {
    for (line, name) in [
        ("Muster Bau GmbH & Co. KG", "Muster Bau GmbH & Co. KG"),
        ("Angaben: Bäckerei Muster e.K., Hauptstraße 5", "Bäckerei Muster e.K."),
        ("© 2024 Muster & Partner UG (haftungsbeschränkt)", "Muster & Partner UG (haftungsbeschränkt)"),
        ("SARL Exemple au capital de 8 000 euros", "SARL Exemple"),
        ("Le site est édité par la société Exemple Plus SAS, dont le siège", "Exemple Plus SAS"),
        ("Esempio S.r.l. - P.IVA 01234567890", "Esempio S.r.l."),
        ("Ejemplo Reformas, S.L.", "Ejemplo Reformas, S.L."),
        ("Exemplo Unipessoal, Lda", "Exemplo Unipessoal, Lda"),
        ("Voorbeeld Installaties B.V.", "Voorbeeld Installaties B.V."),
        ("Example & Sons Ltd", "Example & Sons Ltd"),
        ("Przykład Sp. z o.o.", "Przykład Sp. z o.o."),
        ("Příklad s.r.o.", "Příklad s.r.o."),
        ("Minta Kft.", "Minta Kft."),
        ("Exempel AB", "Exempel AB"),
        ("Il Modello S.n.c. di Bassi Carlo & C. - Via Mascarella 88", "Il Modello S.n.c. di Bassi Carlo & C."),
        ("Esempio S.a.s. - P.IVA", "Esempio S.a.s."),
        ("Vloeren Voorbeeld bv", "Vloeren Voorbeeld bv"),
        ("Retouradres: Pedaal Voorbeeld V.O.F., Ambachtsweg 27", "Pedaal Voorbeeld V.O.F."),
        ("Örnek Mobilya San. ve Tic. A.Ş.", "Örnek Mobilya San. ve Tic. A.Ş."),
        ("Velomuster AG · UID CHE-100.000.001 MWST", "Velomuster AG"),
        ("© 2024 Maple Example Family Dental, PLLC", "Maple Example Family Dental, PLLC"),
        ("Schildersbedrijf van den Berg B.V.", "Schildersbedrijf van den Berg B.V."),
        ("Inh. Max Muster e.K.", "Max Muster e.K."),
        ("Panificadora dos Irmãos Exemplo, Lda.", "Panificadora dos Irmãos Exemplo, Lda."),
        ("© 2025 Frenos Ejemplo, S.A. de C.V. Todos los derechos reservados", "Frenos Ejemplo, S.A. de C.V."),
        ("Panificadora Exemplo LTDA - ME - CNPJ 12.345.678/0001-95", "Panificadora Exemplo LTDA - ME"),
        ("Società Agricola Tre Esempi s.s. · C.F. e P.IVA 02345678907", "Società Agricola Tre Esempi s.s."),
        ("V.o.f. De Voorbeeldhoeve", "V.o.f. De Voorbeeldhoeve"),
        ("Stolarnia Wzór s.c. Marek Przykładowy, Paweł Wzorcowy", "Stolarnia Wzór s.c."),
        ("© 2026 Örnek Ağaç Sanayi ve Ticaret Ltd. Şti.", "Örnek Ağaç Sanayi ve Ticaret Ltd. Şti."),
    ] {
        assert_eq!(company_names(line).first().map(|c| c.name.as_str()), Some(name), "{line}");
    }
}

#[test]
fn prose_has_no_company_in_it() {
    for line in [
        "Wir sind für Sie da.",
        "Als AG in der Schule",
        "Nous sommes là",
        "USA und Kanada",
        "AS IS",
        "Uscita S.S. 16 e s.s. 379 per Bari",
    ] {
        assert!(company_names(line).is_empty(), "{line}: {:?}", company_names(line));
    }
}

#[test]
fn the_legal_name_is_read_from_the_legal_notice_and_not_the_hosts() {
    let html = "<h1>Mentions légales</h1><p>Raison sociale : Boulangerie Exemple</p><h2>Hébergeur</h2><p>Nuage SAS</p>";
    let names: Vec<String> = page("https://x-y.test/", html, PageKind::Legal, true).into_iter().map(|n| n.value).collect();
    assert_eq!(names, ["Boulangerie Exemple"]);
    let html = "<h1>Impressum</h1><h2>Angaben gemäß § 5 TMG</h2><p>Muster Brot GmbH<br>Hauptstraße 5</p><h2>Webdesign</h2><p>Agentur Fremd GmbH</p>";
    let names: Vec<String> = page("https://x-y.test/", html, PageKind::Legal, true).into_iter().map(|n| n.value).collect();
    assert_eq!(names, ["Muster Brot GmbH"]);
}

#[test]
fn a_customer_in_the_text_is_not_the_legal_name() {
    assert!(page("https://x-y.test/", "<main><p>Unsere Kunden: Große Werke AG</p></main>", PageKind::Home, true).is_empty());
}

#[test]
fn a_label_before_the_trading_name_beats_the_one_who_owns_the_site() {
    for (html, name) in [
        ("<p>Nombre comercial: Taller Ejemplo</p><p>Titular: Ana Ejemplo Modelo</p>", "Taller Ejemplo"),
        ("<p>Nome fantasia: Padaria Modelo</p><p>Razão social: Modelo Pães LTDA</p>", "Padaria Modelo"),
        ("<p>Nom commercial : Fleurs Exemple</p>", "Fleurs Exemple"),
        ("<p>Plume Exemple<br>Entreprise Individuelle (EI)<br>SIRET : à venir</p>", "Plume Exemple"),
        ("<footer><p>Trattoria Esempio - P.IVA 07643520567</p></footer>", "Trattoria Esempio"),
        ("<p>Le site Exemplor est édité par :</p><p>Marie Exemple<br>Auto-entrepreneur</p>", "Exemplor"),
    ] {
        assert_eq!(best("https://x-y.test/", html).as_deref(), Some(name), "{html}");
    }
    for html in [
        "<p>Entreprise : 12 rue</p>",
        "<p>Codice Fiscale e P.IVA 07643520567</p>",
        "<p>Via Esempio 5, Roma - P.IVA 07643520567</p>",
    ] {
        assert_eq!(best("https://x-y.test/", html), None, "{html}");
    }
    let bold = "<p><strong>Muster — Langues et Exemples</strong><br>25 avenue de la Gare</p>";
    assert_eq!(best("https://muster.test/", bold).as_deref(), Some("Muster"));
    assert_eq!(best("https://x-y.test/", bold), None);
}

#[test]
fn the_firm_above_its_number_is_the_legal_name_wherever_it_stands() {
    let legal = |html: &str| page("https://x-y.test/", html, PageKind::Home, true).first().map(|n| n.value.clone());
    let firm = "<p>LUZ MODELO COMERCIO LTDA<br>Rua do Exemplo, 21<br>Recife - PE<br>CNPJ: 11.222.333/0001-81</p>";
    assert_eq!(legal(firm).as_deref(), Some("LUZ MODELO COMERCIO LTDA"));
    assert_eq!(legal("<p>LUZ MODELO COMERCIO LTDA<br>Rua do Exemplo, 21<br>Recife - PE</p>"), None);
    assert_eq!(legal("<p><b>Firma:</b> VALE E MODELO - LDA (Sociedade por Quotas)</p>").as_deref(), Some("VALE E MODELO - LDA"));
    assert_eq!(legal("<p><b>Denominação:</b> D. Modelo Clínica LDA</p>").as_deref(), Some("D. Modelo Clínica LDA"));
    assert_eq!(legal("<p>Entreprise Individuelle (micro-entreprise)</p>"), None);
    assert_eq!(legal("<footer><p>Ragione sociale: esempio S.R.L.</p></footer>").as_deref(), Some("esempio S.R.L."));
    assert_eq!(legal("<p>Entreprise : artisan du bois</p>"), None);
}

proptest! {
    #[test]
    fn no_line_panics(line in "[A-ZÉa-zé .,&|:()©0-9-]{0,80}(GmbH|SARL|Ltd|S\\.r\\.l\\.|é AG)?[A-Za-zé .,]{0,20}") {
        company_names(&line);
        copyright_holder(&format!("© {line}"));
        copyright_holder(&line);
        clean(&line);
        without_form(&line);
    }
}

#[test]
fn a_title_between_dots_and_colons_is_cut_at_them() {
    assert_eq!(title_parts(".:: Officina Esempio snc ::. Autofficina Brescia"), ["Officina Esempio snc", "Autofficina Brescia"]);
    assert_eq!(title_parts("Dr. Muster"), ["Dr. Muster"]);
    // Quotation marks belong to the name; between spaces they part.
    assert_eq!(title_parts("Ферма «Приклад» | Контакти"), ["Ферма «Приклад»", "Контакти"]);
    assert_eq!(title_parts("Home » Muster"), ["Home", "Muster"]);
    assert_eq!(clean("Ферма «Приклад»").as_deref(), Some("Ферма «Приклад»"));
}

#[test]
fn a_place_or_a_call_behind_the_name_is_cut_off() {
    assert_eq!(
        best("https://www.thistlemusterbnb.test/", "<title>Thistlemuster Bed &amp; Breakfast, South Exampleferry</title>")
            .as_deref(),
        Some("Thistlemuster Bed & Breakfast")
    );
    assert_eq!(best("https://www.hofladen-muster.test/", "<title>Hofladen Muster!</title>").as_deref(), Some("Hofladen Muster"));
}

fn company(text: &str) -> Option<String> {
    company_names(text).into_iter().next().map(|c| c.name)
}

#[test]
fn company_forms_with_partners_years_and_quotation_marks_are_whole() {
    for (text, name) in [
        ("Idraulica Prova S.n.c. di Prova Luca e Marco – Sede legale", "Idraulica Prova S.n.c. di Prova Luca e Marco"),
        ("Fontaneros / Instalaciones Muestra 2010 S.L. / CIF", "Instalaciones Muestra 2010 S.L."),
        ("© 2019 - 2025 Example Dental Care Ltd. All rights", "Example Dental Care Ltd."),
        ("© 2015–2024 Muster & Heizung GmbH & Co. KG", "Muster & Heizung GmbH & Co. KG"),
        ("Schreinerei Muster AG — Dorfstrasse 31", "Schreinerei Muster AG"),
        ("ООО «Пример-Дент», ИНН 7707123456", "ООО «Пример-Дент»"),
        ("EARL du Clos Exemple", "EARL du Clos Exemple"),
        ("運営：株式会社見本製作所", "株式会社見本製作所"),
        ("杭州样本机械有限公司成立于1998年", "杭州样本机械有限公司"),
    ] {
        assert_eq!(company(text).as_deref(), Some(name), "{text}");
    }
}

#[test]
fn the_form_behind_a_comma_belongs_to_the_labelled_name() {
    let name = |text: &str| forms::labelled(text, None).map(|(name, _)| name);
    assert_eq!(name("Titular: Muestra Abogados, S.L.P.").as_deref(), Some("Muestra Abogados, S.L.P."));
    assert_eq!(name("Titular: Muestra Abogados, Madrid").as_deref(), Some("Muestra Abogados"));
    assert_eq!(name("Titular: Muestra S.L., Calle Mayor 5").as_deref(), Some("Muestra S.L."));
}

#[test]
fn beside_the_word_for_the_page_stands_the_name() {
    for (url, title, name) in [
        ("https://x-y.test/", "Kontakt - Musterwerk Nord", "Musterwerk Nord"),
        ("https://www.kanzlei-muster.test/", "So erreichen Sie uns | Rechtsanwaltskanzlei Muster", "Rechtsanwaltskanzlei Muster"),
    ] {
        assert_eq!(best(url, &format!("<title>{title}</title>")).as_deref(), Some(name), "{title}");
    }
    let html = r#"<title>Home – Example Dental</title><script type="application/ld+json">{"@type":"Organization","name":"Theme Works","url":"https://themes.example/"}</script>"#;
    assert_eq!(best("https://exampledental.test/", html).as_deref(), Some("Example Dental"));
}

#[test]
fn the_holder_before_a_credit_is_the_legal_name() {
    let html = "<footer><p>&copy; 2024 Sample Roofing, LLC. License #L.78123. All Rights Reserved. Powered by Leads Example Inc.</p></footer>";
    let names: Vec<String> =
        page("https://sample-roofing.test/", html, PageKind::Home, true).into_iter().map(|n| n.value).collect();
    assert_eq!(names, ["Sample Roofing, LLC"]);
}

#[test]
fn a_partnership_may_begin_with_a_particle() {
    let legal_name = |text: &str| super::company_names(text).into_iter().map(|n| n.name).collect::<Vec<_>>();
    assert_eq!(legal_name("von Muster & Partner Rechtsanwälte mbB"), ["von Muster & Partner Rechtsanwälte mbB"]);
    assert_eq!(legal_name("von Muster GmbH"), ["Muster GmbH"]);
}

#[test]
fn stars_and_keywords_are_no_part_of_the_name() {
    for (url, html, name) in [
        ("https://hotelmusterlago.test/", "<title>Contatti - Hotel Muster *** S - Lago</title>", "Hotel Muster"),
        ("https://campingmuster.test/", "<title>Camping Muster *** Dordogne</title>", "Camping Muster"),
        (
            "https://musterimpianti.test/",
            "<title>Idraulico Empoli Muster Impianti - caldaie</title><img alt='Muster Impianti' src=a.jpg>",
            "Muster Impianti",
        ),
        // Nothing else on the page is called so.
        ("https://zahnarztkoeln.test/", "<title>Ihr Zahnarzt Köln Praxis Muster</title>", "Ihr Zahnarzt Köln Praxis Muster"),
    ] {
        assert_eq!(best(url, html).as_deref(), Some(name), "{html}");
    }
}

#[test]
fn of_a_name_with_and_without_blanks_the_one_in_words_is_shown() {
    let site_name = "<meta property='og:site_name' content='Latabledodette'>";
    let titled = format!("<title>La Table d'Odette | Restaurant</title>{site_name}");
    assert_eq!(best("https://latabledodette.test/", &titled).as_deref(), Some("La Table d'Odette"));
    let alone = format!("<title>Restaurant à Rodez</title>{site_name}");
    assert_eq!(best("https://latabledodette.test/", &alone).as_deref(), Some("Latabledodette"));
}

#[test]
fn the_house_behind_a_trading_name_is_the_legal_one() {
    let html = "<p>By using our services you agree to be bound by these terms, which we change now and then; the date above says when. Muster Compare is a trading name of Example Utilities Limited, registered in England and Wales.</p>";
    let names = page("https://muster-compare.test/", html, PageKind::Terms, true);
    assert_eq!(names.first().map(|n| n.value.as_str()), Some("Example Utilities Limited"));
}

#[test]
fn an_article_before_a_company_describes_it() {
    let names = page("https://heiz-rat.test/", "<p>Eine Dienstleistung der Muster Winterthur GmbH</p>", PageKind::Legal, true);
    assert_eq!(names.first().map(|n| n.value.as_str()), Some("Muster Winterthur GmbH"));
}

#[test]
fn the_first_link_home_says_the_name_where_the_title_does_not() {
    let html = "<title>Our Team</title><header><a href='index.html'><img src='a.png' alt=''><div><h2>Muster Rao &amp; Associates</h2><h4>CHARTERED ACCOUNTANTS</h4></div></a></header><p>We advise.</p>";
    assert_eq!(best("https://mrassoc.test/our-team.html", html).as_deref(), Some("Muster Rao & Associates"));
}

#[test]
fn praise_with_a_place_is_no_name() {
    let html = "<title>Best Dentist in Musterford</title><p>© Copyright 2025 | All Rights Reserved by Tulip Dental Care</p>";
    assert_eq!(best("https://tdc.test/", html).as_deref(), Some("Tulip Dental Care"));
}

#[test]
fn forms_written_out_are_forms() {
    for (text, name) in [
        (
            "KLARWZÓR SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ z siedzibą w Poznaniu",
            "KLARWZÓR SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ",
        ),
        ("Muster Bau Gesellschaft mit beschränkter Haftung, Wien", "Muster Bau Gesellschaft mit beschränkter Haftung"),
        ("Exempel Aktiebolag, Malmö", "Exempel Aktiebolag"),
    ] {
        assert_eq!(company(text).as_deref(), Some(name), "{text}");
    }
}

#[test]
fn the_town_before_a_state_is_no_part_of_a_name() {
    assert_eq!(
        best("https://www.muster-tacos.test/", "<title>Find us - Muster Mobile Tacos in North Example, MA</title>").as_deref(),
        Some("Muster Mobile Tacos")
    );
    assert_eq!(
        best("https://made-in-muster.test/", "<title>Kontakt - Made in Muster</title>").as_deref(),
        Some("Made in Muster")
    );
}

#[test]
fn a_norwegian_partnership_has_its_form() {
    let names: Vec<String> =
        company_names("Fjell & Garatun ANS, org.nr. 912 345 678").into_iter().map(|found| found.name).collect();
    assert_eq!(names, ["Fjell & Garatun ANS"]);
    assert!(company_names("MANS OG TRANS").is_empty());
}

#[test]
fn associations_and_peruvian_companies_have_their_forms() {
    for (text, name) in [
        ("Onda Modella A.S.D. - Via del Remo 4", "Onda Modella A.S.D."),
        ("A.S.D. Polisportiva Modella - Via del Remo 4", "A.S.D. Polisportiva Modella"),
        ("© 2024 Circolo Modello APS", "Circolo Modello APS"),
        ("Andina Modelo S.A.C. - RUC 20600000001", "Andina Modelo S.A.C."),
        ("Porte Modello S.R.L.s", "Porte Modello S.R.L.s"),
        ("SARL P. V. DIFFUSION", "SARL P. V. DIFFUSION"),
    ] {
        let names: Vec<String> = company_names(text).into_iter().map(|found| found.name).collect();
        assert_eq!(names, [name], "{text}");
    }
}

#[test]
fn an_italian_who_trades_alone_gives_the_firm_her_name() {
    let html = "<footer><p>Quercia Lab di Nicola Esempiani · P. IVA IT 01234567897</p></footer>";
    let names = page("https://quercia-lab.example/", html, PageKind::Home, true);
    assert_eq!(names.first().map(|n| n.value.as_str()), Some("Quercia Lab di Nicola Esempiani"));
    assert!(page("https://x.example/", "<footer><p>Corsi di Nicola Esempiani</p></footer>", PageKind::Home, true).is_empty());
}
