//! The two ways to follow a subscription: a graphql-transport-ws socket and an event stream. Does not belong here: a test.

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest as _, http::HeaderValue};

use super::app::{Client, PATIENCE, TestApp};

/// Everything that a subscription says over a socket, until it completes by itself.
pub async fn over_socket(app: &TestApp, client: &Client, document: &str, variables: Value) -> Vec<Value> {
    let follow = async {
        let mut request = format!("ws://{}/graphql", app.address()).into_client_request().expect("a request");
        request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static("graphql-transport-ws"));
        let (mut socket, answer) = tokio_tungstenite::connect_async(request).await.expect("a socket");
        assert_eq!(answer.headers()["sec-websocket-protocol"], "graphql-transport-ws");
        let token = format!("Bearer {}", client.token().unwrap_or_default());
        let init = json!({ "type": "connection_init", "payload": { "authorization": token } });
        socket.send(Message::text(init.to_string())).await.expect("sent");
        let mut said = Vec::new();
        loop {
            let message = socket.next().await.expect("the socket stays open").expect("a message");
            let Message::Text(text) = message else { continue };
            let message: Value = serde_json::from_str(&text).expect("JSON");
            match message["type"].as_str().unwrap_or_default() {
                "connection_ack" => {
                    let payload = json!({ "query": document, "variables": variables });
                    let subscribe = json!({ "id": "1", "type": "subscribe", "payload": payload });
                    socket.send(Message::text(subscribe.to_string())).await.expect("sent");
                }
                "next" => said.push(message["payload"].clone()),
                "complete" => break,
                "ping" => socket.send(Message::text(json!({ "type": "pong" }).to_string())).await.expect("sent"),
                other => panic!("a message of the type {other}: {message}"),
            }
        }
        said
    };
    timeout(PATIENCE, follow).await.expect("the subscription ends by itself")
}

/// Everything that a subscription says as an event stream, until it completes by itself.
pub async fn over_events(app: &TestApp, client: &Client, document: &str, variables: Value) -> Vec<Value> {
    let follow = async {
        let answer = client.moved_to(&app.url("")).stream(document, variables).await.expect("an answer");
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        let (said, completed) = parse(&answer.text().await.expect("the stream ends well"));
        assert!(completed, "the stream says that it is complete");
        said
    };
    timeout(PATIENCE, follow).await.expect("the subscription ends by itself")
}

/// The messages of an event stream's text, and whether it ended by itself.
pub fn parse(text: &str) -> (Vec<Value>, bool) {
    let mut said = Vec::new();
    let mut completed = false;
    for event in text.split("\n\n") {
        let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        match field("event:") {
            Some("next") => said.push(serde_json::from_str(field("data:").expect("data")).expect("JSON")),
            Some("complete") => completed = true,
            _ => {}
        }
    }
    (said, completed)
}
