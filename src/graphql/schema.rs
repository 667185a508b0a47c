//! The schema: its three roots put together from the domains' parts, its limits, and how a request is run against it.

use std::sync::Arc;

use async_graphql::{
    Context, ErrorExtensionValues, ID, Interface, MergedObject, Object, Response, Schema, SchemaBuilder, SimpleObject,
    extensions::apollo_persisted_queries::{ApolloPersistedQueries, LruCacheStorage},
};

use super::{
    accounts::{self, AccountsMutation, AccountsQuery},
    audits::{Audit, AuditRun, AuditRunsMutation, AuditRunsQuery, AuditsMutation, AuditsQuery},
    context::{Ask, RequestContext, Services, Viewer},
    cost::{Budgets, CostExtension, Settings},
    credits::{CreditEntry, CreditsMutation, CreditsQuery},
    guard::{Open, SignedIn},
    hosts::{HostsMutation, HostsQuery},
    hunts::{Hunt, HuntSite, HuntsMutation, HuntsQuery},
    installation::{InstallationMutation, InstallationQuery},
    leads::{Contact, Lead, LeadsMutation, LeadsQuery, Person},
    loaders::Loaders,
    reveals::RevealsMutation,
    scalars::id,
    subscriptions::SubscriptionRoot,
    verifications::VerificationsMutation,
};
use crate::{
    audits::{AuditId, runs::AuditRunId},
    credits::EntryId,
    hunts::{HuntId, SiteId},
    leads::{ContactId, LeadId, PersonId},
    platform::error::{Error, Result},
};

/// Everything with an id of its own.
#[allow(clippy::large_enum_variant)] // lives for one answer, and is a lead most of the time
#[derive(Interface, Debug, Clone)]
#[graphql(field(name = "id", ty = "ID", desc = "Opaque; begins with a prefix that names the type."))]
pub enum Node {
    /// A hunt.
    Hunt(Hunt),
    /// A site of a hunt.
    HuntSite(HuntSite),
    /// A lead.
    Lead(Lead),
    /// A contact.
    Contact(Contact),
    /// An audit.
    Audit(Audit),
    /// A user.
    User(accounts::User),
    /// A workspace.
    Workspace(accounts::Workspace),
    /// An API key.
    ApiKey(accounts::ApiKey),
    /// A session.
    Session(accounts::Session),
    /// A person of a lead.
    Person(Person),
    /// An audit run.
    AuditRun(AuditRun),
    /// An entry of the credit ledger.
    CreditEntry(CreditEntry),
}

/// How much the caller may still ask for.
#[derive(SimpleObject, Debug)]
pub struct RateLimit {
    /// Most that one query may cost.
    pub max_query_cost: i32,
    /// Cost that may be spent in a minute.
    pub cost_per_minute: i32,
}

async fn find(ctx: &Context<'_>, text: &ID) -> Result<Option<Node>> {
    let (op, scope) = (ctx.op()?, ctx.scope()?);
    let found = match text.split('_').next().unwrap_or_default() {
        HuntId::PREFIX => crate::hunts::ops::get(op, &scope, id(text)?).await.map(|hunt| Some(Node::Hunt(hunt.into()))),
        SiteId::PREFIX => crate::hunts::ops::sites_by_ids(op, &scope, &[id(text)?])
            .await
            .map(|sites| sites.into_iter().next().map(|site| Node::HuntSite(site.into()))),
        LeadId::PREFIX => crate::leads::ops::get(op, &scope, id(text)?).await.map(|lead| Some(Node::Lead(lead.into()))),
        ContactId::PREFIX => crate::leads::ops::contacts_by_ids(op, &scope, &[id(text)?])
            .await
            .map(|contacts| contacts.into_iter().next().map(|contact| Node::Contact(contact.into()))),
        AuditId::PREFIX => crate::audits::ops::get(op, &scope, id(text)?).await.map(|audit| Some(Node::Audit(audit.into()))),
        crate::accounts::UserId::PREFIX => accounts::user_node(ctx, id(text)?).await.map(|user| user.map(Node::User)),
        crate::accounts::WorkspaceId::PREFIX => accounts::workspace_node(ctx, id(text)?).await.map(|ws| ws.map(Node::Workspace)),
        crate::accounts::ApiKeyId::PREFIX => accounts::api_key_node(ctx, id(text)?).await.map(|key| key.map(Node::ApiKey)),
        crate::accounts::SessionId::PREFIX => accounts::session_node(ctx, id(text)?).await.map(|s| s.map(Node::Session)),
        PersonId::PREFIX => {
            crate::leads::ops::person(op, &scope, id(text)?).await.map(|person| Some(Node::Person(person.into())))
        }
        AuditRunId::PREFIX => {
            crate::audits::runs::ops::get(op, &scope, id(text)?).await.map(|run| Some(Node::AuditRun(run.into())))
        }
        EntryId::PREFIX => crate::credits::ops::entry(op, &scope, id(text)?)
            .await
            .map(|entry| entry.map(|entry| Node::CreditEntry(entry.into()))),
        _ => return Err(Error::BadInput("this is no id of this service".to_owned())),
    };
    match found {
        Err(Error::NotFound(_)) => Ok(None),
        other => other,
    }
}

/// Queries that belong to no domain.
#[derive(Debug, Default)]
pub struct RootQuery;

#[Object(guard = "SignedIn")]
impl RootQuery {
    /// Whatever has this id. NOT_FOUND when the workspace has nothing of the kind.
    #[graphql(complexity = "1 + child_complexity")]
    async fn node(&self, ctx: &Context<'_>, #[graphql(name = "id")] text: ID) -> Result<Option<Node>> {
        match find(ctx, &text).await? {
            Some(node) => Ok(Some(node)),
            None => Err(Error::NotFound("there is nothing with this id")),
        }
    }

    /// Whatever has these ids, in that order; null for those that are not there. At most 100.
    #[graphql(complexity = "ids.len().min(100) * (1 + child_complexity)")]
    async fn nodes(&self, ctx: &Context<'_>, ids: Vec<ID>) -> Result<Vec<Option<Node>>> {
        if ids.len() > 100 {
            return Err(Error::BadInput("at most 100 ids at a time".to_owned()));
        }
        let mut nodes = Vec::with_capacity(ids.len());
        for text in &ids {
            nodes.push(find(ctx, text).await?);
        }
        Ok(nodes)
    }

    /// How much the caller may ask for; what is left stands in every answer's `extensions.cost`.
    #[graphql(guard = "Open")]
    async fn rate_limit(&self, ctx: &Context<'_>) -> Result<RateLimit> {
        let settings = ctx.data::<Settings>().map_err(|_| Error::bug("the schema was built without its settings"))?;
        let per_minute = match ctx.request()?.viewer {
            Viewer::Known(_) => settings.signed_in_cost_per_minute,
            Viewer::Anonymous | Viewer::Refused(_) => settings.anonymous_cost_per_minute,
        };
        Ok(RateLimit {
            max_query_cost: i32::try_from(settings.max_cost).unwrap_or(i32::MAX),
            cost_per_minute: i32::try_from(per_minute).unwrap_or(i32::MAX),
        })
    }
}

/// Queries.
#[derive(MergedObject, Debug, Default)]
pub struct Query(
    RootQuery,
    AccountsQuery,
    HuntsQuery,
    HostsQuery,
    LeadsQuery,
    AuditsQuery,
    AuditRunsQuery,
    CreditsQuery,
    InstallationQuery,
);

/// Mutations. Each takes one input and returns what changed, or in `userErrors` what the caller can mend.
#[derive(MergedObject, Debug, Default)]
pub struct Mutation(
    AccountsMutation,
    HuntsMutation,
    HostsMutation,
    LeadsMutation,
    AuditsMutation,
    AuditRunsMutation,
    CreditsMutation,
    RevealsMutation,
    VerificationsMutation,
    InstallationMutation,
);

/// Glouton's schema.
pub type AppSchema = Schema<Query, Mutation, SubscriptionRoot>;

fn builder() -> SchemaBuilder<Query, Mutation, SubscriptionRoot> {
    Schema::build(Query::default(), Mutation::default(), SubscriptionRoot)
}

/// Builds the schema over the services; what callers may spend comes out of `budgets`.
#[must_use]
pub fn build(services: Arc<Services>, settings: &Settings, budgets: Budgets) -> AppSchema {
    let mut builder = builder()
        .data(services)
        .data(settings.clone())
        .limit_complexity(settings.max_cost)
        .limit_depth(settings.max_depth)
        .limit_aliases(settings.max_aliases)
        .limit_recursive_depth(64)
        .limit_directives(16)
        .extension(CostExtension(Arc::new(budgets)))
        .extension(ApolloPersistedQueries::new(LruCacheStorage::new(1_000)));
    if !settings.introspection {
        builder = builder.disable_introspection().disable_suggestions();
    }
    builder.finish()
}

/// The schema's definition, as printed to `schema.graphql`. Needs no service.
#[must_use]
pub fn sdl() -> String {
    let text = builder().finish().sdl();
    // Blank lines carry no meaning and editors strip what trails.
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n").trim())
}

/// Puts a caller's context and loaders into a request.
#[must_use]
pub fn prepare(services: &Services, request: async_graphql::Request, context: RequestContext) -> async_graphql::Request {
    let request = match &context.viewer {
        Viewer::Known(known) => request.data(Loaders::new(&services.op, known.scope)),
        Viewer::Anonymous | Viewer::Refused(_) => request,
    };
    request.data(context)
}

/// Gives every error of an answer its code, and an INTERNAL one the request's id.
#[must_use]
pub fn finish(mut response: Response, request_id: &str) -> Response {
    for error in &mut response.errors {
        let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
        if extensions.get("code").is_none() {
            let code = if error.message.contains("too complex")
                || error.message.contains("too deep")
                || error.message.contains("aliases")
            {
                "COST_LIMIT_EXCEEDED"
            } else if error.message == "PersistedQueryNotFound" {
                "PERSISTED_QUERY_NOT_FOUND"
            } else {
                "BAD_USER_INPUT"
            };
            extensions.set("code", code);
        }
        if extensions.get("code") == Some(&async_graphql::Value::from("INTERNAL")) {
            extensions.set("requestId", request_id);
        }
    }
    response
}
