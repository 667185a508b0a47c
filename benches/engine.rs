//! What the engine costs: start time and idle memory of the server, then the sample town hunted twenty times over.
//! `cargo bench --bench engine` prints what it measured, on what; docs/BENCHMARKS.md records a run. No assertion: a figure that
//! depends on the machine is no test.

use std::{
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use glouton::{
    accounts::{self, Caller, Scope},
    app::{App, Extras},
    config::Settings,
    crawl::model::FetchMode,
    credits,
    hunts::{self, HuntId, HuntSource, rules::LimitsAsked},
    platform::egress::{self, HostOverride},
};
use glouton_town::Town;

/// A field of /proc/<pid>/status in KiB; 0 where there is no such file.
fn memory_kib(pid: &str, field: &str) -> u64 {
    std::fs::read_to_string(format!("/proc/{pid}/status"))
        .ok()
        .and_then(|text| {
            text.lines().find(|line| line.starts_with(field)).and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        })
        .unwrap_or(0)
}

/// Processor time of this process so far, seconds (user and system; the kernel counts in hundredths).
fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |n: usize| fields.get(n).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn start_and_idle() {
    let binary = env!("CARGO_BIN_EXE_glouton");
    let mut times = Vec::new();
    let mut idle = 0;
    for _ in 0..5 {
        let folder = tempfile::tempdir().expect("a folder");
        let began = Instant::now();
        let mut server = Command::new(binary)
            .args(["serve", "--bind", "127.0.0.1:0", "--data-dir"])
            .arg(folder.path())
            .env("GLOUTON__LOG__LEVEL", "info")
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let lines = BufReader::new(server.stderr.take().expect("its log")).lines();
        for line in lines.map_while(Result::ok) {
            if line.contains("ready:") {
                break;
            }
        }
        times.push(began.elapsed());
        std::thread::sleep(Duration::from_secs(2));
        idle = idle.max(memory_kib(&server.id().to_string(), "VmRSS"));
        let _ = server.kill();
        let _ = server.wait();
    }
    times.sort();
    println!(
        "start to ready, embedded default, empty data folder: median {:?}, worst {:?} (5 runs; aim ≤ 300 ms)",
        times[2], times[4]
    );
    println!("idle memory after 2 s: {:.1} MiB resident (aim ≤ 40 MiB)", idle as f64 / 1024.0);
}

async fn hunt_the_town(times: usize) {
    let town = Town::new();
    let serving = town.serve().await.expect("the town");
    let folder = tempfile::tempdir().expect("a folder");
    let flags = [
        ("data.dir", folder.path().display().to_string()),
        ("egress.host_delay_ms", "0".to_owned()),
        ("egress.host_concurrency", "32".to_owned()),
        ("egress.host_daily_bytes", "0".to_owned()),
        ("egress.dns_facts", "false".to_owned()),
        ("egress.rdap", "false".to_owned()),
        ("browser.enabled", "false".to_owned()),
        ("limits.enabled", "false".to_owned()),
    ];
    let mut settings = Settings::load(None, [], &flags).expect("settings");
    settings.egress.hosts = serving
        .hosts()
        .into_iter()
        .flat_map(|route| {
            let plain = HostOverride { host: route.host.clone(), port: 80, address: route.http };
            let secure = route.https.map(|address| HostOverride { host: route.host, port: 443, address });
            std::iter::once(plain).chain(secure)
        })
        .collect();
    let ca_pem = Some(serving.ca_pem().as_bytes().to_vec());
    let extras = Extras { egress: egress::Extras { ca_pem, ..Default::default() }, ..Default::default() };
    let app = App::build(settings, extras).await.expect("the app");
    let services = &app.services;
    // The troubled hosts wait for deadlines; what is measured here is work.
    let urls: Vec<String> =
        town.truth().iter().filter(|site| site.state == glouton_town::State::Done).map(|site| site.seed_url.clone()).collect();
    let sites = urls.len();
    let (began, cpu) = (Instant::now(), cpu_seconds());
    let mut hunts = Vec::new();
    for n in 0..times {
        let input = accounts::ops::Register {
            email: format!("bench-{n}@glouton.example"),
            password: format!("bench pass phrase {n}").into(),
            name: "Bench".to_owned(),
            workspace_name: None,
        };
        let made =
            credits::ops::register(&services.op, &services.credentials, &services.credits, &Caller::default(), input).await;
        let scope = Scope::system(made.expect("a workspace").scope.workspace());
        let start = hunts::ops::StartHunt {
            idempotency_key: HuntId::generate(services.op.now()).to_string(),
            name: None,
            fetch_mode: FetchMode::Http,
            limits: LimitsAsked::default(),
            source: HuntSource::Websites { urls: urls.clone() },
        };
        let hunt = hunts::ops::start(&services.op, &scope, &services.hunts, &services.egress, 5, start).await.expect("a hunt");
        hunts.push((scope, hunt.id));
    }
    let mut pages = 0;
    for (scope, id) in hunts {
        let mut signals = services.op.bus.listen(hunts::ops::topic(id));
        loop {
            let hunt = hunts::ops::get(&services.op, &scope, id).await.expect("the hunt");
            if hunt.state.is_terminal() {
                pages += hunt.progress.counters.pages_fetched;
                break;
            }
            let _ = tokio::time::timeout(Duration::from_secs(1), signals.any()).await;
        }
    }
    let (wall, cpu) = (began.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let pages = pages as f64;
    println!(
        "the town × {times} ({sites} sites each, HTTP only, everything stored in SQLite, the town served by the same process): {pages:.0} pages \
         in {wall:.1} s = {:.0} pages/s, {:.0} pages per CPU-second, peak memory {:.0} MiB",
        pages / wall,
        pages / cpu,
        memory_kib("self", "VmHWM") as f64 / 1024.0
    );
    app.stop().await;
}

fn main() {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    start_and_idle();
    tokio::runtime::Runtime::new().expect("a runtime").block_on(hunt_the_town(20));
}
