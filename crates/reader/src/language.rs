//! The language of a page: what it declares, checked against what it says.
//!
//! The declaration wins unless the text clearly speaks another language (templates ship with `lang="en"`). Without either, or
//! with too few words, there is no answer.

mod menu_words;
mod small_words;

use std::collections::BTreeMap;

use whatlang::Lang;

use crate::{Document, Evidence, PageFacts, PageInput, PageKind, Region, Source, Sourced};

/// Fewest characters of text that say anything.
const MIN_CHARS: usize = 50;
/// Fewest characters that may overrule a declaration.
const MIN_OVERRULE: usize = 160;
/// Fewest characters whose small words need no detector.
const MIN_SURE: usize = 500;
/// Most characters looked at.
const MAX_CHARS: usize = 1000;

/// Language of one page.
pub(crate) fn read(input: &PageInput<'_>, document: &Document) -> Option<Sourced<String>> {
    let declared = declared(input, document);
    let sample = sample(document);
    let spoken = small_words::Spoken::of(&sample);
    if let Some(declared) = declared.as_ref().filter(|d| spoken.is_surely(&d.value)) {
        let mut declared = declared.clone();
        declared.confidence = 0.99;
        return Some(declared);
    }
    // Templates ship with "en": letters of one language's own are nobody else's.
    if let Some(written) = of_letters(&sample).filter(|w| declared.as_ref().is_some_and(|d| d.value != *w)) {
        return Some(Sourced::new(written.to_owned(), Source::Text, 0.9, document.evidence(&sample, "body")));
    }
    if let Some(named) = of_days(&sample).filter(|_| declared.as_ref().is_some_and(|d| d.value == "en")) {
        return Some(Sourced::new(named.to_owned(), Source::Text, 0.8, document.evidence(&sample, "body")));
    }
    // Pages too short for sentences speak by their menu, whatever their template declares.
    if declared.as_ref().is_none_or(|d| d.value == "en")
        && let Some(named) = menu_words::language(&sample)
    {
        return Some(Sourced::new(named.to_owned(), Source::Text, 0.8, document.evidence(&sample, "body")));
    }
    // Sentences full of one language's small words and without those of the declared one.
    if let Some(said) = spoken.instead_of_english(&sample).filter(|_| declared.as_ref().is_some_and(|d| d.value == "en")) {
        return Some(Sourced::new(said.to_owned(), Source::Text, 0.85, document.evidence(&sample, "body")));
    }
    // The detector costs more than a tenth of a page's parse: it is asked where it could say something else. What is declared and
    // unknown to it ("gb", "us") it can neither confirm nor overrule.
    if let Some(mut declared) = declared.clone().filter(|d| !spoken.may_be_other(&sample, &d.value) || !knows(&d.value)) {
        if spoken.is_likely(&declared.value) {
            declared.confidence = 0.99;
        }
        return Some(declared);
    }
    let chars = sample.chars().filter(|c| c.is_alphabetic()).count();
    let text_evidence = || document.evidence(&sample, "body");
    // Small words of one language throughout a long text leave the detector nothing to say.
    if chars >= MIN_SURE
        && let Some(said) = spoken.surest(&sample)
    {
        let declared = declared.filter(|declared| near(&declared.value, said));
        return declared.or_else(|| Some(Sourced::new(said.to_owned(), Source::Text, 0.85, text_evidence())));
    }
    let seen = if chars >= MIN_CHARS { whatlang::detect(&sample) } else { None };
    match (declared, seen) {
        (Some(mut declared), Some(info)) => {
            let Some(said) = two_letters(info.lang()) else { return Some(declared) };
            if said == declared.value {
                declared.confidence = 0.99;
                return Some(declared);
            }
            let clear = chars >= MIN_OVERRULE && info.is_reliable() && info.confidence() > 0.8 && knows(&declared.value);
            // Rows of names and streets speak no language: where the small words are telling, they must be there.
            let clear = clear
                && spoken
                    .telling_share(said)
                    .is_none_or(|share| share > spoken.telling_share(&declared.value).unwrap_or(0.0).max(small_words::TELLS));
            if clear && !near(&declared.value, said) {
                return Some(Sourced::new(said.to_owned(), Source::Text, 0.85, text_evidence()));
            }
            Some(declared)
        }
        (Some(declared), None) => Some(declared),
        (None, Some(info)) if info.is_reliable() || chars >= MIN_OVERRULE => two_letters(info.lang())
            .map(|l| Sourced::new(l.to_owned(), Source::Text, if info.is_reliable() { 0.85 } else { 0.5 }, text_evidence())),
        _ => None,
    }
}

/// The language whose own letters most of a text is written in: Greek, Hebrew, Korean, Thai.
fn of_letters(sample: &str) -> Option<&'static str> {
    const FEWEST: usize = 30;
    if sample.is_ascii() {
        return None;
    }
    let mut counts = [("el", 0_usize), ("he", 0), ("ko", 0), ("th", 0)];
    let mut letters = 0;
    for c in sample.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        match c {
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => counts[0].1 += 1,
            '\u{5d0}'..='\u{5ea}' => counts[1].1 += 1,
            '\u{ac00}'..='\u{d7af}' => counts[2].1 += 1,
            '\u{e00}'..='\u{e7f}' => counts[3].1 += 1,
            _ => {}
        }
    }
    counts.into_iter().find(|(_, count)| *count >= FEWEST && count * 10 >= letters * 7).map(|(language, _)| language)
}

/// The language that names the days of the week on a page too short to speak: three of its five working days and none in English.
fn of_days(sample: &str) -> Option<&'static str> {
    const DAYS: [(&str, [&str; 5]); 8] = [
        ("en", ["monday", "tuesday", "wednesday", "thursday", "friday"]),
        ("de", ["montag", "dienstag", "mittwoch", "donnerstag", "freitag"]),
        ("fr", ["lundi", "mardi", "mercredi", "jeudi", "vendredi"]),
        ("it", ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì"]),
        ("es", ["lunes", "martes", "miércoles", "jueves", "viernes"]),
        ("nl", ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"]),
        ("pl", ["poniedziałek", "wtorek", "środa", "czwartek", "piątek"]),
        ("cs", ["pondělí", "úterý", "středa", "čtvrtek", "pátek"]),
    ];
    const FEWEST: u32 = 3;
    let mut named = [0_u8; DAYS.len()];
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() >= 5) {
        let lower = word.to_lowercase();
        for (bits, (_, days)) in named.iter_mut().zip(DAYS) {
            if let Some(day) = days.iter().position(|day| *day == lower) {
                *bits |= 1 << day;
            }
        }
    }
    let most = named.iter().enumerate().skip(1).max_by_key(|(_, bits)| bits.count_ones())?;
    (named[0] == 0 && most.1.count_ones() >= FEWEST).then(|| DAYS[most.0].0)
}

/// What the page says of itself: `<html lang>`, the header, meta data, the alternate link to itself.
fn declared(input: &PageInput<'_>, document: &Document) -> Option<Sourced<String>> {
    let of = |tag: &str, source, confidence, evidence: Evidence| {
        code(tag).map(|value| Sourced::new(value, source, confidence, evidence))
    };
    if let Some(lang) = &document.lang
        && let Some(found) = of(lang, Source::Meta, 0.9, document.evidence(lang, "html[lang]"))
    {
        return Some(found);
    }
    let mut locale = None;
    for meta in document.tagged("meta") {
        let Some(content) = meta.attr("content") else { continue };
        if meta.attr("http-equiv").is_some_and(|n| n.eq_ignore_ascii_case("content-language"))
            || meta.attr("name").is_some_and(|n| n.eq_ignore_ascii_case("language"))
        {
            if let Some(found) = of(content, Source::Meta, 0.85, document.evidence(content, "meta[http-equiv=content-language]"))
            {
                return Some(found);
            }
        } else if locale.is_none() && meta.attr("property").is_some_and(|p| p.eq_ignore_ascii_case("og:locale")) {
            locale = of(content, Source::OpenGraph, 0.8, document.evidence(content, "meta[property=og:locale]"));
        }
    }
    if let Some((_, value)) = input.headers.iter().find(|(n, _)| n == "content-language")
        && !value.contains(',')
        && let Some(found) = of(value, Source::Header, 0.8, document.evidence(value, "content-language"))
    {
        return Some(found);
    }
    locale.or_else(|| {
        document.tagged("link").find_map(|link| {
            let tag = link.attr("hreflang")?;
            let own = link.attr("href").and_then(|h| document.resolve(h)).is_some_and(|u| u == document.url);
            if own { of(tag, Source::Meta, 0.8, document.evidence(tag, "link[hreflang]")) } else { None }
        })
    })
}

/// The two-letter code a tag such as "de-AT" or "pt_BR" starts with.
fn code(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_', ',', ';', ' ']).next()?.to_ascii_lowercase();
    let two = match primary.as_str() {
        "nb" | "nn" | "nor" => "no",
        "iw" => "he",
        "gsw" => "de",
        "deu" | "ger" | "german" | "deutsch" => "de",
        "eng" | "english" => "en",
        "fra" | "fre" | "french" | "français" => "fr",
        "ita" | "italian" | "italiano" => "it",
        "spa" | "spanish" | "español" => "es",
        "nld" | "dut" | "dutch" => "nl",
        "por" => "pt",
        "pol" => "pl",
        "ces" | "cze" | "cz" => "cs",
        // Codes of lands, taken for those of their languages.
        "gr" | "ell" => "el",
        "ua" | "ukr" => "uk",
        "rus" => "ru",
        "tur" => "tr",
        "jp" | "jpn" => "ja",
        "cn" | "zho" => "zh",
        "kr" | "kor" => "ko",
        "dk" | "dan" => "da",
        other => other,
    };
    (two.len() == 2 && two.bytes().all(|b| b.is_ascii_lowercase())).then(|| two.to_owned())
}

/// Words for the detector: sentences of the main part first, then whatever there is.
fn sample(document: &Document) -> String {
    let mut out = String::new();
    let mut chars = 0;
    let mut take = |text: &str| {
        if chars < MAX_CHARS {
            // In one piece: a copy that goes from character to character costs as much as the look at all of their words.
            let left = MAX_CHARS - chars;
            let cut = if text.len() > left { text.char_indices().nth(left) } else { None };
            out.push_str(cut.and_then(|(end, _)| text.get(..end)).unwrap_or(text));
            out.push(' ');
            chars += if cut.is_some() { left } else { text.chars().count() } + 1;
        }
    };
    let sentence = |text: &str| text.len() >= 60;
    document.blocks.iter().filter(|b| b.region == Region::Main && sentence(&b.text)).for_each(|b| take(&b.text));
    document.blocks.iter().filter(|b| b.region != Region::Main && sentence(&b.text)).for_each(|b| take(&b.text));
    document.blocks.iter().filter(|b| !sentence(&b.text)).for_each(|b| take(&b.text));
    out
}

/// Languages so near each other that the detector's word does not beat a declaration.
fn near(a: &str, b: &str) -> bool {
    const GROUPS: [&[&str]; 8] = [
        &["no", "da", "sv", "nn"],
        &["hr", "sr", "bs", "sl", "mk"],
        &["cs", "sk"],
        &["es", "ca", "gl", "pt", "eu", "oc"],
        &["ru", "uk", "bg", "be", "mk"],
        &["nl", "af", "fy"],
        &["de", "lb", "als"],
        &["id", "ms", "jv"],
    ];
    GROUPS.iter().any(|g| g.contains(&a) && g.contains(&b))
}

/// True for languages the detector could have found.
fn knows(language: &str) -> bool {
    Lang::all().iter().any(|l| two_letters(*l) == Some(language))
}

fn two_letters(lang: Lang) -> Option<&'static str> {
    Some(match lang.code() {
        "eng" => "en",
        "deu" => "de",
        "fra" => "fr",
        "ita" => "it",
        "spa" => "es",
        "cat" => "ca",
        "por" => "pt",
        "nld" => "nl",
        "pol" => "pl",
        "ces" => "cs",
        "slk" => "sk",
        "hun" => "hu",
        "ron" => "ro",
        "swe" => "sv",
        "nob" => "no",
        "dan" => "da",
        "fin" => "fi",
        "ell" => "el",
        "tur" => "tr",
        "bul" => "bg",
        "hrv" => "hr",
        "srp" => "sr",
        "slv" => "sl",
        "mkd" => "mk",
        "est" => "et",
        "lav" => "lv",
        "lit" => "lt",
        "rus" => "ru",
        "ukr" => "uk",
        "bel" => "be",
        "arb" | "ara" => "ar",
        "heb" => "he",
        "cmn" => "zh",
        "jpn" => "ja",
        "kor" => "ko",
        "vie" => "vi",
        "tha" => "th",
        "hin" => "hi",
        "ben" => "bn",
        "ind" => "id",
        "pes" => "fa",
        "kat" => "ka",
        "hye" => "hy",
        "afr" => "af",
        _ => return None,
    })
}

/// Main language of a site: the one most pages speak, the start page counting three times.
pub(crate) fn merge(pages: &[PageFacts]) -> Option<Sourced<String>> {
    let mut weights: BTreeMap<&str, (f32, usize)> = BTreeMap::new();
    for (index, page) in pages.iter().enumerate() {
        if let Some(language) = &page.language {
            let weight = if page.kind == PageKind::Home { 3.0 } else { 1.0 };
            let entry = weights.entry(language.value.as_str()).or_insert((0.0, index));
            entry.0 += weight * language.confidence;
        }
    }
    let (winner, _) = weights.iter().max_by(|a, b| a.1.0.total_cmp(&b.1.0).then(b.1.1.cmp(&a.1.1)))?;
    let mut spoken = pages.iter().filter_map(|p| p.language.as_ref()).filter(|l| l.value == **winner);
    let mut merged = spoken.next()?.clone();
    spoken.for_each(|other| merged.join(other));
    Some(merged)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str = "Wir backen jeden Morgen frisches Brot und Brötchen nach alten Rezepten unserer Familie. Kommen Sie vorbei und \
        probieren Sie unsere Kuchen, die wir mit Zutaten aus der Region herstellen. Wir freuen uns auf Ihren Besuch in unserem Laden.";

    fn language(html: &str) -> Option<String> {
        let url = url::Url::parse("https://muster.test/").unwrap();
        let input = PageInput { url: &url, status: 200, headers: &[], body: html.as_bytes(), rendered: false };
        read(&input, &Document::parse(&input)).map(|l| l.value)
    }

    #[test]
    fn the_declaration_is_taken_when_nothing_speaks_against_it() {
        assert_eq!(language("<html lang=de-AT><p>Kurz").as_deref(), Some("de"));
        assert_eq!(language("<meta property=og:locale content=fr_FR><p>Court").as_deref(), Some("fr"));
        assert_eq!(language("<meta http-equiv=Content-Language content=pl><p>Tak").as_deref(), Some("pl"));
    }

    #[test]
    fn menus_and_small_words_overrule_a_templates_english() {
        let danish = "<html lang=en><p>Svend er murer og har arbejdet med os i mange år, indtil han kom ud for en ulykke. Så nu er det \
            ham, der tager billeder af vores is, og det er en fornøjelse for dem der kommer og smager den hos os.</p>";
        assert_eq!(language(danish).as_deref(), Some("da"));
        let dutch = "<html><ul><li>Home<li>Over ons<li>Tarieven<li>Onze praktijk</ul><p>Contact</p>";
        assert_eq!(language(dutch).as_deref(), Some("nl"));
        assert_eq!(language("<html lang=en><ul><li>About us<li>Oferta<li>Cennik<li>Napisz</ul>").as_deref(), Some("en"));
    }

    #[test]
    fn letters_of_one_language_alone_overrule_a_templates_declaration() {
        let greek = "<html lang=en><p>Ταβέρνα Το Παράδειγμα, μεζεδοπωλείο στην Αθήνα</p>";
        assert_eq!(language(greek).as_deref(), Some("el"));
        assert_eq!(language("<html lang=gr><p>Ταβέρνα</p>").as_deref(), Some("el"));
        assert_eq!(language("<html lang=en><p>The Greek word Ταβέρνα is on our sign.</p>").as_deref(), Some("en"));
    }

    #[test]
    fn a_clear_text_overrules_a_templates_declaration() {
        assert_eq!(language(&format!("<html lang=en><p>{GERMAN}</p>")).as_deref(), Some("de"));
    }

    #[test]
    fn a_text_alone_is_enough_when_it_is_long_enough() {
        assert_eq!(language(&format!("<p>{GERMAN}</p>")).as_deref(), Some("de"));
        assert_eq!(language("<p>Hallo Welt</p>"), None);
        assert_eq!(language(""), None);
    }

    #[test]
    fn a_long_text_needs_no_detector() {
        let long = format!("<p>{}</p>", GERMAN.repeat(4));
        assert_eq!(language(&long).as_deref(), Some("de"));
        assert_eq!(language(&format!("<html lang=en>{long}")).as_deref(), Some("de"));
    }

    #[test]
    fn a_sister_language_is_left_as_declared() {
        let danish = "Velkommen til vores bageri. Vi bager hver dag friskt brød og kager efter gamle opskrifter, og vi glæder os til at se jer i butikken i morgen tidlig.";
        assert_eq!(language(&format!("<html lang=nb><p>{danish}</p>")).as_deref(), Some("no"));
    }

    #[test]
    fn rows_of_names_overrule_no_declaration() {
        let names = "Attorney Advertising. Prior results do not guarantee a similar outcome. Caldwell Price LLP, New York, Stamford, Connecticut. Offices: Sample Street, Harbor Boulevard, Avenue Maurice, Saint Laurent, Montreal Centre, Place Victoria.";
        assert_eq!(language(&format!("<html lang=en-US><p>{names}</p>")).as_deref(), Some("en"));
    }

    #[test]
    fn the_days_of_the_week_speak_where_little_else_does() {
        let hours = "<h2>Lunedì - Giovedì 11:00</h2><h2>Venerdì 11:30</h2>";
        assert_eq!(language(&format!("<html lang=en><h1>PIZZA MUSTER</h1>{hours}")).as_deref(), Some("it"));
        assert_eq!(language("<html lang=en><p>Lunedì closed").as_deref(), Some("en"));
        assert_eq!(language("<html lang=en><p>Montag Dienstag Mittwoch: Monday Tuesday Wednesday").as_deref(), Some("en"));
    }

    #[test]
    fn nonsense_in_lang_is_no_language() {
        assert_eq!(language("<html lang='x'><p>a"), None);
        assert_eq!(language("<html lang=''><p>a"), None);
    }
}
