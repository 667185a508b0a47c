//! Whatever has an id of its own is found again by it: every type of the schema that implements `Node`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::seeds;
use crate::support::app::{Client, TestApp};

/// The types that the printed schema says implement `Node`.
fn types_with_an_id() -> Vec<&'static str> {
    let schema = include_str!("../../../schema.graphql");
    let mut types: Vec<&str> = schema
        .lines()
        .filter_map(|line| line.strip_prefix("type ")?.split_once(" implements "))
        .filter(|(_, interfaces)| interfaces.trim_end_matches(" {").split(" & ").any(|name| name == "Node"))
        .map(|(name, _)| name)
        .collect();
    types.sort_unstable();
    types
}

/// One id of each of them, as the schema gives it elsewhere.
async fn one_of_each(app: &TestApp, owner: &Client) -> BTreeMap<&'static str, String> {
    let hunt = owner.hunt(&seeds(&["clinica-dental-sonrisa-clara.test"]), json!({ "maxPagesPerSite": 6 })).await;
    app.until(owner, &hunt, "COMPLETED").await;
    owner.mutate("createApiKey", "CreateApiKeyInput", "apiKey { id }", json!({ "name": "Robot", "role": "MEMBER" })).await;
    owner.mutate("auditLeads", "AuditLeadsInput", "auditRun { id }", json!({ "filter": {} })).await;
    let seen = owner
        .data(
            "query($hunt: ID!) { viewer { user { id } sessions { id } } workspace { id apiKeys { id } }
               hunt(id: $hunt) { id sites(first: 1) { nodes { id } } }
               leads(first: 1) { nodes { id people { id name } contacts(includeThirdParty: true) { id } latestAudit { id } } }
               auditRuns(first: 1) { nodes { id } } credits { entries(first: 1) { nodes { id } } } }",
            json!({ "hunt": hunt }),
        )
        .await;
    let paths = [
        ("ApiKey", "/workspace/apiKeys/0/id"),
        ("Audit", "/leads/nodes/0/latestAudit/id"),
        ("AuditRun", "/auditRuns/nodes/0/id"),
        ("Contact", "/leads/nodes/0/contacts/0/id"),
        ("CreditEntry", "/credits/entries/nodes/0/id"),
        ("Hunt", "/hunt/id"),
        ("HuntSite", "/hunt/sites/nodes/0/id"),
        ("Lead", "/leads/nodes/0/id"),
        ("Person", "/leads/nodes/0/people/0/id"),
        ("Session", "/viewer/sessions/0/id"),
        ("User", "/viewer/user/id"),
        ("Workspace", "/workspace/id"),
    ];
    paths
        .into_iter()
        .map(|(name, path)| {
            let id = seen.pointer(path).and_then(Value::as_str);
            (name, id.unwrap_or_else(|| panic!("a {name} at {path}: {seen}")).to_owned())
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_type_with_an_id_is_found_by_it() {
    let app = TestApp::with_town().await;
    let owner = app.registered("owner@example.test").await;
    let ids = one_of_each(&app, &owner).await;
    assert_eq!(types_with_an_id(), ids.keys().copied().collect::<Vec<_>>());
    let stranger = app.registered("stranger@example.test").await;
    for (name, id) in &ids {
        let answer = owner.data("query($id: ID!) { node(id: $id) { __typename id } }", json!({ "id": id })).await;
        assert_eq!(answer["node"], json!({ "__typename": name, "id": id }));
        let code = stranger.code("query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
        assert_eq!(code, "NOT_FOUND", "{name} of another workspace");
    }
    let all: Vec<&String> = ids.values().collect();
    let answer = owner.data("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", json!({ "ids": all })).await;
    assert_eq!(answer["nodes"], json!(all.iter().map(|id| json!({ "id": id })).collect::<Vec<_>>()));
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_technology_says_when_and_in_which_bytes_it_was_seen() {
    let app = TestApp::with_town().await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&["garage-delorme.test"]), json!({ "maxPagesPerSite": 3 })).await;
    app.until(&owner, &hunt, "COMPLETED").await;
    let seen = owner
        .data(
            "{ leads(first: 1) { nodes { lastSeenAt
               technologies { name evidence { url fetchedAt contentHash } }
               contacts { evidence { url fetchedAt contentHash } } } } }",
            json!({}),
        )
        .await;
    let lead = &seen["leads"]["nodes"][0];
    let technologies = lead["technologies"].as_array().expect("technologies");
    assert!(!technologies.is_empty());
    let of_contacts: Vec<&Value> =
        lead["contacts"].as_array().into_iter().flatten().flat_map(|c| c["evidence"].as_array()).flatten().collect();
    for technology in technologies {
        let evidence = technology["evidence"].as_array().expect("evidence");
        assert!(!evidence.is_empty(), "{technology}");
        for place in evidence {
            assert_eq!(place["contentHash"].as_str().map(str::len), Some(64), "{technology}");
            assert!(
                place["fetchedAt"].as_str() < lead["lastSeenAt"].as_str(),
                "the page was read before the lead was written: {technology}"
            );
            // A contact read from the same page carries the same stamp.
            for same in of_contacts.iter().filter(|other| other["url"] == place["url"]) {
                assert_eq!(*same, place);
            }
        }
    }
    app.finish().await;
}
