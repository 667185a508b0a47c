//! Rows of `claims`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "claims")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub lead_id: Uuid,
    pub field: String,
    pub value_hash: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub value: Json,
    pub source: String,
    pub license: Option<String>,
    pub url: Option<String>,
    pub fetched_at: i64,
    pub confidence: f64,
    pub current: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
