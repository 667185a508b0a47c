//! The ledger of hosts and the domains never read again. Both are the installation's, not a workspace's: politeness towards a host
//! does not depend on who asks.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, Func, OnConflict},
};

use crate::{
    hunts::{
        entity::{host_day, suppression},
        hosts::{HostDay, Suppression},
    },
    platform::{clock::Timestamp, egress::HostUse, error::Result},
};

/// Milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;
/// Rows of one statement.
const BATCH: usize = 200;

pub(in crate::hunts) fn day_of(at: Timestamp) -> i32 {
    i32::try_from(at.millis().div_euclid(DAY)).unwrap_or(i32::MAX)
}

fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Adds counts to the days they belong to.
pub(in crate::hunts) async fn add_uses(tx: &impl ConnectionTrait, now: Timestamp, uses: &[HostUse]) -> Result<()> {
    use host_day::Column as C;
    let sums = [C::Pages, C::Robots, C::Looks, C::Browser, C::Services, C::Unanswered, C::Bytes];
    let stored = |column: C| Expr::col((host_day::Entity, column));
    let fresh = |column: C| Expr::col((Alias::new("excluded"), column));
    let mut again = OnConflict::columns([C::Host, C::Day]);
    again.values(sums.map(|column| (column, stored(column).add(fresh(column)))));
    again.value(C::RobotsVersion, Func::coalesce([fresh(C::RobotsVersion), stored(C::RobotsVersion)]));
    again.update_column(C::LastAt);
    for some in uses.chunks(BATCH) {
        let rows = some.iter().map(|used| {
            let (first, last) = (now.minus(used.first_ago), now.minus(used.last_ago));
            host_day::ActiveModel {
                host: Set(used.host.clone()),
                day: Set(day_of(last)),
                pages: Set(number(used.requests.pages)),
                robots: Set(number(used.requests.robots)),
                looks: Set(number(used.requests.looks)),
                browser: Set(number(used.requests.browser)),
                services: Set(number(used.requests.services)),
                unanswered: Set(number(used.unanswered)),
                bytes: Set(number(used.bytes)),
                robots_version: Set(used.robots_version.as_deref().map(str::to_owned)),
                first_at: Set(first.millis()),
                last_at: Set(last.millis()),
            }
        });
        host_day::Entity::insert_many(rows).on_conflict(again.clone()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The days of a host, newest first, at most `most`.
pub(in crate::hunts) async fn days(db: &impl ConnectionTrait, host: &str, most: u64) -> Result<Vec<HostDay>> {
    let rows = host_day::Entity::find()
        .filter(host_day::Column::Host.eq(host))
        .order_by_desc(host_day::Column::Day)
        .limit(most)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| HostDay {
            day: Timestamp(i64::from(row.day) * DAY),
            pages: row.pages,
            robots: row.robots,
            looks: row.looks,
            browser: row.browser,
            services: row.services,
            unanswered: row.unanswered,
            bytes: row.bytes,
            robots_version: row.robots_version,
            first_at: Timestamp(row.first_at),
            last_at: Timestamp(row.last_at),
        })
        .collect())
}

/// Bytes of the days that began after `since` and first moment of each, by host, the most bytes first; at most `most` rows.
pub(in crate::hunts) async fn bytes_since(
    db: &impl ConnectionTrait,
    since: Timestamp,
    most: u64,
) -> Result<Vec<(String, i64, i64)>> {
    use host_day::Column as C;
    let rows = host_day::Entity::find()
        .select_only()
        .columns([C::Host, C::Bytes, C::FirstAt])
        .filter(C::Day.gte(day_of(since)))
        .filter(C::FirstAt.gte(since.millis()))
        .filter(C::Bytes.gt(0))
        .order_by_desc(C::Bytes)
        .limit(most);
    Ok(rows.into_tuple().all(db).await?)
}

/// Forgets the days before `day`.
pub(in crate::hunts) async fn forget_days(db: &impl ConnectionTrait, before: i32) -> Result<u64> {
    Ok(host_day::Entity::delete_many().filter(host_day::Column::Day.lt(before)).exec(db).await?.rows_affected)
}

fn suppression_of(row: suppression::Model) -> Suppression {
    Suppression { domain: row.domain, reason: row.reason, created_at: Timestamp(row.created_at) }
}

/// All suppressed domains, by name.
pub(in crate::hunts) async fn suppressions(db: &impl ConnectionTrait) -> Result<Vec<Suppression>> {
    let rows = suppression::Entity::find().order_by_asc(suppression::Column::Domain).all(db).await?;
    Ok(rows.into_iter().map(suppression_of).collect())
}

/// The suppression of any of `domains`.
pub(in crate::hunts) async fn suppression_among(db: &impl ConnectionTrait, domains: &[&str]) -> Result<Option<Suppression>> {
    let row = suppression::Entity::find()
        .filter(suppression::Column::Domain.is_in(domains.iter().copied()))
        .order_by_asc(suppression::Column::Domain)
        .one(db)
        .await?;
    Ok(row.map(suppression_of))
}

/// Writes a suppression; an older one of the same domain stays as it is.
pub(in crate::hunts) async fn suppress(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    domain: &str,
    reason: Option<String>,
    by: Option<uuid::Uuid>,
) -> Result<Suppression> {
    if let Some(known) = suppression_among(tx, &[domain]).await? {
        return Ok(known);
    }
    let row = suppression::ActiveModel {
        domain: Set(domain.to_owned()),
        reason: Set(reason),
        created_by: Set(by),
        created_at: Set(now.millis()),
    };
    Ok(suppression_of(suppression::Entity::insert(row).exec_with_returning(tx).await?))
}

/// Lifts a suppression; false when there was none.
pub(in crate::hunts) async fn allow(tx: &impl ConnectionTrait, domain: &str) -> Result<bool> {
    Ok(suppression::Entity::delete_by_id(domain.to_owned()).exec(tx).await?.rows_affected > 0)
}
