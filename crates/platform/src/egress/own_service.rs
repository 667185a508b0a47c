//! The way to a service of the operator's own, such as the storage of snapshots: the one origin that the configuration names, which
//! often stands in a private network. Does not belong here: what such a service is asked (callers).
//!
//! Invariants: this permission is for that origin alone (scheme, host and port), so that nothing a page says is ever asked here; no
//! redirect is followed; connections, deadlines and caps are apart from those of pages.

use std::fs::File;
use std::io::{self, Read as _};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, Request};
use hyper::body::{Body, Frame, SizeHint};
use hyper_util::client::legacy;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::sync::mpsc;
use url::Url;

use super::Egress;
use super::client::{Allowance, Answer, counted, uri_of};
use super::connector::Connector;
use super::error::{EgressError, SetupError};
use super::ledger::Purpose;
use super::target::{PortPolicy, Target};

/// How long the service may think.
const THINKING: Duration = Duration::from_secs(30);
/// The slowest line that is waited for, bytes a second.
const SLOWEST: u64 = 64 * 1024;
/// Bytes of a file that are read at once, and such pieces that wait for the line.
const PIECE: usize = 128 * 1024;
const WAITING: usize = 2;
/// How long an unused connection is kept.
const IDLE: Duration = Duration::from_secs(20);

/// One service of the operator's own. Cheap to clone.
#[derive(Clone)]
pub struct OwnService {
    egress: Egress,
    client: legacy::Client<Connector, Outgoing>,
    origin: Arc<Target>,
    ports: Arc<PortPolicy>,
}

impl std::fmt::Debug for OwnService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("OwnService").field(&self.origin.host.to_string()).finish()
    }
}

/// A request to such a service.
#[derive(Debug)]
pub struct OwnAsk {
    /// The method.
    pub method: Method,
    /// Where to: below the service's origin.
    pub url: Url,
    /// Headers besides those the door sets itself.
    pub headers: HeaderMap,
    /// The body.
    pub body: Outgoing,
    /// Bytes of the answer's body, at most.
    pub most: u64,
}

/// The body of a request.
#[derive(Debug)]
pub enum Outgoing {
    /// None.
    Nothing,
    /// A file, read as the line takes it.
    File(Pieces),
}

/// A file in pieces. It needs the memory of a few of them, however large the file is.
#[derive(Debug)]
pub struct Pieces {
    coming: mpsc::Receiver<io::Result<Bytes>>,
    left: u64,
}

impl Outgoing {
    /// The first `length` bytes of `file`, from where it stands.
    #[must_use]
    pub fn file(file: File, length: u64) -> Self {
        let (give, coming) = mpsc::channel(WAITING);
        // Ends with the file or with its receiver.
        tokio::task::spawn_blocking(move || {
            let mut file = file.take(length);
            loop {
                let mut piece = Vec::with_capacity(PIECE);
                let read = file.by_ref().take(PIECE as u64).read_to_end(&mut piece).map(|_| Bytes::from(piece));
                let is_over = read.is_err();
                if read.as_ref().is_ok_and(Bytes::is_empty) || give.blocking_send(read).is_err() || is_over {
                    return;
                }
            }
        });
        Self::File(Pieces { coming, left: length })
    }

    fn len(&self) -> u64 {
        match self {
            Self::Nothing => 0,
            Self::File(pieces) => pieces.left,
        }
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let Self::File(pieces) = self.get_mut() else { return Poll::Ready(None) };
        if pieces.left == 0 {
            return Poll::Ready(None);
        }
        pieces.coming.poll_recv(cx).map(|piece| match piece {
            Some(Ok(bytes)) => {
                pieces.left = pieces.left.saturating_sub(bytes.len() as u64);
                Some(Ok(Frame::data(bytes)))
            }
            Some(Err(error)) => Some(Err(error)),
            None => Some(Err(io::ErrorKind::UnexpectedEof.into())),
        })
    }

    fn is_end_stream(&self) -> bool {
        self.len() == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.len())
    }
}

impl Egress {
    /// A way to the service at `origin` (its path is nothing to this), and to nothing else.
    ///
    /// # Errors
    /// [`SetupError::Setting`] when that is no address of a service.
    pub fn own_service(&self, origin: &Url) -> Result<OwnService, SetupError> {
        let wrong = || SetupError::Setting("neither http nor https, or a port that no such service has".to_owned());
        let port = origin.port_or_known_default().ok_or_else(wrong)?;
        let ports = Arc::new(PortPolicy::parse(&[port.to_string()]).map_err(SetupError::Setting)?);
        let origin = Target::of(origin, &ports).map_err(|_| wrong())?;
        let connector = Connector {
            dialer: Arc::new(self.inner.dialer.for_own_service()),
            ports: Arc::clone(&ports),
            ..self.inner.connector.clone()
        };
        let mut builder = legacy::Client::builder(TokioExecutor::new());
        builder
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(2)
            .http1_max_headers(256);
        Ok(OwnService { egress: self.shared(), client: builder.build(connector), origin: Arc::new(origin), ports })
    }
}

impl OwnService {
    /// Asks the service, and follows nothing. Deadlines grow with what is sent and received.
    ///
    /// # Errors
    /// Every [`EgressError`] but those of redirects and bodies; [`EgressError::Host`] for any other origin than the service's.
    pub async fn ask(&self, ask: OwnAsk) -> Result<Answer, EgressError> {
        counted(self.ask_uncounted(ask).await)
    }

    async fn ask_uncounted(&self, ask: OwnAsk) -> Result<Answer, EgressError> {
        let OwnAsk { method, url, headers, body, most } = ask;
        let target = Target::of(&url, &self.ports)?;
        if target != *self.origin {
            return Err(EgressError::Host);
        }
        let host = target.host.to_string();
        let time_for = |bytes: u64| THINKING + Duration::from_secs(bytes / SLOWEST);
        let allowance = Allowance {
            headers_timeout: time_for(body.len()),
            body_timeout: time_for(most),
            max_body_bytes: most,
            max_decoded_bytes: most,
        };
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = uri_of(&url)?;
        *request.headers_mut() = headers;
        let headers = request.headers_mut();
        headers.insert(USER_AGENT, self.egress.inner.user_agent.clone());
        // What is stored is what is wanted, and ranges are of that.
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        self.egress.inner.ledger.asked(&host, Purpose::Service, None);
        self.egress.exchange(&self.client, url, host, request, allowance).await
    }
}
