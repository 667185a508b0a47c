//! The town on the wire: routing, certificates, misbehaviour, manners.

use std::time::Duration;

use glouton_town::{Reason, Serving, Town};
use reqwest::{Certificate, Client, redirect::Policy};

/// A client that finds every host of the town and trusts its authority.
fn client(serving: &Serving) -> Client {
    let authority = Certificate::from_pem(serving.ca_pem().as_bytes()).expect("the authority's certificate is PEM");
    let mut builder =
        Client::builder().tls_certs_only([authority]).redirect(Policy::none()).no_proxy().timeout(Duration::from_secs(5));
    for route in serving.hosts() {
        // reqwest takes one address a host; the https one where there is one.
        builder = builder.resolve(&route.host, route.https.unwrap_or(route.http));
    }
    builder.build().expect("the client can be built")
}

/// The URL with the port that the town happens to listen on.
fn with_port(serving: &Serving, url: &str) -> String {
    let (scheme, rest) = url.split_once("://").expect("absolute URL");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let route = serving.hosts().into_iter().find(|r| r.host == host).expect("known host");
    let address = if scheme == "https" { route.https.expect("host with TLS") } else { route.http };
    format!("{scheme}://{host}:{}/{path}", address.port())
}

#[tokio::test]
async fn every_page_of_every_business_answers_with_html_over_its_scheme() {
    let town = Town::new();
    let serving = town.serve().await.expect("the town can be served");
    let client = client(&serving);
    for site in town.sites().iter().filter(|s| s.business.is_some()) {
        for page in site.pages().filter(|p| p.headers.iter().any(|(n, v)| *n == "content-type" && v.starts_with("text/html"))) {
            let url = with_port(&serving, &format!("{}{}", site.seed_url, page.path.trim_start_matches('/')));
            let answer = client.get(&url).send().await.unwrap_or_else(|e| panic!("{url}: {e:?}"));
            assert_eq!(answer.status(), 200, "{url}");
            assert!(answer.bytes().await.expect("a body").len() > 150, "{url} is nearly empty");
        }
    }
}

#[tokio::test]
async fn a_host_is_served_by_its_host_header_on_the_bare_port() {
    let town = Town::new();
    let serving = town.serve().await.expect("the town can be served");
    let client = Client::builder().no_proxy().build().expect("the client can be built");
    let answer = client
        .get(format!("http://{}/", serving.http_addr()))
        .header("host", "garage-delorme.test")
        .send()
        .await
        .expect("an answer");
    assert!(answer.text_with_charset("windows-1252").await.expect("text").contains("Garage Delorme"));
    let unknown =
        client.get(format!("http://{}/", serving.http_addr())).header("host", "nobody.test").send().await.expect("an answer");
    assert_eq!(unknown.status(), 421);
}

#[tokio::test]
async fn a_client_that_does_not_trust_the_towns_authority_is_refused() {
    let town = Town::new();
    let serving = town.serve().await.expect("the town can be served");
    let route = serving.hosts().into_iter().find(|r| r.host == "boulangerie-petitjean.test").expect("known host");
    let address = route.https.expect("TLS");
    let stranger = Client::builder().no_proxy().resolve(&route.host, address).build().expect("the client can be built");
    assert!(stranger.get(format!("https://{}:{}/", route.host, address.port())).send().await.is_err());
}

#[tokio::test]
async fn broken_certificates_are_refused_even_by_a_client_that_trusts_the_authority() {
    let town = Town::new();
    let serving = town.serve().await.expect("the town can be served");
    let client = client(&serving);
    let broken: Vec<_> = town.truth().iter().filter(|t| t.reason == Some(Reason::TlsFailure)).collect();
    assert_eq!(broken.len(), 3);
    for truth in broken {
        assert!(client.get(with_port(&serving, &truth.seed_url)).send().await.is_err(), "{}", truth.host);
    }
}

#[tokio::test]
async fn requests_are_logged_with_path_and_user_agent_until_forgotten() {
    let town = Town::new();
    let serving = town.serve().await.expect("the town can be served");
    let client = client(&serving);
    client
        .get(with_port(&serving, "http://garage-delorme.test/contact.htm?x=1"))
        .header("user-agent", "Probe/1")
        .send()
        .await
        .expect("an answer");
    let seen = serving.requests("garage-delorme.test");
    assert_eq!(seen.len(), 1);
    assert_eq!((seen[0].path.as_str(), seen[0].user_agent.as_str()), ("/contact.htm?x=1", "Probe/1"));
    assert!(serving.requests("fahrschule-blitz.test").is_empty());
    serving.forget_requests();
    assert_eq!(serving.request_count(), 0);
}

#[tokio::test]
async fn after_stop_nobody_answers() {
    let town = Town::new();
    let serving = town.serve().await.expect("the town can be served");
    let address = serving.http_addr();
    serving.stop().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn slow_and_silent_hosts_outlast_a_clients_patience() {
    let town = Town::new();
    let serving = town.serve().await.expect("the town can be served");
    let client = client(&serving);
    for truth in town.truth().iter().filter(|t| t.reason == Some(Reason::Timeout)) {
        let read = async {
            client.get(with_port(&serving, &truth.seed_url)).timeout(Duration::from_millis(700)).send().await?.bytes().await
        };
        let error = read.await.expect_err(&truth.host);
        assert!(error.is_timeout(), "{}: {error:?}", truth.host);
        assert!(!serving.requests(&truth.host).is_empty(), "{}", truth.host);
    }
}

#[tokio::test]
async fn hosts_that_hang_up_or_refuse_give_no_answer() {
    let town = Town::new();
    let serving = town.serve().await.expect("the town can be served");
    let client = client(&serving);
    for truth in town.truth().iter().filter(|t| t.reason == Some(Reason::ConnectFailure)) {
        let error = client.get(with_port(&serving, &truth.seed_url)).send().await.expect_err(&truth.host);
        assert!(!error.is_timeout(), "{}: {error:?}", truth.host);
    }
    let unlisted = town.truth().iter().find(|t| t.reason == Some(Reason::DnsFailure)).expect("a host without a name");
    assert!(serving.hosts().iter().all(|r| r.host != unlisted.host));
}

#[tokio::test]
async fn floods_are_fifty_megabytes_declared_or_not() {
    let town = Town::new();
    let serving = town.serve().await.expect("the town can be served");
    let client = client(&serving);
    let declared = client.get(with_port(&serving, "http://encyclopedie-totale.test/")).send().await.expect("an answer");
    assert_eq!(declared.content_length(), Some(50_000_000));
    let undeclared = client.get(with_port(&serving, "http://fluss-ohne-ufer.test/")).send().await.expect("an answer");
    assert_eq!(undeclared.content_length(), None);
    assert_eq!(undeclared.bytes().await.expect("a body").len(), 50_000_000);
    let bomb = client.get(with_port(&serving, "http://kleines-paket.test/")).send().await.expect("an answer");
    assert!(bomb.bytes().await.expect("a body").len() >= 50_000_000);
}
