//! Who may do what: users, workspaces, memberships, sessions, API keys, and the [`Scope`] that binds every query to a workspace.
//! Does not belong here: what a workspace owns (leads, hunts, credits), and how a token travels (http).

pub mod model;

pub use model::{Actor, ApiKeyId, Role, Scope, SessionId, UserId, WorkspaceId};
