//! What pages shown in a browser cost: pages a minute in 1, 2 and 4 browsers, then many pages in a row in one, with the number of
//! processes and tabs and their memory by tenths, which shows whether they stay flat.
//! `cargo bench -p glouton-platform --bench browser -- [--pages 60] [--row 500]` prints it; docs/BENCHMARKS.md records a run. Needs
//! chromedriver. No assertion: a figure that depends on the machine is no test.

#![allow(clippy::disallowed_methods)] // a benchmark looks at the clock of the machine, and spawns what it measures

use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use glouton_platform::{
    browser::{BrowserPool, Settings},
    egress::{self, Egress, HostOverride},
};
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use url::Url;

/// A page whose scripts fetch what it says, and draw it.
const PAGE: &str = "<!doctype html><html lang=en><head><title>Shop</title></head><body><div id=root></div><script>
    fetch('/words').then(answer => answer.text()).then(words => {
      const root = document.getElementById('root');
      for (let n = 0; n < 200; n++) { const p = document.createElement('p'); p.textContent = n + ' ' + words; root.append(p); }
    });</script></body></html>";
const WORDS: &str = "Bread, cakes and more every morning from six; write to info@shop.example or come by.";

async fn serve() -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let answer = service_fn(|request: Request<Incoming>| async move {
                let (kind, body) = if request.uri().path() == "/words" { ("text/plain", WORDS) } else { ("text/html", PAGE) };
                let response =
                    Response::builder().header("content-type", kind).body(Full::new(Bytes::from_static(body.as_bytes())));
                Ok::<_, Infallible>(response.expect("a response"))
            });
            tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer));
        }
    });
    address
}

/// The processes below this one.
#[derive(Debug, Clone, Copy, Default)]
struct Census {
    processes: u32,
    /// Of them, those that draw pages.
    tabs: u32,
    /// Their share of the machine's memory (PSS), MiB.
    mib: u64,
}

fn census() -> Census {
    let read = |pid: u32, file: &str| std::fs::read(format!("/proc/{pid}/{file}")).unwrap_or_default();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let pids =
        std::fs::read_dir("/proc").into_iter().flatten().flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let parents: Vec<(u32, u32)> = pids
        .filter_map(|pid: u32| {
            // The name of the program, in brackets, may hold anything.
            let stat = text(read(pid, "stat"));
            let (_, rest) = stat.rsplit_once(')')?;
            Some((pid, rest.split_whitespace().nth(1)?.parse().ok()?))
        })
        .collect();
    let mut ours = vec![std::process::id()];
    let mut next = 0;
    while let Some(parent) = ours.get(next).copied() {
        ours.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(pid, _)| *pid));
        next += 1;
    }
    let mut census = Census::default();
    for pid in ours.into_iter().skip(1) {
        let kib = |line: &str| line.strip_prefix("Pss:")?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok();
        census.processes += 1;
        census.tabs += u32::from(text(read(pid, "cmdline")).contains("--type=renderer"));
        census.mib += text(read(pid, "smaps_rollup")).lines().find_map(kib).unwrap_or(0);
    }
    census.mib /= 1024;
    census
}

fn section<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let table: toml::Table = toml::from_str(include_str!("../../../config/default.toml")).expect("the defaults are TOML");
    table[name].clone().try_into().expect("the section fits its struct")
}

fn pool(address: SocketAddr, browsers: u32) -> BrowserPool {
    let mut way_out: egress::Settings = section("egress");
    way_out.hosts = vec![HostOverride { host: "shop.example".into(), port: 80, address }];
    let mut settings: Settings = section("browser");
    settings.sessions = browsers;
    BrowserPool::find(&settings, &Egress::new(&way_out).expect("the door")).expect("chromedriver is on the PATH")
}

/// Shows `pages` pages, as many at a time as there are browsers; how many did not show what their scripts draw.
async fn show(pool: &BrowserPool, browsers: u32, pages: u64) -> u64 {
    let (next, wrong) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let workers = (0..browsers).map(|_| {
        let (pool, next, wrong) = (pool.clone(), Arc::clone(&next), Arc::clone(&wrong));
        tokio::spawn(async move {
            loop {
                let page = next.fetch_add(1, Ordering::Relaxed);
                if page >= pages {
                    return;
                }
                let url = Url::parse(&format!("http://shop.example/{page}")).expect("a URL");
                let shown = pool.render(&url).await.is_ok_and(|shown| shown.html.contains("199 Bread"));
                wrong.fetch_add(u64::from(!shown), Ordering::Relaxed);
            }
        })
    });
    futures_util::future::join_all(workers).await;
    wrong.load(Ordering::Relaxed)
}

fn a_minute(pages: u64, took: Duration) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a few hundred pages")]
    let pages = pages as f64;
    pages * 60.0 / took.as_secs_f64()
}

async fn run(pages: u64, row: u64) {
    let address = serve().await;
    let quiet: Settings = section("browser");
    println!("pages that a script fetches and draws, each at rest for {} ms before it is read", quiet.quiet_ms);
    println!("| browsers | pages | a minute | not shown | processes | tabs | MiB |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for browsers in [1, 2, 4] {
        let pool = pool(address, browsers);
        pool.warm_up().await.expect("a browser");
        let began = Instant::now();
        let wrong = show(&pool, browsers, pages).await;
        let (took, Census { processes, tabs, mib }) = (began.elapsed(), census());
        println!("| {browsers} | {pages} | {:.0} | {wrong} | {processes} | {tabs} | {mib} |", a_minute(pages, took));
        pool.close().await;
    }
    println!("\n{row} pages in a row in one browser (a fresh one every {} pages)", quiet.session_pages);
    println!("| pages | a minute | not shown | processes | tabs | MiB |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    let pool = pool(address, 1);
    pool.warm_up().await.expect("a browser");
    let tenth = (row / 10).max(1);
    for part in 1..=10 {
        let began = Instant::now();
        let wrong = show(&pool, 1, tenth).await;
        let (took, Census { processes, tabs, mib }) = (began.elapsed(), census());
        println!("| {} | {:.0} | {wrong} | {processes} | {tabs} | {mib} |", part * tenth, a_minute(tenth, took));
    }
    pool.close().await;
    println!("after closing: {} processes", census().processes);
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str, default| {
        let given = arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1));
        given.and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let (pages, row) = (number("--pages", 60_u64), number("--row", 500_u64));
    tokio::runtime::Runtime::new().expect("a runtime").block_on(run(pages, row));
}
