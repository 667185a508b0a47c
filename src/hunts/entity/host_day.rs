//! Rows of `host_days`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "host_days")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub host: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: i32,
    pub pages: i64,
    pub robots: i64,
    pub looks: i64,
    pub browser: i64,
    pub services: i64,
    pub unanswered: i64,
    pub bytes: i64,
    pub robots_version: Option<String>,
    pub first_at: i64,
    pub last_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
