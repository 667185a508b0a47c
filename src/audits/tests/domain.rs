//! Cases of the checks of name and mail.

use glouton_reader::ContactKind;
use url::Url;

use super::Case;
use super::support::{Site, contact, site};
use crate::audits::CheckStatus::{Fail, Pass, Unknown, Warn};
use crate::crawl::model::DomainFacts;

pub fn cases() -> Vec<Case> {
    let mx = |names: &[&str]| {
        dns(DomainFacts { mx: Some(names.iter().map(|name| (*name).to_owned()).collect()), ..DomainFacts::default() })
    };
    let spf =
        |record: Option<&str>| dns(DomainFacts { spf: record.map(str::to_owned), txt_read: true, ..DomainFacts::default() });
    let dmarc =
        |record: Option<&str>| dns(DomainFacts { dmarc: record.map(str::to_owned), dmarc_read: true, ..DomainFacts::default() });
    vec![
        ("domain.mx", Pass, mx(&["mx.baker.example"])),
        ("domain.mx", Fail, mx(&[])),
        ("domain.mx", Fail, mx(&["."])),
        ("domain.mx", Unknown, site("")),
        ("domain.spf", Pass, spf(Some("v=spf1 include:mail.example -all"))),
        ("domain.spf", Warn, spf(Some("v=spf1 +all"))),
        ("domain.spf", Fail, spf(None)),
        ("domain.spf", Unknown, dns(DomainFacts::default())),
        ("domain.dmarc", Pass, dmarc(Some("v=DMARC1; p=reject"))),
        ("domain.dmarc", Warn, dmarc(Some("v=DMARC1; p=none; sp=reject"))),
        ("domain.dmarc", Fail, dmarc(None)),
        ("domain.dmarc", Unknown, site("")),
        (
            "domain.own-mail",
            Pass,
            site("").facts(|facts| {
                facts.contacts =
                    vec![contact(ContactKind::Email, "baker@gmail.com"), contact(ContactKind::Email, "info@mail.baker.example")];
            }),
        ),
        ("domain.own-mail", Warn, site("").facts(|facts| facts.contacts = vec![contact(ContactKind::Email, "info@other.test")])),
        ("domain.own-mail", Fail, site("").facts(|facts| facts.contacts = vec![contact(ContactKind::Email, "baker@gmail.com")])),
        ("domain.own-mail", Unknown, site("")),
        ("domain.own-name", Pass, site("")),
        ("domain.own-name", Fail, site("").under("https://baker.wixsite.com/", "")),
        ("domain.own-name", Unknown, site("").under("https://192.0.2.7/", "")),
        ("domain.moved", Pass, site("").home(|record| record.requested = address("https://www.baker.example/"))),
        ("domain.moved", Warn, site("").home(|record| record.requested = address("https://old-baker.test/"))),
        ("domain.moved", Warn, site("").probe(|probe| probe.redirects = vec![address("https://old-baker.test/")])),
    ]
}

fn dns(facts: DomainFacts) -> Site {
    site("").probe(|probe| probe.domain = Some(facts))
}

fn address(url: &str) -> Url {
    Url::parse(url).expect("a test URL")
}
