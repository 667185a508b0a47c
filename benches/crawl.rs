//! What a hunt costs beside other crawlers: generated web sites on loopback, read by `glouton hunt` in a process of its own with full
//! extraction, audits and storing, and, when asked, by Scrapy with two regular expressions in the same run.
//!
//! `cargo bench --bench crawl -- [--sites 1000] [--pages 6] [--concurrency 64] [--database-url URL] [--scrapy PYTHON]`; PYTHON is an
//! interpreter that has Scrapy; with few pages a site a hunt of many sites ends within minutes. Prints pages per CPU-second of each
//! process alone, its peak memory, and for each tenth of the hunt pages/s and memory, which shows whether it stays flat. No
//! assertion: a figure that depends on the machine is no test.

use std::{
    convert::Infallible,
    fmt::Write as _,
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use http_body_util::Full;
use hyper::{Request, Response, StatusCode, body::Bytes, body::Incoming, service::service_fn};
use hyper_util::rt::TokioIo;

/// Pages of each site.
const PAGES: [&str; 6] = ["", "about.html", "services.html", "blog.html", "contact.html", "legal.html"];

/// A small repeatable source of numbers (a 64-bit linear congruential generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn of<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        let n = usize::try_from(self.below(list.len() as u64)).unwrap_or(0);
        list[n]
    }
}

/// The business at host number `n`.
/// Under `.test`, because addresses at `.example` are taken for placeholders and would not be extracted.
fn host(n: u64) -> String {
    format!("business{n:06}.test")
}

const WORDS: &[&str] = &[
    "workshop",
    "quality",
    "service",
    "customers",
    "family",
    "since",
    "modern",
    "equipment",
    "advice",
    "garden",
    "kitchen",
    "repair",
    "design",
    "fresh",
    "local",
    "experience",
    "quotation",
    "wood",
    "stone",
    "paint",
    "bread",
    "wine",
    "health",
    "appointment",
    "holiday",
    "window",
    "roof",
    "care",
    "project",
    "renovation",
    "offer",
    "season",
    "craft",
    "opening",
];
const PLATFORMS: &[&str] = &[
    "<meta name=\"generator\" content=\"WordPress 6.5\"><link rel=\"stylesheet\" href=\"/wp-content/themes/x/style.css?ver=1.2\">",
    "<script src=\"https://cdn.shopify.com/s/files/theme.js\"></script>",
    "<meta name=\"generator\" content=\"Joomla! - Open Source Content Management\">",
    "<script src=\"https://code.jquery.com/jquery-3.6.0.min.js\"></script>",
    "<link href=\"https://cdn.jsdelivr.net/npm/bootstrap@5.3.2/dist/css/bootstrap.min.css\" rel=\"stylesheet\">",
    "",
];

/// One page of a business: 20 to 60 KB, as a small site's template makes them; the contact page has what is sought.
fn page(n: u64, path: &str) -> String {
    let mut numbers = Numbers(n.wrapping_mul(977).wrapping_add(path.len() as u64 * 31 + 7));
    let name = format!("{} {} {n}", numbers.of(WORDS), numbers.of(WORDS));
    let platform = PLATFORMS[usize::try_from(n).unwrap_or(0) % PLATFORMS.len()];
    let phone = format!("+44 20 7946 0{:03}", n % 1000);
    let mut html = String::with_capacity(64 * 1024);
    let _ = write!(
        html,
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{name} – {path}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"description\" content=\"{name} at your service\">{platform}<style>"
    );
    for _ in 0..100 {
        let _ = write!(html, ".c{}{{color:#{:03x};margin:{}px}}", numbers.below(9999), numbers.below(4096), numbers.below(40));
    }
    html.push_str("</style></head><body><nav>");
    for page in PAGES {
        let _ = write!(html, "<a href=\"/{page}\">{}</a>", if page.is_empty() { "Home" } else { page.trim_end_matches(".html") });
    }
    let _ = write!(html, "<a href=\"https://www.facebook.com/business{n}\">Facebook</a></nav><h1>{name}</h1>");
    let target = html.len() + 14_000 + usize::try_from(numbers.below(36_000)).unwrap_or(0);
    while html.len() < target {
        let _ = write!(html, "<section class=\"block col-{}\"><h2>", numbers.below(99));
        for _ in 0..4 {
            let _ = write!(html, "{} ", numbers.of(WORDS));
        }
        html.push_str("</h2><p>");
        for _ in 0..60 + numbers.below(120) {
            let _ = write!(html, "{} ", numbers.of(WORDS));
        }
        html.push_str("</p><ul>");
        for _ in 0..8 {
            let _ = write!(
                html,
                "<li><a href=\"#s{}\">{} {} €</a></li>",
                numbers.below(99),
                numbers.of(WORDS),
                10 + numbers.below(90)
            );
        }
        let _ = write!(
            html,
            "</ul><img src=\"/img/{0}.jpg\" srcset=\"/img/{0}-300.jpg 300w\" alt=\"{1}\"></section>",
            numbers.below(9999),
            numbers.of(WORDS)
        );
    }
    if path == "contact.html" {
        let host = host(n);
        let mail = match n % 3 {
            0 => format!("<a href=\"mailto:info@{host}\">Write to us</a>"),
            1 => format!("<p>info@{host}</p>"),
            _ => format!("<p>info [at] {}</p>", host.replace('.', " [dot] ")),
        };
        let _ = write!(
            html,
            "<div>{mail}<a href=\"tel:{}\">{phone}</a><address>{} High Street, Leeds LS1 4AP</address></div>",
            phone.replace(' ', ""),
            1 + n % 200
        );
    }
    let _ = write!(html, "<p>build 20240117123456, logo@2x.png</p><footer>© {name}</footer></body></html>");
    html
}

/// What the sites were asked for.
#[derive(Default)]
struct Served {
    pages: AtomicU64,
    bytes: AtomicU64,
}

async fn answer(served: Arc<Served>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let host = request.headers().get("host").and_then(|h| h.to_str().ok()).unwrap_or_default();
    let number = host.strip_prefix("business").and_then(|rest| rest.get(..6)).and_then(|n| n.parse().ok());
    let path = request.uri().path().trim_start_matches('/');
    let (Some(n), true) = (number, PAGES.contains(&path)) else {
        let mut missing = Response::new(Full::new(Bytes::from_static(b"not here")));
        *missing.status_mut() = StatusCode::NOT_FOUND;
        return Ok(missing);
    };
    let html = page(n, path);
    served.pages.fetch_add(1, Ordering::Relaxed);
    served.bytes.fetch_add(html.len() as u64, Ordering::Relaxed);
    let mut response = Response::new(Full::new(Bytes::from(html)));
    response.headers_mut().insert("content-type", hyper::header::HeaderValue::from_static("text/html; charset=utf-8"));
    Ok(response)
}

#[allow(clippy::disallowed_methods)] // a benchmark, not the program
async fn serve(served: Arc<Served>) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let served = Arc::clone(&served);
            let _ = stream.set_nodelay(true);
            tokio::spawn(async move {
                let service = service_fn(move |request| answer(Arc::clone(&served), request));
                let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
    address
}

/// What a child process has used so far.
#[derive(Clone, Copy, Default)]
struct Usage {
    cpu_seconds: f64,
    resident_mib: f64,
    peak_mib: f64,
    ended: bool,
}

fn usage(pid: u32) -> Usage {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let number = |n: usize| fields.get(n).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let memory = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    };
    Usage {
        // User and system time, those of waited-for children included; the kernel counts in hundredths.
        cpu_seconds: (number(11) + number(12) + number(13) + number(14)) / 100.0,
        resident_mib: memory("VmRSS"),
        peak_mib: memory("VmHWM"),
        ended: fields.first().is_none_or(|state| *state == "Z"),
    }
}

/// Waits for `child` and prints what it cost; `expected` pages are divided into tenths.
async fn measure(name: &str, mut child: Child, served: &Served, expected: u64) {
    let began = Instant::now();
    let (pages_before, bytes_before) = (served.pages.load(Ordering::Relaxed), served.bytes.load(Ordering::Relaxed));
    let (mut last, mut peak) = (Usage::default(), 0.0_f64);
    let mut tenths: Vec<String> = Vec::new();
    let mut tenth_began = (Instant::now(), 0);
    loop {
        let now = usage(child.id());
        if now.ended {
            last.cpu_seconds = last.cpu_seconds.max(now.cpu_seconds);
            break;
        }
        (last, peak) = (now, peak.max(now.peak_mib));
        let pages = served.pages.load(Ordering::Relaxed) - pages_before;
        if pages >= expected * (tenths.len() as u64 + 1) / 10 && tenths.len() < 10 {
            let rate = (pages - tenth_began.1) as f64 / tenth_began.0.elapsed().as_secs_f64();
            tenths.push(format!("{rate:.0}/s {:.0} MiB", now.resident_mib));
            tenth_began = (Instant::now(), pages);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let status = child.wait().expect("the child's end");
    let wall = began.elapsed().as_secs_f64();
    let pages = served.pages.load(Ordering::Relaxed) - pages_before;
    let megabytes = (served.bytes.load(Ordering::Relaxed) - bytes_before) as f64 / 1e6;
    println!(
        "{name}: {pages} pages ({megabytes:.0} MB) in {wall:.1} s = {:.0} pages/s; {:.1} s of processor = {:.0} pages per CPU-second; peak memory {peak:.0} MiB; {status}",
        pages as f64 / wall,
        last.cpu_seconds,
        pages as f64 / last.cpu_seconds.max(0.01),
    );
    println!("  by tenths: {}", tenths.join(" · "));
}

fn configuration(sites: u64, concurrency: u64, address: SocketAddr) -> String {
    let mut text = format!(
        "[egress]\nhost_delay_ms = 0\nhost_concurrency = 8\nhost_daily_bytes = 0\ndns_facts = false\nrdap = false\n\
         [browser]\nenabled = false\n[tasks]\nconcurrency = {concurrency}\n"
    );
    let _ = write!(
        text,
        "[hunts]\nmax_urls = {0}\ndefault_max_sites = {0}\nmost_sites = {0}\nsite_concurrency = {concurrency}\n",
        sites.max(1)
    );
    text.push_str("[[egress.hosts]]\nhost = \"unused.example\"\nport = 80\naddress = \"127.0.0.1:1\"\n");
    for n in 0..sites {
        let _ = write!(text, "[[egress.hosts]]\nhost = \"{}\"\nport = 80\naddress = \"{address}\"\n", host(n));
    }
    text
}

/// What a hunt is asked for.
struct Asked {
    sites: u64,
    pages: usize,
    concurrency: u64,
    database: Option<String>,
}

fn ours(folder: &Path, asked: &Asked, address: SocketAddr) -> Child {
    let sites = asked.sites;
    let config = folder.join("glouton.toml");
    std::fs::write(&config, configuration(sites, asked.concurrency, address)).expect("the configuration");
    let urls = folder.join("urls.txt");
    let list: String = (0..sites).map(|n| format!("http://{}/\n", host(n))).collect();
    std::fs::write(&urls, list).expect("the addresses");
    let database = asked.database.iter().flat_map(|url| ["--database-url", url]);
    Command::new(env!("CARGO_BIN_EXE_glouton"))
        .arg("--config")
        .arg(&config)
        .args(["hunt", "--browser", "never", "--format", "jsonl", "--out"])
        .arg(folder.join("leads.jsonl"))
        .arg("--urls-file")
        .arg(&urls)
        .args(["--max-pages", &asked.pages.to_string()])
        .args(database)
        .stdout(Stdio::null())
        .spawn()
        .expect("glouton starts")
}

fn scrapy(python: &str, sites: u64, concurrency: u64, address: SocketAddr) -> Child {
    Command::new(python)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/scrapy_regex.py"))
        .args([sites.to_string(), concurrency.to_string(), address.port().to_string()])
        .spawn()
        .expect("the interpreter starts")
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1)).cloned();
    let number = |name: &str, default| option(name).and_then(|text| text.parse().ok()).unwrap_or(default);
    let (sites, concurrency) = (number("--sites", 1_000_u64), number("--concurrency", 64_u64));
    let pages = usize::try_from(number("--pages", 6)).unwrap_or(6).clamp(1, PAGES.len());
    let asked = Asked { sites, pages, concurrency, database: option("--database-url") };
    tokio::runtime::Runtime::new().expect("a runtime").block_on(async {
        let served = Arc::new(Served::default());
        let address = serve(Arc::clone(&served)).await;
        let expected = sites * pages as u64;
        println!("{sites} sites × {pages} pages, {concurrency} at a time, everything over HTTP/1.1 on loopback");
        if let Some(python) = option("--scrapy") {
            let scrapy = scrapy(&python, sites, concurrency, address);
            measure("Scrapy with two regular expressions", scrapy, &served, sites * PAGES.len() as u64).await;
        }
        let folder = tempfile::tempdir().expect("a folder");
        let hunt = ours(folder.path(), &asked, address);
        measure("glouton hunt (extraction, audits, SQLite, snapshots)", hunt, &served, expected).await;
        let leads = std::fs::read_to_string(folder.path().join("leads.jsonl")).unwrap_or_default();
        let with_mail = leads.lines().filter(|line| line.contains("\"EMAIL\"")).count();
        println!("  {} records, {with_mail} with an e-mail address", leads.lines().count());
    });
}
