//! The work on leads: tags, notes, activity. Queries and rows of these side tables.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};

use crate::leads::{
    entity::{activity, lead_tag, note, tag},
    model::{Activity, ActivityId, LeadId, Note, NoteId, Tag, TagId},
    rules,
};
use crate::{
    accounts::Scope,
    platform::{
        clock::Timestamp,
        error::{Error, RejectionCode, Result},
        page::{Key, Page, PageRequest},
    },
};

/// Writes down that something happened to a lead.
pub(in crate::leads) async fn record(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    now: Timestamp,
    lead: LeadId,
    kind: &str,
    detail: serde_json::Value,
) -> Result<()> {
    activity::Entity::insert(activity(scope, now, lead, kind, detail)).exec_without_returning(tx).await?;
    Ok(())
}

/// The row that says that something happened to a lead.
pub(super) fn activity(
    scope: &Scope,
    now: Timestamp,
    lead: LeadId,
    kind: &str,
    detail: serde_json::Value,
) -> activity::ActiveModel {
    activity::ActiveModel {
        id: Set(ActivityId::generate(now).0),
        workspace_id: Set(scope.workspace().0),
        lead_id: Set(lead.0),
        actor_id: Set(scope.actor().user().map(|user| user.0)),
        kind: Set(kind.to_owned()),
        detail: Set(detail),
        at: Set(now.millis()),
    }
}

pub(in crate::leads) async fn activities(
    db: &impl ConnectionTrait,
    scope: &Scope,
    lead: LeadId,
    page: &PageRequest,
) -> Result<Page<Activity>> {
    let select = activity::Entity::find()
        .filter(activity::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(activity::Column::LeadId.eq(lead.0));
    let key = Expr::col((activity::Entity, activity::Column::At));
    let rows =
        page.fetch(db, select, key, activity::Column::Id, true, |row: &activity::Model| (Key::Int(row.at), row.id)).await?;
    Ok(rows.map(|row| Activity {
        id: row.id.into(),
        kind: row.kind,
        actor: row.actor_id.map(Into::into),
        detail: row.detail,
        at: Timestamp(row.at),
    }))
}

fn note_of(row: note::Model) -> Note {
    Note {
        id: row.id.into(),
        lead: row.lead_id.into(),
        author: row.author_id.map(Into::into),
        body: row.body,
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
    }
}

pub(in crate::leads) async fn notes(
    db: &impl ConnectionTrait,
    scope: &Scope,
    lead: LeadId,
    page: &PageRequest,
) -> Result<Page<Note>> {
    let select =
        note::Entity::find().filter(note::Column::WorkspaceId.eq(scope.workspace().0)).filter(note::Column::LeadId.eq(lead.0));
    let key = Expr::col((note::Entity, note::Column::CreatedAt));
    let rows =
        page.fetch(db, select, key, note::Column::Id, true, |row: &note::Model| (Key::Int(row.created_at), row.id)).await?;
    Ok(rows.map(note_of))
}

pub(in crate::leads) async fn write_note(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    now: Timestamp,
    lead: LeadId,
    body: &str,
) -> Result<Note> {
    let row = note::ActiveModel {
        id: Set(NoteId::generate(now).0),
        workspace_id: Set(scope.workspace().0),
        lead_id: Set(lead.0),
        author_id: Set(scope.actor().user().map(|user| user.0)),
        body: Set(body.to_owned()),
        created_at: Set(now.millis()),
        updated_at: Set(now.millis()),
    };
    Ok(note_of(row.insert(tx).await?))
}

async fn note_row(tx: &impl ConnectionTrait, scope: &Scope, id: NoteId) -> Result<note::Model> {
    note::Entity::find_by_id(id.0)
        .filter(note::Column::WorkspaceId.eq(scope.workspace().0))
        .one(tx)
        .await?
        .ok_or_else(|| Error::rejected(RejectionCode::NotFound, "noteId", "there is no such note"))
}

pub(in crate::leads) async fn rewrite_note(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    now: Timestamp,
    id: NoteId,
    body: &str,
) -> Result<Note> {
    let mut row = note_row(tx, scope, id).await?.into_active_model();
    row.body = Set(body.to_owned());
    row.updated_at = Set(now.millis());
    Ok(note_of(row.update(tx).await?))
}

pub(in crate::leads) async fn remove_note(tx: &impl ConnectionTrait, scope: &Scope, id: NoteId) -> Result<LeadId> {
    let row = note_row(tx, scope, id).await?;
    let lead = row.lead_id.into();
    row.delete(tx).await?;
    Ok(lead)
}

fn tag_of(row: tag::Model) -> Tag {
    Tag { id: row.id.into(), name: row.name, color: row.color }
}

pub(in crate::leads) async fn all_tags(db: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<Tag>> {
    let rows = tag::Entity::find()
        .filter(tag::Column::WorkspaceId.eq(scope.workspace().0))
        .order_by_asc(tag::Column::NameKey)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(tag_of).collect())
}

/// The tags of these names, made where they are missing.
pub(in crate::leads) async fn tags_named(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    now: Timestamp,
    names: &[String],
) -> Result<Vec<TagId>> {
    let mut ids = Vec::with_capacity(names.len());
    for name in names {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > rules::MAX_TAG {
            let message = format!("a tag has 1 to {} characters", rules::MAX_TAG);
            return Err(Error::rejected(RejectionCode::Invalid, "tags", message));
        }
        let key = name.to_lowercase();
        let fresh = tag::ActiveModel {
            id: Set(TagId::generate(now).0),
            workspace_id: Set(scope.workspace().0),
            name: Set(name.to_owned()),
            name_key: Set(key.clone()),
            color: Set(None),
            created_at: Set(now.millis()),
        };
        let known = OnConflict::columns([tag::Column::WorkspaceId, tag::Column::NameKey]).do_nothing().to_owned();
        tag::Entity::insert_many([fresh]).on_conflict(known).exec_without_returning(tx).await?;
        let row = tag::Entity::find()
            .filter(tag::Column::WorkspaceId.eq(scope.workspace().0))
            .filter(tag::Column::NameKey.eq(key))
            .one(tx)
            .await?
            .ok_or(Error::bug("a tag just written is not there"))?;
        ids.push(row.id.into());
    }
    Ok(ids)
}

pub(in crate::leads) async fn attach(tx: &impl ConnectionTrait, leads: &[LeadId], tags: &[TagId]) -> Result<()> {
    let rows: Vec<_> = leads
        .iter()
        .flat_map(|lead| tags.iter().map(|tag| lead_tag::ActiveModel { lead_id: Set(lead.0), tag_id: Set(tag.0) }))
        .collect();
    for some in rows.chunks(500) {
        let known = OnConflict::columns([lead_tag::Column::LeadId, lead_tag::Column::TagId]).do_nothing().to_owned();
        lead_tag::Entity::insert_many(some.to_vec()).on_conflict(known).exec_without_returning(tx).await?;
    }
    Ok(())
}

pub(in crate::leads) async fn detach(tx: &impl ConnectionTrait, leads: &[LeadId], tags: &[TagId]) -> Result<()> {
    lead_tag::Entity::delete_many()
        .filter(lead_tag::Column::LeadId.is_in(leads.iter().map(|l| l.0)))
        .filter(lead_tag::Column::TagId.is_in(tags.iter().map(|t| t.0)))
        .exec(tx)
        .await?;
    Ok(())
}

/// Tags of several leads.
pub(in crate::leads) async fn tags_of(
    db: &impl ConnectionTrait,
    scope: &Scope,
    leads: &[LeadId],
) -> Result<HashMap<LeadId, Vec<Tag>>> {
    let links = lead_tag::Entity::find().filter(lead_tag::Column::LeadId.is_in(leads.iter().map(|l| l.0))).all(db).await?;
    let tags: HashMap<TagId, Tag> = all_tags(db, scope).await?.into_iter().map(|tag| (tag.id, tag)).collect();
    let mut of_lead: HashMap<LeadId, Vec<Tag>> = HashMap::new();
    for link in links {
        if let Some(tag) = tags.get(&link.tag_id.into()) {
            of_lead.entry(link.lead_id.into()).or_default().push(tag.clone());
        }
    }
    for tags in of_lead.values_mut() {
        tags.sort_by(|a, b| a.name.cmp(&b.name));
    }
    Ok(of_lead)
}
