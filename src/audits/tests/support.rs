//! A site from a few lines of HTML, read by the real reader, with everything else a probe would tell.

use glouton_reader::{
    Contact, ContactKind, Evidence, PageInput, PageKind, PostalAddress, Purpose, SiteFacts, SocialProfile, Source, Sourced,
    Technology, read_page, read_site,
};
use url::Url;

use crate::audits::{AuditInput, Check, CheckStatus, Examination, Presence, ScoringProfile, examine};
use crate::crawl::model::{FetchedWith, PageRecord, SiteProbe};

/// 2026-11-21T00:00:00Z.
pub const NOW: i64 = 1_795_219_200_000;

/// A site to examine.
#[derive(Clone, Debug)]
pub struct Site {
    pub pages: Vec<PageRecord>,
    pub probe: SiteProbe,
    pub presence: Presence,
    change: fn(&mut SiteFacts),
}

/// A site of the one page `html` at https://baker.example/.
pub fn site(html: &str) -> Site {
    Site {
        pages: vec![page("https://baker.example/", html)],
        probe: SiteProbe::default(),
        presence: Presence::Site,
        change: |_| {},
    }
}

/// A site no page of which was read.
pub fn unread() -> Site {
    Site { pages: Vec::new(), probe: SiteProbe::default(), presence: Presence::Site, change: |_| {} }
}

/// A fact read from the start page.
pub fn fact<T>(value: T) -> Sourced<T> {
    Sourced::new(value, Source::Text, 1.0, Evidence::new(&home_url(), "words around it", None))
}

fn home_url() -> Url {
    Url::parse("https://baker.example/").expect("a test URL")
}

/// A contact of the business itself.
pub fn contact(kind: ContactKind, value: &str) -> Contact {
    Contact {
        kind,
        value: fact(value.to_owned()),
        third_party: false,
        third_party_rule: None,
        purpose: Purpose::Generic,
        phone_type: None,
        person: None,
        rule: "test".to_owned(),
    }
}

/// A technology of the site.
pub fn technology(name: &str, category: &str, version: Option<&str>) -> Technology {
    Technology {
        name: fact(name.to_owned()),
        category: category.to_owned(),
        version: version.map(str::to_owned),
        rule: "test".to_owned(),
    }
}

/// A profile on a social network.
pub fn profile(network: &str) -> SocialProfile {
    let url = Url::parse(&format!("https://{network}.example/baker")).expect("a test URL");
    SocialProfile { network: network.to_owned(), url: fact(url), handle: Some("baker".to_owned()) }
}

/// A postal address.
pub fn address(city: &str, country: &str) -> Sourced<PostalAddress> {
    fact(PostalAddress { city: Some(city.to_owned()), country: Some(country.to_owned()), ..PostalAddress::default() })
}

/// A page as the crawler would keep it.
pub fn page(url: &str, html: &str) -> PageRecord {
    let url = Url::parse(url).expect("a test URL");
    let facts = read_page(&PageInput { url: &url, status: 200, headers: &[], body: html.as_bytes(), rendered: false });
    PageRecord {
        requested: url.clone(),
        depth: u32::from(url.path() != "/"),
        kind: if url.path() == "/" { PageKind::Home } else { PageKind::Other },
        url,
        status: Some(200),
        fetched_with: FetchedWith::Http,
        bytes: html.len() as u64,
        elapsed_ms: 120,
        fetched_at_ms: NOW,
        content_hash: blake3::hash(html.as_bytes()).to_hex().to_string(),
        headers: vec![("content-type".to_owned(), "text/html; charset=utf-8".to_owned())],
        facts: Some(facts),
        error: None,
    }
}

impl Site {
    /// The address of the start page; its words are read anew.
    pub fn under(mut self, url: &str, html: &str) -> Self {
        self.pages[0] = page(url, html);
        self.pages[0].depth = 0;
        self
    }

    /// One more page, a link away from the start page.
    pub fn and(mut self, path: &str, html: &str) -> Self {
        self.pages.push(page(&format!("https://baker.example{path}"), html));
        self
    }

    /// Changes the start page's record.
    pub fn home(mut self, change: impl FnOnce(&mut PageRecord)) -> Self {
        change(&mut self.pages[0]);
        self
    }

    /// A response header of the start page.
    pub fn header(self, name: &str, value: &str) -> Self {
        let (name, value) = (name.to_owned(), value.to_owned());
        self.home(|record| record.headers.push((name, value)))
    }

    /// Changes what the probe learnt.
    pub fn probe(mut self, change: impl FnOnce(&mut SiteProbe)) -> Self {
        change(&mut self.probe);
        self
    }

    /// Changes the merged facts, so that a test of a check does not hang on the reader's own rules.
    pub fn facts(mut self, change: fn(&mut SiteFacts)) -> Self {
        self.change = change;
        self
    }

    /// The examination under a profile.
    pub fn examine_with(&self, profile: &ScoringProfile) -> Examination {
        let facts: Vec<_> = self.pages.iter().filter_map(|page| page.facts.clone()).collect();
        let mut site = read_site(&facts);
        (self.change)(&mut site);
        let input =
            AuditInput { presence: self.presence, pages: &self.pages, site: &site, probe: &self.probe, examined_at_ms: NOW };
        examine(&input, profile)
    }

    /// The examination under the default profile.
    pub fn examine(&self) -> Examination {
        self.examine_with(&ScoringProfile::default())
    }

    /// One check of the examination.
    pub fn check(&self, id: &str) -> Check {
        self.examine().checks.into_iter().find(|check| check.id == id).unwrap_or_else(|| panic!("no check {id}"))
    }

    /// The status of one check.
    pub fn status(&self, id: &str) -> CheckStatus {
        self.check(id).status
    }
}
