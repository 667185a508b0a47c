//! What an orchestrator and a scraper of metrics ask.
//! Invariant: each answer comes within seconds, whatever is away, and tells no address and no error text.

use std::{collections::BTreeSet, time::Duration};

use axum::{
    Json, Router,
    extract::State as Extract,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::json;
use tokio::time::{Instant, timeout};

use super::State;
use crate::platform::tasks;

/// Longest that a part of the installation may take to answer before it counts as away.
const PATIENCE: Duration = Duration::from_secs(2);

/// The queue is counted at most this often, however often it is asked for.
const COUNT_EVERY: Duration = Duration::from_secs(5);

/// Health and metrics, which every process answers whatever it is for.
pub fn router() -> Router<State> {
    Router::new().route("/health/live", get(live)).route("/health/ready", get(ready)).route("/metrics", get(metrics))
}

/// `/health/live`: the process answers.
async fn live() -> Json<serde_json::Value> {
    Json(json!({ "status": "live", "version": env!("CARGO_PKG_VERSION") }))
}

/// `/health/ready`: 200 when the database answers and the service is not stopping. Redis away is "degraded", and 200: requests are
/// answered and work goes on, under limits that each process keeps by itself. So is a storage that did not do what it was last asked:
/// the pages read wait in the data folder. It is not asked for this.
async fn ready(Extract(state): Extract<State>) -> Response {
    let stopping = state.services.stopping.is_cancelled();
    let (database, redis) = tokio::join!(timeout(PATIENCE, state.services.op.db.ping()), async {
        match &state.redis {
            Some(redis) => Some(timeout(PATIENCE, redis.is_there()).await.unwrap_or(false)),
            None => None,
        }
    });
    let database = matches!(database, Ok(Ok(())));
    let bucket = state.snapshots.bucket_is_well();
    let (status, word) = match (stopping, database) {
        (true, _) => (StatusCode::SERVICE_UNAVAILABLE, "stopping"),
        (_, false) => (StatusCode::SERVICE_UNAVAILABLE, "database away"),
        _ if redis == Some(false) || bucket == Some(false) => (StatusCode::OK, "degraded"),
        _ => (StatusCode::OK, "ready"),
    };
    let body = json!({
        "status": word,
        "role": state.role,
        "database": database,
        "redis": redis,
        "bucket": bucket,
        "tasksRunning": state.tasks.in_flight(),
    });
    (status, Json(body)).into_response()
}

/// What the metrics counted last.
#[derive(Debug, Default)]
pub struct Counted {
    at: Option<Instant>,
    kinds: BTreeSet<String>,
}

/// Counts the queue into the gauges. A kind that has no task any more is set to none, not left at what it had.
async fn count(state: &State) {
    let mut counted = state.counted.lock().await;
    if counted.at.is_some_and(|at| at.elapsed() < COUNT_EVERY) {
        return;
    }
    let Ok(Ok(census)) = timeout(PATIENCE, tasks::census(&state.services.op.db)).await else { return };
    counted.at = Some(Instant::now());
    counted.kinds.extend(census.kinds.iter().map(|kind| kind.kind.clone()));
    let now = state.services.op.now();
    for name in &counted.kinds {
        let kind = census.kinds.iter().find(|kind| kind.kind == *name).cloned().unwrap_or_default();
        for (what, number) in [("WAITING", kind.waiting), ("LATER", kind.later), ("RUNNING", kind.running), ("DEAD", kind.dead)] {
            #[allow(clippy::cast_precision_loss)] // a gauge
            ::metrics::gauge!("glouton_tasks", "kind" => name.clone(), "state" => what).set(number as f64);
        }
        let age = kind.oldest_waiting.map_or(0.0, |since| now.since(since).as_secs_f64());
        ::metrics::gauge!("glouton_task_oldest_waiting_seconds", "kind" => name.clone()).set(age);
    }
}

/// `/metrics`: Prometheus text.
async fn metrics(Extract(state): Extract<State>) -> Response {
    count(&state).await;
    match &state.metrics {
        Some(handle) => {
            handle.run_upkeep();
            ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], handle.render()).into_response()
        }
        None => (StatusCode::NOT_FOUND, "metrics are not recorded by this process\n").into_response(),
    }
}
