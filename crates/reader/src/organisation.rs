//! The organisation behind the site: names, description, category, address, opening hours, register and VAT numbers.

mod address;
mod country;
mod foreign;
mod hours;
mod postal;
mod registers;
mod schema_types;
mod street;
mod tokens;

pub(crate) use foreign::Foreign;
pub(crate) use schema_types::is_organisation;

use crate::{Document, Organisation, PageFacts, PageKind, Sourced, structured::Structured};

/// Candidates on one page.
pub(crate) fn read(
    document: &Document,
    structured: &Structured,
    language: Option<&Sourced<String>>,
    kind: PageKind,
    foreign: &Foreign,
) -> Organisation {
    let _ = (document, structured, language, kind, foreign);
    Organisation::default()
}

/// Winners first over a site.
pub(crate) fn merge(pages: &[PageFacts]) -> Organisation {
    pages.first().map(|p| p.organisation.clone()).unwrap_or_default()
}
