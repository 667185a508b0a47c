//! VAT identification numbers and company register numbers in lines of text.
//!
//! Belongs here: labels, forms and check digits by country. Does not belong here: whose number it is.

mod american;
mod vat;

use std::sync::LazyLock;

use regex::Regex;

use super::country::Country;
use crate::short_text::count_digits;
pub(super) use vat::normalise as normalise_vat;

/// Longest line looked at whole.
const MAX_LINE: usize = 1500;

/// A number found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub kind: Kind,
    /// Upper case, without blanks for VAT; "HRB 12345" for registers.
    pub value: String,
    pub confidence: f32,
    /// Bytes of the line it was read from.
    pub start: usize,
    pub end: usize,
}

/// What the number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Vat,
    Register,
}

/// Labels, each before its number. Word boundaries keep "IC" out of "SERVICE"; `\b` stands for ASCII's, because with Unicode's the
/// expression is too slow for lines with accents. Where a label ends in another letter, what follows it is written out.
static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = r"(?ix)
        (?P<hr>\bHR\s?[AB](?:\b|-?nr\.?)) | (?P<rn>\bRegister(?:nummer|nr\.?|-Nr\.?)\s*:) | (?P<gnr>\b(?-i:VR|GnR|PR)\b\s*(?:-?\s?Nr\.?|:|\d)) | (?P<fn>\b(?:FN|Firmenbuchnummer|Firmenbuch-?\s?Nr\.?)\b)
        | (?P<siret>\bSIRET\b) | (?P<siren>\bSIREN\b) | (?P<rcs>\bR\.?\s?C\.?\s?S\.?(?:\s|\b)) | (?P<kvk>\bK\.?v\.?K\b\.?|\bKamer\s+van\s+Koophandel\b)
        | (?P<rea>\bR\.?E\.?A\b\.?) | (?P<es>\b(?:C\.?I\.?F|N\.?I\.?F)\b\.?) | (?P<nipc>\b(?:NIPC|NIF|Contribuinte)\b)
        | (?P<krs>\bKRS\b) | (?P<regon>\bREGON\b) | (?P<nip>\bNIP\b) | (?P<ico>\bICO?\b|\bIČ(?:O\b|[^\p{L}\d]|$)) | (?P<dic>\bDIC\b|\bDIČ(?:[^\p{L}\d]|$)|\bIČ\s?DPH\b)
        | (?P<gb>\b(?:compan(?:y|ies)\s+(?:house\s+)?(?:registration\s+|reg\.?\s+|registered\s+)?(?:no\.?|number)|registered\s+(?:company\s+)?(?:no\.?|number)|registration\s+(?:no\.?|number)|registered\s+in\s+(?:the\s+)?(?:england|scotland|wales|northern\s+ireland|ireland|uk\b|united\s+kingdom|great\s+britain)[^0-9]{0,40}))
        | (?P<cvr>\bCVR\b) | (?P<org>\b(?:Org\.?\s?-?nr|Organisationsnummer|Organisasjonsnummer|Org\.?\s?nummer)\b) | (?P<y>\bY-tunnus\b)
        | (?P<be>\b(?:KBO|BCE|RPR|Ondernemingsnummer|(?:Num[ée]ro|N[°o]\.?)\s+d.entreprise)\b) | (?P<cg>\bC[ée]gjegyz[ée]ksz[áa]m\b) | (?P<cui>\b(?:CUI|C\.U\.I|CIF)\b) | (?P<jro>\bJ\d{2}/)
        | (?P<uid>\bCHE\s?-?\s?\d{3})
        | (?P<rna>\bW\d{9}\b) | (?P<ogrn>ОГРН(?:ИП)?) | (?P<edr>ЄДРПОУ) | (?P<charity>\bcharity\s+(?:registration\s+|reg\.?\s+)?(?:no\.?|number)) | (?P<ee>\b(?:registrikood|reg\.?\s?(?:nr|kood)\b))
        | (?P<american>\b(?:CNPJ|C\.N\.P\.J|CUIT|C\.U\.I\.T|R\.?U\.?T|R\.?U\.?C|NIT|N\.I\.T|R\.?F\.?C)\b)
        | (?P<piva>\bP\.\s?I\.(?:\s|:)|\bP\.?\s?\.?IVA\b|\bPart(?:ita|\.)\s?IVA\b) | (?P<cf>\bCodice\s+Fiscale\b|\bC\.\s?F\.)
        | (?P<vat>\bUSt\b|\bUmsatzsteuer|\bUID\b|\bTVA\b|\bVAT\b|\bBTW\b|\bMwSt\b|\bMWST\b|\bMoms\b|\bMVA\b|\bIVA\b|\bALV\b|\bDDV\b|\bad[óo]sz[áa]m\b|(?:^|[^\p{L}\d])ΑΦΜ(?:[^\p{L}\d]|$))
    ";
    Regex::new(&pattern.replace(r"\b", r"(?-u:\b)")).ok()
});

/// True for a text with as many digits as the shortest number has.
pub(super) fn has_digits(text: &str) -> bool {
    count_digits(text) >= 4
}

/// All numbers of a line; `home` is the country the page seems to be of.
pub(super) fn find(line: &str, home: Option<Country>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    if line.len() > MAX_LINE || !has_digits(line) {
        return found;
    }
    // To say that there is none costs less than to look for the groups of one.
    if let Some(label) = LABEL.as_ref().filter(|label| label.is_match(line)) {
        for captures in label.captures_iter(line).take(24) {
            let Some(whole) = captures.get(0) else { continue };
            let Some(name) = label.capture_names().flatten().find(|n| captures.name(n).is_some()) else { continue };
            let tail = &line[whole.end()..];
            let home = home.map_or("", |c| c.0);
            let read = labelled(name, whole.as_str(), tail, line, whole.start(), home);
            for (kind, value, confidence, end) in read {
                if !found.iter().any(|f| f.value == value) {
                    found.push(Found { kind, value, confidence, start: whole.start(), end: whole.end() + end });
                }
            }
        }
    }
    // "C.F. 04729010019 - P.IVA 02429770239": beside a tax number of its own the other one is none.
    if found.iter().any(|f| f.kind == Kind::Vat && f.confidence > 0.94 && f.value.starts_with("IT")) {
        found.retain(|f| f.kind != Kind::Vat || f.confidence != 0.7);
    }
    for (value, start, end, sure) in vat::prefixed(line) {
        let labelled = found.iter().any(|f| f.kind == Kind::Vat && f.value == value);
        if sure && !labelled {
            found.push(Found { kind: Kind::Vat, value, confidence: 0.85, start, end });
        }
    }
    found
}

/// The number behind a label: kind, value, confidence, where it ends in `tail`.
fn labelled(name: &str, label: &str, tail: &str, line: &str, at: usize, home: &str) -> Vec<(Kind, String, f32, usize)> {
    let mut out = Vec::new();
    let mut register = |value: Option<(String, usize)>, prefix: &str, confidence: f32| {
        if let Some((digits, end)) = value {
            out.push((Kind::Register, format!("{prefix} {digits}"), confidence, end));
        }
    };
    match name {
        "hr" => {
            let class = if label.bytes().skip(2).find(|b| *b != b' ').is_some_and(|b| b.eq_ignore_ascii_case(&b'A')) {
                "HRA"
            } else {
                "HRB"
            };
            register(digits(tail, 1..=6), class, 0.95);
        }
        // "Registernummer: 12345": the class is left out; whatever it is, it stands in no other country's register.
        "rn" if matches!(home, "DE" | "") => register(
            digits(tail, 3..=6)
                .filter(|(_, end)| tail[..*end].trim_start_matches([' ', ':']).starts_with(|c: char| c.is_ascii_digit())),
            "HR",
            0.7,
        ),
        "gnr" => {
            let class = label.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("").to_ascii_uppercase();
            let from = line.get(at + class.len()..).unwrap_or("");
            let class = if class == "GNR" { "GnR".to_owned() } else { class };
            register(digits(from, 1..=6).map(|(d, _)| (d, 0)), &class, 0.85);
        }
        "fn" => {
            // "FN 123456a"
            if let Some((number, end)) = digits(tail, 5..=6)
                && let Some(letter) = tail.get(end..).and_then(|r| r.trim_start().chars().next()).filter(char::is_ascii_lowercase)
            {
                register(Some((format!("{number}{letter}"), end)), "FN", 0.95);
            }
        }
        "siret" => {
            if let Some((number, end)) = digits(tail, 14..=14) {
                let confidence = if luhn(&number) { 0.95 } else { 0.5 };
                register(Some((number.clone(), end)), "SIRET", confidence);
                register(Some((number[..9].to_owned(), end)), "SIREN", confidence - 0.05);
            } else {
                let nine = digits(tail, 9..=9);
                let confidence = if nine.as_ref().is_some_and(|(n, _)| luhn(n)) { 0.9 } else { 0.5 };
                register(nine, "SIREN", confidence);
            }
        }
        "siren" | "rcs" => {
            let from = if name == "rcs" { after_words(tail, 40) } else { Some(0) };
            let value = from.and_then(|f| digits(&tail[f..], 9..=9).map(|(d, e)| (d, e + f)));
            let confidence = if value.as_ref().is_some_and(|(n, _)| luhn(n)) { 0.93 } else { 0.5 };
            // "421 987 652 RCS Libourne": the number may stand in front.
            let value = value.or_else(|| (name == "rcs").then(|| last_nine(line.get(..at)?)).flatten().map(|number| (number, 0)));
            let confidence = if value.as_ref().is_some_and(|(n, _)| luhn(n)) { 0.93 } else { confidence };
            if name == "siren" || value.as_ref().is_some_and(|(n, _)| luhn(n)) {
                register(value, "SIREN", confidence);
            }
            if name == "rcs"
                && let Some(from) = after_words(tail, 40)
            {
                // Luxembourg: "R.C.S. Luxembourg B 123456"
                if let Some(rest) = tail.get(..from).filter(|w| w.trim_end().ends_with('B')) {
                    register(
                        digits(&tail[rest.len()..], 4..=6).map(|(d, e)| (format!("B {d}"), e + from)),
                        "RCS Luxembourg",
                        0.9,
                    );
                }
            }
        }
        "kvk" => register(
            // "KvK te Voorbeeldstad onder nummer 12345678"; the day of the entry may stand there too.
            after_words(tail, 44).and_then(|f| digits(&tail[f..], 8..=8).map(|(d, e)| (d, e + f))).filter(|(_, end)| {
                let written = &tail[..*end];
                !written.ends_with(|c: char| !c.is_ascii_digit()) && written.bytes().filter(|b| *b == b'-').count() < 2
            }),
            "KvK",
            0.95,
        ),
        "rea" => {
            let trimmed = tail.trim_start_matches([':', ' ', '.', 'n', 'N', '°', 'º']);
            let skipped = tail.len() - trimmed.len();
            let province: String = trimmed.chars().take(2).filter(char::is_ascii_uppercase).collect();
            if province.len() == 2 {
                register(digits(&trimmed[2..], 5..=7).map(|(d, e)| (format!("{province}-{d}"), e + 2 + skipped)), "REA", 0.95);
            } else if let Some((number, end)) = digits(trimmed, 5..=7) {
                register(Some((number, end + skipped)), "REA", 0.7);
            }
        }
        "es" | "nipc" | "cui" => {
            let text = compact(tail, 16);
            if let Some(value) = vat::spanish(&text).filter(|_| home != "PT" && home != "RO") {
                out.push((
                    Kind::Register,
                    format!("{} {value}", if label.to_ascii_uppercase().starts_with('C') { "CIF" } else { "NIF" }),
                    0.95,
                    14.min(tail.len()),
                ));
                out.push((Kind::Vat, format!("ES{value}"), 0.7, 0));
            } else if let Some((number, end)) = after_words(tail, 6)
                .and_then(|f| digits(&tail[f..], 9..=9).map(|(d, e)| (d, e + f)))
                .filter(|(n, _)| vat::portuguese(n))
            {
                out.push((Kind::Register, format!("NIF {number}"), 0.9, end));
                out.push((Kind::Vat, format!("PT{number}"), 0.7, end));
            } else if name != "nipc"
                && home == "RO"
                && let Some(f) = after_words(tail, 6)
                && let Some((number, end)) = digits(&tail[f..], 2..=10)
            {
                // "RO" before the number says that it is registered for VAT.
                if tail.get(..f).is_some_and(|words| words.contains("RO")) && number.len() >= 4 && vat::checked("RO", &number) {
                    out.push((Kind::Vat, format!("RO{number}"), 0.9, end + f));
                }
                out.push((Kind::Register, format!("CUI {number}"), 0.85, end + f));
            }
        }
        "american" => {
            if let Some(found) = american::read(label, tail) {
                out.push((Kind::Register, format!("{} {}", found.label, found.value), 0.95, found.end));
                out.push((Kind::Vat, format!("{}{}", found.country, found.value), 0.7, 0));
            }
        }
        "rna" => register(Some((label.to_owned(), 0)), "RNA", 0.85),
        "ogrn" => register(digits(tail, 13..=15), "ОГРН", 0.95),
        "edr" => register(digits(tail, 8..=8), "ЄДРПОУ", 0.95),
        "charity" => register(digits(tail, 6..=7), "Charity No.", 0.9),
        "ee" if home == "EE" => register(digits(tail, 8..=8), "Reg. kood", 0.9),
        "krs" => register(digits(tail, 10..=10), "KRS", 0.95),
        "regon" => register(digits(tail, 9..=9).or_else(|| digits(tail, 14..=14)), "REGON", 0.95),
        "nip" => {
            let from =
                if tail.trim_start_matches([':', ' ']).starts_with("PL") { tail.find("PL").map_or(0, |i| i + 2) } else { 0 };
            if let Some((number, end)) = digits(&tail[from..], 10..=10) {
                let confidence = if vat::polish(&number) { 0.95 } else { 0.5 };
                out.push((Kind::Vat, format!("PL{number}"), confidence, end + from));
            }
        }
        "ico" => register(digits(tail, 8..=8), "IČO", if matches!(home, "CZ" | "SK") { 0.95 } else { 0.7 }),
        "gb" => {
            register(after_words(tail, 24).and_then(|f| company_number(&tail[f..]).map(|(d, e)| (d, e + f))), "Company No.", 0.9);
        }
        "cvr" => register(after_words(tail, 8).and_then(|f| digits(&tail[f..], 8..=8).map(|(d, e)| (d, e + f))), "CVR", 0.95),
        "org" => register(
            after_words(tail, 6).and_then(|f| {
                digits(&tail[f..], 9..=10)
                    .map(|(d, e)| (if d.len() == 10 { format!("{}-{}", &d[..6], &d[6..]) } else { d }, e + f))
            }),
            "Org.nr",
            0.95,
        ),
        "y" => {
            if let Some((d, end)) = digits(tail, 8..=8) {
                register(Some((format!("{}-{}", &d[..7], &d[7..]), end)), "Y-tunnus", 0.95);
            }
        }
        "be" => {
            let from = if tail.trim_start_matches([':', ' ', '.']).starts_with("BE") {
                tail.find("BE").map_or(0, |i| i + 2)
            } else {
                after_words(tail, 12).unwrap_or(0)
            };
            if let Some((number, end)) = digits(&tail[from..], 10..=10) {
                register(Some((number, end + from)), "KBO", 0.95);
            }
        }
        "cg" => register(digits(tail, 10..=10).map(|(d, e)| (format!("{}-{}-{}", &d[..2], &d[2..4], &d[4..]), e)), "Cg.", 0.95),
        "jro" => {
            let from = line.get(at..).unwrap_or("");
            let value: String = from.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
            if value.matches('/').count() == 2 {
                register(Some((value, 0)), "Reg. Com.", 0.9);
            }
        }
        "piva" | "cf" => {
            let text = tail.trim_start_matches([':', ' ', '.', 'e', '/', '-', 'C', 'F', 'n', '°', 'º']);
            let text = text.strip_prefix("IT").unwrap_or(text);
            let skipped = tail.len() - text.len();
            if skipped < 24
                && let Some((number, end)) = digits(text, 11..=11)
                && luhn(&number)
            {
                out.push((Kind::Vat, format!("IT{number}"), if name == "piva" { 0.95 } else { 0.7 }, end + skipped));
            }
        }
        // A number with its country's letters behind a label; the wrong check digit is then a slip of the pen, not another number.
        "vat" | "dic" | "uid" => {
            let window: String = if name == "uid" {
                line.get(at..).unwrap_or("").chars().take(60).collect()
            } else {
                tail.chars().take(70).collect()
            };
            let mut read = vat::prefixed(&window);
            read.truncate(1);
            if let Some((value, _, end, sure)) = read.pop() {
                if sure || !vat::placeholder(&value) {
                    let offset = if name == "uid" { 0 } else { end };
                    out.push((Kind::Vat, value, if sure { 0.97 } else { 0.55 }, offset.min(tail.len())));
                }
            } else if name == "vat"
                && home == "GB"
                && let Some(f) = after_words(tail, 24)
                && let Some((number, end)) = digits(&tail[f..], 9..=9)
            {
                out.push((Kind::Vat, format!("GB{number}"), 0.85, end + f));
            } else if name == "vat"
                && home == "GR"
                && let Some((number, end)) = digits(tail, 9..=9)
                && vat::checked("EL", &number)
            {
                out.push((Kind::Vat, format!("EL{number}"), 0.9, end));
            } else if name == "vat"
                && home == "HU"
                && let Some((number, end)) = digits(tail, 11..=11)
            {
                out.push((Kind::Vat, format!("HU{}", &number[..8]), 0.9, end));
            }
        }
        _ => {}
    }
    out.retain(|(.., end)| *end <= tail.len());
    out
}

/// Nine digits, in groups or not, at the very end of a text.
fn last_nine(text: &str) -> Option<String> {
    let tail = text.trim_end();
    let number: Vec<char> = tail.chars().rev().take_while(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '\u{a0}')).collect();
    let digits: String = number.into_iter().rev().filter(char::is_ascii_digit).collect();
    (digits.len() == 9).then_some(digits)
}

/// Digits that follow soon, blanks, dots and dashes between them left out, when their number is within `range`.
fn digits(text: &str, range: std::ops::RangeInclusive<usize>) -> Option<(String, usize)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    // Between label and number only a colon, "Nr.", "n°" and the like.
    let between = &text[..start];
    if between.chars().filter(|c| c.is_alphabetic()).count() > 8 || between.chars().count() > 16 {
        return None;
    }
    let mut out = String::new();
    let mut end = start;
    let mut gap = 0;
    for (i, c) in text[start..].char_indices() {
        if c.is_ascii_digit() {
            out.push(c);
            end = start + i + 1;
            gap = 0;
            if out.len() > 20 {
                break;
            }
        } else if matches!(c, ' ' | '.' | '-' | '/' | '\u{a0}') && gap < 2 {
            // A full group is complete: what follows a blank may be another number.
            if range.contains(&out.len()) && (matches!(c, '/') || c == ' ' && out.len() == *range.end()) {
                break;
            }
            gap += 1;
        } else {
            break;
        }
    }
    range.contains(&out.len()).then_some((out, end))
}

/// Where the digits start, when only words of at most `limit` characters stand before them ("RCS Paris 123…").
fn after_words(text: &str, limit: usize) -> Option<usize> {
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let words = &text[..at];
    (words.chars().count() <= limit && !words.contains(['\n', '|', ';'])).then_some(at)
}

/// British numbers: eight digits, or two letters and six; Irish: five or six digits.
fn company_number(text: &str) -> Option<(String, usize)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let word = &text[..end];
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    ((5..=8).contains(&word.len()) && digits >= 5).then(|| (word.to_ascii_uppercase(), end))
}

/// Letters and digits of the beginning, upper case, label marks left out.
fn compact(text: &str, limit: usize) -> String {
    text.trim_start_matches([':', ' ', '.', '-', 'º', '°'])
        .chars()
        .take(limit)
        .filter(|c| !matches!(c, ' ' | '-' | '.' | '\u{a0}'))
        .collect::<String>()
        .to_uppercase()
}

/// Luhn's check, used by SIREN, SIRET and the Italian VAT number.
pub(super) fn luhn(digits: &str) -> bool {
    let mut sum = 0;
    for (i, b) in digits.bytes().rev().enumerate() {
        let mut d = u32::from(b.wrapping_sub(b'0'));
        if i % 2 == 1 {
            d *= 2;
            if d > 9 {
                d -= 9;
            }
        }
        sum += d;
    }
    digits.len() > 1 && sum % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(line: &str, home: &str) -> Vec<String> {
        find(line, Country::from_code(home))
            .into_iter()
            .map(|f| format!("{} {}", if f.kind == Kind::Vat { "VAT" } else { "REG" }, f.value))
            .collect()
    }

    #[test]
    fn numbers_behind_their_labels_are_read() {
        for (line, home, expected) in [
            ("Registergericht: Amtsgericht Köln, HRB 12345", "DE", "REG HRB 12345"),
            ("Registernummer: HR B 98765 B", "DE", "REG HRB 98765"),
            ("Umsatzsteuer-Identifikationsnummer gemäß § 27 a: DE 136 695 976", "DE", "VAT DE136695976"),
            ("USt-IdNr.: DE136695976", "DE", "VAT DE136695976"),
            ("FN 123456a, Handelsgericht Wien", "AT", "REG FN 123456a"),
            ("UID: ATU13585627", "AT", "VAT ATU13585627"),
            ("CHE-100.155.212 MWST", "CH", "VAT CHE100155212"),
            ("RCS Paris 732 829 320", "FR", "REG SIREN 732829320"),
            ("N° TVA : FR 44 732829320", "FR", "VAT FR44732829320"),
            ("KvK-nummer: 12345678", "NL", "REG KvK 12345678"),
            ("BTW: NL004495445B01", "NL", "VAT NL004495445B01"),
            ("P.IVA 07643520567", "IT", "VAT IT07643520567"),
            ("REA MI - 1234567", "IT", "REG REA MI-1234567"),
            ("NIP: 526-104-08-28", "PL", "VAT PL5261040828"),
            ("KRS 0000123456", "PL", "REG KRS 0000123456"),
            ("IČO: 25596641", "CZ", "REG IČO 25596641"),
            ("Company No. 01234567", "GB", "REG Company No. 01234567"),
            ("Registered in England and Wales, number 01234567", "GB", "REG Company No. 01234567"),
            ("© Muster Yard Limited. Registered in the UK 01234567 · VAT 123456789", "GB", "REG Company No. 01234567"),
            ("Amtsgericht Köln, Hrbnr12345", "DE", "REG HRB 12345"),
            ("Handelsregister HR A-Nr. 9876", "DE", "REG HRA 9876"),
            ("CVR-nr. 13585628", "DK", "REG CVR 13585628"),
            ("Org.nr: 556036-0793", "SE", "REG Org.nr 556036-0793"),
            ("Y-tunnus 1572860-0", "FI", "REG Y-tunnus 1572860-0"),
            ("TVA BE 0417.497.106", "BE", "VAT BE0417497106"),
        ] {
            assert!(read(line, home).contains(&expected.to_owned()), "{line}: {:?}", read(line, home));
        }
    }

    #[test]
    fn friday_in_dutch_is_no_register() {
        assert!(read("Openingstijden: ma t/m vr 0800 - 1700 uur", "NL").is_empty());
        assert_eq!(read("Registergericht: Amtsgericht Bonn, VR 1234", "DE"), ["REG VR 1234"]);
    }

    #[test]
    fn numbers_of_clubs_and_charities_and_those_in_front_of_their_label_are_read() {
        for (line, home, expected) in [
            ("Association loi 1901, RNA W751234567", "FR", "REG RNA W751234567"),
            ("SAS au capital de 5 000 €, 732 829 320 RCS Paris", "FR", "REG SIREN 732829320"),
            ("Registered charity no. 1187654", "GB", "REG Charity No. 1187654"),
            ("P.I. 07643520567 - Cap. Soc. € 10.400,00", "IT", "VAT IT07643520567"),
            ("ID za DDV: SI15012557", "SI", "VAT SI15012557"),
        ] {
            assert!(read(line, home).contains(&expected.to_owned()), "{line}: {:?}", read(line, home));
        }
        assert!(read("P.I. 07643520568", "IT").is_empty());
        assert!(read("Bestellung 732 829 321 RCS Paris", "FR").is_empty());
    }

    #[test]
    fn numbers_of_the_taxpayers_of_latin_america_are_register_and_vat() {
        for (line, home, register, vat) in [
            ("CNPJ: 11.222.333/0001-81", "BR", "REG CNPJ 11222333000181", "VAT BR11222333000181"),
            ("C.N.P.J. nº 11222333000181", "BR", "REG CNPJ 11222333000181", "VAT BR11222333000181"),
            ("CUIT: 30-50001091-2", "AR", "REG CUIT 30500010912", "VAT AR30500010912"),
            ("RUT 76.086.428-5", "CL", "REG RUT 760864285", "VAT CL760864285"),
            ("RUC: 20131312955", "PE", "REG RUC 20131312955", "VAT PE20131312955"),
            ("NIT: 899.999.063-3", "CO", "REG NIT 8999990633", "VAT CO8999990633"),
            ("RFC: EJE 010203 AB1", "MX", "REG RFC EJE010203AB1", "VAT MXEJE010203AB1"),
        ] {
            assert_eq!(read(line, home), [register, vat], "{line}");
        }
    }

    #[test]
    fn a_number_of_latin_america_with_wrong_check_digits_or_of_another_thing_is_refused() {
        for line in [
            "CNPJ: 11.222.333/0001-82",
            "CNPJ: 00.000.000/0000-00",
            "CUIT: 30-50001091-3",
            "RUC: 20131312956",
            "NIT: 899.999.063-4",
            "RFC 2616, section 14.9.1",
            "RUT 76.086.428-6",
            "Ruta 76 086 428-5",
        ] {
            assert!(read(line, "BR").is_empty(), "{line}: {:?}", read(line, "BR"));
        }
    }

    #[test]
    fn siret_gives_its_siren_too() {
        assert_eq!(read("SIRET : 732 829 320 00074", "FR"), ["REG SIRET 73282932000074", "REG SIREN 732829320"]);
    }

    #[test]
    fn a_spanish_number_is_register_and_vat() {
        assert_eq!(read("CIF: A-58818501", "ES"), ["REG CIF A58818501", "VAT ESA58818501"]);
    }

    #[test]
    fn accounts_telephones_and_placeholders_are_no_numbers() {
        for line in [
            "IBAN DE12 5001 0517 5407 3249 31",
            "Tel. +49 30 12345678",
            "USt-IdNr.: DE123456789",
            "Service 12345678",
            "Bestellnummer DE 99 1234567890",
            "musICO 25596641",
        ] {
            assert!(read(line, "DE").is_empty(), "{line}: {:?}", read(line, "DE"));
        }
    }

    proptest! {
        #[test]
        fn no_line_panics(line in "(HRB|SIRET|RCS|NIF|CIF|CNPJ|RUT|RFC|DE|FN|REA|UID|VAT|IČO|Org.nr|P.IVA|J12/)[A-Z0-9 .:\\-/é\u{a0}°]{0,60}") {
            for home in ["", "DE", "GB", "RO", "HU", "PT"] {
                read(&line, home);
            }
        }
    }
}
