//! All queries of accounts. Those that answer "who is this?" come before any scope and take the credential itself; all others
//! take the workspace or the user they are about.

pub mod idempotency;
pub mod invitations;
pub mod keys;
pub mod people;
pub mod sessions;
pub mod tokens;
