//! Hunts, their sites and pages, and the events that tell their story.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let hunt_states = ["QUEUED", "RUNNING", "PAUSED", "COMPLETED", "FAILED", "CANCELLED"];
        let tables = vec![
            refers(
                primary(
                    table(
                        "hunts",
                        vec![
                            id("id"),
                            id("workspace_id"),
                            text("name"),
                            one_of(text("kind"), &["WEBSITES", "LOCAL_BUSINESSES", "DIRECTORY"]),
                            one_of(text("state"), &hunt_states),
                            text_null("stop_reason"),
                            text_null("stop_detail"),
                            one_of(text("fetch_mode"), &["AUTO", "HTTP", "BROWSER"]),
                            json("source"),
                            int("max_sites"),
                            int("max_pages_per_site"),
                            int("max_depth"),
                            int("max_duration_seconds"),
                            int_null("max_leads"),
                            id_null("created_by"),
                            big("created_at"),
                            big_null("started_at"),
                            big_null("finished_at"),
                            // Running time is counted so that a pause does not eat the time limit.
                            count("elapsed_ms"),
                            big_null("running_since"),
                            count("seq"),
                            count("sites_found"),
                            count("sites_done"),
                            count("sites_failed"),
                            count("sites_skipped"),
                            count("pages_fetched"),
                            count("bytes_fetched"),
                            count("leads_created"),
                            count("leads_updated"),
                            count("contacts_found"),
                            count("hot"),
                            count("warm"),
                            count("cold"),
                            big("updated_at"),
                        ],
                    ),
                    &["id"],
                ),
                "workspace_id",
                "workspaces",
                true,
            ),
            refers(
                primary(
                    table(
                        "hunt_sites",
                        vec![
                            id("id"),
                            id("hunt_id"),
                            id("workspace_id"),
                            int("position"),
                            text("url"),
                            text("host"),
                            text("identity"),
                            one_of(text("state"), &["QUEUED", "ACTIVE", "DONE", "SKIPPED", "FAILED"]),
                            text_null("reason"),
                            text_null("detail"),
                            count("pages_fetched"),
                            count("bytes_fetched"),
                            id_null("lead_id"),
                            int("attempts").default(0).take(),
                            big_null("next_attempt_at"),
                            json_null("probe"),
                            text_null("fingerprint"),
                            big("updated_at"),
                        ],
                    ),
                    &["id"],
                ),
                "hunt_id",
                "hunts",
                true,
            ),
            refers(
                primary(
                    table(
                        "site_pages",
                        vec![
                            id("site_id"),
                            int("position"),
                            text("url"),
                            text("content_hash"),
                            json("record"),
                            big("fetched_at"),
                        ],
                    ),
                    &["site_id", "position"],
                ),
                "site_id",
                "hunt_sites",
                true,
            ),
            refers(
                primary(
                    table("hunt_events", vec![id("hunt_id"), big("seq"), big("at"), text("kind"), json("payload")]),
                    &["hunt_id", "seq"],
                ),
                "hunt_id",
                "hunts",
                true,
            ),
        ];
        let indexes = vec![
            index("hunts", &["workspace_id", "created_at", "id"], false),
            index("hunts", &["state"], false),
            index("hunt_sites", &["hunt_id", "identity"], true),
            index("hunt_sites", &["hunt_id", "state", "position"], false),
            index("hunt_sites", &["hunt_id", "position"], false),
            index("hunt_sites", &["hunt_id", "fingerprint"], false),
            index("site_pages", &["site_id", "url"], true),
        ];
        create(manager, tables, indexes).await
    }
}
