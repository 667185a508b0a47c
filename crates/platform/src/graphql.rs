//! Lets a resolver return this house's error: with its code, its public message, and nothing else of it.
//! Invariant: an INTERNAL error's answer holds no inner message; the cause goes to the log, once, within the request's span.
//!
//! It stands here, behind a feature, because only the crate of [`Error`] may say how it becomes another crate's type.

use async_graphql::ErrorExtensionValues;

use crate::error::Error;

impl From<Error> for async_graphql::Error {
    fn from(error: Error) -> Self {
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", error.code());
        match &error {
            Error::RateLimited { retry_after } => extensions.set("retryAfterSeconds", retry_after.as_secs().max(1)),
            Error::Internal(cause) => tracing::error!(error = format!("{cause:#}"), "a request failed"),
            Error::Unavailable(what) => tracing::warn!(what, "a request could not be served"),
            _ => {}
        }
        Self { message: error.public_message(), source: None, extensions: Some(extensions) }
    }
}
