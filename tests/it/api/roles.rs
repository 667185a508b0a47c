//! What a process is for: one that answers and does no work, one that works and answers nothing, both on one database.

use glouton::{
    app::{App, Extras, Role},
    config,
};
use glouton_testbed::on_postgres;
use serde_json::{Value, json};

use super::seeds;
use crate::support::app::TestApp;

#[tokio::test]
async fn an_embedded_database_has_one_process_that_does_everything() {
    let folder = tempfile::tempdir().expect("a folder");
    let flags = [("data.dir", folder.path().join("data").display().to_string())];
    let settings = config::Settings::load(None, std::iter::empty(), &flags).expect("good settings");
    for role in [Role::Api, Role::Worker] {
        let refused = App::build(settings.clone(), Extras { role, ..Extras::default() }).await.expect_err("it cannot be alone");
        let said = refused.to_string();
        assert!(said.contains(role.as_str()) && said.contains("database.url"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_process_answers_while_another_does_the_work() {
    if !on_postgres() {
        eprintln!("skipped: GLOUTON_TEST_DATABASE is not postgres, and an embedded database has one process");
        return;
    }
    let api = TestApp::with_town_as(Role::Api).await;
    assert!(!api.app().tasks.works() && api.app().crawler.browser().is_none());
    let owner = api.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&["garage-delorme.test"]), json!({ "maxPagesPerSite": 3 })).await;
    let census = glouton::platform::tasks::census(&api.app().services.op.db).await.expect("a census");
    assert_eq!(census.open(), 1, "nobody takes it: {census:?}");

    let worker = api.beside(Role::Worker).await;
    api.until(&owner, &hunt, "COMPLETED").await;
    assert_eq!(api.app().tasks.in_flight(), 0);
    let http = owner.http();
    for path in ["/graphql", "/graphiql", "/"] {
        let answer = http.post(worker.url(path)).json(&json!({ "query": "{ __typename }" })).send().await.expect("an answer");
        assert_eq!(answer.status(), 404, "{path}");
    }
    for (app, role) in [(&api, "api"), (&worker, "worker")] {
        let answer = http.get(app.url("/health/ready")).send().await.expect("an answer");
        assert_eq!(answer.status(), 200);
        let said: Value = answer.json().await.expect("JSON");
        assert_eq!((&said["status"], &said["role"]), (&json!("ready"), &json!(role)));
    }
    worker.finish().await;
    api.finish().await;
}
