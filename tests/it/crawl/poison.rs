//! Pages made to fill the memory of who reads them. A page costs at most a small multiple of what may be received and unpacked of it
//! (`egress.max_body_bytes`, `egress.max_decoded_bytes`), ends with a record or a reason, and the site's other pages are read all the same.

use std::{fs, io::Write as _};

use flate2::{Compression, write::GzEncoder};

use super::{lab, visit};
use crate::egress::server::{Play, Server, answer, html, not_found};

/// What reading these pages may add to the memory of the process, bytes; the bomb alone unpacks to more.
const MOST: u64 = 200 << 20;
const BOMB: usize = 256 << 20;
const SIZE: usize = 1 << 20;

/// Begins to measure anew, from what this process has now.
fn forget_high_water() {
    fs::write("/proc/self/clear_refs", "5").expect("Linux forgets");
}

/// The most memory this process had since then, bytes.
fn high_water() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the high-water mark");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") << 10
}

fn compressed(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).expect("memory");
    encoder.finish().expect("memory")
}

fn repeated(head: &str, part: &str, tail: &str) -> Vec<u8> {
    let mut body = String::with_capacity(SIZE + head.len() + tail.len());
    body.push_str(head);
    while body.len() + part.len() + tail.len() < SIZE {
        body.push_str(part);
    }
    body.push_str(tail);
    body.into_bytes()
}

/// Poison by name; each is far smaller on the wire.
fn poison(name: &str) -> Vec<u8> {
    match name {
        "/bomb" => vec![b' '; BOMB],
        "/deep" => repeated("<body>", "<div><b><i>", ""),
        "/attributes" => repeated("<p ", "a=b c=d e=f ", ">info@shop.test</p>"),
        "/many" => repeated("<body>", "<a href=/x>info@shop.test</a>", ""),
        "/formatting" => repeated("<body>", "<p><b><i><a><u><font>", ""),
        "/tables" => repeated("<body>", "<table><tr><td>", ""),
        "/json" => repeated("<script type='application/ld+json'>", "[", "</script>"),
        "/json-wide" => {
            repeated("<script type='application/ld+json'>[", "{\"@type\":\"Person\",\"name\":\"x\"},", "{}]</script>")
        }
        "/entities" => repeated("<p>", "&amp;&lt;&#64;&#x40;", "</p>"),
        other => panic!("no such poison: {other}"),
    }
}

const NAMES: [&str; 9] = ["/bomb", "/deep", "/attributes", "/many", "/formatting", "/tables", "/json", "/json-wide", "/entities"];

fn site(target: &str) -> Play {
    if target == "/" {
        let links: String = NAMES.iter().map(|name| format!("<a href='{name}'>{name}</a> ")).collect();
        return html(&format!("<title>Shop</title>{links}<a href='/contact'>Contact</a><p>Welcome to the shop of the town.</p>"));
    }
    if target == "/contact" {
        return html("<title>Contact</title><p>Write to info@shop.test or come by, we are here all day long.</p>");
    }
    not_found()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_made_to_fill_the_memory_do_not_and_their_neighbours_are_read() {
    // Made before anything is measured: the making is not held against the reading.
    let bodies = NAMES.map(|name| (name, compressed(&poison(name))));
    let server = Server::start(move |seen| match bodies.iter().find(|(name, _)| *name == seen.target) {
        Some((_, body)) => answer("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", body),
        None => site(&seen.target),
    })
    .await;
    let lab = lab(&[("shop.test", 80, &server)]);
    forget_high_water();
    let before = high_water();
    let records = visit(&lab, "http://shop.test", 20).await.expect("the site is read");
    let grown = high_water().saturating_sub(before);
    println!("{} pages, {} MiB more at most", records.len(), grown >> 20);
    for name in NAMES {
        assert!(records.iter().any(|record| record.url.path() == name), "{name} has a record");
    }
    let contact = records.iter().find(|record| record.url.path() == "/contact").expect("the neighbour has a record");
    assert!(contact.facts.as_ref().is_some_and(|facts| !facts.contacts.is_empty()), "and was read");
    assert!(grown < MOST, "{} MiB", grown >> 20);
}
