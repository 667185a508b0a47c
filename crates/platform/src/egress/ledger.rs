//! Who was asked, how often and for what: every request that leaves through the door is counted for its host, the browser's included.
//! The counts are held until somebody takes them to write them down; whoever cannot write gives them back.
//!
//! Does not belong here: where they are written, how long they are kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Hosts that are remembered while nobody takes the counts. Beyond them new hosts are not counted, which a metric tells.
const MAX_HOSTS: usize = 200_000;

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// A page to be read.
    Page,
    /// robots.txt.
    Robots,
    /// A sitemap, or a look whether something stands at an address.
    Look,
    /// Whatever a browser asks for while it shows a page.
    Browser,
    /// A service that this installation uses.
    #[default]
    Service,
}

/// Requests by their purpose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Requests {
    /// See [`Purpose::Page`].
    pub pages: u64,
    /// See [`Purpose::Robots`].
    pub robots: u64,
    /// See [`Purpose::Look`].
    pub looks: u64,
    /// See [`Purpose::Browser`]; a tunnel counts as one.
    pub browser: u64,
    /// See [`Purpose::Service`].
    pub services: u64,
}

/// What one host was asked since the counts were last taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostUse {
    /// The host, in its ASCII form.
    pub host: String,
    /// Requests.
    pub requests: Requests,
    /// Those that got no answer.
    pub unanswered: u64,
    /// Bytes of answers' bodies, as sent.
    pub bytes: u64,
    /// The version of robots.txt that the last page was asked for under.
    pub robots_version: Option<Arc<str>>,
    /// How long ago the first of these requests left.
    pub first_ago: Duration,
    /// How long ago the last.
    pub last_ago: Duration,
}

#[derive(Debug)]
struct Entry {
    requests: Requests,
    unanswered: u64,
    bytes: u64,
    robots_version: Option<Arc<str>>,
    first: Instant,
    last: Instant,
}

/// The counts since they were last taken.
#[derive(Debug, Default)]
pub struct Ledger {
    entries: Mutex<HashMap<String, Entry>>,
}

impl Ledger {
    /// Counts a request that leaves now.
    pub(super) fn asked(&self, host: &str, purpose: Purpose, robots_version: Option<Arc<str>>) {
        let now = Instant::now();
        self.with(host, now, |entry| {
            let requests = &mut entry.requests;
            *match purpose {
                Purpose::Page => &mut requests.pages,
                Purpose::Robots => &mut requests.robots,
                Purpose::Look => &mut requests.looks,
                Purpose::Browser => &mut requests.browser,
                Purpose::Service => &mut requests.services,
            } += 1;
            entry.last = now;
            if robots_version.is_some() {
                entry.robots_version = robots_version;
            }
        });
    }

    pub(super) fn unanswered(&self, host: &str) {
        self.with(host, Instant::now(), |entry| entry.unanswered += 1);
    }

    pub(super) fn received(&self, host: &str, bytes: u64) {
        self.with(host, Instant::now(), |entry| entry.bytes += bytes);
    }

    fn with(&self, host: &str, now: Instant, change: impl FnOnce(&mut Entry)) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = entries.get_mut(host) {
            return change(entry);
        }
        if entries.len() >= MAX_HOSTS {
            metrics::counter!("glouton_egress_uncounted_requests_total").increment(1);
            return;
        }
        let mut entry =
            Entry { requests: Requests::default(), unanswered: 0, bytes: 0, robots_version: None, first: now, last: now };
        change(&mut entry);
        entries.insert(host.to_owned(), entry);
    }

    /// Takes the counts, at most `most` hosts of them; they begin again at nothing.
    #[must_use]
    pub fn take(&self, most: usize) -> Vec<HostUse> {
        let now = Instant::now();
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let hosts: Vec<String> = entries.keys().take(most).cloned().collect();
        let taken = hosts.into_iter().filter_map(|host| entries.remove_entry(&host));
        taken
            .map(|(host, entry)| HostUse {
                host,
                requests: entry.requests,
                unanswered: entry.unanswered,
                bytes: entry.bytes,
                robots_version: entry.robots_version,
                first_ago: now.duration_since(entry.first),
                last_ago: now.duration_since(entry.last),
            })
            .collect()
    }

    /// Gives back counts that could not be written down.
    pub fn give_back(&self, uses: Vec<HostUse>) {
        let now = Instant::now();
        for used in uses {
            self.with(&used.host, now, |entry| {
                entry.requests.pages += used.requests.pages;
                entry.requests.robots += used.requests.robots;
                entry.requests.looks += used.requests.looks;
                entry.requests.browser += used.requests.browser;
                entry.requests.services += used.requests.services;
                entry.unanswered += used.unanswered;
                entry.bytes += used.bytes;
                entry.first = now.checked_sub(used.first_ago).unwrap_or(now);
                if entry.robots_version.is_none() {
                    entry.robots_version = used.robots_version;
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn requests_are_counted_by_host_and_purpose_and_given_away_once() {
        let ledger = Ledger::default();
        ledger.asked("a.test", Purpose::Robots, None);
        tokio::time::advance(Duration::from_secs(2)).await;
        ledger.asked("a.test", Purpose::Page, Some("v1".into()));
        ledger.received("a.test", 700);
        ledger.asked("b.test", Purpose::Page, None);
        ledger.unanswered("b.test");
        tokio::time::advance(Duration::from_secs(1)).await;
        let mut taken = ledger.take(10);
        taken.sort_by(|a, b| a.host.cmp(&b.host));
        assert_eq!(taken.len(), 2);
        assert_eq!(taken[0].requests, Requests { pages: 1, robots: 1, ..Requests::default() });
        assert_eq!((taken[0].bytes, taken[0].robots_version.as_deref()), (700, Some("v1")));
        assert_eq!((taken[0].first_ago, taken[0].last_ago), (Duration::from_secs(3), Duration::from_secs(1)));
        assert_eq!(taken[1].unanswered, 1);
        assert!(ledger.take(10).is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn counts_that_could_not_be_written_are_added_to_what_came_since() {
        let ledger = Ledger::default();
        ledger.asked("a.test", Purpose::Page, Some("old".into()));
        let taken = ledger.take(1);
        ledger.asked("a.test", Purpose::Page, Some("new".into()));
        ledger.give_back(taken);
        let again = ledger.take(1);
        assert_eq!((again[0].requests.pages, again[0].robots_version.as_deref()), (2, Some("new")));
    }
}
