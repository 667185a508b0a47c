//! All queries on audits and scoring profiles; each takes the scope.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{Alias, Expr, OnConflict, Query},
};
use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;

use super::{
    entity::{audit, profile},
    model::{Examination, RulesetVersion, ScoringProfile, Share, Temperature},
    told::Told,
};
use crate::{
    accounts::Scope,
    crawl::model::{FetchedWith, PageRecord},
    leads::LeadId,
    platform::{
        clock::Timestamp,
        db::{Only as _, json},
        error::{Error, Result},
        page::{Key, Page, PageRequest},
    },
};

crate::platform::typed_id!(
    /// One examination of a lead's site.
    AuditId,
    "audit"
);

/// A stored examination.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    /// Id.
    pub id: AuditId,
    /// Whose.
    pub lead: LeadId,
    /// The site of the hunt that read it, while it exists.
    pub site: Option<Uuid>,
    /// What was found.
    pub examination: Examination,
    /// The pages it looked at.
    pub pages: Vec<PageVisit>,
    /// Begun.
    pub started_at: Timestamp,
    /// Ended.
    pub finished_at: Option<Timestamp>,
}

/// A page an audit looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageVisit {
    /// The page.
    pub url: Url,
    /// What it is for.
    pub kind: glouton_reader::PageKind,
    /// HTTP status.
    pub status: Option<u16>,
    /// What read it.
    pub fetched_with: FetchedWith,
    /// Bytes, decompressed.
    pub bytes: u64,
    /// From request to last byte, milliseconds.
    pub elapsed_ms: u32,
}

impl From<&PageRecord> for PageVisit {
    fn from(page: &PageRecord) -> Self {
        Self {
            url: page.url.clone(),
            kind: page.kind,
            status: page.status,
            fetched_with: page.fetched_with,
            bytes: page.bytes,
            elapsed_ms: page.elapsed_ms,
        }
    }
}

fn temperature_name(temperature: Temperature) -> &'static str {
    match temperature {
        Temperature::Hot => "HOT",
        Temperature::Warm => "WARM",
        Temperature::Cold => "COLD",
    }
}

fn small(score: i32) -> Result<u8> {
    u8::try_from(score).map_err(|_| Error::bug("a stored score is out of range"))
}

fn audit_of(row: audit::Model) -> Result<Audit> {
    let temperature: Temperature = serde_json::from_value(serde_json::Value::String(row.temperature))?;
    Ok(Audit {
        id: row.id.into(),
        lead: row.lead_id.into(),
        site: row.site_id,
        examination: Examination {
            ruleset: RulesetVersion(row.ruleset_version),
            profile: row.profile.0,
            site_fingerprint: row.site_fingerprint,
            examined_at_ms: row.examined_at,
            checks: row.checks.0,
            factors: row.factors.0,
            score: small(row.score)?,
            temperature,
            site_quality: small(row.site_quality)?,
        },
        pages: row.pages.0,
        started_at: Timestamp(row.started_at),
        finished_at: row.finished_at.map(Timestamp),
    })
}

/// An audit to be.
#[derive(Debug, Clone, Copy)]
pub(super) struct NewAudit<'a> {
    pub id: AuditId,
    pub lead: LeadId,
    pub site: Option<Uuid>,
    pub examination: &'a Examination,
    pub visits: &'a [PageVisit],
}

/// Writes audits, in one statement.
pub(super) async fn insert(tx: &impl ConnectionTrait, scope: &Scope, now: Timestamp, several: &[NewAudit<'_>]) -> Result<()> {
    use audit::Column as C;
    let mut rows = Query::insert();
    rows.into_table(audit::Entity).columns([
        C::Id,
        C::WorkspaceId,
        C::LeadId,
        C::SiteId,
        C::State,
        C::RulesetVersion,
        C::ProfileVersion,
        C::Score,
        C::Temperature,
        C::SiteQuality,
        C::Factors,
        C::Checks,
        C::Pages,
        C::Profile,
        C::SiteFingerprint,
        C::ExaminedAt,
        C::StartedAt,
        C::FinishedAt,
    ]);
    for NewAudit { id, lead, site, examination, visits } in several.iter().copied() {
        rows.values_panic([
            id.0.into(),
            scope.workspace().0.into(),
            lead.0.into(),
            site.into(),
            "COMPLETED".into(),
            examination.ruleset.0.as_str().into(),
            i32::try_from(examination.profile.version).unwrap_or(i32::MAX).into(),
            i32::from(examination.score).into(),
            temperature_name(examination.temperature).into(),
            i32::from(examination.site_quality).into(),
            json::text_of(tx, &examination.factors)?,
            json::text_of(tx, &examination.checks)?,
            json::text_of(tx, visits)?,
            json::text_of(tx, &examination.profile)?,
            examination.site_fingerprint.as_str().into(),
            examination.examined_at_ms.into(),
            now.millis().into(),
            now.millis().into(),
        ]);
    }
    if !several.is_empty() {
        tx.execute(&rows).await?;
    }
    Ok(())
}

/// Stores an audit's examination under another profile as a new audit of the same pages.
pub(super) async fn insert_again(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    now: Timestamp,
    before: &Audit,
    examination: &Examination,
) -> Result<AuditId> {
    let id = AuditId::generate(now);
    let new = NewAudit { id, lead: before.lead, site: before.site, examination, visits: &before.pages };
    insert(tx, scope, now, &[new]).await?;
    Ok(id)
}

pub(super) async fn by_ids(db: &impl ConnectionTrait, scope: &Scope, ids: &[AuditId]) -> Result<Vec<Audit>> {
    let rows = audit::Entity::find()
        .filter(audit::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(audit::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(db)
        .await?;
    rows.into_iter().map(audit_of).collect()
}

/// Several audits as a report tells them.
pub(super) async fn told(db: &impl ConnectionTrait, scope: &Scope, ids: &[AuditId]) -> Result<Vec<(AuditId, Told)>> {
    use audit::Column as C;
    let text = |column: C| Expr::col((audit::Entity, column)).cast_as(Alias::new("text"));
    let rows: Vec<(Uuid, i32, String, String)> = audit::Entity::find()
        .select_only()
        .columns([C::Id, C::SiteQuality])
        .column_as(text(C::Factors), "told_factors")
        .column_as(text(C::Checks), "told_checks")
        .filter(C::WorkspaceId.eq(scope.workspace().0))
        .filter(C::Id.is_in(ids.iter().map(|id| id.0)))
        .into_tuple()
        .all(db)
        .await?;
    let told = |(id, quality, factors, checks): (Uuid, i32, String, String)| {
        Ok((AuditId(id), Told { site_quality: small(quality)?, factors, checks }))
    };
    rows.into_iter().map(told).collect()
}

/// What another profile needs to know of an audit to score it.
#[derive(Debug)]
pub(super) struct Shares {
    /// The rules it was made by.
    pub ruleset: RulesetVersion,
    /// As it stands.
    pub temperature: Temperature,
    /// How much of each rule applies.
    pub shares: Vec<Share>,
}

/// The shares of several audits: checks, pages and evidence stay in the database or are passed over.
pub(super) async fn shares(db: &impl ConnectionTrait, scope: &Scope, ids: &[Uuid]) -> Result<Vec<Shares>> {
    let rows: Vec<(String, String, json::Json<Vec<Share>>)> = audit::Entity::find()
        .select_only()
        .column(audit::Column::RulesetVersion)
        .column(audit::Column::Temperature)
        .column(audit::Column::Factors)
        .filter(audit::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(audit::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    rows.into_iter()
        .map(|(ruleset, temperature, factors)| {
            Ok(Shares {
                ruleset: RulesetVersion(ruleset),
                temperature: serde_json::from_value(serde_json::Value::String(temperature))?,
                shares: factors.0,
            })
        })
        .collect()
}

pub(super) async fn of_lead(db: &impl ConnectionTrait, scope: &Scope, lead: LeadId, page: &PageRequest) -> Result<Page<Audit>> {
    let select =
        audit::Entity::find().filter(audit::Column::WorkspaceId.eq(scope.workspace().0)).filter(audit::Column::LeadId.eq(lead.0));
    let key = Expr::col((audit::Entity, audit::Column::StartedAt));
    let rows =
        page.fetch(db, select, key, audit::Column::Id, true, |row: &audit::Model| (Key::Int(row.started_at), row.id)).await?;
    rows.try_map(audit_of)
}

pub(super) async fn profile(db: &impl ConnectionTrait, scope: &Scope) -> Result<ScoringProfile> {
    let Some(row) = profile::Entity::find_by_id(scope.workspace().0).only(db).await? else {
        return Ok(ScoringProfile::default());
    };
    let small = |n: i32| u8::try_from(n).map_err(|_| Error::bug("a stored threshold is out of range"));
    Ok(ScoringProfile {
        version: u32::try_from(row.version).map_err(|_| Error::bug("a stored version is out of range"))?,
        hot_at_least: small(row.hot_at_least)?,
        warm_at_least: small(row.warm_at_least)?,
        weights: serde_json::from_value(row.weights)?,
    })
}

pub(super) async fn save_profile(tx: &impl ConnectionTrait, scope: &Scope, now: Timestamp, new: &ScoringProfile) -> Result<()> {
    let row = profile::ActiveModel {
        workspace_id: Set(scope.workspace().0),
        version: Set(i32::try_from(new.version).unwrap_or(i32::MAX)),
        hot_at_least: Set(i32::from(new.hot_at_least)),
        warm_at_least: Set(i32::from(new.warm_at_least)),
        weights: Set(serde_json::to_value(&new.weights)?),
        updated_at: Set(now.millis()),
    };
    let again = OnConflict::column(profile::Column::WorkspaceId)
        .update_columns([
            profile::Column::Version,
            profile::Column::HotAtLeast,
            profile::Column::WarmAtLeast,
            profile::Column::Weights,
            profile::Column::UpdatedAt,
        ])
        .to_owned();
    profile::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

impl From<Temperature> for crate::leads::Temperature {
    fn from(temperature: Temperature) -> Self {
        match temperature {
            Temperature::Hot => Self::Hot,
            Temperature::Warm => Self::Warm,
            Temperature::Cold => Self::Cold,
        }
    }
}
