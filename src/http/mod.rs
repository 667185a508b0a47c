//! Routes, endpoints and middleware: turns HTTP, WebSockets and event streams into GraphQL requests with their context.
//! Does not belong here: any rule of a domain.

mod auth;
pub mod graphiql;
mod graphql;
pub mod health;
mod streams;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use tokio::sync::Semaphore;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    cors::{AllowOrigin, CorsLayer},
    limit::RequestBodyLimitLayer,
    request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer},
    trace::TraceLayer,
};

use crate::{
    crawl::SnapshotStore,
    graphql::{context::Services, schema::AppSchema},
    platform::{ids, redis::Redis, tasks::Running},
};

/// What the endpoints share.
#[derive(Clone)]
pub struct State {
    /// The schema.
    pub schema: AppSchema,
    /// The services behind it.
    pub services: Arc<Services>,
    /// Settings of this room.
    pub settings: Arc<Settings>,
    /// The supervisor, for readiness.
    pub tasks: Running,
    /// Renders metrics.
    pub metrics: Option<metrics_exporter_prometheus::PrometheusHandle>,
    /// What the metrics counted last.
    pub counted: Arc<tokio::sync::Mutex<health::Counted>>,
    /// What the process is for, as operators see it.
    pub role: &'static str,
    /// The carrier of signals, for readiness; absent when none is configured.
    pub redis: Option<Redis>,
    /// The snapshots, for readiness.
    pub snapshots: SnapshotStore,
    /// One permit for each open socket or stream.
    pub streams: Arc<Semaphore>,
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State").finish_non_exhaustive()
    }
}

/// Settings of this room.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Web origins that may call from a browser.
    pub allowed_origins: Vec<String>,
    /// Networks of proxies whose X-Forwarded-For is believed.
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// Most bytes of a request.
    pub max_body_bytes: usize,
    /// Longest a query or mutation may take.
    pub timeout: Duration,
    /// Most open sockets and streams.
    pub max_streams: usize,
    /// Most subscriptions of one socket.
    pub max_subscriptions_per_socket: usize,
    /// The address people reach this service by.
    pub public_url: String,
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

#[derive(Debug, Clone, Copy, Default)]
struct NewRequestId;

impl MakeRequestId for NewRequestId {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        let text = u128::from_be_bytes(ids::random_bytes()).to_string();
        HeaderValue::from_str(&format!("req_{text}")).ok().map(RequestId::new)
    }
}

/// A request id that a caller sent is kept only when it is short and plain: it stands in our log.
async fn drop_bad_request_id(mut request: Request, next: Next) -> Response {
    let good = request.headers().get(&REQUEST_ID).is_none_or(|id| {
        let id = id.as_bytes();
        id.len() <= 64 && !id.is_empty() && id.iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b))
    });
    if !good {
        request.headers_mut().remove(&REQUEST_ID);
    }
    next.run(request).await
}

/// The routes of a process that only works: health and metrics.
pub fn worker_router(state: State) -> Router {
    Router::new()
        .merge(health::router())
        .fallback(async || {
            (StatusCode::NOT_FOUND, "this process works and answers no requests; its health is at /health/ready\n")
        })
        .layer(CatchPanicLayer::custom(panicked))
        .with_state(state)
}

/// All routes of the service.
pub fn router(state: State) -> Router {
    let settings = Arc::clone(&state.settings);
    let compressed = Router::new()
        .route("/graphql", post(graphql::post).get(graphql::get))
        .merge(graphiql::router())
        .layer(CompressionLayer::new().br(true).gzip(true));
    Router::new()
        .merge(compressed)
        .route("/graphql/stream", post(streams::post).get(streams::get))
        .route("/", get(async || axum::response::Redirect::temporary(graphiql::PATH)))
        .route("/bot", get(bot))
        .merge(health::router())
        .fallback(async || {
            (StatusCode::NOT_FOUND, "there is nothing here; the API is at /graphql, the playground at /graphiql\n")
        })
        .layer(CatchPanicLayer::custom(panicked))
        .layer(RequestBodyLimitLayer::new(settings.max_body_bytes))
        .layer(cors(&settings.allowed_origins))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(TraceLayer::new_for_http().make_span_with(span).on_request(()).on_response(
            |response: &Response, latency: Duration, _: &tracing::Span| {
                tracing::debug!(http.status = response.status().as_u16(), http.ms = latency.as_millis(), "answered");
            },
        ))
        .layer(SetRequestIdLayer::new(REQUEST_ID, NewRequestId))
        .layer(axum::middleware::from_fn(drop_bad_request_id))
        .with_state(state)
}

fn span<B>(request: &axum::http::Request<B>) -> tracing::Span {
    let id = request.headers().get(&REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    // The path only: a query string may hold what belongs in no log.
    tracing::info_span!("request", request.id = id, http.method = %request.method(), http.path = request.uri().path())
}

fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    tracing::error!("a request panicked");
    let body = r#"{"errors":[{"message":"something went wrong on our side","extensions":{"code":"INTERNAL"}}]}"#;
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

fn cors(origins: &[String]) -> CorsLayer {
    let origin = if origins.iter().any(|o| o == "*") {
        AllowOrigin::any()
    } else {
        AllowOrigin::list(origins.iter().filter_map(|o| HeaderValue::from_str(o).ok()))
    };
    CorsLayer::new()
        .allow_origin(origin)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::ACCEPT,
            HeaderName::from_static(auth::WORKSPACE_HEADER),
        ])
        .expose_headers([REQUEST_ID])
}

/// The page a site's owner finds behind our user agent.
async fn bot(axum::extract::State(state): axum::extract::State<State>) -> Html<String> {
    let agent = format!("Glouton/{} (+{}/bot)", env!("CARGO_PKG_VERSION"), state.settings.public_url);
    Html(format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>Glouton, the reader</title>\
         <h1>Glouton reads web sites</h1>\
         <p>A request with the user agent <code>{agent}</code> came from this installation. It reads a few public pages of a business's site: \
         start page, contact, legal notice, about.</p>\
         <p>It obeys <code>robots.txt</code>, waits between two requests to a host, and stops at a bot challenge. To keep it out, write</p>\
         <pre>User-agent: Glouton\nDisallow: /</pre><p>into your <code>robots.txt</code>; it is read again within a day.</p></html>"
    ))
}
