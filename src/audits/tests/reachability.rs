//! Cases of the reachability checks.

use super::Case;
use super::support::{page, site};
use crate::audits::CheckStatus::{Fail, Pass, Unknown, Warn};
use crate::crawl::model::{FetchedWith, SiteFailure, SiteReason};
use glouton_reader::BrowserHint;
use url::Url;

pub fn cases() -> Vec<Case> {
    let broken = |site: super::Site, path: &str| {
        let mut record = page(&format!("https://baker.example{path}"), "");
        record.status = Some(404);
        let mut site = site;
        site.pages.push(record);
        site
    };
    let hops = |count: usize| {
        let hop = Url::parse("https://baker.example/").expect("a test URL");
        site("").probe(|probe| probe.redirects = vec![hop; count])
    };
    let long = format!("<p>Coming soon: rye bread</p>{}", "<p>We bake bread every morning of the year.</p>".repeat(40));
    vec![
        ("reachability.home", Pass, site("")),
        ("reachability.home", Fail, site("").home(|record| record.status = Some(500))),
        (
            "reachability.home",
            Fail,
            site("").home(|record| {
                record.status = None;
                record.facts = None;
                record.error = Some(SiteFailure { reason: SiteReason::Timeout, detail: "no answer".to_owned() });
            }),
        ),
        ("reachability.finished", Pass, site("<p>Fresh bread</p>")),
        ("reachability.finished", Fail, site("<h1>Under construction</h1>")),
        ("reachability.finished", Warn, site(&long)),
        ("reachability.broken-pages", Pass, site("").and("/a", "")),
        ("reachability.broken-pages", Warn, broken(site("").and("/a", ""), "/b")),
        ("reachability.broken-pages", Fail, broken(broken(site(""), "/a"), "/b")),
        ("reachability.broken-pages", Unknown, site("")),
        ("reachability.server-errors", Pass, site("<p>No error</p>")),
        ("reachability.server-errors", Fail, site("<p>Warning: mysqli_connect(): Access denied</p>")),
        ("reachability.redirects", Pass, hops(2)),
        ("reachability.redirects", Warn, hops(3)),
        ("reachability.redirects", Fail, hops(4)),
        ("reachability.needs-script", Pass, site("<p>We bake bread in the old town, every day but Sunday.</p>")),
        ("reachability.needs-script", Fail, site("").home(|record| hint(record, BrowserHint::EmptyShell))),
        ("reachability.needs-script", Warn, site("").home(|record| hint(record, BrowserHint::AsksForScript))),
        (
            "reachability.needs-script",
            Unknown,
            site("<p>Bread</p>").home(|record| {
                if let Some(facts) = &mut record.facts {
                    facts.browser_hint = None;
                }
                record.fetched_with = FetchedWith::Browser;
            }),
        ),
        ("reachability.meta-refresh", Pass, site("")),
        ("reachability.meta-refresh", Warn, site("<meta http-equiv=refresh content='0; url=/start'>")),
        ("reachability.frameset", Pass, site("<main>Bread</main>")),
        ("reachability.frameset", Fail, site("<html><frameset cols='20%,80%'><frame src=menu.html></frameset></html>")),
    ]
}

fn hint(record: &mut crate::crawl::model::PageRecord, hint: BrowserHint) {
    if let Some(facts) = &mut record.facts {
        facts.browser_hint = Some(hint);
    }
}
