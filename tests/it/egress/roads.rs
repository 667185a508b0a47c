//! The roads out besides the plain one: TLS with the operator's own authority, HTTP/2, the operator's proxy.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use glouton::platform::egress::{Ask, Egress, EgressError, Extras, HostOverride, Resolver, Settings};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use url::Url;

use super::server::{Server, html};
use super::settings;

/// An authority of our own.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::OrganizationName, "Town Authority");
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("a certificate"))
    }

    fn pem(&self) -> Vec<u8> {
        self.0.pem().into_bytes()
    }

    /// A server's configuration for `names`, expired if asked.
    fn server(&self, names: &[&str], expired: bool) -> ServerConfig {
        let mut params = CertificateParams::new(names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>()).expect("names");
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        params.not_after = if expired { rcgen::date_time_ymd(2020, 12, 31) } else { rcgen::date_time_ymd(2099, 12, 31) };
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.0).expect("a certificate");
        let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
        ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
            .expect("a server")
    }
}

/// Answers every request over TLS with its protocol.
async fn tls_server(mut config: ServerConfig, http2: bool) -> std::net::SocketAddr {
    config.alpn_protocols = if http2 { vec![b"h2".to_vec()] } else { vec![b"http/1.1".to_vec()] };
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(stream) = acceptor.accept(stream).await else { return };
                let service = hyper::service::service_fn(|request: http::Request<hyper::body::Incoming>| async move {
                    let words = format!("{:?} {}", request.version(), request.uri().path());
                    Ok::<_, std::convert::Infallible>(http::Response::new(http_body_util::Full::new(bytes::Bytes::from(words))))
                });
                let builder = hyper_util::server::conn::auto::Builder::new(hyper_util::rt::TokioExecutor::new());
                let _ = builder.serve_connection(hyper_util::rt::TokioIo::new(stream), service).await;
            });
        }
    });
    address
}

fn door(hosts: &[(&str, u16, std::net::SocketAddr)], ca_pem: Option<Vec<u8>>, change: impl FnOnce(&mut Settings)) -> Egress {
    let mut settings = settings();
    settings.headers_timeout_ms = 3_000;
    settings.hosts =
        hosts.iter().map(|(host, port, address)| HostOverride { host: (*host).into(), port: *port, address: *address }).collect();
    change(&mut settings);
    let resolver = Resolver::Scripted(Arc::new(|name: &str| match name {
        "public.test" => vec![std::net::IpAddr::from([192, 5, 6, 30])],
        _ => vec![std::net::IpAddr::from([127, 0, 0, 1])],
    }));
    Egress::with(&settings, Extras { resolver, ca_pem }).expect("the door")
}

async fn body(egress: &Egress, url: &str) -> Result<String, EgressError> {
    let answer = egress.ask_following(Ask::get(Url::parse(url).expect("a URL"))).await?;
    Ok(String::from_utf8_lossy(&answer.content().await?).into_owned())
}

#[tokio::test]
async fn a_private_authority_is_trusted_when_the_operator_says_so() {
    let authority = Authority::new();
    let address = tls_server(authority.server(&["shop.test"], false), false).await;
    let trusting = door(&[("shop.test", 443, address)], Some(authority.pem()), |_| {});
    let answer = trusting.ask(Ask::get(Url::parse("https://shop.test/x").expect("a URL"))).await.expect("an answer");
    let certificate = answer.certificate.clone().expect("its certificate");
    assert_eq!((certificate.issuer.as_str(), certificate.not_after_ms), ("Town Authority", 4_102_358_400_000));
    assert_eq!(&answer.content().await.expect("the body")[..], b"HTTP/1.1 /x");
    let wary = door(&[("shop.test", 443, address)], None, |_| {});
    let error = body(&wary, "https://shop.test/").await.expect_err("nobody knows that authority");
    assert_eq!(error, EgressError::Tls { host: "shop.test".into(), detail: "the certificate's issuer is not trusted" });
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_said() {
    let authority = Authority::new();
    let expired = tls_server(authority.server(&["expired.test"], true), false).await;
    let other = tls_server(authority.server(&["somebody-else.test"], false), false).await;
    let plain = Server::start(|_| html("plain")).await;
    let hosts = [("expired.test", 443, expired), ("other.test", 443, other), ("plain.test", 443, plain.address)];
    let egress = door(&hosts, Some(authority.pem()), |_| {});
    for (host, detail) in [
        ("expired.test", "the certificate has expired"),
        ("other.test", "the certificate is for another name"),
        ("plain.test", "the server does not speak TLS properly"),
    ] {
        assert_eq!(body(&egress, &format!("https://{host}/")).await, Err(EgressError::Tls { host: host.into(), detail }));
    }
}

#[tokio::test]
async fn http2_is_spoken_with_those_who_do() {
    let authority = Authority::new();
    let address = tls_server(authority.server(&["shop.test"], false), true).await;
    let egress = door(&[("shop.test", 443, address)], Some(authority.pem()), |_| {});
    assert_eq!(body(&egress, "https://shop.test/a").await.as_deref(), Ok("HTTP/2.0 /a"));
    assert_eq!(body(&egress, "https://shop.test/b").await.as_deref(), Ok("HTTP/2.0 /b"));
}

/// A proxy that lets everything through to `site` and notes what it was asked for.
async fn proxy(site: std::net::SocketAddr, asked: Arc<std::sync::Mutex<Vec<String>>>, refuse: bool) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let asked = Arc::clone(&asked);
            tokio::spawn(async move {
                let mut first = [0_u8; 1];
                stream.read_exact(&mut first).await?;
                let wanted = if first[0] == 5 {
                    let mut greeting = [0_u8; 2];
                    stream.read_exact(&mut greeting).await?;
                    stream.write_all(&[5, 2]).await?;
                    let mut login = [0_u8; 11];
                    stream.read_exact(&mut login).await?;
                    assert_eq!(&login, b"\x01\x03joe\x05s3cr@");
                    stream.write_all(&[1, 0]).await?;
                    let mut request = [0_u8; 10];
                    stream.read_exact(&mut request).await?;
                    stream.write_all(&[5, u8::from(refuse), 0, 1, 0, 0, 0, 0, 0, 0]).await?;
                    format!(
                        "{}.{}.{}.{}:{}",
                        request[4],
                        request[5],
                        request[6],
                        request[7],
                        u16::from_be_bytes([request[8], request[9]])
                    )
                } else {
                    let mut head = vec![first[0]];
                    while !head.ends_with(b"\r\n\r\n") {
                        head.push(stream.read_u8().await?);
                    }
                    let head = String::from_utf8_lossy(&head).into_owned();
                    assert!(head.contains("Proxy-Authorization: Basic am9lOnMzY3JA"), "{head}");
                    stream
                        .write_all(if refuse { b"HTTP/1.1 403 No\r\n\r\n".as_slice() } else { b"HTTP/1.1 200 OK\r\n\r\n" })
                        .await?;
                    head.split(' ').nth(1).unwrap_or_default().to_owned()
                };
                asked.lock().expect("unpoisoned").push(wanted);
                let mut onward = TcpStream::connect(site).await?;
                copy_bidirectional(&mut stream, &mut onward).await
            });
        }
    });
    address
}

#[tokio::test]
async fn an_operators_proxy_is_asked_for_the_judged_address() {
    let site = Server::start(|_| html("through the proxy")).await;
    for scheme in ["http", "socks5"] {
        let asked = Arc::new(std::sync::Mutex::new(Vec::new()));
        let address = proxy(site.address, Arc::clone(&asked), false).await;
        let egress = door(&[], None, |s| s.proxy = format!("{scheme}://joe:s3cr%40@{address}"));
        assert_eq!(body(&egress, "http://public.test/").await.as_deref(), Ok("through the proxy"), "{scheme}");
        assert!(matches!(body(&egress, "http://inner.test/").await, Err(EgressError::PrivateAddress { .. })), "{scheme}");
        assert!(matches!(body(&egress, "http://127.0.0.1/").await, Err(EgressError::PrivateAddress { .. })), "{scheme}");
        assert_eq!(*asked.lock().expect("unpoisoned"), ["192.5.6.30:80"], "{scheme}");
    }
}

#[tokio::test]
async fn a_proxy_that_resolves_is_given_names_but_none_that_are_local() {
    let site = Server::start(|_| html("through the proxy")).await;
    let asked = Arc::new(std::sync::Mutex::new(Vec::new()));
    let address = proxy(site.address, Arc::clone(&asked), false).await;
    let egress = door(&[], None, |s| (s.proxy, s.proxy_resolves) = (format!("http://joe:s3cr%40@{address}"), true));
    assert_eq!(body(&egress, "http://anything.test/").await.as_deref(), Ok("through the proxy"));
    for local in [
        "http://localhost/",
        "http://printer.local/",
        "http://intranet/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://x.internal/",
    ] {
        assert!(matches!(body(&egress, local).await, Err(EgressError::PrivateAddress { .. })), "{local}");
    }
    assert_eq!(*asked.lock().expect("unpoisoned"), ["anything.test:80"]);
}

#[tokio::test]
async fn a_proxy_that_refuses_is_a_failed_connection() {
    let site = Server::start(|_| html("never")).await;
    for scheme in ["http", "socks5"] {
        let address = proxy(site.address, Arc::default(), true).await;
        let egress = door(&[], None, |s| s.proxy = format!("{scheme}://joe:s3cr%40@{address}"));
        assert!(matches!(body(&egress, "http://public.test/").await, Err(EgressError::Connect { .. })), "{scheme}");
    }
}

/// A server that keeps connections alive; counts those that came, and tells of each that went.
async fn lasting() -> (std::net::SocketAddr, Arc<AtomicUsize>, mpsc::UnboundedReceiver<()>) {
    let connections = Arc::new(AtomicUsize::new(0));
    let (gone, goes) = mpsc::unbounded_channel();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let counter = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            counter.fetch_add(1, Ordering::SeqCst);
            let gone = gone.clone();
            tokio::spawn(async move {
                let service = hyper::service::service_fn(|_: http::Request<hyper::body::Incoming>| async {
                    Ok::<_, std::convert::Infallible>(http::Response::new(http_body_util::Full::new(bytes::Bytes::from_static(
                        b"x",
                    ))))
                });
                let io = hyper_util::rt::TokioIo::new(stream);
                let _ = hyper::server::conn::http1::Builder::new().serve_connection(io, service).await;
                let _ = gone.send(());
            });
        }
    });
    (address, connections, goes)
}

#[tokio::test]
async fn connections_are_used_again() {
    let (address, connections, _goes) = lasting().await;
    let egress = door(&[("shop.test", 80, address)], None, |_| {});
    for _ in 0..20 {
        assert_eq!(body(&egress, "http://shop.test/").await.as_deref(), Ok("x"));
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_visit_has_its_own_connections_which_end_with_it() {
    let (address, connections, mut goes) = lasting().await;
    let egress = door(&[("shop.test", 80, address)], None, |_| {});
    let visit = egress.apart();
    for _ in 0..3 {
        assert_eq!(body(&visit, "http://shop.test/").await.as_deref(), Ok("x"));
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
    assert_eq!(body(&egress, "http://shop.test/").await.as_deref(), Ok("x"));
    assert_eq!(connections.load(Ordering::SeqCst), 2);
    drop(visit);
    let soon = std::time::Duration::from_secs(5);
    assert_eq!(tokio::time::timeout(soon, goes.recv()).await, Ok(Some(())), "well before an idle connection's time");
    assert_eq!(body(&egress, "http://shop.test/").await.as_deref(), Ok("x"));
    assert_eq!(connections.load(Ordering::SeqCst), 2, "the one that all share is there");
}
