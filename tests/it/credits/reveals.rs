//! Revealing: all or nothing, and each value once a workspace, for ever.

use std::collections::HashSet;

use glouton::{
    accounts::{Role, Scope},
    credits::{Credits, EntryKind, RevealItem, RevealKind, Revealed, ops},
    platform::{
        error::{Error, RejectionCode, Result},
        op::Op,
    },
};
use tokio::task::JoinSet;

use crate::support::{fresh, people};

fn item(kind: RevealKind, key: &str) -> RevealItem {
    RevealItem { kind, value_key: key.to_owned() }
}

/// Reveals in a transaction of its own, as the room of leads does.
async fn reveal(op: &Op, scope: &Scope, items: &[RevealItem]) -> Result<Revealed> {
    let tx = op.db.write_tx().await?;
    let revealed = ops::reveal_in(op, &tx, scope, items, None).await?;
    tx.commit().await?;
    Ok(revealed)
}

async fn available(op: &Op, scope: &Scope) -> String {
    ops::account(op, scope).await.expect("an account").available.to_string()
}

#[tokio::test]
async fn a_reveal_costs_what_the_quote_said() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    let items = [item(RevealKind::Email, "a"), item(RevealKind::Phone, "b"), item(RevealKind::Form, "c")];
    let quote = ops::quote_reveal(&op, &scope, &items).await.expect("a quote");
    assert_eq!((quote.total, quote.already_revealed, quote.available), (Credits::whole(4), 0, Credits::whole(50)));

    let revealed = reveal(&op, &scope, &items).await.expect("a reveal");
    assert_eq!((revealed.charged, revealed.newly.len()), (Credits::whole(4), 3));
    assert_eq!(available(&op, &scope).await, "46");
    let newest = people::newest(&op, &scope, 1).await.remove(0);
    assert_eq!((newest.kind, newest.amount, newest.balance_after), (EntryKind::Capture, Credits::whole(-4), Credits::whole(46)));
    assert_eq!(newest.description, "Revealed 1 e-mail address, 1 phone number, 1 contact form");
    assert_eq!(newest.actor, scope.actor().user());
}

#[tokio::test]
async fn what_was_revealed_once_costs_nothing_for_ever() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    reveal(&op, &scope, &[item(RevealKind::Phone, "b")]).await.expect("a reveal");
    op.clock.advance(std::time::Duration::from_secs(3 * 365 * 86_400));
    let items = [item(RevealKind::Email, "a"), item(RevealKind::Phone, "b"), item(RevealKind::Email, "a")];
    let quote = ops::quote_reveal(&op, &scope, &items).await.expect("a quote");
    assert_eq!((quote.total, quote.already_revealed), (Credits::whole(1), 1));
    let revealed = reveal(&op, &scope, &items).await.expect("a reveal");
    assert_eq!((revealed.charged, revealed.newly), (Credits::whole(1), vec!["a".to_owned()]));
    let again = reveal(&op, &scope, &items).await.expect("a reveal");
    assert_eq!((again.charged, again.entry, again.newly.len()), (Credits::ZERO, None, 0));
    assert_eq!(available(&op, &scope).await, "46");
}

#[tokio::test]
async fn a_reveal_beyond_the_credits_writes_nothing() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    let items: Vec<RevealItem> = (0..17).map(|n| item(RevealKind::Phone, &format!("p{n}"))).collect();
    let Err(Error::Rejected(rejections)) = reveal(&op, &scope, &items).await else { panic!("expected a rejection") };
    assert_eq!(rejections[0].code, RejectionCode::InsufficientCredits);
    assert_eq!(rejections[0].field, ["contactIds"]);
    assert_eq!(rejections[0].message, "This costs 51 credits; 50 are available.");
    assert_eq!(available(&op, &scope).await, "50");
    let keys: Vec<String> = items.iter().map(|item| item.value_key.clone()).collect();
    assert_eq!(ops::revealed(&op, &scope, &keys).await.expect("a look"), HashSet::new());
    assert_eq!(people::newest(&op, &scope, 100).await.len(), 1);
}

#[tokio::test]
async fn one_workspace_does_not_see_what_another_revealed() {
    let op = fresh().await;
    let credentials = people::credentials();
    let mine = people::registered(&op, &credentials, "ada@example.test").await.scope;
    let theirs = people::registered(&op, &credentials, "bob@example.test").await.scope;
    reveal(&op, &mine, &[item(RevealKind::Email, "a")]).await.expect("a reveal");
    assert!(ops::revealed(&op, &theirs, &["a".to_owned()]).await.expect("a look").is_empty());
    assert_eq!(reveal(&op, &theirs, &[item(RevealKind::Email, "a")]).await.expect("a reveal").charged, Credits::whole(1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_contact_revealed_by_many_at_once_is_charged_once() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    let mut tasks = JoinSet::new();
    for n in 0..12 {
        let op = op.clone();
        tasks.spawn(async move {
            let items = [item(RevealKind::Phone, "same"), item(RevealKind::Email, &format!("own {n}"))];
            reveal(&op, &scope, &items).await.expect("a reveal").charged
        });
    }
    let charged = tasks.join_all().await;
    assert_eq!(charged.iter().filter(|credits| **credits == Credits::whole(4)).count(), 1);
    assert_eq!(charged.iter().filter(|credits| **credits == Credits::whole(1)).count(), 11);
    assert_eq!(available(&op, &scope).await, "35");
    assert!(ops::prove(&op, &scope).await.expect("a proof").balanced);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_never_spend_more_than_there_is() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    let mut tasks = JoinSet::new();
    for n in 0..25 {
        let op = op.clone();
        tasks.spawn(async move { reveal(&op, &scope, &[item(RevealKind::Phone, &format!("p{n}"))]).await.is_ok() });
    }
    let done = tasks.join_all().await.into_iter().filter(|done| *done).count();
    assert_eq!((done, available(&op, &scope).await.as_str()), (16, "2"));
    let proof = ops::prove(&op, &scope).await.expect("a proof");
    assert_eq!((proof.entries, proof.balanced), (17, true));
}

#[tokio::test]
async fn a_thousand_contacts_can_be_revealed_at_a_time_and_no_more() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    let items: Vec<RevealItem> = (0..=ops::MOST_ITEMS).map(|n| item(RevealKind::Form, &format!("f{n}"))).collect();
    let revealed = reveal(&op, &scope, &items[1..]).await.expect("a reveal");
    assert_eq!((revealed.newly.len(), revealed.charged), (ops::MOST_ITEMS, Credits::ZERO));
    assert!(matches!(
        reveal(&op, &scope, &items).await,
        Err(Error::Rejected(rejections)) if rejections[0].code == RejectionCode::TooMany
    ));
}

#[tokio::test]
async fn a_viewer_sees_a_quote_and_reveals_nothing() {
    let op = fresh().await;
    let credentials = people::credentials();
    let owner = people::registered(&op, &credentials, "ada@example.test").await.scope;
    let viewer = people::member(&op, &credentials, &owner, "bob@example.test", Role::Viewer).await;
    let items = [item(RevealKind::Email, "a")];
    assert!(ops::quote_reveal(&op, &viewer, &items).await.is_ok());
    assert!(matches!(reveal(&op, &viewer, &items).await, Err(Error::Forbidden(_))));
    assert_eq!(available(&op, &owner).await, "50");
}
