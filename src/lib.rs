//! Glouton, a self-hosted lead engine. The rooms of the house in reading order; see ARCHITECTURE.md for the picture.

#![recursion_limit = "512"]

pub use glouton_platform as platform;

pub use glouton_crawl as crawl;

pub mod accounts;
pub mod audits;
pub mod credits;
pub mod hunts;
pub mod leads;

pub mod graphql;
pub mod http;

pub mod config;

pub mod app;
