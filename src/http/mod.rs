//! Routes, endpoints and middleware; turns HTTP into GraphQL requests.

pub mod graphiql;
