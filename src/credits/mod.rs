//! The credit account: an append-only ledger, prices, reveals.
