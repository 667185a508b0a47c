//! Signals between the rooms of the house, and between processes: "something of this kind changed, go and look".
//! Belongs here: the bus within a process, and how signals get from one to another (`courier`, `notify`).
//! Invariant: a signal carries no state. The row in the database is the truth; whoever lags looks there and misses nothing.

mod courier;
pub mod notify;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{broadcast, mpsc};
use uuid::Uuid;

pub use courier::Courier;

use super::ids;

/// How many signals a slow listener may be behind before it is told to look at everything again.
const BACKLOG: usize = 256;

/// What a signal is about: a kind ("hunt") and the id of the thing or of its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Topic {
    /// The kind, a constant of the domain that publishes.
    pub kind: &'static str,
    /// Whose.
    pub id: Uuid,
}

/// What travels to the listeners of one topic.
#[derive(Debug, Clone, Copy)]
enum Message {
    Changed(Uuid),
    LookEverywhere,
}

/// One signal on a topic: the item that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// This item changed.
    Changed(Uuid),
    /// Signals were missed: look at everything.
    Missed,
}

/// Who listens, by kind and id: a signal of any process finds its listeners without looking at the others.
type Topics = HashMap<&'static str, HashMap<Uuid, broadcast::Sender<Message>>>;

/// The origin of a signal that its sender wants to hear too.
const ANYBODY: &str = "-";

/// A signal as it travels between processes.
fn line(origin: &str, topic: Topic, item: Uuid) -> String {
    format!("{origin} {} {} {}", topic.kind, topic.id.simple(), item.simple())
}

/// The bus. Clones share it.
#[derive(Debug, Clone)]
pub struct Bus {
    topics: Arc<Mutex<Topics>>,
    // Tells our own signals from those of others: ours were delivered at once.
    origin: Arc<str>,
    relay: Option<mpsc::Sender<(Topic, Uuid)>>,
}

impl Bus {
    /// A bus within one process.
    #[must_use]
    pub fn local() -> Self {
        let origin = Uuid::from_bytes(ids::random_bytes()).simple().to_string();
        Self { topics: Arc::default(), origin: origin.into(), relay: None }
    }

    /// A bus that also hands every signal published here to `relay`, which carries it to other processes.
    fn relayed(relay: mpsc::Sender<(Topic, Uuid)>) -> Self {
        Self { relay: Some(relay), ..Self::local() }
    }

    fn origin(&self) -> &str {
        &self.origin
    }

    /// Publishes after a commit. Never blocks, never fails: a signal nobody hears is no loss.
    pub fn publish(&self, topic: Topic, item: Uuid) {
        self.deliver(topic, item);
        if let Some(relay) = &self.relay {
            // Full: the carrier is away, and the listeners of other processes look by themselves.
            let _ = relay.try_send((topic, item));
        }
    }

    /// Delivers to the listeners of this process only.
    pub fn deliver(&self, topic: Topic, item: Uuid) {
        let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(of_kind) = topics.get_mut(topic.kind) else { return };
        if let Some(sender) = of_kind.get(&topic.id)
            && sender.send(Message::Changed(item)).is_err()
        {
            of_kind.remove(&topic.id);
        }
    }

    /// Delivers signals of other processes, one a line; passes over our own and whatever is malformed.
    fn deliver_lines(&self, lines: &str) {
        for line in lines.lines() {
            let mut parts = line.split(' ');
            let (Some(origin), Some(kind), Some(id), Some(item)) = (parts.next(), parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            if let (Ok(id), Ok(item)) = (id.parse(), item.parse())
                && origin != &*self.origin
            {
                self.deliver_named(kind, id, item);
            }
        }
    }

    /// Delivers a signal of another process to the listeners here, if anybody listens to that kind.
    fn deliver_named(&self, kind: &str, id: Uuid, item: Uuid) {
        // A kind that nobody here listens to has no entry, so that no foreign text is ever kept.
        let kind = self.topics.lock().unwrap_or_else(PoisonError::into_inner).get_key_value(kind).map(|(kind, _)| *kind);
        if let Some(kind) = kind {
            self.deliver(Topic { kind, id }, item);
        }
    }

    /// Tells every listener to look at everything: signals may have been lost.
    pub fn look_everywhere(&self) {
        let topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        for sender in topics.values().flat_map(HashMap::values) {
            let _ = sender.send(Message::LookEverywhere);
        }
    }

    /// Listens to a topic. Subscribe first, read the database next: then nothing falls between.
    #[must_use]
    pub fn listen(&self, topic: Topic) -> Listener {
        let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        let of_kind = topics.entry(topic.kind).or_default();
        Listener(of_kind.entry(topic.id).or_insert_with(|| broadcast::channel(BACKLOG).0).subscribe())
    }
}

/// One listener's end.
#[derive(Debug)]
pub struct Listener(broadcast::Receiver<Message>);

impl Listener {
    /// The next signal; `None` when the bus is gone.
    pub async fn next(&mut self) -> Option<Signal> {
        match self.0.recv().await {
            Ok(Message::Changed(item)) => Some(Signal::Changed(item)),
            Ok(Message::LookEverywhere) => Some(Signal::Missed),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Signal::Missed),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }

    /// Waits for at least one signal and swallows those that queued behind it, for listeners that look at the database anyway.
    pub async fn any(&mut self) -> Option<()> {
        self.next().await?;
        while self.0.try_recv().is_ok() {}
        Some(())
    }
}
