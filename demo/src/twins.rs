//! One business on two domains: a domain that redirects, a domain that serves the same pages.
//!
//! Invariant: the twin's truth names the other host, and a scorer accepts either of the two as the one that is read.

use crate::{
    country,
    model::Scheme,
    page::Page,
    site::Site,
    truth::{Reason, SiteTruth},
};

/// Twin domains with their truth.
pub(crate) fn sites() -> Vec<(Site, SiteTruth)> {
    let mut out = Vec::new();
    for business in country::all() {
        match business.host {
            "boulangerie-petitjean.test" => {
                // The old domain: every path leads to the same path of the new one.
                let old = Site::bare("petitjean-pains.test", Scheme::Http, vec![])
                    .endlessly(|path| Some(Page::redirect(path, 301, format!("https://boulangerie-petitjean.test{path}"))));
                out.push(twin(old, business.host));
            }
            "schreinerei-holzapfel.test" => {
                let mut copy = Site::of(business);
                copy.host = "holzapfel-moebel.test".to_owned();
                copy.seed_url = "https://holzapfel-moebel.test/".to_owned();
                out.push(twin(copy, business.host));
            }
            _ => {}
        }
    }
    out
}

fn twin(site: Site, of: &str) -> (Site, SiteTruth) {
    let mut truth = SiteTruth::nothing(&site.host, &site.seed_url, Reason::Duplicate);
    truth.twin_of = Some(of.to_owned());
    (site, truth)
}
