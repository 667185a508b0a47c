//! The source of a hunt in a table of its own: it may be megabytes of addresses, and a hunt's row is written at every page.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sources =
            refers(primary(table("hunt_sources", vec![id("hunt_id"), json("source")]), &["hunt_id"]), "hunt_id", "hunts", true);
        create(manager, vec![sources], Vec::new()).await?;
        let [sources, hunts] = ["hunt_sources", "hunts"].map(Alias::new);
        let [hunt_id, id, source] = ["hunt_id", "id", "source"].map(Alias::new);
        let mut copy = Query::insert();
        let stored = Query::select().column(id).column(source.clone()).from(hunts.clone()).take();
        copy.into_table(sources)
            .columns([hunt_id, source.clone()])
            .select_from(stored)
            .map_err(|error| DbErr::Migration(error.to_string()))?;
        manager.execute(copy).await?;
        manager.alter_table(Table::alter().table(hunts).drop_column(source).take()).await
    }
}
