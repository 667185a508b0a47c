//! Links to pages of the same site, each with what it seems to be and how much reading it is worth.

use crate::{Document, Link, PageKind};

/// What the page itself is for.
pub(crate) fn kind_of_page(document: &Document) -> PageKind {
    let _ = document;
    PageKind::Other
}

/// Links of the page, best first.
pub(crate) fn read(document: &Document) -> Vec<Link> {
    let _ = document;
    Vec::new()
}
