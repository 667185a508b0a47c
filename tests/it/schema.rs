//! The printed schema is the one that is served.

#[test]
fn the_printed_schema_is_fresh() {
    let printed = include_str!("../../schema.graphql");
    assert!(
        printed == glouton::graphql::schema::sdl(),
        "schema.graphql is stale; print it anew: cargo run -- schema > schema.graphql"
    );
}
