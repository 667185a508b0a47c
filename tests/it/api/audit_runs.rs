//! Leads examined again on request, what changed between two audits, and what another profile would change.

use serde_json::{Value, json};

use super::seeds;
use crate::support::{
    app::{Client, TestApp, code_of, mistakes},
    live,
};

const RUN: &str = "query($id: ID!) { auditRun(id: $id) { id state rulesetVersion startedAt finishedAt createdBy { id }
    progress { percent total done skipped failed hot warm cold etaSeconds } audits(first: 10) { nodes { lead { id } } } } }";
const AUDITS: &str = "query($id: ID!) { lead(id: $id) { score temperature latestAudit { id } audits(first: 2) { nodes { id score siteQuality rulesetVersion
    factors { rule points maxPoints explanation evidence { url snippet contentHash } }
    checks { id status detail value evidence { url snippet fetchedAt contentHash } }
    pagesVisited { url status bytes elapsedMs } } } } }";
const DIFF: &str = "query($before: ID!, $after: ID!) { diffAudits(before: $before, after: $after) {
    siteChanged rulesetChanged profileChanged timePassed checks { id } factors { rule before after } temperature { from to explanation }
    before { id } after { id } } }";

/// A workspace that hunted some sites of the town, with the ids of its leads and of the hunt.
async fn hunted(hosts: &[&str]) -> (TestApp, Client, Vec<String>, String) {
    let app = TestApp::with_town().await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(hosts), json!({ "maxPagesPerSite": 4 })).await;
    app.until(&owner, &hunt, "COMPLETED").await;
    let leads = ids(&owner.data("{ leads(first: 50) { nodes { id } } }", json!({})).await["leads"]["nodes"]);
    (app, owner, leads, hunt)
}

fn ids(nodes: &Value) -> Vec<String> {
    nodes.as_array().into_iter().flatten().filter_map(|node| node["id"].as_str()).map(str::to_owned).collect()
}

async fn start(client: &Client, input: Value) -> Value {
    client.mutate("auditLeads", "AuditLeadsInput", "auditRun { id state progress { total } }", input).await
}

fn id_of(payload: &Value) -> String {
    assert_eq!(payload["userErrors"], json!([]));
    payload["auditRun"]["id"].as_str().expect("an id").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leads_examined_again_from_what_is_stored_get_the_same_audit() {
    let (app, owner, leads, _) = hunted(&["garage-delorme.test", "clinica-dental-sonrisa-clara.test"]).await;
    assert_eq!(leads.len(), 2);
    let by_hand =
        owner.mutate("createLead", "CreateLeadInput", "lead { id }", json!({ "name": "Anvil Works" })).await["lead"]["id"]
            .clone();
    let mut chosen = leads.clone();
    chosen.push(by_hand.as_str().expect("an id").to_owned());
    let started = start(&owner, json!({ "leadIds": chosen })).await;
    assert_eq!(started["auditRun"]["progress"]["total"], 3);
    let id = id_of(&started);
    app.rest().await;
    let run = owner.data(RUN, json!({ "id": id })).await["auditRun"].clone();
    assert_eq!(run["state"], "COMPLETED", "{run}");
    let progress = &run["progress"];
    assert_eq!(
        ["percent", "total", "done", "skipped", "failed"].map(|name| progress[name].as_f64()),
        [100.0, 3.0, 2.0, 1.0, 0.0].map(Some),
        "a lead that was never read is passed over: {run}"
    );
    assert_eq!(run["createdBy"]["id"], owner.id);
    assert_eq!(run["audits"]["nodes"], json!(leads_in_order(&chosen, &leads)));

    for lead in &leads {
        let seen = owner.data(AUDITS, json!({ "id": lead })).await["lead"].clone();
        let audits = seen["audits"]["nodes"].as_array().expect("audits").clone();
        let [mut newer, mut older] = <[Value; 2]>::try_from(audits).expect("two audits");
        assert_eq!(seen["latestAudit"]["id"], newer["id"]);
        assert_eq!(seen["score"], newer["score"]);
        let compared = owner.data(DIFF, json!({ "before": older["id"], "after": newer["id"] })).await["diffAudits"].clone();
        for audit in [&mut newer, &mut older] {
            audit["id"].take();
        }
        assert_eq!(newer.to_string(), older.to_string(), "the same pages and rules give the same bytes");
        for flag in ["siteChanged", "rulesetChanged", "profileChanged", "timePassed"] {
            assert_eq!(compared[flag], false, "{flag}: {compared}");
        }
        assert_eq!((&compared["checks"], &compared["factors"]), (&json!([]), &json!([])));
        assert!(compared["temperature"].is_null());
    }
    let told = live::over_events(
        &app,
        &owner,
        "subscription($id: ID!) { auditRunProgress(auditRunId: $id) { state progress { done } } }",
        json!({ "id": id }),
    )
    .await;
    assert_eq!(told.iter().map(|said| &said["data"]["auditRunProgress"]["state"]).collect::<Vec<_>>(), ["COMPLETED"]);
    app.finish().await;
}

fn leads_in_order(chosen: &[String], audited: &[String]) -> Vec<Value> {
    chosen.iter().filter(|id| audited.contains(id)).map(|id| json!({ "lead": { "id": id } })).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lead_whose_pages_went_with_the_hunt_keeps_its_audit() {
    let (app, owner, leads, hunt) = hunted(&["garage-delorme.test"]).await;
    assert_eq!(owner.steer("deleteHunt", &hunt).await["userErrors"], json!([]));
    let id = id_of(&start(&owner, json!({ "filter": { "hasWebsite": true } })).await);
    app.rest().await;
    let run = owner.data(RUN, json!({ "id": id })).await["auditRun"].clone();
    assert_eq!((&run["state"], &run["progress"]["skipped"]), (&json!("COMPLETED"), &json!(1)), "{run}");
    let seen = owner.data(AUDITS, json!({ "id": leads[0] })).await["lead"].clone();
    assert_eq!(seen["audits"]["nodes"].as_array().map(Vec::len), Some(1));
    assert!(!seen["score"].is_null());
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_profile_does_what_its_preview_said() {
    let hosts = ["garage-delorme.test", "clinica-dental-sonrisa-clara.test"];
    let (app, owner, leads, _) = hunted(&hosts).await;
    let rules = owner.data("{ scoringProfile { weights { rule points } } }", json!({})).await;
    let rule = rules["scoringProfile"]["weights"]
        .as_array()
        .and_then(|all| all.iter().find(|w| w["points"].as_i64() > Some(5)))
        .expect("a rule");
    let change = json!({ "hotAtLeast": 45, "warmAtLeast": 20, "weights": [{ "rule": rule["rule"], "points": 1 }] });
    let previewed = owner
        .data(
            "query($input: UpdateScoringProfileInput!) { previewScoringProfile(input: $input) { userErrors { code }
               preview { leads complete changed unknown before { hot warm cold } after { hot warm cold } } } }",
            json!({ "input": change }),
        )
        .await["previewScoringProfile"]
        .clone();
    assert_eq!(previewed["userErrors"], json!([]));
    let preview = &previewed["preview"];
    assert_eq!((&preview["leads"], &preview["complete"], &preview["unknown"]), (&json!(2), &json!(true), &json!(0)));
    assert_eq!(counts(&owner).await, preview["before"], "nothing was written");
    let done = owner.mutate("updateScoringProfile", "UpdateScoringProfileInput", "scoringProfile { version }", change).await;
    assert_eq!(done["scoringProfile"]["version"], 2);
    app.rest().await;
    assert_eq!(counts(&owner).await, preview["after"]);

    // The profile changed, and that is what the comparison says; the site did not.
    let seen = owner.data(AUDITS, json!({ "id": leads[0] })).await["lead"]["audits"]["nodes"].clone();
    let compared = owner.data(DIFF, json!({ "before": seen[1]["id"], "after": seen[0]["id"] })).await["diffAudits"].clone();
    assert_eq!((&compared["siteChanged"], &compared["profileChanged"]), (&json!(false), &json!(true)), "{compared}");
    assert_eq!(compared["checks"], json!([]));
    app.finish().await;
}

/// How many leads of the workspace are how warm.
async fn counts(client: &Client) -> Value {
    let facets = client.data("{ leadFacets { temperatures { value count } } }", json!({})).await;
    let of = |name: &str| {
        let all = facets["leadFacets"]["temperatures"].as_array().into_iter().flatten();
        all.filter(|count| count["value"] == name).map(|count| count["count"].as_i64().unwrap_or(0)).sum::<i64>()
    };
    json!({ "hot": of("HOT"), "warm": of("WARM"), "cold": of("COLD") })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancelled_run_examines_nothing_more() {
    let (app, owner, leads, _) = hunted(&["garage-delorme.test"]).await;
    // Nobody works on tasks: the run waits.
    let app = app.restart(|settings| settings.tasks.concurrency = 0).await;
    let owner = app.anonymous().with_token(owner.token().expect("a token"));
    let id = id_of(&start(&owner, json!({ "leadIds": leads })).await);
    for _ in 0..2 {
        let cancelled = owner
            .mutate("cancelAuditRun", "CancelAuditRunInput", "auditRun { state finishedAt }", json!({ "auditRunId": id }))
            .await;
        assert_eq!(cancelled["auditRun"]["state"], "CANCELLED", "cancelling twice is the same: {cancelled}");
    }
    let app = app.restart(|_| {}).await;
    app.rest().await;
    let owner = app.anonymous().with_token(owner.token().expect("a token"));
    let seen = owner.data(AUDITS, json!({ "id": leads[0] })).await["lead"]["audits"]["nodes"].clone();
    assert_eq!(seen.as_array().map(Vec::len), Some(1), "{seen}");
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_cannot_be_is_refused_and_a_key_gives_one_run() {
    let (app, owner, leads, _) = hunted(&["garage-delorme.test"]).await;
    let nobody = "lead_01h455vb4pex5vsknk084sn02q";
    for (input, code, field) in [
        (json!({}), "REQUIRED", "leadIds"),
        (json!({ "leadIds": leads, "filter": {} }), "INVALID", "filter"),
        (json!({ "leadIds": [] }), "REQUIRED", "leadIds"),
        (json!({ "leadIds": [leads[0], nobody] }), "NOT_FOUND", "leadIds.1"),
        (json!({ "leadIds": ["nonsense"] }), "NOT_FOUND", "leadIds.0"),
        (json!({ "leadIds": leads, "idempotencyKey": " " }), "REQUIRED", "idempotencyKey"),
    ] {
        let payload = start(&owner, input.clone()).await;
        assert_eq!(mistakes(&payload), [(code.to_owned(), field.to_owned())], "{input}");
    }
    let runs = "{ auditRuns(first: 10) { nodes { id } } }";
    assert_eq!(owner.data(runs, json!({})).await["auditRuns"]["nodes"], json!([]), "nothing was written");

    let input = json!({ "leadIds": leads, "idempotencyKey": "once" });
    let first = id_of(&start(&owner, input.clone()).await);
    assert_eq!(id_of(&start(&owner, input).await), first);
    let document = "mutation($input: AuditLeadsInput!) { auditLeads(input: $input) { auditRun { id } } }";
    let answer = owner.ask(document, json!({ "input": { "filter": {}, "idempotencyKey": "once" } })).await;
    assert_eq!(code_of(&answer), "CONFLICT", "{answer}");
    app.rest().await;
    let payload = owner.mutate("cancelAuditRun", "CancelAuditRunInput", "auditRun { id }", json!({ "auditRunId": first })).await;
    assert_eq!(mistakes(&payload), [("WRONG_STATE".to_owned(), "auditRunId".to_owned())]);
    assert_eq!(ids(&owner.data(runs, json!({})).await["auditRuns"]["nodes"]), [first]);
    app.finish().await;
}
