//! What kind of business it is, from words in its name, title and description.

use std::sync::LazyLock;

use crate::short_text::ShortText;
use crate::words::{WordTable, plain};

/// Words in many languages for each kind of business, most specific first.
#[rustfmt::skip]
const WORDS: &[(&str, &str)] = &[
    ("bakery", "bakery, bakeries, bäckerei*, backstube, konditorei bäckerei, boulangerie*, panaderia, panadería, panificio, forno, panetteria, padaria, bakkerij*, warme bakker, piekarnia*, pekařství, pekárna, pékség, brutărie, bageri, bageriet, leipomo, αρτοποιείο, пекарня, хлебопекарна"),
    ("pastry shop", "konditorei*, patisserie, pâtisserie*, pasticceria*, pastelería, pastelaria, confiserie, banketbakkerij, cukiernia, cukrárna, cukrászda, cofetărie, konditori"),
    ("butcher", "metzgerei*, fleischerei*, schlachterei, boucherie*, charcuterie, carnicería, macelleria, talho, slagerij*, rzeźnik, masarnia, řeznictví, hentes, butcher*"),
    ("cafe", "café, cafe, kaffeehaus, coffee shop, coffeehouse, kaffeerösterei, caffetteria, cafetería, koffiehuis, kawiarnia, kavárna, kávézó, cafenea, kahvila"),
    ("pizzeria", "pizzeria, pizzería, pizzaria"),
    ("restaurant", "restaurant, restaurants, ristorante, trattoria, osteria, restaurante, brasserie, bistro, bistrot, wirtshaus, gasthaus, gasthof, landgasthof, gaststätte, steakhouse, sushi, taverne, taverna, eetcafé, restauracja, karczma, restaurace, hospoda, étterem, vendéglő, ravintola, εστιατόριο, ресторан, marisquería, asador, crêperie, creperie"),
    ("bar", "bar, pub, weinbar, cocktailbar, wine bar, birreria, cervecería, enoteca"),
    ("ice cream parlour", "eisdiele, eiscafé, gelateria, glacier, heladería, ijssalon, lodziarnia, gelataria"),
    ("hotel", "hotel, hôtel, hotels, albergo, hotelli, szálloda, ξενοδοχείο, отель"),
    ("bed and breakfast", "bed & breakfast, bed and breakfast, b&b, chambres d'hôtes, chambre d'hôtes, pension, affittacamere, agriturismo, casa rural, pensjonat, penzion"),
    ("holiday rental", "ferienwohnung*, ferienhaus*, gîte, gîtes, location saisonnière, casa vacanze, vakantiehuis, vakantiewoning, domki letniskowe, apartamenty, apartmány, holiday cottage*, holiday home*"),
    ("campground", "campingplatz, camping, campsite"),
    ("dentist", "zahnarzt*, zahnärzt*, zahnmedizin*, dentist, dentists, dental practice, dental clinic, dentiste*, chirurgien-dentiste, cabinet dentaire, dentista, studio dentistico, odontoiatr*, clínica dental, clinica dental, dentista, clínica dentária, médico dentista, tandarts*, stomatolog*, dentysta, gabinet stomatologiczny, zubní lékař, zubní ordinace, zubař, fogászat, fogorvos, tandläkare, tandlæge*, tannlege, hammaslääkäri, οδοντίατρος, стоматолог*, kieferorthopäd*, orthodont*"),
    ("optician", "optiker, augenoptik*, opticien*, ottica, optician*, óptica, opticiens, optyk, optika, oční optika"),
    ("pharmacy", "apotheke*, pharmacie, farmacia, farmácia, apotheek, apteka, lékárna, gyógyszertár, apotek, apteekki, pharmacy, φαρμακείο, аптека"),
    ("physiotherapist", "physiotherap*, krankengymnastik, kinésithérapeute*, kinésithérapie, kinesist, kiné, fisioterapi*, fysiotherap*, fizjoterap*, fyzioterap*, gyógytorna"),
    ("osteopath", "osteopath*, ostéopathe*, ostéopathie, osteopat*, osteópata, osteopatia"),
    ("psychotherapist", "psychotherap*, psychothérap*, psicoterap*, psycholog*, psicólog*, psicolog*, psychoterap*"),
    ("doctor", "hausarzt*, arztpraxis, hausärzt*, allgemeinmedizin, médecin, cabinet médical, medico di base, studio medico, huisarts*, gabinet lekarski, przychodnia, ordinace, praktický lékař, orvosi rendelő, medical practice, gp surgery, facharzt, centro médico, hautarzt, frauenarzt, kinderarzt, augenarzt"),
    ("veterinarian", "tierarzt*, tierärzt*, kleintierpraxis, vétérinaire*, veterinari*, veterinario, dierenarts*, dierenkliniek, weterynarz, weterynari*, veterinář, veterinární, állatorvos*, vet clinic, veterinary, vets, κτηνίατρος"),
    ("naturopath", "heilpraktiker*, naturheilpraxis, naturopath*, naturopathe"),
    ("hairdresser", "friseur*, frisör*, friseursalon, haarstudio, coiffeur*, coiffure, coiffeuse, salon de coiffure, parrucchier*, peluquería*, cabeleireir*, kapper*, kapsalon, fryzjer*, salon fryzjerski, kadeřnictví, kaderníctvo, fodrász*, coafor, frisør*, parturi, kampaamo, hairdresser*, hair salon, hair studio, barber*, κομμωτήριο, парикмахерская, barbershop"),
    ("beauty salon", "kosmetik*, kosmetikstudio, institut de beauté, esthéticienne, centro estetico, estetica, centro de estética, schoonheidssalon, salon kosmetyczny, gabinet kosmetyczny, kosmetika, kosmetický salon, beauty salon, nagelstudio, nail studio"),
    ("tattoo studio", "tattoo, tattoostudio, tatouage, tatouag*, tatuajes, tatuaż*, tetování"),
    ("florist", "blumenladen, floristik, florist*, blumen, fleuriste*, fiorista, fioraio, florería, floristería, florista, bloemist*, bloemenwinkel, kwiaciarnia, květinářství, virágbolt, virágüzlet, florărie, blomster*, kukkakauppa, ανθοπωλείο"),
    ("gardener", "gartenbau, garten- und landschaftsbau, galabau, gärtnerei*, gartengestaltung, landschaftsbau, paysagiste*, jardinier, espaces verts, giardiniere, giardinaggio, jardinería, jardineiro, jardinagem, hovenier*, tuinaanleg, tuinman, ogrodnik, usługi ogrodnicze, zahradník, zahradnictví, kertész*, landscap*, gardener*, gardening"),
    ("plumber", "klempner*, sanitär*, installateur*, spengler, badsanierung, plombier*, plomberie, idraulic*, fontaner*, canalizador*, loodgieter*, hydraulik, instalater*, vodoinstalatér*, vízszerel*, instalator*, plumber*, plumbing, υδραυλικ*"),
    ("heating engineer", "heizungsbau*, heizungstechnik, heizung, chauffagiste*, chauffage, climatisation, riscaldamento, climatizzazione, calefacción, verwarming*, cv-installat*, ogrzewanie, topenářství, topení, heating engineer*, heating"),
    ("electrician", "elektriker*, elektrotechnik, elektroinstallation*, elektromeister, électricien*, électricité, elettricista, impianti elettrici, electricista*, instalaciones eléctricas, eletricista*, elektricien*, elektryk*, elektrikář*, villanyszerel*, electrician*, electrical contractor*, ηλεκτρολόγ*, elinstallat*, elektromontáže"),
    ("carpenter", "schreinerei*, tischlerei*, schreiner, tischler, zimmerei*, zimmerer, holzbau, menuiserie*, menuisier*, charpente*, charpentier, ébéniste, falegname*, falegnameria, carpintería*, carpintero, carpintaria*, carpinteiro, timmerman*, timmerbedrijf, schrijnwerk*, meubelmaker*, stolarstwo, stolarz, stolarnia, truhlářství, truhlář, tesařství, asztalos*, carpenter*, carpentry, joiner*, joinery, snickeri, tømrer*, ξυλουργ*"),
    ("roofer", "dachdecker*, bedachung*, dachdeckerei, couvreur*, couverture zinguerie, toiture*, copritetto, lattoneria, tejados, dakdekker*, dakwerken, dekarz, dachy, pokrývač*, klempířství, tetőfed*, roofer*, roofing"),
    ("painter", "malerbetrieb, malermeister, maler und lackierer, malerei und anstrich, malergeschäft, maler, peintre en bâtiment, peinture en bâtiment, imbianchin*, pittura edile, pintores, pintura de interiores, schilder, schildersbedrijf*, schilderwerken, malarz, usługi malarskie, malířství, malíř pokojů, szobafest*, painter and decorator, painters and decorators, painting and decorating"),
    ("tiler", "fliesenleger*, fliesen, carreleur*, carrelage, piastrellist*, alicatador*, tegelzetter*, glazurnik, obkladač*, tiler*"),
    ("building contractor", "bauunternehmen, bauunternehmung, hochbau, tiefbau, bauservice, maçonnerie, maçon, entreprise de bâtiment, rénovation, impresa edile, costruzioni, ristrutturazion*, construcciones, reformas, empresa constructora, construção civil, remodelações, aannemer*, bouwbedrijf, firma budowlana, usługi budowlane, budownictwo, stavební firma, stavebnictví, építőipari, builders, building contractor*, construction"),
    ("architect", "architekt*, architekturbüro, architecte*, cabinet d'architecture, architetto, studio di architettura, arquitecto*, arquitectura, estudio de arquitectura, architectenbureau, architect, architects, pracownia architektoniczna, architektonick*, építész*, arhitect*, αρχιτέκτον*"),
    ("locksmith", "schlüsseldienst*, serrurier*, serrurerie, fabbro, cerrajer*, chaveiro, slotenmaker*, ślusarz, zámečnictví, zámečník, lakatos, locksmith*"),
    ("car repair", "kfz-werkstatt, kfz werkstatt, autowerkstatt, kfz-meister*, autoservice, auto service, kfz, karosserie*, garage automobile, réparation automobile, carrosserie, autofficina, officina, carrozzeria, taller mecánico, taller de coches, taller, oficina automóvel, oficina auto, autobedrijf, garagebedrijf, warsztat samochodowy, mechanika pojazdowa, autoservis, autójavít*, autószerviz, service auto, bilverkstad, autoværksted, autokorjaamo, car repair, auto repair, mot and service, συνεργείο"),
    ("car dealer", "autohaus, autohandel, gebrauchtwagen*, concessionnaire, concessionaria, concesionario, autobazar, komis samochodowy, car dealer*, car sales"),
    ("bicycle shop", "fahrrad*, zweirad*, vélo, vélos, cycles, biciclette, bicicletas, fietsenwinkel, fietsen*, rowery, sklep rowerowy, jízdní kola, kerékpár*, bike shop, cykel*"),
    ("driving school", "fahrschule*, auto-école, auto école, autoscuola, autoescuela, escola de condução, rijschool, autorijschool, nauka jazdy, szkoła jazdy, autoškola, autósiskola, driving school, körskola"),
    ("taxi", "taxi, taxis, taxiunternehmen"),
    ("moving company", "umzug, umzüge, umzugsunternehmen, déménagement*, traslochi, mudanzas, mudanças, verhuisbedrijf, verhuizing*, przeprowadzki, stěhování, költöztet*, removals, movers"),
    ("cleaning service", "gebäudereinigung, reinigungsfirma, reinigungsservice, entreprise de nettoyage, nettoyage, impresa di pulizie, pulizie, empresa de limpieza, limpiezas, limpezas, schoonmaakbedrijf, firma sprzątająca, usługi sprzątające, úklidová firma, úklid, takarítás, cleaning services, cleaning company"),
    ("lawyer", "rechtsanwalt*, rechtsanwält*, anwaltskanzlei, kanzlei für, avocat*, cabinet d'avocats, avvocat*, studio legale, abogad*, bufete, despacho de abogados, advogad*, advocaat, advocaten*, advocatenkantoor, adwokat*, kancelaria, radca prawny, advokát*, ügyvéd*, avocatură, solicitor*, law firm, attorney*, lawyers, advokat*, asianajo*, δικηγόρ*, адвокат*"),
    ("notary", "notar, notariat, notare, notaire*, notaio, notaría, notário, cartório notarial, notaris*, notariusz, notář*, közjegyző, notary"),
    ("tax adviser", "steuerberat*, steuerkanzlei, commercialista, asesoría fiscal, belastingadviseur*, doradca podatkowy, daňový poradce, daňové poradenství, adóta*, tax advis*"),
    ("accountant", "expert-comptable, cabinet comptable, expertise comptable, contabilidade, contabilista, boekhouder*, boekhoudkantoor, accountantskantoor, accountant, accountants, biuro rachunkowe, księgowość, účetnictví, účetní, könyvel*, contabilitate, buchhaltung*, asesoría, gestoría, bookkeep*, chartered accountant*, λογιστικ*, treuhand*"),
    ("insurance agency", "versicherungsmakler*, versicherungsagentur, versicherungen, courtier en assurances, assurances, assicurazioni, seguros, correduría, verzekeringen, assurantiekantoor, ubezpieczenia, pojištění, insurance broker*, insurance"),
    ("estate agent", "immobilien*, immobilienmakler*, hausverwaltung, agence immobilière, immobilier, agenzia immobiliare, immobiliare, inmobiliaria, imobiliária, makelaar*, makelaardij, vastgoed, nieruchomości, biuro nieruchomości, realitní kancelář, reality, ingatlan*, imobiliare, estate agent*, real estate, letting agent*, lettings, fastighetsmäklare, μεσιτικό"),
    ("photographer", "fotograf, fotografin, fotografie, fotostudio, photographe, photographie, fotografo, fotógraf*, fotografía, fotografía de bodas, fotografia, fotograaf, fotografka, fényképész, fotós, photographer, photography, photo studio, valokuvaaja, φωτογράφ*"),
    ("web agency", "webagentur, webdesign agentur, internetagentur, digitalagentur, agence web, agence digitale, web agency, agencia web, diseño web, agência digital, webbureau, agencja interaktywna, webdesign, web design, tvorba webových stránek, tvorba webů"),
    ("advertising agency", "werbeagentur, agence de communication, agenzia di comunicazione, agencia de publicidad, agência de publicidade, reclamebureau, agencja reklamowa, reklamní agentura, reklámügynökség, marketing agency, advertising agency"),
    ("printer", "druckerei*, imprimerie, imprimeur, tipografia, imprenta, gráfica, drukkerij, drukarnia, tiskárna, nyomda, printing company, print shop"),
    ("software company", "softwareentwicklung, software company, software development, éditeur de logiciels, it-dienstleister, it service, systemhaus"),
    ("gym", "fitnessstudio, fitness, salle de sport, palestra, gimnasio, ginásio, sportschool, siłownia, fitness centrum, edzőterem, gym"),
    ("yoga studio", "yoga, yogastudio, yoga studio, pilates"),
    ("dance school", "tanzschule, école de danse, scuola di danza, escuela de baile, dansschool, szkoła tańca, taneční škola, dance school"),
    ("music school", "musikschule, école de musique, scuola di musica, escuela de música, muziekschool, szkoła muzyczna, hudební škola, zeneiskola, music school"),
    ("language school", "sprachschule, école de langues, scuola di lingue, academia de idiomas, escuela de idiomas, taalschool, szkoła językowa, jazyková škola, nyelviskola, language school"),
    ("kindergarten", "kindergarten, kita, kindertagesstätte, crèche, micro-crèche, asilo nido, guardería, escuela infantil, creche, kinderdagverblijf, kinderopvang, przedszkole, żłobek, mateřská škola, óvoda, nursery school, day nursery"),
    ("travel agency", "reisebüro, agence de voyages, agenzia viaggi, agencia de viajes, agência de viagens, reisbureau, biuro podróży, cestovní kancelář, cestovní agentura, utazási iroda, travel agency"),
    ("winery", "weingut, winzer*, domaine viticole, vigneron*, cantina vinicola, azienda vinicola, bodega, bodegas, viñedo, adega, quinta vinícola, wijngaard, winnica, vinařství, vinárstvo, borászat, winery, vineyard, cave coopérative"),
    ("wine shop", "weinhandlung, vinothek, caviste, cave à vins, enoteca, vinoteca, tienda de vinos, wijnhandel, sklep z winem, vinotéka, wine merchant*, wine shop"),
    ("brewery", "brauerei*, brasserie artisanale, birrificio, cervecería artesanal, cervejaria artesanal, brouwerij*, browar, pivovar, sörfőzde, brewery"),
    ("jeweller", "juwelier*, goldschmied*, goldschmiede, bijouterie, bijoutier, joaillier, gioielleria, oreficeria, joyería, joalharia, ourivesaria, goudsmid*, jubiler, zlatnictví, zlatník, ékszer*, jeweller*, jewelry, jewellery"),
    ("bookshop", "buchhandlung*, librairie, libreria, librería, livraria, boekhandel*, księgarnia, knihkupectví, könyvesbolt, librărie, bookshop, bookstore"),
    ("furniture shop", "möbelhaus, möbel, meubles, magasin de meubles, mobili, arredamento, arredamenti, muebles, móveis, meubelen, meubelzaak, meble, nábytek, bútor*, mobilier, furniture"),
    ("hearing aids", "hörakustik*, hörgeräteakustik*, audioprothésiste*, apparecchi acustici, audífonos, aparelhos auditivos, audicien*, aparaty słuchowe, hearing aid*"),
    ("shoe shop", "schuhhaus, schuhgeschäft, schuhe, chaussures, calzature, zapatería, sapataria, schoenenwinkel, schoenen, obuwie, obuv, cipőbolt, shoe shop, shoe repair, schuhmacher*, cordonnerie, cordonnier"),
    ("clothing shop", "modehaus, boutique de vêtements, prêt-à-porter, abbigliamento, tienda de ropa, moda, kledingwinkel, damesmode, odzież, oděvy, ruházat, fashion boutique, clothing, schneiderei, couture, sartoria, änderungsschneiderei"),
    ("farm shop", "hofladen, bauernhof, biohof, ferme, vente à la ferme, azienda agricola, agricola, granja, quinta agrícola, boerderij*, boerderijwinkel, gospodarstwo rolne, farma, farm shop"),
    ("funeral director", "bestattung*, bestattungsinstitut, bestatter, pompes funèbres, onoranze funebri, funeraria, tanatorio, agência funerária, uitvaart*, begrafenisondernem*, dom pogrzebowy, zakład pogrzebowy, pohřební*, temetkez*, funeral director*, funeral home"),
    ("museum", "museum, musée, museo, museu, muzeum, múzeum, muzeu"),
    ("church", "kirchengemeinde, pfarrei, pfarrgemeinde, paroisse, parrocchia, parroquia, paróquia, parochie, parafia, farnost, plébánia, parish"),
    ("sports club", "sportverein, turnverein, fußballverein, tennisverein, tennisclub, sportclub, club de sport, association sportive, società sportiva, asd, club deportivo, clube desportivo, sportvereniging, voetbalvereniging, klub sportowy, sportovní klub, sportegyesület, football club, tennis club, reitverein"),
    ("riding school", "reitschule, reiterhof, reitstall, centre équestre, écurie, maneggio, centro ippico, hípica, centro hípico, manege, stadnina, stajnia, jezdecký klub, jízdárna, lovarda, riding school, equestrian"),
];

static TABLE: LazyLock<WordTable<usize>> = LazyLock::new(|| {
    let groups: Vec<(usize, &str)> = WORDS.iter().enumerate().map(|(i, (_, words))| (i, *words)).collect();
    WordTable::new(&groups)
});

/// Most characters of a text that are looked at.
const MAX_CHARS: usize = 400;

/// Kinds of business named in a text, in the order they stand there, no repetition; each with the bytes it covers in the
/// plain form of the text.
pub(super) fn find(text: &str) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = Vec::new();
    let cut: String = text.chars().take(MAX_CHARS).collect();
    for hit in TABLE.find_all(&plain(&cut)) {
        if let Some((category, _)) = WORDS.get(hit.meaning)
            && !found.contains(category)
        {
            found.push(category);
        }
    }
    found
}

/// True when [`find`] finds any.
pub(super) fn is_named(text: &str) -> bool {
    let end = text.char_indices().nth(MAX_CHARS).map_or(text.len(), |(end, _)| end);
    TABLE.find(&ShortText::plain(&text[..end])).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clear_words_name_the_business() {
        for (text, category) in [
            ("Boulangerie Exemple", "bakery"),
            ("Bäckerei & Konditorei Muster", "bakery"),
            ("Zahnarztpraxis Dr. Muster", "dentist"),
            ("Cabinet d'avocats Exemple", "lawyer"),
            ("Officina Meccanica Esempio", "car repair"),
            ("Fontanería Ejemplo", "plumber"),
            ("Loodgieter De Boer", "plumber"),
            ("Kancelaria Adwokacka", "lawyer"),
            ("Truhlářství Příklad", "carpenter"),
            ("Florista Exemplo", "florist"),
        ] {
            assert_eq!(find(text).first(), Some(&category), "{text}");
        }
    }

    #[test]
    fn an_ordinary_name_names_no_business() {
        assert!(find("Muster und Partner").is_empty());
        assert!(find("Barbara Hotelling").is_empty());
    }
}
