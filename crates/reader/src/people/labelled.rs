//! People behind, beneath or beside a word that says what they are: "Geschäftsführer: Max Beispiel", "Inh. Erika Muster",
//! "Max Beispiel, Inhaber".
//!
//! Belongs here: lines that hold such a word. Does not belong here: names as lines of their own (see `cards`), sentences
//! (see `prose`).

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::cards::{is_short_line, role_part};
use super::names::{couple, is_academic, leading, whole};
use super::{Found, elsewhere, is_the_house, plausible_pair, roles};
use crate::document::Holds;
use crate::organisation::DomainName;
use crate::shapes::Heads;
use crate::short_text::ShortText;
use crate::words::{WordSet, plain};
use crate::{Document, PageKind, Seniority, Source};

/// The form of a Polish partnership behind its name.
static PARTNERSHIP: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(" s.c. "));

/// Longest label before a colon, in characters.
const MAX_LABEL: usize = 110;

/// "Geschäftsführer: Max Beispiel", "vertreten durch die Geschäftsführer Max und …", "Inh. Erika Muster", or a label with the
/// names in the blocks beneath. True when the block was a label. `named` when the block itself may hold a name.
pub(super) fn labelled(
    document: &Document,
    index: usize,
    kind: PageKind,
    named: bool,
    skip: &mut [bool],
    domain: &DomainName,
    found: &mut Found,
) -> bool {
    let text = document.blocks[index].text.as_str();
    let mut any = false;
    // Every "label: names" of the line; a label reaches back to the end of the sentence before.
    let colons = if document.blocks[index].holds.any(Holds::COLON) { text } else { "" };
    // "Naam | Willem Voorbeeld": a bar in place of the colon, in a short line.
    let bar = if named && colons.is_empty() && text.len() <= 80 { text.find(" | ") } else { None };
    for (colon, mark) in colons.match_indices([':', '：']).chain(bar.map(|at| (at, " | "))) {
        let start =
            text[..colon].rfind([';', '|', '•', '·', '\n']).map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
        let mut label = &text[start..colon];
        if label.chars().count() > MAX_LABEL {
            // "…, info@laden.it. Legale rappresentante: …": sentences stand before it.
            label = label.rsplit_once(". ").map_or(label, |(_, last)| last);
        }
        if label.chars().count() > MAX_LABEL {
            continue;
        }
        // "Partners: Anna Muster, Max Beispiel": many of one role are no word of the table.
        let says = if may_be_houses(label) { Some((Seniority::Executive, true)) } else { roles::label(label) };
        let Some((seniority, is_role)) = says.filter(|_| !names_a_client(text)) else { continue };
        let value = &text[colon + mark.len()..].trim_start_matches([':', '：']);
        // "Partners: Delta Dental, …" are other houses, unless a given name says that they are people.
        let sure = mark != " | " && roles::is_written(label) && !may_be_houses(label);
        if !sure && !leading(value).is_some_and(|(n, _)| n.known || n.titled) {
            continue;
        }
        let title = if is_role { Some(last_words(label)) } else { None };
        if value.trim().chars().filter(|c| c.is_alphabetic()).count() < 3 {
            any |= beneath(document, index, seniority, title.as_deref(), skip, domain, found);
        } else {
            let confidence = if is_role { 0.92 } else { 0.8 };
            any |= list(document, index, colon + mark.len(), seniority, title.as_deref(), confidence, domain, found);
        }
    }
    if any {
        return true;
    }
    // "Stolarnia Wzór s.c. Jan Przykład, Anna Przykład": the partners stand behind the form of a Polish partnership.
    if named
        && text.len() <= 160
        && let Some(at) = PARTNERSHIP.find(text.as_bytes())
        && leading(&text[at + 6..]).is_some_and(|(name, _)| name.known)
        && list(document, index, at + 6, Seniority::Executive, None, 0.8, domain, found)
    {
        return true;
    }
    // "Tømrerfirma v/Peter Muster": by Danish custom a firm's name ends with the one who keeps it.
    if named
        && text.len() <= 160
        && let Some(at) = memchr::memchr_iter(b'/', text.as_bytes())
            .find(|at| matches!(text.as_bytes()[..*at], [b'v' | b'V'] | [.., b' ', b'v' | b'V']))
        && leading(&text[at + 1..]).is_some_and(|(name, _)| name.known)
        && list(document, index, at + 1, Seniority::Executive, None, 0.8, domain, found)
    {
        return true;
    }
    // No colon: a role word in the line, and a name right behind it.
    if named && text.len() <= 260 && inline(document, index, domain, found) {
        return true;
    }
    // The line is a label and nothing else: the names stand beneath.
    if text.len() <= 90
        && (document.blocks[index].heading > 0
            || document.blocks[index].strong
            || matches!(document.blocks[index].tag, "dt" | "th" | "td")
            || kind == PageKind::Legal && is_plain_label(document, index))
    {
        // Asked last, because to take a name apart costs more than to look for a role.
        let is_name = || named && whole(text).is_some();
        // "Partners" over those who keep the house, whom their degrees tell from other houses.
        if may_be_houses(text)
            && document.blocks.get(index + 1).and_then(|b| whole(&b.text)).is_some_and(|n| n.known && n.titled)
            && !is_name()
        {
            return beneath(document, index, Seniority::Executive, None, skip, domain, found);
        }
        let hits = roles::find(text);
        let (led, office) = led_office(text).unwrap_or((0, text));
        let exact = hits.first().is_some_and(|h| h.before == led && h.words <= 5 && h.says != roles::Says::Strangers);
        // In a row of cards a role belongs to the name above it.
        let above_is_name =
            index > 0 && !matches!(document.blocks[index].tag, "dt" | "th") && whole(&document.blocks[index - 1].text).is_some();
        if exact
            && !above_is_name
            && !is_name()
            && let Some((seniority, is_role)) = roles::label(text)
        {
            return beneath(document, index, seniority, is_role.then_some(office), skip, domain, found);
        }
    }
    false
}

/// A line that only a style sheet makes a label, in a notice of labels and values: one word and a name beneath, both alike.
fn is_plain_label(document: &Document, index: usize) -> bool {
    let block = &document.blocks[index];
    let beneath = || document.blocks.get(index + 1).filter(|b| b.tag == block.tag && b.node != block.node && b.heading == 0);
    block.text.len() <= 40
        && !block.text.contains(' ')
        && beneath().and_then(|b| whole(&b.text)).is_some_and(|name| name.known || name.titled)
}

/// "About the owner", "Meet the founder": the office that a heading leads to, and how many words do.
fn led_office(text: &str) -> Option<(usize, &str)> {
    const LEADS: [&str; 7] = ["About the ", "Meet the ", "Meet your ", "About our ", "Meet our ", "Über die ", "Über den "];
    LEADS.iter().find_map(|lead| text.strip_prefix(lead)).map(|office| (2, office))
}

/// Labels whose values may be people or other businesses, in plain form.
fn may_be_houses(label: &str) -> bool {
    // Nearly all labels begin with another letter, and are not made plain.
    let first = label.bytes().find(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    if first.is_none_or(|byte| byte.is_ascii() && !matches!(byte.to_ascii_lowercase(), b'p' | b'o' | b'u' | b'a' | b'h' | b'g')) {
        return false;
    }
    matches!(
        ShortText::plain(label).as_str(),
        "partners" | "partner" | "our partners" | "unsere partner" | "associes" | "hosts" | "gastgeber"
    )
}

/// "Opdrachtgever: fam. Muster. Architect: …": whoever did a piece of work stands beside the client.
fn names_a_client(text: &str) -> bool {
    const CLIENTS: [&str; 12] = [
        "Opdrachtgever",
        "Bauherr",
        "Auftraggeber",
        "Maître d’ouvrage",
        "Maître d'ouvrage",
        "Client",
        "Cliente",
        "Committente",
        "Inwestor",
        "Investor",
        "Byggherre",
        "Promotor",
    ];
    CLIENTS.iter().any(|client| {
        text.match_indices(client).any(|(at, _)| {
            let rest = text[at + client.len()..].trim_start_matches(char::is_alphabetic).trim_start();
            rest.starts_with(':') && !text[..at].ends_with(char::is_alphabetic)
        })
    })
}

/// Names in the blocks right beneath a label.
fn beneath(
    document: &Document,
    index: usize,
    seniority: Seniority,
    title: Option<&str>,
    skip: &mut [bool],
    domain: &DomainName,
    found: &mut Found,
) -> bool {
    let mut any = false;
    let row = |at: usize| document.element(document.blocks[at].node).and_then(|e| e.parent()).map(|p| p.id());
    for (next, block) in document.blocks.iter().enumerate().skip(index + 1).take(6) {
        // A cell speaks of its own row.
        let other_row = document.blocks[index].tag == "td" && row(index) != row(next);
        if skip[next] || other_row {
            break;
        }
        let Some((name, rest)) = leading(&block.text) else { break };
        // Degrees behind a name say nothing of an office.
        let rest = if whole(&block.text).is_some() || is_academic(rest) { "" } else { rest };
        let alone = block.text.len() <= 120
            && (rest.trim().is_empty()
                || rest.trim_start().starts_with([',', '(', '–', '-', '|'])
                || whole(&block.text).is_some());
        // "Laufende Finanzbuchhaltung, Lohnabrechnung und …" under "Buchhaltung": prose, unless the given name is one.
        let prose = !name.known && !name.titled && !rest.trim().is_empty() && !is_short_line(rest);
        // "Service Area" over "Servicing Little Exampleton Heights, …": the word of a plain office makes no person of capitals.
        let plain_office = !name.known && !name.titled && matches!(seniority, Seniority::Junior | Seniority::Unknown);
        if !alone || prose || plain_office || is_the_house(&name, domain) {
            break;
        }
        // The role behind the name, or in the line beneath it, is nearer than the label's.
        let below = document
            .blocks
            .get(next + 1)
            .filter(|b| document.blocks[index].heading > 0 && b.heading == 0 && whole(&b.text).is_none());
        let below =
            below.map(|b| role_part(&b.text, &b.seams)).filter(|p| rest.trim().is_empty() && roles::role_line(p).is_some());
        let own = roles::role_line(rest).or_else(|| below.and_then(roles::role_line));
        let shown = if roles::role_line(rest).is_some() || is_short_line(rest) { Some(rest) } else { below.or(title) };
        // A second name whose own role follows beneath begins a row of cards, not a list under the label.
        let card = |b: &crate::Block| roles::role_line(&b.text).is_some() && leading(&b.text).is_none();
        if any && own.is_none() && document.blocks.get(next + 1).is_some_and(card) {
            break;
        }
        skip[next] = true;
        found.add(
            name.text,
            shown.map(str::to_owned),
            own.unwrap_or(seniority),
            Source::Text,
            0.85,
            document.evidence(&format!("{} {}", document.blocks[index].text, block.text), block.tag),
        );
        any = true;
    }
    any
}

/// Names one after the other from byte `at` of a block.
#[allow(clippy::too_many_arguments, reason = "one walk over a line, called from two places")]
fn list(
    document: &Document,
    index: usize,
    at: usize,
    seniority: Seniority,
    title: Option<&str>,
    confidence: f32,
    domain: &DomainName,
    found: &mut Found,
) -> bool {
    let text = document.blocks[index].text.as_str();
    // "Gastgeber: Familie Muster – Maria und Josef Muster"
    let family = text[at..].trim_start().starts_with("Famil").then(|| text[at..].find(['–', '-', ':', ','])).flatten();
    let at = family.map_or(at, |dash| at + dash + text[at + dash..].chars().next().map_or(1, char::len_utf8));
    let mut rest = &text[at..];
    let mut any = false;
    // "Inhaber: Hans und Erika Muster".
    if let Some((names, after)) = couple(rest) {
        let range = at..text.len() - after.len();
        for name in names {
            found.add(
                name,
                title.map(str::to_owned),
                seniority,
                Source::Text,
                confidence,
                document.evidence_in_block(index, range.clone()),
            );
        }
        return true;
    }
    for _ in 0..12 {
        // A role may stand between label and name: "vertreten durch: Geschäftsführer Max Beispiel".
        let mut own: Option<(Seniority, String)> = None;
        let mut parsed = leading(rest);
        if parsed.is_none() && !any {
            let words: Vec<&str> = rest.split_whitespace().take(6).collect();
            for count in 1..words.len() {
                let head = words[..count].join(" ");
                let Some(skip) = nth_word_end(rest, count) else { break };
                if let Some(p) = leading(&rest[skip..]) {
                    if let Some(s) = roles::role_line(&head) {
                        own = Some((s, head));
                        parsed = Some(p);
                    } else if plain(&head).split(' ').all(|w| {
                        matches!(
                            w,
                            "den"
                                | "die"
                                | "der"
                                | "the"
                                | "le"
                                | "la"
                                | "il"
                                | "el"
                                | "par"
                                | "durch"
                                | "da"
                                | "de"
                                | "przez"
                                | "por"
                        )
                    }) {
                        parsed = Some(p);
                    }
                    break;
                }
            }
        }
        let Some((name, after)) = parsed else { break };
        // A role in brackets or behind a comma is that person's own: "Max Beispiel (Geschäftsführer), …".
        let mut tail = after;
        if let Some(inner) = after.trim_start().strip_prefix('(')
            && let Some(end) = inner.find(')')
        {
            if is_short_line(&inner[..end]) && !points_elsewhere(&inner[..end]) {
                own = Some((roles::role_line(&inner[..end]).unwrap_or(seniority), inner[..end].to_owned()));
            }
            tail = &inner[end + 1..];
        } else if let Some(inner) = after.trim_start().strip_prefix(',') {
            // "Directeur de la publication : Jean Exemple, gérant".
            let piece = inner.split([',', ';', '|', '(', '.', '–']).next().unwrap_or(inner);
            if let Some(seniority) = roles::role_line(piece)
                && leading(piece).is_none()
                && is_short_line(piece)
            {
                own = Some((seniority, piece.trim().to_owned()));
                tail = &inner[piece.len()..];
            }
        }
        if is_the_house(&name, domain) {
            break;
        }
        let start = text.len() - rest.len();
        let end = text.len() - after.len();
        let (seniority, title) = own.map_or((seniority, title.map(str::to_owned)), |(s, t)| (s, Some(t)));
        // An unknown given name behind a weak label could be a company's or a place's.
        if !(name.known || name.titled) && confidence < 0.85 && !plausible_pair(&name) {
            break;
        }
        found.add(name.text, title, seniority, Source::Text, confidence, document.evidence_in_block(index, start..end));
        any = true;
        let next = tail.trim_start();
        let Some(joint) = [
            ",", "und ", "&", "and ", "et ", "e ", "y ", "en ", "i ", "a ", "/", ";", "sowie ", "u. ", "og ", "och ", "ja ",
            "és ", "și ",
        ]
        .iter()
        .find(|j| next.starts_with(**j)) else {
            break;
        };
        rest = &next[joint.len()..];
    }
    any
}

/// "(Anschrift wie oben)": what a bracket says of where, not of what somebody is.
fn points_elsewhere(text: &str) -> bool {
    const POINTERS: [&str; 7] = ["anschrift", "adresse", "address", "wie oben", "see above", "siehe oben", "ci-dessus"];
    let lower = text.to_lowercase();
    POINTERS.iter().any(|pointer| lower.contains(pointer))
}

/// Byte offset behind the `count`-th word of a text.
fn nth_word_end(text: &str, count: usize) -> Option<usize> {
    let mut seen = 0;
    let mut inside = false;
    for (i, c) in text.char_indices() {
        if c.is_whitespace() {
            if inside {
                seen += 1;
                if seen == count {
                    return Some(i);
                }
            }
            inside = false;
        } else {
            inside = true;
        }
    }
    None
}

/// The last words of a label: a sentence may stand before them.
fn last_words(label: &str) -> String {
    let cut = label
        .rfind(['.', ',', '!'])
        .filter(|i| label[i + 1..].chars().filter(|c| c.is_alphabetic()).count() > 3 && label[..*i].chars().count() > 12)
        .map_or(0, |i| i + 1);
    label[cut..].trim().to_owned()
}

/// Role words that may stand right before a name without a colon.
static BEFORE_NAME: LazyLock<WordSet> = LazyLock::new(|| {
    "inh inhaber inhaberin inhabers geschaftsfuhrer geschaftsfuhrerin geschaftsfuhrern geschaftsfuhrers geschaftsfuhrenden gesellschafter gf betreiber betreiberin eigentumer eigentumerin prokurist vorstand vorsitzender vorsitzende gerant gerante gerants owner proprietor titolare titular propietario propietaria eigenaar eigenares zaakvoerder wlasciciel wlascicielka prezes jednatel jednatelka jednatelem jednatelkou majitel majitelka konatel konatelka ugyvezeto tulajdonos amministratore proprietario proprietaria gerente administrador administradora ejer indehaver agare innehaver durch praxisinhaber praxisinhaberin backermeister malermeister tischlermeister elektromeister friseurmeisterin friseurmeister dirigeant dirigeante fondateur fondatrice founder director president presidente directeur directrice"
        .split_ascii_whitespace()
        .collect()
});
/// How they begin: nearly no word begins so.
static BEFORE_NAME_HEADS: LazyLock<Heads> = LazyLock::new(|| Heads::of(BEFORE_NAME.iter().copied()));

/// "Inh. Max Beispiel", "vertreten durch die Geschäftsführerin Erika Muster", "Max Beispiel, Inhaber".
fn inline(document: &Document, index: usize, domain: &DomainName, found: &mut Found) -> bool {
    let block = &document.blocks[index];
    let text = block.text.as_str();
    let mut at = 0;
    // How many words up to each start with a capital: two at least must follow a role.
    let mut seen = 0_usize;
    let capitals: Vec<usize> = text
        .split(' ')
        .map(|w| {
            seen += usize::from(w.starts_with(char::is_uppercase));
            seen
        })
        .collect();
    let mut next_word = 0;
    // A no-break space may hide one within a word.
    let hopeless = seen < 2 && !text.contains('\u{a0}');
    for piece in if hopeless { "" } else { text }.split_inclusive([' ', '\u{a0}']) {
        at += piece.len();
        // A no-break space parts a piece within a word.
        let rest_of_word = !piece.ends_with(' ');
        next_word += usize::from(!rest_of_word);
        let word = piece.trim_end();
        if word.len() < 2 || word.len() > 40 || word.ends_with([',', ';', ')']) {
            continue;
        }
        // A name must follow: of five words two that start with capitals, titles and articles aside.
        let following = if rest_of_word {
            usize::from(text[at..].starts_with(char::is_uppercase)) + count_within(&capitals, next_word + 1, 4)
        } else {
            count_within(&capitals, next_word, 5)
        };
        if following < 2 {
            continue;
        }
        let small = BEFORE_NAME_HEADS.may_begin(word).then(|| ShortText::plain(word));
        let small = small.as_deref().unwrap_or_default();
        // "Tømrermester Peter Muster, indehaver": the office that opens a line.
        let opens = || {
            text.len() <= 80
                && !text.ends_with('.')
                && at == piece.len()
                && word.len() > 5
                && roles::is_office(word)
                && leading(&text[at..]).is_some_and(|(n, _)| n.known)
        };
        if !BEFORE_NAME.contains(small) && !opens() {
            continue;
        }
        let label = if small == "durch" {
            // "vertreten durch Max Beispiel"
            if !plain(&text[..at]).ends_with("vertreten durch") {
                continue;
            }
            None
        } else {
            // "VD och ägare Anna Muster"
            let two_back = text[..at - piece.len()].trim_end().rmatch_indices(' ').nth(1).map_or(0, |(space, _)| space + 1);
            let both = text[two_back..at].trim_end();
            Some(if both.len() > word.len() && roles::is_office(both) { both } else { word })
        };
        // "Geschäftsführer Fliesenlegermeister Max Muster": a trade stands between.
        let trade = text[at..].split(' ').next().filter(|word| word.len() > 6 && roles::role_line(word).is_some());
        let from = trade.map_or(at, |word| (at + word.len() + 1).min(text.len()));
        // "Inh. Gisela und Herbert Muster".
        let seniority = label.and_then(roles::role_line).unwrap_or(Seniority::Executive);
        if couple(&text[from..]).is_some() {
            return list(document, index, from, seniority, label, 0.85, domain, found);
        }
        let Some((name, behind)) = leading(&text[from..]) else { continue };
        if elsewhere(&behind.chars().take(40).collect::<String>()) {
            continue;
        }
        // Without a known given name only the clearest forms: a legal notice's short line.
        if !(name.known || name.titled) && text.len() > 120 {
            continue;
        }
        let confidence = if name.known || name.titled { 0.85 } else { 0.65 };
        return list(document, index, from, seniority, label, confidence, domain, found);
    }
    // "Max Beispiel, Geschäftsführer" – "Erika Muster (Inhaberin)" – "Max Beispiel | CEO | 030 …"
    const PARTS: [char; 11] = [',', '(', '–', '-', '—', '|', ':', '/', '·', '•', ' '];
    // A line without any of those marks, or what they begin with, is not taken apart.
    let may_be_parted = |byte| matches!(byte, b',' | b'(' | b'-' | b'|' | b':' | b'/' | 0xc2 | 0xe2);
    if text.len() <= 200
        && text.bytes().any(may_be_parted)
        && let Some((name, rest)) = leading(text)
    {
        let trimmed = rest.trim_start();
        // "Dott.ssa Anna Esempio +39 345 …": a title, a name, and how to reach her.
        let reached = trimmed.trim_start_matches("Tel").trim_start_matches(['.', ':', ' ', '+', '(']).bytes();
        let dialled = reached.take_while(|b| b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'.' | b'/' | b'(' | b')'));
        if name.known && name.titled && text.len() <= 120 && dialled.filter(u8::is_ascii_digit).count() >= 8 {
            found.add(name.text, None, Seniority::Unknown, Source::Text, 0.7, document.evidence(text, block.tag));
            return true;
        }
        let parted = trimmed.starts_with(PARTS);
        let colon = trimmed.starts_with(':');
        let sure = name.known || name.titled;
        if parted
            && (sure || !colon)
            && let role = first_part(trimmed.trim_start_matches(PARTS))
            && !is_place(role)
            && let Some(seniority) = roles::role_line(role)
            && !elsewhere(trimmed)
        {
            let strong = sure || block.heading > 0 || block.strong;
            // "Auch Beispiel Muster, Direktor des Museums, war dabei.": a sentence.
            if !strong && text.ends_with('.') {
                return false;
            }
            found.add(
                name.text,
                Some(role.to_owned()),
                seniority,
                Source::Text,
                if strong { 0.85 } else { 0.6 },
                document.evidence(text, block.tag),
            );
            // "Anna Muster, abogada. Juan Ejemplo, procurador.": each of the sentences names one.
            for sentence in text.split(". ").skip(1).take(6) {
                let Some((name, rest)) = leading(sentence).filter(|(n, rest)| n.known && rest.starts_with(',')) else { break };
                let role = first_part(rest.trim_start_matches(PARTS)).trim_end_matches('.');
                let Some(seniority) = roles::role_line(role).filter(|_| !elsewhere(rest)) else { break };
                let evidence = document.evidence(sentence, block.tag);
                found.add(name.text, Some(role.to_owned()), seniority, Source::Text, 0.8, evidence);
            }
            return true;
        }
    }
    false
}

/// "Vieux Moulin — 7 rue du Boucher, …": no role begins with the number of a house.
fn is_place(role: &str) -> bool {
    let digits = role.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && role.as_bytes().get(digits) == Some(&b' ')
}

/// What stands before the next separator, number or address: "Managing Partner – Direct: 01 …".
fn first_part(text: &str) -> &str {
    const ENDS: &[&str] =
        &[" – ", " - ", " — ", "|", " · ", " • ", ". ", " depuis ", " seit ", " since ", " desde ", " dal ", " sinds ", " od "];
    // "1. Vorsitzender": the full stop of an ordinal ends nothing.
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let from = if (1..=2).contains(&digits) && text[digits..].starts_with(". ") { digits + 2 } else { 0 };
    let end = ENDS.iter().filter_map(|s| text[from..].find(s)).min().map_or(text.len(), |end| end + from);
    role_part(&text[..end], &[])
}

/// What a running count grows by over at most `count` places from `from` on.
fn count_within(running: &[usize], from: usize, count: usize) -> usize {
    let before = |place: usize| place.min(running.len()).checked_sub(1).and_then(|last| running.get(last)).copied().unwrap_or(0);
    before(from + count) - before(from)
}
