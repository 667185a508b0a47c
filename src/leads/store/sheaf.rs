//! The rows that harvests become, and their writing: each table at once, whatever the number of leads. Belongs here: how rows are bound
//! and parted. Does not belong here: what a harvest says (`absorb`).

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Insert, IntoActiveModel, Iterable, QueryFilter,
    sea_query::{Expr, OnConflict, Query, SimpleExpr},
};

use crate::{
    leads::{
        entity::{activity, claim, contact, lead, source, technology},
        model::LeadId,
    },
    platform::{
        db::{json, rows_at_once},
        error::{Error, Result},
    },
};

/// A lead's row, its large columns apart, as the text that is bound: as values of an active model they would be built as trees,
/// copied, and written out again.
#[derive(Debug)]
pub(super) struct LeadRow {
    pub rest: lead::ActiveModel,
    /// Unless they stay as they are, as the next.
    pub socials: Option<String>,
    pub people: Option<String>,
    pub technologies: String,
}

impl LeadRow {
    /// The values of a new row, in the order of the columns.
    fn values(mut self, db: &impl ConnectionTrait) -> Result<Vec<SimpleExpr>> {
        let lacking = || Error::bug("a new lead lacks a column");
        let value = |column| {
            let text = match column {
                lead::Column::Socials => self.socials.take().ok_or_else(lacking)?,
                lead::Column::People => self.people.take().ok_or_else(lacking)?,
                lead::Column::Technologies => std::mem::take(&mut self.technologies),
                other => return self.rest.take(other).into_value().map(Expr::value).ok_or_else(lacking),
            };
            Ok(json::of_text(db, text))
        };
        lead::Column::iter().map(value).collect()
    }

    /// Writes it over the row that is there.
    pub(super) async fn write_over(self, tx: &impl ConnectionTrait, id: LeadId) -> Result<()> {
        let mut update = lead::Entity::update_many()
            .set(self.rest)
            .col_expr(lead::Column::Technologies, json::of_text(tx, self.technologies))
            .filter(lead::Column::Id.eq(id.0));
        for (column, text) in [(lead::Column::Socials, self.socials), (lead::Column::People, self.people)] {
            if let Some(text) = text {
                update = update.col_expr(column, json::of_text(tx, text));
            }
        }
        if update.exec(tx).await?.rows_affected == 0 {
            return Err(DbErr::RecordNotUpdated.into());
        }
        Ok(())
    }
}

/// What is written of leads that were created, or found, in one go: each table is written once, whatever the number of leads.
#[derive(Debug, Default)]
pub(super) struct Sheaf {
    pub leads: Vec<LeadRow>,
    pub contacts: Vec<contact::ActiveModel>,
    pub claims: Vec<claim::ActiveModel>,
    pub technologies: Vec<technology::ActiveModel>,
    pub sources: Vec<source::ActiveModel>,
    pub activities: Vec<activity::ActiveModel>,
}

impl Sheaf {
    /// Leads first: all else names them.
    pub(super) async fn write(self, tx: &impl ConnectionTrait) -> Result<()> {
        insert_leads(tx, self.leads).await?;
        insert(tx, self.contacts, None).await?;
        let again =
            OnConflict::columns([claim::Column::LeadId, claim::Column::Field, claim::Column::Source, claim::Column::ValueHash])
                .update_columns([claim::Column::Url, claim::Column::FetchedAt, claim::Column::Confidence, claim::Column::Current])
                .to_owned();
        insert(tx, self.claims, Some(again)).await?;
        insert(tx, self.technologies, None).await?;
        insert(tx, self.sources, None).await?;
        insert(tx, self.activities, None).await
    }
}

async fn insert<A>(tx: &impl ConnectionTrait, rows: Vec<A>, on_conflict: Option<OnConflict>) -> Result<()>
where
    A: ActiveModelTrait + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    let mut rows = rows.into_iter();
    while rows.len() > 0 {
        let number = rows_at_once(rows.len());
        let mut some = Insert::many(rows.by_ref().take(number));
        if let Some(again) = &on_conflict {
            some = some.on_conflict(again.clone());
        }
        some.exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn insert_leads(tx: &impl ConnectionTrait, rows: Vec<LeadRow>) -> Result<()> {
    let mut rows = rows.into_iter();
    while rows.len() > 0 {
        let number = rows_at_once(rows.len());
        let mut some = Query::insert();
        some.into_table(lead::Entity).columns(lead::Column::iter());
        for row in rows.by_ref().take(number) {
            some.values_panic(row.values(tx)?);
        }
        tx.execute(&some).await?;
    }
    Ok(())
}
