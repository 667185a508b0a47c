//! Cases of the privacy checks.

use glouton_reader::PageKind;

use super::Case;
use super::content::of_kind;
use super::support::{address, site, technology};
use crate::audits::CheckStatus::{Fail, Pass, Unknown, Warn};

const TRACKER: &str = "<script src=https://www.google-analytics.com/analytics.js></script>";
const WAITING: &str = "<script type=text/plain data-src=https://www.google-analytics.com/analytics.js></script>";
const BANNER: &str = "<div class=cookie-banner>May we?</div>";
const MANAGER: &str = "<script>load('https://www.googletagmanager.com/gtm.js')</script>";

pub fn cases() -> Vec<Case> {
    let many = |count: usize| {
        let hosts = ["hotjar.com", "clarity.ms", "criteo.com", "taboola.com", "outbrain.com", "mouseflow.com"];
        site(&hosts.iter().take(count).map(|host| format!("<script src=https://a.{host}/x.js></script>")).collect::<String>())
    };
    vec![
        ("privacy.policy", Pass, of_kind(PageKind::Privacy)),
        ("privacy.policy", Pass, site("<a href=https://www.iubenda.com/privacy-policy/1>Privacy</a>")),
        ("privacy.policy", Fail, site("")),
        ("privacy.legal-notice", Pass, site("<a href=/impressum>Impressum</a>")),
        ("privacy.legal-notice", Fail, site("").under("https://baker.de/", "")),
        ("privacy.legal-notice", Fail, site("").facts(|facts| facts.organisation.addresses = vec![address("Lyon", "FR")])),
        ("privacy.legal-notice", Unknown, site("").facts(|facts| facts.organisation.addresses = vec![address("Leeds", "GB")])),
        (
            "privacy.terms",
            Pass,
            site("<a href=/agb>AGB</a>").facts(|facts| facts.technologies = vec![technology("Shop", "ecommerce", None)]),
        ),
        ("privacy.terms", Warn, site("").facts(|facts| facts.technologies = vec![technology("Shop", "ecommerce", None)])),
        ("privacy.terms", Unknown, site("")),
        ("privacy.consent", Pass, site(&format!("{TRACKER}{BANNER}"))),
        ("privacy.consent", Pass, site("").facts(|facts| facts.technologies = vec![technology("Asker", "consent", None)])),
        ("privacy.consent", Fail, site(TRACKER)),
        ("privacy.consent", Unknown, site("")),
        ("privacy.trackers-before-consent", Pass, site(&format!("{WAITING}{BANNER}"))),
        ("privacy.trackers-before-consent", Fail, site(&format!("{TRACKER}{BANNER}"))),
        ("privacy.trackers-before-consent", Fail, site(MANAGER)),
        ("privacy.trackers-before-consent", Unknown, site(&format!("{MANAGER}{BANNER}"))),
        ("privacy.trackers", Pass, many(2)),
        ("privacy.trackers", Warn, many(3)),
        ("privacy.trackers", Fail, many(6)),
        ("privacy.google-fonts", Pass, site("<link rel=stylesheet href=/fonts.css>")),
        ("privacy.google-fonts", Fail, site("<link rel=stylesheet href=https://fonts.googleapis.com/css?family=Inter>")),
        ("privacy.google-fonts", Fail, site("<style>@import url(https://fonts.googleapis.com/css?family=Inter)</style>")),
        ("privacy.embeds", Pass, site("<iframe src=https://www.youtube-nocookie.com/embed/1></iframe>")),
        ("privacy.embeds", Pass, site("<iframe data-src=https://www.youtube.com/embed/1></iframe>")),
        ("privacy.embeds", Warn, site("<iframe src=https://www.youtube.com/embed/1></iframe>")),
        ("privacy.first-cookies", Pass, site("").header("set-cookie", "lang=en")),
        ("privacy.first-cookies", Warn, site("").header("set-cookie", "_ga=GA1.2; Path=/")),
        ("privacy.first-cookies", Unknown, site("").home(|record| record.headers.clear())),
        ("privacy.form-notice", Pass, site("<a href=/privacy>Privacy</a><form><textarea></textarea></form>")),
        ("privacy.form-notice", Warn, site("<form><textarea></textarea></form>")),
        ("privacy.form-notice", Unknown, site("")),
    ]
}

#[test]
fn a_host_that_only_ends_like_a_tracker_is_none() {
    assert_eq!(site("<script src=https://nothotjar.com/a.js></script>").status("privacy.trackers"), Pass);
}
