//! From headers to a viewer: the bearer credential, the workspace header, the caller's address.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, header};

use super::State;
use crate::{
    accounts::{self, Caller, WorkspaceId},
    graphql::context::{RequestContext, Viewer},
    platform::error::{Error, Result},
};

/// Names the workspace of a request whose caller belongs to several.
pub const WORKSPACE_HEADER: &str = "x-glouton-workspace";

/// The caller's address: the peer's, or behind a trusted proxy the last one in X-Forwarded-For that is not itself a proxy of ours.
pub fn address(peer: IpAddr, headers: &HeaderMap, state: &State) -> IpAddr {
    let trusted = |ip: IpAddr| state.settings.trusted_proxies.iter().any(|net| net.contains(&ip.to_canonical()));
    if !trusted(peer) {
        return peer;
    }
    let forwarded = headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
    let chain: Vec<IpAddr> = forwarded.filter_map(|text| text.trim().parse().ok()).collect();
    chain.into_iter().rev().find(|ip| !trusted(*ip)).unwrap_or(peer)
}

/// The context of a request with these headers.
///
/// # Errors
/// Faults of ours only: a bad credential is told by whatever needs one, so that an open query still answers.
pub async fn context(state: &State, headers: &HeaderMap, peer: SocketAddr) -> Result<RequestContext> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).map(bearer_of);
    let workspace = headers.get(WORKSPACE_HEADER).and_then(|value| value.to_str().ok());
    let request_id = headers.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default().to_owned();
    let caller = Caller {
        address: Some(address(peer.ip(), headers, state)),
        user_agent: headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).map(|v| v.chars().take(300).collect()),
    };
    Ok(RequestContext { viewer: viewer(state, bearer, workspace).await?, caller, request_id })
}

fn bearer_of(value: &str) -> &str {
    let value = value.trim();
    match value.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
        _ => value,
    }
}

/// Who shows this credential.
///
/// # Errors
/// Faults of ours only.
pub async fn viewer(state: &State, bearer: Option<&str>, workspace: Option<&str>) -> Result<Viewer> {
    let Some(bearer) = bearer.map(bearer_of).filter(|b| !b.is_empty()) else { return Ok(Viewer::Anonymous) };
    let Ok(workspace) = workspace.map(str::parse::<WorkspaceId>).transpose() else {
        return Ok(Viewer::Refused("the workspace header names no workspace of yours"));
    };
    match accounts::ops::authenticate(&state.services.op, &state.services.credentials, bearer, workspace).await {
        Ok(known) => Ok(Viewer::Known(known)),
        Err(Error::Unauthenticated(why)) => Ok(Viewer::Refused(why)),
        Err(Error::NotFound(_)) => Ok(Viewer::Refused("the workspace header names no workspace of yours")),
        Err(other) => Err(other),
    }
}
