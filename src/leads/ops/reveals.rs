//! Quotes and reveals: which contacts are meant and what is written about it. What it costs is decided in the room of credits.

use std::collections::HashMap;

use serde_json::json;

use super::announce;
use crate::{
    accounts::{Permission, Role, Scope, idempotency},
    credits::{self, Credits, Quote, RevealItem, RevealKind},
    leads::{
        model::{Contact, ContactId, ContactKind, LeadId, ShownContact},
        rules,
        store::{self, work},
    },
    platform::{
        error::{Error, Rejection, RejectionCode, Result},
        op::Op,
    },
};

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
pub(in crate::leads) fn check_contacts(ids: &[ContactId], known: Vec<Contact>) -> Result<Vec<Contact>> {
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
