//! The words of accounts: ids, roles, and the scope an operation runs in.
//! Invariant: a [`Scope`] is only made from verified credentials or, named as such, by the system itself.

use std::{net::IpAddr, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::platform::{
    clock::Timestamp,
    error::{Error, Result},
};

crate::platform::typed_id!(
    /// A person with an account.
    UserId,
    "user"
);
crate::platform::typed_id!(
    /// A tenant.
    WorkspaceId,
    "ws"
);
crate::platform::typed_id!(
    /// One sign-in of a user on one device.
    SessionId,
    "session"
);
crate::platform::typed_id!(
    /// A key for programs.
    ApiKeyId,
    "key"
);
crate::platform::typed_id!(
    /// A place in a workspace that waits for somebody.
    InvitationId,
    "invite"
);

/// What a member may do; each role may do all that a lesser one may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
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

impl Role {
    /// All, least first.
    pub const ALL: [Self; 4] = [Self::Viewer, Self::Member, Self::Admin, Self::Owner];

    /// The contract's word, which is also the stored one.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "VIEWER",
            Self::Member => "MEMBER",
            Self::Admin => "ADMIN",
            Self::Owner => "OWNER",
        }
    }
}

impl FromStr for Role {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or_else(|| Error::BadInput(format!("no such role: {text}")))
    }
}

/// What an API key may be limited to, on top of its role. People are never limited this way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Permission {
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

impl Permission {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::HuntsRead,
        Self::HuntsWrite,
        Self::LeadsRead,
        Self::LeadsWrite,
        Self::ContactsReveal,
        Self::CreditsRead,
        Self::WorkspaceRead,
        Self::WorkspaceWrite,
    ];

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A set of permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permissions(u16);

impl Permissions {
    /// Every permission.
    pub const ALL: Self = Self(u16::MAX);

    /// True when `permission` is in the set.
    #[must_use]
    pub const fn contains(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<T: IntoIterator<Item = Permission>>(permissions: T) -> Self {
        Self(permissions.into_iter().fold(0, |bits, permission| bits | permission.bit()))
    }
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person, with the session the token belongs to.
    User(UserId, Option<SessionId>),
    /// A program with an API key.
    Key(ApiKeyId),
    /// Glouton itself: a task, a schedule, the one-shot command.
    System,
}

impl Actor {
    /// The user, when a person acts.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        match self {
            Self::User(id, _) => Some(*id),
            Self::Key(_) | Self::System => None,
        }
    }
}

/// The workspace an operation is bound to, who acts in it and with which role. Every query of a workspace's rows takes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    workspace: WorkspaceId,
    actor: Actor,
    role: Role,
    permissions: Permissions,
}

impl Scope {
    /// The scope of verified credentials; called by authentication only.
    #[must_use]
    pub(crate) fn verified(workspace: WorkspaceId, actor: Actor, role: Role) -> Self {
        Self { workspace, actor, role, permissions: Permissions::ALL }
    }

    /// The same scope, limited to what an API key may do.
    #[must_use]
    pub(crate) fn limited_to(self, permissions: Permissions) -> Self {
        Self { permissions, ..self }
    }

    /// Glouton's own work on behalf of a workspace.
    #[must_use]
    pub fn system(workspace: WorkspaceId) -> Self {
        Self { workspace, actor: Actor::System, role: Role::Owner, permissions: Permissions::ALL }
    }

    /// The tenant.
    #[must_use]
    pub fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// With which role.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// Refuses an actor below `least`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn require(&self, least: Role) -> Result<()> {
        if self.role >= least { Ok(()) } else { Err(Error::Forbidden("your role in this workspace does not allow this")) }
    }

    /// Refuses an API key that was not given `permission`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn permit(&self, permission: Permission) -> Result<()> {
        if self.permissions.contains(permission) { Ok(()) } else { Err(Error::Forbidden("this API key is not made for that")) }
    }
}

/// A person with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Who.
    pub id: UserId,
    /// Lower case.
    pub email: String,
    /// As the person writes it.
    pub name: String,
    /// The address answered.
    pub email_verified: bool,
    /// Language tag of texts and mails.
    pub locale: String,
    /// IANA name.
    pub timezone: String,
    /// May do what concerns the whole installation.
    pub installation_admin: bool,
    /// Since when.
    pub created_at: Timestamp,
}

/// A tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// Which.
    pub id: WorkspaceId,
    /// As its owner calls it.
    pub name: String,
    /// Since when.
    pub created_at: Timestamp,
}

/// A person's place in a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Where.
    pub workspace: Workspace,
    /// Who.
    pub user: User,
    /// As what.
    pub role: Role,
    /// Since when.
    pub since: Timestamp,
}

/// A place in a workspace that waits for the person with an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Which.
    pub id: InvitationId,
    /// Where.
    pub workspace: WorkspaceId,
    /// For whom; lower case.
    pub email: String,
    /// As what.
    pub role: Role,
    /// By whom.
    pub invited_by: Option<UserId>,
    /// When.
    pub created_at: Timestamp,
    /// Good until.
    pub expires_at: Timestamp,
}

/// One sign-in of a user on one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// What the device said it is.
    pub user_agent: Option<String>,
    /// Signed in at.
    pub created_at: Timestamp,
    /// Last used, to within a few minutes.
    pub last_seen_at: Timestamp,
    /// It is the one that asks.
    pub current: bool,
}

/// A key for programs, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Which.
    pub id: ApiKeyId,
    /// As its maker calls it.
    pub name: String,
    /// The public part, by which a person recognises the key.
    pub prefix: String,
    /// What it may do.
    pub role: Role,
    /// What it is limited to; all of them when it is not limited.
    pub permissions: Vec<Permission>,
    /// Last used, to within a few minutes.
    pub last_used_at: Option<Timestamp>,
    /// Good until.
    pub expires_at: Option<Timestamp>,
    /// Made at.
    pub created_at: Timestamp,
}

/// From where a request comes, for limits and for the list of sessions.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// The client's address; `None` for the operator's own commands, which are not limited.
    pub address: Option<IpAddr>,
    /// What the client says it is.
    pub user_agent: Option<String>,
}
