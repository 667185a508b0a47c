//! Answers already given, by the key of the request.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, OnConflict},
};
use serde_json::Value;

use crate::{
    accounts::{
        entity::idempotency_key::{ActiveModel, Column, Entity},
        model::Scope,
    },
    platform::{clock::Timestamp, error::Result},
};

fn this(scope: &Scope, operation: &str, key: &str) -> Condition {
    Condition::all()
        .add(Column::WorkspaceId.eq(scope.workspace().0))
        .add(Column::Operation.eq(operation))
        .add(Column::Key.eq(key))
}

/// Takes the key for this transaction; false when it is taken. On PostgreSQL this waits for another transaction that is taking it.
pub async fn claim(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    operation: &str,
    key: &str,
    input_hash: &str,
    now: Timestamp,
) -> Result<bool> {
    let row = ActiveModel {
        workspace_id: Set(scope.workspace().0),
        operation: Set(operation.to_owned()),
        key: Set(key.to_owned()),
        input_hash: Set(input_hash.to_owned()),
        answer: Set(Value::Null),
        created_at: Set(now.millis()),
    };
    let done = Entity::insert(row)
        .on_conflict(OnConflict::columns([Column::WorkspaceId, Column::Operation, Column::Key]).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(done > 0)
}

/// Input hash and answer under the key.
pub async fn find(tx: &impl ConnectionTrait, scope: &Scope, operation: &str, key: &str) -> Result<Option<(String, Value)>> {
    let row = Entity::find().filter(this(scope, operation, key)).one(tx).await?;
    Ok(row.map(|row| (row.input_hash, row.answer)))
}

pub async fn answer(tx: &impl ConnectionTrait, scope: &Scope, operation: &str, key: &str, answer: Value) -> Result<()> {
    Entity::update_many().col_expr(Column::Answer, Expr::value(answer)).filter(this(scope, operation, key)).exec(tx).await?;
    Ok(())
}

/// Forgets the key when it is older than `before`.
pub async fn forget_old(tx: &impl ConnectionTrait, scope: &Scope, operation: &str, key: &str, before: Timestamp) -> Result<()> {
    let old = this(scope, operation, key).add(Column::CreatedAt.lt(before.millis()));
    Entity::delete_many().filter(old).exec(tx).await?;
    Ok(())
}

/// Forgets every key older than `before`; says how many.
pub async fn purge(db: &impl ConnectionTrait, before: Timestamp) -> Result<u64> {
    Ok(Entity::delete_many().filter(Column::CreatedAt.lt(before.millis())).exec(db).await?.rows_affected)
}
