//! The contacts of a site from those of its pages: joined, attributed with all pages in view, the site's own first, best first.

use std::collections::HashMap;

use super::attribution::{follows_an_address, is_probable};
use super::domains::{Relation, is_common_word, relation};
use super::{add_evidence, better_purpose, site_domain};
use crate::{Contact, ContactKind, PageFacts, PageKind, PhoneType, Purpose, Source};

/// Most pages with a form that are kept.
const MAX_FORMS: usize = 1;

/// What is known of one value over all pages.
struct Entry {
    contact: Contact,
    first: usize,
    pages: usize,
    /// Pages on which it stood as the site's own.
    own_pages: usize,
    /// Of those, pages and parts of pages where a business gives its own data.
    own_at_home: bool,
    /// Of those, pages that tell how to reach the house, in their main part.
    own_where_reached: bool,
    /// In structured data about the owner.
    declared: bool,
    best_kind: u8,
}

pub(super) fn merge(pages: &[PageFacts]) -> Vec<Contact> {
    let own = pages.first().map(|p| site_domain(&p.url)).unwrap_or_default();
    let mut entries: Vec<Entry> = Vec::new();
    let mut index: HashMap<(ContactKind, String), usize> = HashMap::new();
    for page in pages {
        for contact in &page.contacts {
            let key = (contact.kind, contact.value.value.clone());
            let at = *index.entry(key).or_insert_with(|| {
                let mut first = contact.clone();
                first.value.evidence.truncate(super::MAX_EVIDENCE);
                entries.push(Entry {
                    contact: first,
                    first: entries.len(),
                    pages: 0,
                    own_pages: 0,
                    own_at_home: false,
                    own_where_reached: false,
                    declared: false,
                    best_kind: 0,
                });
                entries.len() - 1
            });
            if let Some(entry) = entries.get_mut(at) {
                note(entry, contact, page.kind);
            }
        }
    }
    settle_fax(&mut entries);
    // Does the business have an address under its own name? Then other businesses' addresses need a better place to be its own.
    let has_own_email = entries.iter().any(|e| {
        e.contact.kind == ContactKind::Email && matches!(relation_of(&e.contact, &own), Relation::Own | Relation::Related)
    });
    let has_any_own = entries.iter().any(|e| e.contact.kind == ContactKind::Email && e.own_at_home);
    for entry in &mut entries {
        attribute(entry, &own, has_own_email, has_any_own);
    }
    settle_probable(&mut entries, pages, &own);
    keep_best_form(&mut entries, pages);
    entries.sort_by(|a, b| {
        let order = |e: &Entry| (e.contact.third_party, kind_order(e.contact.kind));
        order(a).cmp(&order(b)).then_with(|| score(b, &own).total_cmp(&score(a, &own))).then_with(|| a.first.cmp(&b.first))
    });
    entries.into_iter().map(|e| e.contact).collect()
}

fn note(entry: &mut Entry, seen: &Contact, kind: PageKind) {
    entry.pages += 1;
    let selector = seen.value.evidence.first().and_then(|e| e.selector.as_deref()).unwrap_or_default();
    let framed = selector.starts_with("header") || selector.starts_with("footer") || selector.starts_with("nav");
    if !seen.third_party {
        entry.own_pages += 1;
        entry.own_at_home |= framed
            || matches!(
                kind,
                PageKind::Home | PageKind::Contact | PageKind::Legal | PageKind::Locations | PageKind::About | PageKind::Team
            );
        entry.own_where_reached |=
            !framed && matches!(kind, PageKind::Contact | PageKind::Locations | PageKind::Team | PageKind::About);
        entry.declared |= matches!(seen.value.source, Source::JsonLd | Source::Microdata);
    }
    entry.best_kind = entry.best_kind.max(match kind {
        PageKind::Contact => 5,
        PageKind::Legal => 4,
        PageKind::Home => 3,
        PageKind::Locations | PageKind::About | PageKind::Team => 2,
        _ => 0,
    });
    let known = &mut entry.contact;
    add_evidence(&mut known.value.evidence, &seen.value.evidence);
    if seen.value.confidence > known.value.confidence {
        known.value.confidence = seen.value.confidence;
        known.value.source = seen.value.source;
        known.rule.clone_from(&seen.rule);
    }
    known.person = known.person.take().or_else(|| seen.person.clone());
    known.purpose = better_purpose(known.purpose, seen.purpose);
    if known.phone_type == Some(PhoneType::Other) {
        known.phone_type = seen.phone_type;
    }
    if known.third_party_rule.is_none() {
        known.third_party_rule.clone_from(&seen.third_party_rule);
    }
}

fn relation_of(contact: &Contact, own: &str) -> Relation {
    contact.value.value.rsplit_once('@').map_or(Relation::Own, |(_, domain)| relation(domain, own))
}

/// "hotel-sonne@gruppe.de" on hotel-sonne.de, "studiorossi@…" on studio-legale-rossi.it; certified mailboxes are kept so.
fn bears_name(contact: &Contact, own: &str) -> bool {
    let bare = |s: &str| -> String { s.chars().filter(char::is_ascii_alphanumeric).collect() };
    let (local, domain) = contact.value.value.split_once('@').unwrap_or_default();
    let name = own.split('.').next().unwrap_or_default();
    let (label, local) = (bare(name), bare(local));
    label.len() >= 4 && local.len() >= 4 && (local.contains(&label) || label.contains(&local))
        || name.split('-').any(|word| word.len() >= 5 && !is_common_word(word) && local.contains(word))
        || is_certified(domain)
}

/// Italy's certified mailboxes (posta elettronica certificata), which every business there must have and few have at their own domain.
fn is_certified(domain: &str) -> bool {
    domain.split('.').any(|label| {
        let italian = domain.ends_with(".it") && (label.starts_with("pec") || label.ends_with("pec"));
        italian || label == "pec" || label.contains("postacert") || label.contains("posta-cert")
    })
}

/// The final word on whose a contact is.
fn attribute(entry: &mut Entry, own: &str, has_own_email: bool, has_any_own: bool) {
    let third_pages = entry.pages - entry.own_pages;
    let third = match entry.contact.kind {
        ContactKind::ContactForm => false,
        // A number shown once as the business's own is its own, unless that is only a lesser page's word against several.
        ContactKind::Phone | ContactKind::Fax => entry.own_pages == 0 || third_pages > entry.own_pages && !entry.own_at_home,
        ContactKind::Email => match relation_of(&entry.contact, own) {
            Relation::Own | Relation::Related => false,
            Relation::FreeMail => {
                third_pages > 0 && (entry.own_pages == 0 || !entry.own_at_home && third_pages >= entry.own_pages)
            }
            Relation::Provider => true,
            Relation::Foreign => {
                if entry.declared {
                    false
                } else if third_pages > 0 {
                    // A credit line is a credit line on every page, whatever else the address is found beside.
                    third_pages >= entry.own_pages || !entry.own_at_home
                } else if has_own_email {
                    // Branches' addresses stand where the house says how to reach it; elsewhere they are partners', designers',
                    // officers'. An address that bears the house's name is its own wherever the mailbox is.
                    !entry.own_where_reached && !bears_name(&entry.contact, own)
                } else {
                    !entry.own_at_home && has_any_own
                }
            }
        },
    };
    entry.contact.third_party = third;
    if !third {
        entry.contact.third_party_rule = None;
    } else if entry.contact.third_party_rule.is_none() {
        entry.contact.third_party_rule = Some("third-party/foreign-domain".to_owned());
    }
}

/// A number that only a sentence or an address beside it gives to somebody else is the house's after all when the house has no
/// other, when it goes on like one of the house's, or when the address beside it turned out to be the house's.
fn settle_probable(entries: &mut [Entry], pages: &[PageFacts], own: &str) {
    let is_number = |e: &Entry| matches!(e.contact.kind, ContactKind::Phone | ContactKind::Fax);
    let owned: Vec<String> =
        entries.iter().filter(|e| is_number(e) && !e.contact.third_party).map(|e| e.contact.value.value.clone()).collect();
    let owned_mail: Vec<String> = entries
        .iter()
        .filter(|e| {
            e.contact.kind == ContactKind::Email && !e.contact.third_party && relation_of(&e.contact, own) == Relation::Foreign
        })
        .map(|e| e.contact.value.value.clone())
        .collect();
    let beside_owned = |value: &str| {
        pages.iter().any(|page| {
            page.contacts.iter().any(|c| c.value.value == value)
                && page.contacts.iter().any(|c| owned_mail.contains(&c.value.value))
        })
    };
    for entry in entries.iter_mut().filter(|e| is_number(e) && e.contact.third_party) {
        let Some(rule) = entry.contact.third_party_rule.as_deref().filter(|r| is_probable(r)) else { continue };
        let value = entry.contact.value.value.as_str();
        let kept =
            owned.is_empty() || owned.iter().any(|o| share_a_trunk(o, value)) || follows_an_address(rule) && beside_owned(value);
        if kept {
            entry.contact.third_party = false;
            entry.contact.third_party_rule = None;
        }
    }
}

/// True for two numbers of one telephone system: alike but for their last two digits; in North America, where lines are let one
/// by one, but for the last.
fn share_a_trunk(a: &str, b: &str) -> bool {
    const ENDING: usize = 2;
    const SHORTEST: usize = 8;
    if a.starts_with("+1") {
        return a.len() == b.len() && a.get(..a.len() - 1) == b.get(..b.len() - 1);
    }
    let length = a.len().min(b.len()).saturating_sub(ENDING);
    length >= SHORTEST && a.len().abs_diff(b.len()) <= ENDING && a.get(..length) == b.get(..length)
}

/// A number that is a fax by label somewhere, and nowhere a telephone by label, is a fax.
fn settle_fax(entries: &mut Vec<Entry>) {
    let faxes: Vec<String> =
        entries.iter().filter(|e| e.contact.kind == ContactKind::Fax).map(|e| e.contact.value.value.clone()).collect();
    entries.retain(|e| {
        e.contact.kind != ContactKind::Phone
            || !faxes.contains(&e.contact.value.value)
            || matches!(e.contact.rule.as_str(), "phone/labelled" | "phone/json-ld" | "phone/microdata")
            || e.pages > 1
    });
}

/// The form in the footer of every page is one form: the contact page's is the one to show.
fn keep_best_form(entries: &mut Vec<Entry>, pages: &[PageFacts]) {
    let kind_of =
        |url: &str| pages.iter().find(|p| p.url.as_str().split('#').next() == Some(url)).map_or(PageKind::Other, |p| p.kind);
    let rank = |e: &Entry| match kind_of(&e.contact.value.value) {
        PageKind::Contact => 0_u8,
        PageKind::Home => 2,
        PageKind::Locations | PageKind::About => 1,
        _ => 3,
    };
    let mut forms: Vec<(u8, i32, usize)> = entries
        .iter()
        .filter(|e| e.contact.kind == ContactKind::ContactForm)
        .map(|e| (rank(e), -confidence_rank(&e.contact), e.first))
        .collect();
    forms.sort_unstable();
    let kept: Vec<usize> = forms.into_iter().take(MAX_FORMS).map(|(.., first)| first).collect();
    entries.retain(|e| e.contact.kind != ContactKind::ContactForm || kept.contains(&e.first));
}

/// Confidence in whole hundredths, to sort by.
fn confidence_rank(contact: &Contact) -> i32 {
    [0.5_f32, 0.6, 0.7, 0.8, 0.9].iter().filter(|limit| contact.value.confidence >= **limit).count().try_into().unwrap_or(0)
}

fn kind_order(kind: ContactKind) -> u8 {
    match kind {
        ContactKind::Email => 0,
        ContactKind::Phone => 1,
        ContactKind::Fax => 2,
        ContactKind::ContactForm => 3,
    }
}

fn score(entry: &Entry, own: &str) -> f32 {
    let contact = &entry.contact;
    let purpose = match contact.purpose {
        Purpose::Generic => 0.35,
        Purpose::Role => 0.2,
        Purpose::Personal => 0.15,
        Purpose::Unknown => 0.1,
        Purpose::NoReply => -1.0,
    };
    let domain = match contact.kind {
        ContactKind::Email => match relation_of(contact, own) {
            Relation::Own => 0.4,
            Relation::Related => 0.3,
            Relation::FreeMail => 0.15,
            _ => 0.0,
        },
        _ => 0.0,
    };
    let often = f32::from(u8::try_from(entry.pages.min(6)).unwrap_or(6)) * 0.05;
    let declared = if entry.declared { 0.15 } else { 0.0 };
    contact.value.confidence + purpose + domain + often + declared + f32::from(entry.best_kind) * 0.04
}
