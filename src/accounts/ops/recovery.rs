//! Proving an address and getting back in without the password, both by a code that is mailed.
//! Invariant: a code exists in the mail and in the memory of the task that wrote it; the database holds its hash.

use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

use super::sign_in::{person, tell};
use crate::{
    accounts::{
        Credentials,
        credentials::{Attempt, new_code},
        model::{Caller, Scope, User},
        rules,
        store::{people, sessions, tokens},
        tasks::LETTER_TASK,
    },
    platform::{
        crypto::token_hash,
        db::Tx,
        error::{Error, RejectionCode, Result},
        mail::Letter,
        op::Op,
        tasks::{self, NewTask},
    },
};

/// How often a mail is tried to be handed over.
const MAIL_ATTEMPTS: i32 = 8;

/// What a mailed code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Purpose {
    /// To prove an address.
    Verify,
    /// To choose a new password.
    Reset,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::Verify => "VERIFY",
            Self::Reset => "RESET",
        }
    }

    fn good_for(self) -> Duration {
        match self {
            Self::Verify => Duration::from_secs(3 * 86_400),
            Self::Reset => Duration::from_secs(3600),
        }
    }
}

/// What the task that mails a code is told. The address, not the user: that there is no such user is found out by the task alone, so
/// that the request takes the same way and time for everybody.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LetterTask {
    pub purpose: Purpose,
    pub email: String,
}

/// Has a code mailed, by a task in the caller's transaction.
pub(super) async fn send_later(op: &Op, tx: &Tx, purpose: Purpose, email: &str) -> Result<()> {
    let now = op.now();
    let task = NewTask {
        kind: LETTER_TASK,
        version: 1,
        workspace: None,
        subject: None,
        payload: serde_json::to_value(LetterTask { purpose, email: email.to_owned() })?,
        priority: 10,
        run_at: now,
    };
    tasks::enqueue(tx, now, MAIL_ATTEMPTS, [task]).await?;
    Ok(())
}

/// The mail with a fresh code for the user with this address; `None` when there is none, or nothing left to prove.
pub(crate) async fn write_letter(op: &Op, task: &LetterTask) -> Result<Option<Letter>> {
    let Some((user, _)) = people::user_by_email(op.db.read(), &task.email).await? else { return Ok(None) };
    if task.purpose == Purpose::Verify && user.email_verified {
        return Ok(None);
    }
    let now = op.now();
    let code = new_code();
    let hash = token_hash(code.expose_secret());
    tokens::insert(op.db.write(), user.id, task.purpose.as_str(), hash, now, now.plus(task.purpose.good_for())).await?;
    let code = code.expose_secret();
    let (subject, text) = match (task.purpose, user.locale.starts_with("fr")) {
        (Purpose::Verify, false) => (
            "Confirm your e-mail address",
            format!(
                "This code confirms your e-mail address for three days:\n\n{code}\n\n\
                 If you did not make an account, there is nothing to do.\n"
            ),
        ),
        (Purpose::Verify, true) => (
            "Confirmez votre adresse e-mail",
            format!(
                "Ce code confirme votre adresse e-mail pendant trois jours :\n\n{code}\n\n\
                 Si vous n'avez pas créé de compte, il n'y a rien à faire.\n"
            ),
        ),
        (Purpose::Reset, false) => (
            "Choose a new password",
            format!(
                "With this code you can choose a new password within one hour:\n\n{code}\n\n\
                 If you did not ask for it, there is nothing to do: your password stays as it is.\n"
            ),
        ),
        (Purpose::Reset, true) => (
            "Choisissez un nouveau mot de passe",
            format!(
                "Avec ce code, vous pouvez choisir un nouveau mot de passe pendant une heure :\n\n{code}\n\n\
                 Si vous ne l'avez pas demandé, il n'y a rien à faire : votre mot de passe reste le même.\n"
            ),
        ),
    };
    Ok(Some(Letter { to: user.email, subject: subject.to_owned(), text }))
}

/// Has a code to choose a new password mailed to an address. The answer is the same whether there is such an account or not.
///
/// # Errors
/// A rejection of `email` that is no address; [`Error::RateLimited`].
pub async fn request_password_reset(op: &Op, credentials: &Credentials, caller: &Caller, email: &str) -> Result<()> {
    credentials.attempt(Attempt::Forgot, caller, op.now()).await?;
    let email = rules::email(email, "email").map_err(|rejection| Error::Rejected(vec![rejection]))?;
    mail(op, Purpose::Reset, &email).await
}

/// Has a code to prove one's address mailed again.
///
/// # Errors
/// A WRONG_STATE rejection when it is proved already; [`Error::Forbidden`] for a key; [`Error::RateLimited`].
pub async fn request_email_verification(op: &Op, credentials: &Credentials, caller: &Caller, scope: &Scope) -> Result<()> {
    let (id, _) = person(scope)?;
    credentials.attempt(Attempt::Forgot, caller, op.now()).await?;
    let (user, _) = people::user_by_id(op.db.read(), id).await?.ok_or(Error::Unauthenticated("this account no longer exists"))?;
    if user.email_verified {
        return Err(Error::rejected(RejectionCode::WrongState, "", "This e-mail address is confirmed already."));
    }
    mail(op, Purpose::Verify, &user.email).await
}

async fn mail(op: &Op, purpose: Purpose, email: &str) -> Result<()> {
    let tx = op.db.write_tx().await?;
    send_later(op, &tx, purpose, email).await?;
    tx.commit().await?;
    op.bus.publish(tasks::WAKE, uuid::Uuid::nil());
    Ok(())
}

fn unknown_code() -> Error {
    Error::rejected(RejectionCode::Invalid, "code", "This code is not valid any more. Ask for another.")
}

/// Proves an address by the code that was mailed to it.
///
/// # Errors
/// A rejection of `code` when it is unknown, used or ended; [`Error::RateLimited`].
pub async fn verify_email(op: &Op, credentials: &Credentials, caller: &Caller, code: &SecretString) -> Result<User> {
    let now = op.now();
    credentials.attempt(Attempt::Reset, caller, now).await?;
    let tx = op.db.write_tx().await?;
    let hash = token_hash(code.expose_secret());
    let id = tokens::find(&tx, Purpose::Verify.as_str(), &hash, now).await?.ok_or_else(unknown_code)?;
    if !tokens::use_up(&tx, id, Purpose::Verify.as_str()).await? {
        return Err(unknown_code());
    }
    people::set_verified(&tx, id, now).await?;
    let user = people::user_by_id(&tx, id).await?;
    tx.commit().await?;
    user.map(|(user, _)| user).ok_or_else(unknown_code)
}

/// Sets a new password by the code that was mailed, which also proves the address, and ends every session.
///
/// # Errors
/// Rejections of `code` and `newPassword`; [`Error::RateLimited`].
pub async fn reset_password(
    op: &Op,
    credentials: &Credentials,
    caller: &Caller,
    code: &SecretString,
    new: &SecretString,
) -> Result<User> {
    let now = op.now();
    credentials.attempt(Attempt::Reset, caller, now).await?;
    let hash = token_hash(code.expose_secret());
    let purpose = Purpose::Reset.as_str();
    let id = tokens::find(op.db.read(), purpose, &hash, now).await?.ok_or_else(unknown_code)?;
    let (user, _) = people::user_by_id(op.db.read(), id).await?.ok_or_else(unknown_code)?;
    rules::password(new.expose_secret(), &user.email, "newPassword").map_err(|r| Error::Rejected(vec![r]))?;
    let password = credentials.hasher().hash(new.expose_secret()).await?;
    let tx = op.db.write_tx().await?;
    if !tokens::use_up(&tx, id, purpose).await? {
        return Err(unknown_code());
    }
    people::set_password(&tx, id, &password).await?;
    people::set_verified(&tx, id, now).await?;
    sessions::revoke_others(&tx, id, None, now).await?;
    tx.commit().await?;
    tell(op, id);
    Ok(User { email_verified: true, ..user })
}
