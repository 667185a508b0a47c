//! Rows of the audit tables, private to this domain's store.

/// Rows of `audits`.
pub mod audit {
    use sea_orm::entity::prelude::*;

    use crate::{
        audits::{
            model::{Check, ProfileStamp, ScoreFactor},
            store::PageVisit,
        },
        platform::db::json::Json as Stored,
    };

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audits")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub workspace_id: Uuid,
        pub lead_id: Uuid,
        pub site_id: Option<Uuid>,
        pub state: String,
        pub ruleset_version: String,
        pub profile_version: i32,
        pub score: i32,
        pub temperature: String,
        pub site_quality: i32,
        #[sea_orm(column_type = "JsonBinary")]
        pub factors: Stored<Vec<ScoreFactor>>,
        #[sea_orm(column_type = "JsonBinary")]
        pub checks: Stored<Vec<Check>>,
        #[sea_orm(column_type = "JsonBinary")]
        pub pages: Stored<Vec<PageVisit>>,
        #[sea_orm(column_type = "JsonBinary")]
        pub profile: Stored<ProfileStamp>,
        pub site_fingerprint: String,
        pub examined_at: i64,
        pub error: Option<String>,
        pub started_at: i64,
        pub finished_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Rows of `scoring_profiles`.
pub mod profile {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "scoring_profiles")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub workspace_id: Uuid,
        pub version: i32,
        pub hot_at_least: i32,
        pub warm_at_least: i32,
        #[sea_orm(column_type = "JsonBinary")]
        pub weights: Json,
        pub updated_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Rows of `audit_runs`.
pub mod run {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_runs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub workspace_id: Uuid,
        pub state: String,
        pub ruleset_version: String,
        pub created_by: Option<Uuid>,
        pub total: i64,
        pub done: i64,
        pub skipped: i64,
        pub failed: i64,
        pub hot: i64,
        pub warm: i64,
        pub cold: i64,
        pub error: Option<String>,
        pub created_at: i64,
        pub started_at: Option<i64>,
        pub finished_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Rows of `audit_run_leads`.
pub mod run_lead {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_run_leads")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub run_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub lead_id: Uuid,
        pub outcome: Option<String>,
        pub audit_id: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
