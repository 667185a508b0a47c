//! Registering, signing in and out, refreshing, and the rate of attempts.

use std::time::Duration;

use glouton::{
    accounts::{
        Actor, Caller, Limits, Role,
        ops::{self, ChangePassword, Login, SignedIn},
    },
    credits,
    platform::{
        error::{Error, RejectionCode, Result},
        op::Op,
    },
};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::task::JoinSet;

use crate::support::{
    fresh,
    people::{self, PASSWORD, caller, credentials, form, secret},
};

async fn login(op: &Op, email: &str, password: &str) -> Result<SignedIn> {
    let input = Login { email: email.to_owned(), password: secret(password) };
    ops::login(op, &credentials(), &caller(), input).await
}

async fn refresh(op: &Op, token: &SecretString) -> Result<SignedIn> {
    ops::refresh_session(op, &credentials(), &caller(), token).await
}

async fn is_good(op: &Op, signed_in: &SignedIn) -> bool {
    ops::authenticate(op, &credentials(), signed_in.access.token.expose_secret(), None).await.is_ok()
}

fn code(result: Result<SignedIn>) -> (RejectionCode, String) {
    match result {
        Err(Error::Rejected(rejections)) => (rejections[0].code, rejections[0].field.join(".")),
        other => panic!("expected a rejection, not {other:?}"),
    }
}

#[tokio::test]
async fn registering_makes_a_user_who_owns_a_workspace_with_credits() {
    let op = fresh().await;
    let signed_in = people::registered(&op, &credentials(), " Ada@Example.Test ").await;
    assert_eq!(signed_in.user.email, "ada@example.test");
    assert_eq!((signed_in.scope.role(), signed_in.scope.actor().user()), (Role::Owner, Some(signed_in.user.id)));
    let memberships = ops::viewer(&op, &signed_in.scope).await.expect("a look").expect("a person").memberships;
    assert_eq!(memberships.len(), 1);
    assert_eq!((memberships[0].role, memberships[0].workspace.name.as_str()), (Role::Owner, "Ada Byron"));
    let account = credits::ops::account(&op, &signed_in.scope).await.expect("an account");
    assert_eq!(account.available.to_string(), "50");
    assert!(is_good(&op, &signed_in).await);
}

#[tokio::test]
async fn all_mistakes_of_a_registration_are_told_at_once_and_nothing_is_written() {
    let op = fresh().await;
    let mut input = form("ada@");
    input.password = secret("short");
    input.name = " ".to_owned();
    input.workspace_name = Some("x".repeat(500));
    let settings = credits::Settings::default();
    let Err(Error::Rejected(rejections)) = credits::ops::register(&op, &credentials(), &settings, &caller(), input).await else {
        panic!("expected rejections")
    };
    let fields: Vec<String> = rejections.iter().map(|rejection| rejection.field.join(".")).collect();
    assert_eq!(fields, ["email", "password", "name", "workspaceName"]);
}

#[tokio::test]
async fn an_address_registers_once_in_any_writing() {
    let op = fresh().await;
    people::registered(&op, &credentials(), "ada@example.test").await;
    let settings = credits::Settings::default();
    let again = credits::ops::register(&op, &credentials(), &settings, &caller(), form("ADA@example.test")).await;
    assert_eq!(code(again), (RejectionCode::Taken, "email".to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_registrations_of_one_address_at_once_one_succeeds() {
    let op = fresh().await;
    let mut tasks = JoinSet::new();
    for _ in 0..8 {
        let op = op.clone();
        tasks.spawn(async move {
            let settings = credits::Settings::default();
            match credits::ops::register(&op, &credentials(), &settings, &caller(), form("ada@example.test")).await {
                Ok(_) => true,
                Err(Error::Rejected(rejections)) => {
                    assert_eq!(rejections[0].code, RejectionCode::Taken);
                    false
                }
                Err(other) => panic!("{other:?}"),
            }
        });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|done| *done).count(), 1);
}

#[tokio::test]
async fn strangers_may_not_register_where_the_operator_closed_it_and_the_operator_may() {
    let op = fresh().await;
    let closed = people::credentials_of(|settings| settings.registration = false);
    let settings = credits::Settings::default();
    let stranger = credits::ops::register(&op, &closed, &settings, &caller(), form("ada@example.test")).await;
    assert!(matches!(stranger, Err(Error::Forbidden(_))));
    let operator = credits::ops::register(&op, &closed, &settings, &Caller::default(), form("ada@example.test")).await;
    assert!(operator.is_ok());
}

#[tokio::test]
async fn the_right_password_signs_in_and_nothing_else_tells_a_stranger_more() {
    let op = fresh().await;
    let registered = people::registered(&op, &credentials(), "ada@example.test").await;
    let signed_in = login(&op, "Ada@example.test", PASSWORD).await.expect("a sign-in");
    assert_eq!((signed_in.user.id, signed_in.scope.workspace()), (registered.user.id, registered.scope.workspace()));
    assert!(is_good(&op, &signed_in).await && is_good(&op, &registered).await);

    let wrong = format!("{:?}", login(&op, "ada@example.test", "another password").await);
    assert_eq!(wrong, format!("{:?}", login(&op, "nobody@example.test", PASSWORD).await));
    assert_eq!(wrong, format!("{:?}", login(&op, "ada@example.test", &"x".repeat(100_000)).await));
    assert!(wrong.contains("Invalid"), "{wrong}");
    assert_eq!(code(login(&op, "ada", PASSWORD).await), (RejectionCode::Invalid, "email".to_owned()));
    assert_eq!(code(login(&op, "ada@example.test", "").await), (RejectionCode::Required, "password".to_owned()));
}

#[tokio::test]
async fn a_password_hashed_at_an_old_cost_is_hashed_anew_at_the_next_sign_in() {
    let op = fresh().await;
    let old = people::credentials_of(|settings| settings.password_cost.memory_kib = 16);
    people::registered(&op, &old, "ada@example.test").await;
    login(&op, "ada@example.test", PASSWORD).await.expect("a sign-in");
    login(&op, "ada@example.test", PASSWORD).await.expect("a sign-in with the new hash");
}

#[tokio::test]
async fn a_refresh_token_is_good_once_and_gives_the_next() {
    let op = fresh().await;
    let first = people::registered(&op, &credentials(), "ada@example.test").await;
    op.clock.advance(Duration::from_secs(31 * 60));
    assert!(!is_good(&op, &first).await, "an access token ends after 30 minutes");
    let second = refresh(&op, &first.refresh_token).await.expect("a new pair");
    assert!(is_good(&op, &second).await);
    let third = refresh(&op, &second.refresh_token).await.expect("a new pair");
    assert_ne!(second.refresh_token.expose_secret(), third.refresh_token.expose_secret());
    assert_eq!(ops::sessions(&op, &third.scope).await.expect("sessions").len(), 1, "it is the same session");
}

#[tokio::test]
async fn a_refresh_token_that_comes_twice_ends_the_session_for_thief_and_owner() {
    let op = fresh().await;
    let first = people::registered(&op, &credentials(), "ada@example.test").await;
    let elsewhere = login(&op, "ada@example.test", PASSWORD).await.expect("another device");
    let second = refresh(&op, &first.refresh_token).await.expect("a new pair");
    assert!(matches!(refresh(&op, &first.refresh_token).await, Err(Error::Unauthenticated(_))));
    assert!(!is_good(&op, &second).await, "the access token of the stolen session is refused at once");
    assert!(matches!(refresh(&op, &second.refresh_token).await, Err(Error::Unauthenticated(_))));
    assert!(is_good(&op, &elsewhere).await, "other devices are not concerned");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_uses_of_a_refresh_token_at_once_at_most_one_succeeds() {
    let op = fresh().await;
    let first = people::registered(&op, &credentials(), "ada@example.test").await;
    let mut tasks = JoinSet::new();
    for _ in 0..8 {
        let (op, token) = (op.clone(), first.refresh_token.clone());
        tasks.spawn(async move { refresh(&op, &token).await.is_ok() });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|done| *done).count(), 1);
}

#[tokio::test]
async fn a_session_that_was_not_used_for_a_week_has_ended() {
    let op = fresh().await;
    let first = people::registered(&op, &credentials(), "ada@example.test").await;
    op.clock.advance(Duration::from_secs(6 * 86_400));
    let second = refresh(&op, &first.refresh_token).await.expect("a new pair");
    op.clock.advance(Duration::from_secs(7 * 86_400));
    assert!(matches!(refresh(&op, &second.refresh_token).await, Err(Error::Unauthenticated(_))));
}

#[tokio::test]
async fn texts_that_are_no_refresh_token_are_refused() {
    let op = fresh().await;
    let signed_in = people::registered(&op, &credentials(), "ada@example.test").await;
    for text in ["", "glr_", "null", signed_in.access.token.expose_secret()] {
        assert!(matches!(refresh(&op, &secret(text)).await, Err(Error::Unauthenticated(_))), "{text}");
    }
}

#[tokio::test]
async fn signing_out_ends_this_session_at_once_and_no_other() {
    let op = fresh().await;
    let here = people::registered(&op, &credentials(), "ada@example.test").await;
    let there = login(&op, "ada@example.test", PASSWORD).await.expect("another device");
    ops::logout(&op, &here.scope).await.expect("signed out");
    assert!(!is_good(&op, &here).await && is_good(&op, &there).await);
    assert!(matches!(refresh(&op, &here.refresh_token).await, Err(Error::Unauthenticated(_))));
}

#[tokio::test]
async fn one_lists_and_revokes_ones_own_sessions_only() {
    let op = fresh().await;
    let here = people::registered(&op, &credentials(), "ada@example.test").await;
    op.clock.advance(Duration::from_secs(60));
    let there = login(&op, "ada@example.test", PASSWORD).await.expect("another device");
    let stranger = people::registered(&op, &credentials(), "bob@example.test").await;

    let sessions = ops::sessions(&op, &here.scope).await.expect("sessions");
    assert_eq!(sessions.iter().map(|session| session.current).collect::<Vec<_>>(), [false, true]);
    assert_eq!(sessions[0].user_agent.as_deref(), Some("an invented browser"));

    let theirs = sessions[0].id;
    assert_eq!(
        ops::revoke_session(&op, &stranger.scope, theirs).await.map_err(|error| error.operator_message()),
        Err("There is no such session.".to_owned())
    );
    assert!(is_good(&op, &there).await);
    ops::revoke_session(&op, &here.scope, theirs).await.expect("revoked");
    assert!(!is_good(&op, &there).await && is_good(&op, &here).await);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_the_old_password() {
    let op = fresh().await;
    let here = people::registered(&op, &credentials(), "ada@example.test").await;
    let there = login(&op, "ada@example.test", PASSWORD).await.expect("another device");
    let change = async |current: &str, new: &str| {
        let input = ChangePassword { current: secret(current), new: secret(new) };
        ops::change_password(&op, &credentials(), &caller(), &here.scope, input).await.map_err(|e| e.operator_message())
    };
    assert!(change("a wrong password", "a new long password").await.is_err());
    assert!(change(PASSWORD, "short").await.is_err());
    assert!(is_good(&op, &there).await);
    change(PASSWORD, "a new long password").await.expect("a change");
    assert!(is_good(&op, &here).await && !is_good(&op, &there).await);
    assert!(login(&op, "ada@example.test", PASSWORD).await.is_err());
    assert!(login(&op, "ada@example.test", "a new long password").await.is_ok());
}

#[tokio::test]
async fn attempts_are_limited_by_address_and_by_account() {
    let op = fresh().await;
    let limits = Limits { login_per_minute: 3, login_per_account_per_minute: 5, ..Limits::default() };
    let limited = people::credentials_with(limits);
    people::registered(&op, &limited, "ada@example.test").await;
    let attempt = async |email: &str, address: &str, password: &str| {
        let caller = Caller { address: address.parse().ok(), user_agent: None };
        let input = Login { email: email.to_owned(), password: secret(password) };
        ops::login(&op, &limited, &caller, input).await
    };
    for _ in 0..3 {
        assert!(matches!(attempt("ada@example.test", "192.0.2.1", "a guess or two").await, Err(Error::Rejected(_))));
    }
    let Err(Error::RateLimited { retry_after }) = attempt("bob@example.test", "192.0.2.1", PASSWORD).await else {
        panic!("a fourth attempt from one address in a minute")
    };
    assert_eq!(retry_after, Duration::from_secs(20));
    assert!(attempt("ada@example.test", "192.0.2.2", "a guess or two").await.is_err());
    assert!(attempt("ada@example.test", "192.0.2.3", "a guess or two").await.is_err());
    assert!(matches!(attempt("ada@example.test", "192.0.2.4", PASSWORD).await, Err(Error::RateLimited { .. })));
    op.clock.advance(Duration::from_secs(60));
    assert!(attempt("ada@example.test", "192.0.2.4", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn what_ended_long_ago_is_forgotten_and_what_lives_is_kept() {
    let op = fresh().await;
    let old = people::registered(&op, &credentials(), "ada@example.test").await;
    op.clock.advance(Duration::from_secs(60 * 86_400));
    let new = login(&op, "ada@example.test", PASSWORD).await.expect("a sign-in");
    assert_eq!(ops::purge(&op, &credentials()).await.expect("a purge"), 2, "a token and a session");
    assert!(matches!(refresh(&op, &old.refresh_token).await, Err(Error::Unauthenticated(_))));
    assert!(is_good(&op, &new).await);
    assert_eq!(ops::purge(&op, &credentials()).await.expect("a purge"), 0);
}

#[tokio::test]
async fn a_workspace_made_later_can_be_switched_to() {
    let op = fresh().await;
    let signed_in = people::registered(&op, &credentials(), "ada@example.test").await;
    let second = ops::create_workspace(&op, &signed_in.scope, "Second").await.expect("a workspace");
    let (token, scope) =
        ops::switch_workspace(&op, &credentials(), &signed_in.scope, second.id).await.expect("the other workspace");
    assert_eq!((scope.workspace(), scope.role()), (second.id, Role::Owner));
    let known = ops::authenticate(&op, &credentials(), token.token.expose_secret(), None).await.expect("a good token");
    assert_eq!(known.scope, scope);
    let refreshed = refresh(&op, &signed_in.refresh_token).await.expect("a new pair");
    assert_eq!(refreshed.scope.workspace(), second.id, "the session stays where it was switched to");

    let stranger = people::registered(&op, &credentials(), "bob@example.test").await;
    let denied = ops::switch_workspace(&op, &credentials(), &stranger.scope, second.id).await;
    assert!(matches!(denied, Err(Error::Rejected(rejections)) if rejections[0].code == RejectionCode::NotFound));
    assert!(matches!(stranger.scope.actor(), Actor::User(..)));
}
