//! What stands right beside a run of digits, and makes it a part of something longer: a word, an address, a code, an amount.
//!
//! Belongs here: the characters before and behind a run. Does not belong here: what the run itself looks like (`scan`).

use std::ops::Range;

use super::super::number::count_digits;

/// A number is no part of a word, an address, a URL or a longer code.
pub(super) fn has_free_edges(text: &str, range: &Range<usize>, seams: &[u32]) -> bool {
    let seam = |at: usize| seams.binary_search(&u32::try_from(at).unwrap_or(u32::MAX)).is_ok();
    if let Some(before) = text[..range.start].chars().next_back() {
        let word_start = text[..range.start]
            .rfind(|c: char| !c.is_alphabetic())
            .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
        let word = &text[word_start..range.start];
        if before.is_alphabetic()
            && !seam(range.start)
            && super::super::labels::before(&format!("{word}:")).is_none_or(|l| !l.is_phone())
            && !is_unspaced(before)
        {
            return false;
        }
        if matches!(before, '/' | '-') && is_code_prefix(&text[..range.start - 1]) {
            return false;
        }
        if is_in_iban(&text[..range.start]) {
            return false;
        }
        if matches!(before, '#' | '=' | '_' | '@' | '$' | '€' | '£' | '%' | '&' | '*')
            || before == ',' && text[..range.start - 1].ends_with(|c: char| c.is_ascii_digit())
        {
            return false;
        }
    }
    let rest = &text[range.end..];
    if let Some(after) = rest.chars().next() {
        if after.is_alphabetic() && !seam(range.end) && !is_unspaced(after) {
            let extension = ["ext", "x", "poste", "int", "dw", "w.", "wew", "v."]
                .iter()
                .any(|e| rest.get(..e.len()).is_some_and(|r| r.eq_ignore_ascii_case(e)));
            if !extension && !after.is_uppercase() {
                return false;
            }
        }
        if matches!(after, '@' | '_' | '%' | '€' | '$' | '£' | '°' | '²' | '³' | '=' | '*') {
            return false;
        }
        if matches!(after, ',' | ':')
            && rest[1..].starts_with(|c: char| c.is_ascii_digit())
            && (after == ',' || count_digits(&text[range.clone()]) < 7)
        {
            return false;
        }
        // "303-555-0199-A": a code goes on.
        if after == '-' && rest[1..].starts_with(|c: char| c.is_ascii_uppercase()) {
            return false;
        }
        // Currencies and units.
        let word: String =
            rest.trim_start().chars().take_while(|c| !c.is_whitespace() && !matches!(c, '.' | ',' | ';' | ')')).take(8).collect();
        if matches!(
            word.as_str(),
            "€" | "EUR"
                | "Euro"
                | "euros"
                | "euro"
                | "$"
                | "USD"
                | "£"
                | "GBP"
                | "CHF"
                | "Fr"
                | "zł"
                | "PLN"
                | "Kč"
                | "CZK"
                | "kr"
                | "SEK"
                | "NOK"
                | "DKK"
                | "Ft"
                | "HUF"
                | "lei"
                | "RON"
                | "₽"
                | "₴"
                | "₺"
                | "TL"
                | "円"
                | "元"
                | "원"
                | "R$"
                | "m²"
                | "m2"
                | "km"
                | "kg"
                | "cm"
                | "mm"
                | "kWh"
                | "MB"
                | "GB"
                | "px"
                | "%"
                | "Uhr"
                | "uur"
                | "Stück"
                | "Mio"
                | "Mio."
        ) {
            return false;
        }
    }
    let from = text[..range.start].char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(i, c)| i + c.len_utf8());
    let to = rest.find(char::is_whitespace).map_or(text.len(), |i| range.end + i);
    // What only a style sheet keeps apart is no part of the same word.
    let mut edges = seams.iter().map(|s| *s as usize).filter(|s| text.is_char_boundary(*s));
    let from = edges.clone().rfind(|s| *s > from && *s <= range.start).unwrap_or(from);
    let to = edges.find(|s| *s >= range.end && *s < to).unwrap_or(to);
    let (head, tail) = (&text[from..range.start], &text[range.end..to]);
    !(head.contains("://")
        || head.contains("www.")
        || head.contains('@')
        || tail.contains('@')
        || tail.contains(".htm")
        || tail.contains(".php")
        || tail.starts_with(".jpg")
        || tail.starts_with(".pdf"))
}

/// "TO" of "TO/011555/83", "PL" of "PL/0113/4960999/22", "CHE" of "CHE-225.558.877": capitals that begin a code.
fn is_code_prefix(before: &str) -> bool {
    let head = before.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let prefix = &before[head.len()..];
    (1..=5).contains(&prefix.len())
        && !head.ends_with(|c: char| c.is_alphabetic())
        && super::super::labels::before(&format!("{prefix}:")).is_none_or(|l| !l.is_phone())
}

/// "NL12 RABO " right before: the account's number goes on.
fn is_in_iban(before: &str) -> bool {
    let mut words = before.trim_end().rsplit(' ');
    let (Some(bank), Some(country)) = (words.next(), words.next()) else { return false };
    let country = country.as_bytes();
    bank.len() == 4
        && bank.bytes().all(|b| b.is_ascii_uppercase())
        && country.len() == 4
        && country[..2].iter().all(u8::is_ascii_uppercase)
        && country[2..].iter().all(u8::is_ascii_digit)
}

/// Scripts written without spaces: a letter of theirs beside a number is no part of it.
fn is_unspaced(c: char) -> bool {
    u32::from(c) >= 0x0E00 && !matches!(c, '\u{1e00}'..='\u{1fff}')
}
