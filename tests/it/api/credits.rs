//! A contact from its mask to the ledger: masked everywhere until it is paid for, paid for once.

use serde_json::{Value, json};

use super::seeds;
use crate::support::app::{Client, TestApp, code_of, mistakes};

const CONTACTS: &str =
    "query($lead: ID!) { lead(id: $lead) { contacts { id kind value revealed revealPrice evidence { url snippet selector } } } }";
const ACCOUNT: &str = "{ credits { available held entries(first: 50) { nodes { number kind amount balanceAfter } }
    proof { entries balanced chainHead } } }";
const REVEALED: &str = "charged contacts { id kind value revealed revealPrice evidence { snippet } } account { available }";

/// An app with one lead, its owner, and the lead's id. The town knows what is true of it.
async fn one_lead(host: &str) -> (TestApp, Client, String) {
    let app = TestApp::with_town().await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&[host]), Value::Null).await;
    app.until(&owner, &hunt, "COMPLETED").await;
    let leads = owner.data("{ leads(first: 1) { nodes { id } } }", json!({})).await;
    let lead = leads["leads"]["nodes"][0]["id"].as_str().expect("a lead").to_owned();
    (app, owner, lead)
}

async fn contacts(client: &Client, lead: &str) -> Vec<Value> {
    client.data(CONTACTS, json!({ "lead": lead })).await["lead"]["contacts"].as_array().expect("contacts").clone()
}

async fn account(client: &Client) -> Value {
    client.data(ACCOUNT, json!({})).await["credits"].clone()
}

fn of_kind<'c>(contacts: &'c [Value], kind: &str) -> &'c Value {
    contacts
        .iter()
        .find(|contact| contact["kind"] == kind)
        .unwrap_or_else(|| panic!("a contact of the kind {kind}: {contacts:?}"))
}

fn number(value: &Value) -> f64 {
    value.as_str().expect("a decimal").parse().expect("a number")
}

async fn reveal(client: &Client, key: &str, ids: &[&Value]) -> Value {
    client.mutate("revealContacts", "RevealContactsInput", REVEALED, json!({ "idempotencyKey": key, "contactIds": ids })).await
}

const HOST: &str = "schreinerei-holzapfel.test";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contact_is_masked_everywhere_until_it_is_revealed_and_paid_for_once() {
    let (app, owner, lead) = one_lead(HOST).await;
    let town = glouton_town::Town::new();
    let truth = town.truth().iter().find(|truth| truth.host == HOST).expect("known");
    let masked = contacts(&owner, &lead).await;
    let (email, phone) = (of_kind(&masked, "EMAIL"), of_kind(&masked, "PHONE"));
    assert_eq!((number(&email["revealPrice"]), number(&phone["revealPrice"])), (1.0, 3.0));
    assert!(email["value"].as_str().is_some_and(|value| value.contains('•')), "{email}");
    assert_eq!((&email["revealed"], &phone["revealed"]), (&json!(false), &json!(false)));
    // In no value, snippet or selector does an address of the business stand before it is paid for.
    let shown = json!(masked).to_string().to_lowercase();
    assert!(!truth.emails.is_empty() && !truth.phones.is_empty());
    for address in &truth.emails {
        assert!(!shown.contains(address.as_str()), "{address} stands in {shown}");
    }
    let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
    for phone in &truth.phones {
        assert!(!shown.contains(phone.as_str()), "{phone} stands in {shown}");
        let national = &phone[phone.len() - 7..];
        assert!(!digits.contains(national), "the end of {phone} stands in {shown}");
    }

    let ids = json!({ "contactIds": [email["id"], phone["id"]] });
    let quote = owner
        .mutate("quoteReveal", "QuoteRevealInput", "total alreadyRevealed available prices { contactId price revealed }", ids)
        .await;
    assert_eq!((number(&quote["total"]), number(&quote["available"])), (4.0, 50.0));
    assert_eq!(quote["alreadyRevealed"], 0);
    assert_eq!(quote["prices"][1]["contactId"], phone["id"]);
    assert_eq!(number(&account(&owner).await["available"]), 50.0, "a quote costs nothing");

    let first = reveal(&owner, "first", &[&email["id"]]).await;
    assert_eq!(first["userErrors"], json!([]));
    assert_eq!(number(&first["charged"]), 1.0);
    assert_eq!(number(&first["account"]["available"]), 49.0);
    let value = first["contacts"][0]["value"].as_str().expect("a value");
    assert!(truth.emails.iter().any(|address| address == value), "{value} is an address of the business");
    assert_eq!((&first["contacts"][0]["revealed"], number(&first["contacts"][0]["revealPrice"])), (&json!(true), 0.0));
    let second = reveal(&owner, "second", &[&phone["id"], &email["id"]]).await;
    assert_eq!(number(&second["charged"]), 3.0, "the telephone alone is new");
    assert!(truth.phones.iter().any(|number| second["contacts"][0]["value"] == number.as_str()), "{second}");

    // The same key and contacts: the same answer. The same contacts again: free. The key with others: refused.
    assert_eq!(reveal(&owner, "first", &[&email["id"]]).await["charged"], first["charged"]);
    assert_eq!(number(&reveal(&owner, "third", &[&email["id"], &phone["id"]]).await["charged"]), 0.0);
    let document = "mutation($input: RevealContactsInput!) { revealContacts(input: $input) { charged } }";
    let other = owner.ask(document, json!({ "input": { "idempotencyKey": "first", "contactIds": [phone["id"]] } })).await;
    assert_eq!(code_of(&other), "CONFLICT", "{other}");
    let after = contacts(&owner, &lead).await;
    assert!(after.iter().any(|contact| contact["value"] == value), "the workspace sees it from now on");
    if let Some(form) = after.iter().find(|contact| contact["kind"] == "CONTACT_FORM") {
        assert_eq!(number(&form["revealPrice"]), 0.0);
    }

    let account = account(&owner).await;
    assert_eq!((number(&account["available"]), number(&account["held"])), (46.0, 0.0));
    assert_eq!(account["proof"]["balanced"], true);
    let entries = account["entries"]["nodes"].as_array().expect("entries");
    assert_eq!(account["proof"]["entries"], entries.len());
    let sum: f64 = entries.iter().map(|entry| number(&entry["amount"])).sum();
    assert!((sum - 46.0).abs() < 1e-9);
    let kinds: Vec<&str> = entries.iter().filter_map(|entry| entry["kind"].as_str()).collect();
    assert_eq!(kinds, ["CAPTURE", "CAPTURE", "GRANT"], "what was free left no entry");
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn credits_that_do_not_suffice_charge_nothing_and_reveal_nothing() {
    let (app, owner, lead) = one_lead(HOST).await;
    let services = &app.app().services;
    // Spend all but two of the starter credits through the room itself: there is no request that throws credits away.
    let viewer = owner.data("{ workspace { id } }", json!({})).await;
    let workspace = viewer["workspace"]["id"].as_str().expect("an id").parse().expect("an id");
    let scope = glouton::accounts::Scope::system(workspace);
    let tx = services.op.db.write_tx().await.expect("a transaction");
    let amount: glouton::credits::Credits = "48".parse().expect("an amount");
    glouton::credits::ops::hold_in(&services.op, &tx, &scope, amount, "test", "Set aside").await.expect("held");
    tx.commit().await.expect("committed");

    let masked = contacts(&owner, &lead).await;
    let (email, phone) = (of_kind(&masked, "EMAIL"), of_kind(&masked, "PHONE"));
    let before = account(&owner).await;
    let refused = reveal(&owner, "too much", &[&email["id"], &phone["id"]]).await;
    assert_eq!(mistakes(&refused), [("INSUFFICIENT_CREDITS".to_owned(), "contactIds".to_owned())]);
    assert!(refused["charged"].is_null() && refused["account"].is_null());
    assert_eq!(refused["contacts"], json!([]));
    assert_eq!(account(&owner).await, before, "the ledger did not move");
    assert_eq!(contacts(&owner, &lead).await, masked, "nothing was revealed");
    // What suffices for one suffices, and the refused key is free for it.
    assert_eq!(number(&reveal(&owner, "too much", &[&email["id"]]).await["charged"]), 1.0);
    assert_eq!(account(&owner).await["proof"]["balanced"], true);
    app.finish().await;
}
