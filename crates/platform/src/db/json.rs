//! Structured values in columns, between Rust and the database's text with nothing in between: a tree of [`serde_json::Value`] built
//! only to be walked once costs several times what the text does. Does not belong here: what the values mean.

use std::cell::Cell;

use sea_orm::{
    ConnectionTrait, DbBackend, ExprTrait as _, TryGetableFromJson, Value,
    sea_query::{Alias, ArrayType, ColumnType, Expr, Nullable, SimpleExpr, ValueType, ValueTypeErr},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::error::{Error, Result};

/// What is kept of the working memory of a thread, at most.
const KEPT: usize = 256 * 1024;

thread_local! {
    /// Where a text is written before its length is known: one that grows is copied again and again.
    static DRAFT: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// The value of a JSON column, read straight from the column's text. Write it with [`text_of`] where it is large.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json<T>(pub T);

/// `value` as a JSON column takes it, written once. For statements that name their columns: an active model holds trees.
///
/// # Errors
/// A value that is no JSON.
pub fn text_of(db: &impl ConnectionTrait, value: &(impl Serialize + ?Sized)) -> Result<SimpleExpr> {
    Ok(of_text(db, text(value)?))
}

/// `value` as JSON, in as much memory as it takes.
///
/// # Errors
/// A value that is no JSON.
pub fn text(value: &(impl Serialize + ?Sized)) -> Result<String> {
    let mut draft = DRAFT.take();
    draft.clear();
    let written = serde_json::to_writer(&mut draft, value);
    let text = std::str::from_utf8(&draft).map(str::to_owned);
    if draft.capacity() <= KEPT {
        DRAFT.set(draft);
    }
    written?;
    text.map_err(|_| Error::bug("JSON that is no text"))
}

/// As [`text_of`], for what is written as JSON already.
pub fn of_text(db: &impl ConnectionTrait, json: impl Into<String>) -> SimpleExpr {
    let bound = Expr::value(json.into());
    // SQLite keeps the text as it is; PostgreSQL wants to be told that it is no text.
    if db.get_database_backend() == DbBackend::Postgres { bound.cast_as(Alias::new("jsonb")) } else { bound }
}

impl<T: DeserializeOwned> TryGetableFromJson for Json<T> {}

impl<T: Serialize> From<Json<T>> for Value {
    fn from(source: Json<T>) -> Self {
        // What is no JSON becomes a null, which no column of these takes.
        Self::Json(serde_json::to_value(source.0).ok().map(Box::new))
    }
}

impl<T: DeserializeOwned> ValueType for Json<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        match value {
            Value::Json(Some(json)) => serde_json::from_value(*json).map(Json).map_err(|_| ValueTypeErr),
            _ => Err(ValueTypeErr),
        }
    }

    fn type_name() -> String {
        "Json".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::Json
    }

    fn column_type() -> ColumnType {
        ColumnType::JsonBinary
    }
}

impl<T> Nullable for Json<T> {
    fn null() -> Value {
        Value::Json(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes another text while its own is being written.
    struct Nested;

    impl Serialize for Nested {
        fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            to.serialize_str(&text(&["inside"]).map_err(|error| serde::ser::Error::custom(error.operator_message()))?)
        }
    }

    #[test]
    fn a_text_is_written_whole_whatever_was_written_before() {
        for value in ["a much longer one than that which follows", "é", ""] {
            assert_eq!(text(value).expect("written"), format!("\"{value}\""));
        }
        let long = "x".repeat(2 * KEPT);
        assert_eq!(text(&long).expect("written").len(), long.len() + 2);
        assert_eq!(text(&Nested).expect("written"), r#""[\"inside\"]""#);
        assert_eq!(text(&(1, Nested)).expect("written"), r#"[1,"[\"inside\"]"]"#);
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing_behind() {
        let no_key = std::collections::HashMap::from([(vec![1], 2)]);
        assert!(text(&no_key).is_err(), "a list is no key");
        assert_eq!(text(&3).expect("written"), "3");
    }
}
