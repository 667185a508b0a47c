//! Upkeep of the tasks' table on PostgreSQL: every task is a row written, changed and removed, and what is left of it lies in the way of
//! claims until it is cleaned up. By default that waits until a fifth of the table is such remains: of a million waiting tasks, 200 000.

use sea_orm_migration::prelude::*;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

/// Clean up after a few thousand, at full speed; it comes round once a minute at most. The statistics follow likewise.
const UPKEEP: &str = "ALTER TABLE tasks SET (autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_scale_factor = 0.02, \
                      autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_threshold = 5000, autovacuum_analyze_scale_factor = 0.02)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == sea_orm::DbBackend::Postgres {
            manager.get_connection().execute_unprepared(UPKEEP).await?;
        }
        Ok(())
    }
}
