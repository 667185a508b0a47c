//! A browser's own door, past its driver. A driver asks a page whose script never yields, waits for its answer for ever, and closes nothing
//! meanwhile; the browser itself still listens, and its end frees the driver.
//! Does not belong here: when that is needed (`webdriver.rs`).

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fantoccini::wd::Capabilities;
use futures_util::{SinkExt as _, StreamExt as _};
use http::header::AUTHORIZATION;
use http::uri::Scheme;
use http::{HeaderValue, Request, Uri};
use hyper::rt::{Read, Write};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest as _};
use tower::Service as _;
use url::{Host, Url};

/// Time for the browser to be told.
const KNOCKING: Duration = Duration::from_secs(5);

/// Time for it to say that it heard.
const ANSWERING: Duration = Duration::from_secs(1);

/// Where a browser listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Door {
    /// Its Selenium Grid leads to it.
    Grid,
    /// It is on this machine; its profile's folder says where.
    Here(PathBuf),
}

impl Door {
    /// The door of a browser of which `webdriver` told this when it was opened. None where it stands on another machine without a grid.
    pub(super) fn of(webdriver: &str, capabilities: &Capabilities) -> Option<Self> {
        if capabilities.contains_key("se:cdp") {
            return Some(Self::Grid);
        }
        let profile = capabilities.get("chrome")?.get("userDataDir")?.as_str()?;
        is_here(webdriver).then(|| Self::Here(PathBuf::from(profile)))
    }

    /// Tells the browser of session `id` to close. None when it could not be told.
    pub(super) async fn close(&self, webdriver: &str, id: &str) -> Option<()> {
        tokio::time::timeout(KNOCKING, async { tell_to_close(self.address(webdriver, id).await?).await }).await.ok()?
    }

    /// Where its protocol is spoken, as an http or https address.
    async fn address(&self, webdriver: &str, id: &str) -> Option<Url> {
        match self {
            // The path that a grid keeps for old clients leads to no socket.
            Self::Grid => {
                let base = webdriver.strip_suffix("wd/hub/").unwrap_or(webdriver);
                Url::parse(base).ok()?.join(&format!("session/{id}/se/cdp")).ok()
            }
            Self::Here(profile) => {
                let says = tokio::fs::read_to_string(profile.join("DevToolsActivePort")).await.ok()?;
                let (port, path) = says.split_once('\n')?;
                let port = port.trim().parse::<u16>().ok()?;
                Url::parse(&format!("http://127.0.0.1:{port}")).ok()?.join(path.trim()).ok()
            }
        }
    }
}

/// Whether a WebDriver is on this machine.
fn is_here(webdriver: &str) -> bool {
    match Url::parse(webdriver).as_ref().ok().and_then(Url::host) {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        None => false,
    }
}

async fn tell_to_close(address: Url) -> Option<()> {
    let (request, uri) = request(address)?;
    if uri.scheme() == Some(&Scheme::HTTPS) {
        let connector = hyper_rustls::HttpsConnectorBuilder::new().with_native_roots().ok()?;
        say_close(request, connector.https_only().enable_http1().build().call(uri).await.ok()?).await
    } else {
        say_close(request, HttpConnector::new().call(uri).await.ok()?).await
    }
}

async fn say_close(request: Request<()>, stream: impl Read + Write + Unpin) -> Option<()> {
    let (mut socket, _) = tokio_tungstenite::client_async(request, TokioIo::new(stream)).await.ok()?;
    socket.send(Message::text(json!({ "id": 1, "method": "Browser.close" }).to_string())).await.ok()?;
    // Its answer, or that it hung up. A grid may swallow both: the browser heard all the same.
    let _ = tokio::time::timeout(ANSWERING, socket.next()).await;
    Some(())
}

/// The request for a socket, with the name and password that the address has, and the address to connect to.
fn request(mut address: Url) -> Option<(Request<()>, Uri)> {
    let credentials = (!address.username().is_empty() || address.password().is_some())
        .then(|| STANDARD.encode(format!("{}:{}", address.username(), address.password().unwrap_or_default())));
    address.set_username("").ok()?;
    address.set_password(None).ok()?;
    let uri = address.as_str().parse().ok()?;
    let socket = address.as_str().replacen("http", "ws", 1);
    let mut request = socket.into_client_request().ok()?;
    if let Some(credentials) = credentials {
        request.headers_mut().insert(AUTHORIZATION, HeaderValue::try_from(format!("Basic {credentials}")).ok()?);
    }
    Some((request, uri))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capabilities(value: &serde_json::Value) -> Capabilities {
        value.as_object().expect("an object").clone()
    }

    #[test]
    fn a_browser_on_another_machine_has_a_door_only_in_a_grid() {
        let plain = capabilities(&json!({ "chrome": { "userDataDir": "/tmp/profile" } }));
        assert_eq!(Door::of("http://127.0.0.1:9515", &plain), Some(Door::Here(PathBuf::from("/tmp/profile"))));
        assert_eq!(Door::of("http://driver.example:9515", &plain), None);
        let grid = capabilities(
            &json!({ "se:cdp": "ws://inner.example/session/a/se/cdp", "chrome": { "userDataDir": "/tmp/profile" } }),
        );
        assert_eq!(Door::of("http://grid.example:4444", &grid), Some(Door::Grid));
    }

    #[tokio::test]
    async fn a_grids_door_is_reached_under_its_own_address_and_password() {
        let address = Door::Grid.address("https://user:word@grid.example/some/wd/hub/", "a1").await.expect("an address");
        let (request, uri) = request(address).expect("a request");
        assert_eq!(uri.to_string(), "https://grid.example/some/session/a1/se/cdp");
        assert_eq!(request.uri().to_string(), "wss://grid.example/some/session/a1/se/cdp");
        assert_eq!(request.headers()[AUTHORIZATION], "Basic dXNlcjp3b3Jk");
    }
}
