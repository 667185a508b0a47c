//! Live streams. Each first shows what is stored, then what comes; a signal only says "look", the database says what.
//! Invariant: a stream ends by itself when its credential ends or is revoked, and when the server stops.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use async_graphql::{Context, ID, Subscription};
use futures_util::{Stream, stream};

use super::{
    audits::AuditRun,
    context::{Ask, Services},
    hunts::{Hunt, HuntEvent, HuntProgress},
    leads::{Lead, LeadFilter},
    scalars::id,
};
use crate::{
    accounts::{self, Authenticated, Permission, Scope},
    audits, credits, hunts, leads,
    platform::{
        error::{Error, Result},
        events::{Listener, Signal},
        op::Op,
    },
};

/// Least time between two snapshots of a hunt's progress: it holds signals back, it waits for none.
const PROGRESS_EVERY: Duration = Duration::from_millis(250);
/// Events read from the database at a time.
const BATCH: u64 = 200;
/// Without a signal a stream looks by itself now and then. Signals of other processes come over Redis or PostgreSQL, and after a gap
/// everybody is told to look; what no signal can tell is a sender that died between its commit and its signal.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// What every stream needs to know when it must end.
struct Watch {
    services: Arc<Services>,
    known: Authenticated,
    access: Option<Listener>,
    /// Something about the credential changed and has not been looked at yet: a look may be dropped half-way, the doubt stays.
    doubtful: bool,
}

impl Watch {
    fn new(ctx: &Context<'_>) -> Result<(Self, Scope)> {
        let known = ctx.signed_in()?.ok_or(Error::Unauthenticated("sign in first"))?;
        let services = Arc::clone(ctx.services()?);
        let access = accounts::ops::access_topic(known.scope.actor()).map(|topic| services.op.bus.listen(topic));
        let scope = known.scope;
        Ok((Self { services, known, access, doubtful: false }, scope))
    }

    fn op(&self) -> &Op {
        &self.services.op
    }

    /// Resolves when the stream must end, with the error to tell, if any.
    async fn ended(&mut self) -> Option<Error> {
        loop {
            if self.doubtful {
                match accounts::ops::recheck(&self.services.op, &self.known).await {
                    Err(error @ Error::Unauthenticated(_)) => return Some(error),
                    Ok(()) => self.doubtful = false,
                    // The database is away: ask again with the next look.
                    Err(_) => {}
                }
            }
            let left = self.known.expires_at.map(|at| at.since(self.services.op.now()));
            let expiry = async {
                match left {
                    Some(left) => tokio::time::sleep(left).await,
                    None => std::future::pending().await,
                }
            };
            let access = async {
                match &mut self.access {
                    Some(listener) => listener.any().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = self.services.stopping.cancelled() => return None,
                () = expiry => return Some(Error::Unauthenticated("the token has expired; refresh it and subscribe again")),
                _ = access => self.doubtful = true,
            }
        }
    }
}

/// One step of a stream.
enum Step<T> {
    /// Give this, then look again.
    Give(T),
    /// Nothing now: wait for the next signal.
    Wait,
    /// Nothing yet: look again after this time, whatever is signalled meanwhile.
    Pause(Duration),
    /// The story is over.
    End,
}

/// What a stream shows.
#[async_trait::async_trait]
trait Look: Send + 'static {
    type Item: Send + 'static;

    /// Looks at the database; `signal` is what was heard since the last look, if anything.
    async fn look(&mut self, op: &Op, signal: Option<Signal>) -> Result<Step<Self::Item>>;
}

/// Drives a stream: a look, then a wait, until its story or its credential ends.
fn driven<L: Look>(watch: Watch, listener: Listener, look: L) -> impl Stream<Item = async_graphql::Result<L::Item>> + use<L> {
    stream::unfold(Some((watch, listener, look, None::<Signal>)), async |state| {
        let (mut watch, mut listener, mut look, mut signal) = state?;
        loop {
            let pause = match look.look(watch.op(), signal.take()).await {
                Ok(Step::Give(item)) => return Some((Ok(item), Some((watch, listener, look, None)))),
                Ok(Step::End) => return None,
                Ok(Step::Wait) => None,
                Ok(Step::Pause(time)) => Some(time),
                Err(error) => return Some((Err(error.into()), None)),
            };
            tokio::select! {
                error = watch.ended() => return error.map(|error| (Err(error.into()), None)),
                next = listener.next(), if pause.is_none() => match next {
                    Some(next) => signal = Some(next),
                    None => return None,
                },
                () = tokio::time::sleep(pause.unwrap_or(LOOK_EVERY)) => {}
            }
        }
    })
}

/// The story of one hunt from an event on.
struct Story {
    scope: Scope,
    hunt: hunts::HuntId,
    after: i64,
    max_replay: i64,
    checked: bool,
    ready: VecDeque<hunts::Event>,
}

#[async_trait::async_trait]
impl Look for Story {
    type Item = HuntEvent;

    async fn look(&mut self, op: &Op, _: Option<Signal>) -> Result<Step<HuntEvent>> {
        if self.ready.is_empty() {
            // Read before the events: a hunt that had ended by then has no events that the next query does not see.
            let hunt = hunts::ops::get(op, &self.scope, self.hunt).await?;
            if !self.checked {
                self.checked = true;
                let behind = hunt.progress.counters.seq - self.after;
                if behind > self.max_replay {
                    let (from, to) = (self.after + 1, hunt.progress.counters.seq - self.max_replay);
                    self.after = to;
                    let kind = hunts::EventKind::Missed { from, to, progress: hunt.progress };
                    return Ok(Step::Give(HuntEvent::of(self.hunt, hunts::Event { seq: to, at: op.now(), kind })));
                }
            }
            self.ready = hunts::ops::events(op, &self.scope, self.hunt, self.after, BATCH).await?.into();
            if self.ready.is_empty() {
                return Ok(if hunt.state.is_terminal() { Step::End } else { Step::Wait });
            }
        }
        match self.ready.pop_front() {
            Some(event) => {
                self.after = event.seq;
                Ok(Step::Give(HuntEvent::of(self.hunt, event)))
            }
            None => Ok(Step::Wait),
        }
    }
}

/// The counters of one hunt, at most four times a second, the last ones always.
struct Counters {
    scope: Scope,
    hunt: hunts::HuntId,
    shown: Option<(tokio::time::Instant, hunts::Progress)>,
    over: bool,
}

#[async_trait::async_trait]
impl Look for Counters {
    type Item = HuntProgress;

    async fn look(&mut self, op: &Op, _: Option<Signal>) -> Result<Step<HuntProgress>> {
        if self.over {
            return Ok(Step::End);
        }
        if let Some((at, _)) = self.shown
            && at.elapsed() < PROGRESS_EVERY
        {
            return Ok(Step::Pause(PROGRESS_EVERY.saturating_sub(at.elapsed())));
        }
        let hunt = hunts::ops::get(op, &self.scope, self.hunt).await?;
        self.over = hunt.state.is_terminal();
        // The rate and the time left move with the clock alone; that is no news.
        let news = self.shown.is_none_or(|(_, before)| before.counters != hunt.progress.counters);
        if !news && !self.over {
            return Ok(Step::Wait);
        }
        self.shown = Some((tokio::time::Instant::now(), hunt.progress));
        Ok(Step::Give(hunt.progress.into()))
    }
}

/// Hunts of a workspace as they change.
struct Hunts {
    scope: Scope,
    began: bool,
    last: Option<(hunts::HuntId, i64, i64)>,
    ready: VecDeque<hunts::Hunt>,
}

#[async_trait::async_trait]
impl Look for Hunts {
    type Item = Hunt;

    async fn look(&mut self, op: &Op, signal: Option<Signal>) -> Result<Step<Hunt>> {
        let open = || hunts::HuntFilter {
            states: Some(vec![hunts::HuntState::Queued, hunts::HuntState::Running, hunts::HuntState::Paused]),
            ..hunts::HuntFilter::default()
        };
        match signal {
            _ if !self.began => {
                self.began = true;
                let page = crate::platform::page::PageRequest::first(100, "hunt");
                let page = hunts::ops::list(op, &self.scope, &open(), &page).await?;
                self.ready.extend(page.items.into_iter().map(|(_, hunt)| hunt));
            }
            Some(Signal::Missed) => self.began = false,
            Some(Signal::Changed(id)) => match hunts::ops::get(op, &self.scope, id.into()).await {
                Ok(hunt) => self.ready.push_back(hunt),
                // Deleted meanwhile.
                Err(Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            },
            None => {}
        }
        while let Some(hunt) = self.ready.pop_front() {
            let seen = (hunt.id, hunt.progress.counters.seq, hunt.progress.counters.pages_fetched);
            if self.last != Some(seen) {
                self.last = Some(seen);
                return Ok(Step::Give(hunt.into()));
            }
        }
        Ok(if self.began { Step::Wait } else { Step::Pause(Duration::ZERO) })
    }
}

/// Leads of a workspace as they change.
struct Leads {
    scope: Scope,
    filter: leads::LeadFilter,
}

#[async_trait::async_trait]
impl Look for Leads {
    type Item = Lead;

    async fn look(&mut self, op: &Op, signal: Option<Signal>) -> Result<Step<Lead>> {
        let Some(Signal::Changed(id)) = signal else { return Ok(Step::Wait) };
        let id = leads::LeadId(id);
        if !leads::ops::matches(op, &self.scope, &self.filter, id).await? {
            return Ok(Step::Wait);
        }
        match leads::ops::get(op, &self.scope, id).await {
            Ok(lead) => Ok(Step::Give(lead.into())),
            Err(Error::NotFound(_)) => Ok(Step::Wait),
            Err(error) => Err(error),
        }
    }
}

/// One audit run as it moves, at most four times a second, its end always.
struct Runs {
    scope: Scope,
    run: audits::runs::AuditRunId,
    shown: Option<(tokio::time::Instant, audits::runs::AuditRun)>,
}

#[async_trait::async_trait]
impl Look for Runs {
    type Item = AuditRun;

    async fn look(&mut self, op: &Op, _: Option<Signal>) -> Result<Step<AuditRun>> {
        if let Some((at, run)) = &self.shown {
            if run.state.is_terminal() {
                return Ok(Step::End);
            }
            if at.elapsed() < PROGRESS_EVERY {
                return Ok(Step::Pause(PROGRESS_EVERY.saturating_sub(at.elapsed())));
            }
        }
        let run = audits::runs::ops::get(op, &self.scope, self.run).await?;
        if self.shown.as_ref().is_some_and(|(_, before)| *before == run) {
            return Ok(Step::Wait);
        }
        self.shown = Some((tokio::time::Instant::now(), run.clone()));
        Ok(Step::Give(run.into()))
    }
}

/// The credit account as it changes.
struct Account {
    scope: Scope,
    entries: Option<i64>,
}

#[async_trait::async_trait]
impl Look for Account {
    type Item = super::credits::CreditAccount;

    async fn look(&mut self, op: &Op, _: Option<Signal>) -> Result<Step<Self::Item>> {
        let account = credits::ops::account(op, &self.scope).await?;
        if self.entries == Some(account.entries) {
            return Ok(Step::Wait);
        }
        self.entries = Some(account.entries);
        Ok(Step::Give(account.into()))
    }
}

/// Live streams, over graphql-transport-ws at `/graphql` and Server-Sent Events at `/graphql/stream`.
#[derive(Debug, Default)]
pub struct SubscriptionRoot;

#[Subscription]
impl SubscriptionRoot {
    /// The story of a hunt: replays the events after `after` (all of them when absent), then goes on live, and ends after the
    /// hunt's last event. Every event comes once and in order.
    async fn hunt_events(
        &self,
        ctx: &Context<'_>,
        hunt_id: ID,
        after: Option<i64>,
    ) -> Result<impl Stream<Item = async_graphql::Result<HuntEvent>> + use<>> {
        let (watch, scope) = Watch::new(ctx)?;
        let hunt = id(&hunt_id)?;
        let after = after.unwrap_or(0);
        if after < 0 {
            return Err(Error::BadInput("after takes 0 or the seq of an event".to_owned()));
        }
        hunts::ops::get(watch.op(), &scope, hunt).await?;
        let listener = watch.op().bus.listen(hunts::ops::topic(hunt));
        let max_replay = watch.services.hunts.max_replay;
        Ok(driven(watch, listener, Story { scope, hunt, after, max_replay, checked: false, ready: VecDeque::new() }))
    }

    /// The counters of a hunt, at most four times a second, the last ones always; ends with the hunt.
    async fn hunt_progress(
        &self,
        ctx: &Context<'_>,
        hunt_id: ID,
    ) -> Result<impl Stream<Item = async_graphql::Result<HuntProgress>> + use<>> {
        let (watch, scope) = Watch::new(ctx)?;
        let hunt = id(&hunt_id)?;
        hunts::ops::get(watch.op(), &scope, hunt).await?;
        let listener = watch.op().bus.listen(hunts::ops::topic(hunt));
        Ok(driven(watch, listener, Counters { scope, hunt, shown: None, over: false }))
    }

    /// An audit run: as it is, then as it moves, at most four times a second; ends after the run's end was shown.
    async fn audit_run_progress(
        &self,
        ctx: &Context<'_>,
        audit_run_id: ID,
    ) -> Result<impl Stream<Item = async_graphql::Result<AuditRun>> + use<>> {
        let (watch, scope) = Watch::new(ctx)?;
        let run = id(&audit_run_id)?;
        audits::runs::ops::get(watch.op(), &scope, run).await?;
        let listener = watch.op().bus.listen(audits::runs::ops::topic(run));
        Ok(driven(watch, listener, Runs { scope, run, shown: None }))
    }

    /// Every hunt of the workspace that changes; begins with those that have not ended.
    async fn workspace_hunts(&self, ctx: &Context<'_>) -> Result<impl Stream<Item = async_graphql::Result<Hunt>> + use<>> {
        let (watch, scope) = Watch::new(ctx)?;
        scope.permit(Permission::HuntsRead)?;
        let listener = watch.op().bus.listen(hunts::ops::workspace_topic(&scope));
        Ok(driven(watch, listener, Hunts { scope, began: false, last: None, ready: VecDeque::new() }))
    }

    /// Every lead that changes, of those a filter means.
    async fn lead_changed(
        &self,
        ctx: &Context<'_>,
        filter: Option<LeadFilter>,
    ) -> Result<impl Stream<Item = async_graphql::Result<Lead>> + use<>> {
        let (watch, scope) = Watch::new(ctx)?;
        scope.permit(Permission::LeadsRead)?;
        let filter = filter.unwrap_or_default().read()?;
        let listener = watch.op().bus.listen(leads::ops::topic(&scope));
        Ok(driven(watch, listener, Leads { scope, filter }))
    }

    /// The credit account: as it is, then whenever it changes.
    async fn credits_changed(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = async_graphql::Result<super::credits::CreditAccount>> + use<>> {
        let (watch, scope) = Watch::new(ctx)?;
        scope.permit(Permission::CreditsRead)?;
        let listener = watch.op().bus.listen(credits::ops::topic(scope.workspace()));
        Ok(driven(watch, listener, Account { scope, entries: None }))
    }
}
