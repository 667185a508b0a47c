//! Which blocks of a page speak of somebody else: the host, the web designer, the photographer, an authority.
//!
//! A legal notice names several parties one under the other; what stands under "Hébergeur" or "Bildnachweis" is not the
//! organisation's. Belongs here: telling those blocks apart. Does not belong here: what is read from the others.

use std::sync::LazyLock;

use crate::contacts::Sections;
use crate::plain_blocks::PlainBlocks;
use crate::words::{WordTable, plain};
use crate::{Document, PageKind, Region};

/// What a word at the head of a part says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Somebody else, wherever it stands.
    Other,
    /// Somebody else, in a legal notice or a footer; elsewhere it may be what the organisation sells.
    OtherInLegal,
    /// The organisation itself, whatever stood before.
    Own,
    /// The organisation itself, unless it is a line within somebody else's part ("Adresse : …" below "Hébergeur").
    OwnPart,
}

static WORDS: LazyLock<WordTable<Says>> = LazyLock::new(|| {
    WordTable::new(&[
        (
            Says::Other,
            "hébergeur*, hébergé par, hébergée par, est hébergé, hébergement du site, hébergement web, hébergement internet, site hébergé, hosted by, hosting provider, webhoster, hoster, gehostet, hosting-anbieter, alojamiento web, alojado en, proveedor de hosting, servizio di hosting, ospitato presso, hosting fornito, hostingbedrijf, gehost door, gehost bij, hostingprovider, hosting zapewnia, poskytovatel hostingu, poskytovatel webhostingu, tárhelyszolgáltató, tárhely szolgáltató, alojamento web, furnizor de hosting, internetdienstleister",
        ),
        (
            Says::Other,
            "conception du site, création du site, site réalisé par, réalisation du site, conception et réalisation, conception & réalisation, site développé par, développé par, création site internet, site créé par, réalisé par, website by, site by, web design by, design by, designed by, developed by, powered by, built by, made by, created by, crafted by, site design, webdesign by, webdesign von, webdesign durch, website von, website erstellt, erstellt von, erstellt durch, umgesetzt von, umsetzung durch, design von, konzept und umsetzung, konzeption und umsetzung, technische umsetzung, programmierung und design, design und umsetzung, design & umsetzung, realisiert von, realisiert durch, realizzato da, realizzazione sito, sviluppato da, sito realizzato, sito web realizzato, progetto grafico, web agency, diseñado por, diseño web, desarrollado por, desarrollo web, página web creada por, web creada por, desenvolvido por, criado por, website door, website gemaakt door, gemaakt door, webdesign door, ontwerp door, realisatie door, ontwikkeld door, projekt i wykonanie, wykonanie strony, projekt strony, realizacja strony, realizacja:, strony internetowe, tvorba webu, tvorba webových stránek, vytvořil, vytvořeno, weboldal készítés, készítette, realizare site, webbdesign av, hjemmeside af, kotisivut",
        ),
        (
            Says::Other,
            "crédits photo*, crédit photo*, photo credit*, bildnachweis*, bildquelle*, fotonachweis*, bildrechte, bilder von, fotos von, crediti fotografici, créditos fotográficos, photos by, photography by, photographs by, copyright photos, zdjęcia wykonał",
        ),
        (
            Says::Other,
            "paiement sécurisé, prestataire de paiement, zahlungsdienstleister, zahlungsanbieter, payment provider, payment processor, proveedor de pago*, fornitore di pagament*, betaalprovider, legal ombudsman, out of hours provider, out of hours partner, out of hours cover is provided, out of hours service is provided, emergency cover is provided, ombudsman service*, office for civil rights, department of health*, information commissioner*, aufsichtsbehörde*, zuständige kammer, zuständige behörde, ausstellende behörde, genehmigungsbehörde, erlaubnisbehörde, zulassungsbehörde, verliehen durch, verliehen von, landesbeauftragte*, datenschutzbeauftragte*, verbraucherschlichtung*, schlichtungsstelle*, streitschlichtung*, streitbeilegung*, berufshaftpflicht*, haftpflichtversicher*, berufsaufsicht*, ärztekammer, zahnärztekammer, rechtsanwaltskammer, steuerberaterkammer, architektenkammer, handwerkskammer, handelskammer, industrie- und handelskammer, berufskammer, kassenärztliche vereinigung, médiateur*, médiation de la consommation, autorité de contrôle, commission nationale de l'informatique, cnil, délégué à la protection, garante per la protezione, autorità garante, agencia española de protección, agencia de protección de datos, autoriteit persoonsgegevens, gegevensbeschermingsautoriteit, prezes urzędu, inspektor ochrony danych, inspektorem ochrony, urzędu ochrony danych, úřad pro ochranu, úrad na ochranu, comissão nacional de proteção, supervisory authority, data protection authority, data protection officer, information commissioner*, ombudsman, beschwerdestelle, comisión nacional, junta arbitral, česká obchodní inspekce, slovenská obchodná inšpekcia, nemzeti adatvédelmi, békéltető testület, google ireland, google llc, facebook ireland, meta platforms, google analytics, hotjar, matomo, mailchimp, cloudflare, cookiebot, usercentrics, paypal, stripe payments",
        ),
        (
            Says::OtherInLegal,
            "hébergement, hosting, webhosting, alojamiento, alojamento, provider, tarhely, réalisation, conception, création, graphisme, webdesign, web design, webmaster, design, gestaltung, konzeption, programmierung, umsetzung, realisierung, realisation, entwicklung, webseite, internetagentur, webagentur, werbeagentur, agentur, agence web, agence, agency, realizzazione, progettazione, sviluppo, diseño, desarrollo, ontwerp, realisatie, wykonanie, realizacja, fotos, photos, fotografie, fotograf*, photographie, photographe, fotografías, foto, bilder, icons, illustrationen, texte, versicherung, assurance, assureur, insurance, garantie financière, dpo, kammer, registre médiation, förderung, gefördert, unsere partner, kooperationspartner, nos partenaires, partenaires, sponsoren",
        ),
        (
            Says::Own,
            "éditeur*, édité par, propriétaire du site, responsable de la publication, directeur de la publication, directrice de la publication, directeur de publication, responsable de publication, responsable éditorial, anbieter, diensteanbieter, angaben gemäß, verantwortlich für*, verantwortlich i s d*, verantwortlich nach*, betreiber, vertreten durch, vertretungsberechtigt*, titular del sitio, titular de la web, titolare del sito, titolare del trattamento, registered office, company details, dane firmy, administrator danych, administratorem, provozovatel, üzemeltető, bedrijfsgegevens, umsatzsteuer*, registereintrag, handelsregister*, registergericht*",
        ),
        (
            Says::OwnPart,
            "propriétaire, inhaber*, geschäftsführ*, titular, titolare, proprietario, siège social, sede legale, sede operativa, domicilio social, denominación social, identification, identité, adresse, anschrift, postanschrift, kontakt*, contact, nous contacter, contatti, contacto, unternehmen*, contactgegevens, adresgegevens, hauptsitz, firmensitz",
        ),
    ])
});

/// For each block of a page: does it speak of somebody else?
#[derive(Debug, Clone, Default)]
pub(crate) struct Foreign {
    blocks: Vec<bool>,
    /// Blocks whose own words say so.
    named: Vec<bool>,
}

impl Foreign {
    /// Judges every block.
    pub(crate) fn read(document: &Document, kind: PageKind, sections: &Sections, plain: &PlainBlocks) -> Self {
        let legal = matches!(kind, PageKind::Legal | PageKind::Privacy | PageKind::Terms);
        let mut blocks = vec![false; document.blocks.len()];
        let mut named = blocks.clone();
        let own = super::DomainName::of(document);
        // Until where the last label reaches: lines left, or a heading's whole part.
        let mut lines_left = 0_usize;
        let mut under: Option<u8> = None;
        for (index, block) in document.blocks.iter().enumerate() {
            let text = block.text.as_str();
            let footer = block.region == Region::Footer;
            let is_label = block.heading > 0 || text.len() <= 90 && (block.strong || text.ends_with(':'));
            // In a legal notice whole sentences name the parties, and a footer may be one long line; elsewhere only labels and
            // credit lines do.
            let says = if text.len() <= if legal || footer { 700 } else { 160 } && text.len() > 2 {
                says(text, &plain.block(document, index), legal || footer, is_label)
            } else {
                None
            };
            // "Foto Muster", "Agentur Muster GmbH": the house itself may be called after such a trade.
            let says = says.filter(|s| *s != Says::OtherInLegal || text.contains(':') || own.likeness(text) < 0.6);
            if block.heading > 0 && under.is_some_and(|level| block.heading <= level) {
                under = None;
            }
            if block.heading > 0 {
                lines_left = 0;
            }
            match says {
                Some(Says::Own) => {
                    under = None;
                    lines_left = 0;
                    // "Titolare del trattamento è Esempio S.r.l., …" under a heading that speaks of the officer too.
                    if !is_label && names_controller(text) {
                        continue;
                    }
                }
                Some(Says::OwnPart) if block.heading > 0 || under.is_none() && (lines_left <= 3 || !legal) => {
                    under = None;
                    lines_left = 0;
                }
                Some(Says::OwnPart) => {}
                Some(_) => {
                    blocks[index] = true;
                    named[index] = true;
                    if block.heading > 0 {
                        under = Some(block.heading);
                    } else if is_label {
                        lines_left = 7;
                    } else if text.len() <= 100 && legal {
                        // A name behind the label, an address beneath it.
                        lines_left = 5;
                    } else if text.len() <= 100 {
                        lines_left = 2;
                    }
                    continue;
                }
                None if is_label && block.heading == 0 && block.strong => lines_left = 0,
                None => {}
            }
            blocks[index] = sections.is_authority_or_host(index);
            if under.is_some() || lines_left > 0 {
                blocks[index] = true;
                lines_left = lines_left.saturating_sub(1);
            }
        }
        Self { blocks, named }
    }

    /// Judges every block of a page whose sections nobody else needs.
    #[cfg(test)]
    pub(crate) fn alone(document: &Document, kind: PageKind) -> Self {
        let plain = PlainBlocks::of(document);
        Self::read(document, kind, &Sections::of(document, kind, &plain), &plain)
    }

    /// What of a block may be the organisation's own: all of it, nothing, or, where its own words name somebody else
    /// ("© Muster GmbH | Website by …"), what stands before them.
    pub(crate) fn own_part<'t>(&self, index: usize, text: &'t str) -> &'t str {
        if !self.is(index) {
            return text;
        }
        // Below somebody else's label nothing is the organisation's.
        if !self.is_named(index) || index.checked_sub(1).is_some_and(|above| self.is(above)) {
            return "";
        }
        let mut start = 0;
        while start < text.len() {
            let cut = [". ", " | ", " • ", " · ", " – ", " — ", " - ", " / "]
                .iter()
                .filter_map(|mark| text[start..].find(mark).map(|at| start + at + mark.len()))
                .min();
            let end = cut.unwrap_or(text.len());
            if matches!(says(&text[start..end], &plain(&text[start..end]), true, false), Some(Says::Other | Says::OtherInLegal)) {
                return &text[..start];
            }
            start = end;
        }
        // Only all of it together says so.
        ""
    }

    /// True when the words of block `index` themselves speak of somebody else.
    pub(crate) fn is_named(&self, index: usize) -> bool {
        self.named.get(index).copied().unwrap_or(false)
    }

    /// True when block `index` speaks of somebody else.
    pub(crate) fn is(&self, index: usize) -> bool {
        self.blocks.get(index).copied().unwrap_or(false)
    }
}

/// "Titolare del trattamento è …", "Responsable du traitement : …": a line that begins with who answers for the data.
fn names_controller(text: &str) -> bool {
    const LEADS: [&str; 5] = [
        "Titolare del ",
        "Il Titolare ",
        "Responsable du traitement",
        "Responsable del tratamiento",
        "Responsável pelo tratamento",
    ];
    text.starts_with(['T', 'I', 'R']) && LEADS.iter().any(|lead| text.starts_with(lead))
}

/// What the words of a line, as written and in plain form, say; ordinary words count only where they begin it.
fn says(text: &str, plain: &str, legal: bool, is_label: bool) -> Option<Says> {
    let found = WORDS.find_all(plain);
    let first = found.first()?;
    // "Contact us about web design": the first word decides, but a clear one beats an own word behind it.
    let clear = found.iter().find(|f| f.meaning == Says::Other);
    match first.meaning {
        Says::Other => Some(Says::Other),
        Says::Own | Says::OwnPart if first.start <= 4 || is_label => Some(first.meaning),
        Says::Own | Says::OwnPart => clear.map(|_| Says::Other),
        Says::OtherInLegal if legal && first.start <= 14 && (is_label || text.contains(':') || plain.len() <= first.end + 40) => {
            Some(Says::OtherInLegal)
        }
        Says::OtherInLegal => clear.map(|_| Says::Other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PageInput;

    fn foreign(html: &str, kind: PageKind) -> Vec<String> {
        let url = url::Url::parse("https://muster.test/").unwrap();
        let document =
            Document::parse(&PageInput { url: &url, status: 200, headers: &[], body: html.as_bytes(), rendered: false });
        let foreign = Foreign::alone(&document, kind);
        document.blocks.iter().enumerate().filter(|(i, _)| foreign.is(*i)).map(|(_, b)| b.text.clone()).collect()
    }

    #[test]
    fn the_host_of_a_french_legal_notice_is_somebody_else() {
        let html = "<h2>Éditeur</h2><p>Boulangerie Exemple<br>12 rue de la Paix</p><h2>Hébergeur</h2><p>Nuage SAS<br>2 rue du Serveur<br>59100 Roubaix</p><h2>Propriété</h2><p>x</p>";
        assert_eq!(foreign(html, PageKind::Legal), ["Hébergeur", "Nuage SAS", "2 rue du Serveur", "59100 Roubaix"]);
    }

    #[test]
    fn a_mediators_part_is_somebody_elses_and_the_next_part_is_not() {
        let html = "<h2>Médiation de la consommation</h2><p>Centre d'arbitrage, 14 rue Exemple, 75017 Paris</p><h2>Éditeur</h2><p>12 rue de la Paix</p>";
        assert_eq!(
            foreign(html, PageKind::Legal),
            ["Médiation de la consommation", "Centre d'arbitrage, 14 rue Exemple, 75017 Paris"]
        );
    }

    #[test]
    fn a_label_in_a_line_reaches_to_the_next_own_label() {
        let html = "<p>Hébergeur : Nuage SAS<br>2 rue du Serveur<br>59100 Roubaix<br>Directeur de la publication : Max Exemple<br>Tél</p>";
        assert_eq!(foreign(html, PageKind::Legal), ["Hébergeur : Nuage SAS", "2 rue du Serveur", "59100 Roubaix"]);
    }

    #[test]
    fn before_a_credit_the_line_is_the_organisations_own() {
        let url = url::Url::parse("https://muster.test/").unwrap();
        let html = b"<footer><p>&copy; 2024 Muster GmbH. All rights reserved | Website by Studio Probe Ltd</p><p>Website by Studio Probe Ltd</p></footer>";
        let document = Document::parse(&PageInput { url: &url, status: 200, headers: &[], body: html, rendered: false });
        let foreign = Foreign::alone(&document, PageKind::Home);
        let own: Vec<&str> = document.blocks.iter().enumerate().map(|(i, b)| foreign.own_part(i, &b.text)).collect();
        assert_eq!(own, ["© 2024 Muster GmbH. All rights reserved | ", ""]);
    }

    #[test]
    fn a_footer_in_one_long_line_is_its_own_up_to_the_host() {
        let url = url::Url::parse("https://muster.test/").unwrap();
        let html = "<footer>Menuiserie Exemple SARL, 14 rue du Modèle, 49000 Angers, ouvert du lundi au vendredi, devis gratuit sous huit jours, artisan depuis 1998 - Hébergeur : Nuage SAS, 2 rue du Serveur, 59100 Roubaix</footer>";
        let document =
            Document::parse(&PageInput { url: &url, status: 200, headers: &[], body: html.as_bytes(), rendered: false });
        let foreign = Foreign::alone(&document, PageKind::Home);
        let own = foreign.own_part(0, &document.blocks[0].text);
        assert!(own.contains("49000 Angers") && !own.contains("Nuage"), "{own}");
    }

    #[test]
    fn a_house_called_after_its_trade_is_no_third_party() {
        let url = url::Url::parse("https://muster-partner.test/").unwrap();
        let html = b"<h1>Impressum</h1><p>Agentur Muster &amp; Partner GmbH<br>Musterweg 1</p><p>Agentur Fremd<br>Nebenweg 2</p>";
        let document = Document::parse(&PageInput { url: &url, status: 200, headers: &[], body: html, rendered: false });
        let foreign = Foreign::alone(&document, PageKind::Legal);
        let blocks: Vec<(&str, bool)> =
            document.blocks.iter().enumerate().map(|(i, b)| (b.text.as_str(), foreign.is(i))).collect();
        assert!(
            blocks.contains(&("Agentur Muster & Partner GmbH", false)) && blocks.contains(&("Agentur Fremd", true)),
            "{blocks:?}"
        );
    }

    #[test]
    fn what_an_agency_sells_is_its_own() {
        assert!(foreign("<h2>Webdesign</h2><p>Musterstraße 5<br>10115 Berlin</p>", PageKind::Home).is_empty());
        assert!(foreign("<h2>Hébergement</h2><p>Gîte, 5 rue du Lac</p>", PageKind::Home).is_empty());
    }

    #[test]
    fn a_credit_line_in_the_footer_is_somebody_elses() {
        assert_eq!(
            foreign("<footer><p>Musterweg 1</p><p>Webdesign: Agentur Beispiel</p></footer>", PageKind::Home),
            ["Webdesign: Agentur Beispiel"]
        );
        assert_eq!(foreign("<footer>Website by Example Studio</footer>", PageKind::Home), ["Website by Example Studio"]);
    }
}
