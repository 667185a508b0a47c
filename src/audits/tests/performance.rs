//! Cases of the speed checks.

use super::Case;
use super::support::{Site, site};
use crate::audits::CheckStatus::{Fail, Pass, Unknown, Warn};
use crate::crawl::model::FetchedWith;

pub fn cases() -> Vec<Case> {
    let took = |ms: u32| site("").home(|record| record.elapsed_ms = ms);
    let weighs = |kb: u64| site("").home(|record| record.bytes = kb * 1_024);
    let loads = |tag: &str, count: usize| site(&tag.repeat(count));
    let sent = |length: u64| site("").home(|record| record.bytes = 9_000).header("content-length", &length.to_string());
    let hosts =
        |count: usize| site(&(0..count).map(|n| format!("<script src=https://host{n}.test/a.js></script>")).collect::<String>());
    let code = |kb: usize| site(&format!("<script>{}</script>", "x".repeat(kb * 1_024)));
    vec![
        ("performance.response-time", Pass, took(800)),
        ("performance.response-time", Warn, took(801)),
        ("performance.response-time", Fail, took(2_001)),
        ("performance.response-time", Unknown, took(9_000).home(|record| record.fetched_with = FetchedWith::Browser)),
        ("performance.slow-pages", Pass, site("").and("/a", "")),
        ("performance.slow-pages", Warn, took(4_000).and("/a", "")),
        ("performance.slow-pages", Fail, slow_twice()),
        ("performance.slow-pages", Unknown, took(4_000)),
        ("performance.html-size", Pass, weighs(150)),
        ("performance.html-size", Warn, weighs(151)),
        ("performance.html-size", Fail, weighs(501)),
        ("performance.dom-size", Pass, site("<p>a")),
        ("performance.dom-size", Warn, loads("<i></i>", 1_600)),
        ("performance.dom-size", Fail, loads("<i></i>", 3_100)),
        ("performance.compression", Pass, site("").header("content-encoding", "br")),
        ("performance.compression", Fail, sent(9_000)),
        ("performance.compression", Unknown, sent(3_000)),
        ("performance.compression", Unknown, site("")),
        ("performance.caching", Pass, site("").header("cache-control", "public, max-age=600")),
        ("performance.caching", Pass, site("").header("etag", "\"1\"")),
        ("performance.caching", Warn, site("").header("cache-control", "no-store")),
        ("performance.requests", Pass, loads("<img src=a.jpg>", 60)),
        ("performance.requests", Warn, loads("<img src=a.jpg>", 61)),
        ("performance.requests", Fail, loads("<img src=a.jpg>", 121)),
        ("performance.blocking-scripts", Pass, site("<head><script src=a.js></script><script defer src=b.js></script>")),
        ("performance.blocking-scripts", Warn, loads("<script src=a.js></script>", 3)),
        ("performance.blocking-scripts", Fail, loads("<script src=a.js></script>", 7)),
        ("performance.stylesheets", Pass, loads("<link rel=stylesheet href=a.css>", 6)),
        ("performance.stylesheets", Warn, loads("<link rel=stylesheet href=a.css>", 7)),
        ("performance.stylesheets", Fail, loads("<link rel=stylesheet href=a.css>", 16)),
        ("performance.lazy-images", Pass, loads("<img loading=lazy src=a.jpg>", 9)),
        ("performance.lazy-images", Warn, loads("<img src=a.jpg>", 9)),
        ("performance.lazy-images", Unknown, loads("<img src=a.jpg>", 8)),
        ("performance.image-sizes", Pass, loads("<img src=a.jpg width=40 height=30>", 4)),
        ("performance.image-sizes", Warn, loads("<img src=a.jpg>", 4)),
        ("performance.image-sizes", Unknown, loads("<img src=a.jpg>", 3)),
        ("performance.image-formats", Pass, site("<img src=a.webp><img src=b.jpg><img src=c.jpg><img src=d.jpg>")),
        ("performance.image-formats", Warn, loads("<img src=a.jpg>", 4)),
        ("performance.image-formats", Unknown, loads("<img src=a.svg>", 9)),
        ("performance.third-parties", Pass, hosts(6)),
        ("performance.third-parties", Warn, hosts(7)),
        ("performance.third-parties", Fail, hosts(13)),
        ("performance.inline-code", Pass, code(100)),
        ("performance.inline-code", Warn, code(101)),
        ("performance.inline-code", Fail, code(301)),
    ]
}

fn slow_twice() -> Site {
    let mut site = site("").and("/a", "").and("/b", "");
    for page in &mut site.pages {
        page.elapsed_ms = 5_000;
    }
    site
}
