//! What a resolver can ask its context for: the services of the house, and who asks.
//! Invariant: a scope comes out of here only when authentication put it in.

use std::sync::Arc;

use async_graphql::Context;

use super::loaders::Loaders;
use crate::{
    accounts::{self, Authenticated, Caller, Credentials, Scope},
    credits, hunts,
    platform::{
        egress::Egress,
        error::{Error, Result},
        op::Op,
    },
};

/// Everything the operations behind the schema need; made once at start.
#[derive(Debug)]
pub struct Services {
    /// Database, clock, bus.
    pub op: Op,
    /// Tokens and passwords.
    pub credentials: Credentials,
    /// The door every request leaves by.
    pub egress: Egress,
    /// Settings of accounts.
    pub accounts: accounts::Settings,
    /// Settings of credits.
    pub credits: credits::Settings,
    /// Settings of hunts.
    pub hunts: hunts::rules::Settings,
    /// Attempts of a task before it is dead.
    pub task_attempts: i32,
    /// Fires when the server stops, so that streams end.
    pub stopping: tokio_util::sync::CancellationToken,
}

/// Who asks, as the HTTP room found out.
#[derive(Debug, Clone)]
pub enum Viewer {
    /// No credential was shown.
    Anonymous,
    /// A good one.
    Known(Authenticated),
    /// One that is not good (any more), and why.
    Refused(&'static str),
}

/// What belongs to one request (or to one socket).
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// Who asks.
    pub viewer: Viewer,
    /// From where.
    pub caller: Caller,
    /// Stands in the log and in every INTERNAL error.
    pub request_id: String,
}

/// The house's own words for [`Context`].
pub trait Ask {
    /// The services.
    fn services(&self) -> Result<&Arc<Services>>;
    /// Database, clock, bus.
    fn op(&self) -> Result<&Op>;
    /// The request.
    fn request(&self) -> Result<&RequestContext>;
    /// The scope of whoever is signed in.
    fn scope(&self) -> Result<Scope>;
    /// Who is signed in, with the end of their credential; `None` for strangers.
    fn signed_in(&self) -> Result<Option<Authenticated>>;
    /// The request's loaders.
    fn loaders(&self) -> Result<&Loaders>;
}

impl Ask for Context<'_> {
    fn services(&self) -> Result<&Arc<Services>> {
        self.data::<Arc<Services>>().map_err(|_| Error::bug("the schema was built without its services"))
    }

    fn op(&self) -> Result<&Op> {
        Ok(&self.services()?.op)
    }

    fn request(&self) -> Result<&RequestContext> {
        self.data::<RequestContext>().map_err(|_| Error::bug("a request came without its context"))
    }

    fn scope(&self) -> Result<Scope> {
        match self.signed_in()? {
            Some(known) => Ok(known.scope),
            None => Err(Error::Unauthenticated("sign in first")),
        }
    }

    fn signed_in(&self) -> Result<Option<Authenticated>> {
        match &self.request()?.viewer {
            Viewer::Anonymous => Ok(None),
            Viewer::Known(known) => Ok(Some(*known)),
            Viewer::Refused(why) => Err(Error::Unauthenticated(why)),
        }
    }

    fn loaders(&self) -> Result<&Loaders> {
        self.scope()?;
        self.data::<Loaders>().map_err(|_| Error::bug("a request came without its loaders"))
    }
}
