//! Browsers over WebDriver: a pool with a cap. Belongs here: starting, sharing, cleaning, recycling and closing browsers, ending those that
//! nobody answers for any more, and rendering a page in one. Does not belong here: when a page needs one (the caller), what may be reached (egress, whose lane is every browser's
//! only way out).
//!
//! Invariants: no more browsers than the cap, one page at a time in each; a browser is cleaned between two pages and closed when it is
//! old, used up, unwell, or when whoever waited for its page no longer does; none outlives the process (`driver.rs`).

mod door;
mod driver;
mod keeping;
mod session;
mod settings;
mod store;
#[cfg(test)]
mod tests;
mod webdriver;

use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};
use std::time::Duration;

use fantoccini::error::CmdError;
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use url::Url;

pub use keeping::Keeping;
pub use settings::Settings;
pub use store::{Leaked, Registry};

use super::egress::Egress;
use super::tasks;
use driver::{Driver, find_program};
use session::{NotOpened, Session};

/// Drivers that may die one after the other before a page is left as it is.
const DRIVERS: u32 = 4;

/// How long a grid that has no browser for us just now is waited for, time and again: a node that died is off its list after some seconds.
const GRID_WAITS: [Duration; 5] =
    [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4), Duration::from_secs(8), Duration::from_secs(15)];

/// A page as a browser shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Where the page is, after redirects and scripts.
    pub final_url: Url,
    /// The document serialised, open shadow trees and the global values asked for included.
    pub html: String,
    /// From the request until it had come to rest.
    pub elapsed: Duration,
    /// Bytes received for it and all that it asked for.
    pub received: u64,
    /// Requests of it that the egress guard refused.
    pub refused: u64,
}

/// Why a page was not rendered.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BrowserError {
    /// There is no browser to be had; the words say why.
    #[error("{0}")]
    Unavailable(String),
    /// Neither http nor https.
    #[error("only http and https pages are rendered")]
    Scheme,
    /// The page took too long.
    #[error("the page did not come to rest in time")]
    Timeout,
    /// The egress guard refused the page's address.
    #[error("the page is at an address that may not be reached")]
    Refused,
    /// The browser could not load it; the word is the browser's.
    #[error("the browser could not load the page ({0})")]
    Navigation(String),
    /// The document exceeds the cap.
    #[error("the rendered page is larger than {limit} bytes")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The cap.
        limit: u64,
    },
    /// The browser went away.
    #[error("the browser went away")]
    Lost,
}

impl From<CmdError> for BrowserError {
    fn from(error: CmdError) -> Self {
        match error {
            e if e.is_timeout() || e.is_script_timeout() => Self::Timeout,
            e if session::is_gone(&e) => Self::Lost,
            CmdError::Standard(_) => Self::Navigation("the page's scripts would not let it be read".into()),
            _ => Self::Lost,
        }
    }
}

/// How the pool fares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Name and version of the browser, once one was started.
    pub browser: Option<String>,
    /// Why there is none, when the last attempt to start one failed.
    pub problem: Option<String>,
    /// Browsers open now.
    pub open: usize,
    /// Browsers that may be open.
    pub cap: u32,
    /// Pages rendered so far.
    pub pages: u64,
}

/// Names of what scripts leave behind, worked out when the first page is shown: who never shows one does not pay for them.
type Globals = LazyLock<Vec<String>, Box<dyn FnOnce() -> Vec<String> + Send>>;

/// A pool of browsers; cheap to clone.
#[derive(Clone)]
pub struct BrowserPool {
    inner: Arc<Inner>,
    globals: Arc<Globals>,
}

struct Inner {
    settings: Settings,
    egress: Egress,
    program: Option<PathBuf>,
    permits: Arc<Semaphore>,
    idle: Mutex<Vec<Session>>,
    driver: tokio::sync::Mutex<Option<Driver>>,
    open: AtomicUsize,
    pages: AtomicU64,
    /// Drivers of ours that died.
    deaths: AtomicU64,
    found: Mutex<(Option<String>, Option<String>)>,
    keeping: Keeping,
    /// Browsers that seemed to have leaked at the last look.
    suspects: Mutex<HashSet<String>>,
}

impl fmt::Debug for BrowserPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BrowserPool({:?})", self.status())
    }
}

/// The pool's tasks are short and end by themselves: cleaning, closing, draining a pipe.
#[allow(clippy::disallowed_methods)]
fn spawn(work: impl Future<Output = ()> + Send + 'static) {
    // Outside a runtime, as when the last handle is dropped at exit, the driver's watchdog does the closing.
    if let Ok(handle) = tokio::runtime::Handle::try_current() {
        handle.spawn(work);
    }
}

impl BrowserPool {
    /// A pool over the configured WebDriver, or over a chromedriver that is started when the first page needs it.
    ///
    /// # Errors
    /// [`BrowserError::Unavailable`], in words for the operator, when browsers are switched off or there is no chromedriver.
    pub fn find(settings: &Settings, egress: &Egress) -> Result<Self, BrowserError> {
        Self::kept(settings, egress, Keeping::default())
    }

    /// As [`BrowserPool::find`], for one process of an installation.
    ///
    /// # Errors
    /// As [`BrowserPool::find`].
    pub fn kept(settings: &Settings, egress: &Egress, keeping: Keeping) -> Result<Self, BrowserError> {
        if !settings.enabled {
            return Err(BrowserError::Unavailable("browsers are switched off (browser.enabled)".into()));
        }
        let program = if settings.webdriver_url.is_empty() {
            let program = find_program(&settings.chromedriver);
            let absent = || {
                BrowserError::Unavailable(format!(
                    "there is no {} on the PATH, and browser.webdriver_url is not set",
                    settings.chromedriver
                ))
            };
            Some(program.ok_or_else(absent)?)
        } else {
            None
        };
        let mut settings = settings.clone();
        settings.webdriver_url = webdriver::base(&settings.webdriver_url);
        Ok(Self {
            inner: Arc::new(Inner {
                egress: egress.clone(),
                program,
                permits: Arc::new(Semaphore::new(usize::try_from(settings.sessions).unwrap_or(1).max(1))),
                settings,
                idle: Mutex::default(),
                driver: tokio::sync::Mutex::default(),
                open: AtomicUsize::new(0),
                pages: AtomicU64::new(0),
                deaths: AtomicU64::new(0),
                found: Mutex::default(),
                keeping,
                suspects: Mutex::default(),
            }),
            globals: Arc::new(Globals::new(Box::new(Vec::new))),
        })
    }

    /// This pool, telling of each page also the values that its scripts left under these names (`jQuery.fn.jquery`): in the head, as
    /// `<meta name="window.NAME" content="value">`, empty for what is neither text nor number. The names are asked for once.
    #[must_use]
    pub fn telling(mut self, globals: impl FnOnce() -> Vec<String> + Send + 'static) -> Self {
        self.globals = Arc::new(Globals::new(Box::new(globals)));
        self
    }

    /// Shows `url` in a browser and returns the page once it has come to rest. Waits for a browser to be free. A browser that dies under
    /// the page costs a second attempt in another, and so does a driver, again and again ([`DRIVERS`]): that is not the page's fault.
    /// Dropping the future closes the browser that was at work.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn render(&self, url: &Url) -> Result<Rendered, BrowserError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(BrowserError::Scheme);
        }
        let (mut drivers, mut again) = (DRIVERS, true);
        loop {
            let deaths = self.inner.deaths.load(Ordering::Relaxed);
            let shown = self.attempt(url).await;
            if !matches!(shown, Err(BrowserError::Lost)) {
                return shown;
            }
            self.inner.forget_the_dead().await;
            let left = if self.inner.deaths.load(Ordering::Relaxed) > deaths {
                drivers -= 1;
                drivers > 0
            } else {
                std::mem::take(&mut again)
            };
            if !left {
                return shown;
            }
        }
    }

    /// Shows `url` once.
    async fn attempt(&self, url: &Url) -> Result<Rendered, BrowserError> {
        let mut lease = self.lease().await?;
        let settings = &self.inner.settings;
        let limit = Duration::from_millis(settings.page_timeout_ms + settings.quiet_cap_ms) + Duration::from_secs(2);
        let Some(session) = lease.session.as_mut() else { return Err(BrowserError::Lost) };
        let rendered =
            tokio::time::timeout(limit, session.render(url, settings, &self.globals)).await.unwrap_or(Err(BrowserError::Timeout));
        let outcome = match &rendered {
            Ok(_) => "rendered",
            Err(BrowserError::Refused) => "refused",
            Err(_) => "failed",
        };
        metrics::counter!("glouton_browser_pages_total", "outcome" => outcome).increment(1);
        self.inner.pages.fetch_add(1, Ordering::Relaxed);
        if matches!(rendered, Ok(_) | Err(BrowserError::Refused | BrowserError::Navigation(_) | BrowserError::TooLarge { .. })) {
            lease.give_back();
        }
        rendered
    }

    /// Starts a browser if none is open, to learn whether that works.
    ///
    /// # Errors
    /// [`BrowserError::Unavailable`].
    pub async fn warm_up(&self) -> Result<String, BrowserError> {
        let lease = self.lease().await?;
        let version = lease.session.as_ref().map(|s| s.version.clone()).unwrap_or_default();
        lease.give_back();
        Ok(version)
    }

    /// How the pool fares.
    #[must_use]
    pub fn status(&self) -> Status {
        let (browser, problem) = lock(&self.inner.found).clone();
        Status {
            browser,
            problem,
            open: self.inner.open.load(Ordering::Relaxed),
            cap: self.inner.settings.sessions,
            pages: self.inner.pages.load(Ordering::Relaxed),
        }
    }

    /// Closes every browser and the chromedriver, once the pages under way are done or have had ten seconds. A later page starts
    /// anew.
    pub async fn close(&self) {
        let all = self.inner.settings.sessions.max(1);
        let at_rest = tokio::time::timeout(Duration::from_secs(10), self.inner.permits.acquire_many(all)).await;
        let idle = std::mem::take(&mut *lock(&self.inner.idle));
        for session in idle {
            self.inner.close(session).await;
        }
        if let Some(driver) = self.inner.driver.lock().await.take() {
            driver.stop().await;
        }
        drop(at_rest);
    }

    /// A browser for one page.
    async fn lease(&self) -> Result<Lease, BrowserError> {
        let closed = |_| BrowserError::Unavailable("the pool is closed".into());
        let permit = Arc::clone(&self.inner.permits).acquire_owned().await.map_err(closed)?;
        let lease = Lease { inner: Arc::clone(&self.inner), session: None, permit: Some(permit) };
        loop {
            let waiting = lock(&self.inner.idle).pop();
            match waiting {
                Some(session) if session.is_fresh(&self.inner.settings) => {
                    return Ok(lease.of(session).await);
                }
                Some(stale) => {
                    self.inner.close(stale).await;
                }
                None => break,
            }
        }
        let place = self.place().await;
        let opened = self.open().await;
        *lock(&self.inner.found) = match &opened {
            Ok(session) => (Some(session.version.clone()), None),
            Err(e) => (None, Some(e.to_string())),
        };
        let mut session = opened?;
        session.place = place;
        Ok(lease.of(session).await)
    }

    /// Starts a browser, in a task of its own so that one whose page is no longer wanted is closed and not forgotten.
    async fn open(&self) -> Result<Session, BrowserError> {
        let (give, take) = tokio::sync::oneshot::channel();
        let inner = Arc::clone(&self.inner);
        spawn(async move {
            let opened = inner.open().await;
            if let Err(Ok(unwanted)) = give.send(opened) {
                inner.close(unwanted).await;
            }
        });
        take.await.unwrap_or(Err(BrowserError::Lost))
    }
}

impl Inner {
    async fn open(&self) -> Result<Session, BrowserError> {
        // Who was refused for so long once is not waited for again until it opens one.
        let mut waits = lock(&self.found).1.is_none().then_some(GRID_WAITS).into_iter().flatten();
        // Drivers that may die unseen, one after the other.
        let mut drivers = DRIVERS;
        loop {
            let webdriver = self.webdriver().await?;
            let mark = self.announce(&webdriver).await;
            match Session::open(&webdriver, &self.settings, &self.egress, mark.as_ref()).await {
                Ok(session) => {
                    self.open.fetch_add(1, Ordering::Relaxed);
                    self.write_down(&session, &webdriver, mark.as_ref()).await;
                    return Ok(session);
                }
                Err(NotOpened { why, perhaps, later }) => {
                    // What may be open all the same stays announced: the schedule looks for it.
                    if !perhaps {
                        self.call_off(mark).await;
                    }
                    drivers = drivers.saturating_sub(1);
                    if self.program.is_some() {
                        if drivers == 0 || !self.forget_the_dead().await {
                            return Err(why);
                        }
                    } else if let Some(wait) = waits.next().filter(|_| later) {
                        // A grid tells nobody when it has noticed.
                        tokio::time::sleep(wait).await;
                    } else {
                        return Err(why);
                    }
                }
            }
        }
    }

    /// Lets go of a driver that died, and of the browsers that wait for a page and died with it. True when there was none or it was
    /// dead: the next page starts another.
    async fn forget_the_dead(&self) -> bool {
        if self.program.is_none() {
            return false;
        }
        let mut driver = self.driver.lock().await;
        if let Some(running) = driver.as_mut()
            && running.answers().await
        {
            return false;
        }
        if driver.take().is_some() {
            tracing::warn!("the WebDriver died; another is started when a page needs it");
            metrics::counter!("glouton_browser_driver_deaths_total").increment(1);
            self.deaths.fetch_add(1, Ordering::Relaxed);
            let dead = std::mem::take(&mut *lock(&self.idle));
            self.open.fetch_sub(dead.len(), Ordering::Relaxed);
            for session in dead {
                self.strike_out(&session.id).await;
            }
        }
        true
    }

    /// The address of the WebDriver, started if it is ours and not running.
    async fn webdriver(&self) -> Result<String, BrowserError> {
        let Some(program) = &self.program else { return Ok(self.settings.webdriver_url.clone()) };
        let mut driver = self.driver.lock().await;
        if let Some(running) = driver.as_mut()
            && running.is_alive()
        {
            return Ok(running.url().to_owned());
        }
        let started = Driver::start(program).await?;
        let url = started.url().to_owned();
        *driver = Some(started);
        Ok(url)
    }

    /// Closes browsers that nobody has wanted for a while.
    async fn close_idle(&self) {
        let limit = Duration::from_secs(self.settings.idle_seconds);
        let old: Vec<Session> = {
            let mut idle = lock(&self.idle);
            let (old, young) = std::mem::take(&mut *idle).into_iter().partition(|s| s.idle_since.elapsed() >= limit);
            *idle = young;
            old
        };
        for session in old {
            self.close(session).await;
        }
    }
}

/// A browser in use. Given back it is cleaned for the next page; dropped it is closed. Either way its place in the pool is free only
/// when that is done.
struct Lease {
    inner: Arc<Inner>,
    session: Option<Session>,
    permit: Option<OwnedSemaphorePermit>,
}

impl Lease {
    /// Of this browser, which the running task uses from now on.
    async fn of(mut self, session: Session) -> Self {
        let id = session.id.clone();
        self.session = Some(session);
        self.inner.tie(&id, tasks::current()).await;
        self
    }

    fn give_back(mut self) {
        let (Some(mut session), permit, inner) = (self.session.take(), self.permit.take(), Arc::clone(&self.inner)) else {
            return;
        };
        spawn(async move {
            inner.tie(&session.id, None).await;
            if session.clean().await && session.is_fresh(&inner.settings) {
                lock(&inner.idle).push(session);
                drop(permit);
                let (weak, wait) = (Arc::downgrade(&inner), Duration::from_secs(inner.settings.idle_seconds));
                drop(inner);
                // Nothing happens to a browser that nobody wants: only time says that it has waited long enough.
                tokio::time::sleep(wait).await;
                if let Some(inner) = Weak::upgrade(&weak) {
                    inner.close_idle().await;
                }
            } else {
                inner.close(session).await;
                drop(permit);
            }
        });
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(session) = self.session.take() else { return };
        let (permit, inner) = (self.permit.take(), Arc::clone(&self.inner));
        spawn(async move {
            if !inner.close(session).await {
                tracing::warn!("a browser did not close in time");
                metrics::counter!("glouton_browser_close_failed_total").increment(1);
            }
            drop(permit);
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
