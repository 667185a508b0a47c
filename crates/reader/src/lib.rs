//! `glouton-reader`: a page in, facts out. Pure: no I/O, no async, no clock, no global state beyond compiled tables, so that
//! the same bytes give the same facts for ever, in the crawler, in a fuzzer and in a re-audit months later.
//!
//! Belongs here: everything that says what a page *says*. Does not belong here: fetching, storing, judging (audits, scores).
//!
//! Reading order: [`model`] (the vocabulary) → [`Document`] (bytes to visible text) → one module a kind of fact →
//! [`site`] (many pages to one site).

mod beginnings;
mod charset;
mod contacts;
mod document;
mod eights;
mod emails;
mod language;
mod links;
pub mod model;
mod organisation;
mod people;
mod phones;
mod phrases;
mod plain_blocks;
mod recent;
mod shapes;
mod short_text;
pub mod signals;
pub mod site;
mod socials;
mod structured;
mod technologies;
mod words;

use beginnings::Beginnings;
pub use document::{Block, Document, Region};
pub use links::link_to;
pub use model::*;
use phrases::LowerText;
use plain_blocks::PlainBlocks;
pub use site::read_site;
pub use technologies::{Category, RuleError, Ruleset, read_technologies, scan_technologies};

/// Reads one page: every fact the reader knows how to find, with evidence. Never panics, whatever the bytes; time and memory
/// are linear in the body's length.
#[must_use]
pub fn read_page(input: &PageInput<'_>) -> PageFacts {
    read_page_in_stages(input, &mut |_| ())
}

/// Part of the work of [`read_page`], in the order in which it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Charset, HTML parse, the walk that gathers visible text and links.
    Document,
    /// JSON-LD, microdata, OpenGraph.
    Structured,
    /// The page's language.
    Language,
    /// What speaks of somebody else, and the organisation.
    Organisation,
    /// People.
    People,
    /// E-mail addresses.
    Emails,
    /// Telephone and fax numbers.
    Phones,
    /// Whose each contact is, and forms.
    Contacts,
    /// Links worth following.
    Links,
    /// Social profiles.
    Socials,
    /// Technologies.
    Technologies,
    /// What audits look at.
    Signals,
    /// The similarity hash and whether a browser would show more.
    Fingerprint,
}

/// [`read_page`] that tells `done` of each stage as it ends. The reader has no clock; this is for those who bring one.
#[must_use]
pub fn read_page_in_stages(input: &PageInput<'_>, done: &mut dyn FnMut(Stage)) -> PageFacts {
    let document = Document::parse(input);
    done(Stage::Document);
    let structured = structured::read(&document);
    done(Stage::Structured);
    let language = language::read(input, &document);
    done(Stage::Language);
    let kind = links::kind_of_page(&document);
    let plain = PlainBlocks::of(&document);
    let lower = LowerText::of(&document);
    let sections = contacts::Sections::of(&document, kind, &plain);
    let foreign = organisation::Foreign::read(&document, kind, &sections, &plain);
    let beginnings = Beginnings::of(&document);
    let organisation = organisation::read(&document, &structured, language.as_ref(), kind, &foreign, &sections, &beginnings);
    done(Stage::Organisation);
    let people = people::read(&document, &structured, kind, &foreign, &beginnings);
    done(Stage::People);
    let context = contacts::Context {
        language: language.as_ref(),
        organisation: &organisation,
        people: &people,
        kind,
        sections: &sections,
        beginnings: &beginnings,
        plain: &plain,
    };
    let contacts = contacts::read(&document, &structured, &context, done);
    done(Stage::Contacts);
    let links = links::read(&document);
    done(Stage::Links);
    let socials = socials::read(&document, &structured, kind, &foreign);
    done(Stage::Socials);
    let technologies = technologies::read(input, &document);
    done(Stage::Technologies);
    let signals = signals::read(input, &document, &lower);
    done(Stage::Signals);
    let facts = PageFacts {
        url: input.url.clone(),
        kind,
        text_chars: document.text_chars(),
        fingerprint: Document::fingerprint(&lower),
        links,
        contacts,
        people,
        socials,
        technologies,
        signals,
        browser_hint: document.browser_hint(),
        organisation,
        language,
    };
    done(Stage::Fingerprint);
    facts
}
