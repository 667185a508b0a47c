//! What was asked of each host, so that a test can hold a crawler to its manners.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

/// One request as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestSeen {
    /// Path and query.
    pub path: String,
    /// The User-Agent header; empty when there was none.
    pub user_agent: String,
    /// When it arrived.
    pub at: Instant,
}

impl RequestSeen {
    /// From the first bytes of a request that no HTTP library parsed.
    pub(super) fn from_raw_head(head: &str) -> Self {
        let path = head.split_whitespace().nth(1).unwrap_or("/").to_owned();
        let user_agent = head
            .lines()
            .find_map(|line| line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("user-agent")))
            .map_or("", |(_, value)| value.trim());
        Self { path, user_agent: user_agent.to_owned(), at: Instant::now() }
    }
}

/// The requests of all hosts; cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct RequestLog(Arc<Mutex<HashMap<String, Vec<RequestSeen>>>>);

impl RequestLog {
    /// Notes a request.
    pub(super) fn add(&self, host: &str, request: RequestSeen) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(host.to_owned()).or_default().push(request);
    }

    /// Requests of one host, oldest first.
    pub(super) fn of(&self, host: &str) -> Vec<RequestSeen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(host).cloned().unwrap_or_default()
    }

    /// All requests.
    pub(super) fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).values().map(Vec::len).sum()
    }

    /// Forgets them.
    pub(super) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
