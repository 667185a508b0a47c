//! What runs beside the tasks: schedules at their interval, services for ever. Either may fail or panic; it is noted, and begun again.

use std::{future::Future, panic::AssertUnwindSafe, pin::Pin, sync::Arc, time::Duration};

use futures_util::FutureExt;
use tokio_util::sync::CancellationToken;

use super::{backoff, panics::message_of, run::Shared};
use crate::{error::Result, ids};

pub(super) type Job = Arc<dyn Fn(CancellationToken) -> Pin<Box<dyn Future<Output = Result<()>> + Send>> + Send + Sync>;

/// Idempotent work without input.
pub(super) struct Schedule {
    pub name: &'static str,
    pub every: Duration,
    pub job: Job,
}

/// Work without an end.
pub(super) struct Service {
    pub name: &'static str,
    pub job: Job,
}

impl Shared {
    pub(super) async fn schedule_loop(self: Arc<Self>, schedule: Schedule) {
        loop {
            match AssertUnwindSafe((schedule.job)(self.soft.clone())).catch_unwind().await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => {
                    self.count_error();
                    tracing::warn!(schedule = schedule.name, error = %error.operator_message(), "a schedule failed");
                }
                Err(panic) => {
                    self.count_panic();
                    tracing::error!(schedule = schedule.name, panic = message_of(&*panic), "a schedule panicked");
                }
            }
            tokio::select! {
                () = self.soft.cancelled() => return,
                () = tokio::time::sleep(schedule.every) => {}
            }
        }
    }

    pub(super) async fn service_loop(self: Arc<Self>, service: Service) {
        let mut failures = 0;
        while !self.soft.is_cancelled() {
            let began = tokio::time::Instant::now();
            match AssertUnwindSafe((service.job)(self.soft.clone())).catch_unwind().await {
                Ok(Ok(())) if self.soft.is_cancelled() => return,
                Ok(Ok(())) => tracing::warn!(service = service.name, "a service ended by itself"),
                Ok(Err(error)) => {
                    self.count_error();
                    tracing::warn!(service = service.name, error = %error.operator_message(), "a service failed");
                }
                Err(panic) => {
                    self.crashes.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    self.count_panic();
                    tracing::error!(service = service.name, panic = message_of(&*panic), "a service panicked");
                }
            }
            failures = if began.elapsed() > Duration::from_secs(60) { 1 } else { failures + 1 };
            let pause = backoff(Duration::from_millis(200), Duration::from_secs(30), failures, ids::random_bytes::<1>()[0]);
            tokio::select! {
                () = self.soft.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }
}
