//! From a credential to a [`Scope`]: access tokens of people and keys of programs, refused the moment they are revoked.

use std::time::Duration;

use crate::{
    accounts::{
        Credentials,
        credentials::{is_key, key_prefix},
        model::{Actor, Permissions, Scope, WorkspaceId},
        store::{keys, people, sessions},
    },
    platform::{
        clock::Timestamp,
        crypto::token_matches,
        error::{Error, Result},
        events::Topic,
        op::Op,
    },
};

/// How exactly the last use of a session or key is kept: a write for every request would cost more than it tells.
const SEEN_EVERY: Duration = Duration::from_secs(5 * 60);

/// Who asks, and until when that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authenticated {
    /// What they may do, where.
    pub scope: Scope,
    /// When the credential ends; a stream ends with it.
    pub expires_at: Option<Timestamp>,
}

/// Reads a bearer credential: an access token, or an API key. `workspace` is what the request's header names, if any; without it an
/// access token opens the workspace it was made for, a key always its own.
///
/// # Errors
/// [`Error::Unauthenticated`] when the credential is unknown, ended or revoked; [`Error::NotFound`] when the header names a
/// workspace that is not the caller's.
pub async fn authenticate(
    op: &Op,
    credentials: &Credentials,
    bearer: &str,
    workspace: Option<WorkspaceId>,
) -> Result<Authenticated> {
    if is_key(bearer) { with_key(op, bearer, workspace).await } else { with_token(op, credentials, bearer, workspace).await }
}

async fn with_token(op: &Op, credentials: &Credentials, bearer: &str, workspace: Option<WorkspaceId>) -> Result<Authenticated> {
    let now = op.now();
    let claims = credentials.read_access_token(bearer, now)?;
    let session = sessions::find(op.db.read(), claims.sid)
        .await?
        .filter(|session| session.user == claims.sub && session.is_open(now))
        .ok_or(Error::Unauthenticated("the session has ended; sign in again"))?;
    let opened = workspace.unwrap_or(claims.ws);
    let role = people::role_in(op.db.read(), opened, claims.sub).await?.ok_or(if workspace.is_some() {
        Error::NotFound("there is no such workspace")
    } else {
        Error::Unauthenticated("you are no longer a member of this workspace; sign in again")
    })?;
    if now.since(session.last_seen_at) >= SEEN_EVERY {
        note(sessions::seen(op.db.write(), session.id, now).await);
    }
    let scope = Scope::verified(opened, Actor::User(claims.sub, Some(session.id)), role);
    Ok(Authenticated { scope, expires_at: Some(claims.expires_at()) })
}

async fn with_key(op: &Op, text: &str, workspace: Option<WorkspaceId>) -> Result<Authenticated> {
    let refused = Error::Unauthenticated("the API key is not valid");
    let Some(prefix) = key_prefix(text) else { return Err(refused) };
    let Some(found) = keys::by_prefix(op.db.read(), prefix).await? else { return Err(refused) };
    if !token_matches(text, &found.secret_hash) {
        return Err(refused);
    }
    let now = op.now();
    let authenticated = key_standing(op, &found, now).await?;
    if workspace.is_some_and(|named| named != found.workspace) {
        return Err(Error::NotFound("there is no such workspace"));
    }
    if found.key.last_used_at.is_none_or(|last| now.since(last) >= SEEN_EVERY) {
        note(keys::used(op.db.write(), found.key.id, now).await);
    }
    Ok(authenticated)
}

/// What a key may do now: no more than its maker may do now.
async fn key_standing(op: &Op, found: &keys::Standing, now: Timestamp) -> Result<Authenticated> {
    if !found.is_open(now) {
        return Err(Error::Unauthenticated("the API key has ended or was revoked"));
    }
    let role = match found.created_by {
        None => found.key.role,
        Some(maker) => people::role_in(op.db.read(), found.workspace, maker)
            .await?
            .ok_or(Error::Unauthenticated("the API key's maker has left the workspace"))?
            .min(found.key.role),
    };
    let permissions: Permissions = found.key.permissions.iter().copied().collect();
    let scope = Scope::verified(found.workspace, Actor::Key(found.key.id), role).limited_to(permissions);
    Ok(Authenticated { scope, expires_at: found.key.expires_at })
}

/// That a use could not be noted is no reason to refuse it.
fn note(result: Result<()>) {
    if let Err(error) = result {
        tracing::warn!(error = %error.operator_message(), "the last use of a credential could not be noted");
    }
}

/// Where it is signalled that what this actor may do has changed; a long stream listens and calls [`recheck`].
#[must_use]
pub fn access_topic(actor: Actor) -> Option<Topic> {
    let id = match actor {
        Actor::User(user, _) => user.0,
        Actor::Key(key) => key.0,
        Actor::System => return None,
    };
    Some(Topic { kind: "access", id })
}

/// Looks again whether `known` still holds: for streams, which outlive the check at their start.
///
/// # Errors
/// [`Error::Unauthenticated`] when the credential has ended or was revoked or the role has changed since.
pub async fn recheck(op: &Op, known: &Authenticated) -> Result<()> {
    let now = op.now();
    if known.expires_at.is_some_and(|end| end <= now) {
        return Err(Error::Unauthenticated("the credential has ended"));
    }
    let workspace = known.scope.workspace();
    let role = match known.scope.actor() {
        Actor::System => return Ok(()),
        Actor::Key(id) => match keys::by_id(op.db.read(), id).await? {
            Some(found) => Some(key_standing(op, &found, now).await?.scope.role()),
            None => None,
        },
        Actor::User(user, session) => {
            if let Some(id) = session
                && !sessions::find(op.db.read(), id).await?.is_some_and(|found| found.user == user && found.is_open(now))
            {
                return Err(Error::Unauthenticated("the session has ended; sign in again"));
            }
            people::role_in(op.db.read(), workspace, user).await?
        }
    };
    if role == Some(known.scope.role()) { Ok(()) } else { Err(Error::Unauthenticated("your role in this workspace has changed")) }
}
