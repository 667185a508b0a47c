//! Leads, their contacts, people and claims, and the work done on them.

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
                        "leads",
                        vec![
                            id("id"),
                            id("workspace_id"),
                            // Registrable domain, or place id when there is no site.
                            text("identity"),
                            text("name"),
                            text("name_key"),
                            text_null("domain"),
                            text_null("website"),
                            text_null("description"),
                            text_null("language"),
                            text_null("category"),
                            text_null("street"),
                            text_null("city"),
                            text_null("region"),
                            text_null("postal_code"),
                            text_null("country"),
                            double_null("latitude"),
                            double_null("longitude"),
                            text_null("opening_hours"),
                            int_null("score"),
                            text_null("temperature"),
                            id_null("latest_audit_id"),
                            one_of(text("stage"), &["NEW", "CONTACTED", "QUALIFIED", "PROPOSAL", "WON", "LOST"]),
                            id_null("assignee_id"),
                            flag("favorite"),
                            big_null("last_contacted_at"),
                            flag("has_email"),
                            flag("has_phone"),
                            flag("has_social"),
                            json("socials"),
                            json("people"),
                            json("technologies"),
                            // What a person changed by hand; a later hunt does not overwrite these fields.
                            json("edited_fields"),
                            text("search_text"),
                            big("created_at"),
                            big("updated_at"),
                            big("last_seen_at"),
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
                        "contacts",
                        vec![
                            id("id"),
                            id("workspace_id"),
                            id("lead_id"),
                            one_of(text("kind"), &["EMAIL", "PHONE", "FAX", "CONTACT_FORM"]),
                            text("value"),
                            // kind:value, the key of a reveal.
                            text("value_key"),
                            flag("third_party"),
                            text("purpose"),
                            text_null("person"),
                            double("confidence"),
                            text("rule"),
                            json("evidence"),
                            int("position"),
                            big("created_at"),
                            big("last_seen_at"),
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
                        "claims",
                        vec![
                            id("id"),
                            id("lead_id"),
                            text("field"),
                            text("value_hash"),
                            json("value"),
                            text("source"),
                            text_null("license"),
                            text_null("url"),
                            big("fetched_at"),
                            double("confidence"),
                            flag("current"),
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
                        "lead_sources",
                        vec![
                            id("id"),
                            id("lead_id"),
                            text("kind"),
                            id_null("hunt_id"),
                            text_null("reference"),
                            text_null("license"),
                            big("seen_at"),
                        ],
                    ),
                    &["id"],
                ),
                "lead_id",
                "leads",
                true,
            ),
            refers(
                primary(table("lead_technologies", vec![id("workspace_id"), id("lead_id"), text("name")]), &["lead_id", "name"]),
                "lead_id",
                "leads",
                true,
            ),
            refers(
                primary(
                    table(
                        "tags",
                        vec![id("id"), id("workspace_id"), text("name"), text("name_key"), text_null("color"), big("created_at")],
                    ),
                    &["id"],
                ),
                "workspace_id",
                "workspaces",
                true,
            ),
            refers(
                refers(
                    primary(table("lead_tags", vec![id("lead_id"), id("tag_id")]), &["lead_id", "tag_id"]),
                    "lead_id",
                    "leads",
                    true,
                ),
                "tag_id",
                "tags",
                true,
            ),
            refers(
                primary(
                    table(
                        "notes",
                        vec![
                            id("id"),
                            id("workspace_id"),
                            id("lead_id"),
                            id_null("author_id"),
                            text("body"),
                            big("created_at"),
                            big("updated_at"),
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
                        "activities",
                        vec![
                            id("id"),
                            id("workspace_id"),
                            id("lead_id"),
                            id_null("actor_id"),
                            text("kind"),
                            json("detail"),
                            big("at"),
                        ],
                    ),
                    &["id"],
                ),
                "lead_id",
                "leads",
                true,
            ),
        ];
        let indexes = vec![
            index("leads", &["workspace_id", "identity"], true),
            index("leads", &["workspace_id", "score", "id"], false),
            index("leads", &["workspace_id", "created_at", "id"], false),
            index("leads", &["workspace_id", "updated_at", "id"], false),
            index("leads", &["workspace_id", "name_key", "id"], false),
            index("contacts", &["lead_id", "value_key"], true),
            index("contacts", &["workspace_id", "value_key"], false),
            index("claims", &["lead_id", "field", "source", "value_hash"], true),
            index("lead_sources", &["lead_id", "hunt_id"], false),
            index("lead_sources", &["hunt_id", "lead_id"], false),
            index("lead_technologies", &["workspace_id", "name", "lead_id"], false),
            index("tags", &["workspace_id", "name_key"], true),
            index("lead_tags", &["tag_id", "lead_id"], false),
            index("notes", &["lead_id", "created_at", "id"], false),
            index("activities", &["lead_id", "at", "id"], false),
        ];
        create(manager, tables, indexes).await
    }
}
