//! PostgreSQL for tests: one template a migrated history, made once by whichever test comes first, and a copy of it for each.

use std::env;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::UNIX_EPOCH;

use migration::Migrator;
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, Statement};
use sea_orm_migration::MigratorTrait as _;
use tokio::runtime;

/// A database of the server that is dropped with this value.
#[derive(Debug)]
pub(crate) struct Dropped {
    server: String,
    name: String,
    url: String,
}

impl Dropped {
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Dropped {
    fn drop(&mut self) {
        let (server, drop) = (self.server.clone(), format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        // On a thread of its own, because the test's runtime may be in the middle of its own end.
        let dropper = thread::spawn(move || {
            let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime to clean up");
            runtime.block_on(async {
                let admin = connect(&server).await;
                admin.execute_unprepared(&drop).await.expect("the test's database can be dropped");
            });
        });
        if dropper.join().is_err() && !thread::panicking() {
            panic!("the test's database {} is left behind", self.name);
        }
    }
}

/// A new database without any table.
pub(crate) async fn empty(server: &str) -> Dropped {
    create(server, "template0").await
}

/// A new database with all migrations applied.
pub(crate) async fn copy_of_template(server: &str) -> Dropped {
    let template = template(server).await;
    create(server, &template).await
}

async fn create(server: &str, template: &str) -> Dropped {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // Process ids come round again; a server that outlives many runs may still know an old name.
    let moment = UNIX_EPOCH.elapsed().map_or(0, |age| age.as_nanos());
    let name = format!("glouton_test_{}_{}_{moment}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let admin = connect(server).await;
    admin
        .execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}"))
        .await
        .unwrap_or_else(|error| panic!("PostgreSQL makes no database from {template}: {error}"));
    admin.close().await.expect("PostgreSQL lets go");
    Dropped { server: server.to_owned(), url: url_of(server, &name), name }
}

/// The name of the migrated template, which is made first if need be; the others wait for the one who makes it.
async fn template(server: &str) -> String {
    let name = format!("glouton_template_{:016x}", history());
    let admin = connect(server).await;
    admin.execute_unprepared("SELECT pg_advisory_lock(7106533)").await.expect("PostgreSQL locks");
    let known =
        Statement::from_string(sea_orm::DbBackend::Postgres, format!("SELECT 1 FROM pg_database WHERE datname = '{name}'"));
    if admin.query_one_raw(known).await.expect("PostgreSQL lists its databases").is_none() {
        let building = format!("{name}_building");
        let sql = |text: String| {
            let admin = admin.clone();
            async move { admin.execute_unprepared(&text).await.unwrap_or_else(|error| panic!("{text}: {error}")) }
        };
        sql(format!("DROP DATABASE IF EXISTS {building} WITH (FORCE)")).await;
        sql(format!("CREATE DATABASE {building} TEMPLATE template0")).await;
        let fresh = connect(&url_of(server, &building)).await;
        Migrator::up(&fresh, None).await.expect("all migrations apply to PostgreSQL");
        fresh.close().await.expect("PostgreSQL lets go");
        // Under its own name only when it is whole: who is killed in between leaves no half template.
        sql(format!("ALTER DATABASE {building} RENAME TO {name}")).await;
    }
    admin.close().await.expect("PostgreSQL unlocks with the connection");
    name
}

/// Changes with every build of the tests, and so with every change of a migration.
fn history() -> u64 {
    let mut hasher = DefaultHasher::new();
    let program = env::current_exe().expect("the test knows its own file");
    program.metadata().and_then(|data| data.modified()).expect("the test's file has a date").hash(&mut hasher);
    for migration in Migrator::migrations() {
        migration.name().hash(&mut hasher);
    }
    hasher.finish()
}

/// One connection, because a lock belongs to the connection that took it.
async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.unwrap_or_else(|error| panic!("PostgreSQL does not answer for the tests: {error}"))
}

/// The server's URL with another database in it.
fn url_of(server: &str, database: &str) -> String {
    let (before, query) = server.split_once('?').map_or((server, String::new()), |(before, query)| (before, format!("?{query}")));
    let authority = before.find("://").map_or(0, |at| at + 3);
    let end = before[authority..].find('/').map_or(before.len(), |at| authority + at);
    format!("{}/{database}{query}", &before[..end])
}

#[test]
fn a_url_gets_another_database() {
    assert_eq!(url_of("postgres://u:p@h:1/a?x=1", "b"), "postgres://u:p@h:1/b?x=1");
    assert_eq!(url_of("postgres://u@h", "b"), "postgres://u@h/b");
}
