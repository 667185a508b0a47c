//! Visits to whole sites on loopback servers: what is asked for, in which order, and how each kind of trouble ends.

mod poison;
mod town;

use std::net::IpAddr;
use std::sync::Arc;

use glouton::crawl::model::{FetchMode, FetchedWith, PageRecord, RobotsState, SiteFailure, SiteLimits, SiteReason};
use glouton::crawl::{Crawler, Seed, SnapshotStore};
use glouton::platform::browser::BrowserPool;
use glouton::platform::clock::Clock;
use glouton::platform::egress::{Egress, Extras, HostOverride, Resolver};
use tokio_util::sync::CancellationToken;

use crate::egress::server::{Play, Seen, Server, answer, html, not_found, redirect};
use crate::egress::settings;

/// A crawler for which `*.test` is the given server, and a folder for its snapshots.
struct Lab {
    crawler: Crawler,
    _folder: tempfile::TempDir,
}

fn lab(hosts: &[(&str, u16, &Server)]) -> Lab {
    lab_with(hosts, |_| None)
}

fn lab_with(hosts: &[(&str, u16, &Server)], browser: impl FnOnce(&Egress) -> Option<BrowserPool>) -> Lab {
    let mut settings = settings();
    settings.hosts = hosts
        .iter()
        .map(|(host, port, server)| HostOverride { host: (*host).into(), port: *port, address: server.address })
        .collect();
    let resolver = Resolver::Scripted(Arc::new(
        |name: &str| if name == "nowhere.test" { vec![] } else { vec![IpAddr::from([127, 0, 0, 1])] },
    ));
    let egress = Egress::with(&settings, Extras { resolver, ca_pem: None }).expect("the door");
    let folder = tempfile::tempdir().expect("a folder");
    let snapshots = SnapshotStore::open(folder.path()).expect("a store");
    let crawl = toml::from_str::<toml::Table>(include_str!("../../../config/default.toml")).expect("the defaults");
    let crawl = crawl["crawl"].clone().try_into().expect("the section");
    let browser = browser(&egress);
    Lab { crawler: Crawler::new(egress, browser, snapshots, &crawl, Clock::default()).expect("threads"), _folder: folder }
}

/// `None`, with a message, where there is no chromedriver.
fn lab_with_browser(hosts: &[(&str, u16, &Server)]) -> Option<(Lab, BrowserPool)> {
    let table: toml::Table = toml::from_str(include_str!("../../../config/default.toml")).expect("the defaults");
    let settings = table["browser"].clone().try_into().expect("the section");
    let lab = lab_with(hosts, |egress| BrowserPool::find(&settings, egress).ok());
    let browser = lab.crawler.browser().cloned();
    if browser.is_none() {
        eprintln!("skipped: no chromedriver");
    }
    Some((lab, browser?))
}

fn limits(max_pages: u32) -> SiteLimits {
    SiteLimits { max_pages, max_depth: 3 }
}

async fn visit(lab: &Lab, seed: &str, max_pages: u32) -> Result<Vec<PageRecord>, SiteFailure> {
    let stop = CancellationToken::new();
    let mut visit = lab.crawler.visit(Seed::parse(seed).expect("a seed"), limits(max_pages), FetchMode::Http, &[]);
    let mut records = Vec::new();
    while let Some(record) = visit.next(&stop).await? {
        records.push(record);
    }
    Ok(records)
}

async fn reason(lab: &Lab, seed: &str) -> SiteReason {
    visit(lab, seed, 5).await.expect_err("the site gives nothing").reason
}

/// A small site: a start page with links, pages below, no robots.txt.
fn shop(seen: &Seen) -> Play {
    let nav = "<nav><a href='/blog/'>Blog</a><a href='/contact'>Contact</a><a href='/about'>About us</a></nav>";
    match seen.target.as_str() {
        "/" => {
            html(&format!("<title>Shop</title>{nav}<p>Welcome to the shop of the town, open since the year it was opened.</p>"))
        }
        "/contact" => {
            html(&format!("<title>Contact</title>{nav}<p>Write to info@shop.test or come by, we are here all day long.</p>"))
        }
        "/about" => html(&format!("<title>About us</title>{nav}<p>We are three people and a dog who like to sell things.</p>")),
        "/blog/" => {
            html(&format!("<title>Blog</title>{nav}<p>Nothing has happened yet, but when it does it will stand here.</p>"))
        }
        _ => not_found(),
    }
}

#[tokio::test]
async fn a_site_is_read_page_by_page_until_its_links_are_used_up() {
    let server = Server::start(shop).await;
    let lab = lab(&[("shop.test", 80, &server)]);
    let records = visit(&lab, "http://shop.test", 10).await.expect("pages");
    let paths: Vec<&str> = records.iter().map(|r| r.url.path()).collect();
    assert_eq!(paths.len(), 4, "{paths:?}");
    assert_eq!(paths[..2], ["/", "/contact"], "the contact page comes first");
    for record in &records {
        assert_eq!((record.status, &record.error), (Some(200), &None));
        let hash = record.content_hash.parse().expect("a hash");
        let kept = lab.crawler.snapshots().get(hash).expect("the store").expect("the snapshot");
        assert_eq!(kept.len() as u64, record.bytes);
    }
    assert_eq!(server.targets().iter().filter(|t| *t == "/robots.txt").count(), 1, "robots.txt is asked for once");
    assert!(server.seen()[0].head.to_ascii_lowercase().contains("user-agent: glouton/"), "{}", server.seen()[0].head);
}

#[tokio::test]
async fn a_visit_goes_on_where_it_stopped() {
    let server = Server::start(shop).await;
    let lab = lab(&[("shop.test", 80, &server)]);
    let whole = visit(&lab, "http://shop.test", 10).await.expect("pages");
    let stop = CancellationToken::new();
    for cut in 1..whole.len() {
        let mut rest =
            lab.crawler.visit(Seed::parse("http://shop.test").expect("a seed"), limits(10), FetchMode::Http, &whole[..cut]);
        let mut paths: Vec<String> = whole[..cut].iter().map(|r| r.url.path().to_owned()).collect();
        while let Some(record) = rest.next(&stop).await.expect("pages") {
            paths.push(record.url.path().to_owned());
        }
        assert_eq!(paths, whole.iter().map(|r| r.url.path().to_owned()).collect::<Vec<_>>(), "after {cut} pages");
    }
}

#[tokio::test]
async fn a_limit_on_pages_is_kept() {
    let server = Server::start(shop).await;
    let lab = lab(&[("shop.test", 80, &server)]);
    assert_eq!(visit(&lab, "http://shop.test", 2).await.expect("pages").len(), 2);
    // The sitemap is looked for, not read: it is a fact about the site, and no page.
    assert_eq!(server.targets(), ["/robots.txt", "/", "/contact", "/sitemap.xml"]);
}

#[tokio::test]
async fn robots_txt_is_obeyed_on_the_start_page_and_below() {
    let server = Server::start(|seen| match (seen.host.as_str(), seen.target.as_str()) {
        ("closed.test", "/robots.txt") => answer("200 OK", "", b"User-agent: *\nDisallow: /\n"),
        ("half.test", "/robots.txt") => answer("200 OK", "", b"User-agent: glouton\nDisallow: /contact\n"),
        ("broken.test", "/robots.txt") => answer("500 Oops", "", b""),
        _ => shop(seen),
    })
    .await;
    let lab = lab(&[("closed.test", 80, &server), ("half.test", 80, &server), ("broken.test", 80, &server)]);
    assert_eq!(reason(&lab, "http://closed.test").await, SiteReason::RobotsDisallowed);
    assert_eq!(reason(&lab, "http://broken.test").await, SiteReason::RobotsDisallowed);
    assert_eq!(server.targets(), ["/robots.txt", "/robots.txt"], "nothing but robots.txt was asked for");
    let records = visit(&lab, "http://half.test", 10).await.expect("pages");
    let contact = records.iter().find(|r| r.url.path() == "/contact").expect("a record says why there is no page");
    assert_eq!(contact.error.as_ref().map(|e| e.reason), Some(SiteReason::RobotsDisallowed));
    assert!(!server.seen().iter().any(|s| s.host == "half.test" && s.target == "/contact"));
}

#[tokio::test]
async fn every_trouble_has_its_reason() {
    let server = Server::start(|seen| match (seen.host.as_str(), seen.target.as_str()) {
        (_, "/robots.txt") => not_found(),
        ("gone.test", _) => not_found(),
        ("error.test", _) => answer("500 Oops", "Content-Type: text/html\r\n", b"<title>500</title>"),
        ("loop.test", "/") => redirect("/a"),
        ("loop.test", _) => redirect("/"),
        ("far.test", path) => redirect(&format!("{path}x")),
        ("challenge.test", _) => {
            answer("403 Forbidden", "cf-mitigated: challenge\r\nContent-Type: text/html\r\n", b"<title>Just a moment...</title>")
        }
        ("pdf.test", _) => answer("200 OK", "Content-Type: application/pdf\r\n", b"%PDF-1.7"),
        ("huge.test", _) => {
            Play::Bytes(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50000000\r\n\r\n<html>".to_vec())
        }
        ("inward.test", _) => redirect("http://127.0.0.1:8080/"),
        ("metadata.test", _) => redirect("http://169.254.169.254/latest/meta-data/"),
        ("named.test", _) => redirect("http://localhost/"),
        ("silent.test", _) => Play::Hang(Vec::new()),
        ("rude.test", _) => Play::Bytes(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()),
        ("cut.test", _) => Play::Bytes(Vec::new()),
        _ => shop(seen),
    })
    .await;
    let table = [
        ("gone.test", SiteReason::HttpError),
        ("error.test", SiteReason::HttpError),
        ("loop.test", SiteReason::RedirectLoop),
        ("far.test", SiteReason::RedirectLoop),
        ("challenge.test", SiteReason::BotChallenge),
        ("pdf.test", SiteReason::NotHtml),
        ("huge.test", SiteReason::TooLarge),
        ("inward.test", SiteReason::PrivateAddress),
        ("metadata.test", SiteReason::PrivateAddress),
        ("named.test", SiteReason::PrivateAddress),
        ("silent.test", SiteReason::Timeout),
        ("rude.test", SiteReason::ConnectFailure),
        ("cut.test", SiteReason::ConnectFailure),
    ];
    let hosts: Vec<_> = table.iter().map(|(host, _)| (*host, 80, &server)).collect();
    let lab = lab(&hosts);
    for (host, wanted) in table {
        assert_eq!(reason(&lab, &format!("http://{host}")).await, wanted, "{host}");
    }
    assert_eq!(reason(&lab, "http://nowhere.test").await, SiteReason::DnsFailure);
    assert_eq!(reason(&lab, "http://private.test").await, SiteReason::PrivateAddress);
    assert_eq!(reason(&lab, "http://127.0.0.1").await, SiteReason::PrivateAddress);
    // TLS spoken to a server that does not.
    let plain = Server::start(shop).await;
    let lab = self::lab(&[("plain.test", 443, &plain)]);
    assert_eq!(reason(&lab, "https://plain.test").await, SiteReason::TlsFailure);
}

#[tokio::test]
async fn a_bare_domain_is_tried_over_https_and_then_over_http() {
    let server = Server::start(shop).await;
    let lab = lab(&[("shop.test", 443, &server), ("shop.test", 80, &server)]);
    let records = visit(&lab, "shop.test", 1).await.expect("the page");
    assert_eq!(records[0].url.as_str(), "http://shop.test/");
}

/// An application that draws every page by script, and a plain page beside it.
fn application(seen: &Seen) -> Play {
    match seen.target.as_str() {
        "/" | "/contact" => html(
            "<!doctype html><html lang=en><head><title>App</title></head><body><div id=root></div><script>
             const pages = {'/': '<a href=/contact>Contact</a> <a href=/plain>Plain</a><p>Welcome to the application.', '/contact': '<p>Write to info@app.test'};
             window.jQuery = {fn: {jquery: '3.7.1'}};
             document.getElementById('root').innerHTML = pages[location.pathname];</script></body></html>",
        ),
        "/plain" => html(&format!("<title>Plain</title><p>{}", "This page says all it has to say without any script. ".repeat(20))),
        _ => not_found(),
    }
}

#[tokio::test]
async fn a_page_that_scripts_fill_is_shown_in_a_browser_and_a_plain_one_is_not() {
    let server = Server::start(application).await;
    let Some((lab, browser)) = lab_with_browser(&[("app.test", 80, &server)]) else { return };
    let stop = CancellationToken::new();
    let mut visit = lab.crawler.visit(Seed::parse("http://app.test").expect("a seed"), limits(5), FetchMode::Auto, &[]);
    let mut records = Vec::new();
    while let Some(record) = visit.next(&stop).await.expect("the site") {
        records.push(record);
    }
    let with: Vec<_> = records.iter().map(|r| (r.url.path(), r.fetched_with)).collect();
    assert_eq!(with, [("/", FetchedWith::Browser), ("/contact", FetchedWith::Browser), ("/plain", FetchedWith::Http)]);
    let technologies = &records[0].facts.as_ref().expect("facts").technologies;
    let jquery = technologies.iter().find(|technology| technology.name.value == "jQuery").expect("what its scripts left behind");
    assert_eq!(jquery.version.as_deref(), Some("3.7.1"));
    let found = records[1].facts.as_ref().expect("facts").contacts.iter().any(|c| c.value.value == "info@app.test");
    assert!(found, "{:?}", records[1].facts);
    let kept =
        lab.crawler.snapshots().get(records[1].content_hash.parse().expect("a hash")).expect("the store").expect("the snapshot");
    assert!(String::from_utf8_lossy(&kept).contains("<p>Write to info@app.test"), "the page is kept as it was read");
    browser.close().await;
}

#[tokio::test]
async fn a_page_that_scripts_lead_to_is_not_read_when_robots_txt_asks_not_to() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/robots.txt" => answer("200 OK", "Content-Type: text/plain\r\n", b"User-agent: *\nDisallow: /private"),
        "/" => html("<title>App</title><div id=root></div><script>location = '/private'</script>"),
        "/private" => html("<title>Private</title><p>Write to secret@app.test"),
        _ => not_found(),
    })
    .await;
    let Some((lab, browser)) = lab_with_browser(&[("app.test", 80, &server)]) else { return };
    let stop = CancellationToken::new();
    let mut visit = lab.crawler.visit(Seed::parse("http://app.test").expect("a seed"), limits(1), FetchMode::Browser, &[]);
    let record = visit.next(&stop).await.expect("the site").expect("the page");
    assert!(server.targets().contains(&"/private".to_owned()), "the script led there: {:?}", server.targets());
    assert_eq!((record.url.path(), record.fetched_with), ("/", FetchedWith::Http));
    assert!(record.facts.expect("facts").contacts.is_empty());
    browser.close().await;
}

#[tokio::test]
async fn without_a_browser_a_page_is_read_as_far_as_it_goes() {
    let server = Server::start(application).await;
    let lab = lab(&[("app.test", 80, &server)]);
    let stop = CancellationToken::new();
    for mode in [FetchMode::Auto, FetchMode::Browser, FetchMode::Http] {
        let mut visit = lab.crawler.visit(Seed::parse("http://app.test").expect("a seed"), limits(1), mode, &[]);
        let record = visit.next(&stop).await.expect("the site").expect("the page");
        assert_eq!((record.fetched_with, record.error), (FetchedWith::Http, None));
    }
}

#[tokio::test]
async fn a_site_whose_pages_link_nowhere_is_read_by_its_sitemap() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/robots.txt" => answer("200 OK", "", b"Sitemap: http://shop.test/map-of-maps.xml\nUser-agent: *\nDisallow: /private\n"),
        "/map-of-maps.xml" => {
            answer("200 OK", "Content-Type: application/xml\r\n", b"<sitemapindex><sitemap><loc>http://shop.test/map.txt</loc></sitemap></sitemapindex>")
        }
        "/map.txt" => answer(
            "200 OK",
            "Content-Type: text/plain\r\n",
            b"http://shop.test/\nhttp://shop.test/private\nhttp://shop.test/kontakt\nhttp://other.test/x\nhttp://shop.test/photo.jpg\n",
        ),
        "/" => html("<title>Shop</title><p>A poster, and not a single link on it."),
        "/kontakt" => html("<title>Kontakt</title><p>info@shop.test"),
        _ => not_found(),
    })
    .await;
    let lab = lab(&[("shop.test", 80, &server)]);
    let records = visit(&lab, "http://shop.test", 10).await.expect("pages");
    let read: Vec<_> = records.iter().filter(|r| r.error.is_none()).map(|r| r.url.path()).collect();
    assert_eq!(read, ["/", "/kontakt"]);
    assert!(!server.targets().contains(&"/private".to_owned()) && !server.targets().contains(&"/photo.jpg".to_owned()));
}

#[tokio::test]
async fn a_start_page_that_only_sends_on_is_followed_like_a_redirect() {
    let server = Server::start(|seen| match (seen.host.as_str(), seen.target.as_str()) {
        (_, "/robots.txt") => not_found(),
        ("old.test", _) => html("<meta http-equiv='Refresh' content='0; URL=\"http://new.test/start\"'>"),
        ("new.test", "/start") => html("<title>New</title><p>Here we are now."),
        ("inward.test", _) => html("<meta http-equiv=refresh content='0;url=http://127.0.0.1:8080/'>"),
        ("circle.test", _) => html("<meta http-equiv=refresh content='0;url=/'>"),
        ("later.test", _) => html("<meta http-equiv=refresh content='600'><p>News, renewed every ten minutes."),
        _ => not_found(),
    })
    .await;
    let lab = lab(&["old.test", "new.test", "inward.test", "circle.test", "later.test"].map(|host| (host, 80, &server)));
    let records = visit(&lab, "http://old.test", 1).await.expect("the page");
    assert_eq!((records[0].requested.as_str(), records[0].url.as_str()), ("http://old.test/", "http://new.test/start"));
    assert_eq!(reason(&lab, "http://inward.test").await, SiteReason::PrivateAddress);
    for host in ["circle.test", "later.test"] {
        assert_eq!(visit(&lab, &format!("http://{host}"), 1).await.expect("the page as it is").len(), 1);
    }
}

#[tokio::test]
async fn a_site_without_end_is_left_in_good_time() {
    // A calendar that goes on for ever, a path that repeats itself, twenty thousand links, sessions in addresses.
    let server = Server::start(|seen| {
        let n: u64 = seen.target.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(2026) % 1_000_000;
        match seen.target.as_str() {
            "/robots.txt" | "/sitemap.xml" => not_found(),
            "/" => {
                let many: String = (0..20_000).map(|i| format!("<a href='/catalogue/item-{i}'>x</a>")).collect();
                html(&format!("<title>Home</title><a href='/calendar/2026/1'>next</a><a href='again/'>on</a><a href='/contact'>Contact</a>{many}"))
            }
            path if path.starts_with("/calendar") => html(&format!(
                "<title>{n}</title><p>Nothing on day {n}.</p><a href='/calendar/{}/{}'>next</a><a href='?sid={n}&view={n}'>view</a>",
                n / 12 + 1,
                n + 1
            )),
            _ => html(&format!("<title>{n}</title><p>Item {n}.<a href='again/'>on</a><a href='again/again/{n}'>on</a>")),
        }
    })
    .await;
    let lab = lab(&[("endless.test", 80, &server)]);
    let records = visit(&lab, "http://endless.test", 500).await.expect("pages");
    assert!(records.len() < 120, "{} pages", records.len());
    assert!(records.iter().take(2).any(|r| r.url.path() == "/contact"), "what matters is read first");
    assert!(records.iter().all(|r| r.facts.as_ref().is_none_or(|f| f.links.len() <= 300)), "records stay small");
}

#[tokio::test]
async fn a_site_that_is_busy_is_asked_again_when_it_wishes() {
    let server = Server::start({
        let times = std::sync::atomic::AtomicUsize::new(0);
        move |seen| match seen.target.as_str() {
            "/" if times.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0 => answer("503 Busy", "Retry-After: 0\r\n", b""),
            _ => shop(seen),
        }
    })
    .await;
    let lab = lab(&[("shop.test", 80, &server)]);
    assert_eq!(visit(&lab, "http://shop.test", 1).await.expect("the page")[0].status, Some(200));
}

#[tokio::test]
async fn what_is_learnt_of_the_site_is_in_the_probe() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/" => redirect("/home"),
        "/home" => html("<title>Home</title><p>Here we are."),
        _ => not_found(),
    })
    .await;
    let lab = lab(&[("shop.test", 80, &server)]);
    let mut visit = lab.crawler.visit(Seed::parse("http://shop.test").expect("a seed"), limits(1), FetchMode::Http, &[]);
    let stop = CancellationToken::new();
    while visit.next(&stop).await.expect("the page").is_some() {}
    let probe = visit.probe();
    assert_eq!((probe.https, probe.http_redirects_to_https, probe.robots), (Some(false), Some(false), Some(RobotsState::Absent)));
    assert_eq!(probe.redirects.iter().map(url::Url::path).collect::<Vec<_>>(), ["/home"]);
}

#[tokio::test]
async fn nothing_is_asked_for_after_the_stop() {
    let server = Server::start(shop).await;
    let lab = lab(&[("shop.test", 80, &server)]);
    let stop = CancellationToken::new();
    let mut visit = lab.crawler.visit(Seed::parse("http://shop.test").expect("a seed"), limits(10), FetchMode::Http, &[]);
    visit.next(&stop).await.expect("the page").expect("the page");
    let before = server.targets().len();
    stop.cancel();
    assert!(visit.next(&stop).await.expect("no failure").is_none());
    assert_eq!(server.targets().len(), before);
}

#[tokio::test]
async fn an_open_request_is_given_up_at_the_stop() {
    let server = Server::start(|seen| if seen.target == "/robots.txt" { not_found() } else { Play::Hang(Vec::new()) }).await;
    let lab = lab(&[("slow.test", 80, &server)]);
    let stop = CancellationToken::new();
    let mut visit = lab.crawler.visit(Seed::parse("http://slow.test").expect("a seed"), limits(10), FetchMode::Http, &[]);
    let (next, ()) = tokio::join!(visit.next(&stop), async {
        while server.targets().len() < 2 {
            tokio::task::yield_now().await;
        }
        stop.cancel();
    });
    assert!(next.expect("no failure").is_none());
}
