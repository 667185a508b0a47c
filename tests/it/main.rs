//! The integration tests, one binary: a folder or file per domain, and the checks that hold for the whole house.

mod accounts;
mod audits;
mod browser;
mod crawl;
mod credits;
mod egress;
mod playground;
mod support;
mod tidy;
