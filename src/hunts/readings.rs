//! What is stored of the last time a lead's site was read, for whoever examines it again without network.

use std::collections::HashMap;

use async_trait::async_trait;

use super::store;
use crate::{
    accounts::Scope,
    audits::runs::{Reading, Readings},
    leads::LeadId,
    platform::{error::Result, op::Op},
};

/// The readings that hunts left behind.
#[derive(Debug)]
pub struct StoredReadings {
    /// Database.
    pub op: Op,
}

#[async_trait]
impl Readings for StoredReadings {
    async fn newest(&self, scope: &Scope, leads: &[LeadId]) -> Result<Vec<(LeadId, Reading)>> {
        let db = self.op.db.read();
        let mut newest = HashMap::new();
        // The newest first: the first site of a lead is the one.
        for (lead, site, probe) in store::sites_of_leads(db, scope, leads).await? {
            newest.entry(lead).or_insert((site, probe));
        }
        let mut readings = Vec::with_capacity(newest.len());
        for (lead, (site, probe)) in newest {
            let pages = store::pages(db, site).await?;
            if pages.iter().any(|page| page.facts.is_some()) {
                readings.push((lead, Reading { site: site.0, pages, probe }));
            }
        }
        Ok(readings)
    }
}
