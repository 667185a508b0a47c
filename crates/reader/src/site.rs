//! Many pages of one host to one site: each kind of fact merges itself, here they are put together.

use crate::{PageFacts, SiteFacts, contacts, language, organisation, people, socials, technologies};

/// Merges the facts of a site's pages, given in the order they were read. Deterministic: the same pages in the same order
/// give the same facts.
#[must_use]
pub fn read_site(pages: &[PageFacts]) -> SiteFacts {
    SiteFacts {
        language: language::merge(pages),
        contacts: contacts::merge(pages),
        people: people::merge(pages),
        organisation: organisation::merge(pages),
        socials: socials::merge(pages),
        technologies: technologies::merge(pages),
    }
}
