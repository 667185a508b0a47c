//! One run that looks for leads: its source, its sites, its progress, its story.
//! Belongs here: starting, pausing, ending a hunt, and the durable task that reads one site. Does not belong here: how pages are
//! fetched (crawl) and what becomes of a business (leads, audits).

mod batch;
mod entity;
pub mod hosts;
pub mod model;
pub mod ops;
pub mod readings;
pub mod rules;
mod scribe;
mod store;
pub mod tasks;

pub use model::{
    Event, EventKind, Hunt, HuntFilter, HuntId, HuntKind, HuntLimits, HuntSource, HuntState, LogLevel, Progress, Site, SiteId,
    SiteState, StopReason,
};
