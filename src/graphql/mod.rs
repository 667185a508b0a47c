//! The adapter between the schema and the domain modules; holds no rule.
