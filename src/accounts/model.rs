//! The words of accounts: ids, roles, and the scope an operation runs in.
//! Invariant: a [`Scope`] is only made from verified credentials or, named as such, by the system itself.

use serde::{Deserialize, Serialize};

use crate::platform::error::{Error, Result};

crate::typed_id!(
    /// A person with an account.
    UserId,
    "user"
);
crate::typed_id!(
    /// A tenant.
    WorkspaceId,
    "ws"
);
crate::typed_id!(
    /// One sign-in of a user on one device.
    SessionId,
    "session"
);
crate::typed_id!(
    /// A key for programs.
    ApiKeyId,
    "key"
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
}

impl Scope {
    /// The scope of verified credentials; called by authentication only.
    #[must_use]
    pub(crate) fn verified(workspace: WorkspaceId, actor: Actor, role: Role) -> Self {
        Self { workspace, actor, role }
    }

    /// Glouton's own work on behalf of a workspace.
    #[must_use]
    pub fn system(workspace: WorkspaceId) -> Self {
        Self { workspace, actor: Actor::System, role: Role::Owner }
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
}
