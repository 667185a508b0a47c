//! The context of an operation: what every verb of a domain needs and gets as its first argument.

use super::{
    clock::{Clock, Timestamp},
    db::Db,
    events::Bus,
};

/// Database, clock and bus, for one operation. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Op {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Signals after commit.
    pub bus: Bus,
}

impl Op {
    /// Now, by this operation's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
