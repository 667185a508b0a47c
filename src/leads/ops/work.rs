//! The work on leads: entering, editing, deleting, one change to many, notes.

use serde_json::json;
use url::Url;

use super::{all_known, announce, get};
use crate::{
    accounts::{Permission, Role, Scope, UserId},
    leads::{
        entity::lead,
        model::{Lead, LeadId, Note, NoteId, Stage, TagId},
        rules,
        store::{self, work},
    },
    platform::{
        clock::Timestamp,
        db::Tx,
        error::{Error, RejectionCode, Result},
        op::Op,
    },
};

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
