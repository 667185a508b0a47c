//! Tests of whose a contact is: each rule on a page it reads right and one it must not.

use url::Url;

use crate::{Contact, ContactKind, PageFacts, PageInput, Purpose, read_page, read_site};

fn page(url: &str, body: &str) -> PageFacts {
    let url = Url::parse(url).expect("test URL");
    read_page(&PageInput { url: &url, status: 200, headers: &[], body: body.as_bytes(), rendered: true })
}

fn site(pages: &[(&str, &str)]) -> Vec<Contact> {
    let facts: Vec<PageFacts> = pages.iter().map(|(url, body)| page(url, body)).collect();
    read_site(&facts).contacts
}

/// "own" values best first and "third" values in alphabetical order, forms left out.
fn split(contacts: &[Contact]) -> (Vec<&str>, Vec<&str>) {
    let values = |third: bool| -> Vec<&str> {
        contacts
            .iter()
            .filter(|c| c.third_party == third && c.kind != ContactKind::ContactForm)
            .map(|c| c.value.value.as_str())
            .collect()
    };
    let mut third = values(true);
    third.sort_unstable();
    (values(false), third)
}

#[test]
fn the_web_designer_in_the_footer_is_a_third_party_on_every_page() {
    let footer = "<footer><p>© 2024 Café Lindenhof | Tel. 030 23125000 | <a href='mailto:info@cafe-lindenhof.de'>info@cafe-lindenhof.de</a> | Webdesign: <a href='mailto:hallo@pixelnest.de'>hallo@pixelnest.de</a></p></footer>";
    let home = format!("<h1>Café Lindenhof</h1>{footer}");
    let contact = format!("<h1>Kontakt</h1><p>Tel. 030 23125000</p>{footer}");
    let all = site(&[("https://cafe-lindenhof.de/", &home), ("https://cafe-lindenhof.de/kontakt", &contact)]);
    assert_eq!(split(&all), (vec!["info@cafe-lindenhof.de", "+493023125000"], vec!["hallo@pixelnest.de"]));
    assert_eq!(all.iter().find(|c| c.third_party).and_then(|c| c.third_party_rule.as_deref()), Some("third-party/credit-line"));
}

#[test]
fn a_french_legal_notice_names_the_host_and_the_designer() {
    let body = "<h1>Mentions légales</h1><h2>Éditeur du site</h2><p>Boulangerie Duval, 3 rue du Four, 69001 Lyon<br>Tél : 04 65 71 23 45<br>boulangerie.duval@orange.fr</p><h2>Hébergement</h2><p>OVH SAS<br>2 rue Kellermann, 59100 Roubaix<br>Tél : 09 72 10 10 07<br>support@ovh.com</p><h2>Conception et réalisation</h2><p>Studio Mirabelle – <a href='https://studio-mirabelle.fr'>site</a><br>contact@studio-mirabelle.fr<br>Tél : 04 65 71 99 88</p>";
    let all = site(&[("https://boulangerie-duval.fr/mentions-legales", body)]);
    assert_eq!(
        split(&all),
        (
            vec!["boulangerie.duval@orange.fr", "+33465712345"],
            vec!["+33465719988", "+33972101007", "contact@studio-mirabelle.fr", "support@ovh.com"]
        )
    );
    let again = body.replace("<p>OVH SAS<br>", "<p>Le site est hébergé par :</p><p><strong>OVH SAS</strong><br>");
    assert_eq!(split(&site(&[("https://boulangerie-duval.fr/mentions-legales", &again)])), split(&all));
}

#[test]
fn a_legal_notice_in_plain_paragraphs_is_read_too() {
    let body = "<p><strong>Propriétaire :</strong> SARL Les Glycines – 12 avenue Foch 33000 Bordeaux – 05 64 31 22 33 – contact@lesglycines.fr</p><p><strong>Hébergeur :</strong> O2switch – 222 Boulevard Gustave Flaubert 63000 Clermont-Ferrand – 04 44 44 60 40</p><p>Le site est réalisé par Agence Marée Haute, bonjour@mareehaute.bzh</p><p>Pour toute question : contact@lesglycines.fr</p>";
    let all = site(&[("https://lesglycines.fr/mentions-legales", body)]);
    assert_eq!(split(&all), (vec!["contact@lesglycines.fr", "+33564312233"], vec!["+33444446040", "bonjour@mareehaute.bzh"]));
}

#[test]
fn an_impressum_names_chamber_insurer_and_officer() {
    let body = "<h1>Impressum</h1><p>Angaben gemäß § 5 TMG</p><p>Zahnarztpraxis Dr. Erlenbach<br>Am Markt 3<br>50667 Köln</p><p>Telefon: 0221 / 2712340<br>Telefax: 0221 / 2712341<br>E-Mail: praxis@zahnarzt-erlenbach.de</p><h3>Zuständige Kammer</h3><p>Zahnärztekammer Nordrhein<br>Tel. 0211 526050<br>info@zaek-nr.de</p><h3>Berufshaftpflichtversicherung</h3><p>Muster Versicherung AG<br>Telefon 089 38000000<br>service@versicherung-xy.de</p><h3>Datenschutzbeauftragter</h3><p>DSB Nord GmbH<br>Tel. 040 88888888<br>dsb@datenschutz-nord-beratung.de</p><h3>Verantwortlich für den Inhalt</h3><p>Dr. Anna Erlenbach, Tel. 0221 2712340</p>";
    let all = site(&[("https://zahnarzt-erlenbach.de/impressum", body)]);
    let (own, third) = split(&all);
    assert_eq!(own, ["praxis@zahnarzt-erlenbach.de", "+492212712340", "+492212712341"]);
    assert!(
        third.contains(&"info@zaek-nr.de") && third.contains(&"service@versicherung-xy.de") && third.contains(&"+49211526050"),
        "{third:?}"
    );
}

#[test]
fn a_privacy_policy_names_the_controller_and_many_others() {
    let body = "<h1>Datenschutzerklärung</h1><h2>Verantwortlicher</h2><p>Salon Birke, Tel.: 0351 4821234, E-Mail: salon.birke@gmx.de</p><h2>Beschwerderecht bei der Aufsichtsbehörde</h2><p>Sächsische Datenschutzbeauftragte, Telefon: 0351 85471101, E-Mail: post@sdtb.sachsen.de</p><h2>Google Analytics</h2><p>Google Ireland Limited, Gordon House, Tel: +353 1 543 1000, support-de@google.com</p>";
    let all = site(&[("https://salon-birke.de/datenschutz", body)]);
    assert_eq!(
        split(&all),
        (
            vec!["salon.birke@gmx.de", "+493514821234"],
            vec!["+35315431000", "+4935185471101", "post@sdtb.sachsen.de", "support-de@google.com"]
        )
    );
}

#[test]
fn credit_lines_are_known_in_many_languages() {
    for (lang, credit) in [
        ("en", "Website by "),
        ("de", "Umsetzung: "),
        ("fr", "Site réalisé par "),
        ("it", "Sito realizzato da "),
        ("es", "Diseño web: "),
        ("nl", "Website door "),
        ("pl", "Projekt i wykonanie: "),
        ("cs", "Tvorba webu: "),
        ("pt", "Desenvolvido por "),
        ("da", "Hjemmeside af "),
        ("sv", "Webbplats av "),
        ("no", "Nettside av "),
        ("fi", "Sivuston toteutus: "),
        ("hu", "Weboldal készítés: "),
        ("ro", "Realizat de "),
        ("el", "Κατασκευή ιστοσελίδων: "),
        ("ru", "Создание сайта: "),
        ("ja", "サイト制作："),
    ] {
        let body = format!(
            "<html lang={lang}><h1>Shop</h1><p>shop@shopname.com</p><footer><div>shop@shopname.com</div><div>{credit}Nordlicht (hello@nordlicht-studio.net)</div></footer>"
        );
        let all = site(&[("https://shopname.com/", &body)]);
        assert_eq!(split(&all), (vec!["shop@shopname.com"], vec!["hello@nordlicht-studio.net"]), "{lang}");
    }
}

#[test]
fn free_mail_and_sister_domains_are_the_sites_own() {
    let all = site(&[(
        "https://hotel-sonnenhang.at/kontakt",
        "<h1>Kontakt</h1><p>hotel.sonnenhang@aon.at, info@hotelsonnenhang.com</p>",
    )]);
    assert_eq!(split(&all).1, Vec::<&str>::new());
}

#[test]
fn certified_mailboxes_and_those_that_bear_the_name_are_the_sites_own_in_a_legal_notice() {
    let all = site(&[
        ("https://studio-legale-falchetto.it/contatti", "<h1>Contatti</h1><p>segreteria@studio-legale-falchetto.it</p>"),
        (
            "https://studio-legale-falchetto.it/note-legali",
            "<h1>Note legali</h1><p>PEC: p.verdi@brescia.pecavvocati.it</p><p>studiofalchetto@casella-sicura.com</p>\
             <p>assistenza@nuvola-serena.com</p>",
        ),
    ]);
    let (own, others) = split(&all);
    assert!(own.contains(&"p.verdi@brescia.pecavvocati.it") && own.contains(&"studiofalchetto@casella-sicura.com"), "{own:?}");
    assert_eq!(others, ["assistenza@nuvola-serena.com"]);
}

#[test]
fn another_business_on_another_page_is_a_third_party_when_the_site_has_its_own_address() {
    let all = site(&[
        ("https://verein-talblick.de/", "<footer>info@verein-talblick.de</footer>"),
        (
            "https://verein-talblick.de/blog/ausflug",
            "<h1>Ausflug</h1><p>Anmeldung beim Wirt: reservierung@gasthaus-zum-see.de</p>",
        ),
    ]);
    assert_eq!(split(&all), (vec!["info@verein-talblick.de"], vec!["reservierung@gasthaus-zum-see.de"]));
}

#[test]
fn the_only_address_is_the_sites_own_whatever_its_domain() {
    let all = site(&[
        ("https://malerei-kern.de/kontakt", "<h1>Kontakt</h1><p>E-Mail: buero@kern-gruppe.net</p>"),
        ("https://malerei-kern.de/impressum", "<h1>Impressum</h1><p>buero@kern-gruppe.net</p>"),
    ]);
    assert_eq!(split(&all), (vec!["buero@kern-gruppe.net"], vec![]));
}

#[test]
fn an_agency_keeps_its_own_numbers_under_its_own_headings() {
    let body = "<h2>Webdesign</h2><p>Rufen Sie uns an: 040 88888123</p><p>hallo@nordagentur.de</p><footer><h4>Webdesign Hamburg</h4><p>Tel. 040 88888123</p></footer>";
    let all = site(&[("https://nordagentur.de/", body)]);
    assert_eq!(split(&all), (vec!["hallo@nordagentur.de", "+494088888123"], vec![]));
}

#[test]
fn rooms_are_no_hosting() {
    let all = site(&[("https://gite-des-pins.fr/", "<h2>Hébergement</h2><p>Réservation au 04 65 71 23 45</p>")]);
    assert_eq!(split(&all), (vec!["+33465712345"], vec![]));
}

#[test]
fn the_general_address_comes_first_and_no_reply_last() {
    let all =
        site(&[("https://laden-ost.de/kontakt", "<p>noreply@laden-ost.de</p><p>jobs@laden-ost.de</p><p>info@laden-ost.de</p>")]);
    assert_eq!(split(&all).0, ["info@laden-ost.de", "jobs@laden-ost.de", "noreply@laden-ost.de"]);
    assert_eq!(all[2].purpose, Purpose::NoReply);
}

#[test]
fn one_contact_form_is_kept_the_contact_pages() {
    let form = "<form class='wpcf7-form'><input type=text name=name><input type=email name=mail><textarea name=msg></textarea><button>Senden</button></form>";
    let all = site(&[("https://laden-ost.de/", form), ("https://laden-ost.de/kontakt", form), ("https://laden-ost.de/x", form)]);
    let forms: Vec<&str> = all.iter().filter(|c| c.kind == ContactKind::ContactForm).map(|c| c.value.value.as_str()).collect();
    assert_eq!(forms, ["https://laden-ost.de/kontakt"]);
}

#[test]
fn searches_logins_newsletters_and_comments_are_no_contact_forms() {
    for form in [
        "<form role=search><input name=s></form>",
        "<form class=newsletter><input type=email><button>OK</button></form>",
        "<form><input type=email name=user><input type=password></form>",
        "<form id=commentform action='/wp-comments-post.php'><input name=author><input name=email type=email><textarea name=comment></textarea></form>",
        "<form class=cart><input type=number name=quantity></form>",
    ] {
        assert!(page("https://laden-ost.de/kontakt", form).contacts.is_empty(), "{form}");
    }
}

#[test]
fn merging_the_same_pages_twice_changes_nothing_but_evidence_and_order_of_equals() {
    let pages = [
        page(
            "https://laden-ost.de/",
            "<p>info@laden-ost.de, Tel. 030 23125000</p><footer>Webdesign: hallo@pixelnest.de</footer>",
        ),
        page(
            "https://laden-ost.de/kontakt",
            "<p>Fax 030 23125001</p><p>anna@laden-ost.de</p><footer>Webdesign: hallo@pixelnest.de</footer>",
        ),
    ];
    let once = read_site(&pages).contacts;
    let doubled: Vec<PageFacts> = pages.iter().chain(&pages).cloned().collect();
    let twice = read_site(&doubled).contacts;
    let key = |c: &Contact| (c.kind, c.value.value.clone(), c.third_party);
    assert_eq!(once.iter().map(key).collect::<Vec<_>>(), twice.iter().map(key).collect::<Vec<_>>());
    assert!(twice.iter().all(|c| c.value.evidence.len() <= 5));
}

#[test]
fn evidence_is_short_and_holds_the_value() {
    let long = format!("<p>{} Schreiben Sie an info@laden-ost.de {}</p>", "Wort ".repeat(200), "Wort ".repeat(200));
    let facts = page("https://laden-ost.de/kontakt", &long);
    assert!(
        facts
            .contacts
            .iter()
            .flat_map(|c| &c.value.evidence)
            .all(|e| e.snippet.chars().count() <= 200 && e.snippet.contains("info@laden-ost.de"))
    );
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read(body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
        let url = Url::parse("https://laden-ost.de/impressum").expect("test URL");
        let facts = read_page(&PageInput { url: &url, status: 200, headers: &[], body: &body, rendered: false });
        proptest::prop_assert!(read_site(&[facts]).contacts.len() < 1000);
    }

    #[test]
    fn any_page_of_contacts_is_read(parts in proptest::collection::vec("<p>|</p>|<footer>|<h2>|</h2>|<a href='mailto:a@b.de'>|</a>|<br>|Tel\\. |030 23125000|Webdesign: |Hébergeur : |info@laden-ost.de|x@y.fr|<td>|<form>|<textarea name=a>|é|電話", 0..40)) {
        let facts = page("https://laden-ost.de/impressum", &parts.concat());
        let all = read_site(&[facts.clone(), facts]).contacts;
        proptest::prop_assert!(all.iter().all(|c| !c.value.evidence.is_empty()));
    }
}

#[test]
fn a_membership_named_in_passing_makes_nobody_a_third_party() {
    let body = "<h1>Impressum</h1><p>Kanzlei Dr. Ulmer<br>Mitglied der Rechtsanwaltskammer Berlin<br>Tel. 030 23125010<br>kanzlei.ulmer@gmx.de</p><p>Rechtsanwaltskammer Berlin<br>Littenstraße 9<br>Tel. 030 3069310<br>info@rak-musterstadt.de</p>";
    let all = site(&[("https://kanzlei-ulmer.de/impressum", body)]);
    assert_eq!(split(&all), (vec!["kanzlei.ulmer@gmx.de", "+493023125010"], vec!["+49303069310", "info@rak-musterstadt.de"]));
}

#[test]
fn a_photographer_with_a_free_mailbox_writes_of_his_own_work() {
    let all = site(&[("https://lichtblick-meier.de/", "<footer><p>Fotografie Meier · lichtblick.meier@gmx.de</p></footer>")]);
    assert_eq!(split(&all), (vec!["lichtblick.meier@gmx.de"], vec![]));
}

#[test]
fn an_authority_in_a_privacy_policy_keeps_its_telephone() {
    for (lang, lead, label) in [
        ("fr", "Vous pouvez adresser une réclamation à l'autorité de contrôle :", "Tél."),
        ("it", "Potete presentare reclamo all'autorità di controllo:", "Tel."),
        ("es", "Puede presentar una reclamación ante la autoridad de control:", "Tel."),
        ("nl", "U kunt een klacht indienen bij de toezichthouder:", "Tel."),
        ("en", "You may lodge a complaint with the supervisory authority:", "Tel."),
        ("de", "Sie können sich bei der Aufsichtsbehörde beschweren:", "Tel."),
        ("xx", "Ceterum censeo:", "Tel."),
    ] {
        let body = format!(
            "<html lang={lang}><h1>Privacy</h1><p>Laden Ost, Tel. +49 30 23125000, info@laden-ost.test</p><p>{lead}</p><p><a href='https://www.amt-nordstadt.test'>Amt Muster</a>, Platz 3, {label} +33 1 99 00 19 90, <a href='mailto:post@amt-nordstadt.test'>post@amt-nordstadt.test</a></p>"
        );
        let all = site(&[("https://laden-ost.test/privacy", &body)]);
        assert_eq!(
            split(&all),
            (vec!["info@laden-ost.test", "+493023125000"], vec!["+33199001990", "post@amt-nordstadt.test"]),
            "{lang}"
        );
    }
}

#[test]
fn numbers_of_registers_and_policies_are_no_contacts() {
    for (url, body) in [
        ("https://praxis.de/impressum", "<table><tr><td>Betriebsstättennummer</td><td>029876543</td></tr></table>"),
        ("https://studio.it/note-legali", "<dl><dt>Polizza RC professionale</dt><dd>n. 340 5559 871</dd></dl>"),
        ("https://toit.fr/mentions-legales", "<p>Assurance</p><p>n° 0465 710 188 A</p>"),
        ("https://officina.it/note-legali", "<dl><dt>Albo imprese</dt><dd>TO/011555/83</dd></dl>"),
        ("https://hotel.fr/mentions-legales", "<p>Classement : 3 étoiles, arrêté 84-2021-0465</p>"),
        ("https://plumbing.co.uk/company", "<p>Public liability policy: PL/0113/4960999/22</p>"),
    ] {
        assert!(page(url, body).contacts.is_empty(), "{body}");
    }
}

#[test]
fn a_dot_may_be_a_word_in_any_tongue() {
    for (at, dot) in [
        ("at", "punt"),
        ("at", "punto"),
        ("arobase", "point"),
        ("at", "Punkt"),
        ("at", "ponto"),
        ("małpa", "kropka"),
        ("zavináč", "tečka"),
        ("kukac", "pont"),
        ("at", "punct"),
        ("at", "piste"),
        ("at", "točka"),
    ] {
        let body = format!("<ul><li><strong>E-mail :</strong> post ({at}) laden-ost ({dot}) de</li></ul>");
        let all = site(&[("https://laden-ost.de/kontakt", &body)]);
        assert_eq!(split(&all).0, ["post@laden-ost.de"], "{dot}");
    }
}

#[test]
fn a_partner_in_one_line_with_his_site_and_address_keeps_his_telephone() {
    let body = "<html lang=de><p>Wir arbeiten zusammen mit <a href='https://polsterei-federleicht.test'>Polsterei Federleicht</a>, Tel. 030 23125077, <a href='mailto:post@polsterei-federleicht.test'>post@polsterei-federleicht.test</a></p><footer>info@laden-ost.test, Tel. 030 23125000</footer>";
    let all = site(&[("https://laden-ost.test/leistungen", body)]);
    assert_eq!(
        split(&all),
        (vec!["info@laden-ost.test", "+493023125000"], vec!["+493023125077", "post@polsterei-federleicht.test"])
    );
}

#[test]
fn a_partners_telephone_is_his_where_the_page_names_the_house_nowhere() {
    let card = "<p>Wir arbeiten zusammen mit <a href='https://polsterei-federleicht.test'>Polsterei Federleicht</a>, Tel. 030 23125077, <a href='mailto:post@polsterei-federleicht.test'>post@polsterei-federleicht.test</a></p>";
    let all = site(&[
        ("https://laden-ost.test/leistungen", &format!("<html lang=de>{card}")),
        ("https://laden-ost.test/kontakt", "<html lang=de><p>info@laden-ost.test, Tel. 030 23125000</p>"),
    ]);
    assert_eq!(
        split(&all),
        (vec!["info@laden-ost.test", "+493023125000"], vec!["+493023125077", "post@polsterei-federleicht.test"])
    );
}

#[test]
fn a_chamber_named_on_any_page_keeps_its_own_contacts() {
    let body = "<h1>Maler Brinkhoff</h1><p>Tel. 0251 71234567, info@maler-brinkhoff.de</p><p>Handwerkskammer Münster, Bismarckallee 1, 48151 Münster, Telefon 0251 5203100, info@hwk-muenster.de</p>";
    let all = site(&[("https://maler-brinkhoff.de/", body)]);
    assert_eq!(split(&all), (vec!["info@maler-brinkhoff.de", "+4925171234567"], vec!["+492515203100", "info@hwk-muenster.de"]));
    // A craftsman who says where he is a member gives his own number behind it.
    let body = "<p>Handwerkskammer Münster, Mitglied seit 1990, Telefon 0251 71234567</p>";
    let all = site(&[("https://maler-brinkhoff.de/", body)]);
    assert_eq!(split(&all).0, vec!["+4925171234567"]);
}

#[test]
fn a_number_behind_a_designers_written_address_is_the_designers() {
    let body = "<h1>Impressum</h1><p>Elektro Haselbruch GmbH<br>Tel. 02941 5550100</p><p>Konzept, Design &amp; Umsetzung: werbewerk fiktiv, www.werbewerk-fiktiv.de, Tel. 0231 5550199</p>";
    let all = site(&[("https://elektro-haselbruch.de/impressum", body)]);
    assert_eq!(split(&all), (vec!["+4929415550100"], vec!["+492315550199"]));
    let body = "<h1>Impressum</h1><p>Gestaltung Haselbruch, www.gestaltung-haselbruch.de<br>Webdesign<br>Tel. 02941 5550100</p>";
    let all = site(&[("https://gestaltung-haselbruch.de/impressum", body)]);
    assert_eq!(split(&all).0, vec!["+4929415550100"]);
}

#[test]
fn an_address_that_bears_another_given_name_is_not_tied_to_the_person_above() {
    let body = "<h1>About us</h1><p>Owner: Rosie Muster</p><p>Events: <a href='mailto:helen@laden.de'>helen@laden.de</a></p>";
    let all = site(&[("https://laden.de/about", body)]);
    assert_eq!(all.iter().find(|c| c.value.value == "helen@laden.de").map(|c| c.person.as_deref()), Some(None));
}

#[test]
fn councils_ombudsmen_and_partners_in_sentences_are_third_parties() {
    for (body, third) in [
        (
            "<p>Tel. 021 4550123, info@laden.ie</p><p>Regulated by the Veterinary Council of Muster (info@vetcouncil-muster.ie).</p>",
            vec!["info@vetcouncil-muster.ie"],
        ),
        (
            "<p>Tel. 021 4550123, info@laden.ie</p><p>You may contact the Legal Ombudsman at PO Box 1, Slough, telephone +44 300 5550333 or email help@ombudsman-muster.org.uk.</p>",
            vec!["+443005550333", "help@ombudsman-muster.org.uk"],
        ),
        (
            "<p>Tel. 021 4550123, info@laden.ie</p><p>Our homes are covered by Sunshine Home Warranty, +44 113 4960123.</p>",
            vec!["+441134960123"],
        ),
        (
            "<p>Tel. 021 4550123, info@laden.ie</p><h2>Emergency numbers</h2><p>Poison control: +44 113 4960124</p>",
            vec!["+441134960124"],
        ),
    ] {
        let all = site(&[("https://laden.ie/", body)]);
        assert_eq!(split(&all), (vec!["info@laden.ie", "+353214550123"], third), "{body}");
    }
    // A firm's own number behind its regulator's name stays its own.
    let all = site(&[(
        "https://laden.ie/",
        "<p>Member of the Law Society. Regulated by the Information Commissioner. Tel. 021 4550123, info@laden.ie</p>",
    )]);
    assert_eq!(split(&all).0, vec!["info@laden.ie", "+353214550123"]);
}

#[test]
fn those_who_hear_complaints_and_officers_outside_keep_their_contacts() {
    let own = "<p>Tel. 070 3105000, info@laden.nl</p>";
    for (sentence, third) in [
        (
            "<p>U kunt uw klacht voorleggen aan de Commissie Voorbeeld, Postbus 90600, 2509 LP Den Haag, telefoon 070-3105310, info@commissie-voorbeeld.nl.</p>",
            vec!["+31703105310", "info@commissie-voorbeeld.nl"],
        ),
        ("<p>Inspektor Ochrony Danych: iod@ochrona-wzor.pl</p>", vec!["iod@ochrona-wzor.pl"]),
        ("<p>Mimosoudní řešení sporů: Inspekce Příklad, adr@inspekce-priklad.cz</p>", vec!["adr@inspekce-priklad.cz"]),
        ("<footer>Web: Agenzia Lampo (ciao@agenzialampo.it)</footer>", vec!["ciao@agenzialampo.it"]),
    ] {
        let all = site(&[("https://laden.nl/contact", &format!("<h1>Contact</h1>{own}{sentence}"))]);
        assert_eq!(split(&all), (vec!["info@laden.nl", "+31703105000"], third), "{sentence}");
    }
    // Complaints to the house itself, and a sister house on the contact page.
    let all = site(&[(
        "https://laden.nl/contact",
        &format!(
            "<h1>Contact</h1>{own}<p>Klachten? Bel 070 3105001 of mail klachten@laden.nl.</p><p>Filiaal: info@zusterzaak.nl</p>"
        ),
    )]);
    let mut values = split(&all).0;
    values.sort_unstable();
    assert_eq!(values, ["+31703105000", "+31703105001", "info@laden.nl", "info@zusterzaak.nl", "klachten@laden.nl"]);
}

#[test]
fn a_number_beside_another_businesss_address_is_that_businesss() {
    let own = "<header><a href='tel:+441134960100'>0113 496 0100</a> info@laden.co.uk</header>";
    let body = format!(
        "<html lang=en>{own}<h1>Stockists</h1><h3>North Wines Ltd</h3><p>12 High Street, York<br>Tel. 0113 496 0455<br>sales@northwines-fictive.co.uk</p>"
    );
    let all = site(&[("https://laden.co.uk/stockists", &body)]);
    assert_eq!(split(&all), (vec!["info@laden.co.uk", "+441134960100"], vec!["+441134960455", "sales@northwines-fictive.co.uk"]));
    // A house whose mailbox is its group's has no other number: both are its own.
    let all = site(&[(
        "https://laden.co.uk/contact",
        "<html lang=en><h1>Contact</h1><p>Tel. 0113 496 0455<br>leeds@northgroup-fictive.co.uk</p>",
    )]);
    assert_eq!(split(&all).0, ["leeds@northgroup-fictive.co.uk", "+441134960455"]);
}

#[test]
fn a_number_to_which_a_sentence_sends_is_somebody_elses_only_beside_one_of_the_house() {
    let sentence = "<p>When we are closed, please call Rose City Animal Emergency at 0113 496 0455.</p>";
    let all = site(&[("https://laden.co.uk/", &format!("<html lang=en><h1>Laden</h1><p>Tel. 0113 496 0100</p>{sentence}"))]);
    assert_eq!(split(&all), (vec!["+441134960100"], vec!["+441134960455"]));
    let all = site(&[("https://laden.co.uk/", &format!("<html lang=en><h1>Laden</h1>{sentence}"))]);
    assert_eq!(split(&all).0, ["+441134960455"]);
    // Two numbers of one telephone system belong together.
    let near = sentence.replace("0455", "0155");
    let all = site(&[("https://laden.co.uk/", &format!("<html lang=en><h1>Laden</h1><p>Tel. 0113 496 0100</p>{near}"))]);
    assert_eq!(split(&all).0, ["+441134960100", "+441134960155"]);
}

#[test]
fn the_regulator_named_in_a_sentence_keeps_its_number() {
    let body = "<html lang=en><header>Tel: 0113 496 0100</header><footer><p>Laden LLP is regulated by the Law Society of Example, Blackhall Place, telephone 0113 496 0455.</p></footer>";
    let all = site(&[("https://laden.co.uk/", body)]);
    assert_eq!(split(&all), (vec!["+441134960100"], vec!["+441134960455"]));
}

#[test]
fn the_host_of_a_legal_notice_keeps_its_number_though_it_is_a_well_known_service() {
    let body = "<html lang=fr><h1>Mentions légales</h1><p>Tél. 01 99 00 12 34</p><p>Hébergement : Wix.com Ltd., 500 Terry Blvd, San Francisco. Téléphone : +1 415 555 0134.</p>";
    let all = site(&[("https://laden.fr/mentions-legales", body)]);
    assert_eq!(split(&all), (vec!["+33199001234"], vec!["+14155550134"]));
}

#[test]
fn what_visitors_wrote_below_an_article_is_theirs() {
    let body = "<p>Tel. 0113 496 0100</p><div class='comment-list'><div class=comment><p>Thanks! anna.muster@btinternet.com</p></div></div>";
    let all = site(&[("https://laden.co.uk/blog", &format!("<html lang=en>{body}"))]);
    assert_eq!(split(&all), (vec!["+441134960100"], vec!["anna.muster@btinternet.com"]));
}

#[test]
fn an_address_of_another_domain_at_the_end_of_a_sentence_is_anothers_where_the_house_has_its_own() {
    let own = "<p>info@laden.dk</p>";
    let all = site(&[(
        "https://laden.dk/kontakt",
        &format!("{own}<p>Klager kan sendes til Nævnet Øst Voksen, post@naevnet-fiktiv.dk</p>"),
    )]);
    assert_eq!(split(&all), (vec!["info@laden.dk"], vec!["post@naevnet-fiktiv.dk"]));
    let all =
        site(&[("https://laden.dk/kontakt", &format!("{own}<p>Butik Øst<br>Torvet 1, 8000 Aarhus<br>oest@butik-fiktiv.dk</p>"))]);
    assert_eq!(split(&all).0, ["info@laden.dk", "oest@butik-fiktiv.dk"]);
}

#[test]
fn contacts_in_a_card_are_those_of_the_one_named_in_it() {
    let card = |name: &str, role: &str, mail: &str, phone: &str| {
        format!("<div class=card><h3>{name}</h3><p>{role}</p><ul><li>{phone}</li><li>{mail}</li></ul></div>")
    };
    let body = format!(
        "<html lang=en><h1>Team</h1>{}{}",
        card("Anna Muster", "Owner", "accounts@laden.co.uk", "0113 496 0101"),
        card("Peter Beispiel", "Sales Manager", "hello@laden.co.uk", "0113 496 0102"),
    );
    let all = page("https://laden.co.uk/people", &body).contacts;
    let person = |value: &str| all.iter().find(|c| c.value.value == value).and_then(|c| c.person.clone());
    assert_eq!(person("accounts@laden.co.uk").as_deref(), Some("Anna Muster"));
    assert_eq!(person("+441134960101").as_deref(), Some("Anna Muster"));
    assert_eq!(person("+441134960102").as_deref(), Some("Peter Beispiel"));
    // "hello@…" is everybody's, in whosever card it stands.
    assert_eq!(person("hello@laden.co.uk"), None);
}

#[test]
fn a_mobile_telephone_in_the_card_of_the_only_person_is_theirs_and_a_land_line_is_not() {
    let body = "<html lang=de><h1>Kontakt</h1><div><h3>Anna Muster</h3><p>Inhaberin</p><p>Mobil 0171 1234566</p><p>Tel. 030 23125000</p></div>";
    let all = page("https://laden.de/kontakt", body).contacts;
    let person = |value: &str| all.iter().find(|c| c.value.value == value).and_then(|c| c.person.clone());
    assert_eq!(person("+491711234566").as_deref(), Some("Anna Muster"));
    assert_eq!(person("+493023125000"), None);
}

#[test]
fn what_stands_under_a_title_on_the_surroundings_is_not_the_houses() {
    let body = "<html lang=it><h1>B&B Esempio</h1><p>Tel. 0575 123490</p><h3>Dove mangiare</h3><p>Trattoria La Quercia, tel. 0575 223800</p><h3>Contatti</h3><p>Cell. 339 1234490</p>";
    let all = site(&[("https://bbesempio.it/", body)]);
    assert_eq!(split(&all), (vec!["+390575123490", "+393391234490"], vec!["+390575223800"]));
    // In a sentence the same words say where the house is.
    let body = "<html lang=de><h1>Gasthof</h1><p>In der Umgebung von Köln gelegen, Tel. 030 23125000</p><p>Tel. 030 99925000</p>";
    let all = site(&[("https://gasthof.de/", body)]);
    assert_eq!(split(&all).0, ["+493023125000", "+493099925000"]);
}

#[test]
fn a_number_that_only_the_terms_know_is_a_carriers_or_a_mediators() {
    let terms = "<html lang=pl><h1>Regulamin</h1><p>Status przesyłki na infolinii kuriera: 22 577 77 50. Sklep: 505 345 680.</p>";
    let home = "<html lang=pl><p>Infolinia: 505 345 680</p>";
    let all = site(&[("https://sklep.pl/", home), ("https://sklep.pl/regulamin", terms)]);
    assert_eq!(split(&all), (vec!["+48505345680"], vec!["+48225777750"]));
    let all = site(&[("https://sklep.pl/regulamin", "<html lang=pl><h1>Regulamin</h1><p>Sklep: tel. 505 345 680.</p>")]);
    assert_eq!(split(&all).0, ["+48505345680"]);
}

#[test]
fn a_label_of_a_credit_in_the_footer_keeps_its_number_apart_and_the_same_word_in_the_text_does_not() {
    let footer = "<html lang=pl><p>tel. 61 812 34 56</p><footer>Realizacja: StudioWzór, tel. 22 555 66 77</footer>";
    assert_eq!(split(&site(&[("https://stolarz.pl/", footer)])), (vec!["+48618123456"], vec!["+48225556677"]));
    let text = "<html lang=pl><p>Realizacja: od projektu po montaż, tel. 22 555 66 77</p>";
    assert_eq!(split(&site(&[("https://stolarz.pl/", text)])), (vec!["+48225556677"], vec![]));
}

#[test]
fn a_house_with_a_free_mailbox_leaves_a_guests_address_in_a_sentence_to_the_guest() {
    let body = "<html lang=it><h1>Pro Loco</h1><p>Tel. 0461 123455, proloco.esempio@gmail.com</p><p>Spettacolo della compagnia Teatro del Bosco (info@teatro-fittizio.it, tel. 0461 228800)</p>";
    let all = site(&[("https://prolocoesempio.it/", body)]);
    assert_eq!(
        split(&all),
        (vec!["proloco.esempio@gmail.com", "+390461123455"], vec!["+390461228800", "info@teatro-fittizio.it"])
    );
}

#[test]
fn an_authority_called_in_an_article_keeps_its_number() {
    let article = "<html lang=en-US><h1>The Ledger</h1><p>By a staff writer. The state approved 2-1 the request filed under Docket 2024-00123. Riders may call the Ferry Authority at (207) 555-0177 with comments.</p>";
    let contact = "<html lang=en-US><h1>Contact</h1><p>Newsroom: 207-555-0123</p>";
    let all = site(&[("https://ledger-fictive.com/", article), ("https://ledger-fictive.com/contact", contact)]);
    assert_eq!(split(&all), (vec!["+12075550123"], vec!["+12075550177"]));
}

#[test]
fn sponsors_keep_their_contacts() {
    let sponsors = "<h2>Unsere Sponsoren</h2><p>Getränke Moosbauer, Erdinger Str. 12, Tel. 089 99998-555, info@moosbauer.de</p>";
    let own = "<footer>Tel. 089 99998-710, info@verein-ost.de</footer>";
    let all = site(&[("https://verein-ost.de/", &format!("{sponsors}{own}"))]);
    assert_eq!(split(&all), (vec!["info@verein-ost.de", "+498999998710"], vec!["+498999998555", "info@moosbauer.de"]));
    // Without a number of its own the only one is the house's.
    let all = site(&[("https://verein-ost.de/", "<h2>Sponsoren gesucht</h2><p>Auskunft: Tel. 089 99998-710</p>")]);
    assert_eq!(split(&all), (vec!["+498999998710"], vec![]));
}

#[test]
fn a_word_of_the_houses_name_in_small_letters_names_nobody() {
    let own = "<title>Clinique vétérinaire du Pont</title><p>Tél : 02 61 91 04 42</p>";
    let sent = "<p>La nuit, contactez le centre vétérinaire de garde (CHV Val de Loire) au 03 53 01 08 08.</p>";
    let all = site(&[("https://vetosdupont.fr/", &format!("{own}{sent}"))]);
    assert_eq!(split(&all), (vec!["+33261910442"], vec!["+33353010808"]));
    let ours = "<p>La nuit, contactez la Clinique Vétérinaire du Pont au 03 53 01 08 08.</p>";
    let all = site(&[("https://vetosdupont.fr/", &format!("{own}{ours}"))]);
    assert_eq!(split(&all).1, Vec::<&str>::new());
}

#[test]
fn the_author_of_a_page_signs_beside_the_houses_own_free_mailbox() {
    let body = "<h1>Kontakt</h1><p>czysto.wzor@gmail.com</p><footer><p>Wykonanie strony: <a href='mailto:adam.wzorcowy@o2.pl'>Adam Wzorcowy</a></p></footer>";
    let all = site(&[("https://czysto-wzor.pl/kontakt", body)]);
    assert_eq!(split(&all), (vec!["czysto.wzor@gmail.com"], vec!["adam.wzorcowy@o2.pl"]));
}
