//! What sites under way have to write, for many of them in one transaction: that one is begun, a page of it, its verdict with the lead
//! and the audit. Belongs here: what becomes of each. Does not belong here: who comes together when (`scribe`), how a site is read
//! (`tasks`).
//!
//! Invariants: the leases are locked first, the hunts next, and leads in the order of their identities, so that two processes never
//! wait for each other; an entry whose task, hunt or site is not to be gone on with writes nothing and takes nothing from the others.

use std::collections::{BTreeMap, HashMap, HashSet};

use glouton_reader::SiteFacts;
use url::Url;
use uuid::Uuid;

use super::{
    entity::site,
    model::{EventKind, HuntId, HuntState, SiteId, SiteState, StopReason},
    ops, rules,
    store::{self, Chronicle, Leaf, SiteEnd, Twin},
};
use crate::{
    accounts::Scope,
    audits::{self, AuditId, Examination},
    crawl::model::{FetchMode, PageRecord, SiteFailure, SiteLimits, SiteProbe, SiteReason},
    leads::{self, Absorbed, Harvest, LeadId, PageStamp, Temperature, Verdict},
    platform::{
        clock::Timestamp,
        db::Tx,
        error::{Error, Result},
        op::Op,
        tasks::{self, TaskId, TaskRun},
    },
};

/// What a site has to write.
#[derive(Debug)]
pub(super) enum Entry {
    /// It is to be read.
    Opening(Opening),
    /// A page of it was.
    Leaf(Leaf),
    /// It has its verdict.
    Finding(Box<Finding>),
}

impl Entry {
    fn run(&self) -> &TaskRun {
        match self {
            Self::Opening(opening) => &opening.run,
            Self::Leaf(leaf) => &leaf.run,
            Self::Finding(finding) => &finding.run,
        }
    }
}

/// A site that is to be read.
#[derive(Debug)]
pub(super) struct Opening {
    pub run: TaskRun,
    pub scope: Scope,
    pub site: SiteId,
}

/// A site that was read, or could not be.
#[derive(Debug)]
pub(super) struct Finding {
    pub run: TaskRun,
    pub scope: Scope,
    pub hunt: HuntId,
    pub site: SiteId,
    pub host: String,
    /// The address that was given.
    pub given: String,
    /// What is known of it besides its pages.
    pub probe: SiteProbe,
    pub conclusion: Conclusion,
}

/// What came of a site.
#[derive(Debug)]
pub(super) enum Conclusion {
    /// Nothing; `again` is when it is to be tried again, unless its hunt is ending.
    Failed { failure: SiteFailure, again: Option<Timestamp> },
    /// A lead, or another address of a business that another site of the hunt gave.
    Read(Box<Reading>),
}

/// All that was read of a site.
#[derive(Debug)]
pub(super) struct Reading {
    pub pages: Vec<PageRecord>,
    pub stamps: HashMap<Url, PageStamp>,
    pub facts: SiteFacts,
    pub examination: Examination,
    /// Start page.
    pub website: Url,
    /// See [`leads::rules::identity_of`].
    pub identity: String,
    /// What two addresses of the same business share, if they can be told by it.
    pub fingerprint: Option<String>,
}

/// What a run knows of its site.
#[derive(Debug)]
pub(super) struct Job {
    pub scope: Scope,
    pub hunt: HuntId,
    pub site: SiteId,
    pub host: String,
    pub given: String,
    pub attempts: i32,
    pub probe: Option<SiteProbe>,
    pub limits: SiteLimits,
    pub mode: FetchMode,
    pub ending: bool,
    /// Read before, by an attempt that did not come to its end.
    pub has_pages: bool,
}

/// What became of an entry.
#[derive(Debug)]
pub(super) enum Answer {
    /// The site is begun.
    Begun(Box<Job>),
    /// The page is written: go on.
    GoOn,
    /// The page is written, and the hunt is ending at a limit: no page after this one.
    WrapUp,
    /// The site has its verdict, and gave this lead; the task is removed.
    Ended(Option<LeadId>),
    /// The site waits for another attempt.
    Later(Timestamp),
    /// Nothing was written: the hunt does not run any more.
    NotWanted,
    /// Nothing was written: somebody else has the task now.
    LostLease,
}

/// Writes the entries, those excepted whose hunt or task says no; answers in the order given.
///
/// # Errors
/// What the database says; then none of them is written.
pub(super) async fn write(op: &Op, entries: &[&Entry]) -> Result<Vec<Answer>> {
    let now = op.now();
    let tx = op.db.write_tx().await?;
    let mut batch = Batch::open(&tx, now, entries).await?;
    batch.begin().await?;
    batch.keep().await?;
    batch.conclude().await?;
    let answers = batch.close().await?;
    tx.commit().await?;
    Ok(answers)
}

struct Batch<'a> {
    tx: &'a Tx,
    now: Timestamp,
    /// Those whose leases are held, with their places among the answers.
    openings: Vec<(usize, &'a Opening, Option<site::Model>)>,
    leaves: Vec<(usize, &'a Leaf)>,
    findings: Vec<(usize, &'a Finding)>,
    chronicles: BTreeMap<HuntId, Chronicle<'a>>,
    answers: Vec<Answer>,
    /// Tasks that came to their end.
    ended: Vec<&'a TaskRun>,
}

impl<'a> Batch<'a> {
    /// Locks what the entries are about.
    async fn open(tx: &'a Tx, now: Timestamp, entries: &[&'a Entry]) -> Result<Self> {
        let runs: Vec<&TaskRun> = entries.iter().map(|entry| entry.run()).collect();
        let held: HashSet<TaskId> = tasks::fence_all(tx, runs).await?;
        let (mut openings, mut leaves, mut findings) = (Vec::new(), Vec::new(), Vec::new());
        let mut hunts: BTreeMap<HuntId, Scope> = BTreeMap::new();
        let mut answers = Vec::with_capacity(entries.len());
        for (n, entry) in entries.iter().enumerate() {
            if !held.contains(&entry.run().id) {
                answers.push(Answer::LostLease);
                continue;
            }
            // Until something else becomes of it.
            answers.push(Answer::NotWanted);
            match entry {
                Entry::Opening(opening) => openings.push((n, opening)),
                Entry::Leaf(leaf) => {
                    hunts.insert(leaf.hunt, leaf.scope);
                    leaves.push((n, leaf));
                }
                Entry::Finding(finding) => {
                    hunts.insert(finding.hunt, finding.scope);
                    findings.push((n, &**finding));
                }
            }
        }
        let ids: Vec<Uuid> = openings.iter().map(|(_, opening)| opening.site.0).collect();
        let rows = store::any_sites(tx, &ids).await?;
        let mut rows: HashMap<Uuid, site::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
        let mut whole = Vec::with_capacity(openings.len());
        for (n, opening) in openings {
            let row = rows.remove(&opening.site.0).filter(|row| row.workspace_id == opening.scope.workspace().0);
            whole.push((n, opening, row));
        }
        let openings = whole;
        for (_, opening, row) in &openings {
            if let Some(row) = row {
                hunts.insert(HuntId(row.hunt_id), opening.scope);
            }
        }
        let mut chronicles = BTreeMap::new();
        for (hunt, scope) in hunts {
            match Chronicle::open(tx, &scope, hunt, now).await {
                Ok(chronicle) => drop(chronicles.insert(hunt, chronicle)),
                // Deleted meanwhile.
                Err(Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self { tx, now, openings, leaves, findings, chronicles, answers, ended: Vec::new() })
    }

    /// Marks sites as being read, and their hunts as running.
    async fn begin(&mut self) -> Result<()> {
        let mut wanted = Vec::new();
        for (n, opening, row) in std::mem::take(&mut self.openings) {
            let Some(row) = row else { continue };
            let Some(chronicle) = self.chronicles.get(&HuntId(row.hunt_id)) else { continue };
            if matches!(chronicle.state()?, HuntState::Queued | HuntState::Running) {
                wanted.push((n, opening, row));
            }
        }
        let ids: Vec<Uuid> = wanted.iter().map(|(_, opening, _)| opening.site.0).collect();
        let begun = store::begin_attempts(self.tx, self.now, &ids).await?;
        for (n, opening, row) in wanted {
            let hunt = HuntId(row.hunt_id);
            let (Some(attempts), Some(chronicle)) = (begun.get(&row.id), self.chronicles.get_mut(&hunt)) else { continue };
            chronicle.transition(HuntState::Running)?;
            let limits = SiteLimits {
                max_pages: u32::try_from(chronicle.row().max_pages_per_site).unwrap_or(1),
                max_depth: u32::try_from(chronicle.row().max_depth).unwrap_or(0),
            };
            self.answers[n] = Answer::Begun(Box::new(Job {
                scope: opening.scope,
                hunt,
                site: opening.site,
                host: row.host,
                given: row.url,
                attempts: *attempts,
                probe: row.probe.map(|probe| probe.0),
                limits,
                mode: store::fetch_mode_of(&chronicle.row().fetch_mode)?,
                ending: chronicle.is_ending(),
                has_pages: row.pages_fetched > 0,
            }));
        }
        Ok(())
    }

    /// The hunt, when it runs.
    fn running(&mut self, hunt: HuntId) -> Result<Option<&mut Chronicle<'a>>> {
        match self.chronicles.get_mut(&hunt) {
            Some(chronicle) if chronicle.state()? == HuntState::Running => Ok(Some(chronicle)),
            _ => Ok(None),
        }
    }

    /// Writes pages with all their counts.
    async fn keep(&mut self) -> Result<()> {
        let mut kept = Vec::with_capacity(self.leaves.len());
        for (n, leaf) in std::mem::take(&mut self.leaves) {
            let Some(chronicle) = self.running(leaf.hunt)? else { continue };
            chronicle.count_pages(1, leaf.bytes);
            self.answers[n] = if chronicle.is_ending() { Answer::WrapUp } else { Answer::GoOn };
            kept.push(leaf);
        }
        store::keep_pages(self.tx, self.now, &kept).await
    }

    /// Writes verdicts: leads and audits together, then what each site came to.
    async fn conclude(&mut self) -> Result<()> {
        let twins = self.twins().await?;
        let mut accepted: Vec<(usize, &Finding, &Reading)> = Vec::new();
        for (n, finding) in std::mem::take(&mut self.findings) {
            let Some(chronicle) = self.running(finding.hunt)? else { continue };
            match &finding.conclusion {
                Conclusion::Failed { failure, again: Some(at) } if !chronicle.is_ending() => {
                    store::retry_at(self.tx, finding.site, *at, &failure.detail, &finding.probe).await?;
                    self.answers[n] = Answer::Later(*at);
                }
                Conclusion::Failed { failure, .. } => {
                    let state = rules::end_of(failure.reason);
                    let end = SiteEnd::without_lead(state, Some(failure.reason), failure.detail.clone());
                    self.end(n, finding, end, None).await?;
                }
                Conclusion::Read(reading) => match twin_of(finding, reading, &twins, &accepted) {
                    Some(host) => {
                        let detail = format!("the same business is read at {host}");
                        let end = SiteEnd::without_lead(SiteState::Skipped, Some(SiteReason::Duplicate), detail);
                        self.end(n, finding, end, None).await?;
                    }
                    None => accepted.push((n, finding, reading)),
                },
            }
        }
        for (n, finding, reading, absorbed) in self.absorb(accepted).await? {
            let gave = Some((absorbed.lead, reading.fingerprint.clone()));
            let end = SiteEnd { state: SiteState::Done, reason: None, detail: None, probe: None, gave };
            self.end(n, finding, end, Some((absorbed, reading.examination.temperature.into()))).await?;
        }
        Ok(())
    }

    /// Sites that may be other addresses of the businesses that were read, by hunt.
    async fn twins(&self) -> Result<BTreeMap<HuntId, Vec<Twin>>> {
        let mut by_hunt: BTreeMap<HuntId, Vec<&Reading>> = BTreeMap::new();
        for (_, finding) in &self.findings {
            if let Conclusion::Read(reading) = &finding.conclusion {
                by_hunt.entry(finding.hunt).or_default().push(reading);
            }
        }
        let mut twins = BTreeMap::new();
        for (hunt, readings) in by_hunt {
            let identities: Vec<&str> = readings.iter().map(|reading| reading.identity.as_str()).collect();
            let fingerprints: Vec<&str> = readings.iter().filter_map(|reading| reading.fingerprint.as_deref()).collect();
            twins.insert(hunt, store::twins(self.tx, hunt, &identities, &fingerprints).await?);
        }
        Ok(twins)
    }

    /// Takes in what was read: leads and their audits, a workspace at a time. The answer is in the order in which they came.
    async fn absorb<'f>(
        &self,
        mut accepted: Vec<(usize, &'f Finding, &'f Reading)>,
    ) -> Result<Vec<(usize, &'f Finding, &'f Reading, Absorbed)>> {
        accepted.sort_by(|(_, a, one), (_, b, other)| {
            a.scope.workspace().0.cmp(&b.scope.workspace().0).then_with(|| one.identity.cmp(&other.identity))
        });
        let mut absorbed = Vec::with_capacity(accepted.len());
        let groups: Vec<&[(usize, &Finding, &Reading)]> =
            accepted.chunk_by(|(_, a, _), (_, b, _)| a.scope.workspace() == b.scope.workspace()).collect();
        for group in groups {
            let Some((_, Finding { scope, .. }, _)) = group.first() else { continue };
            let audits: Vec<AuditId> = group.iter().map(|_| AuditId::generate(self.now)).collect();
            let harvests: Vec<Harvest<'_>> = group.iter().zip(&audits).map(|(of, audit)| harvest(of.1, of.2, *audit)).collect();
            let leads = leads::absorb(self.tx, scope, self.now, &harvests).await?;
            let examined =
                group.iter().zip(&audits).zip(&leads).map(|(((_, finding, reading), audit), absorbed)| audits::ops::Examined {
                    audit: *audit,
                    lead: absorbed.lead,
                    site: finding.site.0,
                    examination: &reading.examination,
                    pages: &reading.pages,
                });
            audits::ops::save(self.tx, scope, self.now, &examined.collect::<Vec<_>>()).await?;
            absorbed.extend(group.iter().zip(leads).map(|((n, finding, reading), lead)| (*n, *finding, *reading, lead)));
        }
        absorbed.sort_by_key(|(n, ..)| *n);
        Ok(absorbed)
    }

    /// Writes what a site came to, and counts it.
    async fn end(
        &mut self,
        n: usize,
        finding: &'a Finding,
        end: SiteEnd<'_>,
        gave: Option<(Absorbed, Temperature)>,
    ) -> Result<()> {
        let tx = self.tx;
        let Some(chronicle) = self.chronicles.get_mut(&finding.hunt) else { return Ok(()) };
        chronicle.site_ended(finding.site, end.knowing(&finding.probe)).await?;
        if let Some((Absorbed { lead, created, new_contacts }, temperature)) = gave {
            chronicle.count_lead(created, new_contacts, temperature);
            chronicle.tell(EventKind::LeadFound { lead: lead.0, created, temperature });
        }
        let leads = chronicle.row().leads_created + chronicle.row().leads_updated;
        if let Some(most) = chronicle.row().max_leads
            && leads >= i64::from(most)
            && !chronicle.is_ending()
        {
            let detail = format!("the hunt has its {most} leads");
            let left = ops::wind_down(chronicle, StopReason::LeadLimit, &detail).await?;
            tasks::cancel_subject(tx, &left).await?;
        }
        let progress = chronicle.progress(false);
        chronicle.tell(EventKind::Progressed { progress });
        self.ended.push(&finding.run);
        self.answers[n] = Answer::Ended(gave.map(|(absorbed, _)| absorbed.lead));
        Ok(())
    }

    /// Writes the hunts, and removes the tasks that came to their end. The caller commits.
    async fn close(self) -> Result<Vec<Answer>> {
        for chronicle in self.chronicles.into_values() {
            chronicle.close().await?;
        }
        tasks::finish_all(self.tx, self.ended).await?;
        Ok(self.answers)
    }
}

/// The host of another site of the hunt that answers for the same business, stored or accepted a moment ago.
fn twin_of<'t>(
    finding: &Finding,
    reading: &Reading,
    twins: &'t BTreeMap<HuntId, Vec<Twin>>,
    accepted: &[(usize, &'t Finding, &'t Reading)],
) -> Option<&'t str> {
    let stored = twins.get(&finding.hunt).map(Vec::as_slice).unwrap_or_default();
    let of_hunt = accepted.iter().filter(|(_, other, _)| other.hunt == finding.hunt);
    let here = of_hunt.map(|(_, other, their)| (other.host.as_str(), their.fingerprint.as_deref()));
    first_twin(finding.site, &reading.identity, reading.fingerprint.as_deref(), stored, here)
}

fn first_twin<'t>(
    site: SiteId,
    identity: &str,
    fingerprint: Option<&str>,
    stored: &'t [Twin],
    mut accepted: impl Iterator<Item = (&'t str, Option<&'t str>)>,
) -> Option<&'t str> {
    let stored = stored.iter().find(|twin| twin.is_of(site, identity, fingerprint)).map(|twin| twin.host.as_str());
    stored.or_else(|| accepted.find(|(_, print)| print.is_some() && *print == fingerprint).map(|(host, _)| host))
}

fn harvest<'h>(finding: &'h Finding, reading: &'h Reading, audit: AuditId) -> Harvest<'h> {
    let examination = &reading.examination;
    Harvest {
        identity: &reading.identity,
        website: &reading.website,
        facts: &reading.facts,
        registration: finding.probe.domain.as_ref().and_then(|domain| domain.registration.as_ref()),
        pages: &reading.stamps,
        source_kind: "website",
        hunt: Some(finding.hunt.0),
        reference: &finding.given,
        verdict: Some(Verdict {
            audit: audit.0,
            score: i32::from(examination.score),
            temperature: examination.temperature.into(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: SiteId = SiteId(Uuid::from_u128(1));

    fn twin(id: u128, identity: &str, fingerprint: Option<&str>, state: SiteState) -> Twin {
        Twin {
            id: Uuid::from_u128(id),
            host: format!("host{id}.test"),
            identity: identity.to_owned(),
            fingerprint: fingerprint.map(str::to_owned),
            state: state.as_str().to_owned(),
        }
    }

    fn found(stored: &[Twin], accepted: &[(&str, Option<&str>)]) -> Option<String> {
        first_twin(SITE, "bakery.test", Some("words"), stored, accepted.iter().copied()).map(str::to_owned)
    }

    #[test]
    fn a_site_that_answers_for_the_same_address_is_a_twin_whatever_became_of_it() {
        for state in [SiteState::Queued, SiteState::Failed, SiteState::Done] {
            assert_eq!(found(&[twin(2, "bakery.test", None, state)], &[]).as_deref(), Some("host2.test"));
        }
        assert_eq!(found(&[twin(1, "bakery.test", Some("words"), SiteState::Done)], &[]), None, "it is none of itself");
    }

    #[test]
    fn a_site_with_the_same_words_is_a_twin_when_it_gave_a_lead() {
        assert_eq!(found(&[twin(2, "other.test", Some("words"), SiteState::Done)], &[]).as_deref(), Some("host2.test"));
        assert_eq!(found(&[twin(2, "other.test", Some("words"), SiteState::Skipped)], &[]), None);
        assert_eq!(found(&[twin(2, "other.test", Some("others"), SiteState::Done)], &[]), None);
    }

    #[test]
    fn of_two_that_end_together_the_later_is_the_twin() {
        assert_eq!(found(&[], &[("a.test", None), ("b.test", Some("words"))]).as_deref(), Some("b.test"));
        assert_eq!(first_twin(SITE, "bakery.test", None, &[], [("a.test", None)].into_iter()), None, "no words tell nothing");
    }
}
