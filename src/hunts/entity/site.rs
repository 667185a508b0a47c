//! Rows of `hunt_sites`.

use sea_orm::entity::prelude::*;

use crate::{crawl::model::SiteProbe, platform::db::json::Json as Stored};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "hunt_sites")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub hunt_id: Uuid,
    pub workspace_id: Uuid,
    pub position: i32,
    pub url: String,
    pub host: String,
    pub identity: String,
    pub state: String,
    pub reason: Option<String>,
    pub detail: Option<String>,
    pub pages_fetched: i64,
    pub bytes_fetched: i64,
    pub lead_id: Option<Uuid>,
    pub attempts: i32,
    pub next_attempt_at: Option<i64>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub probe: Option<Stored<SiteProbe>>,
    pub fingerprint: Option<String>,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
