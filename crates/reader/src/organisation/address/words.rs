//! Words that tell cities from what is none: particles, districts, and what follows numbers in prose.

use std::sync::LazyLock;

use super::super::country::Country;
use super::super::months::is_month;
use crate::short_text::ShortText;
use crate::words::{WordMap, WordSet};

/// Small words within city names.
pub(super) fn is_particle(lower: &str) -> bool {
    matches!(
        lower,
        "am" | "an"
            | "der"
            | "den"
            | "dem"
            | "im"
            | "in"
            | "bei"
            | "ob"
            | "vor"
            | "ober"
            | "unter"
            | "und"
            | "auf"
            | "a"
            | "d"
            | "i"
            | "u"
            | "o"
            | "v"
            | "b"
            | "h"
            | "de"
            | "la"
            | "le"
            | "les"
            | "du"
            | "des"
            | "sur"
            | "sous"
            | "en"
            | "et"
            | "lès"
            | "lez"
            | "aux"
            | "au"
            | "près"
            | "del"
            | "dei"
            | "della"
            | "delle"
            | "di"
            | "da"
            | "sul"
            | "do"
            | "dos"
            | "das"
            | "e"
            | "y"
            | "el"
            | "los"
            | "las"
            | "els"
            | "aan"
            | "op"
            | "het"
            | "van"
            | "ter"
            | "ten"
            | "nad"
            | "pod"
            | "pri"
            | "na"
            | "k"
            | "of"
            | "upon"
            | "on"
            | "the"
    )
}

/// Parts of city names that end in a full stop.
pub(super) fn is_city_abbreviation(text: &str) -> bool {
    matches!(
        ShortText::lower(text).as_str(),
        "st" | "ste"
            | "bad"
            | "a"
            | "d"
            | "b"
            | "i"
            | "v"
            | "o"
            | "u"
            | "h"
            | "s"
            | "m"
            | "gr"
            | "kl"
            | "sta"
            | "sto"
            | "s.ta"
            | "sankt"
            | "dr"
    )
}

/// Cities whose districts are written as a number.
pub(super) fn has_districts(text: &str) -> bool {
    matches!(
        ShortText::lower(text).as_str(),
        "praha"
            | "prague"
            | "brno"
            | "ostrava"
            | "plzeň"
            | "wien"
            | "vienna"
            | "lyon"
            | "marseille"
            | "paris"
            | "dublin"
            | "bratislava"
            | "košice"
            | "budapest"
            | "graz"
            | "linz"
            | "bruxelles"
            | "zürich"
            | "genève"
            | "sector"
            | "bucurești"
    )
}

/// Words that follow numbers but are no cities.
pub(super) fn is_not_city(text: &str) -> bool {
    static WORDS: LazyLock<WordSet> = LazyLock::new(|| {
        "sokak sokağı sok sk caddesi cadde cad mahallesi mah bulvarı cep euro amtsgericht tālr talr tālrunis netfang sími simi gsm puhelin tfn epost e-post e-pasts имейл тел klubhus y-tunnus alv kpp инн огрн кпп єдрпоу тел ежедневно щодня круглосуточно цілодобово график графік режим cui τηλ αφμ adószám cégjegyzékszám vergi nipc nuit \
        kontingent dal di ust-idnr ustid uid kto konto blz our call open steuernummer registernummer hra landgericht \
        registergericht handelsgericht firmenbuchgericht euros eur chf usd gbp kč czk zł pln huf sek nok dkk kunden \
        mitarbeiter mitarbeitende stück uhr jahre jahren ans clients personnes meter watt volt hz kg km cm mm ml mah gmbh ag \
        sarl sas srl ltd llc inc all alle tous todos tutti rights rechte copyright by powered janvier février mars avril juin \
        juillet août septembre octobre novembre décembre tel anfahrt route routenplaner karte map maps google voir itinéraire \
        indicazioni mappa mapa directions ver zobacz view get telefon tél téléphone telefono teléfono telefone phone ph mob cell whatsapp fax mobil \
        mobile handy email e-mail mail www http https ust ust-id iban bic hrb siret siren rcs tva nif cif btw kvk \
        öffnungszeiten horaires orari horario openingstijden kontakt contact contacts contatti contacto impressum datenschutz \
        telefoon tlf puh p.iva partita p.i customers members followers likes views reviews sq ft pieces pcs users happy years \
        produkte artikel m² qm m2 design webdesign website web agb cookie cookies privacy und oder and or ist war wurde wir \
        die das der is was we est sont pour with mit für per bis from von to nr no rue via ul"
            .split(' ')
            .collect()
    });
    let lower = ShortText::lower(text);
    is_month(&lower) || WORDS.contains(lower.as_str())
}

/// A few large cities tell countries with the same kind of code apart.
pub(super) fn city_is_in(city: &str, country: Country) -> bool {
    const CITIES: &[(&str, &str)] = &[
        ("AT", "wien vienna graz linz salzburg innsbruck klagenfurt villach wels dornbirn bregenz eisenstadt"),
        (
            "CH",
            "zürich zurich genève geneva genf basel bern berne lausanne winterthur luzern lucerne st.gallen lugano biel thun fribourg zug chur sion neuchâtel",
        ),
        (
            "BE",
            "bruxelles brussel brussels antwerpen gent liège brugge namur leuven mons charleroi mechelen hasselt kortrijk oostende",
        ),
        ("DK", "københavn copenhagen aarhus odense aalborg esbjerg randers kolding horsens vejle roskilde"),
        ("NO", "oslo bergen trondheim stavanger drammen tromsø kristiansand"),
        ("HU", "budapest debrecen szeged miskolc pécs győr"),
        ("LU", "luxembourg luxemburg esch-sur-alzette differdange dudelange"),
        ("SI", "ljubljana maribor celje koper kranj"),
        ("BG", "sofia софия пловдив варна бургас"),
        (
            "DE",
            "berlin hamburg münchen munich köln cologne frankfurt stuttgart düsseldorf leipzig dortmund essen bremen dresden hannover nürnberg duisburg bochum wuppertal bielefeld bonn münster karlsruhe mannheim augsburg wiesbaden freiburg",
        ),
        (
            "FR",
            "paris marseille lyon toulouse nice nantes montpellier strasbourg bordeaux lille rennes reims grenoble dijon angers nîmes brest tours amiens annecy",
        ),
        (
            "IT",
            "roma milano napoli torino palermo genova bologna firenze bari catania venezia verona padova trieste brescia parma modena",
        ),
        (
            "ES",
            "madrid barcelona valencia sevilla zaragoza málaga murcia palma bilbao alicante córdoba valladolid vigo gijón granada",
        ),
        ("FI", "helsinki espoo tampere vantaa oulu turku jyväskylä lahti"),
        ("CZ", "praha brno ostrava plzeň liberec olomouc"),
        ("SK", "bratislava košice prešov žilina nitra trnava"),
        ("SE", "stockholm göteborg malmö uppsala västerås örebro linköping lund"),
        ("GR", "αθήνα θεσσαλονίκη πάτρα ηράκλειο athens"),
        ("HR", "zagreb split rijeka osijek zadar dubrovnik"),
        ("EE", "tallinn tartu pärnu"),
        ("LT", "vilnius kaunas klaipėda"),
        ("TR", "istanbul i̇stanbul ankara izmir"),
        ("MC", "monaco monte-carlo"),
        ("LI", "vaduz schaan"),
        ("RO", "bucurești cluj-napoca timișoara iași brașov constanța"),
    ];
    static BY_COUNTRY: LazyLock<WordMap<&'static str, WordSet>> =
        LazyLock::new(|| CITIES.iter().map(|(code, cities)| (*code, cities.split(' ').collect())).collect());
    let head = city.split([' ', '/']).next().unwrap_or(city);
    BY_COUNTRY.get(country.0).is_some_and(|cities| cities.contains(city) || cities.contains(head))
}

/// Words that begin a part naming where in a building or an estate ("Unit 6", "Zone artisanale …", "nave 14", "bâtiment B").
pub(super) fn is_premises(first: &str, second: &str) -> bool {
    const ALONE: &str = " unit units pol polig suite floor level apartment flat room bâtiment bat bât résidence immeuble lotissement lieu-dit lieudit za zi zac polígono poligono edificio urbanización parcela nave local bajo entresuelo entlo piso planta puerta escalera portal oficina gewerbepark gewerbegebiet industriegebiet industriepark interno int scala piano palazzina lok lokal m hinterhaus aufgang stiege top og eg bus bte boîte boite loja andar fração sala lote lt edificio edifício parc kat daire conj bloco kamer lokaal escritório of dpto depto офис офіс оф прим приміщення кім корпус корп стр строение пом помещение этаж поверх кв квартира литера лит павильон blok apt ap etaj et scara sc bl cam ";
    const PAIRS: &str = " zone|artisanale zone|industrielle zone|commerciale zone|d'activités parc|d'activités centre|commercial centro|comercial centro|commerciale zona|industriale zona|industrial 1st|floor 2nd|floor 3rd|floor 4th|floor first|floor second|floor ground|floor 1.|og 2.|og 3.|og 4.|og ";
    let (first, second) = (first.to_lowercase(), second.to_lowercase());
    // A studio is mostly a business, as a shop is; with its number it is a room.
    let numbered = || matches!(first.as_str(), "studio" | "shop") && second.starts_with(|c: char| c.is_ascii_digit());
    ALONE.contains(&format!(" {first} ")) || PAIRS.contains(&format!(" {first}|{second} ")) || numbered()
}

/// "The Old Mill", "Church Hall", "Millstone Works": houses that stand for a street or before it.
pub(super) fn ends_in_house(text: &str) -> bool {
    const HOUSES: &str = " mill mills chambers house farm barn cottage hall lodge studio studios works building buildings manor forge stables vicarage rectory chapel granary dairy brewery warehouse exchange workshop courtyard estate centre maltings ";
    let last = text.rsplit(' ').next().unwrap_or("").to_lowercase();
    text.contains(' ') && HOUSES.contains(&format!(" {last} "))
}

/// Words of headings and menus that may stand between an address's lines.
pub(super) fn is_page_word(text: &str) -> bool {
    const WORDS: &str = " home about contact address visit find us details company registered office menu book shop services team news blog gallery hours opening directions map location locations where enquiries email follow privacy terms cookies copyright ";
    WORDS.contains(&format!(" {} ", text.to_lowercase()))
}
