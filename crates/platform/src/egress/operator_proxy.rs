//! The operator's own proxy, when the network lets nothing else out: HTTP `CONNECT` or SOCKS5. It is asked for an address that
//! was judged here; only when it must resolve names itself is it given a name.

use std::fmt;

use base64::Engine as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::Url;

use super::error::{EgressError, SetupError};
use super::target::Target;

/// Longest answer to a `CONNECT` that is read.
const MAX_ANSWER: usize = 8 * 1024;

/// How to reach the proxy.
#[derive(Clone)]
pub(super) struct OperatorProxy {
    kind: Kind,
    host: String,
    port: u16,
    credentials: Option<(String, String)>,
    resolves: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Http,
    Socks5,
}

impl fmt::Debug for OperatorProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OperatorProxy({:?} {}:{})", self.kind, self.host, self.port)
    }
}

impl OperatorProxy {
    /// Reads `http://[user:password@]host[:port]` or `socks5://…`; `None` when `text` is empty.
    pub(super) fn parse(text: &str, resolves: bool) -> Result<Option<Self>, SetupError> {
        if text.is_empty() {
            return Ok(None);
        }
        let wrong = || {
            SetupError::Setting(
                "egress.proxy is no address such as \"http://proxy.example:3128\" or \"socks5://127.0.0.1:1080\"".into(),
            )
        };
        let url = Url::parse(text).map_err(|_| wrong())?;
        let (kind, default_port) = match url.scheme() {
            "http" => (Kind::Http, 3128),
            "socks5" | "socks5h" => (Kind::Socks5, 1080),
            _ => return Err(wrong()),
        };
        let host = url.host_str().ok_or_else(wrong)?.trim_matches(['[', ']']).to_owned();
        let credentials = (!url.username().is_empty())
            .then(|| (percent_decoded(url.username()), percent_decoded(url.password().unwrap_or_default())));
        Ok(Some(Self { kind, host, port: url.port().unwrap_or(default_port), credentials, resolves }))
    }

    pub(super) fn resolves(&self) -> bool {
        self.resolves
    }

    /// A tunnel to `host` (a judged address, or a name when the proxy resolves) and `port`.
    pub(super) async fn connect(&self, host: &str, port: u16, target: &Target) -> Result<TcpStream, EgressError> {
        let failed = |detail| EgressError::Connect { host: target.host.to_string(), detail };
        let mut stream = TcpStream::connect((self.host.as_str(), self.port))
            .await
            .map_err(|_| failed("is out of reach: the operator's proxy does not answer"))?;
        let opened = match self.kind {
            Kind::Http => self.http_tunnel(&mut stream, host, port).await,
            Kind::Socks5 => self.socks5_tunnel(&mut stream, host, port).await,
        };
        match opened {
            Ok(true) => Ok(stream),
            Ok(false) => Err(failed("was refused by the operator's proxy")),
            Err(_) => Err(failed("is out of reach: the operator's proxy broke off")),
        }
    }

    async fn http_tunnel(&self, stream: &mut TcpStream, host: &str, port: u16) -> std::io::Result<bool> {
        let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        let mut request = format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n");
        if let Some((user, password)) = &self.credentials {
            let token = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
            request.push_str(&format!("Proxy-Authorization: Basic {token}\r\n"));
        }
        request.push_str("\r\n");
        stream.write_all(request.as_bytes()).await?;
        // Byte by byte: what follows the empty line belongs to the tunnel.
        let mut answer = Vec::with_capacity(256);
        while !answer.ends_with(b"\r\n\r\n") {
            if answer.len() >= MAX_ANSWER {
                return Ok(false);
            }
            answer.push(stream.read_u8().await?);
        }
        let status = answer.split(|b| *b == b' ').nth(1).unwrap_or_default();
        Ok(status.first() == Some(&b'2'))
    }

    async fn socks5_tunnel(&self, stream: &mut TcpStream, host: &str, port: u16) -> std::io::Result<bool> {
        let method: u8 = if self.credentials.is_some() { 2 } else { 0 };
        stream.write_all(&[5, 1, method]).await?;
        let mut chosen = [0_u8; 2];
        stream.read_exact(&mut chosen).await?;
        if chosen != [5, method] {
            return Ok(false);
        }
        if let Some((user, password)) = &self.credentials {
            let (Ok(user_len), Ok(password_len)) = (u8::try_from(user.len()), u8::try_from(password.len())) else {
                return Ok(false);
            };
            let mut login = vec![1, user_len];
            login.extend_from_slice(user.as_bytes());
            login.push(password_len);
            login.extend_from_slice(password.as_bytes());
            stream.write_all(&login).await?;
            let mut verdict = [0_u8; 2];
            stream.read_exact(&mut verdict).await?;
            if verdict[1] != 0 {
                return Ok(false);
            }
        }
        let mut request = vec![5, 1, 0];
        match host.parse() {
            Ok(std::net::IpAddr::V4(address)) => {
                request.push(1);
                request.extend_from_slice(&address.octets());
            }
            Ok(std::net::IpAddr::V6(address)) => {
                request.push(4);
                request.extend_from_slice(&address.octets());
            }
            Err(_) => {
                let Ok(length) = u8::try_from(host.len()) else { return Ok(false) };
                request.extend_from_slice(&[3, length]);
                request.extend_from_slice(host.as_bytes());
            }
        }
        request.extend_from_slice(&port.to_be_bytes());
        stream.write_all(&request).await?;
        let mut head = [0_u8; 4];
        stream.read_exact(&mut head).await?;
        if head[0] != 5 || head[1] != 0 {
            return Ok(false);
        }
        let bound = match head[3] {
            1 => 4,
            4 => 16,
            3 => usize::from(stream.read_u8().await?),
            _ => return Ok(false),
        };
        let mut rest = vec![0_u8; bound + 2];
        stream.read_exact(&mut rest).await?;
        Ok(true)
    }
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = (*byte == b'%').then(|| text.get(at + 1..at + 3)).flatten().and_then(|h| u8::from_str_radix(h, 16).ok());
        out.push(hex.unwrap_or(*byte));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}
