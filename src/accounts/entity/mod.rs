//! The tables of accounts as sea-orm sees them; private to the store.

pub mod account_token;
pub mod api_key;
pub mod idempotency_key;
pub mod invitation;
pub mod membership;
pub mod refresh_token;
pub mod session;
pub mod user;
pub mod workspace;
