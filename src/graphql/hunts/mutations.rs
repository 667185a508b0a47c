//! Starting, steering and ending hunts.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::{FetchMode, Hunt, LocalBusinessProvider, WebsitePresence};
use crate::{
    graphql::{
        context::Ask,
        error::{UserError, settle},
        guard::SignedIn,
        scalars::input_id,
    },
    hunts::{self, ops, rules::LimitsAsked},
    platform::error::{Error, Rejection, RejectionCode, Result},
};

/// Limits asked for; absent ones take the installation's defaults.
#[derive(InputObject, Debug, Default)]
pub struct HuntLimitsInput {
    /// Sites.
    max_sites: Option<i32>,
    /// Pages of one site.
    max_pages_per_site: Option<i32>,
    /// Link distance from the start page.
    max_depth: Option<i32>,
    /// Running time; pauses are not counted.
    max_duration_seconds: Option<i32>,
    /// Leads.
    max_leads: Option<i32>,
}

/// A list of web sites.
#[derive(InputObject, Debug)]
pub struct WebsiteSourceInput {
    /// Addresses; bare domains are accepted.
    urls: Vec<String>,
}

/// Local businesses of a place.
#[derive(InputObject, Debug)]
pub struct LocalBusinessSourceInput {
    /// Where they are looked up.
    #[graphql(default_with = "LocalBusinessProvider::OpenStreetMap")]
    provider: LocalBusinessProvider,
    /// Kinds of business.
    categories: Vec<String>,
    /// Name of the place.
    location: Option<String>,
    /// Centre.
    latitude: Option<f64>,
    /// Centre.
    longitude: Option<f64>,
    /// Radius.
    #[graphql(default = 5000)]
    radius_meters: i32,
    /// With or without a site.
    #[graphql(default_with = "WebsitePresence::Any")]
    website: WebsitePresence,
}

/// A directory page.
#[derive(InputObject, Debug)]
pub struct DirectorySourceInput {
    /// The page.
    url: String,
    /// CSS selector of the links.
    link_selector: Option<String>,
}

/// What to hunt. Exactly one source.
#[derive(InputObject, Debug)]
pub struct StartHuntInput {
    /// The same key and input give the same hunt for 24 hours; with another input CONFLICT.
    idempotency_key: String,
    /// Name; made from the source when absent.
    name: Option<String>,
    /// How pages are fetched.
    #[graphql(default_with = "FetchMode::Auto")]
    fetch_mode: FetchMode,
    /// Limits.
    limits: Option<HuntLimitsInput>,
    /// A list of web sites.
    websites: Option<WebsiteSourceInput>,
    /// Local businesses of a place.
    local_businesses: Option<LocalBusinessSourceInput>,
    /// A directory page.
    directory: Option<DirectorySourceInput>,
}

impl StartHuntInput {
    fn read(self) -> Result<ops::StartHunt> {
        let source = match (self.websites, self.local_businesses, self.directory) {
            (Some(websites), None, None) => hunts::HuntSource::Websites { urls: websites.urls },
            (None, Some(local), None) => hunts::HuntSource::LocalBusinesses {
                provider: match local.provider {
                    LocalBusinessProvider::OpenStreetMap => "OPENSTREETMAP",
                    LocalBusinessProvider::GooglePlaces => "GOOGLE_PLACES",
                    LocalBusinessProvider::Overture => "OVERTURE",
                }
                .to_owned(),
                categories: local.categories,
                location: local.location,
                latitude: local.latitude,
                longitude: local.longitude,
                radius_meters: local.radius_meters,
                website: match local.website {
                    WebsitePresence::Any => "ANY",
                    WebsitePresence::With => "WITH",
                    WebsitePresence::Without => "WITHOUT",
                }
                .to_owned(),
            },
            (None, None, Some(directory)) => {
                hunts::HuntSource::Directory { url: directory.url, link_selector: directory.link_selector }
            }
            (None, None, None) => {
                return Err(Error::Rejected(vec![Rejection::new(
                    RejectionCode::Required,
                    "websites",
                    "give one of websites, localBusinesses and directory",
                )]));
            }
            _ => {
                return Err(Error::Rejected(vec![Rejection::new(
                    RejectionCode::Invalid,
                    "websites",
                    "give only one of websites, localBusinesses and directory",
                )]));
            }
        };
        let limits = self.limits.unwrap_or_default();
        Ok(ops::StartHunt {
            idempotency_key: self.idempotency_key,
            name: self.name,
            fetch_mode: self.fetch_mode.into(),
            limits: LimitsAsked {
                max_sites: limits.max_sites,
                max_pages_per_site: limits.max_pages_per_site,
                max_depth: limits.max_depth,
                max_duration_seconds: limits.max_duration_seconds,
                max_leads: limits.max_leads,
            },
            source,
        })
    }
}

/// Which hunt.
#[derive(InputObject, Debug)]
pub struct HuntInput {
    /// The hunt.
    hunt_id: ID,
}

/// A hunt, or what the caller can mend.
#[derive(SimpleObject, Debug)]
pub struct HuntPayload {
    /// The hunt as it is now; after a deletion as it was.
    hunt: Option<Hunt>,
    /// Mistakes in the input; nothing was written when there are any.
    user_errors: Vec<UserError>,
}

impl HuntPayload {
    fn of(outcome: Result<hunts::Hunt>) -> Result<Self> {
        let (hunt, user_errors) = settle(outcome)?;
        Ok(Self { hunt: hunt.map(Hunt::from), user_errors })
    }
}

/// Mutations of hunts.
#[derive(Debug, Default)]
pub struct HuntsMutation;

#[Object(guard = "SignedIn")]
impl HuntsMutation {
    /// Starts a hunt.
    async fn start_hunt(&self, ctx: &Context<'_>, input: StartHuntInput) -> Result<HuntPayload> {
        let (services, scope) = (ctx.services()?, ctx.scope()?);
        HuntPayload::of(match input.read() {
            Ok(start) => ops::start(&services.op, &scope, &services.hunts, &services.egress, services.task_attempts, start).await,
            Err(error) => Err(error),
        })
    }

    /// Pauses a hunt: what is read comes to rest, nothing more is begun.
    async fn pause_hunt(&self, ctx: &Context<'_>, input: HuntInput) -> Result<HuntPayload> {
        let (op, scope) = (ctx.op()?, ctx.scope()?);
        HuntPayload::of(match input_id(&input.hunt_id, "huntId") {
            Ok(id) => ops::pause(op, &scope, id).await,
            Err(error) => Err(error),
        })
    }

    /// Goes on after a pause.
    async fn resume_hunt(&self, ctx: &Context<'_>, input: HuntInput) -> Result<HuntPayload> {
        let (services, scope) = (ctx.services()?, ctx.scope()?);
        HuntPayload::of(match input_id(&input.hunt_id, "huntId") {
            Ok(id) => ops::resume(&services.op, &scope, services.task_attempts, id).await,
            Err(error) => Err(error),
        })
    }

    /// Ends a hunt now; what was found stays.
    async fn cancel_hunt(&self, ctx: &Context<'_>, input: HuntInput) -> Result<HuntPayload> {
        let (op, scope) = (ctx.op()?, ctx.scope()?);
        HuntPayload::of(match input_id(&input.hunt_id, "huntId") {
            Ok(id) => ops::cancel(op, &scope, id).await,
            Err(error) => Err(error),
        })
    }

    /// Tries the failed sites of a hunt again.
    async fn retry_failed_sites(&self, ctx: &Context<'_>, input: HuntInput) -> Result<HuntPayload> {
        let (services, scope) = (ctx.services()?, ctx.scope()?);
        HuntPayload::of(match input_id(&input.hunt_id, "huntId") {
            Ok(id) => ops::retry_failed_sites(&services.op, &scope, services.task_attempts, id).await,
            Err(error) => Err(error),
        })
    }

    /// Deletes an ended hunt with its sites and events; its leads stay.
    async fn delete_hunt(&self, ctx: &Context<'_>, input: HuntInput) -> Result<HuntPayload> {
        let (op, scope) = (ctx.op()?, ctx.scope()?);
        HuntPayload::of(match input_id(&input.hunt_id, "huntId") {
            Ok(id) => ops::delete(op, &scope, id).await,
            Err(error) => Err(error),
        })
    }
}
