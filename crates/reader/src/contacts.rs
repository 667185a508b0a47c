//! Puts e-mails, phones and forms together and says whose each is: the site's own, a person's, a third party's.

use url::Url;

use crate::{Contact, ContactKind, Document, Organisation, PageFacts, PageKind, Person, Sourced, emails, structured::Structured};

/// What is already known of the page when contacts are read.
pub(crate) struct Context<'a> {
    pub language: Option<&'a Sourced<String>>,
    pub organisation: &'a Organisation,
    pub people: &'a [Person],
    pub kind: PageKind,
}

/// Contacts of one page.
pub(crate) fn read(document: &Document, structured: &Structured, context: &Context<'_>) -> Vec<Contact> {
    let _ = (context.language, context.organisation, context.people, context.kind);
    let own_domain = site_domain(&document.url);
    let mut contacts: Vec<Contact> = Vec::new();
    for hit in emails::find(document, structured, &own_domain) {
        if let Some(known) = contacts.iter_mut().find(|c| c.value.value == hit.address) {
            if known.value.evidence.len() < 5 && !known.value.evidence.contains(&hit.evidence) {
                known.value.evidence.push(hit.evidence);
            }
            continue;
        }
        let purpose = emails::purpose::of(hit.address.split('@').next().unwrap_or_default());
        contacts.push(Contact {
            kind: ContactKind::Email,
            value: Sourced { value: hit.address, source: hit.source, confidence: hit.confidence, evidence: vec![hit.evidence] },
            third_party: false,
            third_party_rule: None,
            purpose,
            phone_type: None,
            person: None,
            rule: hit.rule.to_owned(),
        });
    }
    contacts
}

/// The registrable domain of a site; the whole host when the public suffix list does not know it.
pub(crate) fn site_domain(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    psl::domain_str(&host).map_or_else(|| host.strip_prefix("www.").unwrap_or(&host).to_owned(), str::to_owned)
}

/// Contacts of a site: duplicates joined, ownership decided with all pages in view.
pub(crate) fn merge(pages: &[PageFacts]) -> Vec<Contact> {
    let mut merged: Vec<Contact> = Vec::new();
    for contact in pages.iter().flat_map(|p| &p.contacts) {
        match merged.iter_mut().find(|c| c.kind == contact.kind && c.value.value == contact.value.value) {
            Some(known) => {
                for evidence in &contact.value.evidence {
                    if known.value.evidence.len() < 5 && !known.value.evidence.contains(evidence) {
                        known.value.evidence.push(evidence.clone());
                    }
                }
            }
            None => merged.push(contact.clone()),
        }
    }
    merged
}
