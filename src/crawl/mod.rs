//! Reads one site within its limits: frontier, robots, politeness, snapshots, the choice between HTTP and the browser.
//! Belongs here: how to get pages. Does not belong here: what becomes of them (hunts), what they say (`glouton_reader`).

pub mod model;
