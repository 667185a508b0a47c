//! Workspaces of a person, what is known of users, and the installation's housekeeping.

use std::{collections::HashMap, time::Duration};

use super::sign_in::person;
use crate::{
    accounts::{
        Credentials,
        credentials::AccessToken,
        idempotency,
        model::{Actor, ApiKey, Membership, Role, Scope, User, UserId, Workspace, WorkspaceId},
        rules,
        store::{invitations, keys, people, sessions, tokens},
    },
    platform::{
        error::{Error, RejectionCode, Result},
        op::Op,
    },
};

/// Most workspaces a person is a member of.
const MOST_WORKSPACES: usize = 50;
/// How long an ended session and its tokens are kept at least, so that a late use is still recognised.
const ENDED_SESSIONS_KEPT: Duration = Duration::from_secs(30 * 86_400);

/// The user who acts; `None` for a key and for the system.
///
/// # Errors
/// What the database says.
pub async fn user(op: &Op, scope: &Scope) -> Result<Option<User>> {
    let Some(id) = scope.actor().user() else { return Ok(None) };
    Ok(people::user_by_id(op.db.read(), id).await?.map(|(user, _)| user))
}

/// Users by id, for those who hold the ids from rows of their own workspace (a member, a maker, an actor); a loader's batch.
///
/// # Errors
/// What the database says.
pub async fn users(op: &Op, ids: &[UserId]) -> Result<HashMap<UserId, User>> {
    people::users(op.db.read(), ids).await
}

/// Who asks, and where they may.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// The person; for a key the one who made it.
    pub user: User,
    /// The person's workspaces, oldest membership first; for a key its own alone.
    pub memberships: Vec<Membership>,
    /// The key, when one asks.
    pub key: Option<ApiKey>,
}

/// Who asks; `None` for the system, and for a key that the operator made.
///
/// # Errors
/// What the database says.
pub async fn viewer(op: &Op, scope: &Scope) -> Result<Option<Viewer>> {
    let (user, key) = match scope.actor() {
        Actor::System => return Ok(None),
        Actor::User(id, _) => (Some(id), None),
        Actor::Key(id) => match keys::by_id(op.db.read(), id).await? {
            Some(found) => (found.created_by, Some(found.key)),
            None => return Ok(None),
        },
    };
    let Some(user) = user else { return Ok(None) };
    let Some((user, _)) = people::user_by_id(op.db.read(), user).await? else { return Ok(None) };
    let mut memberships = people::memberships_of(op.db.read(), &user).await?;
    if key.is_some() {
        memberships.retain(|membership| membership.workspace.id == scope.workspace());
    }
    Ok(Some(Viewer { user, memberships, key }))
}

/// The same actor's scope in `workspace`, which a person may be a member of beside the one that the request opened.
///
/// # Errors
/// [`Error::NotFound`] when the actor has no place there.
pub async fn scope_in(op: &Op, scope: &Scope, workspace: WorkspaceId) -> Result<Scope> {
    if workspace == scope.workspace() {
        return Ok(*scope);
    }
    let unknown = Error::NotFound("there is no such workspace");
    let Some(user) = scope.actor().user() else { return Err(unknown) };
    let role = people::role_in(op.db.read(), workspace, user).await?.ok_or(unknown)?;
    Ok(Scope::verified(workspace, scope.actor(), role))
}

/// A user whom the one who acts may know of: themselves, or a member of the same workspace.
///
/// # Errors
/// What the database says.
pub async fn fellow(op: &Op, scope: &Scope, id: UserId) -> Result<Option<User>> {
    let oneself = scope.actor().user() == Some(id);
    if !oneself && people::role_in(op.db.read(), scope.workspace(), id).await?.is_none() {
        return Ok(None);
    }
    Ok(people::user_by_id(op.db.read(), id).await?.map(|(user, _)| user))
}

/// The workspace of the scope.
///
/// # Errors
/// [`Error::NotFound`] when it is gone.
pub async fn workspace(op: &Op, scope: &Scope) -> Result<Workspace> {
    people::workspace(op.db.read(), scope.workspace()).await?.ok_or(Error::NotFound("there is no such workspace"))
}

/// Makes a workspace that the user who acts owns. It starts without credits: they are the installation's to give.
///
/// # Errors
/// Rejections of `name`, and TOO_MANY; [`Error::Forbidden`] for a key.
pub async fn create_workspace(op: &Op, scope: &Scope, name: &str) -> Result<Workspace> {
    let (id, _) = person(scope)?;
    let name = rules::name(name, "name").map_err(|rejection| Error::Rejected(vec![rejection]))?;
    let now = op.now();
    let workspace = Workspace { id: WorkspaceId::generate(now), name, created_at: now };
    let tx = op.db.write_tx().await?;
    let (user, _) = people::user_by_id(&tx, id).await?.ok_or(Error::Unauthenticated("this account no longer exists"))?;
    if people::memberships_of(&tx, &user).await?.len() >= MOST_WORKSPACES {
        let message = format!("One can be in at most {MOST_WORKSPACES} workspaces.");
        return Err(Error::rejected(RejectionCode::TooMany, "", message));
    }
    people::insert_workspace(&tx, &workspace).await?;
    people::insert_membership(&tx, workspace.id, id, Role::Owner, now).await?;
    tx.commit().await?;
    Ok(workspace)
}

/// Makes the session open another workspace from now on, with a new access token for it.
///
/// # Errors
/// A NOT_FOUND rejection of `workspaceId` when the user is no member; [`Error::Forbidden`] for a key.
pub async fn switch_workspace(
    op: &Op,
    credentials: &Credentials,
    scope: &Scope,
    to: WorkspaceId,
) -> Result<(AccessToken, Scope)> {
    let (user, session) = person(scope)?;
    let session = session.ok_or(Error::Forbidden("only a signed-in person can do this"))?;
    let now = op.now();
    let tx = op.db.write_tx().await?;
    let role = people::role_in(&tx, to, user)
        .await?
        .ok_or_else(|| Error::rejected(RejectionCode::NotFound, "workspaceId", "There is no such workspace."))?;
    sessions::extend(&tx, session, to, now, credentials.refresh_lasts()).await?;
    tx.commit().await?;
    let token = credentials.access_token(user, session, to, now)?;
    Ok((token, Scope::verified(to, Actor::User(user, Some(session)), role)))
}

/// Whether the one who acts may do what concerns the whole installation. Glouton itself always may; a key never.
///
/// # Errors
/// What the database says.
pub async fn is_installation_admin(op: &Op, scope: &Scope) -> Result<bool> {
    Ok(match scope.actor() {
        Actor::System => true,
        Actor::Key(_) => false,
        Actor::User(..) => user(op, scope).await?.is_some_and(|user| user.installation_admin),
    })
}

/// Makes the user with this address an admin of the installation, or no longer; for the operator's command line.
///
/// # Errors
/// [`Error::NotFound`] when nobody has this address.
pub async fn set_installation_admin(op: &Op, email: &str, admin: bool) -> Result<()> {
    let email = rules::email(email, "email").map_err(|rejection| Error::Rejected(vec![rejection]))?;
    if people::set_installation_admin(op.db.write(), &email, admin).await? {
        Ok(())
    } else {
        Err(Error::NotFound("there is no account with this e-mail address"))
    }
}

/// Forgets codes that ended, sessions and invitations that ended long ago, and idempotency keys of more than a day ago; for a schedule. Says how many rows went.
///
/// # Errors
/// What the database says.
pub async fn purge(op: &Op, credentials: &Credentials) -> Result<u64> {
    let before = op.now().minus(ENDED_SESSIONS_KEPT.max(credentials.refresh_lasts()));
    let ended = sessions::purge(op.db.write(), before).await?;
    let codes = tokens::purge(op.db.write(), op.now()).await?;
    let uninvited = invitations::purge(op.db.write(), before).await?;
    Ok(ended + codes + uninvited + idempotency::purge(op).await?)
}
