//! A mail server that talks as far as an address is asked about and notes every line it heard. It takes no mail.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

/// What the server says of addresses.
#[derive(Debug, Clone, Copy)]
pub enum Manners {
    /// It knows these mailboxes and no others.
    Knows(&'static [&'static str]),
    /// It takes everything.
    TakesAll,
    /// It asks everybody to come back later.
    Busy,
}

/// A running mail server.
#[derive(Debug, Clone)]
pub struct Mailbox {
    /// Where it listens.
    pub address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Mailbox {
    /// Starts one.
    pub async fn start(manners: Manners) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let heard = Arc::new(Mutex::new(Vec::new()));
        let lines = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, manners, Arc::clone(&lines)));
            }
        });
        Self { address, heard }
    }

    /// Every line that was said to it.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().expect("no listener panicked").clone()
    }
}

async fn converse(stream: TcpStream, manners: Manners, heard: Arc<Mutex<Vec<String>>>) -> std::io::Result<()> {
    let (reading, mut writing) = stream.into_split();
    writing.write_all(b"220-mx.invalid welcomes you\r\n220 mx.invalid ESMTP\r\n").await?;
    let mut lines = BufReader::new(reading).lines();
    while let Some(line) = lines.next_line().await? {
        heard.lock().expect("no listener panicked").push(line.clone());
        let known = |mailbox: &&str| line.eq_ignore_ascii_case(&format!("RCPT TO:<{mailbox}>"));
        let answer = match (line.get(..4).unwrap_or_default(), manners) {
            ("EHLO", _) => "250-mx.invalid\r\n250-PIPELINING\r\n250 SIZE 1000000",
            ("MAIL", _) => "250 2.1.0 fine",
            ("RCPT", Manners::TakesAll) => "250 2.1.5 fine",
            ("RCPT", Manners::Busy) => "450 4.2.0 come back later",
            ("RCPT", Manners::Knows(mailboxes)) if mailboxes.iter().any(known) => "250 2.1.5 fine",
            ("RCPT", Manners::Knows(_)) => "550 5.1.1 no such mailbox",
            ("QUIT", _) => "221 2.0.0 bye",
            _ => "502 5.5.1 not here",
        };
        writing.write_all(format!("{answer}\r\n").as_bytes()).await?;
        if line.starts_with("QUIT") {
            break;
        }
    }
    Ok(())
}
