//! The durable task of a batch: one address after the other, each verdict stored before the next is looked at; at the end the
//! credits held are settled by what was learnt. After a restart it goes on with the first address without a verdict.

use std::{collections::HashMap, time::Duration};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
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
        egress::Egress,
        error::{Error, Result},
        op::Op,
        tasks::{DeadTask, Handler, Outcome, TaskRun},
    },
};

/// Kind of the task; its subject is the batch.
pub const VERIFY_TASK: &str = "leads.verify";

/// Addresses looked up at a time.
const PAGE: u64 = 50;

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
    /// Database, clock, bus.
    pub op: Op,
    /// The door to name servers and mail servers.
    pub egress: Egress,
    /// Whether mail servers are asked, and how.
    pub settings: Settings,
}

/// What is known of a domain, for the addresses of one batch.
type Domains = HashMap<String, (Exchange, Vec<String>)>;

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
    /// Says whether it came to the end.
    async fn verify_all(&self, run: &TaskRun, scope: &Scope, batch: Uuid) -> Result<bool> {
        let input: Batch = serde_json::from_value(run.payload.clone())?;
        let mut domains = Domains::new();
        let waiting = store::waiting(self.op.db.read(), scope, batch, PAGE).await?;
        let more = u64::try_from(waiting.len()).unwrap_or(u64::MAX) == PAGE;
        let ids: Vec<_> = waiting.iter().map(|(_, contact)| *contact).collect();
        let contacts = leads_store::contacts_by_ids(self.op.db.read(), scope, &ids).await?;
        let contacts: HashMap<_, Contact> = contacts.into_iter().map(|contact| (contact.id, contact)).collect();
        for (key, id) in waiting {
            if run.stop.is_cancelled() {
                return Ok(false);
            }
            let contact = contacts.get(&id);
            let verdict = match contact {
                Some(contact) => Some(self.verify(contact, &mut domains, run).await),
                None => None,
            };
            // A stop cut the conversation short: what was not said is no verdict.
            if run.stop.is_cancelled() {
                return Ok(false);
            }
            let tx = self.op.db.write_tx().await?;
            run.fence(&tx).await?;
            store::settle(&tx, scope, self.op.now(), &key, verdict.as_ref()).await?;
            tx.commit().await?;
            let lead: Option<LeadId> = contact.map(|contact| contact.lead);
            leads::ops::announce(&self.op, scope, lead);
        }
        if more {
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

    /// Ends the hold: charged is what was learnt.
    async fn settle(&self, tx: &crate::platform::db::Tx, scope: &Scope, batch: Uuid, input: Batch) -> Result<()> {
        let told = store::told(tx, scope, batch, input.asked_at).await?;
        let told = usize::try_from(told).unwrap_or(usize::MAX);
        let description = format!("Verification of {told} e-mail addresses");
        credits::ops::settle_in(&self.op, tx, scope, input.hold, ops::price_of(told)?, &description).await
    }

    async fn verify(&self, contact: &Contact, domains: &mut Domains, run: &TaskRun) -> Verdict {
        let Some(domain) = domain_of(&contact.value) else {
            return Verdict { status: VerificationStatus::Undeliverable, reasons: vec![Reason::SyntaxInvalid] };
        };
        if !domains.contains_key(domain) {
            let found = self.exchange(domain).await;
            domains.insert(domain.to_owned(), found);
        }
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
        match self.egress.mail_records(domain).await.mx {
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
        let polite = async {
            tokio::time::sleep(Duration::from_millis(self.settings.delay_ms)).await;
            conversation::ask(&self.egress, servers, address, asker).await
        };
        tokio::select! {
            () = run.stop.cancelled() => Mailbox::Unreachable,
            mailbox = polite => mailbox,
        }
    }
}
