//! What a WebDriver is told and asked beyond the pages of a browser: under which mark one is opened, that one is to be closed, and which it
//! has. Speaks Selenium Grid 4 and chromedriver.
//! Does not belong here: who answers for a browser (`keeping.rs`).
//! Invariant: asking which browsers there are touches none of them; those of strangers in the same grid rest as they are.

use std::pin::pin;
use std::time::Duration;

use fantoccini::Client;
use fantoccini::error::{CmdError, NewSessionError};
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

use super::door::Door;
use super::session;
use crate::ids;

/// Time for a WebDriver to say whether it has a browser, and to close one.
const CLOSING: Duration = Duration::from_secs(5);
/// Time to learn which browsers there are.
const ASKING: Duration = Duration::from_secs(10);

/// Where Selenium Grid keeps a browser's mark: its name for the session, which no node is chosen by.
const GRID_NAME: &str = "se:name";
/// Where chromedriver keeps it: of what it was asked for it tells nothing again but the proxy, as it was written.
const PROXY: &str = "proxy";
const PROXY_MARK: &str = "glouton:mark";

/// The address under which all commands of a WebDriver lie: with a slash at the end when it has a path ("http://grid.example/wd/hub/").
pub(super) fn base(address: &str) -> String {
    match Url::parse(address) {
        Ok(url) if url.path() != "/" && !url.path().ends_with('/') => format!("{address}/"),
        _ => address.to_owned(),
    }
}

/// A name that a browser bears from before it is opened, in the grid and in our books: nobody else's has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark(String);

impl Mark {
    pub(super) fn new() -> Self {
        Self(format!("glouton-{}", Uuid::from_bytes(ids::random_bytes()).simple()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Asks for a browser that bears it.
    pub(super) fn put_on(&self, capabilities: &mut Capabilities) {
        capabilities.insert(GRID_NAME.to_owned(), self.0.clone().into());
        // "system" changes nothing about the proxy that the browser's arguments name.
        capabilities.insert(PROXY.to_owned(), json!({ "proxyType": "system", PROXY_MARK: self.0 }));
    }
}

/// A browser that a WebDriver has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    /// The session's id.
    pub(super) id: String,
    /// What it was named when it was opened: by us a [`Mark`], by others anything.
    name: Option<String>,
}

impl Listed {
    pub(super) fn bears(&self, mark: &str) -> bool {
        self.name.as_deref() == Some(mark)
    }

    fn read(id: &Value, capabilities: &Value) -> Option<Self> {
        let name = capabilities[PROXY][PROXY_MARK].as_str().or_else(|| capabilities[GRID_NAME].as_str());
        Some(Self { id: id.as_str()?.to_owned(), name: name.map(str::to_owned) })
    }
}

/// What a WebDriver says to the question which browsers it has.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Listing {
    /// These.
    Has(Vec<Listed>),
    /// It does not know the question.
    Untold,
    /// It does not answer.
    Away,
}

/// What became of a browser that was to be ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// It was open, and is closed.
    Closed,
    /// It was not there any more.
    WasGone,
    /// Its WebDriver does not answer.
    Unknown,
}

impl Ended {
    /// What an answer of the browser's WebDriver says.
    fn of<T>(answer: Result<T, CmdError>, done: Self) -> Self {
        match answer {
            Ok(_) => done,
            Err(error) if session::is_gone(&error) => Self::WasGone,
            Err(_) => Self::Unknown,
        }
    }
}

/// Whether the WebDriver may have opened a browser all the same.
pub(super) fn may_have_opened(error: &NewSessionError) -> bool {
    match error {
        NewSessionError::BadWebdriverUrl(_)
        | NewSessionError::SessionNotCreated(_)
        | NewSessionError::UnexpectedError(CmdError::Standard(_)) => false,
        // An error of no kind that the library knows.
        NewSessionError::NotW3C(answer) => !answer.is_object(),
        NewSessionError::FailedC(error) => !error.is_connect(),
        _ => true,
    }
}

/// Closes a browser, and says so only when the WebDriver did. One whose driver does not come to it is told by its own door, whereupon the
/// driver does: no second request, which a grid would never answer once the first is done.
pub(super) async fn quit(webdriver: &str, id: &str, door: Option<&Door>) -> Ended {
    let mut deleting = pin!(delete(webdriver, id));
    if let Ok(ended) = tokio::time::timeout(CLOSING, &mut deleting).await {
        return ended;
    }
    match door {
        Some(door) if door.close(webdriver, id).await.is_some() => {
            tokio::time::timeout(CLOSING, deleting).await.unwrap_or(Ended::Unknown)
        }
        _ => Ended::Unknown,
    }
}

async fn delete(webdriver: &str, id: &str) -> Ended {
    // Not by the client that shows its pages: that one waits for the answer to what it said last, which a page that hangs keeps back. Nor in
    // the library's own way, which tells a grid that wants a password no password, and takes any answer for a yes.
    match attach(webdriver, id).await {
        Some(client) => Ended::of(client.issue_cmd(Quit).await, Ended::Closed),
        None => Ended::Unknown,
    }
}

/// As [`quit`], for a browser that may be gone already: some WebDrivers say of those, too, that they closed them.
pub(super) async fn end(webdriver: &str, id: &str) -> Ended {
    let looking = async {
        match attach(webdriver, id).await {
            Some(client) => Ended::of(client.windows().await, Ended::Closed),
            None => Ended::Unknown,
        }
    };
    // One whose driver says nothing may be in a grid, and under a page that hangs.
    match tokio::time::timeout(CLOSING, looking).await {
        Ok(Ended::WasGone) => Ended::WasGone,
        Ok(Ended::Closed) | Err(_) => quit(webdriver, id, Some(&Door::Grid)).await,
        Ok(Ended::Unknown) => Ended::Unknown,
    }
}

/// Which browsers it has.
pub(super) async fn list(webdriver: &str) -> Listing {
    let asking = async {
        let Some(client) = attach(webdriver, "none").await else { return Listing::Away };
        match client.issue_cmd(Ask("status")).await {
            Ok(status) => match of_grid(&status) {
                Some(listed) => Listing::Has(listed),
                None => match client.issue_cmd(Ask("sessions")).await {
                    Ok(sessions) => of_chromedriver(&sessions).map_or(Listing::Untold, Listing::Has),
                    Err(CmdError::Standard(_) | CmdError::NotW3C(_) | CmdError::NotJson(_)) => Listing::Untold,
                    Err(_) => Listing::Away,
                },
            },
            Err(_) => Listing::Away,
        }
    };
    tokio::time::timeout(ASKING, asking).await.unwrap_or(Listing::Away)
}

/// The browsers that the status of a Selenium Grid 4 tells of; none when it is no such status.
fn of_grid(status: &Value) -> Option<Vec<Listed>> {
    let slots = status["nodes"].as_array()?.iter().flat_map(|node| node["slots"].as_array().into_iter().flatten());
    Some(slots.filter_map(|slot| Listed::read(&slot["session"]["sessionId"], &slot["session"]["capabilities"])).collect())
}

/// The browsers that chromedriver tells of.
fn of_chromedriver(sessions: &Value) -> Option<Vec<Listed>> {
    let sessions = sessions.as_array()?.iter();
    Some(sessions.filter_map(|session| Listed::read(&session["id"], &session["capabilities"])).collect())
}

/// A client for the session of this id. Dropping it leaves the session alone.
async fn attach(webdriver: &str, id: &str) -> Option<Client> {
    let attached = if webdriver.starts_with("https:") {
        let tls = hyper_rustls::HttpsConnectorBuilder::new().with_native_roots().ok()?;
        Client::with_existing_session(webdriver, id, tls.https_only().enable_http1().build()).await
    } else {
        Client::with_existing_session(webdriver, id, HttpConnector::new()).await
    };
    let client = attached.ok()?;
    client.persist().await.ok()?;
    Some(client)
}

/// Delete Session, as every other command is sent.
#[derive(Debug)]
struct Quit;

impl WebDriverCompatibleCommand for Quit {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, url::ParseError> {
        base_url.join(&format!("session/{}", session_id.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::DELETE, None)
    }
}

/// A question to the WebDriver itself.
#[derive(Debug)]
struct Ask(&'static str);

impl WebDriverCompatibleCommand for Ask {
    fn endpoint(&self, base_url: &Url, _: Option<&str>) -> Result<Url, url::ParseError> {
        base_url.join(self.0)
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::GET, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_path_is_a_folder_of_commands() {
        assert_eq!(base("http://grid.example:4444"), "http://grid.example:4444");
        assert_eq!(base("http://grid.example:4444/wd/hub"), "http://grid.example:4444/wd/hub/");
        assert_eq!(base("http://grid.example:4444/wd/hub/"), "http://grid.example:4444/wd/hub/");
    }

    #[test]
    fn browsers_are_known_by_their_marks_in_a_grid_and_in_chromedriver() {
        let mark = Mark::new();
        let grid = json!({ "ready": true, "nodes": [
            { "slots": [
                { "session": null },
                { "session": { "sessionId": "a", "capabilities": { "browserName": "chrome", "se:name": mark.as_str() } } },
                { "session": { "sessionId": "reserved", "capabilities": { "browserName": "chrome" } } },
            ] },
            { "slots": [{ "session": { "sessionId": "b", "capabilities": { "se:name": "a stranger's" } } }] },
        ] });
        let listed = of_grid(&grid).expect("a grid");
        let told: Vec<_> = listed.iter().map(|one| (one.id.as_str(), one.bears(mark.as_str()))).collect();
        assert_eq!(told, [("a", true), ("reserved", false), ("b", false)]);

        let mut capabilities = Capabilities::new();
        mark.put_on(&mut capabilities);
        let sessions = json!([
            { "id": "c", "capabilities": { "proxy": capabilities["proxy"] } },
            { "id": "d", "capabilities": { "proxy": {} } },
        ]);
        let listed = of_chromedriver(&sessions).expect("chromedriver's answer");
        let told: Vec<_> = listed.iter().map(|one| (one.id.as_str(), one.bears(mark.as_str()))).collect();
        assert_eq!(told, [("c", true), ("d", false)]);
    }

    #[test]
    fn what_is_no_list_of_browsers_is_not_taken_for_an_empty_one() {
        assert_eq!(of_grid(&json!({ "ready": true, "message": "ready for new sessions" })), None);
        assert_eq!(of_chromedriver(&json!({ "error": "unknown command" })), None);
    }
}
