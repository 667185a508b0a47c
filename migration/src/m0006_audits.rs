//! Audits with their checks and factors, and the scoring profile of a workspace.

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
                        "audits",
                        vec![
                            id("id"),
                            id("workspace_id"),
                            id("lead_id"),
                            id_null("site_id"),
                            one_of(text("state"), &["QUEUED", "RUNNING", "COMPLETED", "FAILED", "CANCELLED"]),
                            text("ruleset_version"),
                            int("profile_version"),
                            int("score"),
                            text("temperature"),
                            int("site_quality"),
                            json("factors"),
                            json("checks"),
                            json("pages"),
                            json("profile"),
                            text("site_fingerprint"),
                            big("examined_at"),
                            text_null("error"),
                            big("started_at"),
                            big_null("finished_at"),
                        ],
                    ),
                    &["id"],
                ),
                "lead_id",
                "leads",
                true,
            ),
            refers(
                primary(
                    table(
                        "scoring_profiles",
                        vec![
                            id("workspace_id"),
                            int("version"),
                            int("hot_at_least"),
                            int("warm_at_least"),
                            json("weights"),
                            big("updated_at"),
                        ],
                    ),
                    &["workspace_id"],
                ),
                "workspace_id",
                "workspaces",
                true,
            ),
        ];
        let indexes = vec![index("audits", &["lead_id", "started_at", "id"], false)];
        create(manager, tables, indexes).await
    }
}
