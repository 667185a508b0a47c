//! `/graphql`: queries and mutations over POST and GET after the GraphQL-over-HTTP specification, and the socket upgrade.

use std::{collections::BTreeMap, net::SocketAddr};

use async_graphql::{Response as GraphResponse, ServerError, http::ALL_WEBSOCKET_PROTOCOLS, parser::types::OperationType};
use async_graphql_axum::{GraphQLProtocol, GraphQLRequest, rejection::GraphQLRejection};
use axum::{
    extract::{ConnectInfo, FromRequest, FromRequestParts, Request, State as Extract, WebSocketUpgrade},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{State, auth, streams};
use crate::{
    graphql::{context::RequestContext, schema},
    platform::error::Error,
};

const GRAPHQL_JSON: &str = "application/graphql-response+json";

/// Which of the two JSON forms the caller wants: the newer one tells a request error by the HTTP status.
fn wants_graphql_json(headers: &HeaderMap) -> bool {
    headers.get_all(header::ACCEPT).iter().filter_map(|v| v.to_str().ok()).any(|v| v.contains(GRAPHQL_JSON))
}

/// An answer that is a single error, for requests that never reached the schema.
pub fn refusal(status: StatusCode, code: &str, message: &str, headers: &HeaderMap) -> Response {
    let mut error = ServerError::new(message, None);
    let mut extensions = async_graphql::ErrorExtensionValues::default();
    extensions.set("code", code);
    error.extensions = Some(extensions);
    let body = serde_json::json!({ "errors": [error] });
    let kind = if wants_graphql_json(headers) { GRAPHQL_JSON } else { "application/json" };
    (status, [(header::CONTENT_TYPE, HeaderValue::from_static(kind))], body.to_string()).into_response()
}

/// As a refusal, for an error of the house.
pub fn refuse(error: Error, headers: &HeaderMap) -> Response {
    let error = async_graphql::Error::from(error);
    let code = error.extensions.as_ref().and_then(|e| e.get("code")).and_then(|v| match v {
        async_graphql::Value::String(text) => Some(text.clone()),
        _ => None,
    });
    let status =
        if code.as_deref() == Some("UNAVAILABLE") { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::INTERNAL_SERVER_ERROR };
    refusal(status, code.as_deref().unwrap_or("INTERNAL"), &error.message, headers)
}

/// An answer without `data`, which a request that was refused as a whole must not have.
#[derive(Serialize)]
struct Refused<'a> {
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, async_graphql::Value>,
}

fn answer(response: &GraphResponse, headers: &HeaderMap) -> Response {
    let modern = wants_graphql_json(headers);
    // Errors without a path never reached a field: the request itself was refused.
    let refused = !response.errors.is_empty() && response.errors.iter().all(|e| e.path.is_empty());
    let status = if modern && refused { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let kind = if modern { "application/graphql-response+json; charset=utf-8" } else { "application/json; charset=utf-8" };
    // Written out as it is, not by way of a map of JSON, so that fields keep the order in which they were asked for.
    let body = if refused {
        serde_json::to_string(&Refused { errors: &response.errors, extensions: &response.extensions })
    } else {
        serde_json::to_string(response)
    };
    let body = body.unwrap_or_default();
    let mut answer = (status, [(header::CONTENT_TYPE, HeaderValue::from_static(kind))], body).into_response();
    for (name, value) in &response.http_headers {
        answer.headers_mut().append(name, value.clone());
    }
    answer
}

/// Reads the GraphQL request out of an HTTP one.
pub async fn read(request: Request, headers: &HeaderMap) -> Result<async_graphql::Request, Response> {
    match GraphQLRequest::<GraphQLRejection>::from_request(request, &()).await {
        Ok(request) => Ok(request.into_inner()),
        Err(rejection) => Err(match rejection.0 {
            async_graphql::ParseRequestError::PayloadTooLarge => {
                refusal(StatusCode::PAYLOAD_TOO_LARGE, "BAD_USER_INPUT", "the request is too large", headers)
            }
            _ => refusal(StatusCode::BAD_REQUEST, "BAD_USER_INPUT", "the request is no GraphQL request", headers),
        }),
    }
}

async fn run(state: &State, request: async_graphql::Request, context: RequestContext) -> GraphResponse {
    let request_id = context.request_id.clone();
    let request = schema::prepare(&state.services, request, context);
    let response = match tokio::time::timeout(state.settings.timeout, state.schema.execute(request)).await {
        Ok(response) => response,
        Err(_) => {
            let error: async_graphql::Error = Error::Unavailable("the request took too long").into();
            GraphResponse::from_errors(vec![error.into_server_error(async_graphql::Pos::default())])
        }
    };
    schema::finish(response, &request_id)
}

/// `POST /graphql`.
pub async fn post(Extract(state): Extract<State>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request) -> Response {
    let headers = request.headers().clone();
    // A form or a text can be posted by any web page without asking; only JSON and multipart with our header may pass.
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
    let json = kind.starts_with("application/json") || kind.starts_with(GRAPHQL_JSON);
    let upload = kind.starts_with("multipart/form-data") && headers.contains_key("x-graphql-require-preflight");
    if !json && !upload {
        let message = "send application/json (or multipart/form-data with the header X-GraphQL-Require-Preflight)";
        return refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "BAD_USER_INPUT", message, &headers);
    }
    serve(&state, peer, request, &headers, false).await
}

/// `GET /graphql`: a query in the address, or the upgrade to a socket.
pub async fn get(Extract(state): Extract<State>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request) -> Response {
    let headers = request.headers().clone();
    if headers.get(header::UPGRADE).is_some_and(|v| v.as_bytes().eq_ignore_ascii_case(b"websocket")) {
        return upgrade(state, peer, request, headers).await;
    }
    serve(&state, peer, request, &headers, true).await
}

async fn serve(state: &State, peer: SocketAddr, request: Request, headers: &HeaderMap, only_queries: bool) -> Response {
    debug_assert_eq!(only_queries, request.method() == Method::GET);
    let mut request = match read(request, headers).await {
        Ok(request) => request,
        Err(response) => return response,
    };
    if only_queries {
        let name = request.operation_name.clone();
        let is_query = request.parsed_query().ok().map(|document| {
            document.operations.iter().all(|(n, operation)| {
                name.is_some() && n.map(async_graphql::Name::as_str) != name.as_deref()
                    || operation.node.ty == OperationType::Query
            })
        });
        if is_query == Some(false) {
            let mut response =
                refusal(StatusCode::METHOD_NOT_ALLOWED, "BAD_USER_INPUT", "only queries may be sent by GET", headers);
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
            return response;
        }
    }
    match auth::context(state, headers, peer).await {
        Ok(context) => answer(&run(state, request, context).await, headers),
        Err(error) => refuse(error, headers),
    }
}

async fn upgrade(state: State, peer: SocketAddr, request: Request, headers: HeaderMap) -> Response {
    let (mut parts, _) = request.into_parts();
    let Ok(protocol) = GraphQLProtocol::from_request_parts(&mut parts, &()).await else {
        return refusal(StatusCode::BAD_REQUEST, "BAD_USER_INPUT", "the socket must speak graphql-transport-ws", &headers);
    };
    let socket = match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(socket) => socket,
        Err(rejection) => return rejection.into_response(),
    };
    let context = match auth::context(&state, &headers, peer).await {
        Ok(context) => context,
        Err(error) => return refuse(error, &headers),
    };
    let Ok(permit) = std::sync::Arc::clone(&state.streams).try_acquire_owned() else {
        return refusal(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", "too many open sockets", &headers);
    };
    socket.protocols(ALL_WEBSOCKET_PROTOCOLS).on_upgrade(move |socket| streams::socket(state, socket, protocol, context, permit))
}
