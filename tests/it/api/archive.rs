//! A hunt's pages as a web archive, by the command beside a running server.

use std::io::Read as _;

use secrecy::ExposeSecret as _;
use serde_json::json;
use tokio::process::Command;

use super::seeds;
use crate::support::app::TestApp;

const HOST: &str = "garage-delorme.test";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_of_a_hunt_are_exported_as_they_were_read() {
    let app = TestApp::with_town().await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&[HOST]), json!({ "maxPagesPerSite": 3 })).await;
    app.until(&owner, &hunt, "COMPLETED").await;
    let settings = &app.app().settings;
    let file = settings.data.dir.join("hunt.warc.gz");
    let export = async |hunt: &str| {
        Command::new(env!("CARGO_BIN_EXE_glouton"))
            .args(["export-warc", hunt, "--out"])
            .arg(&file)
            .env("GLOUTON__DATA__DIR", &settings.data.dir)
            .env("GLOUTON__DATABASE__URL", settings.database_url().expose_secret())
            .env("GLOUTON__AUTH__JWT_SECRET", "an invented secret for tests alone, 42")
            .kill_on_drop(true)
            .output()
            .await
            .expect("the binary runs")
    };
    let output = export(&hunt).await;
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.contains("3 pages are in"), "{told}");
    let packed = std::fs::read(&file).expect("the archive");
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).expect("gzip members");
    // The pages are in the charsets they came in.
    let archive = String::from_utf8_lossy(&bytes);
    assert_eq!(archive.matches("WARC-Type: response\r\n").count(), 3);
    assert!(archive.contains(&format!("WARC-Target-URI: http://{HOST}/\r\n")), "the start page is in it");

    let unknown = export("hunt_01h455vb4pex5vsknk084sn02q").await;
    let told = String::from_utf8_lossy(&unknown.stderr);
    assert!(!unknown.status.success() && told.contains("there is no hunt hunt_"), "{told}");
    app.finish().await;
}
