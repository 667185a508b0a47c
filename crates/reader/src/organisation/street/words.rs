//! Street words of many languages, and words that are none.

use std::sync::LazyLock;

use crate::short_text::ShortText;
use crate::words::WordMap;

use super::super::months::is_month;
use crate::words::WordSet;

/// Where a street word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Before the name: "rue …", "ul. …".
    Before,
    /// After the name: "… Street", "… Straße".
    After,
    /// Before the name, but an ordinary word too: only behind a number or at the start of a part.
    BeforeShy,
    /// After the name, an ordinary word or an abbreviation of something else too.
    AfterShy,
}

/// Street words, and the countries (by code) they are used in.
#[rustfmt::skip]
const WORDS: &[(Place, &str, &str)] = &[
    (Place::Before, "FR BE CH LU CA MC", "rue avenue boulevard bd bld blvd boul chemin chem impasse imp allée allées quai cours faubourg fbg sentier ruelle esplanade rond-point lotissement résidence residence hameau lieu-dit lieudit zac zae montée venelle traverse chaussée voie rte bvd"),
    (Place::BeforeShy, "FR BE CH LU CA MC", "r av ave place pl route ch che square sq passage pass promenade zone za zi parc quartier côte mail clos cité domaine galerie lot centre bourg lgt drève square all technopole espace villa rés res"),
    (Place::Before, "IT CH SM", "via viale s.p s.s s.r v.le piazza p.zza p.za piazzale p.le corso c.so vicolo contrada c.da località frazione fraz lungomare lungotevere lungarno lungolago rione fondamenta stradone v.lo l.go str.da"),
    (Place::BeforeShy, "IT CH SM", "largo strada borgo salita galleria campo loc calata stradone s.s zona traversa"),
    (Place::Before, "ES MX AR AD", "calle c/ cl avenida avda avd plaza pza plza paseo carrer carretera ctra cno travesía ronda glorieta rambla polígono urbanización callejón cuesta plaça passeig avinguda gran rúa rua kalea partida pº p.º pso"),
    (Place::Before, "PE CO CL EC UY MX AR DO", "jirón jiron jr prolongación prolongacion prol pasaje psje pje diagonal transversal carrera cra kra calzada privada malecón malecon circunvalación autopista bulevar"),
    (Place::BeforeShy, "ES MX AR AD", "av pg camino barrio urb pol polig travessera cami camí centro partida via vía pl c parque"),
    (Place::Before, "PT BR", "rua avenida praça praca estrada alameda calçada rotunda beco travessa av avª urbanização rod rodovia"),
    (Place::BeforeShy, "PT BR", "r av largo quinta lugar parque caminho pç pc zona bairro"),
    (Place::Before, "PL", "ul ulica aleja aleje al plac os osiedle rondo szosa skwer bulwar rynek"),
    (Place::BeforeShy, "PL", "pl"),
    (Place::Before, "CZ SK", "ulice ulica ul náměstí námestie nám nábřeží nábrežie sídliště sídlisko třída tř trieda"),
    (Place::After, "CZ SK", "náměstí námestie nám nábřeží nábrežie třída tř trieda ulice"),
    (Place::Before, "RO MD", "strada str bulevardul bd b-dul bdul calea șoseaua şoseaua sos șos şos aleea piața piaţa splaiul intrarea drumul b-dul"),
    (Place::Before, "GR CY", "οδός οδ λεωφ λεωφόρος λεωφόρου λεωφορος πλατεία πλ λ"),
    (Place::Before, "BG RU UA", "ул улица бул булевард булевар площад проспект просп вул вулиця шоссе"),
    (Place::Before, "RU UA BY KZ", "пр-т пр-кт пр-д пр пер переулок проезд набережная наб площадь пл бульвар б-р бульв тракт мкр микрорайон провулок пров площа набережна узвіз шосе"),
    (Place::After, "RU UA BY KZ", "улица ул шоссе проспект переулок проезд набережная площадь бульвар тракт вулиця провулок шосе площа набережна узвіз"),
    (Place::Before, "HR SI RS", "ulica trg cesta"),
    (Place::Before, "GB", "stryd heol ffordd lôn"),
    (Place::Before, "BE", "steenweg"),
    (Place::After, "GB IE US CA AU NZ ZA MT IN", "street road avenue lane drive crescent grove gardens terrace mews highway hwy parkway pkwy embankment broadway boulevard blvd rd ave turnpike cres"),
    (Place::AfterShy, "GB IE US CA AU NZ ZA MT IN", "st ln dr court ct place pl square sq way close hill park row parade walk circle cir trail quay wharf yard green rise view route estate loop plaza gate bridge market arcade corner bend ridge pike cross heights field fields vale side end croft wynd common meadow meadows brae strand reach drove"),
    (Place::After, "DE AT CH LI LU", "straße strasse str allee gasse ufer damm chaussee"),
    (Place::BeforeShy, "DE AT CH LI LU", "straße strasse platz allee"),
    (Place::AfterShy, "DE AT CH LI LU", "weg platz ring markt graben steig pfad promenade anger winkel wall zeile kai siedlung bogen tor"),
    (Place::After, "NL BE", "straat laan gracht plein kade dijk singel steenweg baan"),
    (Place::AfterShy, "NL BE", "weg pad hof lei dreef markt park"),
    (Place::After, "SE FI", "gatan vägen gränd torget allén stigen gata väg"),
    (Place::After, "DK NO", "gade vej vejen gate gata veien stræde boulevard plads plass torv allé alle"),
    (Place::After, "FI", "katu tie kuja polku tori aukio"),
    (Place::After, "HU", "utca út útja tér körút krt sor fasor köz rakpart tere u"),
    (Place::After, "TR", "cad caddesi cadde sok sk sokak sokağı bulvarı blv mah mahallesi"),
    (Place::After, "EE LV LT", "tänav maantee mnt puiestee pst iela prospekts gatvė tn"),
    (Place::After, "HR SI RS", "ulica cesta trg put"),
];

/// Endings of compound street names, and the countries they are used in.
#[rustfmt::skip]
pub(super) const ENDINGS: &[(&str, &str)] = &[
    ("straße", "DE AT LU"), ("strasse", "DE CH AT LI"), ("str", "DE AT CH"), ("gasse", "DE AT CH"), ("weg", "DE AT CH NL BE"), ("platz", "DE AT CH"), ("allee", "DE AT CH"),
    ("ring", "DE AT CH"), ("ufer", "DE AT"), ("damm", "DE"), ("chaussee", "DE"), ("graben", "DE AT CH"), ("markt", "DE NL AT BE"), ("steig", "DE AT"), ("stieg", "DE"), ("wall", "DE"),
    ("berg", "DE AT CH"), ("hof", "DE AT CH NL"), ("tor", "DE CH"), ("park", "DE"), ("feld", "DE AT"), ("promenade", "DE CH"), ("kai", "DE AT CH"), ("brücke", "DE AT"), ("winkel", "DE"), ("twiete", "DE"), ("pfad", "DE"), ("zeile", "DE AT"), ("quai", "CH"), ("matte", "CH"), ("rain", "CH DE"), ("halde", "CH"), ("gässli", "CH"), ("wies", "CH"), ("acker", "CH DE"), ("au", "CH AT"), ("siedlung", "DE AT"), ("leite", "DE"), ("bogen", "DE"),
    ("straat", "NL BE"), ("laan", "NL BE"), ("plein", "NL BE"), ("gracht", "NL"), ("kade", "NL"), ("dijk", "NL BE"), ("singel", "NL BE"), ("dreef", "NL BE"), ("steeg", "NL"), ("pad", "NL"), ("steenweg", "BE"), ("baan", "BE NL"), ("lei", "BE"), ("haven", "NL"),
    ("gatan", "SE FI"), ("vägen", "SE FI"), ("gränd", "SE"), ("torget", "SE NO"), ("stigen", "SE"), ("allén", "SE"), ("backen", "SE"), ("gata", "NO SE IS"), ("vegen", "NO"), ("veien", "NO"), ("gate", "NO"), ("gaten", "NO"),
    ("vej", "DK"), ("gade", "DK"), ("vejen", "DK"), ("stræde", "DK"), ("torv", "DK"), ("plads", "DK"),
    ("katu", "FI"), ("tie", "FI"), ("kuja", "FI"), ("polku", "FI"), ("ranta", "FI"), ("tori", "FI"), ("bulevardi", "FI"),
    ("utca", "HU"), ("útja", "HU"), ("stræti", "IS"), ("vegur", "IS"),
];

/// A street word: where it stands, and where it is used.
pub(super) struct Word {
    pub place: Place,
    pub countries: &'static str,
}

/// Street words by their lower-case form.
pub(super) static BY_WORD: LazyLock<WordMap<&'static str, Vec<Word>>> = LazyLock::new(|| {
    let mut map: WordMap<&'static str, Vec<Word>> = WordMap::default();
    for (place, countries, words) in WORDS {
        for word in words.split(' ') {
            map.entry(word).or_default().push(Word { place: *place, countries });
        }
    }
    map
});

/// Points of the compass behind an American street.
pub(super) fn is_direction(text: &str) -> bool {
    matches!(text, "N" | "S" | "E" | "W" | "NE" | "NW" | "SE" | "SW" | "North" | "South" | "East" | "West" | "Upper" | "Lower")
}

/// Words that begin the name of an estate, a quarter or a building, which stands for a street only where there is none.
pub(super) fn is_estate(text: &str) -> bool {
    matches!(
        ShortText::lower(text).as_str(),
        "za" | "zi"
            | "zac"
            | "zae"
            | "zone"
            | "zona"
            | "parc"
            | "centre"
            | "centro"
            | "residence"
            | "résidence"
            | "lotissement"
            | "polígono"
            | "pol"
            | "polig"
            | "urbanización"
            | "urbanização"
            | "urb"
            | "quartier"
            | "bairro"
            | "espace"
    )
}

/// Company forms end the name before a street.
pub(in super::super) fn is_company_word(text: &str) -> bool {
    matches!(
        ShortText::lower(text).as_str(),
        "gmbh"
            | "mbh"
            | "ug"
            | "ag"
            | "kg"
            | "ohg"
            | "gbr"
            | "ek"
            | "e.k"
            | "e.v"
            | "co"
            | "sarl"
            | "sas"
            | "sasu"
            | "eurl"
            | "sa"
            | "srl"
            | "s.r.l"
            | "spa"
            | "s.p.a"
            | "sl"
            | "s.l"
            | "slu"
            | "ltd"
            | "limited"
            | "llp"
            | "plc"
            | "inc"
            | "llc"
            | "bv"
            | "b.v"
            | "nv"
            | "vof"
            | "sp"
            | "z.o.o"
            | "s.r.o"
            | "lda"
            | "kft"
            | "oy"
            | "ab"
            | "aps"
            | "a/s"
            | "as"
    )
}

/// Words that show that "words and a number" is not a street.
pub(in super::super) fn is_stop_word(text: &str) -> bool {
    static WORDS: LazyLock<WordSet> = LazyLock::new(|| {
        "tlf tfn puh puhelin sími mob móvil cell kaufpreis preis prix prezzo precio zimmer suite apt unit floor stock etage étage piso bus tel telefon téléphone tél telefono teléfono telefone phone fax mobil \
        mobile handy gsm call uhr hrb hra iban bic ust vat tva siret siren rcs nif cif kvk btw krs nip regon ičo dič ico seit \
        since depuis copyright seite page postfach platform version article art gate montag dienstag mittwoch donnerstag \
        freitag samstag sonntag monday lundi mardi covid windows nr no capital euro eur top iso din web step schritt figure § \
        absatz abs gemäß tmg rstv ddg"
            .split(' ')
            .collect()
    });
    let lower = ShortText::lower(text);
    is_month(&lower) || WORDS.contains(lower.as_str())
}

/// "Alte Poststraße", "Oude Kerkstraat": a word in lower case before a compound that is part of its name.
pub(super) fn is_adjective(lower: &str) -> bool {
    matches!(
        lower,
        "alte"
            | "alter"
            | "neue"
            | "neuer"
            | "obere"
            | "oberer"
            | "untere"
            | "unterer"
            | "große"
            | "grosse"
            | "großer"
            | "kleine"
            | "kleiner"
            | "hintere"
            | "vordere"
            | "innere"
            | "äußere"
            | "lange"
            | "am"
            | "an"
            | "der"
            | "im"
            | "zum"
            | "zur"
            | "auf"
            | "dem"
            | "sankt"
            | "st"
            | "hohe"
            | "breite"
            | "krumme"
            | "grüne"
            | "oude"
            | "groene"
            | "rode"
            | "witte"
            | "zwarte"
            | "blauwe"
            | "brede"
            | "eerste"
            | "tweede"
            | "derde"
            | "vierde"
            | "nieuwe"
            | "grote"
            | "korte"
            | "hoge"
            | "lage"
            | "de"
            | "het"
            | "van"
            | "stora"
            | "lilla"
            | "gamla"
            | "östra"
            | "västra"
            | "norra"
            | "södra"
            | "nørre"
            | "vester"
            | "gamle"
            | "gammel"
            | "store"
            | "nedre"
            | "øvre"
            | "linke"
            | "rechte"
            | "1e"
            | "2e"
    )
}

/// "Professor Bronkhorstlaan", "Burgemeester Jansenstraat", "Dr. Müllerstraße", likewise.
pub(super) fn is_title(lower: &str) -> bool {
    matches!(
        lower,
        "dr" | "prof"
            | "professor"
            | "burgemeester"
            | "burg"
            | "mr"
            | "koningin"
            | "prins"
            | "prinses"
            | "pater"
            | "pastoor"
            | "generaal"
            | "graaf"
            | "kardinaal"
            | "doctor"
            | "koning"
            | "president"
            | "minister"
            | "jan"
            | "sint"
    )
}
