//! The pages of sites: read back when a site is gone on with, written for many sites at once.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    sea_query::{Alias, Expr, Query},
};
use uuid::Uuid;

use crate::{
    crawl::model::{PageRecord, SiteProbe},
    hunts::{
        entity::{hunt, page, site},
        model::{HuntId, HuntState, SiteId},
    },
    platform::{
        clock::Timestamp,
        error::Result,
        tasks::{self, TaskRun},
    },
};

/// The pages of a site read so far, in the order read.
pub(in crate::hunts) async fn pages(db: &impl ConnectionTrait, site: SiteId) -> Result<Vec<PageRecord>> {
    let rows = page::Entity::find().filter(page::Column::SiteId.eq(site.0)).order_by_asc(page::Column::Position).all(db).await?;
    rows.into_iter().map(|row| Ok(serde_json::from_value(row.record)?)).collect()
}

/// A page that a run read, ready to be written.
#[derive(Debug)]
pub(in crate::hunts) struct Leaf {
    run: TaskRun,
    hunt: HuntId,
    site: SiteId,
    position: i32,
    url: String,
    content_hash: String,
    fetched_at: i64,
    bytes: i64,
    record: String,
    probe: Option<serde_json::Value>,
}

/// What a run hears after its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::hunts) enum Kept {
    /// Written: go on.
    GoOn,
    /// Written, and the hunt is ending at a limit: no page after this one.
    WrapUp,
    /// Not written: the hunt does not run any more.
    NotWanted,
    /// Not written: somebody else has the task now.
    LostLease,
}

impl Leaf {
    /// The page at `position` of a site. `probe` is what is known of the site besides its pages, when that is news.
    ///
    /// # Errors
    /// A record that cannot be written as JSON.
    pub(in crate::hunts) fn new(
        run: &TaskRun,
        hunt: HuntId,
        site: SiteId,
        position: usize,
        record: &PageRecord,
        probe: Option<&SiteProbe>,
    ) -> Result<Self> {
        Ok(Self {
            run: run.clone(),
            hunt,
            site,
            position: i32::try_from(position).unwrap_or(i32::MAX),
            url: record.requested.to_string(),
            content_hash: record.content_hash.clone(),
            fetched_at: record.fetched_at_ms,
            bytes: i64::try_from(record.bytes).unwrap_or(0),
            record: serde_json::to_string(record)?,
            probe: probe.map(serde_json::to_value).transpose()?,
        })
    }

    pub(in crate::hunts) fn hunt(&self) -> HuntId {
        self.hunt
    }
}

/// Writes the pages with all their counts, those excepted whose hunt or task says no; answers in the order given.
///
/// The leases are locked first and the hunts next, both in the order of their ids, as a chronicle's transaction does.
pub(in crate::hunts) async fn keep_pages(tx: &impl ConnectionTrait, now: Timestamp, leaves: &[&Leaf]) -> Result<Vec<Kept>> {
    let held = tasks::fence_all(tx, leaves.iter().map(|leaf| &leaf.run)).await?;
    let mut by_hunt: BTreeMap<Uuid, (i64, i64)> = BTreeMap::new();
    for leaf in leaves.iter().filter(|leaf| held.contains(&leaf.run.id)) {
        let (pages, bytes) = by_hunt.entry(leaf.hunt.0).or_default();
        *pages += 1;
        *bytes += leaf.bytes;
    }
    let mut running: BTreeMap<Uuid, Kept> = BTreeMap::new();
    for (hunt, (pages, bytes)) in by_hunt {
        if let Some(kept) = count(tx, now, hunt, pages, bytes).await? {
            running.insert(hunt, kept);
        }
    }
    let verdict = |leaf: &Leaf| {
        if held.contains(&leaf.run.id) { running.get(&leaf.hunt.0).copied().unwrap_or(Kept::NotWanted) } else { Kept::LostLease }
    };
    let verdicts: Vec<Kept> = leaves.iter().map(|leaf| verdict(leaf)).collect();
    let written: Vec<&Leaf> = leaves.iter().copied().filter(|leaf| matches!(verdict(leaf), Kept::GoOn | Kept::WrapUp)).collect();
    if !written.is_empty() {
        insert(tx, &written).await?;
    }
    for leaf in written {
        count_for_site(tx, now, leaf).await?;
        leaf.run.progress(tx).await?;
    }
    Ok(verdicts)
}

/// Counts pages of a hunt; `None` when it is not running.
async fn count(tx: &impl ConnectionTrait, now: Timestamp, id: Uuid, pages: i64, bytes: i64) -> Result<Option<Kept>> {
    let rows = hunt::Entity::update_many()
        .col_expr(hunt::Column::PagesFetched, Expr::col(hunt::Column::PagesFetched).add(pages))
        .col_expr(hunt::Column::BytesFetched, Expr::col(hunt::Column::BytesFetched).add(bytes))
        .col_expr(hunt::Column::UpdatedAt, Expr::value(now.millis()))
        .filter(hunt::Column::Id.eq(id))
        .filter(hunt::Column::State.eq(HuntState::Running.as_str()))
        .exec_with_returning(tx)
        .await?;
    Ok(rows.first().map(|row| if row.stop_reason.is_some() { Kept::WrapUp } else { Kept::GoOn }))
}

/// One statement for all rows. The records are bound as the text they already are: as values of their own they would be built,
/// and written out again, for nothing.
async fn insert(tx: &impl ConnectionTrait, leaves: &[&Leaf]) -> Result<()> {
    let json = if tx.get_database_backend() == DbBackend::Postgres { "jsonb" } else { "text" };
    let mut rows = Query::insert();
    rows.into_table(page::Entity).columns([
        page::Column::SiteId,
        page::Column::Position,
        page::Column::Url,
        page::Column::ContentHash,
        page::Column::Record,
        page::Column::FetchedAt,
    ]);
    for leaf in leaves {
        rows.values_panic([
            leaf.site.0.into(),
            leaf.position.into(),
            leaf.url.as_str().into(),
            leaf.content_hash.as_str().into(),
            Expr::value(leaf.record.as_str()).cast_as(Alias::new(json)),
            leaf.fetched_at.into(),
        ]);
    }
    tx.execute(&rows).await?;
    Ok(())
}

async fn count_for_site(tx: &impl ConnectionTrait, now: Timestamp, leaf: &Leaf) -> Result<()> {
    let mut update = site::Entity::update_many()
        .col_expr(site::Column::PagesFetched, Expr::col(site::Column::PagesFetched).add(1))
        .col_expr(site::Column::BytesFetched, Expr::col(site::Column::BytesFetched).add(leaf.bytes))
        .col_expr(site::Column::UpdatedAt, Expr::value(now.millis()))
        .filter(site::Column::Id.eq(leaf.site.0));
    if let Some(probe) = &leaf.probe {
        update = update.col_expr(site::Column::Probe, Expr::value(probe.clone()));
    }
    update.exec(tx).await?;
    Ok(())
}
