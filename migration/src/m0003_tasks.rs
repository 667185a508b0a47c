//! Durable units of background work with leases.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![primary(
            table(
                "tasks",
                vec![
                    id("id"),
                    text("kind"),
                    int("version"),
                    id_null("workspace_id"),
                    id_null("subject_id"),
                    json("payload"),
                    one_of(text("state"), &["QUEUED", "RUNNING", "DONE", "DEAD", "CANCELLED"]),
                    int("priority"),
                    big("run_at"),
                    int("attempts"),
                    int("max_attempts"),
                    text_null("lease_owner"),
                    big_null("lease_until"),
                    text_null("error_kind"),
                    text_null("error"),
                    big("created_at"),
                    big_null("finished_at"),
                ],
            ),
            &["id"],
        )];
        let indexes = vec![
            index("tasks", &["state", "priority", "run_at", "id"], false),
            index("tasks", &["state", "lease_until"], false),
            index("tasks", &["subject_id", "state"], false),
        ];
        create(manager, tables, indexes).await
    }
}
