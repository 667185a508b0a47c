//! The public verbs of credits. Those that end in `_in` take part in the caller's transaction; the caller then calls [`announce`]
//! after the commit.

use std::collections::HashSet;

use serde::Serialize;

use super::{
    model::{Account, Credits, Entry, EntryId, EntryKind, LedgerProof, Price, Quote, RevealItem, Revealed, Settings},
    rules::{self, Audit, Refusal},
    store,
};
use crate::{
    accounts::{self, Caller, Credentials, Permission, Role, Scope, WorkspaceId, idempotency},
    platform::{
        db::Tx,
        error::{Error, RejectionCode, Result},
        events::Topic,
        op::Op,
        page::{Page, PageRequest},
    },
};

/// Most contacts of one quote or reveal.
pub const MOST_ITEMS: usize = 1000;
/// Most characters of a description.
const DESCRIPTION_LENGTH: usize = 200;

/// Where it is signalled that a workspace's credits have changed.
#[must_use]
pub fn topic(workspace: WorkspaceId) -> Topic {
    Topic { kind: "credits", id: workspace.0 }
}

/// Signals, after the commit, that the workspace's credits have changed.
pub fn announce(op: &Op, scope: &Scope) {
    op.bus.publish(topic(scope.workspace()), scope.workspace().0);
}

/// Registers a person and gives the new workspace its first credits, in one transaction. It is a verb of this room because accounts
/// know nothing of credits.
///
/// # Errors
/// Those of [`accounts::ops::begin_registration`].
pub async fn register(
    op: &Op,
    credentials: &Credentials,
    settings: &Settings,
    caller: &Caller,
    input: accounts::ops::Register,
) -> Result<accounts::ops::SignedIn> {
    let registration = accounts::ops::begin_registration(op, credentials, caller, input).await?;
    if settings.starter.is_positive() {
        let scope = Scope::system(registration.scope().workspace());
        let mut account = store::lock(registration.tx(), &scope).await?;
        let movement = Movement::new(EntryKind::Grant, settings.starter, "Starter credits");
        append(op, registration.tx(), &scope, &mut account, movement).await?;
    }
    registration.complete().await
}

/// The account as it stands.
///
/// # Errors
/// [`Error::Forbidden`] for a key not made for it.
pub async fn account(op: &Op, scope: &Scope) -> Result<Account> {
    scope.permit(Permission::CreditsRead)?;
    store::account(op.db.read(), scope).await
}

/// The name of the entries' order, for cursors.
pub const ENTRY_ORDER: &str = "number:desc";

/// One page of the ledger, the newest entry first; `page` is made under [`ENTRY_ORDER`].
///
/// # Errors
/// [`Error::Forbidden`] for a key not made for it.
pub async fn entries(op: &Op, scope: &Scope, page: &PageRequest) -> Result<Page<Entry>> {
    scope.permit(Permission::CreditsRead)?;
    store::entries(op.db.read(), scope, page).await
}

/// One entry of the workspace's ledger.
///
/// # Errors
/// [`Error::Forbidden`] for a key not made for it.
pub async fn entry(op: &Op, scope: &Scope, id: EntryId) -> Result<Option<Entry>> {
    scope.permit(Permission::CreditsRead)?;
    store::entry(op.db.read(), scope, id).await
}

/// Adds the whole ledger up again: every hash, every balance, and the account against them.
///
/// # Errors
/// [`Error::Forbidden`] for a key not made for it.
pub async fn prove(op: &Op, scope: &Scope) -> Result<LedgerProof> {
    scope.permit(Permission::CreditsRead)?;
    // Entries are only ever added, so those up to the account's count are the ones that it speaks of.
    let account = store::account(op.db.read(), scope).await?;
    let mut audit = Audit::new(scope.workspace());
    let mut last = 0;
    loop {
        let batch = store::entries_after(op.db.read(), scope, last, account.entries).await?;
        let Some(end) = batch.last() else { break };
        last = end.number;
        batch.iter().for_each(|entry| audit.read(entry));
    }
    Ok(audit.finish(&account))
}

/// What everything costs.
#[must_use]
pub fn price_list() -> &'static [Price] {
    &rules::PRICES
}

/// Credits that an admin of the installation gives.
#[derive(Debug, Clone, Serialize)]
pub struct Grant {
    /// To whom.
    pub workspace: WorkspaceId,
    /// How much; more than none.
    pub amount: Credits,
    /// Why, one line for the ledger.
    pub description: String,
}

/// Gives credits to a workspace. The same key and input again gives the same entry and nothing more.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins of the installation; rejections of `amount`, `description`, `workspaceId`,
/// `idempotencyKey`; [`Error::Conflict`] for a key used with another input.
pub async fn grant(op: &Op, scope: &Scope, idempotency_key: &str, input: Grant) -> Result<Entry> {
    if !accounts::ops::is_installation_admin(op, scope).await? {
        return Err(Error::Forbidden("only an admin of the installation gives credits"));
    }
    let description = check_grant(&input)?;
    let theirs = Scope::system(input.workspace);
    match accounts::ops::workspace(op, &theirs).await {
        Err(Error::NotFound(_)) => {
            return Err(Error::rejected(RejectionCode::NotFound, "workspaceId", "There is no such workspace."));
        }
        other => other.map(drop)?,
    }
    let tx = op.db.write_tx().await?;
    let ticket = match idempotency::begin(op, &tx, &theirs, "grantCredits", idempotency_key, &input).await? {
        idempotency::Begun::Fresh(ticket) => ticket,
        idempotency::Begun::Replay(answer) => {
            let id: EntryId = serde_json::from_value(answer)?;
            return store::entry(&tx, &theirs, id).await?.ok_or(Error::bug("a granted entry is gone"));
        }
    };
    let mut account = store::lock(&tx, &theirs).await?;
    let movement = Movement { by: Some(*scope), ..Movement::new(EntryKind::Grant, input.amount, &description) };
    let entry = append(op, &tx, &theirs, &mut account, movement).await?;
    ticket.finish(&tx, &entry.id).await?;
    tx.commit().await?;
    announce(op, &theirs);
    Ok(entry)
}

fn check_grant(input: &Grant) -> Result<String> {
    let description = input.description.trim();
    if !input.amount.is_positive() {
        Err(Error::rejected(RejectionCode::OutOfRange, "amount", "The amount must be more than none."))
    } else if description.is_empty() {
        Err(Error::rejected(RejectionCode::Required, "description", "Say in a few words what the credits are for."))
    } else if description.chars().count() > DESCRIPTION_LENGTH {
        let message = format!("A description may have at most {DESCRIPTION_LENGTH} characters.");
        Err(Error::rejected(RejectionCode::TooLong, "description", message))
    } else {
        Ok(description.to_owned())
    }
}

/// What revealing `items` would cost now.
///
/// # Errors
/// TOO_MANY beyond [`MOST_ITEMS`].
pub async fn quote_reveal(op: &Op, scope: &Scope, items: &[RevealItem]) -> Result<Quote> {
    scope.permit(Permission::LeadsRead)?;
    check_count(items)?;
    let seen = store::revealed(op.db.read(), scope, &keys(items)).await?;
    let account = store::account(op.db.read(), scope).await?;
    rules::quote(items, &seen, account.available).ok_or(Error::bug("a quote beyond any account"))
}

/// Reveals `items` within the caller's transaction: all or nothing, and a value that was revealed before costs nothing. The one
/// place where a contact is paid for.
///
/// # Errors
/// [`Error::Forbidden`] below MEMBER; TOO_MANY; an INSUFFICIENT_CREDITS rejection of `contactIds`. The caller must then drop the
/// transaction.
pub async fn reveal_in(op: &Op, tx: &Tx, scope: &Scope, items: &[RevealItem], reference: Option<String>) -> Result<Revealed> {
    scope.require(Role::Member)?;
    scope.permit(Permission::ContactsReveal)?;
    check_count(items)?;
    // First the lock: of two that reveal the same value at the same time, the second sees what the first has written.
    let mut account = store::lock(tx, scope).await?;
    let seen = store::revealed(tx, scope, &keys(items)).await?;
    let quote = rules::quote(items, &seen, account.available).ok_or(Error::bug("a quote beyond any account"))?;
    let mut listed = HashSet::new();
    let (new_items, new): (Vec<&RevealItem>, Vec<(String, Credits)>) = items
        .iter()
        .zip(&quote.items)
        .filter(|(item, quoted)| !quoted.revealed && listed.insert(item.value_key.as_str()))
        .map(|(item, quoted)| (item, (item.value_key.clone(), quoted.price)))
        .unzip();
    let entry = if quote.total.is_positive() {
        let description = rules::describe(&new_items);
        let movement = Movement { reference, ..Movement::new(EntryKind::Capture, quote.total.negated(), &description) };
        Some(append(op, tx, scope, &mut account, movement).await.map_err(|error| at_field(error, "contactIds"))?.id)
    } else {
        None
    };
    store::insert_reveals(tx, scope, &new, entry, op.now()).await?;
    Ok(Revealed { charged: quote.total, entry, newly: new.into_iter().map(|(key, _)| key).collect() })
}

/// Those of the values that the workspace has revealed; a loader's batch.
///
/// # Errors
/// What the database says.
pub async fn revealed(op: &Op, scope: &Scope, value_keys: &[String]) -> Result<HashSet<String>> {
    let keys: Vec<&str> = value_keys.iter().map(String::as_str).collect();
    store::revealed(op.db.read(), scope, &keys).await
}

/// Sets credits aside for work whose price is not known yet.
///
/// # Errors
/// An INSUFFICIENT_CREDITS rejection; [`Error::Forbidden`] below MEMBER.
pub async fn hold_in(op: &Op, tx: &Tx, scope: &Scope, amount: Credits, reference: &str, description: &str) -> Result<EntryId> {
    scope.require(Role::Member)?;
    let mut account = store::lock(tx, scope).await?;
    let movement =
        Movement { reference: Some(reference.to_owned()), ..Movement::new(EntryKind::Hold, amount.negated(), description) };
    Ok(append(op, tx, scope, &mut account, movement).await?.id)
}

/// Ends a hold: releases all of it and captures what was really spent, which is at most what was held.
///
/// # Errors
/// [`Error::NotFound`] when there is no such hold; [`Error::Conflict`] when it has ended; a fault when more was spent than held.
pub async fn settle_in(op: &Op, tx: &Tx, scope: &Scope, hold: EntryId, spent: Credits, description: &str) -> Result<()> {
    let mut account = store::lock(tx, scope).await?;
    let held = store::entry(tx, scope, hold)
        .await?
        .filter(|entry| entry.kind == EntryKind::Hold)
        .ok_or(Error::NotFound("there is no such hold"))?;
    if store::release_of(tx, scope, hold).await?.is_some() {
        return Err(Error::Conflict("this hold has ended".to_owned()));
    }
    let amount = held.amount.negated();
    if spent > amount || spent.is_negative() {
        return Err(Error::bug("more was spent than was held"));
    }
    let release = Movement {
        hold: Some(hold),
        reference: held.reference.clone(),
        ..Movement::new(EntryKind::Release, amount, &held.description)
    };
    append(op, tx, scope, &mut account, release).await?;
    if spent.is_positive() {
        let capture = Movement { reference: held.reference, ..Movement::new(EntryKind::Capture, spent.negated(), description) };
        append(op, tx, scope, &mut account, capture).await?;
    }
    Ok(())
}

fn keys(items: &[RevealItem]) -> Vec<&str> {
    items.iter().map(|item| item.value_key.as_str()).collect()
}

fn check_count(items: &[RevealItem]) -> Result<()> {
    if items.len() > MOST_ITEMS {
        let message = format!("At most {MOST_ITEMS} contacts at a time.");
        return Err(Error::rejected(RejectionCode::TooMany, "contactIds", message));
    }
    Ok(())
}

/// What is to be written as the next entry.
struct Movement<'a> {
    kind: EntryKind,
    amount: Credits,
    description: &'a str,
    reference: Option<String>,
    hold: Option<EntryId>,
    /// Who causes it, when not the one whose scope it is.
    by: Option<Scope>,
}

impl<'a> Movement<'a> {
    fn new(kind: EntryKind, amount: Credits, description: &'a str) -> Self {
        Self { kind, amount, description, reference: None, hold: None, by: None }
    }
}

/// Writes the next entry of a locked account and brings `account` up to it.
async fn append(op: &Op, tx: &Tx, scope: &Scope, account: &mut Account, movement: Movement<'_>) -> Result<Entry> {
    let (available, held) = rules::apply(account.available, account.held, movement.kind, movement.amount).map_err(refused)?;
    let now = op.now();
    let mut entry = Entry {
        id: EntryId::generate(now),
        number: account.entries + 1,
        kind: movement.kind,
        amount: movement.amount,
        balance_after: available,
        reference: movement.reference,
        description: movement.description.to_owned(),
        hold: movement.hold,
        actor: movement.by.unwrap_or(*scope).actor().user(),
        previous_hash: account.chain_head.clone(),
        hash: String::new(),
        created_at: now,
    };
    entry.hash = rules::entry_hash(scope.workspace(), &entry);
    *account = Account { available, held, entries: entry.number, chain_head: entry.hash.clone() };
    store::append(tx, scope, account, &entry).await?;
    Ok(entry)
}

fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Insufficient { needed, available } => Error::rejected(
            RejectionCode::InsufficientCredits,
            "",
            format!("This costs {needed} credits; {available} are available."),
        ),
        Refusal::TooMuch => Error::rejected(RejectionCode::OutOfRange, "amount", "The account cannot hold that much."),
        Refusal::Amount => Error::bug("a ledger entry with an impossible amount"),
    }
}

/// The same rejections, at the field of the caller's input that they are about.
fn at_field(error: Error, field: &str) -> Error {
    match error {
        Error::Rejected(mut rejections) => {
            for rejection in rejections.iter_mut().filter(|rejection| rejection.field.is_empty()) {
                rejection.field = vec![field.to_owned()];
            }
            Error::Rejected(rejections)
        }
        other => other,
    }
}
