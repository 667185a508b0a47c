//! Accounts: signing in, access, keys, members.
