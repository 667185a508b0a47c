//! A town as long as a test wants it: the ordinary businesses again and again, each copy under a host name of its own.
//!
//! Belongs here: copying a site under another name. Invariant: a copy is a different business to whoever reads it: its host stands in
//! place of the first one's wherever that is written, so that no two copies share an address.

use std::collections::BTreeSet;

use bytes::Bytes;

use crate::{
    page::{Body, Page},
    site::{Reach, Site},
    truth::SiteTruth,
};

/// The first `count` sites of an endless row of `ordinary` ones: those that can be copied, then their second copies, and so on.
pub(crate) fn row(sites: &[Site], truth: &[SiteTruth], count: usize) -> Vec<(Site, SiteTruth)> {
    let twins: BTreeSet<&str> = truth.iter().filter_map(|t| t.twin_of.as_deref()).collect();
    let plain: Vec<(&Site, &SiteTruth)> = sites
        .iter()
        .zip(truth)
        .filter(|(site, truth)| truth.reason.is_none() && !twins.contains(site.host.as_str()) && can_be_copied(site))
        .collect();
    (1..)
        .flat_map(|copy| plain.iter().map(move |(site, truth)| (renamed(site, copy), renamed_truth(truth, copy))))
        .take(if plain.is_empty() { 0 } else { count })
        .collect()
}

/// Every answer is an ordinary one, and an address at its own host is written on its start page as it is: by that, copies are told
/// apart however few of their pages are read.
fn can_be_copied(site: &Site) -> bool {
    let address = format!("@{}", site.host);
    site.reach == Reach::Ordinary
        && !site.is_endless()
        && site.pages().all(|page| matches!(page.body, Body::Bytes(_)))
        && site.answer("/").bytes().is_some_and(|bytes| String::from_utf8_lossy(bytes).contains(&address))
}

/// `trattoria.test` is the first, `trattoria-2.test` the second.
fn name(host: &str, copy: usize) -> String {
    match host.rsplit_once('.') {
        Some((label, top)) if copy > 1 => format!("{label}-{copy}.{top}"),
        _ => host.to_owned(),
    }
}

fn renamed(site: &Site, copy: usize) -> Site {
    let host = name(&site.host, copy);
    let page = |page: &Page| {
        let mut page = page.clone();
        for (_, value) in &mut page.headers {
            *value = value.replace(&site.host, &host);
        }
        if let Body::Bytes(bytes) = &page.body {
            page.body = Body::Bytes(replaced(bytes, site.host.as_bytes(), host.as_bytes()));
        }
        page
    };
    let pages = site.pages().map(page).collect();
    let mut copied = Site::bare(&host, site.scheme, pages);
    copied.business = site.business;
    copied
}

fn renamed_truth(truth: &SiteTruth, copy: usize) -> SiteTruth {
    let host = name(&truth.host, copy);
    let mut copied = truth.clone();
    copied.seed_url = truth.seed_url.replace(&truth.host, &host);
    copied.emails = truth.emails.iter().map(|email| email.replace(&truth.host, &host)).collect();
    copied.host = host;
    copied
}

/// `bytes` with every `from` replaced, whatever their encoding: host names are ASCII in all of the town's.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.windows(from.len()).position(|window| window == from) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    out.extend_from_slice(rest);
    out.into()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::Town;

    #[test]
    fn a_row_has_as_many_sites_as_asked_and_no_host_twice() {
        let row = Town::row(200);
        let hosts: BTreeSet<&str> = row.sites().iter().map(|site| site.host.as_str()).collect();
        assert_eq!((row.sites().len(), hosts.len(), row.truth().len()), (200, 200, 200));
    }

    #[test]
    fn a_copy_names_itself_and_never_the_first() {
        let row = Town::row(200);
        let (first, copy) = (&row.sites()[0], row.sites().iter().find(|site| site.host.contains("-2.")).expect("a copy"));
        assert_ne!(first.host, copy.host);
        let original = copy.host.replace("-2.", ".");
        for page in copy.pages() {
            let text = String::from_utf8_lossy(page.bytes().expect("an ordinary page")).into_owned();
            assert!(!text.contains(&original), "{}{} names {original}", copy.host, page.path);
        }
    }
}
