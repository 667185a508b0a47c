//! People as a page presents them: a name as a line of its own, the role beneath, several set alike.

use super::given::is_known_given;
use super::names::{Name, couple, leading, whole, with_office};
use std::collections::HashSet;

use scraper::ElementRef;

use crate::short_text::ShortText;

use super::{Found, elsewhere, is_the_house, plausible_pair, roles};
use crate::organisation::DomainName;
use crate::{Document, PageKind, Region, Seniority, Source};

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
/// Longest line in which style sheets keep a name, a role and contacts apart, in bytes.
const MAX_PARTED: usize = 240;

/// A name as a line of its own, with what stands beneath it.
struct Card {
    index: usize,
    name: Name,
    /// The line with the role, and its seniority when it holds a role word.
    role: Option<(usize, Option<Seniority>)>,
    /// How the page sets it: cards of one row look alike.
    look: (&'static str, u8, Option<&'static str>),
}

/// Cards with a role word beneath (or above) are believed for a known given name; their neighbours of the same look then need
/// neither. Without a role, a known given name counts where people are presented.
///
/// `names` are the blocks that may hold one.
pub(super) fn cards(document: &Document, kind: PageKind, skip: &[bool], names: &[bool], domain: &DomainName, found: &mut Found) {
    let teams = team_parts(document, kind);
    // Builders' testimonial widgets also set teams: where a team is announced, they do.
    let others_speak = |index: usize| !teams[index] && in_others_voice(document, index);
    let mut cards: Vec<Card> = Vec::new();
    let mut taken = vec![false; document.blocks.len()];
    for index in 0..document.blocks.len() {
        let block = &document.blocks[index];
        if skip[index]
            || taken[index]
            || !names[index]
            || block.region == Region::Nav
            || block.text.len() < 5
            || cards.len() >= 150
        {
            continue;
        }
        if block.text.len() > if block.seams.is_empty() { MAX_LINE } else { MAX_PARTED } {
            // The line of a footer with the firm's name and its tax number.
            if (block.text.contains("P.I") || block.text.contains("P. I"))
                && let Some(name) = in_the_firms_name(&block.text)
            {
                found.add(name.text, None, Seniority::Executive, Source::Text, 0.7, document.evidence(&block.text, block.tag));
            }
            continue;
        }
        if let Some((name, role)) = parted_by_style(&block.text, &block.seams)
            && !is_the_house(&name, domain)
            && !others_speak(index)
        {
            let seniority = roles::role_line(role).unwrap_or(Seniority::Unknown);
            found.add(name.text, Some(role.to_owned()), seniority, Source::Text, 0.85, document.evidence(&block.text, block.tag));
            continue;
        }
        if let Some(name) = speaks_for_itself(&block.text).filter(|_| {
            let introduces =
                matches!(kind, PageKind::Home | PageKind::About | PageKind::Team | PageKind::Contact | PageKind::Legal);
            introduces && block.region == Region::Main && whole(&block.text).is_none() && !others_speak(index)
        }) {
            found.add(name.text, None, Seniority::Unknown, Source::Text, 0.65, document.evidence(&block.text, block.tag));
            continue;
        }
        if let Some(name) = in_the_firms_name(&block.text) {
            found.add(name.text, None, Seniority::Executive, Source::Text, 0.7, document.evidence(&block.text, block.tag));
            continue;
        }
        if block.text.len() > MAX_LINE {
            continue;
        }
        if let Some((names, rest)) = couple(&block.text)
            && rest.trim().is_empty()
            && (next_is_address(document, index) || matches!(kind, PageKind::Legal | PageKind::Contact))
            && !others_speak(index)
        {
            for name in names {
                found.add(name, None, Seniority::Unknown, Source::Text, 0.75, document.evidence(&block.text, block.tag));
            }
            continue;
        }
        if let Some(names) = pair(&block.text).filter(|_| block.region == Region::Main && !others_speak(index)) {
            for name in names {
                let evidence = document.evidence(&block.text, block.tag);
                found.add(name.text, None, Seniority::Unknown, Source::Text, 0.7, evidence);
            }
            continue;
        }
        if (block.heading > 0 || block.strong)
            && let Some(name) = in_the_houses_name(&block.text)
        {
            found.add(name.text, None, Seniority::Unknown, Source::Text, 0.7, document.evidence(&block.text, block.tag));
            continue;
        }
        let Some(name) = whole(&block.text) else {
            if let Some((office, name)) = with_office(&block.text)
                && !others_speak(index)
            {
                let seniority = roles::role_line(office).unwrap_or(Seniority::Unknown);
                let presented = block.heading > 0 || block.strong || teams[index];
                found.add(
                    name.text,
                    Some(office.to_owned()),
                    seniority,
                    Source::Text,
                    if presented { 0.85 } else { 0.7 },
                    document.evidence(&block.text, block.tag),
                );
                continue;
            }
            // "Otis Muster, Dirigent" where the people are presented.
            let parts = |text: &str| text.trim_start().starts_with([',', '(', '–', '-', '—', '|']);
            if (teams[index] || memchr::memchr3(b',', b'-', 0xe2, block.text.as_bytes()).is_some())
                && let Some((name, rest)) = leading(&block.text)
                && (parts(rest) || teams[index] && roles::is_office(rest))
                && (teams[index] || name.known && beside_one_alike(document, index))
                && is_short_line(rest)
                && plausible_pair(&name)
                && !elsewhere(rest)
                && !is_the_house(&name, domain)
            {
                let confidence = if name.known || name.titled { 0.8 } else { 0.62 };
                found.add(
                    name.text,
                    Some(rest.to_owned()),
                    roles::role_line(rest).unwrap_or(Seniority::Unknown),
                    Source::Text,
                    confidence,
                    document.evidence(&block.text, block.tag),
                );
            }
            continue;
        };
        let voice = document.blocks.get(index + 1).is_some_and(|b| is_customers_role(role_part(&b.text, &b.seams)));
        if is_the_house(&name, domain) || voice || others_speak(index) {
            continue;
        }
        let line = |at: usize| {
            document.blocks.get(at).filter(|b| {
                !skip[at]
                    && !taken[at]
                    && b.region == block.region
                    && in_one_row(document, index, at)
                    && b.text.len() <= 110
                    && !elsewhere(&b.text)
                    && whole(&b.text).is_none_or(|n| !n.known)
            })
        };
        let part = |b: &'_ crate::Block| role_part(&b.text, &b.seams).to_owned();
        let word = |at: usize| line(at).and_then(|b| roles::role_line(&part(b)));
        // A line above is a role only when it is one and nothing else.
        let above = || {
            index.checked_sub(1).filter(|at| {
                document.blocks[*at].heading == 0
                    && document.blocks[*at].text.len() <= 40
                    // In a row of a table the name before is that of the row above.
                    && (*at == 0 || block.tag == "td" || whole(&document.blocks[*at - 1].text).is_none())
            })
        };
        let below = index + 1;
        let role = match word(below) {
            Some(s) => Some((below, Some(s))),
            None => match line(below).filter(|b| is_short_line(&part(b)) && (b.heading == 0 || b.heading > block.heading)) {
                Some(_) => Some((below, None)),
                None => above().and_then(|at| word(at).map(|s| (at, Some(s)))),
            },
        };
        if let Some((at, _)) = role {
            taken[at] = true;
        }
        let look = (block.tag, block.heading, role.map(|(at, _)| document.blocks[at].tag));
        cards.push(Card { index, name, role, look });
    }
    let sure = |c: &Card| c.name.known || c.name.titled;
    let rows: Vec<_> = cards.iter().filter(|c| sure(c) && c.role.is_some_and(|(_, s)| s.is_some())).map(|c| c.look).collect();
    let crowd = |look: (&str, u8, Option<&str>)| cards.iter().filter(|c| c.look == look && sure(c)).count();
    let mut accepted: Vec<(usize, bool, f32)> = Vec::new();
    let mut small_words: Option<HashSet<&str>> = None;
    for (at, card) in cards.iter().enumerate() {
        let block = &document.blocks[card.index];
        let presented = block.heading > 0 || block.strong;
        let in_team = teams[card.index];
        let people_page = kind == PageKind::About || in_team;
        let in_row = rows.contains(&card.look);
        // "Implantes Dentales" between two dentists: a word that the page writes small elsewhere is no name.
        let mut proper =
            || {
                sure(card)
                    || !card.name.text.split(' ').any(|w| {
                        small_words.get_or_insert_with(|| words_in_lower_case(document)).contains(w.to_lowercase().as_str())
                    })
            };
        let verdict = match (sure(card), card.role) {
            (true, Some((_, Some(_)))) => Some((true, if presented { 0.92 } else { 0.82 })),
            (true, Some((_, None)))
                if in_row || people_page && presented || people_page && crowd(card.look) >= 2 || in_team && card.name.known =>
            {
                Some((true, 0.8))
            }
            (false, Some(_)) if in_row && proper() => Some((true, 0.72)),
            (false, Some((_, Some(_)))) if kind == PageKind::Team && presented && plausible_pair(&card.name) && proper() => {
                Some((true, 0.6))
            }
            (false, Some((_, None)))
                if kind == PageKind::Team && presented && crowd(card.look) >= 2 && plausible_pair(&card.name) && proper() =>
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
            (true, None) if in_team && card.name.known && (card.name.titled || crowd(card.look) >= 2) => Some((false, 0.65)),
            (true, _) => alone(document, card, kind, presented).map(|c| (false, c)),
            _ => None,
        };
        if let Some((with_role, confidence)) = verdict {
            accepted.push((at, with_role, confidence));
        }
    }
    for (at, with_role, confidence) in accepted {
        let card = &cards[at];
        let block = &document.blocks[card.index];
        let role = card.role.filter(|_| with_role);
        let title = role.map(|(line, _)| role_part(&document.blocks[line].text, &document.blocks[line].seams).to_owned());
        let seniority = role.and_then(|(_, s)| s).unwrap_or(Seniority::Unknown);
        let words = format!("{} {}", block.text, title.as_deref().unwrap_or(""));
        found.add(card.name.text.clone(), title, seniority, Source::Text, confidence, document.evidence(&words, block.tag));
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
            document.blocks.get(at).filter(|b| b.region == block.region && b.tag == block.tag && b.text.len() <= MAX_LINE)?;
        let (name, rest) = leading(&other.text).filter(|(n, _)| n.known)?;
        let parted = rest.trim_start().starts_with([',', '–', '-', '—', '|']) && !name.text.is_empty();
        roles::role_line(rest).filter(|_| parted)
    };
    alike(index + 1).is_some() || index.checked_sub(1).and_then(alike).is_some()
}

/// Words for those who buy and are treated, as their voices are signed with: "Wolfgang Muster, Patient".
fn is_customers_role(text: &str) -> bool {
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
    document.blocks.iter().skip(card.index + 1).take(LINES).take_while(|b| b.heading == 0 && b.region == block.region).any(|b| {
        let together =
            b.node == block.node || document.element(b.node).is_some_and(|e| e.ancestors().take(2).any(|a| a.id() == parent));
        together && b.text.len() <= MAX_LINE && (b.text.contains('@') || b.text.bytes().filter(u8::is_ascii_digit).count() >= 7)
    })
}

/// The part of a line that may be a role: without the number, the address and the next element that only a style sheet parts from it.
/// "Managing Partner – Direct: 01 …" is "Managing Partner".
pub(super) fn role_part<'a>(text: &'a str, seams: &[u32]) -> &'a str {
    // A few digits are a year of training or of the house; many are a telephone.
    let dialled = |at: usize| text[at..].bytes().take(20).filter(u8::is_ascii_digit).count() >= 6;
    let mut end = text
        .char_indices()
        .find(|(at, c)| matches!(c, '|' | '•') || (c.is_ascii_digit() || matches!(c, '+' | '(')) && dialled(*at))
        .map_or(text.len(), |(at, _)| at);
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

/// `<strong>Erika Muster</strong><em>Inhaberin</em>`: a known name and a role that only a style sheet keeps apart.
fn parted_by_style<'a>(text: &'a str, seams: &[u32]) -> Option<(Name, &'a str)> {
    seams.iter().take(4).find_map(|seam| {
        let (head, tail) = text.split_at_checked(*seam as usize)?;
        let parted = head.ends_with(char::is_lowercase) && tail.starts_with(char::is_uppercase);
        let name = parted.then(|| whole(head)).flatten().filter(|n| n.known || n.titled)?;
        let role = role_part(tail, &seams.iter().filter_map(|s| s.checked_sub(*seam)).filter(|s| *s > 0).collect::<Vec<_>>());
        (roles::role_line(role).is_some() && role.len() <= 80).then_some((name, role))
    })
}

/// "Dra. Lucía Muestra, Cédula profesional 1234": a line that begins with a known name under a profession's title.
fn speaks_for_itself(text: &str) -> Option<Name> {
    let first = text.split(' ').next()?;
    let professional = first.contains('.')
        && matches!(
            ShortText::plain(first).as_str().split(' ').next().unwrap_or_default(),
            "dr" | "dra"
                | "drs"
                | "avv"
                | "dott"
                | "dottssa"
                | "arch"
                | "ing"
                | "prof"
                | "dipl"
                | "mudr"
                | "lek"
                | "mgr"
                | "rag"
                | "geom"
        );
    let (name, rest) = professional.then(|| leading(text)).flatten()?;
    let told = rest.starts_with([',', '(']) || rest.starts_with(" –") || rest.starts_with(" (");
    (told && name.known && name.titled).then_some(name)
}

/// "Falegnameria Esempio di Bruno Esempio & C. s.n.c.", "IMPIANTI ESEMPIO di Esempio Bruno": by Italian law the firm's name holds
/// the owner's.
fn in_the_firms_name(text: &str) -> Option<Name> {
    let at = memchr::memchr_iter(b'd', text.as_bytes())
        .find(|at| text[*at..].starts_with("di ") && (*at == 0 || text[..*at].ends_with(' ')))?;
    let (mut name, rest) = leading(&text[at + 3..])?;
    let rest = rest.to_lowercase();
    let rest = rest.trim_start();
    let firm = ["& c", "e c.", "s.n.c", "snc", "s.a.s", "sas"];
    let partnership = firm.iter().any(|f| rest.starts_with(f));
    // "Muster Marco e C.": the partners' letter was taken for a second family name's.
    let partners = name.text.strip_suffix(" e C.").or_else(|| name.text.strip_suffix(" e C"));
    let partnership = partnership || partners.is_some();
    if let Some(alone) = partners.map(str::to_owned) {
        name.text = alone;
    }
    if !name.known {
        // The family name first: the firm bears it, or is one of partners.
        let (family, given) = name.text.split_once(' ').filter(|(_, given)| is_known_given(ShortText::plain(given).as_str()))?;
        let bears = text[..at].split(' ').any(|w| w.to_lowercase() == family.to_lowercase());
        if !(partnership && text[..at].len() <= MAX_LINE || bears) {
            return None;
        }
        name = Name { text: format!("{given} {family}"), known: true, titled: name.titled };
        return Some(name);
    }
    (at == 0 && rest.is_empty() || partnership).then_some(name)
}

/// "Dr. Lena Muster & Hans Beispiel": two whole names that share a line and nothing else; one of them bears a title.
fn pair(text: &str) -> Option<[Name; 2]> {
    // Titles end with a full stop: most lines have none.
    if !text.contains('.') {
        return None;
    }
    let (first, rest) = leading(text)?;
    let rest = rest.trim_start();
    let rest = ["&", "+", "und ", "and ", "et ", "e ", "y ", "en ", "i ", "ed "].iter().find_map(|j| rest.strip_prefix(j))?;
    let second = whole(rest)?;
    let titled = text.trim_start().split(' ').next().is_some_and(|w| w.contains('.')) && first.titled || second.titled;
    (titled && (first.known || first.titled) && (second.known || second.titled)).then_some([first, second])
}

/// "Ordination Dr. Lena Muster": a practice that is called after the one who keeps it.
fn in_the_houses_name(text: &str) -> Option<Name> {
    let (practice, name) = text.split_once(' ')?;
    let kept = matches!(
        ShortText::plain(practice).as_str(),
        "ordination"
            | "praxis"
            | "zahnarztpraxis"
            | "tierarztpraxis"
            | "arztpraxis"
            | "kanzlei"
            | "rechtsanwaltskanzlei"
            | "steuerkanzlei"
            | "facharztpraxis"
            | "hausarztpraxis"
            | "physiotherapiepraxis"
            | "notariat"
            | "studio"
            | "cabinet"
            | "etude"
            | "consultorio"
            | "despacho"
            | "bufete"
            | "gabinet"
            | "kancelaria"
            | "praktijk"
    );
    kept.then(|| whole(name)).flatten().filter(|n| n.known && n.titled)
}

/// Every word that the page writes in small letters somewhere.
fn words_in_lower_case(document: &Document) -> HashSet<&str> {
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

/// A known given name without a role: how sure it is a person of the house.
fn alone(document: &Document, card: &Card, kind: PageKind, presented: bool) -> Option<f32> {
    let block = &document.blocks[card.index];
    if block.region == Region::Footer && !card.name.titled {
        return None;
    }
    // The first words of a legal notice ("Angaben gemäß § 5": a sole trader).
    let heads_legal = kind == PageKind::Legal
        && document.heading_of(card.index).is_some_and(|h| h.text.len() < 80)
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
