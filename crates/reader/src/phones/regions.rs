//! Which countries' numbering plans a page's national numbers probably follow, from its domain, language, addresses and the
//! international numbers on it.

use std::sync::LazyLock;

use regex::RegexSet;
use rlibphonenumber::Region;

use super::number;
use crate::contacts::Context;
use crate::document::Holds;
use crate::plain_blocks::PlainBlocks;
use crate::short_text::{any_byte, has_digit};
use crate::words::{WordTable, plain};
use crate::{Document, structured::Structured};

/// Most countries tried.
const MAX_REGIONS: usize = 5;

/// Candidate countries, likeliest first, with their weight.
#[derive(Debug, Clone, Default)]
pub(super) struct Regions(pub Vec<(Region, f32)>);

impl Regions {
    fn add(&mut self, region: Region, weight: f32) {
        match self.0.iter_mut().find(|(r, _)| *r == region) {
            Some((_, known)) => *known += weight,
            None => self.0.push((region, weight)),
        }
    }

    fn add_code(&mut self, code: &str, weight: f32) {
        if let Some(region) = region(code) {
            self.add(region, weight);
        }
    }

    /// The same candidates with one country first.
    pub(super) fn led_by(&self, region: Region) -> Self {
        let mut led = self.clone();
        led.add(region, 100.0);
        led.sort();
        led
    }

    fn sort(&mut self) {
        self.0.sort_by(|a, b| b.1.total_cmp(&a.1));
        self.0.truncate(MAX_REGIONS);
    }
}

/// A region by its ISO code; "UK" is what people write.
pub(super) fn region(code: &str) -> Option<Region> {
    let upper = code.trim().to_ascii_uppercase();
    Region::from_code(if upper == "UK" { "GB" } else { &upper }).ok()
}

/// Countries where a language is spoken, the likeliest first, with weights that only matter among themselves.
fn of_language(language: &str) -> &'static [(&'static str, f32)] {
    match language {
        "de" => &[("DE", 2.0), ("AT", 1.0), ("CH", 1.0)],
        "fr" => &[("FR", 2.0), ("BE", 1.0), ("CH", 1.0), ("CA", 0.5), ("LU", 0.4)],
        "en" => &[("US", 1.2), ("GB", 1.1), ("AU", 0.6), ("CA", 0.5), ("IE", 0.5), ("NZ", 0.3), ("ZA", 0.3)],
        "es" => &[("ES", 2.0), ("MX", 1.0), ("AR", 0.6), ("CL", 0.5), ("CO", 0.5), ("PE", 0.4)],
        "it" => &[("IT", 2.0), ("CH", 0.8)],
        "nl" => &[("NL", 2.0), ("BE", 1.2)],
        "pt" => &[("PT", 1.4), ("BR", 1.4)],
        "pl" => &[("PL", 2.0)],
        "cs" => &[("CZ", 2.0)],
        "sk" => &[("SK", 2.0)],
        "da" => &[("DK", 2.0)],
        "sv" => &[("SE", 2.0), ("FI", 0.6)],
        "no" | "nb" | "nn" => &[("NO", 2.0)],
        "fi" => &[("FI", 2.0)],
        "hu" => &[("HU", 2.0)],
        "ro" => &[("RO", 2.0), ("MD", 0.5)],
        "el" => &[("GR", 2.0), ("CY", 0.8)],
        "ru" => &[("RU", 2.0), ("KZ", 0.6), ("BY", 0.6), ("UA", 0.4)],
        "uk" => &[("UA", 2.0)],
        "tr" => &[("TR", 2.0)],
        "ja" => &[("JP", 2.0)],
        "zh" => &[("CN", 1.5), ("TW", 1.0), ("HK", 0.8)],
        "ko" => &[("KR", 2.0)],
        "ar" => &[("SA", 1.0), ("AE", 1.0), ("EG", 0.9), ("MA", 0.6)],
        "he" | "iw" => &[("IL", 2.0)],
        "bg" => &[("BG", 2.0)],
        "hr" => &[("HR", 2.0), ("BA", 0.6)],
        "sr" => &[("RS", 2.0)],
        "sl" => &[("SI", 2.0)],
        "lt" => &[("LT", 2.0)],
        "lv" => &[("LV", 2.0)],
        "et" => &[("EE", 2.0)],
        "is" => &[("IS", 2.0)],
        "ca" | "gl" | "eu" => &[("ES", 2.0)],
        "th" => &[("TH", 2.0)],
        "vi" => &[("VN", 2.0)],
        "id" => &[("ID", 2.0)],
        "ms" => &[("MY", 2.0)],
        "hi" => &[("IN", 2.0)],
        _ => &[],
    }
}

/// Country-code domains that are sold to everybody say nothing of the country.
const OPEN_TLDS: &[&str] = &[
    "ai", "ac", "cc", "co", "eu", "fm", "gg", "io", "la", "ly", "me", "mu", "nu", "sh", "st", "tk", "to", "tv", "vc", "ws", "su",
    "cat", "am", "as", "bz", "cx", "gl", "im", "in", "is", "it", "pro", "re", "so", "sx",
];

static COUNTRIES: LazyLock<WordTable<&'static str>> = LazyLock::new(|| {
    WordTable::new(&[
        ("DE", "deutschland, germany, allemagne, alemania, germania, duitsland, niemcy"),
        ("AT", "osterreich, oesterreich, austria, autriche"),
        ("CH", "schweiz, suisse, svizzera, switzerland, suiza"),
        ("LI", "liechtenstein"),
        ("FR", "france, frankreich, francia, frankrijk"),
        ("BE", "belgique, belgie, belgium, belgien, belgica"),
        ("LU", "luxembourg, luxemburg"),
        ("IT", "italia, italy, italie, italien"),
        ("ES", "espana, spain, espagne, spanien"),
        ("PT", "portugal"),
        ("BR", "brasil, brazil"),
        ("NL", "nederland, netherlands, niederlande, pays bas, the netherlands, holland"),
        ("GB", "united kingdom, uk, england, scotland, wales, great britain, northern ireland"),
        ("IE", "ireland, eire, republic of ireland"),
        ("US", "usa, united states, u s a"),
        (
            "CA",
            "canada, ontario, quebec, british columbia, alberta, manitoba, saskatchewan, nova scotia, new brunswick, newfoundland",
        ),
        ("AU", "australia, nsw, queensland, new south wales, tasmania"),
        ("NZ", "new zealand, aotearoa"),
        ("ZA", "south africa, suid afrika"),
        ("PL", "polska, poland, polen"),
        ("CZ", "ceska republika, czech republic, czechia, cesko, tschechien"),
        ("SK", "slovensko, slovakia, slovenska republika"),
        ("HU", "magyarorszag, hungary, ungarn"),
        ("RO", "romania"),
        ("BG", "bulgaria, българия"),
        ("GR", "ελλαδα, greece, hellas"),
        ("CY", "cyprus, κυπρος"),
        ("DK", "danmark, denmark"),
        ("SE", "sverige, sweden"),
        ("NO", "norge, norway"),
        ("FI", "suomi, finland"),
        ("RU", "россия, russia"),
        ("UA", "україна, украина, ukraine"),
        ("TR", "turkiye, turkey"),
        ("JP", "日本, japan"),
        ("KR", "대한민국, south korea"),
        ("CN", "中国, china"),
        ("TW", "台灣, 臺灣, taiwan"),
        ("HK", "hong kong, 香港"),
        ("SG", "singapore"),
        ("MY", "malaysia"),
        (
            "IN",
            "india, tamil nadu, maharashtra, karnataka, kerala, gujarat, rajasthan, uttar pradesh, madhya pradesh, andhra pradesh, himachal pradesh, west bengal, telangana, haryana, bihar, odisha, jharkhand, chhattisgarh, assam, uttarakhand, new delhi, mumbai, bengaluru, bangalore, chennai, kolkata",
        ),
        ("MX", "mexico, cdmx"),
        ("AR", "argentina"),
        ("CL", "chile"),
        ("CO", "colombia, bogota"),
        ("PE", "peru"),
        ("HR", "hrvatska, croatia"),
        ("SI", "slovenija, slovenia"),
        ("RS", "srbija, serbia"),
        ("LT", "lietuva, lithuania"),
        ("LV", "latvija, latvia"),
        ("EE", "eesti, estonia"),
        ("IS", "island, iceland"),
        ("IL", "israel, ישראל"),
        ("AE", "uae, dubai, united arab emirates"),
        ("SA", "saudi arabia"),
        ("MT", "malta"),
    ])
});

/// Postal patterns of English-speaking countries, which share a language and often ".com". Word boundaries are
/// ASCII's: with Unicode's the expressions are many times slower, and codes have no other letters.
static POSTAL: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
    RegexSet::new([
        r"(?-u:\b)(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\.?,? \d{5}(?:-\d{4})?(?-u:\b)",
        r"(?-u:\b)[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}(?-u:\b)",
        r"(?-u:\b)[ABCEGHJ-NPR-TVXY]\d[A-Z] ?\d[A-Z]\d(?-u:\b)",
        r"(?-u:\b)(?:NSW|VIC|QLD|TAS|ACT|Western Australia|South Australia|WA|SA|NT),? \d{4}(?-u:\b)",
        r"(?-u:\b)(?:D|A|C)\d[\dW] ?[A-Z\d]{4}(?-u:\b)",
    ])
    .ok()
});
const POSTAL_CODES: [&str; 5] = ["US", "GB", "CA", "AU", "IE"];

/// The country that a line names and nothing else: "Österreich", "Standort Polen".
pub(super) fn named_alone(line: &str) -> Option<Region> {
    if line.len() > 40 || has_digit(line) {
        return None;
    }
    let plain = plain(line);
    let found = COUNTRIES.find(&plain)?;
    let rest = plain[..found.start].split(' ').chain(plain[found.end..].split(' ')).filter(|w| !w.is_empty()).count();
    (rest <= 1).then(|| region(found.meaning)).flatten()
}

/// Gathers the candidates for a page.
pub(super) fn of_page(document: &Document, structured: &Structured, context: &Context<'_>) -> Regions {
    let Context { language, organisation, .. } = *context;
    let mut regions = Regions::default();
    if let Some(top) = document.url.host_str().and_then(|h| h.trim_end_matches('.').rsplit('.').next()) {
        if top.len() == 2 && (!OPEN_TLDS.contains(&top) || matches!(top, "it" | "in" | "is")) {
            regions.add_code(top, 6.0);
        } else if let Some(code) = of_generic_tld(top) {
            regions.add_code(code, 4.0);
        }
    }
    for country in organisation.addresses.iter().filter_map(|a| a.value.country.as_deref()).take(10) {
        regions.add_code(country, 5.0);
    }
    for thing in structured.things.iter().take(100) {
        for country in thing.texts("addressCountry") {
            match region(&country) {
                Some(region) => regions.add(region, 5.0),
                None => {
                    if let Some(found) = COUNTRIES.find(&plain(&country)) {
                        regions.add_code(found.meaning, 5.0);
                    }
                }
            }
        }
    }
    for vat in organisation.vat_numbers.iter().take(4) {
        let code = vat.value.get(..2).unwrap_or_default();
        regions.add_code(if code == "EL" { "GR" } else { code }, 4.0);
    }
    let tag = document.lang.as_deref().unwrap_or_default();
    let (declared, subtag) = tag.split_once(['-', '_']).unwrap_or((tag, ""));
    if subtag.len() == 2 {
        // "en-US" is what systems write when nobody told them better.
        regions.add_code(subtag, if tag.eq_ignore_ascii_case("en-us") { 0.6 } else { 4.0 });
    }
    let language = language.map_or_else(|| declared.to_ascii_lowercase(), |l| l.value.clone());
    for (code, weight) in of_language(&language) {
        regions.add_code(code, *weight);
    }
    international_numbers(document, &mut regions);
    texts(document, context.plain, &mut regions, language == "en" || language.is_empty());
    regions.sort();
    regions
}

/// Numbers that name their country speak for the others.
fn international_numbers(document: &Document, regions: &mut Regions) {
    let mut seen = 0;
    let links = document.anchors.iter().filter(|a| a.href.len() < 60).filter_map(|a| super::links::dialled(&a.href));
    let texts = document.blocks.iter().filter(|b| b.text.len() < 600 && b.holds.any(Holds::PLUS)).flat_map(|b| {
        b.text.match_indices('+').take(3).filter_map(|(at, _)| {
            let run: String = b.text[at..]
                .chars()
                .take(24)
                .take_while(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '(' | ')' | '-' | '/' | '.'))
                .collect();
            (run.bytes().filter(u8::is_ascii_digit).count() >= 8).then_some(run)
        })
    });
    for number in links.chain(texts).filter(|n| n.starts_with('+') || n.starts_with("00")).take(40) {
        if let Some(region) = number::international(&number).and_then(|n| n.region) {
            regions.add(region, 3.0);
            seen += 1;
            if seen >= 6 {
                return;
            }
        }
    }
}

/// Country names and postal patterns in short texts: addresses, not prose.
fn texts(document: &Document, plain: &PlainBlocks, regions: &mut Regions, english: bool) {
    let mut named = 0;
    let short = document.blocks.iter().enumerate().filter(|(_, b)| b.text.len() >= 4 && b.text.len() <= 120);
    // Addresses stand at the end of a page more often than at its start.
    for (index, block) in short.rev().take(200) {
        if named >= 4 {
            break;
        }
        if has_digit(&block.text) || block.text.len() <= 30 {
            if let Some(found) = COUNTRIES.find(&plain.block(document, index)) {
                regions.add_code(found.meaning, 1.5);
                named += 1;
            }
            if english
                && may_hold_code(&block.text)
                && let Some(set) = &*POSTAL
            {
                for index in set.matches(&block.text) {
                    regions.add_code(POSTAL_CODES[index], 2.0);
                }
            }
        }
    }
}

/// Each of the [`POSTAL`] patterns has a capital of ASCII and a digit, of whatever script.
fn may_hold_code(text: &str) -> bool {
    any_byte(text, |byte| byte.is_ascii_uppercase()) && any_byte(text, |byte| byte.is_ascii_digit() || !byte.is_ascii())
}

/// Regional names among the generic top-level domains.
fn of_generic_tld(top: &str) -> Option<&'static str> {
    Some(match top {
        "berlin" | "hamburg" | "koeln" | "cologne" | "bayern" | "saarland" | "ruhr" | "nrw" | "gmbh" => "DE",
        "wien" | "tirol" => "AT",
        "swiss" | "zuerich" => "CH",
        "paris" | "bzh" | "alsace" | "corsica" => "FR",
        "brussels" | "vlaanderen" | "gent" => "BE",
        "amsterdam" | "frl" => "NL",
        "barcelona" | "cat" | "madrid" | "eus" | "gal" => "ES",
        "london" | "wales" | "cymru" | "scot" => "GB",
        "nyc" | "miami" | "boston" | "vegas" | "us" => "US",
        "quebec" => "CA",
        "melbourne" | "sydney" => "AU",
        "kiwi" => "NZ",
        "capetown" | "joburg" | "durban" => "ZA",
        "tokyo" | "osaka" | "kyoto" | "nagoya" | "yokohama" => "JP",
        "moscow" | "xn--p1ai" | "xn--80adxhks" => "RU",
        "istanbul" | "ist" => "TR",
        "rio" => "BR",
        _ => return None,
    })
}
