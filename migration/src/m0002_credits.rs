//! The credit account of a workspace, its append-only ledger, and what was ever revealed to it.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![
            refers(
                primary(
                    table(
                        "credit_accounts",
                        vec![
                            id("workspace_id"),
                            big("available").check(Expr::col(Alias::new("available")).gte(0)).take(),
                            big("held").check(Expr::col(Alias::new("held")).gte(0)).take(),
                            count("entries"),
                            text("chain_head"),
                        ],
                    ),
                    &["workspace_id"],
                ),
                "workspace_id",
                "workspaces",
                true,
            ),
            refers(
                primary(
                    table(
                        "credit_entries",
                        vec![
                            id("id"),
                            id("workspace_id"),
                            big("number"),
                            one_of(
                                text("kind"),
                                &["GRANT", "PURCHASE", "HOLD", "CAPTURE", "RELEASE", "REFUND", "EXPIRY", "ADJUSTMENT"],
                            ),
                            big("amount"),
                            big("balance_after"),
                            text_null("reference"),
                            text("description"),
                            // Of a RELEASE: the HOLD it ends. Unique, so that no hold ends twice.
                            id_null("hold_id"),
                            id_null("actor_id"),
                            text("previous_hash"),
                            text("hash"),
                            big("created_at"),
                        ],
                    ),
                    &["id"],
                ),
                "workspace_id",
                "workspaces",
                true,
            ),
            // Keyed by the value, not by the contact row: a contact that is deleted and found again is not paid for twice.
            refers(
                primary(
                    table(
                        "reveals",
                        vec![id("workspace_id"), text("value_key"), id_null("entry_id"), big("price"), big("created_at")],
                    ),
                    &["workspace_id", "value_key"],
                ),
                "workspace_id",
                "workspaces",
                true,
            ),
        ];
        let indexes = vec![
            index("credit_entries", &["workspace_id", "number"], true),
            index("credit_entries", &["hold_id"], true),
            index("reveals", &["entry_id"], false),
        ];
        create(manager, tables, indexes).await
    }
}
