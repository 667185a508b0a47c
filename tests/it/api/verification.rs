//! E-mail verification: what it costs, what it finds, and that nothing is charged for what could not be learnt.

use std::{net::SocketAddr, sync::Arc};

use glouton::platform::egress::{HostOverride, MailRecords, Resolver};
use serde_json::{Value, json};

use super::seeds;
use crate::support::{
    app::{Client, PATIENCE, TestApp, code_of, mistakes},
    mailbox::{Mailbox, Manners},
    until::until_true,
};

/// Its mail addresses are at `sonrisa-clara.test`.
const HOST: &str = "clinica-dental-sonrisa-clara.test";
/// Its one mail address is at its own name.
const OTHER_HOST: &str = "aceites-la-umbria.test";
const OTHER_SERVER: &str = "mx.aceites-la-umbria.test";
const DOMAIN: &str = "sonrisa-clara.test";
const SERVER: &str = "mx.sonrisa-clara.test";
const CONTACTS: &str =
    "{ leads(first: 5) { nodes { contacts(kind: EMAIL) { id value revealPrice verification { status reasons checkedAt } } } } }";

/// A name service that knows one mail exchanger.
fn names() -> Resolver {
    knowing(|domain| if domain == DOMAIN { vec![SERVER.to_owned()] } else { Vec::new() })
}

/// A name service that knows mail exchangers.
fn knowing(exchangers: impl Fn(&str) -> Vec<String> + Send + Sync + 'static) -> Resolver {
    let mail = move |domain: &str| MailRecords { mx: Some(exchangers(domain)), ..MailRecords::default() };
    Resolver::ScriptedWithMail(Arc::new(|_: &str| Vec::new()), Arc::new(mail))
}

/// An app that hunted the site; mail servers are asked when there is one.
async fn hunted(names: Resolver, server: Option<SocketAddr>) -> (TestApp, Client) {
    let app = TestApp::with_town_and_names(names, |settings| {
        settings.verification.delay_ms = 1;
        if let Some(address) = server {
            settings.verification.smtp = true;
            settings.egress.hosts.push(HostOverride { host: SERVER.to_owned(), port: 25, address });
        }
    })
    .await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&[HOST]), json!({ "maxPagesPerSite": 8 })).await;
    app.until(&owner, &hunt, "COMPLETED").await;
    (app, owner)
}

async fn contacts(client: &Client) -> Vec<Value> {
    let seen = client.data(CONTACTS, json!({})).await;
    seen["leads"]["nodes"][0]["contacts"].as_array().expect("contacts").clone()
}

fn ids(contacts: &[Value]) -> Vec<&str> {
    contacts.iter().filter_map(|contact| contact["id"].as_str()).collect()
}

async fn verify(client: &Client, key: &str, ids: &[&str]) -> Value {
    let fields = "held contacts { id } account { available held }";
    client.mutate("verifyContacts", "VerifyContactsInput", fields, json!({ "idempotencyKey": key, "contactIds": ids })).await
}

async fn account(client: &Client) -> Value {
    client.data("{ credits { available held proof { balanced } } }", json!({})).await["credits"].clone()
}

/// The verdicts by what is seen of the addresses before they are revealed.
fn verdicts(contacts: &[Value]) -> Vec<(&str, &str, Vec<&str>)> {
    let mut verdicts: Vec<_> = contacts
        .iter()
        .map(|contact| {
            let reasons = contact["verification"]["reasons"].as_array().into_iter().flatten().filter_map(Value::as_str);
            (
                contact["value"].as_str().unwrap_or_default(),
                contact["verification"]["status"].as_str().unwrap_or("none"),
                reasons.collect(),
            )
        })
        .collect();
    verdicts.sort();
    verdicts
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_server_is_asked_and_sent_nothing() {
    let server = Mailbox::start(Manners::Knows(&["citas@sonrisa-clara.test"])).await;
    let (app, owner) = hunted(names(), Some(server.address)).await;
    let before = contacts(&owner).await;
    assert_eq!(before.len(), 2, "{before:?}");
    assert!(before.iter().all(|contact| contact["verification"].is_null()));
    let all = ids(&before);
    let quote = async || {
        let fields = "total alreadyVerified available prices { price verified }";
        owner.mutate("quoteVerification", "QuoteVerificationInput", fields, json!({ "contactIds": all })).await
    };
    assert_eq!(quote().await["total"], "1");

    let asked = verify(&owner, "once", &all).await;
    assert_eq!((&asked["userErrors"], &asked["held"]), (&json!([]), &json!("1")));
    app.rest().await;
    let after = contacts(&owner).await;
    let of =
        |value: &str| verdicts(&after).into_iter().find(|(seen, ..)| seen.starts_with(value)).expect("the contact").1.to_owned();
    assert_eq!((of("c").as_str(), of("d").as_str()), ("DELIVERABLE", "UNDELIVERABLE"), "{after:?}");
    assert_eq!(account(&owner).await, json!({ "available": "49", "held": "0", "proof": { "balanced": true } }));

    // As far as the question, never further; an invented mailbox only where the real one was taken.
    let heard = server.heard();
    let verbs: Vec<&str> = heard.iter().map(|line| line.split([' ', ':']).next().unwrap_or_default()).collect();
    assert!(verbs.iter().all(|verb| ["EHLO", "MAIL", "RCPT", "QUIT"].contains(verb)), "{heard:?}");
    assert_eq!(heard.iter().filter(|line| line.starts_with("RCPT")).count(), 3, "{heard:?}");

    // Good for 30 days: asking again costs nothing and bothers nobody; the same key gives the same answer.
    assert_eq!(quote().await["alreadyVerified"], 2);
    assert_eq!(verify(&owner, "again", &all).await["held"], "0");
    assert_eq!(verify(&owner, "once", &all).await["held"], "1");
    app.rest().await;
    assert_eq!(server.heard().len(), heard.len());
    assert_eq!(account(&owner).await["available"], "49");
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_question_waits_for_nothing_and_different_servers_do_not_wait_for_each_other() {
    let servers = [Mailbox::start(Manners::TakesAll).await, Mailbox::start(Manners::TakesAll).await];
    let (one, other) = (servers[0].address, servers[1].address);
    let names = knowing(|domain| vec![if domain == DOMAIN { SERVER.to_owned() } else { OTHER_SERVER.to_owned() }]);
    let app = TestApp::with_town_and_names(names, move |settings| {
        // Whoever waits for a turn at the same server does not come to it within this test.
        settings.verification.delay_ms = 3_600_000;
        settings.verification.smtp = true;
        for (host, address) in [(SERVER, one), (OTHER_SERVER, other)] {
            settings.egress.hosts.push(HostOverride { host: host.to_owned(), port: 25, address });
        }
    })
    .await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&[HOST, OTHER_HOST]), json!({ "maxPagesPerSite": 8 })).await;
    app.until(&owner, &hunt, "COMPLETED").await;
    let leads = owner.data(CONTACTS, json!({})).await;
    let all: Vec<Value> = leads["leads"]["nodes"]
        .as_array()
        .expect("leads")
        .iter()
        .flat_map(|lead| lead["contacts"].as_array().cloned().unwrap_or_default())
        .collect();
    assert!(all.len() > 2, "two addresses at one server, and one elsewhere: {all:?}");
    verify(&owner, "once", &ids(&all)).await;
    let asked = || async { servers.iter().all(|server| server.heard().iter().any(|line| line == "QUIT")) };
    until_true("both servers were asked", PATIENCE, asked).await;
    for server in &servers {
        assert_eq!(server.heard().iter().filter(|line| line.starts_with("EHLO")).count(), 1, "{:?}", server.heard());
    }
    app.abandon().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_domain_that_says_it_takes_no_mail_is_told_as_undeliverable() {
    let mail = |_: &str| MailRecords { mx: Some(Vec::new()), refuses_mail: true, ..MailRecords::default() };
    let (app, owner) = hunted(Resolver::ScriptedWithMail(Arc::new(|_: &str| Vec::new()), Arc::new(mail)), None).await;
    verify(&owner, "once", &ids(&contacts(&owner).await)).await;
    app.rest().await;
    for (_, status, reasons) in verdicts(&contacts(&owner).await) {
        assert_eq!((status, reasons), ("UNDELIVERABLE", vec!["REFUSES_MAIL"]));
    }
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_takes_everything_is_told_as_a_risk() {
    let server = Mailbox::start(Manners::TakesAll).await;
    let (app, owner) = hunted(names(), Some(server.address)).await;
    let before = contacts(&owner).await;
    verify(&owner, "once", &ids(&before)).await;
    app.rest().await;
    for (_, status, reasons) in verdicts(&contacts(&owner).await) {
        assert_eq!((status, reasons.last()), ("RISKY", Some(&"CATCH_ALL")));
    }
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_asking_the_server_no_address_is_told_as_deliverable() {
    let (app, owner) = hunted(names(), None).await;
    let before = contacts(&owner).await;
    verify(&owner, "once", &ids(&before)).await;
    app.rest().await;
    for (_, status, reasons) in verdicts(&contacts(&owner).await) {
        assert_eq!((status, reasons.first(), reasons.last()), ("RISKY", Some(&"MX_FOUND"), Some(&"MAILBOX_NOT_ASKED")));
    }
    assert_eq!(account(&owner).await["available"], "49");
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_could_not_be_learnt_costs_nothing_and_can_be_asked_again() {
    let busy = Mailbox::start(Manners::Busy).await;
    for (names, server, reason) in [(Resolver::default(), None, "DNS_UNAVAILABLE"), (names(), Some(busy.address), "SERVER_BUSY")]
    {
        let (app, owner) = hunted(names, server).await;
        let before = contacts(&owner).await;
        for key in ["once", "again"] {
            assert_eq!(verify(&owner, key, &ids(&before)).await["held"], "1");
            app.rest().await;
            for (_, status, reasons) in verdicts(&contacts(&owner).await) {
                assert_eq!((status, reasons.last()), ("UNKNOWN", Some(&reason)));
            }
            assert_eq!(account(&owner).await, json!({ "available": "50", "held": "0", "proof": { "balanced": true } }));
        }
        app.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_verification_that_cannot_be_is_refused_and_holds_nothing() {
    let (app, owner) = hunted(Resolver::default(), None).await;
    let phones = owner.data("{ leads(first: 1) { nodes { contacts(kind: PHONE) { id } } } }", json!({})).await;
    let phone = phones["leads"]["nodes"][0]["contacts"][0]["id"].as_str().expect("a phone").to_owned();
    let before = contacts(&owner).await;
    let email = ids(&before)[0];
    let nobody = "contact_01h455vb4pex5vsknk084sn02q";
    for (key, ids, code, field) in [
        ("k", vec![], "REQUIRED", "contactIds"),
        ("k", vec![email, nobody], "NOT_FOUND", "contactIds.1"),
        ("k", vec![email, "nonsense"], "NOT_FOUND", "contactIds.1"),
        ("k", vec![email, phone.as_str()], "INVALID", "contactIds.1"),
        ("", vec![email], "REQUIRED", "idempotencyKey"),
    ] {
        let payload = verify(&owner, key, &ids).await;
        assert_eq!(mistakes(&payload), [(code.to_owned(), field.to_owned())], "{ids:?}");
        assert!(payload["account"].is_null());
    }
    verify(&owner, "once", &[email]).await;
    let document = "mutation($input: VerifyContactsInput!) { verifyContacts(input: $input) { held } }";
    let other = json!({ "input": { "idempotencyKey": "once", "contactIds": ids(&before) } });
    assert_eq!(code_of(&owner.ask(document, other).await), "CONFLICT");
    app.rest().await;
    assert_eq!(account(&owner).await["available"], "50");
    app.finish().await;
}
