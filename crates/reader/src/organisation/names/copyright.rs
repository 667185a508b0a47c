//! The holder a copyright line names.
//!
//! Belongs here: one line. Does not belong here: which lines of a page are the organisation's own.

use super::super::street;
use super::clean::clean;
use crate::short_text::ShortText;

/// What stands behind the holder.
const ENDS: [&str; 36] = [
    ". ",
    " | ",
    " • ",
    " · ",
    " - ",
    " – ",
    " — ",
    ", all",
    ", All",
    " All rights",
    " all rights",
    " All Rights",
    " Alle Rechte",
    " alle Rechte",
    " Tous droits",
    " tous droits",
    " Tutti i diritti",
    " Todos los derechos",
    " Todos os direitos",
    " Alle rechten",
    " Wszelkie prawa",
    " Všechna práva",
    " Impressum",
    " Mentions",
    "\n",
    " Website",
    " Webdesign",
    " Design by",
    " P.IVA",
    " P. IVA",
    " / ",
    ", tous",
    ", Inh",
    " Inh.",
    ", Owner",
    "; ",
];

/// "© 2010–2024 Bäckerei Muster. Alle Rechte vorbehalten" names the holder.
pub(super) fn copyright_holder(text: &str) -> Option<String> {
    let at = text.find('©').map(|i| i + '©'.len_utf8()).or_else(|| text.find("opyright").map(|i| i + "opyright".len()))?;
    let mut before = text[..at].trim_end_matches("opyright").trim_end_matches(['C', 'c', '©', '(', ')', ' ']);
    let mut rest = &text[at..];
    loop {
        let trimmed = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '©' | '-' | '–' | ',' | ':' | '|' | '(' | ')' | '.' | '/' | 'c' if !c.is_alphabetic() || rest.starts_with("c)")));
        let trimmed = [
            "Copyright",
            "copyright",
            "COPYRIGHT",
            "All Rights Reserved by ",
            "All rights reserved by ",
            "by ",
            "bei ",
            "by: ",
            "von ",
            "de ",
            "par ",
        ]
        .iter()
        .find_map(|p| trimmed.strip_prefix(p))
        .unwrap_or(trimmed);
        if trimmed.len() == rest.len() {
            break;
        }
        rest = trimmed;
    }
    // The holder may stand in front: "Bäckerei Muster © 2024".
    if rest.chars().filter(|c| c.is_alphabetic()).count() < 3 {
        before = before.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '–' | '|' | ','));
        let holder = before.rsplit(['|', '•', '·']).next().unwrap_or("");
        return clean(holder).filter(|n| n.split(' ').count() <= 7);
    }
    // Each of the ends begins with one of a few bytes: only there are all of them asked.
    let bytes = rest.as_bytes();
    let mut places = (0..bytes.len()).filter(|at| matches!(bytes[*at], b' ' | b',' | b'.' | b';' | b'\n'));
    let end = places.find(|at| ENDS.iter().any(|end| bytes[*at..].starts_with(end.as_bytes()))).unwrap_or(rest.len());
    let mut holder =
        rest[..end].trim().trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '–' | ','));
    // "© 2024 | Via Esempio 25 – 00071 Roma": what a house's number was taken off is a street.
    if holder.len() < rest[..end].trim().len() && leads_street(holder) {
        return None;
    }
    holder = holder.trim();
    clean(holder).filter(|n| n.split(' ').count() <= 7 && n.chars().next().is_some_and(|c| !c.is_lowercase() || n.len() < 20))
}

/// True when the first word is one that streets begin with.
fn leads_street(text: &str) -> bool {
    text.split(' ').next().is_some_and(|word| street::leads(ShortText::lower(word).as_str()))
}
