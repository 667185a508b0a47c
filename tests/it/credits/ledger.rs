//! The ledger: it adds up whatever happens, and it shows when somebody tampers with it.

use glouton::{
    accounts::{self, Scope},
    credits::{Credits, EntryId, EntryKind, RevealItem, RevealKind, ops, rules::GENESIS},
    platform::{
        error::{Error, RejectionCode, Result},
        events::Signal,
        op::Op,
        page::PageRequest,
    },
};
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, TestRunner},
};
use sea_orm::ConnectionTrait as _;

use crate::support::{fresh, people};

async fn grant(op: &Op, workspace: &Scope, key: &str, amount: Credits) -> Result<glouton::credits::Entry> {
    let input = ops::Grant { workspace: workspace.workspace(), amount, description: "A gift".to_owned() };
    ops::grant(op, &Scope::system(workspace.workspace()), key, input).await
}

#[tokio::test]
async fn a_new_workspace_starts_with_its_credits_and_a_sound_ledger() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    let account = ops::account(&op, &scope).await.expect("an account");
    assert_eq!((account.available, account.held, account.entries), (Credits::whole(50), Credits::ZERO, 1));
    let entries = people::newest(&op, &scope, 10).await;
    assert_eq!(entries.len(), 1);
    assert_eq!((entries[0].kind, entries[0].number, entries[0].actor), (EntryKind::Grant, 1, None));
    assert_eq!(entries[0].previous_hash, GENESIS);
    let proof = ops::prove(&op, &scope).await.expect("a proof");
    assert_eq!((proof.entries, proof.balanced, proof.first_fault), (1, true, None));
    assert_eq!(proof.chain_head, entries[0].hash);
}

#[tokio::test]
async fn a_workspace_without_entries_has_nothing_and_is_balanced() {
    let op = fresh().await;
    let first = people::owner(&op).await;
    let empty = accounts::ops::create_workspace(&op, &first, "Another").await.expect("a workspace");
    let scope = Scope::system(empty.id);
    assert_eq!(ops::account(&op, &scope).await.expect("an account").available, Credits::ZERO);
    assert!(ops::prove(&op, &scope).await.expect("a proof").balanced);
}

#[tokio::test]
async fn a_grant_under_the_same_key_is_given_once() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    let first = grant(&op, &scope, "key 1", Credits::whole(5)).await.expect("a grant");
    let again = grant(&op, &scope, "key 1", Credits::whole(5)).await.expect("the same grant");
    assert_eq!(first, again);
    assert_eq!(ops::account(&op, &scope).await.expect("an account").available, Credits::whole(55));
    assert!(matches!(grant(&op, &scope, "key 1", Credits::whole(6)).await, Err(Error::Conflict(_))));
    assert!(matches!(grant(&op, &scope, "", Credits::whole(6)).await, Err(Error::Rejected(_))));
}

#[tokio::test]
async fn only_an_admin_of_the_installation_gives_credits() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    let input = || ops::Grant { workspace: scope.workspace(), amount: Credits::whole(1), description: "Mine".to_owned() };
    assert!(matches!(ops::grant(&op, &scope, "a", input()).await, Err(Error::Forbidden(_))));
    accounts::ops::set_installation_admin(&op, "Owner@Example.test", true).await.expect("an admin");
    let entry = ops::grant(&op, &scope, "a", input()).await.expect("a grant");
    assert_eq!(entry.actor, scope.actor().user());
}

#[tokio::test]
async fn a_grant_of_nothing_for_no_reason_or_to_nobody_is_rejected() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    let system = Scope::system(scope.workspace());
    let good = ops::Grant { workspace: scope.workspace(), amount: Credits::whole(1), description: "A gift".to_owned() };
    let nowhere = accounts::WorkspaceId::generate(op.now());
    for (input, field, code) in [
        (ops::Grant { amount: Credits::ZERO, ..good.clone() }, "amount", RejectionCode::OutOfRange),
        (ops::Grant { amount: Credits::whole(-1), ..good.clone() }, "amount", RejectionCode::OutOfRange),
        (ops::Grant { amount: Credits::from_micros(i64::MAX), ..good.clone() }, "amount", RejectionCode::OutOfRange),
        (ops::Grant { description: " ".to_owned(), ..good.clone() }, "description", RejectionCode::Required),
        (ops::Grant { description: "x".repeat(201), ..good.clone() }, "description", RejectionCode::TooLong),
        (ops::Grant { workspace: nowhere, ..good.clone() }, "workspaceId", RejectionCode::NotFound),
    ] {
        let Err(Error::Rejected(rejections)) = ops::grant(&op, &system, field, input).await else { panic!("{field}") };
        assert_eq!((rejections[0].code, rejections[0].field.join(".").as_str()), (code, field));
    }
    assert_eq!(people::newest(&op, &scope, 100).await.len(), 1);
}

#[tokio::test]
async fn a_grant_is_signalled_to_those_who_listen() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    let mut listener = op.bus.listen(ops::topic(scope.workspace()));
    grant(&op, &scope, "key", Credits::whole(1)).await.expect("a grant");
    assert_eq!(listener.next().await, Some(Signal::Changed(scope.workspace().0)));
}

async fn hold(op: &Op, scope: &Scope, amount: Credits) -> Result<EntryId> {
    let tx = op.db.write_tx().await?;
    let id = ops::hold_in(op, &tx, scope, amount, "run_1", "Set aside for a run").await?;
    tx.commit().await?;
    Ok(id)
}

async fn settle(op: &Op, scope: &Scope, hold: EntryId, spent: Credits) -> Result<()> {
    let tx = op.db.write_tx().await?;
    ops::settle_in(op, &tx, scope, hold, spent, "A run").await?;
    tx.commit().await?;
    Ok(())
}

#[tokio::test]
async fn a_hold_is_set_aside_and_what_was_not_spent_comes_back() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    let id = hold(&op, &scope, Credits::whole(20)).await.expect("a hold");
    let account = ops::account(&op, &scope).await.expect("an account");
    assert_eq!((account.available, account.held), (Credits::whole(30), Credits::whole(20)));
    settle(&op, &scope, id, Credits::whole(5)).await.expect("an end");
    let account = ops::account(&op, &scope).await.expect("an account");
    assert_eq!((account.available, account.held), (Credits::whole(45), Credits::ZERO));
    let kinds: Vec<EntryKind> = people::newest(&op, &scope, 10).await.into_iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [EntryKind::Capture, EntryKind::Release, EntryKind::Hold, EntryKind::Grant]);
    assert!(ops::prove(&op, &scope).await.expect("a proof").balanced);
}

#[tokio::test]
async fn a_hold_ends_once_and_only_where_it_was_made() {
    let op = fresh().await;
    let credentials = people::credentials();
    let scope = people::registered(&op, &credentials, "ada@example.test").await.scope;
    let other = people::registered(&op, &credentials, "bob@example.test").await.scope;
    let id = hold(&op, &scope, Credits::whole(20)).await.expect("a hold");
    assert!(matches!(settle(&op, &other, id, Credits::ZERO).await, Err(Error::NotFound(_))));
    assert!(matches!(settle(&op, &scope, id, Credits::whole(21)).await, Err(Error::Internal(_))));
    settle(&op, &scope, id, Credits::ZERO).await.expect("an end");
    assert!(matches!(settle(&op, &scope, id, Credits::ZERO).await, Err(Error::Conflict(_))));
    assert_eq!(ops::account(&op, &scope).await.expect("an account").available, Credits::whole(50));
}

#[tokio::test]
async fn entries_come_in_pages_without_gap_or_repetition() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    for n in 0..7 {
        grant(&op, &scope, &format!("key {n}"), Credits::whole(1)).await.expect("a grant");
    }
    let mut numbers = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let request = PageRequest::parse(Some(3), None, after.as_deref(), None, ops::ENTRY_ORDER).expect("a page");
        let page = ops::entries(&op, &scope, &request).await.expect("entries");
        after = page.items.last().map(|(cursor, _)| cursor.encode());
        numbers.extend(page.items.iter().map(|(_, entry)| entry.number));
        if !page.has_next {
            break;
        }
    }
    assert_eq!(numbers, [8, 7, 6, 5, 4, 3, 2, 1]);
}

#[tokio::test]
async fn a_ledger_that_was_tampered_with_does_not_prove() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    for n in 0..3 {
        grant(&op, &scope, &format!("key {n}"), Credits::whole(1)).await.expect("a grant");
    }
    for (change, undo, place) in [
        ("UPDATE credit_accounts SET available = available + 1", "UPDATE credit_accounts SET available = available - 1", 5),
        (
            "UPDATE credit_entries SET description = 'another' WHERE number = 2",
            "UPDATE credit_entries SET description = 'A gift' WHERE number = 2",
            2,
        ),
        (
            "UPDATE credit_entries SET amount = 2000000 WHERE number = 3",
            "UPDATE credit_entries SET amount = 1000000 WHERE number = 3",
            3,
        ),
    ] {
        op.db.write().execute_unprepared(change).await.expect("a change behind our back");
        let proof = ops::prove(&op, &scope).await.expect("a proof");
        assert_eq!((proof.balanced, proof.first_fault), (false, Some(place)), "{change}");
        op.db.write().execute_unprepared(undo).await.expect("the change undone");
    }
    assert!(ops::prove(&op, &scope).await.expect("a proof").balanced);
}

#[derive(Debug, Clone)]
enum Move {
    Grant(i64),
    Hold(i64),
    Settle(prop::sample::Index, i64),
    Reveal(Vec<u8>),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        (1_i64..5_000_000).prop_map(Move::Grant),
        (1_i64..20_000_000).prop_map(Move::Hold),
        (any::<prop::sample::Index>(), 0_i64..20_000_000).prop_map(|(which, spent)| Move::Settle(which, spent)),
        prop::collection::vec(0_u8..30, 0..6).prop_map(Move::Reveal),
    ];
    prop::collection::vec(one, 1..40)
}

#[tokio::test]
async fn any_sequence_of_moves_keeps_the_ledger_balanced() {
    let op = fresh().await;
    let credentials = people::credentials();
    let mut runner = TestRunner::new(Config::default());
    for round in 0..8 {
        let scope = people::registered(&op, &credentials, &format!("someone{round}@example.test")).await.scope;
        let moves = moves().new_tree(&mut runner).expect("moves").current();
        let mut holds = Vec::new();
        for (n, each) in moves.iter().enumerate() {
            // Whether a move succeeds is another test's matter; here it may fail, but never leave a wrong ledger.
            match each {
                Move::Grant(micros) => drop(grant(&op, &scope, &format!("{n}"), Credits::from_micros(*micros)).await),
                Move::Hold(micros) => holds.extend(hold(&op, &scope, Credits::from_micros(*micros)).await),
                Move::Settle(which, spent) if !holds.is_empty() => {
                    drop(settle(&op, &scope, *which.get(&holds), Credits::from_micros(*spent)).await);
                }
                Move::Settle(..) => {}
                Move::Reveal(keys) => {
                    let kind = |key: &u8| if key.is_multiple_of(2) { RevealKind::Email } else { RevealKind::Phone };
                    let items: Vec<RevealItem> =
                        keys.iter().map(|key| RevealItem { kind: kind(key), value_key: format!("v{key}") }).collect();
                    let tx = op.db.write_tx().await.expect("a transaction");
                    if ops::reveal_in(&op, &tx, &scope, &items, None).await.is_ok() {
                        tx.commit().await.expect("a commit");
                    }
                }
            }
        }
        let proof = ops::prove(&op, &scope).await.expect("a proof");
        assert!(proof.balanced, "fault at {:?} after {moves:?}", proof.first_fault);
        let account = ops::account(&op, &scope).await.expect("an account");
        assert!(!account.available.is_negative() && !account.held.is_negative());
    }
}
