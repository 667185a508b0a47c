//! The verbs on hunts: each authorises, validates, decides, writes and enqueues in one transaction, and publishes after the commit.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{
    model::{Event, EventKind, Hunt, HuntFilter, HuntId, HuntKind, HuntSource, HuntState, Site, SiteId, SiteState, StopReason},
    rules::{self, LimitsAsked, Settings},
    store::{self, Chronicle},
    tasks::SITE_TASK,
};
use crate::{
    accounts::{Permission, Role, Scope, idempotency},
    crawl::{
        Seed,
        model::{FetchMode, PageRecord, SiteReason},
    },
    leads::rules::identity_of,
    platform::{
        egress::Egress,
        error::{Error, Rejection, RejectionCode, Result},
        events::Topic,
        op::Op,
        page::{Page, PageRequest},
        tasks::{self, NewTask},
    },
};

/// The signal that a hunt has new events or counters.
#[must_use]
pub fn topic(hunt: HuntId) -> Topic {
    Topic { kind: "hunt", id: hunt.0 }
}

/// The signal that a hunt came into a state in which nobody may read for it; who reads its sites listens. Other processes are told with
/// the commit (`Chronicle::close`), this one after it.
pub(super) fn state_topic(hunt: HuntId) -> Topic {
    Topic { kind: "hunt-state", id: hunt.0 }
}

/// The signal that some hunt of a workspace changed; the item is the hunt.
#[must_use]
pub fn workspace_topic(scope: &Scope) -> Topic {
    Topic { kind: "hunts", id: scope.workspace().0 }
}

/// Tells listeners that a hunt changed; call after the commit.
pub(super) fn announce(op: &Op, scope: &Scope, hunt: HuntId) {
    op.bus.publish(topic(hunt), hunt.0);
    op.bus.publish(workspace_topic(scope), hunt.0);
}

fn announce_state(op: &Op, scope: &Scope, hunt: HuntId) {
    op.bus.deliver(state_topic(hunt), hunt.0);
    announce(op, scope, hunt);
}

fn wake(op: &Op) {
    op.bus.publish(tasks::WAKE, Uuid::nil());
}

/// What a start asks for.
#[derive(Debug, Clone)]
pub struct StartHunt {
    /// The same key and input give the same hunt for 24 hours.
    pub idempotency_key: String,
    /// Name; made from the source when empty.
    pub name: Option<String>,
    /// How pages are fetched.
    pub fetch_mode: FetchMode,
    /// Limits.
    pub limits: LimitsAsked,
    /// Where the sites come from.
    pub source: HuntSource,
}

#[derive(Serialize, Deserialize)]
struct StartAnswer {
    hunt: HuntId,
}

/// Most rejections told at once.
const MOST_REJECTIONS: usize = 50;
/// Longest name of a hunt, characters.
const MAX_NAME: usize = 200;

struct Planned {
    seed: Seed,
    given: String,
    identity: String,
}

/// Reads the addresses; every bad one is named by its position.
fn plan_websites(urls: &[String], settings: &Settings, egress: &Egress) -> Result<Vec<Planned>, Vec<Rejection>> {
    if urls.is_empty() {
        return Err(vec![Rejection::new(RejectionCode::Required, "websites.urls", "name at least one web site")]);
    }
    if urls.len() > settings.max_urls {
        let message = format!("at most {} addresses at a time", settings.max_urls);
        return Err(vec![Rejection::new(RejectionCode::TooMany, "websites.urls", message)]);
    }
    let mut planned = Vec::new();
    let mut seen = HashSet::new();
    let mut rejections = Vec::new();
    for (n, given) in urls.iter().enumerate() {
        let path = format!("websites.urls.{n}");
        match Seed::parse(given) {
            Err(error) => {
                let shown: String = given.trim().chars().take(80).collect();
                rejections.push(Rejection::new(RejectionCode::Invalid, &path, format!("\"{shown}\" {error}")));
            }
            Ok(seed) => match egress.check(&seed.url) {
                Err(error) => rejections.push(Rejection::new(RejectionCode::Unreachable, &path, error.to_string())),
                Ok(()) => {
                    let identity = identity_of(&seed.url);
                    if seen.insert(identity.clone()) {
                        planned.push(Planned { seed, given: given.trim().to_owned(), identity });
                    }
                }
            },
        }
        if rejections.len() >= MOST_REJECTIONS {
            break;
        }
    }
    if rejections.is_empty() { Ok(planned) } else { Err(rejections) }
}

fn default_name(planned: &[Planned]) -> String {
    match planned {
        [] => "Hunt".to_owned(),
        [only] => only.identity.clone(),
        [first, rest @ ..] => format!("{} and {} more", first.identity, rest.len()),
    }
}

/// Starts a hunt: the hunt, its sites and their tasks are written in one transaction.
///
/// # Errors
/// Rejections of the input (nothing is written then); `Conflict` when the key was used with another input.
pub async fn start(
    op: &Op,
    scope: &Scope,
    settings: &Settings,
    egress: &Egress,
    max_attempts: i32,
    input: StartHunt,
) -> Result<Hunt> {
    scope.require(Role::Member)?;
    scope.permit(Permission::HuntsWrite)?;
    let mut rejections = Vec::new();
    if input.idempotency_key.trim().is_empty() {
        rejections.push(Rejection::new(
            RejectionCode::Required,
            "idempotencyKey",
            "an idempotency key is needed; a random UUID is good",
        ));
    }
    if input.name.as_ref().is_some_and(|name| name.chars().count() > MAX_NAME) {
        rejections.push(Rejection::new(RejectionCode::TooLong, "name", format!("a name has at most {MAX_NAME} characters")));
    }
    let limits = rules::limits(input.limits, settings).map_err(|more| rejections.extend(more));
    let planned = match &input.source {
        HuntSource::Websites { urls } => plan_websites(urls, settings, egress).map_err(|more| rejections.extend(more)),
        HuntSource::LocalBusinesses { .. } => {
            rejections.push(Rejection::new(
                RejectionCode::NotAllowed,
                "localBusinesses",
                "hunts of local businesses are not available yet",
            ));
            Err(())
        }
        HuntSource::Directory { .. } => {
            rejections.push(Rejection::new(RejectionCode::NotAllowed, "directory", "hunts of directories are not available yet"));
            Err(())
        }
    };
    let (Ok(limits), Ok(planned), true) = (limits, planned, rejections.is_empty()) else {
        return Err(Error::Rejected(rejections));
    };
    let source = serde_json::to_value(&input.source)?;
    let asked =
        json!({ "name": input.name, "mode": store::fetch_mode_name(input.fetch_mode), "limits": limits, "source": source });

    let now = op.now();
    let id = HuntId::generate(now);
    let tx = op.db.write_tx().await?;
    let key = match idempotency::begin(op, &tx, scope, "startHunt", &input.idempotency_key, &asked).await? {
        idempotency::Begun::Replay(answer) => {
            let answer: StartAnswer = serde_json::from_value(answer)?;
            drop(tx);
            return get(op, scope, answer.hunt).await;
        }
        idempotency::Begun::Fresh(key) => key,
    };
    let most = usize::try_from(limits.max_sites).unwrap_or(usize::MAX);
    let beyond = planned.len().saturating_sub(most);
    let found = i64::try_from(planned.len()).unwrap_or(i64::MAX);
    let name =
        input.name.as_deref().map(str::trim).filter(|n| !n.is_empty()).map_or_else(|| default_name(&planned), str::to_owned);
    let left_out = || format!("the hunt takes at most {most} sites");
    // Written as they are made: of a hundred thousand sites only what plans them is in memory.
    let queued = planned.len() - beyond;
    let mut work = Vec::with_capacity(queued);
    let sites = (0_i32..).zip(planned).enumerate().map(|(n, (position, plan))| {
        let id = SiteId::generate(now);
        if n < queued {
            work.push(id);
        }
        store::NewSite {
            id,
            position,
            host: plan.seed.url.host_str().unwrap_or_default().to_owned(),
            given: plan.given,
            identity: plan.identity,
            left_out: (n >= queued).then(left_out),
        }
    });
    let new = store::NewHunt {
        id,
        name,
        kind: HuntKind::Websites,
        fetch_mode: input.fetch_mode,
        source,
        limits,
        found,
        left_out: beyond,
    };
    store::insert(&tx, scope, now, new, sites).await?;
    let mut chronicle = Chronicle::open(&tx, scope, id, now).await?;
    let message =
        if beyond > 0 { format!("{queued} sites to read, {beyond} left out") } else { format!("{queued} sites to read") };
    chronicle.tell(EventKind::Log { level: super::LogLevel::Info, message });
    let hunt = chronicle.close().await?;
    tasks::enqueue(&tx, now, max_attempts, work.into_iter().map(|site| site_task(scope, site, now))).await?;
    key.finish(&tx, &StartAnswer { hunt: id }).await?;
    tx.commit().await?;
    announce(op, scope, id);
    wake(op);
    Ok(hunt)
}

fn site_task(scope: &Scope, site: SiteId, run_at: crate::platform::clock::Timestamp) -> NewTask {
    NewTask {
        kind: SITE_TASK,
        version: 1,
        workspace: Some(scope.workspace().0),
        subject: Some(site.0),
        payload: json!({ "site": site }),
        priority: 0,
        run_at,
    }
}

/// A hunt that is not there is a mistake in the input of a mutation.
fn as_input(error: Error) -> Error {
    match error {
        Error::NotFound(message) => Error::rejected(RejectionCode::NotFound, "huntId", message),
        Error::Conflict(message) => Error::rejected(RejectionCode::WrongState, "huntId", message),
        other => other,
    }
}

/// Pauses: what is read comes to rest after the page at hand, nothing more is begun.
///
/// # Errors
/// Rejections: unknown hunt, wrong state.
pub async fn pause(op: &Op, scope: &Scope, id: HuntId) -> Result<Hunt> {
    scope.require(Role::Member)?;
    scope.permit(Permission::HuntsWrite)?;
    let tx = op.db.write_tx().await?;
    let mut chronicle = Chronicle::open(&tx, scope, id, op.now()).await.map_err(as_input)?;
    if chronicle.state()? == HuntState::Paused {
        return get(op, scope, id).await;
    }
    chronicle.transition(HuntState::Paused).map_err(as_input)?;
    let hunt = chronicle.close().await?;
    let open = store::site_ids(&tx, id, &[SiteState::Queued, SiteState::Active]).await?;
    tasks::cancel_subject(&tx, &open).await?;
    tx.commit().await?;
    announce_state(op, scope, id);
    Ok(hunt)
}

/// Goes on after a pause.
///
/// # Errors
/// Rejections: unknown hunt, wrong state.
pub async fn resume(op: &Op, scope: &Scope, max_attempts: i32, id: HuntId) -> Result<Hunt> {
    scope.require(Role::Member)?;
    scope.permit(Permission::HuntsWrite)?;
    let now = op.now();
    let tx = op.db.write_tx().await?;
    let mut chronicle = Chronicle::open(&tx, scope, id, now).await.map_err(as_input)?;
    if chronicle.state()? != HuntState::Paused {
        return Err(Error::rejected(RejectionCode::WrongState, "huntId", "only a paused hunt can be resumed"));
    }
    chronicle.transition(HuntState::Running)?;
    let hunt = chronicle.close().await?;
    let open = store::site_ids(&tx, id, &[SiteState::Queued, SiteState::Active]).await?;
    // A task that has not yet come to rest after the pause goes on by itself.
    let busy = tasks::subjects_with_task(&tx, &open).await?;
    let work: Vec<NewTask> =
        open.iter().filter(|site| !busy.contains(site)).map(|site| site_task(scope, SiteId(*site), now)).collect();
    tasks::enqueue(&tx, now, max_attempts, work).await?;
    tx.commit().await?;
    announce(op, scope, id);
    wake(op);
    Ok(hunt)
}

/// Ends a hunt now: no new request leaves, open ones are aborted, what was found stays.
///
/// # Errors
/// Rejections: unknown hunt, already ended.
pub async fn cancel(op: &Op, scope: &Scope, id: HuntId) -> Result<Hunt> {
    scope.require(Role::Member)?;
    scope.permit(Permission::HuntsWrite)?;
    let tx = op.db.write_tx().await?;
    let mut chronicle = Chronicle::open(&tx, scope, id, op.now()).await.map_err(as_input)?;
    if chronicle.state()? == HuntState::Cancelled {
        return get(op, scope, id).await;
    }
    chronicle.reopen();
    chronicle.end_because(StopReason::CancelledByUser, None);
    chronicle.transition(HuntState::Cancelled).map_err(as_input)?;
    let left = chronicle.leave_out(&[SiteState::Queued, SiteState::Active], None, "the hunt was cancelled").await?;
    let hunt = chronicle.close().await?;
    tasks::cancel_subject(&tx, &left).await?;
    tx.commit().await?;
    announce_state(op, scope, id);
    Ok(hunt)
}

/// Ends a running hunt at a limit: sites at work wrap up with what they have, the others are left out.
pub(super) async fn end_at_limit(op: &Op, scope: &Scope, id: HuntId, reason: StopReason, detail: &str) -> Result<()> {
    let tx = op.db.write_tx().await?;
    let mut chronicle = Chronicle::open(&tx, scope, id, op.now()).await?;
    if chronicle.state()? != HuntState::Running || chronicle.is_ending() {
        return Ok(());
    }
    let left = wind_down(&mut chronicle, reason, detail).await?;
    chronicle.close().await?;
    tasks::cancel_subject(&tx, &left).await?;
    tx.commit().await?;
    announce(op, scope, id);
    Ok(())
}

/// Leaves out what has not begun, and says why; returns the sites left out, whose tasks are to be removed.
pub(super) async fn wind_down(chronicle: &mut Chronicle<'_>, reason: StopReason, detail: &str) -> Result<Vec<Uuid>> {
    chronicle.end_because(reason, Some(detail));
    chronicle.tell(EventKind::Log { level: super::LogLevel::Info, message: detail.to_owned() });
    chronicle.leave_out(&[SiteState::Queued], Some(SiteReason::LimitReached), detail).await
}

/// Tries the failed sites of a hunt again; a finished hunt runs again for them.
///
/// # Errors
/// Rejections: unknown hunt, cancelled, nothing failed.
pub async fn retry_failed_sites(op: &Op, scope: &Scope, max_attempts: i32, id: HuntId) -> Result<Hunt> {
    scope.require(Role::Member)?;
    scope.permit(Permission::HuntsWrite)?;
    let now = op.now();
    let tx = op.db.write_tx().await?;
    let mut chronicle = Chronicle::open(&tx, scope, id, now).await.map_err(as_input)?;
    let failed = store::site_ids(&tx, id, &[SiteState::Failed]).await?;
    if failed.is_empty() {
        return Err(Error::rejected(RejectionCode::WrongState, "huntId", "no site of this hunt failed"));
    }
    match chronicle.state()? {
        HuntState::Cancelled => {
            return Err(Error::rejected(RejectionCode::WrongState, "huntId", "a cancelled hunt stays as it is"));
        }
        HuntState::Completed | HuntState::Failed => {
            chronicle.reopen();
            chronicle.transition(HuntState::Running)?;
        }
        HuntState::Queued | HuntState::Running | HuntState::Paused => {}
    }
    let paused = chronicle.state()? == HuntState::Paused;
    chronicle.uncount(SiteState::Failed, i64::try_from(failed.len()).unwrap_or(0));
    chronicle
        .tell(EventKind::Log { level: super::LogLevel::Info, message: format!("{} failed sites are tried again", failed.len()) });
    store::requeue(&tx, now, &failed).await?;
    let hunt = chronicle.close().await?;
    if !paused {
        let work: Vec<NewTask> = failed.iter().map(|site| site_task(scope, SiteId(*site), now)).collect();
        tasks::enqueue(&tx, now, max_attempts, work).await?;
    }
    tx.commit().await?;
    announce(op, scope, id);
    wake(op);
    Ok(hunt)
}

/// Deletes an ended hunt with its sites, pages and events; its leads stay.
///
/// # Errors
/// Rejections: unknown hunt, not ended.
pub async fn delete(op: &Op, scope: &Scope, id: HuntId) -> Result<Hunt> {
    scope.require(Role::Member)?;
    scope.permit(Permission::HuntsWrite)?;
    let tx = op.db.write_tx().await?;
    let row = store::get(&tx, scope, id).await.map_err(as_input)?;
    let hunt = store::hunt_of(row, op.now())?;
    if !hunt.state.is_terminal() {
        return Err(Error::rejected(RejectionCode::WrongState, "huntId", "cancel the hunt before you delete it"));
    }
    store::delete(&tx, scope, id).await?;
    tx.commit().await?;
    op.bus.publish(workspace_topic(scope), id.0);
    Ok(hunt)
}

/// One hunt.
///
/// # Errors
/// `NotFound` when the workspace has no such hunt.
pub async fn get(op: &Op, scope: &Scope, id: HuntId) -> Result<Hunt> {
    scope.permit(Permission::HuntsRead)?;
    store::hunt_of(store::get(op.db.read(), scope, id).await?, op.now())
}

/// Several hunts, those that exist.
///
/// # Errors
/// What the database says.
pub async fn by_ids(op: &Op, scope: &Scope, ids: &[HuntId]) -> Result<Vec<Hunt>> {
    scope.permit(Permission::HuntsRead)?;
    let now = op.now();
    store::by_ids(op.db.read(), scope, ids).await?.into_iter().map(|row| store::hunt_of(row, now)).collect()
}

/// Where the sites of some hunts come from.
///
/// # Errors
/// What the database says.
pub async fn sources_by_ids(op: &Op, scope: &Scope, ids: &[HuntId]) -> Result<Vec<(HuntId, HuntSource)>> {
    scope.permit(Permission::HuntsRead)?;
    store::sources(op.db.read(), scope, ids).await
}

/// One page of the hunts, newest first.
///
/// # Errors
/// What the database says.
pub async fn list(op: &Op, scope: &Scope, filter: &HuntFilter, page: &PageRequest) -> Result<Page<Hunt>> {
    scope.permit(Permission::HuntsRead)?;
    store::list(op.db.read(), scope, filter, page, op.now()).await
}

/// How many hunts a filter means.
///
/// # Errors
/// What the database says.
pub async fn count(op: &Op, scope: &Scope, filter: &HuntFilter) -> Result<u64> {
    scope.permit(Permission::HuntsRead)?;
    store::count(op.db.read(), scope, filter).await
}

/// One page of a hunt's sites, in the order given.
///
/// # Errors
/// What the database says.
pub async fn sites(op: &Op, scope: &Scope, hunt: HuntId, state: Option<SiteState>, page: &PageRequest) -> Result<Page<Site>> {
    scope.permit(Permission::HuntsRead)?;
    store::sites(op.db.read(), scope, hunt, state, page).await
}

/// How many sites of a hunt are in a state.
///
/// # Errors
/// What the database says.
pub async fn sites_count(op: &Op, scope: &Scope, hunt: HuntId, state: Option<SiteState>) -> Result<u64> {
    scope.permit(Permission::HuntsRead)?;
    store::sites_count(op.db.read(), scope, hunt, state).await
}

/// Several sites, those that exist.
///
/// # Errors
/// What the database says.
pub async fn sites_by_ids(op: &Op, scope: &Scope, ids: &[SiteId]) -> Result<Vec<Site>> {
    scope.permit(Permission::HuntsRead)?;
    store::sites_by_ids(op.db.read(), scope, ids).await
}

/// The pages of a site as they were read, in the order read.
///
/// # Errors
/// `NotFound` in another workspace; what the database says.
pub async fn pages(op: &Op, scope: &Scope, site: SiteId) -> Result<Vec<PageRecord>> {
    scope.permit(Permission::HuntsRead)?;
    store::site(op.db.read(), scope, site).await?;
    store::pages(op.db.read(), site).await
}

/// The system's scope of the workspace that a hunt belongs to, for commands of whoever runs the installation; `None` when there is
/// no such hunt.
///
/// # Errors
/// What the database says.
pub async fn scope_of(op: &Op, hunt: HuntId) -> Result<Option<Scope>> {
    Ok(store::workspace_of(op.db.read(), hunt).await?.map(Scope::system))
}

/// Events of a hunt after `after`, oldest first, at most `limit`.
///
/// # Errors
/// `NotFound` when the workspace has no such hunt.
pub async fn events(op: &Op, scope: &Scope, hunt: HuntId, after: i64, limit: u64) -> Result<Vec<Event>> {
    scope.permit(Permission::HuntsRead)?;
    store::get(op.db.read(), scope, hunt).await?;
    store::events(op.db.read(), hunt, after, limit).await
}

/// Ends hunts that are over their time. For a schedule: idempotent.
///
/// # Errors
/// What the database says.
pub async fn sweep(op: &Op) -> Result<()> {
    for (hunt, workspace) in store::overdue(op.db.read(), op.now()).await? {
        let scope = Scope::system(workspace.into());
        end_at_limit(op, &scope, hunt.into(), StopReason::TimeLimit, "the time limit of the hunt was reached").await?;
    }
    Ok(())
}

/// Hunts that say they are queued or running and have no task, waiting or running, that would go on with them. There is none unless
/// something failed; [`repair`] mends it.
///
/// # Errors
/// What the database says.
pub async fn stranded(op: &Op) -> Result<Vec<HuntId>> {
    Ok(store::stranded(op.db.read()).await?.into_iter().map(|(hunt, _)| HuntId(hunt)).collect())
}

/// Gives a task to every open site that has none, and settles hunts that have no open site left. For a schedule: idempotent.
///
/// # Errors
/// What the database says.
pub async fn repair(op: &Op, max_attempts: i32) -> Result<()> {
    give_tasks(op, max_attempts).await?;
    for (hunt, workspace) in store::stranded(op.db.read()).await? {
        let (hunt, scope) = (HuntId(hunt), Scope::system(workspace.into()));
        let tx = op.db.write_tx().await?;
        // Closing settles the state from the sites, so a hunt whose last site ended ends too; another stays as it is.
        match Chronicle::open(&tx, &scope, hunt, op.now()).await {
            Ok(chronicle) => chronicle.close().await?,
            Err(Error::NotFound(_)) => continue,
            Err(error) => return Err(error),
        };
        tx.commit().await?;
        tracing::warn!(hunt = %hunt, "a hunt ran without a task and was settled");
        metrics::counter!("glouton_hunt_repairs_total").increment(1);
        announce(op, &scope, hunt);
    }
    Ok(())
}

async fn give_tasks(op: &Op, max_attempts: i32) -> Result<()> {
    let now = op.now();
    let orphans = store::orphans(op.db.read()).await?;
    if orphans.is_empty() {
        return Ok(());
    }
    // Looked at again inside a writing transaction: between the look and now a task may have come or gone.
    let tx = op.db.write_tx().await?;
    let still: Vec<Uuid> = orphans.iter().map(|(_, _, site)| *site).collect();
    let busy = tasks::subjects_with_task(&tx, &still).await?;
    let open: HashSet<Uuid> = store::orphans(&tx).await?.into_iter().map(|(_, _, site)| site).collect();
    let work: Vec<NewTask> = orphans
        .iter()
        .filter(|(_, _, site)| !busy.contains(site) && open.contains(site))
        .map(|(_, workspace, site)| site_task(&Scope::system((*workspace).into()), SiteId(*site), now))
        .collect();
    let repaired = tasks::enqueue(&tx, now, max_attempts, work).await?;
    tx.commit().await?;
    if repaired > 0 {
        tracing::warn!(hunt.sites = repaired, "open sites had no task and were given one");
        metrics::counter!("glouton_hunt_repairs_total").increment(repaired);
        wake(op);
    }
    Ok(())
}
