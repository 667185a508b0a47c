//! Puts e-mails, phones and forms together and says whose each is: the site's own, a person's, a third party's.
//!
//! Belongs here: attribution and merging. Does not belong here: finding (see `emails` and `phones`).

mod attribution;
mod domains;
mod forms;
mod merge;
mod sections;
mod sent_on;
mod ties;

use url::Url;

use crate::beginnings::Beginnings;
use crate::emails::{self, EmailHit, Place};
use crate::phones::{self, PhoneHit};
use crate::plain_blocks::PlainBlocks;
use crate::{
    Contact, ContactKind, Document, Evidence, Organisation, PageFacts, PageKind, Person, PhoneType, Purpose, Region, Source,
    Sourced, Stage, structured::Structured,
};
use attribution::Judge;
pub(crate) use sections::Sections;
pub(crate) use sent_on::{Sought, is_around};
use ties::Ties;

/// Most pieces of evidence kept for one contact.
const MAX_EVIDENCE: usize = 5;

/// What is already known of the page when contacts are read.
pub(crate) struct Context<'a> {
    pub language: Option<&'a Sourced<String>>,
    pub organisation: &'a Organisation,
    pub people: &'a [Person],
    pub kind: PageKind,
    pub sections: &'a Sections,
    pub beginnings: &'a Beginnings,
    pub plain: &'a PlainBlocks,
}

/// Contacts of one page. `done` is told when the e-mails and when the numbers have been found.
pub(crate) fn read(
    document: &Document,
    structured: &Structured,
    context: &Context<'_>,
    done: &mut dyn FnMut(Stage),
) -> Vec<Contact> {
    let own_domain = site_domain(&document.url);
    let emails = emails::find(document, structured, context.beginnings, &own_domain);
    done(Stage::Emails);
    let phones = phones::find(document, structured, context);
    done(Stage::Phones);
    let judge = Judge::new(document, structured, &own_domain, context, &emails);
    let ties = Ties::new(document, context.people, context.kind);
    let mut contacts: Vec<Contact> = Vec::new();
    for hit in emails {
        add(&mut contacts, email_contact(hit, &judge, &ties));
    }
    for hit in phones {
        add(&mut contacts, phone_contact(hit, &judge, &ties));
    }
    settle_fax(&mut contacts);
    contacts.extend(forms::read(document, context.kind));
    contacts
}

/// The registrable domain of a site; the whole host when the public suffix list does not know it.
pub(crate) fn site_domain(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    psl::domain_str(&host).map_or_else(|| host.strip_prefix("www.").unwrap_or(&host).to_owned(), str::to_owned)
}

/// Contacts of a site: duplicates joined, ownership decided with all pages in view.
pub(crate) fn merge(pages: &[PageFacts]) -> Vec<Contact> {
    merge::merge(pages)
}

fn email_contact(hit: EmailHit, judge: &Judge<'_>, ties: &Ties<'_>) -> Contact {
    let rule = judge.email(&hit);
    let local = hit.address.split('@').next().unwrap_or_default();
    let person = ties.email(local, &hit.place);
    let purpose = match emails::purpose::of(local) {
        Purpose::Unknown if person.is_some() => Purpose::Personal,
        purpose => purpose,
    };
    Contact {
        kind: ContactKind::Email,
        value: sourced(hit.address, hit.source, hit.confidence, hit.evidence, &hit.place),
        third_party: rule.is_some(),
        third_party_rule: rule.map(str::to_owned),
        purpose,
        phone_type: None,
        person,
        rule: hit.rule.to_owned(),
    }
}

fn phone_contact(hit: PhoneHit, judge: &Judge<'_>, ties: &Ties<'_>) -> Contact {
    let rule = judge.phone(&hit);
    let person = if rule.is_none() { ties.phone(&hit.place, hit.kind == PhoneType::Mobile) } else { None };
    let general = matches!(hit.place.region, Region::Header | Region::Footer) || hit.thing.is_some();
    let purpose = match (&person, general) {
        (Some(_), _) => Purpose::Personal,
        (None, true) => Purpose::Generic,
        _ => Purpose::Unknown,
    };
    Contact {
        kind: if hit.fax { ContactKind::Fax } else { ContactKind::Phone },
        value: sourced(hit.e164, hit.source, hit.confidence, hit.evidence, &hit.place),
        third_party: rule.is_some(),
        third_party_rule: rule.map(str::to_owned),
        purpose,
        phone_type: Some(hit.kind),
        person,
        rule: hit.rule.to_owned(),
    }
}

/// A value with one piece of evidence, whose selector starts with the part of the page when that is not the main one.
fn sourced(value: String, source: Source, confidence: f32, mut evidence: Evidence, place: &Place) -> Sourced<String> {
    let region = match place.region {
        Region::Header => "header",
        Region::Nav => "nav",
        Region::Aside => "aside",
        Region::Footer => "footer",
        Region::Main => "",
    };
    if !region.is_empty() {
        evidence.selector = Some(match evidence.selector {
            Some(inner) if inner != region => format!("{region} {inner}"),
            _ => region.to_owned(),
        });
    }
    Sourced { value, source, confidence, evidence: vec![evidence] }
}

/// Joins a contact with the same one seen before on the page: the surest reading counts, and one sighting as the site's own
/// makes it that, unless only a lesser place says so.
fn add(contacts: &mut Vec<Contact>, contact: Contact) {
    let Some(known) = contacts.iter_mut().find(|c| c.kind == contact.kind && c.value.value == contact.value.value) else {
        contacts.push(contact);
        return;
    };
    if known.third_party && !contact.third_party {
        known.third_party = false;
        known.third_party_rule = None;
    }
    if contact.value.confidence > known.value.confidence {
        known.value.confidence = contact.value.confidence;
        known.value.source = contact.value.source;
        known.rule.clone_from(&contact.rule);
    }
    add_evidence(&mut known.value.evidence, &contact.value.evidence);
    known.person = known.person.take().or(contact.person);
    known.purpose = better_purpose(known.purpose, contact.purpose);
    if known.phone_type == Some(PhoneType::Other) {
        known.phone_type = contact.phone_type;
    }
}

fn better_purpose(a: Purpose, b: Purpose) -> Purpose {
    if a == Purpose::Unknown { b } else { a }
}

fn add_evidence(known: &mut Vec<Evidence>, more: &[Evidence]) {
    for evidence in more {
        if known.len() < MAX_EVIDENCE && !known.iter().any(|e| e.url == evidence.url && e.snippet == evidence.snippet) {
            known.push(evidence.clone());
        }
    }
}

/// A number labelled as a fax that is also linked or written without a label is a fax; one that is labelled both ways is both.
fn settle_fax(contacts: &mut Vec<Contact>) {
    let faxes: Vec<String> = contacts.iter().filter(|c| c.kind == ContactKind::Fax).map(|c| c.value.value.clone()).collect();
    contacts.retain(|c| c.kind != ContactKind::Phone || !faxes.contains(&c.value.value) || c.rule == "phone/labelled");
}

#[cfg(test)]
mod tests;
