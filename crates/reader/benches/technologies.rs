//! Technologies beside the bare parse, in one run on one thread, in pages per second of CPU time.
//!
//! `cargo bench -p glouton-reader --bench technologies` measures generated pages of about 50 KB;
//! `cargo bench -p glouton-reader --bench technologies -- DIR` measures the `*.html` files of a folder, which is how to compare
//! with a Wappalyzer port: give both the same folder, and count what the port spends on parsing as this does ("parse and rules", "rules on tokens alone").

mod support;

use std::path::Path;
use std::time::Duration;

use glouton_reader::{Document, PageInput, Ruleset, read_technologies, scan_technologies};
use scraper::Html;
use support::pages::{HEADS, Random};
use support::{from_folder, rounds};
use url::Url;

fn generated(count: usize) -> Vec<String> {
    let mut numbers = Random::new(11);
    let mut random = move |below: usize| numbers.below(below);
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

/// Median of five rounds: CPU time for all pages.
fn measure(round: impl FnMut()) -> Duration {
    rounds(5, round)[2]
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
