//! From the house's errors to GraphQL errors with a code of the contract, and to `userErrors`.
//! Invariant: an INTERNAL error's answer holds no inner message; the cause goes to the log, once, within the request's span.

use async_graphql::{Enum, ErrorExtensionValues, SimpleObject};

use crate::platform::error::{Error, Rejection, RejectionCode, Result};

/// What the caller can mend, by kind.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "RejectionCode")]
pub enum UserErrorCode {
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
    /// What is named does not exist in this workspace.
    NotFound,
    /// Not possible for this actor or installation.
    NotAllowed,
    /// Not possible in this state.
    WrongState,
    /// The credits do not suffice.
    InsufficientCredits,
    /// The address or domain asked to be left alone.
    Suppressed,
    /// The address cannot be reached from here.
    Unreachable,
}

/// One mistake in the input that the caller can mend. Nothing was written when there is one.
#[derive(SimpleObject, Debug, Clone)]
pub struct UserError {
    /// What kind of mistake.
    pub code: UserErrorCode,
    /// Path of the field in the input, outermost first; list positions count from 0.
    pub field: Vec<String>,
    /// One sentence for a person.
    pub message: String,
}

impl From<Rejection> for UserError {
    fn from(rejection: Rejection) -> Self {
        Self { code: rejection.code.into(), field: rejection.field, message: rejection.message }
    }
}

/// The answer of an operation as a payload's two halves: what changed, or what the caller can mend.
///
/// # Errors
/// Every error that is no rejection.
pub fn settle<T>(outcome: Result<T>) -> Result<(Option<T>, Vec<UserError>)> {
    match outcome {
        Ok(value) => Ok((Some(value), Vec::new())),
        Err(Error::Rejected(rejections)) => Ok((None, rejections.into_iter().map(UserError::from).collect())),
        Err(error) => Err(error),
    }
}

/// The contract's code of an error.
#[must_use]
pub fn code(error: &Error) -> &'static str {
    match error {
        Error::Rejected(_) | Error::BadInput(_) => "BAD_USER_INPUT",
        Error::Unauthenticated(_) => "UNAUTHENTICATED",
        Error::Forbidden(_) => "FORBIDDEN",
        Error::NotFound(_) => "NOT_FOUND",
        Error::Conflict(_) => "CONFLICT",
        Error::RateLimited { .. } => "RATE_LIMITED",
        Error::InsufficientCredits { .. } => "INSUFFICIENT_CREDITS",
        Error::Unavailable(_) => "UNAVAILABLE",
        Error::Internal(_) => "INTERNAL",
    }
}

fn public_message(error: &Error) -> String {
    match error {
        Error::Rejected(rejections) => rejections.iter().map(|r| r.message.as_str()).collect::<Vec<_>>().join("; "),
        Error::Unauthenticated(message) | Error::Forbidden(message) | Error::NotFound(message) | Error::Unavailable(message) => {
            (*message).to_owned()
        }
        Error::BadInput(message) | Error::Conflict(message) => message.clone(),
        Error::RateLimited { retry_after } => format!("too many requests; try again in {} seconds", retry_after.as_secs().max(1)),
        Error::InsufficientCredits { .. } => "the workspace has not enough credits".to_owned(),
        Error::Internal(_) => "something went wrong on our side".to_owned(),
    }
}

impl From<Error> for async_graphql::Error {
    fn from(error: Error) -> Self {
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", code(&error));
        match &error {
            Error::RateLimited { retry_after } => extensions.set("retryAfterSeconds", retry_after.as_secs().max(1)),
            Error::Internal(cause) => tracing::error!(error = format!("{cause:#}"), "a request failed"),
            Error::Unavailable(what) => tracing::warn!(what, "a request could not be served"),
            _ => {}
        }
        Self { message: public_message(&error), source: None, extensions: Some(extensions) }
    }
}
