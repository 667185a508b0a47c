//! Signing in and out, and the changes to people, workspaces, keys and sessions, as the schema offers them.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use secrecy::{ExposeSecret as _, SecretString};

use super::{ApiKey, Invitation, KeyScope, Membership, Role, Session, User, Workspace};
use crate::{
    accounts::{self, Permission, ops},
    credits,
    graphql::{
        context::{Ask, Viewer as Asking},
        error::{UserError, settle},
        guard::{Open, SignedIn},
        scalars::{DateTime, input_id},
    },
    platform::error::Result,
};

/// Somebody wants an account.
#[derive(InputObject)]
pub struct RegisterInput {
    /// The address to sign in with.
    email: String,
    /// 10 to 200 characters, not the address.
    #[graphql(secret)]
    password: String,
    /// What to call the person.
    name: String,
    /// What to call the workspace; like the person when absent.
    workspace_name: Option<String>,
}

/// Somebody wants in.
#[derive(InputObject)]
pub struct LoginInput {
    /// The address.
    email: String,
    /// The password.
    #[graphql(secret)]
    password: String,
}

/// A refresh token to exchange.
#[derive(InputObject)]
pub struct RefreshSessionInput {
    /// The last one received.
    #[graphql(secret)]
    refresh_token: String,
}

/// A session to end, when no access token is shown.
#[derive(InputObject)]
pub struct LogoutInput {
    /// The last one received; ends its session without an access token.
    #[graphql(secret)]
    refresh_token: Option<String>,
}

/// A new password.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The present one.
    #[graphql(secret)]
    current_password: String,
    /// The next: 10 to 200 characters, not the address.
    #[graphql(secret)]
    new_password: String,
}

/// An address whose owner forgot the password.
#[derive(InputObject, Debug)]
pub struct RequestPasswordResetInput {
    /// The address.
    email: String,
}

/// A new password by a mailed code.
#[derive(InputObject)]
pub struct ResetPasswordInput {
    /// The code, good for an hour and once.
    #[graphql(secret)]
    code: String,
    /// 10 to 200 characters, not the address.
    #[graphql(secret)]
    new_password: String,
}

/// An address to prove by a mailed code.
#[derive(InputObject)]
pub struct VerifyEmailInput {
    /// The code, good for three days and once.
    #[graphql(secret)]
    code: String,
}

/// A session to end.
#[derive(InputObject, Debug)]
pub struct RevokeSessionInput {
    /// Which.
    session_id: ID,
}

/// A key for a program.
#[derive(InputObject, Debug)]
pub struct CreateApiKeyInput {
    /// What to call it.
    name: String,
    /// What it may do; at most what its maker may, and never OWNER.
    role: Role,
    /// What it is limited to; everything its role allows when absent or empty.
    scopes: Option<Vec<KeyScope>>,
    /// Good until; for ever when absent.
    expires_at: Option<DateTime>,
}

/// A key to revoke.
#[derive(InputObject, Debug)]
pub struct RevokeApiKeyInput {
    /// Which.
    api_key_id: ID,
}

/// Somebody to invite.
#[derive(InputObject, Debug)]
pub struct InviteMemberInput {
    /// The address.
    email: String,
    /// As what.
    role: Role,
}

/// An invitation to take back.
#[derive(InputObject, Debug)]
pub struct RevokeInvitationInput {
    /// Which.
    invitation_id: ID,
}

/// An invitation to accept.
#[derive(InputObject)]
pub struct AcceptInvitationInput {
    /// The text that came with it.
    #[graphql(secret)]
    token: String,
}

/// Another role for a member.
#[derive(InputObject, Debug)]
pub struct ChangeRoleInput {
    /// Who.
    user_id: ID,
    /// As what.
    role: Role,
}

/// A member to take out.
#[derive(InputObject, Debug)]
pub struct RemoveMemberInput {
    /// Who; oneself to leave.
    user_id: ID,
}

/// A workspace to make.
#[derive(InputObject, Debug)]
pub struct CreateWorkspaceInput {
    /// What to call it.
    name: String,
}

/// A workspace to work in from now on.
#[derive(InputObject, Debug)]
pub struct SwitchWorkspaceInput {
    /// Which.
    workspace_id: ID,
}

/// Tokens, or what the caller can mend.
#[derive(SimpleObject)]
pub struct AuthPayload {
    /// Sent with every request as `Authorization: Bearer …`.
    access_token: Option<String>,
    /// Exchanged once for the next pair; one that comes a second time ends the session.
    refresh_token: Option<String>,
    /// When the access token ends.
    expires_at: Option<DateTime>,
    /// Who signed in.
    user: Option<User>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

impl AuthPayload {
    fn of(outcome: Result<ops::SignedIn>) -> Result<Self> {
        let (done, user_errors) = settle(outcome)?;
        Ok(match done {
            Some(signed_in) => Self {
                access_token: Some(signed_in.access.token.expose_secret().to_owned()),
                refresh_token: Some(signed_in.refresh_token.expose_secret().to_owned()),
                expires_at: Some(signed_in.access.expires_at.into()),
                user: Some(signed_in.user.into()),
                user_errors,
            },
            None => Self { access_token: None, refresh_token: None, expires_at: None, user: None, user_errors },
        })
    }
}

/// An access token for another workspace, or what the caller can mend.
#[derive(SimpleObject)]
pub struct SwitchWorkspacePayload {
    /// Opens the workspace from now on; the refresh token stays as it is.
    access_token: Option<String>,
    /// When it ends.
    expires_at: Option<DateTime>,
    /// The workspace.
    workspace: Option<Workspace>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// What signing out did.
#[derive(SimpleObject, Debug)]
pub struct LogoutPayload {
    /// A session was ended by this.
    ended: bool,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// A mail that was asked for, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct MailPayload {
    /// A mail goes to the address if it is one of an account; the answer is the same if it is not.
    accepted: bool,
    /// Mistakes in the input; nothing was done when there are any.
    user_errors: Vec<UserError>,
}

impl MailPayload {
    fn of(outcome: Result<()>) -> Result<Self> {
        let (done, user_errors) = settle(outcome)?;
        Ok(Self { accepted: done.is_some(), user_errors })
    }
}

/// The person, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct UserPayload {
    /// The person as they are now.
    user: Option<User>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

impl UserPayload {
    fn of(outcome: Result<accounts::User>) -> Result<Self> {
        let (user, user_errors) = settle(outcome)?;
        Ok(Self { user: user.map(User::from), user_errors })
    }
}

/// The sessions that are left, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct RevokeSessionPayload {
    /// The open sessions as they are now, the last used first.
    sessions: Vec<Session>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// A new key, or what the caller can mend.
#[derive(SimpleObject)]
pub struct CreateApiKeyPayload {
    /// The key.
    api_key: Option<ApiKey>,
    /// What the program sends as `Authorization: Bearer …`. Shown this once: only its hash is kept.
    secret: Option<String>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// A key, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct ApiKeyPayload {
    /// The key, which opens nothing from now on.
    api_key: Option<ApiKey>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// An invitation, or what the caller can mend.
#[derive(SimpleObject)]
pub struct InvitationPayload {
    /// The invitation; none after it was taken back.
    invitation: Option<Invitation>,
    /// What the invited person gives to acceptInvitation, for passing it on by hand. Shown this once: only its hash is kept.
    token: Option<String>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// A membership, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct MembershipPayload {
    /// The membership as it is now; none after the member was taken out.
    membership: Option<Membership>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// A workspace, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct WorkspacePayload {
    /// The workspace.
    workspace: Option<Workspace>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// Mutations of accounts.
#[derive(Debug, Default)]
pub struct AccountsMutation;

#[Object(guard = "SignedIn")]
impl AccountsMutation {
    /// Makes an account with a workspace that it owns and its first credits, and signs in.
    #[graphql(guard = "Open")]
    async fn register(&self, ctx: &Context<'_>, input: RegisterInput) -> Result<AuthPayload> {
        let (services, request) = (ctx.services()?, ctx.request()?);
        let form = ops::Register {
            email: input.email,
            password: SecretString::from(input.password),
            name: input.name,
            workspace_name: input.workspace_name,
        };
        AuthPayload::of(
            credits::ops::register(&services.op, &services.credentials, &services.credits, &request.caller, form).await,
        )
    }

    /// Signs in. A wrong address and a wrong password are told apart by nothing.
    #[graphql(guard = "Open")]
    async fn login(&self, ctx: &Context<'_>, input: LoginInput) -> Result<AuthPayload> {
        let (services, request) = (ctx.services()?, ctx.request()?);
        let form = ops::Login { email: input.email, password: SecretString::from(input.password) };
        AuthPayload::of(ops::login(&services.op, &services.credentials, &request.caller, form).await)
    }

    /// Exchanges a refresh token for a new pair of tokens. UNAUTHENTICATED when it is unknown, used, or its session has ended.
    #[graphql(guard = "Open")]
    async fn refresh_session(&self, ctx: &Context<'_>, input: RefreshSessionInput) -> Result<AuthPayload> {
        let (services, request) = (ctx.services()?, ctx.request()?);
        let token = SecretString::from(input.refresh_token);
        AuthPayload::of(ops::refresh_session(&services.op, &services.credentials, &request.caller, &token).await)
    }

    /// Ends the session of the access token, or of the refresh token given.
    #[graphql(guard = "Open")]
    async fn logout(&self, ctx: &Context<'_>, input: Option<LogoutInput>) -> Result<LogoutPayload> {
        let op = ctx.op()?;
        let ended = match (input.and_then(|input| input.refresh_token), &ctx.request()?.viewer) {
            (Some(token), Asking::Anonymous | Asking::Refused(_)) => ops::logout_with(op, &SecretString::from(token)).await?,
            _ => ops::logout(op, &ctx.scope()?).await?,
        };
        Ok(LogoutPayload { ended, user_errors: Vec::new() })
    }

    /// Changes the viewer's password and ends the viewer's other sessions.
    async fn change_password(&self, ctx: &Context<'_>, input: ChangePasswordInput) -> Result<UserPayload> {
        let (services, request) = (ctx.services()?, ctx.request()?);
        let change = ops::ChangePassword {
            current: SecretString::from(input.current_password),
            new: SecretString::from(input.new_password),
        };
        let scope = ctx.scope()?;
        let done = ops::change_password(&services.op, &services.credentials, &request.caller, &scope, change).await;
        UserPayload::of(done)
    }

    /// Mails a code to choose a new password with. The answer does not tell whether the address has an account.
    #[graphql(guard = "Open")]
    async fn request_password_reset(&self, ctx: &Context<'_>, input: RequestPasswordResetInput) -> Result<MailPayload> {
        let (services, request) = (ctx.services()?, ctx.request()?);
        MailPayload::of(ops::request_password_reset(&services.op, &services.credentials, &request.caller, &input.email).await)
    }

    /// Sets a new password by the code that was mailed, and ends every session of the account.
    #[graphql(guard = "Open")]
    async fn reset_password(&self, ctx: &Context<'_>, input: ResetPasswordInput) -> Result<UserPayload> {
        let (services, request) = (ctx.services()?, ctx.request()?);
        let (code, new) = (SecretString::from(input.code), SecretString::from(input.new_password));
        UserPayload::of(ops::reset_password(&services.op, &services.credentials, &request.caller, &code, &new).await)
    }

    /// Mails the viewer a code to prove the address with.
    async fn request_email_verification(&self, ctx: &Context<'_>) -> Result<MailPayload> {
        let (services, request, scope) = (ctx.services()?, ctx.request()?, ctx.scope()?);
        MailPayload::of(ops::request_email_verification(&services.op, &services.credentials, &request.caller, &scope).await)
    }

    /// Proves an address by the code that was mailed to it.
    #[graphql(guard = "Open")]
    async fn verify_email(&self, ctx: &Context<'_>, input: VerifyEmailInput) -> Result<UserPayload> {
        let (services, request) = (ctx.services()?, ctx.request()?);
        let code = SecretString::from(input.code);
        UserPayload::of(ops::verify_email(&services.op, &services.credentials, &request.caller, &code).await)
    }

    /// Ends one of the viewer's sessions at once.
    async fn revoke_session(&self, ctx: &Context<'_>, input: RevokeSessionInput) -> Result<RevokeSessionPayload> {
        let (op, scope) = (ctx.op()?, ctx.scope()?);
        let outcome = match input_id(&input.session_id, "sessionId") {
            Ok(id) => ops::revoke_session(op, &scope, id).await,
            Err(error) => Err(error),
        };
        let (_, user_errors) = settle(outcome)?;
        let sessions = ops::sessions(op, &scope).await?;
        Ok(RevokeSessionPayload { sessions: sessions.into_iter().map(Session::from).collect(), user_errors })
    }

    /// Makes a key for a program. For an ADMIN.
    async fn create_api_key(&self, ctx: &Context<'_>, input: CreateApiKeyInput) -> Result<CreateApiKeyPayload> {
        let wanted = ops::CreateApiKey {
            name: input.name,
            role: input.role.into(),
            permissions: input.scopes.unwrap_or_default().into_iter().map(Permission::from).collect(),
            expires_at: input.expires_at.map(|at| at.0),
        };
        let (made, user_errors) = settle(ops::create_api_key(ctx.op()?, &ctx.scope()?, wanted).await)?;
        let (api_key, secret) = made.map(|made| (ApiKey::from(made.key), made.secret.expose_secret().to_owned())).unzip();
        Ok(CreateApiKeyPayload { api_key, secret, user_errors })
    }

    /// Revokes a key at once. For an ADMIN.
    async fn revoke_api_key(&self, ctx: &Context<'_>, input: RevokeApiKeyInput) -> Result<ApiKeyPayload> {
        let outcome = match input_id(&input.api_key_id, "apiKeyId") {
            Ok(id) => ops::revoke_api_key(ctx.op()?, &ctx.scope()?, id).await,
            Err(error) => Err(error),
        };
        let (key, user_errors) = settle(outcome)?;
        Ok(ApiKeyPayload { api_key: key.map(ApiKey::from), user_errors })
    }

    /// Invites the person with an address into the workspace; good for seven days. For an ADMIN; only an OWNER invites an OWNER.
    async fn invite_member(&self, ctx: &Context<'_>, input: InviteMemberInput) -> Result<InvitationPayload> {
        let wanted = ops::InviteMember { email: input.email, role: input.role.into() };
        let (made, user_errors) = settle(ops::invite_member(ctx.op()?, &ctx.scope()?, wanted).await)?;
        let (invitation, token) =
            made.map(|made| (Invitation::from(made.invitation), made.token.expose_secret().to_owned())).unzip();
        Ok(InvitationPayload { invitation, token, user_errors })
    }

    /// Takes an invitation back. For an ADMIN.
    async fn revoke_invitation(&self, ctx: &Context<'_>, input: RevokeInvitationInput) -> Result<InvitationPayload> {
        let outcome = match input_id(&input.invitation_id, "invitationId") {
            Ok(id) => ops::revoke_invitation(ctx.op()?, &ctx.scope()?, id).await,
            Err(error) => Err(error),
        };
        let (_, user_errors) = settle(outcome)?;
        Ok(InvitationPayload { invitation: None, token: None, user_errors })
    }

    /// Accepts an invitation to the viewer's address.
    async fn accept_invitation(&self, ctx: &Context<'_>, input: AcceptInvitationInput) -> Result<MembershipPayload> {
        let token = SecretString::from(input.token);
        let (made, user_errors) = settle(ops::accept_invitation(ctx.op()?, &ctx.scope()?, &token).await)?;
        Ok(MembershipPayload { membership: made.map(Membership::from), user_errors })
    }

    /// Gives a member another role. For an ADMIN; only an OWNER makes or unmakes an OWNER, and one always remains.
    async fn change_role(&self, ctx: &Context<'_>, input: ChangeRoleInput) -> Result<MembershipPayload> {
        let outcome = match input_id(&input.user_id, "userId") {
            Ok(id) => ops::change_role(ctx.op()?, &ctx.scope()?, id, input.role.into()).await,
            Err(error) => Err(error),
        };
        let (changed, user_errors) = settle(outcome)?;
        Ok(MembershipPayload { membership: changed.map(Membership::from), user_errors })
    }

    /// Takes a member out of the workspace, with the keys this member made. For an ADMIN; anyone may leave.
    async fn remove_member(&self, ctx: &Context<'_>, input: RemoveMemberInput) -> Result<MembershipPayload> {
        let outcome = match input_id(&input.user_id, "userId") {
            Ok(id) => ops::remove_member(ctx.op()?, &ctx.scope()?, id).await,
            Err(error) => Err(error),
        };
        let (_, user_errors) = settle(outcome)?;
        Ok(MembershipPayload { membership: None, user_errors })
    }

    /// Makes a workspace that the viewer owns. It starts without credits.
    async fn create_workspace(&self, ctx: &Context<'_>, input: CreateWorkspaceInput) -> Result<WorkspacePayload> {
        let (made, user_errors) = settle(ops::create_workspace(ctx.op()?, &ctx.scope()?, &input.name).await)?;
        Ok(WorkspacePayload { workspace: made.map(Workspace), user_errors })
    }

    /// Makes the session open another workspace of the viewer from now on.
    async fn switch_workspace(&self, ctx: &Context<'_>, input: SwitchWorkspaceInput) -> Result<SwitchWorkspacePayload> {
        let services = ctx.services()?;
        let outcome = match input_id(&input.workspace_id, "workspaceId") {
            Ok(id) => ops::switch_workspace(&services.op, &services.credentials, &ctx.scope()?, id).await,
            Err(error) => Err(error),
        };
        let (switched, user_errors) = settle(outcome)?;
        let Some((access, scope)) = switched else {
            return Ok(SwitchWorkspacePayload { access_token: None, expires_at: None, workspace: None, user_errors });
        };
        Ok(SwitchWorkspacePayload {
            access_token: Some(access.token.expose_secret().to_owned()),
            expires_at: Some(access.expires_at.into()),
            workspace: Some(Workspace(ops::workspace(&services.op, &scope).await?)),
            user_errors,
        })
    }
}
