//! The examination of a lead's site: checks, factors, score, temperature.
