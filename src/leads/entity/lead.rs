//! Rows of `leads`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "leads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub identity: String,
    pub name: String,
    pub name_key: String,
    pub domain: Option<String>,
    pub website: Option<String>,
    pub description: Option<String>,
    pub language: Option<String>,
    pub category: Option<String>,
    pub street: Option<String>,
    pub city: Option<String>,
    pub region: Option<String>,
    pub postal_code: Option<String>,
    pub country: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub opening_hours: Option<String>,
    pub score: Option<i32>,
    pub temperature: Option<String>,
    pub latest_audit_id: Option<Uuid>,
    pub stage: String,
    pub assignee_id: Option<Uuid>,
    pub favorite: bool,
    pub last_contacted_at: Option<i64>,
    pub has_email: bool,
    pub has_phone: bool,
    pub has_social: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub socials: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub people: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub technologies: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub edited_fields: Json,
    pub search_text: String,
    pub created_at: i64,
    pub updated_at: i64,
    pub last_seen_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
