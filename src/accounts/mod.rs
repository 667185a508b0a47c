//! Who may do what: users, workspaces, memberships, sessions, API keys, and the [`Scope`] that binds every query to a workspace.
//! Does not belong here: what a workspace owns (leads, hunts, credits), and how a token travels (http).

pub mod credentials;
mod entity;
pub mod idempotency;
pub mod model;
pub mod ops;
pub mod rules;
pub mod settings;
mod store;
pub mod tasks;

pub use credentials::Credentials;
pub use model::{
    Actor, ApiKey, ApiKeyId, Caller, Invitation, InvitationId, Membership, Permission, Permissions, Role, Scope, Session,
    SessionId, User, UserId, Workspace, WorkspaceId,
};
pub use ops::Authenticated;
pub use settings::{Limits, Settings};
