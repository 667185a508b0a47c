//! Audit runs: leads examined again under the rules and the profile of today, from what was stored when they were last read, so
//! without network. Belongs here: the run, its selection, its progress, its end. Does not belong here: what an examination is.
//!
//! Invariants: a run's leads are chosen once, when it is asked for; every lead of a run has one turn, whatever restarts in
//! between; a run that ended changes nothing more.

pub mod ops;
mod store;
pub mod tasks;

use std::sync::Arc;

use async_trait::async_trait;
use uuid::Uuid;

use crate::{
    accounts::{Scope, UserId},
    crawl::model::{PageRecord, SiteProbe},
    leads::LeadId,
    platform::{clock::Timestamp, error::Result, named},
};

crate::platform::typed_id!(
    /// Leads examined again on request.
    AuditRunId,
    "auditrun"
);

named!(
    /// State of a run.
    RunState {
        /// Nothing has begun.
        Queued = "QUEUED",
        /// Leads are examined.
        Running = "RUNNING",
        /// Every lead had its turn.
        Completed = "COMPLETED",
        /// It could not be done.
        Failed = "FAILED",
        /// Ended by a member.
        Cancelled = "CANCELLED",
    }
);

impl RunState {
    /// Nothing follows.
    #[must_use]
    pub fn is_terminal(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Cancelled)
    }
}

/// How far a run is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunProgress {
    /// Leads chosen.
    pub total: i64,
    /// Leads with a new audit.
    pub done: i64,
    /// Leads of which nothing is stored to look at, or that were deleted meanwhile.
    pub skipped: i64,
    /// Leads that a fault of ours kept from their audit.
    pub failed: i64,
    /// Of those done, HOT now.
    pub hot: i64,
    /// Of those done, WARM now.
    pub warm: i64,
    /// Of those done, COLD now.
    pub cold: i64,
}

impl RunProgress {
    /// Leads that had their turn.
    #[must_use]
    pub fn ended(&self) -> i64 {
        self.done + self.skipped + self.failed
    }

    /// 0 to 100; 100 for a run over no lead.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // counts of leads are far below 2^53
    pub fn percent(&self) -> f64 {
        if self.total == 0 { 100.0 } else { self.ended() as f64 * 100.0 / self.total as f64 }
    }
}

/// One run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRun {
    /// Id.
    pub id: AuditRunId,
    /// State.
    pub state: RunState,
    /// The rules it examines by.
    pub ruleset: String,
    /// Who asked for it.
    pub created_by: Option<UserId>,
    /// Counts.
    pub progress: RunProgress,
    /// Why it failed.
    pub error: Option<String>,
    /// Asked for.
    pub created_at: Timestamp,
    /// Begun.
    pub started_at: Option<Timestamp>,
    /// Ended.
    pub finished_at: Option<Timestamp>,
}

impl AuditRun {
    /// Seconds left by the rate so far; none before the first lead and after the end.
    #[must_use]
    pub fn eta_seconds(&self, now: Timestamp) -> Option<i64> {
        let started = self.started_at.filter(|_| self.state == RunState::Running)?;
        let ended = self.progress.ended();
        let left = (self.progress.total - ended).max(0);
        let spent = (now.millis() - started.millis()).max(0);
        spent.checked_mul(left)?.checked_div(ended).map(|ms| ms / 1_000)
    }
}

/// What is stored of the last time a lead's site was read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The site of the hunt that read it.
    pub site: Uuid,
    /// The pages in the order read.
    pub pages: Vec<PageRecord>,
    /// What is known of the site besides its pages.
    pub probe: SiteProbe,
}

/// Where readings are kept. The room of hunts keeps them, and this room does not know hunts: the composition root ties them.
#[async_trait]
pub trait Readings: std::fmt::Debug + Send + Sync {
    /// The newest reading of each of `leads`; those without one are left out.
    async fn newest(&self, scope: &Scope, leads: &[LeadId]) -> Result<Vec<(LeadId, Reading)>>;
}

/// Shared by everyone who examines from what is stored.
pub type SharedReadings = Arc<dyn Readings>;

#[cfg(test)]
mod tests {
    use super::*;

    fn run(progress: RunProgress) -> AuditRun {
        AuditRun {
            id: AuditRunId(Uuid::nil()),
            state: RunState::Running,
            ruleset: "1".to_owned(),
            created_by: None,
            progress,
            error: None,
            created_at: Timestamp(0),
            started_at: Some(Timestamp(1_000)),
            finished_at: None,
        }
    }

    #[test]
    fn a_run_over_no_lead_is_done() {
        assert!((RunProgress::default().percent() - 100.0).abs() < f64::EPSILON);
    }

    #[test]
    fn the_time_left_follows_from_the_rate_so_far() {
        let progress = RunProgress { total: 40, done: 8, skipped: 1, failed: 1, ..RunProgress::default() };
        assert_eq!(run(progress).eta_seconds(Timestamp(11_000)), Some(30));
        assert_eq!(run(RunProgress { total: 40, ..RunProgress::default() }).eta_seconds(Timestamp(11_000)), None);
        let ended = AuditRun { state: RunState::Completed, ..run(progress) };
        assert_eq!(ended.eta_seconds(Timestamp(11_000)), None);
    }
}
