//! Proving an address and choosing a new password by a mailed code.

use std::{fs, path::Path, sync::Arc, time::Duration};

use glouton::{
    accounts::{
        ops::{self, Login},
        tasks::{LETTER_TASK, LetterHandler},
    },
    platform::{
        error::{Error, RejectionCode, Result},
        mail::{self, Mail},
        op::Op,
        tasks::{self, Supervisor},
    },
};
use secrecy::{ExposeSecret as _, SecretString};

use crate::support::{
    fresh,
    people::{self, PASSWORD, caller, credentials, secret},
};

const NEW_PASSWORD: &str = "another long password";

/// Lets the supervisor send what waits; the mails in the folder, as texts.
async fn sent(op: &Op, folder: &Path) -> Vec<String> {
    let mail = mail::Settings {
        url: SecretString::from(format!("file://{}", folder.display())),
        from: "Glouton <glouton@example.test>".to_owned(),
    };
    let settings = tasks::Settings {
        lease_ms: 60_000,
        poll_ms: 10,
        concurrency: 2,
        workspace_concurrency: 0,
        ahead: 0,
        deadline_ms: 60_000,
        kinds: Vec::new(),
        max_attempts: 3,
        max_deaths: 3,
        backoff_ms: 10,
        max_backoff_ms: 10,
        stop_ms: 5_000,
    };
    let handler = LetterHandler { op: op.clone(), mail: Mail::new(&mail).expect("a folder for mail") };
    let running = Supervisor::new(op.clone(), settings).handle(LETTER_TASK, 2, Arc::new(handler)).start();
    running.until_idle().await.expect("the mails are sent");
    assert!(running.stop().await);
    let files = fs::read_dir(folder).expect("a folder");
    files.map(|file| fs::read_to_string(file.expect("a file").path()).expect("a mail")).collect()
}

/// The code in a mail.
fn code_in(mail: &str) -> SecretString {
    secret(mail.lines().find(|line| line.starts_with("glc_")).expect("a line with a code").trim())
}

async fn reset(op: &Op, code: &SecretString, password: &str) -> Result<glouton::accounts::User> {
    ops::reset_password(op, &credentials(), &caller(), code, &secret(password)).await
}

async fn can_log_in(op: &Op, password: &str) -> bool {
    let input = Login { email: "ada@example.test".to_owned(), password: secret(password) };
    ops::login(op, &credentials(), &caller(), input).await.is_ok()
}

fn rejected<T: std::fmt::Debug>(result: Result<T>) -> (RejectionCode, String) {
    match result {
        Err(Error::Rejected(rejections)) => (rejections[0].code, rejections[0].field.join(".")),
        other => panic!("expected a rejection, not {other:?}"),
    }
}

#[tokio::test]
async fn a_mailed_code_sets_a_new_password_once_and_ends_every_session() {
    let op = fresh().await;
    let folder = tempfile::tempdir().expect("a folder");
    let ada = people::registered(&op, &credentials(), "ada@example.test").await;
    ops::request_password_reset(&op, &credentials(), &caller(), "Ada@Example.test").await.expect("asked");
    let mails = sent(&op, folder.path()).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("To: ada@example.test"), "{}", mails[0]);

    let code = code_in(&mails[0]);
    assert_eq!(rejected(reset(&op, &code, "short").await), (RejectionCode::Invalid, "newPassword".to_owned()));
    let user = reset(&op, &code, NEW_PASSWORD).await.expect("a new password");
    assert!(user.email_verified, "whoever has the mail has the address");
    assert!(can_log_in(&op, NEW_PASSWORD).await && !can_log_in(&op, PASSWORD).await);
    let known = ops::authenticate(&op, &credentials(), ada.access.token.expose_secret(), None).await;
    assert!(matches!(known, Err(Error::Unauthenticated(_))));
    assert_eq!(rejected(reset(&op, &code, PASSWORD).await), (RejectionCode::Invalid, "code".to_owned()), "it is used up");
}

#[tokio::test]
async fn a_code_ends_after_an_hour() {
    let op = fresh().await;
    let folder = tempfile::tempdir().expect("a folder");
    people::registered(&op, &credentials(), "ada@example.test").await;
    ops::request_password_reset(&op, &credentials(), &caller(), "ada@example.test").await.expect("asked");
    let code = code_in(&sent(&op, folder.path()).await[0]);
    op.clock.advance(Duration::from_secs(3600));
    assert_eq!(rejected(reset(&op, &code, NEW_PASSWORD).await).0, RejectionCode::Invalid);
    assert!(can_log_in(&op, PASSWORD).await);
}

#[tokio::test]
async fn an_address_without_an_account_gets_the_same_answer_and_no_mail() {
    let op = fresh().await;
    let folder = tempfile::tempdir().expect("a folder");
    ops::request_password_reset(&op, &credentials(), &caller(), "nobody@example.test").await.expect("the same answer");
    assert!(sent(&op, folder.path()).await.is_empty());
    let malformed = ops::request_password_reset(&op, &credentials(), &caller(), "nobody").await;
    assert_eq!(rejected(malformed), (RejectionCode::Invalid, "email".to_owned()));
}

#[tokio::test]
async fn a_new_account_proves_its_address_where_the_operator_asks_for_it() {
    let op = fresh().await;
    let folder = tempfile::tempdir().expect("a folder");
    let mailing = people::credentials_of(|settings| settings.verify_email = true);
    let ada = people::registered(&op, &mailing, "ada@example.test").await;
    assert!(!ada.user.email_verified);
    let code = code_in(&sent(&op, folder.path()).await[0]);
    assert_eq!(rejected(reset(&op, &code, NEW_PASSWORD).await).0, RejectionCode::Invalid, "it is for the address alone");
    let user = ops::verify_email(&op, &mailing, &caller(), &code).await.expect("proved");
    assert!(user.email_verified);
    assert_eq!(rejected(ops::verify_email(&op, &mailing, &caller(), &code).await).0, RejectionCode::Invalid);
    let again = ops::request_email_verification(&op, &mailing, &caller(), &ada.scope).await;
    assert_eq!(rejected(again).0, RejectionCode::WrongState);
}

#[tokio::test]
async fn without_that_a_registration_mails_nothing() {
    let op = fresh().await;
    let folder = tempfile::tempdir().expect("a folder");
    let ada = people::registered(&op, &credentials(), "ada@example.test").await;
    assert!(sent(&op, folder.path()).await.is_empty());
    ops::request_email_verification(&op, &credentials(), &caller(), &ada.scope).await.expect("asked for");
    assert_eq!(sent(&op, folder.path()).await.len(), 1);
}
