//! What every host was asked, a row a day; the domains that asked not to be read.

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
                    "host_days",
                    vec![
                        text("host"),
                        // Days since 1970-01-01, UTC.
                        int("day"),
                        count("pages"),
                        count("robots"),
                        count("looks"),
                        count("browser"),
                        count("services"),
                        count("unanswered"),
                        count("bytes"),
                        text_null("robots_version"),
                        big("first_at"),
                        big("last_at"),
                    ],
                ),
                &["host", "day"],
            ),
            primary(
                table("suppressed_domains", vec![text("domain"), text_null("reason"), id_null("created_by"), big("created_at")]),
                &["domain"],
            ),
        ];
        create(manager, tables, vec![index("host_days", &["day"], false)]).await
    }
}
