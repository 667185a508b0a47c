//! Sessions and their refresh tokens.

use std::time::Duration;

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::Expr,
};

use crate::{
    accounts::{
        entity::{refresh_token, session},
        model::{Caller, Session, SessionId, UserId, WorkspaceId},
    },
    platform::{clock::Timestamp, error::Result},
};

/// A session as authentication needs it.
pub struct Standing {
    pub id: SessionId,
    pub user: UserId,
    pub workspace: WorkspaceId,
    pub last_seen_at: Timestamp,
    expires_at: Timestamp,
    revoked: bool,
}

impl Standing {
    /// Neither revoked nor ended.
    pub fn is_open(&self, now: Timestamp) -> bool {
        !self.revoked && self.expires_at > now
    }
}

impl From<session::Model> for Standing {
    fn from(row: session::Model) -> Self {
        Self {
            id: SessionId(row.id),
            user: UserId(row.user_id),
            workspace: WorkspaceId(row.workspace_id),
            last_seen_at: Timestamp(row.last_seen_at),
            expires_at: Timestamp(row.expires_at),
            revoked: row.revoked_at.is_some(),
        }
    }
}

pub async fn insert(
    db: &impl ConnectionTrait,
    id: SessionId,
    user: UserId,
    workspace: WorkspaceId,
    caller: &Caller,
    now: Timestamp,
    lasts: Duration,
) -> Result<()> {
    let row = session::ActiveModel {
        id: Set(id.0),
        user_id: Set(user.0),
        workspace_id: Set(workspace.0),
        user_agent: Set(caller.user_agent.as_deref().map(|text| text.chars().take(300).collect())),
        created_at: Set(now.millis()),
        last_seen_at: Set(now.millis()),
        expires_at: Set(now.plus(lasts).millis()),
        revoked_at: Set(None),
    };
    session::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

pub async fn find(db: &impl ConnectionTrait, id: SessionId) -> Result<Option<Standing>> {
    Ok(session::Entity::find_by_id(id.0).one(db).await?.map(Standing::from))
}

/// The open sessions of a user, the last used first.
pub async fn open_of(
    db: &impl ConnectionTrait,
    user: UserId,
    current: Option<SessionId>,
    now: Timestamp,
) -> Result<Vec<Session>> {
    let rows = session::Entity::find()
        .filter(session::Column::UserId.eq(user.0))
        .filter(session::Column::RevokedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now.millis()))
        .order_by_desc(session::Column::LastSeenAt)
        .order_by_desc(session::Column::Id)
        .limit(200)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Session {
            id: SessionId(row.id),
            user_agent: row.user_agent,
            created_at: Timestamp(row.created_at),
            last_seen_at: Timestamp(row.last_seen_at),
            current: Some(SessionId(row.id)) == current,
        })
        .collect())
}

/// Notes that the session is alive, until when, and which workspace it opens.
pub async fn extend(
    db: &impl ConnectionTrait,
    id: SessionId,
    workspace: WorkspaceId,
    now: Timestamp,
    lasts: Duration,
) -> Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::LastSeenAt, Expr::value(now.millis()))
        .col_expr(session::Column::ExpiresAt, Expr::value(now.plus(lasts).millis()))
        .col_expr(session::Column::WorkspaceId, Expr::value(workspace.0))
        .filter(session::Column::Id.eq(id.0))
        .exec(db)
        .await?;
    Ok(())
}

pub async fn seen(db: &impl ConnectionTrait, id: SessionId, now: Timestamp) -> Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::LastSeenAt, Expr::value(now.millis()))
        .filter(session::Column::Id.eq(id.0))
        .exec(db)
        .await?;
    Ok(())
}

/// Revokes a session of this user; false when there is no such open session.
pub async fn revoke(db: &impl ConnectionTrait, user: UserId, id: SessionId, now: Timestamp) -> Result<bool> {
    let done = session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::value(now.millis()))
        .filter(session::Column::Id.eq(id.0))
        .filter(session::Column::UserId.eq(user.0))
        .filter(session::Column::RevokedAt.is_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Revokes all sessions of a user except `keep`; says which.
pub async fn revoke_others(
    db: &impl ConnectionTrait,
    user: UserId,
    keep: Option<SessionId>,
    now: Timestamp,
) -> Result<Vec<SessionId>> {
    let mut open = session::Entity::find()
        .select_only()
        .column(session::Column::Id)
        .filter(session::Column::UserId.eq(user.0))
        .filter(session::Column::RevokedAt.is_null());
    if let Some(keep) = keep {
        open = open.filter(session::Column::Id.ne(keep.0));
    }
    let ids: Vec<uuid::Uuid> = open.into_tuple().all(db).await?;
    session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::value(now.millis()))
        .filter(session::Column::Id.is_in(ids.iter().copied()))
        .exec(db)
        .await?;
    Ok(ids.into_iter().map(SessionId).collect())
}

pub async fn insert_token(db: &impl ConnectionTrait, session: SessionId, token_hash: String, now: Timestamp) -> Result<()> {
    let row = refresh_token::ActiveModel {
        token_hash: Set(token_hash),
        session_id: Set(session.0),
        created_at: Set(now.millis()),
        used_at: Set(None),
    };
    refresh_token::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// What became of an attempt to use up a refresh token.
pub enum TokenUse {
    /// It was good and is used up now.
    Fresh(SessionId),
    /// It had been used before.
    Again(SessionId),
    /// There is no such token.
    Unknown,
}

/// Uses up a refresh token; of several attempts at the same time one alone finds it fresh.
pub async fn use_token(tx: &impl ConnectionTrait, token_hash: &str, now: Timestamp) -> Result<TokenUse> {
    let won = refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::UsedAt, Expr::value(now.millis()))
        .filter(refresh_token::Column::TokenHash.eq(token_hash))
        .filter(refresh_token::Column::UsedAt.is_null())
        .exec(tx)
        .await?
        .rows_affected
        > 0;
    let row = refresh_token::Entity::find_by_id(token_hash).one(tx).await?;
    Ok(match row {
        Some(row) if won => TokenUse::Fresh(SessionId(row.session_id)),
        Some(row) => TokenUse::Again(SessionId(row.session_id)),
        None => TokenUse::Unknown,
    })
}

/// The session that a refresh token was given to.
pub async fn by_token(db: &impl ConnectionTrait, token_hash: &str) -> Result<Option<Standing>> {
    match refresh_token::Entity::find_by_id(token_hash).one(db).await? {
        Some(row) => find(db, SessionId(row.session_id)).await,
        None => Ok(None),
    }
}

/// Deletes sessions that ended before `before`, with their tokens, and tokens made before it; says how many rows went.
pub async fn purge(db: &impl ConnectionTrait, before: Timestamp) -> Result<u64> {
    let tokens =
        refresh_token::Entity::delete_many().filter(refresh_token::Column::CreatedAt.lt(before.millis())).exec(db).await?;
    let sessions = session::Entity::delete_many().filter(session::Column::ExpiresAt.lt(before.millis())).exec(db).await?;
    Ok(tokens.rows_affected + sessions.rows_affected)
}
