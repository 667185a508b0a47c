//! Rows of `hunt_sources`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "hunt_sources")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub hunt_id: Uuid,
    #[sea_orm(column_type = "JsonBinary")]
    pub source: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::hunt::Entity", from = "Column::HuntId", to = "super::hunt::Column::Id")]
    Hunt,
}

impl Related<super::hunt::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Hunt.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
