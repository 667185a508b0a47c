//! The five levels, each a pure decision, and what they add up to.

use std::{collections::HashSet, sync::LazyLock};

use super::{Reason, Verdict, VerificationStatus};
use crate::leads::model::Purpose;

/// What the DNS says of a domain's mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exchange {
    /// It names mail exchangers.
    Named,
    /// It names none, and exists.
    None,
    /// It says that it takes no mail.
    Refuses,
    /// It does not exist.
    NoDomain,
    /// Not known.
    Unknown,
}

/// What the mail server says of a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailbox {
    /// Nobody asked.
    NotAsked,
    /// It takes mail for it and not for an invented one.
    Accepted,
    /// There is none.
    Unknown,
    /// It takes mail for invented addresses too.
    CatchAll,
    /// It does not talk to us.
    Refused,
    /// Later.
    Busy,
    /// No answer.
    Unreachable,
}

static DISPOSABLE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("disposable.txt").lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});

/// The domain of an address that can be written to: lower case, ASCII, without quotes, comments or address literals.
pub(super) fn domain_of(address: &str) -> Option<&str> {
    let (local, domain) = address.rsplit_once('@')?;
    let local_good = (1..=64).contains(&local.len())
        && local.split('.').all(|part| !part.is_empty() && part.bytes().all(is_atom))
        && !local.contains('@');
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    let domain_good = domain.len() <= 253
        && domain.contains('.')
        && domain.split('.').all(label)
        && (top.starts_with("xn--") || (top.len() >= 2 && top.bytes().all(|b| b.is_ascii_lowercase())));
    (local_good && domain_good && address.len() <= 254).then_some(domain)
}

fn is_atom(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

/// Whether the domain, or one above it, is known for throw-away addresses.
pub(super) fn is_disposable(domain: &str) -> bool {
    let mut rest = Some(domain);
    while let Some(name) = rest {
        if DISPOSABLE.contains(name) {
            return true;
        }
        rest = name.split_once('.').map(|(_, parent)| parent).filter(|parent| parent.contains('.'));
    }
    false
}

/// Adds up what the levels found of a well-formed address.
#[must_use]
pub(super) fn verdict(domain: &str, purpose: Purpose, exchange: Exchange, mailbox: Mailbox) -> Verdict {
    use VerificationStatus::{Deliverable, Risky, Undeliverable, Unknown};
    let mut reasons = Vec::new();
    let mut status = match exchange {
        Exchange::NoDomain => {
            return Verdict { status: Undeliverable, reasons: vec![Reason::DomainNotFound] };
        }
        Exchange::Refuses => {
            return Verdict { status: Undeliverable, reasons: vec![Reason::RefusesMail] };
        }
        Exchange::Unknown => {
            return Verdict { status: Unknown, reasons: vec![Reason::DnsUnavailable] };
        }
        Exchange::None => {
            reasons.push(Reason::NoMailExchanger);
            Risky
        }
        Exchange::Named => {
            reasons.push(Reason::MxFound);
            Deliverable
        }
    };
    // The worse of two verdicts counts.
    let mut worse = |than: VerificationStatus| {
        let rank = |s: VerificationStatus| match s {
            Deliverable => 0,
            Risky => 1,
            Unknown => 2,
            Undeliverable => 3,
        };
        if rank(than) > rank(status) {
            status = than;
        }
    };
    if is_disposable(domain) {
        reasons.push(Reason::DisposableDomain);
        worse(Risky);
    }
    match purpose {
        Purpose::NoReply => {
            reasons.push(Reason::NoReplyAddress);
            worse(Risky);
        }
        // Said, not held against it: it is how most businesses want to be written to.
        Purpose::Role | Purpose::Generic => reasons.push(Reason::RoleAddress),
        Purpose::Personal | Purpose::Unknown => {}
    }
    let (reason, says) = match mailbox {
        Mailbox::NotAsked => (Reason::MailboxNotAsked, Risky),
        Mailbox::Accepted => (Reason::MailboxAccepted, Deliverable),
        Mailbox::Unknown => (Reason::MailboxUnknown, Undeliverable),
        Mailbox::CatchAll => (Reason::CatchAll, Risky),
        Mailbox::Refused => (Reason::ServerRefused, Unknown),
        Mailbox::Busy => (Reason::ServerBusy, Unknown),
        Mailbox::Unreachable => (Reason::ServerUnreachable, Unknown),
    };
    reasons.push(reason);
    worse(says);
    Verdict { status, reasons }
}

/// What a mail server's answers to an address and to an invented one of the same domain mean; each is the reply code with its
/// enhanced status, if it gave one ("550 5.1.1 …").
#[must_use]
pub fn judge(asked: (u16, Option<&str>), invented: Option<(u16, Option<&str>)>) -> Mailbox {
    match reading(asked) {
        Reading::Yes => match invented.map(reading) {
            Some(Reading::NoSuch) => Mailbox::Accepted,
            Some(Reading::Yes) => Mailbox::CatchAll,
            // Nothing to compare with: it may take everything.
            Some(Reading::Refused | Reading::Later) | None => Mailbox::CatchAll,
        },
        Reading::NoSuch => Mailbox::Unknown,
        Reading::Refused => Mailbox::Refused,
        Reading::Later => Mailbox::Busy,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Yes,
    NoSuch,
    Refused,
    Later,
}

fn reading((code, enhanced): (u16, Option<&str>)) -> Reading {
    match (code, enhanced) {
        (200..=299, _) => Reading::Yes,
        (400..=499, _) => Reading::Later,
        // The enhanced status says whether it is about the mailbox (5.1, 5.2.1) or about who asks (5.7).
        (_, Some(status)) if status.starts_with("5.1.") || status == "5.2.1" => Reading::NoSuch,
        (_, Some(_)) => Reading::Refused,
        (550 | 551 | 553, None) => Reading::NoSuch,
        _ => Reading::Refused,
    }
}
