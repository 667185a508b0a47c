//! Rows of the lead tables, private to this domain's stores.

pub mod activity;
pub mod claim;
pub mod contact;
pub mod lead;
pub mod lead_tag;
pub mod note;
pub mod source;
pub mod tag;
pub mod technology;
pub mod verification;
