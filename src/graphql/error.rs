//! From what an operation rejects to a payload's `userErrors`. Not here: errors that are no rejections; the platform makes them
//! answers (`glouton_platform::graphql`).

use async_graphql::{Enum, SimpleObject};

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
