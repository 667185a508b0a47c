//! What the integration tests share: an operation on a database of its own, people. Does not belong here: a test.

pub mod app;
pub mod live;
pub mod mailbox;
pub mod people;
pub mod process;
pub mod services;
pub mod until;

use std::ops::Deref;

use glouton::platform::{
    clock::{Clock, Timestamp},
    db::Db,
    events::Bus,
    op::Op,
};
use glouton_testbed::TestDatabase;

/// When every test begins.
pub const START: Timestamp = Timestamp(1_800_000_000_000);

/// The context of an operation on a migrated database that belongs to this test, with a clock that the test moves.
#[derive(Debug)]
pub struct TestOp {
    op: Op,
    _database: TestDatabase,
}

impl Deref for TestOp {
    type Target = Op;

    fn deref(&self) -> &Op {
        &self.op
    }
}

/// A [`TestOp`], on the database that the environment names.
pub async fn fresh() -> TestOp {
    let database = TestDatabase::migrated().await;
    let db = Db::open(database.url(), 8).await.expect("the test's database opens");
    TestOp { op: Op { db, clock: Clock::manual(START), bus: Bus::local() }, _database: database }
}
