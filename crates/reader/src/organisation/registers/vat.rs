//! VAT identification numbers: forms and check digits by country.

use super::luhn;
use crate::short_text::any_pair;

/// Numbers that only show the form, unless their check digits say otherwise.
pub(super) fn placeholder(value: &str) -> bool {
    value.chars().filter(char::is_ascii_digit).collect::<String>().starts_with("123456") || textbook(value)
}

/// Numbers that show the form even where they pass for right.
fn textbook(value: &str) -> bool {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    digits.starts_with("123456789")
        || digits == "987654321"
        || digits.bytes().collect::<std::collections::BTreeSet<_>>().len() <= 1
}

/// Numbers that start with their country's letters: value, byte range, and whether the check digits agree.
pub(super) fn prefixed(text: &str) -> Vec<(String, usize, usize, bool)> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    // Most lines have no two capitals on end.
    if !any_pair(text, |first, second| first.is_ascii_uppercase() & second.is_ascii_uppercase()) {
        return out;
    }
    let mut at = 0;
    let end = bytes.len().saturating_sub(6);
    while at < end && out.len() < 8 {
        let Some(capital) = bytes[at..end].iter().position(u8::is_ascii_uppercase) else { break };
        let start = at + capital;
        at = start + 1;
        if !bytes[start + 1].is_ascii_uppercase() || start > 0 && bytes[start - 1].is_ascii_alphanumeric() {
            continue;
        }
        let country = if text[start..].starts_with("CHE") { "CHE" } else { &text[start..start + 2] };
        if let Some((body, end)) = body(country, text, start + country.len()) {
            let value = format!("{country}{body}");
            out.push((value.clone(), start, end, checked(country, &body) && !textbook(&value)));
            at = end;
        }
    }
    out
}

/// The number behind the letters, blanks and dots left out, when its form is the country's.
fn body(country: &str, text: &str, from: usize) -> Option<(String, usize)> {
    let (least, most) = match country {
        "DE" | "EE" | "EL" | "PT" => (9, 9),
        "AT" => (9, 9),
        "BE" => (9, 10),
        "BG" => (9, 10),
        "CHE" => (9, 9),
        "CY" => (9, 9),
        "CZ" => (8, 10),
        "DK" | "FI" | "HU" | "LU" | "MT" | "SI" => (8, 8),
        "ES" => (9, 9),
        "FR" => (11, 11),
        "GB" | "XI" => (9, 9),
        "HR" | "IT" | "LV" => (11, 11),
        "IE" => (8, 9),
        "LT" => (9, 12),
        "NL" => (12, 12),
        "NO" => (9, 9),
        "PL" | "SK" => (10, 10),
        "RO" => (4, 10),
        "SE" => (12, 12),
        _ => return None,
    };
    let mut out = String::new();
    let mut end = from;
    let mut gap = 0;
    for (i, c) in text[from..].char_indices() {
        let letter_fits = match country {
            "AT" => out.is_empty() && c == 'U',
            "ES" => (out.is_empty() || out.len() == 8) && c.is_ascii_uppercase(),
            "FR" => out.len() < 2 && c.is_ascii_uppercase(),
            "IE" => out.len() >= 7 && c.is_ascii_uppercase() || out.len() == 1 && c.is_ascii_uppercase(),
            "NL" => out.len() == 9 && c == 'B',
            "CY" => out.len() == 8 && c.is_ascii_uppercase(),
            _ => false,
        };
        if c.is_ascii_digit() || letter_fits && (gap == 0 || out.is_empty() || country != "IE") {
            out.push(c);
            end = from + i + 1;
            gap = 0;
            if out.len() > most {
                return None;
            }
        } else if matches!(c, ' ' | '.' | '-' | '\u{a0}' | ':') && gap < 2 {
            // Room after a full number: it is complete.
            if out.len() == most && c != '.' && c != '-' {
                // Unless digits go on in groups, as an account number's do.
                let rest = text[from + i..].trim_start_matches([' ', '\u{a0}']);
                if rest.bytes().next().is_some_and(|b| b.is_ascii_digit()) {
                    return None;
                }
                break;
            }
            gap += 1;
        } else {
            if c.is_alphanumeric() && gap == 0 {
                return None;
            }
            break;
        }
    }
    let fits = (least..=most).contains(&out.len())
        && match country {
            "AT" => out.starts_with('U'),
            "NL" => out.as_bytes()[9] == b'B',
            "IE" => out.bytes().last().is_some_and(|b| b.is_ascii_uppercase()),
            "ES" => out.bytes().filter(u8::is_ascii_alphabetic).count() >= 1,
            "LT" => matches!(out.len(), 9 | 12),
            "CY" => out.bytes().last().is_some_and(|b| b.is_ascii_uppercase()),
            _ => true,
        };
    fits.then_some((out, end))
}

/// A VAT number given on its own (in structured data), in its normal form; `None` when it is not one.
pub(in super::super) fn normalise(text: &str) -> Option<String> {
    let upper: String = text.to_uppercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let (value, _, end, sure) = prefixed(&upper).into_iter().next()?;
    (end == upper.len() && (sure || !placeholder(&value))).then_some(value)
}

fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(d, w)| d * w).sum()
}

/// Check digits, where the rule is public; true where it is not known.
pub(super) fn checked(country: &str, body: &str) -> bool {
    let d = digits(body);
    match country {
        "DE" | "HR" => iso7064(&d),
        "AT" => {
            let sum: u32 = d[..7]
                .iter()
                .enumerate()
                .map(|(i, x)| {
                    if i % 2 == 1 {
                        let y = x * 2;
                        y / 10 + y % 10
                    } else {
                        *x
                    }
                })
                .sum();
            (96 - sum) % 10 == d[7]
        }
        "BE" => {
            let number: u64 = body.parse().unwrap_or(0);
            97 - (number / 100) % 97 == number % 100
        }
        "CHE" => {
            let rest = weighted(&d[..8], &[5, 4, 3, 2, 7, 6, 5, 4]) % 11;
            (11 - rest) % 11 == d[8]
        }
        "DK" => weighted(&d, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11),
        "EL" => {
            let sum: u32 = d[..8].iter().enumerate().map(|(i, x)| x << (8 - i)).sum();
            sum % 11 % 10 == d[8]
        }
        "ES" => spanish(body).is_some(),
        "FI" => weighted(&d, &[7, 9, 10, 5, 8, 4, 2, 1]).is_multiple_of(11),
        "FR" => {
            luhn(&body[2..])
                && (!body.as_bytes()[..2].iter().all(u8::is_ascii_digit)
                    || body[2..].parse::<u64>().is_ok_and(|siren| (12 + 3 * (siren % 97)) % 97 == u64::from(d[0] * 10 + d[1])))
        }
        "GB" => {
            let sum = weighted(&d[..7], &[8, 7, 6, 5, 4, 3, 2]) + d[7] * 10 + d[8];
            sum.is_multiple_of(97) || (sum + 55).is_multiple_of(97)
        }
        "HU" => weighted(&d, &[9, 7, 3, 1, 9, 7, 3, 1]).is_multiple_of(10),
        "IT" => luhn(body),
        "LU" => body[..6].parse::<u32>().is_ok_and(|n| n % 89 == d[6] * 10 + d[7]),
        "NL" => weighted(&d[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == d[8] || dutch_97(body),
        "NO" => weighted(&d, &[3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11),
        "PL" => polish(body),
        "PT" => portuguese(body),
        "RO" => {
            let (number, check) = d.split_at(d.len() - 1);
            let weights = [7, 5, 3, 2, 1, 7, 5, 3, 2];
            weighted(number, &weights[9 - number.len()..]) * 10 % 11 % 10 == check[0]
        }
        "SE" => luhn(&body[..10]),
        "SI" => {
            let rest = 11 - weighted(&d[..7], &[8, 7, 6, 5, 4, 3, 2]) % 11;
            rest % 10 == d[7]
        }
        "SK" => body.parse::<u64>().is_ok_and(|n| n % 11 == 0),
        "CZ" if d.len() == 8 => {
            let rest = 11 - weighted(&d[..7], &[8, 7, 6, 5, 4, 3, 2]) % 11;
            rest % 10 == d[7]
        }
        _ => true,
    }
}

fn iso7064(d: &[u32]) -> bool {
    let (number, check) = d.split_at(d.len() - 1);
    let mut product = 10;
    for x in number {
        let mut sum = (x + product) % 10;
        if sum == 0 {
            sum = 10;
        }
        product = 2 * sum % 11;
    }
    (11 - product) % 10 == check[0]
}

/// Sole traders' Dutch numbers: modulo 97 over "NL" and the number.
fn dutch_97(body: &str) -> bool {
    let mut rest = 0_u64;
    for c in format!("NL{body}").chars() {
        let value = c.to_digit(36).map_or(0, u64::from);
        rest = (rest * if value > 9 { 100 } else { 10 } + value) % 97;
    }
    rest == 1
}

pub(super) fn polish(number: &str) -> bool {
    let d = digits(number);
    d.len() == 10 && weighted(&d[..9], &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == d[9]
}

pub(super) fn portuguese(number: &str) -> bool {
    let d = digits(number);
    d.len() == 9 && {
        let rest = weighted(&d[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        (if rest < 2 { 0 } else { 11 - rest }) == d[8]
    }
}

/// A Spanish CIF, NIF or NIE at the start of `text` (upper case, without blanks), its check digit or letter right.
pub(super) fn spanish(text: &str) -> Option<String> {
    const LETTERS: &[u8] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let value = text.get(..9)?;
    if text.as_bytes().get(9).is_some_and(u8::is_ascii_alphanumeric) && text.as_bytes().get(9).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let bytes = value.as_bytes();
    let middle = value.get(1..8).filter(|m| m.bytes().all(|b| b.is_ascii_digit()))?;
    let right = match bytes[0] {
        b'0'..=b'9' | b'X' | b'Y' | b'Z' => {
            let head = match bytes[0] {
                b'X' => '0',
                b'Y' => '1',
                b'Z' => '2',
                digit => char::from(digit),
            };
            let number: usize = format!("{head}{middle}").parse().ok()?;
            LETTERS[number % 23] == bytes[8]
        }
        b'A'..=b'W' => {
            let d = digits(middle);
            let even: u32 = d.iter().skip(1).step_by(2).sum();
            let odd: u32 = d
                .iter()
                .step_by(2)
                .map(|x| {
                    let y = x * 2;
                    y / 10 + y % 10
                })
                .sum();
            let check = (10 - (even + odd) % 10) % 10;
            u32::from(bytes[8].wrapping_sub(b'0')) == check || usize::try_from(check).is_ok_and(|c| b"JABCDEFGHI"[c] == bytes[8])
        }
        _ => false,
    };
    right.then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_decide() {
        for right in [
            "DE136695976",
            "ATU13585627",
            "BE0417497106",
            "CHE100155212",
            "DK13585628",
            "ESA58818501",
            "FI15728600",
            "FR44732829320",
            "HU12892312",
            "IT07643520567",
            "LU15027442",
            "NL004495445B01",
            "PL5261040828",
            "PT501964843",
            "SE556036079301",
            "SI15012557",
            "SK2022749619",
            "HR33392005961",
            "CZ25123891",
        ] {
            assert!(prefixed(right).first().is_some_and(|v| v.3), "{right}");
        }
        for wrong in ["DE136695978", "ATU13585626", "BE0417497107", "FR45732829320", "IT07643520568", "PL5261040829"] {
            assert!(!prefixed(wrong).first().is_some_and(|v| v.3), "{wrong}");
        }
    }

    #[test]
    fn a_number_alone_is_normalised() {
        assert_eq!(normalise("de 136.695.976").as_deref(), Some("DE136695976"));
        assert_eq!(normalise("DE123456789"), None);
        // No one who makes a number up works out its check digit.
        assert_eq!(normalise("ATU12345675").as_deref(), Some("ATU12345675"));
        assert_eq!(normalise("none"), None);
    }
}
