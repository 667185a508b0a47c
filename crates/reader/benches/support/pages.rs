//! Fictional pages such as businesses have, of any size, in seven languages: head, style and scripts, JSON-LD, a menu, sections of
//! prose, cards with prices and dates, a team, and a footer with contact data. The same pages on every machine.

use std::fmt::Write;

/// A small linear congruential generator: the same numbers on every machine.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// What sites put into their heads, so that the technology rules have something to find.
pub const HEADS: [&str; 6] = [
    "<meta name=generator content='WordPress 6.4.3'><link rel=stylesheet href='/wp-content/themes/astra/style.css?ver=4.6.1'><link rel=stylesheet href='/wp-content/plugins/contact-form-7/includes/css/styles.css?ver=5.9'><script src='/wp-includes/js/jquery/jquery.min.js?ver=3.7.1'></script>",
    "<script src='https://cdn.shopify.com/s/files/1/0001/theme.js'></script><script>Shopify.theme={'name':'Dawn'};Shopify.shop = 'x';</script>",
    "<meta name=generator content='Wix.com Website Builder'><script src='https://static.parastorage.com/services/wix-thunderbolt/main.js'></script>",
    "<link href='https://fonts.googleapis.com/css2?family=Inter' rel=stylesheet><link rel=stylesheet href='/css/bootstrap.min.css'><script async src='https://www.googletagmanager.com/gtag/js?id=G-ABC123'></script><script>gtag('config','G-ABC123');</script>",
    "<script id=Cookiebot src='https://consent.cookiebot.com/uc.js'></script><script>(function(w,d,s,l,i){j.src='https://www.googletagmanager.com/gtm.js?id='+i;})(window,document,'script','dataLayer','GTM-ABC123');</script>",
    "",
];

/// A language and what a small business writes in it.
struct Voice {
    code: &'static str,
    business: &'static str,
    menu: [&'static str; 8],
    headings: [&'static str; 4],
    sentences: [&'static str; 8],
    people: [&'static str; 3],
    footer: &'static str,
}

const VOICES: [Voice; 7] = [
    Voice {
        code: "de",
        business: "Bäckerei Beispiel GmbH",
        menu: ["Startseite", "Über uns", "Sortiment", "Team", "Aktuelles", "Kontakt", "Impressum", "Datenschutz"],
        headings: ["Unser Handwerk", "Aus der Region", "Für Feste und Firmen", "Was uns wichtig ist"],
        sentences: [
            "Seit drei Generationen backen wir jeden Morgen frisches Brot aus dem Mehl der Mühle im Nachbarort.",
            "Unsere Kundinnen und Kunden schätzen, dass wir uns Zeit nehmen und ehrlich beraten.",
            "Im Jahr 1987 übernahm die Familie das Haus am Markt und baute die Backstube aus.",
            "Bestellungen für den nächsten Tag nehmen wir bis 16 Uhr entgegen, auch am Samstag.",
            "Ab einem Warenwert von 25,00 € liefern wir innerhalb von 10 km kostenlos.",
            "Die Zutaten kommen von Höfen, die wir seit vielen Jahren kennen und regelmäßig besuchen.",
            "Wer möchte, sieht uns bei der Führung am 12.05.2026 von 14:00 bis 15:30 Uhr über die Schulter.",
            "Für Hochzeiten und Firmenfeiern stellen wir auf Wunsch ein eigenes Angebot zusammen.",
        ],
        people: ["Maria Beispiel, Geschäftsführerin", "Jonas Muster, Bäckermeister", "Dr. Anna Probe, Leitung Verwaltung"],
        footer: "<p>Bäckerei Beispiel GmbH<br>Marktstraße 12<br>10115 Berlin</p><p>Tel.: 030 23125 871<br>Fax: 030 23125 872</p><p>Öffnungszeiten: Mo–Fr 7:00–18:00 Uhr, Sa 7:00–13:00 Uhr</p><p>HRB 123456 B, Amtsgericht Charlottenburg</p>",
    },
    Voice {
        code: "en",
        business: "Example & Sons Plumbing Ltd",
        menu: ["Home", "About us", "Services", "Our team", "News", "Contact", "Terms", "Privacy policy"],
        headings: ["What we do", "Why choose us", "Areas we cover", "How it works"],
        sentences: [
            "We have been looking after boilers, bathrooms and burst pipes for more than twenty years.",
            "Every engineer on our team is fully qualified, insured and happy to explain what needs doing.",
            "In 2019 we moved to a larger workshop so that spare parts are always in stock.",
            "Call-outs start at £65.00 and there is never a charge for a written quotation.",
            "Most repairs are finished on the first visit, usually within 2 hours of your booking.",
            "You can read what our customers say about us on the reviews page of this site.",
            "Our next open day is on 14/06/2026 from 10am to 4pm and everyone is welcome.",
            "If you are planning a new kitchen we will gladly work together with your builder.",
        ],
        people: ["John Sample, Managing Director", "Emily Specimen, Office Manager", "Peter Instance, Heating Engineer"],
        footer: "<p>Example &amp; Sons Plumbing Ltd<br>45 Sample Street<br>Leeds LS1 4AP<br>United Kingdom</p><p>Phone: 0113 496 0123</p><p>Mon–Fri 8am–6pm</p><p>Company number 01234567</p>",
    },
    Voice {
        code: "fr",
        business: "Boulangerie Exemple SARL",
        menu: ["Accueil", "À propos", "Nos produits", "L’équipe", "Actualités", "Contact", "Mentions légales", "Confidentialité"],
        headings: ["Notre savoir-faire", "Des produits d’ici", "Pour vos fêtes", "Nos engagements"],
        sentences: [
            "Depuis trois générations, notre famille pétrit chaque matin une pâte au levain naturel.",
            "Nous choisissons nos farines chez un meunier situé à quelques kilomètres de la boutique.",
            "En 1994, l’atelier a été agrandi pour accueillir une équipe plus nombreuse.",
            "Les commandes passées avant 17 h sont prêtes dès le lendemain à l’ouverture.",
            "La livraison est offerte à partir de 30,00 € d’achat dans un rayon de 10 km.",
            "Vous pouvez visiter le fournil le 21/03/2026 de 14h à 16h sur inscription.",
            "Nos pâtisseries sont faites sur place avec du beurre et des œufs de la région.",
            "Pour un mariage ou un séminaire, nous préparons un devis sans engagement.",
        ],
        people: ["Claire Exemple, gérante", "Luc Modèle, chef pâtissier", "Sophie Essai, responsable de la boutique"],
        footer: "<p>Boulangerie Exemple SARL<br>8 rue des Tilleuls<br>69003 Lyon</p><p>Tél. : 04 65 71 23 45</p><p>Ouvert du mardi au samedi de 7h à 19h</p><p>SIRET 123 456 789 00012</p>",
    },
    Voice {
        code: "it",
        business: "Studio Esempio S.r.l.",
        menu: ["Home", "Chi siamo", "Servizi", "Il team", "Notizie", "Contatti", "Note legali", "Privacy"],
        headings: ["I nostri servizi", "Perché sceglierci", "Dove siamo", "Il metodo"],
        sentences: [
            "Lo studio accompagna da oltre vent’anni famiglie e imprese nelle scelte più importanti.",
            "Ogni progetto nasce da un incontro in cui ascoltiamo le esigenze del cliente.",
            "Nel 2003 abbiamo aperto la seconda sede per essere più vicini alla provincia.",
            "Il primo colloquio è gratuito e dura circa 45 minuti, anche in videochiamata.",
            "Le tariffe partono da 80,00 € e sono sempre indicate per iscritto prima di cominciare.",
            "Il prossimo seminario si terrà il 18/04/2026 dalle 9:30 alle 12:30 in sala grande.",
            "Collaboriamo con professionisti della zona che conosciamo e stimiamo da anni.",
            "Chi preferisce può prenotare un appuntamento dalla pagina dei contatti.",
        ],
        people: ["Giulia Esempio, titolare", "Marco Prova, socio", "Laura Campione, segreteria"],
        footer: "<p>Studio Esempio S.r.l.<br>Via Garibaldi 21<br>20121 Milano (MI)</p><p>Tel. 02 3056 7890</p><p>P. IVA 01234567897</p>",
    },
    Voice {
        code: "es",
        business: "Taller Ejemplo S.L.",
        menu: ["Inicio", "Quiénes somos", "Servicios", "Equipo", "Noticias", "Contacto", "Aviso legal", "Privacidad"],
        headings: ["Nuestros servicios", "Por qué elegirnos", "Dónde estamos", "Cómo trabajamos"],
        sentences: [
            "Llevamos más de treinta años cuidando los coches de las familias del barrio.",
            "Trabajamos con todas las marcas y explicamos cada reparación antes de empezar.",
            "En 2011 renovamos las instalaciones y compramos equipos de diagnóstico nuevos.",
            "La revisión básica cuesta 49,00 € e incluye la comprobación de frenos y luces.",
            "Si nos deja el coche antes de las 9:30, lo tendrá listo por la tarde.",
            "El próximo curso de mecánica para aficionados será el 09/05/2026 a las 18:00.",
            "Nuestros clientes valoran la puntualidad y el trato cercano de todo el equipo.",
            "También recogemos el vehículo en su domicilio dentro de la ciudad sin coste.",
        ],
        people: ["Carmen Ejemplo, directora", "Pablo Muestra, jefe de taller", "Lucía Modelo, administración"],
        footer: "<p>Taller Ejemplo S.L.<br>Calle Mayor 14<br>28013 Madrid</p><p>Teléfono: 910 62 35 71</p><p>Horario: lunes a viernes de 8:00 a 18:00</p><p>CIF B12345674</p>",
    },
    Voice {
        code: "nl",
        business: "Kapsalon Voorbeeld B.V.",
        menu: ["Home", "Over ons", "Behandelingen", "Ons team", "Nieuws", "Contact", "Voorwaarden", "Privacy"],
        headings: ["Wat wij doen", "Waarom bij ons", "Onze prijzen", "Zo werkt het"],
        sentences: [
            "Al meer dan vijftien jaar knippen wij het haar van jong en oud in onze salon.",
            "Wij nemen de tijd voor een goed gesprek en een eerlijk advies over kleur en model.",
            "In 2015 verhuisden we naar het pand aan de gracht met veel licht en ruimte.",
            "Een knipbeurt kost € 32,50 en duurt ongeveer 40 minuten, inclusief wassen.",
            "Afspraken kunt u tot 24 uur van tevoren kosteloos verzetten of afzeggen.",
            "Op 20-06-2026 zijn wij gesloten omdat het hele team dan op cursus is.",
            "Onze producten zijn vrij van dierproeven en komen uit een kleine fabriek.",
            "Voor bruiden maken wij graag een proefkapsel een maand voor de grote dag.",
        ],
        people: ["Anouk Voorbeeld, eigenaar", "Sanne Proef, kapster", "Tim Model, receptie"],
        footer: "<p>Kapsalon Voorbeeld B.V.<br>Prinsengracht 210<br>1016 HD Amsterdam</p><p>Telefoon: 020 794 5612</p><p>KvK 12345678</p>",
    },
    Voice {
        code: "pl",
        business: "Gabinet Przykład sp. z o.o.",
        menu: ["Strona główna", "O nas", "Oferta", "Zespół", "Aktualności", "Kontakt", "Regulamin", "Polityka prywatności"],
        headings: ["Nasza oferta", "Dlaczego my", "Jak do nas trafić", "Jak pracujemy"],
        sentences: [
            "Od dwudziestu lat dbamy o zdrowy uśmiech całych rodzin w naszym mieście.",
            "Każda wizyta zaczyna się od spokojnej rozmowy i dokładnego badania.",
            "W 2008 roku przenieśliśmy gabinet do nowego budynku obok parku.",
            "Przegląd kosztuje 150,00 zł i trwa około 30 minut, także w sobotę.",
            "Termin można zmienić bez opłat najpóźniej na 24 godziny przed wizytą.",
            "Dzień otwarty odbędzie się 16.05.2026 w godzinach od 10:00 do 14:00.",
            "Współpracujemy z laboratorium, które wykonuje korony i mosty na miejscu.",
            "Dla dzieci przygotowaliśmy kącik zabaw oraz krótką lekcję o myciu zębów.",
        ],
        people: ["Anna Przykładowa, właścicielka", "Piotr Wzorowy, lekarz dentysta", "Ewa Próbna, recepcja"],
        footer: "<p>Gabinet Przykład sp. z o.o.<br>ul. Lipowa 7/3<br>00-316 Warszawa</p><p>tel. 22 345 67 89</p><p>NIP 1234563218</p>",
    },
];

/// `count` pages of about `bytes` bytes each, the languages in turn.
pub fn businesses(count: usize, bytes: usize) -> Vec<String> {
    let mut random = Random::new(11);
    (0..count).map(|number| business(number, bytes, &mut random)).collect()
}

fn business(number: usize, bytes: usize, random: &mut Random) -> String {
    let voice = &VOICES[number % VOICES.len()];
    let mut page = String::with_capacity(bytes + 8_000);
    head(&mut page, voice, number, random);
    header(&mut page, voice);
    page.push_str("<main id='content' class='site-main'>");
    // The footer takes the rest.
    let end = bytes.saturating_sub(3_000);
    let mut section = 0;
    while page.len() < end {
        match section % 4 {
            0 | 2 => prose(&mut page, voice, random),
            1 => cards(&mut page, voice, random),
            _ if section == 3 => team(&mut page, voice),
            _ => list(&mut page, voice, random),
        }
        section += 1;
    }
    page.push_str("</main>");
    footer(&mut page, voice, number);
    page
}

fn head(page: &mut String, voice: &Voice, number: usize, random: &mut Random) {
    let Voice { code, business, .. } = voice;
    let _ = write!(
        page,
        "<!doctype html><html lang={code}><head><meta charset=utf-8><title>{business} – {}</title><meta name=viewport content='width=device-width'><meta name=description content='{}'><meta property='og:title' content='{business}'><meta property='og:type' content='website'><link rel=canonical href='https://www.bakery.example/'>{}",
        voice.menu[0],
        voice.sentences[0],
        HEADS[number % HEADS.len()]
    );
    let _ = write!(
        page,
        "<script type='application/ld+json'>{{\"@context\":\"https://schema.org\",\"@type\":\"LocalBusiness\",\"name\":\"{business}\",\"email\":\"info@bakery.example\",\"openingHours\":\"Mo-Fr 08:00-18:00\",\"sameAs\":[\"https://www.facebook.com/bakeryexample{number}\"]}}</script><style>"
    );
    for _ in 0..120 {
        let (class, colour, margin) = (random.below(9999), random.below(4096), random.below(40));
        let _ = write!(page, ".c{class}{{color:#{colour:03x};margin:{margin}px}}");
    }
    page.push_str("</style><script>window.dataLayer=window.dataLayer||[];function track(){dataLayer.push(arguments)}");
    for _ in 0..40 {
        let _ = write!(page, "track('event','e{}',{{'value':{}}});", random.below(99), random.below(9999));
    }
    page.push_str("</script></head><body class='home page-template wp-custom-logo'>");
}

fn header(page: &mut String, voice: &Voice) {
    page.push_str("<a class='skip-link screen-reader-text' href='#content'>→</a><header class='site-header' role=banner><div class='container'><a href='/' class='logo' rel='home'><img src='/img/logo.png' alt='logo' width=180 height=60></a><nav class='main-navigation' aria-label='menu'><ul id='primary-menu'>");
    for (index, entry) in voice.menu.iter().enumerate() {
        let _ = write!(
            page,
            "<li id='menu-item-{index}' class='menu-item menu-item-type-post_type menu-item-{index}'><a href='/{index}-{}/'>{entry}</a></li>",
            voice.code
        );
    }
    page.push_str("</ul></nav></div></header>");
}

fn prose(page: &mut String, voice: &Voice, random: &mut Random) {
    let _ = write!(
        page,
        "<section class='elementor-section elementor-col-{} wp-block-group'><div class='container'><div class='row'><div class='col-md-8'><h2 class='title t{}'>{}</h2>",
        random.below(99),
        random.below(9),
        random.of(&voice.headings)
    );
    for _ in 0..3 {
        page.push_str("<p>");
        for _ in 0..4 {
            page.push_str(random.of(&voice.sentences));
            page.push(' ');
        }
        let _ = writeln!(page, "<strong>{}</strong></p>", random.of(&voice.headings));
    }
    let _ = writeln!(
        page,
        "</div><div class='col-md-4'><img src='/img/{0}.jpg' srcset='/img/{0}-300.jpg 300w, /img/{0}-768.jpg 768w' alt='{1}' loading=lazy></div></div></div></section>",
        random.below(9999),
        random.of(&voice.headings)
    );
}

fn cards(page: &mut String, voice: &Voice, random: &mut Random) {
    page.push_str("<section class='products'><div class='grid grid--4-col'>");
    for _ in 0..6 {
        let id = random.below(99_999);
        let _ = write!(
            page,
            "<div class='product-card card shadow-sm' data-id='{id}' data-sku='A-{id}'><a href='/p/{id}'><img src='/img/p{id}@2x.jpg' alt='' loading=lazy width=300 height=300></a><h3 class='card-title'><a href='/p/{id}'>{}</a></h3><span class='price'>{},{:02} €</span><span class='sku'>Nr. {id}</span><time datetime='2026-0{}-1{}'>1{}.0{}.2026</time><button class='btn btn-primary' type=button>+</button></div>",
            random.of(&voice.headings),
            random.below(200),
            random.below(100),
            1 + random.below(9),
            random.below(10),
            random.below(10),
            1 + random.below(9)
        );
    }
    page.push_str("</div></section>\n");
}

fn team(page: &mut String, voice: &Voice) {
    page.push_str("<section class='team'>");
    for person in voice.people {
        let (name, role) = person.split_once(", ").unwrap_or((person, ""));
        let _ = write!(page, "<div class='team-member'><img src='/img/team.jpg' alt='{name}'><h4>{name}</h4><p>{role}</p></div>");
    }
    page.push_str("</section>\n");
}

fn list(page: &mut String, voice: &Voice, random: &mut Random) {
    page.push_str("<section class='faq'><ul class='list-unstyled'>");
    for _ in 0..8 {
        let _ = write!(
            page,
            "<li class='menu-item menu-item-{}' id='item-{}'><i class='fa fa-check'></i> <a href='#s{}' data-n='{}'>{}</a></li>",
            random.below(999),
            random.below(999),
            random.below(99),
            random.below(9),
            random.of(&voice.sentences)
        );
    }
    page.push_str("</ul></section>\n");
}

fn footer(page: &mut String, voice: &Voice, number: usize) {
    let _ = write!(
        page,
        "<footer id='colophon' class='site-footer'><div class='container'><div class='col'>{}<p><a href='mailto:info@bakery.example'>info@bakery.example</a></p></div><div class='col'><ul class='social'><li><a href='https://www.facebook.com/bakeryexample{number}' aria-label='Facebook'><i class='fab fa-facebook-f'></i></a></li><li><a href='https://www.instagram.com/bakery.example.{number}/' aria-label='Instagram'><i class='fab fa-instagram'></i></a></li></ul></div><div class='col'><ul>",
        voice.footer
    );
    for (index, entry) in voice.menu.iter().enumerate().skip(4) {
        let _ = write!(page, "<li><a href='/{index}-{}/'>{entry}</a></li>", voice.code);
    }
    let _ = write!(
        page,
        "</ul></div><p class='copyright'>© 2026 {}. Webdesign: <a href='https://agency.example/' rel='nofollow'>Agency Example</a></p></div></footer><script src='/js/main.js?ver=1.2.3' defer></script></body></html>",
        voice.business
    );
}

/// The pages of the truth fixtures, joined to pages of about `bytes` bytes: far denser in facts than any real page.
pub fn joined_truth(bytes: usize) -> std::io::Result<Vec<String>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/truth");
    let mut files: Vec<_> = std::fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.sort();
    let mut pages = vec![String::new()];
    for file in files {
        let text = std::fs::read_to_string(file)?;
        for part in text.split("\n=== ").skip(1) {
            let body = part.split_once('\n').map_or(part, |(_, body)| body);
            match pages.last_mut() {
                Some(page) if page.len() < bytes => page.push_str(body),
                _ => pages.push(body.to_owned()),
            }
        }
    }
    // The fixtures together may be less than one page: repeated, they fill it.
    for page in &mut pages {
        let once = page.clone();
        while page.len() < bytes && !once.is_empty() {
            page.push_str(&once);
        }
    }
    Ok(pages)
}
