//! Inviting people into a workspace by their address, and accepting.

use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};

use super::sign_in::{person, tell};
use crate::{
    accounts::{
        credentials::new_invitation_token,
        model::{Invitation, InvitationId, Membership, Permission, Role, Scope},
        rules,
        store::{invitations, people},
    },
    platform::{
        crypto::token_hash,
        error::{Error, RejectionCode, Result},
        op::Op,
    },
};

/// How long an invitation is good.
const GOOD_FOR: Duration = Duration::from_secs(7 * 86_400);
/// Most invitations of a workspace that wait.
const MOST_WAITING: u64 = 200;

/// Who is to be invited.
#[derive(Debug, Clone)]
pub struct InviteMember {
    /// The address, in any writing.
    pub email: String,
    /// As what.
    pub role: Role,
}

/// An invitation with the text that opens it, which goes to the address alone and is stored as a hash.
#[derive(Debug)]
pub struct Invited {
    /// The invitation.
    pub invitation: Invitation,
    /// What the invited person sends to accept.
    pub token: SecretString,
}

/// Invites the person with an address; an earlier invitation for the same address ends.
///
/// # Errors
/// [`Error::Forbidden`] by [`rules::may_change_role`]; rejections of `email` (TAKEN for a member) and TOO_MANY.
pub async fn invite_member(op: &Op, scope: &Scope, input: InviteMember) -> Result<Invited> {
    scope.permit(Permission::WorkspaceWrite)?;
    rules::may_change_role(scope.role(), None, Some(input.role))?;
    let email = rules::email(&input.email, "email").map_err(|rejection| Error::Rejected(vec![rejection]))?;
    let now = op.now();
    let invitation = Invitation {
        id: InvitationId::generate(now),
        workspace: scope.workspace(),
        email,
        role: input.role,
        invited_by: scope.actor().user(),
        created_at: now,
        expires_at: now.plus(GOOD_FOR),
    };
    let token = new_invitation_token();
    let tx = op.db.write_tx().await?;
    if let Some((user, _)) = people::user_by_email(&tx, &invitation.email).await?
        && people::role_in(&tx, scope.workspace(), user.id).await?.is_some()
    {
        return Err(Error::rejected(RejectionCode::Taken, "email", "This person is a member already."));
    }
    if invitations::count(&tx, scope, now).await? >= MOST_WAITING {
        let message = format!("At most {MOST_WAITING} invitations wait at a time. Revoke some first.");
        return Err(Error::rejected(RejectionCode::TooMany, "", message));
    }
    invitations::replace(&tx, scope, &invitation, token_hash(token.expose_secret())).await?;
    tx.commit().await?;
    Ok(Invited { invitation, token })
}

/// The workspace's invitations that wait, the newest first.
///
/// # Errors
/// [`Error::Forbidden`] below ADMIN.
pub async fn invitations(op: &Op, scope: &Scope) -> Result<Vec<Invitation>> {
    scope.require(Role::Admin)?;
    scope.permit(Permission::WorkspaceRead)?;
    invitations::open(op.db.read(), scope, op.now()).await
}

/// Takes an invitation back.
///
/// # Errors
/// [`Error::Forbidden`] below ADMIN; a NOT_FOUND rejection of `invitationId`.
pub async fn revoke_invitation(op: &Op, scope: &Scope, id: InvitationId) -> Result<()> {
    scope.require(Role::Admin)?;
    scope.permit(Permission::WorkspaceWrite)?;
    if invitations::delete(op.db.write(), scope.workspace(), id).await? {
        Ok(())
    } else {
        Err(Error::rejected(RejectionCode::NotFound, "invitationId", "There is no such invitation."))
    }
}

/// Accepts an invitation as the one who is signed in, whose address it must be for. One who is a member already stays what they are.
///
/// # Errors
/// A NOT_FOUND rejection of `token` when it is unknown, ended, used, or for somebody else; [`Error::Forbidden`] for a key.
pub async fn accept_invitation(op: &Op, scope: &Scope, token: &SecretString) -> Result<Membership> {
    let (id, _) = person(scope)?;
    let now = op.now();
    let tx = op.db.write_tx().await?;
    let (user, _) = people::user_by_id(&tx, id).await?.ok_or(Error::Unauthenticated("this account no longer exists"))?;
    let invitation = invitations::by_token(&tx, &token_hash(token.expose_secret()))
        .await?
        .filter(|invitation| invitation.email == user.email && invitation.expires_at > now)
        .ok_or_else(|| Error::rejected(RejectionCode::NotFound, "token", "There is no such invitation for you."))?;
    if people::role_in(&tx, invitation.workspace, id).await?.is_none() {
        people::insert_membership(&tx, invitation.workspace, id, invitation.role, now).await?;
    }
    invitations::delete(&tx, invitation.workspace, invitation.id).await?;
    let memberships = people::memberships_of(&tx, &user).await?;
    tx.commit().await?;
    tell(op, id);
    memberships
        .into_iter()
        .find(|membership| membership.workspace.id == invitation.workspace)
        .ok_or(Error::bug("a membership that was just made is not there"))
}
