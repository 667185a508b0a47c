//! What happens in a hunt, event by event.

use async_graphql::{Context, Interface, Object};

use super::{Hunt, HuntProgress, HuntSite, HuntState, LogLevel};
use crate::{
    graphql::{context::Ask, leads::Lead, scalars::DateTime},
    hunts::{self, HuntId},
    platform::{
        clock::Timestamp,
        error::{Error, Result},
    },
};

/// Where an event stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    hunt: HuntId,
    seq: i64,
    at: Timestamp,
}

impl Place {
    async fn hunt(self, ctx: &Context<'_>) -> Result<Hunt> {
        let hunt = ctx.loaders()?.hunts.load_one(self.hunt).await.map_err(Error::from)?;
        hunt.map(Hunt::from).ok_or(Error::NotFound("there is no such hunt"))
    }
}

macro_rules! event {
    ($(#[$doc:meta])* $name:ident { $($field:ident : $type:ty),* $(,)? } $($rest:tt)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            place: Place,
            $($field: $type),*
        }

        $(#[$doc])*
        #[Object]
        impl $name {
            /// 1, 2, 3 … without gaps within a hunt.
            async fn seq(&self) -> i64 {
                self.place.seq
            }

            /// When.
            async fn at(&self) -> DateTime {
                self.place.at.into()
            }

            /// The hunt as it is now.
            async fn hunt(&self, ctx: &Context<'_>) -> Result<Hunt> {
                self.place.hunt(ctx).await
            }

            $($rest)*
        }
    };
}

event!(
    /// The hunt's state changed.
    HuntStateChanged { from_state: hunts::HuntState, to_state: hunts::HuntState }

    /// Before.
    async fn from(&self) -> HuntState {
        self.from_state.into()
    }

    /// After.
    async fn to(&self) -> HuntState {
        self.to_state.into()
    }
);

event!(
    /// The counters moved.
    HuntProgressed { snapshot: hunts::Progress }

    /// As they stood.
    async fn progress(&self) -> HuntProgress {
        self.snapshot.into()
    }
);

event!(
    /// A site has its verdict.
    SiteFinished { site_id: hunts::SiteId }

    /// The site.
    async fn site(&self, ctx: &Context<'_>) -> Result<HuntSite> {
        let site = ctx.loaders()?.sites.load_one(self.site_id).await.map_err(Error::from)?;
        site.map(HuntSite::from).ok_or(Error::NotFound("there is no such site"))
    }
);

event!(
    /// A lead was found or seen again.
    LeadFound { lead_id: crate::leads::LeadId, is_new: bool }

    /// The lead; an error once it was deleted.
    async fn lead(&self, ctx: &Context<'_>) -> Result<Lead> {
        let lead = ctx.loaders()?.leads.load_one(self.lead_id).await.map_err(Error::from)?;
        lead.map(Lead::from).ok_or(Error::NotFound("the lead was deleted"))
    }

    /// New to the workspace.
    async fn created(&self) -> bool {
        self.is_new
    }
);

event!(
    /// A sentence on how the hunt goes.
    HuntLog { weight: hunts::LogLevel, text: String }

    /// Weight.
    async fn level(&self) -> LogLevel {
        self.weight.into()
    }

    /// The sentence.
    async fn message(&self) -> &str {
        &self.text
    }
);

event!(
    /// Said to a subscriber that asked for more of the past than is replayed; its `seq` is that of the last event missed.
    HuntEventsMissed { first_missed: i64, last_missed: i64, snapshot: hunts::Progress }

    /// First event missed.
    async fn from(&self) -> i64 {
        self.first_missed
    }

    /// Last event missed.
    async fn to(&self) -> i64 {
        self.last_missed
    }

    /// The counters as they stand.
    async fn progress(&self) -> HuntProgress {
        self.snapshot.into()
    }
);

/// What happened in a hunt.
#[derive(Interface, Debug, Clone)]
#[graphql(
    field(name = "seq", ty = "i64", desc = "1, 2, 3 … without gaps within a hunt."),
    field(name = "at", ty = "DateTime", desc = "When."),
    field(name = "hunt", ty = "Hunt", desc = "The hunt as it is now.")
)]
pub enum HuntEvent {
    /// State.
    StateChanged(HuntStateChanged),
    /// Counters.
    Progressed(HuntProgressed),
    /// Site.
    SiteFinished(SiteFinished),
    /// Lead.
    LeadFound(LeadFound),
    /// Sentence.
    Log(HuntLog),
    /// Gap.
    Missed(HuntEventsMissed),
}

impl HuntEvent {
    /// Wraps a stored event.
    #[must_use]
    pub fn of(hunt: HuntId, event: hunts::Event) -> Self {
        let place = Place { hunt, seq: event.seq, at: event.at };
        match event.kind {
            hunts::EventKind::StateChanged { from, to } => {
                Self::StateChanged(HuntStateChanged { place, from_state: from, to_state: to })
            }
            hunts::EventKind::Progressed { progress } => Self::Progressed(HuntProgressed { place, snapshot: progress }),
            hunts::EventKind::SiteFinished { site } => Self::SiteFinished(SiteFinished { place, site_id: site.into() }),
            hunts::EventKind::LeadFound { lead, created, .. } => {
                Self::LeadFound(LeadFound { place, lead_id: lead.into(), is_new: created })
            }
            hunts::EventKind::Log { level, message } => Self::Log(HuntLog { place, weight: level, text: message }),
            hunts::EventKind::Missed { from, to, progress } => {
                Self::Missed(HuntEventsMissed { place, first_missed: from, last_missed: to, snapshot: progress })
            }
        }
    }
}
