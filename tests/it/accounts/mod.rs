//! Accounts: signing in, access, keys, members, repeated requests.

mod access;
mod idempotency;
mod members;
mod recovery;
mod sign_in;
