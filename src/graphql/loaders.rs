//! Loads the things a page of objects refers to in one query each instead of one per object. Made per request (or socket), bound to
//! its scope, without a cache: what a long subscription shows is always as it is now.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{
    dataloader::{DataLoader, Loader},
    runtime::{TokioSpawner, TokioTimer},
};

use crate::{
    accounts::{self, Scope, User, UserId},
    audits::{self, Audit, AuditId},
    hunts::{self, Hunt, HuntId, HuntSource, Site, SiteId},
    leads::{self, Lead, LeadId, ShownContact, Tag},
    platform::{error::Error, op::Op},
};

/// An error that several resolvers share.
#[derive(Debug, Clone)]
pub struct Shared(Arc<Error>);

impl From<Error> for Shared {
    fn from(error: Error) -> Self {
        Self(Arc::new(error))
    }
}

impl From<Shared> for Error {
    fn from(shared: Shared) -> Self {
        match &*shared.0 {
            Self::Unavailable(what) => Self::Unavailable(what),
            Self::Forbidden(why) => Self::Forbidden(why),
            Self::Unauthenticated(why) => Self::Unauthenticated(why),
            other => Self::Internal(anyhow::anyhow!("a loader failed: {}", other.operator_message())),
        }
    }
}

/// What every loader knows.
#[derive(Debug, Clone)]
pub struct Source {
    op: Op,
    scope: Scope,
}

macro_rules! loader {
    ($(#[$doc:meta])* $name:ident, $key:ty => $value:ty, |$source:ident, $keys:ident| $body:expr) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name(Source);

        #[async_trait::async_trait]
        impl Loader<$key> for $name {
            type Value = $value;
            type Error = Shared;

            async fn load(&self, $keys: &[$key]) -> Result<HashMap<$key, $value>, Shared> {
                let $source = &self.0;
                $body
            }
        }
    };
}

loader!(
    /// Leads by id.
    Leads, LeadId => Lead, |from, keys| Ok(leads::ops::by_ids(&from.op, &from.scope, keys).await?)
);
loader!(
    /// Contacts of leads, as the workspace may see them.
    Contacts, LeadId => Vec<ShownContact>, |from, keys| Ok(leads::ops::contacts_of(&from.op, &from.scope, keys).await?)
);
loader!(
    /// Tags of leads.
    Tags, LeadId => Vec<Tag>, |from, keys| Ok(leads::ops::tags_of(&from.op, &from.scope, keys).await?)
);
loader!(
    /// Audits by id.
    Audits, AuditId => Audit, |from, keys| Ok(audits::ops::by_ids(&from.op, &from.scope, keys).await?)
);
loader!(
    /// Hunts by id.
    Hunts, HuntId => Hunt, |from, keys| {
        Ok(hunts::ops::by_ids(&from.op, &from.scope, keys).await?.into_iter().map(|hunt| (hunt.id, hunt)).collect())
    }
);
loader!(
    /// Where the sites of hunts come from.
    HuntSources, HuntId => HuntSource, |from, keys| {
        Ok(hunts::ops::sources_by_ids(&from.op, &from.scope, keys).await?.into_iter().collect())
    }
);
loader!(
    /// Sites by id.
    Sites, SiteId => Site, |from, keys| {
        Ok(hunts::ops::sites_by_ids(&from.op, &from.scope, keys).await?.into_iter().map(|site| (site.id, site)).collect())
    }
);
loader!(
    /// Users by id.
    Users, UserId => User, |from, keys| Ok(accounts::ops::users(&from.op, keys).await?)
);

/// The loaders of one request.
pub struct Loaders {
    /// See [`Leads`].
    pub leads: DataLoader<Leads>,
    /// See [`Contacts`].
    pub contacts: DataLoader<Contacts>,
    /// See [`Tags`].
    pub tags: DataLoader<Tags>,
    /// See [`Audits`].
    pub audits: DataLoader<Audits>,
    /// See [`Hunts`].
    pub hunts: DataLoader<Hunts>,
    /// See [`HuntSources`].
    pub hunt_sources: DataLoader<HuntSources>,
    /// See [`Sites`].
    pub sites: DataLoader<Sites>,
    /// See [`Users`].
    pub users: DataLoader<Users>,
}

impl std::fmt::Debug for Loaders {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Loaders").finish_non_exhaustive()
    }
}

impl Loaders {
    /// Loaders bound to `scope`.
    #[must_use]
    pub fn new(op: &Op, scope: Scope) -> Self {
        let source = Source { op: op.clone(), scope };
        fn make<T>(loader: T) -> DataLoader<T> {
            DataLoader::new(loader, TokioSpawner::current(), TokioTimer::default()).max_batch_size(200)
        }
        Self {
            leads: make(Leads(source.clone())),
            contacts: make(Contacts(source.clone())),
            tags: make(Tags(source.clone())),
            audits: make(Audits(source.clone())),
            hunts: make(Hunts(source.clone())),
            hunt_sources: make(HuntSources(source.clone())),
            sites: make(Sites(source.clone())),
            users: make(Users(source)),
        }
    }
}
