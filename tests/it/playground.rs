//! The playground as a person's browser shows it. What the router answers to single requests is tested beside it.

use std::{
    process::{Output, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Json, Router, http::HeaderMap, http::header::AUTHORIZATION, routing::post};
use glouton::http::graphiql;
use serde_json::{Value, json};
use tokio::{net::TcpListener, process::Command, time::timeout};

/// What the page asked of `/graphql`: the authorization it sent and the operation's name.
type Asked = Arc<Mutex<Vec<(String, String)>>>;

async fn serve(asked: Asked) -> String {
    let graphql = post(async move |headers: HeaderMap, Json(body): Json<Value>| {
        let authorization = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let operation = body["operationName"].as_str().unwrap_or_default();
        asked.lock().expect("nobody panicked").push((authorization.to_owned(), operation.to_owned()));
        Json(json!({ "data": null, "errors": [{ "message": "no schema in this test" }] }))
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().route("/graphql", graphql).merge(graphiql::router());
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// The page's document after its scripts ran, from a browser that can reach this machine only.
async fn document(url: &str) -> Output {
    let profile = tempfile::tempdir().expect("a folder for the browser");
    let browser = Command::new("chromium")
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--enable-logging=stderr"])
        .args(["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--virtual-time-budget=10000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(url)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    timeout(Duration::from_secs(60), browser).await.expect("the browser ends").expect("chromium starts")
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_browser_the_playground_needs_no_other_server_and_takes_the_token_from_its_address() {
    if !glouton_testbed::has_browser() {
        eprintln!("not tested: no browser here (./test provides one)");
        return;
    }
    let asked = Asked::default();
    let server = serve(asked.clone()).await;
    let output = document(&format!("{server}{}#token=a.made-up.token", graphiql::PATH)).await;
    let (page, log) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));

    assert!(page.contains("graphiql-container"), "the editor is not on the page:\n{page}\n{log}");
    assert!(page.contains("StartHunt"), "the example tabs are not on the page");
    assert!(page.contains("Bearer a.made-up.token"), "the token is not in the headers editor");
    let complaints: Vec<&str> = log.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert!(complaints.is_empty(), "the browser complains: {complaints:?}");

    let asked = asked.lock().expect("nobody panicked").clone();
    assert!(!asked.is_empty(), "the page asked for no schema");
    for (authorization, operation) in asked {
        assert_eq!((authorization.as_str(), operation.as_str()), ("Bearer a.made-up.token", "IntrospectionQuery"));
    }
}
