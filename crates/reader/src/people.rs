//! People named on the page, with their role.
//!
//! A person is believed for one of four reasons: a label in front of the name ("Geschäftsführer: …"), a role beneath or behind
//! it (team cards, "Max Beispiel, Inhaber"), structured data, or a known given name where people are presented. Belongs here:
//! those rules. Does not belong here: which contact is whose.

mod cards;
mod names;
mod prose;
mod roles;

use std::sync::LazyLock;

use crate::organisation::{DomainName, Foreign, has_company_form, is_organisation, is_own};
use crate::structured::{Structured, Thing};
use crate::words::{WordSet, plain};
use crate::{Document, Evidence, PageFacts, PageKind, Person, Region, Seniority, Source, Sourced};
use cards::{cards, is_short_line};
pub(crate) use names::is_known_given;
use names::{Name, couple, leading, whole};

/// Most people of one page.
const MAX_PEOPLE: usize = 80;
/// Longest block that is looked into for a label.
const MAX_LABEL_BLOCK: usize = 400;

/// People of one page.
pub(crate) fn read(document: &Document, structured: &Structured, kind: PageKind, foreign: &Foreign) -> Vec<Person> {
    let mut found = Found::default();
    for thing in &structured.things {
        declared(document, structured, thing, &mut found);
    }
    let domain = DomainName::of(document);
    // Blocks that speak of others, and those that have told their names.
    let mut skip = strangers(document);
    for (index, skipped) in skip.iter_mut().enumerate() {
        *skipped |= foreign.is(index);
    }
    for index in 0..document.blocks.len() {
        let block = &document.blocks[index];
        if skip[index] || matches!(block.region, Region::Nav) || block.text.len() > MAX_LABEL_BLOCK || block.text.len() < 5 {
            continue;
        }
        if labelled(document, index, &mut skip, &domain, &mut found) {
            skip[index] = true;
        }
    }
    cards(document, kind, &skip, &domain, &mut found);
    namesake(document, structured, &domain, &mut found);
    if matches!(kind, PageKind::Home | PageKind::About | PageKind::Team | PageKind::Contact) {
        for (index, skipped) in skip.iter().enumerate() {
            if !skipped && document.blocks[index].region == Region::Main && document.blocks[index].text.len() > 30 {
                prose::prose(document, index, &mut found);
            }
        }
    }
    found.people
}

/// People being collected.
#[derive(Default)]
struct Found {
    people: Vec<Person>,
}

impl Found {
    fn add(
        &mut self,
        name: String,
        title: Option<String>,
        seniority: Seniority,
        source: Source,
        confidence: f32,
        evidence: Evidence,
    ) {
        let title = title.and_then(|t| tidy_title(&t));
        let key = plain(&name);
        if let Some(held) = self.people.iter_mut().find(|p| plain(&p.name.value) == key) {
            held.name.join(&Sourced::new(name, source, confidence, evidence));
            take_title(held, title, seniority);
            return;
        }
        if self.people.len() < MAX_PEOPLE {
            self.people.push(Person { name: Sourced::new(name, source, confidence, evidence), title, seniority });
        }
    }
}

/// A second reading may know the role better.
fn take_title(person: &mut Person, title: Option<String>, seniority: Seniority) {
    // What somebody is before the law says less than what they do: "Responsable de la publication" gives way to "Boulangère".
    let formal = |t: &Option<String>| t.as_deref().is_none_or(roles::is_formal);
    let higher = roles::rank(seniority) < roles::rank(person.seniority);
    if person.title.is_none() || !formal(&title) && (formal(&person.title) || higher) {
        person.title = title;
    }
    if roles::rank(seniority) < roles::rank(person.seniority) {
        person.seniority = seniority;
    }
}

/// A role as written, without what introduces it.
fn tidy_title(title: &str) -> Option<String> {
    let mut text = title.split_whitespace().collect::<Vec<_>>().join(" ");
    // "Director): 0491 …": a bracket that closes here was opened before the role.
    if let Some(close) = text.find(')').filter(|close| !text[..*close].contains('(') || text.starts_with('(')) {
        text.truncate(close);
    }
    if let Some(colon) = text.find(':').filter(|colon| text[*colon..].bytes().any(|b| b.is_ascii_digit())) {
        text.truncate(colon);
    }
    loop {
        let before = text.len();
        text = text
            .trim_matches(|c: char| {
                matches!(c, ':' | ',' | ';' | '-' | '–' | '—' | '|' | '(' | ')' | '·' | '•' | '/' | '.' | '*')
                    || c.is_whitespace()
            })
            .to_owned();
        for lead in [
            "Vertreten durch",
            "vertreten durch",
            "Vertretungsberechtigte",
            "Vertretungsberechtigter",
            "Gesetzlich vertreten durch",
            "represented by",
            "Représentée par",
            "représentée par",
            "den ",
            "die ",
            "der ",
            "das ",
            "dem ",
            "ihren ",
            "ihre ",
            "le ",
            "la ",
            "il ",
            "el ",
            "son ",
            "sa ",
            "seine ",
            "seinen ",
            "Name",
            "Nom",
            "alleinigen ",
            "den alleinvertretungsberechtigten ",
        ] {
            if let Some(rest) = text.strip_prefix(lead).filter(|r| lead.ends_with(' ') || !r.starts_with(char::is_alphabetic)) {
                text = rest.trim().to_owned();
            }
        }
        if text.len() == before {
            break;
        }
    }
    // "Inh" loses its full stop; a title is words.
    let chars = text.chars().count();
    ((2..=90).contains(&chars) && text.chars().any(char::is_alphabetic)).then_some(text)
}

/// JSON-LD and microdata persons: founders, employees and the site's own person; not an article's author or a reviewer.
fn declared(document: &Document, structured: &Structured, thing: &Thing, found: &mut Found) {
    if !thing.is_a("Person") {
        return;
    }
    let role = match &thing.within {
        None => None,
        Some(within) => {
            let own = structured.outer(thing).is_some_and(|o| is_organisation(o) && is_own(structured, o));
            match within.property.as_str() {
                "founder" | "founders" if own => Some(("Founder", Seniority::Executive)),
                "owner" | "legalRepresentative" if own => Some(("Owner", Seniority::Executive)),
                "employee" | "employees" | "member" | "members" | "contactPoint" if own => None,
                _ => return,
            }
        }
    };
    let joined;
    let name = match thing.text("name") {
        Some(name) => name,
        None => match (thing.text("givenName"), thing.text("familyName")) {
            (Some(given), Some(family)) => {
                joined = format!("{given} {family}");
                joined.as_str().into()
            }
            _ => return,
        },
    };
    let Some(parsed) = whole(&name) else { return };
    let job = thing.text("jobTitle").map(std::borrow::Cow::into_owned);
    // A person at the top without a job may be the author of a blog's articles ("admin" and the like).
    if thing.within.is_none() && job.is_none() && !thing.properties.contains_key("worksFor") && !parsed.known {
        return;
    }
    let seniority = job.as_deref().and_then(roles::role_line).or(role.map(|r| r.1)).unwrap_or(Seniority::Unknown);
    let confidence = if thing.within.is_some() || job.is_some() { 0.9 } else { 0.55 };
    let evidence = document.evidence(&format!("{name} {}", job.as_deref().unwrap_or("")), thing.selector());
    found.add(parsed.text, job.or_else(|| role.map(|r| r.0.to_owned())), seniority, thing.source, confidence, evidence);
}

/// The person a site is named after, domain and all: "lottemuster.test" with the title "Lotte Muster Fotografie".
fn namesake(document: &Document, structured: &Structured, domain: &DomainName, found: &mut Found) {
    let site = structured.meta("og:site_name");
    let title = document.title.as_deref();
    let heading = document.blocks.iter().find(|b| b.heading == 1).map(|b| b.text.as_str());
    for text in [site, title, heading].into_iter().flatten() {
        let Some((name, _)) = leading(text).filter(|(n, _)| n.known) else { continue };
        let words: Vec<&str> = name.text.split(' ').collect();
        for count in (2..=words.len()).rev() {
            let name = words[..count].join(" ");
            if domain.likeness(&name) >= 0.99 {
                found.add(name.clone(), None, Seniority::Unknown, Source::Meta, 0.65, document.evidence(text, "title"));
                return;
            }
        }
    }
}

/// Blocks under headings that announce customers' voices, comments or the press, and quotations.
fn strangers(document: &Document) -> Vec<bool> {
    let mut out = vec![false; document.blocks.len()];
    let mut level: Option<u8> = None;
    for (index, block) in document.blocks.iter().enumerate() {
        if block.heading > 0 {
            if level.is_some_and(|l| block.heading <= l) {
                level = None;
            }
            if level.is_none() && block.text.len() < 90 && roles::announces_strangers(&block.text) {
                level = Some(block.heading);
            }
        }
        if level.is_some() && block.region == Region::Footer {
            level = None;
        }
        out[index] = level.is_some() || block.tag == "blockquote";
    }
    out
}

/// "Geschäftsführer: Max Beispiel", "vertreten durch die Geschäftsführer Max und …", "Inh. Erika Muster", or a label with the
/// names in the blocks beneath. True when the block was a label.
fn labelled(document: &Document, index: usize, skip: &mut [bool], domain: &DomainName, found: &mut Found) -> bool {
    let text = document.blocks[index].text.as_str();
    let mut any = false;
    // Every "label: names" of the line; a label reaches back to the end of the sentence before.
    for (colon, _) in text.match_indices([':', '：']) {
        let start =
            text[..colon].rfind([';', '|', '•', '·', '\n']).map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
        let label = &text[start..colon];
        if label.chars().count() > 110 {
            continue;
        }
        let Some((seniority, is_role)) = roles::label(label) else { continue };
        let value = &text[colon + 1..];
        let title = if is_role { Some(last_words(label)) } else { None };
        if value.trim().chars().filter(|c| c.is_alphabetic()).count() < 3 {
            any |= beneath(document, index, seniority, title.as_deref(), skip, domain, found);
        } else {
            let confidence = if is_role { 0.92 } else { 0.8 };
            any |= list(document, index, colon + 1, seniority, title.as_deref(), confidence, domain, found);
        }
    }
    if any {
        return true;
    }
    // No colon: a role word in the line, and a name right behind it.
    if text.len() <= 260 && inline(document, index, domain, found) {
        return true;
    }
    // The line is a label and nothing else: the names stand beneath.
    if text.len() <= 90
        && (document.blocks[index].heading > 0
            || document.blocks[index].strong
            || matches!(document.blocks[index].tag, "dt" | "th" | "td"))
        && names::whole(text).is_none()
    {
        let hits = roles::find(text);
        let exact = hits.first().is_some_and(|h| h.before == 0 && h.words <= 5 && h.says != roles::Says::Strangers);
        // In a row of cards a role belongs to the name above it.
        let above_is_name = index > 0 && whole(&document.blocks[index - 1].text).is_some();
        if exact
            && !above_is_name
            && let Some((seniority, is_role)) = roles::label(text)
        {
            return beneath(document, index, seniority, is_role.then_some(text), skip, domain, found);
        }
    }
    false
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
    for (next, block) in document.blocks.iter().enumerate().skip(index + 1).take(6) {
        if skip[next] {
            break;
        }
        let Some((name, rest)) = leading(&block.text) else { break };
        let alone = block.text.len() <= 120
            && (rest.trim().is_empty()
                || rest.trim_start().starts_with([',', '(', '–', '-', '|'])
                || whole(&block.text).is_some());
        // "Laufende Finanzbuchhaltung, Lohnabrechnung und …" under "Buchhaltung": prose, unless the given name is one.
        let prose = !name.known && !name.titled && !rest.trim().is_empty() && !is_short_line(rest);
        if !alone || prose || is_the_house(&name, domain) {
            break;
        }
        // The role behind the name is nearer than the label's.
        let own = roles::role_line(rest);
        let shown = if own.is_some() || is_short_line(rest) { Some(rest) } else { title };
        // A second name whose own role follows beneath begins a row of cards, not a list under the label.
        if any && document.blocks.get(next + 1).is_some_and(|b| roles::role_line(&b.text).is_some()) {
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
            if is_short_line(&inner[..end]) {
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

/// The organisation's own name: it explains the domain, and no given name is in it.
fn is_the_house(name: &Name, domain: &DomainName) -> bool {
    !name.known && !name.titled && domain.likeness(&name.text) >= 0.6
}

/// Two capitalised words of ordinary length.
fn plausible_pair(name: &Name) -> bool {
    let words = name.text.split(' ').filter(|w| w.starts_with(char::is_uppercase)).count();
    (2..=3).contains(&words)
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

/// "Inh. Max Beispiel", "vertreten durch die Geschäftsführerin Erika Muster", "Max Beispiel, Inhaber".
fn inline(document: &Document, index: usize, domain: &DomainName, found: &mut Found) -> bool {
    let block = &document.blocks[index];
    let text = block.text.as_str();
    let mut at = 0;
    let capitals: Vec<bool> = text.split(' ').map(|w| w.starts_with(char::is_uppercase)).collect();
    let mut next_word = 0;
    for piece in text.split_inclusive([' ', '\u{a0}']) {
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
            usize::from(text[at..].starts_with(char::is_uppercase)) + count_true(&capitals, next_word + 1, 4)
        } else {
            count_true(&capitals, next_word, 5)
        };
        if following < 2 {
            continue;
        }
        let small = plain(word);
        if !BEFORE_NAME.contains(small.as_str()) {
            continue;
        }
        let label = if small == "durch" {
            // "vertreten durch Max Beispiel"
            if !plain(&text[..at]).ends_with("vertreten durch") {
                continue;
            }
            None
        } else {
            Some(word)
        };
        let Some((name, behind)) = leading(&text[at..]) else { continue };
        if elsewhere(&behind.chars().take(40).collect::<String>()) {
            continue;
        }
        // Without a known given name only the clearest forms: a legal notice's short line.
        if !(name.known || name.titled) && text.len() > 120 {
            continue;
        }
        let seniority = label.and_then(roles::role_line).unwrap_or(Seniority::Executive);
        let confidence = if name.known || name.titled { 0.85 } else { 0.65 };
        return list(document, index, at, seniority, label, confidence, domain, found);
    }
    // "Max Beispiel, Geschäftsführer" – "Erika Muster (Inhaberin)" – "Max Beispiel | CEO"
    if text.len() <= 140
        && let Some((name, rest)) = leading(text)
    {
        let trimmed = rest.trim_start();
        let parted = trimmed.starts_with([',', '(', '–', '-', '—', '|', ':', '/', '·', '•']);
        if parted
            && let Some(seniority) = roles::role_line(trimmed)
            && !elsewhere(trimmed)
        {
            let strong = name.known || name.titled || block.heading > 0 || block.strong;
            found.add(
                name.text,
                Some(trimmed.to_owned()),
                seniority,
                Source::Text,
                if strong { 0.85 } else { 0.6 },
                document.evidence(text, block.tag),
            );
            return true;
        }
    }
    false
}

/// How many of at most `count` flags from `from` on are set.
fn count_true(flags: &[bool], from: usize, count: usize) -> usize {
    flags.iter().skip(from).take(count).filter(|f| **f).count()
}

/// The role is held somewhere else: "CEO bei Fremde GmbH", "Head of IT at Example Ltd".
fn elsewhere(role: &str) -> bool {
    has_company_form(role) || [" bei ", " at ", " chez ", " presso ", " bij ", " @ "].iter().any(|w| role.contains(w))
}

/// People of a site: the same name is the same person; those who decide first.
pub(crate) fn merge(pages: &[PageFacts]) -> Vec<Person> {
    let mut merged: Vec<(String, Person, usize)> = Vec::new();
    for page in pages {
        for person in &page.people {
            let key = plain(&person.name.value);
            if let Some((_, held, count)) = merged.iter_mut().find(|(k, ..)| *k == key) {
                held.name.join(&person.name);
                take_title(held, person.title.clone(), person.seniority);
                *count += 1;
            } else if merged.len() < 200 {
                merged.push((key, person.clone(), 1));
            }
        }
    }
    // A name without its middle initial is the same person's.
    let mut list: Vec<Person> = merged.into_iter().map(|(_, p, _)| p).filter(|p| p.name.confidence >= 0.55).collect();
    list.sort_by(|a, b| {
        roles::rank(a.seniority).cmp(&roles::rank(b.seniority)).then(b.name.confidence.total_cmp(&a.name.confidence))
    });
    list
}

#[cfg(test)]
mod tests;
