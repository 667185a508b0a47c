//! Tasks by lanes: what is due is marked, and found by kind and workspace without a look at the rest; and the processes that work.
//! Rows written by an earlier version are not marked and are promoted like a task whose time has come.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

/// Each serves one question of the queue, and holds only the rows in that state: a claim never reads what it does not take.
const INDEXES: &[&str] = &[
    "CREATE INDEX ix_tasks_ready ON tasks (kind, workspace_id, priority DESC, run_at, id) WHERE state = 'QUEUED' AND ready",
    "CREATE INDEX ix_tasks_later ON tasks (run_at) WHERE state = 'QUEUED' AND NOT ready",
    "CREATE INDEX ix_tasks_leases ON tasks (lease_until) WHERE state = 'RUNNING'",
    "CREATE INDEX ix_tasks_dead ON tasks (kind, finished_at) WHERE state = 'DEAD'",
    "DROP INDEX ix_tasks_state_priority_run_at_id",
    "DROP INDEX ix_tasks_state_lease_until",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table(Alias::new("tasks")).add_column(flag("ready")).take()).await?;
        for sql in INDEXES {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        let workers = primary(
            table(
                "workers",
                vec![
                    text("id"),
                    text("host"),
                    int("pid"),
                    text("role"),
                    text("version"),
                    big("started_at"),
                    big("seen_at"),
                    count("panics"),
                    count("errors"),
                    count("overruns"),
                    count("lost_leases"),
                    count("missed_heartbeats"),
                ],
            ),
            &["id"],
        );
        create(manager, vec![workers], vec![]).await
    }
}
