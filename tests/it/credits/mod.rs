//! Credits: the ledger and what is revealed.

mod ledger;
mod reveals;
