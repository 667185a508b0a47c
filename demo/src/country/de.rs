//! German businesses.

use crate::{
    looks::Look,
    model::{
        ALL_PAGES, Business, Country, Disguise::*, Extra, FULL, Flaw, Kind, Outsider, OutsiderRole, Scheme::Http, Spot, USUAL,
        email, member, phone,
    },
    words::Lang,
};

const DE: Business = Business { lang: Lang::De, country: Country::De, ..Business::BLANK };

const WOLKENHEIM: Outsider = Outsider {
    role: OutsiderRole::Host,
    name: "Wolkenheim Hosting GmbH",
    address: "Serverallee 1, 76133 Karlsruhe",
    email: "support@wolkenheim.test",
    phone: ("+4922147100500", "0221 4710-0500"),
    site: "https://www.wolkenheim.test",
};

const AUFSICHT: Outsider = Outsider {
    role: OutsiderRole::Authority,
    name: "Landesamt für erfundenen Datenschutz",
    address: "Aktenweg 5, 10555 Berlin",
    email: "poststelle@datenschutzamt.test",
    phone: ("+493023125900", "030 23125-900"),
    site: "https://www.datenschutzamt.test",
};

const KLECKS: Outsider = Outsider {
    role: OutsiderRole::Designer,
    name: "Klecks & Raster Webdesign",
    address: "",
    email: "hallo@klecks-raster.test",
    phone: ("+494066969333", "040 66969-333"),
    site: "https://klecks-raster.test",
};

pub(super) const ALL: &[Business] = &[
    Business {
        host: "schreinerei-holzapfel.test",
        look: Look::Plain,
        name: "Schreinerei Holzapfel",
        legal_name: "Holzapfel Möbel & Innenausbau GmbH",
        trade: "Möbel und Innenausbau nach Maß",
        street: "Sägmühlweg 3",
        postal_code: "79104",
        city: "Freiburg im Breisgau",
        emails: &[
            email("werkstatt@schreinerei-holzapfel.test").hidden(AtDotWords),
            email("m.holzapfel@schreinerei-holzapfel.test").at(Spot::Person("Martina Holzapfel")),
        ],
        phones: &[
            phone("+498999998120", "089 99998-120").at(Spot::ContactLegal),
            phone("+498999998129", "089 99998-129").fax().at(Spot::ContactLegal),
            phone("+491713920015", "0171 3920015").mobile().at(Spot::Person("Jonas Eberle")),
        ],
        people: &[
            member(
                "Martina Holzapfel",
                "Geschäftsführerin",
                "Schreinermeisterin und Betriebswirtin, plant am liebsten am lebenden Objekt.",
            ),
            member("Jonas Eberle", "Werkstattleiter", "Seit 1998 im Haus, kennt jede Maschine beim Vornamen."),
            member("Aylin Demir", "Auszubildende", "Im zweiten Lehrjahr und schon Landessiegerin im Leistungswettbewerb."),
        ],
        socials: &[("https://www.instagram.com/holzapfel.moebel.test", "https://www.instagram.com/holzapfel.moebel.test")],
        hours: &["Montag bis Donnerstag 7:30–16:30 Uhr", "Freitag 7:30–13:00 Uhr"],
        headline: "Möbel, die bleiben",
        intro: "Wir bauen Küchen, Einbauschränke und Treppen aus heimischem Holz. Jedes Stück beginnt mit einem Gespräch am Küchentisch und endet mit einem Möbel, das Ihre Enkel noch benutzen. Unsere Werkstatt steht seit 1931 am selben Bach.",
        services: &[
            (
                "Küchen",
                "Massivholzküchen, geplant am Ort und gebaut auf den Millimeter. Auf Wunsch übernehmen wir Elektrik und Naturstein aus einer Hand.",
            ),
            ("Innenausbau", "Türen, Treppen, Täfer und Schiebewände für Altbau und Neubau. Wir arbeiten staubarm und pünktlich."),
            (
                "Restaurierung",
                "Biedermeierschränke, Bauernmöbel, alte Fenster: Wir erhalten, was sich erhalten lässt, und ergänzen den Rest unsichtbar.",
            ),
        ],
        story: "Großvater Emil gründete die Schreinerei 1931 mit einer Bandsäge und einem geliehenen Pferd. Heute arbeiten elf Menschen in der Werkstatt, die Bandsäge läuft noch immer. Seit 2016 heizen wir mit unseren eigenen Spänen.",
        legal: &[
            ("Registergericht", "Amtsgericht Freiburg, HRB 712345"),
            ("USt-IdNr.", "DE 312 345 678"),
            ("Steuernummer", "06123/45678"),
            ("IBAN", "DE02 1203 0000 0000 2020 51"),
        ],
        outsiders: &[WOLKENHEIM, AUFSICHT, KLECKS],
        pages: ALL_PAGES,
        never: &["DE312345678", "0612345678", "02120300000000202051", "logo@2x.png", "photo-1@2x.jpg"],
        ..DE
    },
    Business {
        host: "fahrschule-blitz.test",
        scheme: Http,
        look: Look::Jimdo,
        name: "Fahrschule Blitz",
        trade: "Führerschein Klasse B, BE, A und AM",
        street: "Bahnhofstraße 17",
        postal_code: "50667",
        city: "Köln",
        emails: &[email("anmeldung@fahrschule-blitz.test").hidden(Entities)],
        phones: &[
            phone("+492214710123", "(02 21) 47 10 – 123").at(Spot::ContactLegal),
            phone("+4917604069012", "0176 / 040 690 12").mobile(),
        ],
        people: &[member("Uwe Sander", "Inhaber und Fahrlehrer", "Fährt seit dreißig Jahren auf dem Beifahrersitz.")],
        hours: &["Büro: Mo, Mi, Do 17–19 Uhr", "Theorie: Mo und Mi 19 Uhr"],
        headline: "Mit Blitz zum Führerschein",
        intro: "In unserer Fahrschule lernst du in kleinen Gruppen und auf modernen Fahrzeugen. Der nächste Intensivkurs beginnt am 12.01.2026, Anmeldeschluss ist der 20.12.2025. Ratenzahlung ist möglich.",
        services: &[
            ("Klasse B", "Grundbetrag 350,00 €, Übungsstunde 62,00 €. Theorie in zwei Wochen, Praxis im eigenen Tempo."),
            ("Motorrad", "A1, A2 und A auf aktuellen Maschinen, Schutzkleidung leihen wir dir kostenlos."),
            ("Auffrischung", "Lange nicht gefahren? Wir üben mit dir, bis du dich wieder sicher fühlst."),
        ],
        story: "1994 mit einem roten Golf gegründet, heute mit sechs Autos und vier Motorrädern unterwegs.",
        legal: &[("Steuer-Nr.", "215/5678/1234"), ("Erlaubnisbehörde", "Stadt Köln, Az. 32-0221-4711")],
        pages: USUAL,
        flaws: &[Flaw::NoDescription],
        never: &["21556781234", "3202214711"],
        ..DE
    },
    Business {
        host: "praxis-dr-winterfeld.test",
        look: Look::Typo3,
        name: "Praxis Dr. Winterfeld",
        trade: "Fachärztin für Allgemeinmedizin",
        street: "Lindenallee 44",
        postal_code: "20095",
        city: "Hamburg",
        emails: &[email("praxis@praxis-dr-winterfeld.test").hidden(Cloudflare).at(Spot::ContactLegal)],
        phones: &[
            phone("+494066969210", "040 / 669 69 - 210").at(Spot::Header),
            phone("+494066969211", "040 / 669 69 - 211").fax().at(Spot::ContactLegal),
        ],
        people: &[
            member("Henrike Winterfeld", "Fachärztin für Allgemeinmedizin", "Hausärztin mit Leib und Seele.").styled("Dr. med."),
            member("Sabine Olbrich", "Medizinische Fachangestellte", "Erste Ansprechpartnerin am Empfang."),
        ],
        hours: &["Mo, Di, Do 8–12 und 15–18 Uhr", "Mi und Fr 8–12 Uhr"],
        headline: "Ihre Hausarztpraxis in der Innenstadt",
        intro: "Wir nehmen uns Zeit für Sie: von der Vorsorge über Impfungen bis zur Betreuung chronischer Erkrankungen. Rezepte können Sie telefonisch oder am Empfang bestellen. Im Notfall wählen Sie 112, außerhalb der Sprechzeiten den ärztlichen Bereitschaftsdienst unter 116117.",
        services: &[
            (
                "Vorsorge",
                "Gesundheitsuntersuchung ab 35, Hautkrebsvorsorge und Impfberatung. Bitte bringen Sie Ihren Impfausweis mit.",
            ),
            ("Chronische Erkrankungen", "Strukturierte Programme für Diabetes, Asthma und koronare Herzkrankheit."),
            (
                "Hausbesuche",
                "Für Patientinnen und Patienten, die nicht mehr zu uns kommen können, immer mittwochs am Nachmittag.",
            ),
        ],
        story: "Die Praxis besteht seit 1979. Dr. Winterfeld hat sie 2014 übernommen und barrierefrei umgebaut.",
        legal: &[
            ("Berufsbezeichnung", "Ärztin (verliehen in Deutschland)"),
            ("Betriebsstättennummer", "029876543"),
            ("Umsatzsteuer-ID", "DE298765432"),
        ],
        outsiders: &[WOLKENHEIM, AUFSICHT],
        pages: FULL,
        extras: &[Extra::Matomo],
        never: &["029876543", "298765432"],
        ..DE
    },
];

const _: &[Kind] = &[Kind::Home];
