//! Structured values in columns, between Rust and the database's text with nothing in between: a tree of [`serde_json::Value`] built
//! only to be walked once costs several times what the text does. Does not belong here: what the values mean.

use sea_orm::{
    ConnectionTrait, DbBackend, ExprTrait as _, TryGetableFromJson, Value,
    sea_query::{Alias, ArrayType, ColumnType, Expr, Nullable, SimpleExpr, ValueType, ValueTypeErr},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::error::Result;

/// The value of a JSON column, read straight from the column's text. Write it with [`text_of`] where it is large.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json<T>(pub T);

/// `value` as a JSON column takes it, written once. For statements that name their columns: an active model holds trees.
///
/// # Errors
/// A value that is no JSON.
pub fn text_of(db: &impl ConnectionTrait, value: &(impl Serialize + ?Sized)) -> Result<SimpleExpr> {
    Ok(of_text(db, serde_json::to_string(value)?))
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
