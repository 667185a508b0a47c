//! Subscriptions on the wire: graphql-transport-ws sockets, and Server-Sent Events in graphql-sse's "distinct connections" mode.

use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_graphql::{Data, Executor, Request as GraphRequest, Response as GraphResponse};
use async_graphql_axum::{GraphQLProtocol, GraphQLWebSocket};
use axum::{
    extract::{ConnectInfo, Request, State as Extract, ws::WebSocket},
    http::StatusCode,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::{
    StreamExt,
    future::BoxFuture,
    stream::{self, BoxStream},
};
use tokio::sync::OwnedSemaphorePermit;
use tokio_util::sync::CancellationToken;

use super::{
    State, auth,
    graphql::{read, refusal, refuse},
};
use crate::{
    graphql::{
        context::{RequestContext, Viewer},
        loaders::Loaders,
        schema::{self, AppSchema},
    },
    platform::error::Error,
};

/// Keeps proxies from closing a quiet stream.
const HEARTBEAT: Duration = Duration::from_secs(12);
/// How long a stream may take to say its last when the process stops.
const FAREWELL: Duration = Duration::from_millis(500);

/// The schema with codes on every error and a cap on the subscriptions of one socket.
#[derive(Clone)]
struct SocketExecutor {
    schema: AppSchema,
    request_id: String,
    open: Arc<AtomicUsize>,
    most: usize,
}

struct Open(Arc<AtomicUsize>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[async_trait::async_trait]
impl Executor for SocketExecutor {
    async fn execute(&self, request: GraphRequest) -> GraphResponse {
        schema::finish(self.schema.execute(request).await, &self.request_id)
    }

    fn execute_stream(&self, request: GraphRequest, session: Option<Arc<Data>>) -> BoxStream<'static, GraphResponse> {
        let open = self.open.fetch_add(1, Ordering::Relaxed);
        let guard = Open(Arc::clone(&self.open));
        if open >= self.most {
            let error: async_graphql::Error = Error::RateLimited { retry_after: Duration::from_secs(1) }.into();
            let response = GraphResponse::from_errors(vec![error.into_server_error(async_graphql::Pos::default())]);
            return stream::once(async move { response }).boxed();
        }
        let id = self.request_id.clone();
        let answers = Executor::execute_stream(&self.schema, request, session);
        answers
            .map(move |response| {
                let _ = &guard;
                schema::finish(response, &id)
            })
            .boxed()
    }
}

fn session(state: &State, context: RequestContext) -> Data {
    let mut data = Data::default();
    if let Viewer::Known(known) = &context.viewer {
        data.insert(Loaders::new(&state.services.op, known.scope));
    }
    data.insert(context);
    data
}

/// Serves one socket until it closes or the server stops.
pub async fn socket(
    state: State,
    socket: WebSocket,
    protocol: GraphQLProtocol,
    context: RequestContext,
    permit: OwnedSemaphorePermit,
) {
    let executor = SocketExecutor {
        schema: state.schema.clone(),
        request_id: context.request_id.clone(),
        open: Arc::default(),
        most: state.settings.max_subscriptions_per_socket,
    };
    let stopping = state.services.stopping.clone();
    let served = GraphQLWebSocket::new(socket, executor, protocol)
        .on_connection_init(move |payload: serde_json::Value| -> BoxFuture<'static, async_graphql::Result<Data>> {
            Box::pin(async move {
                let text = |name: &str| {
                    payload.as_object().and_then(|object| {
                        object
                            .iter()
                            .find(|(key, _)| key.eq_ignore_ascii_case(name))
                            .and_then(|(_, value)| value.as_str())
                            .map(str::to_owned)
                    })
                };
                let mut context = context;
                if let Some(bearer) = text("authorization") {
                    context.viewer = auth::viewer(&state, Some(&bearer), text(auth::WORKSPACE_HEADER).as_deref()).await?;
                }
                if let Viewer::Refused(why) = context.viewer {
                    // A socket with a bad credential is closed (4403) instead of failing each subscription.
                    return Err(Error::Unauthenticated(why).into());
                }
                Ok(session(&state, context))
            })
        })
        .keepalive_timeout(None)
        .serve();
    tokio::select! {
        () = served => {}
        // The streams of the socket end by themselves, and the socket with its last: a slow client may not take for ever to read it.
        () = farewell(stopping) => {}
    }
    drop(permit);
}

/// Ends when a stream that was open at the stop of the process has had its time: the deadline of streams that end by themselves as
/// soon as their client takes the rest. Nothing tells whether it ever will.
async fn farewell(stopping: CancellationToken) {
    stopping.cancelled().await;
    tokio::time::sleep(FAREWELL).await;
}

/// `POST /graphql/stream`.
pub async fn post(state: Extract<State>, peer: ConnectInfo<SocketAddr>, request: Request) -> Response {
    serve(state, peer, request).await
}

/// `GET /graphql/stream`.
pub async fn get(state: Extract<State>, peer: ConnectInfo<SocketAddr>, request: Request) -> Response {
    serve(state, peer, request).await
}

async fn serve(Extract(state): Extract<State>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request) -> Response {
    let headers = request.headers().clone();
    let request = match read(request, &headers).await {
        Ok(request) => request,
        Err(response) => return response,
    };
    let context = match auth::context(&state, &headers, peer).await {
        Ok(context) => context,
        Err(error) => return refuse(error, &headers),
    };
    if let Viewer::Refused(why) = context.viewer {
        return refusal(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", why, &headers);
    }
    let Ok(permit) = Arc::clone(&state.streams).try_acquire_owned() else {
        return refusal(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", "too many open streams", &headers);
    };
    let request_id = context.request_id.clone();
    let request = schema::prepare(&state.services, request, context);
    let stopping = state.services.stopping.clone();
    let answers = state
        .schema
        .execute_stream(request)
        .map(move |response| {
            let _ = &permit;
            let response = schema::finish(response, &request_id);
            let data = serde_json::to_string(&response).unwrap_or_default();
            Ok::<_, Infallible>(Event::default().event("next").data(data))
        })
        // "data:" must stand in the event for a browser's EventSource to fire it.
        .chain(stream::once(async { Ok(Event::default().event("complete").data("")) }))
        .take_until(farewell(stopping));
    Sse::new(answers).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response()
}
