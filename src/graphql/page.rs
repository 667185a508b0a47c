//! Relay connections over keyset pages.

use async_graphql::{
    OutputType,
    connection::{Connection, CursorType, Edge, EmptyFields},
};

use crate::platform::page::Page;

/// A cursor in its opaque text form.
#[derive(Debug, Clone)]
pub struct Opaque(pub String);

impl CursorType for Opaque {
    type Error = std::convert::Infallible;

    fn decode_cursor(text: &str) -> Result<Self, Self::Error> {
        Ok(Self(text.to_owned()))
    }

    fn encode_cursor(&self) -> String {
        self.0.clone()
    }
}

/// Wraps a page as a connection with further fields on it (`totalCount`).
pub fn connection<T, N, F>(page: Page<T>, fields: F, mut node: impl FnMut(T) -> N) -> Connection<Opaque, N, F>
where
    N: OutputType,
    F: async_graphql::ObjectType,
{
    let mut connection = Connection::with_additional_fields(page.has_previous, page.has_next, fields);
    connection.edges.extend(
        page.items
            .into_iter()
            .map(|(cursor, item)| Edge::with_additional_fields(Opaque(cursor.encode()), node(item), EmptyFields)),
    );
    connection
}
