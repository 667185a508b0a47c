//! Asking a registry over WHOIS (RFC 3912), which is only done where it speaks no RDAP: a line there, a text for people back, of
//! which dates and registrar are read. Whatever else it says is not kept. Which server knows a top-level domain is told by the
//! directory, in an answer of the same form.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::Instant;
use url::Url;

use super::super::Egress;
use super::super::settings::Settings;
use super::super::target::Target;
use super::registration::{Registration, WHOIS_SCHEME, moment, name};

/// How long is believed which server knows a top-level domain, and how long that none does or that nobody could tell.
const FRESH: Duration = Duration::from_secs(24 * 60 * 60);
const RETRY: Duration = Duration::from_secs(60 * 60);
/// Largest answer that is read, bytes.
const MAX_BYTES: u64 = 64 * 1024;
/// Top-level domains remembered; there are fewer than two thousand.
const MAX_NAMES: usize = 4_000;

/// Labels before the day of the registration, in lower case and without the marks around them.
const REGISTERED: &[&str] = &[
    "creation date",
    "created",
    "created on",
    "created date",
    "created at",
    "domain created",
    "domain name commencement date",
    "domain registration date",
    "record created",
    "registered",
    "registered date",
    "registered on",
    "registration date",
    "registration time",
];
/// Labels before the day until which it is paid for.
const EXPIRES: &[&str] = &[
    "domain expiration date",
    "expiration",
    "expiration date",
    "expiration time",
    "expire",
    "expire date",
    "expire-date",
    "expires",
    "expires at",
    "expires on",
    "expiry",
    "expiry date",
    "paid-till",
    "record expires on",
    "registrar registration expiration date",
    "registry expiry date",
    "renewal date",
    "valid until",
];
/// Labels before the registrar's name, or above the lines about it.
const REGISTRAR: &[&str] =
    &["registrar", "registrar name", "registrar organization", "sponsoring registrar", "authorized agency"];
/// Labels of its name within lines about it.
const REGISTRARS_NAME: &[&str] = &["name", "organization", "organisation", "organization name", "registrar", "registrar name"];

/// Asks WHOIS servers.
pub(super) struct Whois {
    /// Tells which server knows a top-level domain; none when nobody is to be asked.
    directory: Option<String>,
    servers: Mutex<HashMap<String, (Option<String>, Instant)>>,
}

impl Whois {
    pub(super) fn new(settings: &Settings) -> Self {
        let directory = settings.whois_directory.trim();
        Self { directory: (!directory.is_empty()).then(|| directory.to_owned()), servers: Mutex::default() }
    }

    /// The server that knows the domains below the top-level domain of `domain`.
    pub(super) async fn server_of(&self, egress: &Egress, domain: &str, deadline: Duration) -> Option<String> {
        let directory = self.directory.as_deref()?;
        let top = domain.rsplit('.').next()?;
        if let Some((server, until)) = self.servers.lock().unwrap_or_else(PoisonError::into_inner).get(top)
            && *until > Instant::now()
        {
            return server.clone();
        }
        let told = tokio::time::timeout(deadline, converse(egress, directory, top)).await.ok().flatten();
        let server = told.and_then(|answer| {
            lines(&answer)
                .find(|(label, value)| label == "whois" && !value.is_empty())
                .map(|(_, value)| value.to_ascii_lowercase())
        });
        let until = Instant::now() + if server.is_some() { FRESH } else { RETRY };
        let mut servers = self.servers.lock().unwrap_or_else(PoisonError::into_inner);
        if servers.len() >= MAX_NAMES {
            servers.clear();
        }
        servers.insert(top.to_owned(), (server.clone(), until));
        server
    }
}

/// Asks one server one question; `None` when it did not answer. The caller sets the deadline.
pub(super) async fn converse(egress: &Egress, server: &str, question: &str) -> Option<String> {
    let target = egress.unless_shunned(Target::of_whois_server(server).ok()?).ok()?;
    let mut stream = egress.inner.dialer.dial(&target).await.ok()?;
    stream.write_all(format!("{question}\r\n").as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    stream.take(MAX_BYTES).read_to_end(&mut answer).await.ok()?;
    // Before Unicode servers wrote Latin letters as they pleased; labels and dates are ASCII in all of it.
    Some(String::from_utf8_lossy(&answer).into_owned())
}

/// Where an answer about a domain came from.
pub(super) fn source(server: &str, domain: &str) -> Option<Url> {
    Url::parse(&format!("{WHOIS_SCHEME}://{server}/{domain}")).ok()
}

/// Reads an answer; `None` when it tells nothing that is wanted.
pub(super) fn read(answer: &str, source: Url) -> Option<Registration> {
    let mut read = Registration { registered_at_ms: None, expires_at_ms: None, registrar: None, source };
    let mut of_registrar = false;
    for (label, value) in lines(answer) {
        if REGISTRAR.contains(&label.as_str()) && value.is_empty() {
            // Its name stands in one of the next lines.
            of_registrar = read.registrar.is_none();
            continue;
        }
        if of_registrar && (REGISTRARS_NAME.contains(&label.as_str()) || label.is_empty()) {
            read.registrar = name(value);
            of_registrar = read.registrar.is_none();
        } else if REGISTRAR.contains(&label.as_str()) && read.registrar.is_none() {
            read.registrar = name(value);
        }
        // The first of each is the domain's; people and servers further down have dates too.
        if REGISTERED.contains(&label.as_str()) && read.registered_at_ms.is_none() {
            read.registered_at_ms = moment(value);
        } else if EXPIRES.contains(&label.as_str()) && read.expires_at_ms.is_none() {
            read.expires_at_ms = moment(value);
        }
    }
    read.if_it_tells()
}

/// The lines of an answer, each with its label in lower case (empty for a line that has none) and what stands behind it.
fn lines(answer: &str) -> impl Iterator<Item = (String, &str)> {
    let spoken = answer.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['%', '#', '>', '*']));
    spoken.map(|line| {
        // "[Created on]   2001/02/03".
        if let Some((label, value)) = line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            return (label.trim().to_ascii_lowercase(), value.trim());
        }
        match line.split_once(':').filter(|(label, _)| label.len() <= 40) {
            // "created.............: 3.2.2001".
            Some((label, value)) => (label.trim_end_matches(['.', ' ', '\t']).to_ascii_lowercase(), value.trim()),
            // A label alone on its line: "Registrar".
            None if REGISTRAR.contains(&line.to_ascii_lowercase().as_str()) => (line.to_ascii_lowercase(), ""),
            None => (String::new(), line),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(answer: &str) -> Option<(Option<i64>, Option<i64>, Option<String>)> {
        let source = source("whois.registry.test", "baker.example").expect("an address");
        read(answer, source).map(|told| (told.registered_at_ms, told.expires_at_ms, told.registrar))
    }

    #[test]
    fn dates_and_registrar_are_read_in_the_forms_of_many_registries() {
        let told = Some((Some(981_158_400_000), Some(1_801_612_800_000), Some("Names & Co.".to_owned())));
        for answer in [
            "% Terms of use: created: 1999-01-01\n\nDomain Name: BAKER.EXAMPLE\nRegistrar: Names & Co.\nCreation Date: 2001-02-03T00:00:00Z\nRegistry Expiry Date: 2027-02-03T00:00:00Z\n\n>>> Last update: 2026-01-01 <<<",
            "Domain:             baker.example\nStatus:             ok\nCreated:            2001-02-03 00:00:00\nExpire Date:        2027-02-03\n\nRegistrant\n  Organization:     Nobody's business\n  Created:          2011-01-01 00:00:00\n\nRegistrar\n  Organization:     Names & Co.\n  Name:             NAMES-REG\n",
            "    Registrar:\n        Names & Co.\n        URL: https://names.test\n\n    Relevant dates:\n        Registered on: 03-Feb-2001\n        Expiry date:  03-Feb-2027\n",
            "domain.............: baker.example\r\ncreated............: 3.2.2001 00:00:00\r\nexpires............: 3.2.2027\r\n\r\nRegistrar\r\n\r\nregistrar..........: Names & Co.\r\n",
            "[Domain Name]   BAKER.EXAMPLE\n[Created on]    2001/02/03\n[Expires on]    2027/02/03\n[Registrar]     Names & Co.\n",
            "domain: baker.example\nregistrar: Names & Co.\ncreated: 2001.02.03\npaid-till: 2027.02.03\n",
        ] {
            assert_eq!(of(answer), told, "{answer}");
        }
    }

    #[test]
    fn an_answer_that_tells_nothing_is_none() {
        for answer in [
            "",
            "No match for BAKER.EXAMPLE",
            "% created: 2001-02-03",
            "Error: rate limit exceeded",
            "created: yesterday",
            "registrar:\n",
            ":\n::\n[]\n[x",
        ] {
            assert_eq!(of(answer), None, "{answer}");
        }
    }
}
