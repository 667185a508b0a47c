//! Carries signals between the processes of one installation over Redis' publish and subscribe.
//! Invariant: nothing depends on it arriving. A signal only says "look"; without Redis, or while it is away, listeners look by
//! themselves now and then, and the database says what.

use deadpool_redis::{Config, Pool, Runtime, redis};
use futures_util::StreamExt as _;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::{Mutex, mpsc};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    error::{Error, Result},
    events::{Bus, Topic},
    ids,
};

const CHANNEL: &str = "glouton:signals";
/// Signals published while Redis is away are dropped beyond this many; listeners look by themselves then.
const WAITING: usize = 10_000;

/// The carrier: what this process publishes, and what others do.
#[derive(Debug)]
pub struct Relay {
    url: SecretString,
    pool: Pool,
    outgoing: Mutex<mpsc::Receiver<(Topic, Uuid)>>,
    // Tells our own signals from those of others: ours were delivered at once.
    origin: String,
}

/// Why Redis cannot be used; tells no part of the URL, which may hold a password.
#[derive(Debug, thiserror::Error)]
#[error("redis.url is no Redis address; write redis://host:6379 or rediss://host:6380")]
pub struct BadAddress;

impl Relay {
    /// A carrier over the Redis at `url`, and the bus that publishes through it. Connects to nothing yet.
    ///
    /// # Errors
    /// [`BadAddress`].
    pub fn new(url: &SecretString) -> Result<(Self, Bus), BadAddress> {
        let pool = Config::from_url(url.expose_secret()).create_pool(Some(Runtime::Tokio1)).map_err(|_| BadAddress)?;
        redis::Client::open(url.expose_secret()).map_err(|_| BadAddress)?;
        let (sender, receiver) = mpsc::channel(WAITING);
        let origin = Uuid::from_bytes(ids::random_bytes()).simple().to_string();
        Ok((Self { url: url.clone(), pool, outgoing: Mutex::new(receiver), origin }, Bus::relayed(sender)))
    }

    /// Carries what this process publishes, until stopped. A failed signal is dropped and the error ends the service, which the
    /// supervisor starts again with back-off.
    ///
    /// # Errors
    /// `Unavailable` when Redis is away.
    pub async fn send(&self, stop: CancellationToken) -> Result<()> {
        let mut outgoing = self.outgoing.lock().await;
        loop {
            let (topic, item) = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                signal = outgoing.recv() => match signal {
                    Some(signal) => signal,
                    None => return Ok(()),
                },
            };
            let message = format!("{} {} {} {}", self.origin, topic.kind, topic.id.simple(), item.simple());
            let mut connection = self.pool.get().await.map_err(|_| AWAY)?;
            redis::cmd("PUBLISH").arg(CHANNEL).arg(message).query_async::<()>(&mut connection).await.map_err(|_| AWAY)?;
        }
    }

    /// Delivers what other processes publish, until stopped.
    ///
    /// # Errors
    /// `Unavailable` when Redis is away.
    pub async fn receive(&self, bus: &Bus, stop: CancellationToken) -> Result<()> {
        let client = redis::Client::open(self.url.expose_secret()).map_err(|_| AWAY)?;
        let mut subscription = client.get_async_pubsub().await.map_err(|_| AWAY)?;
        subscription.subscribe(CHANNEL).await.map_err(|_| AWAY)?;
        // Whatever was published while nobody listened here is unknown: everybody looks.
        bus.look_everywhere();
        let mut messages = subscription.on_message();
        loop {
            let message = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                message = messages.next() => message.ok_or(AWAY)?,
            };
            if let Some((kind, id, item)) = message.get_payload::<String>().ok().as_deref().and_then(|text| self.parse(text)) {
                bus.deliver_named(&kind, id, item);
            }
        }
    }

    /// A signal of another process; `None` for our own and for anything malformed.
    fn parse(&self, text: &str) -> Option<(String, Uuid, Uuid)> {
        let mut parts = text.split(' ');
        let origin = parts.next()?;
        let (kind, id, item) = (parts.next()?, parts.next()?, parts.next()?);
        (origin != self.origin).then_some(())?;
        Some((kind.to_owned(), id.parse().ok()?, item.parse().ok()?))
    }

    /// Whether Redis answers.
    pub async fn is_there(&self) -> bool {
        let Ok(mut connection) = self.pool.get().await else { return false };
        redis::cmd("PING").query_async::<String>(&mut connection).await.is_ok()
    }
}

const AWAY: Error = Error::Unavailable("Redis is away");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::Signal;

    const TOPIC: Topic = Topic { kind: "test", id: Uuid::from_u128(7) };

    #[test]
    fn a_bad_address_is_refused_without_showing_it() {
        let error = Relay::new(&"http://user:secret@host".into()).expect_err("no Redis address");
        assert!(!error.to_string().contains("secret"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_signal_of_one_process_reaches_another_and_does_not_come_back() {
        let Ok(url) = std::env::var("GLOUTON_TEST_REDIS_URL") else {
            eprintln!("GLOUTON_TEST_REDIS_URL is not set: ./test sets it");
            return;
        };
        let stop = CancellationToken::new();
        let mut buses = Vec::new();
        for _ in 0..2 {
            let (relay, bus) = Relay::new(&url.clone().into()).expect("an address");
            let relay = std::sync::Arc::new(relay);
            assert!(relay.is_there().await);
            // Subscribed once the first look comes.
            let mut ready = bus.listen(TOPIC);
            #[allow(clippy::disallowed_methods)] // the test plays the supervisor
            for receives in [true, false] {
                let (relay, bus, stop) = (std::sync::Arc::clone(&relay), bus.clone(), stop.clone());
                tokio::spawn(async move {
                    let done = if receives { relay.receive(&bus, stop).await } else { relay.send(stop).await };
                    done.map_err(|error| error.operator_message())
                });
            }
            assert_eq!(ready.next().await, Some(Signal::Missed));
            buses.push((bus, ready));
        }
        let (here, mut own) = buses.remove(0);
        let (_there, mut other) = buses.remove(0);
        here.publish(TOPIC, Uuid::from_u128(1));
        here.publish(TOPIC, Uuid::from_u128(2));
        for n in [1, 2] {
            assert_eq!(own.next().await, Some(Signal::Changed(Uuid::from_u128(n))));
            assert_eq!(other.next().await, Some(Signal::Changed(Uuid::from_u128(n))));
        }
        stop.cancel();
    }
}
