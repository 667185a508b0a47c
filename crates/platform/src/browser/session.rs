//! One browser: how it is started so that it talks to nobody but its lane, how it renders a page, how it is cleaned for the next.

use std::os::unix::fs::MetadataExt as _;
use std::time::Duration;

use fantoccini::error::{CmdError, NewSessionError};
use fantoccini::wd::{Capabilities, TimeoutConfiguration, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use serde_json::{Value, json};
use tokio::time::Instant;
use url::Url;

use super::door::Door;
use super::keeping::Place;
use super::settings::Settings;
use super::webdriver::{self, Ended, Mark};
use super::{BrowserError, Rendered};
use crate::egress::{Budget, Egress, Lane};

/// Time that a browser gets to be cleaned, and its client to come to rest.
const CLOSING: Duration = Duration::from_secs(5);
/// Time that a new browser gets to start.
const STARTING: Duration = Duration::from_secs(30);
/// Time after which nobody opens a browser any more who began to: it has started and been made ready, or was given up, and that was
/// written down.
pub(super) const OPENING: Duration = Duration::from_secs(90);

/// Counts the page's own requests that are under way, so that "quiet" can mean that none is.
const COUNT_REQUESTS: &str = r"(() => {
  let open = 0;
  Object.defineProperty(window, Symbol.for('open-requests'), { get: () => open });
  const done = () => { open -= 1; };
  const fetch = window.fetch;
  if (fetch) window.fetch = function (...a) { open += 1; const p = fetch.apply(this, a); p.then(done, done); return p; };
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...a) { open += 1; this.addEventListener('loadend', done, { once: true }); return send.apply(this, a); };
})();";

/// Waits until nothing has changed for a while: (quiet ms, cap ms).
const WAIT_FOR_QUIET: &str = r"
const [quiet, cap, done] = arguments;
const start = performance.now();
let last = start;
const watcher = new MutationObserver(() => { last = performance.now(); });
watcher.observe(document, { subtree: true, childList: true, characterData: true });
const look = () => {
  const now = performance.now();
  const busy = document.readyState === 'loading' || (window[Symbol.for('open-requests')] || 0) > 0;
  if ((!busy && now - last >= quiet) || now - start >= cap) { watcher.disconnect(); done(now - start); } else setTimeout(look, 40);
};
look();";

/// The page as it stands: open shadow trees are written into their hosts, the global values asked for into the head (as
/// `<meta name="window.NAME" content="value">`, so that they are kept with the page), and what exceeds the cap is not sent:
/// (cap, names).
const SERIALISE: &str = r"
const [cap, names] = arguments;
const open = (root) => {
  for (const element of root.querySelectorAll('*')) {
    const shadow = element.shadowRoot;
    if (!shadow) continue;
    open(shadow);
    const shown = document.createElement('div');
    shown.innerHTML = shadow.innerHTML;
    element.append(shown);
  }
};
const tell = (name) => {
  const value = name.split('.').reduce((at, key) => at[key], window);
  // An element or a frame of that id or name is no value of a script's.
  if (!value || /^\[object (HTML|SVG|Window)/.test(Object.prototype.toString.call(value))) return;
  const told = document.createElement('meta');
  told.setAttribute('name', 'window.' + name);
  told.setAttribute('content', /^(string|number)$/.test(typeof value) ? String(value).slice(0, 60) : '');
  (document.head || document.documentElement).append(told);
};
try { open(document); } catch (e) { }
for (const name of names) { try { tell(name); } catch (e) { } }
const root = document.documentElement;
const html = root ? root.outerHTML : '';
return { url: location.href, size: html.length, html: html.length > cap ? null : html };";

/// One browser with its lane.
#[derive(Debug)]
pub(super) struct Session {
    /// Its id at the WebDriver.
    pub(super) id: String,
    /// Its place in a grid that processes share.
    pub(super) place: Option<Place>,
    webdriver: String,
    door: Option<Door>,
    client: Client,
    lane: Lane,
    born: Instant,
    pages: u32,
    pub(super) idle_since: Instant,
    pub(super) version: String,
}

/// No browser was opened.
#[derive(Debug)]
pub(super) struct NotOpened {
    pub(super) why: BrowserError,
    /// As far as we know: the WebDriver may have one for us all the same.
    pub(super) perhaps: bool,
    /// The WebDriver is there, and may have one a little later: a grid chooses a node that died until it has noticed.
    pub(super) later: bool,
}

impl From<BrowserError> for NotOpened {
    fn from(why: BrowserError) -> Self {
        Self { why, perhaps: false, later: false }
    }
}

impl Session {
    /// Starts a browser, known by its mark if it gets one.
    pub(super) async fn open(
        webdriver: &str,
        settings: &Settings,
        egress: &Egress,
        mark: Option<&Mark>,
    ) -> Result<Self, NotOpened> {
        let unavailable = |why: String| BrowserError::Unavailable(why);
        let lane =
            egress.lane(settings.proxy_bind).await.map_err(|e| unavailable(format!("no port for the browser's proxy: {e}")))?;
        let mut builder = ClientBuilder::rustls().map_err(|e| unavailable(format!("TLS towards the WebDriver: {e}")))?;
        let mut capabilities = capabilities(settings, egress, &lane);
        if let Some(mark) = mark {
            mark.put_on(&mut capabilities);
        }
        builder.capabilities(capabilities);
        let client = tokio::time::timeout(STARTING, builder.connect(webdriver))
            .await
            .map_err(|_| NotOpened { why: unavailable("no browser started in time".into()), perhaps: true, later: false })?
            .map_err(|e| NotOpened {
                perhaps: webdriver::may_have_opened(&e),
                later: matches!(e, NewSessionError::SessionNotCreated(_)),
                why: unavailable(format!("no browser started: {e}")),
            })?;
        let version = client
            .capabilities()
            .map(|c| format!("{} {}", text(c, "browserName"), text(c, "browserVersion")))
            .unwrap_or_default();
        let id = client.session_id().await.ok().flatten();
        let id = id.ok_or_else(|| unavailable("the WebDriver named no session".into()))?;
        let door = client.capabilities().and_then(|capabilities| Door::of(webdriver, capabilities));
        let (webdriver, now) = (webdriver.to_owned(), Instant::now());
        let session = Self { id, place: None, webdriver, door, client, lane, born: now, pages: 0, idle_since: now, version };
        match tokio::time::timeout(STARTING, session.prepare(settings)).await.unwrap_or(Err(BrowserError::Timeout)) {
            Ok(()) => Ok(session),
            Err(why) => Err(NotOpened { why, perhaps: !session.close().await, later: false }),
        }
    }

    /// Makes a new browser fit for pages.
    async fn prepare(&self, settings: &Settings) -> Result<(), BrowserError> {
        let limit = Duration::from_millis(settings.page_timeout_ms);
        let quiet = Duration::from_millis(settings.quiet_cap_ms) + Duration::from_secs(1);
        self.client.update_timeouts(TimeoutConfiguration::new(Some(quiet), Some(limit), Some(Duration::ZERO))).await?;
        // A grid of another make than Chrome's refuses these; it then waits for quiet without knowing of requests.
        let _ = self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": COUNT_REQUESTS })).await;
        let _ = self.devtools("Network.enable", json!({})).await;
        let _ = self.devtools("Network.setBlockedURLs", json!({ "urls": blocked_patterns() })).await;
        let _ = self.devtools("Browser.setDownloadBehavior", json!({ "behavior": "deny" })).await;
        Ok(())
    }

    /// True while the browser may read another page.
    pub(super) fn is_fresh(&self, settings: &Settings) -> bool {
        self.pages < settings.session_pages
            && self.born.elapsed() < Duration::from_secs(settings.session_minutes.saturating_mul(60))
    }

    /// Shows `url` and returns what there is to see once it has come to rest, with the global values of these names.
    pub(super) async fn render(&mut self, url: &Url, settings: &Settings, globals: &[String]) -> Result<Rendered, BrowserError> {
        self.pages += 1;
        let began = Instant::now();
        let time = Duration::from_millis(settings.page_timeout_ms + settings.quiet_cap_ms);
        let open = self.lane.open(Budget { bytes: settings.page_bytes, time });
        match self.client.goto(url.as_str()).await {
            Ok(()) => {}
            // Not loaded to the end: what stands there already may be all that matters.
            Err(e) if e.is_timeout() => {}
            Err(e) => return Err(navigation_error(&e, open.used().refused > 0)),
        }
        let rest = self.client.execute_async(WAIT_FOR_QUIET, vec![settings.quiet_ms.into(), settings.quiet_cap_ms.into()]).await;
        if let Err(e) = rest
            && !e.is_script_timeout()
            && !e.is_javascript_error()
        {
            return Err(e.into());
        }
        let seen = self.client.execute(SERIALISE, vec![settings.max_html_bytes.into(), globals.into()]).await?;
        let used = open.used();
        drop(open);
        let size = seen["size"].as_u64().unwrap_or_default();
        let Value::String(html) = seen["html"].clone() else {
            return Err(BrowserError::TooLarge { bytes: size, limit: settings.max_html_bytes });
        };
        let address = seen["url"].as_str().unwrap_or_default();
        let final_url = Url::parse(address).ok().filter(|u| matches!(u.scheme(), "http" | "https"));
        let Some(final_url) = final_url else {
            return Err(if used.refused > 0 {
                BrowserError::Refused
            } else {
                BrowserError::Navigation("the page did not load".into())
            });
        };
        Ok(Rendered { final_url, html, elapsed: began.elapsed(), received: used.bytes, refused: used.refused })
    }

    /// Leaves nothing of the page behind: scripts, windows, cookies, storage. False when the browser is not fit for another page.
    pub(super) async fn clean(&mut self) -> bool {
        let cleaning = async {
            self.client.goto("about:blank").await?;
            if self.client.windows().await?.len() > 1 {
                return Ok(false);
            }
            self.devtools("Network.clearBrowserCookies", json!({})).await?;
            self.devtools("Network.clearBrowserCache", json!({})).await?;
            self.devtools("Storage.clearDataForOrigin", json!({ "origin": "*", "storageTypes": "all" })).await?;
            Ok::<bool, CmdError>(true)
        };
        let clean = matches!(tokio::time::timeout(CLOSING, cleaning).await, Ok(Ok(true)));
        self.idle_since = Instant::now();
        clean
    }

    /// Closes the browser. False when its WebDriver did not say in time that it is gone.
    pub(super) async fn close(self) -> bool {
        let Self { id, webdriver, door, client, lane, .. } = self;
        drop(lane);
        let ended = webdriver::quit(&webdriver, &id, door.as_ref()).await;
        if ended != Ended::Unknown {
            // Else the library closes it once more. Its client may still wait for an answer.
            let _ = tokio::time::timeout(CLOSING, client.persist()).await;
        }
        ended != Ended::Unknown
    }

    /// Lets go of the browser and leaves it open, as a process that dies does.
    #[cfg(test)]
    pub(super) async fn leave(self) -> String {
        self.client.persist().await.expect("the client lets go");
        self.id
    }

    pub(super) async fn devtools(&self, method: &'static str, parameters: Value) -> Result<Value, CmdError> {
        self.client.issue_cmd(DevTools { method, parameters }).await
    }
}

/// A command of Chrome's own protocol, as chromedriver passes it on.
#[derive(Debug)]
struct DevTools {
    method: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, url::ParseError> {
        base_url.join(&format!("session/{}/goog/cdp/execute", session_id.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "cmd": self.method, "params": self.parameters }).to_string()))
    }
}

/// Files that are never fetched: they change nothing of what a page says.
const BLOCKED: &[&str] = &[
    "avif", "bmp", "eot", "flac", "gif", "ico", "jpeg", "jpg", "m3u8", "m4a", "mov", "mp3", "mp4", "mpd", "ogg", "ogv", "otf",
    "pdf", "png", "ttf", "wav", "webm", "webp", "woff", "woff2", "zip",
];

/// Patterns for [`BLOCKED`]: at the end of the path only, since ".gif" also begins many a host's name.
fn blocked_patterns() -> Vec<String> {
    BLOCKED.iter().flat_map(|end| [format!("*.{end}"), format!("*.{end}?*")]).collect()
}

fn capabilities(settings: &Settings, egress: &Egress, lane: &Lane) -> Capabilities {
    let address = lane.address();
    let host = if settings.proxy_host.is_empty() { address.ip().to_string() } else { settings.proxy_host.clone() };
    let host = if host.contains(':') { format!("[{host}]") } else { host };
    let mut arguments: Vec<String> = [
        "--headless=new",
        "--incognito",
        "--no-first-run",
        "--no-default-browser-check",
        "--mute-audio",
        "--hide-scrollbars",
        "--disable-gpu",
        // /dev/shm is small in most containers.
        "--disable-dev-shm-usage",
        // Nothing of its own accord.
        "--disable-background-networking",
        "--disable-breakpad",
        "--disable-crash-reporter",
        "--disable-client-side-phishing-detection",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-domain-reliability",
        "--disable-extensions",
        "--disable-sync",
        "--metrics-recording-only",
        "--no-pings",
        "--disable-features=Translate,MediaRouter,DialMediaRouteProvider,OptimizationHints,OptimizationGuideModelDownloading,AutofillServerCommunication,CertificateTransparencyComponentUpdater,InterestFeedContentSuggestions,HttpsUpgrades,HttpsFirstBalancedMode",
        // Nothing past the lane: not for loopback, not by UDP, not by a name of its own resolving.
        "--proxy-bypass-list=<-loopback>",
        "--disable-quic",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--dns-prefetch-disable",
        "--blink-settings=imagesEnabled=false",
        "--window-size=1280,900",
    ]
    .iter()
    .map(|a| (*a).to_owned())
    .collect();
    arguments.push(format!("--proxy-server=http://{host}:{}", address.port()));
    arguments.push(format!("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {}", host.trim_matches(['[', ']'])));
    arguments.push(format!("--user-agent={}", egress.user_agent()));
    if settings.no_sandbox || is_root() {
        arguments.push("--no-sandbox".into());
    }
    let mut options = json!({
        "args": arguments,
        "prefs": {
            "download_restrictions": 3,
            "download.prompt_for_download": false,
            "profile.default_content_setting_values.automatic_downloads": 2,
            "profile.default_content_setting_values.geolocation": 2,
            "profile.default_content_setting_values.notifications": 2,
            "profile.default_content_setting_values.popups": 2,
            "profile.managed_default_content_settings.images": 2,
            "net.network_prediction_options": 2,
            "safebrowsing.enabled": false,
        },
    });
    if !settings.chrome.is_empty() {
        options["binary"] = settings.chrome.clone().into();
    }
    let capabilities = json!({
        "browserName": "chrome",
        "pageLoadStrategy": "eager",
        "unhandledPromptBehavior": "dismiss",
        // A private authority of the operator's cannot be given to the browser by WebDriver.
        "acceptInsecureCerts": egress.trusts_extra_authority(),
        "goog:chromeOptions": options,
    });
    match capabilities {
        Value::Object(map) => map,
        _ => Capabilities::new(),
    }
}

/// The sandbox does not start for root.
fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|about| about.uid() == 0)
}

fn text<'a>(capabilities: &'a Capabilities, key: &str) -> &'a str {
    capabilities.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Whether the driver says that the browser is no more, or the grid that the node is where it was.
pub(super) fn is_gone(error: &CmdError) -> bool {
    const WORDS: [&str; 5] = ["crashed", "not reachable", "disconnected", "to execute request", "Connection error"];
    error.is_invalid_session_id()
        || error.is_no_such_window()
        || (error.is_unknown_error() && WORDS.iter().any(|words| error.to_string().contains(words)))
}

fn navigation_error(error: &CmdError, refused: bool) -> BrowserError {
    if refused {
        return BrowserError::Refused;
    }
    match error {
        CmdError::Standard(_) if is_gone(error) => BrowserError::Lost,
        CmdError::Standard(_) => {
            let words = error.to_string();
            let code = words
                .split(|c: char| !(c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit()))
                .find(|w| w.starts_with("ERR_"));
            BrowserError::Navigation(code.unwrap_or("the page did not load").to_owned())
        }
        _ => BrowserError::Lost,
    }
}
