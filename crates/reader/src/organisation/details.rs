//! Where on the map, since when, and in one sentence: coordinates, founding years, descriptions.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::Regex;
use url::Url;

use super::foreign::Foreign;
use super::schema_types::is_organisation;
use crate::document::Holds;
use crate::structured::{Structured, Thing, first_text};
use crate::words::plain;
use crate::{Block, Document, PageKind, Region, Source, Sourced};

/// Most characters of a description.
const MAX_DESCRIPTION: usize = 500;

/// Descriptions on one page.
pub(super) fn descriptions(document: &Document, structured: &Structured, kind: PageKind) -> Vec<Sourced<String>> {
    let mut out: Vec<Sourced<String>> = Vec::new();
    let mut add = |text: &str, source: Source, confidence: f32, selector: &str| {
        let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let letters = folded.chars().filter(|c| c.is_alphabetic()).count();
        let template = folded.contains("{{")
            || folded.contains("Just another WordPress")
            || folded.get(..11).is_some_and(|head| head.eq_ignore_ascii_case("lorem ipsum"));
        if letters < 20 || template || !folded.contains(' ') {
            return;
        }
        let value: String = folded.chars().take(MAX_DESCRIPTION).collect();
        let home = if kind == PageKind::Home { 0.1 } else { 0.0 };
        let sourced = Sourced::new(value.trim_end().to_owned(), source, confidence + home, document.evidence(&folded, selector));
        match out.iter_mut().find(|d| d.value == sourced.value) {
            Some(held) => held.join(&sourced),
            None => out.push(sourced),
        }
    };
    for thing in structured.things.iter().filter(|t| is_organisation(t) && super::is_own(structured, t)) {
        if let Some(text) = thing.text("description").or_else(|| thing.text("slogan")) {
            add(&text, thing.source, 0.8, thing.selector());
        }
    }
    if let Some(text) = structured.meta("description") {
        add(text, Source::Meta, 0.75, "meta[name=description]");
    }
    if let Some(text) = structured.meta("og:description") {
        add(text, Source::OpenGraph, 0.7, "meta[property=og:description]");
    }
    if kind == PageKind::Home
        && let Some(block) = document.blocks.iter().find(|b| {
            b.region == Region::Main && b.heading == 0 && b.tag == "p" && b.text.len() >= 90 && b.text.contains(['.', '!', '。'])
        })
    {
        let words = block.text.to_lowercase();
        if !words.contains("cookie") && !words.contains("javascript") {
            add(&block.text, Source::Text, 0.35, "p");
        }
    }
    out
}

/// Coordinates on one page.
pub(super) fn locations(document: &Document, structured: &Structured) -> Vec<Sourced<(f64, f64)>> {
    let mut out: Vec<Sourced<(f64, f64)>> = Vec::new();
    let mut add = |pair: Option<(f64, f64)>, source: Source, confidence: f32, words: &str, selector: &str| {
        if let Some(pair) = pair.filter(|p| plausible(*p))
            && out.len() < 10
            && !out.iter().any(|l| (l.value.0 - pair.0).abs() < 1e-4 && (l.value.1 - pair.1).abs() < 1e-4)
        {
            out.push(Sourced::new(pair, source, confidence, document.evidence(words, selector)));
        }
    };
    for thing in
        structured.things.iter().filter(|t| t.within.is_none() || is_organisation(t)).filter(|t| super::is_own(structured, t))
    {
        for geo in thing.objects("geo") {
            let pair = geo
                .get("latitude")
                .and_then(first_text)
                .and_then(|t| degrees(&t))
                .zip(geo.get("longitude").and_then(first_text).and_then(|t| degrees(&t)));
            add(pair, thing.source, 0.95, &format!("geo {pair:?}"), thing.selector());
        }
        if thing.is_a("GeoCoordinates") || is_organisation(thing) {
            let pair = thing.text("latitude").and_then(|t| degrees(&t)).zip(thing.text("longitude").and_then(|t| degrees(&t)));
            add(pair, thing.source, 0.9, &format!("geo {pair:?}"), thing.selector());
        }
    }
    for name in ["geo.position", "icbm"] {
        if let Some(text) = structured.meta(name) {
            add(two_numbers(text), Source::Meta, 0.85, text, &format!("meta[name={name}]"));
        }
    }
    for prefix in ["place:location", "og", "business:location"] {
        if let (Some(lat), Some(lon)) =
            (structured.meta(&format!("{prefix}:latitude")), structured.meta(&format!("{prefix}:longitude")))
        {
            add(degrees(lat).zip(degrees(lon)), Source::OpenGraph, 0.85, &format!("{lat} {lon}"), "meta[property]");
        }
    }
    for frame in document.tagged("iframe").take(20) {
        for source in ["src", "data-src", "data-lazy-src"].iter().filter_map(|a| frame.attr(a)) {
            if is_map(source) {
                add(in_map_address(source), Source::Link, 0.8, source, "iframe[src]");
            }
        }
    }
    for anchor in &document.anchors {
        if is_map(&anchor.href) {
            add(in_map_address(&anchor.href), Source::Link, 0.75, &anchor.href, "a[href]");
        }
    }
    for element in document.with_data().take(400) {
        let get = |names: &[&str]| names.iter().find_map(|n| element.attr(n)).and_then(degrees);
        let pair = get(&["data-lat", "data-latitude", "data-map-lat", "data-center-lat"]).zip(get(&[
            "data-lng",
            "data-lon",
            "data-longitude",
            "data-map-lng",
            "data-long",
            "data-center-lng",
        ]));
        if let Some(pair) = pair {
            add(Some(pair), Source::Script, 0.7, &format!("{} {}", pair.0, pair.1), "[data-lat]");
        }
    }
    out
}

fn plausible((lat, lon): (f64, f64)) -> bool {
    lat.is_finite() && lon.is_finite() && lat.abs() <= 85.0 && lon.abs() <= 180.0 && (lat.abs() > 0.01 || lon.abs() > 0.01)
}

/// Decimal degrees with a point or a comma.
fn degrees(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.len() > 24 {
        return None;
    }
    text.replace(',', ".").parse().ok()
}

fn two_numbers(text: &str) -> Option<(f64, f64)> {
    let mut parts = text.split([';', ',', ' ']).map(str::trim).filter(|p| !p.is_empty());
    Some((degrees(parts.next()?)?, degrees(parts.next()?)?))
}

fn is_map(link: &str) -> bool {
    // Links within the site are shorter than the shortest of these.
    (8..4000).contains(&link.len())
        && (link.contains("google.") && link.contains("map")
            || link.contains("openstreetmap.org")
            || link.contains("maps.apple.com")
            || link.contains("bing.com/maps")
            || link.contains("waze.com"))
        || link.len() < 4000 && link.starts_with("geo:")
}

/// Coordinates in the address of a map, in the forms the map services use.
fn in_map_address(link: &str) -> Option<(f64, f64)> {
    static EMBEDDED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"!2d(-?\d{1,3}\.\d+)!3d(-?\d{1,2}\.\d+)").ok());
    static PLACE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"!3d(-?\d{1,2}\.\d+)!4d(-?\d{1,3}\.\d+)").ok());
    static AT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"/@(-?\d{1,2}\.\d+),(-?\d{1,3}\.\d+)").ok());
    static FRAGMENT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"map=\d+/(-?\d{1,2}\.\d+)/(-?\d{1,3}\.\d+)").ok());
    let pair = |regex: &LazyLock<Option<Regex>>, swapped: bool| {
        let captures = regex.as_ref()?.captures(link)?;
        let (a, b) = (captures[1].parse().ok()?, captures[2].parse().ok()?);
        Some(if swapped { (b, a) } else { (a, b) })
    };
    if let Some(rest) = link.strip_prefix("geo:") {
        return two_numbers(rest.split(['?', ';']).next().unwrap_or(rest));
    }
    pair(&PLACE, false).or_else(|| pair(&EMBEDDED, true)).or_else(|| pair(&AT, false)).or_else(|| {
        let url = Url::parse(link).or_else(|_| Url::parse(&format!("https:{link}"))).ok()?;
        let value = |key: &str| url.query_pairs().find(|(k, _)| k == key).map(|(_, v)| v.into_owned());
        if let (Some(lat), Some(lon)) = (value("mlat"), value("mlon")) {
            return Some((degrees(&lat)?, degrees(&lon)?));
        }
        if let Some(marker) = value("marker") {
            return two_numbers(&marker);
        }
        let in_query = ["q", "ll", "daddr", "destination", "query", "center", "sll", "cp"].iter().find_map(|k| {
            let text = value(k)?;
            let text = text.trim_start_matches("loc:");
            // "Street 5, 10115 City" is an address, not coordinates.
            let numeric = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | ' ' | '+' | '~'));
            if numeric && text.contains('.') { two_numbers(&text.replace('~', ",")) } else { None }
        });
        in_query.or_else(|| pair(&FRAGMENT, false))
    })
}

/// Founding years on one page.
pub(super) fn founding_years(document: &Document, structured: &Structured, foreign: &Foreign) -> Vec<Sourced<u16>> {
    // Longer texts are stories, of others as well.
    const LONGEST: usize = 700;
    static SINCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?:^|[^\p{L}])(seit|since|depuis|dal|desde|sinds|od roku|od r\.|établie? depuis|established(?: in)?|est\.?|founded(?: in)?|gegründet(?: im jahre?)?|gegr\.|gründung(?:sjahr)?|fondée? en|créée? en|fondat[ao] nel|nato nel|nata nel|fundad[ao] en|fundad[ao] em|opgericht in|anno|založen[oa]?(?: v roce)?|rok założenia|założona w|alapítva|grundat|grundlagt|stiftet|stiftad|perustettu|grundades|grunnlagt|etablert|etablerades|sedan|siden|din anul|din|основан[аоы]?(?: в)?|работаем с|работает с|на рынке с|заснован[аоі]?(?: в| у)?|працюємо з|на ринку з|ιδρύθηκε(?: το)?|από το|kuruluş(?: yılı)?|kuruluş tarihi|vuodesta|vuonna)\s*(?:(?:le|l'an|in|im jahre?|the year|dem jahre?|l'année|el año|o ano|het jaar|roku|år|i|:|–|-)\s*){0,2}((?:1[5-9]|20)\d{2})(?:[^\d.,-]|[.,-](?:\D|$)|$)",
        )
        .ok()
    });
    let mut out: Vec<Sourced<u16>> = Vec::new();
    let mut add = |sourced: Sourced<u16>| super::gather(&mut out, sourced, 10);
    for thing in structured.things.iter().filter(|t| is_organisation(t) && super::is_own(structured, t)) {
        if let Some(year) = founding_date(thing) {
            add(Sourced::new(
                year,
                thing.source,
                0.95,
                document.evidence(&thing.text("foundingDate").unwrap_or_default(), thing.selector()),
            ));
        }
    }
    let is_dated = |block: &Block| block.text.len() <= LONGEST && block.holds.any(Holds::DIGIT) && has_year(&block.text);
    let dated: Vec<bool> = document.blocks.iter().map(is_dated).collect();
    for (index, block) in document.blocks.iter().enumerate() {
        let next = document.blocks.get(index + 1).map(|b| b.text.as_str()).filter(|t| t.len() <= 40 && block.text.len() <= 30);
        let next_is_dated = |next: &str| dated[index + 1] || begins_with_era(next);
        if block.text.len() > LONGEST || !(dated[index] || next.is_some_and(next_is_dated)) {
            continue;
        }
        let own = foreign.own_part(index, &block.text);
        if let Some(year) = in_a_clubs_name(own).or_else(|| next.and_then(|next| in_the_next_cell(own, next))) {
            add(Sourced::new(year, Source::Text, 0.65, document.evidence(own, block.tag)));
        }
    }
    let Some(since) = &*SINCE else { return out };
    let mut lines: Vec<(Option<usize>, &str)> =
        vec![(None, document.title.as_deref().unwrap_or_default()), (None, structured.meta("description").unwrap_or_default())];
    let blocks = document.blocks.iter().enumerate().filter(|(index, _)| dated[*index]);
    lines.extend(blocks.map(|(i, b)| (Some(i), foreign.own_part(i, &b.text))));
    // Lines that say nothing else ("seit 2013" in a column beside what happened then) are stages of a history when they are several.
    let mut stages: Vec<Sourced<u16>> = Vec::new();
    for (index, text) in lines {
        // To say that there is none costs less than to look for the groups of one.
        if text.len() > LONGEST || !has_year_behind_a_word(text) || !since.is_match(text) {
            continue;
        }
        for captures in since.captures_iter(text).take(3) {
            let (Some(word), Some(digits)) = (captures.get(1), captures.get(2)) else { continue };
            let Ok(year) = digits.as_str().parse::<u16>() else { continue };
            if !(1500..=2035).contains(&year) {
                continue;
            }
            let weak = matches!(word.as_str().to_lowercase().as_str(), "dal" | "din" | "anno" | "est" | "est." | "od r.");
            let block = index.and_then(|i| document.blocks.get(i));
            let prominent = block.is_none_or(|b| b.heading > 0);
            let confidence = if prominent {
                0.7
            } else if text.len() <= 70 {
                0.6
            } else if text.len() <= 240 {
                0.45
            } else {
                0.35
            } - if weak { 0.15 } else { 0.0 };
            let evidence = match index {
                Some(i) => document.evidence_in_block(i, word.start()..digits.end()),
                None => document.evidence(text, "head"),
            };
            let sourced = Sourced::new(year, if index.is_some() { Source::Text } else { Source::Meta }, confidence, evidence);
            if !prominent && text.len() <= captures.get(0).map_or(0, |whole| whole.len()) {
                stages.push(sourced);
            } else {
                add(sourced);
            }
        }
    }
    if stages.iter().all(|stage| stage.value == stages[0].value) {
        stages.into_iter().for_each(add);
    }
    out
}

/// The form of a registered club, as it is written most.
static CLUB: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| [" e.V", " e. V"].map(Finder::new));

/// "Turnverein Muster 1911 e.V.": the year in a registered club's name.
fn in_a_clubs_name(text: &str) -> Option<u16> {
    if !has_year(text) {
        return None;
    }
    let at = CLUB.iter().find_map(|form| form.find(text.as_bytes()))?;
    let (before, digits) = text.get(..at)?.rsplit_once(' ')?;
    let year = digits.parse().ok().filter(|year| digits.len() == 4 && (1500..=2035).contains(year))?;
    before.ends_with(char::is_alphabetic).then_some(year)
}

/// The first letter of a Japanese era.
fn begins_with_era(text: &str) -> bool {
    matches!(text.as_bytes().first(), Some(0xe4..=0xe6)) && text.starts_with(['令', '平', '昭', '大', '明'])
}

/// "設 立 日 | 平成21年9月11日": a year of a Japanese era; its label may be set apart.
fn in_era(label: &str, value: &str) -> Option<u16> {
    const ERAS: [(&str, u16); 5] = [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("大正", 1911), ("明治", 1867)];
    if value.len() > 60 || !begins_with_era(value) {
        return None;
    }
    let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    if !matches!(label.as_str(), "設立" | "設立日" | "創業" | "創立" | "設立年月日" | "設立年月" | "創業年")
    {
        return None;
    }
    let (era, before) = ERAS.iter().find(|(era, _)| value.starts_with(era))?;
    let digits: String = value[era.len()..].trim_start().chars().take_while(char::is_ascii_digit).collect();
    let year: u16 = if value[era.len()..].starts_with('元') { 1 } else { digits.parse().ok().filter(|year| *year <= 64)? };
    Some(before + year)
}

/// "設立 | 1968年4月", "Gründung | 1987": a table's row.
fn in_the_next_cell(label: &str, value: &str) -> Option<u16> {
    if label.len() > 30 {
        return None;
    }
    if let Some(year) = in_era(label, value) {
        return Some(year);
    }
    if !has_year(value) {
        return None;
    }
    let digits = value.as_bytes().windows(4).find(|w| matches!(w[0], b'1' | b'2') && w.iter().all(u8::is_ascii_digit))?;
    let year = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let word = plain(label);
    let founded = matches!(
        word.as_str(),
        "設立"
            | "創業"
            | "創立"
            | "設立日"
            | "設立年月日"
            | "設立年月"
            | "創業年"
            | "成立时间"
            | "成立日期"
            | "创立时间"
            | "설립"
            | "설립일"
            | "설립연도"
            | "창립"
            | "grundung"
            | "grundungsjahr"
            | "gegrundet"
            | "founded"
            | "established"
            | "year founded"
            | "fondation"
            | "date de creation"
            | "annee de creation"
            | "creation"
            | "fundacion"
            | "ano de fundacion"
            | "ano de fundacao"
            | "fondazione"
            | "anno di fondazione"
            | "opgericht"
            | "rok zalozenia"
            | "rok zalozeni"
            | "alapitas eve"
    );
    (founded && (1500..=2035).contains(&year)).then_some(year)
}

/// Where four digits stand that start like a year, a longer number's among them.
fn years(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let are_digits = |at: &usize| bytes.get(*at..at + 4).is_some_and(|four| four.iter().all(u8::is_ascii_digit));
    memchr::memchr2_iter(b'1', b'2', bytes).filter(are_digits)
}

/// Four digits that start like a year.
fn has_year(text: &str) -> bool {
    years(text).next().is_some()
}

/// A year behind a word and what may part them, as it stands wherever somebody was founded: not the year of a date.
fn has_year_behind_a_word(text: &str) -> bool {
    let bytes = text.as_bytes();
    years(text).any(|at| {
        let before = bytes[..at].iter().rposition(|byte| *byte > b' ' && !matches!(byte, b':' | b'-'));
        let behind_word = before.is_some_and(|before| match bytes[before] {
            b'.' => before.checked_sub(1).is_none_or(|letter| !bytes[letter].is_ascii_digit()),
            byte => byte.is_ascii_alphabetic() || !byte.is_ascii(),
        });
        behind_word && !bytes.get(at + 4).is_some_and(u8::is_ascii_digit)
    })
}

fn founding_date(thing: &Thing) -> Option<u16> {
    let text = thing.text("foundingDate")?;
    let digits: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take(10).collect();
    let year = if digits.get(..4).is_some_and(|y| y.bytes().all(|b| b.is_ascii_digit())) {
        digits[..4].parse().ok()
    } else {
        text.get(text.len().checked_sub(4)?..)?.parse().ok()
    };
    year.filter(|y| (1000..=2035).contains(y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PageInput;

    fn document(html: &str) -> Document {
        let url = Url::parse("https://muster.test/").unwrap();
        Document::parse(&PageInput { url: &url, status: 200, headers: &[], body: html.as_bytes(), rendered: false })
    }

    #[test]
    fn coordinates_in_map_addresses_are_read() {
        for (link, pair) in [
            ("https://www.google.com/maps/embed?pb=!1m18!1m12!1m3!1d2428.1!2d13.405!3d52.52!2m3", (52.52, 13.405)),
            ("https://www.google.de/maps/place/Muster/@52.52,13.405,17z", (52.52, 13.405)),
            ("https://maps.google.com/?q=52.52,13.405", (52.52, 13.405)),
            ("https://www.openstreetmap.org/?mlat=52.52&mlon=13.405#map=17/52.5/13.4", (52.52, 13.405)),
            ("geo:52.52,13.405?z=17", (52.52, 13.405)),
        ] {
            assert_eq!(in_map_address(link), Some(pair), "{link}");
        }
        assert_eq!(in_map_address("https://maps.google.com/?q=Hauptstraße 5, 10115 Berlin"), None);
    }

    #[test]
    fn founding_years_are_read_where_a_word_says_so() {
        let years = |html: &str| {
            let d = document(html);
            founding_years(&d, &crate::structured::read(&d), &Foreign::alone(&d, PageKind::Home))
                .into_iter()
                .map(|y| y.value)
                .collect::<Vec<_>>()
        };
        assert_eq!(years("<h2>Familienbetrieb seit 1987</h2>"), [1987]);
        assert_eq!(years("<p>Depuis 1952, notre famille"), [1952]);
        assert_eq!(years("<p>Established in 1901.</p>"), [1901]);
        assert_eq!(years("<footer>TV Muster 1911 e.V. – Sportplatzweg 2</footer>"), [1911]);
        assert_eq!(years("<p>Haus 1911 Saal e.V.</p><p>Nr. 12 1911 e.V.</p>"), Vec::<u16>::new());
        assert_eq!(years("<table><tr><th>設立</th><td>1968年4月</td></tr></table>"), [1968]);
        assert_eq!(years("<table><tr><th>資本金</th><td>1968万円</td></tr></table>"), Vec::<u16>::new());
        assert_eq!(years("<p>seit 1987</p><p>Brot aus dem Steinofen</p>"), [1987]);
        assert_eq!(
            years("<ul><li><p>seit 2013</p><p>Neubau</p><li><p>seit 1998</p><p>Laden am Markt</p></ul>"),
            Vec::<u16>::new(),
            "stages of a life"
        );
        assert_eq!(years("<p>© 2010</p><p>Telefon seit 1987654</p><p>1987</p>"), Vec::<u16>::new());
        assert_eq!(
            years(r#"<script type="application/ld+json">{"@type":"Bakery","name":"M","foundingDate":"1987-05-01"}</script>"#),
            [1987]
        );
    }

    #[test]
    fn a_template_text_is_no_description() {
        let d = document(
            "<meta name=description content='Just another WordPress site indeed it is'><meta property=og:description content='Wir backen Brot nach alten Rezepten.'>",
        );
        let found = descriptions(&d, &crate::structured::read(&d), PageKind::Home);
        assert_eq!(found.iter().map(|d| d.value.as_str()).collect::<Vec<_>>(), ["Wir backen Brot nach alten Rezepten."]);
    }
}
