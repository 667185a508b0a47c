//! From credentials to a scope: tokens, keys, the workspace header, and streams that look again.

use std::time::Duration;

use glouton::{
    accounts::{
        Actor, ApiKeyId, Permission, Role, Scope, WorkspaceId,
        ops::{self, CreateApiKey, CreatedApiKey},
    },
    credits,
    platform::{
        error::{Error, RejectionCode},
        events::Signal,
        op::Op,
    },
};
use secrecy::ExposeSecret as _;

use crate::support::{
    fresh,
    people::{self, credentials},
};

fn wanted(role: Role) -> CreateApiKey {
    CreateApiKey { name: "Nightly import".to_owned(), role, permissions: Vec::new(), expires_at: None }
}

async fn key(op: &Op, scope: &Scope, input: CreateApiKey) -> CreatedApiKey {
    ops::create_api_key(op, scope, input).await.expect("a key")
}

async fn open(op: &Op, bearer: &str, workspace: Option<WorkspaceId>) -> Result<Scope, Error> {
    ops::authenticate(op, &credentials(), bearer, workspace).await.map(|known| known.scope)
}

#[tokio::test]
async fn a_header_opens_ones_own_other_workspace_and_no_foreign_one() {
    let op = fresh().await;
    let ada = people::registered(&op, &credentials(), "ada@example.test").await;
    let bob = people::registered(&op, &credentials(), "bob@example.test").await;
    let second = ops::create_workspace(&op, &ada.scope, "Second").await.expect("a workspace");
    let token = ada.access.token.expose_secret();
    assert_eq!(open(&op, token, None).await.map(|scope| scope.workspace()).ok(), Some(ada.scope.workspace()));
    assert_eq!(open(&op, token, Some(second.id)).await.map(|scope| scope.workspace()).ok(), Some(second.id));
    for foreign in [bob.scope.workspace(), WorkspaceId::generate(op.now())] {
        assert!(matches!(open(&op, token, Some(foreign)).await, Err(Error::NotFound(_))));
    }
}

#[tokio::test]
async fn texts_that_are_no_credential_open_nothing() {
    let op = fresh().await;
    let owner = people::owner(&op).await;
    let made = key(&op, &owner, wanted(Role::Member)).await;
    let secret = made.secret.expose_secret();
    let other_secret = format!("{}_{}", made.key.prefix, "0".repeat(32));
    for text in ["", "Bearer", "glk_", &secret[..secret.len() - 1], &other_secret, "a.b.c", &secret.to_uppercase()] {
        assert!(matches!(open(&op, text, None).await, Err(Error::Unauthenticated(_))), "{text}");
    }
}

#[tokio::test]
async fn a_key_opens_its_own_workspace_with_its_role() {
    let op = fresh().await;
    let owner = people::owner(&op).await;
    let made = key(&op, &owner, wanted(Role::Member)).await;
    let secret = made.secret.expose_secret();
    let scope = open(&op, secret, None).await.expect("a good key");
    assert_eq!((scope.workspace(), scope.role(), scope.actor()), (owner.workspace(), Role::Member, Actor::Key(made.key.id)));
    assert!(open(&op, secret, Some(owner.workspace())).await.is_ok());
    assert!(matches!(open(&op, secret, Some(WorkspaceId::generate(op.now()))).await, Err(Error::NotFound(_))));
    let listed = ops::api_keys(&op, &owner).await.expect("keys");
    assert_eq!(listed.len(), 1);
    assert!(secret.starts_with(&listed[0].prefix) && listed[0].last_used_at == Some(op.now()));
}

#[tokio::test]
async fn a_key_is_refused_the_moment_it_is_revoked_and_after_its_end() {
    let op = fresh().await;
    let owner = people::owner(&op).await;
    let short =
        key(&op, &owner, CreateApiKey { expires_at: Some(op.now().plus(Duration::from_secs(60))), ..wanted(Role::Viewer) }).await;
    let long = key(&op, &owner, wanted(Role::Viewer)).await;
    let known = ops::authenticate(&op, &credentials(), short.secret.expose_secret(), None).await.expect("a good key");
    assert_eq!(known.expires_at, short.key.expires_at);
    op.clock.advance(Duration::from_secs(60));
    assert!(open(&op, short.secret.expose_secret(), None).await.is_err());
    assert!(open(&op, long.secret.expose_secret(), None).await.is_ok());
    ops::revoke_api_key(&op, &owner, long.key.id).await.expect("revoked");
    assert!(open(&op, long.secret.expose_secret(), None).await.is_err());
    assert!(ops::revoke_api_key(&op, &owner, long.key.id).await.is_err(), "it is gone");
}

#[tokio::test]
async fn only_an_admin_makes_keys_and_none_stronger_than_themselves() {
    let op = fresh().await;
    let owner = people::owner(&op).await;
    let admin = people::member(&op, &credentials(), &owner, "bob@example.test", Role::Admin).await;
    let member = people::member(&op, &credentials(), &owner, "cleo@example.test", Role::Member).await;
    assert!(matches!(ops::create_api_key(&op, &member, wanted(Role::Viewer)).await, Err(Error::Forbidden(_))));
    let strong = key(&op, &admin, wanted(Role::Admin)).await;
    let by_key = open(&op, strong.secret.expose_secret(), None).await.expect("a good key");
    assert!(matches!(ops::create_api_key(&op, &by_key, wanted(Role::Viewer)).await, Err(Error::Forbidden(_))));
    let bad = CreateApiKey { name: String::new(), role: Role::Owner, permissions: Vec::new(), expires_at: Some(op.now()) };
    let Err(Error::Rejected(rejections)) = ops::create_api_key(&op, &admin, bad).await else { panic!("expected rejections") };
    let codes: Vec<RejectionCode> = rejections.iter().map(|rejection| rejection.code).collect();
    assert_eq!(codes, [RejectionCode::Required, RejectionCode::NotAllowed, RejectionCode::OutOfRange]);
}

#[tokio::test]
async fn a_key_does_no_more_than_its_maker_may_do_now() {
    let op = fresh().await;
    let owner = people::owner(&op).await;
    let admin = people::member(&op, &credentials(), &owner, "bob@example.test", Role::Admin).await;
    let made = key(&op, &admin, wanted(Role::Admin)).await;
    let bob = admin.actor().user().expect("a person");
    ops::change_role(&op, &owner, bob, Role::Viewer).await.expect("a change");
    assert_eq!(open(&op, made.secret.expose_secret(), None).await.map(|scope| scope.role()).ok(), Some(Role::Viewer));
    ops::remove_member(&op, &owner, bob).await.expect("removed");
    assert!(open(&op, made.secret.expose_secret(), None).await.is_err());
}

#[tokio::test]
async fn a_limited_key_does_what_it_was_made_for_and_nothing_else() {
    let op = fresh().await;
    let owner = people::owner(&op).await;
    let made = key(&op, &owner, CreateApiKey { permissions: vec![Permission::LeadsRead], ..wanted(Role::Admin) }).await;
    let scope = open(&op, made.secret.expose_secret(), None).await.expect("a good key");
    assert!(credits::ops::quote_reveal(&op, &scope, &[]).await.is_ok());
    assert!(matches!(credits::ops::account(&op, &scope).await, Err(Error::Forbidden(_))));
    assert!(matches!(ops::api_keys(&op, &scope).await, Err(Error::Forbidden(_))));
    let seen = ops::api_key(&op, &scope, made.key.id).await.expect("a look").expect("itself");
    assert_eq!(seen.permissions, [Permission::LeadsRead]);
}

#[tokio::test]
async fn keys_of_another_workspace_do_not_exist() {
    let op = fresh().await;
    let mine = people::registered(&op, &credentials(), "ada@example.test").await.scope;
    let theirs = people::registered(&op, &credentials(), "bob@example.test").await.scope;
    let made = key(&op, &theirs, wanted(Role::Member)).await;
    assert!(ops::api_key(&op, &mine, made.key.id).await.expect("a look").is_none());
    assert!(ops::api_keys(&op, &mine).await.expect("keys").is_empty());
    assert!(matches!(
        ops::revoke_api_key(&op, &mine, made.key.id).await,
        Err(Error::Rejected(rejections)) if rejections[0].code == RejectionCode::NotFound
    ));
    assert!(open(&op, made.secret.expose_secret(), None).await.is_ok());
    assert!(ops::api_key(&op, &mine, ApiKeyId::generate(op.now())).await.expect("a look").is_none());
}

#[tokio::test]
async fn a_stream_learns_that_its_session_was_revoked_or_its_role_changed() {
    let op = fresh().await;
    let owner = people::registered(&op, &credentials(), "ada@example.test").await;
    let known = ops::authenticate(&op, &credentials(), owner.access.token.expose_secret(), None).await.expect("a token");
    let mut listener = op.bus.listen(ops::access_topic(known.scope.actor()).expect("a person has a topic"));
    assert!(ops::recheck(&op, &known).await.is_ok());

    let second = people::member(&op, &credentials(), &owner.scope, "bob@example.test", Role::Owner).await;
    ops::change_role(&op, &second, owner.user.id, Role::Member).await.expect("a change");
    assert_eq!(listener.next().await, Some(Signal::Changed(owner.user.id.0)));
    assert!(matches!(ops::recheck(&op, &known).await, Err(Error::Unauthenticated(_))));

    ops::change_role(&op, &second, owner.user.id, Role::Owner).await.expect("a change back");
    assert!(ops::recheck(&op, &known).await.is_ok());
    ops::logout(&op, &owner.scope).await.expect("signed out");
    assert!(matches!(ops::recheck(&op, &known).await, Err(Error::Unauthenticated(_))));
}

#[tokio::test]
async fn a_stream_ends_with_its_token_or_its_key() {
    let op = fresh().await;
    let owner = people::registered(&op, &credentials(), "ada@example.test").await;
    let made = key(&op, &owner.scope, wanted(Role::Member)).await;
    let by_token = ops::authenticate(&op, &credentials(), owner.access.token.expose_secret(), None).await.expect("a token");
    let by_key = ops::authenticate(&op, &credentials(), made.secret.expose_secret(), None).await.expect("a key");
    op.clock.advance(Duration::from_secs(30 * 60));
    assert!(ops::recheck(&op, &by_token).await.is_err() && ops::recheck(&op, &by_key).await.is_ok());
    let mut listener = op.bus.listen(ops::access_topic(by_key.scope.actor()).expect("a key has a topic"));
    ops::revoke_api_key(&op, &owner.scope, made.key.id).await.expect("revoked");
    assert!(listener.any().await.is_some());
    assert!(ops::recheck(&op, &by_key).await.is_err());
}
