//! The organisation behind the site: names, description, category, address, opening hours, register and VAT numbers.

mod address;
mod country;
mod postal;
mod street;
mod tokens;

use crate::{Document, Organisation, PageFacts, Sourced, structured::Structured};

/// Candidates on one page.
pub(crate) fn read(document: &Document, structured: &Structured, language: Option<&Sourced<String>>) -> Organisation {
    let _ = (document, structured, language);
    Organisation::default()
}

/// Winners first over a site.
pub(crate) fn merge(pages: &[PageFacts]) -> Organisation {
    pages.first().map(|p| p.organisation.clone()).unwrap_or_default()
}
