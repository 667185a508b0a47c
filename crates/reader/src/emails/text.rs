//! Addresses in running text: written plainly, or with words and brackets for "@" and ".".
//!
//! One pass finds the marks ("@" and the words for it); from each mark the local part is read to the left and the domain to the
//! right, over a bounded distance.

mod marks;

use super::address;
use marks::{DOTS, MARKS, STRONG, WEAK};
pub(crate) use marks::{may_begin as mark_may_begin, may_begin_with as mark_may_begin_with};

/// An address found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextHit {
    /// In normal form.
    pub address: String,
    /// Bytes of the text that it was read from, as written.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The rule that read it.
    pub rule: &'static str,
}

/// What is known of a text beside its characters.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Surroundings<'a> {
    /// Byte offsets at which inline elements meet without a space.
    pub seams: &'a [u32],
    /// Byte offsets at which links start and end.
    pub edges: &'a [usize],
    /// The site's registrable domain; loose forms are believed only of it.
    pub own_domain: &'a str,
}

/// How far to the left and right of a mark an address may reach, in bytes.
const REACH: usize = 320;

/// All addresses in the text.
pub(crate) fn scan(text: &str, around: Surroundings<'_>) -> Vec<TextHit> {
    let Some(marks) = MARKS.as_ref().filter(|_| marks::may_stand_in(text)) else { return Vec::new() };
    let mut hits: Vec<TextHit> = Vec::new();
    for mark in marks.find_iter(text) {
        if hits.last().is_some_and(|h| mark.start() < h.end) {
            continue;
        }
        let word = &text[mark.start()..mark.end()];
        let hit = match word {
            "@" | "＠" | "﹫" => at_sign(text, mark.start(), mark.end(), around),
            _ => at_word(text, mark.start(), mark.end(), around),
        };
        hits.extend(hit);
    }
    hits
}

/// "@" itself: plainly written, or with brackets or spaces around it.
fn at_sign(text: &str, start: usize, end: usize, around: Surroundings<'_>) -> Option<TextHit> {
    let before = text[..start].chars().next_back()?;
    let after = text[end..].chars().next()?;
    let left_tight = is_local_char(before);
    let right_tight = after.is_alphanumeric();
    if left_tight && right_tight {
        return plain(text, start, end, around).or_else(|| backwards(text, start, end, around));
    }
    at_word(text, start, end, around)
}

/// "local@domain" without anything between.
fn plain(text: &str, at: usize, after: usize, around: Surroundings<'_>) -> Option<TextHit> {
    let start = local_start(text, at, around)?;
    let (domain, end, dotted) = domain(text, after, around, false)?;
    let local = text[start..at].trim_start_matches(['.', '-', '\'', '&', '%']);
    let address = address::normalise(&format!("{}@{domain}", without_trap(local)))?;
    if text[end..].starts_with('@') || is_in_url(text, start) {
        return None;
    }
    Some(TextHit { address, start, end, rule: if dotted { "email/dot-word" } else { "email/text" } })
}

/// A local part without the word that readers are told to take out: "infoNOSPAM", "NO-SPAM.info".
fn without_trap(local: &str) -> &str {
    ["nospam", "no-spam", "no_spam"]
        .iter()
        .find_map(|trap| {
            let cut = local.len().checked_sub(trap.len())?;
            if local.get(cut..).is_some_and(|tail| tail.eq_ignore_ascii_case(trap)) {
                return local.get(..cut);
            }
            address::strip_prefix_ignore_case(local, trap)
        })
        .map(|rest| rest.trim_matches(['.', '-', '_']))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(local)
}

/// "ed.nedal@ofni": turned round by a style sheet that the page does not hold. Believed only of the site's own domain.
fn backwards(text: &str, at: usize, after: usize, around: Surroundings<'_>) -> Option<TextHit> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let start = text[..at].char_indices().rev().take(80).take_while(|(_, c)| is_part(*c)).last()?.0;
    let end = after + text[after..].bytes().take(80).take_while(|b| is_part(char::from(*b))).count();
    let turned: String = text[start..end].chars().rev().collect();
    let address = address::normalise(&turned)?;
    let (_, domain) = address.rsplit_once('@')?;
    super::is_of_site(domain, around.own_domain).then_some(TextHit { address, start, end, rule: "email/reversed" })
}

/// "local [at] domain" and its many forms.
fn at_word(text: &str, start: usize, end: usize, around: Surroundings<'_>) -> Option<TextHit> {
    let mut word = &text[start..end];
    let (start, end) = if word.starts_with(' ') { (start + 1, end - 1) } else { (start, end) };
    word = word.trim_matches(' ');
    let (mut left, mut right) = (start, end);
    let mut bracketed = false;
    // The marks table holds some words with their brackets.
    if word.starts_with(['(', '[']) {
        word = &word[1..word.len() - 1];
        bracketed = true;
    } else if word.starts_with(char::is_alphanumeric) && is_within_word(text, start, end) {
        // "at" in "Platz": by far the most marks there are.
        return None;
    } else {
        let opened = text[..start].trim_end_matches(' ');
        let closed = text[end..].trim_start_matches(' ');
        if let (Some(open), Some(close)) = (opened.chars().next_back(), closed.chars().next())
            && is_bracket_pair(open, close)
        {
            left = opened.len() - open.len_utf8();
            right = text.len() - closed.len() + close.len_utf8();
            bracketed = true;
            // "((at))", "[[at]]".
            while let (Some(open), Some(close)) = (text[..left].chars().next_back(), text[right..].chars().next())
                && is_bracket_pair(open, close)
                && matches!(open, '(' | '[' | '{' | '<')
            {
                left -= open.len_utf8();
                right += close.len_utf8();
            }
        }
    }
    let strong = STRONG.contains(&word.to_lowercase().as_str());
    let sign = matches!(word, "@" | "＠" | "﹫");
    // "CHEZ", "BEI" in capitals stand out of the sentence.
    let shouted = word.len() > 2 && word.chars().all(char::is_uppercase);
    if !bracketed && !strong && !sign && !word.eq_ignore_ascii_case("at") && !shouted
        || !strong && !WEAK.iter().any(|w| w.eq_ignore_ascii_case(word))
    {
        return None;
    }
    let (space_before, local_end) = skip_spaces_back(text, left);
    let (space_after, domain_from) = skip_spaces(text, right);
    if !bracketed && !sign && (!space_before || !space_after) {
        // A word without brackets stands alone: "arobase", not "farobase".
        return None;
    }
    let local_from = local_start(text, local_end, around)?;
    let local = text[local_from..local_end].trim_start_matches(['.', '-', '\'']);
    let (domain, domain_end, dotted) = domain(text, domain_from, around, true)?;
    let address = address::normalise(&format!("{local}@{domain}"))?;
    if is_in_url(text, local_from) {
        return None;
    }
    // Between brackets nothing else can be meant when the mark is a word for "@". "a", "et" and the like may be prose in brackets.
    let telling = bracketed && (sign || word.eq_ignore_ascii_case("at")) || strong;
    if !telling || (!bracketed && !strong) {
        let labelled = ends_with_mail_label(&text[..local_from]);
        let own = super::is_of_site(&domain, around.own_domain);
        let mailbox = super::purpose::is_function(local);
        let believed =
            dotted && !sign && (own || !shouted && !is_sentence_word(local)) || labelled || own && mailbox || bracketed && own;
        // "info@ firma.de": only a stray space.
        let stray_space = sign && space_after && (mailbox || own && !is_sentence_word(local));
        if !believed && !stray_space {
            return None;
        }
    }
    Some(TextHit { address, start: local_from, end: domain_end, rule: "email/at-word" })
}

/// A letter or digit stands right before `start` or right behind `end`.
fn is_within_word(text: &str, start: usize, end: usize) -> bool {
    text[..start].ends_with(char::is_alphanumeric) || text[end..].starts_with(char::is_alphanumeric)
}

/// Words that stand before "at" in sentences.
fn is_sentence_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "are",
        "is",
        "be",
        "was",
        "us",
        "me",
        "here",
        "look",
        "find",
        "more",
        "meet",
        "visit",
        "shop",
        "live",
        "available",
        "out",
        "online",
        "work",
        "see",
        "book",
        "buy",
        "stay",
        "home",
        "now",
        "today",
        "him",
        "her",
        "them",
        "it",
        "you",
    ];
    WORDS.iter().any(|w| word.eq_ignore_ascii_case(w))
}

fn is_bracket_pair(open: char, close: char) -> bool {
    const PAIRS: &[(&str, &str)] =
        &[("([", ")]"), ("{", "}"), ("<", ">"), ("«", "»"), ("（", "）"), ("【", "】"), ("［", "］"), ("〔", "〕"), ("‹", "›")];
    let same = open == close && matches!(open, '|' | '*' | '_' | '~' | '"' | '\'' | '-' | '/');
    same || PAIRS.iter().any(|(opening, closing)| opening.contains(open) && closing.contains(close))
}

/// "E-Mail:" and its sisters right before the address.
fn ends_with_mail_label(before: &str) -> bool {
    let tail = before.trim_end_matches([' ', ':', '-', '–', '.', '>', '=']);
    if tail.len() == before.len() {
        return false;
    }
    let from = tail.char_indices().rev().nth(12).map_or(0, |(i, _)| i);
    let tail = tail[from..].to_lowercase();
    [
        "mail",
        "mél",
        "mel",
        "courriel",
        "correo",
        "e-post",
        "epost",
        "sähköposti",
        "почта",
        "пошта",
        "メール",
        "邮箱",
        "電郵",
        "이메일",
        "e-pošta",
        "posta",
        "sähkoposti",
        "adresse",
        "email",
    ]
    .iter()
    .any(|l| tail.ends_with(l))
}

fn skip_spaces(text: &str, at: usize) -> (bool, usize) {
    let rest = text[at..].trim_start_matches(' ');
    (rest.len() < text.len() - at, text.len() - rest.len())
}

fn skip_spaces_back(text: &str, at: usize) -> (bool, usize) {
    let kept = text[..at].trim_end_matches(' ').len();
    (kept < at, kept)
}

fn is_local_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-' | '&' | '%' | '\'') || is_latin_letter(c)
}

/// A letter of the Latin script outside ASCII. It breaks a local part, but it must not be cut off: "müller@" is not "ller@".
fn is_latin_letter(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic() && matches!(c, '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// First byte of the local part that ends at `end`.
fn local_start(text: &str, end: usize, around: Surroundings<'_>) -> Option<usize> {
    let mut start = end;
    for (index, c) in text[..end].char_indices().rev() {
        if end - index > REACH || !is_local_char(c) {
            break;
        }
        start = index;
    }
    // A masked address: "in***@firma.de", "…fo@firma.de".
    if text[..start].ends_with(['*', '…', '•', '@', '/'])
        && !text[..start].ends_with(" /")
        && (text[..start].ends_with(['*', '…', '•', '@']) || is_in_url(text, start))
    {
        return None;
    }
    if let Some(edge) = around.edges.iter().rev().find(|e| **e > start && **e < end && text.is_char_boundary(**e)) {
        start = *edge;
    }
    // "E-Mail" and "info@…" in two elements with only a style between them.
    for seam in around.seams.iter().rev().map(|s| *s as usize).filter(|s| *s > start && *s < end && text.is_char_boundary(*s)) {
        let (left, right) = (&text[start..seam], &text[seam..end]);
        let label = ["mail", "email", "courriel", "kontakt", "contact", "contatto", "correo", "adresse", "tel", "fax"]
            .iter()
            .any(|l| left.to_lowercase().ends_with(l))
            && right.len() > 1;
        let name = left.chars().any(char::is_uppercase)
            && right.chars().all(|c| !c.is_uppercase())
            && right.chars().next().is_some_and(char::is_alphabetic);
        let number =
            left.bytes().filter(u8::is_ascii_digit).count() >= 3 && right.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
        if label || name || number || left.ends_with('.') {
            start = seam;
            break;
        }
    }
    (start < end && text[start..end].chars().all(|c| !is_latin_letter(c))).then_some(start)
}

/// True when the characters before `start` belong to a URL that goes on into the address.
fn is_in_url(text: &str, start: usize) -> bool {
    let from = text[..start].char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(i, c)| i + c.len_utf8());
    let head = &text[from..start];
    head.contains("://") && !head.ends_with('=') && !head.contains("mailto:")
        || head.ends_with("//")
        || head.ends_with("sip:")
        || head.ends_with("xmpp:")
}

/// Reads a domain from `from`: the domain, the byte after it, and whether it was written with words for dots.
fn domain(text: &str, from: usize, around: Surroundings<'_>, loose: bool) -> Option<(String, usize, bool)> {
    let rest = &text[from..];
    let run_end =
        rest.char_indices().take_while(|(i, c)| *i < REACH && is_domain_char(*c)).last().map_or(0, |(i, c)| i + c.len_utf8());
    let run = &rest[..run_end];
    if run.is_empty() {
        return None;
    }
    // A link's edge ends the address even when letters follow.
    if let Some(edge) = around.edges.iter().find(|e| **e > from && **e < from + run_end && text.is_char_boundary(**e))
        && let Some(domain) = address::domain_name(&rest[..edge - from])
    {
        return Some((domain, *edge, false));
    }
    if let Some((domain, length)) = longest_domain(run, from, around) {
        return Some((domain, from + length, false));
    }
    let (spelled, end) = spelled_domain(text, from, loose)?;
    address::domain_name(&spelled).map(|d| (d, end, true))
}

fn is_domain_char(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '.'
}

/// The longest beginning of a run that is a domain; words that only lack a space after it are cut off.
fn longest_domain(run: &str, from: usize, around: Surroundings<'_>) -> Option<(String, usize)> {
    let run = run.trim_end_matches(['.', '-']);
    let dots: Vec<usize> = run.match_indices('.').map(|(i, _)| i).take(12).collect();
    if dots.is_empty() {
        return None;
    }
    for count in (1..=dots.len()).rev() {
        let label_start = dots[count - 1] + 1;
        let label_end = dots.get(count).copied().unwrap_or(run.len());
        let candidate = &run[..label_end];
        if let Some(domain) = address::domain_name(candidate) {
            // "firma.com.Call us": a sentence that starts without a space.
            let sentence = count > 1
                && run[label_start..].starts_with(char::is_uppercase)
                && run[..label_start].chars().all(|c| !c.is_uppercase())
                && address::domain_name(&run[..label_start - 1]).is_some();
            if !sentence {
                return Some((domain, label_end));
            }
        }
        // "firma.deTelefon", "firma.de0301234", "firma.jpまで": the end of the last label that still makes a domain.
        let label = &run[label_start..label_end];
        let mut previous: Option<char> = None;
        let cuts: Vec<usize> = label
            .char_indices()
            .filter_map(|(i, c)| {
                let seam = around.seams.iter().any(|s| *s as usize == from + label_start + i);
                let change = previous.is_some_and(|p| {
                    p.is_lowercase() && c.is_uppercase()
                        || p.is_alphabetic() && c.is_ascii_digit()
                        || p.is_ascii() != c.is_ascii()
                });
                previous = Some(c);
                (i > 1 && (seam || change)).then_some(i)
            })
            .take(4)
            .collect();
        for cut in cuts {
            if let Some(domain) = address::domain_name(&run[..label_start + cut]) {
                return Some((domain, label_start + cut));
            }
        }
    }
    None
}

/// A domain whose dots are words or stand between spaces: "firma [dot] de", "firma punkt de", "firma . de".
fn spelled_domain(text: &str, from: usize, loose: bool) -> Option<(String, usize)> {
    let mut spelled = String::new();
    let mut at = from;
    let mut best: Option<(String, usize)> = None;
    for _ in 0..8 {
        let rest = &text[at..];
        let label = rest
            .char_indices()
            .take_while(|(i, c)| *i < 64 && (c.is_alphanumeric() || *c == '-'))
            .last()
            .map_or(0, |(i, c)| i + c.len_utf8());
        if label == 0 {
            break;
        }
        spelled.push_str(&rest[..label]);
        at += label;
        if address::domain_name(&spelled).is_some() {
            best = Some((spelled.clone(), at));
        }
        match dot(text, at, loose) {
            Some(next) => {
                spelled.push('.');
                at = next;
            }
            None => break,
        }
    }
    best
}

/// The byte after a dot, or a word for it, that stands at `at`.
fn dot(text: &str, at: usize, loose: bool) -> Option<usize> {
    let rest = &text[at..];
    if rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_alphanumeric()) {
        return Some(at + 1);
    }
    let trimmed = rest.trim_start_matches(' ');
    let spaced = trimmed.len() < rest.len();
    let mut inner = trimmed;
    let mut close = None;
    if let Some(open) = trimmed.chars().next()
        && let Some(expected) = closing(open)
    {
        inner = trimmed[open.len_utf8()..].trim_start_matches(' ');
        close = Some(expected);
    }
    let word = DOTS
        .iter()
        .filter(|w| {
            address::strip_prefix_ignore_case(inner, w).is_some()
                || inner.to_lowercase().starts_with(*w) && inner.is_char_boundary(w.len())
        })
        .max_by_key(|w| w.len())?;
    if close.is_none() && (!spaced || *word == "." && !loose) {
        return None;
    }
    let after = inner.get(word.len()..)?;
    let after = match close {
        Some(close) => after.trim_start_matches(' ').strip_prefix(close)?,
        None if after.starts_with(' ') => after,
        None => return None,
    };
    Some(text.len() - after.trim_start_matches(' ').len())
}

fn closing(open: char) -> Option<char> {
    match open {
        '(' => Some(')'),
        '[' => Some(']'),
        '{' => Some('}'),
        '<' => Some('>'),
        '|' => Some('|'),
        '*' => Some('*'),
        '_' => Some('_'),
        '（' => Some('）'),
        '【' => Some('】'),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
