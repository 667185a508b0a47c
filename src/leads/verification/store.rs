//! All queries on verifications; each takes the scope.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use super::{KEPT, Reason, Verdict, Verification, VerificationStatus};
use crate::{
    accounts::Scope,
    leads::{
        entity::verification::{ActiveModel, Column, Entity, Model},
        model::ContactId,
    },
    platform::{clock::Timestamp, error::Result},
};

/// Rows of one insert: well below the bind-variable limits of both databases.
const BATCH: usize = 500;

/// What is stored of an address.
#[derive(Debug, Clone)]
pub(in crate::leads) struct Stored {
    /// The last verdict, if there was one.
    pub last: Option<Verification>,
    /// A batch is about to look at it.
    pub pending: bool,
}

impl Stored {
    /// Nothing is to be gained by asking again now.
    pub fn is_good(&self, now: Timestamp) -> bool {
        let known = |v: &Verification| v.verdict.status != VerificationStatus::Unknown && v.checked_at > now.minus(KEPT);
        self.pending || self.last.as_ref().is_some_and(known)
    }
}

fn stored_of(row: Model) -> Result<(String, Stored)> {
    let last = match (row.status, row.checked_at) {
        (Some(status), Some(at)) => Some(Verification {
            verdict: Verdict { status: status.parse()?, reasons: serde_json::from_value(row.reasons)? },
            checked_at: Timestamp(at),
        }),
        _ => None,
    };
    Ok((row.value_key, Stored { last, pending: row.pending }))
}

fn of(scope: &Scope) -> sea_orm::Select<Entity> {
    Entity::find().filter(Column::WorkspaceId.eq(scope.workspace().0))
}

/// What is stored of these addresses.
pub(in crate::leads) async fn known(db: &impl ConnectionTrait, scope: &Scope, keys: &[&str]) -> Result<HashMap<String, Stored>> {
    let mut known = HashMap::new();
    for some in keys.chunks(BATCH) {
        for row in of(scope).filter(Column::ValueKey.is_in(some.iter().copied())).all(db).await? {
            let (key, stored) = stored_of(row)?;
            known.insert(key, stored);
        }
    }
    Ok(known)
}

/// Notes that a batch is about to look at these addresses; their last verdicts stay until it has.
pub(super) async fn begin(tx: &impl ConnectionTrait, scope: &Scope, batch: Uuid, contacts: &[(String, ContactId)]) -> Result<()> {
    let rows: Vec<ActiveModel> = contacts
        .iter()
        .map(|(key, contact)| ActiveModel {
            workspace_id: Set(scope.workspace().0),
            value_key: Set(key.clone()),
            contact_id: Set(contact.0),
            batch_id: Set(batch),
            pending: Set(true),
            status: Set(None),
            reasons: Set(serde_json::json!(Vec::<Reason>::new())),
            checked_at: Set(None),
        })
        .collect();
    for some in rows.chunks(BATCH) {
        let again = OnConflict::columns([Column::WorkspaceId, Column::ValueKey])
            .update_columns([Column::ContactId, Column::BatchId, Column::Pending])
            .to_owned();
        Entity::insert_many(some.to_vec()).on_conflict(again).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The addresses of a batch that wait, with the contacts they belong to; at most `limit`.
pub(super) async fn waiting(
    db: &impl ConnectionTrait,
    scope: &Scope,
    batch: Uuid,
    limit: u64,
) -> Result<Vec<(String, ContactId)>> {
    let rows: Vec<(String, Uuid)> = of(scope)
        .select_only()
        .column(Column::ValueKey)
        .column(Column::ContactId)
        .filter(Column::BatchId.eq(batch))
        .filter(Column::Pending.eq(true))
        .order_by_asc(Column::ValueKey)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(key, contact)| (key, contact.into())).collect())
}

/// Writes the verdict on an address; one without a verdict was not looked at, because its contact is gone.
pub(super) async fn settle(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    now: Timestamp,
    key: &str,
    verdict: Option<&Verdict>,
) -> Result<()> {
    let mut update = Entity::update_many().col_expr(Column::Pending, Expr::value(false));
    if let Some(verdict) = verdict {
        update = update
            .col_expr(Column::Status, Expr::value(verdict.status.as_str()))
            .col_expr(Column::Reasons, Expr::value(serde_json::to_value(&verdict.reasons)?))
            .col_expr(Column::CheckedAt, Expr::value(now.millis()));
    }
    update.filter(Column::WorkspaceId.eq(scope.workspace().0)).filter(Column::ValueKey.eq(key)).exec(tx).await?;
    Ok(())
}

/// Gives up what a batch has not looked at.
pub(super) async fn give_up(tx: &impl ConnectionTrait, scope: &Scope, batch: Uuid) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Pending, Expr::value(false))
        .filter(Column::WorkspaceId.eq(scope.workspace().0))
        .filter(Column::BatchId.eq(batch))
        .exec(tx)
        .await?;
    Ok(())
}

/// How many addresses of a batch got a verdict since it was asked for that says something.
pub(super) async fn told(db: &impl ConnectionTrait, scope: &Scope, batch: Uuid, since: Timestamp) -> Result<u64> {
    Ok(of(scope)
        .filter(Column::BatchId.eq(batch))
        .filter(Column::Pending.eq(false))
        .filter(Column::CheckedAt.gte(since.millis()))
        .filter(Column::Status.ne(VerificationStatus::Unknown.as_str()))
        .count(db)
        .await?)
}
