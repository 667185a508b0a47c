//! One number: parsed and validated against a numbering plan, in E.164, with its kind.

use rlibphonenumber::Region;

use super::plan::{self, Kind, Parsed};
use crate::PhoneType;
use crate::short_text::any_byte;

/// A valid number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// E.164.
    pub e164: String,
    /// The country it belongs to.
    pub region: Option<Region>,
    /// Land line, mobile, free.
    pub kind: PhoneType,
    /// Land line or mobile cannot be told apart in this plan.
    pub either: bool,
    /// Digit groups of the national format, leading prefix included: [3, 3, 4].
    pub groups: Vec<usize>,
}

/// Reads a number in international form ("+49 30 …", "0049 30 …").
pub(super) fn international(text: &str) -> Option<Number> {
    let digits = digits(text);
    let plus = text.trim_start().starts_with(['+', '＋', '(']) && text.contains(['+', '＋']);
    let digits = if plus { digits.as_str() } else { digits.strip_prefix("00")? };
    if digits.len() < 7 || digits.len() > 17 {
        return None;
    }
    // "+49 (0) 30": the zero is dialled only inside the country. Italy and its neighbours dial it always.
    let marked_zero = text.find("(0)").or_else(|| text.find("( 0 )")).or_else(|| text.find("[0]"));
    let today = since_renumbered(digits);
    let digits = today.as_deref().unwrap_or(digits);
    let parse = |digits: &str| {
        let parsed = plan::parse_international(digits)?;
        parsed.classify().map(|class| (parsed, class))
    };
    if marked_zero.is_some() && !digits.starts_with("39") && !digits.starts_with("378") {
        for length in 1..=3 {
            if let Some(rest) = digits.get(length..).and_then(|r| r.strip_prefix('0'))
                && let Some(number) = parse(&format!("{}{rest}", &digits[..length]))
            {
                return number_of(number);
            }
        }
    }
    number_of(parse(digits)?)
}

/// Reads a number as dialled inside a country.
pub(super) fn national(text: &str, region: Region) -> Option<Number> {
    let mut digits = digits(text);
    if digits.len() < 4 || digits.len() > 15 {
        return None;
    }
    // "0262 …": the plan of the mainland knows no numbers of Réunion, the Antilles and Guyana, whose pages are French ones.
    if region == Region::FR
        && let Some(overseas) = overseas(&digits)
    {
        return national(text, overseas);
    }
    without_old_prefix(&mut digits, region);
    let number = plan::parse_national(&digits, region)?;
    // A parser that takes the country's own code off a number without "+" reads something that is not there.
    if number.code != plan::code_of(region)? {
        return None;
    }
    let class = number.classify()?;
    // Guernsey and Åland share the plan of the land beside them, and prefixes that look like its own.
    if !number.is_valid_in(region) && !matches!(number.code, 44 | 47 | 358) {
        return None;
    }
    // "011 15 5103-6034" is "9 11 5103-6034" to the rest of the world.
    let moved = region == Region::AR && number.significant.starts_with('9') && digits.len() >= 10;
    if moved {
        let last = number.significant.len().saturating_sub(6);
        if !digits.ends_with(&number.significant[last..]) {
            return None;
        }
    } else if !digits.ends_with(&number.significant) || digits.len() - number.significant.len() > 2 {
        return None;
    }
    number_of((number, class))
}

/// Takes off what was once dialled first inside a country and is still on old pages.
fn without_old_prefix(digits: &mut String, region: Region) {
    match (region, digits.len()) {
        // "0 602 …", "(0-22) …": Poland until 2009.
        (Region::PL, 10) if digits.starts_with('0') => {
            digits.remove(0);
        }
        // "01 800 …", "044 55 …": Mexico until 2019.
        (Region::MX, 12) if digits.starts_with("01") => drop(digits.drain(..2)),
        (Region::MX, 13) if digits.starts_with("044") || digits.starts_with("045") => drop(digits.drain(..3)),
        // "(1) 532 5055": Colombian areas had one digit until 2021; now they begin with 60.
        (Region::CO, 8) if !digits.starts_with(['0', '3', '9']) => digits.insert_str(0, "60"),
        _ => {}
    }
}

/// The number of today for one in international form that was written before its country's plan changed.
fn since_renumbered(digits: &str) -> Option<String> {
    match digits.len() {
        // "+52 1 55 …": Mexican mobiles until 2019.
        13 if digits.starts_with("521") => Some(format!("52{}", &digits[3..])),
        // "+57 1 532 5055": Colombian land lines until 2021.
        10 if digits.starts_with("57") && !digits[2..].starts_with(['0', '3', '9']) => Some(format!("5760{}", &digits[2..])),
        _ => None,
    }
}

/// The French land beyond the sea that a number of ten digits belongs to.
fn overseas(digits: &str) -> Option<Region> {
    if digits.len() != 10 {
        return None;
    }
    match &digits[..4] {
        "0262" | "0263" | "0692" | "0693" => Some(Region::RE),
        "0269" | "0639" => Some(Region::YT),
        "0590" | "0690" | "0691" => Some(Region::GP),
        "0594" | "0694" => Some(Region::GF),
        "0596" | "0696" | "0697" => Some(Region::MQ),
        _ => None,
    }
}

/// True when a plan's numbers are dialled with a leading "0" (or another prefix) at home, and people write it.
pub(super) fn writes_prefix(region: Region) -> bool {
    matches!(
        region.as_region_str().as_str(),
        "DE" | "AT"
            | "CH"
            | "LI"
            | "FR"
            | "GB"
            | "NL"
            | "BE"
            | "SE"
            | "FI"
            | "IE"
            | "AU"
            | "NZ"
            | "ZA"
            | "JP"
            | "KR"
            | "TW"
            | "RO"
            | "BG"
            | "HR"
            | "RS"
            | "SI"
            | "SK"
            | "UA"
            | "TR"
            | "IL"
            | "TH"
            | "ID"
            | "MY"
            | "VN"
            | "EG"
            | "MA"
            | "AE"
            | "SA"
            | "BA"
            | "MK"
            | "AL"
            | "GE"
            | "AM"
            | "KE"
            | "NG"
            | "GH"
    )
}

/// True when a number of the North American plan.
pub(super) fn is_nanp(region: Region) -> bool {
    plan::code_of(region) == Some(1)
}

/// The digits alone; those of other scripts as ASCII.
pub(super) fn digits(text: &str) -> String {
    let mut digits = String::with_capacity(text.len());
    digits.extend(text.chars().filter_map(digit));
    digits
}

/// Number of decimal digits, of any script.
pub(super) fn count_digits(text: &str) -> usize {
    // The first bytes of the digits beyond ASCII; most texts have none of them. Compared one by one, because a pattern becomes a shift
    // of a mask by each byte, and that is not done for many bytes at a time: this was a fortieth of a page of prose.
    if any_byte(text, |byte| (byte == 0xd9) | (byte == 0xdb) | (byte == 0xe0) | (byte == 0xef)) {
        text.chars().filter(|c| digit(*c).is_some()).count()
    } else {
        crate::short_text::count_digits(text)
    }
}

/// A decimal digit in ASCII, whatever its script.
pub(super) fn digit(c: char) -> Option<char> {
    let offset = match c {
        '0'..='9' => return Some(c),
        '\0'..='\u{65f}' => return None,
        '０'..='９' => u32::from(c) - u32::from('０'),
        '٠'..='٩' => u32::from(c) - u32::from('٠'),
        '۰'..='۹' => u32::from(c) - u32::from('۰'),
        '०'..='९' => u32::from(c) - u32::from('०'),
        _ => return None,
    };
    char::from_digit(offset, 10)
}

fn number_of((number, (region, kind)): (Parsed, (Region, Kind))) -> Option<Number> {
    let e164 = format!("+{}{}", number.code, number.significant);
    // The German plan allows lengths that, with the country code, no E.164 number has.
    if is_placeholder(&number.significant) || e164.len() > 16 {
        return None;
    }
    let (kind, either) = match kind {
        Kind::Is(kind) => (kind, false),
        Kind::FixedOrMobile => (PhoneType::Other, true),
    };
    Some(Number { e164, region: Some(region), kind, either, groups: number.groups() })
}

/// Numbers that stand in templates until somebody writes the real one.
fn is_placeholder(significant: &str) -> bool {
    let bytes = significant.as_bytes();
    let same = bytes.windows(2).skip(1).all(|w| w[0] == w[1]);
    let rising = bytes.windows(2).all(|w| w[1] == w[0] + 1 || w == b"90");
    same || rising
}

#[cfg(test)]
mod tests {
    use super::*;

    fn e164(text: &str) -> Option<String> {
        international(text).map(|n| n.e164)
    }

    #[test]
    fn international_forms_are_read() {
        assert_eq!(e164("+49 (0) 30 23125 000").as_deref(), Some("+493023125000"));
        assert_eq!(e164("0049 30 23125-000").as_deref(), Some("+493023125000"));
        assert_eq!(e164("+33 (0)1 99 00 12 34").as_deref(), Some("+33199001234"));
        assert_eq!(e164("(+39) 06 698 12345").as_deref(), Some("+390669812345"));
        assert_eq!(e164("+44 20 7946 0123").as_deref(), Some("+442079460123"));
        assert_eq!(e164("+999 123 456"), None);
    }

    #[test]
    fn national_forms_are_read_in_their_country_only() {
        let of = |text: &str, region| national(text, region).map(|n| n.e164);
        assert_eq!(of("030 23125-000", Region::DE).as_deref(), Some("+493023125000"));
        assert_eq!(of("(212) 555-0123", Region::US).as_deref(), Some("+12125550123"));
        assert_eq!(of("912 34 56 78", Region::ES).as_deref(), Some("+34912345678"));
        assert_eq!(of("912 34 56 78", Region::US), None);
        assert_eq!(of("(0-22) 123 45 10", Region::PL).as_deref(), Some("+48221234510"));
    }

    #[test]
    fn numbers_from_before_a_renumbering_are_told_as_they_are_dialled_today() {
        let of = |text: &str, region| national(text, region).map(|n| n.e164);
        assert_eq!(of("01 (55) 5360 7326", Region::MX).as_deref(), Some("+525553607326"));
        assert_eq!(of("044 55 5360 7326", Region::MX).as_deref(), Some("+525553607326"));
        assert_eq!(e164("+52 1 55 5360 7326").as_deref(), Some("+525553607326"));
        assert_eq!(of("(1) 532 5055", Region::CO).as_deref(), Some("+576015325055"));
        assert_eq!(e164("+57 1 532 5055").as_deref(), Some("+576015325055"));
        assert_eq!(e164("+57 320 676 7399").as_deref(), Some("+573206767399"));
        assert_eq!(of("011 15 5103-6034", Region::AR).as_deref(), Some("+5491151036034"));
        assert_eq!(of("(011) 4371-1234", Region::AR).as_deref(), Some("+541143711234"));
    }

    #[test]
    fn lands_beyond_the_sea_have_plans_of_their_own() {
        let of = |text: &str, region| national(text, region).map(|n| n.e164);
        assert_eq!(of("02 62 94 80 21", Region::FR).as_deref(), Some("+262262948021"));
        assert_eq!(of("0590 25 10 47", Region::FR).as_deref(), Some("+590590251047"));
        assert_eq!(of("02 61 94 80 21", Region::FR).as_deref(), Some("+33261948021"));
    }

    #[test]
    fn placeholders_are_refused() {
        assert_eq!(e164("+33 1 23 45 67 89"), None);
        assert_eq!(national("123-456-7890", Region::US), None);
        assert_eq!(national("666 666 666", Region::ES), None);
    }

    #[test]
    fn no_number_is_longer_than_e164_allows() {
        assert_eq!(e164("+49 30 4930 8182 3125"), None);
        assert_eq!(national("030 4930 8182 3125", Region::DE), None);
    }

    #[test]
    fn the_kind_follows_the_plan() {
        assert_eq!(international("+49 171 1234567").map(|n| n.kind), Some(PhoneType::Mobile));
        assert_eq!(international("+49 800 1234567").map(|n| n.kind), Some(PhoneType::TollFree));
        assert!(international("+1 212 555 0123").is_some_and(|n| n.either));
    }
}
