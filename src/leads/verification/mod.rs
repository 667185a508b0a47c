//! Whether an e-mail address takes mail, in five levels: its syntax, its domain and mail exchangers, whether the domain is one of
//! throw-away addresses, whether a function and no person reads it, and (only when the operator wants it) what the mail server
//! says of the mailbox. Belongs here: the levels and the verdict they add up to, the batch, its price. Does not belong here: how a
//! name is resolved or a socket opened (`platform::egress`).
//!
//! Invariants: nothing is ever sent; a server that accepts every address is never told as one that delivers; what could not be
//! learnt is UNKNOWN and costs nothing.

mod conversation;
mod levels;
pub mod ops;
pub(super) mod store;
pub mod tasks;
#[cfg(test)]
mod tests;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::platform::{clock::Timestamp, named};

pub use levels::{Mailbox, judge};

/// How long a verdict is good for.
pub const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

named!(
    /// Whether an address takes mail.
    VerificationStatus {
        /// Its server says so, and does not say so of every address.
        Deliverable = "DELIVERABLE",
        /// It may.
        Risky = "RISKY",
        /// It does not.
        Undeliverable = "UNDELIVERABLE",
        /// Could not be learnt.
        Unknown = "UNKNOWN",
    }
);

named!(
    /// Why a verdict is as it is; part of the contract, so none is ever given another meaning.
    Reason {
        /// It is no address that can be written to.
        SyntaxInvalid = "SYNTAX_INVALID",
        /// The domain does not exist.
        DomainNotFound = "DOMAIN_NOT_FOUND",
        /// The domain exists and names no mail exchanger: mail goes to its web server, if anywhere.
        NoMailExchanger = "NO_MAIL_EXCHANGER",
        /// The domain says that it takes no mail (RFC 7505).
        RefusesMail = "REFUSES_MAIL",
        /// The domain names mail exchangers.
        MxFound = "MX_FOUND",
        /// The DNS did not answer.
        DnsUnavailable = "DNS_UNAVAILABLE",
        /// A domain of throw-away addresses.
        DisposableDomain = "DISPOSABLE_DOMAIN",
        /// A function or the business as a whole reads it.
        RoleAddress = "ROLE_ADDRESS",
        /// Nobody reads it.
        NoReplyAddress = "NO_REPLY_ADDRESS",
        /// The mail server was not asked: the operator does not want it.
        MailboxNotAsked = "MAILBOX_NOT_ASKED",
        /// The mail server takes mail for it, and not for an invented address.
        MailboxAccepted = "MAILBOX_ACCEPTED",
        /// The mail server says that there is no such mailbox.
        MailboxUnknown = "MAILBOX_UNKNOWN",
        /// The mail server takes mail for invented addresses too.
        CatchAll = "CATCH_ALL",
        /// The mail server does not want to talk to us.
        ServerRefused = "SERVER_REFUSED",
        /// The mail server asks to come back later.
        ServerBusy = "SERVER_BUSY",
        /// No mail server answered.
        ServerUnreachable = "SERVER_UNREACHABLE",
    }
);

/// Settings of verification, section `[verification]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Ask the mail server whether it would take mail for the address. Nothing is sent; some networks forbid it, and some servers
    /// hold it against the asker.
    pub smtp: bool,
    /// The name this machine greets with; the host of `http.public_url` when empty.
    pub helo: String,
    /// The sender named in the conversation; the empty sender when empty.
    pub sender: String,
    /// Longest that one conversation may take, milliseconds.
    pub timeout_ms: u64,
    /// Least time between two conversations with one mail server, milliseconds. One that is slow or busy is asked less often still.
    pub delay_ms: u64,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// In one word.
    pub status: VerificationStatus,
    /// Why, level by level.
    pub reasons: Vec<Reason>,
}

/// A verdict and when it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// What was found.
    pub verdict: Verdict,
    /// When.
    pub checked_at: Timestamp,
}
