//! Browsers of a grid that processes are about to open: the mark that each sends along, by which it is known again in the grid should the
//! process die before it has learnt the browser's name.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![text("mark"), text("webdriver"), text("owner"), big("began_at")];
        create(manager, vec![primary(table("browser_openings", columns), &["mark"])], Vec::new()).await
    }
}
