//! The public verbs of accounts. Each authorises, validates, decides and writes in one transaction, and signals after the commit.

mod access;
mod installation;
mod invitations;
mod keys;
mod members;
mod recovery;
mod sign_in;
mod workspaces;

pub use access::{Authenticated, access_topic, authenticate, recheck};
pub use installation::{MOST_DEAD, dead_tasks, only_installation_admins, queues, retry_dead_tasks, workers};
pub use invitations::{InviteMember, Invited, accept_invitation, invitations, invite_member, revoke_invitation};
pub use keys::{CreateApiKey, CreatedApiKey, api_key, api_keys, create_api_key, revoke_api_key};
pub use members::{change_role, members, remove_member};
pub(super) use recovery::write_letter;
pub use recovery::{request_email_verification, request_password_reset, reset_password, verify_email};
pub use sign_in::{
    ChangePassword, Login, Register, Registration, SignedIn, begin_registration, change_password, login, logout, logout_with,
    refresh_session, revoke_session, sessions,
};
pub use workspaces::{
    Viewer, create_workspace, fellow, is_installation_admin, purge, scope_in, set_installation_admin, switch_workspace, user,
    users, viewer, workspace,
};
