//! People named on the page, with their role.

use crate::{Document, PageFacts, Person, structured::Structured};

/// People of one page.
pub(crate) fn read(document: &Document, structured: &Structured) -> Vec<Person> {
    let _ = (document, structured);
    Vec::new()
}

/// People of a site.
pub(crate) fn merge(pages: &[PageFacts]) -> Vec<Person> {
    pages.iter().flat_map(|p| p.people.iter().cloned()).collect()
}
