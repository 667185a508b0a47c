//! A canary in a network of its own where *every* address of IPv4 and IPv6 leads to it: whatever leaves for an address that is not
//! public is seen, whichever it is. Needs a kernel that lets this user make a network namespace (`unshare`), and `ip`; without
//! them the test says so and proves nothing.

use std::net::SocketAddr;
use std::process::Command;
use std::sync::Arc;

use glouton::platform::browser::{BrowserPool, Settings as BrowserSettings};
use glouton::platform::egress::{Ask, Egress, Extras, HostOverride, Resolver};
use tokio::net::UdpSocket;
use url::Url;

use super::inward::{SPELLINGS, door, inward_names, urls};
use super::server::{Server, html};
use super::settings;

/// Set for the process that runs in the namespace: the same program with the same test, which then does what is to be seen there.
const INSIDE: &str = "GLOUTON_TEST_IN_A_NAMESPACE";
/// Makes every address one of this machine's, then becomes the test.
const SET_UP: &str =
    "ip link set lo up && ip route add local 0.0.0.0/0 dev lo && ip -6 route add local ::/0 dev lo && echo set up && exec \"$@\"";

#[test]
fn where_every_address_answers_nothing_that_is_not_public_is_asked() {
    if std::env::var_os(INSIDE).is_some() {
        return tokio::runtime::Runtime::new().expect("a runtime").block_on(inside_the_namespace());
    }
    let program = std::env::current_exe().expect("the test's own program");
    let output = Command::new("unshare")
        .args(["--map-root-user", "--net", "sh", "-c", SET_UP, "sh"])
        .arg(program)
        .args(["--exact", "egress::namespace::where_every_address_answers_nothing_that_is_not_public_is_asked", "--nocapture"])
        .env(INSIDE, "1")
        .output();
    let told = match &output {
        Ok(output) => format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)),
        Err(error) => error.to_string(),
    };
    if !told.contains("set up\n") {
        eprintln!("SKIPPED, nothing is proved: no network namespace can be made here: {told}");
        return;
    }
    assert!(output.is_ok_and(|output| output.status.success()) && told.contains("1 passed"), "{told}");
}

async fn inside_the_namespace() {
    let canary = Server::start_on(("::", 80), |_| html("secret")).await;
    let mut unheard = Vec::new();
    for port in [53, 80, 3478] {
        unheard.push(UdpSocket::bind(SocketAddr::from(([0_u16; 8], port))).await.expect("a port of the namespace"));
    }
    let egress = door(&settings());
    for text in urls(80) {
        let Ok(url) = Url::parse(&text) else { continue };
        assert!(egress.ask_following(Ask::get(url)).await.is_err(), "{text} was answered");
    }
    assert_eq!(canary.targets(), Vec::<String>::new(), "asked by ourselves");
    browse(&canary).await;
    assert_eq!((canary.targets(), canary.connections()), (Vec::new(), 0), "asked by a browser");
    for socket in unheard {
        let mut datagram = [0; 64];
        assert!(socket.try_recv_from(&mut datagram).is_err(), "a datagram left: {datagram:?}");
    }
    // The canary sings: an address that is public, as far as anyone can tell, leads to it too.
    let public = Url::parse("http://9.9.9.9/").expect("a URL");
    assert!(egress.ask(Ask::get(public)).await.is_ok());
    assert_eq!(canary.connections(), 1);
}

/// Has a browser show a page that asks for every spelling, by frames, by requests of its scripts, by sockets and by datagrams.
async fn browse(canary: &Server) {
    let asked: Vec<String> = SPELLINGS.iter().map(|host| host.replace("{}", "80")).collect();
    let frames: String = asked.iter().map(|host| format!("<iframe src=\"http://{host}/frame\"></iframe>")).collect();
    let page = format!(
        "<!doctype html>{frames}<div id=out></div><script>
         for (const host of {}) {{
           fetch('http://' + host + '/fetch', {{mode: 'no-cors'}}).catch(() => {{}});
           try {{ new WebSocket('ws://' + host + '/socket'); }} catch (e) {{ }}
           try {{ const p = new RTCPeerConnection({{iceServers: [{{urls: 'stun:' + host}}]}});
                  p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o)); }} catch (e) {{ }}
         }}
         </script>",
        serde_json::to_string(&asked).expect("JSON")
    );
    let site = Server::start(move |_| html(&page)).await;
    let mut settings = settings();
    settings.hosts = vec![HostOverride { host: "shop.test".into(), port: 80, address: site.address }];
    let resolver = Resolver::Scripted(Arc::new(inward_names));
    let egress = Egress::with(&settings, Extras { resolver, ca_pem: None }).expect("the door");
    let table: toml::Table = toml::from_str(include_str!("../../../config/default.toml")).expect("the defaults are TOML");
    let settings: BrowserSettings = table["browser"].clone().try_into().expect("the section fits its struct");
    let Ok(pool) = BrowserPool::find(&settings, &egress) else {
        println!("without a browser: there is no chromedriver");
        return;
    };
    let shown = pool.render(&Url::parse("http://shop.test/").expect("a URL")).await.expect("the page");
    assert!(shown.refused > 50, "the page asked for much: {}", shown.refused);
    assert_eq!(canary.connections(), 0);
    pool.close().await;
}
