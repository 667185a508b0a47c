//! Waiting for a condition, bounded: the one way in which a test waits for another process, whose events it cannot await. Within
//! its own process a test awaits a signal or drives the clock. Does not belong here: a test.

use std::time::{Duration, Instant};

/// How often a condition is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// Looks until `look` gives something, at most for `patience`.
///
/// # Panics
/// When the time is over: the message says what was awaited.
pub async fn until<T, F: Future<Output = Option<T>>>(what: &str, patience: Duration, mut look: impl FnMut() -> F) -> T {
    let began = Instant::now();
    loop {
        if let Some(seen) = look().await {
            return seen;
        }
        assert!(began.elapsed() < patience, "waited {patience:?} for this: {what}");
        tokio::time::sleep(LOOK).await;
    }
}

/// As [`until`], for a condition that is true or false.
pub async fn until_true<F: Future<Output = bool>>(what: &str, patience: Duration, mut look: impl FnMut() -> F) {
    until(what, patience, || {
        let seen = look();
        async { seen.await.then_some(()) }
    })
    .await;
}
