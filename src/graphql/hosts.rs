//! What hosts were asked, and the domains that are never read again, in the schema. For admins of the installation.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use super::{
    context::Ask,
    error::{UserError, settle},
    guard::SignedIn,
    scalars::DateTime,
};
use crate::{hunts::hosts, platform::error::Result};

/// What a host was asked, by whatever hunt or workspace.
#[derive(SimpleObject, Debug)]
pub struct HostReport {
    /// The host, in its ASCII form.
    host: String,
    /// Set when the host is not read any more.
    suppression: Option<SuppressedDomain>,
    /// The last days on which it was asked anything, newest first; kept for `egress.ledger_days`.
    days: Vec<HostDay>,
}

/// One day (UTC) of a host.
#[derive(SimpleObject, Debug)]
pub struct HostDay {
    /// Its beginning.
    day: DateTime,
    /// Pages asked for.
    pages: i64,
    /// Times robots.txt was asked for.
    robots: i64,
    /// Sitemaps, and looks whether something stands at an address.
    looks: i64,
    /// Requests of browsers that showed its pages.
    browser: i64,
    /// Requests to it as a service that this installation uses.
    services: i64,
    /// Requests without an answer.
    unanswered: i64,
    /// Bytes of bodies received.
    bytes: f64,
    /// The robots.txt that the last page was asked for under: the beginning of its BLAKE3 hash, "absent" or "unreachable".
    robots_version: Option<String>,
    /// First request of the day.
    first_at: DateTime,
    /// Last one.
    last_at: DateTime,
}

impl From<hosts::HostDay> for HostDay {
    #[allow(clippy::cast_precision_loss)] // bytes are a Float in the contract
    fn from(day: hosts::HostDay) -> Self {
        Self {
            day: day.day.into(),
            pages: day.pages,
            robots: day.robots,
            looks: day.looks,
            browser: day.browser,
            services: day.services,
            unanswered: day.unanswered,
            bytes: day.bytes as f64,
            robots_version: day.robots_version,
            first_at: day.first_at.into(),
            last_at: day.last_at.into(),
        }
    }
}

impl From<hosts::HostReport> for HostReport {
    fn from(report: hosts::HostReport) -> Self {
        Self {
            host: report.host,
            suppression: report.suppression.map(SuppressedDomain::from),
            days: report.days.into_iter().map(HostDay::from).collect(),
        }
    }
}

/// A domain that is never read again, with everything below it, because it asked not to be.
#[derive(SimpleObject, Debug)]
pub struct SuppressedDomain {
    /// The domain.
    domain: String,
    /// Why.
    reason: Option<String>,
    /// Since.
    created_at: DateTime,
}

impl From<hosts::Suppression> for SuppressedDomain {
    fn from(suppression: hosts::Suppression) -> Self {
        Self { domain: suppression.domain, reason: suppression.reason, created_at: suppression.created_at.into() }
    }
}

/// A domain that asks not to be read.
#[derive(InputObject, Debug)]
pub struct SuppressDomainInput {
    /// The domain, or the address of a page on it.
    domain: String,
    /// Why, for those who come later; at most 500 characters.
    reason: Option<String>,
}

/// The suppression, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct SuppressDomainPayload {
    /// The suppression; an older one of the same domain as it was.
    suppressed_domain: Option<SuppressedDomain>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// A domain that may be read again.
#[derive(InputObject, Debug)]
pub struct AllowDomainInput {
    /// The domain as it was suppressed.
    domain: String,
}

/// The domain, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct AllowDomainPayload {
    /// The domain that may be read again.
    domain: Option<String>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// Queries on hosts.
#[derive(Debug, Default)]
pub struct HostsQuery;

#[Object(guard = "SignedIn")]
impl HostsQuery {
    /// What a host was asked, day by day: when, how much, under which robots.txt. The last seconds may be missing. For admins of the
    /// installation.
    async fn host_report(&self, ctx: &Context<'_>, host: String) -> Result<HostReport> {
        Ok(hosts::report(ctx.op()?, &ctx.scope()?, &host).await?.into())
    }

    /// The domains that are never read again, by name. For admins of the installation.
    #[graphql(complexity = "10 + child_complexity")]
    async fn suppressed_domains(&self, ctx: &Context<'_>) -> Result<Vec<SuppressedDomain>> {
        let all = hosts::suppressions(ctx.op()?, &ctx.scope()?).await?;
        Ok(all.into_iter().map(SuppressedDomain::from).collect())
    }
}

/// Mutations of hosts.
#[derive(Debug, Default)]
pub struct HostsMutation;

#[Object(guard = "SignedIn")]
impl HostsMutation {
    /// Never reads a domain again, nor what is below it: sites of it end as SKIPPED with the reason SUPPRESSED, in running hunts too.
    /// What was read of it stays. For admins of the installation.
    async fn suppress_domain(&self, ctx: &Context<'_>, input: SuppressDomainInput) -> Result<SuppressDomainPayload> {
        let (services, scope) = (ctx.services()?, ctx.scope()?);
        let outcome = hosts::suppress(&services.op, &scope, &services.egress, &input.domain, input.reason.as_deref()).await;
        let (suppression, user_errors) = settle(outcome)?;
        Ok(SuppressDomainPayload { suppressed_domain: suppression.map(SuppressedDomain::from), user_errors })
    }

    /// Lets a suppressed domain be read again. For admins of the installation.
    async fn allow_domain(&self, ctx: &Context<'_>, input: AllowDomainInput) -> Result<AllowDomainPayload> {
        let (services, scope) = (ctx.services()?, ctx.scope()?);
        let (domain, user_errors) = settle(hosts::allow(&services.op, &scope, &services.egress, &input.domain).await)?;
        Ok(AllowDomainPayload { domain, user_errors })
    }
}
