//! The commands as a person runs them: the binary itself, its output and its exit status.

use std::{io::Read as _, process::Output};

use serde_json::Value;
use tokio::process::Command;

/// Runs `glouton hunt` over plain HTTP with the loopback network allowed.
async fn hunt(urls: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_glouton"))
        .args(["hunt", "--format", "jsonl", "--browser", "never"])
        .args(urls)
        .env("GLOUTON__EGRESS__ALLOW_NETWORKS", r#"["127.0.0.0/8"]"#)
        .env("GLOUTON__EGRESS__DNS_FACTS", "false")
        .env("GLOUTON__EGRESS__HOST_DELAY_MS", "5")
        .env("GLOUTON__HUNTS__SITE_ATTEMPTS", "1")
        .env("NO_COLOR", "1")
        .kill_on_drop(true)
        .output()
        .await
        .expect("the binary runs")
}

fn records(output: &Output) -> Vec<Value> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("a record: {line}"))).collect()
}

/// A site on this machine with one page.
async fn site() -> std::net::SocketAddr {
    let page = "<!doctype html><html lang=en><title>Anvil Works</title><h1>Anvil Works</h1>\
                <p>We forge. <a href=\"mailto:hello@anvil-works.test\">hello@anvil-works.test</a></p>";
    let router = axum::Router::new().route("/", axum::routing::get(move || async move { axum::response::Html(page) }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_cannot_be_hunted_does_not_keep_the_others_from_their_verdict() {
    let good = format!("http://{}/", site().await);
    let again = format!("{good}#top");
    let output = hunt(&["not an address", "http://10.0.0.1/", &good, "ftp://files.example/", &again]).await;
    let records = records(&output);
    let reasons: Vec<&str> = records.iter().map(|record| record["reason"].as_str().unwrap_or("a lead")).collect();
    assert_eq!(reasons, ["INVALID_URL", "PRIVATE_ADDRESS", "a lead", "INVALID_URL", "DUPLICATE"], "{records:?}");
    for refused in records.iter().filter(|record| !record["reason"].is_null()) {
        let told = ["website", "state", "detail"].map(|field| refused[field].as_str().unwrap_or_default().is_empty());
        assert_eq!(told, [false; 3], "{refused}");
    }
    assert_eq!(records[2]["website"], good);
    assert_eq!(output.status.code(), Some(0), "a typed reason is a verdict: {}", String::from_utf8_lossy(&output.stderr));
}

#[tokio::test]
async fn a_list_without_any_address_of_a_site_is_told_so_on_standard_error() {
    let output = hunt(&["not an address", "ftp://files.example/"]).await;
    assert_eq!(records(&output).len(), 2);
    assert_ne!(output.status.code(), Some(0));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("none of what was given is the address of a web site"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_of_a_one_shot_hunt_are_kept_as_a_web_archive_when_wanted() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pages.warc.gz");
    let good = format!("http://{}/", site().await);
    let output = hunt(&["--warc", &file.display().to_string(), &good]).await;
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("1 page is in"), "{told}");
    let bytes = std::fs::read(&file).expect("the archive");
    let mut archive = String::new();
    flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut archive).expect("gzip members of text");
    assert!(archive.contains("<h1>Anvil Works</h1>") && archive.contains(&format!("WARC-Target-URI: {good}")), "{archive}");
}
