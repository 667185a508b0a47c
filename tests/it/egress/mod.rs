//! The way out, tried from outside: nothing that is not public is reached, and nothing that a server does lasts or grows for ever.

mod bounds;
mod inward;
mod namespace;
mod registry;
mod roads;
pub mod server;
mod storage;

use glouton::platform::egress::Settings;

/// The defaults, with no delays and short deadlines, so that a server that says nothing does not hold a test up.
pub fn settings() -> Settings {
    let table: toml::Table = toml::from_str(include_str!("../../../config/default.toml")).expect("the defaults are TOML");
    let mut settings: Settings = table["egress"].clone().try_into().expect("the section fits its struct");
    settings.host_delay_ms = 0;
    settings.connect_timeout_ms = 2_000;
    settings.headers_timeout_ms = 300;
    settings.body_timeout_ms = 600;
    settings.dns_facts = false;
    settings.rdap = false;
    settings
}
