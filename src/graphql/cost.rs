//! What a query costs and who may still ask: every answer carries `extensions.cost`; a query over the limit or beyond the caller's
//! budget is refused before anything runs.
//!
//! A field costs 1, a list costs its page size times what it holds. Budgets are buckets refilled over a minute, one for each user,
//! key or, for strangers, network address.

use std::{
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_graphql::{
    ErrorExtensionValues, Response, ServerError, ValidationResult,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextRequest, NextValidation},
    value,
};
use serde::Deserialize;
use uuid::Uuid;

use super::context::{RequestContext, Viewer};
use crate::{
    accounts::Actor,
    platform::{
        clock::Clock,
        limits::{CommonLimiter, Limiter, Quota, network_of},
        redis::Shares,
    },
};

/// Settings of the schema, section `[graphql]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Most a single query may cost.
    pub max_cost: usize,
    /// Deepest nesting of a query.
    pub max_depth: usize,
    /// Most aliases of a query.
    pub max_aliases: usize,
    /// Cost a stranger may spend in a minute, by network address.
    pub anonymous_cost_per_minute: u32,
    /// Cost a signed-in user or key may spend in a minute.
    pub signed_in_cost_per_minute: u32,
    /// Whether the schema may be asked for.
    pub introspection: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Spender {
    Stranger(Option<IpAddr>),
    Known(Uuid),
}

impl std::fmt::Display for Spender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Stranger(Some(network)) => write!(f, "{network}"),
            Self::Stranger(None) => f.write_str("a stranger"),
            Self::Known(id) => write!(f, "{id}"),
        }
    }
}

/// Most spenders remembered at a time.
const SPENDERS: usize = 100_000;

/// The buckets of all callers: of this process, or of all processes of the installation where they share a Redis.
#[derive(Debug)]
pub struct Budgets {
    clock: Clock,
    enabled: bool,
    strangers: CommonLimiter<Spender>,
    known: CommonLimiter<Spender>,
}

impl Budgets {
    /// Buckets as configured; `enabled: false` lets everything pass and shows full buckets.
    #[must_use]
    pub fn new(clock: Clock, enabled: bool, settings: &Settings, common: Option<&Shares>) -> Self {
        let budget = |name, count| CommonLimiter::new(name, Limiter::new(Quota::per_minute(count), SPENDERS), common.cloned());
        Self {
            clock,
            enabled,
            strangers: budget("cost-strangers", settings.anonymous_cost_per_minute),
            known: budget("cost-known", settings.signed_in_cost_per_minute),
        }
    }

    async fn spend(&self, request: &RequestContext, cost: u32) -> Result<Level, Duration> {
        let (limiter, spender) = match &request.viewer {
            Viewer::Known(known) => match known.scope.actor() {
                Actor::User(user, _) => (&self.known, Spender::Known(user.0)),
                Actor::Key(key) => (&self.known, Spender::Known(key.0)),
                Actor::System => (&self.known, Spender::Known(Uuid::nil())),
            },
            Viewer::Anonymous | Viewer::Refused(_) => {
                (&self.strangers, Spender::Stranger(request.caller.address.map(network_of)))
            }
        };
        let most = limiter.quota().count;
        let left = if self.enabled { limiter.draw(spender, cost, self.clock.now()).await? } else { most };
        Ok(Level { most, left })
    }
}

#[derive(Debug, Clone, Copy)]
struct Level {
    most: u32,
    left: u32,
}

/// Makes the extension for each request.
#[derive(Debug, Clone)]
pub struct CostExtension(pub Arc<Budgets>);

impl ExtensionFactory for CostExtension {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Meter { budgets: Arc::clone(&self.0), reading: Mutex::new(None) })
    }
}

struct Meter {
    budgets: Arc<Budgets>,
    reading: Mutex<Option<(u32, Level)>>,
}

#[async_trait::async_trait]
impl Extension for Meter {
    async fn request(&self, ctx: &ExtensionContext<'_>, next: NextRequest<'_>) -> Response {
        let response = next.run(ctx).await;
        let reading = *self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((cost, level)) = reading else { return response };
        response.extension(
            "cost",
            value!({
                "requestedQueryCost": cost,
                "actualQueryCost": cost,
                "throttleStatus": {
                    "maximumAvailable": level.most,
                    "currentlyAvailable": level.left,
                    "restoreRate": f64::from(level.most) / 60.0,
                },
            }),
        )
    }

    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let result = next.run(ctx).await?;
        let cost = u32::try_from(result.complexity).unwrap_or(u32::MAX).max(1);
        let Ok(request) = ctx.data::<RequestContext>() else { return Ok(result) };
        match self.budgets.spend(request, cost).await {
            Ok(level) => {
                *self.reading.lock().unwrap_or_else(PoisonError::into_inner) = Some((cost, level));
                Ok(result)
            }
            Err(wait) => {
                let mut error = ServerError::new("too many requests; slow down".to_owned(), None);
                let mut extensions = ErrorExtensionValues::default();
                extensions.set("code", "RATE_LIMITED");
                extensions.set("retryAfterSeconds", wait.as_secs().max(1));
                error.extensions = Some(extensions);
                Err(vec![error])
            }
        }
    }
}
