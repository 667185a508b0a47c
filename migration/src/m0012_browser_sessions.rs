//! Browsers that processes have opened, with who answers for each: the process by its leases' owner, and the task that uses it now.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![text("id"), text("webdriver"), text("owner"), id_null("task_id"), big("opened_at")];
        create(manager, vec![primary(table("browser_sessions", columns), &["id"])], Vec::new()).await
    }
}
