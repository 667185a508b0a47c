//! Verdicts on e-mail addresses, one a value and workspace, and the batches that wait for one.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![refers(
            primary(
                table(
                    "email_verifications",
                    vec![
                        id("workspace_id"),
                        text("value_key"),
                        // The contact it was asked for; no foreign key, the verdict outlives it.
                        id("contact_id"),
                        id("batch_id"),
                        flag("pending"),
                        one_of(text_null("status"), &["DELIVERABLE", "RISKY", "UNDELIVERABLE", "UNKNOWN"]),
                        json("reasons"),
                        big_null("checked_at"),
                    ],
                ),
                &["workspace_id", "value_key"],
            ),
            "workspace_id",
            "workspaces",
            true,
        )];
        create(manager, tables, vec![index("email_verifications", &["batch_id", "pending"], false)]).await
    }
}
