//! The words of hunts: states, limits, progress, events.
//! Invariant: a hunt's state follows from what its sites did; every end has a [`StopReason`].

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    accounts::UserId,
    crawl::model::{FetchMode, SiteReason},
    leads::{LeadId, Temperature},
    platform::{clock::Timestamp, named},
};

crate::platform::typed_id!(
    /// One run that looks for leads.
    HuntId,
    "hunt"
);
crate::platform::typed_id!(
    /// One host to read within a hunt.
    SiteId,
    "site"
);

named!(
    /// Where a hunt's sites come from.
    HuntKind {
        /// A list of web sites.
        Websites = "WEBSITES",
        /// Local businesses of a place.
        LocalBusinesses = "LOCAL_BUSINESSES",
        /// Links of a directory page.
        Directory = "DIRECTORY",
    }
);

named!(
    /// The state of a hunt.
    HuntState {
        /// Nothing has begun.
        Queued = "QUEUED",
        /// Sites are read.
        Running = "RUNNING",
        /// Stopped by a member, to go on later.
        Paused = "PAUSED",
        /// Every site has its verdict.
        Completed = "COMPLETED",
        /// It could not be done.
        Failed = "FAILED",
        /// Ended by a member.
        Cancelled = "CANCELLED",
    }
);

impl HuntState {
    /// Nothing more happens after this state.
    #[must_use]
    pub fn is_terminal(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Cancelled)
    }

    /// The legal transitions.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Queued => matches!(next, Self::Running | Self::Paused | Self::Completed | Self::Failed | Self::Cancelled),
            Self::Running => matches!(next, Self::Paused | Self::Completed | Self::Failed | Self::Cancelled),
            Self::Paused => matches!(next, Self::Running | Self::Queued | Self::Cancelled | Self::Failed),
            // Retrying failed sites opens a finished hunt again.
            Self::Completed | Self::Failed => matches!(next, Self::Running),
            Self::Cancelled => false,
        }
    }
}

named!(
    /// Why a hunt ended.
    StopReason {
        /// Every site has its verdict.
        Finished = "FINISHED",
        /// More sites than the limit.
        SiteLimit = "SITE_LIMIT",
        /// The limit of leads.
        LeadLimit = "LEAD_LIMIT",
        /// The limit of pages.
        PageLimit = "PAGE_LIMIT",
        /// The limit of time.
        TimeLimit = "TIME_LIMIT",
        /// The credits.
        CreditLimit = "CREDIT_LIMIT",
        /// A member.
        CancelledByUser = "CANCELLED_BY_USER",
        /// The source gave nothing.
        SourceFailed = "SOURCE_FAILED",
        /// A fault of ours.
        Internal = "INTERNAL",
    }
);

named!(
    /// The state of a site within a hunt.
    SiteState {
        /// Waits.
        Queued = "QUEUED",
        /// Is read.
        Active = "ACTIVE",
        /// Gave a lead.
        Done = "DONE",
        /// Left out, with a reason.
        Skipped = "SKIPPED",
        /// Could not be read, with a reason.
        Failed = "FAILED",
    }
);

/// Limits of a hunt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HuntLimits {
    /// Sites.
    pub max_sites: i32,
    /// Pages of one site.
    pub max_pages_per_site: i32,
    /// Link distance from the start page.
    pub max_depth: i32,
    /// Running time, pauses not counted.
    pub max_duration_seconds: i32,
    /// Leads.
    pub max_leads: Option<i32>,
}

/// Where a hunt's sites come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum HuntSource {
    /// A list of web sites as they were given.
    Websites {
        /// The addresses.
        urls: Vec<String>,
    },
    /// Local businesses of a place.
    LocalBusinesses {
        /// "OPENSTREETMAP" …
        provider: String,
        /// Kinds of business.
        categories: Vec<String>,
        /// Name of the place.
        location: Option<String>,
        /// Centre.
        latitude: Option<f64>,
        /// Centre.
        longitude: Option<f64>,
        /// Radius in metres.
        radius_meters: i32,
        /// "ANY", "WITH", "WITHOUT".
        website: String,
    },
    /// A directory page.
    Directory {
        /// The page.
        url: String,
        /// CSS selector of the links.
        link_selector: Option<String>,
    },
}

/// What is counted of a hunt while it runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counters {
    /// Of the last event.
    pub seq: i64,
    /// Sites known.
    pub sites_found: i64,
    /// Sites that gave a lead.
    pub sites_done: i64,
    /// Sites that could not be read.
    pub sites_failed: i64,
    /// Sites left out.
    pub sites_skipped: i64,
    /// Pages.
    pub pages_fetched: i64,
    /// Bytes.
    pub bytes_fetched: i64,
    /// New leads.
    pub leads_created: i64,
    /// Leads seen again.
    pub leads_updated: i64,
    /// New own contacts.
    pub contacts_found: i64,
    /// Leads of this hunt that are hot.
    pub hot: i64,
    /// Warm.
    pub warm: i64,
    /// Cold.
    pub cold: i64,
}

/// How far a hunt is: what is counted, and what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// What is counted.
    #[serde(flatten)]
    pub counters: Counters,
    /// 0.0 to 100.0.
    pub percent: f64,
    /// Over the running time.
    pub pages_per_second: f64,
    /// Estimated from the sites left; none before the first site ended.
    pub eta_seconds: Option<i64>,
}

/// A hunt.
#[derive(Debug, Clone, PartialEq)]
pub struct Hunt {
    /// Id.
    pub id: HuntId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: HuntKind,
    /// State.
    pub state: HuntState,
    /// Why it ended, or is ending.
    pub stop_reason: Option<StopReason>,
    /// A sentence on it.
    pub stop_detail: Option<String>,
    /// How far it is.
    pub progress: Progress,
    /// Limits.
    pub limits: HuntLimits,
    /// How pages are fetched.
    pub fetch_mode: FetchMode,
    /// Who started it.
    pub created_by: Option<UserId>,
    /// Started by its creator.
    pub created_at: Timestamp,
    /// First site begun.
    pub started_at: Option<Timestamp>,
    /// Ended.
    pub finished_at: Option<Timestamp>,
}

/// A site within a hunt.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Id.
    pub id: SiteId,
    /// The hunt.
    pub hunt: HuntId,
    /// The address as it was given.
    pub url: String,
    /// Host.
    pub host: String,
    /// State.
    pub state: SiteState,
    /// Why it gave nothing.
    pub reason: Option<SiteReason>,
    /// A sentence on it.
    pub detail: Option<String>,
    /// Pages fetched.
    pub pages_fetched: i64,
    /// The lead it gave.
    pub lead: Option<LeadId>,
    /// Times tried.
    pub attempts: i32,
    /// When it is tried again.
    pub next_attempt_at: Option<Timestamp>,
}

/// What happened in a hunt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum EventKind {
    /// The state changed.
    StateChanged {
        /// Before.
        from: HuntState,
        /// After.
        to: HuntState,
    },
    /// The counters moved.
    Progressed {
        /// As they stood.
        progress: Progress,
    },
    /// A site has its verdict.
    SiteFinished {
        /// The site.
        site: Uuid,
    },
    /// A lead was found or seen again.
    LeadFound {
        /// The lead.
        lead: Uuid,
        /// New to the workspace.
        created: bool,
        /// Its temperature then.
        temperature: Temperature,
    },
    /// A sentence for the operator.
    Log {
        /// "DEBUG", "INFO", "WARN", "ERROR".
        level: LogLevel,
        /// The sentence.
        message: String,
    },
    /// Made for a subscriber that asked for events which are no longer kept; never stored.
    Missed {
        /// First missing.
        from: i64,
        /// Last missing.
        to: i64,
        /// As it stands.
        progress: Progress,
    },
}

named!(
    /// Weight of a log line.
    LogLevel {
        /// For developers.
        Debug = "DEBUG",
        /// Worth knowing.
        Info = "INFO",
        /// Worth a look.
        Warn = "WARN",
        /// Needs a hand.
        Error = "ERROR",
    }
);

/// An event with its place in the story.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// 1, 2, 3 … without gaps within a hunt.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: EventKind,
}

/// Which hunts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HuntFilter {
    /// Any of these.
    pub states: Option<Vec<HuntState>>,
    /// Any of these.
    pub kinds: Option<Vec<HuntKind>>,
    /// Exclusive.
    pub created_after: Option<Timestamp>,
    /// Exclusive.
    pub created_before: Option<Timestamp>,
}
