//! A full disk under the embedded database: what cannot be written is refused in so many words, what was written stays, and the hunt goes on
//! when there is room.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use glouton_testbed::{TestDatabase, on_postgres};
use glouton_town::Town;
use serde_json::json;

use super::{SLOW, outcome::Outcome, state, under_way, undisturbed, until_completed};
use crate::support::{app::code_of, process::Installation, until::until_true};

const PATIENCE: Duration = Duration::from_secs(120);

/// A small disk of its own, gone when dropped.
struct Disk(PathBuf);

impl Disk {
    /// Mounts one on a new folder; none where this is not allowed.
    fn mounted(at: &Path, megabytes: usize) -> Option<Self> {
        fs::create_dir_all(at).expect("a folder to mount on");
        let size = format!("size={megabytes}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at).output();
        mounted.is_ok_and(|output| output.status.success()).then(|| Self(at.to_owned()))
    }

    /// Writes a file until there is no room left; its path.
    fn fill(&self) -> PathBuf {
        let ballast = self.0.join("ballast");
        let mut file = File::create(&ballast).expect("a file on the disk");
        for size in [1 << 16, 1 << 12, 1] {
            while file.write_all(&vec![0; size]).is_ok() {}
        }
        ballast
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_nothing_and_the_hunt_goes_on_when_there_is_room() {
    if on_postgres() {
        eprintln!("skipped: this is about the embedded database");
        return;
    }
    let town = Town::row(16);
    let settings: Vec<(&str, &str)> = SLOW.into_iter().chain([("hunts.site_concurrency", "2")]).collect();
    // An empty address: the database is in the data folder, which is the small disk.
    let installation = Installation::on(TestDatabase::at(""), &town, &settings).await;
    let Some(disk) = Disk::mounted(&installation.data_folder(0), 32) else {
        eprintln!("skipped: mounting a small disk is not allowed here (it takes root)");
        return;
    };
    let mut server = installation.start(0).await;
    let usual = undisturbed(&server, &town).await;
    let (owner, hunt) = under_way(&server, &town).await;

    let ballast = disk.fill();
    let began = Instant::now();
    let mut refused = 0;
    let key = "mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { userErrors { code } } }";
    until_true("a request that writes is told that the disk is full", PATIENCE, || {
        refused += 1;
        let (owner, name) = (owner.clone(), format!("key {refused}"));
        async move {
            let answer = owner.ask(key, json!({ "input": { "name": name, "role": "VIEWER" } })).await;
            let code = code_of(&answer);
            assert!(["", "UNAVAILABLE"].contains(&code.as_str()), "nothing but UNAVAILABLE: {answer}");
            code == "UNAVAILABLE"
        }
    })
    .await;
    assert_eq!(owner.code("{ leads(first: 1) { totalCount } }", json!({})).await, "", "what is there can still be read");
    // Longer than a lease, so that work is not only continued but taken up again.
    until_true("a lease and more went by", PATIENCE, || async { began.elapsed() > Duration::from_secs(5) }).await;
    assert!(server.is_running(), "the process goes on: {}", server.last_words());
    assert_eq!(state(&owner, &hunt).await.as_deref(), Some("RUNNING"), "nothing is finished that cannot be written");
    fs::remove_file(ballast).expect("room is made");
    let (full, room) = (began.elapsed(), Instant::now());

    until_completed(&owner, &hunt).await;
    println!("full for {full:.1?}, completed {:.1?} after there was room", room.elapsed());
    Outcome::of(&owner, &hunt).await.assert_is(&usual);
    let (status, _) = server.terminate().await;
    assert!(status.success(), "{status}");
}
