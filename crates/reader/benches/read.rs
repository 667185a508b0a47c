//! The whole reader beside the bare parse, in one run on one thread: pages per second of CPU time, where the time goes, and how
//! it grows with the page.
//!
//! `cargo bench -p glouton-reader --bench read` reads generated pages of 50 KB and the truth fixtures joined to pages of 50 KB;
//! `cargo bench -p glouton-reader --bench read -- DIR` reads the `*.html` files of a folder instead.

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use glouton_reader::{PageInput, Stage, read_page, read_page_in_stages};
use html5ever::tendril::TendrilSink;
use scraper::{Html, HtmlTreeSink};
use support::{one_run, pages};
use url::Url;

/// Rounds of each measurement; the shortest counts.
const ROUNDS: usize = 5;

/// Sizes of the pages that show how time grows, in bytes.
const SIZES: [usize; 6] = [10_000, 50_000, 200_000, 1_000_000, 2_000_000, 5_000_000];

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let Ok(url) = Url::parse("https://www.bakery.example/") else { return };
    if let Some(folder) = folder {
        match support::from_folder(Path::new(&folder)) {
            Ok(found) if !found.is_empty() => compare(&folder, &found, &url),
            _ => {
                eprintln!("no readable *.html in {folder}");
                std::process::exit(2);
            }
        }
        return;
    }
    compare("generated pages of seven languages", &pages::businesses(70, 50_000), &url);
    match pages::joined_truth(50_000) {
        Ok(found) => compare("truth fixtures, joined", &found, &url),
        Err(error) => eprintln!("no truth fixtures: {error}"),
    }
    growth(&url);
}

fn input<'a>(url: &'a Url, page: &'a str) -> PageInput<'a> {
    PageInput { url, status: 200, headers: &[], body: page.as_bytes(), rendered: true }
}

/// Bare parse and whole reading of the same pages, and the share of each stage.
fn compare(name: &str, pages: &[String], url: &Url) {
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    let bytes: usize = pages.iter().map(String::len).sum();
    println!("{name}: {count} pages, {} KB each on average", bytes / pages.len() / 1000);
    // The tables of rules are compiled on first use, once in a process.
    let mut facts = 0;
    for page in pages {
        let read = read_page(&input(url, page));
        facts += read.contacts.len() + read.people.len() + read.socials.len() + read.technologies.len() + read.links.len();
    }
    println!("{facts} contacts, people, profiles, technologies and links found");
    // Measured in turn, so that whatever else the machine does is borne by all.
    let (mut bare, mut bytes, mut whole) = (Duration::MAX, Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        bare = bare.min(one_run(|| pages.iter().for_each(|page| bare_parse(page))));
        bytes = bytes.min(one_run(|| pages.iter().for_each(|page| bare_parse_of_bytes(page))));
        whole = whole.min(one_run(|| pages.iter().for_each(|page| read_whole(page, url))));
    }
    for (name, time) in [("bare html5ever parse", bare), ("the same from bytes", bytes), ("read_page, everything", whole)] {
        let rate = f64::from(count) / time.as_secs_f64();
        let each = time.as_secs_f64() * 1e6 / f64::from(count);
        println!(
            "{name:32} {rate:>8.0} pages per CPU second  {each:>8.0} µs each  {:>6.2} times the bare parse",
            ratio(time, bare)
        );
    }
    println!("where the time goes:");
    for (stage, time) in stages(pages, url) {
        let each = time.as_secs_f64() * 1e6 / f64::from(count);
        println!("  {:14} {each:>8.0} µs each  {:>6.2} times the bare parse", format!("{stage:?}"), ratio(time, bare));
    }
    println!();
}

/// html5ever into scraper's tree, as most who parse a page in Rust do it; the reader keeps a tree of its own.
fn bare_parse(page: &str) {
    std::hint::black_box(Html::parse_document(page));
}

/// The same parse as html5ever's own driver for bytes does it.
fn bare_parse_of_bytes(page: &str) {
    let sink = HtmlTreeSink::new(Html::new_document());
    std::hint::black_box(html5ever::parse_document(sink, html5ever::ParseOpts::default()).from_utf8().one(page.as_bytes()));
}

fn read_whole(page: &str, url: &Url) {
    std::hint::black_box(read_page(&input(url, page)));
}

/// Time of each stage over all pages. CPU time cannot be asked for in steps so small: by the wall clock then, the shortest of
/// several readings of each page, which leaves out those that were interrupted.
fn stages(pages: &[String], url: &Url) -> BTreeMap<Stage, Duration> {
    let mut sums: BTreeMap<Stage, Duration> = BTreeMap::new();
    for page in pages {
        let mut best: BTreeMap<Stage, Duration> = BTreeMap::new();
        for _ in 0..ROUNDS * 2 {
            let mut since = Instant::now();
            let facts = read_page_in_stages(&input(url, page), &mut |stage| {
                let time = since.elapsed();
                best.entry(stage).and_modify(|known| *known = time.min(*known)).or_insert(time);
                since = Instant::now();
            });
            std::hint::black_box(facts);
        }
        for (stage, time) in best {
            *sums.entry(stage).or_default() += time;
        }
    }
    sums
}

/// Time for a byte as pages grow.
fn growth(url: &Url) {
    println!("how time grows:");
    for size in SIZES {
        let pages = pages::businesses(if size < 1_000_000 { 7 } else { 1 }, size);
        let bytes: f64 = pages.iter().map(|page| page.len() as f64).sum();
        let (mut bare, mut whole) = (Duration::MAX, Duration::MAX);
        for _ in 0..2 {
            bare = bare.min(one_run(|| pages.iter().for_each(|page| bare_parse(page))));
            whole = whole.min(one_run(|| pages.iter().for_each(|page| read_whole(page, url))));
        }
        println!(
            "  {:>5} KB: {:>6.1} ns a byte, {:>5.2} times the bare parse",
            size / 1000,
            whole.as_secs_f64() * 1e9 / bytes,
            ratio(whole, bare)
        );
    }
}

fn ratio(time: Duration, bare: Duration) -> f64 {
    time.as_secs_f64() / bare.as_secs_f64()
}
