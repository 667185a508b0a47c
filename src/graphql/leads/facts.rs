//! What was read of a lead besides its contacts, and where it came from, as the schema shows it.

use async_graphql::{ComplexObject, Context, Object, SimpleObject};

use super::Evidence;
use crate::{
    graphql::{
        context::Ask,
        hunts::Hunt,
        scalars::{DateTime, WebUrl},
    },
    leads,
    platform::error::{Error, Result},
};

/// A field's value with its source and licence.
#[derive(SimpleObject, Debug, Clone)]
pub struct Claim {
    /// "name", "address", "vat_number", "domain_registered" (a day), "domain_registrar" …
    pub field: String,
    /// The value.
    pub value: async_graphql::Json<serde_json::Value>,
    /// "website/json-ld", "registry/rdap", "registry/whois", "manual" …
    pub source: String,
    /// Licence of the source, when it has one.
    pub license: Option<String>,
    /// The page.
    pub url: Option<WebUrl>,
    /// When it was read.
    pub fetched_at: DateTime,
    /// 0.0 to 1.0.
    pub confidence: f64,
    /// Whether it is the one shown.
    pub current: bool,
}

/// A technology the lead's site uses.
#[derive(Debug, Clone)]
pub struct DetectedTechnology(pub(super) leads::Technology);

/// A technology the lead's site uses.
#[Object]
impl DetectedTechnology {
    /// Product name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Category id such as "cms" or "analytics".
    async fn category(&self) -> &str {
        &self.0.category
    }

    /// Version as found, never guessed.
    async fn version(&self) -> Option<&str> {
        self.0.version.as_deref()
    }

    /// 0.0 to 1.0.
    async fn confidence(&self) -> f64 {
        self.0.confidence
    }

    /// Where it was read.
    async fn evidence(&self) -> Vec<Evidence> {
        self.0.evidence.iter().cloned().map(Evidence::from).collect()
    }
}

/// A profile on a social network.
#[derive(SimpleObject, Debug, Clone)]
pub struct SocialProfile {
    /// "facebook", "instagram", "linkedin" …
    pub network: String,
    /// Canonical address.
    pub url: WebUrl,
    /// The handle, when the network has one.
    pub handle: Option<String>,
}

/// A postal address as far as it could be read.
#[derive(SimpleObject, Debug, Clone)]
pub struct PostalAddress {
    /// Street and number.
    pub street: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State, province, county.
    pub region: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// On one line.
    pub formatted: String,
}

/// A point on Earth, WGS 84 degrees.
#[derive(SimpleObject, Debug, Clone)]
pub struct GeoPoint {
    /// North is positive.
    pub latitude: f64,
    /// East is positive.
    pub longitude: f64,
}

/// Where a lead came from.
#[derive(SimpleObject, Debug, Clone)]
#[graphql(complex)]
pub struct LeadSource {
    /// "website", "manual" …
    pub kind: String,
    #[graphql(skip)]
    pub(super) hunt_id: Option<uuid::Uuid>,
    /// The address that was given.
    pub reference: Option<String>,
    /// Licence of the source.
    pub license: Option<String>,
    /// When.
    pub seen_at: DateTime,
}

#[ComplexObject]
impl LeadSource {
    /// The hunt, while it exists.
    async fn hunt(&self, ctx: &Context<'_>) -> Result<Option<Hunt>> {
        let Some(id) = self.hunt_id else { return Ok(None) };
        Ok(ctx.loaders()?.hunts.load_one(id.into()).await.map_err(Error::from)?.map(Hunt::from))
    }
}
