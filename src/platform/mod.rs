//! What knows no word of the business: clock, ids, errors, database, tasks, egress, browser.
