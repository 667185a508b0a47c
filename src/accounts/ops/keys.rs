//! API keys: made, listed, revoked. The secret is shown once and stored as a hash.

use secrecy::{ExposeSecret as _, SecretString};

use super::access::access_topic;
use crate::{
    accounts::{
        credentials::new_key,
        model::{Actor, ApiKey, ApiKeyId, Permission, Role, Scope},
        rules,
        store::keys,
    },
    platform::{
        clock::Timestamp,
        crypto::token_hash,
        error::{Error, Rejection, RejectionCode, Result},
        op::Op,
    },
};

/// Most keys of a workspace that are not revoked.
const MOST_KEYS: u64 = 100;

/// A key somebody wants.
#[derive(Debug, Clone)]
pub struct CreateApiKey {
    /// To recognise it by.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// What it is limited to; empty for everything its role allows.
    pub permissions: Vec<Permission>,
    /// Until when; for ever when absent.
    pub expires_at: Option<Timestamp>,
}

/// A key with its secret, which is never shown again.
#[derive(Debug)]
pub struct CreatedApiKey {
    /// The key.
    pub key: ApiKey,
    /// What the program sends.
    pub secret: SecretString,
}

/// Makes a key for the workspace.
///
/// # Errors
/// [`Error::Forbidden`] below ADMIN and for keys themselves; rejections of `name`, `role`, `expiresAt`; TOO_MANY.
pub async fn create_api_key(op: &Op, scope: &Scope, input: CreateApiKey) -> Result<CreatedApiKey> {
    scope.require(Role::Admin)?;
    if matches!(scope.actor(), Actor::Key(_)) {
        return Err(Error::Forbidden("an API key cannot make another"));
    }
    let now = op.now();
    let name = rules::name(&input.name, "name");
    let role = rules::key_role(scope.role(), input.role, "role");
    let end = input
        .expires_at
        .filter(|end| *end <= now)
        .map_or(Ok(()), |_| Err(Rejection::new(RejectionCode::OutOfRange, "expiresAt", "A key ends in the future.")));
    let (Ok(name), Ok(()), Ok(())) = (&name, &role, &end) else {
        return Err(Error::Rejected([name.err(), role.err(), end.err()].into_iter().flatten().collect()));
    };

    let text = new_key();
    let mut permissions = if input.permissions.is_empty() { Permission::ALL.to_vec() } else { input.permissions };
    permissions.sort_unstable();
    permissions.dedup();
    let key = ApiKey {
        id: ApiKeyId::generate(now),
        name: name.clone(),
        prefix: text.prefix,
        role: input.role,
        permissions,
        last_used_at: None,
        expires_at: input.expires_at,
        created_at: now,
    };
    let tx = op.db.write_tx().await?;
    if keys::count(&tx, scope).await? >= MOST_KEYS {
        let message = format!("A workspace has at most {MOST_KEYS} keys. Revoke one that is no longer used.");
        return Err(Error::rejected(RejectionCode::TooMany, "", message));
    }
    keys::insert(&tx, scope, &key, token_hash(text.whole.expose_secret())).await?;
    tx.commit().await?;
    Ok(CreatedApiKey { key, secret: text.whole })
}

/// The workspace's keys that are not revoked, the newest first.
///
/// # Errors
/// [`Error::Forbidden`] below ADMIN.
pub async fn api_keys(op: &Op, scope: &Scope) -> Result<Vec<ApiKey>> {
    scope.require(Role::Admin)?;
    scope.permit(Permission::WorkspaceRead)?;
    keys::list(op.db.read(), scope).await
}

/// One key of the workspace: for an ADMIN any, for a key itself. `None` when there is none such.
///
/// # Errors
/// What the database says.
pub async fn api_key(op: &Op, scope: &Scope, id: ApiKeyId) -> Result<Option<ApiKey>> {
    if scope.role() < Role::Admin && scope.actor() != Actor::Key(id) {
        return Ok(None);
    }
    keys::find(op.db.read(), scope, id).await
}

/// Revokes a key at once.
///
/// # Errors
/// [`Error::Forbidden`] below ADMIN; a NOT_FOUND rejection of `apiKeyId`.
pub async fn revoke_api_key(op: &Op, scope: &Scope, id: ApiKeyId) -> Result<ApiKey> {
    scope.require(Role::Admin)?;
    scope.permit(Permission::WorkspaceWrite)?;
    let tx = op.db.write_tx().await?;
    let key = keys::find(&tx, scope, id)
        .await?
        .ok_or_else(|| Error::rejected(RejectionCode::NotFound, "apiKeyId", "There is no such key."))?;
    keys::revoke(&tx, scope, id, op.now()).await?;
    tx.commit().await?;
    if let Some(topic) = access_topic(Actor::Key(id)) {
        op.bus.publish(topic, id.0);
    }
    Ok(key)
}
