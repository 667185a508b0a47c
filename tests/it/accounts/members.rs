//! Who is in a workspace: invitations, roles, leaving.

use std::time::Duration;

use glouton::{
    accounts::{
        Role, Scope,
        ops::{self, InviteMember},
    },
    platform::{
        error::{Error, RejectionCode, Result},
        op::Op,
    },
};

use crate::support::{
    fresh,
    people::{self, credentials},
};

async fn invite(op: &Op, scope: &Scope, email: &str, role: Role) -> Result<ops::Invited> {
    ops::invite_member(op, scope, InviteMember { email: email.to_owned(), role }).await
}

async fn roles(op: &Op, scope: &Scope) -> Vec<(String, Role)> {
    let members = ops::members(op, scope).await.expect("members");
    let mut roles: Vec<_> = members.into_iter().map(|member| (member.user.email, member.role)).collect();
    roles.sort();
    roles
}

fn code<T: std::fmt::Debug>(result: Result<T>) -> RejectionCode {
    match result {
        Err(Error::Rejected(rejections)) => rejections[0].code,
        other => panic!("expected a rejection, not {other:?}"),
    }
}

#[tokio::test]
async fn an_invited_person_becomes_a_member_once_they_accept() {
    let op = fresh().await;
    let owner = people::registered(&op, &credentials(), "ada@example.test").await.scope;
    let bob = people::registered(&op, &credentials(), "bob@example.test").await.scope;
    let invited = invite(&op, &owner, "Bob@Example.test", Role::Member).await.expect("an invitation");
    assert_eq!(ops::invitations(&op, &owner).await.expect("invitations"), std::slice::from_ref(&invited.invitation));
    let membership = ops::accept_invitation(&op, &bob, &invited.token).await.expect("a membership");
    assert_eq!((membership.workspace.id, membership.role), (owner.workspace(), Role::Member));
    assert_eq!(
        roles(&op, &owner).await,
        [("ada@example.test".to_owned(), Role::Owner), ("bob@example.test".to_owned(), Role::Member)]
    );
    assert!(ops::invitations(&op, &owner).await.expect("invitations").is_empty());
    assert_eq!(code(ops::accept_invitation(&op, &bob, &invited.token).await), RejectionCode::NotFound, "it is used up");
    assert_eq!(code(invite(&op, &owner, "bob@example.test", Role::Admin).await), RejectionCode::Taken);
}

#[tokio::test]
async fn an_invitation_is_for_its_address_alone_and_not_for_ever() {
    let op = fresh().await;
    let owner = people::registered(&op, &credentials(), "ada@example.test").await.scope;
    let bob = people::registered(&op, &credentials(), "bob@example.test").await.scope;
    let cleo = people::registered(&op, &credentials(), "cleo@example.test").await.scope;
    let first = invite(&op, &owner, "bob@example.test", Role::Member).await.expect("an invitation");
    assert_eq!(code(ops::accept_invitation(&op, &cleo, &first.token).await), RejectionCode::NotFound);
    let second = invite(&op, &owner, "bob@example.test", Role::Viewer).await.expect("another in its place");
    assert_eq!(code(ops::accept_invitation(&op, &bob, &first.token).await), RejectionCode::NotFound);
    op.clock.advance(Duration::from_secs(7 * 86_400));
    assert_eq!(code(ops::accept_invitation(&op, &bob, &second.token).await), RejectionCode::NotFound);
    assert!(ops::invitations(&op, &owner).await.expect("invitations").is_empty());
}

#[tokio::test]
async fn an_invitation_that_was_taken_back_opens_nothing() {
    let op = fresh().await;
    let owner = people::registered(&op, &credentials(), "ada@example.test").await.scope;
    let bob = people::registered(&op, &credentials(), "bob@example.test").await.scope;
    let invited = invite(&op, &owner, "bob@example.test", Role::Member).await.expect("an invitation");
    assert_eq!(code(ops::revoke_invitation(&op, &bob, invited.invitation.id).await), RejectionCode::NotFound);
    ops::revoke_invitation(&op, &owner, invited.invitation.id).await.expect("taken back");
    assert_eq!(code(ops::accept_invitation(&op, &bob, &invited.token).await), RejectionCode::NotFound);
}

#[tokio::test]
async fn members_and_viewers_invite_nobody_and_an_admin_no_owner() {
    let op = fresh().await;
    let owner = people::owner(&op).await;
    let admin = people::member(&op, &credentials(), &owner, "bob@example.test", Role::Admin).await;
    let member = people::member(&op, &credentials(), &owner, "cleo@example.test", Role::Member).await;
    assert!(matches!(invite(&op, &member, "dan@example.test", Role::Viewer).await, Err(Error::Forbidden(_))));
    assert!(matches!(ops::invitations(&op, &member).await, Err(Error::Forbidden(_))));
    assert!(matches!(invite(&op, &admin, "dan@example.test", Role::Owner).await, Err(Error::Forbidden(_))));
    assert!(invite(&op, &admin, "dan@example.test", Role::Admin).await.is_ok());
    assert_eq!(code(invite(&op, &admin, "dan", Role::Member).await), RejectionCode::Invalid);
}

#[tokio::test]
async fn roles_change_by_those_above_and_an_owner_always_remains() {
    let op = fresh().await;
    let owner = people::owner(&op).await;
    let admin = people::member(&op, &credentials(), &owner, "bob@example.test", Role::Admin).await;
    let member = people::member(&op, &credentials(), &owner, "cleo@example.test", Role::Member).await;
    let id = |scope: &Scope| scope.actor().user().expect("a person");

    assert!(matches!(ops::change_role(&op, &member, id(&member), Role::Admin).await, Err(Error::Forbidden(_))));
    assert!(matches!(ops::change_role(&op, &admin, id(&owner), Role::Viewer).await, Err(Error::Forbidden(_))));
    assert!(matches!(ops::remove_member(&op, &admin, id(&owner)).await, Err(Error::Forbidden(_))));
    assert_eq!(code(ops::change_role(&op, &owner, id(&owner), Role::Admin).await), RejectionCode::WrongState);
    assert_eq!(code(ops::remove_member(&op, &owner, id(&owner)).await), RejectionCode::WrongState);

    ops::change_role(&op, &admin, id(&member), Role::Viewer).await.expect("a change");
    ops::change_role(&op, &owner, id(&admin), Role::Owner).await.expect("a second owner");
    ops::remove_member(&op, &owner, id(&owner)).await.expect("one may leave when another owner remains");
    assert_eq!(
        roles(&op, &admin).await,
        [("bob@example.test".to_owned(), Role::Owner), ("cleo@example.test".to_owned(), Role::Viewer)]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_owners_who_step_down_at_once_leave_one() {
    let op = fresh().await;
    let owner = people::owner(&op).await;
    let second = people::member(&op, &credentials(), &owner, "bob@example.test", Role::Owner).await;
    let step_down = |scope: Scope| {
        let op = op.clone();
        tokio::spawn(async move { ops::remove_member(&op, &scope, scope.actor().user().expect("a person")).await.is_ok() })
    };
    let (one, two) = (step_down(owner), step_down(second));
    let gone = [one.await.expect("an end"), two.await.expect("an end")];
    assert_eq!(gone.iter().filter(|gone| **gone).count(), 1);
    assert_eq!(roles(&op, &owner).await.len(), 1);
}

#[tokio::test]
async fn what_a_person_of_another_workspace_is_cannot_be_changed_from_here() {
    let op = fresh().await;
    let mine = people::registered(&op, &credentials(), "ada@example.test").await.scope;
    let theirs = people::registered(&op, &credentials(), "bob@example.test").await.scope;
    let bob = theirs.actor().user().expect("a person");
    assert_eq!(code(ops::change_role(&op, &mine, bob, Role::Viewer).await), RejectionCode::NotFound);
    assert_eq!(code(ops::remove_member(&op, &mine, bob).await), RejectionCode::NotFound);
    assert_eq!(roles(&op, &theirs).await, [("bob@example.test".to_owned(), Role::Owner)]);
}
