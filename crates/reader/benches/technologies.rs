//! Technologies beside the bare parse, in one run on one thread, in pages per second of CPU time.
//!
//! `cargo bench -p glouton-reader --bench technologies` measures generated pages of about 50 KB;
//! `cargo bench -p glouton-reader --bench technologies -- DIR` measures the `*.html` files of a folder, which is how to compare
//! with a Wappalyzer port: give both the same folder, and count what the port spends on parsing as this does ("parse and rules", "rules on tokens alone").

use std::path::Path;
use std::time::{Duration, Instant};

use glouton_reader::{Document, PageInput, Ruleset, read_technologies, scan_technologies};
use scraper::Html;
use url::Url;

/// What sites put into their heads, so that the rules have something to find.
const HEADS: [&str; 6] = [
    "<meta name=generator content='WordPress 6.4.3'><link rel=stylesheet href='/wp-content/themes/astra/style.css?ver=4.6.1'><link rel=stylesheet href='/wp-content/plugins/contact-form-7/includes/css/styles.css?ver=5.9'><script src='/wp-includes/js/jquery/jquery.min.js?ver=3.7.1'></script>",
    "<script src='https://cdn.shopify.com/s/files/1/0001/theme.js'></script><script>Shopify.theme={'name':'Dawn'};Shopify.shop = 'x';</script>",
    "<meta name=generator content='Wix.com Website Builder'><script src='https://static.parastorage.com/services/wix-thunderbolt/main.js'></script>",
    "<link href='https://fonts.googleapis.com/css2?family=Inter' rel=stylesheet><link rel=stylesheet href='/css/bootstrap.min.css'><script async src='https://www.googletagmanager.com/gtag/js?id=G-ABC123'></script><script>gtag('config','G-ABC123');</script>",
    "<script id=Cookiebot src='https://consent.cookiebot.com/uc.js'></script><script>(function(w,d,s,l,i){j.src='https://www.googletagmanager.com/gtm.js?id='+i;})(window,document,'script','dataLayer','GTM-ABC123');</script>",
    "",
];

fn generated(count: usize) -> Vec<String> {
    // A small linear congruential generator: the same pages on every machine.
    let mut state = 11_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % below
    };
    (0..count)
        .map(|number| {
            let mut page = format!("<!doctype html><html lang=en><head><title>Bakery {number}</title>{}<style>", HEADS[number % HEADS.len()]);
            for _ in 0..120 {
                page.push_str(&format!(".c{}{{color:#{:03x};margin:{}px}}", random(9999), random(4096), random(40)));
            }
            page.push_str("</style></head><body>");
            while page.len() < 50_000 {
                page.push_str(&format!("<section class='elementor-section elementor-col-{} wp-block-group'><h2 class='title t{}'>Bread and more</h2><p>", random(99), random(9)));
                for _ in 0..60 {
                    page.push_str(["our ", "family ", "bakes ", "bread ", "since ", "twenty ", "years ", "with ", "passion "][random(9)]);
                }
                page.push_str(&format!("</p><img src='/img/{}.jpg' srcset='/img/a-300.jpg 300w' alt='bread' loading=lazy><ul>", random(9999)));
                for _ in 0..8 {
                    page.push_str(&format!("<li class='menu-item menu-item-{}' id='item-{}'><a href='#s{}' data-n='{}'>Roll {} €</a></li>", random(999), random(999), random(99), random(9), random(99)));
                }
                page.push_str("</ul></section>\n");
            }
            page.push_str("</body></html>");
            page
        })
        .collect()
}

fn from_folder(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    files.sort();
    files.iter().map(|path| std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())).collect()
}

/// CPU time of this thread where the system tells it, else the wall clock.
fn cpu_time(start: Instant) -> Duration {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse().ok())
        .map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// Median of five rounds: CPU time for all pages.
fn measure(mut round: impl FnMut()) -> Duration {
    let start = Instant::now();
    let mut times: Vec<Duration> = (0..5)
        .map(|_| {
            let before = cpu_time(start);
            round();
            cpu_time(start).saturating_sub(before)
        })
        .collect();
    times.sort();
    times[2]
}

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let pages = match folder.as_deref().map(|folder| from_folder(Path::new(folder))) {
        None => generated(300),
        Some(Ok(pages)) if !pages.is_empty() => pages,
        Some(_) => {
            eprintln!("no readable *.html in {}", folder.unwrap_or_default());
            std::process::exit(2);
        }
    };
    let Ok(url) = Url::parse("https://www.bakery.example/") else { return };
    let rules = Ruleset::embedded();
    let inputs: Vec<PageInput<'_>> = pages
        .iter()
        .map(|page| PageInput { url: &url, status: 200, headers: &[], body: page.as_bytes(), rendered: true })
        .collect();
    let mut documents: Vec<Document> = inputs.iter().map(Document::parse).collect();
    let mut found = 0;
    let alone = measure(|| {
        found = inputs.iter().zip(&documents).map(|(input, document)| read_technologies(input, document, rules).len()).sum();
    });
    documents.clear();
    let parse = measure(|| {
        for page in &pages {
            std::hint::black_box(Html::parse_document(page));
        }
    });
    let both = measure(|| {
        for input in &inputs {
            std::hint::black_box(read_technologies(input, &Document::parse(input), rules));
        }
    });
    let stream = measure(|| {
        for input in &inputs {
            std::hint::black_box(scan_technologies(input, rules));
        }
    });
    let bytes: usize = pages.iter().map(String::len).sum();
    println!(
        "{} pages, {} KB each on average, {} rules, {found} technologies found",
        pages.len(),
        bytes / pages.len() / 1000,
        rules.len()
    );
    for (name, time) in [
        ("bare html5ever parse", parse),
        ("rules on a parsed page", alone),
        ("parse and rules", both),
        ("rules on tokens alone", stream),
    ] {
        let rate = f64::from(u32::try_from(pages.len()).unwrap_or(u32::MAX)) / time.as_secs_f64();
        println!(
            "{name:24} {rate:>9.0} pages per CPU second, {:.2} times the bare parse",
            time.as_secs_f64() / parse.as_secs_f64()
        );
    }
}
