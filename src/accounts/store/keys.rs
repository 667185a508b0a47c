//! API keys.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, sea_query::Expr,
};

use crate::{
    accounts::{
        entity::api_key,
        model::{ApiKey, ApiKeyId, Scope, UserId, WorkspaceId},
    },
    platform::{clock::Timestamp, error::Result},
};

/// A key as authentication needs it.
pub struct Standing {
    pub key: ApiKey,
    pub workspace: WorkspaceId,
    pub created_by: Option<UserId>,
    pub secret_hash: String,
    revoked: bool,
}

impl Standing {
    /// Neither revoked nor ended.
    pub fn is_open(&self, now: Timestamp) -> bool {
        !self.revoked && self.key.expires_at.is_none_or(|end| end > now)
    }
}

fn to_key(row: api_key::Model) -> Result<ApiKey> {
    Ok(ApiKey {
        id: ApiKeyId(row.id),
        name: row.name,
        prefix: row.prefix,
        role: row.role.parse()?,
        permissions: serde_json::from_value(row.scopes)?,
        last_used_at: row.last_used_at.map(Timestamp),
        expires_at: row.expires_at.map(Timestamp),
        created_at: Timestamp(row.created_at),
    })
}

fn to_standing(mut row: api_key::Model) -> Result<Standing> {
    Ok(Standing {
        workspace: WorkspaceId(row.workspace_id),
        created_by: row.created_by.map(UserId),
        secret_hash: std::mem::take(&mut row.secret_hash),
        revoked: row.revoked_at.is_some(),
        key: to_key(row)?,
    })
}

pub async fn insert(db: &impl ConnectionTrait, scope: &Scope, key: &ApiKey, secret_hash: String) -> Result<()> {
    let row = api_key::ActiveModel {
        id: Set(key.id.0),
        workspace_id: Set(scope.workspace().0),
        created_by: Set(scope.actor().user().map(|user| user.0)),
        name: Set(key.name.clone()),
        prefix: Set(key.prefix.clone()),
        secret_hash: Set(secret_hash),
        role: Set(key.role.as_str().to_owned()),
        scopes: Set(serde_json::to_value(&key.permissions)?),
        last_used_at: Set(None),
        expires_at: Set(key.expires_at.map(Timestamp::millis)),
        revoked_at: Set(None),
        created_at: Set(key.created_at.millis()),
    };
    api_key::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

pub async fn by_prefix(db: &impl ConnectionTrait, prefix: &str) -> Result<Option<Standing>> {
    api_key::Entity::find().filter(api_key::Column::Prefix.eq(prefix)).one(db).await?.map(to_standing).transpose()
}

pub async fn by_id(db: &impl ConnectionTrait, id: ApiKeyId) -> Result<Option<Standing>> {
    api_key::Entity::find_by_id(id.0).one(db).await?.map(to_standing).transpose()
}

/// The keys of a workspace that are not revoked, the newest first.
pub async fn list(db: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<ApiKey>> {
    let rows = api_key::Entity::find()
        .filter(api_key::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(api_key::Column::RevokedAt.is_null())
        .order_by_desc(api_key::Column::CreatedAt)
        .order_by_desc(api_key::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(to_key).collect()
}

/// How many keys of a workspace are not revoked.
pub async fn count(db: &impl ConnectionTrait, scope: &Scope) -> Result<u64> {
    let open = api_key::Entity::find()
        .filter(api_key::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(api_key::Column::RevokedAt.is_null());
    Ok(open.count(db).await?)
}

/// One key of the workspace that is not revoked.
pub async fn find(db: &impl ConnectionTrait, scope: &Scope, id: ApiKeyId) -> Result<Option<ApiKey>> {
    let standing = by_id(db, id).await?;
    Ok(standing.filter(|found| found.workspace == scope.workspace() && !found.revoked).map(|found| found.key))
}

pub async fn revoke(db: &impl ConnectionTrait, scope: &Scope, id: ApiKeyId, now: Timestamp) -> Result<()> {
    api_key::Entity::update_many()
        .col_expr(api_key::Column::RevokedAt, Expr::value(now.millis()))
        .filter(api_key::Column::Id.eq(id.0))
        .filter(api_key::Column::WorkspaceId.eq(scope.workspace().0))
        .exec(db)
        .await?;
    Ok(())
}

/// Revokes the keys that a user made in this workspace; says which.
pub async fn revoke_made_by(
    db: &impl ConnectionTrait,
    workspace: WorkspaceId,
    user: UserId,
    now: Timestamp,
) -> Result<Vec<ApiKeyId>> {
    let theirs = sea_orm::Condition::all()
        .add(api_key::Column::WorkspaceId.eq(workspace.0))
        .add(api_key::Column::CreatedBy.eq(user.0))
        .add(api_key::Column::RevokedAt.is_null());
    let rows = api_key::Entity::find().filter(theirs.clone()).all(db).await?;
    api_key::Entity::update_many()
        .col_expr(api_key::Column::RevokedAt, Expr::value(now.millis()))
        .filter(theirs)
        .exec(db)
        .await?;
    Ok(rows.into_iter().map(|row| ApiKeyId(row.id)).collect())
}

pub async fn used(db: &impl ConnectionTrait, id: ApiKeyId, now: Timestamp) -> Result<()> {
    api_key::Entity::update_many()
        .col_expr(api_key::Column::LastUsedAt, Expr::value(now.millis()))
        .filter(api_key::Column::Id.eq(id.0))
        .exec(db)
        .await?;
    Ok(())
}
