//! The verbs on leads, for the GraphQL adapter and the commands: each authorises, validates, decides, writes in one transaction,
//! and publishes after the commit. Here: reading and choosing; changing stands in `work`, paying in `reveals`.

mod reveals;
mod work;

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{
    model::{
        Activity, Claim, Contact, ContactId, ContactKind, Facets, Lead, LeadFilter, LeadId, LeadOrder, LeadSource, NamedPerson,
        Note, PersonId, ShownContact, Tag,
    },
    rules,
    store::{self, work as work_store},
    verification,
};
use crate::{
    accounts::{Permission, Scope},
    platform::{
        error::{Error, Rejection, RejectionCode, Result},
        events::Topic,
        op::Op,
        page::{Page, PageRequest},
    },
};

pub(super) use reveals::check_contacts;
pub use reveals::{quote_reveal, reveal_contacts, reveal_price};
pub use work::{Bulk, LeadPatch, NewLead, add_note, apply, create, delete, delete_note, parse_website, update, update_note};

/// The signal that a lead of a workspace changed.
#[must_use]
pub fn topic(scope: &Scope) -> Topic {
    Topic { kind: "leads", id: scope.workspace().0 }
}

/// Tells listeners that leads changed; call after the commit.
pub fn announce(op: &Op, scope: &Scope, leads: impl IntoIterator<Item = LeadId>) {
    for lead in leads {
        op.bus.publish(topic(scope), lead.0);
    }
}

/// One lead of the workspace.
///
/// # Errors
/// `NotFound` when the workspace has no such lead.
pub async fn get(op: &Op, scope: &Scope, id: LeadId) -> Result<Lead> {
    scope.permit(Permission::LeadsRead)?;
    store::by_ids(op.db.read(), scope, &[id]).await?.remove(&id).ok_or(Error::NotFound("there is no such lead"))
}

/// Several leads, those that exist.
///
/// # Errors
/// What the database says.
pub async fn by_ids(op: &Op, scope: &Scope, ids: &[LeadId]) -> Result<HashMap<LeadId, Lead>> {
    scope.permit(Permission::LeadsRead)?;
    store::by_ids(op.db.read(), scope, ids).await
}

/// One page of the leads a filter means.
///
/// # Errors
/// What the database says.
pub async fn list(op: &Op, scope: &Scope, filter: &LeadFilter, order: LeadOrder, page: &PageRequest) -> Result<Page<Lead>> {
    scope.permit(Permission::LeadsRead)?;
    store::list(op.db.read(), scope, filter, order, page).await
}

/// How many leads a filter means.
///
/// # Errors
/// What the database says.
pub async fn count(op: &Op, scope: &Scope, filter: &LeadFilter) -> Result<u64> {
    scope.permit(Permission::LeadsRead)?;
    store::count(op.db.read(), scope, filter).await
}

/// Ids of the leads a filter means, at most `limit`.
///
/// # Errors
/// What the database says.
pub async fn ids(op: &Op, scope: &Scope, filter: &LeadFilter, limit: u64) -> Result<Vec<LeadId>> {
    scope.permit(Permission::LeadsRead)?;
    store::ids(op.db.read(), scope, filter, limit).await
}

/// Whether a lead is one of those a filter means.
///
/// # Errors
/// What the database says.
pub async fn matches(op: &Op, scope: &Scope, filter: &LeadFilter, lead: LeadId) -> Result<bool> {
    scope.permit(Permission::LeadsRead)?;
    store::matches(op.db.read(), scope, filter, lead).await
}

/// Counts by facet over the leads a filter means.
///
/// # Errors
/// What the database says.
pub async fn facets(op: &Op, scope: &Scope, filter: &LeadFilter) -> Result<Facets> {
    scope.permit(Permission::LeadsRead)?;
    store::facets(op.db.read(), scope, filter).await
}

/// Contacts of several leads as this workspace may see them: masked where not revealed.
///
/// # Errors
/// What the database says.
pub async fn contacts_of(op: &Op, scope: &Scope, leads: &[LeadId]) -> Result<HashMap<LeadId, Vec<ShownContact>>> {
    scope.permit(Permission::LeadsRead)?;
    let of_lead = store::contacts_of(op.db.read(), scope, leads).await?;
    let keys: Vec<String> = of_lead.values().flatten().map(|c| c.value_key.clone()).collect();
    let revealed = crate::credits::ops::revealed(op, scope, &keys).await?;
    let emails: Vec<&str> = of_lead
        .values()
        .flatten()
        .filter(|contact| contact.kind == ContactKind::Email)
        .map(|contact| contact.value_key.as_str())
        .collect();
    let verified = verification::store::known(op.db.read(), scope, &emails).await?;
    Ok(of_lead.into_iter().map(|(lead, contacts)| (lead, shown(&contacts, &revealed, &verified))).collect())
}

/// Contacts in clear, for the operator's own one-shot command.
///
/// # Errors
/// What the database says; `Forbidden` for anybody but the system itself.
pub async fn contacts_in_clear(op: &Op, scope: &Scope, leads: &[LeadId]) -> Result<HashMap<LeadId, Vec<Contact>>> {
    scope.permit(Permission::LeadsRead)?;
    if scope.actor() != crate::accounts::Actor::System {
        return Err(Error::Forbidden("contacts are shown in clear to the operator's own commands only"));
    }
    store::contacts_of(op.db.read(), scope, leads).await
}

/// Several contacts as this workspace may see them, in the order asked; unknown ones are left out.
///
/// # Errors
/// What the database says.
pub async fn contacts_by_ids(op: &Op, scope: &Scope, ids: &[ContactId]) -> Result<Vec<ShownContact>> {
    scope.permit(Permission::LeadsRead)?;
    let leads: HashSet<LeadId> = store::contacts_by_ids(op.db.read(), scope, ids).await?.into_iter().map(|c| c.lead).collect();
    // Masking a snippet needs its neighbours too.
    let leads: Vec<LeadId> = leads.into_iter().collect();
    let mut by_id: HashMap<ContactId, ShownContact> =
        contacts_of(op, scope, &leads).await?.into_values().flatten().map(|shown| (shown.contact.id, shown)).collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

/// A person of a lead.
///
/// # Errors
/// `NotFound` when the workspace has no such lead, or neither the lead nor a contact of it names such a person.
pub async fn person(op: &Op, scope: &Scope, id: PersonId) -> Result<NamedPerson> {
    let lead = get(op, scope, id.lead).await?;
    if let Some(person) = lead.named_people().find(|person| person.id == id) {
        return Ok(person);
    }
    let contacts = store::contacts_of(op.db.read(), scope, &[id.lead]).await?.remove(&id.lead).unwrap_or_default();
    let name = contacts.into_iter().filter_map(|contact| contact.person).find(|name| PersonId::of(id.lead, name) == id);
    name.map(|name| NamedPerson::unknown(id.lead, &name)).ok_or(Error::NotFound("there is no such person"))
}

/// Masks what is not revealed.
fn shown(
    contacts: &[Contact],
    revealed: &HashSet<String>,
    verified: &HashMap<String, verification::store::Stored>,
) -> Vec<ShownContact> {
    let open = |c: &Contact| c.kind == ContactKind::ContactForm || revealed.contains(&c.value_key);
    let hidden: Vec<&Contact> = contacts.iter().filter(|c| !open(c)).collect();
    contacts
        .iter()
        .map(|contact| {
            let revealed = open(contact);
            let mut masked = contact.clone();
            if !revealed {
                masked.value = rules::mask(contact.kind, &contact.value);
            }
            for evidence in &mut masked.evidence {
                evidence.snippet = rules::mask_snippet(&evidence.snippet, contact, &hidden);
                if !revealed {
                    evidence.selector = evidence.selector.take().filter(|s| !s.contains('@') && !s.contains("tel:+"));
                }
            }
            let verification = verified.get(&contact.value_key).and_then(|stored| stored.last.clone());
            ShownContact { contact: masked, revealed, verification }
        })
        .collect()
}

/// Claims of a lead, all or of one field.
///
/// # Errors
/// `NotFound` when the workspace has no such lead.
pub async fn claims(op: &Op, scope: &Scope, lead: LeadId, field: Option<&str>) -> Result<Vec<Claim>> {
    scope.permit(Permission::LeadsRead)?;
    get(op, scope, lead).await?;
    store::claims(op.db.read(), lead, field).await
}

/// Where a lead came from.
///
/// # Errors
/// `NotFound` when the workspace has no such lead.
pub async fn sources(op: &Op, scope: &Scope, lead: LeadId) -> Result<Vec<LeadSource>> {
    scope.permit(Permission::LeadsRead)?;
    get(op, scope, lead).await?;
    store::sources(op.db.read(), lead).await
}

/// What happened to a lead, newest first.
///
/// # Errors
/// What the database says.
pub async fn activity(op: &Op, scope: &Scope, lead: LeadId, page: &PageRequest) -> Result<Page<Activity>> {
    scope.permit(Permission::LeadsRead)?;
    work_store::activities(op.db.read(), scope, lead, page).await
}

/// Notes on a lead, newest first.
///
/// # Errors
/// What the database says.
pub async fn notes(op: &Op, scope: &Scope, lead: LeadId, page: &PageRequest) -> Result<Page<Note>> {
    scope.permit(Permission::LeadsRead)?;
    work_store::notes(op.db.read(), scope, lead, page).await
}

/// Tags of several leads.
///
/// # Errors
/// What the database says.
pub async fn tags_of(op: &Op, scope: &Scope, leads: &[LeadId]) -> Result<HashMap<LeadId, Vec<Tag>>> {
    scope.permit(Permission::LeadsRead)?;
    work_store::tags_of(op.db.read(), scope, leads).await
}

/// All tags of the workspace, by name.
///
/// # Errors
/// What the database says.
pub async fn tags(op: &Op, scope: &Scope) -> Result<Vec<Tag>> {
    scope.permit(Permission::LeadsRead)?;
    work_store::all_tags(op.db.read(), scope).await
}

/// The newest audits of the audited leads whose id is below `below`, newest lead first, at most `limit`.
///
/// # Errors
/// What the database says.
pub async fn latest_audits(op: &Op, scope: &Scope, below: Option<LeadId>, limit: u64) -> Result<Vec<(LeadId, Uuid)>> {
    scope.permit(Permission::LeadsRead)?;
    store::latest_audits(op.db.read(), scope, below, limit).await
}

/// Checks that `ids` name at least one lead, not too many, and only leads of this workspace.
///
/// # Errors
/// Rejections of `leadIds`, position by position.
pub async fn all_known(op: &Op, scope: &Scope, ids: &[LeadId]) -> Result<()> {
    if ids.is_empty() {
        return Err(Error::rejected(RejectionCode::Required, "leadIds", "name at least one lead"));
    }
    if ids.len() > rules::MAX_BULK {
        return Err(Error::rejected(RejectionCode::TooMany, "leadIds", format!("at most {} leads at a time", rules::MAX_BULK)));
    }
    let known = store::by_ids(op.db.read(), scope, ids).await?;
    let unknown: Vec<Rejection> = ids
        .iter()
        .enumerate()
        .filter(|(_, id)| !known.contains_key(id))
        .map(|(n, _)| Rejection::new(RejectionCode::NotFound, &format!("leadIds.{n}"), "there is no such lead"))
        .collect();
    if unknown.is_empty() { Ok(()) } else { Err(Error::Rejected(unknown)) }
}

/// An address on one line; none when nothing of it is known.
#[must_use]
pub fn format_address(address: &glouton_reader::PostalAddress) -> Option<String> {
    let town = [address.postal_code.as_deref(), address.city.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts = [address.street.as_deref(), Some(town.as_str()), address.region.as_deref(), address.country.as_deref()];
    let line = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    (!line.is_empty()).then_some(line)
}
