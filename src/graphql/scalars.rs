//! The contract's scalars.

use std::str::FromStr;

use async_graphql::{ID, InputValueError, InputValueResult, Scalar, ScalarType, Value};

use crate::platform::{
    clock::Timestamp,
    error::{Error, Rejection, RejectionCode, Result},
};

/// A moment, RFC 3339 in UTC with milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTime(pub Timestamp);

/// A moment in UTC, in the form of RFC 3339 ("2026-11-21T10:00:00.123Z").
#[Scalar(name = "DateTime", specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        let moment = time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339)
            .map_err(|_| InputValueError::custom("is no RFC 3339 moment"))?;
        Ok(Self(moment.into()))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl From<Timestamp> for DateTime {
    fn from(at: Timestamp) -> Self {
        Self(at)
    }
}

/// An absolute http or https address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebUrl(pub String);

/// An absolute http or https address.
#[Scalar(name = "URL", specified_by_url = "https://url.spec.whatwg.org/")]
impl ScalarType for WebUrl {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        match url::Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(Self(url.into())),
            _ => Err(InputValueError::custom("is no absolute http or https address")),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// An exact decimal number as a text ("0.5").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal(pub String);

/// An exact decimal number, written as a text ("0.5") so that no client rounds it.
#[Scalar(name = "Decimal")]
impl ScalarType for Decimal {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Ok(Self(text.clone())),
            Value::Number(number) => Ok(Self(number.to_string())),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// Reads an id argument of a query.
///
/// # Errors
/// [`Error::BadInput`] when it is no id of that kind.
pub fn id<T: FromStr>(id: &ID) -> Result<T> {
    id.parse::<T>().map_err(|_| Error::BadInput(format!("\"{}\" is not an id of the kind asked for", shown(id))))
}

/// Reads an id of a mutation's input; one that cannot exist is as unknown as one that does not.
///
/// # Errors
/// A rejection of `field`.
pub fn input_id<T: FromStr>(id: &ID, field: &str) -> Result<T> {
    id.parse::<T>()
        .map_err(|_| Error::rejected(RejectionCode::NotFound, field, format!("there is nothing with the id \"{}\"", shown(id))))
}

/// Reads the ids of a mutation's input.
///
/// # Errors
/// One rejection for each that is no id.
pub fn input_ids<T: FromStr>(ids: &[ID], field: &str) -> Result<Vec<T>> {
    let mut good = Vec::with_capacity(ids.len());
    let mut bad = Vec::new();
    for (n, id) in ids.iter().enumerate() {
        match id.parse::<T>() {
            Ok(id) => good.push(id),
            Err(_) => {
                let message = format!("there is nothing with the id \"{}\"", shown(id));
                bad.push(Rejection::new(RejectionCode::NotFound, &format!("{field}.{n}"), message));
            }
        }
    }
    if bad.is_empty() { Ok(good) } else { Err(Error::Rejected(bad)) }
}

fn shown(id: &ID) -> String {
    id.chars().take(60).collect()
}
