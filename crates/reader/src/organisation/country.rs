//! Countries as the reader needs them: names in many languages, top-level domains, dialling codes, languages spoken.
//!
//! Belongs here: tables and look-ups. Does not belong here: which postal code means what (`postal`), addresses (`address`).

use std::sync::LazyLock;

use crate::short_text::ShortText;
use crate::words::{WordMap, WordSet};

/// An ISO 3166-1 alpha-2 code, upper case, from [`COUNTRIES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Country(pub &'static str);

/// Code, dialling code, languages, and names in the languages a visitor may meet them in.
#[rustfmt::skip]
const COUNTRIES: &[(&str, &str, &[&str], &[&str])] = &[
    ("DE", "49", &["de"], &["germany", "deutschland", "allemagne", "alemania", "germania", "duitsland", "niemcy", "alemanha", "německo", "nemecko", "tyskland", "saksa", "németország", "γερμανία", "германия", "bundesrepublik deutschland"]),
    ("FR", "33", &["fr"], &["france", "frankreich", "francia", "frankrijk", "francja", "frança", "francie", "francúzsko", "frankrike", "frankrig", "ranska", "franciaország", "franța", "γαλλία", "франция"]),
    ("AT", "43", &["de"], &["austria", "österreich", "oesterreich", "autriche", "oostenrijk", "áustria", "rakousko", "rakúsko", "österrike", "østrig", "itävalta", "ausztria", "αυστρία", "австрия"]),
    ("CH", "41", &["de", "fr", "it"], &["switzerland", "schweiz", "suisse", "svizzera", "suiza", "zwitserland", "szwajcaria", "suíça", "švýcarsko", "švajčiarsko", "sveits", "sveitsi", "svájc", "ελβετία", "швейцария"]),
    ("LI", "423", &["de"], &["liechtenstein", "fürstentum liechtenstein"]),
    ("IT", "39", &["it"], &["italy", "italia", "italien", "italie", "italië", "włochy", "itália", "itálie", "taliansko", "olaszország", "ιταλία", "италия"]),
    ("SM", "378", &["it"], &["san marino", "repubblica di san marino"]),
    ("ES", "34", &["es", "ca", "eu", "gl"], &["spain", "españa", "espagne", "spanien", "spagna", "spanje", "hiszpania", "espanha", "španělsko", "španielsko", "espanja", "spanyolország", "espanya", "ισπανία", "испания"]),
    ("AD", "376", &["ca"], &["andorra"]),
    ("PT", "351", &["pt"], &["portugal", "portogallo", "portugalia", "portugalsko", "portugali", "πορτογαλία", "португалия"]),
    ("NL", "31", &["nl"], &["netherlands", "the netherlands", "nederland", "pays-bas", "niederlande", "paesi bassi", "países bajos", "holandia", "holland", "países baixos", "nizozemsko", "holandsko"]),
    ("BE", "32", &["nl", "fr", "de"], &["belgium", "belgique", "belgië", "belgien", "belgio", "bélgica", "belgia", "belgie", "belgicko"]),
    ("LU", "352", &["fr", "de", "lb"], &["luxembourg", "luxemburg", "lussemburgo", "luxemburgo", "lëtzebuerg", "luksemburg", "lucembursko", "grand-duché de luxembourg"]),
    ("MC", "377", &["fr"], &["monaco", "principauté de monaco"]),
    ("GB", "44", &["en", "cy", "gd"], &["united kingdom", "uk", "u.k.", "great britain", "england", "scotland", "wales", "northern ireland", "royaume-uni", "großbritannien", "vereinigtes königreich", "regno unito", "reino unido", "verenigd koninkrijk", "wielka brytania", "velká británie"]),
    ("IE", "353", &["en", "ga"], &["ireland", "republic of ireland", "éire", "irlande", "irland", "irlanda", "ierland", "irlandia", "irsko"]),
    ("US", "1", &["en", "es"], &["united states", "usa", "u.s.a.", "united states of america", "états-unis", "vereinigte staaten", "estados unidos", "stati uniti", "verenigde staten"]),
    ("CA", "1", &["en", "fr"], &["canada", "kanada", "canadá"]),
    ("AU", "61", &["en"], &["australia", "australien", "australie"]),
    ("NZ", "64", &["en"], &["new zealand", "neuseeland", "nouvelle-zélande", "aotearoa"]),
    ("ZA", "27", &["en", "af"], &["south africa", "südafrika", "suid-afrika"]),
    ("PL", "48", &["pl"], &["poland", "polska", "polen", "pologne", "polonia", "polónia", "polsko", "poľsko", "lengyelország", "польша"]),
    ("CZ", "420", &["cs"], &["czech republic", "czechia", "česká republika", "česko", "tschechien", "tschechische republik", "république tchèque", "tchéquie", "republica checa", "repubblica ceca", "czechy", "tsjechië", "čr"]),
    ("SK", "421", &["sk"], &["slovakia", "slovensko", "slovenská republika", "slowakei", "slovaquie", "słowacja", "eslovaquia", "slovacchia", "slowakije"]),
    ("HU", "36", &["hu"], &["hungary", "magyarország", "ungarn", "hongrie", "ungheria", "hungría", "hongarije", "węgry", "maďarsko"]),
    ("RO", "40", &["ro"], &["romania", "românia", "rumänien", "roumanie", "rumania", "roménia", "roemenië", "rumunia", "rumunsko"]),
    ("MD", "373", &["ro"], &["moldova", "republica moldova"]),
    ("SE", "46", &["sv"], &["sweden", "sverige", "schweden", "suède", "suecia", "svezia", "zweden", "szwecja", "ruotsi", "švédsko"]),
    ("NO", "47", &["nb", "no", "nn"], &["norway", "norge", "norwegen", "norvège", "noruega", "norvegia", "noorwegen", "norwegia", "norja"]),
    ("DK", "45", &["da"], &["denmark", "danmark", "dänemark", "danemark", "dinamarca", "danimarca", "denemarken", "dania", "tanska"]),
    ("FI", "358", &["fi", "sv"], &["finland", "suomi", "finnland", "finlande", "finlandia", "finsko"]),
    ("IS", "354", &["is"], &["iceland", "ísland", "island", "islande"]),
    ("GR", "30", &["el"], &["greece", "ελλάδα", "ελλάς", "hellas", "griechenland", "grèce", "grecia", "griekenland", "grecja", "řecko"]),
    ("TR", "90", &["tr"], &["turkey", "türkiye", "turkiye", "türkei", "turquie", "turchia", "turquía"]),
    ("CY", "357", &["el", "tr"], &["cyprus", "κύπρος", "zypern", "chypre"]),
    ("BG", "359", &["bg"], &["bulgaria", "българия", "bulgarien", "bulgarie"]),
    ("HR", "385", &["hr"], &["croatia", "hrvatska", "kroatien", "croatie", "croazia", "chorwacja", "chorvatsko"]),
    ("SI", "386", &["sl"], &["slovenia", "slovenija", "slowenien", "slovénie", "slovinsko"]),
    ("RS", "381", &["sr"], &["serbia", "srbija", "србија", "serbien", "serbie"]),
    ("EE", "372", &["et"], &["estonia", "eesti", "estland", "estonie", "viro"]),
    ("LV", "371", &["lv"], &["latvia", "latvija", "lettland", "lettonie"]),
    ("LT", "370", &["lt"], &["lithuania", "lietuva", "litauen", "lituanie", "litwa"]),
    ("UA", "380", &["uk"], &["ukraine", "україна", "украина", "ukraina"]),
    ("RU", "7", &["ru"], &["russia", "россия", "russland", "russie"]),
    ("BR", "55", &["pt"], &["brazil", "brasil", "brésil", "brasilien", "brasile"]),
    ("MX", "52", &["es"], &["mexico", "méxico", "mexique", "mexiko"]),
    ("AR", "54", &["es"], &["argentina", "argentine", "argentinien"]),
    ("MT", "356", &["en", "mt"], &["malta", "malte"]),
    ("JP", "81", &["ja"], &["japan", "日本", "japon"]),
    ("IN", "91", &["en", "hi"], &["india", "indien", "inde"]),
    ("BY", "375", &["be"], &["belarus", "беларусь", "белоруссия"]),
    ("KZ", "77", &["kk"], &["kazakhstan", "казахстан", "қазақстан"]),
    ("CO", "57", &[], &["colombia"]),
    ("CL", "56", &[], &["chile"]),
    ("PE", "51", &[], &["peru", "perú"]),
    ("EC", "593", &[], &["ecuador"]),
    ("UY", "598", &[], &["uruguay"]),
    ("DO", "1809", &[], &["república dominicana"]),
];

static BY_NAME: LazyLock<WordMap<&'static str, Country>> =
    LazyLock::new(|| COUNTRIES.iter().flat_map(|(code, _, _, names)| names.iter().map(|n| (*n, Country(code)))).collect());

impl Country {
    /// The country of an ISO code in any case, if it is one of the table's; "UK" is GB.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = if code.eq_ignore_ascii_case("uk") { "GB" } else { code };
        COUNTRIES.iter().find(|(c, ..)| c.eq_ignore_ascii_case(code)).map(|(c, ..)| Self(c))
    }

    /// The country of a name in any of the table's languages, whatever the case.
    pub fn from_name(name: &str) -> Option<Self> {
        let lower = ShortText::lower(name.trim().trim_matches(['.', ',', '(', ')']));
        BY_NAME.get(lower.as_str()).copied().or_else(|| lower.strip_prefix("the ").and_then(|n| BY_NAME.get(n).copied()))
    }

    /// True for a word that a name begins with; few do.
    pub fn begins_name(word: &str) -> bool {
        static FIRST: LazyLock<WordSet> =
            LazyLock::new(|| BY_NAME.keys().filter_map(|name| name.split(' ').next()).chain(["the"]).collect());
        FIRST.contains(ShortText::lower(word).as_str())
    }

    /// A name, or an ISO code.
    pub fn from_name_or_code(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::from_name(text).or_else(|| if text.len() == 2 { Self::from_code(text) } else { None }).or(match text {
            "DEU" | "GER" => Some(Self("DE")),
            "FRA" => Some(Self("FR")),
            "ITA" => Some(Self("IT")),
            "ESP" => Some(Self("ES")),
            "AUT" => Some(Self("AT")),
            "CHE" => Some(Self("CH")),
            "BEL" => Some(Self("BE")),
            "NLD" => Some(Self("NL")),
            "PRT" => Some(Self("PT")),
            "POL" => Some(Self("PL")),
            "GBR" => Some(Self("GB")),
            "CZE" => Some(Self("CZ")),
            _ => None,
        })
    }

    /// The country a host's top-level domain stands for, if it stands for one.
    pub fn from_host(host: &str) -> Option<Self> {
        let mut labels = host.trim_end_matches('.').rsplit('.');
        let tld = labels.next()?;
        match tld {
            // ".co" is sold as a brand, ".com.co" to Colombians.
            "co" if matches!(labels.next(), Some("com" | "net" | "org" | "edu" | "gov" | "nom")) => return Some(Self("CO")),
            "swiss" => return Some(Self("CH")),
            "berlin" | "hamburg" | "koeln" | "cologne" | "bayern" | "nrw" | "ruhr" | "saarland" => return Some(Self("DE")),
            "wien" | "tirol" => return Some(Self("AT")),
            "paris" | "bzh" | "alsace" | "corsica" => return Some(Self("FR")),
            "cat" | "eus" | "gal" | "barcelona" | "madrid" => return Some(Self("ES")),
            "amsterdam" | "frl" => return Some(Self("NL")),
            "brussels" | "vlaanderen" | "gent" => return Some(Self("BE")),
            "london" | "scot" | "wales" | "cymru" => return Some(Self("GB")),
            "nyc" | "us" | "gov" => return Some(Self("US")),
            // Sold as brands everywhere, so they say nothing.
            "me" | "tv" | "io" | "co" | "ai" | "cc" | "ly" | "fm" | "gg" | "li" | "ad" | "md" => return None,
            _ => {}
        }
        if tld.len() == 2 { Self::from_code(tld) } else { None }
    }

    /// Country of an international dialling prefix, digits only, longest first; "1" is left open.
    pub fn from_dialling(digits: &str) -> Option<Self> {
        (1..=3)
            .rev()
            .filter_map(|n| digits.get(..n))
            .find_map(|prefix| COUNTRIES.iter().find(|(_, dial, ..)| *dial == prefix))
            .filter(|(_, dial, ..)| *dial != "1")
            .map(|(code, ..)| Self(code))
    }

    /// Countries where a page in this language is at home, the likeliest first.
    pub fn of_language(language: &str) -> impl Iterator<Item = Self> + '_ {
        COUNTRIES.iter().filter(move |(_, _, languages, _)| languages.contains(&language)).map(|(code, ..)| Self(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_codes_and_hosts_lead_to_the_country() {
        assert_eq!(Country::from_name("ÖSTERREICH"), Some(Country("AT")));
        assert_eq!(Country::from_name("The Netherlands"), Some(Country("NL")));
        assert_eq!(Country::from_name_or_code("uk"), Some(Country("GB")));
        assert_eq!(Country::from_host("www.baeckerei.wien"), Some(Country("AT")));
        assert_eq!(Country::from_host("bakery.co.uk"), Some(Country("GB")));
        assert_eq!(Country::from_host("startup.io"), None);
        assert_eq!(Country::from_host("startup.co"), None);
        assert_eq!(Country::from_host("www.taller.com.co"), Some(Country("CO")));
        assert_eq!(Country::from_dialling("4312345"), Some(Country("AT")));
        assert_eq!(Country::from_dialling("15551234"), None);
        assert_eq!(Country::of_language("nl").map(|c| c.0).collect::<Vec<_>>(), ["NL", "BE"]);
        assert_eq!(Country::of_language("tr").map(|c| c.0).collect::<Vec<_>>(), ["TR", "CY"]);
    }

    #[test]
    fn an_ordinary_word_is_no_country() {
        assert_eq!(Country::from_name("Kontakt"), None);
        assert_eq!(Country::from_name_or_code("de rien"), None);
    }
}
