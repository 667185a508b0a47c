//! Audit runs as the schema shows them: leads examined again on request.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject, connection::Connection};

use super::{Audit, AuditState};
use crate::{
    audits::runs::{self, RunState, ops},
    graphql::{
        accounts::User,
        context::Ask,
        error::{UserError, settle},
        guard::SignedIn,
        leads::{LeadFilter, user},
        page::{Opaque, connection},
        scalars::{DateTime, id, input_id, input_ids},
    },
    platform::{
        error::{Error, RejectionCode, Result},
        page::PageRequest,
    },
};

impl From<RunState> for AuditState {
    fn from(state: RunState) -> Self {
        match state {
            RunState::Queued => Self::Queued,
            RunState::Running => Self::Running,
            RunState::Completed => Self::Completed,
            RunState::Failed => Self::Failed,
            RunState::Cancelled => Self::Cancelled,
        }
    }
}

/// How far an audit run is.
#[derive(SimpleObject, Debug, Clone)]
pub struct AuditRunProgress {
    /// 0 to 100.
    pub percent: f64,
    /// Leads chosen when the run was asked for.
    pub total: i64,
    /// Leads with a new audit.
    pub done: i64,
    /// Leads of which nothing is stored to look at, or that were deleted meanwhile.
    pub skipped: i64,
    /// Leads that a fault of Glouton's kept from their audit.
    pub failed: i64,
    /// Of those done, HOT now.
    pub hot: i64,
    /// Of those done, WARM now.
    pub warm: i64,
    /// Of those done, COLD now.
    pub cold: i64,
    /// By the rate so far; none before the first lead and after the end.
    pub eta_seconds: Option<i64>,
}

/// Leads examined again under the rules and the scoring profile of today, from what was stored when their sites were last read:
/// no request leaves. To read the sites again, start a hunt of them.
#[derive(Debug, Clone)]
pub struct AuditRun(runs::AuditRun);

impl From<runs::AuditRun> for AuditRun {
    fn from(run: runs::AuditRun) -> Self {
        Self(run)
    }
}

/// Leads examined again under the rules and the scoring profile of today, from what was stored when their sites were last read:
/// no request leaves. To read the sites again, start a hunt of them.
#[Object]
impl AuditRun {
    /// Id.
    pub async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// State.
    async fn state(&self) -> AuditState {
        self.0.state.into()
    }

    /// How far it is.
    async fn progress(&self, ctx: &Context<'_>) -> Result<AuditRunProgress> {
        let progress = self.0.progress;
        Ok(AuditRunProgress {
            percent: progress.percent(),
            total: progress.total,
            done: progress.done,
            skipped: progress.skipped,
            failed: progress.failed,
            hot: progress.hot,
            warm: progress.warm,
            cold: progress.cold,
            eta_seconds: self.0.eta_seconds(ctx.op()?.now()),
        })
    }

    /// The rules it examines by.
    async fn ruleset_version(&self) -> &str {
        &self.0.ruleset
    }

    /// The audits made so far, in the order of the run's leads.
    #[graphql(complexity = "2 + usize::try_from(first.clamp(0, 100)).unwrap_or(0) * child_complexity")]
    async fn audits(&self, ctx: &Context<'_>, first: i32, after: Option<String>) -> Result<Connection<Opaque, Audit>> {
        let page = PageRequest::parse(Some(first), None, after.as_deref(), None, "audit-run-audit")?;
        let audits = ops::audits(ctx.op()?, &ctx.scope()?, self.0.id, &page).await?;
        Ok(connection(audits, Default::default(), Audit::from))
    }

    /// Who asked for it.
    async fn created_by(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        user(ctx, self.0.created_by).await
    }

    /// Asked for.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// Begun.
    async fn started_at(&self) -> Option<DateTime> {
        self.0.started_at.map(DateTime::from)
    }

    /// Ended.
    async fn finished_at(&self) -> Option<DateTime> {
        self.0.finished_at.map(DateTime::from)
    }

    /// Why it failed.
    async fn error(&self) -> Option<&str> {
        self.0.error.as_deref()
    }
}

/// Queries on audit runs.
#[derive(Debug, Default)]
pub struct AuditRunsQuery;

#[Object(guard = "SignedIn")]
impl AuditRunsQuery {
    /// One audit run. NOT_FOUND when the workspace has no such run.
    async fn audit_run(&self, ctx: &Context<'_>, #[graphql(name = "id")] run: ID) -> Result<Option<AuditRun>> {
        Ok(Some(ops::get(ctx.op()?, &ctx.scope()?, id(&run)?).await?.into()))
    }

    /// The audit runs of the workspace, the newest first.
    #[graphql(complexity = "2 + usize::try_from(first.clamp(0, 100)).unwrap_or(0) * child_complexity")]
    async fn audit_runs(&self, ctx: &Context<'_>, first: i32, after: Option<String>) -> Result<Connection<Opaque, AuditRun>> {
        let page = PageRequest::parse(Some(first), None, after.as_deref(), None, "audit-run")?;
        Ok(connection(ops::list(ctx.op()?, &ctx.scope()?, &page).await?, Default::default(), AuditRun::from))
    }
}

/// Leads to examine again: give exactly one of leadIds and filter.
#[derive(InputObject, Debug)]
pub struct AuditLeadsInput {
    /// When given, the same key and leads give the same run for 24 hours; with others CONFLICT.
    idempotency_key: Option<String>,
    /// At most 1000.
    lead_ids: Option<Vec<ID>>,
    /// The leads it means now, at most 100 000.
    filter: Option<LeadFilter>,
}

impl AuditLeadsInput {
    fn selection(&mut self) -> Result<ops::Selection> {
        match (self.lead_ids.take(), self.filter.take()) {
            (Some(ids), None) => Ok(ops::Selection::Leads(input_ids(&ids, "leadIds")?)),
            (None, Some(filter)) => Ok(ops::Selection::Filter(Box::new(filter.read()?))),
            (None, None) => Err(Error::rejected(RejectionCode::Required, "leadIds", "say which leads, by leadIds or by filter")),
            (Some(_), Some(_)) => Err(Error::rejected(RejectionCode::Invalid, "filter", "give only one of leadIds and filter")),
        }
    }
}

/// A run to cancel.
#[derive(InputObject, Debug)]
pub struct CancelAuditRunInput {
    /// Which.
    audit_run_id: ID,
}

/// An audit run, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct AuditRunPayload {
    /// The run as it is now.
    audit_run: Option<AuditRun>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

impl AuditRunPayload {
    fn of(outcome: Result<runs::AuditRun>) -> Result<Self> {
        let (run, user_errors) = settle(outcome)?;
        Ok(Self { audit_run: run.map(AuditRun::from), user_errors })
    }
}

/// Mutations of audit runs.
#[derive(Debug, Default)]
pub struct AuditRunsMutation;

#[Object(guard = "SignedIn")]
impl AuditRunsMutation {
    /// Examines leads again from what was stored when their sites were last read, without network. Each gets a new audit; the
    /// same pages, rules and profile give the same audit, byte by byte.
    async fn audit_leads(&self, ctx: &Context<'_>, mut input: AuditLeadsInput) -> Result<AuditRunPayload> {
        let (services, scope) = (ctx.services()?, ctx.scope()?);
        let outcome = match input.selection() {
            Ok(leads) => ops::start(&services.op, &scope, services.task_attempts, input.idempotency_key.as_deref(), leads).await,
            Err(error) => Err(error),
        };
        AuditRunPayload::of(outcome)
    }

    /// Ends an audit run now; audits made so far stay.
    async fn cancel_audit_run(&self, ctx: &Context<'_>, input: CancelAuditRunInput) -> Result<AuditRunPayload> {
        let (op, scope) = (ctx.op()?, ctx.scope()?);
        AuditRunPayload::of(match input_id(&input.audit_run_id, "auditRunId") {
            Ok(id) => ops::cancel(op, &scope, id).await,
            Err(error) => Err(error),
        })
    }
}
