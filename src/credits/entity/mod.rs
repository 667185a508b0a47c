//! The tables of credits as sea-orm sees them; private to the store.

pub mod account;
pub mod entry;
pub mod reveal;
