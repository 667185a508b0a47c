//! Rows of `contacts`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "contacts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub lead_id: Uuid,
    pub kind: String,
    pub value: String,
    pub value_key: String,
    pub third_party: bool,
    pub purpose: String,
    pub person: Option<String>,
    pub confidence: f64,
    pub rule: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub evidence: Json,
    pub position: i32,
    pub created_at: i64,
    pub last_seen_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
