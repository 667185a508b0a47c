//! E-mail addresses in every form a visitor could read them, and nothing that only looks like one.
