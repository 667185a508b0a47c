//! Codes that were mailed and not used yet.

use sea_orm::{ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};

use crate::{
    accounts::{
        entity::account_token::{ActiveModel, Column, Entity},
        model::UserId,
    },
    platform::{clock::Timestamp, error::Result},
};

pub async fn insert(
    db: &impl ConnectionTrait,
    user: UserId,
    purpose: &str,
    token_hash: String,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    let row = ActiveModel {
        token_hash: Set(token_hash),
        user_id: Set(user.0),
        purpose: Set(purpose.to_owned()),
        created_at: Set(now.millis()),
        expires_at: Set(expires_at.millis()),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Whose code this is, when it is one for `purpose` that has not ended.
pub async fn find(db: &impl ConnectionTrait, purpose: &str, token_hash: &str, now: Timestamp) -> Result<Option<UserId>> {
    let row = Entity::find_by_id(token_hash)
        .filter(Column::Purpose.eq(purpose))
        .filter(Column::ExpiresAt.gt(now.millis()))
        .one(db)
        .await?;
    Ok(row.map(|row| UserId(row.user_id)))
}

/// Uses up all codes of a user for `purpose`; false when there was none, for instance because another was faster.
pub async fn use_up(tx: &impl ConnectionTrait, user: UserId, purpose: &str) -> Result<bool> {
    let done = Entity::delete_many().filter(Column::UserId.eq(user.0)).filter(Column::Purpose.eq(purpose)).exec(tx).await?;
    Ok(done.rows_affected > 0)
}

/// Deletes codes that ended before `now`; says how many.
pub async fn purge(db: &impl ConnectionTrait, now: Timestamp) -> Result<u64> {
    Ok(Entity::delete_many().filter(Column::ExpiresAt.lt(now.millis())).exec(db).await?.rows_affected)
}
