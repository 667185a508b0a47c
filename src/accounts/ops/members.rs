//! Who is in a workspace, as what.

use super::{access::access_topic, sign_in::tell};
use crate::{
    accounts::{
        model::{Actor, Membership, Permission, Role, Scope, UserId},
        rules,
        store::{keys, people},
    },
    platform::{
        error::{Error, RejectionCode, Result},
        op::Op,
    },
};

/// The members of the workspace, oldest first.
///
/// # Errors
/// What the database says.
pub async fn members(op: &Op, scope: &Scope) -> Result<Vec<Membership>> {
    scope.permit(Permission::WorkspaceRead)?;
    let workspace = super::workspace(op, scope).await?;
    people::members_of(op.db.read(), &workspace).await
}

/// Gives a member another role.
///
/// # Errors
/// [`Error::Forbidden`] by [`rules::may_change_role`]; rejections of `userId`: NOT_FOUND, and WRONG_STATE for the only OWNER.
pub async fn change_role(op: &Op, scope: &Scope, user: UserId, role: Role) -> Result<Membership> {
    place(op, scope, user, Some(role)).await?;
    let members = people::members_of(op.db.read(), &super::workspace(op, scope).await?).await?;
    members
        .into_iter()
        .find(|member| member.user.id == user)
        .ok_or_else(|| Error::Conflict("the member was taken out in the same moment".to_owned()))
}

/// Takes a member out of the workspace, with the keys this member made. Anyone may take out themselves.
///
/// # Errors
/// As [`change_role`].
pub async fn remove_member(op: &Op, scope: &Scope, user: UserId) -> Result<()> {
    place(op, scope, user, None).await
}

async fn place(op: &Op, scope: &Scope, user: UserId, to: Option<Role>) -> Result<()> {
    scope.permit(Permission::WorkspaceWrite)?;
    let workspace = scope.workspace();
    let tx = op.db.write_tx().await?;
    people::lock_workspace(&tx, workspace).await?;
    let from = people::role_in(&tx, workspace, user)
        .await?
        .ok_or_else(|| Error::rejected(RejectionCode::NotFound, "userId", "There is no such member."))?;
    let leaves = to.is_none() && scope.actor().user() == Some(user);
    if !leaves {
        rules::may_change_role(scope.role(), Some(from), to)?;
    }
    let owners = people::owners(&tx, workspace).await?;
    rules::an_owner_remains(from, to, owners, "userId").map_err(|rejection| Error::Rejected(vec![rejection]))?;
    people::set_role(&tx, workspace, user, to).await?;
    let revoked = if to.is_none() { keys::revoke_made_by(&tx, workspace, user, op.now()).await? } else { Vec::new() };
    tx.commit().await?;
    tell(op, user);
    for key in revoked {
        if let Some(topic) = access_topic(Actor::Key(key)) {
            op.bus.publish(topic, key.0);
        }
    }
    Ok(())
}
