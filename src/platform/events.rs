//! Signals between the rooms of the house, and between processes: "something of this kind changed, go and look".
//! Invariant: a signal carries no state. The row in the database is the truth; whoever lags looks there and misses nothing.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::broadcast;
use uuid::Uuid;

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

/// One signal on a topic: the item that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// This item changed.
    Changed(Uuid),
    /// Signals were missed: look at everything.
    Missed,
}

/// The bus. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Bus {
    topics: Arc<Mutex<HashMap<Topic, broadcast::Sender<Uuid>>>>,
    relay: Option<tokio::sync::mpsc::UnboundedSender<(Topic, Uuid)>>,
}

impl Bus {
    /// A bus within one process.
    #[must_use]
    pub fn local() -> Self {
        Self::default()
    }

    /// A bus that also hands every signal published here to `relay`, which carries it to other processes.
    #[must_use]
    pub fn relayed(relay: tokio::sync::mpsc::UnboundedSender<(Topic, Uuid)>) -> Self {
        Self { relay: Some(relay), ..Self::default() }
    }

    /// Publishes after a commit. Never blocks, never fails: a signal nobody hears is no loss.
    pub fn publish(&self, topic: Topic, item: Uuid) {
        self.deliver(topic, item);
        if let Some(relay) = &self.relay {
            let _ = relay.send((topic, item));
        }
    }

    /// Delivers to the listeners of this process only.
    pub fn deliver(&self, topic: Topic, item: Uuid) {
        let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = topics.get(&topic)
            && sender.send(item).is_err()
        {
            topics.remove(&topic);
        }
    }

    /// Listens to a topic. Subscribe first, read the database next: then nothing falls between.
    #[must_use]
    pub fn listen(&self, topic: Topic) -> Listener {
        let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        Listener(topics.entry(topic).or_insert_with(|| broadcast::channel(BACKLOG).0).subscribe())
    }
}

/// One listener's end.
#[derive(Debug)]
pub struct Listener(broadcast::Receiver<Uuid>);

impl Listener {
    /// The next signal; `None` when the bus is gone.
    pub async fn next(&mut self) -> Option<Signal> {
        match self.0.recv().await {
            Ok(item) => Some(Signal::Changed(item)),
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
