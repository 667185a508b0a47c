//! Leads: what is taken in of several sites at once.

use std::collections::HashMap;

use glouton::{
    accounts::Scope,
    leads::{self, Absorbed, Harvest, PageStamp},
    platform::clock::Timestamp,
};
use glouton_reader::{Contact, ContactKind, Evidence, Purpose, SiteFacts, Source, Sourced};
use url::Url;

use crate::support::{fresh, people};

/// What a site says that has one address to write to.
fn facts(page: &Url, mail: &str, name: &str) -> SiteFacts {
    let read = |value: &str| Sourced::new(value.to_owned(), Source::Text, 0.9, Evidence::new(page, value, None));
    let mut facts = SiteFacts::default();
    facts.organisation.names.push(read(name));
    facts.contacts.push(Contact {
        kind: ContactKind::Email,
        value: read(mail),
        third_party: false,
        third_party_rule: None,
        purpose: Purpose::Generic,
        phone_type: None,
        person: None,
        rule: "email/text".to_owned(),
    });
    facts
}

#[tokio::test]
async fn what_several_sites_say_of_one_business_becomes_one_lead_although_it_is_taken_in_together() {
    let op = fresh().await;
    let owner = people::owner(&op).await;
    let scope = Scope::system(owner.workspace());
    let page = Url::parse("https://bakery.test/").expect("a page");
    let stamp = PageStamp { fetched_at: Timestamp(1_000), content_hash: "00".repeat(32) };
    let pages = HashMap::from([(page.clone(), stamp)]);
    let said = [
        ("bakery.test", facts(&page, "info@bakery.test", "Bakery")),
        ("smithy.test", facts(&page, "info@smithy.test", "Smithy")),
        ("bakery.test", facts(&page, "shop@bakery.test", "Bakery")),
    ];
    let harvest = |(identity, facts)| Harvest {
        identity,
        website: &page,
        facts,
        registration: None,
        pages: &pages,
        source_kind: "website",
        hunt: None,
        reference: identity,
        verdict: None,
    };
    let harvests: Vec<Harvest<'_>> = said.iter().map(|(identity, facts)| harvest((*identity, facts))).collect();
    let tx = op.db.write_tx().await.expect("a transaction");
    let absorbed: Vec<Absorbed> = leads::absorb(&tx, &scope, op.now(), &harvests).await.expect("taken in");
    tx.commit().await.expect("committed");

    let told: Vec<(bool, u32)> = absorbed.iter().map(|one| (one.created, one.new_contacts)).collect();
    assert_eq!(told, [(true, 1), (true, 1), (false, 1)]);
    assert_eq!(absorbed[0].lead, absorbed[2].lead);
    let of = [absorbed[0].lead, absorbed[1].lead];
    let contacts = leads::ops::contacts_in_clear(&op, &scope, &of).await.expect("contacts");
    let mut values: Vec<&str> = contacts[&of[0]].iter().map(|contact| contact.value.as_str()).collect();
    values.sort_unstable();
    assert_eq!(values, ["info@bakery.test", "shop@bakery.test"]);
    assert_eq!(contacts[&of[1]].len(), 1);
    assert!(leads::absorb(op.db.write(), &scope, op.now(), &[]).await.expect("nothing").is_empty());
}
