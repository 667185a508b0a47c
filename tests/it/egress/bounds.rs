//! What a server may do to hold us up or fill us up, and where each ends.

use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use glouton::platform::egress::{Ask, Egress, EgressError, Extras, HostOverride, Resolver, Settings, Stage};
use url::Url;

use super::server::{Play, Server, answer, html, redirect};
use super::settings;

const OK: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

fn head(more: &str) -> Vec<u8> {
    [OK, more.as_bytes(), b"\r\n"].concat()
}

fn door_with(server: &Server, change: impl FnOnce(&mut Settings)) -> Egress {
    let mut settings = settings();
    settings.hosts = vec![HostOverride { host: "site.test".into(), port: 80, address: server.address }];
    settings.max_body_bytes = 100_000;
    settings.max_decoded_bytes = 200_000;
    change(&mut settings);
    Egress::with(&settings, Extras { resolver: Resolver::Scripted(Arc::new(|_: &str| Vec::new())), ca_pem: None })
        .expect("the door")
}

async fn fetch(egress: &Egress, path: &str) -> Result<usize, EgressError> {
    let url = Url::parse(&format!("http://site.test{path}")).expect("a URL");
    Ok(egress.ask_following(Ask::get(url)).await?.content().await?.len())
}

#[tokio::test]
async fn a_body_ends_at_the_cap_however_it_is_sent() {
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(&vec![b' '; 4 << 20]).expect("memory");
    let bomb = bomb.finish().expect("memory");
    let server = Server::start(move |seen| match seen.target.as_str() {
        "/declared" => Play::Hang(head("Content-Length: 100001\r\n")),
        "/endless" => Play::Endless(head(""), vec![b'x'; 8192]),
        "/chunks" => Play::Endless(
            head("Transfer-Encoding: chunked\r\n"),
            b"400\r\n".iter().copied().chain([b'x'; 1024]).chain(*b"\r\n").collect(),
        ),
        "/fits" => answer("200 OK", "", &[b'x'; 100_000]),
        _ => answer("200 OK", "Content-Encoding: gzip\r\n", &bomb),
    })
    .await;
    let egress = door_with(&server, |_| {});
    for path in ["/declared", "/endless", "/chunks"] {
        assert_eq!(fetch(&egress, path).await, Err(EgressError::TooLarge { limit: 100_000 }), "{path}");
    }
    assert_eq!(fetch(&egress, "/bomb").await, Err(EgressError::TooLarge { limit: 200_000 }));
    assert_eq!(fetch(&egress, "/fits").await, Ok(100_000));
}

#[tokio::test]
async fn headers_end_at_the_cap() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/long" => Play::Bytes(head(&format!("X: {}\r\nContent-Length: 0\r\n", "y".repeat(100_000)))),
        "/many" => Play::Bytes(head(&(0..5_000).map(|n| format!("X-{n}: y\r\n")).collect::<String>())),
        "/endless" => Play::Endless(OK.to_vec(), b"X-Header: again and again\r\n".to_vec()),
        "/line" => Play::Endless(OK.to_vec(), vec![b'a'; 4096]),
        _ => Play::Endless(b"HTTP/1.1 200 ".to_vec(), vec![b'a'; 4096]),
    })
    .await;
    let egress = door_with(&server, |_| {});
    for path in ["/long", "/many", "/endless", "/line", "/status"] {
        let error = fetch(&egress, path).await.expect_err(path);
        assert_eq!(error, EgressError::HeadersTooLarge { limit: 65_536 }, "{path}");
    }
}

#[tokio::test]
async fn a_server_that_stops_talking_is_left_in_time() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/head" => Play::Hang(b"HTTP/1.1 200 OK\r\nContent-".to_vec()),
        "/body" => Play::Hang([head("Content-Length: 5000\r\n"), b"half".to_vec()].concat()),
        _ => Play::Hang(Vec::new()),
    })
    .await;
    let egress = door_with(&server, |_| {});
    for (path, stage) in [("/silent", Stage::Headers), ("/head", Stage::Headers), ("/body", Stage::Body)] {
        let began = Instant::now();
        let error = fetch(&egress, path).await.expect_err(path);
        assert_eq!(error, EgressError::Timeout { host: "site.test".into(), stage }, "{path}");
        assert!(began.elapsed() < Duration::from_secs(3), "{path}: {:?}", began.elapsed());
    }
}

/// Bytes that keep coming, one at a time, are no reason to wait for ever: the deadline is for the whole.
#[tokio::test]
async fn a_server_that_drips_is_left_in_time() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = [0_u8; 2048];
                let n = stream.read(&mut request).await.unwrap_or_default();
                let in_body = request[..n].starts_with(b"GET /body");
                if in_body && stream.write_all(&head("Content-Length: 100000\r\n")).await.is_err() {
                    return;
                }
                let mut drip = tokio::time::interval(Duration::from_millis(20));
                let letters = if in_body {
                    b"x".as_slice()
                } else {
                    b"HTTP/1.1 200 OK\r\nX: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
                };
                for letter in letters.iter().cycle() {
                    drip.tick().await;
                    if stream.write_all(&[*letter]).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    let mut settings = settings();
    settings.hosts = vec![HostOverride { host: "site.test".into(), port: 80, address }];
    let egress = Egress::new(&settings).expect("the door");
    for (path, stage) in [("/head", Stage::Headers), ("/body", Stage::Body)] {
        let error = fetch(&egress, path).await.expect_err(path);
        assert_eq!(error, EgressError::Timeout { host: "site.test".into(), stage });
    }
}

#[tokio::test]
async fn redirects_end() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/circle" => redirect("/circle2"),
        "/circle2" => redirect("/circle"),
        "/self" => redirect("/self"),
        "/5" => redirect("/4"),
        "/4" => redirect("/3"),
        "/3" => redirect("/2"),
        "/2" => redirect("/1"),
        "/1" => redirect("/0"),
        "/0" => html("arrived"),
        "/nowhere" => redirect("http://"),
        "/mail" => redirect("mailto:a@b.test"),
        "/fragment" => redirect("/fragment#again"),
        path => redirect(&format!("{path}x")),
    })
    .await;
    let egress = door_with(&server, |_| {});
    assert_eq!(fetch(&egress, "/5").await, Ok(7));
    for (path, error) in [
        ("/circle", EgressError::RedirectLoop),
        ("/self", EgressError::RedirectLoop),
        ("/fragment", EgressError::RedirectLoop),
        ("/x", EgressError::TooManyRedirects(5)),
        ("/nowhere", EgressError::RedirectTarget),
        ("/mail", EgressError::Scheme("mailto".into())),
    ] {
        assert_eq!(fetch(&egress, path).await, Err(error), "{path}");
    }
}

#[tokio::test]
async fn what_is_not_http_is_said_to_be_so() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/ssh" => Play::Bytes(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()),
        "/smtp" => Play::Bytes(b"220 mail.test ESMTP\r\n".to_vec()),
        "/nothing" => Play::Bytes(Vec::new()),
        "/chunk" => Play::Bytes([head("Transfer-Encoding: chunked\r\n"), b"zz\r\n".to_vec()].concat()),
        "/both" => Play::Bytes([head("Content-Length: 1\r\nContent-Length: 2\r\n"), b"ab".to_vec()].concat()),
        "/gzip" => answer("200 OK", "Content-Encoding: gzip\r\n", b"these are no gzip bytes"),
        _ => answer("200 OK", "Content-Encoding: rot13\r\n", b"x"),
    })
    .await;
    let egress = door_with(&server, |_| {});
    for path in ["/ssh", "/smtp", "/nothing", "/chunk", "/both"] {
        let error = fetch(&egress, path).await.expect_err(path);
        assert!(matches!(error, EgressError::Protocol { .. } | EgressError::Connect { .. }), "{path}: {error:?}");
    }
    assert_eq!(fetch(&egress, "/gzip").await, Err(EgressError::Encoding));
    assert_eq!(fetch(&egress, "/rot13").await, Err(EgressError::Encoding));
}

#[tokio::test]
async fn a_dead_address_and_a_dead_name_have_their_own_errors() {
    let server = Server::start(|_| html("x")).await;
    let egress = door_with(&server, |s| {
        s.hosts[0].address = "127.0.0.1:9".parse().expect("an address");
    });
    assert!(matches!(fetch(&egress, "/").await, Err(EgressError::Connect { .. })));
    let url = Url::parse("http://nobody.test/").expect("a URL");
    assert_eq!(egress.ask(Ask::get(url)).await.err(), Some(EgressError::Dns { host: "nobody.test".into() }));
}
