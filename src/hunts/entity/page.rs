//! Rows of `site_pages`.

use sea_orm::entity::prelude::*;

use crate::{crawl::model::PageRecord, platform::db::json::Json as Stored};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "site_pages")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub url: String,
    pub content_hash: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub record: Stored<PageRecord>,
    pub fetched_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
