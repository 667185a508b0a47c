//! The credit account of a workspace: an append-only ledger that proves itself, prices, and what was revealed for ever.
//! Does not belong here: what a contact is (leads), and how credits are paid for.
//!
//! Invariants: the available credits are the sum of the entries' amounts and never negative; every entry carries the hash of the
//! one before; a value is charged once a workspace, whatever becomes of the lead it was found on.

mod entity;
pub mod model;
pub mod ops;
pub mod rules;
mod store;

pub use model::{
    Account, Credits, CreditsError, Entry, EntryId, EntryKind, LedgerProof, Price, PriceAction, Quote, QuotedItem, RevealItem,
    RevealKind, Revealed, Settings,
};
