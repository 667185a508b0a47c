//! One request through the door: the answer's head, then its body, each within its deadline and caps. Redirects are answers
//! like others here; [`Trail`] says whether and where to follow one, so that whoever follows can apply its own rules (robots,
//! politeness) to each hop.

use std::error::Error as _;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body, Incoming};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::{CaptureConnection, capture_connection};
use tokio::time::Instant;
use url::Url;

use super::Egress;
use super::body::{ACCEPTED, Received};
use super::connector::Connector;
use super::error::{EgressError, Stage};
use super::ledger::Purpose;
use super::target::Target;
use super::tls::CertificateFacts;

/// A request.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The method.
    pub method: Method,
    /// Where to.
    pub url: Url,
    /// Headers besides those the door sets itself (user agent, accepted compressions, host).
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// What for.
    pub purpose: Purpose,
    /// The version of robots.txt that allows it.
    pub robots_version: Option<Arc<str>>,
}

impl Ask {
    /// A plain GET.
    #[must_use]
    pub fn get(url: Url) -> Self {
        Self {
            method: Method::GET,
            url,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            purpose: Purpose::default(),
            robots_version: None,
        }
    }

    /// Says what the request is for.
    #[must_use]
    pub fn meant_for(mut self, purpose: Purpose) -> Self {
        self.purpose = purpose;
        self
    }
}

/// What one exchange may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Allowance {
    /// From the request's first byte to the end of the answer's headers.
    pub(super) headers_timeout: Duration,
    /// The answer's body.
    pub(super) body_timeout: Duration,
    /// Bytes of the answer's body as sent.
    pub(super) max_body_bytes: u64,
    /// The same once decompressed.
    pub(super) max_decoded_bytes: u64,
}

/// The head of an answer; its body is still on the wire. Dropping it closes the exchange.
#[derive(Debug)]
pub struct Answer {
    /// The URL that answered.
    pub url: Url,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The server's certificate, over TLS.
    pub certificate: Option<Arc<CertificateFacts>>,
    body: Incoming,
    egress: Egress,
    host: String,
    body_timeout: Duration,
    max_body: u64,
    max_decoded: u64,
}

impl Egress {
    /// Sends one request and waits for the head of its answer. Follows nothing.
    ///
    /// # Errors
    /// Every [`EgressError`] but those of redirects and bodies.
    pub async fn ask(&self, ask: Ask) -> Result<Answer, EgressError> {
        counted(self.ask_uncounted(ask).await)
    }

    async fn ask_uncounted(&self, ask: Ask) -> Result<Answer, EgressError> {
        let target = self.unless_shunned(Target::of(&ask.url, &self.inner.ports)?)?;
        let host = target.host.to_string();
        let uri = uri_of(&ask.url)?;
        let mut request = Request::new(Full::new(ask.body));
        *request.method_mut() = ask.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = ask.headers;
        let headers = request.headers_mut();
        headers.entry(USER_AGENT).or_insert_with(|| self.inner.user_agent.clone());
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(ACCEPTED));

        self.inner.ledger.asked(&host, ask.purpose, ask.robots_version);
        self.exchange(&self.client, ask.url, host, request, self.inner.allowance).await
    }

    /// Sends a request whose target was checked over connections of `client`.
    pub(super) async fn exchange<B>(
        &self,
        client: &legacy::Client<Connector, B>,
        url: Url,
        host: String,
        mut request: Request<B>,
        allowance: Allowance,
    ) -> Result<Answer, EgressError>
    where
        B: Body + Send + Unpin + 'static,
        B::Data: Send,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let connection = capture_connection(&mut request);
        let sent = client.request(request);
        let answered = self.answered_in_time(sent, connection, &host, allowance.headers_timeout).await;
        let answered = answered.and_then(|answered| answered.map_err(|e| self.classify(&e, &host)));
        let response = answered.inspect_err(|_| self.inner.ledger.unanswered(&host))?;
        let (parts, body) = response.into_parts();
        let header_bytes: usize = parts.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        if header_bytes > self.inner.max_header_bytes as usize {
            return Err(EgressError::HeadersTooLarge { limit: self.inner.max_header_bytes.into() });
        }
        Ok(Answer {
            url,
            status: parts.status,
            headers: parts.headers,
            certificate: parts.extensions.get::<Arc<CertificateFacts>>().cloned(),
            body,
            egress: self.clone(),
            host,
            body_timeout: allowance.body_timeout,
            max_body: allowance.max_body_bytes,
            max_decoded: allowance.max_decoded_bytes,
        })
    }

    /// Waits for the head of the answer. The time for it begins when a connection stands, so that neither a slow name server nor
    /// a slow handshake is paid for by the site's own time, nor the other way round.
    async fn answered_in_time<T>(
        &self,
        sent: impl Future<Output = T>,
        mut connection: CaptureConnection,
        host: &str,
        headers_timeout: Duration,
    ) -> Result<T, EgressError> {
        let mut sent = pin!(sent);
        let late = |stage| EgressError::Timeout { host: host.to_owned(), stage };
        let connected = async {
            connection.wait_for_connection_metadata().await;
        };
        tokio::select! {
            biased;
            answered = &mut sent => return Ok(answered),
            () = connected => {}
            // The dialer keeps deadlines of its own; this one is for what lies between it and the request.
            () = tokio::time::sleep(self.inner.connect_deadline) => return Err(late(Stage::Connect)),
        }
        tokio::time::timeout(headers_timeout, sent).await.map_err(|_| late(Stage::Headers))
    }

    /// Asks and follows redirects, for callers that have no rules of their own for the hops. A redirected request is a GET
    /// without body and without the caller's headers once it leaves the first host, so that no secret travels.
    ///
    /// # Errors
    /// Every [`EgressError`].
    pub async fn ask_following(&self, ask: Ask) -> Result<Answer, EgressError> {
        let mut trail = self.trail(&ask.url);
        let first_host = ask.url.host_str().map(str::to_owned);
        let headers = ask.headers.clone();
        let mut answer = self.ask(ask).await?;
        while let Some(next) = trail.next(&answer, false)? {
            let mut again = Ask::get(next);
            if again.url.host_str().map(str::to_owned) == first_host {
                again.headers.clone_from(&headers);
            }
            answer = self.ask(again).await?;
        }
        Ok(answer)
    }

    /// Starts counting redirects from `url`.
    #[must_use]
    pub fn trail(&self, url: &Url) -> Trail {
        Trail { seen: vec![without_fragment(url)], max: self.inner.max_redirects }
    }

    pub(super) fn classify(&self, error: &legacy::Error, host: &str) -> EgressError {
        let mut cause = error.source();
        while let Some(inner) = cause {
            if let Some(ours) = inner.downcast_ref::<EgressError>() {
                return ours.clone();
            }
            if let Some(hyper) = inner.downcast_ref::<hyper::Error>() {
                if hyper.is_parse_too_large() {
                    return EgressError::HeadersTooLarge { limit: self.inner.max_header_bytes.into() };
                }
                if hyper.is_parse() {
                    return EgressError::Protocol { host: host.to_owned() };
                }
            }
            cause = inner.source();
        }
        EgressError::Connect { host: host.to_owned(), detail: "broke the connection off before it answered" }
    }
}

impl Answer {
    /// The media type in lower case, without parameters; empty when none was sent.
    #[must_use]
    pub fn media_type(&self) -> String {
        let value = self.headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Lowers the caps of this answer's body.
    #[must_use]
    pub fn at_most(mut self, bytes: u64) -> Self {
        self.max_body = self.max_body.min(bytes);
        self.max_decoded = self.max_decoded.min(bytes);
        self
    }

    /// Reads the body as sent.
    ///
    /// # Errors
    /// [`EgressError::TooLarge`], [`EgressError::Timeout`], [`EgressError::Connect`].
    pub async fn receive(self) -> Result<Received, EgressError> {
        let limit = self.max_body;
        self.receive_or_cut(limit, false).await
    }

    /// Reads the beginning of the body, about `bytes` of it, and leaves the rest.
    ///
    /// # Errors
    /// [`EgressError::Timeout`], [`EgressError::Connect`].
    pub async fn receive_beginning(self, bytes: u64) -> Result<Received, EgressError> {
        let limit = self.max_body.min(bytes);
        self.receive_or_cut(limit, true).await
    }

    async fn receive_or_cut(mut self, limit: u64, cut: bool) -> Result<Received, EgressError> {
        let declared = self.headers.get(CONTENT_LENGTH).and_then(|v| v.to_str().ok()).and_then(|v| v.parse::<u64>().ok());
        if !cut && declared.is_some_and(|length| length > limit) {
            return Err(EgressError::TooLarge { limit });
        }
        let deadline = Instant::now() + self.body_timeout;
        let mut first: Option<Bytes> = None;
        let mut rest = BytesMut::new();
        loop {
            let frame = tokio::time::timeout_at(deadline, self.body.frame())
                .await
                .map_err(|_| EgressError::Timeout { host: self.host.clone(), stage: Stage::Body })?;
            let data = match frame {
                None => break,
                Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
                // Many small servers end without their last chunk: what came is what there is.
                Some(Err(e)) if e.is_incomplete_message() && (first.is_some() || !rest.is_empty()) => break,
                Some(Err(_)) => {
                    return Err(EgressError::Connect {
                        host: self.host,
                        detail: "broke the connection off in the middle of its answer",
                    });
                }
            };
            // One frame alone, the usual case of a small page, is passed on without a copy.
            if first.is_none() && rest.is_empty() {
                first = (!data.is_empty()).then_some(data);
            } else {
                if let Some(first) = first.take() {
                    let expected = declared.unwrap_or_else(|| self.body.size_hint().lower() + first.len() as u64).min(limit);
                    rest.reserve(usize::try_from(expected).unwrap_or_default().max(first.len() + data.len()));
                    rest.extend_from_slice(&first);
                }
                rest.extend_from_slice(&data);
            }
            let so_far = rest.len().max(first.as_ref().map_or(0, Bytes::len)) as u64;
            if so_far > limit && cut {
                break;
            }
            if so_far > limit {
                return Err(EgressError::TooLarge { limit });
            }
        }
        let bytes = first.unwrap_or_else(|| rest.freeze());
        metrics::counter!("glouton_egress_received_bytes_total").increment(bytes.len() as u64);
        self.egress.inner.ledger.received(&self.host, bytes.len() as u64);
        let codings = self.headers.get_all(CONTENT_ENCODING).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
        let codings = codings.map(|c| c.trim().to_ascii_lowercase()).filter(|c| !c.is_empty() && c != "identity").collect();
        Ok(Received { bytes, codings, max_decoded: self.max_decoded })
    }

    /// Reads the body and undoes its compression, off the async threads when that may take long.
    ///
    /// # Errors
    /// As [`Answer::receive`] and [`Received::decode`].
    pub async fn content(self) -> Result<Bytes, EgressError> {
        let received = self.receive().await?;
        if received.codings.is_empty() || received.bytes.len() < 32 * 1024 {
            return received.decode();
        }
        tokio::task::spawn_blocking(move || received.decode()).await.map_err(|_| EgressError::Encoding)?
    }
}

/// The redirects followed so far.
#[derive(Debug, Clone)]
pub struct Trail {
    seen: Vec<Url>,
    max: u8,
}

impl Trail {
    /// Where `answer` leads, if it is a redirect. One that set a cookie for the first time may lead back to an address already
    /// passed: the next answer will be another.
    ///
    /// # Errors
    /// [`EgressError::RedirectTarget`], [`EgressError::RedirectLoop`], [`EgressError::TooManyRedirects`], and
    /// [`EgressError::Scheme`] for a target that is not http or https.
    pub fn next(&mut self, answer: &Answer, fresh_cookie: bool) -> Result<Option<Url>, EgressError> {
        if !matches!(answer.status.as_u16(), 301 | 302 | 303 | 307 | 308) {
            return Ok(None);
        }
        // A 3xx without Location is an answer like any other.
        let Some(location) = answer.headers.get(LOCATION) else { return Ok(None) };
        let location = std::str::from_utf8(location.as_bytes()).map_err(|_| EgressError::RedirectTarget)?;
        self.step(&answer.url, location, fresh_cookie).map(Some)
    }

    /// Adds the hop from `from` to `location`, for redirects that are not in the status (meta refresh).
    ///
    /// # Errors
    /// As [`Trail::next`].
    pub fn step(&mut self, from: &Url, location: &str, may_return: bool) -> Result<Url, EgressError> {
        let mut url = from.join(location.trim()).map_err(|_| EgressError::RedirectTarget)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(EgressError::Scheme(url.scheme().chars().take(20).collect()));
        }
        url.set_fragment(None);
        if !may_return && self.seen.contains(&url) {
            return Err(EgressError::RedirectLoop);
        }
        if self.seen.len() > usize::from(self.max) {
            return Err(EgressError::TooManyRedirects(self.max));
        }
        self.seen.push(url.clone());
        Ok(url)
    }

    /// The addresses passed, the first one asked for included.
    #[must_use]
    pub fn passed(&self) -> &[Url] {
        &self.seen
    }
}

fn without_fragment(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    url
}

/// Counts a request by its outcome.
pub(super) fn counted(answered: Result<Answer, EgressError>) -> Result<Answer, EgressError> {
    let outcome = answered.as_ref().map_or_else(EgressError::label, |_| "answered");
    metrics::counter!("glouton_egress_requests_total", "outcome" => outcome).increment(1);
    answered
}

pub(super) fn uri_of(url: &Url) -> Result<Uri, EgressError> {
    let text = url.as_str();
    let text = text.split_once('#').map_or(text, |(before, _)| before);
    Uri::try_from(text).map_err(|_| EgressError::Host)
}
