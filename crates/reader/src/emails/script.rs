//! Addresses that a page's own scripts put together and show: concatenations, character codes, Base64, escapes, reversals.
//!
//! This is no interpreter. Scripts are cut into tokens; expressions made of literals, known variables and a few functions are
//! evaluated; what such an expression shows to the visitor, or what it joins to a whole address, is kept.

mod eval;
mod lexer;

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::{address, encoded, text};
use crate::words::percent_decode;

/// Longest script that is looked at.
const MAX_SCRIPT: usize = 200 * 1024;

/// One of these must stand in a script that builds an address; most scripts have none and are left alone.
static HINTS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build([
            "mailto",
            "fromcharcode",
            "atob(",
            "unescape(",
            "znvygb",
            "&#64;",
            "&#x40;",
            "%40",
            "\\x40",
            "\\u0040",
            "'@'",
            "\"@\"",
            "`@`",
            "document.write",
            "[at]",
            "(at)",
            "uncryptmailto",
            "decryptx",
            "mail(",
            ".reverse()",
            ".join(",
            "\\100",
        ])
        .ok()
});

/// An address and the text of the script it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ScriptHit {
    pub address: String,
    pub snippet: String,
    pub rule: &'static str,
}

/// Reads one script, event handler or `javascript:` link.
pub(super) fn read(source: &str) -> Vec<ScriptHit> {
    if source.len() > MAX_SCRIPT || !HINTS.as_ref().is_some_and(|h| h.is_match(source)) {
        return Vec::new();
    }
    let tokens = lexer::tokens(source);
    let mut hits: Vec<ScriptHit> = Vec::new();
    let mut add = |address: String, at: usize, end: usize, rule: &'static str| {
        if hits.len() < 50 && !hits.iter().any(|h| h.address == address) {
            let snippet = crate::document::snippet(&crate::document::fold(slice(source, at.saturating_sub(40), end)), 0..200);
            hits.push(ScriptHit { address, snippet, rule });
        }
    };
    for shown in eval::evaluate(&tokens) {
        for address in addresses_in(&shown.text, shown.joined || shown.visible) {
            add(address, shown.at, shown.end, shown.rule);
        }
    }
    // Literals that only a decoder makes readable.
    let decodes = source.contains("13") || source.contains("znvygb");
    for token in &tokens {
        let lexer::Kind::Text(literal) = &token.kind else { continue };
        if literal.len() < 8 {
            continue;
        }
        let decoded = encoded::typo3(literal)
            .map(|t| (t, "email/typo3"))
            .or_else(|| encoded::cryptx(literal).filter(|t| t.contains('@')).map(|t| (t, "email/cryptx")))
            .or_else(|| {
                decodes
                    .then(|| encoded::rot13(literal))
                    .filter(|t| t.contains("mailto:") || address::normalise(t).is_some())
                    .map(|t| (t, "email/rot13"))
            })
            .or_else(|| {
                literal.starts_with("bWFpbHRv").then(|| encoded::base64_text(literal)).flatten().map(|t| (t, "email/base64"))
            });
        if let Some((text, rule)) = decoded
            && address::normalise(literal).is_none()
        {
            for address in addresses_in(&text, true) {
                add(address, token.at, token.end, rule);
            }
        }
    }
    // An address put together piece by piece was whole only at last: "info@laden.co" on the way to "info@laden.co.uk".
    let all: Vec<String> = hits.iter().map(|h| h.address.clone()).collect();
    hits.retain(|h| !all.iter().any(|a| a.len() > h.address.len() && (a.starts_with(&h.address) || a.ends_with(&h.address))));
    hits
}

/// Addresses in a text that a script shows: HTML, a mailto link, or the bare address.
fn addresses_in(text: &str, shown: bool) -> Vec<String> {
    let mut found = Vec::new();
    let decoded = decode_entities(text);
    let mailto = decoded.to_ascii_lowercase().find("mailto:");
    if let Some(at) = mailto {
        let target: String = decoded[at..].chars().take_while(|c| !matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`')).collect();
        for recipient in address::mailto_recipients(&target).unwrap_or_default() {
            found.extend(
                address::normalise(&recipient)
                    .or_else(|| text::scan(&recipient, text::Surroundings::default()).into_iter().next().map(|h| h.address)),
            );
        }
    }
    if shown && decoded.len() <= 20_000 {
        let plain = percent_decode(&strip_tags(&decoded)).into_owned();
        found.extend(text::scan(&plain, text::Surroundings::default()).into_iter().map(|h| h.address));
    }
    found.dedup();
    found
}

/// Tags replaced by nothing when inline, so that "info<span>@</span>laden.de" joins.
pub(super) fn strip_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('>') else {
            out.push_str(&rest[open..]);
            return out;
        };
        let tag = &rest[open + 1..open + close];
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !matches!(name.to_ascii_lowercase().as_str(), "span" | "b" | "i" | "em" | "strong" | "font") {
            out.push(' ');
        }
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    out
}

/// Numeric entities and the few names that hide addresses.
pub(super) fn decode_entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        let end = tail.bytes().take(12).position(|b| b == b';');
        let decoded = end.and_then(|end| {
            let name = &tail[..end];
            let c = match name.strip_prefix('#') {
                Some(number) => match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok().and_then(char::from_u32),
                    None => number.parse().ok().and_then(char::from_u32),
                },
                None => match name {
                    "commat" => Some('@'),
                    "period" => Some('.'),
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "nbsp" => Some(' '),
                    "lpar" => Some('('),
                    "rpar" => Some(')'),
                    _ => None,
                },
            };
            c.map(|c| (c, end))
        });
        match decoded {
            Some((c, end)) => {
                out.push(c);
                rest = &tail[end + 1..];
            }
            None => {
                out.push('&');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A slice moved to character boundaries.
fn slice(text: &str, mut from: usize, to: usize) -> &str {
    let mut to = to.min(text.len());
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    text.get(from..to.max(from)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
