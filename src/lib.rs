//! Glouton, a self-hosted lead engine. The rooms of the house in reading order; see ARCHITECTURE.md for the picture.

#![recursion_limit = "512"]

pub mod platform;

pub mod crawl;

pub mod accounts;
pub mod credits;
pub mod leads;
pub mod audits;
pub mod hunts;

pub mod graphql;
pub mod http;

pub mod config;

pub mod app;
