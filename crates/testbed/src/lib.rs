//! What the tests stand on: a migrated database of its own for every test, and the addresses of the services that `./test`
//! starts. Knows the migrations and nothing else of the application. Used by tests only.
//!
//! The environment decides, so that the same tests run on both databases:
//!
//! | variable | meaning |
//! | --- | --- |
//! | `GLOUTON_TEST_DATABASE` | `sqlite` (the default) or `postgres` |
//! | `GLOUTON_TEST_POSTGRES_URL` | a superuser's URL, needed for `postgres` |
//! | `GLOUTON_TEST_REDIS_URL` | a Redis that tests may write to; unset: no Redis |
//! | `GLOUTON_TEST_BROWSER` | `1`: chromium and chromedriver must work; unset: no browser |
//! | `GLOUTON_TEST_WEBDRIVER_URL` | a Selenium Grid with Chrome on this machine for the tests that show pages; unset: chromedriver |
//!
//! Invariant: what the environment names has to answer. A test on a broken service fails; it never passes by itself on another.

mod postgres;
#[cfg(feature = "storage")]
pub mod storage;

use std::env;

use migration::Migrator;
use sea_orm::{ConnectOptions, Database};
use sea_orm_migration::MigratorTrait as _;
use tempfile::TempDir;

/// A database that belongs to one test. It is gone when this is dropped.
#[derive(Debug)]
pub struct TestDatabase {
    url: String,
    _keeper: Keeper,
}

/// What takes the database away at the end.
#[derive(Debug)]
enum Keeper {
    Folder {
        _folder: TempDir,
    },
    Postgres {
        _database: postgres::Dropped,
    },
    /// Whoever named it.
    Elsewhere,
}

impl TestDatabase {
    /// An empty database with all migrations applied.
    ///
    /// # Panics
    /// When the database that the environment names cannot be had: the test then has nothing to say.
    pub async fn migrated() -> Self {
        match Kind::of_the_environment() {
            Kind::Sqlite => {
                let database = Self::sqlite();
                let connection =
                    Database::connect(ConnectOptions::new(&database.url)).await.expect("a new SQLite database opens");
                Migrator::up(&connection, None).await.expect("all migrations apply to SQLite");
                connection.close().await.expect("SQLite closes");
                database
            }
            Kind::Postgres(server) => Self::postgres(postgres::copy_of_template(&server).await),
        }
    }

    /// A database without any table, for tests of the migrations themselves.
    ///
    /// # Panics
    /// As [`TestDatabase::migrated`].
    pub async fn empty() -> Self {
        match Kind::of_the_environment() {
            Kind::Sqlite => Self::sqlite(),
            Kind::Postgres(server) => Self::postgres(postgres::empty(&server).await),
        }
    }

    /// A database that the test itself keeps, as it is.
    #[must_use]
    pub fn at(url: &str) -> Self {
        Self { url: url.to_owned(), _keeper: Keeper::Elsewhere }
    }

    /// What to write into `database.url`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("test.db").display());
        Self { url, _keeper: Keeper::Folder { _folder: folder } }
    }

    fn postgres(database: postgres::Dropped) -> Self {
        Self { url: database.url().to_owned(), _keeper: Keeper::Postgres { _database: database } }
    }
}

/// The Redis that tests may use, when there is one.
#[must_use]
pub fn redis_url() -> Option<String> {
    env::var("GLOUTON_TEST_REDIS_URL").ok().filter(|url| !url.is_empty())
}

/// Whether chromium and chromedriver are there and have to work.
#[must_use]
pub fn has_browser() -> bool {
    env::var("GLOUTON_TEST_BROWSER").is_ok_and(|value| value == "1")
}

/// The WebDriver service that tests may use in place of a chromedriver of their own, when there is one.
#[must_use]
pub fn webdriver_url() -> Option<String> {
    env::var("GLOUTON_TEST_WEBDRIVER_URL").ok().filter(|url| !url.is_empty())
}

/// Whether the tests of this process run on PostgreSQL.
#[must_use]
pub fn on_postgres() -> bool {
    matches!(Kind::of_the_environment(), Kind::Postgres(_))
}

/// Which database the tests of this process run on.
enum Kind {
    Sqlite,
    Postgres(String),
}

impl Kind {
    fn of_the_environment() -> Self {
        let server = env::var("GLOUTON_TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty());
        match (env::var("GLOUTON_TEST_DATABASE").as_deref(), server) {
            (Err(_) | Ok("" | "sqlite"), _) => Self::Sqlite,
            (Ok("postgres"), Some(server)) => Self::Postgres(server),
            (Ok("postgres"), None) => panic!("GLOUTON_TEST_DATABASE=postgres needs GLOUTON_TEST_POSTGRES_URL; ./test sets both"),
            (Ok(other), _) => panic!("GLOUTON_TEST_DATABASE is sqlite or postgres, not {other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait as _, DbErr};

    use super::*;

    async fn tables(database: &TestDatabase) -> Result<u64, DbErr> {
        let connection = Database::connect(database.url()).await?;
        let migrations = connection.execute_unprepared("SELECT * FROM seaql_migrations").await;
        connection.close().await?;
        migrations.map(|result| result.rows_affected())
    }

    #[tokio::test]
    async fn every_test_has_a_migrated_database_of_its_own() {
        let (one, two) = (TestDatabase::migrated().await, TestDatabase::migrated().await);
        assert_ne!(one.url(), two.url());
        for database in [&one, &two] {
            assert!(tables(database).await.is_ok(), "{}", database.url());
        }
    }

    #[tokio::test]
    async fn an_empty_database_has_no_table() {
        let database = TestDatabase::empty().await;
        assert!(tables(&database).await.is_err());
    }

    #[tokio::test]
    async fn a_dropped_database_is_gone() {
        let database = TestDatabase::migrated().await;
        let url = database.url().replace("mode=rwc", "mode=ro");
        drop(database);
        assert!(Database::connect(ConnectOptions::new(url)).await.is_err());
    }
}
