//! Whoever holds the rights of a page and is a person: "© 2024 Anna Muster" on the page of one who works alone.
//!
//! Belongs here: the line, and what must speak for it elsewhere on the page, since designers and photographers sign so too. Does not
//! belong here: firms that hold them (`organisation::names`).

use super::names::{Name, leading, whole};
use super::{Found, names_a_trade};
use crate::{Document, Region, Seniority, Source};

/// Blocks from the end of a page that are looked at: the line is nearly always the last.
const BLOCKS: usize = 24;
/// Longest line, in bytes.
const MAX_LINE: usize = 200;

/// The person who holds the rights, when the head of the page names them too.
pub(super) fn holder(document: &Document, skip: &[bool], names: &[bool], found: &mut Found) {
    let from = document.blocks.len().saturating_sub(BLOCKS);
    for (index, block) in document.blocks.iter().enumerate().skip(from) {
        if block.text.len() > MAX_LINE || !names[index] || skip[index] {
            continue;
        }
        let Some(at) = memchr::memmem::find(block.text.as_bytes(), "©".as_bytes()) else { continue };
        let Some(name) = held_by(&block.text[at + '©'.len_utf8()..]) else { continue };
        let family: Vec<&str> = name.text.split(' ').skip(1).collect();
        if names_the_page(document, index, &name) && !names_a_trade(document, &family) {
            let evidence = document.evidence(&block.text, block.tag);
            found.add(name.text, None, Seniority::Unknown, Source::Text, 0.62, evidence);
        }
        return;
    }
}

/// The name behind the sign and the years, when it is all that stands there.
fn held_by(text: &str) -> Option<Name> {
    let rest = text.trim_start_matches(|c: char| !c.is_alphabetic());
    let rest = ["Copyright ", "by ", "by: "].iter().find_map(|lead| rest.strip_prefix(lead)).unwrap_or(rest);
    let (name, behind) = leading(rest.trim_start_matches(|c: char| !c.is_alphabetic()))?;
    let behind = behind.trim_start();
    let ends = behind.is_empty()
        || behind.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '|' | '-' | '–' | '—' | '·' | '•' | '©'))
        || ["All ", "Alle ", "Tous ", "Wszelkie ", "Všechna "].iter().any(|word| behind.starts_with(word));
    let short = (2..=3).contains(&name.text.split(' ').count());
    (name.known && ends && short).then_some(name)
}

/// True when the title, a heading or a line of the page's head is or holds the name too.
fn names_the_page(document: &Document, line: usize, name: &Name) -> bool {
    let titled = document.title.as_deref().is_some_and(|title| title.contains(&name.text));
    titled
        || document.blocks[..line].iter().any(|block| {
            (block.heading > 0 || matches!(block.region, Region::Header | Region::Nav))
                && block.text.contains(&name.text)
                && whole(&block.text).is_some_and(|other| other.text == name.text)
        })
}

#[cfg(test)]
mod tests {
    use super::held_by;

    fn named(text: &str) -> Option<String> {
        held_by(text).map(|name| name.text)
    }

    #[test]
    fn a_name_and_nothing_else_holds_the_rights() {
        for text in
            [" 2024 Anna Muster", " Anna Muster 2016 | Osteopathie Musterdorf", " 2019–2024 by Anna Muster. All rights reserved"]
        {
            assert_eq!(named(text).as_deref(), Some("Anna Muster"), "{text}");
        }
    }

    #[test]
    fn firms_and_trades_hold_them_mostly() {
        for text in [" 2024 Anna Muster Photography Studio Ltd", " 2024 Muster GmbH", " 2024 Grace and Favour", " 2024"] {
            assert_eq!(named(text), None, "{text}");
        }
    }
}
