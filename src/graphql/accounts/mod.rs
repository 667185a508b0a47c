//! People, workspaces, keys and sessions, as the schema shows them.

mod mutations;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};

use super::{
    context::Ask,
    guard::{Open, SignedIn},
    scalars::DateTime,
};
use crate::{
    accounts::{self, Permission, ops},
    platform::error::{Error, Result},
};

pub use mutations::AccountsMutation;

/// What a member may do; each role may do all that a lesser one may.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "accounts::Role")]
pub enum Role {
    /// Looks.
    Viewer,
    /// Works: hunts, leads, reveals.
    Member,
    /// Sets up: members, keys, scoring.
    Admin,
    /// Owns.
    Owner,
}

/// What an API key may be limited to, on top of its role.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "Scope", remote = "Permission")]
pub enum KeyScope {
    /// See hunts, their sites and events.
    HuntsRead,
    /// Start, steer and delete hunts.
    HuntsWrite,
    /// See leads, audits and scores.
    LeadsRead,
    /// Change leads, audit them.
    LeadsWrite,
    /// Spend credits on contacts.
    ContactsReveal,
    /// See the credit account.
    CreditsRead,
    /// See members, invitations and keys.
    WorkspaceRead,
    /// Change members, invitations, keys and scoring.
    WorkspaceWrite,
}

/// A person with an account.
#[derive(SimpleObject, Debug, Clone)]
pub struct User {
    /// Opaque id.
    #[graphql(owned)]
    pub id: ID,
    /// The address this person signs in with, lower case.
    email: String,
    /// As the person writes it.
    name: String,
    /// The address has answered.
    email_verified: bool,
    /// Language tag of texts and mails.
    locale: String,
    /// IANA name of the time zone.
    timezone: String,
    /// Signing in takes a second factor.
    two_factor_enabled: bool,
    /// Since when.
    created_at: DateTime,
}

impl From<accounts::User> for User {
    fn from(user: accounts::User) -> Self {
        Self {
            id: ID(user.id.to_string()),
            email: user.email,
            name: user.name,
            email_verified: user.email_verified,
            locale: user.locale,
            timezone: user.timezone,
            two_factor_enabled: false,
            created_at: user.created_at.into(),
        }
    }
}

/// A tenant: owns leads, hunts, credits, members.
#[derive(Debug, Clone)]
pub struct Workspace(pub accounts::Workspace);

impl Workspace {
    /// The caller's own scope in this workspace, which need not be the one that the request opened.
    async fn scope(&self, ctx: &Context<'_>) -> Result<accounts::Scope> {
        ops::scope_in(ctx.op()?, &ctx.scope()?, self.0.id).await
    }
}

/// A tenant: owns leads, hunts, credits, members.
#[Object]
impl Workspace {
    /// Opaque id; what the header X-Glouton-Workspace takes.
    pub async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// As its owner calls it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Since when.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// Who is in it, oldest member first.
    #[graphql(complexity = "2 + 10 * child_complexity")]
    async fn members(&self, ctx: &Context<'_>) -> Result<Vec<Membership>> {
        let members = ops::members(ctx.op()?, &self.scope(ctx).await?).await?;
        Ok(members.into_iter().map(Membership::from).collect())
    }

    /// Who is invited and has not accepted, newest first. For an ADMIN.
    #[graphql(complexity = "2 + 10 * child_complexity")]
    async fn invitations(&self, ctx: &Context<'_>) -> Result<Vec<Invitation>> {
        let invitations = ops::invitations(ctx.op()?, &self.scope(ctx).await?).await?;
        Ok(invitations.into_iter().map(Invitation::from).collect())
    }

    /// The keys for programs that are not revoked, newest first. For an ADMIN.
    #[graphql(complexity = "2 + 10 * child_complexity")]
    async fn api_keys(&self, ctx: &Context<'_>) -> Result<Vec<ApiKey>> {
        let keys = ops::api_keys(ctx.op()?, &self.scope(ctx).await?).await?;
        Ok(keys.into_iter().map(ApiKey::from).collect())
    }
}

/// A person's place in a workspace.
#[derive(SimpleObject, Debug, Clone)]
pub struct Membership {
    /// Where.
    workspace: Workspace,
    /// Who.
    user: User,
    /// As what.
    role: Role,
    /// Since when.
    since: DateTime,
}

impl From<accounts::Membership> for Membership {
    fn from(membership: accounts::Membership) -> Self {
        Self {
            workspace: Workspace(membership.workspace),
            user: membership.user.into(),
            role: membership.role.into(),
            since: membership.since.into(),
        }
    }
}

/// A place in a workspace that waits for the person with an address.
#[derive(SimpleObject, Debug, Clone)]
pub struct Invitation {
    /// Opaque id.
    id: ID,
    /// For whom.
    email: String,
    /// As what.
    role: Role,
    /// When it was made.
    created_at: DateTime,
    /// Good until.
    expires_at: DateTime,
}

impl From<accounts::Invitation> for Invitation {
    fn from(invitation: accounts::Invitation) -> Self {
        Self {
            id: ID(invitation.id.to_string()),
            email: invitation.email,
            role: invitation.role.into(),
            created_at: invitation.created_at.into(),
            expires_at: invitation.expires_at.into(),
        }
    }
}

/// A key for programs; sent as a bearer token like an access token.
#[derive(SimpleObject, Debug, Clone)]
pub struct ApiKey {
    /// Opaque id.
    #[graphql(owned)]
    pub id: ID,
    /// As its maker calls it.
    name: String,
    /// How the key begins, to recognise it by.
    prefix: String,
    /// What it may do: never more than its maker may do now.
    role: Role,
    /// What it is limited to.
    scopes: Vec<KeyScope>,
    /// Last used, to within five minutes.
    last_used_at: Option<DateTime>,
    /// Good until; for ever when null.
    expires_at: Option<DateTime>,
    /// When it was made.
    created_at: DateTime,
}

impl From<accounts::ApiKey> for ApiKey {
    fn from(key: accounts::ApiKey) -> Self {
        Self {
            id: ID(key.id.to_string()),
            name: key.name,
            prefix: key.prefix,
            role: key.role.into(),
            scopes: key.permissions.into_iter().map(KeyScope::from).collect(),
            last_used_at: key.last_used_at.map(DateTime::from),
            expires_at: key.expires_at.map(DateTime::from),
            created_at: key.created_at.into(),
        }
    }
}

/// One sign-in of the viewer on one device.
#[derive(SimpleObject, Debug, Clone)]
pub struct Session {
    /// Opaque id.
    #[graphql(owned)]
    pub id: ID,
    /// Signed in at.
    created_at: DateTime,
    /// Last used, to within five minutes.
    last_seen_at: DateTime,
    /// What the device said it is.
    user_agent: Option<String>,
    /// It is the one that asks.
    current: bool,
}

impl From<accounts::Session> for Session {
    fn from(session: accounts::Session) -> Self {
        Self {
            id: ID(session.id.to_string()),
            created_at: session.created_at.into(),
            last_seen_at: session.last_seen_at.into(),
            user_agent: session.user_agent,
            current: session.current,
        }
    }
}

/// Who asks.
#[derive(Debug, Clone)]
pub struct Viewer(ops::Viewer);

/// Who asks.
#[Object]
impl Viewer {
    /// The person; for an API key the one who made it.
    async fn user(&self) -> User {
        self.0.user.clone().into()
    }

    /// The workspaces of this person, oldest membership first; for an API key its own alone.
    #[graphql(complexity = "2 + 5 * child_complexity")]
    async fn memberships(&self) -> Vec<Membership> {
        self.0.memberships.iter().cloned().map(Membership::from).collect()
    }

    /// The key that asks; null when a person does.
    async fn api_key(&self) -> Option<ApiKey> {
        self.0.key.clone().map(ApiKey::from)
    }

    /// The person's open sessions, the last used first; for an API key FORBIDDEN.
    #[graphql(complexity = "2 + 5 * child_complexity")]
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<Session>> {
        let sessions = ops::sessions(ctx.op()?, &ctx.scope()?).await?;
        Ok(sessions.into_iter().map(Session::from).collect())
    }
}

/// Queries of accounts.
#[derive(Debug, Default)]
pub struct AccountsQuery;

#[Object(guard = "SignedIn")]
impl AccountsQuery {
    /// Who asks; null when nobody is signed in.
    #[graphql(guard = "Open")]
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Option<Viewer>> {
        match ctx.signed_in()? {
            Some(known) => Ok(ops::viewer(ctx.op()?, &known.scope).await?.map(Viewer)),
            None => Ok(None),
        }
    }

    /// The workspace that the token or the header X-Glouton-Workspace names.
    async fn workspace(&self, ctx: &Context<'_>) -> Result<Workspace> {
        Ok(Workspace(ops::workspace(ctx.op()?, &ctx.scope()?).await?))
    }
}

/// The user with this id, when the viewer may know of them: itself or a member of the same workspace.
///
/// # Errors
/// What the database says.
pub async fn user_node(ctx: &Context<'_>, id: accounts::UserId) -> Result<Option<User>> {
    Ok(ops::fellow(ctx.op()?, &ctx.scope()?, id).await?.map(User::from))
}

/// The workspace with this id, when the viewer is a member of it.
///
/// # Errors
/// What the database says.
pub async fn workspace_node(ctx: &Context<'_>, id: accounts::WorkspaceId) -> Result<Option<Workspace>> {
    let op = ctx.op()?;
    match ops::scope_in(op, &ctx.scope()?, id).await {
        Ok(scope) => Ok(Some(Workspace(ops::workspace(op, &scope).await?))),
        Err(Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The API key with this id, when the viewer may see it.
///
/// # Errors
/// What the database says.
pub async fn api_key_node(ctx: &Context<'_>, id: accounts::ApiKeyId) -> Result<Option<ApiKey>> {
    Ok(ops::api_key(ctx.op()?, &ctx.scope()?, id).await?.map(ApiKey::from))
}

/// The session with this id, when it is an open one of the viewer.
///
/// # Errors
/// What the database says.
pub async fn session_node(ctx: &Context<'_>, id: accounts::SessionId) -> Result<Option<Session>> {
    let scope = ctx.scope()?;
    if scope.actor().user().is_none() {
        return Ok(None);
    }
    let sessions = ops::sessions(ctx.op()?, &scope).await?;
    Ok(sessions.into_iter().find(|session| session.id == id).map(Session::from))
}
