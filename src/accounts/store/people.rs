//! Users, workspaces and memberships.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, ExprTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, sea_query::Expr,
};

use crate::{
    accounts::{
        entity::{membership, user, workspace},
        model::{Membership, Role, User, UserId, Workspace, WorkspaceId},
    },
    platform::{clock::Timestamp, error::Result},
};

impl From<user::Model> for User {
    fn from(row: user::Model) -> Self {
        Self {
            id: UserId(row.id),
            email: row.email,
            name: row.name,
            email_verified: row.email_verified_at.is_some(),
            locale: row.locale,
            timezone: row.timezone,
            installation_admin: row.installation_admin,
            created_at: Timestamp(row.created_at),
        }
    }
}

impl From<workspace::Model> for Workspace {
    fn from(row: workspace::Model) -> Self {
        Self { id: WorkspaceId(row.id), name: row.name, created_at: Timestamp(row.created_at) }
    }
}

pub async fn insert_user(db: &impl ConnectionTrait, user: &User, password_hash: String) -> Result<()> {
    let row = user::ActiveModel {
        id: Set(user.id.0),
        email: Set(user.email.clone()),
        name: Set(user.name.clone()),
        password_hash: Set(password_hash),
        email_verified_at: Set(None),
        locale: Set(user.locale.clone()),
        timezone: Set(user.timezone.clone()),
        installation_admin: Set(user.installation_admin),
        created_at: Set(user.created_at.millis()),
    };
    user::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The user with this address, with the password's hash.
pub async fn user_by_email(db: &impl ConnectionTrait, email: &str) -> Result<Option<(User, String)>> {
    let row = user::Entity::find().filter(user::Column::Email.eq(email)).one(db).await?;
    Ok(row.map(with_hash))
}

/// The user with this id, with the password's hash.
pub async fn user_by_id(db: &impl ConnectionTrait, id: UserId) -> Result<Option<(User, String)>> {
    Ok(user::Entity::find_by_id(id.0).one(db).await?.map(with_hash))
}

fn with_hash(mut row: user::Model) -> (User, String) {
    let hash = std::mem::take(&mut row.password_hash);
    (row.into(), hash)
}

pub async fn users(db: &impl ConnectionTrait, ids: &[UserId]) -> Result<HashMap<UserId, User>> {
    let ids = ids.iter().map(|id| id.0);
    let rows = user::Entity::find().filter(user::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (UserId(row.id), row.into())).collect())
}

pub async fn set_password(db: &impl ConnectionTrait, id: UserId, hash: &str) -> Result<()> {
    user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(hash))
        .filter(user::Column::Id.eq(id.0))
        .exec(db)
        .await?;
    Ok(())
}

/// Notes that the user's address has answered.
pub async fn set_verified(db: &impl ConnectionTrait, id: UserId, now: Timestamp) -> Result<()> {
    user::Entity::update_many()
        .col_expr(user::Column::EmailVerifiedAt, Expr::value(now.millis()))
        .filter(user::Column::Id.eq(id.0))
        .filter(user::Column::EmailVerifiedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Makes the user an installation admin, or no longer; false when nobody has this address.
pub async fn set_installation_admin(db: &impl ConnectionTrait, email: &str, admin: bool) -> Result<bool> {
    let done = user::Entity::update_many()
        .col_expr(user::Column::InstallationAdmin, Expr::value(admin))
        .filter(user::Column::Email.eq(email))
        .exec(db)
        .await?;
    Ok(done.rows_affected > 0)
}

pub async fn insert_workspace(db: &impl ConnectionTrait, workspace: &Workspace) -> Result<()> {
    let row = workspace::ActiveModel {
        id: Set(workspace.id.0),
        name: Set(workspace.name.clone()),
        created_at: Set(workspace.created_at.millis()),
    };
    workspace::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

pub async fn workspace(db: &impl ConnectionTrait, id: WorkspaceId) -> Result<Option<Workspace>> {
    Ok(workspace::Entity::find_by_id(id.0).one(db).await?.map(Workspace::from))
}

pub async fn insert_membership(
    db: &impl ConnectionTrait,
    workspace: WorkspaceId,
    user: UserId,
    role: Role,
    since: Timestamp,
) -> Result<()> {
    let row = membership::ActiveModel {
        workspace_id: Set(workspace.0),
        user_id: Set(user.0),
        role: Set(role.as_str().to_owned()),
        created_at: Set(since.millis()),
    };
    membership::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The role of a user in a workspace, when a member.
pub async fn role_in(db: &impl ConnectionTrait, workspace: WorkspaceId, user: UserId) -> Result<Option<Role>> {
    let row = membership::Entity::find_by_id((workspace.0, user.0)).one(db).await?;
    row.map(|row| row.role.parse()).transpose()
}

/// The workspaces of a user, oldest membership first.
pub async fn memberships_of(db: &impl ConnectionTrait, user: &User) -> Result<Vec<Membership>> {
    let rows = membership::Entity::find()
        .filter(membership::Column::UserId.eq(user.id.0))
        .order_by_asc(membership::Column::CreatedAt)
        .order_by_asc(membership::Column::WorkspaceId)
        .all(db)
        .await?;
    let found =
        workspace::Entity::find().filter(workspace::Column::Id.is_in(rows.iter().map(|row| row.workspace_id))).all(db).await?;
    let workspaces: HashMap<_, Workspace> = found.into_iter().map(|row| (row.id, row.into())).collect();
    rows.into_iter()
        .filter_map(|row| {
            let workspace = workspaces.get(&row.workspace_id)?.clone();
            Some(to_membership(&row, workspace, user.clone()))
        })
        .collect()
}

/// The members of a workspace, oldest first.
pub async fn members_of(db: &impl ConnectionTrait, workspace: &Workspace) -> Result<Vec<Membership>> {
    let rows = membership::Entity::find()
        .filter(membership::Column::WorkspaceId.eq(workspace.id.0))
        .order_by_asc(membership::Column::CreatedAt)
        .order_by_asc(membership::Column::UserId)
        .all(db)
        .await?;
    let ids: Vec<UserId> = rows.iter().map(|row| UserId(row.user_id)).collect();
    let users = users(db, &ids).await?;
    rows.into_iter()
        .filter_map(|row| {
            let user = users.get(&UserId(row.user_id))?.clone();
            Some(to_membership(&row, workspace.clone(), user))
        })
        .collect()
}

fn to_membership(row: &membership::Model, workspace: Workspace, user: User) -> Result<Membership> {
    Ok(Membership { workspace, user, role: row.role.parse()?, since: Timestamp(row.created_at) })
}

/// Sets a member's role, or takes the member out.
pub async fn set_role(db: &impl ConnectionTrait, workspace: WorkspaceId, user: UserId, role: Option<Role>) -> Result<()> {
    let this = membership::Column::WorkspaceId.eq(workspace.0).and(membership::Column::UserId.eq(user.0));
    match role {
        Some(role) => {
            membership::Entity::update_many()
                .col_expr(membership::Column::Role, Expr::value(role.as_str()))
                .filter(this)
                .exec(db)
                .await?;
        }
        None => {
            membership::Entity::delete_many().filter(this).exec(db).await?;
        }
    }
    Ok(())
}

/// How many owners a workspace has.
pub async fn owners(db: &impl ConnectionTrait, workspace: WorkspaceId) -> Result<u64> {
    let owners = membership::Entity::find()
        .filter(membership::Column::WorkspaceId.eq(workspace.0))
        .filter(membership::Column::Role.eq(Role::Owner.as_str()));
    Ok(owners.count(db).await?)
}

/// Makes the transactions that change the members of a workspace follow one another.
pub async fn lock_workspace(tx: &impl ConnectionTrait, workspace: WorkspaceId) -> Result<()> {
    workspace::Entity::find_by_id(workspace.0).lock_exclusive().one(tx).await?;
    Ok(())
}
