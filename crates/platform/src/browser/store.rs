//! The tables of open browsers and of those that are about to be opened: who answers for each. They are what outlives a process that was
//! killed, so that another can end what it left in a grid, and what proves that no browser outlives its task.
//! Invariant: a row is there from before a grid is asked for a browser until the browser is known to be gone: first under the mark that
//! the browser is to bear, then under its name.

use std::{sync::Arc, time::Duration};

use sea_orm::{
    ActiveValue::Set, FromQueryResult, QueryFilter, Statement, entity::prelude::*, sea_query::Expr, sea_query::OnConflict,
};

use super::{session::OPENING, webdriver::Mark};
use crate::{clock::Clock, db::Db, error::Result, tasks::TaskId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "browser_sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub webdriver: String,
    pub owner: String,
    pub task_id: Option<Uuid>,
    pub opened_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Browsers that a grid was, or is about to be, asked for.
mod opening {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "browser_openings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub mark: String,
        pub webdriver: String,
        pub owner: String,
        pub began_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Where a process writes its browsers down.
#[derive(Debug, Clone)]
pub struct Registry {
    db: Db,
    clock: Clock,
    owner: Arc<str>,
    lease_ms: i64,
}

/// A browser that nobody answers for any more.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Leaked {
    /// The session's id at its WebDriver.
    pub id: String,
    /// The WebDriver's address.
    pub webdriver: String,
    /// The process that opened it.
    pub owner: String,
}

/// A browser that was to be opened, by a process that fell silent or gave up before it learnt the browser's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Abandoned {
    /// What the browser bears, if there is one.
    pub(super) mark: String,
    /// The address of the WebDriver that was asked.
    pub(super) webdriver: String,
    /// The process that asked.
    pub(super) owner: String,
    /// How long ago that was.
    pub(super) age: Duration,
}

impl Registry {
    /// A registry in which this process is `owner`, as in the leases of its tasks. A process that was silent for `lease_ms` is gone.
    #[must_use]
    pub fn new(db: &Db, clock: &Clock, owner: &Arc<str>, lease_ms: u64) -> Self {
        let lease_ms = i64::try_from(lease_ms).unwrap_or(i64::MAX);
        Self { db: db.clone(), clock: clock.clone(), owner: Arc::clone(owner), lease_ms }
    }

    /// Whether this process opened it.
    pub(super) fn is_ours(&self, leaked: &Leaked) -> bool {
        *self.owner == *leaked.owner
    }

    /// A WebDriver is about to be asked for a browser that bears `mark`.
    pub(super) async fn announced(&self, mark: &Mark, webdriver: &str) -> Result<()> {
        let row = opening::ActiveModel {
            mark: Set(mark.as_str().to_owned()),
            webdriver: Set(webdriver.to_owned()),
            owner: Set(self.owner.to_string()),
            began_at: Set(self.clock.now().millis()),
        };
        opening::Entity::insert(row).exec_without_returning(self.db.write()).await?;
        Ok(())
    }

    /// There is no such browser.
    pub(super) async fn called_off(&self, mark: &str) -> Result<()> {
        opening::Entity::delete_by_id(mark).exec(self.db.write()).await?;
        Ok(())
    }

    /// A browser was opened, as announced if it was.
    pub(super) async fn opened(&self, id: &str, webdriver: &str, mark: Option<&Mark>) -> Result<()> {
        let row = ActiveModel {
            id: Set(id.to_owned()),
            webdriver: Set(webdriver.to_owned()),
            owner: Set(self.owner.to_string()),
            task_id: Set(None),
            opened_at: Set(self.clock.now().millis()),
        };
        let tx = self.db.write_tx().await?;
        Entity::insert(row)
            .on_conflict(OnConflict::column(Column::Id).update_columns([Column::Owner, Column::TaskId]).to_owned())
            .exec_without_returning(&tx)
            .await?;
        if let Some(mark) = mark {
            opening::Entity::delete_by_id(mark.as_str()).exec(&tx).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// From now on `task` uses it, or nobody.
    pub(super) async fn used_by(&self, id: &str, task: Option<TaskId>) -> Result<()> {
        Entity::update_many()
            .col_expr(Column::TaskId, Expr::value(task.map(|task| task.0)))
            .filter(Column::Id.eq(id))
            .exec(self.db.write())
            .await?;
        Ok(())
    }

    /// It is gone.
    pub(super) async fn closed(&self, id: &str) -> Result<()> {
        Entity::delete_by_id(id).exec(self.db.write()).await?;
        Ok(())
    }

    /// How many browsers are announced, and how many are open.
    #[cfg(test)]
    pub(super) async fn numbers(&self) -> Result<(u64, u64)> {
        Ok((opening::Entity::find().count(self.db.read()).await?, Entity::find().count(self.db.read()).await?))
    }

    /// Browsers whose process fell silent, or whose task is not run any more by the process that opened them. One that is just being
    /// closed is among them for a moment: what is there twice, a while apart, has leaked.
    ///
    /// # Errors
    /// What the database says.
    pub async fn leaked(&self) -> Result<Vec<Leaked>> {
        let sql = "SELECT id, webdriver, owner FROM browser_sessions AS s \
                   WHERE (s.opened_at < $1 AND NOT EXISTS (SELECT 1 FROM workers AS w WHERE w.id = s.owner AND w.seen_at >= $1)) \
                   OR (s.task_id IS NOT NULL AND NOT EXISTS \
                       (SELECT 1 FROM tasks AS t WHERE t.id = s.task_id AND t.state = 'RUNNING' AND t.lease_owner = s.owner)) \
                   ORDER BY id LIMIT 500";
        let silent_since = self.clock.now().millis().saturating_sub(self.lease_ms);
        let statement = Statement::from_sql_and_values(self.db.backend(), sql, [silent_since.into()]);
        Ok(Leaked::find_by_statement(statement).all(self.db.read()).await?)
    }

    /// Browsers that were announced and are nobody's: their process fell silent, or has long given up.
    pub(super) async fn abandoned(&self) -> Result<Vec<Abandoned>> {
        let sql = "SELECT mark, webdriver, owner, began_at FROM browser_openings AS o \
                   WHERE o.began_at < $1 \
                   OR (o.began_at < $2 AND NOT EXISTS (SELECT 1 FROM workers AS w WHERE w.id = o.owner AND w.seen_at >= $2)) \
                   ORDER BY began_at LIMIT 500";
        let now = self.clock.now().millis();
        let given_up = now.saturating_sub(i64::try_from(OPENING.as_millis()).unwrap_or(i64::MAX));
        let silent_since = now.saturating_sub(self.lease_ms);
        let statement = Statement::from_sql_and_values(self.db.backend(), sql, [given_up.into(), silent_since.into()]);
        let found = opening::Model::find_by_statement(statement).all(self.db.read()).await?;
        let age = |began_at: i64| Duration::from_millis(u64::try_from(now.saturating_sub(began_at)).unwrap_or_default());
        let abandoned = |row: opening::Model| Abandoned {
            age: age(row.began_at),
            mark: row.mark,
            webdriver: row.webdriver,
            owner: row.owner,
        };
        Ok(found.into_iter().map(abandoned).collect())
    }
}
