//! Addresses that scripts of content systems and plug-ins decode in front of the visitor.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

/// Cloudflare's: hex, every byte xored with the first.
pub(super) fn cloudflare(hex: &str) -> Option<String> {
    let hex = hex.trim();
    if hex.len() < 8 || hex.len() > 1000 || !hex.len().is_multiple_of(2) {
        return None;
    }
    let bytes: Option<Vec<u8>> = hex
        .as_bytes()
        .chunks(2)
        .map(|pair| {
            let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
            Some(digit(pair[0])? << 4 | digit(pair[1])?)
        })
        .collect();
    let (key, rest) = bytes.as_deref()?.split_first()?;
    String::from_utf8(rest.iter().map(|b| b ^ key).collect()).ok()
}

/// ROT13 of the letters.
pub(super) fn rot13(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'a'..='m' | 'A'..='M' => shift(c, 13),
            'n'..='z' | 'N'..='Z' => shift(c, -13),
            other => other,
        })
        .collect()
}

/// Base64, when the result is text.
pub(super) fn base64_text(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() < 8 || text.len() > 4000 {
        return None;
    }
    let bytes = STANDARD.decode(text).or_else(|_| STANDARD_NO_PAD.decode(text)).ok()?;
    String::from_utf8(bytes).ok().filter(|s| !s.chars().any(|c| c.is_control() && !c.is_whitespace()))
}

/// TYPO3's: "mailto:…" shifted within three ranges of characters. The shift is tried, not read: it stands in many places.
pub(super) fn typo3(text: &str) -> Option<String> {
    if text.len() < 10 || text.len() > 1000 {
        return None;
    }
    (-25..=25)
        .filter(|by| *by != 0)
        .map(|by| text.chars().map(|c| typo3_shift(c, by)).collect::<String>())
        .find(|s| s.starts_with("mailto:"))
}

fn typo3_shift(c: char, by: i32) -> char {
    let within = |low: u32, high: u32| {
        let size = i32::try_from(high - low + 1).unwrap_or(1);
        let place = i32::try_from(u32::from(c) - low).unwrap_or(0);
        char::from_u32(low + u32::try_from((place + by).rem_euclid(size)).unwrap_or(0)).unwrap_or(c)
    };
    match u32::from(c) {
        0x2B..=0x3A => within(0x2B, 0x3A),
        0x40..=0x5A => within(0x40, 0x5A),
        0x61..=0x7A => within(0x61, 0x7A),
        _ => c,
    }
}

/// CryptX's: pairs of a digit and a character that was moved up by it.
pub(super) fn cryptx(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() < 10 || chars.len() > 1000 || !chars.len().is_multiple_of(2) {
        return None;
    }
    chars
        .chunks(2)
        .map(|pair| {
            let by = pair[0].to_digit(10)?;
            char::from_u32(u32::from(pair[1]).checked_sub(by)?)
        })
        .collect()
}

fn shift(c: char, by: i32) -> char {
    u32::from(c).checked_add_signed(by).and_then(char::from_u32).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_is_read_back() {
        let hex: String =
            std::iter::once(0x5a).chain("info@laden.de".bytes().map(|b| b ^ 0x5a)).map(|b| format!("{b:02x}")).collect();
        assert_eq!(cloudflare(&hex).as_deref(), Some("info@laden.de"));
        assert_eq!(rot13("znvygb:vasb@ynqra.qr"), "mailto:info@laden.de");
        assert_eq!(base64_text("bWFpbHRvOmluZm9AbGFkZW4uZGU=").as_deref(), Some("mailto:info@laden.de"));
        assert_eq!(cryptx("0i1o0f1p1A0l1b0d1f0n0.0d1f").as_deref(), Some("info@laden.de"));
        let shifted: String = "mailto:info@laden.de".chars().map(|c| typo3_shift(c, 3)).collect();
        assert_eq!(typo3(&shifted).as_deref(), Some("mailto:info@laden.de"));
    }

    #[test]
    fn what_is_not_encoded_gives_nothing() {
        assert_eq!(cloudflare("xyz"), None);
        assert_eq!(base64_text("info@laden.de"), None);
        assert_eq!(typo3("javascript:void"), None);
        assert_eq!(cryptx("Kontaktformular!"), None);
    }
}
