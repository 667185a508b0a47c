//! From a checked target to an open TCP connection. The one place where this process opens a socket to the outside, for its own
//! requests and for the browser's alike. Invariant: without the operator's word (an override, an allowed network) no connection
//! goes to an address that [`Judge`] refuses, because the address that is connected to is the very value that was judged.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use tokio::net::TcpStream;

use super::address::{Judge, Verdict};
use super::error::{EgressError, Stage};
use super::operator_proxy::OperatorProxy;
use super::resolver::Resolver;
use super::settings::HostOverride;
use super::target::{Target, TargetHost};

/// Least time one of several addresses gets before the next is tried.
const LEAST_ATTEMPT: Duration = Duration::from_millis(1500);

/// Opens connections.
#[derive(Debug, Clone)]
pub(super) struct Dialer {
    judge: Judge,
    resolver: Resolver,
    overrides: HashMap<(String, u16), SocketAddr>,
    proxy: Option<OperatorProxy>,
    /// What stands in the operator's own networks is connected to, and directly: the proxy is for what is outside.
    for_own_service: bool,
    dns_timeout: Duration,
    connect_timeout: Duration,
}

/// What to connect to.
enum Route {
    /// Addresses that were judged, or given by the operator.
    Direct(Vec<SocketAddr>),
    /// Through the operator's proxy, to a judged address.
    Proxied(SocketAddr),
    /// Through the operator's proxy, which resolves the name.
    ProxiedName(String),
}

impl Dialer {
    pub(super) fn new(
        judge: Judge,
        resolver: Resolver,
        overrides: &[HostOverride],
        proxy: Option<OperatorProxy>,
        dns_timeout: Duration,
        connect_timeout: Duration,
    ) -> Self {
        let overrides =
            overrides.iter().map(|o| ((o.host.trim_end_matches('.').to_ascii_lowercase(), o.port), o.address)).collect();
        Self { judge, resolver, overrides, proxy, for_own_service: false, dns_timeout, connect_timeout }
    }

    /// A dialer for one service of the operator's own, which may stand in a network that no page may reach.
    pub(super) fn for_own_service(&self) -> Self {
        Self { judge: self.judge.with_own_networks(), for_own_service: true, ..self.clone() }
    }

    /// Resolves, judges, connects.
    ///
    /// # Errors
    /// [`EgressError::Dns`], [`EgressError::PrivateAddress`], [`EgressError::Connect`], [`EgressError::Timeout`].
    pub(super) async fn dial(&self, target: &Target) -> Result<TcpStream, EgressError> {
        let route = self.route(target).await?;
        let late = || EgressError::Timeout { host: target.host.to_string(), stage: Stage::Connect };
        let connect = async {
            match (&self.proxy, route) {
                (Some(proxy), Route::Proxied(address)) => proxy.connect(&address.ip().to_string(), address.port(), target).await,
                (Some(proxy), Route::ProxiedName(name)) => proxy.connect(&name, target.port, target).await,
                (_, Route::Direct(addresses)) => self.first_that_answers(&addresses, target).await,
                (None, Route::Proxied(_) | Route::ProxiedName(_)) => Err(refused(target)),
            }
        };
        let stream = tokio::time::timeout(self.connect_timeout, connect).await.map_err(|_| late())??;
        // A small request must not wait for the acknowledgement of the one before.
        let _ = stream.set_nodelay(true);
        Ok(stream)
    }

    /// Judges what needs no resolver: an address, and a name that means this machine or this network wherever it is resolved.
    /// Every other name passes, it is judged when it is resolved.
    pub(super) fn check_literal(&self, target: &Target) -> Result<(), EgressError> {
        if self.overrides.contains_key(&(target.host.to_string(), target.port)) {
            return Ok(());
        }
        match &target.host {
            TargetHost::Address(address) => self.judged(&[*address], target).map(drop),
            TargetHost::Name(name) if is_this_machine(name) => {
                self.judged(&[Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()], target).map(drop)
            }
            TargetHost::Name(name) if is_local_name(name) && self.judge.allows_nothing_more() => {
                Err(EgressError::PrivateAddress { host: name.clone() })
            }
            TargetHost::Name(_) => Ok(()),
        }
    }

    /// Learns and judges where `target` leads, connecting nowhere.
    async fn route(&self, target: &Target) -> Result<Route, EgressError> {
        let name = match &target.host {
            TargetHost::Address(address) => {
                if let Some(address) = self.overrides.get(&(address.to_string(), target.port)) {
                    return Ok(Route::Direct(vec![*address]));
                }
                self.judged(&[*address], target)?;
                let address = SocketAddr::new(*address, target.port);
                return Ok(if self.is_proxied(&address) { Route::Proxied(address) } else { Route::Direct(vec![address]) });
            }
            TargetHost::Name(name) => name,
        };
        if let Some(address) = self.overrides.get(&(name.clone(), target.port)) {
            return Ok(Route::Direct(vec![*address]));
        }
        if self.proxy.as_ref().is_some_and(OperatorProxy::resolves) {
            match is_local_name(name) {
                false => return Ok(Route::ProxiedName(name.clone())),
                true if !self.for_own_service => return Err(EgressError::PrivateAddress { host: name.clone() }),
                true => {}
            }
        }
        let found = self.resolver.resolve(name, self.dns_timeout).await?;
        let addresses = self.judged(&found, target)?;
        Ok(match addresses.first() {
            Some(first) if self.is_proxied(first) => Route::Proxied(*first),
            _ => Route::Direct(addresses),
        })
    }

    fn is_proxied(&self, address: &SocketAddr) -> bool {
        self.proxy.is_some() && !(self.for_own_service && self.judge.judge(address.ip()) == Verdict::Allowed)
    }

    /// Whether a name has an address, whatever address; `None` when nobody could tell.
    pub(super) async fn name_exists(&self, name: &str) -> Option<bool> {
        // The operator's proxy resolves: this machine knows no names.
        if self.proxy.as_ref().is_some_and(OperatorProxy::resolves) {
            return None;
        }
        match self.resolver.resolve(name, self.dns_timeout).await {
            Ok(_) => Some(true),
            Err(EgressError::Dns { .. }) => Some(false),
            Err(_) => None,
        }
    }

    /// Those of `found` that may be reached.
    fn judged(&self, found: &[IpAddr], target: &Target) -> Result<Vec<SocketAddr>, EgressError> {
        let reachable: Vec<_> =
            found.iter().filter(|a| self.judge.judge(**a).is_reachable()).map(|a| SocketAddr::new(*a, target.port)).collect();
        if reachable.is_empty() { Err(EgressError::PrivateAddress { host: target.host.to_string() }) } else { Ok(reachable) }
    }

    /// Tries the addresses one after the other, so that a dead IPv6 route leaves time for IPv4.
    async fn first_that_answers(&self, addresses: &[SocketAddr], target: &Target) -> Result<TcpStream, EgressError> {
        let share = u32::try_from(addresses.len()).map_or(LEAST_ATTEMPT, |n| self.connect_timeout / n.max(1)).max(LEAST_ATTEMPT);
        let mut last = refused(target);
        for address in addresses {
            match tokio::time::timeout(share, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => return Ok(stream),
                Ok(Err(_)) => last = refused(target),
                Err(_) => last = EgressError::Timeout { host: target.host.to_string(), stage: Stage::Connect },
            }
        }
        Err(last)
    }
}

fn refused(target: &Target) -> EgressError {
    EgressError::Connect { host: target.host.to_string(), detail: "accepts no connection" }
}

/// Names that every resolver answers with the loopback address (RFC 6761).
fn is_this_machine(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost") || name == "localhost.localdomain"
}

/// Names that mean this machine or this network wherever they are resolved.
fn is_local_name(name: &str) -> bool {
    !name.contains('.')
        || [".localhost", ".local", ".internal", ".lan", ".home.arpa", ".localdomain"].iter().any(|end| name.ends_with(end))
}
