//! The database's history, one concern a file, the same on SQLite and PostgreSQL. Forward-only in production; a migration
//! never imports an entity, so that it says the same for ever.
//!
//! Column conventions: ids are UUIDs, moments are Unix milliseconds in `bigint`, money and credits are micro-units in
//! `bigint`, states are short texts held by a CHECK where the set is closed, structured values are JSON.

#![allow(missing_docs)] // each migration's module says what it is

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod columns;
mod m0001_accounts;
mod m0002_credits;
mod m0003_tasks;
mod m0004_hunts;
mod m0005_leads;
mod m0006_audits;
mod m0007_hunt_sources;
mod m0008_task_lanes;
mod m0009_hosts;
mod m0010_audit_runs;
mod m0011_verifications;
mod m0012_browser_sessions;
mod m0013_task_upkeep;
mod m0014_task_deaths;
mod m0015_browser_openings;

/// Applies and reports migrations.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_accounts::Migration),
            Box::new(m0002_credits::Migration),
            Box::new(m0003_tasks::Migration),
            Box::new(m0004_hunts::Migration),
            Box::new(m0005_leads::Migration),
            Box::new(m0006_audits::Migration),
            Box::new(m0007_hunt_sources::Migration),
            Box::new(m0008_task_lanes::Migration),
            Box::new(m0009_hosts::Migration),
            Box::new(m0010_audit_runs::Migration),
            Box::new(m0011_verifications::Migration),
            Box::new(m0012_browser_sessions::Migration),
            Box::new(m0013_task_upkeep::Migration),
            Box::new(m0014_task_deaths::Migration),
            Box::new(m0015_browser_openings::Migration),
        ]
    }
}
