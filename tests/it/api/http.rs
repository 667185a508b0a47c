//! The API as HTTP: what a request may look like, what an answer carries, and what an operator asks.

use reqwest::{Method, StatusCode};
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use crate::support::app::{TestApp, code_of};

#[tokio::test]
async fn an_internal_error_tells_its_request_and_nothing_of_its_cause() {
    let app = TestApp::alone().await;
    let owner = app.registered("owner@example.test").await;
    let db = &app.app().services.op.db;
    db.write().execute_unprepared("ALTER TABLE notes RENAME TO notes_gone").await.expect("renamed");
    let made = owner.mutate("createLead", "CreateLeadInput", "lead { id }", json!({ "name": "Anvil Works" })).await;
    let document = "query($id: ID!) { lead(id: $id) { notes(first: 1) { nodes { body } } } }";
    let answer = owner.ask(document, json!({ "id": made["lead"]["id"] })).await;
    db.write().execute_unprepared("ALTER TABLE notes_gone RENAME TO notes").await.expect("renamed back");
    assert_eq!(code_of(&answer), "INTERNAL", "{answer}");
    let error = &answer["errors"][0];
    assert!(error["extensions"]["requestId"].as_str().is_some_and(|id| id.starts_with("req_")), "{answer}");
    let text = answer.to_string().to_lowercase();
    for inner in ["notes_gone", "no such table", "relation", "sql", "select"] {
        assert!(!text.contains(inner), "{inner} stands in {answer}");
    }
    app.finish().await;
}

#[tokio::test]
async fn the_request_id_comes_back_and_a_bad_one_is_replaced() {
    let app = TestApp::alone().await;
    let http = app.anonymous().http().clone();
    let of = async |sent: Option<&str>| {
        let mut request = http.get(app.url("/health/live"));
        if let Some(id) = sent {
            request = request.header("x-request-id", id);
        }
        let answer = request.send().await.expect("an answer");
        answer.headers()["x-request-id"].to_str().expect("text").to_owned()
    };
    assert_eq!(of(Some("my-request_1.2")).await, "my-request_1.2");
    assert!(of(None).await.starts_with("req_"));
    assert!(of(Some("with a space")).await.starts_with("req_"));
    assert!(of(Some(&"x".repeat(65))).await.starts_with("req_"));
    app.finish().await;
}

#[tokio::test]
async fn get_answers_queries_and_refuses_mutations() {
    let app = TestApp::alone().await;
    let http = app.anonymous().http().clone();
    let get = async |query: &str| {
        let url = reqwest::Url::parse_with_params(&app.url("/graphql"), [("query", query)]).expect("a URL");
        http.get(url).send().await.expect("an answer")
    };
    let answer = get("{ priceList { action } }").await;
    assert_eq!(answer.status(), StatusCode::OK);
    let body: Value = answer.json().await.expect("JSON");
    assert!(body["data"]["priceList"].as_array().is_some_and(|prices| !prices.is_empty()), "{body}");
    assert!(body["extensions"]["cost"]["requestedQueryCost"].is_number(), "{body}");
    let refused = get("mutation { requestEmailVerification { accepted } }").await;
    assert_eq!(refused.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(refused.headers()["allow"], "POST");
    app.finish().await;
}

#[tokio::test]
async fn a_body_that_any_web_page_could_post_is_refused() {
    let app = TestApp::alone().await;
    let http = app.anonymous().http().clone();
    let body = json!({ "query": "{ rateLimit { maxQueryCost } }" }).to_string();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""] {
        let request = http.request(Method::POST, app.url("/graphql")).header("content-type", kind).body(body.clone());
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
        assert_eq!(code_of(&answer.json().await.expect("JSON")), "BAD_USER_INPUT", "{kind}");
    }
    let request = http.post(app.url("/graphql")).header("content-type", "application/json").body("{ no JSON");
    assert_eq!(request.send().await.expect("an answer").status(), StatusCode::BAD_REQUEST);
    let large = json!({ "query": format!("# {}", "x".repeat(3 << 20)) }).to_string();
    let request = http.post(app.url("/graphql")).header("content-type", "application/json").body(large);
    assert_eq!(request.send().await.expect("an answer").status(), StatusCode::PAYLOAD_TOO_LARGE);
    app.finish().await;
}

#[tokio::test]
async fn a_query_beyond_the_cost_is_refused_before_it_runs() {
    let app = TestApp::alone().await;
    let owner = app.registered("owner@example.test").await;
    let document =
        "{ leads(first: 100) { nodes { audits(first: 100) { nodes { lead { audits(first: 100) { nodes { id } } } } } } } }";
    assert_eq!(owner.code(document, json!({})).await, "COST_LIMIT_EXCEEDED");
    app.finish().await;
}

#[tokio::test]
async fn an_operator_is_told_that_the_service_is_ready_and_what_it_counts() {
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
    let app = TestApp::alone_with_metrics(recorder.handle()).await;
    let http = app.anonymous().http().clone();
    let ready = http.get(app.url("/health/ready")).send().await.expect("an answer");
    assert_eq!(ready.status(), StatusCode::OK);
    let body: Value = ready.json().await.expect("JSON");
    assert_eq!((&body["status"], &body["database"]), (&json!("ready"), &json!(true)));
    let metrics = http.get(app.url("/metrics")).send().await.expect("an answer");
    assert_eq!(metrics.status(), StatusCode::OK);
    assert!(metrics.headers()["content-type"].to_str().is_ok_and(|kind| kind.starts_with("text/plain")));
    let nothing = http.get(app.url("/nothing")).send().await.expect("an answer");
    assert_eq!(nothing.status(), StatusCode::NOT_FOUND);
    app.finish().await;
}
