//! Users, workspaces, memberships, invitations, sessions with rotating refresh tokens, API keys, idempotency keys.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![
            primary(
                table(
                    "users",
                    vec![
                        id("id"),
                        text("email"),
                        text("name"),
                        text("password_hash"),
                        big_null("email_verified_at"),
                        text("locale"),
                        text("timezone"),
                        flag("installation_admin"),
                        big("created_at"),
                    ],
                ),
                &["id"],
            ),
            primary(table("workspaces", vec![id("id"), text("name"), big("created_at")]), &["id"]),
            refers(
                refers(
                    primary(
                        table(
                            "memberships",
                            vec![
                                id("workspace_id"),
                                id("user_id"),
                                one_of(text("role"), &["VIEWER", "MEMBER", "ADMIN", "OWNER"]),
                                big("created_at"),
                            ],
                        ),
                        &["workspace_id", "user_id"],
                    ),
                    "workspace_id",
                    "workspaces",
                    true,
                ),
                "user_id",
                "users",
                true,
            ),
            refers(
                primary(
                    table(
                        "invitations",
                        vec![
                            id("id"),
                            id("workspace_id"),
                            text("email"),
                            one_of(text("role"), &["VIEWER", "MEMBER", "ADMIN", "OWNER"]),
                            text("token_hash"),
                            id_null("invited_by"),
                            big("created_at"),
                            big("expires_at"),
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
                        "sessions",
                        vec![
                            id("id"),
                            id("user_id"),
                            id("workspace_id"),
                            text_null("user_agent"),
                            big("created_at"),
                            big("last_seen_at"),
                            big("expires_at"),
                            big_null("revoked_at"),
                        ],
                    ),
                    &["id"],
                ),
                "user_id",
                "users",
                true,
            ),
            // Every token a session ever had: a second use of a rotated one is how theft shows.
            refers(
                primary(
                    table("refresh_tokens", vec![text("token_hash"), id("session_id"), big("created_at"), big_null("used_at")]),
                    &["token_hash"],
                ),
                "session_id",
                "sessions",
                true,
            ),
            // What was mailed to prove an address or to choose a new password; used once, kept as a hash.
            refers(
                primary(
                    table(
                        "account_tokens",
                        vec![
                            text("token_hash"),
                            id("user_id"),
                            one_of(text("purpose"), &["VERIFY", "RESET"]),
                            big("created_at"),
                            big("expires_at"),
                        ],
                    ),
                    &["token_hash"],
                ),
                "user_id",
                "users",
                true,
            ),
            refers(
                primary(
                    table(
                        "api_keys",
                        vec![
                            id("id"),
                            id("workspace_id"),
                            id_null("created_by"),
                            text("name"),
                            text("prefix"),
                            text("secret_hash"),
                            one_of(text("role"), &["VIEWER", "MEMBER", "ADMIN", "OWNER"]),
                            json("scopes"),
                            big_null("last_used_at"),
                            big_null("expires_at"),
                            big_null("revoked_at"),
                            big("created_at"),
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
                        "idempotency_keys",
                        vec![
                            id("workspace_id"),
                            text("operation"),
                            text("key"),
                            text("input_hash"),
                            json("answer"),
                            big("created_at"),
                        ],
                    ),
                    &["workspace_id", "operation", "key"],
                ),
                "workspace_id",
                "workspaces",
                true,
            ),
        ];
        let indexes = vec![
            index("users", &["email"], true),
            index("memberships", &["user_id"], false),
            index("invitations", &["workspace_id", "email"], true),
            index("invitations", &["token_hash"], true),
            index("sessions", &["user_id"], false),
            index("refresh_tokens", &["session_id"], false),
            index("account_tokens", &["user_id"], false),
            index("api_keys", &["prefix"], true),
            index("api_keys", &["workspace_id"], false),
            index("idempotency_keys", &["created_at"], false),
        ];
        create(manager, tables, indexes).await
    }
}
