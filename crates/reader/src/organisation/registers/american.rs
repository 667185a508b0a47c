//! Numbers of taxpayers in Latin America, which are companies' numbers there: CNPJ, CUIT, RUT, RUC, NIT, RFC.
//!
//! Belongs here: their forms and check digits. Does not belong here: finding the labels (`registers`).

/// A number behind its label.
pub(super) struct Number {
    /// As the country writes it: "CNPJ".
    pub label: &'static str,
    /// ISO code of the country.
    pub country: &'static str,
    /// Letters and digits alone, upper case.
    pub value: String,
    /// Where it ends in the text behind the label.
    pub end: usize,
}

/// Longest text between a label and its number: " nº: ".
const MAX_BETWEEN: usize = 10;
/// Most letters and digits of a number.
const MAX_LENGTH: usize = 14;

/// The number that `tail` begins with, when its check digits say that it is what `label` calls it.
pub(super) fn read(label: &str, tail: &str) -> Option<Number> {
    let letters: String = label.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_uppercase()).collect();
    let (value, end) = if letters == "RFC" { lettered(tail)? } else { digits(tail)? };
    let d: Vec<u32> = value.chars().filter_map(|c| c.to_digit(10)).collect();
    let (label, country) = match letters.as_str() {
        "CNPJ" if is_brazilian(&d) => ("CNPJ", "BR"),
        "CUIT" if d.len() == 11 && is_eleven_right(&d) => ("CUIT", "AR"),
        "RUC" if d.len() == 11 && is_eleven_right(&d) => ("RUC", "PE"),
        "RUT" if is_chilean(&value) => ("RUT", "CL"),
        "NIT" if is_colombian(&d) => ("NIT", "CO"),
        "RFC" => ("RFC", "MX"),
        _ => return None,
    };
    // Zeros throughout pass every sum.
    let told = d.iter().any(|digit| Some(digit) != d.first());
    told.then_some(Number { label, country, value, end })
}

/// Digits with their dots, dashes and bars, and the "K" that Chile counts with.
fn digits(tail: &str) -> Option<(String, usize)> {
    let start = tail.bytes().take(MAX_BETWEEN + 1).position(|b| b.is_ascii_digit())?;
    let mut value = String::new();
    let mut end = start;
    for (at, c) in tail[start..].char_indices() {
        if c.is_ascii_digit() || matches!(c, 'k' | 'K') && tail[..start + at].ends_with('-') {
            value.push(c.to_ascii_uppercase());
            end = start + at + 1;
            if value.len() > MAX_LENGTH {
                return None;
            }
        } else if !matches!(c, '.' | '-' | '/') {
            break;
        }
    }
    Some((value, end))
}

/// "EJE 010203 AB1": three or four letters, a date and three letters or digits.
fn lettered(tail: &str) -> Option<(String, usize)> {
    const DATE: usize = 6;
    const KEY: usize = 3;
    let start = tail.find(|c: char| !matches!(c, ' ' | ':' | '.' | '-' | '\u{a0}'))?;
    let mut value = String::new();
    let mut end = start;
    for (at, c) in tail[start..].char_indices() {
        if c.is_ascii_uppercase() || c.is_ascii_digit() || c == '&' {
            value.push(c);
            end = start + at + 1;
        } else if !matches!(c, ' ' | '-') {
            break;
        }
        if value.len() > MAX_LENGTH {
            break;
        }
    }
    let name = value.bytes().take_while(|b| !b.is_ascii_digit()).count();
    let date = value.get(name..name + DATE)?;
    let month: u32 = date.get(2..4)?.parse().ok()?;
    let day: u32 = date.get(4..6)?.parse().ok()?;
    let right = start <= MAX_BETWEEN
        && (3..=4).contains(&name)
        && value.len() == name + DATE + KEY
        && (1..=12).contains(&month)
        && (1..=31).contains(&day);
    right.then_some((value, end))
}

/// Fourteen digits of Brazil's register of companies: two check digits.
fn is_brazilian(d: &[u32]) -> bool {
    const WEIGHTS: [u32; 13] = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
    let check = |count: usize| match weighted(&d[..count], &WEIGHTS[13 - count..]) % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    d.len() == 14 && check(12) == d[12] && check(13) == d[13]
}

/// Eleven digits as Argentina and Peru check them.
fn is_eleven_right(d: &[u32]) -> bool {
    const WEIGHTS: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    d.len() == 11 && (11 - weighted(&d[..10], &WEIGHTS) % 11) % 11 % 10 == d[10]
}

/// Seven or eight digits and a check digit, which may be "K".
fn is_chilean(value: &str) -> bool {
    let Some((body, check)) = value.split_at_checked(value.len().wrapping_sub(1)) else { return false };
    let sum: u32 = body.chars().rev().filter_map(|c| c.to_digit(10)).zip((2..=7).cycle()).map(|(d, weight)| d * weight).sum();
    let right = match 11 - sum % 11 {
        11 => "0".to_owned(),
        10 => "K".to_owned(),
        digit => digit.to_string(),
    };
    (7..=8).contains(&body.len()) && check == right
}

/// Nine digits and the one that checks them.
fn is_colombian(d: &[u32]) -> bool {
    const WEIGHTS: [u32; 9] = [41, 37, 29, 23, 19, 17, 13, 7, 3];
    d.len() == 10
        && match weighted(&d[..9], &WEIGHTS) % 11 {
            rest @ (0 | 1) => rest == d[9],
            rest => 11 - rest == d[9],
        }
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}
