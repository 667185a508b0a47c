//! A hunt from its start to the last answer: its story on both transports, its leads in every order, their audits.

use std::collections::{BTreeMap, BTreeSet};

use glouton_town::Town;
use serde_json::{Value, json};

use super::seeds;
use crate::support::{
    app::{Client, TestApp},
    live,
};

const GOOD: [&str; 7] = [
    "boulangerie-petitjean.test",
    "garage-delorme.test",
    "schreinerei-holzapfel.test",
    "www.harbour-and-vine.test",
    "trattoria-da-nunzia.test",
    "klimaatwerk.test",
    "talleres-hermanos-ruano.test",
];
const TROUBLED: [&str; 5] =
    ["verschwunden.test", "porte-close.test", "schildburg.test", "intranet-reisen.test", "selbst-gesiegelt.test"];
const TWIN: &str = "petitjean-pains.test";

const EVENTS: &str = "subscription($hunt: ID!, $after: Int) { huntEvents(huntId: $hunt, after: $after) { __typename seq at
    ... on HuntStateChanged { from to } ... on LeadFound { created lead { id name } }
    ... on SiteFinished { site { host state reason } } } }";
const PROGRESS: &str =
    "subscription($hunt: ID!) { huntProgress(huntId: $hunt) { seq percent sitesFound sitesDone sitesFailed sitesSkipped } }";

fn events(said: &[Value]) -> Vec<&Value> {
    said.iter()
        .map(|answer| {
            assert!(answer.get("errors").is_none_or(Value::is_null), "{answer}");
            &answer["data"]["huntEvents"]
        })
        .collect()
}

async fn hunted_town() -> (TestApp, Client, String, Vec<Value>, Vec<Value>) {
    let app = TestApp::with_town().await;
    app.registered("owner@example.test").await;
    let login = json!({ "email": "OWNER@example.test", "password": crate::support::people::PASSWORD });
    let signed_in = app.anonymous().mutate("login", "LoginInput", "accessToken user { id }", login).await;
    let owner = app.anonymous().with_token(signed_in["accessToken"].as_str().expect("a token"));
    let viewer = owner.data("{ viewer { user { email } memberships { role workspace { name } } } }", json!({})).await;
    assert_eq!(viewer["viewer"]["user"]["email"], "owner@example.test");
    assert_eq!(viewer["viewer"]["memberships"][0]["role"], "OWNER");

    let hosts: Vec<&str> = GOOD.into_iter().chain(TROUBLED).chain([TWIN]).collect();
    let hunt = owner.hunt(&seeds(&hosts), json!({ "maxPagesPerSite": 4 })).await;
    let variables = json!({ "hunt": hunt, "after": 0 });
    let (story, counters) = tokio::join!(
        live::over_socket(&app, &owner, EVENTS, variables),
        live::over_events(&app, &owner, PROGRESS, json!({ "hunt": hunt })),
    );
    (app, owner, hunt, story, counters)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hunt_tells_its_story_without_gap_and_ends_by_itself_with_a_reason_for_every_site() {
    let (app, owner, hunt, story, counters) = hunted_town().await;

    let told = events(&story);
    let seqs: Vec<i64> = told.iter().map(|event| event["seq"].as_i64().expect("a number")).collect();
    assert_eq!(seqs, (1..=i64::try_from(told.len()).expect("few")).collect::<Vec<_>>(), "1, 2, 3 without gap");
    assert!(
        told.iter().any(|event| event["__typename"] == "HuntStateChanged" && event["to"] == "COMPLETED"),
        "the story says that the hunt is done"
    );
    let finished: Vec<&str> = told
        .iter()
        .filter(|event| event["__typename"] == "SiteFinished")
        .filter_map(|event| event["site"]["host"].as_str())
        .collect();
    assert_eq!(finished.len(), finished.iter().collect::<BTreeSet<_>>().len(), "every site has one verdict");
    assert_eq!(finished.len(), GOOD.len() + TROUBLED.len() + 1);

    let last = &counters.last().expect("at least one")["data"]["huntProgress"];
    assert_eq!(last["percent"], 100.0);
    assert_eq!(last["seq"], *seqs.last().expect("events"), "the last counters are those after the last event");
    let ended: i64 = ["sitesDone", "sitesFailed", "sitesSkipped"].iter().map(|name| last[name].as_i64().expect("a number")).sum();
    assert_eq!(Some(ended), last["sitesFound"].as_i64());

    // Somebody who comes later hears the same, from wherever they left off.
    let again = live::over_events(&app, &owner, EVENTS, json!({ "hunt": hunt, "after": 5 })).await;
    assert_eq!(events(&again), told[5..]);

    let document = "query($hunt: ID!) { hunt(id: $hunt) { state stopReason sites(first: 50) { totalCount nodes { host state reason detail lead { id } } } } }";
    let seen = owner.data(document, json!({ "hunt": hunt })).await;
    assert_eq!((&seen["hunt"]["state"], &seen["hunt"]["stopReason"]), (&json!("COMPLETED"), &json!("FINISHED")));
    let town = Town::new();
    let sites = seen["hunt"]["sites"]["nodes"].as_array().expect("sites");
    assert_eq!(sites.len(), GOOD.len() + TROUBLED.len() + 1);
    let by_host: BTreeMap<&str, &Value> = sites.iter().map(|site| (site["host"].as_str().expect("a host"), site)).collect();
    for host in TROUBLED {
        let truth = town.truth().iter().find(|truth| truth.host == host).expect("known");
        let reason = truth.reason.expect("trouble has a reason").as_str();
        assert_eq!(by_host[host]["reason"], reason, "{}", by_host[host]);
        assert!(by_host[host]["lead"].is_null());
    }
    for host in &GOOD[1..] {
        assert_eq!(by_host[host]["state"], "DONE", "{}", by_host[host]);
        assert!(by_host[host]["lead"]["id"].is_string());
    }
    // One of the two domains of the bakery is the business, the other repeats it.
    let pair = [&by_host[GOOD[0]], &by_host[TWIN]];
    assert_eq!(pair.iter().filter(|site| site["state"] == "DONE").count(), 1, "{pair:?}");
    assert_eq!(pair.iter().filter(|site| site["reason"] == "DUPLICATE").count(), 1, "{pair:?}");
    app.finish().await;
}

async fn pages(owner: &Client, order: &Value, forward: bool) -> Vec<String> {
    let (size, place, next) = if forward { ("first", "after", "endCursor") } else { ("last", "before", "startCursor") };
    let document = format!(
        "query($place: String, $order: LeadOrder) {{ leads({size}: 2, {place}: $place, orderBy: $order) {{
            totalCount nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
    );
    let mut place_now = Value::Null;
    let mut pages: Vec<Vec<String>> = Vec::new();
    loop {
        let leads = owner.data(&document, json!({ "place": place_now, "order": order })).await["leads"].clone();
        let ids = leads["nodes"].as_array().expect("nodes").iter().map(|lead| lead["id"].as_str().expect("an id").to_owned());
        pages.push(ids.collect());
        assert!(pages.len() < 20, "the pages come to an end");
        let more = if forward { "hasNextPage" } else { "hasPreviousPage" };
        if leads["pageInfo"][more] == false {
            break;
        }
        place_now = leads["pageInfo"][next].clone();
    }
    if !forward {
        pages.reverse();
    }
    pages.concat()
}

fn count(facet: &Value) -> i64 {
    facet.as_array().expect("a facet").iter().map(|value| value["count"].as_i64().expect("a number")).sum()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leads_are_listed_in_every_order_without_repeat_or_gap_and_every_score_is_the_sum_of_its_factors() {
    let (app, owner, hunt, ..) = hunted_town().await;

    let all = owner
        .data(
            "{ leads(first: 100) { totalCount nodes { id name score temperature createdAt updatedAt address { country } } } }",
            json!({}),
        )
        .await;
    let nodes = all["leads"]["nodes"].as_array().expect("leads");
    assert_eq!(nodes.len(), GOOD.len());
    assert_eq!(all["leads"]["totalCount"], GOOD.len());
    let everybody: BTreeSet<&str> = nodes.iter().filter_map(|lead| lead["id"].as_str()).collect();

    for field in ["SCORE", "CREATED_AT", "UPDATED_AT", "NAME"] {
        let mut seen: Vec<Vec<String>> = Vec::new();
        for direction in ["ASC", "DESC"] {
            let order = json!({ "field": field, "direction": direction });
            let (forward, backward) = (pages(&owner, &order, true).await, pages(&owner, &order, false).await);
            assert_eq!(forward, backward, "{field} {direction}: both ways show the same");
            assert_eq!(forward.len(), everybody.len(), "{field} {direction}: nothing comes twice");
            assert_eq!(forward.iter().map(String::as_str).collect::<BTreeSet<_>>(), everybody, "{field}: nothing is left out");
            seen.push(forward);
        }
        seen[1].reverse();
        assert_eq!(seen[0], seen[1], "{field}: one direction is the other turned round");
        if field == "SCORE" {
            let score = |id: &String| nodes.iter().find(|lead| lead["id"] == *id.as_str()).expect("known")["score"].as_i64();
            assert!(seen[0].iter().map(score).is_sorted(), "by score");
        }
    }

    let facets = owner
        .data("{ leadFacets { temperatures { value count } stages { value count } countries { value count } } }", json!({}))
        .await["leadFacets"]
        .clone();
    let total = i64::try_from(GOOD.len()).expect("few");
    assert_eq!((count(&facets["temperatures"]), count(&facets["stages"])), (total, total));
    let with_country = nodes.iter().filter(|lead| lead["address"]["country"].is_string()).count();
    assert_eq!(count(&facets["countries"]), i64::try_from(with_country).expect("few"));
    for facet in facets["temperatures"].as_array().expect("a facet") {
        let filter = json!({ "filter": { "temperatures": [facet["value"]], "huntId": hunt } });
        let listed = owner
            .data(
                "query($filter: LeadFilter) { leads(filter: $filter, first: 100) { totalCount nodes { temperature } } }",
                filter,
            )
            .await["leads"]
            .clone();
        assert_eq!(listed["totalCount"], facet["count"]);
        let nodes = listed["nodes"].as_array().expect("leads");
        assert!(nodes.iter().all(|lead| lead["temperature"] == facet["value"]));
    }
    let found = owner.data("{ leads(filter: { search: \"Nunzia\" }, first: 10) { nodes { domain } } }", json!({})).await;
    assert_eq!(found["leads"]["nodes"], json!([{ "domain": "trattoria-da-nunzia.test" }]));

    let audits = owner
        .data(
            "{ leads(first: 20) { nodes { score temperature latestAudit { score temperature siteQuality state rulesetVersion
                factors { rule points maxPoints explanation } checks { id status evidence { url } }
                failed: checks(status: FAIL) { status } pagesVisited { url status } } } } }",
            json!({}),
        )
        .await;
    for lead in audits["leads"]["nodes"].as_array().expect("leads") {
        let audit = &lead["latestAudit"];
        let sum: i64 = audit["factors"].as_array().expect("factors").iter().filter_map(|factor| factor["points"].as_i64()).sum();
        assert_eq!(audit["score"].as_i64(), Some(sum.clamp(0, 100)), "{audit}");
        assert_eq!((&lead["score"], &lead["temperature"]), (&audit["score"], &audit["temperature"]));
        assert_eq!(audit["state"], "COMPLETED");
        assert!(audit["checks"].as_array().expect("checks").len() >= 30);
        assert!(audit["failed"].as_array().expect("checks").iter().all(|check| check["status"] == "FAIL"));
        assert!(!audit["pagesVisited"].as_array().expect("pages").is_empty());
    }
    app.finish().await;
}
