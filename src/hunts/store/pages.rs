//! The pages of sites: read back when a site is gone on with, written for many sites at once.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    sea_query::{CaseStatement, Expr, Query},
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
        db::json,
        error::Result,
        tasks::{self, TaskRun},
    },
};

/// The pages of a site read so far, in the order read.
pub(in crate::hunts) async fn pages(db: &impl ConnectionTrait, site: SiteId) -> Result<Vec<PageRecord>> {
    let rows = page::Entity::find().filter(page::Column::SiteId.eq(site.0)).order_by_asc(page::Column::Position).all(db).await?;
    Ok(rows.into_iter().map(|row| row.record.0).collect())
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
    probe: Option<String>,
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
            probe: probe.map(serde_json::to_string).transpose()?,
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
    if written.is_empty() {
        return Ok(verdicts);
    }
    insert(tx, &written).await?;
    count_for_sites(tx, now, &written).await?;
    for leaf in written {
        leaf.run.progress(tx).await?;
    }
    Ok(verdicts)
}

/// Counts pages of a hunt; `None` when it is not running.
async fn count(tx: &impl ConnectionTrait, now: Timestamp, id: Uuid, pages: i64, bytes: i64) -> Result<Option<Kept>> {
    use hunt::Column as C;
    let mut update = Query::update();
    update
        .table(hunt::Entity)
        .value(C::PagesFetched, Expr::col(C::PagesFetched).add(pages))
        .value(C::BytesFetched, Expr::col(C::BytesFetched).add(bytes))
        .value(C::UpdatedAt, now.millis())
        .and_where(Expr::col(C::Id).eq(id))
        .and_where(Expr::col(C::State).eq(HuntState::Running.as_str()))
        .returning_col(C::StopReason);
    let Some(row) = tx.query_all(&update).await?.into_iter().next() else { return Ok(None) };
    let stop_reason: Option<String> = row.try_get_by_index(0)?;
    Ok(Some(if stop_reason.is_some() { Kept::WrapUp } else { Kept::GoOn }))
}

/// One statement for all rows. The records are bound as the text they already are: as values of their own they would be built,
/// and written out again, for nothing.
async fn insert(tx: &impl ConnectionTrait, leaves: &[&Leaf]) -> Result<()> {
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
            json::of_text(tx, leaf.record.as_str()),
            leaf.fetched_at.into(),
        ]);
    }
    tx.execute(&rows).await?;
    Ok(())
}

/// Counts the pages for their sites: one statement for all, and one more for each site of which something else became known.
async fn count_for_sites(tx: &impl ConnectionTrait, now: Timestamp, leaves: &[&Leaf]) -> Result<()> {
    use site::Column as C;
    let mut by_site: BTreeMap<Uuid, (i64, i64)> = BTreeMap::new();
    for leaf in leaves {
        let (pages, bytes) = by_site.entry(leaf.site.0).or_default();
        *pages += 1;
        *bytes += leaf.bytes;
    }
    let (mut pages, mut bytes) = (CaseStatement::new(), CaseStatement::new());
    for (site, (some, their_bytes)) in &by_site {
        pages = pages.case(Expr::col(C::Id).eq(*site), *some);
        bytes = bytes.case(Expr::col(C::Id).eq(*site), *their_bytes);
    }
    site::Entity::update_many()
        .col_expr(C::PagesFetched, Expr::col(C::PagesFetched).add(pages.finally(0_i64)))
        .col_expr(C::BytesFetched, Expr::col(C::BytesFetched).add(bytes.finally(0_i64)))
        .col_expr(C::UpdatedAt, Expr::value(now.millis()))
        .filter(C::Id.is_in(by_site.into_keys()))
        .exec(tx)
        .await?;
    for (leaf, probe) in leaves.iter().filter_map(|leaf| Some((leaf, leaf.probe.as_ref()?))) {
        let probe = json::of_text(tx, probe.as_str());
        site::Entity::update_many().col_expr(C::Probe, probe).filter(C::Id.eq(leaf.site.0)).exec(tx).await?;
    }
    Ok(())
}
