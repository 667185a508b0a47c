//! Rows of `hunts`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "hunts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub name: String,
    pub kind: String,
    pub state: String,
    pub stop_reason: Option<String>,
    pub stop_detail: Option<String>,
    pub fetch_mode: String,
    pub max_sites: i32,
    pub max_pages_per_site: i32,
    pub max_depth: i32,
    pub max_duration_seconds: i32,
    pub max_leads: Option<i32>,
    pub created_by: Option<Uuid>,
    pub created_at: i64,
    pub started_at: Option<i64>,
    pub finished_at: Option<i64>,
    pub elapsed_ms: i64,
    pub running_since: Option<i64>,
    pub seq: i64,
    pub sites_found: i64,
    pub sites_done: i64,
    pub sites_failed: i64,
    pub sites_skipped: i64,
    pub pages_fetched: i64,
    pub bytes_fetched: i64,
    pub leads_created: i64,
    pub leads_updated: i64,
    pub contacts_found: i64,
    pub hot: i64,
    pub warm: i64,
    pub cold: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
