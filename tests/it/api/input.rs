//! Bad input: each kind is told by its code, and nothing is written.

use serde_json::{Value, json};

use super::seeds;
use crate::support::app::{Client, TestApp, code_of, mistakes};

/// Everything of a workspace that a request could have added to.
async fn counts(client: &Client) -> Value {
    client
        .data(
            "{ hunts(first: 1) { totalCount } leads(first: 1) { totalCount } tags { id } credits { available proof { entries chainHead } }
               workspace { members { role } invitations { id } apiKeys { id } } scoringProfile { version } }",
            json!({}),
        )
        .await
}

fn start(key: &str, urls: &[&str]) -> Value {
    json!({ "idempotencyKey": key, "websites": { "urls": urls } })
}

#[tokio::test]
async fn a_hunt_that_cannot_be_is_refused_field_by_field_and_nothing_is_written() {
    let app = TestApp::alone().await;
    let owner = app.registered("owner@example.test").await;
    let before = counts(&owner).await;
    let too_many: Vec<String> = (0..10_001).map(|n| format!("https://site-{n}.test/")).collect();
    let good = ["https://garage-delorme.test/"];
    let limited = |name: &str, value: i64| {
        let mut input = start("limits", &good);
        input["limits"] = json!({ name: value });
        input
    };
    let mut named = start("name", &good);
    named["name"] = json!("n".repeat(201));
    let mut twice = start("two sources", &good);
    twice["directory"] = json!({ "url": "https://directory.test/" });
    let table: Vec<(Value, &str, &str)> = vec![
        (start("a", &["not an address"]), "INVALID", "websites.urls.0"),
        (start("a", &["https://garage-delorme.test/", "ftp://files.test/"]), "INVALID", "websites.urls.1"),
        (start("a", &["http://127.0.0.1/"]), "UNREACHABLE", "websites.urls.0"),
        (start("a", &["http://169.254.169.254/latest/meta-data/"]), "UNREACHABLE", "websites.urls.0"),
        (start("a", &["http://[::1]/"]), "UNREACHABLE", "websites.urls.0"),
        (start("a", &["http://2130706433/"]), "UNREACHABLE", "websites.urls.0"),
        (start("a", &["http://localhost/"]), "UNREACHABLE", "websites.urls.0"),
        (start("a", &["http://LOCALHOST.:8080/"]), "UNREACHABLE", "websites.urls.0"),
        (start("a", &["http://shop.localhost/"]), "UNREACHABLE", "websites.urls.0"),
        (start("a", &["http://metadata.google.internal/"]), "UNREACHABLE", "websites.urls.0"),
        (start("a", &["http://0177.0.0.1/"]), "UNREACHABLE", "websites.urls.0"),
        (start("a", &["http://[::ffff:127.0.0.1]/"]), "UNREACHABLE", "websites.urls.0"),
        (start("a", &["http://10.1.2.3/"]), "UNREACHABLE", "websites.urls.0"),
        (start("a", &["http://shop.test:5432/"]), "UNREACHABLE", "websites.urls.0"),
        (start("a", &[]), "REQUIRED", "websites.urls"),
        (json!({ "idempotencyKey": "a", "websites": { "urls": too_many } }), "TOO_MANY", "websites.urls"),
        (start("", &good), "REQUIRED", "idempotencyKey"),
        (start(&"k".repeat(201), &good), "TOO_LONG", "idempotencyKey"),
        (json!({ "idempotencyKey": "a" }), "REQUIRED", "websites"),
        (twice, "INVALID", "websites"),
        (named, "TOO_LONG", "name"),
        (limited("maxSites", 0), "OUT_OF_RANGE", "limits.maxSites"),
        (limited("maxPagesPerSite", 101), "OUT_OF_RANGE", "limits.maxPagesPerSite"),
        (limited("maxDepth", -1), "OUT_OF_RANGE", "limits.maxDepth"),
        (limited("maxDurationSeconds", 604_801), "OUT_OF_RANGE", "limits.maxDurationSeconds"),
        (limited("maxLeads", 0), "OUT_OF_RANGE", "limits.maxLeads"),
    ];
    for (input, code, field) in table {
        let shown: String = input.to_string().chars().take(120).collect();
        let payload = owner.mutate("startHunt", "StartHuntInput", "hunt { id }", input).await;
        assert_eq!(mistakes(&payload), [(code.to_owned(), field.to_owned())], "{shown}");
        assert!(payload["hunt"].is_null(), "{shown}");
    }
    assert_eq!(counts(&owner).await, before, "nothing was written");
    app.finish().await;
}

#[tokio::test]
async fn a_key_used_with_another_input_is_a_conflict_and_with_the_same_gives_the_same_hunt() {
    let app = TestApp::with_town().await;
    let owner = app.registered("owner@example.test").await;
    let urls = seeds(&["verschwunden.test"]);
    let first = owner.hunt(&urls, Value::Null).await;
    assert_eq!(owner.hunt(&urls, Value::Null).await, first);
    let input = json!({
        "idempotencyKey": format!("start 1 of {}", urls[0]), "fetchMode": "HTTP",
        "websites": { "urls": ["https://other.test/"] },
    });
    let document = "mutation($input: StartHuntInput!) { startHunt(input: $input) { hunt { id } } }";
    let answer = owner.ask(document, json!({ "input": input })).await;
    assert_eq!(code_of(&answer), "CONFLICT", "{answer}");
    assert_eq!(counts(&owner).await["hunts"]["totalCount"], 1);
    app.until(&owner, &first, "COMPLETED").await;

    // What has ended can neither be paused nor resumed nor cancelled, and says so; a site that failed can be tried again.
    for field in ["pauseHunt", "resumeHunt", "cancelHunt"] {
        let payload = owner.steer(field, &first).await;
        assert_eq!(mistakes(&payload), [("WRONG_STATE".to_owned(), "huntId".to_owned())], "{field}");
    }
    let seen = app.until(&owner, &first, "COMPLETED").await;
    assert_eq!(seen["stopReason"], "FINISHED");
    app.finish().await;
}

#[tokio::test]
async fn pages_that_do_not_say_which_are_bad_input() {
    let app = TestApp::alone().await;
    let owner = app.registered("owner@example.test").await;
    for name in ["Anvil Works", "Bellows Yard"] {
        let payload = owner.mutate("createLead", "CreateLeadInput", "lead { id }", json!({ "name": name })).await;
        assert_eq!(payload["userErrors"], json!([]));
    }
    let page =
        owner.data("{ leads(first: 1, orderBy: { field: NAME, direction: ASC }) { pageInfo { endCursor } } }", json!({})).await;
    let cursor = page["leads"]["pageInfo"]["endCursor"].as_str().expect("a cursor").to_owned();
    let hunts = "hunts";
    let table = [
        "leads(first: 0)".to_owned(),
        "leads(first: 101)".to_owned(),
        "leads(first: -1)".to_owned(),
        "leads(last: 101)".to_owned(),
        "leads(first: 1, last: 1)".to_owned(),
        "leads".to_owned(),
        "leads(first: 1, after: \"nonsense\")".to_owned(),
        "leads(first: 1, after: \"\")".to_owned(),
        format!("leads(first: 1, after: \"{cursor}\")"),
        format!("leads(first: 1, after: \"{cursor}\", orderBy: {{ field: NAME, direction: DESC }})"),
        format!("leads(first: 1, after: \"{cursor}x\", orderBy: {{ field: NAME, direction: ASC }})"),
        format!("{hunts}(first: 0)"),
        format!("{hunts}(first: 1, after: \"{cursor}\")"),
    ];
    for field in table {
        let answer = owner.ask(&format!("{{ {field} {{ nodes {{ id }} }} }}"), json!({})).await;
        assert_eq!(code_of(&answer), "BAD_USER_INPUT", "{field}: {answer}");
        assert!(answer.get("data").is_none_or(Value::is_null), "{field}: {answer}");
    }
    let good =
        format!("{{ leads(first: 1, after: \"{cursor}\", orderBy: {{ field: NAME, direction: ASC }}) {{ nodes {{ name }} }} }}");
    assert_eq!(owner.data(&good, json!({})).await["leads"]["nodes"], json!([{ "name": "Bellows Yard" }]));
    assert_eq!(owner.code("{ credits { entries(first: 0) { nodes { id } } } }", json!({})).await, "BAD_USER_INPUT");
    app.finish().await;
}

#[tokio::test]
async fn ids_that_are_none_or_mean_nothing_are_told_apart() {
    let app = TestApp::alone().await;
    let owner = app.registered("owner@example.test").await;
    let before = counts(&owner).await;
    let unknown = |prefix: &str| format!("{prefix}_01h455vb4pex5vsknk084sn02q");
    let wrong_kind = unknown("lead");
    for field in ["hunt", "lead", "audit"] {
        let document = format!("query($id: ID!) {{ {field}(id: $id) {{ id }} }}");
        assert_eq!(owner.code(&document, json!({ "id": unknown(field) })).await, "NOT_FOUND", "{field}");
        assert_eq!(owner.code(&document, json!({ "id": "nonsense" })).await, "BAD_USER_INPUT", "{field}");
        assert_eq!(owner.code(&document, json!({ "id": "" })).await, "BAD_USER_INPUT", "{field}");
        if field != "lead" {
            assert_eq!(owner.code(&document, json!({ "id": wrong_kind })).await, "BAD_USER_INPUT", "{field}");
        }
    }
    let node = "query($id: ID!) { node(id: $id) { id } }";
    assert_eq!(owner.code(node, json!({ "id": unknown("lead") })).await, "NOT_FOUND");
    assert_eq!(owner.code(node, json!({ "id": "tree_1" })).await, "BAD_USER_INPUT");
    let ids: Vec<String> = (0..101).map(|_| unknown("lead")).collect();
    let nodes = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    assert_eq!(owner.code(nodes, json!({ "ids": ids })).await, "BAD_USER_INPUT");
    assert_eq!(owner.data(nodes, json!({ "ids": ids[..2] })).await["nodes"], json!([null, null]));

    let not_found = |field: &str| vec![("NOT_FOUND".to_owned(), field.to_owned())];
    for id in ["nonsense".to_owned(), unknown("hunt"), unknown("lead")] {
        for field in ["pauseHunt", "resumeHunt", "cancelHunt", "retryFailedSites", "deleteHunt"] {
            assert_eq!(mistakes(&owner.steer(field, &id).await), not_found("huntId"), "{field} {id}");
        }
    }
    for id in ["nonsense".to_owned(), unknown("contact")] {
        let input = json!({ "contactIds": [id] });
        let payload = owner.mutate("quoteReveal", "QuoteRevealInput", "total", input).await;
        assert_eq!(mistakes(&payload), not_found("contactIds.0"), "{id}");
        let input = json!({ "contactIds": [id], "idempotencyKey": "k" });
        let payload = owner.mutate("revealContacts", "RevealContactsInput", "charged", input).await;
        assert_eq!(mistakes(&payload), not_found("contactIds.0"), "{id}");
    }
    let input = json!({ "contactIds": [], "idempotencyKey": "k" });
    let payload = owner.mutate("revealContacts", "RevealContactsInput", "charged", input).await;
    assert_eq!(mistakes(&payload), [("REQUIRED".to_owned(), "contactIds".to_owned())]);
    let payload =
        owner.mutate("setStage", "SetStageInput", "leads { id }", json!({ "leadIds": [unknown("lead")], "stage": "WON" })).await;
    assert_eq!(mistakes(&payload), not_found("leadIds.0"));
    assert_eq!(counts(&owner).await, before, "nothing was written");
    app.finish().await;
}

#[tokio::test]
async fn what_a_request_leaves_out_or_misspells_is_bad_input() {
    let app = TestApp::alone().await;
    let owner = app.registered("owner@example.test").await;
    let before = counts(&owner).await;
    let table = [
        "{ nothing }",
        "{ hunt { id } }",
        "{ hunts(first: \"one\") { totalCount } }",
        "mutation { startHunt(input: { websites: { urls: [\"https://a.test\"] } }) { hunt { id } } }",
        "mutation { startHunt(input: { idempotencyKey: \"k\", websites: {} }) { hunt { id } } }",
        "mutation { createLead { lead { id } } }",
        "mutation { setStage(input: { leadIds: [], stage: LOVELY }) { leads { id } } }",
        "{ viewer { user {",
        "",
    ];
    for document in table {
        assert_eq!(owner.code(document, json!({})).await, "BAD_USER_INPUT", "{document}");
    }
    let empty = owner.mutate("createLead", "CreateLeadInput", "lead { id }", json!({})).await;
    assert_eq!(mistakes(&empty).first().map(|(code, _)| code.as_str()), Some("REQUIRED"), "{empty}");
    let private = owner.mutate("createLead", "CreateLeadInput", "lead { id }", json!({ "website": "not an address" })).await;
    assert_eq!(mistakes(&private), [("INVALID".to_owned(), "website".to_owned())]);
    assert_eq!(counts(&owner).await, before, "nothing was written");
    app.finish().await;
}
