//! Fuzz target: any text as technology rules, any bytes as a page under them.
#![no_main]

#[path = "../checks.rs"]
#[allow(dead_code, reason = "each target uses one of the checks")]
mod checks;

libfuzzer_sys::fuzz_target!(|data: (&str, &[u8])| checks::rules(data.0, data.1));
