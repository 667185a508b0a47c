//! Pages of a list by keyset: a cursor holds the sort key and the id of a row, never an offset, so that rows which come and go
//! neither repeat nor hide others. A cursor carries the order it was made under and is refused under another.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, Order, QueryFilter, QueryOrder,
    QuerySelect, Select, sea_query::SimpleExpr,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::{Error, Result};

/// Most rows of one page.
pub const MAX_PAGE: i32 = 100;

/// The sort key of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Key {
    /// A number or a moment.
    Int(i64),
    /// A text.
    Text(String),
}

impl From<Key> for sea_orm::Value {
    fn from(key: Key) -> Self {
        match key {
            Key::Int(n) => n.into(),
            Key::Text(text) => text.into(),
        }
    }
}

/// A place in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Name of the order.
    #[serde(rename = "o")]
    pub order: String,
    /// Sort key of the row.
    #[serde(rename = "k")]
    pub key: Key,
    /// The row.
    #[serde(rename = "i")]
    pub id: Uuid,
}

impl Cursor {
    /// The opaque text form.
    #[must_use]
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// Reads the text form of a cursor made under `order`.
    ///
    /// # Errors
    /// [`Error::BadInput`] for anything else.
    pub fn decode(text: &str, order: &str) -> Result<Self> {
        let bad = || Error::BadInput("the cursor is malformed".to_owned());
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| bad())?;
        let cursor: Self = serde_json::from_slice(&bytes).map_err(|_| bad())?;
        if cursor.order == order { Ok(cursor) } else { Err(Error::BadInput("the cursor belongs to another order".to_owned())) }
    }
}

/// Which page is wanted.
#[derive(Debug, Clone)]
pub struct PageRequest {
    limit: u64,
    backward: bool,
    after: Option<Cursor>,
    before: Option<Cursor>,
    order: String,
}

impl PageRequest {
    /// Reads the connection arguments: exactly one of `first` and `last`, 1 to 100.
    ///
    /// # Errors
    /// [`Error::BadInput`] when they do not say which page.
    pub fn parse(first: Option<i32>, last: Option<i32>, after: Option<&str>, before: Option<&str>, order: &str) -> Result<Self> {
        let (count, backward) = match (first, last) {
            (Some(first), None) => (first, false),
            (None, Some(last)) => (last, true),
            _ => return Err(Error::BadInput("give one of first and last".to_owned())),
        };
        let limit = u64::try_from(count)
            .ok()
            .filter(|_| (1..=MAX_PAGE).contains(&count))
            .ok_or_else(|| Error::BadInput(format!("first and last take 1 to {MAX_PAGE}")))?;
        Ok(Self {
            limit,
            backward,
            after: after.map(|text| Cursor::decode(text, order)).transpose()?,
            before: before.map(|text| Cursor::decode(text, order)).transpose()?,
            order: order.to_owned(),
        })
    }

    /// The first `limit` rows, for callers inside the house.
    #[must_use]
    pub fn first(limit: u64, order: &str) -> Self {
        Self { limit, backward: false, after: None, before: None, order: order.to_owned() }
    }

    /// The `limit` rows behind `cursor`, for callers inside the house.
    #[must_use]
    pub fn after(limit: u64, cursor: Cursor) -> Self {
        Self { limit, backward: false, order: cursor.order.clone(), after: Some(cursor), before: None }
    }

    /// Runs `select` for this page. `key` is the expression sorted by, `id` breaks ties; `descending` is the list's direction.
    ///
    /// # Errors
    /// What the database says.
    pub async fn fetch<E, C, M>(
        &self,
        db: &impl ConnectionTrait,
        select: Select<E>,
        key: SimpleExpr,
        id: C,
        descending: bool,
        key_of: impl Fn(&M) -> (Key, Uuid),
    ) -> Result<Page<M>>
    where
        E: EntityTrait<Model = M>,
        C: ColumnTrait,
        M: FromQueryResult + Sized + Send + Sync,
    {
        let mut select = select;
        for (cursor, later) in [(&self.after, true), (&self.before, false)] {
            let Some(cursor) = cursor else { continue };
            let value: sea_orm::Value = cursor.key.clone().into();
            let up = later != descending;
            let (beyond, tie) = if up {
                (key.clone().gt(value.clone()), id.gt(cursor.id))
            } else {
                (key.clone().lt(value.clone()), id.lt(cursor.id))
            };
            select = select.filter(Condition::any().add(beyond).add(Condition::all().add(key.clone().eq(value)).add(tie)));
        }
        let order = if descending == self.backward { Order::Asc } else { Order::Desc };
        let mut rows = select.order_by(key, order.clone()).order_by(id, order).limit(self.limit + 1).all(db).await?;
        let more = u64::try_from(rows.len()).unwrap_or(u64::MAX) > self.limit;
        rows.truncate(usize::try_from(self.limit).unwrap_or(usize::MAX));
        if self.backward {
            rows.reverse();
        }
        let items = rows
            .into_iter()
            .map(|row| {
                let (key, id) = key_of(&row);
                (Cursor { order: self.order.clone(), key, id }, row)
            })
            .collect();
        Ok(Page {
            items,
            has_next: if self.backward { self.before.is_some() } else { more },
            has_previous: if self.backward { more } else { self.after.is_some() },
        })
    }
}

/// One page.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// Rows with their cursors, in the list's order.
    pub items: Vec<(Cursor, T)>,
    /// There are rows behind.
    pub has_next: bool,
    /// There are rows before.
    pub has_previous: bool,
}

impl<T> Page<T> {
    /// The same page of something else.
    pub fn map<U>(self, mut convert: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(|(cursor, item)| (cursor, convert(item))).collect(),
            has_next: self.has_next,
            has_previous: self.has_previous,
        }
    }

    /// The same page of something else, or the first error.
    ///
    /// # Errors
    /// The first that `convert` gives.
    pub fn try_map<U>(self, mut convert: impl FnMut(T) -> Result<U>) -> Result<Page<U>> {
        Ok(Page {
            items: self.items.into_iter().map(|(cursor, item)| Ok((cursor, convert(item)?))).collect::<Result<_>>()?,
            has_next: self.has_next,
            has_previous: self.has_previous,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_round_trip_and_is_refused_under_another_order() {
        let cursor = Cursor { order: "score:desc".into(), key: Key::Int(-3), id: Uuid::from_u128(7) };
        assert_eq!(Cursor::decode(&cursor.encode(), "score:desc").ok(), Some(cursor.clone()));
        assert!(matches!(Cursor::decode(&cursor.encode(), "name:asc"), Err(Error::BadInput(_))));
        assert!(matches!(Cursor::decode("nonsense!", "name:asc"), Err(Error::BadInput(_))));
    }

    #[test]
    fn a_page_is_asked_for_by_exactly_one_of_first_and_last() {
        let parse = |first, last| PageRequest::parse(first, last, None, None, "o").is_ok();
        assert!(parse(Some(1), None) && parse(None, Some(100)));
        assert!(
            !parse(None, None)
                && !parse(Some(1), Some(1))
                && !parse(Some(0), None)
                && !parse(Some(101), None)
                && !parse(Some(-1), None)
        );
    }
}
