//! The work on a lead, as the schema shows it: labels, notes, activity, and who did it.

use async_graphql::{ComplexObject, Context, ID, SimpleObject};

use crate::{
    graphql::{accounts::User, context::Ask, scalars::DateTime},
    leads,
    platform::error::{Error, Result},
};

/// A label of the workspace.
#[derive(SimpleObject, Debug, Clone)]
pub struct Tag {
    /// Id.
    pub id: ID,
    /// Name.
    pub name: String,
    /// CSS colour.
    pub color: Option<String>,
}

impl From<leads::Tag> for Tag {
    fn from(tag: leads::Tag) -> Self {
        Self { id: ID(tag.id.to_string()), name: tag.name, color: tag.color }
    }
}

/// A note on a lead.
#[derive(SimpleObject, Debug, Clone)]
#[graphql(complex)]
pub struct Note {
    /// Id.
    pub id: ID,
    #[graphql(skip)]
    author_id: Option<crate::accounts::UserId>,
    /// Text.
    pub body: String,
    /// Written.
    pub created_at: DateTime,
    /// Last changed.
    pub updated_at: DateTime,
}

#[ComplexObject]
impl Note {
    /// Who wrote it.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        user(ctx, self.author_id).await
    }
}

impl From<leads::Note> for Note {
    fn from(note: leads::Note) -> Self {
        Self {
            id: ID(note.id.to_string()),
            author_id: note.author,
            body: note.body,
            created_at: note.created_at.into(),
            updated_at: note.updated_at.into(),
        }
    }
}

/// Something that happened to a lead.
#[derive(SimpleObject, Debug, Clone)]
#[graphql(complex)]
pub struct Activity {
    /// Id.
    pub id: ID,
    /// "DISCOVERED", "STAGE_CHANGED" …
    pub kind: String,
    #[graphql(skip)]
    pub(super) actor_id: Option<crate::accounts::UserId>,
    /// Particulars.
    pub detail: async_graphql::Json<serde_json::Value>,
    /// When.
    pub at: DateTime,
}

#[ComplexObject]
impl Activity {
    /// Who did it; none when Glouton itself did.
    async fn actor(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        user(ctx, self.actor_id).await
    }
}

pub(in crate::graphql) async fn user(ctx: &Context<'_>, id: Option<crate::accounts::UserId>) -> Result<Option<User>> {
    let Some(id) = id else { return Ok(None) };
    Ok(ctx.loaders()?.users.load_one(id).await.map_err(Error::from)?.map(User::from))
}
