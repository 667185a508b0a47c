//! What a hunt leaves behind, without what differs between any two runs (ids, moments, durations, the order of sites), so that a run full
//! of faults can be held against an undisturbed one. Also what both have to keep whatever happens: events without gap, a ledger
//! that adds up.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::app::Client;

const PAGE: i64 = 50;

const HUNT: &str = "query($id: ID!) { hunt(id: $id) { state stopReason stopDetail progress {
    percent sitesFound sitesDone sitesFailed sitesSkipped pagesFetched bytesFetched leadsCreated leadsUpdated contactsFound
    hot warm cold } } }";
const SITES: &str = "query($id: ID!, $first: Int!, $after: String) { hunt(id: $id) { sites(first: $first, after: $after) {
    pageInfo { hasNextPage endCursor } nodes { url host state reason detail pagesFetched lead { domain } } } } }";
const EVENTS: &str = "query($id: ID!, $after: Int, $first: Int!) { hunt(id: $id) { events(after: $after, first: $first) {
    __typename seq ... on HuntStateChanged { from to } ... on SiteFinished { site { host state reason } }
    ... on LeadFound { created lead { domain } } ... on HuntLog { level message } } } }";
const LEADS: &str = "query($first: Int!, $after: String) { leads(first: $first, after: $after) {
    pageInfo { hasNextPage endCursor } nodes {
        name domain website description language category openingHours score temperature stage
        address { street city region postalCode country formatted }
        contacts(includeThirdParty: true) { kind value revealed thirdParty purpose confidence person { name }
            evidence { url snippet selector contentHash } }
        people { name title } technologies { name version } socialProfiles { network url handle }
        claims { field value source url confidence current }
        audits(first: 20) { nodes { state rulesetVersion score temperature
            factors { rule points maxPoints explanation }
            checks { id status title detail value evidence { url snippet contentHash } }
            pagesVisited { url status } } } } } }";
const LEDGER: &str = "query($first: Int!, $after: String) { credits { available held proof { entries balanced }
    entries(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { number kind amount description } } } }";

/// Checks and rules of the score that say how long this machine took, or depend on one that does.
const TIMED: [&str; 4] = ["performance.response-time", "performance.slow-pages", "need.speed", "against.polished"];

/// Takes the speed of a site out of its score: on a busy machine it is the machine's.
pub(super) async fn score_without_speed(owner: &Client) {
    let input = json!({ "weights": [{ "rule": "need.speed", "points": 0 }, { "rule": "against.polished", "points": 0 }] });
    let payload = owner.mutate("updateScoringProfile", "UpdateScoringProfileInput", "scoringProfile { version }", input).await;
    assert_eq!(payload["userErrors"], json!([]));
}

/// What a hunt left. Two runs over the same town are equal when the values are.
#[derive(Debug, PartialEq)]
pub(super) struct Outcome {
    hunt: Value,
    sites: BTreeMap<String, Value>,
    leads: BTreeMap<String, Value>,
    /// Each event without its number, and how often it is there.
    events: BTreeMap<String, usize>,
    /// Each entry without its number and balance, and how often it is there.
    ledger: BTreeMap<String, usize>,
    credits: Value,
}

impl Outcome {
    /// Asks for everything.
    ///
    /// # Panics
    /// When the events have a gap or a duplicate, or the ledger does not add up.
    pub(super) async fn of(client: &Client, hunt: &str) -> Self {
        let account = client.data(LEDGER, json!({ "first": 1 })).await["credits"].clone();
        assert_eq!(account["proof"]["balanced"], true, "the ledger proves itself: {account}");
        let entries = all(client, LEDGER, json!({}), "/credits/entries").await;
        assert_eq!(account["proof"]["entries"], entries.len());
        let mut numbers: Vec<i64> = entries.iter().filter_map(|entry| entry["number"].as_f64()).map(whole).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=length(&entries)).collect::<Vec<_>>(), "entries are numbered without gap");
        let events = events(client, hunt).await;
        let seqs: Vec<i64> = events.iter().filter_map(|event| event["seq"].as_i64()).collect();
        assert_eq!(seqs, (1..=length(&events)).collect::<Vec<_>>(), "events are numbered without gap or duplicate");
        let by = |items: Vec<Value>, key: &str| -> BTreeMap<String, Value> {
            let number = items.len();
            let map: BTreeMap<_, _> =
                items.into_iter().map(|item| (item[key].as_str().unwrap_or_default().to_owned(), item)).collect();
            assert_eq!(map.len(), number, "no {key} is there twice");
            map
        };
        let mut leads = all(client, LEADS, json!({}), "/leads").await;
        leads.iter_mut().for_each(settle);
        Self {
            hunt: client.data(HUNT, json!({ "id": hunt })).await["hunt"].clone(),
            sites: by(all(client, SITES, json!({ "id": hunt }), "/hunt/sites").await, "host"),
            leads: by(leads, "domain"),
            events: counted(events),
            ledger: counted(entries),
            credits: json!({ "available": account["available"], "held": account["held"] }),
        }
    }

    /// How many events were told.
    pub(super) fn events(&self) -> i64 {
        self.events.values().map(|number| i64::try_from(*number).expect("few")).sum()
    }

    /// Sites that gave no lead.
    pub(super) fn unread(&self) -> Vec<&Value> {
        self.sites.values().filter(|site| site["state"] != "DONE" || site["lead"].is_null()).collect()
    }

    /// Holds this run against an undisturbed one.
    ///
    /// # Panics
    /// At the first difference, with what differs.
    pub(super) fn assert_is(&self, undisturbed: &Self) {
        assert_eq!(self.hunt, undisturbed.hunt, "the hunt");
        assert_same("site", &self.sites, &undisturbed.sites);
        assert_same("lead", &self.leads, &undisturbed.leads);
        assert_same("event", &self.events, &undisturbed.events);
        assert_same("entry of the ledger", &self.ledger, &undisturbed.ledger);
        assert_eq!(self.credits, undisturbed.credits, "the credits");
    }
}

/// All events of a hunt, the oldest first.
pub(super) async fn events(client: &Client, hunt: &str) -> Vec<Value> {
    let mut events: Vec<Value> = Vec::new();
    loop {
        let after = events.last().map_or(json!(0), |event| event["seq"].clone());
        let answer = client.data(EVENTS, json!({ "id": hunt, "after": after, "first": PAGE })).await;
        let some = answer["hunt"]["events"].as_array().expect("events").clone();
        if some.is_empty() {
            return events;
        }
        events.extend(some);
    }
}

/// All items of the connection at `path`.
async fn all(client: &Client, document: &str, mut variables: Value, path: &str) -> Vec<Value> {
    let mut items = Vec::new();
    variables["first"] = json!(PAGE);
    loop {
        let answer = client.data(document, variables.clone()).await;
        let connection = answer.pointer(path).expect("a connection");
        items.extend(connection["nodes"].as_array().expect("nodes").iter().cloned());
        if connection["pageInfo"]["hasNextPage"] != true {
            return items;
        }
        variables["after"] = connection["pageInfo"]["endCursor"].clone();
    }
}

fn counted(items: Vec<Value>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for mut item in items {
        if let Value::Object(fields) = &mut item {
            fields.remove("seq");
            fields.remove("number");
        }
        *counts.entry(item.to_string()).or_default() += 1;
    }
    counts
}

/// Takes out what a clock says, and puts lists whose order has no meaning in one order.
fn settle(value: &mut Value) {
    match value {
        Value::Object(fields) => fields.values_mut().for_each(settle),
        Value::Array(items) => {
            items.retain(|item| !TIMED.iter().any(|timed| item["id"] == *timed || item["rule"] == *timed));
            items.iter_mut().for_each(settle);
            items.sort_by_key(ToString::to_string);
        }
        _ => {}
    }
}

/// The first places at which two values differ, each with both sides.
fn differences(at: &str, here: &Value, usual: &Value, found: &mut Vec<String>) {
    match (here, usual) {
        (Value::Object(here), Value::Object(usual)) => {
            for (name, value) in usual {
                differences(&format!("{at}.{name}"), here.get(name).unwrap_or(&Value::Null), value, found);
            }
        }
        (Value::Array(here), Value::Array(usual)) => {
            for n in 0..here.len().max(usual.len()) {
                let of = |items: &[Value]| items.get(n).cloned().unwrap_or(Value::Null);
                differences(&format!("{at}[{n}]"), &of(here), &of(usual), found);
            }
        }
        _ if here != usual && found.len() < 20 => found.push(format!("{at}: {here}, undisturbed {usual}")),
        _ => {}
    }
}

fn assert_same<T: PartialEq + serde::Serialize>(what: &str, seen: &BTreeMap<String, T>, usual: &BTreeMap<String, T>) {
    let mut found = Vec::new();
    for (key, value) in usual {
        match seen.get(key) {
            None => found.push(format!("the {what} {key} is missing")),
            Some(here) if here == value => {}
            Some(here) => differences(key, &json!(here), &json!(value), &mut found),
        }
    }
    found.extend(seen.keys().filter(|key| !usual.contains_key(*key)).map(|key| format!("the {what} {key} is too many")));
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

fn length(items: &[Value]) -> i64 {
    i64::try_from(items.len()).expect("few")
}

#[allow(clippy::cast_possible_truncation)] // numbers of ledger entries
fn whole(number: f64) -> i64 {
    number as i64
}
