//! Audit runs: leads examined again on request, each lead's turn a row, so that a run goes on where it stopped.

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
                        "audit_runs",
                        vec![
                            id("id"),
                            id("workspace_id"),
                            one_of(text("state"), &["QUEUED", "RUNNING", "COMPLETED", "FAILED", "CANCELLED"]),
                            text("ruleset_version"),
                            id_null("created_by"),
                            count("total"),
                            count("done"),
                            count("skipped"),
                            count("failed"),
                            count("hot"),
                            count("warm"),
                            count("cold"),
                            text_null("error"),
                            big("created_at"),
                            big_null("started_at"),
                            big_null("finished_at"),
                        ],
                    ),
                    &["id"],
                ),
                "workspace_id",
                "workspaces",
                true,
            ),
            // The lead is no foreign key: one that is deleted keeps its turn, which then finds nothing.
            refers(
                primary(
                    table(
                        "audit_run_leads",
                        vec![
                            id("run_id"),
                            int("position"),
                            id("lead_id"),
                            // Null until its turn has come.
                            one_of(text_null("outcome"), &["DONE", "SKIPPED", "FAILED"]),
                            id_null("audit_id"),
                        ],
                    ),
                    &["run_id", "position"],
                ),
                "run_id",
                "audit_runs",
                true,
            ),
        ];
        let indexes = vec![
            index("audit_runs", &["workspace_id", "created_at", "id"], false),
            index("hunt_sites", &["lead_id", "updated_at"], false),
        ];
        create(manager, tables, indexes).await
    }
}
