//! The same request twice has one effect and one answer.

use std::time::Duration;

use glouton::{
    accounts::{
        Scope,
        idempotency::{self, Begun},
    },
    platform::{
        error::{Error, RejectionCode, Result},
        op::Op,
    },
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::support::{
    fresh,
    people::{self, credentials},
};

/// Answers under a key with `answer`, or with what was answered before.
async fn ask(op: &Op, scope: &Scope, operation: &'static str, key: &str, input: &str, answer: Value) -> Result<Value> {
    let tx = op.db.write_tx().await?;
    let answer = match idempotency::begin(op, &tx, scope, operation, key, &input).await? {
        Begun::Fresh(ticket) => {
            ticket.finish(&tx, &answer).await?;
            answer
        }
        Begun::Replay(before) => before,
    };
    tx.commit().await?;
    Ok(answer)
}

#[tokio::test]
async fn the_same_key_and_input_give_the_first_answer_for_a_day() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    assert_eq!(ask(&op, &scope, "start", "k", "in", json!({"n": 1})).await.ok(), Some(json!({"n": 1})));
    op.clock.advance(Duration::from_secs(23 * 3600));
    assert_eq!(ask(&op, &scope, "start", "k", "in", json!({"n": 2})).await.ok(), Some(json!({"n": 1})));
    op.clock.advance(Duration::from_secs(2 * 3600));
    assert_eq!(ask(&op, &scope, "start", "k", "in", json!({"n": 3})).await.ok(), Some(json!({"n": 3})));
}

#[tokio::test]
async fn the_same_key_with_another_input_is_a_conflict() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    ask(&op, &scope, "start", "k", "in", json!(1)).await.expect("an answer");
    assert!(matches!(ask(&op, &scope, "start", "k", "other", json!(2)).await, Err(Error::Conflict(_))));
    assert_eq!(ask(&op, &scope, "start", "k", "in", json!(3)).await.ok(), Some(json!(1)));
}

#[tokio::test]
async fn keys_of_other_operations_and_workspaces_do_not_meet() {
    let op = fresh().await;
    let mine = people::registered(&op, &credentials(), "ada@example.test").await.scope;
    let theirs = people::registered(&op, &credentials(), "bob@example.test").await.scope;
    ask(&op, &mine, "start", "k", "in", json!(1)).await.expect("an answer");
    assert_eq!(ask(&op, &mine, "stop", "k", "in", json!(2)).await.ok(), Some(json!(2)));
    assert_eq!(ask(&op, &theirs, "start", "k", "in", json!(3)).await.ok(), Some(json!(3)));
}

#[tokio::test]
async fn a_key_whose_work_failed_is_free_again() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    {
        let tx = op.db.write_tx().await.expect("a transaction");
        let begun = idempotency::begin(&op, &tx, &scope, "start", "k", &"in").await.expect("a beginning");
        assert!(matches!(begun, Begun::Fresh(_)));
    }
    assert_eq!(ask(&op, &scope, "start", "k", "other", json!(2)).await.ok(), Some(json!(2)));
}

#[tokio::test]
async fn missing_and_overlong_keys_are_rejected() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    for (key, code) in
        [("", RejectionCode::Required), ("  ", RejectionCode::Required), (&"k".repeat(201), RejectionCode::TooLong)]
    {
        let Err(Error::Rejected(rejections)) = ask(&op, &scope, "start", key, "in", json!(1)).await else { panic!("{key}") };
        assert_eq!((rejections[0].code, rejections[0].field.join(".").as_str()), (code, "idempotencyKey"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_requests_under_one_key_at_once_one_does_the_work() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    let mut tasks = JoinSet::new();
    for n in 0..10 {
        let op = op.clone();
        tasks.spawn(async move { ask(&op, &scope, "start", "k", "in", json!(n)).await.expect("an answer") });
    }
    let answers = tasks.join_all().await;
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[tokio::test]
async fn keys_of_more_than_a_day_ago_are_forgotten() {
    let op = fresh().await;
    let scope = people::owner(&op).await;
    ask(&op, &scope, "start", "old", "in", json!(1)).await.expect("an answer");
    op.clock.advance(Duration::from_secs(25 * 3600));
    ask(&op, &scope, "start", "new", "in", json!(1)).await.expect("an answer");
    assert_eq!(idempotency::purge(&op).await.ok(), Some(1));
}
