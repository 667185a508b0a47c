//! The language of a page: what it declares, checked against what it says.

use crate::{Document, PageFacts, PageInput, Sourced};

/// Language of one page.
pub(crate) fn read(input: &PageInput<'_>, document: &Document) -> Option<Sourced<String>> {
    let _ = (input, document);
    None
}

/// Main language of a site.
pub(crate) fn merge(pages: &[PageFacts]) -> Option<Sourced<String>> {
    pages.iter().find_map(|p| p.language.clone())
}
