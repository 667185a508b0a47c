//! The browser's way through the door: a forward proxy (HTTP and CONNECT) on a local port, one *lane* for each browser session. What a
//! page asks for (scripts, frames, redirects, WebSockets, its own requests) is checked, resolved, judged and dialled exactly like
//! our own requests, and paid for from the budget of the page that is open. With no page open a lane refuses everything.
//!
//! Does not belong here: starting browsers and telling them of their lane (`platform/browser`).

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Method, Request, Response, StatusCode, header};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Body, Frame, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::Egress;
use super::error::EgressError;
use super::ledger::Purpose;
use super::target::Target;

/// Bytes that a page may send in one plain request.
const MAX_REQUEST_BODY: usize = 256 * 1024;
/// Connections from one browser at a time.
const MAX_CONNECTIONS: u64 = 128;

/// What one page may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Bytes received for the page and everything it asks for.
    pub bytes: u64,
    /// Time from the opening of the lane.
    pub time: Duration,
}

/// A forward proxy for one browser session; it ends when dropped.
#[derive(Debug)]
pub struct Lane {
    address: SocketAddr,
    shared: Arc<Shared>,
    closed: CancellationToken,
}

#[derive(Debug)]
struct Shared {
    egress: Egress,
    page: Mutex<Option<Arc<Page>>>,
    connections: AtomicU64,
}

#[derive(Debug)]
struct Page {
    left: AtomicU64,
    received: AtomicU64,
    refused: AtomicU64,
    exhausted: AtomicBool,
    until: Instant,
    over: CancellationToken,
}

/// A lane while a page is open. Dropping it cuts every connection of the page.
#[derive(Debug)]
pub struct OpenLane {
    shared: Arc<Shared>,
    page: Arc<Page>,
}

/// What a page used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    /// Bytes received.
    pub bytes: u64,
    /// Requests that the door refused.
    pub refused: u64,
    /// The byte budget ran out.
    pub exhausted: bool,
}

impl Egress {
    /// Opens a lane on a free port of `bind`.
    ///
    /// # Errors
    /// The port cannot be had.
    pub async fn lane(&self, bind: IpAddr) -> io::Result<Lane> {
        let listener = TcpListener::bind((bind, 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { egress: self.clone(), page: Mutex::new(None), connections: AtomicU64::new(0) });
        let closed = CancellationToken::new();
        spawn(accept(listener, Arc::clone(&shared), closed.clone()));
        Ok(Lane { address, shared, closed })
    }
}

impl Lane {
    /// Where the proxy listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Lets one page through, in place of the one before.
    #[must_use]
    pub fn open(&self, budget: Budget) -> OpenLane {
        let page = Arc::new(Page {
            left: AtomicU64::new(budget.bytes),
            received: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            exhausted: AtomicBool::new(false),
            until: Instant::now() + budget.time,
            over: CancellationToken::new(),
        });
        if let Some(before) = self.shared.set(Some(Arc::clone(&page))) {
            before.over.cancel();
        }
        OpenLane { shared: Arc::clone(&self.shared), page }
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.closed.cancel();
        if let Some(page) = self.shared.set(None) {
            page.over.cancel();
        }
    }
}

impl OpenLane {
    /// What the page has used so far.
    #[must_use]
    pub fn used(&self) -> Used {
        Used {
            bytes: self.page.received.load(Ordering::Relaxed),
            refused: self.page.refused.load(Ordering::Relaxed),
            exhausted: self.page.exhausted.load(Ordering::Relaxed),
        }
    }
}

impl Drop for OpenLane {
    fn drop(&mut self) {
        self.page.over.cancel();
        let mut current = self.shared.lock();
        if current.as_ref().is_some_and(|page| Arc::ptr_eq(page, &self.page)) {
            *current = None;
        }
    }
}

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Arc<Page>>> {
        self.page.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, page: Option<Arc<Page>>) -> Option<Arc<Page>> {
        std::mem::replace(&mut *self.lock(), page)
    }

    /// The page that is open, if it has anything left.
    fn open_page(&self) -> Option<Arc<Page>> {
        self.lock()
            .clone()
            .filter(|page| !page.over.is_cancelled() && !page.exhausted.load(Ordering::Relaxed) && page.until > Instant::now())
    }
}

impl Page {
    /// Pays for `bytes`; false when the budget does not cover them.
    fn pay(&self, bytes: usize) -> bool {
        let bytes = bytes as u64;
        self.received.fetch_add(bytes, Ordering::Relaxed);
        let paid = self.left.try_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes)).is_ok();
        if !paid {
            self.exhausted.store(true, Ordering::Relaxed);
        }
        paid
    }

    async fn over(&self) {
        tokio::select! {
            () = self.over.cancelled() => {}
            () = tokio::time::sleep_until(self.until) => {}
        }
    }
}

/// A page that asks one host: what it receives is paid from its budget and counted for the host.
struct Payer {
    egress: Egress,
    page: Arc<Page>,
    host: String,
}

impl Payer {
    /// Counts the request.
    fn new(egress: &Egress, page: &Arc<Page>, host: String) -> Self {
        egress.inner.ledger.asked(&host, Purpose::Browser, None);
        Self { egress: egress.clone(), page: Arc::clone(page), host }
    }

    /// Pays for `bytes`; false when the budget does not cover them.
    fn pay(&self, bytes: usize) -> bool {
        self.egress.inner.ledger.received(&self.host, bytes as u64);
        self.page.pay(bytes)
    }
}

/// The lanes' connections are the only tasks this room starts; each ends with its lane or its page.
#[allow(clippy::disallowed_methods)]
fn spawn(work: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(work);
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, closed: CancellationToken) {
    loop {
        let accepted = tokio::select! {
            () = closed.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else {
            // Out of descriptors, most likely: let some be given back, of which the system sends no word.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        if shared.connections.load(Ordering::Relaxed) >= MAX_CONNECTIONS {
            continue;
        }
        shared.connections.fetch_add(1, Ordering::Relaxed);
        let (shared, closed) = (Arc::clone(&shared), closed.clone());
        spawn(async move {
            let service = service_fn(|request| serve(Arc::clone(&shared), request));
            let connection = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(Duration::from_secs(30))
                .serve_connection(TokioIo::new(stream), service)
                .with_upgrades();
            tokio::select! {
                () = closed.cancelled() => {}
                _ = connection => {}
            }
            shared.connections.fetch_sub(1, Ordering::Relaxed);
        });
    }
}

type Answered = Response<BoxBody<Bytes, io::Error>>;

/// Answers a request, or breaks the connection: a page must not take a refusal for the answer of whom it asked.
async fn serve(shared: Arc<Shared>, request: Request<Incoming>) -> Result<Answered, io::Error> {
    let Some(page) = shared.open_page() else { return Err(io::Error::other("no page is open")) };
    let is_tunnel = request.method() == Method::CONNECT;
    let answered = if is_tunnel {
        tunnel(&shared.egress, &page, request).await
    } else {
        tokio::select! {
            () = page.over() => Err(StatusCode::GATEWAY_TIMEOUT),
            answered = forward(&shared.egress, &page, request) => answered,
        }
    };
    match answered {
        Err(status) => {
            if status == StatusCode::FORBIDDEN {
                page.refused.fetch_add(1, Ordering::Relaxed);
            }
            // The answer to a tunnel's request is for the browser alone, no page sees it.
            if is_tunnel { Ok(refusal(status)) } else { Err(io::Error::other("refused")) }
        }
        answered => answered.map_err(|_| io::Error::other("refused")),
    }
}

/// Opens a tunnel to a judged address.
async fn tunnel(egress: &Egress, page: &Arc<Page>, mut request: Request<Incoming>) -> Result<Answered, StatusCode> {
    let authority = request.uri().authority().ok_or(StatusCode::BAD_REQUEST)?;
    let port = authority.port_u16().ok_or(StatusCode::BAD_REQUEST)?;
    let target = Target::of_authority(authority.host(), port, true, &egress.inner.ports)
        .and_then(|target| egress.unless_shunned(target))
        .map_err(|e| status_of(&e))?;
    let mut upstream = tokio::select! {
        () = page.over() => return Err(StatusCode::GATEWAY_TIMEOUT),
        dialled = egress.inner.dialer.dial(&target) => dialled.map_err(|e| status_of(&e))?,
    };
    let upgrade = hyper::upgrade::on(&mut request);
    let payer = Payer::new(egress, page, target.host.to_string());
    let page = Arc::clone(page);
    spawn(async move {
        let Ok(upgraded) = upgrade.await else { return };
        let (mut from_browser, mut to_browser) = tokio::io::split(TokioIo::new(upgraded));
        let (mut from_site, mut to_site) = upstream.split();
        tokio::select! {
            () = page.over() => {}
            () = pump(&mut from_site, &mut to_browser, Some(&payer)) => {}
            // The browser has said all it had to say; the site may still be answering.
            () = async {
                pump(&mut from_browser, &mut to_site, None).await;
                std::future::pending::<()>().await;
            } => {}
        }
    });
    Ok(Response::new(BoxBody::default()))
}

/// Copies until the end, or until the page cannot pay.
async fn pump(from: &mut (impl AsyncRead + Unpin), to: &mut (impl AsyncWrite + Unpin), payer: Option<&Payer>) {
    let mut buffer = vec![0_u8; 16 * 1024];
    while let Ok(n) = from.read(&mut buffer).await {
        if n == 0 || payer.is_some_and(|payer| !payer.pay(n)) || to.write_all(&buffer[..n]).await.is_err() {
            break;
        }
    }
    let _ = to.shutdown().await;
}

/// Sends a plain request on, and its answer back.
async fn forward(egress: &Egress, page: &Arc<Page>, request: Request<Incoming>) -> Result<Answered, StatusCode> {
    let (mut parts, body) = request.into_parts();
    let url = Url::parse(&parts.uri.to_string()).map_err(|_| StatusCode::BAD_REQUEST)?;
    Target::of(&url, &egress.inner.ports).and_then(|target| egress.unless_shunned(target)).map_err(|e| status_of(&e))?;
    let body = Limited::new(body, MAX_REQUEST_BODY).collect().await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?.to_bytes();
    remove_hop_headers(&mut parts.headers);
    parts.headers.remove(header::HOST);
    let mut onward = Request::new(Full::new(body));
    *onward.method_mut() = parts.method;
    *onward.uri_mut() = parts.uri;
    *onward.headers_mut() = parts.headers;
    let host = url.host_str().unwrap_or_default();
    let payer = Payer::new(egress, page, host.to_owned());
    let response = egress.client.request(onward).await.map_err(|e| status_of(&egress.classify(&e, host)))?;
    let (mut parts, body) = response.into_parts();
    remove_hop_headers(&mut parts.headers);
    let paid = Paid { body, payer };
    Ok(Response::from_parts(parts, BoxBody::new(paid)))
}

/// A body whose bytes are paid for as they pass.
struct Paid {
    body: Incoming,
    payer: Payer,
}

impl Body for Paid {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if self.payer.page.over.is_cancelled() {
            return Poll::Ready(Some(Err(io::Error::other("the page was closed"))));
        }
        Pin::new(&mut self.body).poll_frame(cx).map(|frame| {
            frame.map(|frame| {
                let frame = frame.map_err(io::Error::other)?;
                if frame.data_ref().is_some_and(|data| !self.payer.pay(data.len())) {
                    return Err(io::Error::other("the page's bytes are used up"));
                }
                Ok(frame)
            })
        })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }
}

fn refusal(status: StatusCode) -> Answered {
    let mut response = Response::new(BoxBody::default());
    *response.status_mut() = status;
    response
}

fn status_of(error: &EgressError) -> StatusCode {
    metrics::counter!("glouton_egress_browser_refused_total", "reason" => error.label()).increment(1);
    match error {
        EgressError::Timeout { .. } => StatusCode::GATEWAY_TIMEOUT,
        EgressError::Dns { .. } | EgressError::Connect { .. } | EgressError::Tls { .. } => StatusCode::BAD_GATEWAY,
        _ => StatusCode::FORBIDDEN,
    }
}

/// Headers that are for this connection only.
fn remove_hop_headers(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .filter_map(|name| HeaderName::try_from(name.trim()).ok())
        .collect();
    for name in named {
        headers.remove(name);
    }
    for name in
        [header::CONNECTION, header::PROXY_AUTHORIZATION, header::TE, header::TRAILER, header::TRANSFER_ENCODING, header::UPGRADE]
    {
        headers.remove(name);
    }
    for name in ["keep-alive", "proxy-connection"] {
        headers.remove(name);
    }
}
