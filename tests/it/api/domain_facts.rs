//! What the registry says of a lead's domain: claims with their source, and checks with evidence.

use glouton::platform::egress::HostOverride;
use serde_json::{Value, json};

use crate::{
    egress::server::{Server, answer, html},
    support::app::TestApp,
};

const HOST: &str = "the-fictional-bakery-of-amaranth.com";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lead_shows_since_when_its_domain_is_registered_and_with_whom() {
    let registered = json!({
        "objectClassName": "domain",
        "events": [{ "eventAction": "registration", "eventDate": "2001-02-03T04:05:06Z" }],
        "entities": [{ "roles": ["registrar"], "vcardArray": ["vcard", [["fn", {}, "text", "Fictional Names Ltd"]]] }],
    });
    let registry = Server::start(move |_| answer("200 OK", "", registered.to_string().as_bytes())).await;
    let site = Server::start(|_| html("<title>Amaranth</title><h1>Bakery Amaranth</h1><p>bread@example.test</p>")).await;
    let (source, address) = (format!("http://{}/", registry.address), site.address);
    let app = TestApp::alone_and(|settings| {
        settings.egress.rdap = true;
        settings.egress.rdap_url.clone_from(&source);
        settings.egress.allow_networks = vec!["127.0.0.0/8".parse().expect("a network")];
        settings.egress.hosts.push(HostOverride { host: HOST.to_owned(), port: 80, address });
    })
    .await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&[format!("http://{HOST}/")], json!({})).await;
    app.until(&owner, &hunt, "COMPLETED").await;
    let fields = "claims { field value source url current } latestAudit { checks { id status evidence { url snippet } } }";
    let seen = owner.data(&format!("{{ leads(first: 1) {{ nodes {{ {fields} }} }} }}"), json!({})).await;
    let lead = &seen["leads"]["nodes"][0];
    let of = |list: &Value, key: &str, name: &str| {
        list.as_array().and_then(|all| all.iter().find(|one| one[key] == name)).cloned().unwrap_or_default()
    };
    let url = format!("{source}domain/{HOST}");
    for (field, value) in [("domain_registered", "2001-02-03"), ("domain_registrar", "Fictional Names Ltd")] {
        let claim = of(&lead["claims"], "field", field);
        assert_eq!(
            claim,
            json!({ "field": field, "value": value, "source": "registry/rdap", "url": url, "current": true }),
            "{lead}"
        );
    }
    let young = of(&lead["latestAudit"]["checks"], "id", "domain.young");
    assert_eq!((&young["status"], &young["evidence"][0]["url"]), (&json!("PASS"), &json!(url)), "{young}");
    assert_eq!(of(&lead["latestAudit"]["checks"], "id", "domain.expiry")["status"], "UNKNOWN");
    assert_eq!(registry.connections(), 1);
    app.finish().await;
}
