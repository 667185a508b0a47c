//! A hunt's pages as a web archive, by the command beside a running server.

use std::{io::Read as _, path::Path, process::Output};

use glouton::config::Settings;
use glouton_testbed::storage::{ACCESS_KEY, BUCKET, SECRET_KEY, TestStorage};
use secrecy::ExposeSecret as _;
use serde_json::json;
use tokio::process::Command;

use super::seeds;
use crate::support::app::TestApp;

const HOST: &str = "garage-delorme.test";

/// Runs `glouton export-warc` with a data folder of its own; what is in the archive, and what the command said.
async fn export(settings: &Settings, data: &Path, hunt: &str) -> (String, Output) {
    let file = data.join("hunt.warc.gz");
    let snapshots = &settings.snapshots.bucket;
    let output = Command::new(env!("CARGO_BIN_EXE_glouton"))
        .args(["export-warc", hunt, "--out"])
        .arg(&file)
        .env("GLOUTON__DATA__DIR", data)
        .env("GLOUTON__DATABASE__URL", settings.database_url().expose_secret())
        .env("GLOUTON__AUTH__JWT_SECRET", "an invented secret for tests alone, 42")
        .env("GLOUTON__SNAPSHOTS__BUCKET", &snapshots.name)
        .env("GLOUTON__SNAPSHOTS__ENDPOINT", &snapshots.endpoint)
        .env("GLOUTON__SNAPSHOTS__ACCESS_KEY", &snapshots.access_key)
        .env("GLOUTON__SNAPSHOTS__SECRET_KEY", snapshots.secret_key.expose_secret())
        .kill_on_drop(true)
        .output()
        .await
        .expect("the binary runs");
    let mut bytes = Vec::new();
    if let Ok(packed) = std::fs::read(&file) {
        flate2::read::MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).expect("gzip members");
    }
    // The pages are in the charsets they came in.
    (String::from_utf8_lossy(&bytes).into_owned(), output)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_of_a_hunt_are_exported_as_they_were_read() {
    let app = TestApp::with_town().await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&[HOST]), json!({ "maxPagesPerSite": 3 })).await;
    app.until(&owner, &hunt, "COMPLETED").await;
    let settings = &app.app().settings;
    let (archive, output) = export(settings, &settings.data.dir, &hunt).await;
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.contains("3 pages are in"), "{told}");
    assert_eq!(archive.matches("WARC-Type: response\r\n").count(), 3);
    assert!(archive.contains(&format!("WARC-Target-URI: http://{HOST}/\r\n")), "the start page is in it");

    let (_, unknown) = export(settings, &settings.data.dir, "hunt_01h455vb4pex5vsknk084sn02q").await;
    let told = String::from_utf8_lossy(&unknown.stderr);
    assert!(!unknown.status.success() && told.contains("there is no hunt hunt_"), "{told}");
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_bucket_the_pages_that_one_machine_read_are_audited_and_exported_on_another_that_reaches_no_site() {
    let mut storage = TestStorage::start().await;
    let endpoint = storage.endpoint();
    let in_bucket = |settings: &mut Settings| {
        let bucket = &mut settings.snapshots.bucket;
        (bucket.name, bucket.endpoint) = (BUCKET.to_owned(), endpoint.clone());
        (bucket.access_key, bucket.secret_key) = (ACCESS_KEY.to_owned(), SECRET_KEY.into());
    };
    let app = TestApp::with_town_and(&in_bucket).await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&[HOST]), json!({ "maxPagesPerSite": 3 })).await;
    app.until(&owner, &hunt, "COMPLETED").await;
    assert!(storage.names("glouton").is_empty(), "the pages wait until they are old enough");

    // The stop uploads them.
    let elsewhere = tempfile::tempdir().expect("a folder");
    let app = app
        .restart(|settings| {
            in_bucket(settings);
            settings.data.dir = elsewhere.path().join("data");
            settings.egress.hosts.clear();
        })
        .await;
    assert_eq!(storage.names("glouton").len(), 2, "a pack and its index");
    let owner = owner.moved_to(&app.url(""));
    let started =
        owner.mutate("auditLeads", "AuditLeadsInput", "auditRun { id }", json!({ "filter": { "hasWebsite": true } })).await;
    app.rest().await;
    let query = "query($id: ID!) { auditRun(id: $id) { state progress { done } } }";
    let run = owner.data(query, json!({ "id": started["auditRun"]["id"] })).await["auditRun"].clone();
    assert_eq!(run, json!({ "state": "COMPLETED", "progress": { "done": 1 } }));

    let settings = &app.app().settings;
    let third = tempfile::tempdir().expect("a folder");
    let (archive, output) = export(settings, third.path(), &hunt).await;
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.contains("3 pages are in") && !told.contains("more"), "{told}");
    assert_eq!(archive.matches("WARC-Type: response\r\n").count(), 3);
    assert!(!told.contains(SECRET_KEY) && !told.contains("X-Amz"), "{told}");

    // What cannot be fetched is not called gone.
    storage.go_away().await;
    let fourth = tempfile::tempdir().expect("a folder");
    let (_, output) = export(settings, fourth.path(), &hunt).await;
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("3 more could not be fetched from the bucket"), "{told}");
    app.finish().await;
}
