//! The `[browser]` section of the configuration. Every key stands, with its default and a comment, in `config/default.toml`.

use std::net::IpAddr;

use serde::Deserialize;

/// How browsers are had and used.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Whether browsers are used at all.
    pub enabled: bool,
    /// A WebDriver service (a Selenium Grid); empty to start `chromedriver` here.
    pub webdriver_url: String,
    /// The program to start when `webdriver_url` is empty; looked up on the PATH when it has no slash.
    pub chromedriver: String,
    /// The browser's program; empty for the one that chromedriver finds.
    pub chrome: String,
    /// Run Chrome without its sandbox. Always so for root, for whom the sandbox does not start.
    pub no_sandbox: bool,
    /// Browsers open at a time.
    pub sessions: u32,
    /// Pages that one browser reads before it is closed.
    pub session_pages: u32,
    /// Minutes that one browser lives.
    pub session_minutes: u64,
    /// Seconds that an unused browser is kept.
    pub idle_seconds: u64,
    /// Deadline for a page to load, milliseconds.
    pub page_timeout_ms: u64,
    /// A page is ready when it has not changed for this long, milliseconds.
    pub quiet_ms: u64,
    /// How long to wait for that, milliseconds.
    pub quiet_cap_ms: u64,
    /// Bytes received for one page with all that it asks for, at most.
    pub page_bytes: u64,
    /// Bytes of the page as the browser shows it, at most.
    pub max_html_bytes: u64,
    /// The address on which the browsers' proxies listen.
    pub proxy_bind: IpAddr,
    /// The name under which browsers reach that address; empty for the address itself.
    pub proxy_host: String,
}
