//! People as a page presents them: a name as a line of its own, the role beneath, several set alike. What a line tells without its
//! neighbours is in `lines`.

mod lines;

use std::cell::LazyCell;
use std::collections::HashSet;

use super::names::{Name, fits, is_letters, leading, whole};
use super::{Found, elsewhere, is_the_house, plausible_pair, roles};
use crate::document::ElementRef;
use crate::organisation::DomainName;
use crate::short_text::any_byte;
use crate::{Block, Document, PageKind, Region, Seniority, Source};

use lines::Lines;

/// Blocks under headings that present the people of the house.
fn team_parts(document: &Document, kind: PageKind) -> Vec<bool> {
    let mut out = vec![kind == PageKind::Team; document.blocks.len()];
    let mut level: Option<u8> = None;
    for (index, block) in document.blocks.iter().enumerate() {
        // Bold lines are headings in all but name, below every real one.
        let rank = if block.heading > 0 {
            block.heading
        } else if block.strong && block.text.len() < 60 {
            7
        } else {
            0
        };
        if rank > 0 {
            if roles::announces_team(&block.text) && whole(&block.text).is_none_or(|n| !n.known) {
                level = Some(rank);
            } else if level.is_some_and(|l| rank < l || rank == l && whole(&block.text).is_none()) {
                level = None;
            }
        }
        if block.region == Region::Footer {
            level = None;
        }
        out[index] |= level.is_some();
    }
    out
}

/// Longest line that may be a name or a role, in bytes.
const MAX_LINE: usize = 80;
/// Most names that a page may set as lines of their own.
const MAX_CARDS: usize = 150;

/// How a page sets a card: cards of one row look alike.
type Look = (&'static str, u8, Option<&'static str>);

/// A name as a line of its own, with what stands beneath it.
struct Card {
    index: usize,
    name: Name,
    /// The line with the role, and its seniority when it holds a role word.
    role: Option<(usize, Option<Seniority>)>,
    look: Look,
}

impl Card {
    /// True when the name alone tells a person.
    fn is_sure(&self) -> bool {
        self.name.known || self.name.titled
    }
}

/// Cards with a role word beneath (or above) are believed for a known given name; their neighbours of the same look then need
/// neither. Without a role, a known given name counts where people are presented.
///
/// `names` are the blocks that may hold one.
pub(super) fn cards(document: &Document, kind: PageKind, skip: &[bool], names: &[bool], domain: &DomainName, found: &mut Found) {
    let taken = vec![false; document.blocks.len()];
    let mut lines = Lines { document, kind, skip, domain, teams: team_parts(document, kind), taken };
    let mut cards: Vec<Card> = Vec::new();
    for index in (0..document.blocks.len()).filter(|index| names[*index]) {
        if cards.len() >= MAX_CARDS || !lines.may_present(index) {
            continue;
        }
        let block = &document.blocks[index];
        let told = lines.told(index);
        if !told.is_empty() {
            for telling in told {
                telling.add(document, block, found);
            }
        } else if fits(&block.text, MAX_LINE) {
            // "Platschef Anders Muster": what opens with an office is no name of three words.
            let office = || block.text.split(' ').next().is_some_and(roles::is_office);
            match whole(&block.text).filter(|_| block.text.matches(' ').count() < 2 || !office()) {
                Some(name) => match lines.told_before_office(index, &name) {
                    Some(telling) => telling.add(document, block, found),
                    None => cards.extend(lines.card(index, name)),
                },
                None => lines.told_with_office(index).into_iter().for_each(|telling| telling.add(document, block, found)),
            }
        }
    }
    let row = Row::of(&lines, &cards);
    for card in &cards {
        let Some((with_role, confidence)) = row.verdict(card) else { continue };
        let block = &document.blocks[card.index];
        let role = card.role.filter(|_| with_role);
        let title = role.map(|(line, _)| role_part(&document.blocks[line].text, &document.blocks[line].seams).to_owned());
        let seniority = role.and_then(|(_, s)| s).unwrap_or(Seniority::Unknown);
        let words = format!("{} {}", block.text, title.as_deref().unwrap_or(""));
        found.add(card.name.text.clone(), title, seniority, Source::Text, confidence, document.evidence(&words, block.tag));
    }
}

impl<'a> Lines<'a> {
    /// The card of a name that is a line of its own; the line that tells the role is taken.
    fn card(&mut self, index: usize, name: Name) -> Option<Card> {
        let block = &self.document.blocks[index];
        // "MBBS, MD (Medicine)" between a name and its role.
        let letters = self.document.blocks.get(index + 1).is_some_and(|b| is_letters(&b.text));
        let below = index + 1 + usize::from(letters);
        let voice = self.document.blocks.get(below).is_some_and(|b| is_customers_role(role_part(&b.text, &b.seams)));
        if is_the_house(&name, self.domain) || voice || self.others_speak(index) {
            return None;
        }
        let word = |at: usize| self.beside(index, at).and_then(|b| roles::role_line(role_part(&b.text, &b.seams)));
        let over = || self.above(index).and_then(|at| word(at).map(|s| (at, Some(s))));
        // "President" over a name and "Phone" under it: a role that is one beats a line that may be anything.
        let label_below = self.document.blocks.get(below).is_some_and(|b| is_contact_label(&b.text));
        let role = match word(below) {
            Some(s) => Some((below, Some(s))),
            None => match self.beside(index, below).filter(|_| !label_below) {
                Some(b) if is_short_line(role_part(&b.text, &b.seams)) && (b.heading == 0 || b.heading > block.heading) => {
                    Some((below, None))
                }
                _ => over(),
            },
        };
        if let Some((at, _)) = role {
            self.taken[at] = true;
        }
        let look = (block.tag, block.heading, role.map(|(at, _)| self.document.blocks[at].tag));
        Some(Card { index, name, role, look })
    }

    /// The line `at`, when it may tell the role of the name at `index`.
    fn beside(&self, index: usize, at: usize) -> Option<&'a Block> {
        self.document.blocks.get(at).filter(|b| {
            !self.skip[at]
                && !self.taken[at]
                && b.region == self.document.blocks[index].region
                && in_one_row(self.document, index, at)
                && b.text.len() <= 110
                && !elsewhere(&b.text)
                && whole(&b.text).is_none_or(|n| !n.known)
        })
    }

    /// The line above. It is a role only when it is one and nothing else.
    fn above(&self, index: usize) -> Option<usize> {
        let blocks = &self.document.blocks;
        index.checked_sub(1).filter(|at| {
            blocks[*at].heading == 0
                && blocks[*at].text.len() <= 40
                // In a row of a table the name before is that of the row above.
                && (*at == 0 || blocks[index].tag == "td" || whole(&blocks[*at - 1].text).is_none())
        })
    }
}

/// The cards of a page, which vouch for each other.
struct Row<'a> {
    lines: &'a Lines<'a>,
    cards: &'a [Card],
    /// Looks of cards that are a person's beyond doubt.
    looks: Vec<Look>,
    /// Every word that the page writes in small letters somewhere.
    small_words: LazyCell<HashSet<&'a str>, Box<dyn FnOnce() -> HashSet<&'a str> + 'a>>,
}

impl<'a> Row<'a> {
    fn of(lines: &'a Lines<'a>, cards: &'a [Card]) -> Self {
        let told = |card: &&Card| card.is_sure() && card.role.is_some_and(|(_, seniority)| seniority.is_some());
        let looks = cards.iter().filter(told).map(|card| card.look).collect();
        let document = lines.document;
        Self { lines, cards, looks, small_words: LazyCell::new(Box::new(move || words_in_lower_case(document))) }
    }

    /// Whether a card is a person's: with the role or without, and how sure that is.
    fn verdict(&self, card: &Card) -> Option<(bool, f32)> {
        let Lines { document, kind, .. } = *self.lines;
        let block = &document.blocks[card.index];
        let presented = block.heading > 0 || block.strong;
        let in_team = self.lines.teams[card.index];
        let people_page = kind == PageKind::About || in_team;
        let in_row = self.looks.contains(&card.look);
        let crowded = || self.cards.iter().filter(|c| c.look == card.look && c.is_sure()).count() >= 2;
        // "Implantes Dentales" between two dentists: a word that the page writes small elsewhere is no name.
        let proper = || !card.name.text.split(' ').any(|word| self.small_words.contains(word.to_lowercase().as_str()));
        match (card.is_sure(), card.role) {
            (true, Some((_, Some(_)))) => Some((true, if presented { 0.92 } else { 0.82 })),
            (true, Some((_, None)))
                if in_row || people_page && presented || people_page && crowded() || in_team && card.name.known =>
            {
                Some((true, 0.8))
            }
            // "Minta Zoltán" above what he is.
            (false, Some((_, Some(_)))) if card.name.turned && block.region == Region::Main && proper() => Some((true, 0.75)),
            (false, Some(_)) if in_row && proper() => Some((true, 0.72)),
            // A given name that no table knows, among known ones of the same look, each with its own words beneath.
            (false, None)
                if in_team && presented && crowded() && is_told_of_beneath(document, card) && plausible_pair(&card.name) =>
            {
                Some((false, 0.62))
            }
            (false, Some((_, seniority)))
                if kind == PageKind::Team
                    && presented
                    && (seniority.is_some() || crowded())
                    && plausible_pair(&card.name)
                    && proper() =>
            {
                Some((true, 0.6))
            }
            (true, role)
                if card.name.known
                    && block.region == Region::Main
                    && matches!(kind, PageKind::Home | PageKind::Contact | PageKind::About)
                    && has_contact_beneath(document, card) =>
            {
                Some((role.is_some(), 0.7))
            }
            (true, None) if in_team && card.name.known && (card.name.titled || crowded()) => Some((false, 0.65)),
            (true, None) if in_team && card.name.titled && presented && crowded() => Some((false, 0.62)),
            // "Emily Muster, DVM" twice and more as headings.
            (true, _)
                if presented
                    && card.name.known
                    && card.name.titled
                    && block.region == Region::Main
                    && matches!(kind, PageKind::Home | PageKind::Contact | PageKind::About)
                    && crowded() =>
            {
                Some((false, 0.65))
            }
            // "Sobre mí", and who that is.
            (true, role)
                if presented && card.name.known && block.region == Region::Main && is_introduced(document, card.index) =>
            {
                Some((role.is_some(), 0.75))
            }
            (true, _) => alone(document, card, kind, presented).map(|confidence| (false, confidence)),
            _ => None,
        }
    }
}

/// False for two cells of different rows: a cell speaks of its own.
fn in_one_row(document: &Document, first: usize, second: usize) -> bool {
    let row = |at: usize| {
        let block = document.blocks.get(at).filter(|b| b.tag == "td")?;
        document.element(block.node)?.parent().map(|row| row.id())
    };
    match (row(first), row(second)) {
        (Some(first), Some(second)) => first == second,
        _ => true,
    }
}

/// "Fiona Muster – Winemaker" right above or below: a line of the same shape with a role that is known.
fn beside_one_alike(document: &Document, index: usize) -> bool {
    let block = &document.blocks[index];
    let alike = |at: usize| {
        let other =
            document.blocks.get(at).filter(|b| b.region == block.region && b.tag == block.tag && fits(&b.text, MAX_LINE))?;
        let (name, rest) = leading(&other.text).filter(|(n, _)| n.known)?;
        let parted = rest.trim_start().starts_with([',', '–', '-', '—', '|', '·']) && !name.text.is_empty();
        roles::role_line(rest).filter(|_| parted)
    };
    // The telephone or the address of either may stand between them.
    let is_contact = |at: usize| {
        document.blocks.get(at).is_some_and(|b| {
            fits(&b.text, MAX_LINE) && (b.text.contains('@') || b.text.bytes().filter(u8::is_ascii_digit).count() >= 7)
        })
    };
    let ahead = if is_contact(index + 1) { index + 2 } else { index + 1 };
    let back = if index.checked_sub(1).is_some_and(is_contact) { 2 } else { 1 };
    alike(ahead).is_some() || index.checked_sub(back).and_then(alike).is_some()
}

/// Words for those who buy and are treated, as their voices are signed with: "Wolfgang Muster, Patient".
fn is_customers_role(text: &str) -> bool {
    // Letters and digits of the longest of them. What stands below a name may be a whole paragraph, and is not made plain then.
    const LONGEST: usize = 14;
    if text.bytes().filter(u8::is_ascii_alphanumeric).nth(LONGEST).is_some() {
        return false;
    }
    matches!(
        crate::words::plain(text).as_str(),
        "patient"
            | "patientin"
            | "kunde"
            | "kundin"
            | "stammkunde"
            | "stammkundin"
            | "gast"
            | "mieter"
            | "mieterin"
            | "client"
            | "cliente"
            | "customer"
            | "happy customer"
            | "happy client"
            | "guest"
            | "homeowner"
            | "bride"
            | "groom"
            | "tenant"
            | "patiente"
            | "particulier"
            | "paciente"
            | "huesped"
            | "paziente"
            | "klant"
            | "klient"
            | "klientka"
            | "pacjent"
            | "pacjentka"
            | "zakaznik"
            | "zakaznice"
            | "kund"
            | "kunde hos oss"
    )
}

/// True for a name with the number or the address of the one it names right beneath it: "Anders Muster", "Mobil: 20 55 01 42".
fn has_contact_beneath(document: &Document, card: &Card) -> bool {
    const LINES: usize = 3;
    let block = &document.blocks[card.index];
    let Some(parent) = document.element(block.node).map(|e| e.id()) else { return false };
    if stands_with_contact(document, card.index) {
        return true;
    }
    document.blocks.iter().skip(card.index + 1).take(LINES).take_while(|b| b.heading == 0 && b.region == block.region).any(|b| {
        let together =
            b.node == block.node || document.element(b.node).is_some_and(|e| e.ancestors().take(2).any(|a| a.id() == parent));
        together && fits(&b.text, MAX_LINE) && (b.text.contains('@') || b.text.bytes().filter(u8::is_ascii_digit).count() >= 7)
    })
}

/// True for a name whose next line is a telephone or an address and nothing else, within one small element: a card of which each line has
/// an element of its own.
fn stands_with_contact(document: &Document, index: usize) -> bool {
    const LEVELS: usize = 3;
    let Some(next) = document.blocks.get(index + 1).filter(|b| b.region == document.blocks[index].region) else { return false };
    let contact = next.text.starts_with('+') || next.text.starts_with(|c: char| c.is_ascii_digit()) || next.text.contains('@');
    if !contact || !fits(&next.text, MAX_LINE) || !is_contact_alone(&next.text) {
        return false;
    }
    let (Some(name), Some(line)) = (document.element(document.blocks[index].node), document.element(next.node)) else {
        return false;
    };
    let above = |e: ElementRef<'_>| e.ancestors().take(LEVELS).map(|a| a.id()).collect::<Vec<_>>();
    let line = above(line);
    above(name).iter().any(|id| line.contains(id))
}

/// "+420 600 …", "anna@muster.test": nothing but what somebody is reached by.
fn is_contact_alone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.contains('@') && !text.contains(' ') || (7..=16).contains(&digits) && letters == 0
}

/// The part of a line that may be a role: without the number, the address and the next element that only a style sheet parts from it.
/// "Managing Partner – Direct: 01 …" is "Managing Partner".
pub(super) fn role_part<'a>(text: &'a str, seams: &[u32]) -> &'a str {
    // A few digits are a year of training or of the house; many are a telephone.
    let dialled = |at: usize| text[at..].bytes().take(20).filter(u8::is_ascii_digit).count() >= 6;
    // By their first bytes: most texts hold none, and all of one is asked at once.
    let may_end = |byte: u8| matches!(byte, b'|' | b'+' | b'(' | b'0'..=b'9' | 0xe2);
    let ends = |at: &usize| match text.as_bytes()[*at] {
        b'|' => true,
        0xe2 => text[*at..].starts_with('•'),
        _ => dialled(*at),
    };
    let mut end = text.len();
    if any_byte(text, may_end) {
        let mut places = text.bytes().enumerate().filter(|(_, byte)| may_end(*byte)).map(|(at, _)| at);
        end = places.find(ends).unwrap_or(end);
    }
    if let Some(at) = text[..end].find('@') {
        end = text[..at].rfind(char::is_whitespace).unwrap_or(0);
    }
    let element = seams.iter().filter_map(|s| text.split_at_checked(*s as usize)).find(|(head, tail)| {
        head.len() < end
            && head.ends_with(|c: char| c.is_lowercase() || matches!(c, '.' | ')'))
            && tail.starts_with(|c: char| !c.is_lowercase() || tail.contains('@'))
    });
    end = element.map_or(end, |(head, _)| head.len());
    let mut part = text[..end].trim_end_matches([' ', '(', ',', ';', '/', '·', '–', '-', '—']);
    // "2. Vorsitzende" keeps what it is; "Tel.:" and "Direct:" go with the number they announced.
    if part.is_empty() {
        return text;
    }
    if end < text.len() {
        while let Some((head, last)) = part.rsplit_once(' ') {
            let label = last.ends_with(':') || last.ends_with('.') && last.len() <= 6;
            if !label {
                break;
            }
            part = head.trim_end_matches([' ', ',', ';', '/', '·', '–', '-', '—']);
        }
    }
    part
}

/// Every word that the page writes in small letters somewhere.
pub(super) fn words_in_lower_case(document: &Document) -> HashSet<&str> {
    document
        .blocks
        .iter()
        .flat_map(|b| b.text.split(|c: char| !c.is_alphabetic()))
        .filter(|w| w.starts_with(char::is_lowercase))
        .collect()
}

/// True for a block within an element whose class says that others speak: testimonials, reviews, comments.
fn in_others_voice(document: &Document, index: usize) -> bool {
    const WORDS: &[&str] = &[
        "testimonial",
        "review",
        "rezension",
        "bewertung",
        "kundenstimme",
        "temoignage",
        "recension",
        "opinion",
        "depoimento",
        "opinie",
        "trustindex",
        "feedback",
        "comment",
        "quote",
        "referenz",
        "customer-voice",
    ];
    let Some(element) = document.blocks.get(index).and_then(|b| document.element(b.node)) else { return false };
    let own = std::iter::once(element);
    own.chain(element.ancestors().take(7).filter_map(ElementRef::wrap))
        .filter(|e| !matches!(e.value().name(), "body" | "html" | "main"))
        .filter_map(|e| e.attr("class"))
        .any(|class| {
            let class = class.get(..class.len().min(300)).unwrap_or_default().to_ascii_lowercase();
            // "preview" is no review.
            WORDS.iter().any(|w| class.match_indices(w).any(|(at, _)| !class[..at].ends_with(|c: char| c.is_ascii_alphabetic())))
        })
}

/// A line that may be a role no table knows ("Maître savonnière"): a few words, no sentence, no contact.
pub(super) fn is_short_line(text: &str) -> bool {
    text.chars().count() <= 60
        && text.split(' ').count() <= 8
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !text.bytes().any(|b| b.is_ascii_digit())
        && !text.contains(['@', ':', '!', '?', '“', '"', '„', '→', '©'])
        && !text.ends_with('.')
        && !text.ends_with('…')
        && !["by ", "von ", "par ", "posted ", "published "].iter().any(|w| text.starts_with(w))
}

/// True when the line above or the heading above says that the one who writes the page comes next.
fn is_introduced(document: &Document, index: usize) -> bool {
    const LINES: usize = 3;
    let above = document.blocks.get(index.saturating_sub(LINES)..index).unwrap_or_default();
    above.iter().rev().any(|b| (b.heading > 0 || b.strong) && roles::announces_oneself(&b.text))
}

/// "Phone", "E-Mail": what the next line is, and no office.
fn is_contact_label(text: &str) -> bool {
    text.len() <= 12
        && matches!(
            crate::short_text::ShortText::plain(text).as_str(),
            "phone" | "telephone" | "tel" | "mobile" | "email" | "e mail" | "mail" | "telefon" | "telefoon" | "mobil" | "handy"
        )
}

/// "Elin Muster" above "Elin trained as …": what stands beneath goes on with the given name.
fn is_told_of_beneath(document: &Document, card: &Card) -> bool {
    let Some((given, _)) = card.name.text.split_once(' ') else { return false };
    document
        .blocks
        .get(card.index + 1)
        .is_some_and(|b| b.text.len() > 60 && b.text.strip_prefix(given).is_some_and(|rest| rest.starts_with([' ', '\'', '’'])))
}

/// A known given name without a role: how sure it is a person of the house.
fn alone(document: &Document, card: &Card, kind: PageKind, presented: bool) -> Option<f32> {
    let block = &document.blocks[card.index];
    if block.region == Region::Footer && !card.name.titled {
        return None;
    }
    // The first words of a legal notice ("Angaben gemäß § 5": a sole trader).
    let heads_legal = kind == PageKind::Legal
        && (document.heading_of(card.index).is_some_and(|h| h.text.len() < 80) || block.strong)
        && next_is_address(document, card.index);
    if heads_legal {
        Some(0.7)
    } else if kind == PageKind::Team && presented && card.name.known {
        Some(0.65)
    } else if card.name.titled
        && card.name.known
        && (block.text.contains('.') || block.text.starts_with("Dr "))
        && matches!(kind, PageKind::Team | PageKind::About | PageKind::Contact | PageKind::Legal)
    {
        // "Dr. med. Erika Muster" stands for the practice.
        Some(0.65)
    } else {
        None
    }
}

/// One of the next two blocks has a house number or a postal code.
fn next_is_address(document: &Document, index: usize) -> bool {
    document.blocks.iter().skip(index + 1).take(2).any(|b| b.text.len() < 80 && b.text.bytes().any(|c| c.is_ascii_digit()))
}
