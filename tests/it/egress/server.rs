//! A web server that misbehaves to order, on a loopback port of its own, and counts who came.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with one request.
pub enum Play {
    /// Sends these bytes and closes.
    Bytes(Vec<u8>),
    /// Sends the first bytes, then the second again and again until the other side goes.
    Endless(Vec<u8>, Vec<u8>),
    /// Sends these bytes and then nothing, keeping the connection open.
    Hang(Vec<u8>),
}

/// A request as the server saw it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// `/path?query`, or whatever stood in its place.
    pub target: String,
    /// The `Host` header.
    pub host: String,
    /// The whole head.
    pub head: String,
}

/// A running server; it stops when dropped.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    connections: Arc<AtomicUsize>,
    seen: Arc<Mutex<Vec<Seen>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Starts a server that answers with `play`.
    pub async fn start(play: impl Fn(&Seen) -> Play + Send + Sync + 'static) -> Self {
        Self::start_at("127.0.0.1", play).await
    }

    /// Starts a server on one of the machine's addresses.
    pub async fn start_at(address: &str, play: impl Fn(&Seen) -> Play + Send + Sync + 'static) -> Self {
        Self::start_on((address, 0), play).await
    }

    /// Starts a server on an address and a port.
    pub async fn start_on(address: (&str, u16), play: impl Fn(&Seen) -> Play + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(address).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (connections, seen) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
        let play = Arc::new(play);
        let task = tokio::spawn({
            let (connections, seen) = (Arc::clone(&connections), Arc::clone(&seen));
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    connections.fetch_add(1, Ordering::SeqCst);
                    tokio::spawn(serve(stream, Arc::clone(&play), Arc::clone(&seen)));
                }
            }
        });
        Self { address, connections, seen, task }
    }

    /// Connections accepted so far.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Requests seen so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The targets of the requests seen so far.
    pub fn targets(&self) -> Vec<String> {
        self.seen().into_iter().map(|s| s.target).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, play: Arc<impl Fn(&Seen) -> Play>, seen: Arc<Mutex<Vec<Seen>>>) {
    let mut head = Vec::new();
    let mut chunk = [0_u8; 4096];
    while !head.windows(4).any(|w| w == b"\r\n\r\n") {
        match stream.read(&mut chunk).await {
            // A TLS handshake: this server speaks plain HTTP and says so.
            Ok(n) if n > 0 && head.is_empty() && chunk[0] == 0x16 => {
                let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n").await;
                return;
            }
            Ok(n) if n > 0 => head.extend_from_slice(&chunk[..n]),
            _ => return,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let host =
        head.lines().find_map(|l| l.to_ascii_lowercase().strip_prefix("host:").map(|h| h.trim().to_owned())).unwrap_or_default();
    let request = Seen { target, host, head };
    let played = play(&request);
    seen.lock().unwrap_or_else(PoisonError::into_inner).push(request);
    match played {
        Play::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Play::Endless(first, again) => {
            if stream.write_all(&first).await.is_ok() {
                while stream.write_all(&again).await.is_ok() {}
            }
        }
        Play::Hang(bytes) => {
            let _ = stream.write_all(&bytes).await;
            // Until the other side closes.
            while matches!(stream.read(&mut chunk).await, Ok(n) if n > 0) {}
        }
    }
}

/// An answer with a length.
pub fn answer(status: &str, headers: &str, body: &[u8]) -> Play {
    let mut bytes =
        format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    Play::Bytes(bytes)
}

/// A page.
pub fn html(body: &str) -> Play {
    answer("200 OK", "Content-Type: text/html; charset=utf-8\r\n", body.as_bytes())
}

/// A redirect.
pub fn redirect(to: &str) -> Play {
    answer("302 Found", &format!("Location: {to}\r\n"), b"")
}

/// Nothing there.
pub fn not_found() -> Play {
    answer("404 Not Found", "Content-Type: text/html\r\n", b"<title>404</title>")
}
