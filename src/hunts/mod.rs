//! One run that looks for leads: sites, tasks, progress, events.
