//! The sample town: fictional businesses, their web sites, the truth about them, and a server that shows them on loopback.
//!
//! Reading order: [`model`] (what a business is) → `country` (the businesses) → `words`, `content` and `looks` (how their sites
//! come about) → `trouble` (sites that give nothing) → [`Site`], [`Serving`] (how they are served) → [`truth`] and [`score`]
//! (what is right, and how right somebody was).
//!
//! Invariants: everything is fictional and under reserved top-level domains; the town is the same at every start; it listens
//! on loopback only and asks nobody for anything.

mod content;
mod country;
mod disguise;
mod looks;
pub mod model;
mod page;
pub mod score;
mod serve;
mod site;
mod street;
mod trouble;
pub mod truth;
mod twins;
mod words;

pub use page::{Body, Page};
pub use score::{FoundPerson, FoundSite, FoundTechnology, Scorecard, score};
pub use serve::{HostRoute, RequestSeen, Serving, TownError};
pub use site::{Certificate, Reach, Site};
pub use truth::{AddressTruth, PersonTruth, Reason, SiteTruth, State, TechnologyTruth};

/// All sites and the truth about them, in the same order.
#[derive(Debug, Clone)]
pub struct Town {
    sites: Vec<Site>,
    truth: Vec<SiteTruth>,
}

impl Default for Town {
    fn default() -> Self {
        Self::new()
    }
}

impl Town {
    /// Builds the town: the same one every time.
    #[must_use]
    pub fn new() -> Self {
        let businesses = country::all().map(|b| (Site::of(b), SiteTruth::of(b)));
        let (sites, truth) = businesses.chain(twins::sites()).chain(trouble::sites()).unzip();
        Self { sites, truth }
    }

    /// A town without trouble, as long as wanted: its plain businesses, then copies of them under numbered host names. No two are
    /// the same business to whoever reads them.
    #[must_use]
    pub fn row(count: usize) -> Self {
        let Self { sites, truth } = Self::new();
        let (sites, truth) = street::row(&sites, &truth, count).into_iter().unzip();
        Self { sites, truth }
    }

    /// Every site.
    #[must_use]
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// The truth about every site, in the order of [`Town::sites`].
    #[must_use]
    pub fn truth(&self) -> &[SiteTruth] {
        &self.truth
    }

    /// The URLs to hunt.
    #[must_use]
    pub fn seed_urls(&self) -> Vec<String> {
        self.sites.iter().map(|site| site.seed_url.clone()).collect()
    }

    /// Serves the town on free ports of 127.0.0.1 until the answer is stopped or dropped.
    ///
    /// # Errors
    /// When no port can be had or no certificate can be made.
    pub async fn serve(&self) -> Result<Serving, TownError> {
        serve::serve(&self.sites).await
    }
}
