//! Deaths of a task: how often in a row the process that ran it died with it, apart from the attempts that it failed by itself.

use sea_orm_migration::prelude::*;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = "ALTER TABLE tasks ADD COLUMN deaths integer NOT NULL DEFAULT 0 CHECK (deaths >= 0)";
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }
}
