//! A hunt comes and goes: its row, its source and its sites are written at its start and removed together.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{fetch_mode_name, reason_name};
use crate::{
    accounts::Scope,
    crawl::model::{FetchMode, SiteReason},
    hunts::{
        entity::{hunt, site, source},
        model::{HuntId, HuntKind, HuntLimits, HuntState, SiteId, SiteState},
    },
    platform::{clock::Timestamp, error::Result},
};

/// Sites of one statement: well below the bind-variable limits of both databases.
const AT_A_TIME: usize = 500;

/// A hunt to be.
pub(in crate::hunts) struct NewHunt {
    pub id: HuntId,
    pub name: String,
    pub kind: HuntKind,
    pub fetch_mode: FetchMode,
    pub source: serde_json::Value,
    pub limits: HuntLimits,
    pub found: i64,
    pub left_out: usize,
}

/// A site of it; `left_out` says why it is not read.
pub(in crate::hunts) struct NewSite {
    pub id: SiteId,
    pub position: i32,
    pub host: String,
    pub given: String,
    pub identity: String,
    pub left_out: Option<String>,
}

/// Writes a new hunt and its sites.
pub(in crate::hunts) async fn insert(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    now: Timestamp,
    new: NewHunt,
    sites: impl Iterator<Item = NewSite>,
) -> Result<()> {
    let row = hunt::ActiveModel {
        id: Set(new.id.0),
        workspace_id: Set(scope.workspace().0),
        name: Set(new.name),
        kind: Set(new.kind.as_str().to_owned()),
        state: Set(HuntState::Queued.as_str().to_owned()),
        stop_reason: Set(None),
        stop_detail: Set(None),
        fetch_mode: Set(fetch_mode_name(new.fetch_mode).to_owned()),
        max_sites: Set(new.limits.max_sites),
        max_pages_per_site: Set(new.limits.max_pages_per_site),
        max_depth: Set(new.limits.max_depth),
        max_duration_seconds: Set(new.limits.max_duration_seconds),
        max_leads: Set(new.limits.max_leads),
        created_by: Set(scope.actor().user().map(|user| user.0)),
        created_at: Set(now.millis()),
        started_at: Set(None),
        finished_at: Set(None),
        elapsed_ms: Set(0),
        running_since: Set(None),
        seq: Set(0),
        sites_found: Set(new.found),
        sites_done: Set(0),
        sites_failed: Set(0),
        sites_skipped: Set(i64::try_from(new.left_out).unwrap_or(0)),
        pages_fetched: Set(0),
        bytes_fetched: Set(0),
        leads_created: Set(0),
        leads_updated: Set(0),
        contacts_found: Set(0),
        hot: Set(0),
        warm: Set(0),
        cold: Set(0),
        updated_at: Set(now.millis()),
    };
    hunt::Entity::insert(row).exec_without_returning(tx).await?;
    let given = source::ActiveModel { hunt_id: Set(new.id.0), source: Set(new.source) };
    source::Entity::insert(given).exec_without_returning(tx).await?;
    let workspace = scope.workspace();
    let reason = reason_name(SiteReason::LimitReached)?;
    let mut rows = sites
        .map(|site| {
            let state = if site.left_out.is_none() { SiteState::Queued } else { SiteState::Skipped };
            site::ActiveModel {
                id: Set(site.id.0),
                hunt_id: Set(new.id.0),
                workspace_id: Set(workspace.0),
                position: Set(site.position),
                url: Set(site.given),
                host: Set(site.host),
                identity: Set(site.identity),
                state: Set(state.as_str().to_owned()),
                reason: Set(site.left_out.as_ref().map(|_| reason.clone())),
                detail: Set(site.left_out),
                pages_fetched: Set(0),
                bytes_fetched: Set(0),
                lead_id: Set(None),
                attempts: Set(0),
                next_attempt_at: Set(None),
                probe: Set(None),
                fingerprint: Set(None),
                updated_at: Set(now.millis()),
            }
        })
        .peekable();
    while rows.peek().is_some() {
        let some: Vec<site::ActiveModel> = rows.by_ref().take(AT_A_TIME).collect();
        site::Entity::insert_many(some).exec_without_returning(tx).await?;
    }
    Ok(())
}

pub(in crate::hunts) async fn delete(tx: &impl ConnectionTrait, scope: &Scope, id: HuntId) -> Result<()> {
    hunt::Entity::delete_many()
        .filter(hunt::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(hunt::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}
