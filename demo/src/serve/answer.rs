//! One request, one answer: finds the site by host, logs the request, and writes the page or misbehaves as the page says.

use std::{convert::Infallible, sync::Arc, time::Duration};

use bytes::Bytes;
use flate2::{Compress, Compression, Crc, FlushCompress};
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Empty, Full, combinators::UnsyncBoxBody};
use hyper::body::{Frame, Incoming};

use super::{Shared, log::RequestSeen};
use crate::{
    model::Scheme,
    page::{Body, Page},
    site::Reach,
};

type Answer = Response<UnsyncBoxBody<Bytes, Infallible>>;

/// The conversation is to be broken off with no answer.
#[derive(Debug, thiserror::Error)]
#[error("the town hangs up")]
pub(super) struct HangUp;

/// How long a slow page lets its reader wait.
const LATE: Duration = Duration::from_millis(1000);
/// Pause between two drops of a dribbling body.
const DROP_INTERVAL: Duration = Duration::from_millis(200);

pub(super) async fn answer(request: Request<Incoming>, shared: Arc<Shared>, scheme: Scheme) -> Result<Answer, HangUp> {
    let host = host_of(&request);
    let path = request.uri().path_and_query().map_or("/", |p| p.as_str()).to_owned();
    let user_agent = request.headers().get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let Some(site) = shared.sites.get(&host).filter(|site| site.reach == Reach::Ordinary) else {
        return Ok(plain(StatusCode::MISDIRECTED_REQUEST, "The town has no such host.\n"));
    };
    shared.log.add(&host, RequestSeen { path: path.clone(), user_agent, at: std::time::Instant::now() });
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(plain(StatusCode::METHOD_NOT_ALLOWED, "The town only shows.\n"));
    }
    if scheme == Scheme::Http && site.scheme == Scheme::Https {
        return write(Page::redirect(path.clone(), 301, format!("https://{host}{path}")), false).await;
    }
    write(site.answer(&path), request.method() == Method::HEAD).await
}

/// The Host header or the authority of the request target: lower case, no port, no trailing dot.
fn host_of(request: &Request<Incoming>) -> String {
    let named = request.uri().authority().map(|a| a.as_str().to_owned());
    let host = named
        .or_else(|| request.headers().get(header::HOST).and_then(|v| v.to_str().ok()).map(str::to_owned))
        .unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host.as_str(), |(name, _port)| name);
    host.trim_end_matches('.').to_ascii_lowercase()
}

fn plain(status: StatusCode, text: &'static str) -> Answer {
    let mut response = Response::new(Full::new(Bytes::from_static(text.as_bytes())).boxed_unsync());
    *response.status_mut() = status;
    response
}

async fn write(page: Page, head_only: bool) -> Result<Answer, HangUp> {
    let body = match page.body {
        Body::Bytes(bytes) => Full::new(bytes).boxed_unsync(),
        Body::Late(bytes) => {
            tokio::time::sleep(LATE).await;
            Full::new(bytes).boxed_unsync()
        }
        Body::Silence => std::future::pending().await,
        Body::Drop => return Err(HangUp),
        Body::Dribble => Odd::Dribble(tokio::time::interval(DROP_INTERVAL)).boxed_unsync(),
        Body::Bomb { bytes } => Full::new(bomb(bytes)).boxed_unsync(),
        Body::Flood { bytes, declared } => Odd::Flood { left: bytes, declared }.boxed_unsync(),
    };
    let mut response = Response::new(if head_only { Empty::new().boxed_unsync() } else { body });
    *response.status_mut() = StatusCode::from_u16(page.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in page.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().append(name, value);
        }
    }
    Ok(response)
}

/// That many bytes of a page of white space, as gzip (RFC 1952). A piece is packed once and said again and again, because packing
/// all of it would keep the reader waiting.
fn bomb(bytes: usize) -> Bytes {
    const PIECE: &[u8] = &[b' '; 1 << 20];
    const HEAD: &[u8] = b"<!DOCTYPE html><html><body><p>";
    const GZIP_HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    const EMPTY_LAST_BLOCK: [u8; 2] = [3, 0];
    let (mut whole, mut piece) = (Crc::new(), Crc::new());
    whole.update(HEAD);
    piece.update(PIECE);
    let mut packed = GZIP_HEADER.to_vec();
    packed.extend(blocks(HEAD));
    let again = blocks(PIECE);
    for _ in 0..bytes.div_ceil(PIECE.len()) {
        packed.extend_from_slice(&again);
        whole.combine(&piece);
    }
    packed.extend(EMPTY_LAST_BLOCK);
    packed.extend(whole.sum().to_le_bytes());
    packed.extend(whole.amount().to_le_bytes());
    packed.into()
}

/// Deflated blocks that end on a byte, refer to nothing before them, and are not the last.
fn blocks(text: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(text.len() / 64 + 64);
    // It cannot fail without a dictionary; should the room not suffice, the bomb is broken and the tests say so.
    let _ = Compress::new(Compression::fast(), false).compress_vec(text, &mut packed, FlushCompress::Full);
    packed
}

/// Bodies that no page should have.
enum Odd {
    /// A few bytes at each tick, for ever.
    Dribble(tokio::time::Interval),
    /// So many bytes, as fast as they are read.
    Flood { left: u64, declared: bool },
}

const CHUNK: &[u8; 8192] = &[b' '; 8192];

impl hyper::body::Body for Odd {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Self::Dribble(interval) => {
                interval.poll_tick(context).map(|_| Some(Ok(Frame::data(Bytes::from_static(b"<!-- -->")))))
            }
            Self::Flood { left: 0, .. } => std::task::Poll::Ready(None),
            Self::Flood { left, .. } => {
                let size = usize::try_from(*left).unwrap_or(CHUNK.len()).min(CHUNK.len());
                *left -= size as u64;
                std::task::Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&CHUNK[..size])))))
            }
        }
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        match self {
            Self::Flood { left, declared: true } => hyper::body::SizeHint::with_exact(*left),
            _ => hyper::body::SizeHint::default(),
        }
    }
}
