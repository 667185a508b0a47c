//! Ways to make a fetcher reach what only this machine and its network may reach. Each is tried against servers that listen on loopback in
//! IPv4 and IPv6 and count whoever comes: nobody may.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use glouton::platform::egress::{Ask, Egress, EgressError, Extras, HostOverride, Resolver, Settings};
use url::Url;

use super::server::{Server, html, redirect};
use super::settings;

/// Hosts of URLs; `{}` stands for the canary's port. Spellings of loopback first, then of every other network that is not public.
pub const SPELLINGS: &[&str] = &[
    // Loopback, as it is and as URL parsers read it.
    "127.0.0.1:{}",
    "127.0.0.1.:{}",
    "127.1:{}",
    "127.0.1:{}",
    "127.000.000.001:{}",
    "0177.0.0.1:{}",
    "0177.0.0.01:{}",
    "00000177.0.0.1:{}",
    "0x7f.0.0.1:{}",
    "0x7f.1:{}",
    "0x7F.0x0.0x0.0x1:{}",
    "0x7f000001:{}",
    "0X7F000001:{}",
    "0x007f000001:{}",
    "2130706433:{}",
    "017700000001:{}",
    "127.0x0.00.1:{}",
    "127.65535:{}",
    "127.0.65535:{}",
    "127.255.255.254:{}",
    "127.127.127.127:{}",
    "127%2e0%2e0%2e1:{}",
    "%31%32%37.0.0.1:{}",
    "127。0。0。1:{}",
    "１２７.０.０.１:{}",
    "①②⑦.⓪.⓪.①:{}",
    "127.0.0.1%2f:{}",
    "localhost:{}",
    "LOCALHOST:{}",
    "localhost.:{}",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{}",
    "lo%63alhost:{}",
    "ip6-localhost:{}",
    "0:{}",
    "0.0.0.0:{}",
    "0.0.0.0.:{}",
    "0x0:{}",
    "00:{}",
    "0.1:{}",
    "0.0.0.1:{}",
    // Loopback in IPv6 and IPv4 inside IPv6.
    "[::1]:{}",
    "[0:0:0:0:0:0:0:1]:{}",
    "[0000:0000:0000:0000:0000:0000:0000:0001]:{}",
    "[::]:{}",
    "[::0.0.0.1]:{}",
    "[::127.0.0.1]:{}",
    "[::7f00:1]:{}",
    "[::ffff:127.0.0.1]:{}",
    "[::FFFF:127.0.0.1]:{}",
    "[::ffff:7f00:1]:{}",
    "[0:0:0:0:0:ffff:127.0.0.1]:{}",
    "[0:0:0:0:0:ffff:7f00:0001]:{}",
    "[::ffff:0:127.0.0.1]:{}",
    "[::ffff:0.0.0.0]:{}",
    "[64:ff9b::127.0.0.1]:{}",
    "[64:ff9b::7f00:1]:{}",
    "[64:ff9b:1::127.0.0.1]:{}",
    "[2002:7f00:1::]:{}",
    "[2002:7f00:0001::1]:{}",
    "[2001:0:7f00:1::]:{}",
    "[2001::7f00:1]:{}",
    "[fe80::5efe:127.0.0.1]:{}",
    "[2a00:1450::5efe:7f00:1]:{}",
    "[2a00:1450::200:5efe:7f00:1]:{}",
    // Private networks, link-local, clouds' metadata.
    "10.0.0.1:{}",
    "10.255.255.255:{}",
    "0xa000001:{}",
    "012.0.0.1:{}",
    "167772161:{}",
    "172.16.0.1:{}",
    "172.31.255.254:{}",
    "0xac.0x10.0.1:{}",
    "192.168.0.1:{}",
    "192.168.1:{}",
    "3232235777:{}",
    "0300.0250.0.1:{}",
    "0xc0a80001:{}",
    "169.254.169.254:{}",
    "169.254.169.254.:{}",
    "2852039166:{}",
    "0xa9fea9fe:{}",
    "0251.0376.0251.0376:{}",
    "0xa9.254.0251.254:{}",
    "169.254.43518:{}",
    "169.16689662:{}",
    "169.254.170.2:{}",
    "100.100.100.200:{}",
    "168.63.129.16:{}",
    "192.0.0.192:{}",
    "[::ffff:169.254.169.254]:{}",
    "[::ffff:a9fe:a9fe]:{}",
    "[64:ff9b::169.254.169.254]:{}",
    "[64:ff9b::a9fe:a9fe]:{}",
    "[fd00:ec2::254]:{}",
    "[fd20:ce::254]:{}",
    "[::ffff:10.0.0.1]:{}",
    "[::ffff:192.168.0.1]:{}",
    "[::ffff:172.16.0.1]:{}",
    "[64:ff9b::10.0.0.1]:{}",
    "[2002:a00:1::]:{}",
    "[2002:c0a8:1::]:{}",
    "[fe80::1]:{}",
    "[fe80::1%25lo]:{}",
    "[fec0::1]:{}",
    "[fc00::1]:{}",
    "[fd12:3456:789a::1]:{}",
    // Everything else that no site has.
    "100.64.0.1:{}",
    "100.127.255.254:{}",
    "192.0.2.1:{}",
    "192.88.99.1:{}",
    "198.18.0.1:{}",
    "198.19.255.254:{}",
    "198.51.100.1:{}",
    "203.0.113.1:{}",
    "224.0.0.1:{}",
    "239.255.255.250:{}",
    "240.0.0.1:{}",
    "255.255.255.255:{}",
    "4294967295:{}",
    "0xffffffff:{}",
    "[ff02::1]:{}",
    "[ff05::2]:{}",
    "[100::1]:{}",
    "[2001:db8::1]:{}",
    "[2001:10::1]:{}",
    "[2001:20::1]:{}",
    "[2001:2::1]:{}",
    "[3fff::1]:{}",
    "[5f00::1]:{}",
    "[4000::1]:{}",
    // Names whose answers lead inwards (see `inward_names`).
    "loopback.test:{}",
    "Loopback.TEST:{}",
    "loopback.test.:{}",
    "loopback6.test:{}",
    "mapped.test:{}",
    "nat64.test:{}",
    "zero.test:{}",
    "private.test:{}",
    "metadata.test:{}",
    "unique-local.test:{}",
    "link-local.test:{}",
    "multicast.test:{}",
    "several.test:{}",
    "127.0.0.1.nip.test:{}",
    "a.b.c.loopback.test:{}",
];

/// Whole URLs.
const ODD_URLS: &[&str] = &[
    "http://user@127.0.0.1:{}/",
    "http://user:pw@127.0.0.1:{}/",
    "http://public.test@127.0.0.1:{}/",
    "http://public.test:80@127.0.0.1:{}/",
    "http://127.0.0.1:{}@loopback.test:{}/",
    "http://public.test#@127.0.0.1:{}/",
    "http:\\\\127.0.0.1:{}\\",
    "http:/127.0.0.1:{}/",
    "http:127.0.0.1:{}/",
    "http:///127.0.0.1:{}/",
    "http://\t127.0.0.1:{}/",
    "http://127.0.\n0.1:{}/",
    "  http://127.0.0.1:{}/",
    "hTTp://127.0.0.1:{}/",
    "https://127.0.0.1:{}/",
    "https://localhost:{}/",
    "https://[::1]:{}/",
    "https://loopback.test:{}/",
    "ws://127.0.0.1:{}/",
    "wss://127.0.0.1:{}/",
    "ftp://127.0.0.1:{}/",
    "gopher://127.0.0.1:{}/_x",
    "dict://127.0.0.1:{}/x",
    "file:///etc/passwd",
    "file://127.0.0.1/etc/passwd",
    "view-source:http://127.0.0.1:{}/",
    "jar:http://127.0.0.1:{}/!/",
    "data:text/html,<p>x",
    "javascript:alert(1)",
    "about:blank",
    "unix:/var/run/docker.sock",
    "ldap://127.0.0.1:{}/",
    "http://127.0.0.1:22/",
    "http://127.0.0.1:6379/",
];

/// A name server of an attacker's: every name leads inwards.
pub fn inward_names(name: &str) -> Vec<IpAddr> {
    let texts: &[&str] = match name {
        "loopback6.test" | "ip6-localhost" => &["::1"],
        "mapped.test" => &["::ffff:127.0.0.1"],
        "nat64.test" => &["64:ff9b::7f00:1"],
        "zero.test" => &["0.0.0.0"],
        "private.test" => &["10.0.0.1"],
        "metadata.test" => &["169.254.169.254"],
        "unique-local.test" => &["fd00::1"],
        "link-local.test" => &["fe80::1"],
        "multicast.test" => &["224.0.0.1"],
        "several.test" => &["127.0.0.1", "::1", "10.0.0.1"],
        _ => &["127.0.0.1", "::1"],
    };
    texts.iter().map(|t| t.parse().expect("an address")).collect()
}

/// A door that asks it.
pub fn door(settings: &Settings) -> Egress {
    Egress::with(settings, Extras { resolver: Resolver::Scripted(Arc::new(inward_names)), ca_pem: None }).expect("the door")
}

struct Canaries {
    v4: Server,
    v6: Server,
}

impl Canaries {
    async fn start() -> Self {
        Self { v4: Server::start(|_| html("secret")).await, v6: Server::start_at("::1", |_| html("secret")).await }
    }

    fn ports(&self) -> [u16; 2] {
        [self.v4.address.port(), self.v6.address.port()]
    }

    fn visitors(&self) -> usize {
        self.v4.connections() + self.v6.connections()
    }
}

/// Every way, at a port.
pub fn urls(port: u16) -> Vec<String> {
    let port = port.to_string();
    let spelt = SPELLINGS.iter().flat_map(|host| ["http", "https"].map(|scheme| format!("{scheme}://{host}/")));
    spelt.chain(ODD_URLS.iter().map(|u| (*u).to_owned())).map(|u| u.replace("{}", &port)).collect()
}

#[tokio::test]
async fn no_spelling_of_an_inward_address_is_reached() {
    let canaries = Canaries::start().await;
    let egress = door(&settings());
    assert!(SPELLINGS.len() + ODD_URLS.len() >= 150, "{} ways", SPELLINGS.len() + ODD_URLS.len());
    for port in canaries.ports() {
        for text in urls(port) {
            // What is no URL at all cannot be asked for.
            let Ok(url) = Url::parse(&text) else { continue };
            let answered = egress.ask_following(Ask::get(url)).await;
            let error = answered.err().unwrap_or_else(|| panic!("{text} was answered"));
            let refused = matches!(
                error,
                EgressError::PrivateAddress { .. }
                    | EgressError::Scheme(_)
                    | EgressError::Credentials
                    | EgressError::Port(_)
                    | EgressError::Host
            );
            assert!(refused, "{text}: {error:?}");
        }
    }
    assert_eq!(canaries.visitors(), 0);
}

#[tokio::test]
async fn no_redirect_leads_inwards() {
    let canaries = Canaries::start().await;
    // A public site, as far as anyone can tell, that sends its visitors to whatever the path says, at once or after some hops.
    let site = Server::start(|seen| {
        let text = percent_decoded(seen.target.split_once("to=").map_or("", |(_, to)| to));
        match seen.target.as_bytes().get(1) {
            Some(b'1') => redirect(&text),
            Some(n @ b'2'..=b'9') => redirect(&format!("/{}?to={}", char::from(n - 1), percent_encoded(&text))),
            _ => html("public"),
        }
    })
    .await;
    let mut settings = settings();
    settings.hosts = vec![HostOverride { host: "public.test".into(), port: 80, address: site.address }];
    let egress = door(&settings);
    assert!(
        egress.ask_following(Ask::get(Url::parse("http://public.test/").expect("a URL"))).await.is_ok(),
        "the site itself is there"
    );
    for hops in [1, 3] {
        for text in urls(canaries.ports()[0]) {
            let start = format!("http://public.test/{hops}?to={}", percent_encoded(&text));
            let before = site.connections();
            let answered = egress.ask_following(Ask::get(Url::parse(&start).expect("a URL"))).await;
            // Some of the texts are addresses below the site itself, which it may answer as it likes.
            if let Ok(answer) = answered {
                assert_eq!(answer.url.host_str(), Some("public.test"), "{text}");
            }
            assert!(site.connections() > before, "{text} was asked of the site first");
        }
    }
    assert_eq!(canaries.visitors(), 0);
}

/// Two servers on one port: 127.0.0.1 plays the public internet (the operator allows it), 127.0.0.2 the network behind.
async fn outside_and_inside() -> (Server, Server) {
    let outside = Server::start(|_| html("public")).await;
    let inside = Server::start_on(("127.0.0.2", outside.address.port()), |_| html("secret")).await;
    (outside, inside)
}

fn door_resolving(answers: impl Fn(usize) -> &'static [&'static str] + Send + Sync + 'static) -> (Egress, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let resolver = Resolver::Scripted(Arc::new(move |_: &str| {
        answers(counter.fetch_add(1, Ordering::SeqCst)).iter().map(|t| t.parse().expect("an address")).collect()
    }));
    let mut settings = settings();
    settings.allow_networks = vec!["127.0.0.1/32".parse().expect("a network")];
    (Egress::with(&settings, Extras { resolver, ca_pem: None }).expect("the door"), asked)
}

#[tokio::test]
async fn a_name_that_changes_its_answer_is_judged_each_time() {
    let (outside, inside) = outside_and_inside().await;
    let (egress, asked) = door_resolving(|n| match n % 4 {
        0 => &["127.0.0.1"],
        1 => &["127.0.0.2"],
        2 => &["::1", "127.0.0.2"],
        _ => &["::ffff:127.0.0.2"],
    });
    let url = Url::parse(&format!("http://rebind.test:{}/", outside.address.port())).expect("a URL");
    for n in 0..12 {
        assert_eq!(egress.ask(Ask::get(url.clone())).await.is_ok(), n % 4 == 0, "attempt {n}");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 12, "every attempt was resolved and judged anew");
    assert_eq!((outside.connections(), inside.connections()), (3, 0));
}

#[tokio::test]
async fn of_several_addresses_only_those_that_pass_are_tried() {
    let (outside, inside) = outside_and_inside().await;
    let (egress, _) = door_resolving(|_| &["127.0.0.2", "::1", "127.0.0.1", "10.0.0.1"]);
    let url = Url::parse(&format!("http://mixed.test:{}/", outside.address.port())).expect("a URL");
    assert!(egress.ask(Ask::get(url)).await.is_ok());
    assert_eq!((outside.connections(), inside.connections()), (1, 0));
}

#[tokio::test]
async fn an_operators_network_is_reached_and_only_that() {
    let canaries = Canaries::start().await;
    let mut settings = settings();
    settings.allow_networks = vec!["127.0.0.1/32".parse().expect("a network")];
    let egress = door(&settings);
    let [v4, v6] = canaries.ports();
    for (text, reached) in [
        (format!("http://127.0.0.1:{v4}/"), true),
        (format!("http://loopback.test:{v4}/"), true),
        (format!("http://[::ffff:127.0.0.1]:{v4}/"), true),
        (format!("http://127.0.0.2:{v4}/"), false),
        (format!("http://[::1]:{v6}/"), false),
        (format!("http://loopback6.test:{v6}/"), false),
        ("http://169.254.169.254/".to_owned(), false),
    ] {
        let answered = egress.ask(Ask::get(Url::parse(&text).expect("a URL"))).await;
        assert_eq!(answered.is_ok(), reached, "{text}: {:?}", answered.err());
    }
    assert_eq!(canaries.v6.connections(), 0);
}

#[tokio::test]
async fn an_error_says_nothing_of_the_network_behind() {
    let egress = door(&settings());
    for name in ["private.test", "metadata.test", "unique-local.test"] {
        let error = egress.ask(Ask::get(Url::parse(&format!("http://{name}/")).expect("a URL"))).await.expect_err("refused");
        let words = error.to_string();
        assert!(words.contains(name) && !words.contains("10.0") && !words.contains("169") && !words.contains("fd00"), "{words}");
    }
}

fn percent_encoded(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn percent_decoded(text: &str) -> String {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(b) = bytes.next() {
        let hex = [bytes.len() >= 2 && b == b'%'].into_iter().find(|escape| *escape).and_then(|_| {
            let digits = [bytes.next()?, bytes.next()?];
            u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()
        });
        out.push(hex.unwrap_or(b));
    }
    // A header cannot hold line breaks; a server that is ours does not send them.
    String::from_utf8_lossy(&out).replace(['\r', '\n'], "")
}

#[test]
fn a_name_of_this_machine_or_network_is_refused_before_anybody_resolves_it() {
    let check = |settings: &Settings, url: &str| door(settings).check(&Url::parse(url).expect("a URL"));
    let mut allowing = settings();
    allowing.allow_networks = vec!["127.0.0.0/8".parse().expect("a network")];
    for url in
        ["http://localhost/", "http://LOCALHOST./", "http://shop.localhost:8080/", "http://127.1/", "http://[::ffff:7f00:1]/"]
    {
        assert!(matches!(check(&settings(), url), Err(EgressError::PrivateAddress { .. })), "{url}");
        assert_eq!(check(&allowing, url), Ok(()), "the operator allowed it: {url}");
    }
    for url in [
        "http://metadata.google.internal/",
        "http://printer.local/",
        "http://nas.lan/",
        "http://router.home.arpa/",
        "http://intranet/",
    ] {
        assert!(matches!(check(&settings(), url), Err(EgressError::PrivateAddress { .. })), "{url}");
        assert_eq!(check(&allowing, url), Ok(()), "where networks are allowed the address decides: {url}");
    }
    for url in ["http://localhost.example.test/", "http://mylocalhost.test/", "http://internal.test/"] {
        assert_eq!(check(&settings(), url), Ok(()), "{url}");
    }
    let mut overridden = settings();
    overridden.hosts = vec![HostOverride { host: "localhost".to_owned(), port: 80, address: ([127, 0, 0, 1], 9).into() }];
    assert_eq!(check(&overridden, "http://localhost/"), Ok(()), "a host with a fixed address is not judged");
}
