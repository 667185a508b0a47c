//! Where a hunt's sites come from, as the schema shows it.

use async_graphql::{Enum, Object, SimpleObject, Union};

use crate::{crawl, graphql::scalars::WebUrl, hunts};

/// Where local businesses are looked up.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalBusinessProvider {
    /// OpenStreetMap.
    #[graphql(name = "OPENSTREETMAP")]
    OpenStreetMap,
    /// Google Places.
    GooglePlaces,
    /// Overture Maps.
    Overture,
}

/// Whether businesses with or without a web site are wanted.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebsitePresence {
    /// Both.
    Any,
    /// Only with.
    With,
    /// Only without.
    Without,
}

/// A list of web sites.
#[derive(Debug, Clone)]
pub struct WebsiteSource(Vec<String>);

/// A list of web sites.
#[Object]
impl WebsiteSource {
    /// The addresses as they were understood.
    async fn urls(&self) -> Vec<WebUrl> {
        self.0.iter().filter_map(|given| crawl::Seed::parse(given).ok()).map(|seed| WebUrl(seed.url.to_string())).collect()
    }

    /// How many addresses were given.
    async fn url_count(&self) -> i32 {
        i32::try_from(self.0.len()).unwrap_or(i32::MAX)
    }
}

/// Local businesses of a place.
#[derive(SimpleObject, Debug, Clone)]
pub struct LocalBusinessSource {
    /// Where they are looked up.
    pub provider: LocalBusinessProvider,
    /// Kinds of business.
    pub categories: Vec<String>,
    /// Name of the place.
    pub location: Option<String>,
    /// Centre.
    pub latitude: Option<f64>,
    /// Centre.
    pub longitude: Option<f64>,
    /// Radius.
    pub radius_meters: i32,
    /// With or without a site.
    pub website: WebsitePresence,
}

/// A directory page.
#[derive(SimpleObject, Debug, Clone)]
pub struct DirectorySource {
    /// The page.
    pub url: WebUrl,
    /// CSS selector of the links.
    pub link_selector: Option<String>,
}

/// Where a hunt's sites come from.
#[derive(Union, Debug, Clone)]
pub enum HuntSource {
    /// A list of web sites.
    Websites(WebsiteSource),
    /// Local businesses of a place.
    LocalBusinesses(LocalBusinessSource),
    /// A directory page.
    Directory(DirectorySource),
}

impl From<hunts::HuntSource> for HuntSource {
    fn from(source: hunts::HuntSource) -> Self {
        match source {
            hunts::HuntSource::Websites { urls } => Self::Websites(WebsiteSource(urls)),
            hunts::HuntSource::LocalBusinesses {
                provider,
                categories,
                location,
                latitude,
                longitude,
                radius_meters,
                website,
            } => Self::LocalBusinesses(LocalBusinessSource {
                provider: match provider.as_str() {
                    "GOOGLE_PLACES" => LocalBusinessProvider::GooglePlaces,
                    "OVERTURE" => LocalBusinessProvider::Overture,
                    _ => LocalBusinessProvider::OpenStreetMap,
                },
                categories,
                location,
                latitude,
                longitude,
                radius_meters,
                website: match website.as_str() {
                    "WITH" => WebsitePresence::With,
                    "WITHOUT" => WebsitePresence::Without,
                    _ => WebsitePresence::Any,
                },
            }),
            hunts::HuntSource::Directory { url, link_selector } => {
                Self::Directory(DirectorySource { url: WebUrl(url), link_selector })
            }
        }
    }
}
