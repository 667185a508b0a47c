//! The town on the wire: listeners on loopback, virtual hosts by Host header and SNI, misbehaviour, and a log of requests.
//!
//! Belongs here: sockets. Invariants: everything listens on 127.0.0.1 only; when [`Serving`] is stopped or dropped no task of
//! it goes on; every request that reaches a host is in its log before it is answered.

mod answer;
mod log;
mod tls;

use std::{collections::HashMap, net::SocketAddr, sync::Arc, time::Duration};

use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::watch,
    task::JoinSet,
};
use tokio_rustls::TlsAcceptor;

use crate::{
    model::Scheme,
    site::{Reach, Site},
};
use log::RequestLog;
pub use log::RequestSeen;

/// Why the town cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum TownError {
    /// No port on loopback.
    #[error("cannot listen on loopback: {0}")]
    Listen(#[from] std::io::Error),
    /// No certificate could be made.
    #[error("cannot make the town's certificates: {0}")]
    Certificate(#[from] rcgen::Error),
    /// The certificates cannot be used.
    #[error("cannot use the town's certificates: {0}")]
    Tls(#[from] rustls::Error),
}

/// Where a host of the town listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostRoute {
    /// Host name.
    pub host: String,
    /// For `http://host/`.
    pub http: SocketAddr,
    /// For `https://host/`; none for a host without TLS.
    pub https: Option<SocketAddr>,
}

/// What the tasks of a serving town share.
pub(crate) struct Shared {
    pub sites: HashMap<String, Site>,
    pub log: RequestLog,
}

/// The town while it is served; stops when dropped.
#[derive(Debug)]
pub struct Serving {
    http: SocketAddr,
    https: SocketAddr,
    routes: Vec<HostRoute>,
    authority_pem: String,
    log: RequestLog,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
    /// Bound and never listened on: whoever connects is refused, and nobody else can take the port.
    _refused: TcpSocket,
}

impl Serving {
    /// Where each listed host listens: the egress door's static overrides.
    #[must_use]
    pub fn hosts(&self) -> Vec<HostRoute> {
        self.routes.clone()
    }

    /// Address of the plain HTTP listener, which serves any host of the town by its Host header.
    #[must_use]
    pub fn http_addr(&self) -> SocketAddr {
        self.http
    }

    /// Address of the TLS listener, which serves any host of the town by SNI.
    #[must_use]
    pub fn https_addr(&self) -> SocketAddr {
        self.https
    }

    /// The certificate of the town's authority, PEM: trust it to read the https sites.
    #[must_use]
    pub fn ca_pem(&self) -> &str {
        &self.authority_pem
    }

    /// Every request seen for a host, oldest first.
    #[must_use]
    pub fn requests(&self, host: &str) -> Vec<RequestSeen> {
        self.log.of(host)
    }

    /// How many requests were seen over all hosts.
    #[must_use]
    pub fn request_count(&self) -> usize {
        self.log.len()
    }

    /// Forgets the requests seen so far.
    pub fn forget_requests(&self) {
        self.log.clear();
    }

    /// Stops listening, closes every connection and returns once no task is left.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        self.tasks.shutdown().await;
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
        self.tasks.abort_all();
    }
}

/// Serves the sites.
pub(crate) async fn serve(sites: &[Site]) -> Result<Serving, TownError> {
    let http = TcpListener::bind(("127.0.0.1", 0)).await?;
    let https = TcpListener::bind(("127.0.0.1", 0)).await?;
    let endless = TcpListener::bind(("127.0.0.1", 0)).await?;
    let refused = TcpSocket::new_v4()?;
    refused.bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
    let (http_addr, https_addr, endless_addr, refused_addr) =
        (http.local_addr()?, https.local_addr()?, endless.local_addr()?, refused.local_addr()?);

    let routes = sites
        .iter()
        .filter_map(|site| {
            let http = match site.reach {
                Reach::Ordinary => http_addr,
                Reach::Unlisted => return None,
                Reach::Refused => refused_addr,
                Reach::EndlessHeaders => endless_addr,
            };
            Some(HostRoute { host: site.host.clone(), http, https: (site.scheme == Scheme::Https).then_some(https_addr) })
        })
        .collect();

    let tls = tls::configure(sites)?;
    let log = RequestLog::default();
    let shared =
        Arc::new(Shared { sites: sites.iter().map(|site| (site.host.clone(), site.clone())).collect(), log: log.clone() });
    let (stop, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    tasks.spawn(accept_plain(http, Arc::clone(&shared), stopped.clone()));
    tasks.spawn(accept_tls(https, TlsAcceptor::from(tls.config), Arc::clone(&shared), stopped.clone()));
    let endless_host =
        sites.iter().find(|site| site.reach == Reach::EndlessHeaders).map(|site| site.host.clone()).unwrap_or_default();
    tasks.spawn(accept_endless(endless, endless_host, log.clone(), stopped));
    Ok(Serving {
        http: http_addr,
        https: https_addr,
        routes,
        authority_pem: tls.authority_pem,
        log,
        stop,
        tasks,
        _refused: refused,
    })
}

/// Accepts until told to stop; each connection runs until it ends or the town stops.
async fn accept<F, Fut>(listener: TcpListener, mut stopped: watch::Receiver<bool>, handle: F)
where
    F: Fn(TcpStream) -> Fut,
    Fut: Future<Output = ()> + Send + 'static,
{
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = stopped.changed() => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let _ = stream.set_nodelay(true);
                    connections.spawn(handle(stream));
                }
                // Out of descriptors, most likely: give others time to close theirs.
                Err(error) => {
                    tracing::debug!(%error, "the town could not accept a connection");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            },
        }
    }
    connections.shutdown().await;
}

async fn accept_plain(listener: TcpListener, shared: Arc<Shared>, stopped: watch::Receiver<bool>) {
    accept(listener, stopped, |stream| converse(stream, Arc::clone(&shared), Scheme::Http)).await;
}

async fn accept_tls(listener: TcpListener, acceptor: TlsAcceptor, shared: Arc<Shared>, stopped: watch::Receiver<bool>) {
    accept(listener, stopped, |stream| {
        let (acceptor, shared) = (acceptor.clone(), Arc::clone(&shared));
        async move {
            match acceptor.accept(stream).await {
                Ok(stream) => converse(stream, shared, Scheme::Https).await,
                Err(error) => tracing::debug!(%error, "a client did not accept the town's certificate"),
            }
        }
    })
    .await;
}

async fn converse<S>(stream: S, shared: Arc<Shared>, scheme: Scheme)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = hyper::service::service_fn(move |request| answer::answer(request, Arc::clone(&shared), scheme));
    let mut server = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
    server.http1().half_close(false);
    if let Err(error) = server.serve_connection(TokioIo::new(stream), service).await {
        tracing::debug!(%error, "a conversation of the town ended early");
    }
}

/// A server whose headers never end: below HTTP libraries, because none would write this.
async fn accept_endless(listener: TcpListener, host: String, log: RequestLog, stopped: watch::Receiver<bool>) {
    accept(listener, stopped, |mut stream| {
        let (host, log) = (host.clone(), log.clone());
        async move {
            let mut buffer = vec![0; 4096];
            let Ok(read) = stream.read(&mut buffer).await else { return };
            let text = String::from_utf8_lossy(&buffer[..read]);
            log.add(&host, RequestSeen::from_raw_head(&text));
            let mut line = 0u64;
            let mut head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n".to_owned();
            while stream.write_all(head.as_bytes()).await.is_ok() {
                line += 1;
                head = format!("X-Wait-{line}: a little longer\r\n");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    })
    .await;
}
