//! What knows no word of the business and could move to another product unchanged: clock, ids, errors, database, events,
//! tasks, egress, browser, storage of objects. Does not belong here: anything that says lead, hunt, credit or score.

pub mod browser;
pub mod bucket;
pub mod clock;
pub mod crypto;
pub mod db;
pub mod egress;
pub mod error;
pub mod events;
#[cfg(feature = "graphql")]
mod graphql;
pub mod ids;
pub mod limits;
pub mod mail;
mod named;
pub mod op;
pub mod page;
pub mod redis;
pub mod tasks;
