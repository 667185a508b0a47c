//! Invitations.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
};

use crate::{
    accounts::{
        entity::invitation::{ActiveModel, Column, Entity, Model},
        model::{Invitation, InvitationId, Scope, UserId, WorkspaceId},
    },
    platform::{clock::Timestamp, error::Result},
};

fn to_invitation(row: Model) -> Result<Invitation> {
    Ok(Invitation {
        id: InvitationId(row.id),
        workspace: WorkspaceId(row.workspace_id),
        email: row.email,
        role: row.role.parse()?,
        invited_by: row.invited_by.map(UserId),
        created_at: Timestamp(row.created_at),
        expires_at: Timestamp(row.expires_at),
    })
}

/// Writes the invitation in the place of an earlier one for the same address.
pub async fn replace(tx: &impl ConnectionTrait, scope: &Scope, invitation: &Invitation, token_hash: String) -> Result<()> {
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(scope.workspace().0))
        .filter(Column::Email.eq(&invitation.email))
        .exec(tx)
        .await?;
    let row = ActiveModel {
        id: Set(invitation.id.0),
        workspace_id: Set(scope.workspace().0),
        email: Set(invitation.email.clone()),
        role: Set(invitation.role.as_str().to_owned()),
        token_hash: Set(token_hash),
        invited_by: Set(invitation.invited_by.map(|user| user.0)),
        created_at: Set(invitation.created_at.millis()),
        expires_at: Set(invitation.expires_at.millis()),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The invitations of a workspace that are still good, the newest first.
pub async fn open(db: &impl ConnectionTrait, scope: &Scope, now: Timestamp) -> Result<Vec<Invitation>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(scope.workspace().0))
        .filter(Column::ExpiresAt.gt(now.millis()))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(to_invitation).collect()
}

/// How many invitations of a workspace are still good.
pub async fn count(db: &impl ConnectionTrait, scope: &Scope, now: Timestamp) -> Result<u64> {
    let open = Entity::find().filter(Column::WorkspaceId.eq(scope.workspace().0)).filter(Column::ExpiresAt.gt(now.millis()));
    Ok(open.count(db).await?)
}

pub async fn by_token(db: &impl ConnectionTrait, token_hash: &str) -> Result<Option<Invitation>> {
    Entity::find().filter(Column::TokenHash.eq(token_hash)).one(db).await?.map(to_invitation).transpose()
}

/// Deletes an invitation of this workspace; false when there is none such.
pub async fn delete(db: &impl ConnectionTrait, workspace: WorkspaceId, id: InvitationId) -> Result<bool> {
    let done = Entity::delete_many().filter(Column::WorkspaceId.eq(workspace.0)).filter(Column::Id.eq(id.0)).exec(db).await?;
    Ok(done.rows_affected > 0)
}

/// Deletes invitations that ended before `before`; says how many.
pub async fn purge(db: &impl ConnectionTrait, before: Timestamp) -> Result<u64> {
    Ok(Entity::delete_many().filter(Column::ExpiresAt.lt(before.millis())).exec(db).await?.rows_affected)
}
