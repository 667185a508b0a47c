//! What whoever runs the installation sees and can do: readiness, the background work over the schema and at the terminal, and
//! another chance for what was given up.

use std::process::Output;

use glouton::{
    accounts,
    hunts::{self, tasks::SITE_TASK},
    platform::{
        clock::Timestamp,
        tasks::{self, NewTask},
    },
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::seeds;
use crate::support::app::{Client, TestApp};

const SUPERVISOR: &str = "{ supervisor { queues { kind waiting running later dead oldestWaitingAt }
    workers { role running errors panics } deadTasks(first: 5) { id kind reason attempts } } }";

/// An app with a task that was given up: one that names nothing to work on.
async fn with_a_dead_task() -> (TestApp, Client) {
    let app = TestApp::alone().await;
    let operator = app.registered("operator@example.test").await;
    let op = &app.app().services.op;
    accounts::ops::set_installation_admin(op, "operator@example.test", true).await.expect("an admin");
    let nothing = NewTask {
        kind: SITE_TASK,
        version: 1,
        workspace: None,
        subject: None,
        payload: json!({}),
        priority: 0,
        run_at: Timestamp(0),
    };
    tasks::enqueue(op.db.write(), op.now(), 3, [nothing]).await.expect("enqueued");
    app.rest().await;
    (app, operator)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_admin_of_the_installation_sees_the_work_and_gives_the_dead_another_chance() {
    let (app, operator) = with_a_dead_task().await;
    let seen = operator.data(SUPERVISOR, json!({})).await["supervisor"].clone();
    let queue = json!({ "kind": SITE_TASK, "waiting": 0, "running": 0, "later": 0, "dead": 1, "oldestWaitingAt": null });
    assert_eq!(seen["queues"], json!([queue]));
    assert_eq!(seen["workers"][0]["role"], "all");
    assert_eq!(seen["deadTasks"][0]["reason"], "the task names no site");
    let task = seen["deadTasks"][0]["id"].clone();

    let retry = async |input: Value| operator.mutate("retryDeadTasks", "RetryDeadTasksInput", "retried", input).await;
    assert_eq!(retry(json!({ "kind": "hunt.another" })).await["retried"], 0);
    assert_eq!(retry(json!({ "kind": " " })).await["userErrors"][0]["code"], "REQUIRED");
    assert_eq!(retry(json!({ "kind": SITE_TASK, "taskId": "nonsense" })).await["userErrors"][0]["code"], "NOT_FOUND");
    assert_eq!(retry(json!({ "kind": SITE_TASK, "taskId": task })).await["retried"], 1);
    app.rest().await;
    let seen = operator.data(SUPERVISOR, json!({})).await["supervisor"].clone();
    assert_eq!(seen["deadTasks"][0]["id"], task, "it ran again, and died of the same");
    app.abandon().await;
}

/// Runs the program on the app's database.
async fn glouton(app: &TestApp, arguments: &[&str]) -> Output {
    let settings = &app.app().settings;
    tokio::process::Command::new(env!("CARGO_BIN_EXE_glouton"))
        .args(arguments)
        .env("GLOUTON__DATABASE__URL", secrecy::ExposeSecret::expose_secret(&settings.database_url()))
        .env("GLOUTON__AUTH__JWT_SECRET", "an invented secret for tests alone, 42")
        .env("GLOUTON__DATA__DIR", &settings.data.dir)
        .output()
        .await
        .expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_terminal_shows_the_work_beside_a_running_server_and_its_status_says_whether_all_is_well() {
    let (app, _) = with_a_dead_task().await;
    let status = glouton(&app, &["status", "--format", "json"]).await;
    assert_eq!(status.status.code(), Some(2), "something was given up: {}", text(&status.stderr));
    let said: Value = serde_json::from_slice(&status.stdout).expect("JSON");
    assert_eq!(
        (&said["well"], &said["queues"][0]["dead"], &said["workers"][0]["silent"]),
        (&json!(false), &json!(1), &json!(false))
    );
    assert_eq!(said["strandedHunts"], json!([]));
    let table = text(&glouton(&app, &["status"]).await.stdout);
    assert!(table.contains(SITE_TASK) && table.contains("the task names no site"), "{table}");
    assert!(text(&glouton(&app, &["tasks", "dead"]).await.stdout).contains("the task names no site"));
    assert_eq!(text(&glouton(&app, &["tasks", "retry", SITE_TASK]).await.stdout), "1 tasks run again\n");
    app.abandon().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_redis_work_goes_on_and_readiness_says_degraded() {
    let app = TestApp::with_town_and(|settings| settings.redis.url = "redis://127.0.0.1:9".into()).await;
    let owner = app.registered("owner@example.test").await;
    let answer = owner.http().get(app.url("/health/ready")).send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    let said: Value = answer.json().await.expect("JSON");
    assert_eq!((&said["status"], &said["redis"], &said["database"]), (&json!("degraded"), &json!(false), &json!(true)));
    let hunt = owner.hunt(&seeds(&["garage-delorme.test"]), json!({ "maxPagesPerSite": 1 })).await;
    app.until(&owner, &hunt, "COMPLETED").await;
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hunt_whose_tasks_are_gone_is_named_and_the_next_start_gives_it_others() {
    let app = TestApp::with_town_and(|settings| settings.egress.host_delay_ms = 1_000).await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&["garage-delorme.test", "schreinerei-holzapfel.test"]), Value::Null).await;
    let sites = owner.data("query($id: ID!) { hunt(id: $id) { sites(first: 5) { nodes { id } } } }", json!({ "id": hunt })).await;
    let sites: Vec<Uuid> = sites["hunt"]["sites"]["nodes"]
        .as_array()
        .expect("sites")
        .iter()
        .map(|site| site["id"].as_str().and_then(|id| id.parse::<hunts::SiteId>().ok()).expect("an id").0)
        .collect();
    let lost = hunt.clone();
    let app = app
        .restart_after(async move |op| {
            assert_eq!(hunts::ops::stranded(&op).await.expect("the hunts"), []);
            tasks::cancel_subject(op.db.write(), &sites).await.expect("gone");
            let named = hunts::ops::stranded(&op).await.expect("the hunts");
            assert_eq!(named.iter().map(ToString::to_string).collect::<Vec<_>>(), [lost]);
        })
        .await;
    let owner = app.anonymous().with_token(owner.token().expect("a token"));
    app.until(&owner, &hunt, "COMPLETED").await;
    app.finish().await;
}
