//! The dialer as hyper's connector: a checked, judged TCP connection, with TLS when the scheme asks for it.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::dial::Dialer;
use super::error::{EgressError, Stage};
use super::target::{PortPolicy, Target, TargetHost};
use super::tls::{CertificateFacts, certificate_facts, handshake_problem};

/// Connects for hyper's pool.
#[derive(Clone)]
pub(super) struct Connector {
    pub(super) dialer: Arc<Dialer>,
    pub(super) tls: Arc<rustls::ClientConfig>,
    pub(super) ports: Arc<PortPolicy>,
    pub(super) deadline: Duration,
}

/// A connection to a site.
#[expect(clippy::large_enum_variant, reason = "nearly all connections are the large one")]
pub(super) enum Stream {
    Plain(TokioIo<TcpStream>),
    Secure(TokioIo<TlsStream<TcpStream>>),
}

impl Connector {
    async fn connect(self, uri: Uri) -> Result<Stream, EgressError> {
        let secure = uri.scheme() == Some(&http::uri::Scheme::HTTPS);
        let host = uri.host().ok_or(EgressError::Host)?;
        let port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let target = Target::of_authority(host, port, secure, &self.ports)?;
        let tcp = self.dialer.dial(&target).await?;
        if !secure {
            return Ok(Stream::Plain(TokioIo::new(tcp)));
        }
        let name = match &target.host {
            TargetHost::Address(address) => ServerName::IpAddress((*address).into()),
            TargetHost::Name(name) => ServerName::try_from(name.clone()).map_err(|_| EgressError::Host)?,
        };
        let host = target.host.to_string();
        match tokio::time::timeout(self.deadline, TlsConnector::from(self.tls).connect(name, tcp)).await {
            Ok(Ok(stream)) => Ok(Stream::Secure(TokioIo::new(stream))),
            Ok(Err(e)) => Err(EgressError::Tls { host, detail: handshake_problem(&e) }),
            Err(_) => Err(EgressError::Timeout { host, stage: Stage::Connect }),
        }
    }
}

impl tower::Service<Uri> for Connector {
    type Response = Stream;
    type Error = EgressError;
    type Future = Pin<Box<dyn Future<Output = Result<Stream, EgressError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), EgressError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().connect(uri))
    }
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        match self {
            Self::Plain(_) => Connected::new(),
            Self::Secure(stream) => {
                let (_, session) = stream.inner().get_ref();
                let connected = Connected::new();
                let connected = if session.alpn_protocol() == Some(b"h2") { connected.negotiated_h2() } else { connected };
                let facts: Option<CertificateFacts> =
                    session.peer_certificates().and_then(<[_]>::first).and_then(certificate_facts);
                match facts {
                    Some(facts) => connected.extra(Arc::new(facts)),
                    None => connected,
                }
            }
        }
    }
}

impl hyper::rt::Read for Stream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: hyper::rt::ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_read(cx, buf),
            Self::Secure(stream) => Pin::new(stream).poll_read(cx, buf),
        }
    }
}

impl hyper::rt::Write for Stream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_write(cx, buf),
            Self::Secure(stream) => Pin::new(stream).poll_write(cx, buf),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Self::Secure(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Self::Secure(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
