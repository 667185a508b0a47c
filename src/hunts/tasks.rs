//! The durable task that reads one site: resumes from the pages that are stored, stores each page before the next is asked for,
//! and writes the verdict, the lead, the audit and the end of the task in one transaction.
//! Invariant: after `kill -9` at any moment the same task goes on with at most one page fetched twice, and nothing is counted twice.

use std::time::Duration;

use async_trait::async_trait;
use glouton_reader::{ContactKind, PageFacts, SiteFacts};
use tokio_util::sync::CancellationToken;

use super::{
    batch::{Answer, Conclusion, Entry, Finding, Job, Opening, Reading},
    model::{EventKind, HuntId, HuntState, LogLevel, SiteId, SiteState},
    ops, rules,
    scribe::Scribe,
    store::{self, Chronicle, Leaf, SiteEnd},
};
use crate::{
    accounts::{Scope, WorkspaceId},
    audits,
    crawl::{
        Crawler, Seed,
        model::{PageRecord, SiteFailure, SiteProbe, SiteReason},
    },
    leads::{self, PageStamp, rules::identity_of},
    platform::{
        clock::Timestamp,
        error::{Error, Result},
        op::Op,
        tasks::{DeadTask, Handler, Outcome, TaskRun},
    },
};

/// Kind of the task; its payload is `{"site": "site_…"}`, its subject the site.
pub const SITE_TASK: &str = "hunt.site";

/// How soon a hunt that another process ended is seen here when its notification does not come. It comes with the commit, and after a
/// lost connection everybody looks; what is left is a pooler in front of PostgreSQL that passes none on, which no signal can tell.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Reads sites.
pub struct SiteHandler {
    op: Op,
    crawler: Crawler,
    settings: rules::Settings,
    scribe: Scribe,
}

impl SiteHandler {
    /// Reads sites with `crawler`, and keeps what they gave in the operation's database.
    #[must_use]
    pub fn new(op: Op, crawler: Crawler, settings: rules::Settings) -> Self {
        Self { scribe: Scribe::new(op.clone()), op, crawler, settings }
    }
}

/// Why a run came to rest before the site had its verdict.
enum Rest {
    /// The process stops, or the lease is gone: somebody goes on with it.
    HandBack,
    /// The hunt is paused, cancelled, deleted or over: nothing to do any more.
    NotWanted,
    /// Later.
    Later(Timestamp, String),
}

enum End {
    Finished,
    Rest(Rest),
}

impl From<Rest> for End {
    fn from(rest: Rest) -> Self {
        Self::Rest(rest)
    }
}

#[async_trait]
impl Handler for SiteHandler {
    async fn run(&self, run: &TaskRun) -> Outcome {
        let Some((scope, site)) = run.workspace.zip(run.subject).map(|(w, s)| (Scope::system(WorkspaceId(w)), SiteId(s))) else {
            return Outcome::Fail { reason: "the task names no site".to_owned() };
        };
        match self.read(run, &scope, site).await {
            Ok(End::Finished) => Outcome::Finished,
            Ok(End::Rest(Rest::HandBack)) => Outcome::Released,
            Ok(End::Rest(Rest::NotWanted)) => Outcome::Done,
            Ok(End::Rest(Rest::Later(at, reason))) => Outcome::Retry { at: Some(at), reason },
            Err(Error::NotFound(_)) => Outcome::Done,
            Err(Error::Unavailable(_)) => Outcome::Released,
            // The lease went to somebody else, or two writers met: whoever holds the task goes on.
            Err(Error::Conflict(reason)) => Outcome::Retry { at: None, reason },
            Err(error) => Outcome::Retry { at: None, reason: error.operator_message() },
        }
    }

    async fn dead(&self, task: &DeadTask) -> Result<()> {
        let Some((workspace, site)) = task.workspace.zip(task.subject) else { return Ok(()) };
        let scope = Scope::system(WorkspaceId(workspace));
        let now = self.op.now();
        let tx = self.op.db.write_tx().await?;
        let row = match store::site(&tx, &scope, SiteId(site)).await {
            Ok(row) => row,
            Err(Error::NotFound(_)) => return Ok(()),
            Err(error) => return Err(error),
        };
        let hunt = HuntId(row.hunt_id);
        let mut chronicle = Chronicle::open(&tx, &scope, hunt, now).await?;
        if matches!(row.state.parse::<SiteState>()?, SiteState::Queued | SiteState::Active) && !chronicle.state()?.is_terminal() {
            tracing::error!(task = %task.id, reason = task.reason, "a site's task is dead");
            chronicle
                .site_ended(
                    SiteId(site),
                    SiteEnd::without_lead(SiteState::Failed, None, "reading this site failed again and again".to_owned()),
                )
                .await?;
            chronicle.tell(EventKind::Log {
                level: LogLevel::Error,
                message: "a site could not be read because of a fault of ours".to_owned(),
            });
        }
        chronicle.close().await?;
        tx.commit().await?;
        ops::announce(&self.op, &scope, hunt);
        Ok(())
    }
}

impl SiteHandler {
    async fn read(&self, run: &TaskRun, scope: &Scope, site: SiteId) -> Result<End> {
        let job = match self.begin(run, scope, site).await? {
            Ok(job) => job,
            Err(rest) => return Ok(rest.into()),
        };
        let mut pages = if job.has_pages { store::pages(self.op.db.read(), site).await? } else { Vec::new() };
        let stop = run.stop.child_token();
        // Dropped at the end of this function, whatever the way out: then the watcher ends too.
        let _watch = self.watch(&job, &stop);
        let outcome = match &job.probe {
            known if job.ending => Ok(known.clone().unwrap_or_default()),
            _ => self.crawl(run, &job, &mut pages, &stop).await,
        };
        match outcome {
            Ok(probe) => self.conclude(run, &job, pages, probe).await,
            Err(Halt::Failure(failure, probe)) => self.fail(run, &job, failure, *probe).await,
            Err(Halt::Rest(rest)) => Ok(rest.into()),
            Err(Halt::Error(error)) => Err(error),
        }
    }

    /// Marks the site as being read, and the hunt as running.
    async fn begin(&self, run: &TaskRun, scope: &Scope, site: SiteId) -> Result<Result<Job, Rest>> {
        let opening = Opening { run: run.clone(), scope: *scope, site };
        match self.scribe.write(Entry::Opening(opening)).await? {
            Answer::Begun(job) => {
                ops::announce(&self.op, scope, job.hunt);
                Ok(Ok(*job))
            }
            other => Ok(Err(unless_lost(&other)?)),
        }
    }

    /// Fires `stop` as soon as the hunt is no longer running, so that an open request is given up.
    #[allow(clippy::disallowed_methods)] // lives no longer than the run that holds its guard
    fn watch(&self, job: &Job, stop: &CancellationToken) -> tokio_util::sync::DropGuard {
        let ended = CancellationToken::new();
        let guard = ended.clone().drop_guard();
        let mut signals = self.op.bus.listen(ops::state_topic(job.hunt));
        let (op, scope, hunt, stop) = (self.op.clone(), job.scope, job.hunt, stop.clone());
        let shared = op.db.is_shared();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    () = ended.cancelled() => return,
                    signal = signals.any() => if signal.is_none() { return },
                    () = tokio::time::sleep(LOOK_EVERY), if shared => {}
                }
                let wanted = match ops::get(&op, &scope, hunt).await {
                    Ok(hunt) => hunt.state == HuntState::Running,
                    Err(Error::NotFound(_)) => false,
                    Err(_) => true,
                };
                if !wanted {
                    stop.cancel();
                    return;
                }
            }
        });
        guard
    }

    /// Reads what there still is to read; the answer is what is known of the site besides its pages.
    async fn crawl(
        &self,
        run: &TaskRun,
        job: &Job,
        pages: &mut Vec<PageRecord>,
        stop: &CancellationToken,
    ) -> Result<SiteProbe, Halt> {
        let seed = Seed::parse(&job.given).map_err(|_| Halt::Error(Error::bug("a stored address is no address")))?;
        let mut visit = self.crawler.visit(seed, job.limits, job.mode, pages);
        if let Some(probe) = job.probe.clone() {
            visit = visit.with_probe(probe);
        }
        let mut stored = visit.probe().clone();
        let _announced = self.scribe.announce();
        loop {
            let next = visit.next(stop).await;
            if stop.is_cancelled() {
                let now_wanted = if run.stop.is_cancelled() { Rest::HandBack } else { self.wanted(job).await? };
                return Err(Halt::Rest(now_wanted));
            }
            match next {
                Ok(Some(record)) => {
                    let news = Some(visit.probe()).filter(|probe| **probe != stored);
                    let ending = self.keep(run, job, pages.len(), &record, news).await?;
                    if let Some(news) = news {
                        stored = news.clone();
                    }
                    pages.push(record);
                    if ending {
                        return Ok(visit.probe().clone());
                    }
                }
                Ok(None) => return Ok(visit.probe().clone()),
                // What was read before the site turned us away is worth keeping.
                Err(_) if pages.iter().any(|page| page.facts.is_some()) => return Ok(visit.probe().clone()),
                Err(failure) => return Err(Halt::Failure(failure, Box::new(visit.probe().clone()))),
            }
        }
    }

    /// A stop that did not come from the process: paused and resumed in between means go on, everything else means rest.
    async fn wanted(&self, job: &Job) -> Result<Rest, Halt> {
        match ops::get(&self.op, &job.scope, job.hunt).await {
            Ok(hunt) if hunt.state == HuntState::Running => Ok(Rest::HandBack),
            Ok(_) | Err(Error::NotFound(_)) => Ok(Rest::NotWanted),
            Err(error) => Err(error.into()),
        }
    }

    /// Stores one page with its counts. Says whether the hunt is ending at a limit.
    async fn keep(
        &self,
        run: &TaskRun,
        job: &Job,
        position: usize,
        record: &PageRecord,
        news: Option<&SiteProbe>,
    ) -> Result<bool, Halt> {
        let leaf = Leaf::new(run, &job.scope, job.hunt, job.site, position, record, news)?;
        match self.scribe.write(Entry::Leaf(leaf)).await? {
            Answer::GoOn => Ok(false),
            Answer::WrapUp => Ok(true),
            other => Err(Halt::Rest(unless_lost(&other)?)),
        }
    }

    /// The site could not be read: later again, or its verdict.
    async fn fail(&self, run: &TaskRun, job: &Job, failure: SiteFailure, probe: SiteProbe) -> Result<End> {
        let passing = rules::is_passing(failure.reason) && job.attempts < self.settings.site_attempts;
        let again = passing.then(|| self.op.now().plus(Duration::from_millis(self.settings.retry_delay_ms)));
        let reason = failure.detail.clone();
        match self.end(run, job, probe, Conclusion::Failed { failure, again }).await? {
            Answer::Ended(_) => Ok(self.told(job, None)),
            Answer::Later(at) => Ok(Rest::Later(at, reason).into()),
            other => Ok(unless_lost(&other)?.into()),
        }
    }

    /// Writes what the site came to, together with the end of the task.
    async fn end(&self, run: &TaskRun, job: &Job, probe: SiteProbe, conclusion: Conclusion) -> Result<Answer> {
        let finding = Finding {
            run: run.clone(),
            scope: job.scope,
            hunt: job.hunt,
            site: job.site,
            host: job.host.clone(),
            given: job.given.clone(),
            probe,
            conclusion,
        };
        self.scribe.write(Entry::Finding(Box::new(finding))).await
    }

    /// All pages are there: the lead, its audit, the verdict.
    async fn conclude(&self, run: &TaskRun, job: &Job, mut pages: Vec<PageRecord>, probe: SiteProbe) -> Result<End> {
        if pages.iter().all(|page| page.facts.is_none()) {
            let failure = SiteFailure {
                reason: SiteReason::LimitReached,
                detail: "the hunt ended before a page of this site was read".to_owned(),
            };
            return self.fail(run, job, failure, probe).await;
        }
        let profile = audits::ops::profile(&self.op, &job.scope).await?;
        // The pages go there and come back, and what they say is lent out of them: it is the larger part of a site's memory, and is not
        // copied for it.
        let digest = move || {
            let with_facts: Vec<usize> = (0..pages.len()).filter(|n| pages[*n].facts.is_some()).collect();
            let facts: Vec<PageFacts> = pages.iter_mut().filter_map(|page| page.facts.take()).collect();
            let site = glouton_reader::read_site(&facts);
            for (n, facts) in with_facts.into_iter().zip(facts) {
                pages[n].facts = Some(facts);
            }
            let examination = audits::examine(&audits::AuditInput::as_read(&pages, &site, &probe), &profile);
            (pages, probe, site, examination)
        };
        let (pages, probe, facts, examination) =
            self.crawler.digest(digest).await.ok_or_else(|| Error::bug("merging a site's pages panicked"))?;
        let Some(home) = pages.iter().find(|page| page.facts.is_some()) else {
            return Err(Error::bug("a page's facts are gone"));
        };
        let reading = Reading {
            website: home.url.clone(),
            identity: identity_of(&home.url),
            fingerprint: fingerprint_of(home, &facts),
            stamps: pages.iter().map(|page| (page.url.clone(), stamp_of(page))).collect(),
            pages,
            facts,
            examination,
        };
        match self.end(run, job, probe, Conclusion::Read(Box::new(reading))).await? {
            Answer::Ended(lead) => Ok(self.told(job, lead)),
            other => Ok(unless_lost(&other)?.into()),
        }
    }

    fn told(&self, job: &Job, lead: Option<leads::LeadId>) -> End {
        ops::announce(&self.op, &job.scope, job.hunt);
        leads::ops::announce(&self.op, &job.scope, lead);
        End::Finished
    }
}

/// Why a run comes to rest that wrote nothing; an error when its task is another's.
fn unless_lost(answer: &Answer) -> Result<Rest> {
    match answer {
        Answer::NotWanted => Ok(Rest::NotWanted),
        Answer::LostLease => Err(Error::Conflict("the task's lease was lost".to_owned())),
        _ => Err(Error::bug("an entry had another's answer")),
    }
}

/// Why crawling ended before the site was read.
enum Halt {
    Failure(SiteFailure, Box<SiteProbe>),
    Rest(Rest),
    Error(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

fn stamp_of(page: &PageRecord) -> PageStamp {
    PageStamp { fetched_at: Timestamp(page.fetched_at_ms), content_hash: page.content_hash.clone() }
}

/// Least characters of visible text on a start page that can tell two businesses apart.
const TELLING_TEXT: u32 = 200;

/// What two addresses of the same business share: the words of the start page and the same own contacts. None when the page says
/// too little to tell.
fn fingerprint_of(home: &PageRecord, site: &SiteFacts) -> Option<String> {
    let facts = home.facts.as_ref().filter(|facts| facts.text_chars >= TELLING_TEXT)?;
    let mut own: Vec<&str> = site
        .contacts
        .iter()
        .filter(|c| !c.third_party && matches!(c.kind, ContactKind::Email | ContactKind::Phone))
        .map(|c| c.value.value.as_str())
        .collect();
    if own.is_empty() {
        return None;
    }
    own.sort_unstable();
    let hash = blake3::hash(own.join(" ").as_bytes()).to_hex();
    Some(format!("{:016x}-{}", facts.fingerprint, &hash[..16]))
}
