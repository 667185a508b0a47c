//! The GraphQL playground: one page and its two assets, embedded in the binary, fetched from nowhere else.
//! Invariant: the page works without any other server, and its security policy lets it reach none.

use std::io::Read as _;
use std::sync::LazyLock;

use axum::Router;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use flate2::read::GzDecoder;

/// Where the page is served; `#token=…` behind it signs the page in.
pub const PATH: &str = "/graphiql";
const SCRIPT_PATH: &str = "/graphiql/graphiql.js";
const STYLE_PATH: &str = "/graphiql/graphiql.css";
const LICENSES_PATH: &str = "/graphiql/licenses.txt";

/// Scripts, styles and connections of this server only: no inline script, no evaluation, no frame around the page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The address of an asset carries the hash of its content, so that it may be kept for ever; what has no hash is asked for again.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::compressed(include_bytes!("../../assets/graphiql/graphiql.js.gz"), "text/javascript; charset=utf-8", FOR_EVER)
});
static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::compressed(include_bytes!("../../assets/graphiql/graphiql.css.gz"), "text/css; charset=utf-8", FOR_EVER)
});
static LICENSES: LazyLock<Asset> = LazyLock::new(|| {
    let text = include_bytes!("../../assets/graphiql/LICENSES.txt");
    Asset::plain(Bytes::from_static(text), "text/plain; charset=utf-8", ASK_AGAIN)
});
static PAGE: LazyLock<Asset> = LazyLock::new(|| {
    let page = include_str!("../../assets/graphiql/index.html")
        .replace("{{script}}", &SCRIPT.address(SCRIPT_PATH))
        .replace("{{style}}", &STYLE.address(STYLE_PATH));
    Asset::plain(page.into(), "text/html; charset=utf-8", ASK_AGAIN)
});

/// Serves the playground at [`PATH`] and its assets below it. It needs `/graphql` on the same host, for POST and WebSocket.
pub fn router<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    Router::new()
        .route(PATH, get(async |headers: HeaderMap| PAGE.answer(&headers)))
        .route(SCRIPT_PATH, get(async |headers: HeaderMap| SCRIPT.answer(&headers)))
        .route(STYLE_PATH, get(async |headers: HeaderMap| STYLE.answer(&headers)))
        .route(LICENSES_PATH, get(async |headers: HeaderMap| LICENSES.answer(&headers)))
}

/// One embedded file, as it is sent.
struct Asset {
    bytes: Bytes,
    gzipped: bool,
    content_type: &'static str,
    cache: HeaderValue,
    hash: String,
}

impl Asset {
    fn plain(bytes: Bytes, content_type: &'static str, cache: HeaderValue) -> Self {
        let hash = blake3::hash(&bytes).to_hex()[..16].to_owned();
        Self { bytes, gzipped: false, content_type, cache, hash }
    }

    fn compressed(bytes: &'static [u8], content_type: &'static str, cache: HeaderValue) -> Self {
        Self { gzipped: true, ..Self::plain(Bytes::from_static(bytes), content_type, cache) }
    }

    /// The path with the content's hash behind it.
    fn address(&self, path: &str) -> String {
        format!("{path}?v={}", self.hash)
    }

    /// The file, or 304 to one who has it; decompressed for the rare client that takes no gzip.
    fn answer(&self, request: &HeaderMap) -> Response {
        // Weak, because the compressed and the plain form share it.
        let tag = format!("W/\"{}\"", self.hash);
        let known = list(request, &IF_NONE_MATCH).any(|given| given == tag || given == "*");
        let mut response = if known {
            StatusCode::NOT_MODIFIED.into_response()
        } else if !self.gzipped {
            self.bytes.clone().into_response()
        } else if takes_gzip(request) {
            ([(CONTENT_ENCODING, HeaderValue::from_static("gzip"))], self.bytes.clone()).into_response()
        } else {
            let mut plain = Vec::new();
            match GzDecoder::new(self.bytes.as_ref()).read_to_end(&mut plain) {
                Ok(_) => plain.into_response(),
                Err(error) => {
                    tracing::error!(%error, "an embedded asset cannot be decompressed");
                    StatusCode::INTERNAL_SERVER_ERROR.into_response()
                }
            }
        };
        let headers = response.headers_mut();
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(ETAG, tag);
        }
        if self.gzipped {
            headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        headers.insert(CACHE_CONTROL, self.cache.clone());
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        response
    }
}

/// The items of a comma-separated request header, over all its lines.
fn list<'a>(request: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> + use<'a> {
    request.get_all(name).into_iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).map(str::trim)
}

fn takes_gzip(request: &HeaderMap) -> bool {
    list(request, &ACCEPT_ENCODING).any(|item| {
        let (coding, weight) = item.split_once(';').unwrap_or((item, "q=1"));
        let refused = weight.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()).is_some_and(|q| q <= 0.0);
        matches!(coding.trim(), "gzip" | "*") && !refused
    })
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt as _;

    use super::*;

    async fn ask(path: &str, headers: &[(HeaderName, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
        let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(name, *value));
        let response = router::<()>().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (head, body) = response.into_parts();
        (head.status, head.headers, to_bytes(body, usize::MAX).await.unwrap().to_vec())
    }

    #[tokio::test]
    async fn the_page_names_only_assets_that_this_server_has() {
        let (status, headers, body) = ask(PATH, &[]).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers[CONTENT_TYPE], "text/html; charset=utf-8");
        assert_eq!(headers[CONTENT_SECURITY_POLICY], POLICY);
        let page = String::from_utf8(body).unwrap();
        assert!(!page.contains("{{"), "{page}");
        let attributes = |name: &'static str| page.split(name).skip(1).filter_map(|rest| rest.split('"').next());
        let named: Vec<&str> = attributes("href=\"").chain(attributes("src=\"")).filter(|to| !to.starts_with("data:")).collect();
        assert_eq!(named.len(), 2, "{named:?}");
        for address in named {
            let (status, headers, body) = ask(address, &[(ACCEPT_ENCODING, "gzip, br")]).await;
            assert_eq!(status, StatusCode::OK, "{address}");
            assert_eq!(headers[CACHE_CONTROL], FOR_EVER);
            assert_eq!(headers[CONTENT_ENCODING], "gzip");
            assert!(body.starts_with(&[0x1f, 0x8b]), "{address} is not gzip");
        }
    }

    #[tokio::test]
    async fn a_client_that_refuses_gzip_gets_the_plain_script() {
        for refusal in ["identity", "gzip;q=0", "br"] {
            let (status, headers, body) = ask(SCRIPT_PATH, &[(ACCEPT_ENCODING, refusal)]).await;
            assert_eq!(status, StatusCode::OK);
            assert!(!headers.contains_key(CONTENT_ENCODING), "{refusal}");
            assert!(String::from_utf8(body).unwrap().contains("graphql-transport-ws"), "{refusal}");
        }
    }

    #[tokio::test]
    async fn a_client_that_has_the_asset_is_not_sent_it_again() {
        let (_, headers, _) = ask(STYLE_PATH, &[]).await;
        let tag = headers[ETAG].to_str().unwrap().to_owned();
        let (status, _, body) = ask(STYLE_PATH, &[(IF_NONE_MATCH, &format!("\"other\", {tag}"))]).await;
        assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
        let (status, ..) = ask(STYLE_PATH, &[(IF_NONE_MATCH, "\"other\"")]).await;
        assert_eq!(status, StatusCode::OK);
    }

    #[tokio::test]
    async fn the_licences_of_what_is_embedded_can_be_read() {
        let (status, _, body) = ask(LICENSES_PATH, &[]).await;
        assert_eq!(status, StatusCode::OK);
        assert!(String::from_utf8(body).unwrap().contains("graphiql 4"));
    }
}
