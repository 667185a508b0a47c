//! The pages of sites: read back when a site is gone on with, written for many sites at once.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    sea_query::{CaseStatement, Expr, Query},
};
use uuid::Uuid;

use crate::{
    accounts::Scope,
    crawl::model::{PageRecord, SiteProbe},
    hunts::{
        entity::{page, site},
        model::{HuntId, SiteId},
    },
    platform::{
        clock::Timestamp,
        db::{filled, json, rows_at_once},
        error::Result,
        tasks::TaskRun,
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
    pub run: TaskRun,
    pub scope: Scope,
    pub hunt: HuntId,
    site: SiteId,
    position: i32,
    url: String,
    content_hash: String,
    fetched_at: i64,
    pub bytes: i64,
    record: String,
    probe: Option<String>,
}

impl Leaf {
    /// The page at `position` of a site. `probe` is what is known of the site besides its pages, when that is news.
    ///
    /// # Errors
    /// A record that cannot be written as JSON.
    pub(in crate::hunts) fn new(
        run: &TaskRun,
        scope: &Scope,
        hunt: HuntId,
        site: SiteId,
        position: usize,
        record: &PageRecord,
        probe: Option<&SiteProbe>,
    ) -> Result<Self> {
        Ok(Self {
            run: run.clone(),
            scope: *scope,
            hunt,
            site,
            position: i32::try_from(position).unwrap_or(i32::MAX),
            url: record.requested.to_string(),
            content_hash: record.content_hash.clone(),
            fetched_at: record.fetched_at_ms,
            bytes: i64::try_from(record.bytes).unwrap_or(0),
            record: json::text(record)?,
            probe: probe.map(json::text).transpose()?,
        })
    }
}

/// Writes pages of hunts that run, with the counts of their sites; those of the hunts are the chronicle's.
pub(in crate::hunts) async fn keep_pages(tx: &impl ConnectionTrait, now: Timestamp, leaves: &[&Leaf]) -> Result<()> {
    if leaves.is_empty() {
        return Ok(());
    }
    insert(tx, leaves).await?;
    count_for_sites(tx, now, leaves).await?;
    for leaf in leaves {
        leaf.run.progress(tx).await?;
    }
    Ok(())
}

/// The records are bound as the text they already are: as values of their own they would be built, and written out again, for
/// nothing.
async fn insert(tx: &impl ConnectionTrait, mut leaves: &[&Leaf]) -> Result<()> {
    while !leaves.is_empty() {
        let (these, later) = leaves.split_at(rows_at_once(leaves.len()));
        insert_at_once(tx, these).await?;
        leaves = later;
    }
    Ok(())
}

async fn insert_at_once(tx: &impl ConnectionTrait, leaves: &[&Leaf]) -> Result<()> {
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

/// Counts the pages for their sites, and writes what else became known of some: one statement for all.
async fn count_for_sites(tx: &impl ConnectionTrait, now: Timestamp, leaves: &[&Leaf]) -> Result<()> {
    use site::Column as C;
    let mut by_site: BTreeMap<Uuid, (i64, i64)> = BTreeMap::new();
    for leaf in leaves {
        let (pages, bytes) = by_site.entry(leaf.site.0).or_default();
        *pages += 1;
        *bytes += leaf.bytes;
    }
    let (mut pages, mut bytes) = (CaseStatement::new(), CaseStatement::new());
    let by_site = filled(by_site);
    for (site, (some, their_bytes)) in &by_site {
        pages = pages.case(Expr::col(C::Id).eq(*site), *some);
        bytes = bytes.case(Expr::col(C::Id).eq(*site), *their_bytes);
    }
    let mut update = site::Entity::update_many()
        .col_expr(C::PagesFetched, Expr::col(C::PagesFetched).add(pages.finally(0_i64)))
        .col_expr(C::BytesFetched, Expr::col(C::BytesFetched).add(bytes.finally(0_i64)))
        .col_expr(C::UpdatedAt, Expr::value(now.millis()));
    let news = filled(leaves.iter().filter_map(|leaf| Some((leaf.site.0, leaf.probe.as_deref()?))));
    if !news.is_empty() {
        let known = news
            .into_iter()
            .fold(CaseStatement::new(), |known, (site, probe)| known.case(Expr::col(C::Id).eq(site), json::of_text(tx, probe)));
        update = update.col_expr(C::Probe, known.finally(Expr::col(C::Probe)).into());
    }
    update.filter(C::Id.is_in(by_site.into_iter().map(|(site, _)| site))).exec(tx).await?;
    Ok(())
}
