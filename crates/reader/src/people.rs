//! People named on the page, with their role.

use crate::organisation::Foreign;
use crate::{Document, PageFacts, PageKind, Person, structured::Structured};

/// People of one page.
pub(crate) fn read(document: &Document, structured: &Structured, kind: PageKind, foreign: &Foreign) -> Vec<Person> {
    let _ = (document, structured, kind, foreign);
    Vec::new()
}

/// People of a site.
pub(crate) fn merge(pages: &[PageFacts]) -> Vec<Person> {
    pages.iter().flat_map(|p| p.people.iter().cloned()).collect()
}
