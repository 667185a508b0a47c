//! People named on the page, with their role.
//!
//! A person is believed for one of four reasons: a label in front of the name ("Geschäftsführer: …"), a role beneath or behind
//! it (team cards, "Max Beispiel, Inhaber"), structured data, or a known given name where people are presented. Belongs here:
//! the order of those readings, structured data, and who is the same person; each reading of text has its module. Does not
//! belong here: which contact is whose.

mod beside;
mod cards;
mod eastern;
mod given;
mod holder;
mod labelled;
mod names;
mod prose;
mod roles;
mod trader;

use crate::beginnings::Beginnings;
use crate::organisation::{DomainName, Foreign, has_company_form, is_organisation, is_own, names_a_business};
use crate::structured::{Structured, Thing};
use crate::words::plain;
use crate::{Block, Document, Evidence, PageFacts, PageKind, Person, Region, Seniority, Source, Sourced};
use cards::cards;
pub(crate) use given::is_known_given;
use labelled::labelled;
pub(crate) use names::is_title;
use names::{Name, leading, whole};
use trader::traders;

/// Most people of one page.
const MAX_PEOPLE: usize = 80;
/// Most quotations that are looked into for who signs them.
const MAX_QUOTATIONS: usize = 50;
/// Longest block that is looked into for a label.
const MAX_LABEL_BLOCK: usize = 400;

/// People of one page.
pub(crate) fn read(
    document: &Document,
    structured: &Structured,
    kind: PageKind,
    foreign: &Foreign,
    beginnings: &Beginnings,
) -> Vec<Person> {
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
    // Most blocks hold no name, and are not taken apart.
    let may_name = |(at, block): (usize, &Block)| block.text.len() <= MAX_LABEL_BLOCK && beginnings.has_two_capitals(at);
    let names: Vec<bool> = document.blocks.iter().enumerate().map(may_name).collect();
    for index in 0..document.blocks.len() {
        let block = &document.blocks[index];
        if skip[index] || matches!(block.region, Region::Nav) || block.text.len() > MAX_LABEL_BLOCK || block.text.len() < 5 {
            continue;
        }
        if labelled(document, index, kind, names[index], &mut skip, &domain, &mut found) {
            skip[index] = true;
        }
    }
    cards(document, kind, &skip, &names, &domain, &mut found);
    traders(document, kind, &skip, &names, &domain, &mut found);
    eastern::read(document, &mut found);
    beside::read(document, &skip, &names, &domain, &mut found);
    namesake(document, structured, &domain, &mut found);
    holder::holder(document, &skip, &names, &mut found);
    if kind != PageKind::Locations {
        let told = match kind {
            PageKind::Legal | PageKind::Privacy | PageKind::Terms => prose::Told::Introduced,
            PageKind::Other => prose::Told::ToContact,
            _ => prose::Told::Ours,
        };
        for (index, skipped) in skip.iter().enumerate() {
            if !skipped && document.blocks[index].region == Region::Main && document.blocks[index].text.len() > 30 {
                prose::prose(document, index, told, &mut found);
            }
        }
    }
    found.people
}

/// People being collected.
#[derive(Default)]
struct Found {
    people: Vec<Person>,
    /// Their names in plain words, in the same order.
    plain: Vec<String>,
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
        let known = self.plain.iter().position(|known| *known == key);
        if let Some(held) = known.and_then(|at| self.people.get_mut(at)) {
            held.name.join(&Sourced::new(name, source, confidence, evidence));
            take_title(held, title, seniority);
            return;
        }
        if self.people.len() < MAX_PEOPLE {
            self.people.push(Person { name: Sourced::new(name, source, confidence, evidence), title, seniority });
            self.plain.push(key);
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
    // "Heilpraktiker (sektoral)": what opened is closed again.
    if text.matches('(').count() > text.matches(')').count() {
        text.push(')');
    }
    // "cheffe, travaille les produits du terroir": a clause behind the role is no part of it.
    if let Some((head, tail)) = text.split_once(", ")
        && tail.starts_with(char::is_lowercase)
        && tail.split(' ').count() >= 3
        && roles::is_office(head)
        && roles::role_line(tail).is_none()
    {
        text.truncate(head.len());
    }
    // "Inh" loses its full stop; a title is words.
    let chars = text.chars().count();
    ((2..=90).contains(&chars) && text.chars().any(char::is_alphabetic)).then_some(text)
}

/// JSON-LD and microdata persons: founders, employees and the site's own person; not an article's author or a reviewer.
fn declared(document: &Document, structured: &Structured, thing: &Thing, found: &mut Found) {
    // "employee: Physician": schema.org calls a practice so, and pages call its doctors so.
    let practitioner = || {
        let by_role = |property: &str| matches!(property, "employee" | "employees" | "member" | "members" | "founder");
        thing.within.as_ref().is_some_and(|within| by_role(&within.property))
            && ["Physician", "Dentist", "Attorney", "IndividualPhysician"].iter().any(|kind| thing.is_a(kind))
            && thing.text("name").and_then(|name| whole(&name)).is_some_and(|name| name.known || name.titled)
    };
    if !thing.is_a("Person") && !practitioner() {
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
    // A person at the top without a job is most often the author of a blog's articles, though "worksFor" names the house: search
    // plug-ins write that of whoever built the site. The owner is an organisation too, or the site is named after them.
    let owner = || is_organisation(thing) || DomainName::of(document).likeness(&parsed.text) >= 0.6;
    if thing.within.is_none() && job.is_none() && !owner() {
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
                // "Marina Shipyard", "Grace Roofing": a trade behind a word that is a given name too.
                if names_a_trade(document, &words[1..count]) || is_called_after(document, &name) {
                    return;
                }
                found.add(name.clone(), None, Seniority::Unknown, Source::Meta, 0.65, document.evidence(text, "title"));
                return;
            }
        }
    }
}

/// "Association Jeanne Exemple": a body that bears the name of somebody it honours.
fn is_called_after(document: &Document, name: &str) -> bool {
    const BODIES: [&str; 10] = [
        "Association ",
        "Fondation ",
        "Associazione ",
        "Fondazione ",
        "Asociación ",
        "Fundación ",
        "Associação ",
        "Fundação ",
        "Collège ",
        "École ",
    ];
    document
        .blocks
        .iter()
        .any(|block| block.text.find(name).is_some_and(|at| BODIES.iter().any(|body| block.text[..at].ends_with(body))))
}

/// True for words that are no family name: what a business is called after, or what the page writes small elsewhere.
fn names_a_trade(document: &Document, family: &[&str]) -> bool {
    const TRADES: [&str; 36] = [
        "Shipyard",
        "Boatyard",
        "Yard",
        "Fishing",
        "Roofing",
        "Plumbing",
        "Heating",
        "Cleaning",
        "Catering",
        "Consulting",
        "Training",
        "Dental",
        "Smile",
        "Smiles",
        "Beauty",
        "Fitness",
        "Yoga",
        "Bakery",
        "Kitchen",
        "Flowers",
        "Design",
        "Designs",
        "Interiors",
        "Studio",
        "Studios",
        "Media",
        "Foods",
        "Sports",
        "Travel",
        "Homes",
        "Events",
        "Jewellery",
        "Jewelry",
        "Motors",
        "Farms",
        "Vineyards",
    ];
    let last = family.last().copied().unwrap_or_default();
    TRADES.contains(&last)
        || names_a_business(&family.join(" "))
        || cards::words_in_lower_case(document).contains(last.to_lowercase().as_str())
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
    // Whoever signs a quotation within it.
    for quotation in document.tagged("blockquote").take(MAX_QUOTATIONS) {
        let Some(first) = document.block_of(quotation.id()) else { continue };
        for (index, block) in document.blocks.iter().enumerate().skip(first).take(12) {
            if document.element(block.node).is_some_and(|e| e.ancestors().take(4).any(|a| a.id() == quotation.id())) {
                out[index] = true;
            }
        }
    }
    out
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

/// The role is held somewhere else: "CEO bei Fremde GmbH", "Head of IT at Example Ltd".
fn elsewhere(role: &str) -> bool {
    const WITH: [&str; 6] = [" bei ", " at ", " chez ", " presso ", " bij ", " @ "];
    memchr::memchr_iter(b' ', role.as_bytes()).any(|space| WITH.iter().any(|w| role[space..].starts_with(w)))
        || has_company_form(role)
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
