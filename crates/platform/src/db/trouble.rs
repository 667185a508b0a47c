//! Trouble of the database that passes, told from mistakes by what the database says. Does not belong here: what to do about it.

use sea_orm::{DbErr, RuntimeErr, SqlxError, sqlx::postgres::PgDatabaseError};

/// Trouble of the database that is nobody's mistake and passes: whoever asked may ask again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// It does not answer, is starting or stopping, or has no connection left.
    Away,
    /// Its disk is full, or refuses to be written.
    Full,
    /// Others hold what it needs.
    Busy,
}

/// Whether an error is passing trouble of the database, and which.
#[must_use]
pub fn trouble(error: &DbErr) -> Option<Trouble> {
    let (DbErr::Conn(RuntimeErr::SqlxError(cause))
    | DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)).then_some(Trouble::Away);
    };
    match &**cause {
        SqlxError::Io(_)
        | SqlxError::Tls(_)
        | SqlxError::Protocol(_)
        | SqlxError::PoolTimedOut
        | SqlxError::PoolClosed
        | SqlxError::WorkerCrashed => Some(Trouble::Away),
        SqlxError::Database(said) => {
            let code = said.code()?;
            match said.try_downcast_ref::<PgDatabaseError>() {
                Some(_) => postgres_trouble(&code),
                None => code.parse().ok().and_then(sqlite_trouble),
            }
        }
        _ => matches!(error, DbErr::Conn(_)).then_some(Trouble::Away),
    }
}

/// By SQLSTATE.
fn postgres_trouble(code: &str) -> Option<Trouble> {
    match code {
        "53100" | "58030" => Some(Trouble::Full),
        "40001" | "40P01" | "55P03" => Some(Trouble::Busy),
        // Too many connections; shutting down, crashed, starting up.
        "53300" | "57P01" | "57P02" | "57P03" => Some(Trouble::Away),
        // Connections that break.
        code => code.starts_with("08").then_some(Trouble::Away),
    }
}

/// By result code; its low byte is the primary one.
fn sqlite_trouble(code: u32) -> Option<Trouble> {
    match code & 0xff {
        // BUSY, LOCKED.
        5 | 6 => Some(Trouble::Busy),
        // READONLY, IOERR, FULL, CANTOPEN: what a full or failing disk gives.
        8 | 10 | 13 | 14 => Some(Trouble::Full),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passing_trouble_is_told_from_mistakes() {
        assert_eq!(postgres_trouble("57P01"), Some(Trouble::Away));
        assert_eq!(postgres_trouble("08006"), Some(Trouble::Away));
        assert_eq!(postgres_trouble("53100"), Some(Trouble::Full));
        assert_eq!(postgres_trouble("40P01"), Some(Trouble::Busy));
        assert_eq!(postgres_trouble("42601"), None, "a syntax error is ours");
        assert_eq!(sqlite_trouble(13), Some(Trouble::Full));
        assert_eq!(sqlite_trouble(778), Some(Trouble::Full), "IOERR_WRITE");
        assert_eq!(sqlite_trouble(517), Some(Trouble::Busy), "BUSY_SNAPSHOT");
        assert_eq!(sqlite_trouble(2067), None, "a unique constraint is an answer");
    }
}
