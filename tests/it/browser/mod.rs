//! The browser's way out, tried with a real browser: what a page's scripts, images, frames, redirects and sockets ask for passes the same
//! judge as our own requests. Skipped, with a message, only where no chromedriver is installed. In the browsers of a Selenium Grid where
//! the environment names one.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use glouton::platform::browser::{BrowserError, BrowserPool, Settings};
use glouton::platform::egress::{Egress, Extras, HostOverride, Resolver};
use glouton_testbed::webdriver_url;
use url::Url;

use crate::egress::server::{Server, answer, html, not_found, redirect};
use crate::egress::settings;

fn pool_with(hosts: &[(&str, u16, &Server)], change: impl FnOnce(&mut Settings)) -> Option<BrowserPool> {
    let mut egress = settings();
    egress.headers_timeout_ms = 5_000;
    egress.hosts = hosts
        .iter()
        .map(|(host, port, server)| HostOverride { host: (*host).into(), port: *port, address: server.address })
        .collect();
    // Every other name leads inwards, as an attacker's name server would have it.
    let resolver = Resolver::Scripted(Arc::new(|_: &str| vec![IpAddr::from([127, 0, 0, 1])]));
    let egress = Egress::with(&egress, Extras { resolver, ca_pem: None }).expect("the door");
    let table: toml::Table = toml::from_str(include_str!("../../../config/default.toml")).expect("the defaults are TOML");
    let mut settings: Settings = table["browser"].clone().try_into().expect("the section fits its struct");
    settings.webdriver_url = webdriver_url().unwrap_or_default();
    change(&mut settings);
    match BrowserPool::find(&settings, &egress) {
        Ok(pool) => Some(pool),
        Err(BrowserError::Unavailable(why)) => {
            eprintln!("skipped: {why}");
            None
        }
        Err(other) => panic!("{other}"),
    }
}

fn pool(hosts: &[(&str, u16, &Server)]) -> Option<BrowserPool> {
    pool_with(hosts, |_| {})
}

fn url(text: &str) -> Url {
    Url::parse(text).expect("a URL")
}

#[tokio::test]
async fn a_page_is_shown_as_its_scripts_leave_it() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/" => html(
            "<div id=app></div><my-card></my-card><script>
             customElements.define('my-card', class extends HTMLElement {
               connectedCallback() { this.attachShadow({mode:'open'}).innerHTML = '<p>from the shadow</p>'; } });
             setTimeout(() => fetch('/data').then(r => r.text()).then(t => { document.getElementById('app').textContent = t; }), 100);
             alert('hello');
             </script>",
        ),
        "/data" => answer("200 OK", "Content-Type: text/plain\r\n", b"info@shop.test"),
        _ => not_found(),
    })
    .await;
    let Some(pool) = pool(&[("shop.test", 80, &server)]) else { return };
    let page = pool.render(&url("http://shop.test/")).await.expect("the page");
    assert!(page.html.contains("info@shop.test"), "{}", page.html);
    assert!(page.html.contains("from the shadow"), "{}", page.html);
    assert_eq!(page.final_url.as_str(), "http://shop.test/");
    assert!(page.received > 0);
    let agent = server.seen()[0].head.clone();
    assert!(agent.contains("Glouton/"), "{agent}");
    pool.close().await;
    assert_eq!(pool.status().open, 0);
}

#[tokio::test]
async fn a_page_tells_the_global_values_asked_for_and_nothing_that_only_bears_the_name() {
    let server = Server::start(|_| {
        html(
            "<div id=Banner></div><form name=Form></form><iframe name=Frame></iframe><script>
             window.Library = {version: '1.2.3', deep: {build: 7}, load() {}};
             window.Quoted = '\"x';
             Object.defineProperty(window, 'Broken', {get() { throw new Error('no'); }});
             </script>",
        )
    })
    .await;
    let Some(pool) = pool(&[("shop.test", 80, &server)]) else { return };
    let names = [
        "Library.version",
        "Library.deep.build",
        "Library.load",
        "Library.none.at.all",
        "Quoted",
        "Broken",
        "Banner",
        "Form",
        "Frame",
    ];
    let pool = pool.telling(move || names.map(str::to_owned).into());
    let page = pool.render(&url("http://shop.test/")).await.expect("the page");
    let told: Vec<&str> =
        page.html.split("<meta name=\"window.").skip(1).filter_map(|rest| rest.split_once('>').map(|(told, _)| told)).collect();
    assert_eq!(
        told,
        [
            "Library.version\" content=\"1.2.3\"",
            "Library.deep.build\" content=\"7\"",
            "Library.load\" content=\"\"",
            "Quoted\" content=\"&quot;x\"",
        ],
        "{}",
        page.html
    );
    pool.close().await;
}

#[tokio::test]
async fn nothing_that_a_page_asks_for_gets_past_the_judge() {
    let canary = Server::start(|_| html("secret")).await;
    let port = canary.address.port();
    let page = format!(
        r#"<!doctype html><link rel=stylesheet href="http://127.0.0.1:{port}/css"><link rel=preconnect href="http://127.0.0.1:{port}">
        <link rel=prefetch href="http://localhost:{port}/prefetch"><link rel=dns-prefetch href="//inner.test">
        <img src="http://127.0.0.1:{port}/image"><iframe src="http://[::1]:{port}/frame"></iframe><iframe src="http://0.0.0.0:{port}/zero"></iframe>
        <iframe src="file:///etc/passwd"></iframe><object data="http://2130706433:{port}/object"></object>
        <video src="http://127.1:{port}/video"></video><script src="http://inner.test:{port}/script"></script>
        <form id=f action="http://127.0.0.1:{port}/form" target=t method=post></form><iframe name=t></iframe>
        <div id=out></div><script>
        const out = (w) => {{ document.getElementById('out').textContent += w + ' '; }};
        fetch('http://127.0.0.1:{port}/fetch', {{mode: 'no-cors'}}).then(() => out('fetched'), () => out('no-fetch'));
        fetch('http://localhost:{port}/fetch2', {{mode: 'no-cors'}}).then(() => out('fetched2'), () => out('no-fetch2'));
        fetch('/hop').then(r => r.text()).then(t => out('hop:' + t), () => out('no-hop'));
        navigator.sendBeacon('http://127.0.0.1:{port}/beacon', 'x');
        for (const a of ['127.0.0.1', 'localhost', '[::1]', 'inner.test']) {{
          try {{ const s = new WebSocket('ws://' + a + ':{port}/ws'); s.onopen = () => out('socket'); }} catch (e) {{ }}
          try {{ new EventSource('http://' + a + ':{port}/events'); }} catch (e) {{ }}
        }}
        try {{ new WebTransport('https://127.0.0.1:{port}/transport').ready.then(() => out('transport'), () => {{}}); }} catch (e) {{ }}
        try {{ const p = new RTCPeerConnection({{iceServers: [{{urls: 'stun:127.0.0.1:{port}'}}, {{urls: 'turn:127.0.0.1:{port}?transport=tcp', username: 'u', credential: 'c'}}]}});
          p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o)); }} catch (e) {{ }}
        try {{ new Worker(URL.createObjectURL(new Blob(["fetch('http://127.0.0.1:{port}/worker', {{mode:'no-cors'}})"]))); }} catch (e) {{ }}
        document.getElementById('f').submit();
        window.open('http://127.0.0.1:{port}/popup');
        </script>"#
    );
    let hop = format!("http://127.0.0.1:{port}/hop");
    let server = Server::start(move |seen| match seen.target.as_str() {
        "/" => html(&page),
        "/hop" => redirect(&hop),
        _ => not_found(),
    })
    .await;
    let Some(pool) = pool(&[("shop.test", 80, &server)]) else { return };
    let shown = pool.render(&url("http://shop.test/")).await.expect("the page");
    assert_eq!(canary.targets(), Vec::<String>::new());
    assert_eq!(canary.connections(), 0);
    assert!(shown.refused > 10, "the requests were made and refused: {}", shown.refused);
    assert!(!shown.html.contains("root:"), "a file was read");
    for word in ["fetched", "socket", "transport", "secret"] {
        assert!(
            !shown.html.contains(&format!(">{word}")) && !shown.html.contains(&format!(" {word} ")),
            "{word}: {}",
            shown.html
        );
    }
    pool.close().await;
}

#[tokio::test]
async fn a_page_that_leads_inwards_is_refused() {
    let canary = Server::start(|_| html("secret")).await;
    let inward = format!("http://127.0.0.1:{}/", canary.address.port());
    let server = Server::start(move |seen| match seen.target.as_str() {
        "/redirect" => redirect(&inward),
        "/script" => html(&format!("<script>location = '{inward}'</script>")),
        "/refresh" => html(&format!("<meta http-equiv=refresh content='0;url={inward}'>")),
        "/source" => html("<script>location = 'view-source:file:///etc/passwd'</script><p>still here"),
        "/file" => html("<script>location = 'file:///etc/passwd'</script><p>still here"),
        _ => not_found(),
    })
    .await;
    let Some(pool) = pool(&[("shop.test", 80, &server)]) else { return };
    for path in ["/redirect", "/script", "/refresh"] {
        let shown = pool.render(&url(&format!("http://shop.test{path}"))).await;
        assert_eq!(shown, Err(BrowserError::Refused), "{path}");
    }
    for path in ["/source", "/file"] {
        let shown = pool.render(&url(&format!("http://shop.test{path}"))).await.expect("the page");
        assert!(!shown.html.contains("root:") && shown.html.contains("still here"), "{path}: {}", shown.html);
    }
    let literal = format!("http://{}/", canary.address);
    for address in [literal.as_str(), "http://localhost/", "http://inner.test/", "https://inner.test/"] {
        assert_eq!(pool.render(&url(address)).await, Err(BrowserError::Refused), "{address}");
    }
    for address in ["file:///etc/passwd", "view-source:http://shop.test/", "chrome://version", "data:text/html,x"] {
        assert_eq!(pool.render(&url(address)).await, Err(BrowserError::Scheme), "{address}");
    }
    assert_eq!(canary.connections(), 0);
    pool.close().await;
}

#[tokio::test]
async fn one_site_leaves_nothing_for_the_next() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/leave" => html("<script>document.cookie='k=v;max-age=9999'; localStorage.k='v'; sessionStorage.k='v';</script>left"),
        "/look" => html("<p id=o></p><script>o.textContent = '[' + document.cookie + (localStorage.k||'') + (sessionStorage.k||'') + ']'</script>"),
        _ => not_found(),
    })
    .await;
    let Some(pool) = pool_with(&[("shop.test", 80, &server)], |s| s.sessions = 1) else { return };
    pool.render(&url("http://shop.test/leave")).await.expect("the page");
    let shown = pool.render(&url("http://shop.test/look")).await.expect("the page");
    assert!(shown.html.contains("[]"), "{}", shown.html);
    assert_eq!(pool.status().open, 1, "one browser for both");
    pool.close().await;
}

#[tokio::test]
async fn a_page_that_never_rests_is_read_all_the_same_and_one_that_hangs_is_given_up() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/restless" => html("<p id=o>words</p><script>setInterval(() => { o.textContent += '.'; }, 10)</script>"),
        "/hang" => html("<p>words</p><script>setTimeout(() => { for (;;) {} }, 50)</script>"),
        "/endless" => html("<script>let t = 'x'; for (let i = 0; i < 21; i++) t += t; document.write(t)</script>"),
        _ => html("well"),
    })
    .await;
    let small = |s: &mut Settings| (s.sessions, s.quiet_cap_ms, s.page_timeout_ms, s.max_html_bytes) = (1, 1_000, 3_000, 1 << 20);
    let Some(pool) = pool_with(&[("shop.test", 80, &server)], small) else { return };
    let shown = pool.render(&url("http://shop.test/restless")).await.expect("the page");
    assert!(shown.html.contains("words...") && shown.elapsed < Duration::from_secs(4), "{shown:?}");
    assert!(pool.render(&url("http://shop.test/hang")).await.is_err());
    let huge = pool.render(&url("http://shop.test/endless")).await.map(|page| page.html.len());
    assert!(matches!(huge, Err(BrowserError::TooLarge { .. })), "{huge:?}");
    let shown = pool.render(&url("http://shop.test/")).await.expect("a browser that works");
    assert!(shown.html.contains("well"));
    pool.close().await;
}

#[tokio::test]
async fn a_page_nobody_waits_for_closes_its_browser() {
    let server = Server::start(|_| html("<script>setInterval(() => { document.body.append('x'); }, 10)</script>")).await;
    let Some(pool) = pool_with(&[("shop.test", 80, &server)], |s| s.sessions = 1) else { return };
    let page = url("http://shop.test/");
    tokio::select! {
        _ = pool.render(&page) => panic!("the page never rests"),
        () = async { while server.seen().is_empty() { tokio::task::yield_now().await; } } => {}
    }
    // The place in the pool is free again only when the browser is closed.
    let version = pool.warm_up().await.expect("another browser");
    assert!(version.starts_with("chrome"), "{version}");
    assert_eq!(pool.status().open, 1);
    pool.close().await;
}

/// Processes with `word` in their command line.
fn processes(word: &str) -> usize {
    let entries = std::fs::read_dir("/proc").expect("/proc");
    let lines = entries.flatten().filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
    lines.filter(|line| String::from_utf8_lossy(line).contains(word)).count()
}

#[tokio::test]
async fn no_browser_outlives_a_process_that_was_killed() {
    use tokio::io::AsyncBufReadExt as _;
    /// Set for the process that is killed: the same program with the same test, which then holds a browser.
    const HOLDS: &str = "GLOUTON_TEST_HOLDS_A_BROWSER";
    // Browsers of a grid outlive it for a while: tests/it/torture sees to those.
    let Some(pool) = pool_with(&[], |s| s.webdriver_url.clear()) else { return };
    if std::env::var_os(HOLDS).is_some() {
        pool.warm_up().await.expect("a browser");
        println!("ready");
        return std::future::pending().await;
    }
    let mut child = tokio::process::Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "browser::no_browser_outlives_a_process_that_was_killed", "--nocapture"])
        .env(HOLDS, "1")
        .stdout(std::process::Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("a process");
    let folder = format!("glouton-browser-{}-0", child.id().expect("its id"));
    let mut lines = tokio::io::BufReader::new(child.stdout.take().expect("its words")).lines();
    while !lines.next_line().await.expect("a line").expect("more").contains("ready") {}
    assert!(processes(&folder) > 1, "there is a browser");
    child.kill().await.expect("killed");
    let gone = async {
        let mut look = tokio::time::interval(Duration::from_millis(100));
        while processes(&folder) > 0 || std::env::temp_dir().join(&folder).exists() {
            look.tick().await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(20), gone).await.is_ok(), "{} processes are left", processes(&folder));
}
