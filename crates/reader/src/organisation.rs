//! The organisation behind the site: names, description, category, address, opening hours, register and VAT numbers.
//!
//! A page gives candidates with a confidence that says how much their place is worth; [`merge`] weighs them over the site.
//! What a page says of somebody else (the host, the web designer, an authority) is left out by [`Foreign`].

mod address;
mod categories;
mod country;
mod details;
mod foreign;
mod hours;
mod maps;
mod merge;
mod months;
mod names;
mod placed;
mod postal;
mod registers;
mod schema_types;
mod street;
mod tokens;

pub(crate) use foreign::Foreign;
pub(crate) use merge::merge;
pub(crate) use names::{DomainName, before_tax_number, form_may_begin, form_may_begin_with, has_company_form};
pub(crate) use schema_types::is_organisation;

use std::borrow::Cow;

use crate::beginnings::Beginnings;
use crate::contacts::Sections;
use crate::document::Holds;
use crate::structured::{Structured, Thing};
use crate::{Block, Document, Organisation, PageKind, Region, Source, Sourced};

/// A page as the readers of its organisation see it.
struct Page<'a> {
    document: &'a Document,
    structured: &'a Structured,
    /// The language it is written in ("de"), when that could be told.
    language: Option<&'a str>,
    kind: PageKind,
    /// What on it speaks of somebody else.
    foreign: &'a Foreign,
    /// What its host says of the owner's name.
    domain: &'a DomainName,
    /// How the words of its blocks begin.
    beginnings: &'a Beginnings,
    /// Its blocks with what a style sheet keeps apart parted.
    opened: &'a [Cow<'a, str>],
    /// What of each is the organisation's own.
    lines: &'a [&'a str],
}

/// Candidates on one page.
pub(crate) fn read(
    document: &Document,
    structured: &Structured,
    language: Option<&Sourced<String>>,
    kind: PageKind,
    foreign: &Foreign,
    sections: &Sections,
    beginnings: &Beginnings,
) -> Organisation {
    let domain = DomainName::of(document);
    let language = language.map(|l| l.value.as_str());
    let opened: &[Cow<'_, str>] = &document.blocks.iter().map(Block::opened).collect::<Vec<_>>();
    let lines: &[&str] = &opened.iter().enumerate().map(|(i, text)| foreign.own_part(i, text)).collect::<Vec<_>>();
    let page = &Page { document, structured, language, kind, foreign, domain: &domain, beginnings, opened, lines };
    let names = names::trading(page);
    let addresses = placed::addresses(page, sections);
    let mut out = Organisation {
        legal_names: names::legal(page),
        descriptions: details::descriptions(document, structured, kind),
        categories: categories(page, &names),
        opening_hours: opening_hours(page),
        locations: details::locations(document, structured),
        founding_years: details::founding_years(document, structured, foreign),
        names,
        addresses,
        ..Organisation::default()
    };
    numbers(page, &mut out);
    out
}

/// Adds a candidate, or joins it to the equal one; at most `most` are kept.
fn gather<T: PartialEq>(list: &mut Vec<Sourced<T>>, sourced: Sourced<T>, most: usize) {
    if let Some(held) = list.iter_mut().find(|h| h.value == sourced.value) {
        held.join(&sourced);
    } else if list.len() < most {
        list.push(sourced);
    }
}

/// True unless a thing hangs in something that speaks of others: an event's place, a review's author, a product's maker.
pub(crate) fn is_own(structured: &Structured, thing: &Thing) -> bool {
    let mut current = thing;
    for _ in 0..10 {
        let Some(within) = &current.within else { return true };
        let others = matches!(
            within.property.as_str(),
            "author"
                | "creator"
                | "reviewedBy"
                | "itemReviewed"
                | "review"
                | "reviews"
                | "organizer"
                | "performer"
                | "sponsor"
                | "funder"
                | "memberOf"
                | "affiliation"
                | "alumniOf"
                | "award"
                | "manufacturer"
                | "seller"
                | "offeredBy"
                | "hiringOrganization"
                | "worksFor"
                | "publishingPrinciples"
                | "member"
                | "areaServed"
                | "paymentAccepted"
                | "knowsAbout"
                | "client"
                | "partner"
                | "translator"
                | "contributor"
                | "acquiredFrom"
                | "issuedBy"
                | "recognizedBy"
                | "superEvent"
                | "subEvent"
                | "event"
                | "events"
                | "makesOffer"
                | "owns"
                | "hasCredential"
                | "itemOffered"
                | "jobLocation"
        );
        let Some(outer) = structured.outer(current) else { return true };
        // A job's employer and an author's employer are mostly the site's own, but not surely.
        if others
            || [
                "Event",
                "JobPosting",
                "Review",
                "Product",
                "Offer",
                "Recipe",
                "Course",
                "Book",
                "Movie",
                "MusicEvent",
                "Festival",
                "TheaterEvent",
                "Trip",
            ]
            .iter()
            .any(|t| outer.is_a(t))
        {
            return false;
        }
        current = outer;
    }
    true
}

/// True when a text holds a word for a kind of business ("Boulangerie Exemple").
pub(crate) fn names_a_business(text: &str) -> bool {
    categories::is_named(text)
}

/// Kinds of business: schema.org's types, then clear words in the title and the names.
fn categories(page: &Page<'_>, names: &[Sourced<String>]) -> Vec<Sourced<String>> {
    let Page { document, structured, kind, .. } = *page;
    let mut out: Vec<Sourced<String>> = Vec::new();
    let mut add = |category: &str, source: Source, confidence: f32, words: &str, selector: &str| {
        let sourced = Sourced::new(category.to_owned(), source, confidence, document.evidence(words, selector));
        gather(&mut out, sourced, 12);
    };
    for thing in structured.things.iter().filter(|t| is_organisation(t) && is_own(structured, t)) {
        for name in &thing.types {
            if let Some(category) = schema_types::category(name) {
                add(category, thing.source, 0.92, name, thing.selector());
            }
        }
    }
    for name in names.iter().filter(|n| n.confidence >= 0.5) {
        for (index, category) in categories::find(&name.value).into_iter().take(2).enumerate() {
            add(category, name.source, if index == 0 { 0.8 } else { 0.6 }, &name.value, "title");
        }
    }
    let front = matches!(kind, PageKind::Home | PageKind::About);
    if let Some(title) = &document.title {
        for (index, category) in categories::find(title).into_iter().take(2).enumerate() {
            let confidence = if front { 0.7 } else { 0.4 };
            add(category, Source::Meta, if index == 0 { confidence } else { confidence - 0.15 }, title, "title");
        }
    }
    if front {
        if let Some(text) = structured.meta("description") {
            for category in categories::find(text).into_iter().take(1) {
                add(category, Source::Meta, 0.5, text, "meta[name=description]");
            }
        }
        for block in document.blocks.iter().filter(|b| matches!(b.heading, 1 | 2) && b.text.len() < 120).take(3) {
            for category in categories::find(&block.text).into_iter().take(1) {
                add(category, Source::Text, 0.5, &block.text, "h1");
            }
        }
    }
    out
}

/// Opening hours: declared ones, then those a visitor reads.
fn opening_hours(page: &Page<'_>) -> Vec<Sourced<String>> {
    let Page { document, structured, language, kind, lines, .. } = *page;
    let mut out: Vec<Sourced<String>> = Vec::new();
    let mut add = |sourced: Sourced<String>| gather(&mut out, sourced, 12);
    for thing in structured.things.iter().filter(|t| is_organisation(t) && is_own(structured, t)) {
        if let Some(text) = hours::declared(thing).and_then(|w| w.format()) {
            let confidence = if thing.within.is_some() { 0.8 } else { 0.92 };
            add(Sourced::new(
                text.clone(),
                thing.source,
                confidence,
                document.evidence(&format!("openingHours {text}"), thing.selector()),
            ));
        }
    }
    for found in hours::find(lines, language) {
        let days = found.week.open_days();
        let steady = found.noise <= 2.5;
        let labelled = found.labelled;
        let confidence: f32 = match (labelled, days) {
            (true, 3..) if steady => 0.85,
            (true, _) => 0.7,
            (false, 5..) if steady => 0.7,
            (false, 4..) if found.noise <= 4.0 => 0.55,
            (false, 1..)
                if steady
                    && matches!(kind, PageKind::Contact | PageKind::Locations | PageKind::Home)
                    && found.last > found.first =>
            {
                0.5
            }
            _ => continue,
        };
        let confidence = confidence
            - if found.other { 0.35 } else { 0.0 }
            - if matches!(kind, PageKind::Other) && !labelled { 0.15 } else { 0.0 };
        if confidence < 0.4 {
            continue;
        }
        if let Some(text) = found.week.format() {
            let words = lines[found.first..=found.last].join(" ");
            add(Sourced::new(text, Source::Text, confidence, document.evidence(&words, document.blocks[found.first].tag)));
        }
    }
    if out.is_empty()
        && let Some(index) =
            (0..lines.len()).find(|index| document.blocks[*index].holds.any(Holds::DIGIT) && hours::is_always_open(lines[*index]))
    {
        let evidence = document.evidence(lines[index], document.blocks[index].tag);
        out.push(Sourced::new("24/7".to_owned(), Source::Text, 0.6, evidence));
    }
    out
}

/// VAT and register numbers.
fn numbers(page: &Page<'_>, out: &mut Organisation) {
    let Page { document, structured, language, kind, foreign, opened, lines, .. } = *page;
    let push = |list: &mut Vec<Sourced<String>>, sourced: Sourced<String>| gather(list, sourced, 20);
    for thing in structured.things.iter().filter(|t| is_organisation(t) && is_own(structured, t)) {
        if let Some(vat) = thing.text("vatID").or_else(|| thing.text("taxID")).and_then(|t| registers::normalise_vat(&t)) {
            push(&mut out.vat_numbers, Sourced::new(vat.clone(), thing.source, 0.95, document.evidence(&vat, thing.selector())));
        }
    }
    let home = out.addresses.first().and_then(|a| a.value.country.as_deref()).and_then(country::Country::from_code);
    let home = document
        .url
        .host_str()
        .and_then(country::Country::from_host)
        .or(home)
        .or_else(|| language.and_then(|l| country::Country::of_language(l).next()));
    for (index, block) in document.blocks.iter().enumerate() {
        let (opened, own) = (&opened[index], lines[index]);
        if own.is_empty() {
            continue;
        }
        let place: f32 = match (kind, block.region) {
            (PageKind::Legal | PageKind::Contact | PageKind::About, _) | (_, Region::Footer) => 0.0,
            (PageKind::Privacy | PageKind::Terms, _) => -0.15,
            _ => -0.2,
        };
        // A label and its number may stand in two cells of a table.
        let joined;
        let next = document.blocks.get(index + 1).filter(|n| {
            n.holds.any(Holds::DIGIT) && n.text.len() < 60 && block.text.len() < 60 && registers::has_digits(&n.text)
        });
        if next.is_none() && !block.holds.any(Holds::DIGIT) {
            continue;
        }
        let text = match next {
            Some(next) if !foreign.is(index) && !block.holds.any(Holds::DIGIT) => {
                joined = format!("{} {}", block.text, next.text);
                joined.as_str()
            }
            _ => own,
        };
        for found in registers::find(text, home) {
            let evidence = if text.len() == own.len() && opened.len() == block.text.len() {
                document.evidence_in_block(index, found.start..found.end)
            } else {
                document.evidence(text, block.tag)
            };
            let sourced = Sourced::new(found.value, Source::Text, found.confidence + place, evidence);
            match found.kind {
                registers::Kind::Vat => push(&mut out.vat_numbers, sourced),
                registers::Kind::Register => push(&mut out.register_numbers, sourced),
            }
        }
    }
}

#[cfg(test)]
mod tests;
