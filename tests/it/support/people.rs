//! Fictional people with accounts, and what signing in needs.

use std::net::{IpAddr, Ipv4Addr};

use glouton::{
    accounts::{self, Caller, Credentials, Limits, Role, Scope, ops::SignedIn},
    credits,
    platform::{crypto::PasswordCost, op::Op, page::PageRequest},
};
use secrecy::{ExposeSecret as _, SecretString};

/// The password of everybody.
pub const PASSWORD: &str = "correct horse battery";

/// Credentials with the least password work and no limits.
pub fn credentials() -> Credentials {
    credentials_with(Limits { enabled: false, ..Limits::default() })
}

/// Credentials with the least password work and these limits.
pub fn credentials_with(limits: Limits) -> Credentials {
    set_up(&settings(), limits)
}

/// Credentials with settings of one's own.
pub fn credentials_of(change: impl FnOnce(&mut accounts::Settings)) -> Credentials {
    let mut settings = settings();
    change(&mut settings);
    set_up(&settings, Limits { enabled: false, ..Limits::default() })
}

fn settings() -> accounts::Settings {
    accounts::Settings { password_cost: PasswordCost::cheap(), ..accounts::Settings::default() }
}

fn set_up(settings: &accounts::Settings, limits: Limits) -> Credentials {
    Credentials::new(settings, limits, &secret("an invented secret for tests alone, 42")).expect("good settings")
}

/// A caller from the net.
pub fn caller() -> Caller {
    Caller { address: Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7))), user_agent: Some("an invented browser".to_owned()) }
}

/// A secret text.
pub fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

/// The form of someone with this address.
pub fn form(email: &str) -> accounts::ops::Register {
    accounts::ops::Register {
        email: email.to_owned(),
        password: secret(PASSWORD),
        name: "Ada Byron".to_owned(),
        workspace_name: None,
    }
}

/// Registers someone with 50 credits.
pub async fn registered(op: &Op, credentials: &Credentials, email: &str) -> SignedIn {
    credits::ops::register(op, credentials, &credits::Settings::default(), &caller(), form(email))
        .await
        .expect("someone can register")
}

/// The scope of the owner of a new workspace with 50 credits.
pub async fn owner(op: &Op) -> Scope {
    registered(op, &credentials(), "owner@example.test").await.scope
}

/// Registers someone and takes them into the owner's workspace; the scope of them in it.
pub async fn member(op: &Op, credentials: &Credentials, owner: &Scope, email: &str, role: Role) -> Scope {
    let own = registered(op, credentials, email).await;
    let invitation = accounts::ops::InviteMember { email: email.to_owned(), role };
    let invited = accounts::ops::invite_member(op, owner, invitation).await.expect("an invitation");
    accounts::ops::accept_invitation(op, &own.scope, &invited.token).await.expect("a membership");
    let token = own.access.token.expose_secret();
    accounts::ops::authenticate(op, credentials, token, Some(owner.workspace())).await.expect("a member").scope
}

/// The newest entries of a workspace's ledger, the newest first.
pub async fn newest(op: &Op, scope: &Scope, limit: u64) -> Vec<credits::Entry> {
    let page = PageRequest::first(limit, credits::ops::ENTRY_ORDER);
    let page = credits::ops::entries(op, scope, &page).await.expect("entries");
    page.items.into_iter().map(|(_, entry)| entry).collect()
}
