//! Words that tell how a site is kept: copyright lines, filler, "under construction", server errors; and the words of links.
//! Belongs here: word lists and how they are matched. Does not belong here: the DOM.

use std::sync::LazyLock;

use aho_corasick::automaton::Automaton;
use aho_corasick::dfa::DFA;
use aho_corasick::{Input, MatchKind};

use super::{TextSignals, fold};
use crate::Document;
use crate::phrases::{LowerText, Phrases};
use crate::short_text::{ShortText, has_digit};

/// What a matched word list entry stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Filler text.
    Filler,
    /// No site yet, or a name for sale.
    Unfinished,
    /// A server's error message.
    ServerError,
    /// A privacy policy.
    Privacy,
    /// A legal notice.
    Legal,
    /// Terms of sale or use.
    Terms,
    /// A copyright line.
    Copyright,
    /// A consent banner's markup.
    Consent,
}

/// A word list compiled for one linear scan; matching ignores ASCII case.
struct Lexicon {
    automaton: Option<DFA>,
    /// Bytes of the shortest entry; most links and headings are shorter.
    shortest: usize,
    meanings: Vec<Meaning>,
}

impl Lexicon {
    fn new(lists: &[(Meaning, &[&str])]) -> Self {
        let words = || lists.iter().flat_map(|(_, words)| words.iter());
        let meanings = lists.iter().flat_map(|(meaning, words)| words.iter().map(|_| *meaning)).collect();
        // Building fails only beyond 2^31 states; with no automaton nothing matches.
        let automaton = DFA::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostFirst).build(words()).ok();
        Self { automaton, shortest: words().map(|word| word.len()).min().unwrap_or(0), meanings }
    }

    /// The first entry in `text`, and where it starts.
    fn find(&self, text: &str) -> Option<(Meaning, usize)> {
        if text.len() < self.shortest {
            return None;
        }
        let found = self.automaton.as_ref()?.try_find(&Input::new(text)).ok()??;
        self.meanings.get(found.pattern().as_usize()).map(|meaning| (*meaning, found.start()))
    }
}

const VISIBLE_WORDS: &[(Meaning, &[&str])] = &[
    (Meaning::Filler, &["lorem ipsum", "dolor sit amet", "blindtext", "faux texte", "texto de relleno"]),
    (
        Meaning::Unfinished,
        &[
            "under construction",
            "coming soon",
            "website is being built",
            "domain is for sale",
            "buy this domain",
            "this domain is parked",
            "domain parking",
            "default web page",
            "apache2 debian default page",
            "welcome to nginx",
            "it works!",
            "account has been suspended",
            "site en construction",
            "site en cours de construction",
            "bientôt en ligne",
            "domaine à vendre",
            "seite im aufbau",
            "seite befindet sich im aufbau",
            "hier entsteht",
            "domain steht zum verkauf",
            "diese domain kaufen",
            "en construcción",
            "próximamente",
            "dominio en venta",
            "in costruzione",
            "dominio in vendita",
            "in aanbouw",
            "binnenkort online",
            "em construção",
            "em breve",
            "w budowie",
            "under opbygning",
            "under uppbyggnad",
        ],
    ),
    (
        Meaning::ServerError,
        &[
            "fatal error:",
            "parse error: syntax error",
            "warning: mysql",
            "notice: undefined",
            "warning: undefined",
            "error establishing a database connection",
            "you have an error in your sql syntax",
            "uncaught exception",
            "stack trace:",
            "server error in '/' application",
            "internal server error",
            "sqlstate[",
            "odbc driver",
            "traceback (most recent call last)",
        ],
    ),
];

static VISIBLE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(VISIBLE_WORDS));

/// The same words, to tell the blocks that hold none.
const COPYRIGHT_WORDS: &[&str] = &["©", "copyright", "(c) 19", "(c) 20"];

static COPYRIGHT: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[(Meaning::Copyright, COPYRIGHT_WORDS)]));

/// All words that visible text is searched for, to tell the blocks that hold none.
static TELLING: LazyLock<Phrases> = LazyLock::new(|| {
    let visible = VISIBLE_WORDS.iter().flat_map(|(_, words)| words.iter());
    Phrases::new(visible.chain(COPYRIGHT_WORDS).copied())
});

static LINKS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        (
            Meaning::Privacy,
            &[
                "privacy",
                "datenschutz",
                "confidentialit",
                "données personnelles",
                "donnees-personnelles",
                "vie privée",
                "vie-privee",
                "rgpd",
                "gdpr",
                "dsgvo",
                "avg-verklaring",
                "protección de datos",
                "proteccion-de-datos",
                "privacidad",
                "privacidade",
                "protezione dei dati",
                "gegevensbescherming",
                "prywatno",
                "personuppgift",
                "personvern",
                "persondata",
                "tietosuoja",
                "soukrom",
                "adatvédel",
                "adatvedel",
                "iubenda.com/privacy",
                "個人情報",
                "プライバシー",
            ],
        ),
        (
            Meaning::Legal,
            &[
                "impressum",
                "legal notice",
                "legal-notice",
                "mentions légales",
                "mentions legales",
                "mentions-legales",
                "mentions_legales",
                "mentionslegales",
                "informations légales",
                "aviso legal",
                "aviso-legal",
                "avisolegal",
                "note legali",
                "note-legali",
                "informazioni legali",
                "colofon",
                "informação legal",
                "imprint",
                "nota prawna",
                "特定商取引",
            ],
        ),
        (
            Meaning::Terms,
            &[
                "terms and conditions",
                "terms & conditions",
                "terms of",
                "terms-",
                "conditions générales",
                "conditions-generales",
                "agb",
                "allgemeine geschäftsbedingungen",
                "términos y condiciones",
                "condiciones generales",
                "condizioni generali",
                "algemene voorwaarden",
                "termos e condições",
                "regulamin",
                "cgv",
            ],
        ),
    ])
});

static MARKUP: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[(
        Meaning::Consent,
        &[
            "cookieconsent",
            "cookie-consent",
            "cookie_consent",
            "cookiebanner",
            "cookie-banner",
            "cookie_banner",
            "cookie-notice",
            "cookie_notice",
            "cookienotice",
            "cookie-law",
            "cookielaw",
            "cookie-bar",
            "cookiebar",
            "cookie-popup",
            "cookie-hint",
            "cookie-hinweis",
            "cookie-info",
            "cookiebot",
            "cookieyes",
            "cookieinformation",
            "cookie-script",
            "onetrust",
            "usercentrics",
            "axeptio",
            "tarteaucitron",
            "didomi",
            "klaro",
            "iubenda_cs",
            "iubenda-cs",
            "borlabs",
            "cmplz",
            "complianz",
            "quantcast-choice",
            "consentmanager",
            "consent-banner",
            "consent_banner",
            "consent-manager",
            "gdpr-banner",
            "gdpr-cookie",
            "moove_gdpr",
            "ccm19",
            "termly",
            "osano",
            "trustarc",
            "real-cookie-banner",
        ],
    )])
});

/// Words of a link that say nothing of where it leads, lower case, in the commonest languages of Europe.
const VAGUE: &[&str] = &[
    "click here",
    "here",
    "read more",
    "more",
    "learn more",
    "more info",
    "details",
    "link",
    "this",
    "hier",
    "hier klicken",
    "klicken sie hier",
    "mehr",
    "mehr erfahren",
    "mehr lesen",
    "weiterlesen",
    "weiter",
    "ici",
    "cliquez ici",
    "cliquer ici",
    "en savoir plus",
    "lire la suite",
    "lire plus",
    "plus",
    "plus d'infos",
    "voir plus",
    "aquí",
    "haz clic aquí",
    "clic aquí",
    "leer más",
    "más",
    "saber más",
    "ver más",
    "más información",
    "qui",
    "clicca qui",
    "leggi tutto",
    "leggi di più",
    "continua",
    "scopri di più",
    "altro",
    "klik hier",
    "lees meer",
    "lees verder",
    "meer",
    "meer info",
    "meer lezen",
    "clique aqui",
    "saiba mais",
    "ler mais",
    "leia mais",
    "mais",
    "kliknij tutaj",
    "tutaj",
    "więcej",
    "czytaj więcej",
    "klicka här",
    "läs mer",
    "klik her",
    "læs mere",
    "klikk her",
    "les mer",
];

/// What a link's words, or else its target, say it leads to: privacy policy, legal notice or terms.
pub(super) fn of_link(text: &str, href: &str) -> Option<Meaning> {
    // "AGB" and "CGV" also end other words ("Tagbau"): such a short word must begin where a word begins.
    let stands_alone = |haystack: &str, at: usize| {
        at == 0 || haystack.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
    };
    let in_one = |haystack: &str| LINKS.find(haystack).filter(|(_, at)| stands_alone(haystack, *at)).map(|(meaning, _)| meaning);
    if text.len() <= 80 { in_one(text).or_else(|| in_one(href)) } else { None }
}

/// Whether an id, a class or an address speaks of a consent banner.
pub(super) fn is_consent(markup: &str) -> bool {
    MARKUP.find(markup).is_some()
}

/// Whether a link's words tell nothing.
pub(super) fn is_vague(text: &str) -> bool {
    // No word of the list has a digit.
    if text.len() > 24 || has_digit(text) {
        return false;
    }
    let lower = ShortText::lower(text);
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    VAGUE.contains(&bare)
}

/// Reads what the visible text gives away.
pub(super) fn read(document: &Document, lower: &LowerText, text: &mut TextSignals) {
    let telling = document.blocks.iter().zip(lower.may_hold(&TELLING)).filter(|(_, holds)| *holds);
    for (block, _) in telling {
        if let Some((meaning, at)) = VISIBLE.find(&block.text) {
            let quote = around(&block.text, at);
            match meaning {
                Meaning::Filler => text.filler.add(quote),
                // A long paragraph that says "coming soon" announces something else than the site.
                Meaning::Unfinished if block.text.len() <= 160 => text.unfinished.add(quote),
                Meaning::ServerError => text.server_errors.add(quote),
                _ => {}
            }
        }
        if let Some((year, at)) = copyright_year(&block.text)
            && text.copyright_year.is_none_or(|known| year >= known)
        {
            text.copyright_year = Some(year);
            text.copyright = Some(fold(block.text.get(at..).unwrap_or_default(), 100));
        }
    }
}

/// The text from a little before `at`, on a character boundary.
fn around(text: &str, at: usize) -> &str {
    let mut start = at.saturating_sub(20);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    text.get(start..).unwrap_or(text)
}

/// The latest year within 60 characters after (or 12 before) a copyright mark, and where the mark stands.
fn copyright_year(text: &str) -> Option<(u16, usize)> {
    // No year without digits; most blocks have none.
    if !has_digit(text) {
        return None;
    }
    let (_, mark) = COPYRIGHT.find(text)?;
    let mut start = mark.saturating_sub(12);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let window: String = text.get(start..)?.chars().take(90).collect();
    years(&window).max().map(|year| (year, mark))
}

/// Four-digit years from 1990 to 2099 that stand alone.
fn years(text: &str) -> impl Iterator<Item = u16> + '_ {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4)
        .filter_map(|run| run.parse::<u16>().ok())
        .filter(|year| (1990..=2099).contains(year))
}
