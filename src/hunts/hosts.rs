//! Hosts as the installation knows them, whoever's hunt asked: what each was asked and when, and the domains that are never read again
//! because they asked not to be. For admins of the installation and for its own schedules.
//!
//! Counts of the last few seconds live in memory (`platform::egress::Ledger`) and are lost with the process; the pages themselves
//! are not, see `scribe`.

use std::time::Duration;

use super::store;
use crate::{
    accounts::{self, Scope},
    platform::{
        clock::Timestamp,
        egress::Egress,
        error::{Error, RejectionCode, Result},
        op::Op,
    },
};

/// Hosts whose counts are written in one transaction.
const AT_A_TIME: usize = 1_000;
/// Days that a report shows.
const REPORTED_DAYS: u64 = 100;
/// Hosts whose bytes are recalled at a start: those that gave the most.
const MOST_RECALLED: u64 = 100_000;
/// What a host's bytes are counted over.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Longest reason, characters.
const MAX_REASON: usize = 500;

/// What a host was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostReport {
    /// The host, in its ASCII form.
    pub host: String,
    /// Why it is not read any more.
    pub suppression: Option<Suppression>,
    /// Newest first.
    pub days: Vec<HostDay>,
}

/// One day (UTC) of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostDay {
    /// Its beginning.
    pub day: Timestamp,
    /// Pages asked for.
    pub pages: i64,
    /// Times robots.txt was asked for.
    pub robots: i64,
    /// Sitemaps, and looks whether something stands at an address.
    pub looks: i64,
    /// Requests of browsers that showed its pages.
    pub browser: i64,
    /// Requests to it as a service that this installation uses.
    pub services: i64,
    /// Requests without an answer.
    pub unanswered: i64,
    /// Bytes of bodies received.
    pub bytes: i64,
    /// The robots.txt that the last page was asked for under: the beginning of its hash, "absent" or "unreachable".
    pub robots_version: Option<String>,
    /// First request of the day.
    pub first_at: Timestamp,
    /// Last one.
    pub last_at: Timestamp,
}

/// A domain that is never read again, with everything below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The domain.
    pub domain: String,
    /// Why.
    pub reason: Option<String>,
    /// Since.
    pub created_at: Timestamp,
}

async fn must_run_the_installation(op: &Op, scope: &Scope) -> Result<()> {
    if accounts::ops::is_installation_admin(op, scope).await? {
        Ok(())
    } else {
        Err(Error::Forbidden("only an admin of the installation sees and steers what hosts are asked"))
    }
}

/// A host as people write it (a name, or an address of a page on it) in its ASCII form.
fn host_of(text: &str, field: &str) -> Result<String> {
    let seed = crate::crawl::Seed::parse(text)
        .map_err(|error| Error::rejected(RejectionCode::Invalid, field, format!("this {error}")))?;
    seed.url.host_str().map(str::to_owned).ok_or_else(|| Error::rejected(RejectionCode::Invalid, field, "this is no host name"))
}

/// What a host was asked, day by day.
///
/// # Errors
/// `Forbidden` for all but admins of the installation; `BadInput` for what is no host.
pub async fn report(op: &Op, scope: &Scope, host: &str) -> Result<HostReport> {
    must_run_the_installation(op, scope).await?;
    let host = host_of(host, "host").map_err(|_| Error::BadInput("host takes a host name".to_owned()))?;
    let db = op.db.read();
    Ok(HostReport {
        suppression: store::suppression_among(db, &with_parents(&host)).await?,
        days: store::days(db, &host, REPORTED_DAYS).await?,
        host,
    })
}

/// A host and the domains above it.
fn with_parents(host: &str) -> Vec<&str> {
    std::iter::successors(Some(host), |name| name.split_once('.').map(|(_, parent)| parent)).collect()
}

/// All suppressed domains.
///
/// # Errors
/// `Forbidden` for all but admins of the installation.
pub async fn suppressions(op: &Op, scope: &Scope) -> Result<Vec<Suppression>> {
    must_run_the_installation(op, scope).await?;
    store::suppressions(op.db.read()).await
}

/// Never reads a domain again, nor what is below it. What was read of it stays.
///
/// # Errors
/// `Forbidden` for all but admins of the installation; rejections of `domain` and `reason`.
pub async fn suppress(op: &Op, scope: &Scope, egress: &Egress, domain: &str, reason: Option<&str>) -> Result<Suppression> {
    must_run_the_installation(op, scope).await?;
    let domain = host_of(domain, "domain")?;
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    if reason.is_some_and(|reason| reason.chars().count() > MAX_REASON) {
        return Err(Error::rejected(RejectionCode::TooLong, "reason", format!("a reason has at most {MAX_REASON} characters")));
    }
    let tx = op.db.write_tx().await?;
    let by = scope.actor().user().map(|user| user.0);
    let written = store::suppress(&tx, op.now(), &domain, reason.map(str::to_owned), by).await?;
    tx.commit().await?;
    heed(op, egress).await?;
    Ok(written)
}

/// Lets a domain be read again.
///
/// # Errors
/// `Forbidden` for all but admins of the installation; a rejection when it is not suppressed.
pub async fn allow(op: &Op, scope: &Scope, egress: &Egress, domain: &str) -> Result<String> {
    must_run_the_installation(op, scope).await?;
    let domain = host_of(domain, "domain")?;
    if !store::allow(op.db.write(), &domain).await? {
        return Err(Error::rejected(RejectionCode::NotFound, "domain", "this domain is not suppressed"));
    }
    heed(op, egress).await?;
    Ok(domain)
}

/// Has the door refuse what is suppressed now. For the start, and for a schedule: another process may have changed the list.
///
/// # Errors
/// What the database says.
pub async fn heed(op: &Op, egress: &Egress) -> Result<()> {
    let domains = store::suppressions(op.db.read()).await?;
    egress.shun(domains.into_iter().map(|suppression| suppression.domain));
    Ok(())
}

/// Reminds the door of the bytes that hosts gave within their present day, so that a restart gives nobody a second allowance.
///
/// # Errors
/// What the database says.
pub async fn recall(op: &Op, egress: &Egress) -> Result<()> {
    let now = op.now();
    for (host, bytes, first_at) in store::bytes_since(op.db.read(), now.minus(DAY), MOST_RECALLED).await? {
        egress.pace().recall(&host, u64::try_from(bytes).unwrap_or(0), now.since(Timestamp(first_at)));
    }
    Ok(())
}

/// Writes down what hosts were asked since the last time. For a schedule.
///
/// # Errors
/// What the database says; the counts are kept for the next time.
pub async fn write_ledger(op: &Op, egress: &Egress) -> Result<()> {
    loop {
        let uses = egress.ledger().take(AT_A_TIME);
        if uses.is_empty() {
            return Ok(());
        }
        let written = async {
            let tx = op.db.write_tx().await?;
            store::add_uses(&tx, op.now(), &uses).await?;
            tx.commit().await?;
            Ok(())
        };
        let written: Result<()> = written.await;
        if let Err(error) = written {
            egress.ledger().give_back(uses);
            return Err(error);
        }
    }
}

/// Forgets the days of hosts that are older than `days`. For a schedule.
///
/// # Errors
/// What the database says.
pub async fn purge(op: &Op, days: u32) -> Result<u64> {
    let oldest = op.now().minus(Duration::from_secs(u64::from(days) * 24 * 60 * 60));
    store::forget_days(op.db.write(), store::day_of(oldest)).await
}
