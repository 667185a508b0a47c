//! Registering, signing in and out, refreshing, the list of one's sessions, and one's password.

use secrecy::{ExposeSecret as _, SecretString};

use super::{
    access::access_topic,
    recovery::{Purpose, send_later},
};
use crate::{
    accounts::{
        Credentials,
        credentials::{AccessToken, Attempt, new_refresh_token},
        model::{Actor, Caller, Role, Scope, Session, SessionId, User, UserId, Workspace, WorkspaceId},
        rules,
        store::{people, sessions},
    },
    platform::{
        crypto::{PasswordCheck, token_hash},
        db::Tx,
        error::{Error, Rejection, RejectionCode, Result},
        events::Bus,
        op::Op,
        tasks,
    },
};

/// A password longer than any that can be chosen is wrong without the work of hashing it.
const LONGEST_ATTEMPT: usize = 4 * *rules::PASSWORD_LENGTH.end();

/// Who wants an account.
#[derive(Debug)]
pub struct Register {
    /// The address, in any writing.
    pub email: String,
    /// The password.
    pub password: SecretString,
    /// The person's name.
    pub name: String,
    /// What to call the workspace; after the person when absent.
    pub workspace_name: Option<String>,
}

/// Who wants in.
#[derive(Debug)]
pub struct Login {
    /// The address, in any writing.
    pub email: String,
    /// The password.
    pub password: SecretString,
}

/// A new password for the one who is signed in.
#[derive(Debug)]
pub struct ChangePassword {
    /// The present one.
    pub current: SecretString,
    /// The next one.
    pub new: SecretString,
}

/// What someone who signed in gets.
#[derive(Debug)]
pub struct SignedIn {
    /// For every request.
    pub access: AccessToken,
    /// For one [`refresh_session`]; shown once, stored as a hash.
    pub refresh_token: SecretString,
    /// Who.
    pub user: User,
    /// What the access token opens.
    pub scope: Scope,
}

/// An account that is written but not committed: others may take part in its transaction (the first credits of its workspace).
/// Dropped, it never was.
#[derive(Debug)]
pub struct Registration {
    tx: Tx,
    signed_in: SignedIn,
    bus: Bus,
}

impl Registration {
    /// The transaction it is written in.
    #[must_use]
    pub fn tx(&self) -> &Tx {
        &self.tx
    }

    /// The scope of the new owner in the new workspace.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.signed_in.scope
    }

    /// Commits.
    ///
    /// # Errors
    /// What the database says.
    pub async fn complete(self) -> Result<SignedIn> {
        self.tx.commit().await?;
        self.bus.publish(tasks::WAKE, uuid::Uuid::nil());
        Ok(self.signed_in)
    }
}

/// Writes a user, a workspace with this user as OWNER, and a session.
///
/// # Errors
/// Rejections of `email`, `password`, `name`, `workspaceName`; TAKEN when the address has an account; [`Error::RateLimited`];
/// [`Error::Forbidden`] where strangers may not register (the operator, who has no address, always may).
pub async fn begin_registration(op: &Op, credentials: &Credentials, caller: &Caller, input: Register) -> Result<Registration> {
    let now = op.now();
    if caller.address.is_some() && !credentials.registration_open() {
        return Err(Error::Forbidden("registration is closed on this installation"));
    }
    credentials.attempt(Attempt::Register, caller, now).await?;
    let form = check_registration(&input)?;
    // Before the transaction, which on SQLite everybody waits for; and before the look-up, so that it tells no one anything.
    let password_hash = credentials.hasher().hash(input.password.expose_secret()).await?;

    let user = User {
        id: UserId::generate(now),
        email: form.email,
        name: form.name,
        email_verified: false,
        locale: "en".to_owned(),
        timezone: "UTC".to_owned(),
        installation_admin: false,
        created_at: now,
    };
    let workspace = Workspace { id: WorkspaceId::generate(now), name: form.workspace_name, created_at: now };
    let tx = op.db.write_tx().await?;
    if people::user_by_email(&tx, &user.email).await?.is_some() {
        return Err(taken());
    }
    match people::insert_user(&tx, &user, password_hash).await {
        // Two at the same time: the other was faster.
        Err(Error::Conflict(_)) => return Err(taken()),
        other => other?,
    }
    people::insert_workspace(&tx, &workspace).await?;
    people::insert_membership(&tx, workspace.id, user.id, Role::Owner, now).await?;
    if credentials.mails_verification() {
        send_later(op, &tx, Purpose::Verify, &user.email).await?;
    }
    let signed_in = open_session(op, &tx, credentials, caller, user, workspace.id, Role::Owner).await?;
    Ok(Registration { tx, signed_in, bus: op.bus.clone() })
}

fn taken() -> Error {
    Error::rejected(RejectionCode::Taken, "email", "There is an account with this e-mail address.")
}

struct Form {
    email: String,
    name: String,
    workspace_name: String,
}

/// All mistakes at once, so that a person mends them in one go.
fn check_registration(input: &Register) -> Result<Form> {
    let email = rules::email(&input.email, "email");
    let name = rules::name(&input.name, "name");
    let workspace_name = input.workspace_name.as_deref().map(|text| rules::name(text, "workspaceName")).transpose();
    let address = email.as_deref().unwrap_or(&input.email);
    let password = rules::password(input.password.expose_secret(), address, "password");
    match (email, name, workspace_name, password) {
        (Ok(email), Ok(name), Ok(workspace_name), Ok(())) => {
            let workspace_name = workspace_name.unwrap_or_else(|| name.clone());
            Ok(Form { email, name, workspace_name })
        }
        (email, name, workspace_name, password) => {
            let mistakes = [email.err(), password.err(), name.err(), workspace_name.err()];
            Err(Error::Rejected(mistakes.into_iter().flatten().collect()))
        }
    }
}

async fn open_session(
    op: &Op,
    tx: &Tx,
    credentials: &Credentials,
    caller: &Caller,
    user: User,
    workspace: WorkspaceId,
    role: Role,
) -> Result<SignedIn> {
    let now = op.now();
    let session = SessionId::generate(now);
    sessions::insert(tx, session, user.id, workspace, caller, now, credentials.refresh_lasts()).await?;
    hand_out(op, tx, credentials, user, session, workspace, role).await
}

/// A fresh pair of tokens for a session.
async fn hand_out(
    op: &Op,
    tx: &Tx,
    credentials: &Credentials,
    user: User,
    session: SessionId,
    workspace: WorkspaceId,
    role: Role,
) -> Result<SignedIn> {
    let now = op.now();
    let refresh_token = new_refresh_token();
    sessions::insert_token(tx, session, token_hash(refresh_token.expose_secret()), now).await?;
    let access = credentials.access_token(user.id, session, workspace, now)?;
    let scope = Scope::verified(workspace, Actor::User(user.id, Some(session)), role);
    Ok(SignedIn { access, refresh_token, user, scope })
}

/// The workspace a sign-in opens: `preferred` while the user is a member of it, else the oldest.
async fn workspace_to_open(tx: &Tx, user: &User, preferred: Option<WorkspaceId>) -> Result<(WorkspaceId, Role)> {
    let memberships = people::memberships_of(tx, user).await?;
    memberships
        .iter()
        .find(|membership| Some(membership.workspace.id) == preferred)
        .or_else(|| memberships.first())
        .map(|membership| (membership.workspace.id, membership.role))
        .ok_or(Error::Forbidden("you are a member of no workspace; ask to be invited to one"))
}

/// Signs in with address and password.
///
/// # Errors
/// A rejection that tells neither whether the address nor whether the password was wrong; [`Error::RateLimited`].
pub async fn login(op: &Op, credentials: &Credentials, caller: &Caller, input: Login) -> Result<SignedIn> {
    let now = op.now();
    credentials.attempt(Attempt::Login, caller, now).await?;
    let email = rules::email(&input.email, "email").map_err(|rejection| Error::Rejected(vec![rejection]))?;
    let password = input.password.expose_secret();
    if password.is_empty() {
        return Err(Error::rejected(RejectionCode::Required, "password", "A password is needed."));
    }
    credentials.attempt_on(&email, caller, now).await?;
    let wrong = || Error::rejected(RejectionCode::Invalid, "", "The e-mail address or the password is wrong.");
    if password.len() > LONGEST_ATTEMPT {
        return Err(wrong());
    }
    let found = people::user_by_email(op.db.read(), &email).await?;
    let check = credentials.hasher().check(password, found.as_ref().map(|(_, hash)| hash.as_str())).await?;
    let (Some((user, _)), PasswordCheck::Right | PasswordCheck::Outdated(_)) = (found, &check) else { return Err(wrong()) };

    let tx = op.db.write_tx().await?;
    if let PasswordCheck::Outdated(fresh) = &check {
        people::set_password(&tx, user.id, fresh).await?;
    }
    let (workspace, role) = workspace_to_open(&tx, &user, None).await?;
    let signed_in = open_session(op, &tx, credentials, caller, user, workspace, role).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Exchanges a refresh token for a new pair. A token that comes a second time was copied by somebody: the session is revoked then,
/// for thief and owner alike.
///
/// # Errors
/// [`Error::Unauthenticated`] for a token that is unknown, used or of a session that has ended.
pub async fn refresh_session(op: &Op, credentials: &Credentials, caller: &Caller, token: &SecretString) -> Result<SignedIn> {
    let now = op.now();
    credentials.attempt(Attempt::Refresh, caller, now).await?;
    let refused = Error::Unauthenticated("the refresh token is not valid; sign in again");
    let tx = op.db.write_tx().await?;
    let id = match sessions::use_token(&tx, &token_hash(token.expose_secret()), now).await? {
        sessions::TokenUse::Fresh(id) => id,
        sessions::TokenUse::Unknown => return Err(refused),
        sessions::TokenUse::Again(id) => {
            if let Some(session) = sessions::find(&tx, id).await?
                && sessions::revoke(&tx, session.user, id, now).await?
            {
                tx.commit().await?;
                tracing::warn!(session = %id, "a refresh token came a second time; its session is revoked");
                tell(op, session.user);
            }
            return Err(refused);
        }
    };
    let Some(session) = sessions::find(&tx, id).await?.filter(|session| session.is_open(now)) else { return Err(refused) };
    let Some((user, _)) = people::user_by_id(&tx, session.user).await? else { return Err(refused) };
    let (workspace, role) = workspace_to_open(&tx, &user, Some(session.workspace)).await?;
    sessions::extend(&tx, id, workspace, now, credentials.refresh_lasts()).await?;
    let signed_in = hand_out(op, &tx, credentials, user, id, workspace, role).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Ends the session that asks; says whether it was still open.
///
/// # Errors
/// [`Error::Forbidden`] for an API key, which has no session.
pub async fn logout(op: &Op, scope: &Scope) -> Result<bool> {
    let (user, session) = person(scope)?;
    match session {
        Some(session) => end(op, user, session).await,
        None => Ok(false),
    }
}

/// Ends the session of a refresh token, used or not; says whether it was still open.
///
/// # Errors
/// What the database says.
pub async fn logout_with(op: &Op, token: &SecretString) -> Result<bool> {
    match sessions::by_token(op.db.read(), &token_hash(token.expose_secret())).await? {
        Some(session) => end(op, session.user, session.id).await,
        None => Ok(false),
    }
}

async fn end(op: &Op, user: UserId, session: SessionId) -> Result<bool> {
    let ended = sessions::revoke(op.db.write(), user, session, op.now()).await?;
    tell(op, user);
    Ok(ended)
}

/// One's own open sessions, the last used first.
///
/// # Errors
/// [`Error::Forbidden`] for an API key.
pub async fn sessions(op: &Op, scope: &Scope) -> Result<Vec<Session>> {
    let (user, current) = person(scope)?;
    sessions::open_of(op.db.read(), user, current, op.now()).await
}

/// Ends one of one's own sessions.
///
/// # Errors
/// A NOT_FOUND rejection of `sessionId` when there is no such open session of this user.
pub async fn revoke_session(op: &Op, scope: &Scope, id: SessionId) -> Result<()> {
    let (user, _) = person(scope)?;
    if !sessions::revoke(op.db.write(), user, id, op.now()).await? {
        return Err(Error::rejected(RejectionCode::NotFound, "sessionId", "There is no such session."));
    }
    tell(op, user);
    Ok(())
}

/// Changes one's password and ends all other sessions.
///
/// # Errors
/// Rejections of `currentPassword` and `newPassword`; [`Error::RateLimited`] when the present one is guessed at.
pub async fn change_password(
    op: &Op,
    credentials: &Credentials,
    caller: &Caller,
    scope: &Scope,
    input: ChangePassword,
) -> Result<User> {
    let (id, session) = person(scope)?;
    let now = op.now();
    let (user, hash) =
        people::user_by_id(op.db.read(), id).await?.ok_or(Error::Unauthenticated("this account no longer exists"))?;
    rules::password(input.new.expose_secret(), &user.email, "newPassword").map_err(|r| Error::Rejected(vec![r]))?;
    credentials.attempt_on(&user.email, caller, now).await?;
    let current = input.current.expose_secret();
    if current.len() > LONGEST_ATTEMPT || credentials.hasher().check(current, Some(&hash)).await? == PasswordCheck::Wrong {
        let wrong = Rejection::new(RejectionCode::Invalid, "currentPassword", "This is not the present password.");
        return Err(Error::Rejected(vec![wrong]));
    }
    let fresh = credentials.hasher().hash(input.new.expose_secret()).await?;
    let tx = op.db.write_tx().await?;
    people::set_password(&tx, id, &fresh).await?;
    sessions::revoke_others(&tx, id, session, now).await?;
    tx.commit().await?;
    tell(op, id);
    Ok(user)
}

/// The person who acts, with the session.
pub(super) fn person(scope: &Scope) -> Result<(UserId, Option<SessionId>)> {
    match scope.actor() {
        Actor::User(user, session) => Ok((user, session)),
        Actor::Key(_) | Actor::System => Err(Error::Forbidden("only a signed-in person can do this")),
    }
}

/// Tells the streams of a user to look whether they may go on.
pub(super) fn tell(op: &Op, user: UserId) {
    if let Some(topic) = access_topic(Actor::User(user, None)) {
        op.bus.publish(topic, user.0);
    }
}
