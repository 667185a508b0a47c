//! The conversation with a mail server: as far as "would you take mail for this address?", never further. One connection, at most
//! seven lines, no retry.

use std::time::Duration;

use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
};

use super::levels::{Mailbox, judge};
use crate::platform::{
    egress::{
        Egress, Pace,
        pace::{Outcome, Turn},
    },
    ids,
};

/// Longest answer that is read, bytes.
const MOST_BYTES: u64 = 16 * 1_024;
/// Mail exchangers tried.
const SERVERS: usize = 2;

/// How this side presents itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asker<'a> {
    /// After EHLO.
    pub helo: &'a str,
    /// In MAIL FROM.
    pub sender: &'a str,
    /// For the whole conversation.
    pub deadline: Duration,
}

/// Asks the mail exchangers of a domain, the best first, whether they would take mail for `address`; each in its turn.
pub(super) async fn ask(egress: &Egress, pace: &Pace, exchangers: &[String], address: &str, asker: Asker<'_>) -> Mailbox {
    for server in exchangers.iter().take(SERVERS) {
        let Ok(turn) = pace.turn(server).await else { continue };
        let Ok(stream) = egress.mail_server(server).await else {
            turn.done(Outcome::Failed);
            continue;
        };
        let said = tokio::time::timeout(asker.deadline, converse(stream, address, asker)).await;
        return heard(turn, said.ok().flatten());
    }
    Mailbox::Unreachable
}

/// Gives the turn back: a server that asks for patience is left alone for longer.
fn heard(turn: Turn, mailbox: Option<Mailbox>) -> Mailbox {
    turn.done(match mailbox {
        Some(Mailbox::Busy) => Outcome::Busy { retry_after: None },
        Some(_) => Outcome::Answered { bytes: 0 },
        None => Outcome::Failed,
    });
    mailbox.unwrap_or(Mailbox::Unreachable)
}

/// One reply: its code and its enhanced status.
type Reply = (u16, Option<String>);

struct Line {
    reader: BufReader<tokio::io::Take<TcpStream>>,
}

impl Line {
    /// The server's next reply; `None` when it hangs up or talks nonsense.
    async fn reply(&mut self) -> Option<Reply> {
        loop {
            let mut line = Vec::new();
            self.reader.read_until(b'\n', &mut line).await.ok().filter(|read| *read > 0)?;
            let line = String::from_utf8_lossy(&line);
            let code: u16 = line.get(..3)?.parse().ok()?;
            // A hyphen after the code announces another line.
            if line.as_bytes().get(3) == Some(&b'-') {
                continue;
            }
            let enhanced = line.get(4..).and_then(|rest| rest.split_whitespace().next());
            let enhanced = enhanced.filter(|word| word.split('.').filter(|part| part.parse::<u16>().is_ok()).count() == 3);
            return Some((code, enhanced.map(str::to_owned)));
        }
    }

    async fn say(&mut self, words: &str) -> Option<Reply> {
        self.reader.get_mut().get_mut().write_all(format!("{words}\r\n").as_bytes()).await.ok()?;
        self.reply().await
    }
}

/// `None` when the line breaks.
async fn converse(stream: TcpStream, address: &str, asker: Asker<'_>) -> Option<Mailbox> {
    let mut line = Line { reader: BufReader::new(stream.take(MOST_BYTES)) };
    let refused = |code: u16| if (400..500).contains(&code) { Mailbox::Busy } else { Mailbox::Refused };
    let steps = [None, Some(format!("EHLO {}", asker.helo)), Some(format!("MAIL FROM:<{}>", asker.sender))];
    for step in steps {
        let (code, _) = match step {
            None => line.reply().await?,
            Some(words) => line.say(&words).await?,
        };
        if !(200..300).contains(&code) {
            let _ = line.say("QUIT").await;
            return Some(refused(code));
        }
    }
    let asked = line.say(&format!("RCPT TO:<{address}>")).await?;
    let invented = if (200..300).contains(&asked.0) {
        let domain = address.rsplit_once('@').map(|(_, domain)| domain)?;
        let name: String = ids::random_bytes::<8>().iter().map(|b| format!("{b:02x}")).collect();
        line.say(&format!("RCPT TO:<{name}@{domain}>")).await
    } else {
        None
    };
    // Said before going; whether it is heard does not matter.
    let _ = line.say("QUIT").await;
    let invented = invented.as_ref().map(|(code, enhanced)| (*code, enhanced.as_deref()));
    Some(judge((asked.0, asked.1.as_deref()), invented))
}
