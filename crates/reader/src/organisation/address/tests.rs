//! Addresses as they stand on pages of many countries; those in English lie in `english`, what is none in `refused`.

use proptest::prelude::*;

use super::*;

mod english;
mod refused;

fn hints(codes: &[&str]) -> Hints {
    let mut hints = Hints::default();
    for code in codes {
        hints.add(Country::from_code(code).unwrap(), 3.0);
    }
    hints
}

/// "street | city | region | code | country" of each address found.
fn read(text: &str, codes: &[&str]) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    find(&lines, &hints(codes))
        .iter()
        .filter(|f| f.confidence >= 0.5)
        .map(|f| {
            let a = &f.address;
            [&a.street, &a.city, &a.region, &a.postal_code, &a.country]
                .map(|o| o.clone().unwrap_or_default())
                .join(" | ")
                .replace(" |  | ", " | | ")
        })
        .collect()
}

fn each(cases: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (text, country, expected) in cases {
        let hints: Vec<&str> = country.split(' ').filter(|c| !c.is_empty()).collect();
        let found = read(text, &hints);
        if found != [(*expected).to_owned()] {
            wrong.push(format!("{text:?} ({country})\n   read {found:?}\n   want {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The addresses in lines of a page that is very likely of `land`: street, code, town and region.
pub(super) fn read_as(land: &'static str, lines: &[&str]) -> Vec<String> {
    let mut hints = Hints::default();
    hints.add(Country(land), 3.0);
    found(lines, &hints)
}

/// As [`read_as`], by other hints.
pub(super) fn found(lines: &[&str], hints: &Hints) -> Vec<String> {
    find(lines, hints)
        .into_iter()
        .map(|f| {
            let a = f.address;
            [a.street, a.postal_code, a.city, a.region].into_iter().flatten().collect::<Vec<_>>().join(" | ")
        })
        .collect()
}

#[test]
fn german_austrian_and_swiss_addresses_are_read() {
    each(&[
        ("Bäckerei Muster\nHauptstraße 5\n10115 Berlin", "DE", "Hauptstraße 5 | Berlin | | 10115 | DE"),
        ("Bäckerei Muster, Hauptstr. 5a, 10115 Berlin", "", "Hauptstr. 5a | Berlin | | 10115 | DE"),
        (
            "Muster GmbH • Karl-Marx-Straße 12-14 • D-50667 Köln • Tel. 0221 123456",
            "",
            "Karl-Marx-Straße 12-14 | Köln | | 50667 | DE",
        ),
        ("Am Markt 3\n99423 Weimar\nDeutschland", "", "Am Markt 3 | Weimar | | 99423 | DE"),
        ("Berliner Straße 17\n2. OG\n13507 Berlin", "DE", "Berliner Straße 17 | Berlin | | 13507 | DE"),
        ("Praxis Dr. Muster | Lange Gasse 7 | 72070 Tübingen", "DE", "Lange Gasse 7 | Tübingen | | 72070 | DE"),
        ("Sie finden uns in der Ottostraße 12 in 80333 München.", "DE", "Ottostraße 12 | München | | 80333 | DE"),
        ("An der Alten Mühle 4\n61440 Oberursel (Taunus)", "DE", "An der Alten Mühle 4 | Oberursel | Taunus | 61440 | DE"),
        ("Straße des 17. Juni 135\n10623 Berlin", "DE", "Straße des 17. Juni 135 | Berlin | | 10623 | DE"),
        (
            "Schlossallee 1\n60313 Frankfurt am Main\nTelefon 069 123456",
            "DE",
            "Schlossallee 1 | Frankfurt am Main | | 60313 | DE",
        ),
        ("Tischlerei Muster\nDorf 12\n6863 Egg", "AT", "Dorf 12 | Egg | | 6863 | AT"),
        ("Mariahilfer Straße 10/2/5, 1070 Wien", "", "Mariahilfer Straße 10/2/5 | Wien | | 1070 | AT"),
        ("A-8010 Graz, Herrengasse 9", "", "Herrengasse 9 | Graz | | 8010 | AT"),
        ("Bahnhofstrasse 21\nCH-8001 Zürich", "", "Bahnhofstrasse 21 | Zürich | | 8001 | CH"),
        ("Coiffure Muster\nDorfstrasse 4\n9050 Appenzell", "CH", "Dorfstrasse 4 | Appenzell | | 9050 | CH"),
        ("Rue du Rhône 12\n1204 Genève", "CH", "Rue du Rhône 12 | Genève | | 1204 | CH"),
        ("Via Nassa 5, 6900 Lugano", "CH", "Via Nassa 5 | Lugano | | 6900 | CH"),
        ("St. Leonhardstrasse 4, 9000 St. Gallen", "CH", "St. Leonhardstrasse 4 | St. Gallen | | 9000 | CH"),
        (
            "Muster KG\nHansestr. 3\n27568 Bremerhaven\nMontag - Freitag 08:00 - 17:00",
            "DE",
            "Hansestr. 3 | Bremerhaven | | 27568 | DE",
        ),
    ]);
}

#[test]
fn french_and_belgian_and_luxembourgish_addresses_are_read() {
    each(&[
        ("Boulangerie Exemple\n12 rue de la Paix\n75002 Paris", "", "12 rue de la Paix | Paris | | 75002 | FR"),
        ("12, rue de la République - 69002 LYON", "FR", "12, rue de la République | LYON | | 69002 | FR"),
        ("5 bis avenue du 8 mai 1945, 31000 Toulouse", "FR", "5 bis avenue du 8 mai 1945 | Toulouse | | 31000 | FR"),
        ("Le Bourg\n24220 Saint-Cyprien", "FR", "Le Bourg | Saint-Cyprien | | 24220 | FR"),
        ("ZA des Quatre Vents, 35400 Saint-Malo, France", "", "ZA des Quatre Vents | Saint-Malo | | 35400 | FR"),
        (
            "Siège social : 18 place du Marché, 92100 Boulogne-Billancourt Cedex",
            "FR",
            "18 place du Marché | Boulogne-Billancourt | | 92100 | FR",
        ),
        ("Route de l'Isle-Adam\n95630 Mériel", "FR", "Route de l'Isle-Adam | Mériel | | 95630 | FR"),
        (
            "3 chemin des Vignes 84110 Vaison-la-Romaine Tél : 04 90 00 00 00",
            "FR",
            "3 chemin des Vignes | Vaison-la-Romaine | | 84110 | FR",
        ),
        ("Garage Exemple, 44 Bd Voltaire, F-75011 Paris", "", "44 Bd Voltaire | Paris | | 75011 | FR"),
        ("Rue Neuve 15\n1000 Bruxelles", "", "Rue Neuve 15 | Bruxelles | | 1000 | BE"),
        ("Chaussée de Wavre 120, B-1050 Ixelles", "", "Chaussée de Wavre 120 | Ixelles | | 1050 | BE"),
        ("Kerkstraat 7, 9000 Gent", "", "Kerkstraat 7 | Gent | | 9000 | BE"),
        ("Steenweg op Gent 12\n9300 Aalst", "BE", "Steenweg op Gent 12 | Aalst | | 9300 | BE"),
        ("12, rue de l'Alzette\nL-4010 Esch-sur-Alzette", "", "12, rue de l'Alzette | Esch-sur-Alzette | | 4010 | LU"),
    ]);
}

#[test]
fn southern_addresses_are_read() {
    each(&[
        ("Via Roma, 12 - 20121 Milano (MI)", "", "Via Roma, 12 | Milano | MI | 20121 | IT"),
        ("Ristorante Esempio\nPiazza Garibaldi 4/b\n37121 Verona VR", "", "Piazza Garibaldi 4/b | Verona | VR | 37121 | IT"),
        (
            "Sede legale: Corso Vittorio Emanuele II, 45, 10125 Torino",
            "",
            "Corso Vittorio Emanuele II, 45 | Torino | | 10125 | IT",
        ),
        ("V.le Europa 10, 00144 Roma RM", "IT", "V.le Europa 10 | Roma | RM | 00144 | IT"),
        ("Calle Mayor, 5, 28013 Madrid", "", "Calle Mayor, 5 | Madrid | | 28013 | ES"),
        ("C/ Alcalá 45, 2º B\n28014 Madrid", "", "C/ Alcalá 45, 2º B | Madrid | | 28014 | ES"),
        (
            "Avda. de la Constitución nº 3, 41001 Sevilla (Sevilla)",
            "",
            "Avda. de la Constitución nº 3 | Sevilla | Sevilla | 41001 | ES",
        ),
        ("Carrer de Balmes 120, 08008 Barcelona", "", "Carrer de Balmes 120 | Barcelona | | 08008 | ES"),
        ("Rua Augusta 10\n1100-053 Lisboa", "", "Rua Augusta 10 | Lisboa | | 1100-053 | PT"),
        ("Av. da Boavista, 1203\n4100-130 Porto\nPortugal", "", "Av. da Boavista, 1203 | Porto | | 4100-130 | PT"),
        ("Ερμού 15, 105 63 Αθήνα", "GR", "Ερμού 15 | Αθήνα | | 105 63 | GR"),
    ]);
}

#[test]
fn northern_addresses_are_read() {
    each(&[
        ("Keizersgracht 100\n1015 AA Amsterdam", "", "Keizersgracht 100 | Amsterdam | | 1015 AA | NL"),
        ("Dorpsstraat 12a, 3512JB Utrecht", "", "Dorpsstraat 12a | Utrecht | | 3512 JB | NL"),
        ("Storgatan 5, 114 55 Stockholm", "", "Storgatan 5 | Stockholm | | 114 55 | SE"),
        ("Vestergade 5\n8000 Aarhus C", "", "Vestergade 5 | Aarhus C | | 8000 | DK"),
        ("Storgata 5, 0155 Oslo", "", "Storgata 5 | Oslo | | 0155 | NO"),
        ("Mannerheimintie 5, 00100 Helsinki", "", "Mannerheimintie 5 | Helsinki | | 00100 | FI"),
    ]);
}

#[test]
fn what_stands_between_town_and_code_is_no_town() {
    each(&[
        ("Sample Street\nDouglas\nIsle of Man\nIM1 9ZZ", "GB", "Sample Street | Douglas | Isle of Man | IM1 9ZZ | GB"),
        ("67 Sample Street, Cape Town, South Africa, 7460", "ZA", "67 Sample Street | Cape Town | | 7460 | ZA"),
        ("Staudachweg 9\n4081 Hartkirchen OÖ", "AT", "Staudachweg 9 | Hartkirchen | | 4081 | AT"),
        ("ul.Targowa 14\n59-220 Legnica", "PL", "ul.Targowa 14 | Legnica | | 59-220 | PL"),
    ]);
}

#[test]
fn eastern_addresses_are_read() {
    each(&[
        ("ul. Długa 5/3, 00-238 Warszawa", "", "ul. Długa 5/3 | Warszawa | | 00-238 | PL"),
        ("Rynek 12\n31-042 Kraków", "", "Rynek 12 | Kraków | | 31-042 | PL"),
        ("60-101 Poznań, ul. Głogowska 31", "", "ul. Głogowska 31 | Poznań | | 60-101 | PL"),
        ("Dlouhá 12, 110 00 Praha 1", "", "Dlouhá 12 | Praha 1 | | 110 00 | CZ"),
        ("nám. Míru 820/9\n120 00 Praha 2 - Vinohrady", "CZ", "nám. Míru 820/9 | Praha 2 | | 120 00 | CZ"),
        ("Obchodná 5, 811 06 Bratislava", "", "Obchodná 5 | Bratislava | | 811 06 | SK"),
        ("1051 Budapest, Kossuth Lajos utca 5.", "", "Kossuth Lajos utca 5 | Budapest | | 1051 | HU"),
        ("Str. Lungă nr. 5, Brașov 500001", "RO", "Str. Lungă nr. 5 | Brașov | | 500001 | RO"),
        ("Ilica 10, 10000 Zagreb", "", "Ilica 10 | Zagreb | | 10000 | HR"),
        ("Brīvības iela 5, Rīga, LV-1010", "", "Brīvības iela 5 | Rīga | | 1010 | LV"),
    ]);
}

#[test]
fn two_addresses_side_by_side_stay_apart() {
    assert_eq!(
        read("Filiale Mitte\nHauptstraße 5\n10115 Berlin\nFiliale Süd\nRingweg 9\n12049 Berlin", &["DE"]),
        ["Hauptstraße 5 | Berlin | | 10115 | DE", "Ringweg 9 | Berlin | | 12049 | DE"]
    );
}

#[test]
fn a_long_paragraph_of_numbers_is_read_in_time() {
    let line = "12345 Muster 5 ".repeat(20_000);
    find(&[&line], &Hints::default());
    let line = "Straße".repeat(50_000) + "12345";
    find(&[&line], &Hints::default());
}

proptest! {
    #[test]
    fn no_lines_panic(text in "[A-Za-z0-9äéżΑ ,.\\-–/|()\n'’º]{0,160}") {
        let lines: Vec<&str> = text.lines().collect();
        find(&lines, &Hints::default());
    }

    #[test]
    fn no_text_at_all_panics(text in ".{0,120}") {
        find(&[&format!("ul. {text} 10115 {text} SW1A 1AA")], &Hints::default());
    }

    #[test]
    fn long_lines_are_cut_at_characters(text in "[äé1 ]{380,900}") {
        find(&[&text], &Hints::default());
    }
}

#[test]
fn streets_of_two_words_and_numbers_with_a_letter_behind_a_bar_are_whole() {
    each(&[
        ("Hammer Str. 210\n48153 Münster", "DE", "Hammer Str. 210 | Münster | | 48153 | DE"),
        ("Via Triumplina 45/A - 25123 BRESCIA (BS)", "", "Via Triumplina 45/A | BRESCIA | BS | 25123 | IT"),
        ("Via G. Garibaldi, 12/b\n36100 Vicenza VI", "IT", "Via G. Garibaldi, 12/b | Vicenza | VI | 36100 | IT"),
        ("Str. Lungă nr. 5, Brașov 500001", "RO", "Str. Lungă nr. 5 | Brașov | | 500001 | RO"),
        (
            "St. Veiter Straße 12, 9020 Klagenfurt am Wörthersee",
            "AT",
            "St. Veiter Straße 12 | Klagenfurt am Wörthersee | | 9020 | AT",
        ),
        ("Wiener Neustädter Str. 8\n2490 Ebenfurth", "AT", "Wiener Neustädter Str. 8 | Ebenfurth | | 2490 | AT"),
        ("Via Cantonale 18\nCH-6900 Lugano", "CH", "Via Cantonale 18 | Lugano | | 6900 | CH"),
        ("12 bis rue du 11 Novembre 1918, 69008 Lyon", "FR", "12 bis rue du 11 Novembre 1918 | Lyon | | 69008 | FR"),
        (
            "ZA Les Portes de l'Océan\n5 rue des Artisans\n44115 Basse-Goulaine",
            "FR",
            "ZA Les Portes de l'Océan, 5 rue des Artisans | Basse-Goulaine | | 44115 | FR",
        ),
        ("Ctra. de Sarria, km 3\n27003 Lugo", "ES", "Ctra. de Sarria, km 3 | Lugo | | 27003 | ES"),
        (
            "Pol. Ind. Las Atalayas, C/ del Dólar, parcela 12, 03114 Alicante",
            "ES",
            "Pol. Ind. Las Atalayas, C/ del Dólar, parcela 12 | Alicante | | 03114 | ES",
        ),
        ("Rua Augusta 24, 2.º Dto.\n1100-053 Lisboa", "PT", "Rua Augusta 24, 2.º Dto | Lisboa | | 1100-053 | PT"),
        ("Oudegracht 112-bis, 3511 AW Utrecht", "NL", "Oudegracht 112-bis | Utrecht | | 3511 AW | NL"),
        ("Kerkstraat 7 bus 3, 2000 Antwerpen", "BE", "Kerkstraat 7 bus 3 | Antwerpen | | 2000 | BE"),
        ("ul. Świętej Gertrudy 12/4\n31-046 Kraków", "PL", "ul. Świętej Gertrudy 12/4 | Kraków | | 31-046 | PL"),
        ("al. Jana Pawła II 27\n00-867 Warszawa", "PL", "al. Jana Pawła II 27 | Warszawa | | 00-867 | PL"),
        (
            "Unit 3, The Old Dairy, Church Lane, Thame OX9 3AB",
            "GB",
            "Unit 3, The Old Dairy, Church Lane | Thame | | OX9 3AB | GB",
        ),
        ("14a High Street\nMarlborough\nWiltshire\nSN8 1AA", "GB", "14a High Street | Marlborough | Wiltshire | SN8 1AA | GB"),
        ("250 W 57th St, Suite 301, New York, NY 10107", "US", "250 W 57th St, Suite 301 | New York | NY | 10107 | US"),
        ("Lannavägen 12B, 702 30 Örebro", "SE", "Lannavägen 12B | Örebro | | 702 30 | SE"),
    ]);
}

#[test]
fn a_street_belongs_to_its_own_code_alone() {
    each(&[
        (
            "Hohenzollernring 212\n50672 Köln\nPartnerschaftsregister Amtsgericht Essen, PR 3391\nUSt-IdNr. DE298104377",
            "DE",
            "Hohenzollernring 212 | Köln | | 50672 | DE",
        ),
        (
            "8 quai de la République, 34200 Sète\n©2024 par La Table du Port",
            "FR",
            "8 quai de la République | Sète | | 34200 | FR",
        ),
        (
            "41 Gloucester Road\nBristol BS7 8AD\n0117 496 0311\nbristol@muster.test",
            "GB",
            "41 Gloucester Road | Bristol | | BS7 8AD | GB",
        ),
        ("14 Park Row\nLeeds\nLS1 5HD\nDX 12345 Leeds 7", "GB", "14 Park Row | Leeds | | LS1 5HD | GB"),
        ("548 Market St, PMB 21830, San Francisco, CA 94104", "US", "548 Market St | San Francisco | CA | 94104 | US"),
        (
            "7820 Main Street N, Suite 210\nMaple Grove, MN 55369",
            "US",
            "7820 Main Street N, Suite 210 | Maple Grove | MN | 55369 | US",
        ),
        (
            "7820 Main Street N, Suite 210, Maple Grove, MN 55369",
            "US",
            "7820 Main Street N, Suite 210 | Maple Grove | MN | 55369 | US",
        ),
        (
            "Muster Vets, Main Street, Carrigaline, Co. Cork, T12 X8YZ",
            "IE",
            "Main Street | Carrigaline | Co. Cork | T12 X8YZ | IE",
        ),
        (
            "Av. Ámsterdam 214-B, Col. Hipódromo, 06100 Ciudad de México, CDMX",
            "MX",
            "Av. Ámsterdam 214-B | Ciudad de México | | 06100 | MX",
        ),
        (
            "or our office on (07) 5550 1234.\nSteve Example (Director)\nUnit 4, 18 Kingston Drive, Helensvale QLD 4212",
            "AU",
            "Unit 4, 18 Kingston Drive | Helensvale | QLD | 4212 | AU",
        ),
        ("Bahnhofstrasse 1\n8001 Zürich", "DE", "Bahnhofstrasse 1 | Zürich | | 8001 | CH"),
        ("Berliner Str. 5, Postfach 1234, 10115 Berlin", "DE", "Berliner Str. 5 | Berlin | | 10115 | DE"),
    ]);
}

#[test]
fn an_estate_or_a_building_behind_the_street_is_not_the_street() {
    each(&[
        ("6 rue du Modèle, ZA Les Prés\n35500 Vitré", "FR", "6 rue du Modèle, ZA Les Prés | Vitré | | 35500 | FR"),
        (
            "Avda. de la Muestra, 14, Edificio Sol\nC.P. 41004 - Sevilla (Spain)",
            "ES",
            "Avda. de la Muestra, 14, Edificio Sol | Sevilla | | 41004 | ES",
        ),
        (
            "Zona Industrial de Exemplo, Lote 14\n4710-571 Braga",
            "PT",
            "Zona Industrial de Exemplo, Lote 14 | Braga | | 4710-571 | PT",
        ),
        (
            "Unit 12, Sample Industrial Estate, Exampleton, B76 1DH",
            "GB",
            "Unit 12, Sample Industrial Estate | Exampleton | | B76 1DH | GB",
        ),
        ("Via Prova 88, Scala B, 2° piano\n00184 Roma (RM)", "IT", "Via Prova 88, Scala B, 2° piano | Roma | RM | 00184 | IT"),
    ]);
}

#[test]
fn post_boxes_localities_and_towns_in_front_are_read() {
    each(&[
        ("Postadres\nPostbus 512\n3800 AM Amersfoort", "NL", "Postbus 512 | Amersfoort | | 3800 AM | NL"),
        ("Rue du Modèle 10\nPostfach 123\nCH-1800 Vevey", "", "Rue du Modèle 10 | Vevey | | 1800 | CH"),
        (
            "Examplemeadow Way, Exampleton\nLincolnshire, PE11 4HH",
            "GB",
            "Examplemeadow Way | Exampleton | Lincolnshire | PE11 4HH | GB",
        ),
        ("Example Close\nLeeds\nLS1 4AP", "GB", "Example Close | Leeds | | LS1 4AP | GB"),
        ("123 Example Street • Springfield • IL • 62701", "US", "123 Example Street | Springfield | IL | 62701 | US"),
        ("The Green, Little Exampleton, Suffolk IP14 2AB", "GB", "The Green | Little Exampleton | Suffolk | IP14 2AB | GB"),
        ("37135 VERONA - Via dell'Esempio, 22", "IT", "Via dell'Esempio, 22 | VERONA | | 37135 | IT"),
        ("Kraków 30-418, ulica Wzorowa 101", "PL", "ulica Wzorowa 101 | Kraków | | 30-418 | PL"),
        ("Pol. Ind. El Modelo, parc. 12\n25191 - Lleida", "ES", "Pol. Ind. El Modelo, parc. 12 | Lleida | | 25191 | ES"),
    ]);
}

#[test]
fn addresses_of_the_east_and_of_latin_america_are_read() {
    each(&[
        ("127055, г. Москва, ул. Пример, д. 14", "RU", "ул. Пример, д. 14 | Москва | | 127055 | RU"),
        ("Образцовая улица, 17, Пермь, Россия, 614000\nЕжедневно 9:00", "RU", "Образцовая улица, 17 | Пермь | | 614000 | RU"),
        (
            "вулиця Взірцева, 17, Буськ, Львівська область, Україна, 80500",
            "UA",
            "вулиця Взірцева, 17 | Буськ | Львівська область | 80500 | UA",
        ),
        ("01034, м. Київ, вул. Приклад, 15", "UA", "вул. Приклад, 15 | Київ | | 01034 | UA"),
        ("гр. София 1784, бул. Пример 115", "BG", "бул. Пример 115 | София | | 1784 | BG"),
        ("Örnek Cad. No: 121 Kat: 5, 34394 Şişli/İstanbul", "TR", "Örnek Cad. No: 121 Kat: 5 | Şişli | İstanbul | 34394 | TR"),
        ("Vzorové náměstí 31, 379 01 Třeboň", "CZ", "Vzorové náměstí 31 | Třeboň | | 379 01 | CZ"),
        (
            "Av. Exemplo, 1.842, conj. 155 – Bela Vista\nSão Paulo/SP – CEP 01310-945",
            "BR",
            "Av. Exemplo, 1.842, conj. 155 | São Paulo | SP | 01310-945 | BR",
        ),
        (
            "Rua do Modelo, 320, sala 12 - Centro, Florianópolis - SC, 88015-200",
            "BR",
            "Rua do Modelo, 320, sala 12 | Florianópolis | SC | 88015-200 | BR",
        ),
        ("Av. Muestra 4567, Piso 8\nC1195AAG Buenos Aires", "AR", "Av. Muestra 4567, Piso 8 | Buenos Aires | | C1195AAG | AR"),
        ("Dorfstrasse 31 — 3550 Langnau i.E. — 034 402 12 34", "CH", "Dorfstrasse 31 | Langnau i.E. | | 3550 | CH"),
    ]);
}

#[test]
fn a_road_out_of_town_keeps_the_towns_name() {
    each(&[
        (
            "Eschersheimer Landstraße 60 – 62\n60322 Frankfurt am Main",
            "DE",
            "Eschersheimer Landstraße 60 – 62 | Frankfurt am Main | | 60322 | DE",
        ),
        // A master's name before another street is his own.
        ("Malermeister Hauptstraße 5, 10115 Berlin", "DE", "Hauptstraße 5 | Berlin | | 10115 | DE"),
    ]);
}

#[test]
fn a_second_address_takes_its_own_line_for_its_street() {
    let two = "Biuro\nul. Wzorcowa 45/7\n31-128 Kraków\nWarsztat\nPrzykładów 118\n32-090 Słomniki";
    assert_eq!(read(two, &["PL"]), ["ul. Wzorcowa 45/7 | Kraków | | 31-128 | PL", "Przykładów 118 | Słomniki | | 32-090 | PL"]);
    // Between the first town and the second code stands no street.
    let one = "ul. Wzorcowa 45/7\n31-128 Kraków\nZapraszamy od 8 do 16\n32-090 Słomniki";
    assert!(!read(one, &["PL"]).iter().any(|a| a.contains("Słomniki") && a.contains("16")), "{:?}", read(one, &["PL"]));
}

#[test]
fn a_czech_house_has_two_numbers() {
    each(&[("Zuby Vzor s.r.o.\nNádražní 1236/58\n150 00 Praha 5", "CZ", "Nádražní 1236/58 | Praha 5 | | 150 00 | CZ")]);
    assert!(read("Objednávka 123456/58\n150 00 kusů", &["CZ"]).is_empty());
}

#[test]
fn a_turkish_street_begins_with_its_whole_quarter() {
    each(&[
        (
            "Adres: Ziya Örnek Mah. Süleyman Deneme Blv. No: 7/A 34490 Başakşehir / İstanbul",
            "TR",
            "Ziya Örnek Mah. Süleyman Deneme Blv. No: 7/A | Başakşehir | | 34490 | TR",
        ),
        (
            "Örnek Mobilya Ltd. Cumhuriyet Mah. Atatürk Cad. No: 5 06420 Çankaya",
            "TR",
            "Cumhuriyet Mah. Atatürk Cad. No: 5 | Çankaya | | 06420 | TR",
        ),
    ]);
}

#[test]
fn the_other_street_of_a_corner_is_none_of_the_address() {
    each(&[
        ("Largo Augusto, 8 (angolo via Esempio), 20122 Milano", "IT", "Largo Augusto, 8 | Milano | | 20122 | IT"),
        ("Musterstraße 12 (Ecke Beispielweg), 10115 Berlin", "DE", "Musterstraße 12 | Berlin | | 10115 | DE"),
    ]);
}

#[test]
fn parts_of_towns_flats_and_states_that_look_like_something_else_are_read() {
    each(&[
        ("15 West Main Street\nWestminster, MD 21157-4820", "US", "15 West Main Street | Westminster | MD | 21157-4820 | US"),
        ("15 West Main Street, Westminster, MD 21157", "US", "15 West Main Street | Westminster | MD | 21157 | US"),
        ("Eksempelgade 7, 1165 København K", "DK", "Eksempelgade 7 | København K | | 1165 | DK"),
        ("al. Wzorcowa 18/20 m. 7\n02-653 Warszawa", "PL", "al. Wzorcowa 18/20 m. 7 | Warszawa | | 02-653 | PL"),
        ("Steenweg op Brussel 123 bus 4, B-1780 Wemmel", "BE", "Steenweg op Brussel 123 bus 4 | Wemmel | | 1780 | BE"),
        (
            "Besuchen Sie uns in der Alten Gasse 14-16 (Hinterhaus), 60313 Frankfurt",
            "DE",
            "Alten Gasse 14-16 (Hinterhaus) | Frankfurt | | 60313 | DE",
        ),
        (
            "1250 N. Example Blvd., Ste. 12-B, Tavares, FL 32778",
            "US",
            "1250 N. Example Blvd., Ste. 12-B | Tavares | FL | 32778 | US",
        ),
    ]);
    assert!(read("5821 Highway 6 South, Unit B", &["AU"]).is_empty());
}

#[test]
fn an_argentine_code_of_four_digits_stands_apart_from_the_houses_number() {
    each(&[
        ("Av. Ejemplo 3251 (1885) Plátanos", "AR", "Av. Ejemplo 3251 | Plátanos | | 1885 | AR"),
        ("Av. Ejemplo 3251 y 151\n(CP 1885) Plátanos", "AR", "Av. Ejemplo 3251 y 151 | Plátanos | | 1885 | AR"),
        ("Av. Ejemplo 4567, Rosario", "AR", "Av. Ejemplo 4567 | Rosario | |  | AR"),
    ]);
}

#[test]
fn a_house_without_number_says_so_before_its_code() {
    each(&[
        ("C.da Lagovecchio, n.c. 70099 Campofinto (BA)", "IT", "C.da Lagovecchio, n.c | Campofinto | BA | 70099 | IT"),
        ("Avenue Exemple 251, Boite 8 1050 Bruxelles", "BE", "Avenue Exemple 251, Boite 8 | Bruxelles | | 1050 | BE"),
    ]);
}

#[test]
fn hamlets_provinces_and_spaces_around_a_code_are_read() {
    each(&[
        (
            "S.S. 74 Modellana Km. 46,760, 58099 Loc. Corte, Castelfinto GR",
            "IT",
            "S.S. 74 Modellana Km. 46,760 | Castelfinto | GR | 58099 | IT",
        ),
        (
            "Via dei Campioni n. 77 Borgo dell'Esempio (BO) 40099",
            "IT",
            "Via dei Campioni n. 77 | Borgo dell'Esempio | BO | 40099 | IT",
        ),
        ("42 avenue des Modèles, 87 000 Limoges", "FR", "42 avenue des Modèles | Limoges | | 87000 | FR"),
    ]);
    assert!(read("En 2024, 12 000 clients et 25 000 Euros", &["FR"]).is_empty());
    assert!(read("S.P. 231 Km 42100\nC.da Esempio", &["IT"]).is_empty());
}
