//! The levels and what they add up to.

use super::{
    Reason, VerificationStatus,
    levels::{Exchange, Mailbox, domain_of, is_disposable, judge, verdict},
};
use crate::leads::model::Purpose;

#[test]
fn only_an_address_that_can_be_written_to_has_a_domain() {
    for (address, domain) in [
        ("ada@example.test", Some("example.test")),
        ("ada.byron+list@mail.example.test", Some("mail.example.test")),
        ("o'neill@example.test", Some("example.test")),
        ("ada@xn--bcher-kva.example", Some("xn--bcher-kva.example")),
        ("", None),
        ("ada", None),
        ("@example.test", None),
        ("ada@", None),
        ("ada@localhost", None),
        ("ada..byron@example.test", None),
        (".ada@example.test", None),
        ("\"ada byron\"@example.test", None),
        ("ada@[192.0.2.1]", None),
        ("ada@192.0.2.1", None),
        ("ada@-example.test", None),
        ("ada@example..test", None),
        ("a@b@example.test", None),
        ("ada@example.test\r\nRCPT TO:<eve@example.test>", None),
    ] {
        assert_eq!(domain_of(address), domain, "{address:?}");
    }
    assert_eq!(domain_of(&format!("{}@example.test", "a".repeat(65))), None);
}

#[test]
fn a_throw_away_domain_is_known_with_all_below_it() {
    assert!(is_disposable("mailinator.com"));
    assert!(is_disposable("eu.mailinator.com"));
    assert!(!is_disposable("notmailinator.com"));
    assert!(!is_disposable("com"));
}

#[test]
fn a_server_that_takes_everything_is_never_told_as_one_that_delivers() {
    let yes = (250, Some("2.1.5"));
    assert_eq!(judge(yes, Some((550, Some("5.1.1")))), Mailbox::Accepted);
    assert_eq!(judge(yes, Some(yes)), Mailbox::CatchAll);
    // Without a comparison nothing is known of what it takes.
    assert_eq!(judge(yes, None), Mailbox::CatchAll);
    assert_eq!(judge(yes, Some((450, None))), Mailbox::CatchAll);
    assert_eq!(judge(yes, Some((554, Some("5.7.1")))), Mailbox::CatchAll);
}

#[test]
fn a_refusal_is_told_apart_from_an_unknown_mailbox() {
    for (reply, mailbox) in [
        ((550, Some("5.1.1")), Mailbox::Unknown),
        ((550, Some("5.2.1")), Mailbox::Unknown),
        ((550, None), Mailbox::Unknown),
        ((550, Some("5.7.1")), Mailbox::Refused),
        ((554, None), Mailbox::Refused),
        ((503, None), Mailbox::Refused),
        ((450, Some("4.2.0")), Mailbox::Busy),
        ((421, None), Mailbox::Busy),
    ] {
        assert_eq!(judge(reply, None), mailbox, "{reply:?}");
    }
}

#[test]
fn the_levels_add_up_to_one_word_with_its_reasons() {
    use Reason as R;
    use VerificationStatus::{Deliverable, Risky, Undeliverable, Unknown};
    let of = |domain: &str, purpose, exchange, mailbox| {
        let verdict = verdict(domain, purpose, exchange, mailbox);
        (verdict.status, verdict.reasons)
    };
    let person = Purpose::Personal;
    for (found, wanted) in [
        (of("a.test", person, Exchange::Named, Mailbox::Accepted), (Deliverable, vec![R::MxFound, R::MailboxAccepted])),
        (
            of("a.test", Purpose::Generic, Exchange::Named, Mailbox::Accepted),
            (Deliverable, vec![R::MxFound, R::RoleAddress, R::MailboxAccepted]),
        ),
        (of("a.test", person, Exchange::Named, Mailbox::NotAsked), (Risky, vec![R::MxFound, R::MailboxNotAsked])),
        (of("a.test", person, Exchange::Named, Mailbox::CatchAll), (Risky, vec![R::MxFound, R::CatchAll])),
        (of("a.test", person, Exchange::Named, Mailbox::Unknown), (Undeliverable, vec![R::MxFound, R::MailboxUnknown])),
        (of("a.test", person, Exchange::Named, Mailbox::Busy), (Unknown, vec![R::MxFound, R::ServerBusy])),
        (of("a.test", person, Exchange::None, Mailbox::NotAsked), (Risky, vec![R::NoMailExchanger, R::MailboxNotAsked])),
        (of("a.test", person, Exchange::Refuses, Mailbox::NotAsked), (Undeliverable, vec![R::RefusesMail])),
        (of("a.test", person, Exchange::NoDomain, Mailbox::NotAsked), (Undeliverable, vec![R::DomainNotFound])),
        (of("a.test", person, Exchange::Unknown, Mailbox::NotAsked), (Unknown, vec![R::DnsUnavailable])),
        (
            of("mailinator.com", Purpose::NoReply, Exchange::Named, Mailbox::NotAsked),
            (Risky, vec![R::MxFound, R::DisposableDomain, R::NoReplyAddress, R::MailboxNotAsked]),
        ),
    ] {
        assert_eq!(found, wanted);
    }
}
