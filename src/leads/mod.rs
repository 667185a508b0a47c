//! Businesses in a workspace, their contacts, claims and the work done on them.
