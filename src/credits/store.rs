//! All queries of credits, each of one workspace.

use std::collections::HashSet;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, OnConflict},
};

use super::{
    entity::{account, entry, reveal},
    model::{Account, Credits, Entry, EntryId, EntryKind},
    rules::GENESIS,
};
use crate::{
    accounts::{Scope, UserId},
    platform::{
        clock::Timestamp,
        error::{Error, Result},
        page::{Key, Page, PageRequest},
    },
};

/// How many values go into one statement: far below what either database takes.
const BATCH: usize = 500;

impl From<account::Model> for Account {
    fn from(row: account::Model) -> Self {
        Self {
            available: Credits::from_micros(row.available),
            held: Credits::from_micros(row.held),
            entries: row.entries,
            chain_head: row.chain_head,
        }
    }
}

fn empty() -> Account {
    Account { available: Credits::ZERO, held: Credits::ZERO, entries: 0, chain_head: GENESIS.to_owned() }
}

fn to_entry(row: entry::Model) -> Result<Entry> {
    Ok(Entry {
        id: EntryId(row.id),
        number: row.number,
        kind: EntryKind::parse(&row.kind).ok_or(Error::bug("a ledger entry of an unknown kind"))?,
        amount: Credits::from_micros(row.amount),
        balance_after: Credits::from_micros(row.balance_after),
        reference: row.reference,
        description: row.description,
        hold: row.hold_id.map(EntryId),
        actor: row.actor_id.map(UserId),
        previous_hash: row.previous_hash,
        hash: row.hash,
        created_at: Timestamp(row.created_at),
    })
}

/// The account as it stands; an empty one before the first entry.
pub async fn account(db: &impl ConnectionTrait, scope: &Scope) -> Result<Account> {
    let row = account::Entity::find_by_id(scope.workspace().0).one(db).await?;
    Ok(row.map_or_else(empty, Account::from))
}

/// The account, and nobody else writes to it until the transaction ends.
pub async fn lock(tx: &impl ConnectionTrait, scope: &Scope) -> Result<Account> {
    let Account { available, held, entries, chain_head } = empty();
    let row = account::ActiveModel {
        workspace_id: Set(scope.workspace().0),
        available: Set(available.micros()),
        held: Set(held.micros()),
        entries: Set(entries),
        chain_head: Set(chain_head),
    };
    account::Entity::insert(row)
        .on_conflict(OnConflict::column(account::Column::WorkspaceId).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    let row = account::Entity::find_by_id(scope.workspace().0).lock_exclusive().one(tx).await?;
    row.map(Account::from).ok_or(Error::bug("a credit account that was just made is not there"))
}

/// Writes an entry and what the account is after it. The account must be locked.
pub async fn append(tx: &impl ConnectionTrait, scope: &Scope, account: &Account, entry: &Entry) -> Result<()> {
    let row = entry::ActiveModel {
        id: Set(entry.id.0),
        workspace_id: Set(scope.workspace().0),
        number: Set(entry.number),
        kind: Set(entry.kind.as_str().to_owned()),
        amount: Set(entry.amount.micros()),
        balance_after: Set(entry.balance_after.micros()),
        reference: Set(entry.reference.clone()),
        description: Set(entry.description.clone()),
        hold_id: Set(entry.hold.map(|hold| hold.0)),
        actor_id: Set(entry.actor.map(|actor| actor.0)),
        previous_hash: Set(entry.previous_hash.clone()),
        hash: Set(entry.hash.clone()),
        created_at: Set(entry.created_at.millis()),
    };
    entry::Entity::insert(row).exec_without_returning(tx).await?;
    account::Entity::update_many()
        .col_expr(account::Column::Available, Expr::value(account.available.micros()))
        .col_expr(account::Column::Held, Expr::value(account.held.micros()))
        .col_expr(account::Column::Entries, Expr::value(account.entries))
        .col_expr(account::Column::ChainHead, Expr::value(account.chain_head.clone()))
        .filter(account::Column::WorkspaceId.eq(scope.workspace().0))
        .exec(tx)
        .await?;
    Ok(())
}

/// One page of the entries, the newest first.
pub async fn entries(db: &impl ConnectionTrait, scope: &Scope, page: &PageRequest) -> Result<Page<Entry>> {
    let select = entry::Entity::find().filter(entry::Column::WorkspaceId.eq(scope.workspace().0));
    let number = Expr::col(entry::Column::Number);
    let rows = page.fetch(db, select, number, entry::Column::Id, true, |row| (Key::Int(row.number), row.id)).await?;
    rows.try_map(to_entry)
}

/// Entries with numbers above `after` and up to `last`, the oldest first.
pub async fn entries_after(db: &impl ConnectionTrait, scope: &Scope, after: i64, last: i64) -> Result<Vec<Entry>> {
    let rows = entry::Entity::find()
        .filter(entry::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(entry::Column::Number.gt(after))
        .filter(entry::Column::Number.lte(last))
        .order_by_asc(entry::Column::Number)
        .limit(1000)
        .all(db)
        .await?;
    rows.into_iter().map(to_entry).collect()
}

pub async fn entry(db: &impl ConnectionTrait, scope: &Scope, id: EntryId) -> Result<Option<Entry>> {
    entry::Entity::find_by_id(id.0)
        .filter(entry::Column::WorkspaceId.eq(scope.workspace().0))
        .one(db)
        .await?
        .map(to_entry)
        .transpose()
}

/// The entry that ended a hold.
pub async fn release_of(db: &impl ConnectionTrait, scope: &Scope, hold: EntryId) -> Result<Option<Entry>> {
    entry::Entity::find()
        .filter(entry::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(entry::Column::HoldId.eq(hold.0))
        .one(db)
        .await?
        .map(to_entry)
        .transpose()
}

/// Those of the values that the workspace has seen.
pub async fn revealed(db: &impl ConnectionTrait, scope: &Scope, value_keys: &[&str]) -> Result<HashSet<String>> {
    let mut seen = HashSet::new();
    for batch in value_keys.chunks(BATCH) {
        let rows: Vec<String> = reveal::Entity::find()
            .select_only()
            .column(reveal::Column::ValueKey)
            .filter(reveal::Column::WorkspaceId.eq(scope.workspace().0))
            .filter(reveal::Column::ValueKey.is_in(batch.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        seen.extend(rows);
    }
    Ok(seen)
}

/// Notes values as seen for ever, each with its price.
pub async fn insert_reveals(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    values: &[(String, Credits)],
    entry: Option<EntryId>,
    now: Timestamp,
) -> Result<()> {
    for batch in values.chunks(BATCH) {
        let rows = batch.iter().map(|(value_key, price)| reveal::ActiveModel {
            workspace_id: Set(scope.workspace().0),
            value_key: Set(value_key.clone()),
            entry_id: Set(entry.map(|entry| entry.0)),
            price: Set(price.micros()),
            created_at: Set(now.millis()),
        });
        reveal::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}
