//! `glouton-reader`: a page in, facts out. Pure: no I/O, no async, no clock, no global state beyond compiled tables, so that
//! the same bytes give the same facts for ever, in the crawler, in a fuzzer and in a re-audit months later.
//!
//! Belongs here: everything that says what a page *says*. Does not belong here: fetching, storing, judging (audits, scores).
//!
//! Reading order: [`model`] (the vocabulary) → [`Document`] (bytes to visible text) → one module a kind of fact →
//! [`site`] (many pages to one site).

mod charset;
mod contacts;
mod document;
mod emails;
mod language;
mod links;
pub mod model;
mod organisation;
mod people;
mod phones;
pub mod signals;
pub mod site;
mod socials;
mod structured;
mod technologies;
mod words;

pub use document::{Block, Document, Region};
pub use links::link_to;
pub use model::*;
pub use site::read_site;
pub use technologies::{Category, RuleError, Ruleset, read_technologies, scan_technologies};

/// Reads one page: every fact the reader knows how to find, with evidence. Never panics, whatever the bytes; time and memory
/// are linear in the body's length.
#[must_use]
pub fn read_page(input: &PageInput<'_>) -> PageFacts {
    let document = Document::parse(input);
    let structured = structured::read(&document);
    let language = language::read(input, &document);
    let kind = links::kind_of_page(&document);
    let foreign = organisation::Foreign::read(&document, kind);
    let organisation = organisation::read(&document, &structured, language.as_ref(), kind, &foreign);
    let people = people::read(&document, &structured, kind, &foreign);
    let contacts = contacts::read(
        &document,
        &structured,
        &contacts::Context { language: language.as_ref(), organisation: &organisation, people: &people, kind },
    );
    PageFacts {
        url: input.url.clone(),
        kind,
        text_chars: document.text_chars(),
        fingerprint: document.fingerprint(),
        links: links::read(&document),
        contacts,
        people,
        socials: socials::read(&document, &structured, kind, &foreign),
        technologies: technologies::read(input, &document),
        signals: signals::read(input, &document),
        browser_hint: document.browser_hint(),
        organisation,
        language,
    }
}
