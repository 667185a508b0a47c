//! Technologies by our own rules, kept as data in `rules/`, each with a line it must match and one it must not.

use crate::{Document, PageFacts, PageInput, Technology};

/// Technologies of one page.
pub(crate) fn read(input: &PageInput<'_>, document: &Document) -> Vec<Technology> {
    let _ = (input, document);
    Vec::new()
}

/// Technologies of a site.
pub(crate) fn merge(pages: &[PageFacts]) -> Vec<Technology> {
    pages.iter().flat_map(|p| p.technologies.iter().cloned()).collect()
}
