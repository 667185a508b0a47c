//! The same request twice has one effect: a mutation that spends, mails or starts work runs under the caller's key.
//! Invariant: key, effect and answer are written in one transaction, so that there is never an effect without its answer.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::{model::Scope, store::idempotency as store};
use crate::platform::{
    crypto::fingerprint,
    db::Tx,
    error::{Error, RejectionCode, Result},
    op::Op,
};

/// How long an answer is kept.
pub const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// Most characters of a key.
pub const KEY_LENGTH: usize = 200;

/// How an operation under a key goes on.
#[derive(Debug)]
pub enum Begun {
    /// Nobody asked under this key: do the work, then [`Ticket::finish`].
    Fresh(Ticket),
    /// It was done: this was the answer.
    Replay(Value),
}

/// The right to answer under a key, within the transaction that took it.
#[derive(Debug)]
#[must_use = "an operation without its answer under the key cannot be repeated"]
pub struct Ticket {
    scope: Scope,
    operation: &'static str,
    key: String,
}

/// Takes `key` for `operation` within the caller's transaction. When the transaction rolls back, the key is free again.
///
/// # Errors
/// A rejection of a missing or overlong key; [`Error::Conflict`] when the key was used with another input in the last 24 hours.
pub async fn begin(op: &Op, tx: &Tx, scope: &Scope, operation: &'static str, key: &str, input: &impl Serialize) -> Result<Begun> {
    if key.trim().is_empty() {
        return Err(Error::rejected(
            RejectionCode::Required,
            "idempotencyKey",
            "An idempotency key is needed; a random UUID is good.",
        ));
    }
    if key.chars().count() > KEY_LENGTH {
        let message = format!("An idempotency key may have at most {KEY_LENGTH} characters.");
        return Err(Error::rejected(RejectionCode::TooLong, "idempotencyKey", message));
    }
    let now = op.now();
    let input_hash = fingerprint(input)?;
    store::forget_old(tx, scope, operation, key, now.minus(KEPT)).await?;
    if store::claim(tx, scope, operation, key, &input_hash, now).await? {
        return Ok(Begun::Fresh(Ticket { scope: *scope, operation, key: key.to_owned() }));
    }
    match store::find(tx, scope, operation, key).await? {
        Some((hash, answer)) if hash == input_hash => Ok(Begun::Replay(answer)),
        Some(_) => Err(Error::Conflict("this idempotency key was used with another input in the last 24 hours".to_owned())),
        None => Err(Error::bug("an idempotency key was taken and is not there")),
    }
}

impl Ticket {
    /// Stores the answer under the key.
    ///
    /// # Errors
    /// What the database says.
    pub async fn finish(self, tx: &Tx, answer: &impl Serialize) -> Result<()> {
        store::answer(tx, &self.scope, self.operation, &self.key, serde_json::to_value(answer)?).await
    }
}

/// Forgets the keys of more than 24 hours ago, of all workspaces; for a schedule. Says how many.
///
/// # Errors
/// What the database says.
pub async fn purge(op: &Op) -> Result<u64> {
    store::purge(op.db.write(), op.now().minus(KEPT)).await
}
