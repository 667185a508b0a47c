//! Sending mail: over SMTP, into a folder, or nowhere but the log. Does not belong here: what a mail says, and to whom it may go.

use std::{io, path::PathBuf, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::ids::random_bytes;

/// How long one delivery to the mail server may take.
const DEADLINE: Duration = Duration::from_secs(30);

/// `mail.*` of the configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// `smtps://user:password@host:465`, `smtp://host:25`, `smtp://host:587?tls=required`, `file:///folder`, or `log:`, which
    /// sends nothing and notes that a mail would have gone.
    pub url: SecretString,
    /// Who it comes from: "Glouton <glouton@example.com>".
    pub from: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self { url: SecretString::from("log:"), from: "Glouton <glouton@localhost>".to_owned() }
    }
}

/// Why mail cannot be set up; one sentence for the operator, without the password that the address may hold.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The address is of no known kind.
    #[error("mail.url must begin with smtp://, smtps://, file:/// or be log:")]
    Url,
    /// The sender is no address.
    #[error("mail.from must be an address like \"Glouton <glouton@example.com>\"")]
    From,
    /// The folder cannot be made.
    #[error("the folder of mail.url cannot be written: {0}")]
    Folder(io::Error),
}

/// Why a mail did not go.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// It will never go: the address is none, or the server refuses it for good.
    #[error("the mail was refused: {0}")]
    Refused(String),
    /// It may go later.
    #[error("the mail could not be handed over: {0}")]
    Later(String),
}

/// A mail to one person, plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Where mail goes. Clones share the connections.
#[derive(Debug, Clone)]
pub struct Mail {
    from: Mailbox,
    way: Way,
}

#[derive(Debug, Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    File(PathBuf),
    Log,
}

impl Mail {
    /// Sets up mail; connects to nothing yet.
    ///
    /// # Errors
    /// [`SetupError`].
    pub fn new(settings: &Settings) -> Result<Self, SetupError> {
        let from = settings.from.parse().map_err(|_| SetupError::From)?;
        let url = settings.url.expose_secret();
        let way = if url == "log:" {
            Way::Log
        } else if let Some(folder) = url.strip_prefix("file://") {
            let folder = PathBuf::from(folder);
            std::fs::create_dir_all(&folder).map_err(SetupError::Folder)?;
            Way::File(folder)
        } else if url.starts_with("smtp://") || url.starts_with("smtps://") {
            let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| SetupError::Url)?;
            Way::Smtp(builder.timeout(Some(DEADLINE)).build())
        } else {
            return Err(SetupError::Url);
        };
        Ok(Self { from, way })
    }

    /// Hands a mail over.
    ///
    /// # Errors
    /// [`SendError`], which says whether trying again makes sense.
    pub async fn send(&self, letter: &Letter) -> Result<(), SendError> {
        let refused = |error: &dyn std::fmt::Display| SendError::Refused(error.to_string());
        let message = Message::builder()
            .from(self.from.clone())
            .to(letter.to.parse().map_err(|error: lettre::address::AddressError| refused(&error))?)
            .subject(letter.subject.as_str())
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone())
            .map_err(|error| refused(&error))?;
        match &self.way {
            Way::Smtp(transport) => match transport.send(message).await {
                Ok(_) => Ok(()),
                Err(error) if error.is_permanent() => Err(refused(&error)),
                Err(error) => Err(SendError::Later(error.to_string())),
            },
            Way::File(folder) => {
                let name = format!("{}.eml", uuid::Uuid::from_bytes(random_bytes()));
                tokio::fs::write(folder.join(name), message.formatted())
                    .await
                    .map_err(|error| SendError::Later(error.to_string()))
            }
            Way::Log => {
                tracing::warn!(subject = letter.subject, "a mail was not sent, because mail.url is not set");
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
        net::TcpListener,
    };

    use super::*;

    fn mail(url: &str) -> Result<Mail, SetupError> {
        Mail::new(&Settings { url: SecretString::from(url), from: "Glouton <glouton@example.test>".to_owned() })
    }

    fn letter() -> Letter {
        Letter { to: "ada@example.test".to_owned(), subject: "Grüße".to_owned(), text: "Ein Code:\n42".to_owned() }
    }

    /// A mail server for one connection that answers `verdict` to the recipient; gives what it was told.
    async fn server(verdict: &'static str) -> (String, tokio::task::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        #[allow(clippy::disallowed_methods)] // the test plays the server
        let told = tokio::spawn(async move {
            let (socket, _) = listener.accept().await.expect("a client");
            let (read, mut write) = socket.into_split();
            let mut lines = BufReader::new(read).lines();
            let mut told = Vec::new();
            write.write_all(b"220 mail.example.test\r\n").await.expect("a greeting");
            let mut in_data = false;
            while let Ok(Some(line)) = lines.next_line().await {
                told.push(line.clone());
                let answer = match line.split([' ', ':']).next() {
                    _ if in_data && line != "." => continue,
                    Some("EHLO") => "250 mail.example.test",
                    Some("DATA") => "354 go on",
                    Some("RCPT") => verdict,
                    Some("QUIT") => "221 bye",
                    _ => "250 ok",
                };
                in_data = line == "DATA";
                let _ = write.write_all(format!("{answer}\r\n").as_bytes()).await;
                if line == "." || line == "QUIT" {
                    break;
                }
            }
            told
        });
        (url, told)
    }

    #[tokio::test]
    async fn a_mail_reaches_the_server_whole() {
        let (url, told) = server("250 ok").await;
        mail(&url).expect("set up").send(&letter()).await.expect("sent");
        let told = told.await.expect("what the server was told");
        assert!(told.iter().any(|line| line == "MAIL FROM:<glouton@example.test>"), "{told:?}");
        assert!(told.iter().any(|line| line == "RCPT TO:<ada@example.test>"), "{told:?}");
        assert!(told.iter().any(|line| line.starts_with("Subject: =?utf-8?b?")), "{told:?}");
        assert!(told.iter().any(|line| line == "42"), "{told:?}");
    }

    #[tokio::test]
    async fn a_refusal_for_good_is_told_from_one_for_now() {
        for (verdict, for_good) in [("550 no such person", true), ("451 later", false)] {
            let (url, _told) = server(verdict).await;
            let error = mail(&url).expect("set up").send(&letter()).await.expect_err("refused");
            assert_eq!(matches!(error, SendError::Refused(_)), for_good, "{error}");
        }
    }

    #[tokio::test]
    async fn a_server_that_is_away_may_be_back_later() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        drop(listener);
        assert!(matches!(mail(&url).expect("set up").send(&letter()).await, Err(SendError::Later(_))));
    }

    #[tokio::test]
    async fn mail_into_a_folder_is_one_file_each() {
        let folder = tempfile::tempdir().expect("a folder");
        let mail = mail(&format!("file://{}", folder.path().join("mail").display())).expect("set up");
        mail.send(&letter()).await.expect("sent");
        mail.send(&letter()).await.expect("sent");
        assert_eq!(std::fs::read_dir(folder.path().join("mail")).expect("a folder").count(), 2);
    }

    #[tokio::test]
    async fn a_text_that_is_no_address_is_refused() {
        let mail = mail("log:").expect("set up");
        assert!(mail.send(&letter()).await.is_ok());
        for to in ["", "ada", "ada@example.test\r\nBcc: bob@example.test"] {
            assert!(matches!(mail.send(&Letter { to: to.to_owned(), ..letter() }).await, Err(SendError::Refused(_))), "{to}");
        }
    }

    #[test]
    fn what_cannot_be_set_up_is_told_without_the_password() {
        for url in ["", "http://example.test", "smtp:", "smtps://user:hush@"] {
            let error = mail(url).expect_err(url).to_string();
            assert!(!error.contains("hush"), "{error}");
        }
        let settings = Settings { from: "nobody".to_owned(), ..Settings::default() };
        assert!(matches!(Mail::new(&settings), Err(SetupError::From)));
    }
}
