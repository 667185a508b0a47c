//! What a pool owes to others: places that processes share in one grid, a row for each open browser, and the end of browsers that nobody
//! answers for any more.
//! Does not belong here: how a page is shown.

use std::{collections::HashSet, sync::PoisonError, time::Duration};

use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    BrowserPool, Inner, lock,
    session::Session,
    store::{Leaked, Registry},
    webdriver::{self, Ended, Listing, Mark},
};
use crate::{
    error::Result,
    events::{Bus, Topic},
    redis::{Shares, Slot},
    tasks::TaskId,
};

/// The set of places in a grid.
const PLACES: &str = "browsers";
/// A place became free.
const FREE: Topic = Topic { kind: "browser-free", id: Uuid::nil() };
/// Somebody waits for a place: who has a browser without a page lets go of it.
const WANTED: Topic = Topic { kind: "browser-wanted", id: Uuid::nil() };
/// A place that becomes free is signalled; one that a process held which died is free when its lease is over, which nobody says.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Time after which a browser that was asked for does not come any more: in a grid's queue it waits 5 minutes at most, unless the operator
/// said otherwise.
const LATE: Duration = Duration::from_secs(15 * 60);

/// What a pool shares with others. By default nothing.
#[derive(Debug, Clone, Default)]
pub struct Keeping {
    /// Where open browsers are written down.
    pub registry: Option<Registry>,
    /// What processes share, with the bus that carries their signals. Counts where they share a grid, too: `browser.webdriver_url`.
    pub common: Option<(Shares, Bus)>,
}

/// A place in the grid.
#[derive(Debug)]
pub(super) struct Place {
    slot: Slot,
    bus: Bus,
}

impl Place {
    async fn give_back(self) {
        self.slot.give_back().await;
        self.bus.publish(FREE, Uuid::nil());
    }
}

impl BrowserPool {
    /// Waits for a place among the browsers of all processes. None where each has its own, and while Redis is away.
    pub(super) async fn place(&self) -> Option<Place> {
        let (shares, bus) = self.inner.keeping.common.as_ref().filter(|_| self.inner.is_grid())?;
        let most = usize::try_from(self.inner.settings.sessions).unwrap_or(1).max(1);
        let mut freed = bus.listen(FREE);
        loop {
            match shares.place(PLACES, most).await {
                Ok(Some(slot)) => return Some(Place { slot, bus: bus.clone() }),
                Ok(None) => bus.publish(WANTED, Uuid::nil()),
                Err(_) => return None,
            }
            tokio::select! {
                _ = freed.any() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    /// Closes a browser that waits for a page whenever another process wants its place, until stopped. For a service.
    ///
    /// # Errors
    /// None; ends when it is stopped.
    pub async fn lend(&self, stop: CancellationToken) -> Result<()> {
        let Some((_, bus)) = self.inner.keeping.common.as_ref().filter(|_| self.inner.is_grid()) else {
            stop.cancelled().await;
            return Ok(());
        };
        let mut wanted = bus.listen(WANTED);
        loop {
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                _ = wanted.any() => {}
            }
            let idle = lock(&self.inner.idle).pop();
            if let Some(session) = idle {
                self.inner.close(session).await;
            }
        }
    }

    /// Ends browsers that nobody answers for: whose process fell silent, or whose task is over. For a schedule: what it finds twice has
    /// leaked, is ended and counted. Browsers of a driver that a silent process started are the driver's watchdog's to end.
    ///
    /// # Errors
    /// What the database says.
    pub async fn reap(&self) -> Result<()> {
        let Some(registry) = &self.inner.keeping.registry else { return Ok(()) };
        let found = registry.leaked().await?;
        let again: Vec<Leaked> = {
            let mut suspects = self.inner.suspects.lock().unwrap_or_else(PoisonError::into_inner);
            let before = std::mem::replace(&mut *suspects, found.iter().map(|leaked| leaked.id.clone()).collect::<HashSet<_>>());
            found.into_iter().filter(|leaked| before.contains(&leaked.id)).collect()
        };
        for leaked in again {
            let ended = if registry.is_ours(&leaked) || leaked.webdriver == self.inner.settings.webdriver_url {
                webdriver::end(&leaked.webdriver, &leaked.id).await
            } else {
                Ended::WasGone
            };
            if ended == Ended::Closed {
                count_leaked(&leaked.owner);
            }
            if ended != Ended::Unknown {
                registry.closed(&leaked.id).await?;
            }
        }
        self.reap_unnamed(registry).await
    }

    /// Ends browsers that were opened for a process that died, or gave up, before it learnt their names: those in our grid that bear the
    /// mark of an opening that is nobody's any more. No other is touched.
    async fn reap_unnamed(&self, registry: &Registry) -> Result<()> {
        let abandoned = registry.abandoned().await?;
        let ours = &self.inner.settings.webdriver_url;
        let listing = if abandoned.iter().any(|opening| opening.webdriver == *ours) {
            webdriver::list(ours).await
        } else {
            Listing::Untold
        };
        for opening in abandoned {
            let found = match &listing {
                _ if opening.webdriver != *ours => None,
                Listing::Has(browsers) => browsers.iter().find(|browser| browser.bears(&opening.mark)),
                Listing::Untold => None,
                Listing::Away => continue,
            };
            let over = match found {
                Some(browser) => {
                    let ended = webdriver::end(ours, &browser.id).await;
                    if ended == Ended::Closed {
                        count_leaked(&opening.owner);
                    }
                    ended != Ended::Unknown
                }
                // It may still wait for its turn in the grid.
                None => opening.age >= LATE,
            };
            if over {
                registry.called_off(&opening.mark).await?;
            }
        }
        Ok(())
    }
}

/// A browser that nobody answered for was ended.
fn count_leaked(owner: &str) {
    tracing::warn!(browser.owner = owner, "a browser outlived its task or its process, and was ended");
    metrics::counter!("glouton_browser_leaked_total").increment(1);
}

impl Inner {
    /// Whether browsers are had from a WebDriver that others may use too.
    pub(super) fn is_grid(&self) -> bool {
        self.program.is_none()
    }

    /// Closes a browser, strikes it out, and gives back its place. False when it did not close in time.
    pub(super) async fn close(&self, mut session: Session) -> bool {
        let (id, place) = (session.id.clone(), session.place.take());
        let closed = session.close().await;
        self.open.fetch_sub(1, std::sync::atomic::Ordering::Relaxed);
        // One that did not say that it closed stays written down: the schedule sees to it.
        if closed {
            self.strike_out(&id).await;
        }
        if let Some(place) = place {
            place.give_back().await;
        }
        closed
    }

    /// A browser is gone.
    pub(super) async fn strike_out(&self, id: &str) {
        if let Some(registry) = &self.keeping.registry
            && let Err(error) = registry.closed(id).await
        {
            tracing::debug!(error = %error.operator_message(), "a closed browser could not be struck out; the schedule does it");
        }
    }

    /// Writes down that a browser of a grid is about to be opened, and under which mark. None where its name is all that is known of it:
    /// a driver of our own ends it, or it cannot be written down.
    pub(super) async fn announce(&self, webdriver: &str) -> Option<Mark> {
        let registry = self.keeping.registry.as_ref().filter(|_| self.is_grid())?;
        let mark = Mark::new();
        match registry.announced(&mark, webdriver).await {
            Ok(()) => Some(mark),
            Err(error) => {
                tracing::warn!(error = %error.operator_message(), "a browser that is about to be opened could not be written down");
                None
            }
        }
    }

    /// No browser was opened under this mark.
    pub(super) async fn call_off(&self, mark: Option<Mark>) {
        if let (Some(registry), Some(mark)) = (&self.keeping.registry, mark)
            && let Err(error) = registry.called_off(mark.as_str()).await
        {
            tracing::debug!(error = %error.operator_message(), "a browser that was not opened could not be struck out; the schedule does it");
        }
    }

    /// Writes down a browser that was just opened, under this mark if it was announced.
    pub(super) async fn write_down(&self, session: &Session, webdriver: &str, mark: Option<&Mark>) {
        if let Some(registry) = &self.keeping.registry
            && let Err(error) = registry.opened(&session.id, webdriver, mark).await
        {
            tracing::warn!(error = %error.operator_message(), "an open browser could not be written down");
        }
    }

    /// Notes who uses a browser from now on.
    pub(super) async fn tie(&self, id: &str, task: Option<TaskId>) {
        if let Some(registry) = &self.keeping.registry
            && let Err(error) = registry.used_by(id, task).await
        {
            tracing::debug!(error = %error.operator_message(), "who uses a browser could not be noted");
        }
    }
}
