//! Profiles on social networks; share buttons and the networks' own pages are not profiles.

use crate::{Document, PageFacts, SocialProfile, structured::Structured};

/// Profiles linked from one page.
pub(crate) fn read(document: &Document, structured: &Structured) -> Vec<SocialProfile> {
    let _ = (document, structured);
    Vec::new()
}

/// Profiles of a site.
pub(crate) fn merge(pages: &[PageFacts]) -> Vec<SocialProfile> {
    pages.iter().flat_map(|p| p.socials.iter().cloned()).collect()
}
