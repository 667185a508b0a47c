//! Takes in what a site said: one lead per identity and workspace, contacts and claims with their evidence.
//! Invariant: what a person edited by hand is not overwritten, and what was found before and not found now is kept.

use std::collections::{BTreeMap, HashMap, HashSet};

use glouton_reader::{Organisation, SiteFacts, Source, Sourced};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde::Serialize;
use url::Url;
use uuid::Uuid;

use super::{
    lock, of,
    sheaf::{LeadRow, Sheaf},
    work,
};
use crate::leads::{
    entity::{claim, contact, lead, source, technology},
    model::{ContactId, ContactKind, Evidence, LeadId, Purpose, Stage, Technology, Temperature},
    rules,
};
use crate::{
    accounts::Scope,
    crawl::model::Registration,
    platform::{
        clock::Timestamp,
        db::{filled, json},
        error::Result,
        ids,
    },
};

/// When a page was fetched and what its bytes were.
#[derive(Debug, Clone)]
pub struct PageStamp {
    /// Fetched.
    pub fetched_at: Timestamp,
    /// BLAKE3 of the body, hex.
    pub content_hash: String,
}

/// What a hunt read of one site.
#[derive(Debug)]
pub struct Harvest<'a> {
    /// See [`rules::identity_of`].
    pub identity: &'a str,
    /// Start page.
    pub website: &'a Url,
    /// Merged facts.
    pub facts: &'a SiteFacts,
    /// What the registry says of its domain, when it was asked and told.
    pub registration: Option<&'a Registration>,
    /// Stamp of each page, by URL.
    pub pages: &'a HashMap<Url, PageStamp>,
    /// "website", "local_business" …
    pub source_kind: &'a str,
    /// The hunt, if one.
    pub hunt: Option<Uuid>,
    /// The address that was given.
    pub reference: &'a str,
    /// What its examination says, when there is one.
    pub verdict: Option<Verdict>,
}

/// What an examination says of a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The audit.
    pub audit: Uuid,
    /// 0 to 100.
    pub score: i32,
    /// By the profile's thresholds.
    pub temperature: Temperature,
}

/// What came of a harvest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absorbed {
    /// The lead.
    pub lead: LeadId,
    /// It is new to the workspace.
    pub created: bool,
    /// Own contacts not known before.
    pub new_contacts: u32,
}

/// The lead that takes a harvest in. One that was created a moment ago has nothing yet that would have to be looked at first.
#[derive(Debug, Clone, Copy)]
struct Taken {
    id: LeadId,
    created: bool,
}

/// Takes harvests into the workspace, within the caller's transaction; the answers in the order given. What several say of one business
/// is taken in one after the other.
///
/// Leads that are there already are written in the order of the harvests: whoever has several gives them in the order of their
/// identities, so that two who take in the same businesses at the same time do not wait for each other.
///
/// # Errors
/// What the database says.
pub async fn absorb(tx: &impl ConnectionTrait, scope: &Scope, now: Timestamp, harvests: &[Harvest<'_>]) -> Result<Vec<Absorbed>> {
    let mut absorbed = Vec::with_capacity(harvests.len());
    let mut left = harvests;
    while !left.is_empty() {
        let mut seen = HashSet::new();
        let number = left.iter().take_while(|harvest| seen.insert(harvest.identity)).count();
        let (these, later) = left.split_at(number);
        absorbed.extend(absorb_different(tx, scope, now, these).await?);
        left = later;
    }
    Ok(absorbed)
}

/// [`absorb`] for harvests of as many businesses.
async fn absorb_different(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    now: Timestamp,
    harvests: &[Harvest<'_>],
) -> Result<Vec<Absorbed>> {
    let identities = filled(harvests.iter().map(|harvest| harvest.identity));
    let known = of(scope).filter(lead::Column::Identity.is_in(identities)).all(tx).await?;
    let mut known: HashMap<String, lead::Model> = known.into_iter().map(|row| (row.identity.clone(), row)).collect();
    let mut sheaf = Sheaf::default();
    let mut absorbed = Vec::with_capacity(harvests.len());
    for harvest in harvests {
        let known = known.remove(harvest.identity);
        let created = known.is_none();
        let id = known.as_ref().map_or_else(|| LeadId::generate(now), |row| row.id.into());
        let edited: HashSet<String> = match &known {
            Some(row) => serde_json::from_value(row.edited_fields.clone())?,
            None => HashSet::new(),
        };
        let mut row = lead_row(scope, now, harvest, known, id, &edited)?;
        if let Some(Verdict { audit, score, temperature }) = harvest.verdict {
            row.rest.score = Set(Some(score));
            row.rest.temperature = Set(Some(temperature.as_str().to_owned()));
            row.rest.latest_audit_id = Set(Some(audit));
        }
        if created {
            sheaf.leads.push(row);
        } else {
            row.write_over(tx, id).await?;
        }
        let lead = Taken { id, created };
        let new_contacts = absorb_contacts(tx, scope, now, harvest, lead, &mut sheaf).await?;
        absorb_claims(tx, now, harvest, lead, &mut sheaf).await?;
        absorb_technologies(tx, scope, harvest, lead, &mut sheaf).await?;
        sheaf.sources.push(source::ActiveModel {
            id: Set(ids::new_v7(now)),
            lead_id: Set(id.0),
            kind: Set(harvest.source_kind.to_owned()),
            hunt_id: Set(harvest.hunt),
            reference: Set(Some(harvest.reference.to_owned())),
            license: Set(None),
            seen_at: Set(now.millis()),
        });
        let detail = serde_json::json!({ "hunt": harvest.hunt, "newContacts": new_contacts });
        sheaf.activities.push(work::activity(scope, now, id, if created { "DISCOVERED" } else { "SEEN_AGAIN" }, detail));
        absorbed.push(Absorbed { lead: id, created, new_contacts });
    }
    sheaf.write(tx).await?;
    Ok(absorbed)
}

/// Writes an audit's outcome to its lead, within the caller's transaction.
///
/// # Errors
/// What the database says; `NotFound` when the lead is gone.
pub async fn absorb_score(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    now: Timestamp,
    lead: LeadId,
    audit: Uuid,
    score: i32,
    temperature: Temperature,
) -> Result<()> {
    let mut row = lock(tx, scope, lead).await?.into_active_model();
    row.score = Set(Some(score));
    row.temperature = Set(Some(temperature.as_str().to_owned()));
    row.latest_audit_id = Set(Some(audit));
    row.updated_at = Set(now.millis());
    row.update(tx).await?;
    Ok(())
}

fn best<T: Clone>(values: &[Sourced<T>]) -> Option<T> {
    values.first().map(|sourced| sourced.value.clone())
}

fn lead_row(
    scope: &Scope,
    now: Timestamp,
    harvest: &Harvest<'_>,
    known: Option<lead::Model>,
    id: LeadId,
    edited: &HashSet<String>,
) -> Result<LeadRow> {
    let facts = harvest.facts;
    let organisation = &facts.organisation;
    let before = known.clone();
    let free = |field: &str| !edited.contains(field);
    let mut row = known.map_or_else(
        || lead::ActiveModel {
            id: Set(id.0),
            workspace_id: Set(scope.workspace().0),
            identity: Set(harvest.identity.to_owned()),
            score: Set(None),
            temperature: Set(None),
            latest_audit_id: Set(None),
            stage: Set(Stage::New.as_str().to_owned()),
            assignee_id: Set(None),
            favorite: Set(false),
            last_contacted_at: Set(None),
            edited_fields: Set(serde_json::json!([])),
            created_at: Set(now.millis()),
            ..Default::default()
        },
        IntoActiveModel::into_active_model,
    );
    let before = before.as_ref();
    // A value that is not on the site any more is better than none: the claims say when it was read.
    let keep = |new: Option<String>, old: Option<&Option<String>>| new.or_else(|| old.cloned().flatten());
    let name = best(&organisation.names).or_else(|| best(&organisation.legal_names));
    let name = match (name, before) {
        (_, Some(old)) if !free("name") => old.name.clone(),
        (Some(name), _) => name,
        (None, Some(old)) => old.name.clone(),
        (None, None) => harvest.identity.to_owned(),
    };
    let name: String = name.chars().take(rules::MAX_NAME).collect();
    row.name_key = Set(name.to_lowercase());
    row.domain = Set(harvest.identity.contains('.').then(|| harvest.identity.to_owned()));
    if free("website") {
        row.website = Set(Some(harvest.website.to_string()));
    }
    if free("description") {
        row.description = Set(keep(best(&organisation.descriptions), before.map(|b| &b.description)));
    }
    if free("language") {
        row.language = Set(keep(facts.language.as_ref().map(|l| l.value.clone()), before.map(|b| &b.language)));
    }
    if free("category") {
        row.category = Set(keep(best(&organisation.categories), before.map(|b| &b.category)));
    }
    if free("openingHours") {
        row.opening_hours = Set(keep(best(&organisation.opening_hours), before.map(|b| &b.opening_hours)));
    }
    if free("address")
        && let Some(address) = best(&organisation.addresses)
    {
        row.street = Set(address.street);
        row.city = Set(address.city);
        row.region = Set(address.region);
        row.postal_code = Set(address.postal_code);
        row.country = Set(address.country);
    } else if before.is_none() {
        row.street = Set(None);
        row.city = Set(None);
        row.region = Set(None);
        row.postal_code = Set(None);
        row.country = Set(None);
    }
    if let Some((latitude, longitude)) = best(&organisation.locations) {
        row.latitude = Set(Some(latitude));
        row.longitude = Set(Some(longitude));
    } else if before.is_none() {
        row.latitude = Set(None);
        row.longitude = Set(None);
    }
    let own = |kind: glouton_reader::ContactKind| facts.contacts.iter().any(|c| c.kind == kind && !c.third_party);
    row.has_email = Set(own(glouton_reader::ContactKind::Email) || before.is_some_and(|b| b.has_email));
    row.has_phone = Set(own(glouton_reader::ContactKind::Phone) || before.is_some_and(|b| b.has_phone));
    row.has_social = Set(!facts.socials.is_empty() || before.is_some_and(|b| b.has_social));
    let socials = (before.is_none() || !facts.socials.is_empty()).then(|| json::text(&facts.socials)).transpose()?;
    let people = (before.is_none() || !facts.people.is_empty()).then(|| json::text(&facts.people)).transpose()?;
    let technologies = json::text(&stamped_technologies(harvest))?;
    row.search_text = Set(rules::search_text(&[
        Some(&name),
        Some(harvest.identity),
        row.city.try_as_ref().and_then(|c| c.as_deref()),
        row.category.try_as_ref().and_then(|c| c.as_deref()),
        row.description.try_as_ref().and_then(|d| d.as_deref()),
    ]));
    row.name = Set(name);
    row.updated_at = Set(now.millis());
    row.last_seen_at = Set(now.millis());
    Ok(LeadRow { rest: row, socials, people, technologies })
}

/// Evidence with the stamp of its page; what stands on a page the hunt did not keep has no evidence and is dropped.
fn stamped(harvest: &Harvest<'_>, evidence: &[glouton_reader::Evidence]) -> Vec<Evidence> {
    evidence
        .iter()
        .filter_map(|e| {
            let stamp = harvest.pages.get(&e.url)?;
            Some(Evidence {
                url: e.url.as_str().to_owned(),
                snippet: e.snippet.char_indices().nth(200).map_or(&*e.snippet, |(end, _)| &e.snippet[..end]).to_owned(),
                selector: e.selector.clone(),
                fetched_at: stamp.fetched_at,
                content_hash: stamp.content_hash.clone(),
            })
        })
        .collect()
}

/// The technologies with the stamps of the pages they were seen on.
fn stamped_technologies(harvest: &Harvest<'_>) -> Vec<Technology> {
    let of = |found: &glouton_reader::Technology| Technology {
        name: found.name.value.clone(),
        category: found.category.clone(),
        version: found.version.clone(),
        confidence: rules::confidence(found.name.confidence),
        rule: found.rule.clone(),
        evidence: stamped(harvest, &found.name.evidence),
    };
    harvest.facts.technologies.iter().map(of).collect()
}

async fn absorb_contacts(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    now: Timestamp,
    harvest: &Harvest<'_>,
    lead: Taken,
    sheaf: &mut Sheaf,
) -> Result<u32> {
    let known = match lead.created {
        true => Vec::new(),
        false => contact::Entity::find().filter(contact::Column::LeadId.eq(lead.id.0)).all(tx).await?,
    };
    let known: HashMap<String, contact::Model> = known.into_iter().map(|row| (row.value_key.clone(), row)).collect();
    let mut fresh = BTreeMap::new();
    let mut new_contacts = 0;
    for (position, found) in (0_i32..).zip(&harvest.facts.contacts) {
        let evidence = stamped(harvest, &found.value.evidence);
        if evidence.is_empty() {
            continue;
        }
        let kind = ContactKind::from(found.kind);
        let value_key = format!("{}:{}", kind.as_str(), found.value.value);
        let evidence = serde_json::to_value(evidence)?;
        if let Some(row) = known.get(&value_key) {
            let mut row = row.clone().into_active_model();
            row.third_party = Set(found.third_party);
            row.purpose = Set(Purpose::from(found.purpose).as_str().to_owned());
            row.person = Set(found.person.clone());
            row.confidence = Set(rules::confidence(found.value.confidence));
            row.rule = Set(found.rule.clone());
            row.evidence = Set(evidence);
            row.position = Set(position);
            row.last_seen_at = Set(now.millis());
            contact::Entity::update(row).exec_without_returning(tx).await?;
            continue;
        }
        if !found.third_party {
            new_contacts += 1;
        }
        fresh.entry(value_key.clone()).or_insert(contact::ActiveModel {
            id: Set(ContactId::generate(now).0),
            workspace_id: Set(scope.workspace().0),
            lead_id: Set(lead.id.0),
            kind: Set(kind.as_str().to_owned()),
            value: Set(found.value.value.clone()),
            value_key: Set(value_key),
            third_party: Set(found.third_party),
            purpose: Set(Purpose::from(found.purpose).as_str().to_owned()),
            person: Set(found.person.clone()),
            confidence: Set(rules::confidence(found.value.confidence)),
            rule: Set(found.rule.clone()),
            evidence: Set(evidence),
            position: Set(position),
            created_at: Set(now.millis()),
            last_seen_at: Set(now.millis()),
        });
    }
    sheaf.contacts.extend(fresh.into_values());
    Ok(new_contacts)
}

struct ClaimDraft {
    field: &'static str,
    value: serde_json::Value,
    source: &'static str,
    url: Option<String>,
    fetched_at: Timestamp,
    confidence: f64,
    current: bool,
}

fn source_name(source: Source) -> &'static str {
    match source {
        Source::JsonLd => "website/json-ld",
        Source::Microdata => "website/microdata",
        Source::OpenGraph => "website/open-graph",
        Source::Link => "website/link",
        Source::Text => "website/text",
        Source::Meta => "website/meta",
        Source::Header => "website/header",
        Source::Script => "website/script",
        Source::Url => "website/url",
    }
}

/// Most claims of one field kept from one reading.
const CLAIMS_PER_FIELD: usize = 5;

fn drafts<T: Serialize>(
    out: &mut Vec<ClaimDraft>,
    harvest: &Harvest<'_>,
    now: Timestamp,
    field: &'static str,
    values: &[Sourced<T>],
) -> Result<()> {
    for (rank, sourced) in values.iter().take(CLAIMS_PER_FIELD).enumerate() {
        let page = sourced.evidence.first();
        let fetched_at = page.and_then(|e| harvest.pages.get(&e.url)).map_or(now, |stamp| stamp.fetched_at);
        out.push(ClaimDraft {
            field,
            value: serde_json::to_value(&sourced.value)?,
            source: source_name(sourced.source),
            url: page.map(|e| e.url.to_string()),
            fetched_at,
            confidence: rules::confidence(sourced.confidence),
            current: rank == 0,
        });
    }
    Ok(())
}

/// Since when the domain is registered, and with whom.
fn registered(out: &mut Vec<ClaimDraft>, now: Timestamp, registration: &Registration) {
    let since = registration.registered_at_ms.map(|at| ("domain_registered", Timestamp(at).day()));
    let with = registration.registrar.clone().map(|name| ("domain_registrar", name));
    out.extend([since, with].into_iter().flatten().map(|(field, value)| ClaimDraft {
        field,
        value: value.into(),
        source: if registration.is_over_whois() { "registry/whois" } else { "registry/rdap" },
        url: Some(registration.source.to_string()),
        fetched_at: now,
        confidence: 1.0,
        current: true,
    }));
}

async fn absorb_claims(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    harvest: &Harvest<'_>,
    lead: Taken,
    sheaf: &mut Sheaf,
) -> Result<()> {
    let Organisation {
        names,
        legal_names,
        descriptions,
        categories,
        addresses,
        opening_hours,
        locations,
        founding_years,
        vat_numbers,
        register_numbers,
    } = &harvest.facts.organisation;
    let mut claims = Vec::new();
    let out = &mut claims;
    drafts(out, harvest, now, "name", names)?;
    drafts(out, harvest, now, "legal_name", legal_names)?;
    drafts(out, harvest, now, "description", descriptions)?;
    drafts(out, harvest, now, "category", categories)?;
    drafts(out, harvest, now, "address", addresses)?;
    drafts(out, harvest, now, "opening_hours", opening_hours)?;
    drafts(out, harvest, now, "location", locations)?;
    drafts(out, harvest, now, "founding_year", founding_years)?;
    drafts(out, harvest, now, "vat_number", vat_numbers)?;
    drafts(out, harvest, now, "register_number", register_numbers)?;
    if let Some(language) = &harvest.facts.language {
        drafts(out, harvest, now, "language", std::slice::from_ref(language))?;
    }
    if let Some(registration) = harvest.registration {
        registered(out, now, registration);
    }
    if claims.is_empty() {
        return Ok(());
    }
    if !lead.created {
        let fields: HashSet<&str> = claims.iter().map(|c| c.field).collect();
        claim::Entity::update_many()
            .col_expr(claim::Column::Current, sea_orm::sea_query::Expr::value(false))
            .filter(claim::Column::LeadId.eq(lead.id.0))
            .filter(claim::Column::Field.is_in(fields))
            .filter(claim::Column::Source.ne("manual"))
            .exec(tx)
            .await?;
    }
    let mut rows: BTreeMap<(String, String, String), claim::ActiveModel> = BTreeMap::new();
    for draft in claims {
        let value_hash = blake3::hash(draft.value.to_string().as_bytes()).to_hex()[..32].to_owned();
        rows.entry((draft.field.to_owned(), draft.source.to_owned(), value_hash.clone())).or_insert(claim::ActiveModel {
            id: Set(ids::new_v7(now)),
            lead_id: Set(lead.id.0),
            field: Set(draft.field.to_owned()),
            value_hash: Set(value_hash),
            value: Set(draft.value),
            source: Set(draft.source.to_owned()),
            license: Set(None),
            url: Set(draft.url),
            fetched_at: Set(draft.fetched_at.millis()),
            confidence: Set(draft.confidence),
            current: Set(draft.current),
        });
    }
    sheaf.claims.extend(rows.into_values());
    Ok(())
}

async fn absorb_technologies(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    harvest: &Harvest<'_>,
    lead: Taken,
    sheaf: &mut Sheaf,
) -> Result<()> {
    if !lead.created {
        technology::Entity::delete_many().filter(technology::Column::LeadId.eq(lead.id.0)).exec(tx).await?;
    }
    let names: std::collections::BTreeSet<&str> = harvest.facts.technologies.iter().map(|t| t.name.value.as_str()).collect();
    sheaf.technologies.extend(names.into_iter().map(|name| technology::ActiveModel {
        workspace_id: Set(scope.workspace().0),
        lead_id: Set(lead.id.0),
        name: Set(name.to_owned()),
    }));
    Ok(())
}
