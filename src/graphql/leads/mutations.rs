//! The work on leads: entering, editing, staging, labelling, noting.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use super::{Lead, LeadStage, Note};
use crate::{
    graphql::{
        context::Ask,
        error::{UserError, settle},
        guard::SignedIn,
        scalars::{DateTime, input_id, input_ids},
    },
    leads::{self, ops},
    platform::error::{Error, Result},
};

/// A lead entered by hand.
#[derive(InputObject, Debug)]
pub struct CreateLeadInput {
    /// Name; taken from the web site when absent.
    name: Option<String>,
    /// Web site; a bare domain is accepted.
    website: Option<String>,
}

/// Changes to a lead: an absent field stays as it is, null empties it.
#[derive(InputObject, Debug)]
pub struct UpdateLeadInput {
    /// Which.
    lead_id: ID,
    /// Name.
    name: Option<String>,
    /// Description.
    description: MaybeUndefined<String>,
    /// Category.
    category: MaybeUndefined<String>,
    /// Opening hours.
    opening_hours: MaybeUndefined<String>,
    /// When somebody last wrote or called.
    last_contacted_at: MaybeUndefined<DateTime>,
}

fn patched<T>(value: MaybeUndefined<T>) -> Option<Option<T>> {
    match value {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(value)),
    }
}

/// A lead, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct LeadPayload {
    /// The lead as it is now.
    lead: Option<Lead>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

impl LeadPayload {
    fn of(outcome: Result<leads::Lead>) -> Result<Self> {
        let (lead, user_errors) = settle(outcome)?;
        Ok(Self { lead: lead.map(Lead::from), user_errors })
    }
}

/// Several leads, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct LeadsPayload {
    /// The leads as they are now, in the order asked; empty when there are mistakes.
    leads: Vec<Lead>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// Deleted leads, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct DeleteLeadsPayload {
    /// Ids that are gone.
    deleted_ids: Vec<ID>,
    /// Mistakes in the input; nothing was deleted when there are any.
    user_errors: Vec<UserError>,
}

/// A note, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct NotePayload {
    /// The note as it is now; none after it was deleted.
    note: Option<Note>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

/// Leads to delete.
#[derive(InputObject, Debug)]
pub struct DeleteLeadsInput {
    /// At most 1000.
    lead_ids: Vec<ID>,
}

/// Leads to move to a stage.
#[derive(InputObject, Debug)]
pub struct SetStageInput {
    /// At most 1000.
    lead_ids: Vec<ID>,
    /// The stage.
    stage: LeadStage,
}

/// Leads to give to a member.
#[derive(InputObject, Debug)]
pub struct AssignLeadsInput {
    /// At most 1000.
    lead_ids: Vec<ID>,
    /// The member; null for nobody.
    assignee_id: Option<ID>,
}

/// A lead to mark or unmark.
#[derive(InputObject, Debug)]
pub struct FavoriteLeadInput {
    /// Which.
    lead_id: ID,
    /// Marked or not.
    favorite: bool,
}

/// Leads to label.
#[derive(InputObject, Debug)]
pub struct TagLeadsInput {
    /// At most 1000.
    lead_ids: Vec<ID>,
    /// Names of tags; made when the workspace has none of that name.
    #[graphql(validator(max_items = 20))]
    tags: Vec<String>,
}

/// Leads to take labels from.
#[derive(InputObject, Debug)]
pub struct UntagLeadsInput {
    /// At most 1000.
    lead_ids: Vec<ID>,
    /// Tags to take away.
    tag_ids: Vec<ID>,
}

/// A note to write.
#[derive(InputObject, Debug)]
pub struct AddNoteInput {
    /// On which lead.
    lead_id: ID,
    /// Text, at most 10 000 characters.
    body: String,
}

/// A note to change.
#[derive(InputObject, Debug)]
pub struct UpdateNoteInput {
    /// Which.
    note_id: ID,
    /// Text, at most 10 000 characters.
    body: String,
}

/// A note to delete.
#[derive(InputObject, Debug)]
pub struct DeleteNoteInput {
    /// Which.
    note_id: ID,
}

async fn bulk(ctx: &Context<'_>, ids: &[ID], change: Result<ops::Bulk>) -> Result<LeadsPayload> {
    let ids = input_ids(ids, "leadIds");
    let outcome = match (ids, change) {
        (Ok(ids), Ok(change)) => ops::apply(ctx.op()?, &ctx.scope()?, &ids, change).await,
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    let (leads, user_errors) = settle(outcome)?;
    Ok(LeadsPayload { leads: leads.unwrap_or_default().into_iter().map(Lead::from).collect(), user_errors })
}

/// Mutations of leads.
#[derive(Debug, Default)]
pub struct LeadsMutation;

#[Object(guard = "SignedIn")]
impl LeadsMutation {
    /// Enters a lead by hand.
    async fn create_lead(&self, ctx: &Context<'_>, input: CreateLeadInput) -> Result<LeadPayload> {
        let new = ops::NewLead { name: input.name, website: input.website };
        LeadPayload::of(ops::create(ctx.op()?, &ctx.scope()?, new).await)
    }

    /// Changes a lead; the fields changed are no longer overwritten by hunts.
    async fn update_lead(&self, ctx: &Context<'_>, input: UpdateLeadInput) -> Result<LeadPayload> {
        let (op, scope) = (ctx.op()?, ctx.scope()?);
        let id = match input_id(&input.lead_id, "leadId") {
            Ok(id) => id,
            Err(error) => return LeadPayload::of(Err(error)),
        };
        let patch = ops::LeadPatch {
            name: input.name,
            description: patched(input.description),
            category: patched(input.category),
            opening_hours: patched(input.opening_hours),
            last_contacted_at: patched(input.last_contacted_at).map(|at| at.map(|at| at.0)),
        };
        LeadPayload::of(ops::update(op, &scope, id, patch).await)
    }

    /// Deletes leads with all that hangs on them. What was revealed stays paid.
    async fn delete_leads(&self, ctx: &Context<'_>, input: DeleteLeadsInput) -> Result<DeleteLeadsPayload> {
        let (op, scope) = (ctx.op()?, ctx.scope()?);
        let outcome = match input_ids(&input.lead_ids, "leadIds") {
            Ok(ids) => ops::delete(op, &scope, &ids).await,
            Err(error) => Err(error),
        };
        let (done, user_errors) = settle(outcome)?;
        Ok(DeleteLeadsPayload { deleted_ids: done.map(|_| input.lead_ids).unwrap_or_default(), user_errors })
    }

    /// Moves leads to a stage.
    async fn set_stage(&self, ctx: &Context<'_>, input: SetStageInput) -> Result<LeadsPayload> {
        bulk(ctx, &input.lead_ids, Ok(ops::Bulk::Stage(input.stage.into()))).await
    }

    /// Gives leads to a member, or to nobody.
    async fn assign_leads(&self, ctx: &Context<'_>, input: AssignLeadsInput) -> Result<LeadsPayload> {
        let assignee = input.assignee_id.map(|user| input_id(&user, "assigneeId")).transpose();
        bulk(ctx, &input.lead_ids, assignee.map(ops::Bulk::Assign)).await
    }

    /// Marks or unmarks a lead.
    async fn favorite_lead(&self, ctx: &Context<'_>, input: FavoriteLeadInput) -> Result<LeadPayload> {
        let outcome = match input_id(&input.lead_id, "leadId") {
            Ok(id) => ops::apply(ctx.op()?, &ctx.scope()?, &[id], ops::Bulk::Favorite(input.favorite)).await,
            Err(error) => Err(error),
        };
        LeadPayload::of(outcome.and_then(|mut leads| leads.pop().ok_or(Error::NotFound("there is no such lead"))))
    }

    /// Labels leads.
    async fn tag_leads(&self, ctx: &Context<'_>, input: TagLeadsInput) -> Result<LeadsPayload> {
        bulk(ctx, &input.lead_ids, Ok(ops::Bulk::Tag(input.tags))).await
    }

    /// Takes labels from leads.
    async fn untag_leads(&self, ctx: &Context<'_>, input: UntagLeadsInput) -> Result<LeadsPayload> {
        let tags = input_ids(&input.tag_ids, "tagIds");
        bulk(ctx, &input.lead_ids, tags.map(ops::Bulk::Untag)).await
    }

    /// Writes a note on a lead.
    async fn add_note(&self, ctx: &Context<'_>, input: AddNoteInput) -> Result<NotePayload> {
        let outcome = match input_id(&input.lead_id, "leadId") {
            Ok(id) => ops::add_note(ctx.op()?, &ctx.scope()?, id, &input.body).await,
            Err(error) => Err(error),
        };
        let (note, user_errors) = settle(outcome)?;
        Ok(NotePayload { note: note.map(Note::from), user_errors })
    }

    /// Changes a note.
    async fn update_note(&self, ctx: &Context<'_>, input: UpdateNoteInput) -> Result<NotePayload> {
        let outcome = match input_id(&input.note_id, "noteId") {
            Ok(id) => ops::update_note(ctx.op()?, &ctx.scope()?, id, &input.body).await,
            Err(error) => Err(error),
        };
        let (note, user_errors) = settle(outcome)?;
        Ok(NotePayload { note: note.map(Note::from), user_errors })
    }

    /// Deletes a note.
    async fn delete_note(&self, ctx: &Context<'_>, input: DeleteNoteInput) -> Result<NotePayload> {
        let outcome = match input_id(&input.note_id, "noteId") {
            Ok(id) => ops::delete_note(ctx.op()?, &ctx.scope()?, id).await,
            Err(error) => Err(error),
        };
        let (_, user_errors) = settle(outcome)?;
        Ok(NotePayload { note: None, user_errors })
    }
}
