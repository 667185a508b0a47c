//! What an orchestrator and a scraper of metrics ask.

use axum::{
    Json,
    extract::State as Extract,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::State;
use crate::platform::tasks;

/// `/health/live`: the process answers.
pub async fn live() -> Json<serde_json::Value> {
    Json(json!({ "status": "live", "version": env!("CARGO_PKG_VERSION") }))
}

/// `/health/ready`: the database answers and the service is not stopping.
pub async fn ready(Extract(state): Extract<State>) -> Response {
    let stopping = state.services.stopping.is_cancelled();
    let database = state.services.op.db.ping().await.is_ok();
    let status = if stopping || !database { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    let word = if stopping {
        "stopping"
    } else if database {
        "ready"
    } else {
        "database away"
    };
    let body = json!({ "status": word, "database": database, "tasksRunning": state.tasks.in_flight() });
    (status, Json(body)).into_response()
}

/// `/metrics`: Prometheus text.
pub async fn metrics(Extract(state): Extract<State>) -> Response {
    if let Ok(census) = tasks::census(&state.services.op.db).await {
        for kind in census.kinds {
            #[allow(clippy::cast_precision_loss)] // a gauge
            for (state, number) in
                [("WAITING", kind.waiting), ("LATER", kind.later), ("RUNNING", kind.running), ("DEAD", kind.dead)]
            {
                ::metrics::gauge!("glouton_tasks", "kind" => kind.kind.clone(), "state" => state).set(number as f64);
            }
            let age = kind.oldest_waiting.map_or(0.0, |since| state.services.op.now().since(since).as_secs_f64());
            ::metrics::gauge!("glouton_task_oldest_waiting_seconds", "kind" => kind.kind).set(age);
        }
    }
    match &state.metrics {
        Some(handle) => {
            handle.run_upkeep();
            ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], handle.render()).into_response()
        }
        None => (StatusCode::NOT_FOUND, "metrics are not recorded by this process\n").into_response(),
    }
}
