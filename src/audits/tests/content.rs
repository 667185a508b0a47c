//! Cases of the content checks.

use glouton_reader::{ContactKind, PageKind, SiteFacts};

use super::Case;
use super::support::{Site, address, contact, fact, profile, site};
use crate::audits::CheckStatus::{Fail, Pass, Unknown, Warn};

pub fn cases() -> Vec<Case> {
    let bare = |change: fn(&mut SiteFacts)| site("").facts(change);
    let copyright = |year: u16| site(&format!("<footer><p>© {year} Baker</p></footer>"));
    let dated = |day: &str| site(&format!("<time datetime={day}>then</time>"));
    let text = |times: usize| site(&format!("<p>{}</p>", "We bake bread. ".repeat(times)));
    let speaks = |declared: &str, read: &'static str| {
        site(&format!("<html lang={declared}>")).home(|record| {
            if let Some(facts) = &mut record.facts {
                facts.language = Some(fact(read.to_owned()));
            }
        })
    };
    vec![
        ("content.contact-page", Pass, of_kind(PageKind::Contact)),
        ("content.contact-page", Warn, bare(|facts| facts.contacts = vec![contact(ContactKind::Phone, "+441632960001")])),
        ("content.contact-page", Fail, site("")),
        ("content.phone", Pass, bare(|facts| facts.contacts = vec![contact(ContactKind::Phone, "+441632960001")])),
        ("content.phone", Fail, site("")),
        ("content.phone", Fail, bare(|facts| facts.contacts = vec![third_party(ContactKind::Phone, "+441632960002")])),
        ("content.email", Pass, bare(|facts| facts.contacts = vec![contact(ContactKind::Email, "info@baker.example")])),
        (
            "content.email",
            Warn,
            bare(|facts| facts.contacts = vec![contact(ContactKind::ContactForm, "https://baker.example/contact")]),
        ),
        ("content.email", Fail, site("")),
        ("content.contact-form", Pass, site("<form><textarea name=m></textarea></form>")),
        ("content.contact-form", Warn, site("<form role=search><input name=q></form>")),
        ("content.mail-link", Pass, site("<a href=mailto:info@baker.example>Write</a>")),
        ("content.mail-link", Warn, bare(|facts| facts.contacts = vec![contact(ContactKind::Email, "info@baker.example")])),
        ("content.mail-link", Unknown, site("")),
        (
            "content.opening-hours",
            Pass,
            bare(|facts| facts.organisation.opening_hours = vec![fact("Mo-Fr 08:00-18:00".to_owned())]),
        ),
        ("content.opening-hours", Warn, bare(|facts| facts.organisation.addresses = vec![address("Musterstadt", "DE")])),
        ("content.opening-hours", Unknown, bare(|facts| facts.organisation = glouton_reader::Organisation::default())),
        ("content.address", Pass, bare(|facts| facts.organisation.addresses = vec![address("Musterstadt", "DE")])),
        ("content.address", Warn, site("")),
        ("content.copyright-year", Pass, copyright(2025)),
        ("content.copyright-year", Warn, copyright(2023)),
        ("content.copyright-year", Fail, copyright(2022)),
        ("content.copyright-year", Unknown, site("<p>Since 1998</p>")),
        ("content.freshness", Pass, dated("2026-02-01")),
        ("content.freshness", Pass, dated("2027-01-01")),
        ("content.freshness", Warn, dated("2024-11-01")),
        ("content.freshness", Fail, dated("2019-05-05")),
        ("content.freshness", Unknown, site("")),
        ("content.substance", Pass, text(100)),
        ("content.substance", Warn, text(30)),
        ("content.substance", Fail, text(3)),
        ("content.filler", Pass, text(3)),
        ("content.filler", Fail, site("<p>Lorem ipsum dolor sit amet</p>")),
        ("content.language", Pass, speaks("de-CH", "de")),
        ("content.language", Pass, speaks("nb", "no")),
        ("content.language", Warn, speaks("en", "de")),
        ("content.language", Unknown, site("<p>a</p>")),
        ("content.social", Pass, bare(|facts| facts.socials = vec![profile("instagram")])),
        ("content.social", Warn, site("")),
        ("content.about", Pass, of_kind(PageKind::Team)),
        ("content.about", Warn, site("")),
        ("content.description", Pass, bare(|facts| facts.organisation.descriptions = vec![fact("We bake bread.".to_owned())])),
        ("content.description", Warn, bare(|facts| facts.organisation.descriptions.clear())),
    ]
}

fn third_party(kind: ContactKind, value: &str) -> glouton_reader::Contact {
    glouton_reader::Contact { third_party: true, ..contact(kind, value) }
}

/// A site with a second page of a kind.
pub fn of_kind(kind: PageKind) -> Site {
    let mut site = site("").and("/page", "");
    if let Some(facts) = &mut site.pages[1].facts {
        facts.kind = kind;
    }
    site
}
