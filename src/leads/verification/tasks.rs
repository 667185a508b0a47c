//! The durable task of a batch: each verdict is stored as it comes; at the end the credits held are settled by what was learnt.
//! After a restart it goes on with the addresses without a verdict.
//!
//! Invariant: a mail server is asked one question after the other, spaced by the pace that all batches share; different servers
//! do not wait for each other.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    time::Duration,
};

use async_trait::async_trait;
use futures_util::{StreamExt as _, stream};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{
    Reason, Settings, Verdict, VerificationStatus,
    conversation::{self, Asker},
    levels::{Exchange, Mailbox, domain_of, is_disposable, verdict},
    ops, store,
};
use crate::{
    accounts::{Scope, WorkspaceId},
    credits::{self, EntryId},
    leads::{self, LeadId, model::Contact, store as leads_store},
    platform::{
        clock::Timestamp,
        egress::{Egress, Pace},
        error::{Error, Result},
        op::Op,
        tasks::{DeadTask, Handler, Outcome, TaskRun},
    },
};

/// Kind of the task; its subject is the batch.
pub const VERIFY_TASK: &str = "leads.verify";

/// Addresses looked up at a time.
const PAGE: u64 = 50;
/// Domains looked up, and mail servers asked, at a time.
const AT_A_TIME: usize = 12;
/// Most time between two conversations with one mail server, however slow or busy it is.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The task's input.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Batch {
    /// The credits held for it.
    pub hold: EntryId,
    /// When it was asked for.
    pub asked_at: Timestamp,
}

/// Verifies.
#[derive(Debug)]
pub struct VerifyHandler {
    op: Op,
    egress: Egress,
    settings: Settings,
    pace: Pace,
}

/// What is known of a domain, for the addresses of one page.
type Domains = HashMap<String, (Exchange, Vec<String>)>;

/// An address to be looked at: its key, and the contact when it is there still.
type Waiting = (String, Option<Contact>);

/// An address that was looked at; `None` when its contact is gone.
type Looked = (String, Option<LeadId>, Option<Verdict>);

#[async_trait]
impl Handler for VerifyHandler {
    async fn run(&self, run: &TaskRun) -> Outcome {
        let (Some(workspace), Some(batch)) = (run.workspace, run.subject) else {
            return Outcome::Fail { reason: "the task names no batch".to_owned() };
        };
        let scope = Scope::system(WorkspaceId(workspace));
        match self.verify_all(run, &scope, batch).await {
            Ok(true) => Outcome::Done,
            Ok(false) | Err(Error::Unavailable(_)) => Outcome::Released,
            Err(error) => Outcome::Retry { at: None, reason: error.operator_message() },
        }
    }

    async fn dead(&self, task: &DeadTask) -> Result<()> {
        let (Some(workspace), Some(batch)) = (task.workspace, task.subject) else { return Ok(()) };
        tracing::error!(task = %task.id, reason = task.reason, "a batch of verifications failed");
        let scope = Scope::system(WorkspaceId(workspace));
        let tx = self.op.db.write_tx().await?;
        store::give_up(&tx, &scope, batch).await?;
        self.settle(&tx, &scope, batch, serde_json::from_value(task.payload.clone())?).await?;
        tx.commit().await?;
        credits::ops::announce(&self.op, &scope);
        Ok(())
    }
}

impl VerifyHandler {
    /// Builds it: database, clock and bus; the door to name servers and mail servers; whether the latter are asked, and how.
    #[must_use]
    pub fn new(op: Op, egress: Egress, settings: Settings) -> Self {
        let pace = egress.pace().one_at_a_time("mail ", Duration::from_millis(settings.delay_ms), LONGEST_PAUSE);
        Self { op, egress, settings, pace }
    }

    /// Says whether it came to the end.
    async fn verify_all(&self, run: &TaskRun, scope: &Scope, batch: Uuid) -> Result<bool> {
        let input: Batch = serde_json::from_value(run.payload.clone())?;
        let waiting = store::waiting(self.op.db.read(), scope, batch, PAGE).await?;
        let more = u64::try_from(waiting.len()).unwrap_or(u64::MAX) == PAGE;
        let ids: Vec<_> = waiting.iter().map(|(_, contact)| *contact).collect();
        let contacts = leads_store::contacts_by_ids(self.op.db.read(), scope, &ids).await?;
        let mut contacts: HashMap<_, Contact> = contacts.into_iter().map(|contact| (contact.id, contact)).collect();
        let waiting: Vec<Waiting> = waiting.into_iter().map(|(key, id)| (key, contacts.remove(&id))).collect();
        let domains = self.domains(&waiting).await;
        let (tell, told) = mpsc::channel(1);
        let (all, ()) = tokio::try_join!(self.store_each(run, scope, told), async {
            self.look_at_each(waiting, &domains, tell, run).await;
            Ok(())
        })?;
        if !all || more {
            // Handed back between pages, so that a long list does not hold its place for hours.
            return Ok(false);
        }
        let tx = self.op.db.write_tx().await?;
        run.fence(&tx).await?;
        self.settle(&tx, scope, batch, input).await?;
        run.finish(&tx).await?;
        tx.commit().await?;
        credits::ops::announce(&self.op, scope);
        Ok(true)
    }

    /// Asks the DNS for every domain of the page.
    async fn domains(&self, waiting: &[Waiting]) -> Domains {
        let contacts = waiting.iter().filter_map(|(_, contact)| contact.as_ref());
        let names: HashSet<String> = contacts.filter_map(|contact| domain_of(&contact.value)).map(str::to_owned).collect();
        let asked = stream::iter(names).map(|domain| async move {
            let found = self.exchange(&domain).await;
            (domain, found)
        });
        asked.buffer_unordered(AT_A_TIME).collect().await
    }

    /// Looks at the addresses of each mail server in turn, at several servers at a time, and tells what was found as it comes.
    async fn look_at_each(&self, waiting: Vec<Waiting>, domains: &Domains, tell: mpsc::Sender<Looked>, run: &TaskRun) {
        let mut by_server: BTreeMap<String, Vec<Waiting>> = BTreeMap::new();
        for (key, contact) in waiting {
            let domain = contact.as_ref().and_then(|contact| domain_of(&contact.value)).unwrap_or_default();
            let server = domains.get(domain).and_then(|(_, servers)| servers.first());
            by_server.entry(server.map_or(domain, String::as_str).to_owned()).or_default().push((key, contact));
        }
        let each_server = by_server.into_values().map(|addresses| {
            let tell = tell.clone();
            async move {
                for (key, contact) in addresses {
                    let verdict = match &contact {
                        Some(contact) => Some(self.verify(contact, domains, run).await),
                        None => None,
                    };
                    // A stop cut the conversation short: what was not said is no verdict. Nor is any wanted when nobody listens.
                    let looked = (key, contact.map(|contact| contact.lead), verdict);
                    if run.stop.is_cancelled() || tell.send(looked).await.is_err() {
                        return;
                    }
                }
            }
        });
        stream::iter(each_server).buffer_unordered(AT_A_TIME).collect::<()>().await;
    }

    /// Stores what is told until nobody tells more. Says whether everything was looked at.
    async fn store_each(&self, run: &TaskRun, scope: &Scope, mut told: mpsc::Receiver<Looked>) -> Result<bool> {
        while let Some((key, lead, verdict)) = told.recv().await {
            let tx = self.op.db.write_tx().await?;
            run.fence(&tx).await?;
            store::settle(&tx, scope, self.op.now(), &key, verdict.as_ref()).await?;
            tx.commit().await?;
            leads::ops::announce(&self.op, scope, lead);
        }
        Ok(!run.stop.is_cancelled())
    }

    /// Ends the hold: charged is what was learnt.
    async fn settle(&self, tx: &crate::platform::db::Tx, scope: &Scope, batch: Uuid, input: Batch) -> Result<()> {
        let told = store::told(tx, scope, batch, input.asked_at).await?;
        let told = usize::try_from(told).unwrap_or(usize::MAX);
        let description = format!("Verification of {told} e-mail addresses");
        credits::ops::settle_in(&self.op, tx, scope, input.hold, ops::price_of(told)?, &description).await
    }

    async fn verify(&self, contact: &Contact, domains: &Domains, run: &TaskRun) -> Verdict {
        let Some(domain) = domain_of(&contact.value) else {
            return Verdict { status: VerificationStatus::Undeliverable, reasons: vec![Reason::SyntaxInvalid] };
        };
        let (exchange, servers) = domains.get(domain).map_or((Exchange::Unknown, [].as_slice()), |(e, s)| (*e, s.as_slice()));
        // A throw-away domain takes everything; its servers need not be bothered.
        let mailbox = if self.settings.smtp && exchange == Exchange::Named && !is_disposable(domain) {
            self.ask(servers, &contact.value, run).await
        } else {
            Mailbox::NotAsked
        };
        verdict(domain, contact.purpose, exchange, mailbox)
    }

    async fn exchange(&self, domain: &str) -> (Exchange, Vec<String>) {
        let records = self.egress.mail_exchangers(domain).await;
        match records.mx {
            _ if records.refuses_mail => (Exchange::Refuses, Vec::new()),
            Some(servers) if !servers.is_empty() => (Exchange::Named, servers),
            Some(_) => match self.egress.name_exists(domain).await {
                Some(true) => (Exchange::None, Vec::new()),
                Some(false) => (Exchange::NoDomain, Vec::new()),
                None => (Exchange::Unknown, Vec::new()),
            },
            None => (Exchange::Unknown, Vec::new()),
        }
    }

    async fn ask(&self, servers: &[String], address: &str, run: &TaskRun) -> Mailbox {
        let asker = Asker {
            helo: &self.settings.helo,
            sender: &self.settings.sender,
            deadline: Duration::from_millis(self.settings.timeout_ms),
        };
        tokio::select! {
            () = run.stop.cancelled() => Mailbox::Unreachable,
            mailbox = conversation::ask(&self.egress, &self.pace, servers, address, asker) => mailbox,
        }
    }
}
