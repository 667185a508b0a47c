//! Hunts and their sites, as the schema shows them. What happens in a hunt stands in
//! [`events`], where its sites come from in [`source`], mutations in [`mutations`].

pub mod events;
pub mod mutations;
pub mod source;

pub use events::HuntEvent;
pub use mutations::HuntsMutation;
pub use source::{HuntSource, LocalBusinessProvider, WebsitePresence};

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject, connection::Connection};

use super::{
    accounts::User,
    context::Ask,
    guard::SignedIn,
    leads::{Lead, LeadConnection, LeadFilter, LeadOrder, lead_connection, user},
    page::{Opaque, connection},
    scalars::{DateTime, WebUrl, id},
};
use crate::{
    crawl,
    hunts::{self, HuntId, ops},
    platform::{
        error::{Error, Result},
        page::PageRequest,
    },
};

/// Where a hunt's sites come from.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "hunts::HuntKind")]
pub enum HuntKind {
    /// A list of web sites.
    Websites,
    /// Local businesses of a place.
    LocalBusinesses,
    /// Links of a directory page.
    Directory,
}

/// State of a hunt.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "hunts::HuntState")]
pub enum HuntState {
    /// Nothing has begun.
    Queued,
    /// Sites are read.
    Running,
    /// Stopped by a member, to go on later.
    Paused,
    /// Every site has its verdict.
    Completed,
    /// It could not be done.
    Failed,
    /// Ended by a member.
    Cancelled,
}

/// Why a hunt ended.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "hunts::StopReason")]
pub enum HuntStopReason {
    /// Every site has its verdict.
    Finished,
    /// More sites than the limit.
    SiteLimit,
    /// The limit of leads.
    LeadLimit,
    /// The limit of pages.
    PageLimit,
    /// The limit of time.
    TimeLimit,
    /// The credits.
    CreditLimit,
    /// A member.
    CancelledByUser,
    /// The source gave nothing.
    SourceFailed,
    /// A fault of ours.
    Internal,
}

/// State of a site within a hunt.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "hunts::SiteState")]
pub enum SiteState {
    /// Waits.
    Queued,
    /// Is read.
    Active,
    /// Gave a lead.
    Done,
    /// Left out on purpose, with a reason.
    Skipped,
    /// Could not be read, with a reason.
    Failed,
}

/// Why a site gave nothing.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "crawl::model::SiteReason")]
pub enum SiteReason {
    /// What was given is no address of a web site.
    InvalidUrl,
    /// robots.txt forbids it, or could not be had.
    RobotsDisallowed,
    /// The domain asked not to be read.
    Suppressed,
    /// The address is not public.
    PrivateAddress,
    /// The name does not resolve.
    DnsFailure,
    /// No connection, or it broke.
    ConnectFailure,
    /// TLS could not be agreed, or the certificate is not trusted.
    TlsFailure,
    /// A deadline passed.
    Timeout,
    /// The start page answered with an error.
    HttpError,
    /// A bot challenge, CAPTCHA or login wall stands in front.
    BotChallenge,
    /// The start page is not HTML.
    NotHtml,
    /// The start page is larger than the cap.
    TooLarge,
    /// Redirects without end.
    RedirectLoop,
    /// The same business is read in this hunt under another address.
    Duplicate,
    /// A limit of the hunt was reached first.
    LimitReached,
}

/// How pages are fetched.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "crawl::model::FetchMode")]
pub enum FetchMode {
    /// Plain HTTP first, the browser when the page needs one.
    Auto,
    /// Plain HTTP only.
    Http,
    /// Always the browser.
    Browser,
}

/// Weight of a log line.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "hunts::LogLevel")]
pub enum LogLevel {
    /// For developers.
    Debug,
    /// Worth knowing.
    Info,
    /// Worth a look.
    Warn,
    /// Needs a hand.
    Error,
}

/// How far a hunt is.
#[derive(SimpleObject, Debug, Clone)]
pub struct HuntProgress {
    /// Of the last event.
    pub seq: i64,
    /// 0 to 100.
    pub percent: f64,
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
    pub bytes_fetched: f64,
    /// New leads.
    pub leads_created: i64,
    /// Leads seen again.
    pub leads_updated: i64,
    /// New contacts of the leads' own.
    pub contacts_found: i64,
    /// Leads of this hunt that are HOT.
    pub hot: i64,
    /// WARM.
    pub warm: i64,
    /// COLD.
    pub cold: i64,
    /// Over the running time.
    pub pages_per_second: f64,
    /// Estimated from the sites left; none before the first site ended.
    pub eta_seconds: Option<i64>,
}

impl From<hunts::Progress> for HuntProgress {
    #[allow(clippy::cast_precision_loss)] // a Float because bytes outgrow GraphQL's Int; exact up to 9 petabytes
    fn from(progress: hunts::Progress) -> Self {
        let counters = progress.counters;
        Self {
            seq: counters.seq,
            percent: progress.percent,
            sites_found: counters.sites_found,
            sites_done: counters.sites_done,
            sites_failed: counters.sites_failed,
            sites_skipped: counters.sites_skipped,
            pages_fetched: counters.pages_fetched,
            bytes_fetched: counters.bytes_fetched as f64,
            leads_created: counters.leads_created,
            leads_updated: counters.leads_updated,
            contacts_found: counters.contacts_found,
            hot: counters.hot,
            warm: counters.warm,
            cold: counters.cold,
            pages_per_second: progress.pages_per_second,
            eta_seconds: progress.eta_seconds,
        }
    }
}

/// Limits of a hunt.
#[derive(SimpleObject, Debug, Clone)]
pub struct HuntLimits {
    /// Sites.
    pub max_sites: i32,
    /// Pages of one site.
    pub max_pages_per_site: i32,
    /// Link distance from the start page.
    pub max_depth: i32,
    /// Running time; pauses are not counted.
    pub max_duration_seconds: i32,
    /// Leads.
    pub max_leads: Option<i32>,
}

/// One run that looks for leads.
#[derive(Debug, Clone)]
pub struct Hunt(pub hunts::Hunt);

impl From<hunts::Hunt> for Hunt {
    fn from(hunt: hunts::Hunt) -> Self {
        Self(hunt)
    }
}

/// Further fields of a site connection.
#[derive(Debug, Clone)]
pub struct SiteTotals(HuntId, Option<hunts::SiteState>);

/// Further fields of a site connection.
#[Object]
impl SiteTotals {
    /// Sites over all pages; counted only when asked for.
    #[graphql(complexity = 5)]
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i64> {
        Ok(i64::try_from(ops::sites_count(ctx.op()?, &ctx.scope()?, self.0, self.1).await?).unwrap_or(i64::MAX))
    }
}

/// One run that looks for leads.
#[Object]
impl Hunt {
    /// Id.
    pub async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// Name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Where its sites come from.
    async fn kind(&self) -> HuntKind {
        self.0.kind.into()
    }

    /// State; it follows from the sites and cannot hang.
    async fn state(&self) -> HuntState {
        self.0.state.into()
    }

    /// Why it ended; none while it has not.
    async fn stop_reason(&self) -> Option<HuntStopReason> {
        self.0.stop_reason.map(HuntStopReason::from)
    }

    /// A sentence on that.
    async fn stop_detail(&self) -> Option<&str> {
        self.0.stop_detail.as_deref()
    }

    /// How far it is.
    async fn progress(&self) -> HuntProgress {
        self.0.progress.into()
    }

    /// Limits.
    async fn limits(&self) -> HuntLimits {
        let limits = self.0.limits;
        HuntLimits {
            max_sites: limits.max_sites,
            max_pages_per_site: limits.max_pages_per_site,
            max_depth: limits.max_depth,
            max_duration_seconds: limits.max_duration_seconds,
            max_leads: limits.max_leads,
        }
    }

    /// How pages are fetched.
    async fn fetch_mode(&self) -> FetchMode {
        self.0.fetch_mode.into()
    }

    /// Where its sites come from, in full.
    async fn source(&self, ctx: &Context<'_>) -> Result<HuntSource> {
        let source = ctx.loaders()?.hunt_sources.load_one(self.0.id).await.map_err(Error::from)?;
        source.map(HuntSource::from).ok_or_else(|| Error::bug("a hunt has no source"))
    }

    /// Who started it; none for an API key.
    async fn created_by(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        user(ctx, self.0.created_by).await
    }

    /// Asked for.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// First site begun.
    async fn started_at(&self) -> Option<DateTime> {
        self.0.started_at.map(DateTime::from)
    }

    /// Ended.
    async fn finished_at(&self) -> Option<DateTime> {
        self.0.finished_at.map(DateTime::from)
    }

    /// Its sites in the order given, all or those in one state.
    #[graphql(complexity = "5 + usize::try_from(first.or(last).unwrap_or(20).clamp(0, 100)).unwrap_or(0) * child_complexity")]
    async fn sites(
        &self,
        ctx: &Context<'_>,
        state: Option<SiteState>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Opaque, HuntSite, SiteTotals>> {
        let state = state.map(hunts::SiteState::from);
        let page = PageRequest::parse(first, last, after.as_deref(), before.as_deref(), "position")?;
        let page = ops::sites(ctx.op()?, &ctx.scope()?, self.0.id, state, &page).await?;
        Ok(connection(page, SiteTotals(self.0.id, state), HuntSite::from))
    }

    /// Its events after `after` (0 for all), oldest first, at most 1000.
    #[graphql(complexity = "5 + usize::try_from(first.clamp(0, 1000)).unwrap_or(0) * child_complexity / 10")]
    async fn events(&self, ctx: &Context<'_>, after: Option<i64>, first: i32) -> Result<Vec<HuntEvent>> {
        let limit = u64::try_from(first)
            .ok()
            .filter(|n| (1..=1000).contains(n))
            .ok_or_else(|| Error::BadInput("first takes 1 to 1000".to_owned()))?;
        let events = ops::events(ctx.op()?, &ctx.scope()?, self.0.id, after.unwrap_or(0), limit).await?;
        Ok(events.into_iter().map(|event| HuntEvent::of(self.0.id, event)).collect())
    }

    /// The leads it found or saw again.
    #[graphql(complexity = "5 + usize::try_from(first.or(last).unwrap_or(20).clamp(0, 100)).unwrap_or(0) * child_complexity")]
    #[allow(clippy::too_many_arguments)]
    async fn leads(
        &self,
        ctx: &Context<'_>,
        filter: Option<LeadFilter>,
        order_by: Option<LeadOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<LeadConnection> {
        let filter = crate::leads::LeadFilter { hunt: Some(self.0.id.into()), ..filter.unwrap_or_default().read()? };
        lead_connection(ctx, filter, order_by, first, after, last, before).await
    }
}

/// One host to read within a hunt.
#[derive(Debug, Clone)]
pub struct HuntSite(hunts::Site);

impl From<hunts::Site> for HuntSite {
    fn from(site: hunts::Site) -> Self {
        Self(site)
    }
}

/// One host to read within a hunt.
#[Object]
impl HuntSite {
    /// Id.
    pub async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// The address, as it was understood.
    async fn url(&self) -> WebUrl {
        WebUrl(crawl::Seed::parse(&self.0.url).map_or_else(|_| self.0.url.clone(), |seed| seed.url.to_string()))
    }

    /// Host.
    async fn host(&self) -> &str {
        &self.0.host
    }

    /// State.
    async fn state(&self) -> SiteState {
        self.0.state.into()
    }

    /// Why it gave nothing.
    async fn reason(&self) -> Option<SiteReason> {
        self.0.reason.map(SiteReason::from)
    }

    /// A sentence on that.
    async fn detail(&self) -> Option<&str> {
        self.0.detail.as_deref()
    }

    /// Pages fetched.
    async fn pages_fetched(&self) -> i64 {
        self.0.pages_fetched
    }

    /// The lead it gave.
    #[graphql(complexity = "1 + child_complexity")]
    async fn lead(&self, ctx: &Context<'_>) -> Result<Option<Lead>> {
        let Some(lead) = self.0.lead else { return Ok(None) };
        Ok(ctx.loaders()?.leads.load_one(lead).await.map_err(Error::from)?.map(Lead::from))
    }

    /// Times tried.
    async fn attempts(&self) -> i32 {
        self.0.attempts
    }

    /// When it is tried again.
    async fn next_attempt_at(&self) -> Option<DateTime> {
        self.0.next_attempt_at.map(DateTime::from)
    }
}

/// Which hunts.
#[derive(InputObject, Debug, Default)]
pub struct HuntFilter {
    /// Any of these.
    states: Option<Vec<HuntState>>,
    /// Any of these.
    kinds: Option<Vec<HuntKind>>,
    /// Exclusive.
    created_after: Option<DateTime>,
    /// Exclusive.
    created_before: Option<DateTime>,
}

impl From<HuntFilter> for hunts::HuntFilter {
    fn from(filter: HuntFilter) -> Self {
        Self {
            states: filter.states.map(|all| all.into_iter().map(Into::into).collect()),
            kinds: filter.kinds.map(|all| all.into_iter().map(Into::into).collect()),
            created_after: filter.created_after.map(|at| at.0),
            created_before: filter.created_before.map(|at| at.0),
        }
    }
}

/// Further fields of a hunt connection.
#[derive(Debug, Clone)]
pub struct HuntTotals(hunts::HuntFilter);

/// Further fields of a hunt connection.
#[Object]
impl HuntTotals {
    /// Hunts over all pages; counted only when asked for.
    #[graphql(complexity = 5)]
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i64> {
        Ok(i64::try_from(ops::count(ctx.op()?, &ctx.scope()?, &self.0).await?).unwrap_or(i64::MAX))
    }
}

/// Queries on hunts.
#[derive(Debug, Default)]
pub struct HuntsQuery;

#[Object(guard = "SignedIn")]
impl HuntsQuery {
    /// One hunt. NOT_FOUND when the workspace has no such hunt.
    async fn hunt(&self, ctx: &Context<'_>, #[graphql(name = "id")] hunt: ID) -> Result<Option<Hunt>> {
        Ok(Some(ops::get(ctx.op()?, &ctx.scope()?, id(&hunt)?).await?.into()))
    }

    /// The hunts of the workspace, newest first.
    #[graphql(complexity = "5 + usize::try_from(first.or(last).unwrap_or(20).clamp(0, 100)).unwrap_or(0) * child_complexity")]
    async fn hunts(
        &self,
        ctx: &Context<'_>,
        filter: Option<HuntFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Opaque, Hunt, HuntTotals>> {
        let filter = hunts::HuntFilter::from(filter.unwrap_or_default());
        let page = PageRequest::parse(first, last, after.as_deref(), before.as_deref(), "hunt")?;
        let page = ops::list(ctx.op()?, &ctx.scope()?, &filter, &page).await?;
        Ok(connection(page, HuntTotals(filter), Hunt::from))
    }
}
