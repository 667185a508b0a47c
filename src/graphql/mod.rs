//! The adapter between the schema and the domain modules. Each resolver parses ids, takes the scope, calls one operation and
//! wraps the answer; a resolver that decides something holds a rule that belongs elsewhere.
//! Types of all domains refer to each other freely here: that is why they share a room.
//!
//! The enums and small records restate those of the domains on purpose: the domains know nothing of GraphQL, and what is public
//! changes by decision only. A copy cannot drift: `remote` and the exhaustive conversions stop compiling when a variant is missing.

pub mod accounts;
pub mod audits;
pub mod context;
pub mod cost;
pub mod credits;
pub mod error;
pub mod guard;
pub mod hosts;
pub mod hunts;
pub mod installation;
pub mod leads;
pub mod loaders;
pub mod page;
pub mod reveals;
pub mod scalars;
pub mod schema;
pub mod subscriptions;
pub mod verifications;
