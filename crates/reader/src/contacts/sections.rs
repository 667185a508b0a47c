//! What a stretch of a page is about, as far as it says whose contact data stand there: the host of a site in a legal notice,
//! the supervisory authority in a privacy policy, the web designer in a footer, and the business itself.

use std::sync::LazyLock;

use crate::document::Holds;
use crate::plain_blocks::PlainBlocks;
use crate::words::{WordTable, plain};
use crate::{Block, Document, PageKind, Region};

/// What words say of the contact data after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// The business itself: publisher, controller, contact.
    Own,
    /// Who made the site, took the photographs.
    Credit,
    /// Words of a credit that other businesses use of their own work too ("design", "conception").
    WeakCredit,
    /// Who hosts it.
    Host,
    /// "Hébergement": a host on a legal page, rooms on a hotel's.
    HostOnLegalPages,
    /// Supervisory and professional authorities, arbitration, insurers.
    Authority,
    /// A body the business belongs to; its data follow only after a title.
    Body,
    /// A data protection officer, often from outside.
    Officer,
    /// Services that process data: analytics, payment, newsletters.
    Processor,
    /// Public offices and emergency services, named on pages of every kind.
    Public,
    /// Where to complain: the address behind it is the one of whoever hears complaints.
    Complaint,
    /// A partner, an insurer: in a sentence right before the contact.
    Partner,
    /// What there is near the house: a title over restaurants, sights and taxis of other people.
    Surroundings,
}

impl Topic {
    /// The rule's id when it makes contact data a third party's.
    pub(super) fn rule(self) -> Option<&'static str> {
        match self {
            Self::Own => None,
            Self::Credit | Self::WeakCredit => Some("third-party/credit-line"),
            Self::Host | Self::HostOnLegalPages => Some("third-party/host"),
            Self::Authority | Self::Body => Some("third-party/authority"),
            Self::Officer => Some("third-party/data-protection-officer"),
            Self::Processor => Some("third-party/processor"),
            Self::Public => Some("third-party/public-service"),
            Self::Complaint => Some("third-party/complaints"),
            Self::Partner => Some("third-party/partner"),
            Self::Surroundings => Some("third-party/surroundings"),
        }
    }
}

const OWN: &str = "pour toute question, pour nous contacter, vous pouvez nous contacter, bei fragen, fur fragen, per informazioni, para cualquier, for any questions, if you have any questions, voor vragen, w razie pytan, kontakt, kontaktdaten, kontaktaufnahme, anschrift, contact, contacts, contactez nous, contact us, contacto, contatti, contactgegevens, editeur*, edite par, proprietaire, proprietaire du site, responsable de la publication, directeur de la publication, directrice de la publication, directeur de publication, siege social, notre adresse, nos coordonnees, \
    angaben gemass, angaben gem, anbieter, diensteanbieter, betreiber*, seitenbetreiber, herausgeber, inhaltlich verantwortlich*, redaktionell verantwortlich*, verantwortlich fur den inhalt, verantwortlich i s d, verantwortliche stelle, verantwortlicher, verantwortliche, verantwortlich im sinne, vertreten durch, vertretungsberechtigt*, inhaber*, geschaftsfuhr*, medieninhaber*, umsatzsteuer*, registereintrag, handelsregister, impressum, \
    responsable du traitement, responsable de traitement, data controller, controller, the controller, titolare, titolare del trattamento, sede legale, ragione sociale, titular, titular del sitio, responsable del tratamiento, responsable del fichero, razon social, domicilio social, denominacion social, verwerkingsverantwoordelijke, administrator danych, administratorem danych, wlasciciel, wydawca, spravce, spravce osobnich udaju, provozovatel*, prevadzkovatel*, dataansvarlig, personuppgiftsansvarig, behandlingsansvarlig, rekisterinpitaja, adatkezelo, uzemelteto, szolgaltato, operator de date, responsavel pelo tratamento, υπευθυνος επεξεργασιας, veri sorumlusu, владелец сайта, оператор персональных данных, 運営者, 運営会社, 販売業者, our office, our offices, office, offices, so erreichen sie uns, nous contacter, oficina, oficinas, opening hours, offnungszeiten";

const CREDIT: &str = "autor strony, autor witryny, autorem strony, wykonawca strony, strone wykonal*, strone stworzyl*, autor webu, autor stranek, stranky vytvoril*, web pripravil*, hemsida gjord av, hemsidan ar gjord av, hemsidan gjord av, sajten byggd av, skapad av, nettside levert av, nettsiden er laget, hjemmesiden er lavet, produceret af, website gebouwd door, site gebouwd door, gebouwd door, site maintained by, maintained by, website erstellt von, webseite erstellt von, idee und umsetzung, realisiert von, realisiert durch, gestaltet von, programmiert von, website by, web site by, site by, web design by, webdesign by, web design, webdesign*, web development, webdeveloper, web developer, website designed by, website developed by, site designed by, designed by, developed by, site design, website design, built by, website built by, powered by, website created by, crafted by, \
    webseite von, website von, webdesign von, web design von, homepage von, internetauftritt von, technische umsetzung, design und umsetzung, konzept und umsetzung, umsetzung*, umgesetzt von, umgesetzt durch, webentwicklung, programmierung, webprogrammierung, erstellt von, erstellung der website, erstellung der webseite, webseitenerstellung, homepageerstellung, websiteerstellung, webagentur, internetagentur, webmaster, technische realisation, technische realisierung, realisierung der website, gestaltung der website, gestaltung und programmierung, konzeption und gestaltung, design und programmierung, bildnachweis*, bildquellen, fotonachweis, fotocredits, fotografie, fotos von, fotograf, fotografin, photocredits, texte und bilder, \
    realisation du site, realise par, site realise par, site internet realise par, realisation site, realisation web, realisation site internet, site cree par, cree par, creation du site, creation site, creation de site, creation site internet, creation de sites, creation web, creation et realisation, conception du site, conception site, conception et realisation, conception realisation, concu par, site concu par, concu et realise par, developpe par, developpement du site, developpement web, agence web, agence de communication, webdesigner, webmestre, integration, design graphique, conception graphique, creation graphique, credits photos, credit photo, credits photographiques, photographies, photographe, crédits, \
    realizzato da, creato da, sito creato da, sito web creato da, sito internet realizzato da, powered da, sito realizzato da, sito web realizzato da, realizzazione sito, realizzazione siti, realizzazione sito web, sito web a cura di, a cura di, sviluppato da, sito sviluppato da, progettato da, progettazione e realizzazione, web agency, realizzazione grafica, grafica e sviluppo, crediti, credits, credit, foto di, \
    diseno web, diseno y desarrollo, disenado por, diseno por, desarrollado por, desarrollo web, pagina web creada por, pagina web realizada por, web creada por, web realizada por, web desarrollada por, web disenada por, creado por, hecho por, realizado por, elaborado por, sitio web por, sitio por, web por, disseny web, dissenyat per, disseny i desenvolupament, desenvolupat per, pagina web feta per, web feta per, sitio web desarrollado, \
    desenvolvido por, site desenvolvido por, website desenvolvido por, criado por, feito por, site por, website por, site criado por, website criado por, produzido por, criacao de sites, desenvolvimento web, web design por, website door, site door, webdesign door, gemaakt door, gerealiseerd door, website gemaakt door, ontwikkeld door, ontwerp door, ontwerp en realisatie, ontwerp en ontwikkeling, realisatie website, webbureau, realisatie door, \
    projekt i wykonanie, projekt i realizacja, projekt strony, wykonanie strony, strona wykonana przez, realizacja strony, tworzenie stron*, strony internetowe, strony www, strony wordpress, tvorba webu, tvorba webovych stranek, tvorba www, tvorba stranek, webove stranky vytvoril*, web vytvoril*, vytvoril*, webdesign a, realizace webu, vytvoreni webu, tvorba web stranok, stranku vytvoril*, \
    hjemmeside af, hjemmeside lavet af, udviklet af, website af, webdesign af, design og udvikling, webbplats av, hemsida av, hemsida producerad, producerad av, webbyra, utvecklad av, webbdesign, nettside av, nettsider fra, nettside fra, utviklet av, laget av, levert av, webdesign av, sivuston toteutus, verkkosivut toteutti, sivut toteutti, toteutus, kotisivut, weboldal keszites, weboldalkeszites, honlapkeszites, honlap keszites, keszitette, weboldalt keszitette, fejlesztette, \
    site realizat de, realizat de, creat de, dezvoltat de, creare site, web design de, κατασκευη ιστοσελιδ*, κατασκευη ιστοτοπου, κατασκευη, σχεδιασμος και αναπτυξη, σχεδιασμος ιστοσελιδων, разработка сайта, разработка сайтов, создание сайта, создание сайтов, сайт разработан, сайт создан, продвижение сайтов, розробка сайту, створення сайту, розробка сайтів, web tasarim, web tasarım, web sitesi tasarimi, tasarim ve yazilim, tasarlayan, yazilim ve tasarim, разработано в, разработка и поддержка, дизайн сайта, сделано в, розроблено, розробка та підтримка, дизайн і розробка, tervezte es keszitette, weboldalt tervezte, keszitette es, honlapot keszitette, realizare site, site creat de, site dezvoltat de, site web realizat de, site facut de, κατασκευη και φιλοξενια, αναπτυξη ιστοσελιδας, σχεδιαστηκε απο, υλοποιηση, πραγματοποιηση, sivuston suunnittelu, suunnittelu ja toteutus, verkkosivuston toteutus, sivuston teki, サイト制作, ホームページ制作, web制作, 网站建设, 网站制作, 技术支持, 網站設計, 網頁設計, 웹사이트 제작, 홈페이지 제작, تصميم وبرمجة, تصميم وتطوير, תכנון ובניית אתרים, בניית אתרים, עיצוב אתרים, izrada web stranica, izrada sajta, izdelava spletnih strani, izrada web, svetainiu kurimas, kodulehe tegemine, majas lapu izstrade";

const WEAK_CREDIT: &str = "design, gestaltung, konzept, konzeption, layout, grafik, grafikdesign, realisation, realisierung, realisatie, conception, creation, developpement, realizzazione, diseno, desarrollo, ontwerp, projekt, wykonanie, realizacja, realizace, agentur, agence, agency, made by, created by, foto, fotos, photos, photo, photography, bilder, produced by, produktion, production, made with, hergestellt von, tasarim";

const HOST: &str = "hebergeur*, heberge par, est heberge, site heberge, hebergement du site, hebergement web, hebergement internet, hebergeur du site, hosting*, hosted by, hosted at, webhosting, web hosting, hoster, gehostet, hostingpartner, hostinganbieter, hosting anbieter, webhoster, provider hosting, internet provider, serverstandort, serverbetreiber, \
    alojado en, alojamiento web, alojado por, proveedor de alojamiento, empresa de hosting, alojamento web, alojado em, hospedagem, hospedado, servizio di hosting, hosting provider, spazio web, tarhelyszolgaltato, tarhely szolgaltato, tarhely, hostingova, hosting zajistuje, hostingovy, hostowan*, φιλοξενια ιστοσελιδας, хостинг*, barindirma, gazduire web, gazduit, ホスティング, webbhotell, webhotel, webhotell, webbhotel, webhotelli";

const HOST_ON_LEGAL: &str = "hebergement, alojamiento, alojamento, hospedaje, provider, prestataire technique";

const AUTHORITY: &str = "rzecznik praw pacjenta, rzecznik praw konsumenta, rzecznik finansowy, okregowa izba, okregowa rada, naczelna izba, narodowy fundusz zdrowia, aufsichtsbehorde*, datenschutzbehorde*, datenschutzaufsichtsbehorde*, datenschutzaufsicht, landesbeauftragte*, bundesbeauftragte*, landesdatenschutz*, landesamt fur datenschutz*, unabhangiges landeszentrum, beschwerderecht, beschwerde bei, zustandige behorde, zustandige kammer, zustandige aufsicht, regierungsprasidium, bezirksregierung, bezirkshauptmannschaft, gewerbebehorde, erlaubnisbehorde, \
    vermittlerregister, magistratisches bezirksamt, berufsaufsicht*, berufsrechtliche regelungen, versicherungsombudsmann, ombudsmann*, schlichtungsstelle*, verbraucherschlichtung*, universalschlichtungsstelle, streitbeilegung*, streitschlichtung, streitbeilegungsstelle, berufshaftpflicht*, vermogensschadenhaftpflicht*, haftpflichtversicherung*, edob, commission nationale, cnil, autorite de controle, \
    autorite de protection, prepose federal, mediateur*, mediatrice, mediation de la consommation, autorite de tutelle, assurance professionnelle, assurance responsabilite, responsabilite civile professionnelle, garantie financiere, caisse de garantie, bloctel, dgccrf, arcep, garante per la protezione, autorita garante, garante privacy, autorita di controllo, organismo di mediazione, \
    autoridad de control, agencia espanola de proteccion, aepd, junta arbitral, autoriteit persoonsgegevens, gegevensbeschermingsautoriteit, toezichthouder, toezichthoudende, geschillencommissie, beroepsaansprakelijkheid*, information commissioner, commissioner s office, supervisory authority, data protection authority, data protection commission, ombudsman*, financial conduct authority, \
    solicitors regulation authority, legal ombudsman, care quality commission, urzad ochrony danych*, prezes urzedu, prezesa urzedu, organ nadzorczy, uodo, urzad pro ochranu, uoou, uradu pro ochranu, dozorovy urad, dozorovy organ, ceska obchodni inspekce, mimosoudni reseni, urad na ochranu, slovenska obchodna inspekcia, zivnostensky urad, datatilsynet, integritetsskyddsmyndigheten, datainspektionen, \
    allmanna reklamationsnamnden, forbrukertilsynet, forbrukerradet, naevnenes hus, forbrugerklagenaevnet, tietosuojavaltuutettu*, tietosuojavaltuutetun, kuluttajariitalautakunta, nemzeti adatvedelmi, naih, felugyeleti hatosag, bekelteto testulet, fogyasztovedelm*, autoritatea nationala, anspdcp, anpc, protectia consumatorilor, αρχη προστασιας, comissao nacional de protecao, cnpd, anpd, autoridade de controlo, autoridade de protecao*, autoridade nacional de protecao*, autorite de surveillance, autorite chargee, autorita competente, presentar una reclamacion, introduire une reclamation, adresser une reclamation, presentare reclamo, proporre reclamo, klacht indienen, apresentar reclamacao, apresentar uma reclamacao, lodge a complaint, beschwerde einzulegen, beschwerde einreichen, \
    livro de reclamacoes, centro de arbitragem, resolucao alternativa, online streitbeilegung, plateforme de reglement, роскомнадзор, 個人情報保護委員会";

/// Bodies that businesses belong to and name in passing: only a title or the start of a line makes their data follow.
const BODY: &str = "ordem dos, orde van advocaten, advokatsamfundet, sveriges advokatsamfund, batonnier*, barreau de, ordre des, ordre national, ordine nazionale, ordine degli, ordine dei, albo, collegio, garante, prefecture, kammer, ihk, veterinary council, medical council, dental council, law society, bar council, general dental council, general medical council, state bar*, bar association, board of registration, licensing board, medical board, real estate commission, chamber of commerce, coi, soi, odr, os plattform, litigios, regulated by, organisme de, colegio de, colegio oficial, assureur, versicherer, handwerkskammer, kammerzugehorigkeit, arztekammer, aerztekammer, landesarztekammer, zahnarztekammer, landeszahnarztekammer, rechtsanwaltskammer, steuerberaterkammer, \
    architektenkammer, ingenieurkammer, apothekerkammer, landesapothekerkammer, tierarztekammer, notarkammer, psychotherapeutenkammer, wirtschaftskammer, wirtschaftspruferkammer, industrie und handelskammer, kassenarztliche vereinigung, kassenzahnarztliche vereinigung, regierung von, gewerbeamt, ordnungsamt, chambre des notaires, chambre de metiers, conseil de lordre, conseil departemental, \
    conseil national de lordre, ico, regulator, mediation, arbitraje";

/// Courts and inspectors whose address a legal notice may give behind their name.
const COURTS: &[&str] = &[
    "amtsgericht ",
    "landgericht ",
    "handelsgericht ",
    "tribunal de commerce ",
    "tribunal judiciaire ",
    "juzgado de ",
    "juzgados de ",
    "ciudad de la justicia",
    "palacio de justicia",
    "palais de justice",
    "palazzo di giustizia",
    "tribunale di ",
    "registro mercantil de ",
    "sad rejonowy ",
    "krajsky soud ",
    "krajsky sud ",
    "camera di commercio ",
    "kamer van koophandel ",
    "ggd ",
    "trading standards ",
];

/// Words of such a passing mention.
const MEMBERSHIP: &[&str] = &[
    "mitglied",
    "membre",
    "member of",
    "iscritt",
    "inscrit",
    "colegiad",
    "zugelassen",
    "zulassung",
    "angehor",
    "verliehen",
    "licensed",
    "lid van",
    "clen ",
];

const OFFICER: &str = "datenschutzbeauftragte*, datenschutzbeauftragter, externer datenschutz*, data protection officer, dpo, delegue a la protection, delegue protection, dpd, responsabile della protezione dei dati, responsabile protezione dati, rpd, delegado de proteccion de datos, delegado de proteccion, functionaris gegevensbescherming, functionaris voor gegevensbescherming, inspektor ochrony danych, inspektorem ochrony danych, iod, poverenec, poverencem, dataskyddsombud, databeskyttelsesradgiver, personvernombud, tietosuojavastaava, adatvedelmi tisztviselo, responsabil cu protectia datelor, encarregado de protecao, encarregado da protecao, υπευθυνος προστασιας δεδομενων";

const PROCESSOR: &str = "google*, meta platforms*, facebook*, instagram, linkedin, twitter, youtube, vimeo, matomo, hotjar, mailchimp, cleverreach, newsletter2go, rapidmail, sendinblue, brevo, hubspot, klarna, paypal, stripe, mollie, amazon*, cloudflare, wix com, automattic, borlabs*, usercentrics*, cookiebot, consentmanager, etracker, adobe*, zoom video*, microsoft, pinterest, tiktok, xing, whatsapp ireland, auftragsverarbeit*, sous traitant*, subprocessor*, processor, processors, third party, third parties, drittanbieter, empfanger, trusted shops*, schufa*, creditreform*, auskunftei*, tawk to, doctolib, calendly, opentable, hetzner*, ionos*, strato*, all inkl*, domainfactory, ovh*, host europe*, mittwald*, amazon web services";

const PUBLIC: &str = "legal ombudsman, out of hours provider, out of hours partner, out of hours cover is provided, out of hours service is provided, emergency cover is provided, financial ombudsman*, pensions ombudsman, ombudsman service*, property ombudsman, geschillencommissie*, centro de arbitragem, centros de arbitragem, livro de reclamacoes, entidade de resolucao, junta arbitral, agencia de proteccion de datos, commission de mediation, mediateur de la consommation, mediatrice de la consommation, office for civil rights, department of health*, information commissioner*, data protection commission*, ubergeordnete behorde*, weitere behorden, andere behorden, nutzliche nummern, wichtige rufnummern, wichtige telefonnummern, notrufnummern, numeros utiles, numeros durgence, numeros d urgence, emergency numbers, useful numbers, numeri utili, numeri di emergenza, telefonos de interes, telefonos de emergencia, belangrijke nummers, wazne telefony, wazne numery, dulezita telefonni cisla, \
    giftnotruf*, giftnotrufzentrale, giftinformation*, vergiftungszentrale, telefonseelsorge, arztlicher bereitschaftsdienst, arztlichen bereitschaftsdienst, arztliche bereitschaftsdienst, arztliche notdienst, arztlichen notdienst, zahnarztlichen notdienst, zahnarztliche notdienst, tierarztlichen notdienst, tierarztlicher notdienst, kassenarztlichen bereitschaftsdienst, kassenarztlichen notdienst, arztlicher notdienst, arztlicher notfalldienst, arztlichen notfalldienst, zahnarztlicher notfalldienst, zahnarztlichen notfalldienst, tierarztlicher notfalldienst, tierarztlichen notfalldienst, arztliche bereitschaftspraxis, zahnarztlicher notdienst, kassenarztlicher notdienst, kassenarztlicher bereitschaftsdienst, apothekennotdienst, rettungsleitstelle, rettungsdienst, tox info suisse, centre antipoison, sos medecins, samu, guardia medica, centro antiveleni, huisartsenpost, spoedpost, nhs 111, samaritans, poison control, poison helpline*, poison hotline, poisons information, gas emergency service*, pharmacie de garde, centro de informacion toxicologica, pronto soccorso, farmacia di turno, dierenambulance, pogotowie ratunkowe, pogotowie gazowe, pogotowie energetyczne, linha saude 24, sns 24, tourist information office, informacja turystyczna, informacja turystyczna w, informacion turistica, ufficio informazioni turistiche, office de tourisme, tourist information*, touristinformation*, vvv kantoor, crisis line, lifeline, jefatura provincial de trafico, servizio antincendi, vigili del fuoco, carabinieri, polizia municipale, policia local, guardia civil, bomberos, gendarmerie, pompiers, feuerwehr notruf, polizei notruf";

const COMPLAINT: &str = "klage, klager, tvist, tvister, reclamacion*, reclamacao, reclamacoes, litigio, litigios, klacht, klachten, geschil, geschillen, stiznost*, mimosoudni*, reseni sporu, staznost*, panasz*, panasszal, panaszaval, жалба, жалби, жалоба, жалобы, жалобу, жалобой, скарга, скарги, скаргу, reclamatie, reclamatii, plangere, complaint, complaints, reclamation, reclamations, reclamo, reclami, skarga, skargi, skarge, klagemal, klager over, klagomal, valitus, παραπονα, καταγγελι*, sikayet*, beschwerde, beschwerden, verbraucherstreit*, litige, litiges, controversie, disputes, dispute";

const PARTNER: &str = "ein angebot der, eine leistung der, une offre de, a service of, unseren partner, unserem partner, our partner, our insurer, our insurance partner, notre partenaire, notre assureur, nostro partner, nuestro socio, nuestra aseguradora, onze partner, nosso parceiro, naszego partnera, covered by, insured by, insured with, underwritten by, versichert bei, assure par, assures par, assure aupres de, assicurati con, in kooperation mit, in zusammenarbeit mit, en partenariat avec, in partnership with, in collaborazione con, en colaboracion con, in samenwerking met";

const SURROUNDINGS: &str = "useful links, useful contacts, local links, nutzliche links, nutzliche adressen, liens utiles, adresses utiles, contacts utiles, enlaces de interes, enlaces utiles, link utili, indirizzi utili, nuttige links, przydatne linki, przydatne adresy, ligacoes uteis, contactos uteis, uzitecne odkazy, \
    where to eat, places to eat, things to do, whats nearby, nearby, local attractions, in the area, dove mangiare, cosa vedere, cosa fare, nei dintorni, dintorni, donde comer, que ver, que hacer, alrededores, ou manger, que faire, a proximite, aux alentours, alentours, onde comer, o que fazer, o que visitar, nas redondezas, in der umgebung, umgebung, in der nahe, ausflugsziele, ausflugstipps, gastronomie in der nahe, in de buurt, in de omgeving, omgeving, eten in de buurt, w okolicy, okolica, atrakcje, gdzie zjesc, v okoli, \
    stockists, our stockists, distributors, international distributors, handler, handlerverzeichnis, bezugsquellen, verkaufsstellen, revendeurs, points de vente, distribuidores, puntos de venta, rivenditori, punti vendita, distributori, sponsoren, unsere sponsoren, sponsoren und partner, partner und sponsoren, forderer, sponsors, our sponsors, nos sponsors, sponsors et partenaires, nos partenaires, patrocinadores, nuestros patrocinadores, sponsor, i nostri sponsor, onze sponsoren, nasi sponsorzy, sponsorzy, sponzori, nasi sponzori, vara sponsorer, vore sponsorer, revendedores, verkooppunten, dealers, dystrybutorzy, punkty sprzedazy";

static TOPICS: LazyLock<WordTable<Topic>> = LazyLock::new(|| {
    WordTable::new(&[
        (Topic::Public, PUBLIC),
        (Topic::Own, OWN),
        (Topic::Credit, CREDIT),
        (Topic::WeakCredit, WEAK_CREDIT),
        (Topic::Host, HOST),
        (Topic::HostOnLegalPages, HOST_ON_LEGAL),
        (Topic::Authority, AUTHORITY),
        (Topic::Body, BODY),
        (Topic::Officer, OFFICER),
        (Topic::Processor, PROCESSOR),
        (Topic::Partner, PARTNER),
        (Topic::Surroundings, SURROUNDINGS),
        (Topic::Complaint, COMPLAINT),
    ])
});

/// Offices themselves.
static PUBLIC_OFFICES: LazyLock<WordTable<()>> = LazyLock::new(|| WordTable::new(&[((), PUBLIC)]));

/// The topics of sentences that send those who complain to an office.
static OFFICES: LazyLock<WordTable<()>> = LazyLock::new(|| WordTable::new(&[((), PUBLIC), ((), COMPLAINT)]));

/// A topic and how far it reaches.
#[derive(Debug, Clone, Copy)]
struct Section {
    topic: Topic,
    /// Level of the heading that opened it; 7 for a line in bold, 8 for any other short line.
    level: u8,
    region: Region,
    /// Blocks since it was opened.
    age: usize,
}

/// The topic under which each block of a page stands.
#[derive(Debug, Clone)]
pub(crate) struct Sections {
    topics: Vec<Option<Topic>>,
    /// Blocks whose sentence names an office or a body that hears complaints, and gives its address.
    outside: Vec<bool>,
    legal: bool,
}

/// A section opened by a line that is no heading covers this many blocks at most.
const MAX_AGE: usize = 8;

impl Sections {
    /// Reads a page's sections.
    pub(crate) fn of(document: &Document, kind: PageKind, plain: &PlainBlocks) -> Self {
        let legal = matches!(kind, PageKind::Legal | PageKind::Privacy | PageKind::Terms);
        let mut topics = Vec::with_capacity(document.blocks.len());
        let mut current: Option<Section> = None;
        // Only pages that speak of third parties at all are worth the search; a footer always may.
        for (index, block) in document.blocks.iter().enumerate() {
            if let Some(section) = &mut current {
                section.age += 1;
                if section.region != block.region || section.level >= 7 && section.age > MAX_AGE && !same_element(document, index)
                {
                    current = None;
                }
            }
            let level = title_level(block);
            if level > 0 && (legal || block.region == Region::Footer || block.text.len() <= 60) {
                match title_topic(block, &plain.block(document, index), legal) {
                    Some(topic) => {
                        // "Google" below "Hosting", or "Kontakt" below "Aufsichtsbehörde", narrows it; a lesser line does not end a heading's section by itself.
                        let lesser = matches!(topic, Topic::Processor | Topic::WeakCredit);
                        // "Le site est hébergé par :" below "Hébergeur" says it again: the heading's section goes on behind the bold name.
                        let again =
                            current.is_some_and(|c| topic.rule().is_some() && c.topic.rule() == topic.rule() && c.level < level);
                        let keeps = again
                            || current.is_some_and(|c| {
                                c.topic != Topic::Own && (lesser && level >= c.level || topic == Topic::Own && level > c.level)
                            });
                        if !keeps {
                            current = Some(Section { topic, level, region: block.region, age: 0 });
                        }
                    }
                    None if current.is_some_and(|c| level <= c.level && level < 8) => current = None,
                    None => {}
                }
            } else if legal && level == 0 && block.text.trim_end().ends_with(':') && names_authority(&block.text) {
                // "… vous pouvez adresser une réclamation à l'autorité de contrôle :" hands over to the next lines.
                let level = current.map_or(8, |c| c.level.max(7));
                current = Some(Section { topic: Topic::Authority, level, region: block.region, age: 0 });
            } else if level == 0 && legal && current.is_none_or(|c| c.level >= 7) {
                // A sentence that names the host or the authority: the lines right below belong to it.
                if let Some(topic) = lead_topic(&block.text) {
                    current = Some(Section { topic, level: 8, region: block.region, age: 0 });
                }
            }
            topics.push(current.map(|c| c.topic));
        }
        let outside = (0..document.blocks.len()).map(|index| names_office(document, index, plain)).collect();
        Self { topics, outside, legal }
    }

    /// The topic of a value in a block: the last word of a topic before it in the block, else the section's.
    pub(super) fn topic(&self, document: &Document, block: usize, start: usize, end: usize) -> Option<Topic> {
        let text = &document.blocks.get(block)?.text;
        let start = start.min(text.len());
        let from = text[..start].char_indices().rev().nth(320).map_or(0, |(i, _)| i);
        let before = self.find(&text[from..start]);
        if let Some((topic, close)) = before {
            // A sentence on another matter may lie between, except on legal pages where one paragraph holds one matter.
            if close || self.legal {
                return Some(topic);
            }
        }
        // "Agentur Nord – Webdesign – info@…", "info@… (Webdesign)": in short lines words after count too.
        if text.len() <= 140 {
            let after = self.find(text.get(end.min(text.len())..).unwrap_or_default());
            if let Some((topic @ (Topic::Credit | Topic::Host), _)) = after {
                // What follows a separator speaks of the next entry.
                let rest = text[end.min(text.len())..].trim_start();
                if !rest.starts_with(['|', '·', '•', '–', '-', '/', ',', ';']) {
                    return Some(topic);
                }
            }
        }
        self.topics.get(block).copied().flatten()
    }

    /// "Realizacja: …": a line of the footer that begins with the label of a credit, whatever else the word may mean.
    pub(super) fn is_credit_line(&self, document: &Document, block: usize) -> bool {
        document.blocks.get(block).filter(|block| block.region == Region::Footer).is_some_and(|block| {
            block.text.split_once(':').is_some_and(|(head, _)| {
                let head = plain(head);
                let credit = |topic| matches!(topic, Topic::Credit | Topic::WeakCredit);
                matches!(TOPICS.find_all(&head).as_slice(), [found] if credit(found.meaning) && found.start == 0 && found.end == head.len())
            })
        })
    }

    /// True when the last words of a text say who made the site, and at most a name follows them.
    pub(super) fn credits_right_before(&self, text: &str) -> bool {
        const NAME: usize = 40;
        const REACH: usize = 100;
        let from = text.char_indices().rev().nth(REACH).map_or(0, |(at, _)| at);
        let said = plain(&text[from..]);
        TOPICS.find_all(&said).last().is_some_and(|found| found.meaning == Topic::Credit && said.len() - found.end <= NAME)
    }

    /// True when the first words of a short block say who made the site.
    pub(super) fn begins_with_credit(&self, document: &Document, block: usize) -> bool {
        const LONGEST: usize = 140;
        document.blocks.get(block).filter(|block| block.text.len() <= LONGEST).is_some_and(|block| {
            let text = plain(&block.text);
            TOPICS.find_all(&text).first().is_some_and(|found| found.meaning == Topic::Credit && found.start == 0)
        })
    }

    /// True when a block stands under the name of a host, an authority or a data protection officer.
    pub(crate) fn is_authority_or_host(&self, block: usize) -> bool {
        self.outside.get(block).copied().unwrap_or(false)
            || matches!(
                self.topics.get(block).copied().flatten(),
                Some(Topic::Host | Topic::HostOnLegalPages | Topic::Authority | Topic::Body | Topic::Officer | Topic::Public)
            )
    }

    /// True when a block names a chamber, an authority or an office before a byte, or says that the house belongs to one.
    pub(super) fn names_body_before(&self, document: &Document, block: usize, end: usize) -> bool {
        let Some(text) = document.blocks.get(block).and_then(|b| b.text.get(..end)) else { return false };
        let from = text.char_indices().rev().nth(200).map_or(0, |(i, _)| i);
        TOPICS
            .find_all(&plain(&text[from..]))
            .iter()
            .any(|f| matches!(f.meaning, Topic::Body | Topic::Authority | Topic::Public | Topic::Complaint | Topic::Officer))
    }

    /// True when a sentence names a chamber, an authority or an office, and nothing after the name says that the house belongs
    /// to it: "regulated by the Law Society, Dublin 7, telephone …", not "Handwerkskammer Köln, Mitglied seit 1990, …".
    pub(super) fn names_body_in(&self, sentence: &str) -> bool {
        let plain = plain(sentence);
        let found = TOPICS.find_all(&plain);
        let named = found
            .iter()
            .rev()
            .find(|f| matches!(f.meaning, Topic::Body | Topic::Authority | Topic::Public))
            .filter(|f| f.end - f.start >= 5);
        named.is_some_and(|f| {
            let behind = &plain[f.end..];
            !MEMBERSHIP.iter().any(|m| behind.contains(m)) && !found.iter().any(|o| o.start >= f.end && o.meaning == Topic::Own)
        })
    }

    /// True when a block says that the house belongs to a body or is licensed by it, so that its own number may follow.
    pub(super) fn says_membership(&self, document: &Document, block: usize) -> bool {
        document.blocks.get(block).is_some_and(|b| {
            let plain = plain(&b.text);
            MEMBERSHIP.iter().chain(&["regulated by", "authorised", "registered with", "accredited"]).any(|m| plain.contains(m))
        })
    }

    /// True when a block starts with the name of a chamber or the like: "Handwerkskammer Köln, Heumarkt 12, …".
    pub(super) fn opens_with_body(&self, document: &Document, block: usize) -> bool {
        document.blocks.get(block).is_some_and(|b| b.text.len() > 30 && lead_topic(&b.text) == Some(Topic::Body))
    }

    /// True when a block of a legal page starts with the words of a credit: "Bildnachweis: …".
    pub(super) fn opens_with_credit(&self, document: &Document, block: usize) -> bool {
        self.legal && document.blocks.get(block).is_some_and(|b| b.text.len() > 30 && lead_topic(&b.text) == Some(Topic::Credit))
    }

    /// True when the words right before an address name an office, a chamber or a partner: "Ordine degli Avvocati, Piazza …".
    /// Not when the site's `host` holds the word: a mediator's own office is no complaint body.
    pub(crate) fn hands_over(&self, before: &str, host: &str) -> bool {
        let from = before.char_indices().rev().nth(160).map_or(0, |(i, _)| i);
        let before = &before[from..];
        let sentence = before.rfind(['|', '•', '·']).map_or(before, |cut| &before[cut..]);
        // "all'Ordine degli Avvocati": the article is no part of the word.
        let plain = plain(&sentence.replace(['\'', '’'], " "));
        // A court or an inspector is named in passing, and only its address follows so closely.
        if COURTS.iter().any(|court| {
            plain
                .rfind(court)
                .is_some_and(|at| plain[at + court.len()..].len() <= 40 && !plain[at..].bytes().any(|b| b.is_ascii_digit()))
        }) {
            return true;
        }
        TOPICS.find_all(&plain).last().is_some_and(|last| {
            let word = plain.get(last.start..last.end).unwrap_or_default();
            let head: String = word.chars().take(6).collect();
            let topic = matches!(
                last.meaning,
                Topic::Body | Topic::Authority | Topic::Public | Topic::Complaint | Topic::Officer | Topic::Partner
            );
            // A register entry between is the house's own: "Amtsgericht Bonn HRB 1234, Musterweg 5".
            let entry = plain.get(last.end..).is_some_and(|rest| rest.bytes().filter(u8::is_ascii_digit).count() >= 4);
            topic && !entry && plain.len() - last.end <= 70 && !host.contains(head.trim())
        })
    }

    /// Topic of the words of a link or a name.
    pub(super) fn of_words(&self, text: &str) -> Option<Topic> {
        self.find(text).map(|(topic, _)| topic)
    }

    /// The last topic in a text, and whether it stands close to its end.
    fn find(&self, text: &str) -> Option<(Topic, bool)> {
        if text.is_empty() {
            return None;
        }
        let plain = plain(text);
        let found = TOPICS.find_all(&plain);
        let mut counted = found.iter().rev().filter(|f| self.counts(f.meaning));
        let mut last = counted.next()?;
        // "Hébergement : Wix.com Ltd., …": the service is named as the host.
        if last.meaning == Topic::Processor
            && let Some(host) = counted.next().filter(|f| matches!(f.meaning, Topic::Host | Topic::HostOnLegalPages))
        {
            last = host;
        }
        Some((last.meaning, plain.len() - last.end <= 90))
    }

    fn counts(&self, topic: Topic) -> bool {
        match topic {
            Topic::HostOnLegalPages | Topic::Processor | Topic::Officer | Topic::Authority => self.legal,
            Topic::Body | Topic::Complaint | Topic::Surroundings => false,
            _ => true,
        }
    }
}

fn same_element(document: &Document, index: usize) -> bool {
    index > 0 && document.blocks[index - 1].node == document.blocks[index].node
}

/// 1 to 6 for headings, 7 for a short line in bold, 8 for a short line that may be one, 0 for text.
fn title_level(block: &Block) -> u8 {
    if block.heading > 0 {
        return block.heading;
    }
    let short = block.text.len() <= 110 && !block.text.contains('@');
    if block.strong && short {
        return 7;
    }
    let spaces = || block.text.bytes().filter(|byte| *byte == b' ').count();
    if short && spaces() < 7 && block.text.bytes().filter(u8::is_ascii_digit).count() <= 3 { 8 } else { 0 }
}

/// What a title is about; `plain` is all of its block in plain form.
fn title_topic(block: &Block, plain: &str, legal: bool) -> Option<Topic> {
    let cut;
    let plain = match block.text.char_indices().nth(160) {
        Some((end, _)) => {
            cut = self::plain(&block.text[..end]);
            cut.as_str()
        }
        None => plain,
    };
    let found = TOPICS.find_all(plain);
    let all = |topic: Topic| found.iter().any(|f| f.meaning == topic);
    // In a title the third party decides: "Name und Kontaktdaten des Datenschutzbeauftragten", "Hosting durch den Anbieter".
    let mentions = || MEMBERSHIP.iter().any(|m| plain.contains(m));
    for topic in [
        Topic::Public,
        Topic::Officer,
        Topic::Authority,
        Topic::Body,
        Topic::Host,
        Topic::Credit,
        Topic::HostOnLegalPages,
        Topic::Processor,
        Topic::Surroundings,
    ] {
        if all(topic)
            && !(matches!(topic, Topic::Authority | Topic::Body) && mentions())
            && (legal
                || matches!(topic, Topic::Credit | Topic::Host | Topic::Public | Topic::Surroundings)
                || titles_notice(block, topic, plain))
            && (topic != Topic::Surroundings || block.heading > 0 || block.strong)
        {
            return Some(topic);
        }
    }
    // A weak word is a title only when it is all of it.
    if all(Topic::WeakCredit) && legal && found.iter().any(|f| f.end - f.start >= plain.len().saturating_sub(3)) {
        return Some(Topic::WeakCredit);
    }
    all(Topic::Own).then_some(Topic::Own)
}

/// "Zuständige Kammer", "Datenschutzbeauftragter": titles that only a legal notice has, which many sites put on a page of another kind.
fn titles_notice(block: &Block, topic: Topic, plain: &str) -> bool {
    let title = block.heading > 0 || block.strong || block.text.ends_with(':');
    let starts = |words: &[&str]| words.iter().any(|word| plain.starts_with(word));
    title
        && match topic {
            Topic::Authority | Topic::Body => {
                starts(&["zustandige ", "aufsichtsbehorde", "kassenarztliche vereinigung", "kassenzahnarztliche vereinigung"])
                    || plain.ends_with("kammer") && !plain.contains(' ')
            }
            Topic::Officer => starts(&["datenschutzbeauftragt", "externer datenschutz", "data protection officer"]),
            _ => false,
        }
}

/// A sentence of some length with digits or an "@" that sends those who complain to an office.
fn names_office(document: &Document, index: usize, plain: &PlainBlocks) -> bool {
    let Some(block) = document.blocks.get(index) else { return false };
    let text = block.text.as_str();
    if !(50..=900).contains(&text.len()) || !block.holds.any(Holds::DIGIT) || block.heading > 0 {
        return false;
    }
    // Nearly no sentence holds one of these few words, and is not made plain and searched for all the others. Who complains counts
    // where an address is told.
    let addressed = text.contains('@');
    let words: &WordTable<()> = if addressed { &OFFICES } else { &PUBLIC_OFFICES };
    if !words.may_stand_in(text) {
        return false;
    }
    let plain = plain.block(document, index);
    let found = TOPICS.find_all(&plain);
    let complains = found.iter().any(|f| f.meaning == Topic::Complaint);
    let office = found.iter().any(|f| f.meaning == Topic::Public);
    let own = || MEMBERSHIP.iter().chain(&["regulated by", "authorised", "registered with"]).any(|m| plain.contains(m));
    (office || complains && addressed) && !own()
}

fn names_authority(text: &str) -> bool {
    TOPICS.find_all(&plain(text)).iter().any(|f| f.meaning == Topic::Authority)
}

/// The third party a paragraph starts with: "Hébergeur : …", "Der Provider ist …".
fn lead_topic(text: &str) -> Option<Topic> {
    let head = text.char_indices().nth(140).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    let plain = plain(head);
    let found = TOPICS.find_all(&plain);
    let first = found.iter().find(|f| {
        !matches!(f.meaning, Topic::WeakCredit | Topic::Processor | Topic::Partner | Topic::Complaint | Topic::Surroundings)
    })?;
    // A body's name opens its entry only at the very start: "Rechtsanwaltskammer Berlin, Littenstraße …".
    let limit = if first.meaning == Topic::Body { 12 } else { 40 };
    (first.start <= limit && !MEMBERSHIP.iter().any(|m| plain.contains(m))).then_some(first.meaning)
}
