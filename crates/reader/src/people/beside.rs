//! People whom nothing but the contact beside them tells: "Anna Muster:" above anna.muster@…, "MUSTER Anna GSM: 0488 …".
//!
//! Belongs here: names that an e-mail address repeats, names above or behind a number, and family names in capitals before a telephone's
//! label. Does not belong here: names with a role (see `labelled`, `cards`), whose contact it is (see `contacts`).

use super::Found;
use super::names::{Name, whole};
use crate::document::Holds;
use crate::organisation::DomainName;
use crate::words::plain;
use crate::{Document, Region, Seniority, Source};

/// Lines below a name in which its e-mail address may stand.
const BELOW: usize = 2;
/// Longest line that is looked at.
const MAX_LINE: usize = 90;

pub(super) fn read(document: &Document, skip: &[bool], names: &[bool], domain: &DomainName, found: &mut Found) {
    for (index, block) in document.blocks.iter().enumerate() {
        if skip[index] || block.region == Region::Nav || block.text.len() > MAX_LINE {
            continue;
        }
        if block.holds.any(Holds::AT)
            && let Some(local) = mailbox(&block.text)
        {
            for above in index.saturating_sub(BELOW)..index {
                let line = &document.blocks[above];
                if skip[above] || !names[above] || line.region != block.region || line.text.len() > 60 {
                    continue;
                }
                if let Some(name) = whole(&line.text).filter(|name| repeats(&local, &name.text)) {
                    let evidence = document.evidence(&line.text, line.tag);
                    found.add(name.text, None, Seniority::Unknown, Source::Text, 0.75, evidence);
                }
            }
        }
        if names[index]
            && let Some((name, rest)) = shouted(&block.text)
            && is_dialled(rest)
            && domain.likeness(name) < 0.6
        {
            let evidence = document.evidence_in_block(index, 0..block.text.len());
            // "MUSTER Anna" is Anna Muster.
            let turned = name.rsplit_once(' ').map_or_else(|| name.to_owned(), |(family, given)| format!("{given} {family}"));
            found.add(turned, None, Seniority::Unknown, Source::Text, 0.72, evidence);
        }
        // "(+30) 690 000 0000 (Anna Muster)": whose number it is.
        if names[index]
            && let Some(name) = behind_number(&block.text)
            && domain.likeness(&name.text) < 0.6
        {
            let evidence = document.evidence_in_block(index, 0..block.text.len());
            found.add(name.text, None, Seniority::Unknown, Source::Text, 0.72, evidence);
        }
        // "Anna Muster:" with her mailbox or telephone in the next line.
        if names[index]
            && block.text.trim_end().ends_with(':')
            && block.text.len() <= 40
            && document.blocks.get(index + 1).is_some_and(|next| next.region == block.region && is_contact(&next.text))
            && let Some(name) = whole(&block.text).filter(|name| name.known && domain.likeness(&name.text) < 0.6)
        {
            let evidence = document.evidence_in_block(index, 0..block.text.len());
            found.add(name.text, None, Seniority::Unknown, Source::Text, 0.72, evidence);
        }
    }
}

/// The part before the "@" (or what stands for it) of a line's e-mail address, in plain letters.
fn mailbox(text: &str) -> Option<String> {
    let at = memchr::memchr3(b'@', b'[', b'(', text.as_bytes())?;
    let sign = &text[at..];
    if !sign.starts_with('@') && !["[at]", "(at)", "[~at~]", "[@]", "(@)"].iter().any(|mark| sign.starts_with(mark)) {
        return None;
    }
    let local = text[..at].trim_end().rsplit([' ', ':']).next().filter(|local| local.len() >= 5)?;
    Some(plain(local).replace(['.', '_', '-', ' '], ""))
}

/// True when a mailbox holds the family name and the given name, or the given name's first letter, of somebody.
fn repeats(local: &str, name: &str) -> bool {
    let words: Vec<String> = name.split(' ').map(plain).collect();
    let [first, .., last] = words.as_slice() else { return false };
    last.len() >= 4
        && first.len() >= 2
        && local.len() <= name.len() + 2
        && (local.contains(&format!("{first}{last}"))
            || local.contains(&format!("{last}{first}"))
            || *local == format!("{}{last}", &first[..first.chars().next().map_or(0, char::len_utf8)]))
}

/// "MUSTER Anna": the family name in capitals, the known given name behind it.
fn shouts_family(name: &str) -> bool {
    let Some((family, given)) = name.rsplit_once(' ') else { return false };
    family.chars().all(|c| !c.is_lowercase())
        && family.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && given.chars().any(char::is_lowercase)
        && super::is_known_given(plain(given.split('-').next().unwrap_or(given)).as_str())
}

/// The family name in capitals and the given name that a line begins with, and what follows.
fn shouted(text: &str) -> Option<(&str, &str)> {
    let first = text.find(' ')?;
    let second = text[first + 1..].find(' ').map(|at| first + 1 + at)?;
    shouts_family(&text[..second]).then(|| (&text[..second], &text[second..]))
}

/// The known name in brackets at the end of a line with a telephone number.
fn behind_number(text: &str) -> Option<Name> {
    let (number, inner) = text.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    (number.bytes().filter(u8::is_ascii_digit).count() >= 8).then(|| whole(inner)).flatten().filter(|name| name.known)
}

/// A line that is a mailbox or a telephone number and little else.
fn is_contact(text: &str) -> bool {
    text.len() <= 60 && (mailbox(text).is_some() || text.bytes().filter(u8::is_ascii_digit).count() >= 8)
}

/// A telephone's label and digits.
fn is_dialled(rest: &str) -> bool {
    const LABELS: [&str; 8] = ["gsm", "tel", "mob", "cell", "port", "handy", "phone", "mov"];
    let rest = rest.trim_start_matches([' ', ',', '-', '–', ':', '(']);
    let label = plain(rest.split([' ', ':', '.']).next().unwrap_or_default());
    rest.bytes().filter(u8::is_ascii_digit).count() >= 6
        && (LABELS.iter().any(|known| label.starts_with(known)) || rest.starts_with(['+', '0']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_repeats_a_name() {
        assert!(repeats("annamuster", "Anna Muster"));
        assert!(repeats("amuster", "Anna Muster"));
        assert!(!repeats("annexmuster", "Anna Mustermann"));
        assert!(!repeats("info", "Anna Muster"));
        assert_eq!(mailbox("anna.muster[~at~]muster.test").as_deref(), Some("annamuster"));
        assert_eq!(mailbox("mail: anna.muster@muster.test").as_deref(), Some("annamuster"));
        assert_eq!(mailbox("Muster (Modell) 5"), None);
    }

    #[test]
    fn a_family_name_in_capitals_stands_before_the_given_name() {
        assert!(shouts_family("MUSTER Jean"));
        assert!(!shouts_family("BAR Modelo"));
        assert!(!shouts_family("Jean Muster"));
        assert!(is_dialled(" GSM: 0488/774.850"));
        assert!(!is_dialled(" depuis 1998"));
        assert_eq!(behind_number("Cell. 333 5550166 (Anna Modello)").map(|n| n.text).as_deref(), Some("Anna Modello"));
        assert!(behind_number("Tel. 02 55501660 (Numero Verde)").is_none());
        assert!(behind_number("Anna (Modello)").is_none());
    }
}
