//! The verbs on leads, for the GraphQL adapter and the commands: each authorises, validates, decides, writes in one transaction,
//! and publishes after the commit.

use std::collections::{HashMap, HashSet};

use serde_json::json;
use url::Url;

use super::{
    entity::lead,
    model::{
        Activity, Claim, Contact, ContactId, ContactKind, Facets, Lead, LeadFilter, LeadId, LeadOrder, LeadSource, NamedPerson,
        Note, NoteId, PersonId, ShownContact, Stage, Tag, TagId,
    },
    rules,
    store::{self, work},
};
use crate::{
    accounts::{Permission, Role, Scope, UserId, idempotency},
    credits::{self, Credits, Quote, RevealItem, RevealKind},
    platform::{
        clock::Timestamp,
        db::Tx,
        error::{Error, Rejection, RejectionCode, Result},
        events::Topic,
        op::Op,
        page::{Page, PageRequest},
    },
};

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
    Ok(of_lead.into_iter().map(|(lead, contacts)| (lead, shown(&contacts, &revealed))).collect())
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
fn shown(contacts: &[Contact], revealed: &HashSet<String>) -> Vec<ShownContact> {
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
            ShownContact { contact: masked, revealed }
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
    work::activities(op.db.read(), scope, lead, page).await
}

/// Notes on a lead, newest first.
///
/// # Errors
/// What the database says.
pub async fn notes(op: &Op, scope: &Scope, lead: LeadId, page: &PageRequest) -> Result<Page<Note>> {
    scope.permit(Permission::LeadsRead)?;
    work::notes(op.db.read(), scope, lead, page).await
}

/// Tags of several leads.
///
/// # Errors
/// What the database says.
pub async fn tags_of(op: &Op, scope: &Scope, leads: &[LeadId]) -> Result<HashMap<LeadId, Vec<Tag>>> {
    scope.permit(Permission::LeadsRead)?;
    work::tags_of(op.db.read(), scope, leads).await
}

/// All tags of the workspace, by name.
///
/// # Errors
/// What the database says.
pub async fn tags(op: &Op, scope: &Scope) -> Result<Vec<Tag>> {
    scope.permit(Permission::LeadsRead)?;
    work::all_tags(op.db.read(), scope).await
}

/// A lead entered by hand.
#[derive(Debug, Clone, Default)]
pub struct NewLead {
    /// Name; taken from the website's host when empty.
    pub name: Option<String>,
    /// Site; a bare domain is accepted.
    pub website: Option<String>,
}

/// Reads what a person typed as a web site: adds the scheme, wants a host name, refuses credentials.
///
/// # Errors
/// A sentence on what is wrong.
pub fn parse_website(text: &str) -> Result<Url, &'static str> {
    let text = text.trim();
    if text.is_empty() || text.len() > 2_000 || text.chars().any(char::is_whitespace) {
        return Err("this is no web address");
    }
    let lower = text.to_ascii_lowercase();
    let with_scheme = if lower.starts_with("http://") || lower.starts_with("https://") {
        text.to_owned()
    } else if lower.contains("://") {
        return Err("only http and https addresses can be read");
    } else {
        format!("https://{text}")
    };
    let mut url = Url::parse(&with_scheme).map_err(|_| "this is no web address")?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("an address with a user name or password is refused");
    }
    let plausible = match url.host() {
        Some(url::Host::Domain(host)) => {
            host.len() <= 253
                && (host.contains('.') || host == "localhost")
                && !host.starts_with('.')
                && host.trim_end_matches('.').split('.').all(|label| (1..=63).contains(&label.len()))
        }
        Some(_) => true,
        None => false,
    };
    if !plausible {
        return Err("this names no web site");
    }
    url.set_fragment(None);
    Ok(url)
}

/// Creates a lead by hand.
///
/// # Errors
/// Rejections of the input; `TAKEN` when the workspace has a lead of that domain.
pub async fn create(op: &Op, scope: &Scope, new: NewLead) -> Result<Lead> {
    scope.require(Role::Member)?;
    scope.permit(Permission::LeadsWrite)?;
    let website = new
        .website
        .as_deref()
        .filter(|w| !w.trim().is_empty())
        .map(|w| parse_website(w).map_err(|m| Error::rejected(RejectionCode::Invalid, "website", m)))
        .transpose()?;
    let name = new.name.as_deref().map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned);
    let identity = website.as_ref().map(rules::identity_of);
    let Some(name) = name.or_else(|| identity.clone()) else {
        return Err(Error::rejected(RejectionCode::Required, "name", "a lead has a name or a web site"));
    };
    check_name(&name)?;
    let now = op.now();
    let id = LeadId::generate(now);
    let tx = op.db.write_tx().await?;
    let named_by_hand = new.name.is_some();
    let new = store::Insertion { id, name, named_by_hand, identity, website: website.map(|w| w.to_string()) };
    store::insert(&tx, scope, now, new).await?;
    work::record(&tx, scope, now, id, "CREATED", json!({})).await?;
    tx.commit().await?;
    announce(op, scope, [id]);
    get(op, scope, id).await
}

fn check_name(name: &str) -> Result<()> {
    if name.chars().count() > rules::MAX_NAME {
        let message = format!("a name has at most {} characters", rules::MAX_NAME);
        return Err(Error::rejected(RejectionCode::TooLong, "name", message));
    }
    Ok(())
}

/// Changes to a lead; `None` leaves a field as it is, `Some(None)` empties it.
#[derive(Debug, Clone, Default)]
pub struct LeadPatch {
    /// Name.
    pub name: Option<String>,
    /// Description.
    pub description: Option<Option<String>>,
    /// Category.
    pub category: Option<Option<String>>,
    /// Opening hours.
    pub opening_hours: Option<Option<String>>,
    /// Moment of the last contact.
    pub last_contacted_at: Option<Option<Timestamp>>,
}

/// Changes a lead by hand; the changed fields are no longer overwritten by hunts.
///
/// # Errors
/// Rejections of the input; `NotFound` as a rejection of `leadId`.
pub async fn update(op: &Op, scope: &Scope, id: LeadId, patch: LeadPatch) -> Result<Lead> {
    scope.require(Role::Member)?;
    scope.permit(Permission::LeadsWrite)?;
    let patch = checked(patch)?;
    let now = op.now();
    let tx = op.db.write_tx().await?;
    let before = locked(&tx, scope, id).await?;
    let changed = store::rewrite(&tx, now, before, patch).await?;
    work::record(&tx, scope, now, id, "EDITED", json!({ "fields": changed })).await?;
    tx.commit().await?;
    announce(op, scope, [id]);
    get(op, scope, id).await
}

/// Checks the texts of a patch.
fn checked(mut patch: LeadPatch) -> Result<LeadPatch> {
    if let Some(name) = &mut patch.name {
        *name = name.trim().to_owned();
        if name.is_empty() {
            return Err(Error::rejected(RejectionCode::Required, "name", "a lead has a name"));
        }
        check_name(name)?;
    }
    for (value, field, most) in [
        (&patch.description, "description", 2_000),
        (&patch.category, "category", 100),
        (&patch.opening_hours, "openingHours", 500),
    ] {
        if value.as_ref().and_then(Option::as_ref).is_some_and(|v| v.chars().count() > most) {
            return Err(Error::rejected(RejectionCode::TooLong, field, format!("at most {most} characters")));
        }
    }
    Ok(patch)
}

async fn locked(tx: &Tx, scope: &Scope, id: LeadId) -> Result<lead::Model> {
    store::lock(tx, scope, id).await.map_err(|error| match error {
        Error::NotFound(message) => Error::rejected(RejectionCode::NotFound, "leadId", message),
        other => other,
    })
}

/// Checks that all of `ids` are leads of this workspace.
async fn all_known(op: &Op, scope: &Scope, ids: &[LeadId]) -> Result<()> {
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

/// Deletes leads with all that hangs on them. Reveals stay paid: a value found again is not charged again.
///
/// # Errors
/// Rejections of unknown ids; nothing is deleted then.
pub async fn delete(op: &Op, scope: &Scope, ids: &[LeadId]) -> Result<u64> {
    scope.require(Role::Member)?;
    scope.permit(Permission::LeadsWrite)?;
    all_known(op, scope, ids).await?;
    let deleted = store::delete(op.db.write(), scope, ids).await?;
    announce(op, scope, ids.iter().copied());
    Ok(deleted)
}

/// One change to many leads at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bulk {
    /// Moves them to a stage.
    Stage(Stage),
    /// Marks or unmarks them.
    Favorite(bool),
    /// Gives them to a member, or to nobody.
    Assign(Option<UserId>),
    /// Adds tags by name.
    Tag(Vec<String>),
    /// Takes tags away.
    Untag(Vec<TagId>),
}

/// Applies one change to many leads, all or none.
///
/// # Errors
/// Rejections of unknown ids and bad values; nothing is written then.
pub async fn apply(op: &Op, scope: &Scope, ids: &[LeadId], change: Bulk) -> Result<Vec<Lead>> {
    scope.require(Role::Member)?;
    scope.permit(Permission::LeadsWrite)?;
    all_known(op, scope, ids).await?;
    if matches!(&change, Bulk::Tag(names) if names.is_empty()) {
        return Err(Error::rejected(RejectionCode::Required, "tags", "name at least one tag"));
    }
    let now = op.now();
    let tx = op.db.write_tx().await?;
    let (kind, detail) = store::change_many(&tx, scope, now, ids, &change).await?;
    for id in ids {
        work::record(&tx, scope, now, *id, kind, detail.clone()).await?;
    }
    tx.commit().await?;
    announce(op, scope, ids.iter().copied());
    let mut known = store::by_ids(op.db.read(), scope, ids).await?;
    Ok(ids.iter().filter_map(|id| known.remove(id)).collect())
}

fn check_note(body: &str) -> Result<&str> {
    let body = body.trim();
    if body.is_empty() {
        return Err(Error::rejected(RejectionCode::Required, "body", "a note says something"));
    }
    if body.chars().count() > rules::MAX_NOTE {
        return Err(Error::rejected(
            RejectionCode::TooLong,
            "body",
            format!("a note has at most {} characters", rules::MAX_NOTE),
        ));
    }
    Ok(body)
}

/// Writes a note on a lead.
///
/// # Errors
/// Rejections of the input.
pub async fn add_note(op: &Op, scope: &Scope, lead: LeadId, body: &str) -> Result<Note> {
    scope.require(Role::Member)?;
    scope.permit(Permission::LeadsWrite)?;
    let body = check_note(body)?;
    let now = op.now();
    let tx = op.db.write_tx().await?;
    locked(&tx, scope, lead).await?;
    let note = work::write_note(&tx, scope, now, lead, body).await?;
    work::record(&tx, scope, now, lead, "NOTE_ADDED", json!({ "note": note.id })).await?;
    tx.commit().await?;
    announce(op, scope, [lead]);
    Ok(note)
}

/// Changes a note.
///
/// # Errors
/// Rejections of the input.
pub async fn update_note(op: &Op, scope: &Scope, note: NoteId, body: &str) -> Result<Note> {
    scope.require(Role::Member)?;
    scope.permit(Permission::LeadsWrite)?;
    let body = check_note(body)?;
    let tx = op.db.write_tx().await?;
    let note = work::rewrite_note(&tx, scope, op.now(), note, body).await?;
    tx.commit().await?;
    announce(op, scope, [note.lead]);
    Ok(note)
}

/// Deletes a note.
///
/// # Errors
/// A rejection when there is no such note.
pub async fn delete_note(op: &Op, scope: &Scope, note: NoteId) -> Result<LeadId> {
    scope.require(Role::Member)?;
    scope.permit(Permission::LeadsWrite)?;
    let tx = op.db.write_tx().await?;
    let lead = work::remove_note(&tx, scope, note).await?;
    tx.commit().await?;
    announce(op, scope, [lead]);
    Ok(lead)
}

/// What revealing a contact costs now.
#[must_use]
pub fn reveal_price(shown: &ShownContact) -> Credits {
    if shown.revealed { Credits::ZERO } else { credits::rules::reveal_price(reveal_kind(shown.contact.kind)) }
}

fn reveal_kind(kind: ContactKind) -> RevealKind {
    match kind {
        ContactKind::Email => RevealKind::Email,
        ContactKind::Phone => RevealKind::Phone,
        ContactKind::Fax => RevealKind::Fax,
        ContactKind::ContactForm => RevealKind::Form,
    }
}

/// The contacts of `ids` in that order; every unknown one is a rejection.
fn check_contacts(ids: &[ContactId], known: Vec<Contact>) -> Result<Vec<Contact>> {
    if ids.is_empty() {
        return Err(Error::rejected(RejectionCode::Required, "contactIds", "name at least one contact"));
    }
    if ids.len() > rules::MAX_BULK {
        return Err(Error::rejected(
            RejectionCode::TooMany,
            "contactIds",
            format!("at most {} contacts at a time", rules::MAX_BULK),
        ));
    }
    let known: HashMap<ContactId, Contact> = known.into_iter().map(|contact| (contact.id, contact)).collect();
    let unknown: Vec<Rejection> = ids
        .iter()
        .enumerate()
        .filter(|(_, id)| !known.contains_key(id))
        .map(|(n, _)| Rejection::new(RejectionCode::NotFound, &format!("contactIds.{n}"), "there is no such contact"))
        .collect();
    if !unknown.is_empty() {
        return Err(Error::Rejected(unknown));
    }
    Ok(ids.iter().filter_map(|id| known.get(id).cloned()).collect())
}

fn reveal_items(contacts: &[Contact]) -> Vec<RevealItem> {
    contacts.iter().map(|c| RevealItem { kind: reveal_kind(c.kind), value_key: c.value_key.clone() }).collect()
}

/// What revealing contacts would cost now, contact by contact in the order asked.
///
/// # Errors
/// Rejections of unknown ids.
pub async fn quote_reveal(op: &Op, scope: &Scope, ids: &[ContactId]) -> Result<Quote> {
    scope.permit(Permission::LeadsRead)?;
    let contacts = check_contacts(ids, store::contacts_by_ids(op.db.read(), scope, ids).await?)?;
    credits::ops::quote_reveal(op, scope, &reveal_items(&contacts)).await
}

#[derive(serde::Serialize, serde::Deserialize)]
struct RevealAnswer {
    charged_micros: i64,
}

/// Reveals contacts to the workspace for credits: all or nothing, and each value is paid for once, for ever. The same key and
/// contacts give the same answer for 24 hours. Returns what was charged.
///
/// # Errors
/// Rejections: unknown ids, not enough credits (nothing is charged then); `Conflict` when the key was used otherwise.
pub async fn reveal_contacts(op: &Op, scope: &Scope, idempotency_key: &str, ids: &[ContactId]) -> Result<Credits> {
    scope.require(Role::Member)?;
    scope.permit(Permission::ContactsReveal)?;
    // Whoever pays must be able to see what they paid for.
    scope.permit(Permission::LeadsRead)?;
    let now = op.now();
    let tx = op.db.write_tx().await?;
    let ticket = match idempotency::begin(op, &tx, scope, "revealContacts", idempotency_key, &ids).await? {
        idempotency::Begun::Replay(answer) => {
            let answer: RevealAnswer = serde_json::from_value(answer)?;
            return Ok(Credits::from_micros(answer.charged_micros));
        }
        idempotency::Begun::Fresh(ticket) => ticket,
    };
    let contacts = check_contacts(ids, store::contacts_by_ids(&tx, scope, ids).await?)?;
    let revealed = credits::ops::reveal_in(op, &tx, scope, &reveal_items(&contacts), None).await?;
    let leads: std::collections::BTreeSet<LeadId> =
        contacts.iter().filter(|c| revealed.newly.contains(&c.value_key)).map(|c| c.lead).collect();
    for lead in &leads {
        let of_lead: Vec<ContactId> = contacts.iter().filter(|c| c.lead == *lead).map(|c| c.id).collect();
        work::record(&tx, scope, now, *lead, "CONTACTS_REVEALED", json!({ "contacts": of_lead })).await?;
    }
    ticket.finish(&tx, &RevealAnswer { charged_micros: revealed.charged.micros() }).await?;
    tx.commit().await?;
    credits::ops::announce(op, scope);
    announce(op, scope, leads);
    Ok(revealed.charged)
}

/// An address on one line; none when nothing of it is known.
#[must_use]
pub fn format_address(address: &glouton_reader::PostalAddress) -> Option<String> {
    let town = [address.postal_code.as_deref(), address.city.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts = [address.street.as_deref(), Some(town.as_str()), address.region.as_deref(), address.country.as_deref()];
    let line = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    (!line.is_empty()).then_some(line)
}
