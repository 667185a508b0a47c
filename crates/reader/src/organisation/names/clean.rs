//! What a name looks like once what stands around it is taken off, and words that name nothing.
//!
//! Belongs here: judging one text. Does not belong here: where on a page names stand (`names`).

use std::sync::LazyLock;

use crate::short_text::ShortText;
use crate::words::{WordSet, plain};

/// Longest name, in characters.
const MAX_NAME: usize = 80;

/// "Schilder in Tilburg en omgeving": a trade and where it works, which describe the business and do not name it.
pub(super) fn is_service_area(text: &str) -> bool {
    const AROUND: [&str; 16] = [
        "en omgeving",
        "und umgebung",
        "und umland",
        "and surrounding areas",
        "and the surrounding area",
        "and surrounding area",
        "and nearby areas",
        "et environs",
        "et ses environs",
        "et alentours",
        "e dintorni",
        "e provincia",
        "y alrededores",
        "e arredores",
        "i okolice",
        "a okoli",
    ];
    let plain = plain(text);
    // "Best Dentist in Musterford", "Top plumber near me": praise and a place.
    let praised = ["best ", "top "].iter().any(|praise| plain.starts_with(praise))
        && [" in ", " near "].iter().any(|at| plain.contains(at));
    praised || AROUND.iter().any(|around| plain.ends_with(around))
}

/// A name cleaned of what stands around it; `None` when it names nothing.
pub(in super::super) fn clean(text: &str) -> Option<String> {
    let mut name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    loop {
        let before = name.len();
        let trimmed = name.trim_matches(|c: char| {
            matches!(
                c,
                '|' | '-'
                    | '–'
                    | '—'
                    | '·'
                    | '•'
                    | ':'
                    | ','
                    | ';'
                    | '"'
                    | '„'
                    | '“'
                    | '”'
                    | '«'
                    | '»'
                    | '*'
                    | '®'
                    | '™'
                    | '©'
                    | '/'
                    | '~'
                    | '>'
                    | '<'
                    | '\''
            ) || c.is_whitespace()
                || is_pictograph(c)
        });
        // "Hofladen Muster!" calls; "Yahoo!" alone is a name.
        let trimmed = trimmed.strip_suffix('!').filter(|t| t.contains(' ')).unwrap_or(trimmed);
        let trimmed = trimmed.strip_suffix('.').filter(|t| !ends_in_abbreviation(t)).unwrap_or(trimmed);
        name = trimmed.to_owned();
        for greeting in GREETINGS {
            // The first letter refuses most, and sooner than a comparison that must not care for case.
            if name
                .bytes()
                .next()
                .is_some_and(|first| first.is_ascii() && !greeting.as_bytes().starts_with(&[first.to_ascii_lowercase()]))
            {
                continue;
            }
            if let Some(head) = name.get(..greeting.len())
                && if head.is_ascii() { head.eq_ignore_ascii_case(greeting) } else { head.to_lowercase() == *greeting }
            {
                name = name[greeting.len()..].trim().to_owned();
            }
        }
        if name.len() == before {
            break;
        }
    }
    // "Ферма «Зелений Гай»" keeps the mark that closes what was opened within it.
    if name.matches('«').count() > name.matches('»').count() {
        name.push('»');
    }
    // "Орион Ауто“": what opened it stood before and is gone.
    if name.contains(['“', '”']) && !name.contains('„') && name.chars().filter(|c| matches!(c, '“' | '”')).count() == 1
    {
        name.retain(|c| !matches!(c, '“' | '”'));
    }
    let plain = ShortText::plain(&name);
    let plain = plain.as_str();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let bad = name.chars().count() > MAX_NAME
        || letters < 2
        || name.split(' ').count() > 10
        || name.contains(['@', '{', '}', '<', '>', '\\', '='])
        || name.contains("http")
        || name.contains("www.")
        || name.contains("??")
        || GENERIC.contains(plain)
        || plain.split(' ').all(|w| GENERIC.contains(w));
    (!bad).then_some(name)
}

/// "🦷 Fogászat Minta": what decorates a title is none of the name.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{200d}')
}

/// True when a part of a title only says what page it is: "Kontakt", "Home".
pub(super) fn is_generic(text: &str) -> bool {
    GENERIC.contains(ShortText::plain(text).as_str())
}

fn ends_in_abbreviation(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or(text);
    last.contains('.')
        || matches!(
            last.to_lowercase().as_str(),
            "inc" | "ltd" | "co" | "corp" | "bros" | "jr" | "sr" | "inh" | "kft" | "bt" | "st" | "lda"
        )
        || last.chars().count() == 1
}

const GREETINGS: &[&str] = &[
    "herzlich willkommen bei der ",
    "herzlich willkommen bei ",
    "herzlich willkommen im ",
    "willkommen bei der ",
    "willkommen bei ",
    "willkommen im ",
    "willkommen in der ",
    "willkommen auf der website von ",
    "bienvenue chez ",
    "bienvenue sur le site de ",
    "bienvenue au ",
    "bienvenue à ",
    "bienvenue sur ",
    "welcome to ",
    "benvenuti da ",
    "benvenuti al ",
    "benvenuti in ",
    "benvenuti alla ",
    "benvenuti su ",
    "bienvenidos a ",
    "bienvenido a ",
    "bem-vindo à ",
    "bem-vindo ao ",
    "bem-vindo a ",
    "welkom bij ",
    "witamy w ",
    "vítejte v ",
    "startseite - ",
    "startseite – ",
    "startseite | ",
    "home - ",
    "home – ",
    "home | ",
    "accueil - ",
    "accueil – ",
    "accueil | ",
    "inicio - ",
    "logo von ",
    "logo der ",
    "logo des ",
    "logo de ",
    "logo di ",
    "logo: ",
    "logo ",
    "firmenlogo ",
    "home of ",
    "контакты ",
    "контакти ",
    "επικοινωνία ",
    "about ",
    "über ",
    "kontakt ",
    "impressum ",
];

static GENERIC: LazyLock<WordSet> = LazyLock::new(|| NAMELESS.iter().copied().collect());

/// Words that are no name, in plain form.
const NAMELESS: &[&str] = &[
    "our team",
    "meet the team",
    "meet our team",
    "the team",
    "ons team",
    "our story",
    "terms of service",
    "terms of use",
    "nos services",
    "tjanster",
    "home",
    "homepage",
    "startseite",
    "start",
    "accueil",
    "inicio",
    "pagina inicial",
    "strona glowna",
    "uvod",
    "uvodni stranka",
    "domu",
    "hlavni stranka",
    "kezdolap",
    "fooldal",
    "hem",
    "forside",
    "hjem",
    "etusivu",
    "αρχικη",
    "welcome",
    "willkommen",
    "herzlich willkommen",
    "bienvenue",
    "benvenuti",
    "bienvenidos",
    "witamy",
    "kontakt",
    "contact",
    "contact us",
    "contacts",
    "contatti",
    "contacto",
    "contactez nous",
    "nous contacter",
    "contactos",
    "impressum",
    "imprint",
    "mentions legales",
    "legal",
    "legal notice",
    "aviso legal",
    "note legali",
    "privacy",
    "privacy policy",
    "datenschutz",
    "datenschutzerklarung",
    "politique de confidentialite",
    "about",
    "about us",
    "uber uns",
    "a propos",
    "qui sommes nous",
    "chi siamo",
    "quienes somos",
    "sobre nosotros",
    "sobre nos",
    "over ons",
    "o nas",
    "o firmie",
    "team",
    "unser team",
    "notre equipe",
    "equipe",
    "services",
    "leistungen",
    "prestations",
    "servizi",
    "servicios",
    "diensten",
    "uslugi",
    "sluzby",
    "blog",
    "news",
    "aktuelles",
    "actualites",
    "shop",
    "store",
    "boutique",
    "website",
    "site",
    "site officiel",
    "official site",
    "offizielle website",
    "sito ufficiale",
    "sitio oficial",
    "official website",
    "webseite",
    "internetseite",
    "index",
    "untitled",
    "untitled document",
    "untitled page",
    "page",
    "default",
    "my site",
    "my website",
    "mysite",
    "wordpress",
    "my wordpress",
    "mon site wordpress",
    "un site utilisant wordpress",
    "un sito wordpress",
    "mein wordpress blog",
    "eine weitere wordpress website",
    "ein weiterer wordpress blog",
    "een andere wordpress site",
    "otro sitio realizado con wordpress",
    "un altro sito wordpress",
    "kolejna witryna oparta na wordpressie",
    "mi sitio web",
    "so erreichen sie uns",
    "anfahrt",
    "offices",
    "our offices",
    "nos bureaux",
    "nous trouver",
    "find us",
    "dove siamo",
    "donde estamos",
    "just another wordpress site",
    "logo",
    "menu",
    "header",
    "banner",
    "image",
    "bild",
    "404",
    "not found",
    "page not found",
    "seite nicht gefunden",
    "error",
    "loading",
    "coming soon",
    "under construction",
    "home page",
    "page d accueil",
    "page daccueil",
    "main",
    "titel",
    "title",
    "de",
    "en",
    "fr",
    "it",
    "es",
    "nl",
    "deutsch",
    "english",
    "francais",
    "agb",
    "faq",
    "login",
    "menue",
    "navigation",
    "suche",
    "search",
    "karriere",
    "jobs",
    "galerie",
    "gallery",
    "preise",
    "tarifs",
    "prezzi",
    "precios",
    "cookie",
    "cookies",
    "galeria",
    "galleria",
    "wix",
    "wix com",
    "jimdo",
    "squarespace",
    "strona internetowa",
    "uvodem",
    "organization",
    "company",
    "company name",
    "firma",
    "local business",
    "localbusiness",
    "null",
    "undefined",
    "www",
    "com",
    "the",
    "und",
    "et",
    "and",
    "adresse",
    "anschrift",
    "kontakt impressum",
    "opening hours",
    "offnungszeiten",
    "horaires",
    "copyright",
    "all rights reserved",
    "admin",
    "administrator",
    "wpadmin",
    "webmaster",
    "root",
    "user",
    "editor",
    "redaktion",
    "mein blog",
    "my blog",
    "mon site",
    "mi sitio",
    "il mio sito",
    "meine website",
    "meine seite",
    "neue seite",
    "new site",
    "new page",
    "starter template",
    "demo",
    "theme",
    "alle rechte vorbehalten",
    "контакты",
    "наши контакты",
    "наші контакти",
    "контактная информация",
    "контактна інформація",
    "контактные данные",
    "как нас найти",
    "главная страница",
    "головна сторінка",
    "о компании",
    "о нас",
    "про компанію",
    "связаться с нами",
    "наша команда",
    "услуги",
    "послуги",
    "цены",
    "ціни",
    "iletisim",
    "bize ulasin",
    "iletisim bilgileri",
    "hakkimizda",
    "ana sayfa",
    "anasayfa",
    "hizmetlerimiz",
    "kapcsolat",
    "elerhetosegek",
    "elerhetoseg",
    "rolunk",
    "szolgaltatasok",
    "kezdooldal",
    "despre noi",
    "acasa",
    "contacteaza ne",
    "pagina principala",
    "servicii",
    "yhteystiedot",
    "ota yhteytta",
    "meista",
    "palvelut",
    "contactes",
    "contacte",
    "qui som",
    "avis legal",
    "inici",
    "contactenos",
    "nuestros contactos",
    "i nostri contatti",
    "contattaci",
    "fale conosco",
    "contato",
    "contatos",
    "quem somos",
    "sobre nos",
    "mentions legales du site",
    "nos coordonnees",
    "επικοινωνηστε μαζι μας",
    "σχετικα με εμας",
    "ποιοι ειμαστε",
    "υπηρεσιες",
    "アクセスマップ",
    "会社案内",
    "店舗情報",
    "контакти",
    "контакт",
    "главная",
    "начало",
    "головна",
    "επικοινωνια",
    "αρχικη",
    "σχετικα",
    "о нас",
    "за нас",
    "про нас",
    "会社概要",
    "アクセス",
    "お問い合わせ",
    "ホーム",
    "トップページ",
    "联系我们",
    "聯絡我們",
    "关于我们",
    "首页",
    "문의",
    "오시는 길",
    "회사소개",
    "צור קשר",
    "اتصل بنا",
    "ติดต่อเรา",
    "संपर्क",
    "tous droits reserves",
];
