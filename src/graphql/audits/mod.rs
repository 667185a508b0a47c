//! Audits and scoring profiles, as the schema shows them. Runs over many leads stand in [`runs`], comparisons in [`compare`].

pub mod compare;
pub mod runs;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject, connection::Connection};

pub use runs::{AuditRun, AuditRunsMutation, AuditRunsQuery};

use compare::{AuditDiff, ScoringPreview, ScoringPreviewPayload};

use super::{
    context::Ask,
    error::{UserError, settle},
    guard::SignedIn,
    hunts::FetchMode,
    leads::{Evidence, Lead, Temperature},
    page::{Opaque, connection},
    scalars::{DateTime, WebUrl, id},
};
use crate::{
    audits::{self, Locale, ops},
    crawl::model::FetchedWith,
    leads::LeadId,
    platform::{
        clock::Timestamp,
        error::{Error, Result},
        page::PageRequest,
    },
};

/// State of an audit.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditState {
    /// Waits.
    Queued,
    /// Is made.
    Running,
    /// Done.
    Completed,
    /// Could not be made.
    Failed,
    /// Ended by a member.
    Cancelled,
}

/// What a check is about.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "audits::CheckCategory")]
pub enum CheckCategory {
    /// Can it be reached.
    Reachability,
    /// Is it safe to visit.
    Security,
    /// Is it found.
    Seo,
    /// Does it work on a phone.
    Mobile,
    /// Is it fast.
    Performance,
    /// Can everybody use it.
    Accessibility,
    /// Does it say what it should.
    Content,
    /// Does it respect its visitors.
    Privacy,
    /// Is the domain well set up.
    Domain,
}

/// Outcome of a check.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "audits::CheckStatus")]
pub enum CheckStatus {
    /// Good.
    Pass,
    /// Could be better.
    Warn,
    /// Bad.
    Fail,
    /// Could not be told.
    Unknown,
}

impl From<audits::PageEvidence> for Evidence {
    fn from(evidence: audits::PageEvidence) -> Self {
        Self {
            url: WebUrl(evidence.url.to_string()),
            snippet: evidence.snippet,
            selector: evidence.selector,
            fetched_at: Timestamp(evidence.fetched_at_ms).into(),
            content_hash: evidence.content_hash,
        }
    }
}

/// Points for one reason. The score is the sum of all points, held within 0 to 100.
#[derive(SimpleObject, Debug, Clone)]
pub struct ScoreFactor {
    /// Stable id of the rule.
    pub rule: String,
    /// Points given.
    pub points: i32,
    /// Most points (or most negative) the rule can give under the profile.
    pub max_points: i32,
    /// Why.
    pub explanation: String,
    /// At most three places.
    pub evidence: Vec<Evidence>,
}

/// One thing looked at and what was found.
#[derive(SimpleObject, Debug, Clone)]
pub struct Check {
    /// Stable id, such as "seo.title-length".
    pub id: String,
    /// What it is about.
    pub category: CheckCategory,
    /// Outcome.
    pub status: CheckStatus,
    /// What it is called.
    pub title: String,
    /// What was found here.
    pub detail: String,
    /// The measured value, as data.
    pub value: Option<async_graphql::Json<serde_json::Value>>,
    /// At most three places.
    pub evidence: Vec<Evidence>,
}

/// A page an audit looked at.
#[derive(SimpleObject, Debug, Clone)]
pub struct PageVisit {
    /// The page.
    pub url: WebUrl,
    /// What it is for: "home", "contact" …
    pub kind: String,
    /// HTTP status.
    pub status: Option<i32>,
    /// What read it.
    pub fetched_with: FetchMode,
    /// Bytes, decompressed.
    pub bytes: i32,
    /// From the request to the last byte.
    pub elapsed_ms: i32,
}

/// The examination of a lead's site under a version of the rules.
#[derive(Debug, Clone)]
pub struct Audit(audits::Audit);

impl From<audits::Audit> for Audit {
    fn from(audit: audits::Audit) -> Self {
        Self(audit)
    }
}

/// The examination of a lead's site under a version of the rules.
#[Object]
impl Audit {
    /// Id.
    pub async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// The lead.
    #[graphql(complexity = "1 + child_complexity")]
    async fn lead(&self, ctx: &Context<'_>) -> Result<Lead> {
        let lead = ctx.loaders()?.leads.load_one(self.0.lead).await.map_err(Error::from)?;
        lead.map(Lead::from).ok_or(Error::NotFound("there is no such lead"))
    }

    /// State.
    async fn state(&self) -> AuditState {
        AuditState::Completed
    }

    /// The rules it was made by.
    async fn ruleset_version(&self) -> &str {
        &self.0.examination.ruleset.0
    }

    /// 0 to 100: the sum of the factors' points, held within these bounds.
    async fn score(&self) -> i32 {
        i32::from(self.0.examination.score)
    }

    /// By the thresholds of the scoring profile.
    async fn temperature(&self) -> Temperature {
        crate::leads::Temperature::from(self.0.examination.temperature).into()
    }

    /// What the score is made of.
    #[graphql(complexity = "2 + 10 * child_complexity")]
    async fn factors(&self) -> Vec<ScoreFactor> {
        let of = |factor: &audits::ScoreFactor| ScoreFactor {
            rule: factor.rule.clone(),
            points: factor.points,
            max_points: factor.max_points,
            explanation: factor.explanation.get(Locale::En).to_owned(),
            evidence: factor.evidence.iter().cloned().map(Evidence::from).collect(),
        };
        self.0.examination.factors.iter().map(of).collect()
    }

    /// What was looked at, all or those of one outcome.
    #[graphql(complexity = "2 + 20 * child_complexity")]
    async fn checks(&self, status: Option<CheckStatus>) -> Vec<Check> {
        let status = status.map(audits::CheckStatus::from);
        let of = |check: &audits::Check| Check {
            id: check.id.clone(),
            category: check.category.into(),
            status: check.status.into(),
            title: audits::texts::of(&check.id).map_or(check.id.as_str(), |text| text.title(Locale::En)).to_owned(),
            detail: check.detail.get(Locale::En).to_owned(),
            value: (!check.value.is_null()).then(|| async_graphql::Json(check.value.clone())),
            evidence: check.evidence.iter().cloned().map(Evidence::from).collect(),
        };
        self.0.examination.checks.iter().filter(|check| status.is_none_or(|s| check.status == s)).map(of).collect()
    }

    /// 0 to 100: the weighted share of the known checks that pass.
    async fn site_quality(&self) -> i32 {
        i32::from(self.0.examination.site_quality)
    }

    /// The pages it looked at.
    #[graphql(complexity = "2 + 5 * child_complexity")]
    async fn pages_visited(&self) -> Vec<PageVisit> {
        let of = |page: &audits::PageVisit| PageVisit {
            url: WebUrl(page.url.to_string()),
            kind: serde_json::to_value(page.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default(),
            status: page.status.map(i32::from),
            fetched_with: match page.fetched_with {
                FetchedWith::Http => FetchMode::Http,
                FetchedWith::Browser => FetchMode::Browser,
            },
            bytes: i32::try_from(page.bytes).unwrap_or(i32::MAX),
            elapsed_ms: i32::try_from(page.elapsed_ms).unwrap_or(i32::MAX),
        };
        self.0.pages.iter().map(of).collect()
    }

    /// Begun.
    async fn started_at(&self) -> DateTime {
        self.0.started_at.into()
    }

    /// Ended.
    async fn finished_at(&self) -> Option<DateTime> {
        self.0.finished_at.map(DateTime::from)
    }

    /// Why it failed.
    async fn error(&self) -> Option<String> {
        None
    }
}

pub(super) async fn audit_connection(
    ctx: &Context<'_>,
    lead: LeadId,
    first: i32,
    after: Option<String>,
) -> Result<Connection<Opaque, Audit>> {
    let page = PageRequest::parse(Some(first), None, after.as_deref(), None, "audit")?;
    Ok(connection(ops::of_lead(ctx.op()?, &ctx.scope()?, lead, &page).await?, Default::default(), Audit::from))
}

/// Points a rule can give.
#[derive(SimpleObject, Debug, Clone)]
pub struct ScoringWeight {
    /// Stable id of the rule.
    pub rule: String,
    /// What it rewards or holds against a lead.
    pub description: String,
    /// Most points; 0 switches it off.
    pub points: i32,
}

/// The workspace's idea of a hot lead.
#[derive(SimpleObject, Debug, Clone)]
pub struct ScoringProfile {
    /// Counts the changes.
    pub version: i32,
    /// Score from which a lead is HOT.
    pub hot_at_least: i32,
    /// Score from which a lead is WARM.
    pub warm_at_least: i32,
    /// Points per rule.
    pub weights: Vec<ScoringWeight>,
}

impl From<audits::ScoringProfile> for ScoringProfile {
    fn from(profile: audits::ScoringProfile) -> Self {
        Self {
            version: i32::try_from(profile.version).unwrap_or(i32::MAX),
            hot_at_least: i32::from(profile.hot_at_least),
            warm_at_least: i32::from(profile.warm_at_least),
            weights: audits::weighted_rules(&profile)
                .into_iter()
                .map(|weight| ScoringWeight {
                    rule: weight.rule.to_owned(),
                    description: weight.description.get(Locale::En).to_owned(),
                    points: weight.points,
                })
                .collect(),
        }
    }
}

/// Queries on audits.
#[derive(Debug, Default)]
pub struct AuditsQuery;

#[Object(guard = "SignedIn")]
impl AuditsQuery {
    /// One audit. NOT_FOUND when the workspace has no such audit.
    async fn audit(&self, ctx: &Context<'_>, #[graphql(name = "id")] audit: ID) -> Result<Option<Audit>> {
        Ok(Some(ops::get(ctx.op()?, &ctx.scope()?, id(&audit)?).await?.into()))
    }

    /// What differs between two audits of a lead, and whether the site, the rules, the profile or only the calendar did it.
    /// BAD_USER_INPUT when they are of different leads.
    #[graphql(complexity = "2 + child_complexity")]
    async fn diff_audits(&self, ctx: &Context<'_>, before: ID, after: ID) -> Result<AuditDiff> {
        Ok(ops::compare(ctx.op()?, &ctx.scope()?, id(&before)?, id(&after)?).await?.into())
    }

    /// "How many of my leads would be HOT?": what a change of the scoring profile would do, from the stored audits. Writes nothing.
    #[graphql(complexity = "50 + child_complexity")]
    async fn preview_scoring_profile(
        &self,
        ctx: &Context<'_>,
        input: UpdateScoringProfileInput,
    ) -> Result<ScoringPreviewPayload> {
        let (preview, user_errors) = settle(ops::preview_profile(ctx.op()?, &ctx.scope()?, input.into()).await)?;
        Ok(ScoringPreviewPayload { preview: preview.map(ScoringPreview::from), user_errors })
    }

    /// The workspace's scoring profile.
    async fn scoring_profile(&self, ctx: &Context<'_>) -> Result<ScoringProfile> {
        Ok(ops::profile(ctx.op()?, &ctx.scope()?).await?.into())
    }
}

/// Points for a rule.
#[derive(InputObject, Debug)]
pub struct ScoringWeightInput {
    /// Id of the rule.
    rule: String,
    /// Most points; 0 switches it off.
    points: i32,
}

/// A change of the scoring profile; absent fields stay as they are.
#[derive(InputObject, Debug)]
pub struct UpdateScoringProfileInput {
    /// Score from which a lead is HOT, 1 to 100.
    hot_at_least: Option<i32>,
    /// Score from which a lead is WARM, 1 to 100.
    warm_at_least: Option<i32>,
    /// Points of the rules named; the others stay.
    #[graphql(validator(max_items = 200))]
    weights: Option<Vec<ScoringWeightInput>>,
}

impl From<UpdateScoringProfileInput> for ops::ProfileChange {
    fn from(input: UpdateScoringProfileInput) -> Self {
        Self {
            hot_at_least: input.hot_at_least,
            warm_at_least: input.warm_at_least,
            weights: input.weights.unwrap_or_default().into_iter().map(|w| (w.rule, w.points)).collect(),
        }
    }
}

/// The profile, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct ScoringProfilePayload {
    /// The profile as it is now.
    scoring_profile: Option<ScoringProfile>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// Mutations of audits.
#[derive(Debug, Default)]
pub struct AuditsMutation;

#[Object(guard = "SignedIn")]
impl AuditsMutation {
    /// Changes the workspace's scoring profile (ADMIN) and scores its leads again from what is stored, without network.
    async fn update_scoring_profile(&self, ctx: &Context<'_>, input: UpdateScoringProfileInput) -> Result<ScoringProfilePayload> {
        let services = ctx.services()?;
        let (profile, user_errors) =
            settle(ops::update_profile(&services.op, &ctx.scope()?, services.task_attempts, input.into()).await)?;
        Ok(ScoringProfilePayload { scoring_profile: profile.map(ScoringProfile::from), user_errors })
    }
}
