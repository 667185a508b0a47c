//! Since when a domain is registered, and with whom: who is asked, how often, and who is not.

use std::sync::Arc;
use std::time::Duration;

use glouton::platform::egress::{Egress, Extras, HostOverride, Resolver, Settings};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::server::{Play, Seen, Server, answer};
use super::settings;

const DOMAIN: &str = "the-fictional-bakery-of-amaranth.com";
const TOLD: &[u8] =
    br#"{ "objectClassName": "domain", "events": [{ "eventAction": "registration", "eventDate": "2001-02-03T04:05:06Z" }] }"#;
const SINCE: Option<i64> = Some(981_173_106_000);

fn door(change: impl FnOnce(&mut Settings)) -> Egress {
    let mut settings = settings();
    settings.rdap = true;
    settings.rdap_timeout_ms = 2_000;
    settings.rdap_bootstrap_url = String::new();
    settings.whois_directory = String::new();
    settings.allow_networks = vec!["127.0.0.0/8".parse().expect("a network")];
    change(&mut settings);
    Egress::with(&settings, Extras { resolver: Resolver::Scripted(Arc::new(|_: &str| Vec::new())), ca_pem: None })
        .expect("the door")
}

async fn since(egress: &Egress, domain: &str) -> Option<i64> {
    egress.registration(domain).await.and_then(|told| told.registered_at_ms)
}

fn told(_: &Seen) -> Play {
    answer("200 OK", "Content-Type: application/rdap+json\r\n", TOLD)
}

fn address(server: &Server, path: &str) -> String {
    format!("http://{}{path}", server.address)
}

#[tokio::test]
async fn a_registry_is_asked_once_and_believed() {
    let registry = Server::start(told).await;
    let egress = door(|settings| settings.rdap_url = address(&registry, "/rdap"));
    assert_eq!(since(&egress, DOMAIN).await, SINCE);
    assert_eq!(since(&egress, &DOMAIN.to_uppercase()).await, SINCE);
    assert_eq!(registry.targets(), [format!("/rdap/domain/{DOMAIN}")]);
    assert!(registry.seen()[0].head.to_ascii_lowercase().contains("accept: application/rdap+json"), "{:?}", registry.seen());
}

#[tokio::test]
async fn the_list_of_registries_says_whom_to_ask_and_is_read_once() {
    let registry = Server::start(told).await;
    let list = format!(r#"{{ "services": [[["com", "net"], ["{}"]]] }}"#, address(&registry, "/com/v1/"));
    let lists = Server::start(move |_| answer("200 OK", "", list.as_bytes())).await;
    let egress = door(|settings| settings.rdap_bootstrap_url = address(&lists, "/dns.json"));
    assert_eq!(since(&egress, DOMAIN).await, SINCE);
    assert_eq!(since(&egress, "the-fictional-bakery-of-amaranth.net").await, SINCE);
    assert_eq!(registry.targets()[0], format!("/com/v1/domain/{DOMAIN}"));
    assert_eq!((lists.connections(), registry.connections()), (1, 2));
}

#[tokio::test]
async fn names_that_no_registry_has_are_asked_of_nobody() {
    let registry = Server::start(told).await;
    let egress = door(|settings| settings.rdap_url = address(&registry, "/"));
    for domain in
        ["bakery.test", "bakery.example", "printer.local", "intranet.internal", "bakery.github.io", "bakery", "localhost", ""]
    {
        assert_eq!(since(&egress, domain).await, None, "{domain}");
    }
    let off = door(|settings| {
        settings.rdap_url = address(&registry, "/");
        settings.rdap = false;
    });
    assert_eq!(since(&off, DOMAIN).await, None);
    assert_eq!(registry.connections(), 0);
}

#[tokio::test]
async fn a_registry_that_does_not_answer_holds_nobody_up_and_is_left_alone() {
    let registry = Server::start(|_| Play::Hang(Vec::new())).await;
    let egress = door(|settings| {
        settings.rdap_url = address(&registry, "/");
        settings.rdap_timeout_ms = 400;
    });
    let asked = tokio::time::timeout(Duration::from_secs(20), since(&egress, DOMAIN)).await;
    assert_eq!(asked, Ok(None));
    assert_eq!(since(&egress, "another-fictional-bakery.com").await, None);
    assert_eq!(registry.connections(), 1);
}

#[tokio::test]
async fn an_answer_that_tells_nothing_leaves_the_fact_unknown() {
    for play in [
        || answer("404 Not Found", "", b"{}"),
        || answer("200 OK", "Content-Type: text/html\r\n", b"<html>"),
        || answer("429 Too Many Requests", "Retry-After: 1\r\n", TOLD),
        || Play::Endless(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'['; 65_536]),
    ] {
        let registry = Server::start(move |_| play()).await;
        let egress = door(|settings| settings.rdap_url = address(&registry, "/"));
        assert_eq!(since(&egress, DOMAIN).await, None);
    }
}

#[tokio::test]
async fn a_registry_on_a_private_address_is_reached_no_more_than_any_other_host() {
    let registry = Server::start(told).await;
    let egress = door(|settings| {
        settings.rdap_url = address(&registry, "/");
        settings.allow_networks = Vec::new();
    });
    assert_eq!(since(&egress, DOMAIN).await, None);
    assert_eq!(registry.connections(), 0);
}

/// A WHOIS server that gives one answer to every question, and tells what it was asked.
async fn whois(name: &str, answer: &'static str) -> (HostOverride, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    let (asked, questions) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut stream = BufReader::new(stream);
            let mut question = String::new();
            if stream.read_line(&mut question).await.is_ok() && asked.send(question).is_ok() {
                let _ = stream.get_mut().write_all(answer.as_bytes()).await;
            }
        }
    });
    (HostOverride { host: name.to_owned(), port: 43, address }, questions)
}

/// A name below a top-level domain whose registry speaks no RDAP.
const OLD: &str = "the-fictional-bakery-of-amaranth.it";

#[tokio::test]
async fn a_registry_without_rdap_is_asked_over_whois_by_the_directorys_word() {
    let (directory, mut asked_directory) =
        whois("directory.test", "domain:  IT\n\nwhois:   whois.registry.test\nstatus:  ACTIVE\n").await;
    let (registry, mut asked) =
        whois("whois.registry.test", "Created: 2001-02-03 04:05:06\nRegistrar\n  Organization: Names & Co.\n").await;
    let egress = door(|settings| {
        settings.whois_directory = "directory.test".to_owned();
        settings.hosts = vec![directory, registry];
    });
    let told = egress.registration(OLD).await.expect("an answer");
    assert_eq!((told.registered_at_ms, told.registrar.as_deref()), (Some(981_158_400_000), Some("Names & Co.")));
    assert!(told.is_over_whois() && told.source.as_str() == format!("whois://whois.registry.test/{OLD}"), "{}", told.source);
    assert!(egress.registration("another-fictional-bakery.it").await.is_some());
    assert_eq!(asked_directory.try_recv().as_deref(), Ok("it\r\n"));
    assert!(asked_directory.try_recv().is_err(), "the directory is asked once");
    assert_eq!(asked.try_recv(), Ok(format!("{OLD}\r\n")));
}

#[tokio::test]
async fn where_nobody_knows_a_registry_the_fact_stays_unknown() {
    let (directory, mut asked) = whois("directory.test", "domain:  IT\nwhois:\n").await;
    let egress = door(|settings| {
        settings.whois_directory = "directory.test".to_owned();
        settings.hosts = vec![directory];
    });
    assert_eq!(since(&egress, OLD).await, None);
    assert_eq!(since(&egress, "another-fictional-bakery.it").await, None);
    assert!(asked.try_recv().is_ok() && asked.try_recv().is_err(), "and is not asked for again");
}

#[tokio::test]
async fn a_directory_cannot_lead_to_a_private_address() {
    let (directory, _asked) = whois("directory.test", "whois: 127.0.0.1\nwhois: localhost\n").await;
    let egress = door(|settings| {
        settings.whois_directory = "directory.test".to_owned();
        settings.hosts = vec![directory];
        settings.allow_networks = Vec::new();
    });
    assert_eq!(since(&egress, OLD).await, None);
}

#[test]
fn an_address_that_is_none_stops_the_start() {
    for value in ["ftp://registry.test/", "no address"] {
        let mut settings = settings();
        settings.rdap_url = value.to_owned();
        let refused = Egress::new(&settings).expect_err("no door").to_string();
        assert!(refused.contains("egress.rdap_url"), "{refused}");
    }
}
