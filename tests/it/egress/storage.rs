//! The way to the operator's own storage: it leads to a private address where no page may go, and nowhere else.

use std::net::IpAddr;
use std::sync::Arc;

use glouton::platform::bucket::{self, Bucket, BucketError};
use glouton::platform::egress::{Ask, Egress, EgressError, Extras, Outgoing, OwnAsk, Resolver};
use http::{HeaderMap, Method};
use url::Url;

use super::server::{Play, Server, answer};
use super::settings;

const LISTED: &str = r#"<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
<Name>pages</Name><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>
<Contents><Key>glouton/one</Key><Size>1</Size></Contents></ListBucketResult>"#;
const SECRET: &str = "a-secret-of-this-test";

/// A door for which every name is at `address`.
fn door(address: [u8; 4]) -> Egress {
    let resolver = Resolver::Scripted(Arc::new(move |_: &str| vec![IpAddr::from(address)]));
    Egress::with(&settings(), Extras { resolver, ca_pem: None }).expect("the door")
}

fn bucket(egress: &Egress, endpoint: &str, path_style: bool) -> Bucket {
    let settings = bucket::Settings {
        name: "pages".into(),
        endpoint: endpoint.into(),
        region: "us-east-1".into(),
        path_style,
        prefix: "glouton".into(),
        access_key: "AKTEST".into(),
        secret_key: SECRET.into(),
    };
    Bucket::new(&settings, egress).expect("usable settings").expect("a bucket")
}

#[tokio::test]
async fn the_operators_storage_is_reached_where_no_page_may_go() {
    let server = Server::start(|_| answer("200 OK", "Content-Type: application/xml\r\n", LISTED.as_bytes())).await;
    let egress = door([127, 0, 0, 1]);
    let page = Url::parse(&format!("http://{}/", server.address)).expect("an address");
    let refused = async || egress.ask(Ask::get(page.clone())).await.expect_err("no page is read here");
    refused().await;
    for (endpoint, path_style, host) in [
        (format!("http://{}", server.address), true, server.address.to_string()),
        (format!("http://storage:{}", server.address.port()), true, format!("storage:{}", server.address.port())),
        (
            format!("http://storage.test:{}", server.address.port()),
            false,
            format!("pages.storage.test:{}", server.address.port()),
        ),
    ] {
        assert_eq!(bucket(&egress, &endpoint, path_style).list().await.expect("listed"), ["one"]);
        assert_eq!(server.seen().last().map(|seen| seen.host.clone()), Some(host));
    }
    let before = server.connections();
    refused().await;
    assert_eq!(server.connections(), before, "the storage's permission is no page's");
}

#[tokio::test]
async fn the_way_to_a_service_leads_nowhere_else() {
    let (storage, other) =
        (Server::start(|_| answer("200 OK", "", b"")).await, Server::start(|_| answer("200 OK", "", b"")).await);
    let egress = door([127, 0, 0, 1]);
    let origin = format!("http://storage.test:{}", storage.address.port());
    let service = egress.own_service(&Url::parse(&origin).expect("an address")).expect("a service");
    let ask = async |url: String| {
        let url = Url::parse(&url).expect("an address");
        service.ask(OwnAsk { method: Method::GET, url, headers: HeaderMap::new(), body: Outgoing::Nothing, most: 100 }).await
    };
    for elsewhere in [
        format!("http://storage.test:{}/", other.address.port()),
        format!("http://{}/", other.address),
        format!("http://{}/", storage.address),
        format!("https://storage.test:{}/", storage.address.port()),
        format!("http://other.storage.test:{}/", storage.address.port()),
        format!("http://me:word@storage.test:{}/", storage.address.port()),
    ] {
        let error = ask(elsewhere.clone()).await.expect_err("refused");
        let is_refused = matches!(error, EgressError::Host | EgressError::Port(_) | EgressError::Credentials);
        assert!(is_refused, "{elsewhere}: {error:?}");
    }
    assert_eq!((storage.connections(), other.connections()), (0, 0));
    assert!(ask(format!("{origin}/a")).await.expect("answered").status.is_success());
}

#[tokio::test]
async fn a_storage_that_sends_elsewhere_is_not_followed_and_no_signature_is_told() {
    let other = Server::start(|_| answer("200 OK", "", LISTED.as_bytes())).await;
    let location = format!("Location: http://{}/\r\n", other.address);
    let storage =
        Server::start(move |_| answer("307 Temporary Redirect", &location, b"<Error><Code>TemporaryRedirect</Code></Error>"))
            .await;
    let bucket = bucket(&door([127, 0, 0, 1]), &format!("http://{}", storage.address), true);
    let error = bucket.list().await.expect_err("no list");
    assert_eq!(error, BucketError::Answered { status: 307, code: "TemporaryRedirect".into() });
    assert_eq!(other.connections(), 0);
    let asked = storage.targets().join(" ");
    assert!(asked.contains("X-Amz-Signature=") && !asked.contains(SECRET), "{asked}");
    assert!(!format!("{error} {error:?} {bucket:?}").contains("Signature"));
}

#[tokio::test]
async fn a_storage_cannot_stand_where_a_cloud_keeps_its_secrets() {
    let by_name = bucket(&door([169, 254, 169, 254]), "http://storage.test", true);
    let by_address = bucket(&door([127, 0, 0, 1]), "http://169.254.169.254", true);
    for bucket in [by_name, by_address] {
        let error = bucket.list().await.expect_err("refused");
        assert!(matches!(error, BucketError::Away(EgressError::PrivateAddress { .. })), "{error:?}");
    }
}

#[tokio::test]
async fn an_answer_that_is_cut_off_endless_or_nonsense_is_no_object() {
    let storage = Server::start(|seen| match seen.target.split('?').next().unwrap_or_default() {
        "/pages/glouton/cut" => Play::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".to_vec()),
        "/pages/glouton/endless" => Play::Endless(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'x'; 4096]),
        // A range was asked for: the whole is not the part.
        "/pages/glouton/part" => answer("200 OK", "", b"0123456789"),
        "/pages/glouton/packed" => answer("200 OK", "", b"0123456789"),
        _ => answer("200 OK", "", b"<html>nobody here</html>"),
    })
    .await;
    let bucket = bucket(&door([127, 0, 0, 1]), &format!("http://{}", storage.address), true);
    bucket.get("cut", 1_000).await.expect_err("half an object");
    assert_eq!(bucket.get("endless", 100_000).await, Err(BucketError::Away(EgressError::TooLarge { limit: 100_000 })));
    assert_eq!(bucket.get_part("part", 2, 3).await, Err(BucketError::Nonsense));
    assert_eq!(bucket.get("packed", 10).await.expect("an object").as_deref(), Some(&b"0123456789"[..]));
    assert_eq!(bucket.list().await, Err(BucketError::Nonsense));
}
