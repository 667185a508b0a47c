//! The databases: SQLite embedded (WAL, one writer, several readers) or PostgreSQL, behind one type.
//! Invariant: a transaction that writes begins as a writer, because a SQLite transaction that reads first and writes later
//! fails under concurrency whatever the busy time-out.

pub mod json;
pub mod trouble;

use std::{path::Path, time::Duration};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, EntityTrait, Select,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sqlx::{
        Connection as _, Executor as _,
        postgres::{PgListener, PgPoolOptions},
        sqlite::{SqliteJournalMode, SqliteSynchronous},
    },
};

use super::error::{Error, Result};

/// Page cache of the writing connection, in SQLite's way of saying KiB.
const WRITER_CACHE: &str = "-8000";
/// The same of each reading connection: there are eight of them, and the system caches the file besides.
const READER_CACHE: &str = "-2000";

/// Statements that the writing connection keeps ready: those that write many rows at once are another for each number of rows.
const WRITER_STATEMENTS: usize = 256;
/// The same of each reading connection.
const READER_STATEMENTS: usize = 64;

/// At the end of an embedded database's address: it goes with its process.
pub const PASSING: &str = "?lasting=no";

/// How long a reading connection rests before it is closed.
const READER_IDLE: Duration = Duration::from_secs(10 * 60);

/// Rows of an index that are looked at to know what is in it.
const SAMPLE: u32 = 400;

/// Asks for a row of which there is at most one, because the question names the whole of a unique key.
///
/// The library's own `one` binds a limit of one as a parameter; SQLite then plans the statement anew at every execution, which costs
/// more than the look-up itself. Such a question needs no limit.
pub trait Only: Sized {
    /// What a row becomes.
    type Row;

    /// The row, when there is one.
    ///
    /// # Errors
    /// What the database said.
    fn only(self, db: &impl ConnectionTrait) -> impl Future<Output = Result<Option<Self::Row>, DbErr>> + Send;
}

impl<E: EntityTrait<Model: Send>> Only for Select<E> {
    type Row = E::Model;

    async fn only(self, db: &impl ConnectionTrait) -> Result<Option<E::Model>, DbErr> {
        Ok(self.all(db).await?.into_iter().next())
    }
}

/// `entries` filled up to a power of two with the last of them, for a list in which one that stands twice says nothing new: what
/// `IN` looks among, the cases of a `CASE`. A list of another length makes another statement, to be parsed and planned anew; so there
/// are few.
#[must_use]
pub fn filled<T: Clone>(entries: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = entries.into_iter().collect();
    if let Some(last) = all.last().cloned() {
        all.resize(all.len().next_power_of_two(), last);
    }
    all
}

/// Up to so many rows are written by a statement of their own number.
const FEW_ROWS: usize = 16;
/// Rows of one statement at most: eleven columns of each are far below what both databases bind.
const MOST_ROWS: usize = 128;

/// How many of `left` rows the next statement writes. Each number of rows is another statement, which costs several times as much as
/// to run one that is known; so larger numbers are parted into powers of two.
#[must_use]
pub fn rows_at_once(left: usize) -> usize {
    if left <= FEW_ROWS { left } else { MOST_ROWS.min(1 << left.ilog2()) }
}

/// How long a connection may have rested and still be used without asking first whether it is alive. Asking costs a round trip, at
/// every statement; a server that went away meanwhile is told of by the statement itself, as when it goes away during one.
const FRESH: Duration = Duration::from_secs(1);

/// Connections for [`Db::leases`]: one claims, one renews, one removes what is done.
const LEASE_CONNECTIONS: u32 = 3;

/// What every one of them is set to. A claim reads what an index gives in its order, whatever the planner believes of a table that was
/// empty a minute ago and has a million rows now; so its plan is made once. And its commit is not waited for (see [`Db::leases`]).
const LEASE_SESSION: &str = "SET synchronous_commit = off; SET plan_cache_mode = force_generic_plan; SET jit = off; \
                             SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off";

/// A transaction that may write; rolls back when dropped uncommitted. Verbs of one room take it from another to take part.
pub type Tx = DatabaseTransaction;

/// The database. Clones share the pools.
#[derive(Debug, Clone)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    leases: DatabaseConnection,
    backend: DbBackend,
}

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL names no supported database.
    #[error("database.url must begin with sqlite:// or postgres://")]
    Scheme,
    /// It did not answer, or refused.
    #[error("the database cannot be opened: {0}")]
    Connect(#[from] DbErr),
    /// The folder for an embedded database cannot be made.
    #[error("the folder {path} cannot be written: {cause}")]
    Folder {
        /// The folder.
        path: String,
        /// What the system says.
        cause: std::io::Error,
    },
}

impl Db {
    /// Opens the database at `url` with at most `max_connections` (readers, for SQLite). [`PASSING`] at the end of the path of an
    /// embedded one says that it goes with this process: then the disk is never waited for.
    ///
    /// # Errors
    /// [`OpenError`] in one sentence for the operator.
    pub async fn open(url: &str, max_connections: u32) -> Result<Self, OpenError> {
        if let Some(rest) = url.strip_prefix("sqlite:") {
            let rest = rest.trim_start_matches("//");
            let (path, lasting) = rest.strip_suffix(PASSING).map_or((rest, true), |path| (path, false));
            let path = path.split('?').next().unwrap_or_default();
            if let Some(folder) = Path::new(path).parent().filter(|f| !f.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder)
                    .map_err(|cause| OpenError::Folder { path: folder.display().to_string(), cause })?;
            }
            let url = format!("sqlite://{path}?mode=rwc");
            let write = Database::connect(sqlite(&url, Part::Writer, lasting)).await?;
            let read = Database::connect(sqlite(&url, Part::Reader(max_connections.clamp(1, 8)), lasting)).await?;
            let leases = write.clone();
            Ok(Self { read, write, leases, backend: DbBackend::Sqlite })
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let pool = Database::connect(postgres(url, max_connections)).await?;
            let mut options = postgres(url, LEASE_CONNECTIONS);
            options.connect_lazy(true).map_sqlx_postgres_pool_opts(|pool| {
                pool.after_connect(|connection, _| Box::pin(async move { connection.execute(LEASE_SESSION).await.map(drop) }))
            });
            let leases = Database::connect(options).await?;
            Ok(Self { read: pool.clone(), write: pool, leases, backend: DbBackend::Postgres })
        } else {
            Err(OpenError::Scheme)
        }
    }

    /// For queries that write nothing.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For a single statement that writes.
    #[must_use]
    pub fn write(&self) -> &DatabaseConnection {
        &self.write
    }

    /// For single statements of the queue that take, renew, give back or end leases, and write nothing else.
    ///
    /// On PostgreSQL these are connections of their own, opened when first asked for, whose commits do not wait for the disk. What a
    /// crash of the server takes back is the newest leases alone: a commit that does wait has all earlier ones written before it, so
    /// no effect of a task outlives its lease, and a task whose lease is gone is claimed again.
    #[must_use]
    pub fn leases(&self) -> &DatabaseConnection {
        &self.leases
    }

    /// Whether other processes may work on it at this moment.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.backend == DbBackend::Postgres
    }

    /// Which of the two.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.backend
    }

    /// Begins a transaction that may write. It rolls back when dropped uncommitted.
    ///
    /// # Errors
    /// When no connection can be had in time.
    #[allow(clippy::disallowed_methods)] // the one place
    pub async fn write_tx(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.write.begin_with_options(options).await
    }

    /// Brings the tables up to this version of the program.
    ///
    /// # Errors
    /// What the database said.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        use migration::MigratorTrait as _;
        migration::Migrator::up(&self.write, None).await
    }

    /// Every migration by name, in order, and whether it is applied.
    ///
    /// # Errors
    /// What the database said.
    pub async fn migrations(&self) -> Result<Vec<(String, bool)>, DbErr> {
        use migration::MigratorTrait as _;
        let pending: Vec<String> =
            migration::Migrator::get_pending_migrations(&self.write).await?.iter().map(|m| m.name().to_owned()).collect();
        Ok(migration::Migrator::migrations()
            .iter()
            .map(|m| (m.name().to_owned(), !pending.iter().any(|name| name == m.name())))
            .collect())
    }

    /// Says whether the database answers.
    ///
    /// # Errors
    /// What it said instead.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.write.ping().await
    }

    /// Listens to a channel of PostgreSQL's notifications, on a connection of its own. `None` on the embedded database.
    ///
    /// # Errors
    /// `Unavailable` when the database is away.
    pub async fn listen(&self, channel: &str) -> Result<Option<Listener>> {
        if self.backend != DbBackend::Postgres {
            return Ok(None);
        }
        // Not out of the pool, which it would hold a connection of for ever.
        let options = self.write.get_postgres_connection_pool().connect_options();
        let own = PgPoolOptions::new().max_connections(1).acquire_timeout(Duration::from_secs(5));
        let pool = own.connect_with((*options).clone()).await.map_err(|_| AWAY)?;
        let mut listener = PgListener::connect_with(&pool).await.map_err(|_| AWAY)?;
        listener.listen(channel).await.map_err(|_| AWAY)?;
        Ok(Some(Listener(listener)))
    }

    /// Closes the pools, after what runs has ended.
    pub async fn close(&self) {
        let _ = self.read.clone().close().await;
        let _ = self.write.clone().close().await;
        let _ = self.leases.clone().close().await;
    }
}

const AWAY: Error = Error::Unavailable("the database is away");

/// The receiving end of a channel of notifications.
#[derive(Debug)]
pub struct Listener(PgListener);

/// What a [`Listener`] hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// Somebody notified this.
    Said(String),
    /// The connection was lost and is there again; what was said meanwhile is unknown.
    Gap,
}

impl Listener {
    /// Waits for the next notification.
    ///
    /// # Errors
    /// `Unavailable` when the connection is lost and cannot be had again.
    pub async fn next(&mut self) -> Result<Heard> {
        match self.0.try_recv().await {
            Ok(Some(said)) => Ok(Heard::Said(said.payload().to_owned())),
            Ok(None) => Ok(Heard::Gap),
            Err(_) => Err(AWAY),
        }
    }
}

fn postgres(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(5))
        .connect_timeout(Duration::from_secs(5))
        .test_before_acquire_if_idle_for(FRESH)
        .sqlx_logging(false);
    options
}

/// What connections of the embedded database are for.
#[derive(Debug, Clone, Copy)]
enum Part {
    /// The one that writes.
    Writer,
    /// At most so many that read.
    Reader(u32),
}

fn sqlite(url: &str, part: Part, lasting: bool) -> ConnectOptions {
    let (connections, cache, statements) = match part {
        Part::Writer => (1, WRITER_CACHE, WRITER_STATEMENTS),
        Part::Reader(connections) => (connections, READER_CACHE, READER_STATEMENTS),
    };
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(30))
        // A file does not go away while nobody looks, and a connection to it does not age. One that writes is never closed while the
        // process runs: everybody would wait for its successor. One that reads is when nobody needs it, for its memory.
        .test_before_acquire(false)
        .max_lifetime(None)
        .idle_timeout(match part {
            Part::Writer => None,
            Part::Reader(_) => Some(READER_IDLE),
        })
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(if lasting { SqliteSynchronous::Normal } else { SqliteSynchronous::Off })
                .busy_timeout(Duration::from_secs(10))
                .foreign_keys(true)
                .pragma("cache_size", cache)
                .pragma("temp_store", "memory")
                .statement_cache_capacity(statements)
                // 64 MiB: what is written again and again, as a hunt's counts, then goes to the file seldom, and the disk is waited for
                // a sixteenth as often as by default.
                .pragma("wal_autocheckpoint", "16000")
                .pragma("journal_size_limit", "67108864")
                // What the planner knows of the tables is written at the end, from a sample: to look at all rows of a large database
                // takes minutes, and nobody else can write meanwhile.
                .optimize_on_close(matches!(part, Part::Writer), SAMPLE)
        })
        // A full or failing disk makes SQLite roll back by itself, and the driver's own ROLLBACK then fails: it believes for ever
        // that a transaction is open, and refuses to begin another (https://www.sqlite.org/lang_transaction.html, section 3).
        // Such a connection is replaced.
        .map_sqlx_sqlite_pool_opts(|pool| {
            pool.before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
        });
    options
}

#[cfg(test)]
mod tests {
    use sea_orm::Statement;

    use super::*;

    #[tokio::test]
    async fn a_connection_to_a_file_does_not_age_and_the_one_that_writes_is_not_closed_for_resting() {
        let folder = tempfile::tempdir().expect("a folder");
        let db = Db::open(&format!("sqlite://{}", folder.path().join("a.db").display()), 4).await.expect("a database");
        let writer = db.write().get_sqlite_connection_pool().options();
        assert_eq!((writer.get_max_lifetime(), writer.get_idle_timeout()), (None, None));
        let reader = db.read().get_sqlite_connection_pool().options();
        assert_eq!((reader.get_max_lifetime(), reader.get_idle_timeout()), (None, Some(READER_IDLE)));
        db.close().await;
    }

    #[tokio::test]
    async fn an_embedded_database_waits_for_the_disk_unless_it_goes_with_its_process() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.db");
        for (ending, synchronous) in [("", 1), (PASSING, 0), ("?mode=rwc", 1)] {
            let db = Db::open(&format!("sqlite://{}{ending}", file.display()), 1).await.expect("a database");
            let row = db.write().query_one_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA synchronous")).await;
            let set: i32 = row.expect("asked").expect("a row").try_get_by_index(0).expect("a number");
            assert_eq!(set, synchronous, "{ending}");
            db.close().await;
            assert!(file.exists(), "{ending}");
        }
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1, "one file, whatever the address ends with");
    }

    #[test]
    fn a_list_is_filled_with_its_last_entry_up_to_a_power_of_two() {
        assert!(filled(Vec::<u8>::new()).is_empty());
        assert_eq!(filled([7]), [7]);
        assert_eq!(filled([1, 2, 3]), [1, 2, 3, 3]);
        assert_eq!(filled(0..5), [0, 1, 2, 3, 4, 4, 4, 4]);
    }

    #[test]
    fn any_number_of_rows_is_written_by_few_different_statements() {
        let mut numbers = std::collections::BTreeSet::new();
        for all in 0..2_000 {
            let mut left = all;
            while left > 0 {
                let some = rows_at_once(left);
                assert!((1..=left).contains(&some), "{some} of {left}");
                numbers.insert(some);
                left -= some;
            }
        }
        assert_eq!(numbers.len(), FEW_ROWS + 3);
        assert_eq!(numbers.last(), Some(&MOST_ROWS));
        assert_eq!(rows_at_once(0), 0);
    }
}
