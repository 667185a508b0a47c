//! What can go wrong, as the caller may know it: the contract's closed set of codes, a public message, and for everything else
//! an internal cause that goes to the log and nowhere else.
//! Invariant: [`Error`] does not implement `Display`, so that no inner message can slip into an answer by a `?`.

use std::time::Duration;

use sea_orm::{DbErr, SqlErr};

use super::db::trouble::{Trouble, trouble};

/// What the caller of a mutation can mend, field by field. The names are the contract's `UserErrorCode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RejectionCode {
    /// A value is missing.
    Required,
    /// A value is malformed.
    Invalid,
    /// A text is too long.
    TooLong,
    /// A list is too long.
    TooMany,
    /// A number is out of range.
    OutOfRange,
    /// Somebody has it already.
    Taken,
    /// What is named does not exist.
    NotFound,
    /// Not for this actor.
    NotAllowed,
    /// Not in this state.
    WrongState,
    /// The credits do not suffice.
    InsufficientCredits,
    /// The address or domain asked to be left alone.
    Suppressed,
    /// The address cannot be reached from here.
    Unreachable,
}

/// One thing the caller can mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// What kind of mistake.
    pub code: RejectionCode,
    /// Path of the field in the input, outermost first.
    pub field: Vec<String>,
    /// One sentence for a person.
    pub message: String,
}

impl Rejection {
    /// A rejection of the field at `path` ("websites.urls.3").
    #[must_use]
    pub fn new(code: RejectionCode, path: &str, message: impl Into<String>) -> Self {
        Self { code, field: path.split('.').filter(|p| !p.is_empty()).map(str::to_owned).collect(), message: message.into() }
    }
}

/// How an operation ends when it does not succeed.
#[derive(Debug)]
pub enum Error {
    /// The input has mistakes; nothing was written.
    Rejected(Vec<Rejection>),
    /// Nobody is signed in, or the token is no longer good.
    Unauthenticated(&'static str),
    /// Signed in, but not allowed to.
    Forbidden(&'static str),
    /// Does not exist in this workspace.
    NotFound(&'static str),
    /// An argument that no form could have sent (a bad id, a bad cursor).
    BadInput(String),
    /// It collides with what is there.
    Conflict(String),
    /// Too many requests.
    RateLimited {
        /// When to try again.
        retry_after: Duration,
    },
    /// The credit account does not hold enough; amounts in micro-credits.
    InsufficientCredits {
        /// Wanted.
        needed: i64,
        /// There.
        available: i64,
    },
    /// A part of the installation is away; try again.
    Unavailable(&'static str),
    /// A fault of ours. The cause goes to the log only.
    Internal(anyhow::Error),
}

/// The result of an operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A rejection of one field.
    #[must_use]
    pub fn rejected(code: RejectionCode, path: &str, message: impl Into<String>) -> Self {
        Self::Rejected(vec![Rejection::new(code, path, message)])
    }

    /// A fault of ours, with the cause for the log.
    pub fn internal(cause: impl Into<anyhow::Error>) -> Self {
        Self::Internal(cause.into())
    }

    /// A fault of ours, told in words for the log.
    #[must_use]
    pub fn bug(what: &'static str) -> Self {
        Self::Internal(anyhow::anyhow!(what))
    }

    /// The contract's code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rejected(_) | Self::BadInput(_) => "BAD_USER_INPUT",
            Self::Unauthenticated(_) => "UNAUTHENTICATED",
            Self::Forbidden(_) => "FORBIDDEN",
            Self::NotFound(_) => "NOT_FOUND",
            Self::Conflict(_) => "CONFLICT",
            Self::RateLimited { .. } => "RATE_LIMITED",
            Self::InsufficientCredits { .. } => "INSUFFICIENT_CREDITS",
            Self::Unavailable(_) => "UNAVAILABLE",
            Self::Internal(_) => "INTERNAL",
        }
    }

    /// What a stranger may read.
    #[must_use]
    pub fn public_message(&self) -> String {
        match self {
            Self::Rejected(rejections) => rejections.iter().map(|r| r.message.as_str()).collect::<Vec<_>>().join("; "),
            Self::Unauthenticated(m) | Self::Forbidden(m) | Self::NotFound(m) | Self::Unavailable(m) => (*m).to_owned(),
            Self::BadInput(m) | Self::Conflict(m) => m.clone(),
            Self::RateLimited { retry_after } => {
                format!("too many requests; try again in {} seconds", retry_after.as_secs().max(1))
            }
            Self::InsufficientCredits { .. } => "the workspace has not enough credits".to_owned(),
            Self::Internal(_) => "something went wrong on our side".to_owned(),
        }
    }

    /// One line for an operator's terminal or log; may hold inner messages, so never for an answer.
    #[must_use]
    pub fn operator_message(&self) -> String {
        match self {
            Self::InsufficientCredits { needed, available } => {
                format!("{needed} micro-credits are needed, {available} are there")
            }
            Self::Internal(cause) => format!("{cause:#}"),
            _ => self.public_message(),
        }
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(_)) = error.sql_err() {
            return Self::Conflict("this already exists".to_owned());
        }
        match trouble(&error) {
            Some(Trouble::Away) => Self::Unavailable("the database is away"),
            Some(Trouble::Full) => Self::Unavailable("the database cannot be written: its disk is full or failing"),
            Some(Trouble::Busy) => Self::Unavailable("the database is busy"),
            None => Self::Internal(anyhow::Error::new(error)),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(anyhow::Error::new(error).context("stored JSON"))
    }
}

/// True when `error` says that a row with the same unique key exists.
#[must_use]
pub fn is_conflict(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}
