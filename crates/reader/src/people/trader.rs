//! Sole traders: firms that carry the name of the one who keeps them, "Malerbetrieb Max Beispiel" right above the address.
//!
//! The law of Poland puts given and family name into the firm of whoever trades alone; in a German legal notice the provider is a
//! person or a company, and a name behind a trade is the person. Belongs here: such lines. Does not belong here: names that are a
//! line of their own (see `cards`), and those behind a label (see `labelled`).

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::names::{Name, whole};
use super::{Found, is_known_given, is_the_house};
use crate::document::Holds;
use crate::organisation::{DomainName, before_tax_number, has_company_form};
use crate::words::plain;
use crate::{Document, PageKind, Seniority, Source};

/// Longest line that is looked at, in bytes.
const MAX_LINE: usize = 90;
/// Most words of the firm before the name.
const MAX_TRADE: usize = 5;

/// Owners whose name ends the line above an address; `names` are the blocks that may hold one.
pub(super) fn traders(
    document: &Document,
    kind: PageKind,
    skip: &[bool],
    names: &[bool],
    domain: &DomainName,
    found: &mut Found,
) {
    for (index, block) in document.blocks.iter().enumerate().filter(|(index, _)| names[*index] && !skip[*index]) {
        if let Some((name, at)) = in_line(&block.text).filter(|(name, _)| !is_the_house(name, domain)) {
            let evidence = document.evidence_in_block(index, at..at + name.text.len().min(block.text.len() - at));
            found.add(name.text, None, Seniority::Executive, Source::Text, 0.75, evidence);
        }
    }
    // "Esempio di Mario Rossi · P. IVA …"
    for (index, block) in document.blocks.iter().enumerate().filter(|(index, _)| names[*index] && !skip[*index]) {
        if !block.holds.any(Holds::DIGIT) {
            continue;
        }
        let owner = before_tax_number(&block.text).and_then(|head| head.rsplit_once(" di ")).map(|(_, owner)| owner);
        if let Some(owner) = owner
            && let Some(name) = whole(owner).filter(|name| name.known && !is_the_house(name, domain))
            // "di Vanni Teresa": which of the two is the family's name is not to be told.
            && name.text.rsplit(' ').next().is_some_and(|last| !is_known_given(plain(last).as_str()))
            && let Some(at) = block.text.find(owner)
        {
            let evidence = document.evidence_in_block(index, at..at + owner.len());
            found.add(name.text, None, Seniority::Executive, Source::Text, 0.75, evidence);
        }
    }
    for (index, next) in document.blocks.iter().enumerate().skip(1) {
        let above = index - 1;
        let Some(block) = document.blocks.get(above).filter(|b| names[above] && !skip[above] && b.text.len() <= MAX_LINE) else {
            continue;
        };
        let polish = begins_polish_address(&next.text);
        let provider = || kind == PageKind::Legal && heads_notice(document, above) && begins_german_address(&next.text);
        if !polish && !provider() {
            continue;
        }
        let Some((name, at)) = behind_trade(&block.text).filter(|(name, _)| !is_the_house(name, domain)) else { continue };
        let evidence = document.evidence_in_block(above, at..block.text.len());
        found.add(name.text, None, Seniority::Executive, Source::Text, if polish { 0.8 } else { 0.7 }, evidence);
    }
}

/// What stands behind the name of a Polish firm within a line.
static BEHIND: LazyLock<[Finder<'static>; 6]> =
    LazyLock::new(|| [" z siedzibą", ", ul. ", " ul. ", ", NIP", " NIP", ", al. "].map(Finder::new));

/// The name and the place of a Polish firm within a line: "Usługi Wzór Jan Wzorcowy, ul. Prosta 5, NIP …", "administratorem danych
/// jest Wzorex Jan Wzorcowy z siedzibą w …".
fn in_line(text: &str) -> Option<(Name, usize)> {
    const BEFORE: [&str; 4] = [" jest ", " są ", ": ", "firma "];
    let end = BEHIND.iter().filter_map(|mark| mark.find(text.as_bytes())).min()?;
    let head = text.get(..end)?;
    let from = BEFORE.iter().filter_map(|lead| head.rfind(lead).map(|at| at + lead.len())).max().unwrap_or(0);
    let firm = head.get(from..)?.trim_end_matches([' ', ',', '|', '–', '-', '•', '·']);
    (firm.len() <= MAX_LINE).then(|| behind_trade(firm)).flatten().map(|(name, at)| (name, at + from))
}

/// "ul. Wzorowa 5", "00-001 Warszawa", "NIP 123…": what stands beneath the name of a Polish firm.
fn begins_polish_address(text: &str) -> bool {
    let code = || {
        let bytes = text.as_bytes();
        bytes.get(2) == Some(&b'-')
            && bytes.get(..2).is_some_and(|d| d.iter().all(u8::is_ascii_digit))
            && bytes.get(3..6).is_some_and(|d| d.iter().all(u8::is_ascii_digit))
    };
    ["ul.", "Ul.", "al.", "Al.", "os.", "NIP"].iter().any(|lead| text.starts_with(lead)) || code()
}

/// "Musterstraße 5": a short line of words that ends in the number of a house.
fn begins_german_address(text: &str) -> bool {
    text.len() <= MAX_LINE
        && text.starts_with(char::is_alphabetic)
        && text.rsplit(' ').next().is_some_and(|last| last.len() <= 5 && last.starts_with(|c: char| c.is_ascii_digit()))
}

/// True for the first line beneath the heading of a legal notice.
fn heads_notice(document: &Document, index: usize) -> bool {
    index
        .checked_sub(1)
        .and_then(|at| document.blocks.get(at))
        .is_some_and(|b| b.heading > 0 || b.text.starts_with("Angaben gem"))
}

/// The name that ends a line, a trade or a fancy name before it, and where it begins.
fn behind_trade(text: &str) -> Option<(Name, usize)> {
    /// A school or a street named after somebody, a second owner, a branch: whoever follows does not keep the house.
    const NOT_BEFORE: [&str; 16] =
        ["im.", "imienia", "św.", "pw.", "ks.", "ul.", "al.", "i", "&", "und", "and", "+", "-", "–", "von", "Nachfolger"];
    let text = text.trim_end();
    if text.ends_with(|c: char| !c.is_alphabetic()) || text.contains(':') || has_company_form(text) {
        return None;
    }
    let mut next = 0;
    let mut words: Vec<(usize, &str)> = Vec::new();
    for word in text.split(' ') {
        words.push((next, word));
        next += word.len() + 1;
    }
    words.retain(|(_, word)| !word.is_empty());
    let from = words.len().checked_sub(3)?.max(1);
    if from > MAX_TRADE || words.len() > MAX_TRADE + 3 {
        return None;
    }
    (from..words.len() - 1).find_map(|first| {
        let (at, _) = words[first];
        let before = words[first - 1].1.trim_end_matches([',', '"', '”', '’']);
        let name = whole(&text[at..]).filter(|name| name.known && !name.text.contains(','))?;
        (!NOT_BEFORE.contains(&before)).then_some((name, at))
    })
}

#[cfg(test)]
mod tests {
    use super::{behind_trade, in_line};

    fn named(text: &str) -> Option<String> {
        behind_trade(text).map(|(name, _)| name.text)
    }

    #[test]
    fn a_name_that_ends_the_line_of_a_firm_is_its_owner() {
        for (line, name) in [
            ("Wzorex Piotr Przykładowy", "Piotr Przykładowy"),
            ("Usługi Remontowe Anna Wzorcowa", "Anna Wzorcowa"),
            ("Zakład Fryzjerski \"Lok\" Maria Wzorcowa-Przykładowa", "Maria Wzorcowa-Przykładowa"),
            ("Malerbetrieb Hans Beispielmann", "Hans Beispielmann"),
        ] {
            assert_eq!(named(line).as_deref(), Some(name), "{line}");
        }
    }

    #[test]
    fn a_firm_in_a_sentence_or_before_its_address_is_told_too() {
        for line in [
            "Usługi Remontowe Jan Wzorcowy, ul. Prosta 5, 00-001 Warszawa, NIP 1234563218",
            "Administratorem danych osobowych jest Usługi Remontowe Jan Wzorcowy z siedzibą w Warszawie",
        ] {
            assert_eq!(in_line(line).map(|(name, _)| name.text).as_deref(), Some("Jan Wzorcowy"), "{line}");
        }
        for line in ["Spotkanie: Jan Wzorcowy, ul. Prosta 5", "Wzorex Sp. z o.o. Jan Wzorcowy, ul. Prosta 5", "przy ul. Jan"] {
            assert!(in_line(line).is_none(), "{line}");
        }
    }

    #[test]
    fn patrons_companies_and_plain_names_are_no_owners() {
        for line in [
            "Szkoła Podstawowa im. Jan Wzorcowy",
            "Wzorex Piotr Przykładowy Sp. z o.o.",
            "Malerbetrieb Hans Beispielmann GmbH",
            "Hans Beispielmann",
            "Beispiel und Hans Muster",
            "Firma: Wzorex Piotr Przykładowy",
            "",
            "a",
        ] {
            assert_eq!(named(line), None, "{line}");
        }
    }
}
