//! The integration tests, one binary: a folder or file per domain, and the checks that hold for the whole house.

#![allow(clippy::disallowed_methods)] // tests stand outside the house: they start tasks and ask the time themselves

mod accounts;
mod api;
mod audits;
mod browser;
mod command;
mod crawl;
mod credits;
mod docs;
mod egress;
mod leads;
mod playground;
mod schema;
mod support;
mod tidy;
mod torture;
