//! The verbs on verifications: what it would cost, and asking for it.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{
    store::{self, Stored},
    tasks::{Batch, VERIFY_TASK},
};
use crate::{
    accounts::{Permission, Role, Scope, idempotency},
    credits::{self, Credits, PriceAction},
    leads::{
        model::{Contact, ContactId, ContactKind},
        ops::check_contacts,
        store as leads_store,
    },
    platform::{
        clock::Timestamp,
        error::{Error, Rejection, RejectionCode, Result},
        ids,
        op::Op,
        tasks::{self, NewTask},
    },
};

/// What verifying one contact would cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Now; none when its verdict is good still, a batch is about to look at it, or it stands earlier in the list.
    pub price: Credits,
    /// Its verdict is good still, or on its way.
    pub verified: bool,
}

/// A quote; nothing is written by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// At most this much; what cannot be learnt costs nothing.
    pub total: Credits,
    /// Contacts whose verdict is good still.
    pub already_verified: usize,
    /// What there is to spend.
    pub available: Credits,
    /// Contact by contact, in the order asked.
    pub items: Vec<Item>,
}

#[derive(Serialize, Deserialize)]
struct Answer {
    held_micros: i64,
}

/// What one verification costs.
pub(super) fn price() -> Credits {
    credits::rules::price(PriceAction::EmailVerification)
}

/// `n` times the price.
pub(super) fn price_of(n: usize) -> Result<Credits> {
    let micros = i64::try_from(n).ok().and_then(|n| price().micros().checked_mul(n));
    micros.map(Credits::from_micros).ok_or(Error::bug("a price beyond any account"))
}

/// Only e-mail addresses can be verified; each other contact is named.
fn check_kinds(contacts: &[Contact]) -> Result<()> {
    let others: Vec<Rejection> = contacts
        .iter()
        .enumerate()
        .filter(|(_, contact)| contact.kind != ContactKind::Email)
        .map(|(n, _)| Rejection::new(RejectionCode::Invalid, &format!("contactIds.{n}"), "only e-mail addresses can be verified"))
        .collect();
    if others.is_empty() { Ok(()) } else { Err(Error::Rejected(others)) }
}

fn items(contacts: &[Contact], known: &HashMap<String, Stored>, now: Timestamp) -> Vec<Item> {
    let mut listed = HashSet::new();
    contacts
        .iter()
        .map(|contact| {
            let verified = known.get(&contact.value_key).is_some_and(|stored| stored.is_good(now));
            let free = verified || !listed.insert(contact.value_key.as_str());
            Item { price: if free { Credits::ZERO } else { price() }, verified }
        })
        .collect()
}

fn keys(contacts: &[Contact]) -> Vec<&str> {
    contacts.iter().map(|contact| contact.value_key.as_str()).collect()
}

/// What verifying contacts would cost now, at most.
///
/// # Errors
/// Rejections of unknown contacts and of those that are no e-mail addresses.
pub async fn quote(op: &Op, scope: &Scope, ids: &[ContactId]) -> Result<Quote> {
    scope.permit(Permission::LeadsRead)?;
    let contacts = check_contacts(ids, leads_store::contacts_by_ids(op.db.read(), scope, ids).await?)?;
    check_kinds(&contacts)?;
    let known = store::known(op.db.read(), scope, &keys(&contacts)).await?;
    let items = items(&contacts, &known, op.now());
    let paid = items.iter().filter(|item| item.price.is_positive()).count();
    Ok(Quote {
        total: price_of(paid)?,
        already_verified: items.iter().filter(|item| item.verified).count(),
        available: credits::ops::account(op, scope).await?.available,
        items,
    })
}

/// Asks for verifications: the credits are held now, the verdicts come by a task, and what could not be learnt is given back at
/// its end. The same key and contacts give the same answer for 24 hours. Returns what is held.
///
/// # Errors
/// Rejections: unknown contacts, others than e-mail, not enough credits (nothing is held then); `Conflict` when the key was used
/// otherwise.
pub async fn request(op: &Op, scope: &Scope, max_attempts: i32, key: &str, ids: &[ContactId]) -> Result<Credits> {
    scope.require(Role::Member)?;
    scope.permit(Permission::ContactsReveal)?;
    scope.permit(Permission::LeadsRead)?;
    let now = op.now();
    let tx = op.db.write_tx().await?;
    let ticket = match idempotency::begin(op, &tx, scope, "verifyContacts", key, &ids).await? {
        idempotency::Begun::Replay(answer) => {
            let answer: Answer = serde_json::from_value(answer)?;
            return Ok(Credits::from_micros(answer.held_micros));
        }
        idempotency::Begun::Fresh(ticket) => ticket,
    };
    let contacts = check_contacts(ids, leads_store::contacts_by_ids(&tx, scope, ids).await?)?;
    check_kinds(&contacts)?;
    let known = store::known(&tx, scope, &keys(&contacts)).await?;
    let wanted: Vec<(String, ContactId)> = contacts
        .iter()
        .zip(items(&contacts, &known, now))
        .filter(|(_, item)| item.price.is_positive())
        .map(|(contact, _)| (contact.value_key.clone(), contact.id))
        .collect();
    let held = price_of(wanted.len())?;
    if !wanted.is_empty() {
        let batch = ids::new_v7(now);
        let description = format!("Verification of {} e-mail addresses", wanted.len());
        let reference = format!("verification:{}", batch.simple());
        let hold = credits::ops::hold_in(op, &tx, scope, held, &reference, &description).await.map_err(at_contacts)?;
        store::begin(&tx, scope, batch, &wanted).await?;
        let task = NewTask {
            kind: VERIFY_TASK,
            version: 1,
            workspace: Some(scope.workspace().0),
            subject: Some(batch),
            payload: json!(Batch { hold, asked_at: now }),
            priority: 0,
            run_at: now,
        };
        tasks::enqueue(&tx, now, max_attempts, [task]).await?;
    }
    ticket.finish(&tx, &Answer { held_micros: held.micros() }).await?;
    tx.commit().await?;
    if held.is_positive() {
        credits::ops::announce(op, scope);
        op.bus.publish(tasks::WAKE, Uuid::nil());
    }
    Ok(held)
}

/// A refusal of credits is about the contacts asked for.
fn at_contacts(error: Error) -> Error {
    match error {
        Error::Rejected(mut rejections) => {
            for rejection in &mut rejections {
                rejection.field = vec!["contactIds".to_owned()];
            }
            Error::Rejected(rejections)
        }
        other => other,
    }
}
