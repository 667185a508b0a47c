//! Polish businesses.

use crate::{
    looks::Look,
    model::{
        ALL_PAGES, Business, Country, Disguise::*, Extra, Flaw, Outsider, OutsiderRole, Scheme::Http, Spot, USUAL, email, member,
        phone,
    },
    words::Lang,
};

const PL: Business = Business { lang: Lang::Pl, country: Country::Pl, ..Business::BLANK };

const CHMURKA: Outsider = Outsider {
    role: OutsiderRole::Designer,
    name: "Studio Chmurka",
    address: "",
    email: "studio@chmurka.test",
    phone: ("+48605550190", "605 550 190"),
    site: "https://chmurka.test",
};

const URZAD: Outsider = Outsider {
    role: OutsiderRole::Authority,
    name: "Zmyślony Urząd Ochrony Danych",
    address: "ul. Rejestrowa 2, 00-193 Warszawa",
    email: "kancelaria@urzad-danych.test",
    phone: ("+48225550199", "22 555 01 99"),
    site: "https://urzad-danych.test",
};

pub(super) const ALL: &[Business] = &[
    Business {
        host: "gabinet-zielona-lipa.test",
        look: Look::WordPress,
        name: "Gabinet Zielona Lipa",
        legal_name: "Zielona Lipa Stomatologia sp. z o.o.",
        trade: "Stomatologia rodzinna",
        schema_type: "Dentist",
        street: "ul. Lipowa 7/3",
        postal_code: "00-316",
        city: "Warszawa",
        emails: &[
            email("rejestracja@zielona-lipa.test").at(Spot::Footer),
            email("biuro@zielona-lipa.test").hidden(AtWord).at(Spot::Legal),
        ],
        phones: &[phone("+48225550123", "22 555 01 23").linked().at(Spot::Header), phone("+48605550123", "605 550 123").mobile()],
        people: &[
            member("Agnieszka Wrona", "Lekarz dentysta", "Leczy bez bólu i bez pośpiechu.").styled("lek. dent."),
            member("Tomasz Sikora", "Ortodonta", "Proste zęby dzieci i dorosłych.").styled("dr n. med."),
            member("Beata Maj", "Rejestratorka", "Znajdzie termin nawet jutro."),
        ],
        socials: &[
            ("https://www.facebook.com/zielonalipatest", "https://www.facebook.com/zielonalipatest"),
            ("https://www.instagram.com/zielonalipa.test/", "https://www.instagram.com/zielonalipa.test"),
        ],
        hours: &["Poniedziałek–piątek 8:00–20:00", "Sobota 9:00–14:00"],
        headline: "Dentysta, do którego wraca się z uśmiechem",
        intro: "Leczymy całe rodziny w samym centrum Warszawy. Pierwsza wizyta obejmuje przegląd, zdjęcie i plan leczenia z ceną na piśmie. Małych pacjentów zapraszamy na wizytę adaptacyjną, podczas której oglądają wszystkie sprzęty.",
        services: &[
            ("Leczenie zachowawcze", "Wypełnienia, leczenie kanałowe pod mikroskopem. Od 250 zł."),
            ("Ortodoncja", "Aparaty stałe i nakładki, konsultacja 150 zł."),
            ("Higienizacja", "Skaling, piaskowanie i fluoryzacja podczas jednej wizyty."),
        ],
        story: "Gabinet działa od 2008 roku w kamienicy, w której przed wojną była apteka. Zachowaliśmy szafy z szufladkami na zioła.",
        legal: &[("NIP", "525-255-50-12"), ("REGON", "142555012"), ("KRS", "0000225550")],
        outsiders: &[URZAD, CHMURKA],
        pages: ALL_PAGES,
        extras: &[Extra::GoogleMaps],
        never: &["5252555012", "142555012", "0000225550"],
        ..PL
    },
    Business {
        host: "warsztat-pod-debem.test",
        scheme: Http,
        look: Look::Nineties,
        name: "Warsztat pod Dębem",
        trade: "Mechanika pojazdowa",
        schema_type: "AutoRepair",
        street: "ul. Polna 18",
        postal_code: "30-002",
        city: "Kraków",
        emails: &[email("warsztat@pod-debem.test").hidden(Text)],
        phones: &[phone("+48125550123", "(12) 555-01-23"), phone("+48605550177", "kom. 605-550-177").mobile()],
        people: &[member("Zbigniew Dudek", "Właściciel", "Mechanik od czterdziestu lat.")],
        hours: &["Pon.–pt. 8–17", "Sob. 8–13"],
        headline: "Warsztat pod Dębem zaprasza",
        intro: "Naprawiamy samochody wszystkich marek: silniki, zawieszenia, hamulce i klimatyzację. Uczciwa wycena przed naprawą, części z gwarancją. Można poczekać pod dębem, kawa gratis.",
        services: &[
            ("Serwis olejowy", "Olej, filtry i przegląd za 299 zł."),
            ("Hamulce", "Klocki i tarcze w dwie godziny."),
            ("Opony", "Wymiana i przechowanie, 120 zł za komplet."),
        ],
        story: "Warsztat istnieje od 1985 roku, dąb od około 1790.",
        legal: &[("NIP", "677-125-55-01"), ("REGON", "351255501")],
        pages: USUAL,
        flaws: &[Flaw::NoDescription, Flaw::NoAlt, Flaw::OldCopyright],
        never: &["6771255501", "351255501"],
        ..PL
    },
    Business {
        host: "bursztynowa-pracownia.test",
        look: Look::WooCommerce,
        name: "Bursztynowa Pracownia",
        trade: "Biżuteria z bursztynu",
        schema_type: "JewelryStore",
        street: "ul. Mariacka 30",
        postal_code: "80-833",
        city: "Gdańsk",
        emails: &[email("sklep@bursztynowa-pracownia.test").hidden(Comments).at(Spot::Footer)],
        phones: &[phone("+48585550123", "58 555 01 23").at(Spot::Footer)],
        people: &[member("Halina Bielska", "Projektantka", "Szlifuje bursztyn od dziecka.")],
        socials: &[
            ("https://www.instagram.com/bursztynowa.test/", "https://www.instagram.com/bursztynowa.test"),
            ("https://pl.pinterest.com/bursztynowatest/", "https://www.pinterest.com/bursztynowatest"),
        ],
        hours: &["Codziennie 10:00–19:00"],
        headline: "Kawałek morza na szyi",
        intro: "Tworzymy naszyjniki, kolczyki i spinki z bałtyckiego bursztynu, każdy egzemplarz inny. Do każdej sztuki dołączamy certyfikat i zdjęcie kamienia przed szlifem. Wysyłamy w dwa dni, zwroty przyjmujemy przez trzydzieści.",
        services: &[
            ("Naszyjniki", "Na lnianej nici lub srebrnym łańcuszku, od 180 zł. Model 585-550-12."),
            ("Kolczyki", "Lekkie, na co dzień i od święta."),
            ("Renowacja", "Odświeżamy stary bursztyn i naprawiamy zapięcia."),
        ],
        story: "Pracownia mieści się przy ulicy Mariackiej od 1993 roku, pod rzygaczem w kształcie karpia.",
        legal: &[("NIP", "583-585-55-01"), ("REGON", "220585550")],
        pages: USUAL,
        never: &["5835855501", "58555012", "220585550"],
        ..PL
    },
];
