//! Rows of the hunt tables, private to this domain's store.

pub mod event;
pub mod host_day;
pub mod hunt;
pub mod page;
pub mod site;
pub mod source;
pub mod suppression;
