//! Names to addresses, nothing decided: what comes out of here is judged by the dialer.

use std::fmt;
use std::net::{IpAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::dns_facts::MailScript;
use super::error::{EgressError, Stage};
use super::hosts_file::HostsFile;

/// Look-ups that may wait for the system's resolver at a time. A look-up holds a thread, and one for a dead name holds it for
/// many seconds.
const LOOKUPS: usize = 64;

/// A made-up name service for tests.
pub type Script = dyn Fn(&str) -> Vec<IpAddr> + Send + Sync;

/// Where addresses of names come from.
#[derive(Clone)]
pub enum Resolver {
    /// The system's: its hosts file, then its resolver.
    System(Arc<System>),
    /// Answers of a test.
    Scripted(Arc<Script>),
    /// Answers of a test, to questions about mail too.
    ScriptedWithMail(Arc<Script>, Arc<MailScript>),
}

/// The system's ways to an address.
pub struct System {
    hosts: Option<HostsFile>,
    /// Places for look-ups under way.
    lookups: Arc<Semaphore>,
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System(_) => "System",
            Self::Scripted(_) => "Scripted",
            Self::ScriptedWithMail(..) => "ScriptedWithMail",
        })
    }
}

impl Default for Resolver {
    fn default() -> Self {
        Self::System(Arc::new(System { hosts: HostsFile::of_system(), lookups: Arc::new(Semaphore::new(LOOKUPS)) }))
    }
}

impl System {
    /// What the system's resolver says of `name`.
    async fn look_up(&self, name: &str) -> Option<Vec<IpAddr>> {
        // The permit goes with the thread: the system's call cannot be given up, only no longer waited for.
        let permit = Arc::clone(&self.lookups).acquire_owned().await.ok()?;
        let owned = name.to_owned();
        let asked = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            (owned.as_str(), 0).to_socket_addrs().map(|found| found.map(|a| a.ip()).collect())
        });
        asked.await.ok()?.ok()
    }
}

impl Resolver {
    /// Made-up mail records, where there are any.
    pub(super) fn mail_script(&self) -> Option<Arc<MailScript>> {
        match self {
            Self::ScriptedWithMail(_, mail) => Some(Arc::clone(mail)),
            Self::System(_) | Self::Scripted(_) => None,
        }
    }

    /// All addresses of `name`, in the order of preference, without repetition.
    ///
    /// # Errors
    /// [`EgressError::Dns`] when there are none, [`EgressError::Timeout`] after `deadline`.
    pub async fn resolve(&self, name: &str, deadline: Duration) -> Result<Vec<IpAddr>, EgressError> {
        let unknown = || EgressError::Dns { host: name.to_owned() };
        let late = || EgressError::Timeout { host: name.to_owned(), stage: Stage::Resolve };
        let mut addresses = match self {
            Self::Scripted(script) | Self::ScriptedWithMail(script, _) => script(name),
            Self::System(system) => match system.hosts.as_ref().and_then(|file| file.addresses(name)) {
                Some(addresses) => addresses,
                None => tokio::time::timeout(deadline, system.look_up(name)).await.map_err(|_| late())?.ok_or_else(unknown)?,
            },
        };
        let mut seen = Vec::with_capacity(addresses.len());
        addresses.retain(|a| {
            !seen.contains(a) && {
                seen.push(*a);
                true
            }
        });
        if addresses.is_empty() { Err(unknown()) } else { Ok(addresses) }
    }
}
