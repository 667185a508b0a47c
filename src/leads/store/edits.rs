//! What people change on leads by hand: rows written, rewritten, deleted, changed in bulk.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr,
};
use serde_json::json;

use super::work;
use crate::{
    accounts::Scope,
    leads::{
        entity::lead,
        model::{LeadId, Stage},
        ops::{Bulk, LeadPatch},
        rules,
    },
    platform::{
        clock::Timestamp,
        error::{Error, RejectionCode, Result, is_conflict},
    },
};

/// A lead entered by hand, ready to be written.
pub(in crate::leads) struct Insertion {
    pub id: LeadId,
    pub name: String,
    pub named_by_hand: bool,
    pub identity: Option<String>,
    pub website: Option<String>,
}

/// Writes a new lead.
pub(in crate::leads) async fn insert(tx: &impl ConnectionTrait, scope: &Scope, now: Timestamp, new: Insertion) -> Result<()> {
    let row = lead::ActiveModel {
        id: Set(new.id.0),
        workspace_id: Set(scope.workspace().0),
        identity: Set(new.identity.clone().unwrap_or_else(|| new.id.to_string())),
        name_key: Set(new.name.to_lowercase()),
        search_text: Set(rules::search_text(&[Some(&new.name), new.identity.as_deref()])),
        edited_fields: Set(if new.named_by_hand { json!(["name"]) } else { json!([]) }),
        name: Set(new.name),
        domain: Set(new.identity.filter(|i| i.contains('.'))),
        website: Set(new.website),
        stage: Set(Stage::New.as_str().to_owned()),
        favorite: Set(false),
        has_email: Set(false),
        has_phone: Set(false),
        has_social: Set(false),
        socials: Set(json!([])),
        people: Set(json!([])),
        technologies: Set(json!([])),
        created_at: Set(now.millis()),
        updated_at: Set(now.millis()),
        last_seen_at: Set(now.millis()),
        ..Default::default()
    };
    match lead::Entity::insert(row).exec_without_returning(tx).await {
        Ok(_) => Ok(()),
        Err(error) if is_conflict(&error) => {
            Err(Error::rejected(RejectionCode::Taken, "website", "this workspace has a lead of that site"))
        }
        Err(error) => Err(error.into()),
    }
}

/// Fields of a lead that a person changed.
fn edited_fields(row: &lead::Model) -> Result<Vec<String>> {
    Ok(serde_json::from_value(row.edited_fields.clone())?)
}

/// Applies a checked patch to a locked row; says which fields changed.
pub(in crate::leads) async fn rewrite(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    before: lead::Model,
    patch: LeadPatch,
) -> Result<Vec<&'static str>> {
    let mut edited = edited_fields(&before)?;
    let mut changed = Vec::new();
    let mut row = before.clone().into_active_model();
    if let Some(name) = patch.name {
        row.name_key = Set(name.to_lowercase());
        row.name = Set(name);
        changed.push("name");
    }
    for (value, column, field) in [
        (patch.description, &mut row.description, "description"),
        (patch.category, &mut row.category, "category"),
        (patch.opening_hours, &mut row.opening_hours, "openingHours"),
    ] {
        if let Some(value) = value {
            *column = Set(value);
            changed.push(field);
        }
    }
    if let Some(at) = patch.last_contacted_at {
        row.last_contacted_at = Set(at.map(Timestamp::millis));
        changed.push("lastContactedAt");
    }
    for field in &changed {
        if !edited.iter().any(|e| e == field) {
            edited.push((*field).to_owned());
        }
    }
    row.edited_fields = Set(json!(edited));
    row.search_text = Set(rules::search_text(&[
        row.name.try_as_ref().map(String::as_str),
        Some(&before.identity),
        before.city.as_deref(),
        row.category.try_as_ref().and_then(|c| c.as_deref()),
        row.description.try_as_ref().and_then(|d| d.as_deref()),
    ]));
    row.updated_at = Set(now.millis());
    row.update(tx).await?;
    Ok(changed)
}

/// Deletes leads of the workspace with all that hangs on them.
pub(in crate::leads) async fn delete(tx: &impl ConnectionTrait, scope: &Scope, ids: &[LeadId]) -> Result<u64> {
    let result = lead::Entity::delete_many()
        .filter(lead::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(lead::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .exec(tx)
        .await?;
    Ok(result.rows_affected)
}

/// Applies one change to many leads; says what to write down of it.
pub(in crate::leads) async fn change_many(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    now: Timestamp,
    ids: &[LeadId],
    change: &Bulk,
) -> Result<(&'static str, serde_json::Value)> {
    let mut update = lead::Entity::update_many()
        .col_expr(lead::Column::UpdatedAt, Expr::value(now.millis()))
        .filter(lead::Column::WorkspaceId.eq(scope.workspace().0))
        .filter(lead::Column::Id.is_in(ids.iter().map(|id| id.0)));
    let told = match change {
        Bulk::Stage(stage) => {
            update = update.col_expr(lead::Column::Stage, Expr::value(stage.as_str()));
            if *stage == Stage::Contacted {
                update = update.col_expr(lead::Column::LastContactedAt, Expr::value(now.millis()));
            }
            ("STAGE_CHANGED", json!({ "to": stage.as_str() }))
        }
        Bulk::Favorite(favorite) => {
            update = update.col_expr(lead::Column::Favorite, Expr::value(*favorite));
            (if *favorite { "FAVORITED" } else { "UNFAVORITED" }, json!({}))
        }
        Bulk::Assign(user) => {
            update = update.col_expr(lead::Column::AssigneeId, Expr::value(user.map(|u| u.0)));
            ("ASSIGNED", json!({ "to": user }))
        }
        Bulk::Tag(names) => {
            let tags = work::tags_named(tx, scope, now, names).await?;
            work::attach(tx, ids, &tags).await?;
            ("TAGGED", json!({ "tags": names }))
        }
        Bulk::Untag(tags) => {
            work::detach(tx, ids, tags).await?;
            ("UNTAGGED", json!({ "tags": tags }))
        }
    };
    update.exec(tx).await?;
    Ok(told)
}
