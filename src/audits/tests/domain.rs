//! Cases of the checks of name and mail.

use glouton_reader::ContactKind;
use url::Url;

use super::Case;
use super::support::{NOW, Site, contact, site};
use crate::audits::CheckStatus::{Fail, Pass, Unknown, Warn};
use crate::audits::subject::DAY_MS;
use crate::crawl::model::{Dkim, DomainFacts, Registration};

pub fn cases() -> Vec<Case> {
    let mx = |names: &[&str]| {
        dns(DomainFacts { mx: Some(names.iter().map(|name| (*name).to_owned()).collect()), ..DomainFacts::default() })
    };
    let spf =
        |record: Option<&str>| dns(DomainFacts { spf: record.map(str::to_owned), txt_read: true, ..DomainFacts::default() });
    let dmarc =
        |record: Option<&str>| dns(DomainFacts { dmarc: record.map(str::to_owned), dmarc_read: true, ..DomainFacts::default() });
    let dkim = |found: &[&str]| {
        let dkim = Dkim { asked: vec!["google".to_owned()], found: found.iter().map(|name| (*name).to_owned()).collect() };
        dns(DomainFacts { dkim: Some(dkim), ..DomainFacts::default() })
    };
    vec![
        ("domain.mx", Pass, mx(&["mx.baker.example"])),
        ("domain.mx", Fail, mx(&[])),
        ("domain.mx", Fail, mx(&["."])),
        ("domain.mx", Fail, dns(DomainFacts { mx: Some(Vec::new()), refuses_mail: true, ..DomainFacts::default() })),
        ("domain.mx", Unknown, site("")),
        ("domain.spf", Pass, spf(Some("v=spf1 include:mail.example -all"))),
        ("domain.spf", Warn, spf(Some("v=spf1 +all"))),
        ("domain.spf", Fail, spf(None)),
        ("domain.spf", Unknown, dns(DomainFacts::default())),
        ("domain.dmarc", Pass, dmarc(Some("v=DMARC1; p=reject"))),
        ("domain.dmarc", Warn, dmarc(Some("v=DMARC1; p=none; sp=reject"))),
        ("domain.dmarc", Fail, dmarc(None)),
        ("domain.dmarc", Unknown, site("")),
        ("domain.dkim", Pass, dkim(&["google"])),
        ("domain.dkim", Warn, dkim(&[])),
        ("domain.dkim", Unknown, dns(DomainFacts::default())),
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
        ("domain.young", Pass, registered(Some(-365), None)),
        ("domain.young", Warn, registered(Some(-364), None)),
        ("domain.young", Unknown, registered(None, Some(90))),
        ("domain.young", Unknown, dns(DomainFacts::default())),
        ("domain.expiry", Pass, registered(None, Some(31))),
        ("domain.expiry", Warn, registered(None, Some(30))),
        ("domain.expiry", Warn, registered(None, Some(1))),
        ("domain.expiry", Fail, registered(None, Some(0))),
        ("domain.expiry", Unknown, registered(Some(-365), None)),
    ]
}

fn dns(facts: DomainFacts) -> Site {
    site("").probe(|probe| probe.domain = Some(facts))
}

/// Registered and running out so many days from the examination.
fn registered(since: Option<i64>, until: Option<i64>) -> Site {
    let of = |days: Option<i64>| days.map(|days| NOW + days * DAY_MS);
    let registration = Registration {
        registered_at_ms: of(since),
        expires_at_ms: of(until),
        registrar: Some("Names & Co.".to_owned()),
        source: address("https://rdap.registry.test/domain/baker.example"),
    };
    dns(DomainFacts { registration: Some(registration), ..DomainFacts::default() })
}

#[test]
fn what_the_registry_said_is_told_with_its_address_and_its_words() {
    let examination = registered(Some(-400), Some(400)).examine();
    for (id, words) in [("domain.young", "registration 2025-10-17"), ("domain.expiry", "expiration 2027-12-26")] {
        let check = examination.checks.iter().find(|check| check.id == id).expect("the check");
        let evidence = check.evidence.first().expect("evidence");
        assert_eq!((evidence.url.host_str(), evidence.snippet.as_str()), (Some("rdap.registry.test"), words));
    }
}

fn address(url: &str) -> Url {
    Url::parse(url).expect("a test URL")
}
